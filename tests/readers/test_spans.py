"""Spans laid out: each cell once, in its real column, none over another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govreport.readers.flow import Row, Slot
from govreport.readers.spans import place

_SPAN = st.one_of(st.integers(0, 4), st.integers(0, 70_000))
_SLOT = st.builds(
    Slot,
    rowspan=_SPAN,
    colspan=st.integers(1, 70_000) | st.integers(1, 4),
    merge=st.sampled_from(["", "restart", "continue"]),
)
_ROW = st.builds(Row, st.lists(_SLOT, max_size=6), group=st.integers(0, 2), before=st.integers(0, 3))


@given(st.lists(_ROW, max_size=7))
def test_no_two_cells_overlap_and_none_is_lost(rows: list[Row]) -> None:
    taken: set[tuple[int, int]] = set()
    placed = place(rows)
    for number, row in enumerate(placed):
        columns = [col for col, *_ in row]
        assert columns == sorted(columns)
        for col, high, wide, _ in row:
            assert number + high <= len(rows)
            covered = {(number + down, col + right) for down in range(high) for right in range(wide)}
            assert not covered & taken
            taken |= covered
    standing = [slot for row in rows for slot in row.slots if slot.merge != "continue"]
    found = [slot for row in placed for *_, slot in row]
    assert [id(slot) for slot in found if slot.merge != "continue"] == [id(slot) for slot in standing]


def _laid(rows: list[Row]) -> list[list[tuple[int, int, int]]]:
    return [[(col, high, wide) for col, high, wide, _ in row] for row in place(rows)]


def test_rowspan_pushes_the_cells_of_the_next_row_right() -> None:
    rows = [Row([Slot(rowspan=2), Slot()]), Row([Slot(), Slot()])]
    assert _laid(rows) == [[(0, 2, 1), (1, 1, 1)], [(1, 1, 1), (2, 1, 1)]]


def test_rowspan_beyond_the_end_stops_there() -> None:
    assert _laid([Row([Slot(rowspan=99), Slot()]), Row([Slot()])]) == [[(0, 2, 1), (1, 1, 1)], [(1, 1, 1)]]


def test_rowspan_zero_reaches_to_the_end_of_its_group() -> None:
    rows = [Row([Slot(rowspan=0), Slot()]), Row([Slot()]), Row([Slot(), Slot()], group=1)]
    assert _laid(rows) == [[(0, 2, 1), (1, 1, 1)], [(1, 1, 1)], [(0, 1, 1), (1, 1, 1)]]


def test_colspan_is_cut_before_a_cell_that_hangs_from_above() -> None:
    rows = [Row([Slot(), Slot(rowspan=2), Slot()]), Row([Slot(colspan=3), Slot()])]
    assert _laid(rows) == [[(0, 1, 1), (1, 2, 1), (2, 1, 1)], [(0, 1, 1), (2, 1, 1)]]


def test_colspan_beyond_every_column_is_cut_to_the_table() -> None:
    rows = [Row([Slot(colspan=1000)]), Row([Slot(), Slot(colspan=900)])]
    assert _laid(rows) == [[(0, 1, 2)], [(0, 1, 1), (1, 1, 1)]]


def test_a_merged_cell_with_nothing_above_stands_for_itself() -> None:
    on, off = "continue", "restart"
    above = Row([Slot(merge=off), Slot(colspan=2, merge=off), Slot()])
    rows = [above, Row([Slot(merge=on), Slot(merge=on), Slot(), Slot(merge=on)])]
    assert _laid(rows) == [[(0, 2, 1), (1, 1, 2), (3, 1, 1)], [(1, 1, 1), (2, 1, 1), (3, 1, 1)]]


def test_columns_in_which_nothing_starts_are_no_columns() -> None:
    rows = [Row([Slot(colspan=3), Slot(colspan=2), Slot()]), Row([Slot(colspan=5), Slot()])]
    assert _laid(rows) == [[(0, 1, 1), (1, 1, 1), (2, 1, 1)], [(0, 1, 2), (2, 1, 1)]]

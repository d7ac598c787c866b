"""Rows that lost cells: each number is placed right or said to be unreadable, never put in another's column."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govreport
from govreport import forms
from govreport.sample import draw, render
from govreport.tables.columns import certain, drop_ordinals, patterns, possible, unpadded
from govreport.tables.reading import read_number
from govreport.tables.resolve import fill
from govreport.tables.rows import Field, Row, make_row
from tests.golden import texts
from tests.golden.report import Report

Key = tuple[str, str, str]
SOURCE = Report("白榆县水务局", 2022, "2021", 11)
PRINTED = SOURCE.values  # noqa: PD011 -- a dict
TRUTH = {key: float(text) for key, text in PRINTED.items()}
MEASURES = forms.measures("requests", "2021")


def cells(data: bytes) -> dict[Key, tuple[float | None, str]]:
    """Return value and state of every cell."""
    figures = govreport.read_report(data).figures
    value, state = (figures[name].tolist() for name in ("value", "state"))
    keys = zip(*(figures[name].tolist() for name in ("table", "item", "measure")), strict=True)
    return {key: (None if pd.isna(one) else one, how) for key, one, how in zip(keys, value, state, strict=True)}


def without(text: str, *lost: Key) -> bytes:
    """Return the text without some cells, their tabs gone too."""
    lines = [line.split("\t") for line in text.split("\n")]
    for table, item, measure in lost:
        numbers = [PRINTED[table, item, name] for name in MEASURES]
        line = max(lines, key=lambda line: len({*line} & {*numbers}))
        del line[len(line) - 1 - line[::-1].index(PRINTED[table, item, measure])]
    return "\n".join("\t".join(line) for line in lines).encode()


TEXT = texts.lines(SOURCE)


@pytest.mark.parametrize("item", forms.items("requests", "2021"))
def test_the_sums_say_which_cell_of_a_row_is_lost(item: str) -> None:
    place = forms.items("requests", "2021").index(item)
    for measure in {MEASURES[place % 7], MEASURES[(place + 3) % 7]}:
        lost = ("requests", item, measure)
        found = cells(without(TEXT, lost))
        assert {key: value for key, (value, _) in found.items()} == TRUTH
        assert {key for key, (_, state) in found.items() if state != "stated"} == {lost}
        assert found[lost][1] == "derived"


@pytest.mark.parametrize(
    "lost",
    [
        (("granted", "business"), ("denied_state_secret", "research")),
        (("received", "total"), ("carried_in", "natural_person")),
        (("concluded", "total"), ("carried_out", "total")),
        (("granted", "business"), ("partly_granted", "business"), ("other_rest", "business")),
        (("other_fee_unpaid", "natural_person"), ("other_rest", "other_organization"), ("concluded", "research")),
    ],
)
def test_cells_lost_in_several_rows_never_move_a_number(lost: tuple[tuple[str, str], ...]) -> None:
    found = cells(without(TEXT, *(("requests", *pair) for pair in lost)))
    wrong = {key: value for key, value in found.items() if value[0] not in (None, TRUTH[key])}
    assert wrong == {}
    hit = {item for item, _ in lost}
    assert all(
        state == "stated" for (table, item, _), (_, state) in found.items() if table != "requests" or item not in hit
    )


@settings(deadline=None, max_examples=12)
@given(
    st.integers(0, 10**6),
    st.sampled_from([2019, 2020, 2021, 2024]),
    st.sampled_from(["tabs", "docx"]),
    st.sampled_from([0.05, 0.2, 0.6]),
    st.sampled_from([1.0, 0.5, None]),
)
def test_a_lost_cell_never_gives_a_wrong_number(
    seed: int, year: int, layout: str, share: float, filled: float | None
) -> None:
    truth = draw(seed, years=[year], filled=filled)[0]
    printed = render(truth, layout, damages=[("cells_lost", share)], seed=seed)
    found = cells(printed.data)
    assert set(found) == set(truth.cells)
    wrong = {key: (value, truth.cells[key]) for key, value in found.items() if value[0] not in (None, truth.cells[key])}
    lost = [key for key, cell in printed.expected.items() if key[0] == "review" and cell.kind == "lost"]
    assert {key for key in wrong if key[0] != "review" or len(lost) < 2} == set()
    assert not any(govreport.read_report(printed.data).figures["contested"])


def row(*cells: str) -> Row:
    """Return a row of printed cells."""
    return make_row([Field(text, read_number(text), 0, 0, col) for col, text in enumerate(cells)])


@given(st.lists(st.sampled_from(["3", "14", "", "-", "0"]), min_size=1, max_size=8), st.integers(2, 7))
def test_every_placement_keeps_what_is_printed_in_its_order(printed: list[str], width: int) -> None:
    shown = [text for text in printed if text.strip()]
    found = possible(row("规章", *printed), width)
    assert bool(found) == (0 < len(shown) <= width)
    for placement in found:
        assert len(placement) == width
        assert [piece.text for piece in placement if piece is not None and piece.text.strip()] == shown
    assert len({tuple(piece and piece.col for piece in placement) for placement in found}) == len(found)


def test_one_number_in_seven_columns_may_stand_in_any() -> None:
    found = possible(row("规章", "5"), 7)
    assert [[piece is not None for piece in placement].index(True) for placement in found] == list(range(7))


def test_more_numbers_than_columns_have_no_placement() -> None:
    assert possible(row("规章", *"12345678"), 7) == []


def test_a_gap_is_what_the_row_s_sum_makes_it() -> None:
    three = list(row("规章", "1", "2", "7").slots)
    assert fill((*three[:2], None, three[2])).tolist() == [1, 2, 4, 7]
    assert fill((*three[:2], three[2], None)).tolist() == [1, 2, 7, 10]
    assert [value != value for value in fill((three[0], None, None, three[2])).tolist()] == [False, True, True, False]


def test_a_column_that_only_counts_the_rows_is_no_data() -> None:
    rows = [row("规章", str(number), "7", "9") for number in range(1, 7)]
    assert [[slot.text for slot in one.slots] for one in drop_ordinals(rows)] == [["7", "9"]] * 6


def test_numbers_that_do_not_count_stay() -> None:
    rows = [row("规章", number, "7", "9") for number in ("3", "1", "4", "1", "5", "9")]
    assert [one.slots for one in drop_ordinals(rows)] == [one.slots for one in rows]


def test_the_only_number_of_a_row_does_not_count_it() -> None:
    rows = [row("规章", str(number)) for number in range(1, 7)]
    assert [[slot.text for slot in one.slots] for one in drop_ordinals(rows)] == [
        [str(number)] for number in range(1, 7)
    ]


REVIEW = "\t".join(
    ("行政复议", "行政诉讼", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉")
)


def reviews(numbers: str) -> dict[Key, tuple[float | None, str]]:
    """Return the cells of a report whose table of reviews prints these numbers."""
    text = f"白榆县水务局2022年政府信息公开工作年度报告\n{REVIEW}\n" + "\t".join(numbers.split()) + "\n"
    return cells(text.encode())


def test_fifteen_numbers_are_the_run_of_reviews() -> None:
    found = reviews("1 2 3 4 10 5 6 7 8 26 0 1 0 1 2")
    assert [value for value, _ in found.values()] == [1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 0, 1, 0, 1, 2]


@pytest.mark.parametrize("at", range(15))
def test_a_number_lost_from_the_run_of_reviews_leaves_its_proceeding_open_at_most(at: int) -> None:
    """Which of four results is lost no sum can say; a lost total is what they add up to."""
    whole = "1 2 3 4 10 5 6 7 8 26 9 11 12 13 45".split()
    found = list(reviews(" ".join(whole[:at] + whole[at + 1 :])).values())
    for place, text in enumerate(whole):
        if place // 5 != at // 5:
            assert found[place] == (float(text), "stated")
        elif at % 5 == 4:
            assert found[place] == (float(text), "derived" if place == at else "stated")
        else:
            assert found[place][0] in (None, float(text))


def test_two_numbers_lost_from_the_run_of_reviews_leave_it_open() -> None:
    """Printed were 0 0 0 0 0, 0 0 0 0 _ and 1 0 0 _ 1."""
    found = reviews("0 0 0 0 0 0 0 0 0 1 0 0 1")
    assert found["review", "litigation_after_reconsideration", "upheld"][0] in (None, 1)


def test_an_empty_field_does_not_shift_numbers_away_from_a_false_total() -> None:
    text = f"白榆县水务局2022年政府信息公开工作年度报告\n{REVIEW}\n" + "\t".join(
        ["", *"1 2 3 0 5 6 7 8 26 9 11 12 13 45".split()]
    )
    found = cells(text.encode())
    assert found["review", "reconsideration", "upheld"][0] is None
    assert found["review", "reconsideration", "total"] in ((0, "stated"), (None, "unreadable"))


def _line(text: str, block: int) -> Row:
    return make_row([Field(one, read_number(one), block, 0, col) for col, one in enumerate(text.split("|"))])


FULL = "|label|1|2|3|4|5|6|21"
LOST = "group|label|250|0|11|0|213|474|"


@pytest.mark.parametrize(("before", "placed"), [("|label|7|7|7|7|7|7|42", True), ("label|7|7|7|7|7|7|42|", False)])
def test_two_rows_between_page_numbers_are_no_pattern_where_others_show_padding(before: str, placed: bool) -> None:
    rows = [_line(before, 1), _line(FULL, 2), _line(FULL, 2), _line(LOST, 2)]
    found = certain(rows[-1], 7, patterns(rows, 7).get(2), unpadded(rows, 7))
    assert [piece and piece.text for piece in found or ()] == (
        ["250", "0", "11", "0", "213", "474", ""] if placed else []
    )

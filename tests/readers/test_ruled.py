"""Ruling lines to cells: any grid, however its lines are drawn, gives the cells that were drawn."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.document import Box
from govreport.readers.ruled import Lattice, frame, lattices
from govreport.readers.ruled_parts import MAX_LINES
from govreport.readers.sheet import Rule


def outline(box: Box) -> list[Rule]:
    x0, y0, x1, y1 = box
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]


def placed(lattice: Lattice) -> list[tuple[int, int, int, int]]:
    return [(slot.row, slot.col, slot.rowspan, slot.colspan) for slot in lattice.slots]


def only(rules: list[Rule]) -> Lattice:
    (found,) = lattices(rules)
    return found


@st.composite
def merged(draw: st.DrawFn) -> tuple[list[float], list[float], list[tuple[int, int, int, int]]]:
    """Draw the lines of a grid and its cells, some of them merged."""
    steps = st.lists(st.integers(9, 90), min_size=1, max_size=7)
    xs, ys = [40.0], [60.0]
    xs += [xs[0] + sum(wide[: at + 1]) for wide in [draw(steps)] for at in range(len(wide))]
    ys += [ys[0] + sum(high[: at + 1]) for high in [draw(steps)] for at in range(len(high))]
    free = {(row, col) for row in range(len(ys) - 1) for col in range(len(xs) - 1)}
    cells = []
    for row, col in sorted(free):
        if (row, col) not in free:
            continue
        high, wide = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        units = {(r, c) for r in range(row, row + high) for c in range(col, col + wide)}
        if not units <= free:
            high, wide, units = 1, 1, {(row, col)}
        free -= units
        cells.append((row, col, row + high, col + wide))
    return xs, ys, cells


@settings(max_examples=150, deadline=None)
@given(merged(), st.integers(0, 10**6), st.sampled_from(("whole", "jitter", "pieces", "dots")))
def test_any_grid_with_merged_cells(
    drawn: tuple[list[float], list[float], list[tuple[int, int, int, int]]], seed: int, manner: str
) -> None:
    xs, ys, cells = drawn
    rng = random.Random(seed)
    boxes = [(xs[left], ys[top], xs[end], ys[bottom]) for top, left, bottom, end in cells]
    rules = [rule for box in boxes for side in outline(box) for rule in _drawn(side, manner, rng)]
    rng.shuffle(rules)
    found = only(rules)
    for slot, box in zip(found.slots, boxes, strict=True):
        assert slot.box == pytest.approx(box, abs=2)
    tops, lefts = sorted({cell[0] for cell in cells}), sorted({cell[1] for cell in cells})
    assert placed(found) == [
        (
            tops.index(top),
            lefts.index(left),
            sum(top <= at < bottom for at in tops),
            sum(left <= at < end for at in lefts),
        )
        for top, left, bottom, end in cells
    ]


def _drawn(side: Rule, manner: str, rng: random.Random) -> list[Rule]:
    """Return a line as it is, a little beside its place, in pieces, or as dots."""
    if manner == "jitter":
        by = rng.choice((-0.7, 0.0, 0.7))
        across = side.y0 == side.y1
        return [Rule(side.x0, side.y0 + by, side.x1, side.y1 + by) if across else
                Rule(side.x0 + by, side.y0, side.x1 + by, side.y1)]  # fmt: skip
    step = {"pieces": 7.0, "dots": 2.0}.get(manner)
    return [side] if step is None else list(_pieces(side, step))


def _pieces(side: Rule, step: float) -> list[Rule]:
    length = max(side.x1 - side.x0, side.y1 - side.y0)
    across = side.y0 == side.y1
    found, at = [], 0.0
    while at < length:
        end = min(length, at + 0.7 * step)
        found.append(
            Rule(side.x0 + at, side.y0, side.x0 + end, side.y0) if across else
            Rule(side.x0, side.y0 + at, side.x0, side.y0 + end)
        )  # fmt: skip
        at += step
    last = Rule(side.x1 - 1, side.y1, side.x1, side.y1) if across else Rule(side.x1, side.y1 - 1, side.x1, side.y1)
    return [*found, last]


@pytest.mark.parametrize("gap", [1, 3, 5, 8])
def test_cells_with_borders_of_their_own(gap: float) -> None:
    boxes = [(x, y, x + 50 - gap, y + 30 - gap) for y in (100, 130, 160) for x in (50, 100, 150)]
    outer = (50 - gap, 100 - gap, 200, 190)
    found = only([rule for box in (*boxes, outer) for rule in outline(box)])
    assert placed(found) == [(row, col, 1, 1) for row in range(3) for col in range(3)]


def test_a_stray_line_inside_a_cell_parts_nothing() -> None:
    rules = [*frame([0, 100, 200], [0, 30, 60]), Rule(40, 5, 40, 20), Rule(110, 25, 150, 25)]
    assert len(only(rules).slots) == 4


def test_an_underline_is_no_table() -> None:
    assert lattices([Rule(100, 50, 180, 50)]) == []
    assert lattices([Rule(100, 50, 180, 50), Rule(100, 90, 180, 90)]) == []


def test_tables_apart_are_tables_apart() -> None:
    first, second = frame([0, 50, 90], [0, 20]), frame([0, 50, 90], [60, 80])
    assert [found.box for found in lattices(second + first)] == [(0, 0, 90, 20), (0, 60, 90, 80)]


def test_a_frame_around_tables_is_none() -> None:
    inner = frame([100, 150, 190], [100, 120, 140])
    assert [found.box for found in lattices([*inner, *outline((20, 20, 500, 700))])] == [(100, 100, 190, 140)]


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_open_sides(side: str) -> None:
    rules = [rule for rule in frame([0, 60, 120, 180], [0, 20, 40]) if rule.y0 == rule.y1 or rule.x0 in (60, 120)]
    rules += [Rule(0, 0, 0, 40)] * (side == "right") + [Rule(180, 0, 180, 40)] * (side == "left")
    found = only(rules)
    assert placed(found) == [(row, col, 1, 1) for row in range(2) for col in range(3)]
    assert not any(slot.open for slot in found.slots)


@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_an_open_border_at_the_end_of_a_page(edge: str) -> None:
    gone = 0 if edge == "top" else 60
    found = only([rule for rule in frame([0, 50, 90], [0, 20, 40, 60]) if not (rule.y0 == rule.y1 == gone)])
    assert len(found.slots) == 6
    assert (found.top, found.bottom) == (edge != "top", edge != "bottom")


def test_a_row_shorter_than_its_table_shows_it() -> None:
    rules = [*frame([0, 50, 90, 130], [0, 20, 40]), *frame([0, 50, 90], [40, 60])]
    last = only(rules).slots[-1]
    assert (last.row, last.col, last.open) == (2, 2, True)


def test_a_line_that_no_cell_begins_at_is_no_column() -> None:
    rules = [*frame([0, 100, 200], [0, 20, 40]), Rule(50, 18, 50, 22)]
    assert {slot.col for slot in only(rules).slots} == {0, 1}


def test_more_lines_than_any_table_has_are_bounded() -> None:
    rules = [Rule(0, 0.01 * at, 500, 0.01 * at) for at in range(60_000)]
    rules += [Rule(2.0 * at, 0, 2.0 * at, 600) for at in range(3 * MAX_LINES)]
    found = lattices(rules)
    assert sum(len(one.slots) for one in found) <= MAX_LINES**2

"""The search for paths, held against trying every path one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.tables import lattice
from govreport.tables.lattice import MARGIN, SKIP_ITEM, Lattice, Path, search

NEAR = 1e-6
SCORES = st.integers(-24, 20).map(lambda quarters: quarters / 4)
COSTS = st.sampled_from([0.0, 0.0, 1.5, 6.0])


@st.composite
def one_sided(draw: Any, rows: int = 5, items: int = 4) -> Lattice:
    """Draw a small lattice whose labels stand on one side."""
    n_rows, n_items = draw(st.integers(0, rows)), draw(st.integers(1, items))
    match = [[draw(SCORES) for _ in range(n_items)] for _ in range(n_rows)]
    return Lattice(match, [draw(COSTS) for _ in range(n_rows)], n_items)


@st.composite
def two_sided(draw: Any) -> Lattice:
    """Draw a small lattice whose labels may stand on either side of a row."""
    plain = draw(one_sided(4, 3))
    gains = st.sampled_from([0.0, 0.0, 1.0, 3.25])

    def each(values: Any) -> list[list[float]]:
        return [[draw(values) for _ in row] for row in plain.match]

    bare, before, after = plain.match, each(gains), each(gains)
    match = [[one + two for one, two in zip(*pair, strict=True)] for pair in zip(bare, before, strict=True)]
    shared = [draw(st.booleans()) for _ in plain.match]
    return Lattice(match, plain.skips, plain.n_items, bare, after, shared)


def all_paths(n_rows: int, n_items: int) -> Iterator[Path]:
    """Yield every way to give rows to items, both in order."""
    for count in range(min(n_rows, n_items) + 1):
        for rows, items in product(combinations(range(n_rows), count), combinations(range(n_items), count)):
            own = dict(zip(items, rows, strict=True))
            yield tuple(own.get(item) for item in range(n_items))


def worth(grid: Lattice, path: Path) -> float:
    """Return what the best choice of sides makes of a path."""
    taken = {row: item for item, row in enumerate(path) if row is not None}
    cost = SKIP_ITEM * path.count(None) + sum(skip for row, skip in enumerate(grid.skips) if row not in taken)
    return max(_sides(grid, taken), default=0.0) - cost


def _sides(grid: Lattice, taken: dict[int, int]) -> Iterator[float]:
    """Yield the sum of the rows' scores for every allowed choice of the side on which each row's label stands."""
    for behind in product((False, True), repeat=len(taken) if grid.after is not None else 0):
        side = dict(zip(taken, behind, strict=True)) if behind else dict.fromkeys(taken, False)
        total, allowed = 0.0, True
        for row, item in taken.items():
            if side[row]:
                allowed = allowed and grid.after[row][item] > 0
                total += grid.bare[row][item] + grid.after[row][item]
            else:
                lent = side.get(row - 1, False) and grid.shared[row - 1]
                total += grid.bare[row][item] if lent else grid.match[row][item]
        if allowed:
            yield total


def table(grid: Lattice) -> dict[Path, float]:
    """Return every path with its worth."""
    return {path: worth(grid, path) for path in all_paths(len(grid.match), grid.n_items)}


def is_monotone(path: Path) -> bool:
    rows = [row for row in path if row is not None]
    return rows == sorted(set(rows))


def check_search(grid: Lattice) -> None:
    """Hold a search against every path."""
    every, found = table(grid), search(grid)
    best = max(every.values())
    assert found.score == pytest.approx(best)
    assert all(is_monotone(path) for path in found.paths)
    assert len(set(found.paths)) == len(found.paths)
    certain = {path for path, value in every.items() if value >= best - MARGIN + NEAR}
    possible = {path for path, value in every.items() if value >= best - MARGIN - NEAR}
    if found.listed:
        assert certain <= set(found.paths) <= possible
        assert found.options == [{path[at] for path in found.paths} for at in range(grid.n_items)]
    for path in certain:
        assert all(row in options for row, options in zip(path, found.options, strict=True))


@settings(deadline=None)
@given(one_sided())
def test_one_side_is_what_trying_everything_finds(grid: Lattice) -> None:
    check_search(grid)


@given(two_sided())
@settings(deadline=None, max_examples=60)
def test_two_sides_are_what_trying_everything_finds(grid: Lattice) -> None:
    check_search(grid)


@given(one_sided())
@settings(deadline=None, max_examples=60)
def test_options_without_a_list_are_those_of_the_paths(grid: Lattice) -> None:
    listed = search(grid)
    through = lattice._through(grid, grid.ahead())
    for own, options in zip(listed.options, through, strict=True):
        assert own <= options
    best = max(table(grid).values())
    reachable = [path for path, value in table(grid).items() if value >= best - MARGIN - NEAR]
    for at, options in enumerate(through):
        assert options <= {path[at] for path in reachable}


def test_no_row_leaves_every_item_without_one() -> None:
    found = search(Lattice([], [], 3))
    assert (found.score, found.paths) == (-3 * SKIP_ITEM, [(None, None, None)])


def test_a_clear_table_has_one_path() -> None:
    match = [[4.0 if row == item else -20.0 for item in range(6)] for row in range(6)]
    found = search(Lattice(match, [6.0] * 6, 6))
    assert (found.score, found.paths) == (24.0, [(0, 1, 2, 3, 4, 5)])


def test_a_row_lost_among_rows_without_labels_leaves_every_shift_open() -> None:
    match = [[1.0] * 5 for _ in range(4)]
    found = search(Lattice(match, [6.0] * 4, 5))
    assert sorted(found.paths, key=str) == sorted(
        (tuple(range(at)) + (None,) + tuple(range(at, 4)) for at in range(5)), key=str
    )
    assert found.options == [{0, None}, {0, 1, None}, {1, 2, None}, {2, 3, None}, {3, None}]


def test_too_many_paths_are_not_listed_but_no_option_is_lost() -> None:
    match = [[0.0] * 12 for _ in range(8)]
    found = search(Lattice(match, [6.0] * 8, 12))
    assert (found.listed, found.paths) == (False, [])
    assert found.options[0] == {0, None}
    assert found.options[5] == {1, 2, 3, 4, 5, None}


def test_a_large_search_ends() -> None:
    match = [[0.1] * 30 for _ in range(300)]
    found = search(Lattice(match, [0.0] * 300, 30))
    assert found.score == pytest.approx(3.0)
    assert not found.listed


def test_one_label_between_two_rows_goes_to_one_of_them() -> None:
    """Two rows, one label between them that is worth 4 to either; alone neither says anything."""
    grid = Lattice([[0.0], [4.0]], [6.0, 6.0], 1, [[0.0], [0.0]], [[4.0], [0.0]], [True, False])
    assert search(grid).score == -2.0
    twice = Lattice([[0.0, 0.0], [0.0, 4.0]], [6.0, 6.0], 2, [[0.0] * 2] * 2, [[4.0, 0.0], [0.0, 0.0]], [True, False])
    assert search(twice).score == 4.0
    apart = Lattice([[0.0, 0.0], [0.0, 4.0]], [6.0, 6.0], 2, [[0.0] * 2] * 2, [[4.0, 0.0], [0.0, 0.0]], [False, False])
    assert search(apart).score == 8.0

"""All monotone paths through rows and items: the best score, and every path that is nearly as good."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[int | None, ...]
"""For each item the index of its row, None where no row is its own."""
MARGIN = 1.5
"""Paths that are this much worse than the best are still possible."""
SKIP_ITEM = 1.5
MAX_PATHS = 64
MAX_STEPS = 6000
SLACK = 1e-9
Matrix = list[list[float]]
Sides = tuple[list[float], list[float]]
"""The best scores of one row by item: with the label before it free, and taken."""
State = tuple[int, int, bool]


@dataclass(slots=True)
class Lattice:
    """Rows by items, with what each pair scores.

    Attributes
    ----------
    match
        What a row scores as an item, its own words and the words before it included.
    skips
        What it costs to leave a row out.
    n_items
        How many items there are.
    bare, after
        Where labels may stand on either side of a row: the score without any words around, and what the words
        after the row add. None where they stand on one side only.
    shared
        Whether the words between a row and the next are one label, which only one of the two can have.
    """

    match: Matrix
    skips: list[float]
    n_items: int
    bare: Matrix | None = None
    after: Matrix | None = None
    shared: list[bool] | None = None

    def moves(self, row: int, item: int, taken: bool) -> Iterator[tuple[float, State, bool]]:
        """Yield the steps from a state: gain, next state, whether the row becomes the item's.

        `taken` says that the label before the row is the row's before it.
        """
        if item < self.n_items:
            yield -SKIP_ITEM, (row, item + 1, taken), False
        if row == len(self.match):
            return
        yield -self.skips[row], (row + 1, item, False), False
        if item == self.n_items:
            return
        plain = self.bare if taken and self.bare is not None else self.match
        yield plain[row][item], (row + 1, item + 1, False), True
        if self.after is not None and self.bare is not None and self.after[row][item] > 0:
            uses = bool(self.shared and self.shared[row])
            yield self.bare[row][item] + self.after[row][item], (row + 1, item + 1, uses), True

    def ahead(self) -> list[Sides]:
        """Return the best score from each state to the end, by row: label before it free, and taken."""
        free = _backward(self.match, self.skips, self.n_items)
        if self.after is None:
            return [(line, line) for line in free]
        return self._ahead_either()

    def _ahead_either(self) -> list[Sides]:
        n_rows = len(self.match)
        table = [[[0.0] * (self.n_items + 1) for _ in range(2)] for _ in range(n_rows + 1)]
        for row in range(n_rows, -1, -1):
            for item in range(self.n_items, -1, -1):
                for taken in (False, True):
                    if row < n_rows or item < self.n_items:
                        table[row][taken][item] = max(
                            gain + table[to[0]][to[2]][to[1]] for gain, to, _ in self.moves(row, item, taken)
                        )
        return [(sides[0], sides[1]) for sides in table]


@dataclass(slots=True)
class Paths:
    """What a search found: the best score, the paths, the rows that each item has on some path.

    `listed` is False where there are too many paths to list; `paths` is empty then and only `options` counts.
    """

    score: float
    paths: list[Path]
    options: list[set[int | None]]
    listed: bool = True


def search(lattice: Lattice) -> Paths:
    """Return every path within `MARGIN` of the best."""
    ahead = lattice.ahead()
    best = ahead[0][0][0]
    paths = _walk(lattice, ahead)
    if paths is None:
        return Paths(best, [], _through(lattice, ahead), listed=False)
    return Paths(best, paths, [{path[at] for path in paths} for at in range(lattice.n_items)])


def _walk(lattice: Lattice, ahead: list[Sides]) -> list[Path] | None:
    """List the paths within the margin, None where there are too many."""
    n_rows, n_items = len(lattice.match), lattice.n_items
    found: dict[Path, None] = {}
    stack: list[tuple[State, float, Path]] = [((0, 0, False), MARGIN, ())]
    for _ in range(MAX_STEPS):
        if not stack:
            return list(found)
        (row, item, taken), slack, path = stack.pop()
        if item == n_items or row == n_rows:
            found[path + (None,) * (n_items - item)] = None
            if len(found) > MAX_PATHS:
                return None
            continue
        here = ahead[row][taken][item]
        for gain, to, takes in lattice.moves(row, item, taken):
            left = slack - (here - gain - ahead[to[0]][to[2]][to[1]])
            if left >= -SLACK:
                stack.append((to, left, _grown(path, takes, to[1] > item, row)))
    return None


def _grown(path: Path, takes: bool, next_item: bool, row: int) -> Path:
    if not next_item:
        return path
    return (*path, row if takes else None)


def _through(lattice: Lattice, ahead: list[Sides]) -> list[set[int | None]]:
    """Return for each item the rows of all paths within the margin."""
    n_rows, n_items = len(lattice.match), lattice.n_items
    behind = {(0, 0, False): 0.0}
    least = ahead[0][0][0] - MARGIN - SLACK
    options: list[set[int | None]] = [set() for _ in range(n_items)]
    for row in range(n_rows + 1):
        for item in range(n_items + 1):
            for taken in (False, True):
                here = behind.get((row, item, taken), -math.inf)
                if here == -math.inf:
                    continue
                for gain, to, takes in lattice.moves(row, item, taken):
                    behind[to] = max(behind.get(to, -math.inf), here + gain)
                    if to[1] > item and here + gain + ahead[to[0]][to[2]][to[1]] >= least:
                        options[item].add(row if takes else None)
    return options


def _backward(match: Matrix, skips: list[float], n_items: int) -> Matrix:
    n_rows = len(match)
    ahead = [[0.0] * (n_items + 1) for _ in range(n_rows + 1)]
    for item in range(n_items - 1, -1, -1):
        ahead[n_rows][item] = ahead[n_rows][item + 1] - SKIP_ITEM
    for row in range(n_rows - 1, -1, -1):
        own, below, now, skip = match[row], ahead[row + 1], ahead[row], skips[row]
        right = below[n_items]
        now[n_items] = best = right - skip
        for item in range(n_items - 1, -1, -1):
            under = below[item]
            taken, left, best = own[item] + right, under - skip, best - SKIP_ITEM
            best = taken if taken > best else best
            now[item] = best = left if left > best else best
            right = under
    return ahead

"""Ruling lines to closed lattices of cells, merged cells included. PDF pages and scans both ask it.

Lines are never as tidy as the table they draw: cells bring borders of their own that lie side by side, dotted lines
come as hundreds of dots, borders are left open at a page's end, and a stray line ends in the middle of a cell.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from govreport.document import Box
from govreport.readers.ruled_parts import SNAP, Run, components, extent
from govreport.readers.sheet import Rule

COVERED = 0.55
"""Share of a cell's side that a line must cover to close it."""


@dataclass(slots=True)
class Slot:
    """One cell of a lattice; `open` where the left or right side of the table is drawn, but not beside this cell."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    open: bool = False


@dataclass(slots=True)
class Lattice:
    """A table as its lines draw it.

    Attributes
    ----------
    box
        Its outer edge.
    slots
        Its cells by row and column; a merged cell once.
    bottom, top
        True where a line closes it there.
    """

    box: Box
    slots: list[Slot]
    top: bool
    bottom: bool
    _xs: list[float] = field(default_factory=list, repr=False)
    _ys: list[float] = field(default_factory=list, repr=False)
    _owner: list[list[int]] = field(default_factory=list, repr=False)

    def at(self, x: float, y: float) -> int:
        """Return the index in `slots` of the cell around a point, -1 where there is none.

        Examples
        --------
        >>> lattice = lattices(frame([0, 50, 90], [0, 20]))[0]
        >>> lattice.at(60, 10), lattice.at(60, 30)
        (1, -1)
        """
        x0, y0, x1, y1 = self.box
        if not (y0 <= y < y1 and x0 <= x < x1):
            return -1
        return self._owner[bisect_right(self._ys, y) - 1][bisect_right(self._xs, x) - 1]

    def around(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return what `at` says of many points.

        Examples
        --------
        >>> lattices(frame([0, 50, 90], [0, 20]))[0].around(np.array([60.0, 60.0]), np.array([10.0, 30.0])).tolist()
        [1, -1]
        """
        x0, y0, x1, y1 = self.box
        inside = (y0 <= y) & (y < y1) & (x0 <= x) & (x < x1)
        found = np.full(len(x), -1)
        rows = np.searchsorted(self._ys, y[inside], "right") - 1
        cols = np.searchsorted(self._xs, x[inside], "right") - 1
        found[inside] = np.array(self._owner)[rows, cols]
        return found


def frame(xs: list[float], ys: list[float]) -> list[Rule]:
    """Return the lines of a full grid.

    Examples
    --------
    >>> len(frame([0, 50, 90], [0, 20]))
    5
    """
    return [Rule(xs[0], y, xs[-1], y) for y in ys] + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def lattices(rules: Iterable[Rule]) -> list[Lattice]:
    """Find the tables that lines draw.

    Parameters
    ----------
    rules
        The lines of one page, in any order, doubled or in pieces.

    Returns
    -------
    list of Lattice
        From top to bottom. Lines that border nothing are left out, and so are frames around other tables.

    Examples
    --------
    >>> found = lattices([*frame([0, 50, 90], [0, 20]), *frame([0, 90], [20, 40])])
    >>> [(slot.row, slot.col, slot.colspan) for slot in found[0].slots]
    [(0, 0, 1), (0, 1, 1), (1, 0, 2)]
    """
    found = [lattice for runs in components(rules) if (lattice := _lattice(*runs)) is not None]
    return sorted(found, key=lambda lattice: (lattice.box[1], lattice.box[0]))


def _lattice(across: list[Run], down: list[Run]) -> Lattice | None:
    x0, y0, x1, y1 = extent(across, down)
    xs = _snapped([x0, x1, *(run[0] for run in down)])
    ys = _snapped([y0, y1, *(run[0] for run in across)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    right = _walls(down, xs, ys)
    below = _walls(across, ys, xs)
    owner, spans = _cells(right, below, xs, ys)
    if not spans:
        return None
    slots = _numbered(spans, xs, ys, right, below)
    return Lattice((xs[0], ys[0], xs[-1], ys[-1]), slots, any(below[0]), any(below[-1]), xs, ys, owner)


def _snapped(positions: list[float]) -> list[float]:
    """Return one position for every group of positions that are one line."""
    ordered = sorted(positions)
    groups = [[ordered[0]]]
    for at in ordered[1:]:
        if at - groups[-1][-1] <= SNAP and at - groups[-1][0] <= 1.5 * SNAP:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [(group[0] + group[-1]) / 2 for group in groups]


def _nearest(lines: list[float], at: float) -> int:
    right = min(bisect_right(lines, at), len(lines) - 1)
    return right if right == 0 or lines[right] - at < at - lines[right - 1] else right - 1


def _walls(runs: list[Run], lines: list[float], strips: list[float]) -> list[list[bool]]:
    """Return for each line and each strip across it whether the line is drawn there."""
    last = len(strips) - 2
    covered = [[0.0] * (last + 1) for _ in lines]
    for at, begin, end in runs:
        row = covered[_nearest(lines, at)]
        first, final = max(0, bisect_right(strips, begin) - 1), min(last, bisect_right(strips, end) - 1)
        for strip in range(first + 1, final):
            row[strip] = math.inf
        for strip in {first, final}:
            row[strip] += max(0.0, min(end, strips[strip + 1]) - max(begin, strips[strip]))
    return [
        [part >= COVERED * (strips[strip + 1] - strips[strip]) for strip, part in enumerate(row)] for row in covered
    ]


_Span = tuple[int, int, int, int]
"""First row and column, and the row and column after the last."""


def _cells(
    right: list[list[bool]], below: list[list[bool]], xs: list[float], ys: list[float]
) -> tuple[list[list[int]], list[_Span]]:
    """Return which cell each unit of the grid belongs to, and the cells; -1 is between cells."""
    owner = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    spans: list[_Span] = []
    seen = [[False] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for row in range(len(ys) - 1):
        for col in range(len(xs) - 1):
            if seen[row][col]:
                continue
            for top, left, bottom, end in _rectangles(_flood(row, col, seen, right, below), xs, ys):
                for line in owner[top:bottom]:
                    line[left:end] = [len(spans)] * (end - left)
                spans.append((top, left, bottom, end))
    return owner, spans


def _flood(
    row: int, col: int, seen: list[list[bool]], right: list[list[bool]], below: list[list[bool]]
) -> list[tuple[int, int]]:
    """Return all units that no line parts from this one."""
    last_row, last_col = len(seen) - 1, len(seen[0]) - 1
    seen[row][col] = True
    found = [(row, col)]
    for r, c in found:
        if c < last_col and not seen[r][c + 1] and not right[c + 1][r]:
            seen[r][c + 1] = True
            found.append((r, c + 1))
        if r < last_row and not seen[r + 1][c] and not below[r + 1][c]:
            seen[r + 1][c] = True
            found.append((r + 1, c))
        if c and not seen[r][c - 1] and not right[c][r]:
            seen[r][c - 1] = True
            found.append((r, c - 1))
        if r and not seen[r - 1][c] and not below[r][c]:
            seen[r - 1][c] = True
            found.append((r - 1, c))
    return found


def _rectangles(units: list[tuple[int, int]], xs: list[float], ys: list[float]) -> Iterator[_Span]:
    """Yield a region as one cell where it is a rectangle, else cut by rows, without the gaps between borders."""
    rows, cols = [unit[0] for unit in units], [unit[1] for unit in units]
    top, left, bottom, end = min(rows), min(cols), max(rows) + 1, max(cols) + 1
    if len(units) == (bottom - top) * (end - left):
        yield top, left, bottom, end
        return
    thick = {(r, c) for r, c in units if min(xs[c + 1] - xs[c], ys[r + 1] - ys[r]) > 3 * SNAP}
    open_runs: dict[tuple[int, int], int] = {}
    for row in range(top, bottom + 1):
        now = set(_strips(sorted(c for r, c in thick if r == row)))
        for run in [run for run in open_runs if run not in now]:
            yield open_runs.pop(run), run[0], row, run[1]
        for run in now:
            open_runs.setdefault(run, row)


def _strips(cols: list[int]) -> Iterator[tuple[int, int]]:
    begin = None
    for at, col in enumerate(cols):
        begin = col if begin is None else begin
        if at + 1 == len(cols) or cols[at + 1] != col + 1:
            yield begin, col + 1
            begin = None


def _numbered(
    spans: list[_Span], xs: list[float], ys: list[float], right: list[list[bool]], below: list[list[bool]]
) -> list[Slot]:
    """Return the cells by row and column, counted where cells begin: a line without a cell behind it is none."""
    rows = sorted({span[0] for span in spans})
    cols = sorted({span[1] for span in spans})
    drawn = [sum(right[side]) * 2 > len(ys) - 1 for side in (0, -1)]
    slots: list[Slot] = []
    for top, left, bottom, end in spans:
        row, col = bisect_right(rows, top) - 1, bisect_right(cols, left) - 1
        high, wide = bisect_right(rows, bottom - 1) - row, bisect_right(cols, end - 1) - col
        pocket = (drawn[0] and left == 0 and not any(right[0][top:bottom])) or (
            drawn[1] and end == len(xs) - 1 and not any(right[-1][top:bottom])
        )
        slots.append(Slot(row, col, high, wide, (xs[left], ys[top], xs[end], ys[bottom]), pocket))
    return slots

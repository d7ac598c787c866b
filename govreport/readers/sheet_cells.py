"""Marks into the cells of the ruled tables of one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from govreport.document import Box
from govreport.readers.ruled import Lattice, Slot, lattices
from govreport.readers.sheet import Mark, Sheet
from govreport.readers.sheet_doubt import are_doubtful
from govreport.readers.sheet_lines import cell_text

FITS = 0.6
"""Points from a line within which a number ends there: two cells are filled to the edge."""
_DIGITS = frozenset("0123456789.,")
TOUCHING = 0.12
"""Gap, as a share of the height, within which two digits are of one number."""
EXACT = 0.06
"""Points between digits that were printed apart and are of one number all the same."""


@dataclass(slots=True)
class Filled:
    """One cell with its text."""

    text: str
    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    page: int
    sure: bool = True
    marks: list[Mark] = field(default_factory=list, repr=False)


@dataclass(slots=True)
class Grid:
    """A table of one page, or of several once joined.

    Attributes
    ----------
    cells
        By row and column.
    box
        Outer edge on its first page; `bottom` its lower edge on its last.
    closed
        True where a line closes it at the bottom of its last page.
    capped
        True where a line closes it at the top.
    ruled
        True where lines are drawn, False where only the words show its columns.
    """

    page: int
    cells: list[Filled]
    box: Box
    capped: bool
    closed: bool
    ruled: bool = True
    last_page: int = 0

    def __post_init__(self) -> None:
        """Begin as a table of one page."""
        self.last_page = self.last_page or self.page

    @property
    def rows(self) -> int:
        """Return how many rows it has."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)


def fill(sheet: Sheet) -> tuple[list[Grid], list[Mark]]:
    """Put the marks of a page into its ruled tables.

    Returns
    -------
    tuple
        The tables from top to bottom, and the marks that stand outside them.
    """
    found = lattices(sheet.rules) if sheet.rules else []
    if not found:
        return [], sheet.marks
    marks, slots = sheet.marks, [slot for lattice in found for slot in lattice.slots]
    places = _places(found, marks)
    for at in range(1, len(marks)):
        if places[at] != places[at - 1] and _runs_on(marks, at):
            _gather(slots, marks, places, at)
    held: list[list[Mark]] = [[] for _ in range(len(slots) + 1)]
    for mark, place in zip(marks, places, strict=True):
        held[place].append(mark)
    outside, each, size = held.pop(), iter(held), _usual_height(marks)
    return [_grid(lattice, list(islice(each, len(lattice.slots))), sheet.number, size) for lattice in found], outside


def _places(found: Sequence[Lattice], marks: Sequence[Mark]) -> list[int]:
    """Return for each mark the cell around its middle, of the first table there, counted over all tables; else -1."""
    x = np.array([mark.x0 + mark.x1 for mark in marks]) / 2
    y = np.array([mark.y0 + mark.y1 for mark in marks]) / 2
    places = np.full(len(marks), -1)
    start = sum(len(lattice.slots) for lattice in found)
    for lattice in reversed(found):
        start -= len(lattice.slots)
        own = lattice.around(x, y)
        places[own >= 0] = start + own[own >= 0]
    numbers: list[int] = places.tolist()
    return numbers


def _usual_height(marks: Sequence[Mark]) -> float:
    heights = sorted([mark.y1 - mark.y0 for mark in marks])
    return heights[len(heights) // 2] if heights else 0.0


def _runs_on(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether a mark and the one before are digits of one number, whatever stands between them."""
    last, mark = marks[at - 1], marks[at]
    if mark.text[:1] not in _DIGITS or last.text[-1:] not in _DIGITS:
        return False
    high = min(mark.y1 - mark.y0, last.y1 - last.y0)
    beside = min(mark.y1, last.y1) - max(mark.y0, last.y0)
    gap = mark.x0 - last.x1
    near = abs(gap) <= EXACT if _is_parted(marks, at) else -0.3 * high < gap <= TOUCHING * high
    return near and beside > 0.6 * high


def _is_parted(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether two digits were printed apart, on a page where others were printed in one go."""
    last, mark = marks[at - 1], marks[at]
    if last.run == mark.run or not (last.run and mark.run):
        return False
    return (at > 1 and marks[at - 2].run == last.run) or (at + 1 < len(marks) and marks[at + 1].run == mark.run)


def _gather(slots: Sequence[Slot], marks: Sequence[Mark], places: list[int], at: int) -> None:
    """Put a number that is wider than its cell into the one that holds its middle.

    Where the page does not show that it was printed in one go, digits on both sides of a line that they end at are two.
    """
    walls = [slots[place].box for place in places[at - 1 : at + 1] if place >= 0]
    edges = [box[2] for box in walls[:1]] + [box[0] for box in walls[-1:]]
    in_one_go = 0 < marks[at].run == marks[at - 1].run
    if not in_one_go and any(marks[at - 1].x1 - FITS <= edge <= marks[at].x0 + FITS for edge in edges):
        return
    first, last = at - 1, at
    while first > 0 and _runs_on(marks, first):
        first -= 1
    while last + 1 < len(marks) and _runs_on(marks, last + 1):
        last += 1
    middle = (marks[first].x0 + marks[last].x1) / 2
    home = min(range(first, last + 1), key=lambda n: abs(marks[n].x0 + marks[n].x1 - 2 * middle))
    places[first : last + 1] = [places[home]] * (last + 1 - first)


def _grid(lattice: Lattice, marks: list[list[Mark]], page: int, size: float) -> Grid:
    cells = []
    for slot, own in zip(lattice.slots, marks, strict=True):
        if slot.open and not own:
            continue
        cells.append(_filled(slot, own, page, size))
    for way in ("col", "row"):
        cells = _without_slivers(cells, way, 0.9 * size)
    return Grid(page, cells, lattice.box, lattice.top, lattice.bottom)


def _filled(slot: Slot, marks: list[Mark], page: int, size: float) -> Filled:
    text = cell_text(marks) if marks else ""
    sure = all([mark.sure for mark in marks]) and not (len(marks) > 1 and are_doubtful(marks, slot.box, size))
    return Filled(text, slot.row, slot.col, slot.rowspan, slot.colspan, slot.box, page, sure, marks)


def _without_slivers(cells: list[Filled], way: str, size: float) -> list[Filled]:
    """Leave out rows or columns that a stray line cut off: too narrow for a character, and nothing in them."""
    near, far = (0, 2) if way == "col" else (1, 3)
    span = f"{way}span"
    own: dict[int, list[Filled]] = {}
    for cell in cells:
        if getattr(cell, span) == 1:
            own.setdefault(getattr(cell, way), []).append(cell)
    gone = {
        at
        for at, group in own.items()
        if all(not cell.text and cell.box[far] - cell.box[near] < size for cell in group)
    }
    if not gone:
        return cells
    kept = []
    for cell in cells:
        at, wide = getattr(cell, way), getattr(cell, span)
        lost = sum(number in gone for number in range(at, at + wide))
        if lost < wide:
            setattr(cell, way, at - sum(number < at for number in gone))
            setattr(cell, span, wide - lost)
            kept.append(cell)
    return kept

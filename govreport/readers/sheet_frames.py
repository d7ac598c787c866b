"""Frames around an article: cells as wide as the page's table that hold its text, not its data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from govreport.readers.ruled_parts import SNAP
from govreport.readers.sheet_cells import Filled, Grid
from govreport.readers.sheet_lines import Line, text_lines

LINES = 3
LETTERS = 60
"""A cell as wide as the table with so many lines or letters is text that stands in a frame."""
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")


def taken_apart(grid: Grid) -> list[Grid | Line]:
    """Return a table as the tables and lines that a frame around them made one; nothing where nothing is in it.

    Examples
    --------
    >>> from govreport.readers.sheet import Mark
    >>> marks = [Mark("一、总体情况", 10, 10, 70, 20)]
    >>> frame = Filled("一、总体情况", 0, 0, 1, 1, (0, 0, 100, 300), 1, marks=marks)
    >>> [type(item).__name__ for item in taken_apart(Grid(1, [frame], (0, 0, 100, 300), True, True))]
    ['Line']
    """
    if not any(cell.text for cell in grid.cells):
        return []
    wide = [cell for cell in grid.cells if _is_text(cell, grid)]
    if not wide:
        return [grid]
    found: list[Grid | Line] = []
    begin = 0
    for cell in sorted(wide, key=lambda cell: cell.row):
        found += _part(grid, begin, cell.row)
        found += text_lines(cell.marks, cell.page, framed=True)
        begin = cell.row + cell.rowspan
    found += _part(grid, begin, grid.rows)
    return found


def _is_text(cell: Filled, grid: Grid) -> bool:
    if cell.box[0] > grid.box[0] + SNAP or cell.box[2] < grid.box[2] - SNAP:
        return False
    lines = cell.text.count("\n") + 1
    return lines >= LINES or len(cell.text) > LETTERS or _HEADING.match(cell.text) is not None


def _part(grid: Grid, begin: int, end: int) -> Iterator[Grid]:
    """Yield the rows of a table from one to before another as a table of its own, if they hold anything."""
    cells = [cell for cell in grid.cells if begin <= cell.row < end]
    if not any(cell.text for cell in cells):
        return
    cols = sorted({cell.col for cell in cells})
    place = {col: at for at, col in enumerate(cols)}
    kept = [
        replace(
            cell,
            row=cell.row - begin,
            rowspan=min(cell.rowspan, end - cell.row),
            col=place[cell.col],
            colspan=sum(cell.col <= col < cell.col + cell.colspan for col in cols),
        )
        for cell in cells
    ]
    boxes = [cell.box for cell in kept]
    box = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    last = end == grid.rows
    yield Grid(grid.page, kept, box, grid.capped or begin > 0, grid.closed or not last)

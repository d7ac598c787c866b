"""Running heads and page numbers: what stands at the edge of the pages and is no text of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govreport.readers.sheet import Sheet
from govreport.readers.sheet_cells import Filled, Grid
from govreport.readers.sheet_lines import Line

Item = Line | Grid
ZONE = 0.15
"""Share of the page's height at its top and bottom where running heads stand."""
DEEP = 4
"""Lines from the edge that may be of a running head."""
LEVEL = 3.0
"""Points by which a running head may move from page to page of a scan."""
PRINTED = 1.0
"""Points by which one may move where pages have text, which is set by a program."""
RIM = 9.0
"""Points from the top of the page: a table that begins above was cut there, and shows nothing of where text stands."""
OFTEN = 0.4
"""Share of the pages that have it: every other one, where left and right pages differ."""
NEAR = 12
"""Pages that a line is compared with: the ones before and after it."""
_DASH = "[-—–―─·~・－]"
_PAGE = re.compile(
    rf"{_DASH}\s*\d{{1,4}}\s*{_DASH}|{_DASH}*\s*第\s*\d{{1,4}}\s*页(?:[,，、/\s]*共\s*\d{{1,4}}\s*页)?\s*{_DASH}*"
    r"|\d{1,4}\s*/\s*\d{1,4}|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d+)")


def without_running_heads(pages: Sequence[Sequence[Item]], sheets: Sequence[Sheet]) -> list[list[Item]]:
    """Leave out what stands at the same height on several pages and says the same, and page numbers.

    Numbers in it may count with the pages. A line of numbers alone, as the last row of a table without lines is, is a
    running head only where it counts the pages.

    Parameters
    ----------
    pages
        The lines and tables of each page, from top to bottom.
    sheets
        The pages.
    """
    edges = [list(_edges(items, sheet)) for items, sheet in zip(pages, sheets, strict=True)]
    gone: set[int] = set()
    for at, lines in enumerate(edges):
        near = range(max(0, at - NEAR), min(len(edges), at + NEAR + 1))
        for line in lines:
            alike = sum(any(_same(line, other, number - at) for other in edges[number]) for number in near)
            if (
                _PAGE.fullmatch(line.text)
                or not any(_reaches(pages[number], line) for number in near)
                and alike >= max(2.0, OFTEN * len(near))
            ):
                gone.add(id(line))
    return [
        [_trimmed(item, sheet) if isinstance(item, Grid) else item for item in items if id(item) not in gone]
        for items, sheet in zip(pages, sheets, strict=True)
    ]


def _reaches(items: Sequence[Item], line: Line) -> bool:
    """Tell whether a table stands at the height of a line: what stands there is text of the report."""
    boxes = (item.box for item in items if isinstance(item, Grid) and item.ruled)
    return any(RIM < box[1] < line.y1 - PRINTED and line.y0 + PRINTED < box[3] for box in boxes)


def _edges(items: Sequence[Item], sheet: Sheet) -> Iterator[Line]:
    """Yield the outermost lines of a page, at the top and at the bottom."""
    for order, low, high in ((items, 0.0, ZONE), (items[::-1], 1.0 - ZONE, 1.0)):
        for item in order[:DEEP]:
            if not isinstance(item, Line) or not low <= (item.y0 + item.y1) / 2 / max(sheet.height, 1.0) <= high:
                break
            yield item


def _same(line: Line, other: Line, apart: int) -> bool:
    """Tell whether two lines of pages that lie so far apart are one running head."""
    sides = line.x0 - other.x0, line.x1 - other.x1, (line.x0 + line.x1 - other.x0 - other.x1) / 2
    level = LEVEL if any([len(mark.text) > 1 for mark in line.marks]) else PRINTED
    if abs(line.y0 - other.y0) > level or min(map(abs, sides)) > LEVEL:
        return False
    mine, theirs = _NUMBER.split(line.text), _NUMBER.split(other.text)
    if len(mine) != len(theirs) or mine[::2] != theirs[::2]:
        return False
    counts = [int(b[:9]) - int(a[:9]) for a, b in zip(mine[1::2], theirs[1::2], strict=True)]
    if not any(map(str.isalpha, "".join(mine[::2]))):
        return counts[:1] == [apart] and len(counts) <= 2 or line is other
    return all(count in (0, apart) for count in counts)


def _trimmed(grid: Grid, sheet: Sheet) -> Grid:
    """Take a page number out of the cell that reaches over it, at the bottom of the page."""
    if grid.box[3] < (1.0 - ZONE) * sheet.height:
        return grid
    cells = [_without_page_number(cell) if cell.box[3] >= grid.box[3] - LEVEL else cell for cell in grid.cells]
    return replace(grid, cells=cells)


def _without_page_number(cell: Filled) -> Filled:
    *before, last = cell.text.split("\n")
    if _PAGE.fullmatch(last.strip()) and not last.strip()[0].isdigit():
        return replace(cell, text="\n".join(before))
    return cell

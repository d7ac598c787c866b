"""Tables over pages: the parts of one table joined, and the row and the merged cells that the page's end cut in two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from govreport.readers.ruled_parts import SNAP
from govreport.readers.sheet_cells import Filled, Grid
from govreport.readers.sheet_lines import Line, lines_of

Item = Line | Grid
EDGE = 6.0
"""Points by which the sides of two parts of one table may differ."""
PADDING = 11.0
"""Points between the text of a cell and its sides, both together, at most."""
RIM = 9.0
"""Points from the top of the page: a table that begins above was cut there, wherever its lines stood."""
MAX_HEAD = 6
"""Rows that a repeated head has at most."""
_NUMBER = re.compile(
    r"(?!\d{1,2}[、.．](?:\D|$))[+\-−–]?\d[\d.,，\s]*[^\W\d]{0,3}\s*(?:[(（].*)?|[-—–―─/／]{1,4}|无", re.DOTALL
)
"""A number, with its unit and a note behind it, or what stands for none."""
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]+[条项]"
)


def join_tables(pages: Sequence[Sequence[Item]]) -> list[Item]:
    """Return all items in order, tables that end a page joined with what begins the next.

    Parameters
    ----------
    pages
        The lines and tables of each page, from top to bottom, without running heads and page numbers.
    """
    found: list[Item] = []
    for items in pages:
        rest = list(items)
        if found and rest:
            last, first = found[-1], rest[0]
            if isinstance(last, Grid) and isinstance(first, Grid) and last.last_page < first.page:
                whole = joined(last, first)
                if whole is not None:
                    found[-1] = whole
                    rest = rest[1:]
        found += rest
    return found


def joined(upper: Grid, lower: Grid) -> Grid | None:
    """Return two parts as one table, None where their columns are not those of one table."""
    edges = _edges(upper.cells), _edges(lower.cells)
    if not (upper.ruled and lower.ruled and _alike(*edges)):
        return None
    below = _without_head(upper.cells, lower.cells)
    xs = _lines([*edges[0], *edges[1]])
    above = upper.cells
    _place(above, xs)
    _place(below, xs)
    height = max(cell.row + cell.rowspan for cell in above)
    last = [cell for cell in above if cell.row + cell.rowspan == height]
    first = [cell for cell in below if cell.row == 0]
    pairs = _pairs(last, first)
    drawn = upper.closed and lower.capped
    cut = lower.box[1] <= RIM and _printed_twice(pairs, first)
    split = cut or _is_split(last, first, pairs, drawn=drawn)
    bound = pairs if split else [pair for pair in pairs if _is_merged(*pair, first, drawn=drawn)]
    cells = _bound(above, below, bound, height - split)
    return replace(upper, cells=cells, closed=lower.closed, last_page=lower.last_page)


def _edges(cells: Sequence[Filled]) -> list[float]:
    return _lines([edge for cell in cells for edge in (cell.box[0], cell.box[2])])


def _lines(positions: list[float]) -> list[float]:
    found: list[float] = []
    for at in sorted(positions):
        if not found or at - found[-1] > SNAP:
            found.append(at)
    return found


def _alike(upper: list[float], lower: list[float]) -> bool:
    """Tell whether two parts end at the same sides, or one at sides of the other's columns."""
    if len(upper) < 2 or len(lower) < 2:
        return False
    same = abs(upper[0] - lower[0]) <= EDGE, abs(upper[-1] - lower[-1]) <= EDGE
    return all(same) or (any(same) and all(_on(edge, upper) for edge in (lower[0], lower[-1])))


def _on(edge: float, lines: list[float]) -> bool:
    return any(abs(edge - line) <= EDGE for line in lines)


def _place(cells: Sequence[Filled], xs: list[float]) -> None:
    """Give cells their columns anew, by where they stand on the page."""
    for cell in cells:
        begin = min(bisect_left(xs, cell.box[0] - EDGE / 2), len(xs) - 2)
        end = min(max(bisect_left(xs, cell.box[2] - EDGE / 2), begin + 1), len(xs) - 1)
        cell.col, cell.colspan = begin, end - begin


def _without_head(upper: Sequence[Filled], lower: Sequence[Filled]) -> list[Filled]:
    """Leave out the rows at the top of the lower part that repeat the head of the table, word for word."""
    kept = 0
    for rows in range(1, MAX_HEAD + 1):
        heads = [[cell for cell in part if cell.row < rows] for part in (upper, lower)]
        whole = all(cell.row + cell.rowspan <= rows for head in heads for cell in head)
        if any(_is_number(cell.text) for cell in heads[1]):
            break
        if whole and heads[1] and [_print(cell) for cell in heads[0]] == [_print(cell) for cell in heads[1]]:
            kept = rows
    if kept == max(cell.row + cell.rowspan for cell in lower) or not any(c.text for c in lower if c.row < kept):
        return list(lower)
    return _moved([cell for cell in lower if cell.row >= kept], -kept)


def _moved(cells: list[Filled], rows: int) -> list[Filled]:
    for cell in cells:
        cell.row += rows
    return cells


def _print(cell: Filled) -> tuple[int, int, str]:
    return cell.row, cell.rowspan, "".join(cell.text.split())


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


Pair = tuple[Filled, Filled]


def _pairs(last: Sequence[Filled], first: Sequence[Filled]) -> list[Pair]:
    """Return the cells above and below the page's end that stand in the same columns."""
    above = {(cell.col, cell.colspan): cell for cell in last}
    return [(above[key], cell) for cell in first if (key := (cell.col, cell.colspan)) in above]


def _printed_twice(pairs: Sequence[Pair], first: Sequence[Filled]) -> bool:
    """Tell whether a page's end cut a line of print in two, which then stands on both pages, and take it from one."""
    both = [(lower, _lap(upper.text, lower.text)) for upper, lower in pairs if upper.text and lower.text]
    if not both or len(pairs) < len(first) or not all(lap for _, lap in both):
        return False
    for lower, lap in both:
        lower.text = "\n".join(lower.text.split("\n")[lap:])
    return True


def _lap(upper: str, lower: str) -> int:
    r"""Return how many lines at the end of a text are those at the beginning of another.

    Examples
    --------
    >>> _lap("15\n7", "7"), _lap("其他\n处理", "处理\n结果"), _lap("15", "7")
    (1, 1, 0)
    """
    above, below = upper.split("\n"), lower.split("\n")
    return next((n for n in range(min(len(above), len(below)), 0, -1) if above[-n:] == below[:n]), 0)


def _is_split(last: Sequence[Filled], first: Sequence[Filled], pairs: Sequence[Pair], *, drawn: bool) -> bool:
    """Tell whether the first row below goes on with the last row above."""
    if not first or len(pairs) < len(first) or not any(cell.text for cell in last):
        return False
    both = [pair for pair in pairs if pair[0].text and pair[1].text]
    begun = [lower for upper, lower in pairs if upper.text or lower.rowspan == 1]
    if any(_OPENS.match(cell.text) for cell in begun) or not all(_may_go_on(*pair) for pair in both):
        return False
    words = [pair for pair in both if not _is_number(pair[1].text)]
    if not any(cell.text and not _is_number(cell.text) for cell in first):
        return True
    if not words:
        return not drawn
    numbers = [pair for pair in pairs if any(_is_number(cell.text) for cell in pair)]
    whole = bool(numbers) and all(upper.text and lower.text for upper, lower in numbers)
    return all(
        _is_unclosed(upper.text) or _is_full(upper, 1.2) or (not whole and (_OPENS.match(upper.text) or not drawn))
        for upper, _ in words
    )


def _is_unclosed(text: str) -> bool:
    """Tell whether a bracket is open at the end of a text."""
    return sum(map(text.count, "(（")) > sum(map(text.count, ")）"))


def _may_go_on(upper: Filled, lower: Filled) -> bool:
    """Tell whether one text may be the rest of the other: words of words, digits of a number that fills its cell."""
    numbers = _is_number(upper.text), _is_number(lower.text)
    if _is_unclosed(upper.text):
        return True
    if numbers[0] != numbers[1]:
        return False
    return not numbers[0] or _is_full(upper, 1.0)


def _is_full(cell: Filled, more: float) -> bool:
    """Tell whether the last line of a cell leaves no room for so many more full characters, or digits of its number."""
    lines = lines_of(mark for mark in cell.marks if mark.text != " ")
    if not lines:
        return False
    line = lines[-1]
    slack = cell.box[2] - cell.box[0] - (line[-1].x1 - line[0].x0)
    wide = [mark.x1 - mark.x0 for mark in line]
    if _is_number(cell.text):
        return slack < PADDING + more * max(wide)
    size = max(
        [max(mark.y1 - mark.y0, mark.x1 - mark.x0, 2 * (mark.x1 - mark.x0) * (mark.text < "\u2e80")) for mark in line]
    )
    return slack < PADDING + more * size


def _is_merged(upper: Filled, lower: Filled, first: Sequence[Filled], *, drawn: bool) -> bool:
    """Tell whether a merged cell, a label beside several rows, goes on below the page's end."""
    if not upper.text or _is_number(upper.text) or _is_number(lower.text):
        return False
    beside = any(cell.col > lower.col and cell.text and not _is_number(cell.text) for cell in first)
    if not lower.text:
        return max(upper.rowspan, lower.rowspan) > 1 or beside
    if max(upper.rowspan, lower.rowspan) == 1 or _OPENS.match(lower.text):
        return False
    return _OPENS.match(upper.text) is not None or not drawn or _is_full(upper, 1.2)


def _bound(above: list[Filled], below: list[Filled], bound: Sequence[Pair], height: int) -> list[Filled]:
    """Return the cells of both parts, those that the page's end cut in two as one each."""
    gone = {id(lower) for _, lower in bound}
    onto = {id(upper): lower for upper, lower in bound}
    cells = [_one(cell, onto[id(cell)], height) if id(cell) in onto else cell for cell in above]
    cells += _moved([cell for cell in below if id(cell) not in gone], height)
    return sorted(cells, key=lambda cell: (cell.row, cell.col))


def _one(upper: Filled, lower: Filled, height: int) -> Filled:
    text = "\n".join(text for text in (upper.text, lower.text) if text)
    where = lower if lower.text and (not upper.text or _is_number(lower.text) and not _is_number(upper.text)) else upper
    return replace(
        upper,
        text=text,
        rowspan=height + lower.rowspan - upper.row,
        box=where.box,
        page=where.page,
        sure=upper.sure and lower.sure,
        marks=lower.marks or upper.marks,
    )

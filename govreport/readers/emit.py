"""How blocks that nest become the flat blocks of a `Document`.

A grid that only lays out the page is taken apart, a grid of data becomes a `Table`, and what stands inside or between
its cells and is no cell text (nested tables, a paragraph whose cell was never closed) comes out on its own, after the
row in which it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from govreport.document import Builder, RawCell
from govreport.readers.flow import OBJECT, Flow, Grid, Slot
from govreport.readers.spans import place

Part = list[RawCell]

_WORD = re.compile(r"[^\W\d_]")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")
_DIGIT = re.compile(r"\d")
_LONG = 400
"""Characters in one cell that no form has: an article laid out by a table."""
_TAIL = 60
"""Characters after a number in one cell that are no note to it any more."""


def emit(flow: Flow, builder: Builder) -> None:
    """Put the blocks of a flow into the builder, in reading order."""
    work: list[Iterator[str | Grid | Part]] = [iter(flow.items)]
    while work:
        item = next(work[-1], None)
        if item is None:
            work.pop()
        elif isinstance(item, str):
            builder.paragraph(item if item != OBJECT else "")
        elif isinstance(item, Grid):
            work.append(_unfold(item))
        else:
            builder.table(item)


def _unfold(grid: Grid) -> Iterator[str | Grid | Part]:
    yield from grid.before.items
    if is_layout(grid):
        yield from _flattened(grid)
    else:
        yield from _parts(grid)


def _flattened(grid: Grid) -> Iterator[str | Grid]:
    for row in grid.rows:
        for slot in row.slots:
            yield from slot.items
        yield from row.after.items


def _parts(grid: Grid) -> Iterator[str | Grid | Part]:
    """Yield the rows up to one that holds more than cells, what it holds more, then the rows after it."""
    rows = place(grid.rows)
    first = 0
    part: Part = []
    for number, placed in enumerate(rows):
        extras: list[str | Grid] = []
        for col, rowspan, colspan, slot in placed:
            text, rest = _cell_text(slot)
            part.append(RawCell(text, number - first, col, rowspan, colspan, sure=slot.sure))
            extras += rest
        extras += grid.rows[number].after.items
        if extras:
            yield _closed(part, number - first)
            yield from extras
            first, part = number + 1, []
    yield _closed(part, len(rows) - 1 - first)


def _closed(part: Part, last: int) -> Part:
    """Return the cells with no span reaching beyond row `last`."""
    return [
        cell if cell.rowspan == 1 or cell.row + cell.rowspan - 1 <= last else replace(cell, rowspan=last - cell.row + 1)
        for cell in part
    ]


def _cell_text(slot: Slot) -> tuple[str, list[str | Grid]]:
    """Return the text of a cell, and what stands in it only because it was never closed or holds a table."""
    items = slot.items
    if OBJECT in items:
        items = [item for item in items if item != OBJECT] or items[:1]
    if not items:
        return "", []
    if len(items) == 1 and isinstance(items[0], str):
        return items[0], []
    words = next((n for n, item in enumerate(items) if isinstance(item, Grid)), len(items))
    lines = [item for item in items[:words] if isinstance(item, str)]
    whole = words == len(items)
    if lines and not _WORD.search(lines[0]) and (not whole or _goes_on(lines[1:])):
        return lines[0], items[1:]
    return "\n".join(lines), items[words:]


def _goes_on(lines: list[str]) -> bool:
    """Tell whether what follows a number in its cell is the text after the table: a heading, or too much for a note."""
    return sum(map(len, lines)) > _TAIL or any(map(_HEADING.match, lines))


def is_layout(grid: Grid) -> bool:
    """Tell whether a grid only lays out the page: one column, or headings, tables and articles in its cells.

    Examples
    --------
    >>> from govreport.readers.flow import Row
    >>> is_layout(Grid([Row([Slot(["一、总体情况"], heading=True), Slot(["友情链接"])])]))
    True
    >>> is_layout(Grid([Row([Slot(["规章"]), Slot(["3"]), Slot(["0"])])]))
    False
    """
    if max((len(row.slots) for row in grid.rows), default=0) <= 1:
        return True
    if _holds_data(grid):
        return False
    return any(_lays_out(slot) for row in grid.rows for slot in row.slots) or any(
        isinstance(item, Grid) for row in grid.rows for item in row.after.items
    )


def _lays_out(slot: Slot) -> bool:
    if slot.heading or any(isinstance(item, Grid) for item in slot.items):
        return True
    return sum(len(item) for item in slot.items if isinstance(item, str)) > _LONG


def _holds_data(grid: Grid) -> bool:
    """Tell whether a grid's own cells look like data: four numbers, or two rows of three short texts."""
    numbers = wide = 0
    for row in grid.rows:
        texts = [slot.items[0] for slot in row.slots if slot.items and isinstance(slot.items[0], str)]
        numbers += sum(len(text) <= 12 and bool(_DIGIT.search(text)) and not _WORD.search(text) for text in texts)
        wide += sum(len(text) <= _TAIL for text in texts) >= 3
        if numbers >= 4 or wide >= 2:
            return True
    return False

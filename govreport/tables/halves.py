"""A long table printed as two beside each other, to fit the page: its halves one below the other again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govreport.document import Cell, Table
from govreport.tables.labels import fold

HEAD = 4
"""Rows from the top in which the headers stand."""
LEAST = 3
"""So many rows with a label in each half make halves; headers of numbers alone repeat in the table of reviews."""
_LABEL = re.compile("[\u3400-\u9fff]{2}")

Rows = list[tuple[int, list[Cell]]]


def rows_of(table: Table) -> Rows:
    """Return the printed rows of a table with their numbers, those of its halves one below the other.

    Examples
    --------
    >>> texts = ["指标", "数", "指标", "数", "收到申请数", "1", "行政复议数", "4", "办结申请数", "2", "行政诉讼数", "5",
    ...     "答复申请数", "3", "举报投诉数", "6"]
    >>> table = Table(tuple(Cell(text, at // 4, at % 4) for at, text in enumerate(texts)))
    >>> ["".join(cell.text for cell in cells) for _, cells in rows_of(table)][3:6]
    ['答复申请数3', '指标数', '行政复议数4']
    """
    rows = list(enumerate(table.rows()))
    for at, cells in rows[:HEAD]:
        starts = _starts(cells)
        below = rows[at + 1 :]
        # without a grid a lost field would put a label of one half into the other
        sure = table.grid or all(len(own) in (0, 1, len(cells)) for _, own in below)
        if starts and sure and all(_labels(below, start) >= LEAST for start in starts):
            return [*rows[:at], *_stacked(rows[at:], starts)]
    return rows


def _starts(cells: Sequence[Cell]) -> list[int]:
    """Return the columns in which the headers begin anew, none where they do not."""
    texts = [fold(cell.text) for cell in cells]
    for parts in (2, 3):
        width, rest = divmod(len(texts), parts)
        if rest == 0 and width > 1 and len(set(texts[:width])) > 1 and texts == texts[:width] * parts:
            return [cells[width * part].col for part in range(parts)] if all(texts) else []
    return []


def _labels(rows: Rows, start: int) -> int:
    return sum(cell.col == start and _LABEL.search(cell.text) is not None for _, cells in rows for cell in cells)


def _stacked(rows: Rows, starts: Sequence[int]) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of the first part, then of the next; a cell that reaches over parts stays in its first."""
    for part, start in enumerate(starts):
        stop = starts[part + 1] if part + 1 < len(starts) else None
        for number, cells in rows:
            own = [cell for cell in cells if cell.col >= start and (stop is None or cell.col < stop)]
            if any(cell.text.strip() for cell in own):
                yield number, own

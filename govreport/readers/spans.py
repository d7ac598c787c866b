"""From the cells as written to a grid: which column each cell starts in, once spans are laid out.

A cell stands once, at its first row and column, and no two cells overlap, however wrong the declared spans are.
"""

from __future__ import annotations

from bisect import bisect_left

from govreport.readers.flow import Row, Slot
from govreport.readers.limits import MAX_COLUMNS

_Cell = tuple[int, int, int, Slot]
Placed = list[list[_Cell]]
"""Rows of (column, rowspan, colspan, slot)."""


def place(rows: list[Row]) -> Placed:
    """Lay out the rows of a table.

    Parameters
    ----------
    rows
        In printed order.

    Returns
    -------
    Placed
        For each row its cells as (column, rowspan, colspan, slot). Spans end at the end of their row group; a span
        that would cover another cell is cut before it; columns in which no cell starts are not counted.

    Examples
    --------
    >>> rows = [Row([Slot(["甲"], rowspan=2), Slot(["乙"])]), Row([Slot(["丙"])])]
    >>> [[(col, high, wide) for col, high, wide, _ in row] for row in place(rows)]
    [[(0, 2, 1), (1, 1, 1)], [(1, 1, 1)]]
    """
    left = _rows_left(rows)
    busy: list[int] = []
    found: Placed = []
    for number, row in enumerate(rows):
        found.append(_place_row(row, number, left[number], busy))
    return _merge_up(_trim(found))


def _rows_left(rows: list[Row]) -> list[int]:
    """Return for each row how many rows its group still has, itself included."""
    left = [1] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        if rows[number].group == rows[number + 1].group:
            left[number] = left[number + 1] + 1
    return left


def _place_row(row: Row, number: int, left: int, busy: list[int]) -> list[_Cell]:
    """Place the cells of one row; ``busy[column]`` is the first row in which the column is free again."""
    cells: list[_Cell] = []
    col = row.before
    for slot in row.slots:
        while col < len(busy) and busy[col] > number:
            col += 1
        if slot.rowspan == slot.colspan == 1:
            cells.append((col, 1, 1, slot))
            col += 1
            continue
        high = min(slot.rowspan or left, left) if col < MAX_COLUMNS else 1
        wide = _free_width(slot.colspan, col, number, busy)
        busy.extend([0] * (col + wide - len(busy)))
        busy[col : col + wide] = [number + high] * wide
        cells.append((col, high, wide, slot))
        col += wide
    return cells


def _free_width(wanted: int, col: int, number: int, busy: list[int]) -> int:
    wanted = max(1, min(wanted, MAX_COLUMNS - col))
    ahead = busy[col : col + wanted]
    if max(ahead, default=0) <= number:
        return wanted
    return next(wide for wide, until in enumerate(ahead) if until > number)


def _trim(rows: Placed) -> Placed:
    """Leave out the columns in which no cell starts: they are only as wide as somebody's declared span."""
    starts = sorted({cell[0] for row in rows for cell in row})
    if starts == list(range(len(starts))) and all(row[-1][0] + row[-1][2] <= len(starts) for row in rows if row):
        return rows
    return [
        [
            (left := bisect_left(starts, col), high, bisect_left(starts, col + wide) - left, slot)
            for col, high, wide, slot in row
        ]
        for row in rows
    ]


def _merge_up(rows: Placed) -> Placed:
    """Join the cells that continue a merged one above (Word) to it; one with none above it stands for itself."""
    if not any(slot.merge for row in rows for *_, slot in row):
        return rows
    above: dict[int, tuple[int, int]] = {}
    found: Placed = []
    for row in rows:
        found.append([])
        here: dict[int, tuple[int, int]] = {}
        for cell in row:
            owner = above.get(cell[0]) if cell[3].merge == "continue" else None
            if owner is not None and found[owner[0]][owner[1]][2] == cell[2]:
                col, high, wide, slot = found[owner[0]][owner[1]]
                found[owner[0]][owner[1]] = (col, high + 1, wide, slot)
                here[cell[0]] = owner
                continue
            found[-1].append(cell)
            if cell[3].merge:
                here[cell[0]] = (len(found) - 1, len(found[-1]) - 1)
        above = here
    return found

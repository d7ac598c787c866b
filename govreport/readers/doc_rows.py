"""The rows of a table in a .doc: each says where its cells begin, and together they make the columns."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from govreport.readers.doc_props import DEFINE_ROW, Setting
from govreport.readers.flow import Grid, Row, Slot
from govreport.readers.limits import MAX_COLUMNS

_NEAR = 30
"""Twentieths of a point within which two edges are one: lines drawn by hand miss each other by a point."""
_MERGED = {1: "continue", 2: "restart", 3: "restart"}


@dataclass(slots=True)
class Shape:
    """What a row says of its cells: one edge more than cells, and for each cell how it merges sideways and downwards.

    `side` holds 0 where a cell stands alone, else one value for the first cell of a merged run and another for those
    that it covers. Descriptions of the format disagree which is which; the first of a run is the first either way.
    """

    edges: list[int] = field(default_factory=list)
    side: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """A row as it stands in the text: its cells, and its shape where one is declared."""

    slots: list[Slot]
    shape: Shape | None = None


def shape_of(found: Iterable[Setting]) -> Shape | None:
    """Return the shape that the settings of a row end declare, None where they declare none."""
    shape = Shape()
    for code, operand in found:
        change = _CHANGES.get(code)
        if change is not None:
            change(shape, operand)
    return shape if len(shape.edges) > 1 else None


def _define(shape: Shape, operand: bytes) -> None:
    count = operand[2] if len(operand) > 2 else 0
    if len(operand) < 3 + 2 * (count + 1):
        return
    shape.edges = list(struct.unpack_from(f"<{count + 1}h", operand, 3))
    flags = [int.from_bytes(operand[at : at + 2], "little") for at in range(5 + 2 * count, 5 + 22 * count, 20)]
    shape.side = [flag & 3 for flag in flags]
    shape.down = [flag >> 5 & 3 for flag in flags]


def _merge_side(shape: Shape, operand: bytes) -> None:
    first, stop = operand[0], min(operand[1], len(shape.side))
    shape.side[first:stop] = [1, *[2] * (stop - first - 1)] if stop > first else []


def _split_side(shape: Shape, operand: bytes) -> None:
    first, stop = operand[0], min(operand[1], len(shape.side))
    shape.side[first:stop] = [0] * max(0, stop - first)


def _merge_down(shape: Shape, operand: bytes) -> None:
    if len(operand) > 2 and operand[1] < len(shape.down):
        shape.down[operand[1]] = operand[2] & 3


def _insert(shape: Shape, operand: bytes) -> None:
    first, count, wide = struct.unpack("<BBh", operand)
    first, count = min(first, len(shape.side)), min(count, MAX_COLUMNS)
    if not shape.edges:
        return
    after = [edge + count * wide for edge in shape.edges[first + 1 :]]
    added = [shape.edges[first] + number * wide for number in range(1, count + 1)]
    shape.edges[first + 1 :] = added + after
    shape.side[first:first] = [0] * count
    shape.down[first:first] = [0] * count


def _delete(shape: Shape, operand: bytes) -> None:
    first, stop = operand[0], min(operand[1], len(shape.side))
    if first < stop:
        gone = shape.edges[stop] - shape.edges[first]
        shape.edges[first + 1 :] = [edge - gone for edge in shape.edges[stop + 1 :]]
        del shape.side[first:stop], shape.down[first:stop]


def _set_width(shape: Shape, operand: bytes) -> None:
    first, stop, wide = struct.unpack("<BBh", operand)
    for number in range(first, min(stop, len(shape.side))):
        more = shape.edges[number] + wide - shape.edges[number + 1]
        shape.edges[number + 1 :] = [edge + more for edge in shape.edges[number + 1 :]]


_CHANGES: dict[int, Callable[[Shape, bytes], None]] = {
    DEFINE_ROW: _define,
    0x5624: _merge_side,
    0x5625: _split_side,
    0xD62B: _merge_down,
    0x7621: _insert,
    0x5622: _delete,
    0x7623: _set_width,
}


def grid_of(rows: Sequence[Found]) -> Grid:
    """Return the rows as a grid: a cell spans the columns between its edges, whatever row drew them.

    Examples
    --------
    >>> rows = [Found([Slot(["甲"]), Slot(["乙"])], Shape([0, 900, 2700], [0, 0], [0, 0]))]
    >>> rows += [Found([Slot(["1"]), Slot(["2"]), Slot(["3"])], Shape([0, 905, 1800, 2700], [0] * 3, [0] * 3))]
    >>> [[slot.colspan for slot in row.slots] for row in grid_of(rows).rows]
    [[1, 2], [1, 1, 1]]
    """
    lines = _lines([row.shape.edges for row in rows if row.shape is not None])
    return Grid([_row(found, lines) for found in rows])


def _lines(rows: list[list[int]]) -> list[int]:
    """Return where the columns begin: the edges of all rows, those near each other once, but never two of one row."""
    edges = sorted({(edge, number) for number, row in enumerate(rows) for edge in row})
    found: list[int] = []
    seen: set[int] = set()
    for edge, number in edges:
        if not found or edge - found[-1] > _NEAR or number in seen:
            found.append(edge)
            seen = set()
        seen.add(number)
    return found


def _row(found: Found, lines: list[int]) -> Row:
    shape = found.shape
    if shape is None:
        return Row(found.slots)
    columns = [bisect_right(lines, edge) - 1 for edge in shape.edges]
    row = Row(before=min(columns[0], MAX_COLUMNS))
    opener = 0
    for number, slot in enumerate(found.slots):
        side = shape.side[number] if number < len(shape.side) else 0
        wide = max(1, columns[number + 1] - columns[number]) if number + 1 < len(columns) else 1
        if side and opener and side != opener and row.slots:
            row.slots[-1].colspan += wide
            continue
        opener = side
        slot.colspan = wide
        slot.merge = _MERGED.get(shape.down[number], "") if number < len(shape.down) else ""
        row.slots.append(slot)
    return row

"""Which measure each slot of a row is: the printed order, the grid, or what the identities leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from govreport.tables.rows import Field, Row

Placement = tuple[Field | None, ...]
"""One field for each column, None where the row shows none."""
MAX_PLACEMENTS = 210
LEAST_COUNTED = 4


@dataclass(frozen=True, slots=True)
class Pattern:
    """Where the full rows of one block have their numbers; `fields` is how many fields they all have, or None."""

    columns: tuple[int, ...]
    fields: int | None


def patterns(rows: Sequence[Row], width: int) -> dict[int, Pattern]:
    """Return, by block, the columns of the rows that show `width` numbers.

    In a grid the most frequent columns count. Without one, a field's number means something only where all
    full rows agree, in their number of fields too.
    """
    full: dict[int, list[Row]] = {}
    for row in rows:
        if row.numbers == width and row.fields[0].block >= 0:
            full.setdefault(row.block, []).append(row)
    found: dict[int, Pattern] = {}
    for block, own in full.items():
        shapes = Counter((_columns(row), None if row.grid else len(row.fields)) for row in own)
        (columns, fields), times = shapes.most_common(1)[0]
        if own[0].grid and times * 2 > len(own):
            found[block] = Pattern(columns, None)
        elif len(shapes) == 1 and times >= 2:
            found[block] = Pattern(columns, fields)
    return found


def unpadded(rows: Sequence[Row], width: int) -> bool:
    """Return whether no full row of a table without a grid shows a blank beside its numbers."""
    full = [row for row in rows if row.numbers == width and not row.grid]
    return len(full) >= 3 and all(len(row.slots) == width for row in full)


def _columns(row: Row) -> tuple[int, ...]:
    return tuple(slot.col for slot in row.slots if slot.is_number)


def certain(row: Row, width: int, pattern: Pattern | None, exact: bool = False) -> Placement | None:
    """Return the placement of a row that order or the grid decides, None where neither does.

    `exact` says that the table's rows hold their cells and no padding, so that as many slots as columns behind
    a label are the columns.
    """
    numbers = tuple(slot for slot in row.slots if slot.is_number)
    labelled = exact and bool(row.words) and not row.after
    if len(row.slots) == width and not row.loose and (len(numbers) == width or labelled or _by_order(row, pattern)):
        return tuple(row.slots)
    printed = tuple(slot for slot in row.slots if is_printed(slot))
    if len(printed) == width and not row.loose:
        return printed
    return _by_pattern(row, pattern) if pattern is not None else None


def _by_order(row: Row, pattern: Pattern | None) -> bool:
    if pattern is None:
        return row.grid and row.full
    return _columns_of(row.slots) == pattern.columns and _whole(row, pattern)


def _columns_of(slots: Sequence[Field]) -> tuple[int, ...]:
    return tuple(slot.col for slot in slots)


def _whole(row: Row, pattern: Pattern) -> bool:
    """Return whether no cell of the row was lost, so that the columns of the others stand."""
    return row.full if row.grid else len(row.fields) == pattern.fields


def _by_pattern(row: Row, pattern: Pattern) -> Placement | None:
    if not _whole(row, pattern):
        return None
    at = {piece.col: piece for piece in row.fields}
    if any(slot.is_number and slot.col not in pattern.columns for slot in row.slots):
        return None
    if any(column not in at for column in pattern.columns):
        return None
    return tuple(at[column] for column in pattern.columns)


def is_printed(slot: Field) -> bool:
    """Return whether anything stands in a field, a dash or a slash included."""
    return bool(slot.text.strip())


def possible(row: Row, width: int) -> list[Placement]:
    """Return every way to place the slots of a row, nothing printed ever dropped, in their order.

    Empty fields between two printed ones stand for a column; empty fields at either end may be padding, and a
    cell may have been lost anywhere. An empty list means that more is printed than there are columns.
    """
    kept = [index for index, slot in enumerate(row.slots) if is_printed(slot)]
    if not kept or len(kept) > width:
        return []
    core = row.slots[kept[0] : kept[-1] + 1]
    before, behind = row.slots[: kept[0]], row.slots[kept[-1] + 1 :]
    if len(core) > width:
        core = [slot for slot in core if is_printed(slot)]
    found: list[Placement] = []
    for places in combinations(range(width), len(core)):
        placed: list[Field | None] = [None] * width
        for place, slot in zip(places, core, strict=True):
            placed[place] = slot
        _pad(placed, before, behind, places)
        found.append(tuple(placed))
        if len(found) > MAX_PLACEMENTS:
            return []
    return found


def _pad(placed: list[Field | None], before: Sequence[Field], behind: Sequence[Field], places: Sequence[int]) -> None:
    """Show the blanks at the ends where they fill the columns beside the numbers."""
    if len(before) >= places[0]:
        placed[: places[0]] = before[len(before) - places[0] :]
    if len(behind) >= len(placed) - places[-1] - 1:
        placed[places[-1] + 1 :] = behind[: len(placed) - places[-1] - 1]


def drop_ordinals(rows: Sequence[Row], width: int) -> list[Row]:
    """Leave out a column that only counts the rows (序号).

    It is one where most rows have a number too many, and the first or the last number of those rows goes up
    by one from each to the next.
    """
    surplus = [row for row in rows if row.numbers == width + 1]
    if len(surplus) * 2 < sum(row.numbers >= width - 1 for row in rows):
        return list(rows)
    return drop_counters(rows, surplus)


def drop_counters(rows: Sequence[Row], counted: Sequence[Row]) -> list[Row]:
    """Leave out the first or the last number of some rows where it goes up by one from each to the next."""
    for at in (0, -1):
        offsets = [
            ([slot for slot in row.slots if slot.is_number][at].reading.value or 0.0) - index
            for index, row in enumerate(counted)
        ]
        offset, times = Counter(offsets).most_common(1)[0] if offsets else (0.0, 0)
        if times >= LEAST_COUNTED and times * 3 >= len(counted) * 2:
            ordinals = [row for row, own in zip(counted, offsets, strict=True) if own == offset]
            return [_without(row, at, ordinals) for row in rows]
    return list(rows)


def _without(row: Row, at: int, surplus: Sequence[Row]) -> Row:
    if not any(row is other for other in surplus):
        return row
    numbers = [slot for slot in row.slots if slot.is_number]
    slots = [slot for slot in row.slots if slot is not numbers[at]]
    return Row(row.fields, row.words, slots, row.grid, row.full, row.loose, row.after)

"""Which measure each slot of a row is: the printed order, the grid, or what the identities leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from govreport.tables.rows import Field, Row, make_row

Placement = tuple[Field | None, ...]
"""One field for each column, None where the row shows none."""
MAX_PLACEMENTS = 210
LEAST_COUNTED = 4
LEAST_LEADING = 2
LEAST_FULL = 3
MAX_STEP = 3
"""A count of rows goes up by more than one where a row between was lost."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Where the full rows of one block have their numbers; `fields` is how many fields they all have, or None."""

    columns: tuple[int, ...]
    fields: int | None


def patterns(rows: Sequence[Row], width: int) -> dict[int, Pattern]:
    """Return, by block, the columns of the rows that show `width` numbers.

    In a grid the most frequent columns count. Without one, a field's number means something only where all
    full rows agree, in their number of fields too, and in every block: few rows between two page numbers may agree
    by chance, while the others show that their lines end in padding.
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
    gridless = {_columns(row) for own in full.values() for row in own if not row.grid}
    return found if len(gridless) <= 1 else {block: one for block, one in found.items() if one.fields is None}


def unpadded(rows: Sequence[Row], width: int) -> tuple[bool, bool]:
    """Return whether no full row of a table without a grid shows a blank before its numbers, and none behind them."""
    full = [row for row in rows if row.numbers == width and not row.grid]
    if len(full) < LEAST_FULL or any(len(core(row)) > width for row in full):
        return False, False
    return all(is_printed(row.slots[0]) for row in full), all(is_printed(row.slots[-1]) for row in full)


def _columns(row: Row) -> tuple[int, ...]:
    return tuple(slot.col for slot in row.slots if slot.is_number)


def certain(
    row: Row, width: int, pattern: Pattern | None, exact: tuple[bool, bool] = (False, False)
) -> Placement | None:
    """Return the placement of a row that order or the grid decides, None where neither does.

    `exact` says on which sides of the numbers the table's rows hold their cells and no padding: where on both, as
    many slots as columns behind a label are the columns; where before them, so many up to the last printed one.
    """
    numbers = tuple(slot for slot in row.slots if slot.is_number)
    labelled = bool(row.words) and not row.after and not row.loose
    if len(row.slots) == width and not row.loose and (
        len(numbers) == width or (labelled and all(exact)) or _by_order(row, pattern)
    ):  # fmt: skip
        return tuple(row.slots)
    if labelled and exact[0] and len(row.slots) > width and _last_printed(row) == width - 1:
        return tuple(row.slots[:width])
    printed = tuple(slot for slot in row.slots if is_printed(slot))
    if not printed and len(row.slots) >= width:
        return tuple(row.slots[:width])
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
    """Place a row by the columns of the others, unless words among them show that its label strayed there."""
    if not _whole(row, pattern):
        return None
    at = {piece.col: piece for piece in row.fields}
    if any(slot.is_number and slot.col not in pattern.columns for slot in row.slots):
        return None
    if any(column not in at for column in pattern.columns):
        return None
    placed = tuple(at[column] for column in pattern.columns)
    label = next((piece for piece in row.fields if not piece.is_slot), None)
    if any(piece is label for piece in placed):
        return None
    beside = at.get(pattern.columns[0] - 1)
    worded = any(not piece.is_slot for piece in placed)
    strayed = beside is not None and beside.is_slot
    beyond = any(slot.col > pattern.columns[-1] for slot in row.slots)
    return None if worded and (strayed or beyond) else placed


def _last_printed(row: Row) -> int:
    return max((at for at, slot in enumerate(row.slots) if is_printed(slot)), default=-1)


def is_printed(slot: Field) -> bool:
    """Return whether anything stands in a field, a dash or a slash included."""
    return bool(slot.text.strip())


def has_stray_column(rows: Sequence[Row], width: int) -> bool:
    """Return whether full rows of a table show an empty field between two of their numbers."""
    return any(
        not all(is_printed(slot) for slot in core(row))
        for row in rows
        if row.numbers == width and len(row.slots) > width
    )


def core(row: Row) -> list[Field]:
    """Return the slots of a row from the first to the last that is printed."""
    kept = [index for index, slot in enumerate(row.slots) if is_printed(slot)]
    return row.slots[kept[0] : kept[-1] + 1] if kept else []


def possible(row: Row, width: int, stray: bool = False) -> list[Placement]:
    """Return every way to place the slots of a row, nothing printed ever dropped, in their order.

    Empty fields between two printed ones stand for a column, unless the table has a `stray` one; empty fields at
    either end may be padding, and a cell may have been lost anywhere. An empty list means that more is printed
    than there are columns, or that there are too many ways.
    """
    kept = [index for index, slot in enumerate(row.slots) if is_printed(slot)]
    if not kept or len(kept) > width:
        return []
    inner = core(row)
    before, behind = row.slots[: kept[0]], row.slots[kept[-1] + 1 :]
    if len(inner) > width or stray:
        inner = [slot for slot in inner if is_printed(slot)]
    found: list[Placement] = []
    for places in combinations(range(width), len(inner)):
        placed: list[Field | None] = [None] * width
        for place, slot in zip(places, inner, strict=True):
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


def drop_ordinals(rows: Sequence[Row]) -> list[Row]:
    """Leave out a column that only counts the rows (序号).

    It is one where the first or the last number of the rows goes up by one from row to row, in two thirds of
    them; or throughout, by little more where rows were lost. A number that stands apart from the others, before
    the label, counts along. Four of those rows must show another number, for a row's only number is data; two are
    enough where the rows are counted from 1 without a gap, before their labels.

    Parameters
    ----------
    rows
        The rows of one table.
    """
    counted = [row for row in rows if row.numbers]
    apart = [_apart(row) for row in counted]
    more = [out is not None or row.numbers > 1 for row, out in zip(counted, apart, strict=True)]
    for at in (0, -1):
        values = [own if own is not None else _number(row, at) for own, row in zip(apart, counted, strict=True)]
        ordinal = _counting(values)
        told = sum(one and other for one, other in zip(ordinal, more, strict=True))
        if told >= LEAST_COUNTED or (at == 0 and told >= LEAST_LEADING and _leading(counted, values)):
            own = [row for row, flag, out in zip(counted, ordinal, apart, strict=True) if flag and out is None]
            return [_without(row, at, own) for row in rows]
    return list(rows)


def _leading(rows: Sequence[Row], values: Sequence[float]) -> bool:
    """Return whether every row begins with its count, from 1, and some show numbers behind their label as well."""
    counted = len(values) >= LEAST_COUNTED and list(values) == list(range(1, len(values) + 1))
    first = all(
        row.fields[0].is_number and row.fields[0].reading.value == at for row, at in zip(rows, values, strict=True)
    )
    both = sum(row.slots[0] is not row.fields[0] for row in rows)
    return counted and first and both >= LEAST_LEADING


def _counting(values: Sequence[float]) -> list[bool]:
    """Return which values count on from their neighbour, all false where too few do."""
    if not values:
        return []
    steps = [after - before for before, after in pairwise(values)]
    if values[0] >= 1 and all(1 <= step <= MAX_STEP for step in steps):
        return [True] * len(values)
    ones = [step == 1 and before >= 1 for step, before in zip(steps, values, strict=False)]
    flags = [one or two for one, two in zip([False, *ones], [*ones, False], strict=True)]
    return flags if sum(flags) * 3 >= len(values) * 2 else [False] * len(values)


def _number(row: Row, at: int) -> float:
    return [slot for slot in row.slots if slot.is_number][at].reading.value or 0.0


def _apart(row: Row) -> float | None:
    """Return the only number of a row that is none of its slots."""
    slots = set(map(id, row.slots))
    found = [piece for piece in row.fields if piece.reading.kind == "number" and id(piece) not in slots]
    return found[0].reading.value if len(found) == 1 else None


def _without(row: Row, at: int, counted: Sequence[Row]) -> Row:
    if not any(row is other for other in counted):
        return row
    ordinal = [slot for slot in row.slots if slot.is_number][at]
    slots = [slot for slot in row.slots if slot is not ordinal]
    if slots:
        return replace(row, slots=slots)
    return make_row([piece for piece in row.fields if piece is not ordinal], grid=row.grid, full=row.full)

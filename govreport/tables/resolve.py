"""Rows whose slots have several placements: what the identities of the whole table leave of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from govreport.tables.columns import Placement, possible
from govreport.tables.reading import read_number
from govreport.tables.rows import Field, Row

MAX_COMBINATIONS = 300_000
LEAD = 2
"""So many more identities must hold for one placement to beat another."""
Sums = Sequence[Mapping[str, int]]
"""Column identities: the sign of each item (target and minus +1, plus −1)."""


@dataclass(slots=True)
class Open:
    """One item's row whose placement is open, with its possible placements and the vector of each."""

    item: str
    placements: list[Placement]
    vectors: np.ndarray


def opened(item: str, row: Row, width: int) -> Open:
    """List the placements of a row; numbers too many are tried with two neighbours joined."""
    placements = possible(row, width) or _joined(row, width)
    vectors = [fill(placement) for placement in placements]
    sound = [index for index, vector in enumerate(vectors) if not (vector < 0).any()]
    kept = sound or list(range(len(vectors)))
    return Open(item, [placements[at] for at in kept], np.array([vectors[at] for at in kept]).reshape(-1, width))


def _joined(row: Row, width: int) -> list[Placement]:
    numbers = [slot for slot in row.slots if slot.reading.kind != "blank"]
    if len(numbers) != width + 1:
        return []
    found: list[Placement] = []
    for at in range(width):
        one, two = numbers[at], numbers[at + 1]
        text = f"{one.text} {two.text}"
        whole = replace(one, text=text, reading=read_number(text), end=two.end)
        placement = (*numbers[:at], whole, *numbers[at + 2 :])
        if whole.is_number and _holds(placement):
            found.append(placement)
    return found if len(found) == 1 else []


def _holds(placement: Placement) -> bool:
    vector = np.array([_value(piece) for piece in placement])
    return bool(vector[:-1].sum() == vector[-1] and vector[-1] > 0)


def _value(piece: Field | None) -> float:
    value = piece.reading.value if piece is not None else None
    return math.nan if value is None else value


def fill(placement: Placement) -> np.ndarray:
    """Return the numbers of a placement, the last one their sum; a single unknown is what that sum makes it."""
    vector = np.array([_value(piece) for piece in placement])
    unknown = np.flatnonzero(np.isnan(vector))
    if len(unknown) == 1:
        at = unknown[0]
        known = np.nansum(vector[:-1])
        vector[at] = known if at == len(vector) - 1 else vector[-1] - known
    return vector


def resolve(rows: Sequence[Open], known: Mapping[str, np.ndarray], sums: Sums) -> dict[str, list[Placement]]:
    """Return, for each open row, the placements that stay possible.

    All open rows are tried together: the combinations under which the most column identities hold stay, and
    those within one identity of them.

    Parameters
    ----------
    rows
        The open rows.
    known
        The numbers of every other item's row, NaN where not known; an item without a row is absent.
    sums
        The column identities.
    """
    live = [row for row in rows if len(row.placements)]
    merged = [_distinct(row.vectors) for row in live]
    if not live or math.prod(len(vectors) for vectors, _ in merged) > MAX_COMBINATIONS:
        return {row.item: row.placements for row in rows}
    holds = _count(live, [vectors for vectors, _ in merged], known, sums)
    keep = holds > holds.max() - LEAD if holds.size else holds
    found = {row.item: row.placements for row in rows}
    for axis, (row, (_, groups)) in enumerate(zip(live, merged, strict=True)):
        other = tuple(index for index in range(len(live)) if index != axis)
        alive = keep.any(axis=other) if other else keep
        found[row.item] = [place for place, group in zip(row.placements, groups, strict=True) if alive[group]]
    return found


def _distinct(vectors: np.ndarray) -> tuple[np.ndarray, list[int]]:
    keys = [tuple("nan" if math.isnan(value) else value for value in vector) for vector in vectors.tolist()]
    order = list(dict.fromkeys(keys))
    first = [keys.index(key) for key in order]
    return vectors[first], [order.index(key) for key in keys]


def _count(
    rows: Sequence[Open], vectors: Sequence[np.ndarray], known: Mapping[str, np.ndarray], sums: Sums
) -> np.ndarray:
    """Return how many column identities hold, for every combination of the open rows' vectors."""
    shape = tuple(len(own) for own in vectors)
    total = np.zeros(shape, dtype=np.int32)
    for signs in sums:
        open_items = {row.item for row in rows}
        if any(item not in known and item not in open_items for item in signs):
            continue
        base = sum((sign * known[item] for item, sign in signs.items() if item in known), np.zeros(1))
        width = vectors[0].shape[1]
        residual = np.broadcast_to(base, (*([1] * len(rows)), width)).astype(float)
        for axis, row in enumerate(rows):
            if row.item in signs:
                spread = [1] * len(rows)
                spread[axis] = shape[axis]
                residual = residual + signs[row.item] * vectors[axis].reshape(*spread, width)
        total = total + (np.abs(residual) < 1e-6).sum(axis=-1)
    return np.broadcast_to(total, shape)

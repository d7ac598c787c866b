"""Rows whose slots have several placements: what the identities of the whole table leave of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from govreport.tables.columns import Placement, possible
from govreport.tables.reading import read_number
from govreport.tables.rows import Field, Row

MAX_COMBINATIONS = 50_000
MAX_HALF = 20_000
LEAST_TOLD = 6
"""So many columns must be known for a placement to be told by all of them together."""
LEAD = 2
"""So many more identities must break, or fail to hold, for a placement to be beaten by another."""
Sums = Sequence[Mapping[str, int]]
"""Column identities: the sign of each item (target and minus +1, plus −1)."""


@dataclass(slots=True)
class Open:
    """One item's row whose placement is open, with its possible placements and the vector of each.

    A gap that the row's own sum would fill with less than 0 stays unknown, for its total may be false; it counts as
    one sum broken.
    """

    item: str
    placements: list[Placement]
    vectors: np.ndarray
    faults: np.ndarray


def opened(item: str, row: Row, width: int, stray: bool = False) -> Open:
    """List the placements of a row; numbers too many are tried with two neighbours joined."""
    placements = possible(row, width, stray) or _joined(row, width)
    vectors = np.array([fill(placement) for placement in placements]).reshape(-1, width)
    faults = (vectors < 0).any(axis=1).astype(int)
    vectors[vectors < 0] = np.nan
    return Open(item, placements, vectors, faults)


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

    All open rows are tried together: the combinations under which the fewest column identities break stay, and
    those that break one more; many more stay where even the best breaks some, for a printed number is then false
    and no identity around it can be trusted.

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
    vectors = [own for own, _ in merged]
    found = {row.item: row.placements for row in rows}
    alive = _compare(live, vectors, known, sums) or join(live, vectors, known, sums)
    if alive is not None:
        for row, (_, groups), kept in zip(live, merged, alive, strict=True):
            found[row.item] = [place for place, group in zip(row.placements, groups, strict=True) if group in kept]
    return found


def _compare(
    rows: Sequence[Open], vectors: Sequence[np.ndarray], known: Mapping[str, np.ndarray], sums: Sums
) -> list[set[int]] | None:
    """Return for each row the vectors that stay, by counting under every combination; None where they are too many."""
    if not rows or math.prod(len(own) for own in vectors) > MAX_COMBINATIONS:
        return None
    holds, told = _count(rows, vectors, known, sums)
    broken = told - holds
    for axis, (row, own) in enumerate(zip(rows, vectors, strict=True)):
        spread = [1] * len(rows)
        spread[axis] = len(own)
        broken = broken + _faults(row, own).reshape(spread)
    keep = np.argwhere(broken < LEAD + 3 * broken.min())
    return [set(keep[:, axis].tolist()) for axis in range(len(rows))]


def _faults(row: Open, vectors: np.ndarray) -> np.ndarray:
    """Return the faults of each distinct vector of a row."""
    faults = {tuple(map(str, vector)): int(fault) for vector, fault in zip(row.vectors, row.faults, strict=True)}
    return np.array([faults[tuple(map(str, vector))] for vector in vectors])


def join(
    rows: Sequence[Open], vectors: Sequence[np.ndarray], known: Mapping[str, np.ndarray], sums: Sums
) -> list[set[int]] | None:
    """Return for each row the vectors under which every known column identity holds.

    The combinations of one half of the rows are looked up among what the other half needs. A row of numbers adds up
    to its total, so that another placement of it breaks two columns at least: what holds throughout has the lead.

    Returns
    -------
    list of set or None
        None where nothing holds throughout, too little is known to tell, or the halves are too large.
    """
    sound = [np.flatnonzero(~np.isnan(own).any(axis=1)) for own in vectors]
    if not rows or not all(len(own) for own in sound):
        return None
    vectors = [own[kept] for own, kept in zip(vectors, sound, strict=True)]
    base = np.concatenate([_base(known, signs, {row.item for row in rows}, vectors[0].shape[1]) for signs in sums])
    told = ~np.isnan(base)
    order = sorted(range(len(rows)), key=lambda at: -len(vectors[at]))
    halves = [order[::2], order[1::2]]
    if told.sum() < LEAST_TOLD or max(math.prod(len(vectors[at]) for at in half) for half in halves) > MAX_HALF:
        return None
    sides = [_half_sums(half, rows, vectors, sums, told) for half in halves]
    wanted: dict[tuple[int, ...], list[int]] = {}
    for at, line in enumerate(np.rint(-base[told] - sides[0]).astype(int).tolist()):
        wanted.setdefault(tuple(line), []).append(at)
    alive: list[set[int]] = [set() for _ in rows]
    for at, line in enumerate(np.rint(sides[1]).astype(int).tolist()):
        for other in wanted.get(tuple(line), ()):
            for half, index in zip(halves, (other, at), strict=True):
                for row, choice in zip(half, _unravel(index, [len(vectors[one]) for one in half]), strict=True):
                    alive[row].add(int(sound[row][choice]))
    return alive if all(alive) else None


def _base(known: Mapping[str, np.ndarray], signs: Mapping[str, int], live: set[str], width: int) -> np.ndarray:
    if any(item not in known and item not in live for item in signs):
        return np.full(width, np.nan)
    return sum((sign * known[item] for item, sign in signs.items() if item in known), np.zeros(width))


def _half_sums(
    half: Sequence[int], rows: Sequence[Open], vectors: Sequence[np.ndarray], sums: Sums, told: np.ndarray
) -> np.ndarray:
    """Return what every combination of some rows adds to the told columns of the identities."""
    total = np.zeros((1, int(told.sum())))
    for at in half:
        own = np.concatenate([signs.get(rows[at].item, 0) * vectors[at] for signs in sums], axis=1)[:, told]
        total = (total[:, None, :] + own[None, :, :]).reshape(-1, total.shape[1])
    return total


def _unravel(index: int, sizes: Sequence[int]) -> list[int]:
    found: list[int] = []
    for size in reversed(sizes):
        index, at = divmod(index, size)
        found.insert(0, at)
    return found


def _distinct(vectors: np.ndarray) -> tuple[np.ndarray, list[int]]:
    keys = [tuple("nan" if math.isnan(value) else value for value in vector) for vector in vectors.tolist()]
    order = list(dict.fromkeys(keys))
    first = [keys.index(key) for key in order]
    return vectors[first], [order.index(key) for key in keys]


def _count(
    rows: Sequence[Open], vectors: Sequence[np.ndarray], known: Mapping[str, np.ndarray], sums: Sums
) -> tuple[np.ndarray, np.ndarray]:
    """Return how many column identities hold, and how many are known, for every combination of vectors."""
    shape = tuple(len(own) for own in vectors)
    total = np.zeros(shape, dtype=np.int32)
    told = np.zeros(shape, dtype=np.int32)
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
        told = told + (~np.isnan(residual)).sum(axis=-1)
    return np.broadcast_to(total, shape), np.broadcast_to(told, shape)

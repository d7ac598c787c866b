"""Columns of numbers that stand below each other without lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govreport.readers.sheet import Mark
from govreport.readers.sheet_lines import Piece, pieces_of

LEAST_HEADS = 2
LEAST_GAP = 0.2
"""Points between two numbers of one line at least."""


@dataclass(slots=True)
class Band:
    """Where a column begins and ends."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Return its middle."""
        return (self.x0 + self.x1) / 2


def columns_of(lines: Sequence[Sequence[Piece]]) -> list[Band] | None:
    """Return the columns in which the numbers of several lines stand, None where they form none.

    Numbers that reach over several of another line's are left out: they stand in merged cells, or touch. A number
    between two columns of fuller lines, with nothing in either on its own, stands in a cell merged of both.

    Examples
    --------
    >>> def at(*places):
    ...     return [Piece("1", x, x + 5, 0, 9) for x in places]
    >>> [(band.x0, band.x1) for band in columns_of([at(10, 30), at(12, 29), at(20)])]
    [(10, 17), (29, 35)]
    """
    single = sorted(([p for p in line if not _is_wide(p, lines)] for line in lines), key=len, reverse=True)
    bands: list[Band] = []
    for line in single:
        found = [(piece, _over(piece, bands)) for piece in line]
        taken = {at for _, over in found for at in over}
        if len(taken) < sum(len(over) for _, over in found) or any(len(over) > 1 for _, over in found):
            return None
        for piece, over in found:
            if over:
                band = bands[over[0]]
                band.x0, band.x1 = min(band.x0, piece.x0), max(band.x1, piece.x1)
        fresh = [piece for piece, over in found if not over and not _between(piece, bands, taken)]
        bands = sorted([*bands, *(Band(piece.x0, piece.x1) for piece in fresh)], key=lambda band: band.x0)
        if any(left.x1 > right.x0 for left, right in zip(bands, bands[1:], strict=False)):
            return None
    return bands or None


def _over(piece: Piece, bands: Sequence[Band]) -> list[int]:
    return [at for at, band in enumerate(bands) if piece.x0 < band.x1 and band.x0 < piece.x1]


def _between(piece: Piece, bands: Sequence[Band], taken: set[int]) -> bool:
    """Tell whether a number stands in the middle between two columns that hold nothing on its line."""
    after = sum(band.middle < (piece.x0 + piece.x1) / 2 for band in bands)
    return 0 < after < len(bands) and not taken & {after - 1, after}


def _is_wide(piece: Piece, lines: Sequence[Sequence[Piece]]) -> bool:
    return any(sum(other.x0 < piece.x1 and piece.x0 < other.x1 for other in line) > 1 for line in lines)


def with_headed(bands: list[Band], heads: Sequence[Sequence[Piece]]) -> list[Band]:
    """Add columns that have a heading and no number: beside headings that each stand over a column of their own.

    Examples
    --------
    >>> bands, head = [Band(50, 60), Band(90, 99)], [Piece("新收", x, x + 20, 0, 9) for x in (5, 45, 85, 125)]
    >>> [band.x0 for band in with_headed(bands, [head])]
    [50, 90, 125]
    """
    for head in heads:
        over = [(piece, _over(piece, bands)) for piece in head if piece.x1 > bands[0].x0]
        homes = [at for _, found in over for at in found]
        if len(over) < LEAST_HEADS or len(set(homes)) < len(homes) or any(len(found) > 1 for _, found in over):
            continue
        fresh = [Band(piece.x0, piece.x1) for piece, found in over if not found]
        bands = sorted([*bands, *fresh], key=lambda band: band.x0)
    return bands


def _away(band: Band, at: float) -> float:
    return max(band.x0 - at, at - band.x1, 0.0)


def cut_at(piece: Piece, marks: Sequence[Mark], bands: Sequence[Band]) -> list[tuple[int, Piece]] | None:
    """Return a number with its column, several that touch each with its own; None where they cannot be told apart."""
    over = _over(piece, bands)
    if len(over) <= 1:
        middle = (piece.x0 + piece.x1) / 2
        at = over[0] if over else min(range(len(bands)), key=lambda n: abs(bands[n].middle - middle))
        return [(at, piece)]
    own = [mark for mark in marks if piece.x0 <= mark.x0 < piece.x1 and mark.text != " "]
    parts: dict[int, list[Mark]] = {}
    for mark in own:
        middle = (mark.x0 + mark.x1) / 2
        parts.setdefault(min(over, key=lambda n: _away(bands[n], middle)), []).append(mark)
    runs = list(parts.values())
    between = [right[0].x0 - left[-1].x1 for left, right in zip(runs, runs[1:], strict=False)]
    inside = [b.x0 - a.x1 for run in runs for a, b in zip(run, run[1:], strict=False)]
    if not between or min(between) <= max([LEAST_GAP, *inside]):
        return None
    return [(at, pieces_of(marks)[0]) for at, marks in parts.items()]

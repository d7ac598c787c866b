"""Which item of the form each found row is: one monotone path through all rows and all items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from govreport.tables.lattice import MARGIN, SKIP_ITEM, SLACK, Lattice, Paths, search
from govreport.tables.rows import Row
from govreport.tables.scores import RowScores

SKIP_FULL_ROW = 6.0
SKIP_PART_ROW = 1.5
SKIP_FOREIGN = 0.25
AFTER = 0.6
"""Among lone numbers a label before its row counts for more than one after it."""


@dataclass(slots=True)
class Alignment:
    """The possible paths of one edition: its items, and for each the rows that some possible path gives it."""

    items: tuple[str, ...]
    found: Paths

    @property
    def score(self) -> float:
        """Return the best path's score."""
        return self.found.score

    @property
    def options(self) -> list[set[int | None]]:
        """Return for each item the rows (None: no row) of the possible paths."""
        return self.found.options


def align(
    scores: RowScores, items: tuple[str, ...], widths: Sequence[int], extra: np.ndarray | float = 0.0
) -> Alignment:
    """Align rows with the items of one edition.

    The words of wordless rows stand before them in some tables and after them in others: the whole table is
    aligned for each side, and the better one counts; a path of the other side that is nearly as good stays
    possible. Where the numbers stand one a line, a label may stand on either side of each row.

    Parameters
    ----------
    scores
        The rows of one table and what their words say, from `score_rows`.
    items
        The items of one edition, in the order in which they are expected.
    widths
        How many numbers the row of each item has.
    extra
        What else speaks for a row being an item's, shape (rows, items).

    Returns
    -------
    Alignment
        Every path within `MARGIN` of the best.
    """
    rows = [candidate.row for candidate in scores.rows]
    skips = [
        SKIP_FOREIGN if foreign else _skip(row, min(widths), max(widths))
        for row, foreign in zip(rows, scores.foreign, strict=True)
    ]
    alone, before, after = _matches(scores, items, widths, extra)
    gaps = [before, after] if after.any() else [before]
    sides = [Lattice((alone + gap).tolist(), skips, len(items)) for gap in gaps]
    if sum(row.loose for row in rows) * 2 > len(rows):
        shared = [len(candidate.after) == 1 for candidate in scores.rows]
        either = (alone + before).tolist(), skips, len(items), alone.tolist(), (AFTER * after).tolist(), shared
        sides.append(Lattice(*either))
    return Alignment(items, _best([search(side) for side in sides]))


def ceiling(scores: RowScores, items: tuple[str, ...], widths: Sequence[int], extra: np.ndarray | float = 0.0) -> float:
    """Return what no alignment can score more than: each item with the row that speaks most for it."""
    alone, before, after = _matches(scores, items, widths, extra)
    most = (alone + np.maximum(before, after)).max(axis=0, initial=-SKIP_ITEM)
    return float(most.sum()) + SLACK


def _matches(
    scores: RowScores, items: tuple[str, ...], widths: Sequence[int], extra: np.ndarray | float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what speaks for each row being each item without the words around it, and what those add on each side."""
    rows = [candidate.row for candidate in scores.rows]
    order = [scores.codes.index(item) for item in items]
    shapes = {width: [_shape(row, width) for row in rows] for width in set(widths)}
    rest = np.array([shapes[width] for width in widths]).T.reshape(len(rows), len(items)) + extra
    own = scores.own[:, order]
    # A group's label that is no item's in this edition says nothing of which of the group's items the row is.
    own[np.array(scores.grouped, dtype=bool) & ~np.isin(scores.own.argmax(axis=1), order)] = 0
    return own + rest, scores.before[:, order], scores.after[:, order]


def _best(found: list[Paths]) -> Paths:
    """Return the best side's paths, with those of another side that come within the margin of them."""
    found.sort(key=lambda paths: -paths.score)
    best = found[0]
    for other in found[1:]:
        if other.score >= best.score - MARGIN:
            best.paths = list(dict.fromkeys([*best.paths, *other.paths]))
            best.options = [one | two for one, two in zip(best.options, other.options, strict=True)]
            best.listed = best.listed and other.listed
    return best


def _shape(row: Row, width: int) -> float:
    if row.numbers == width:
        return 1.0
    if len(row.slots) == width:
        return 0.5
    return -0.35 * abs(row.numbers - width)


def _skip(row: Row, least: int, most: int) -> float:
    if row.numbers >= least and (most == 1 or row.numbers > 1):
        return SKIP_FULL_ROW
    if row.numbers > least / 2:
        return SKIP_PART_ROW
    return 0.0

"""Which item of the form each found row is: one monotone path through all rows and all items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from govreport.tables.evidence import Evidence, all_spellings, columns_of
from govreport.tables.labels import MAX_LABEL, bare, contained
from govreport.tables.lattice import MARGIN, Lattice, Paths, search
from govreport.tables.reading import UNITS
from govreport.tables.rows import Row

SKIP_FULL_ROW = 6.0
SKIP_PART_ROW = 1.5
USEFUL = 0.5
"""Below this likeness to every item, a row's own words say nothing."""
CLEAR = 0.9
NAMED = 0.6
LABEL = 0.75
GAP_WEIGHT = 0.5
NEAR_WEIGHT = 0.8
AFTER = 0.6
"""Among lone numbers a label before its row counts for more than one after it."""


@dataclass(slots=True)
class Candidate:
    """A row that may be an item's, with the words that stand alone before and after it."""

    row: Row
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


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


def candidates(rows: Sequence[Row], table: str, evidence: Evidence) -> list[Candidate]:
    """Return the rows that may be an item's, each with the words that stand alone around it.

    These are the rows with slots; and a table row that only shows an item's label, whose numbers are lost, lest
    its label be taken for a neighbour's. Where labels and numbers stand in rows of their own throughout, such a
    row is only words.
    """
    lonely = _lonely(rows, table, evidence)
    found: list[Candidate] = []
    gap: list[str] = []
    for at, row in enumerate(rows):
        if (row.slots and (row.numbers or row.words)) or at in lonely:
            found.append(Candidate(row, before=gap))
            if len(found) > 1:
                found[-2].after = gap
            gap = []
        elif row.words:
            gap = [*gap, *(word for word in row.words if len(word) <= MAX_LABEL and word.strip() not in UNITS)]
    if found:
        found[-1].after = gap
    return found


def _lonely(rows: Sequence[Row], table: str, evidence: Evidence) -> set[int]:
    alone = {
        at
        for at, row in enumerate(rows)
        if row.words and not row.slots and row.block >= 0
        and any(evidence.best(table, "item", word)[1] >= LABEL and len(bare(word)) > 2 for word in row.words)
    }  # fmt: skip
    apart = sum(at + 1 < len(rows) and not rows[at + 1].words and rows[at + 1].numbers > 0 for at in alone)
    wordless = sum(not row.words and row.numbers > 0 for row in rows)
    return set() if apart * 2 > max(wordless, 1) and apart > 2 else alone


def align(
    rows: Sequence[Candidate],
    table: str,
    items: tuple[str, ...],
    widths: Sequence[int],
    evidence: Evidence,
    extra: np.ndarray | float = 0.0,
) -> Alignment:
    """Align rows with the items of one edition.

    The words of wordless rows stand before them in some tables and after them in others: the whole table is
    aligned for each side, and the better one counts; a path of the other side that is nearly as good stays
    possible. Where the numbers stand one a line, a label may stand on either side of each row.

    Parameters
    ----------
    rows
        The rows of one table, from `candidates`.
    table, items
        The table's code and the items of one edition in form order.
    widths
        How many numbers the row of each item has.
    evidence
        Likeness of the document's texts to the labels.
    extra
        What else speaks for a row being an item's, shape (rows, items).

    Returns
    -------
    Alignment
        Every path within `MARGIN` of the best.
    """
    own = _own_scores(rows, table, items, evidence)
    shape = np.array([[_shape(candidate.row, width) for width in widths] for candidate in rows])
    rest = shape.reshape(len(rows), len(items)) + extra
    skips = [_skip(candidate.row, min(widths), max(widths)) for candidate in rows]
    before, after = (_gap_scores(rows, table, items, side, evidence) for side in ("before", "after"))
    bare_scores = own + rest
    sides = [
        Lattice((bare_scores + gap).tolist(), skips, len(items))
        for gap in (before, after)
        if gap is before or gap.any()
    ]
    if sum(candidate.row.loose for candidate in rows) * 2 > len(rows):
        shared = [len(candidate.after) == 1 for candidate in rows]
        sides.append(
            Lattice(
                (bare_scores + before).tolist(),
                skips,
                len(items),
                bare_scores.tolist(),
                (AFTER * after).tolist(),
                shared,
            )
        )
    return Alignment(items, _best([search(side) for side in sides]))


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


def _texts(candidate: Candidate) -> list[str]:
    words = [word for word in candidate.row.words if len(word) <= MAX_LABEL]
    joined = ["".join(pair) for pair in zip(words, words[1:], strict=False)]
    return [*words, *joined, *(["".join(words)] if len(words) > 2 else [])]


def _likeness(texts: Sequence[str], table: str, evidence: Evidence) -> np.ndarray:
    """Return the best likeness of some texts to each item of the table, labels of groups set aside.

    A text that names a group as well as an item (其他处理) counts only where no other text names an item.
    """
    codes, _ = columns_of(table, "item")
    best, both = np.zeros(len(codes)), np.zeros(len(codes))
    for text in texts:
        values = evidence.of_kind(table, "item", text)
        group = evidence.best(table, "group", text)[1] if table == "requests" else 0.0
        if group < values.max():
            best = np.maximum(best, values)
        elif group == values.max():
            both = np.maximum(both, values)
    return best if best.max() >= NAMED else np.maximum(best, both)


def _own_scores(rows: Sequence[Candidate], table: str, items: tuple[str, ...], evidence: Evidence) -> np.ndarray:
    codes, _ = columns_of(table, "item")
    order = [codes.index(item) for item in items]
    own = [_texts(candidate) for candidate in rows]
    evidence.add(text for texts in own for text in texts)
    out = np.zeros((len(rows), len(items)))
    for index, texts in enumerate(own):
        best = _likeness(texts, table, evidence)
        if best.max() < CLEAR and texts:
            best = np.maximum(best, _wrapped(rows[index], table, evidence, float(best.max())))
        if best.max() >= USEFUL:
            out[index] = contrast(best)[order]
    return out


def _wrapped(candidate: Candidate, table: str, evidence: Evidence, own: float) -> np.ndarray:
    """Return the likeness of a row's words joined with the nearest words before or after it."""
    words = "".join(candidate.row.words)
    joined = [
        *("".join([*candidate.before[-count:], words]) for count in (1, 2) if candidate.before),
        *("".join([words, *candidate.after[:count]]) for count in (1, 2) if candidate.after),
    ]
    evidence.add(joined)
    best = _likeness(joined, table, evidence)
    return best if best.max() >= own + 0.05 else np.zeros_like(best)


def contrast(alike: np.ndarray) -> np.ndarray:
    """Return 4·(2s−1) − 12·(best s − s): likeness alone cannot tell two labels apart that are alike."""
    found: np.ndarray = 4 * (2 * alike - 1) - 12 * (alike.max() - alike)
    return found


def _gap_scores(
    rows: Sequence[Candidate], table: str, items: tuple[str, ...], side: str, evidence: Evidence
) -> np.ndarray:
    """Return what the words that stand alone on one side of each wordless row say of it, never less than 0."""
    codes, _ = columns_of(table, "item")
    order = [codes.index(item) for item in items]
    out = np.zeros((len(rows), len(items)))
    for index, candidate in enumerate(rows):
        words = candidate.before if side == "before" else candidate.after
        if not words or _speaks(candidate, table, evidence):
            continue
        near = words[::-1] if side == "before" else words
        nearest = [near[0], "".join(words[-2:] if side == "before" else words[:2])]
        evidence.add(nearest)
        scores = NEAR_WEIGHT * contrast(_likeness(nearest, table, evidence))
        within = _within("".join(words), table)
        if within.max() >= 0.75:
            scores = np.maximum(scores, GAP_WEIGHT * contrast(within))
        out[index] = np.maximum(scores, 0)[order]
    return out


def _within(words: str, table: str) -> np.ndarray:
    """Return how much of each item's label stands somewhere in some words."""
    spellings, _ = all_spellings()
    _, positions = columns_of(table, "item")
    wanted = sorted({position for own in positions for position in own})
    found = dict(zip(wanted, contained(bare(words, True)[:400], [spellings[at] for at in wanted]), strict=True))
    return np.array([max(found[at] for at in own) for own in positions])


def _speaks(candidate: Candidate, table: str, evidence: Evidence) -> bool:
    return float(_likeness(_texts(candidate), table, evidence).max(initial=0)) >= USEFUL

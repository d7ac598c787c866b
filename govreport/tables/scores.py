"""What the words in and around each found row say of which item it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

import numpy as np
from rapidfuzz import fuzz

from govreport.tables.evidence import Evidence, all_spellings, columns_of
from govreport.tables.labels import MAX_LABEL, bare, contained
from govreport.tables.reading import UNITS
from govreport.tables.rows import Row

USEFUL = 0.55
"""Below this likeness to every item, a row's own words name none."""
SUBSTANCE = 4
"""So many characters are a label of their own, not a fragment of one."""
FRAGMENT = 0.75
FORBIDDEN = -20.0
"""What a row's own words score for an item that they do not name."""
FAR = -1.0
APART = 0.1
"""A clear label is no other item's that it is so much less like, wherever its row stands."""
CLEAR = 0.9
NAMED = 0.6
LABEL = 0.75
GAP_WEIGHT = 0.5
NEAR_WEIGHT = 0.8


@dataclass(slots=True)
class Candidate:
    """A row that may be an item's, with the words that stand alone before and after it."""

    row: Row
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RowScores:
    """The rows of one table, and what speaks for each being each item: shape (rows, codes).

    Attributes
    ----------
    own
        What their own words say, by contrast.
    before, after
        What the words that stand alone on one side of each wordless row say, never less than 0.
    foreign
        Whether a row has a label of its own that is none of the form's.
    grouped
        Whether a row shows the label of a group, which one edition has as an item's (其他处理).
    """

    rows: list[Candidate]
    codes: tuple[str, ...]
    own: np.ndarray
    before: np.ndarray
    after: np.ndarray
    foreign: list[bool]
    grouped: list[bool]


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
        if row.numbers or at in lonely or (row.slots and _named(row, table, evidence)):
            found.append(Candidate(row, before=gap))
            if len(found) > 1:
                found[-2].after = gap
            gap = []
        elif row.words:
            gap = [*gap, *(word for word in row.words if len(word) <= MAX_LABEL and word.strip() not in UNITS)]
    if found:
        found[-1].after = gap
    return found


def _named(row: Row, table: str, evidence: Evidence) -> bool:
    """Return whether a row without numbers shows an item's label."""
    return float(_likeness([word for word in row.words if len(word) <= MAX_LABEL], table, evidence).max()) >= NAMED


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


def score_rows(rows: Sequence[Row], table: str, evidence: Evidence) -> RowScores:
    """Score the rows of a table against all its items, of every edition.

    Parameters
    ----------
    rows
        The rows of the table's region.
    table
        Its code.
    evidence
        Likeness of the document's texts to the labels; further texts are added to it.
    """
    found = candidates(rows, table, evidence)
    codes, _ = columns_of(table, "item")
    own = [_texts(candidate) for candidate in found]
    evidence.add(text for texts in own for text in texts)
    likeness = [
        _likeness(texts, table, evidence, whole=not _lacks_label(candidate.row))
        for texts, candidate in zip(own, found, strict=True)
    ]
    alike = np.array(likeness, dtype=np.float32).reshape(len(found), len(codes))
    weak = np.flatnonzero(alike.max(axis=1) < CLEAR).tolist()
    around = [
        (*_wrapped(found[at], table, evidence), *_near(found[at], "before"), *_near(found[at], "after")) for at in weak
    ]
    evidence.add(text for texts in around for text in texts)
    before, after = (np.zeros((len(found), len(codes))) for _ in range(2))
    for at in weak:
        if found[at].row.words:
            alike[at] = _joined(alike[at], found[at], table, evidence)
        if alike[at].max() < USEFUL:
            before[at], after[at] = (_gap(found[at], side, table, evidence) for side in ("before", "after"))
    own_scores, foreign = _own(found, alike, table, evidence)
    grouped = [_names_group(candidate.row, table, evidence) for candidate in found]
    return RowScores(found, codes, own_scores, before, after, foreign, grouped)


def _names_group(row: Row, table: str, evidence: Evidence) -> bool:
    if not columns_of(table, "group")[0]:
        return False
    return any(evidence.best(table, "group", word)[1] >= CLEAR for word in row.words)


def _own(
    found: Sequence[Candidate], alike: np.ndarray, table: str, evidence: Evidence
) -> tuple[np.ndarray, list[bool]]:
    """Return what the rows' own words say, and which rows have a label that is none of the form's."""
    substance = [_substance(candidate, table, evidence) for candidate in found]
    most = alike.max(axis=1, keepdims=True)
    scores = contrast(alike)
    other = (scores < FAR) | ((alike <= most - APART) & (most >= CLEAR))
    labelled = np.array([bool(words) for words in substance], dtype=bool).reshape(-1, 1)
    useful = most >= USEFUL
    own = np.where(useful, np.where(labelled & other, FORBIDDEN, scores), 0.0)
    named = useful[:, 0].tolist()
    foreign = [
        not own_label and bool(words) and not _is_fragment(words, table)
        for own_label, words in zip(named, substance, strict=True)
    ]
    own[foreign] = FORBIDDEN
    return own, foreign


def _substance(candidate: Candidate, table: str, evidence: Evidence) -> str:
    """Return the longest words of a row that may be a label of its own; empty where there are none."""
    long = [word for word in candidate.row.words if len(bare(word)) >= SUBSTANCE]
    longest = sorted(long, key=lambda word: -len(bare(word))) if len(long) > 1 else long
    return next((bare(word) for word in longest if not _is_aside(word, table, evidence)), "")


@lru_cache(maxsize=8)
def _aside_kinds(table: str) -> tuple[str, ...]:
    return tuple(kind for kind in ("group", "header", "measure") if columns_of(table, kind)[0])


def _is_aside(word: str, table: str, evidence: Evidence) -> bool:
    """Return whether a word is a unit, or the label of a group or a column."""
    if word.strip() in UNITS:
        return True
    return any(evidence.best(table, kind, word)[1] >= NAMED for kind in _aside_kinds(table))


@lru_cache(maxsize=8)
def _item_spellings(table: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the spellings of all items of a table, by item, and where each item's begin."""
    spellings, _ = all_spellings()
    _, positions = columns_of(table, "item")
    starts = tuple(accumulate((len(own) for own in positions[:-1]), initial=0))
    return tuple(spellings[at] for own in positions for at in own), starts


def _is_fragment(words: str, table: str) -> bool:
    """Return whether some words hold a label of the form, or are part of one."""
    labels = [label for label in _item_spellings(table)[0] if len(label) >= SUBSTANCE]
    part = max(fuzz.partial_ratio(words, label) for label in labels)
    return part >= 100 * FRAGMENT


def _texts(candidate: Candidate) -> list[str]:
    words = [word for word in candidate.row.words if len(word) <= MAX_LABEL]
    joined = ["".join(pair) for pair in zip(words, words[1:], strict=False)]
    return [*words, *joined, *(["".join(words)] if len(words) > 2 else [])]


def _lacks_label(row: Row) -> bool:
    """Return whether a grid shows an empty cell between a row's words and its numbers: its own label is lost."""
    return row.grid and bool(row.words) and len(row.slots) > row.numbers and not row.slots[0].text.strip()


def _likeness(texts: Sequence[str], table: str, evidence: Evidence, *, whole: bool = True) -> np.ndarray:
    """Return the best likeness of some texts to each item of the table, labels of groups set aside.

    A text that names a group as well as an item (其他处理) counts only in a `whole` row, and where no other text
    names an item.
    """
    best: list[np.ndarray] = []
    both: list[np.ndarray] = []
    for text in texts:
        own = evidence.best(table, "item", text)[1]
        group = evidence.best(table, "group", text)[1] if evidence.codes(table, "group") else 0.0
        if group <= own:
            (best if group < own else both).append(evidence.of_kind(table, "item", text))
    if whole and both and not any(values.max() >= NAMED for values in best):
        best += both
    if len(best) == 1:
        return best[0]
    return np.asarray(np.max(best, axis=0) if best else np.zeros(len(columns_of(table, "item")[0])))


def _wrapped(candidate: Candidate, table: str, evidence: Evidence) -> list[str]:
    """Return a row's words joined with the nearest words before or after it."""
    words = "".join(word for word in candidate.row.words if not _is_aside(word, table, evidence))
    if not words:
        return []
    return [
        *("".join([*candidate.before[-count:], words]) for count in (1, 2) if candidate.before),
        *("".join([words, *candidate.after[:count]]) for count in (1, 2) if candidate.after),
    ]


def _joined(own: np.ndarray, candidate: Candidate, table: str, evidence: Evidence) -> np.ndarray:
    joined = _wrapped(candidate, table, evidence)
    if not joined:
        return own
    best = _likeness(joined, table, evidence)
    return np.maximum(own, best) if best.max() >= own.max() + 0.05 else own


def contrast(alike: np.ndarray) -> np.ndarray:
    """Return 4·(2s−1) − 12·(best s − s), by row: likeness alone cannot tell two labels apart that are alike."""
    found: np.ndarray = 4 * (2 * alike - 1) - 12 * (alike.max(axis=-1, keepdims=True) - alike)
    return found


def _near(candidate: Candidate, side: str) -> list[str]:
    """Return the nearest words on one side of a row, alone and with the next."""
    words = candidate.before if side == "before" else candidate.after
    if not words:
        return []
    return [words[-1], "".join(words[-2:])] if side == "before" else [words[0], "".join(words[:2])]


def _gap(candidate: Candidate, side: str, table: str, evidence: Evidence) -> np.ndarray:
    words = candidate.before if side == "before" else candidate.after
    if not words:
        return np.zeros(len(columns_of(table, "item")[0]))
    scores = NEAR_WEIGHT * contrast(_likeness(_near(candidate, side), table, evidence))
    within = _within("".join(words), table)
    if within.max() >= LABEL:
        scores = np.maximum(scores, GAP_WEIGHT * contrast(within))
    return np.maximum(scores, 0)


def _within(words: str, table: str) -> np.ndarray:
    """Return how much of each item's label stands somewhere in some words."""
    labels, starts = _item_spellings(table)
    return np.maximum.reduceat(contained(bare(words, True)[:400], labels), starts)

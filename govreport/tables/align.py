"""Which item of the form each found row is: one monotone path through all rows and all items."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from govreport.tables.evidence import Evidence, all_spellings, columns_of
from govreport.tables.labels import MAX_LABEL, bare, contained
from govreport.tables.rows import Row

SKIP_ITEM = 1.5
SKIP_FULL_ROW = 6.0
SKIP_PART_ROW = 1.5
USEFUL = 0.5
"""Below this likeness to every item, a row's own words say nothing."""
CLEAR = 0.9
MARGIN = 1.5
"""Paths that are this much worse than the best are still possible."""
MAX_PATHS = 64
MAX_STEPS = 4000
GAP_WEIGHT = 0.5

Path = tuple[int | None, ...]
"""For each item the index of its row, None where no row is its own."""


@dataclass(slots=True)
class Candidate:
    """A row that may be an item's, with the words that stand alone before and after it."""

    row: Row
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Alignment:
    """The possible paths of one edition; `score` is the best one's.

    `options` says for each item which rows (None: no row) some possible path gives it. Where there are too many
    paths to list, `complete` is False and only `options` counts.
    """

    items: tuple[str, ...]
    paths: list[Path]
    options: list[set[int | None]]
    score: float
    complete: bool = True


def candidates(rows: Sequence[Row]) -> list[Candidate]:
    """Return the rows that have slots, each with the words that stand alone around it."""
    found: list[Candidate] = []
    gap: list[str] = []
    for row in rows:
        if row.slots and (row.numbers or row.words):
            found.append(Candidate(row, before=gap))
            if len(found) > 1:
                found[-2].after = gap
            gap = []
        elif row.words:
            gap = [*gap, *(word for word in row.words if len(word) <= MAX_LABEL)]
    if found:
        found[-1].after = gap
    return found


def align(
    rows: Sequence[Candidate], table: str, items: tuple[str, ...], width: int, evidence: Evidence
) -> Alignment:
    """Align rows with the items of one edition.

    The words of wordless rows stand before them in some tables and after them in others: the whole table is
    aligned for each side, and the better one counts; a path of the other side that is nearly as good stays
    possible.

    Parameters
    ----------
    rows
        The rows of one table, from `candidates`.
    table, items
        The table's code and the items of one edition in form order.
    width
        How many numbers a row of this table has.
    evidence
        Likeness of the document's texts to the labels.

    Returns
    -------
    Alignment
        Every path within `MARGIN` of the best.
    """
    own = _own_scores(rows, table, items, evidence)
    shape = np.array([_shape(candidate.row, width) for candidate in rows])
    skips = [_skip(candidate.row, width) for candidate in rows]
    scores = [_gap_scores(rows, table, items, side, evidence) for side in ("before", "after")]
    found = [_search(items, own + gap + shape[:, None], skips) for gap in scores if gap is scores[0] or gap.any()]
    found.sort(key=lambda side: -side.score)
    best = found[0]
    for other in found[1:]:
        if other.score >= best.score - MARGIN:
            best.paths = list(dict.fromkeys([*best.paths, *other.paths]))
            best.options = [one | two for one, two in zip(best.options, other.options, strict=True)]
            best.complete = best.complete and other.complete
    return best


def _shape(row: Row, width: int) -> float:
    if row.numbers == width:
        return 1.0
    if len(row.slots) == width:
        return 0.5
    return -0.35 * abs(row.numbers - width)


def _skip(row: Row, width: int) -> float:
    if row.numbers >= width:
        return SKIP_FULL_ROW
    if row.numbers > width / 2:
        return SKIP_PART_ROW
    return 0.0


def _texts(candidate: Candidate) -> list[str]:
    words = [word for word in candidate.row.words if len(word) <= MAX_LABEL]
    joined = ["".join(pair) for pair in zip(words, words[1:], strict=False)]
    return [*words, *joined, *(["".join(words)] if len(words) > 2 else [])]


def _likeness(texts: Sequence[str], table: str, evidence: Evidence) -> np.ndarray:
    """Return the best likeness of some texts to each item of the table, group labels set aside."""
    codes, _ = columns_of(table, "item")
    best = np.zeros(len(codes))
    for text in texts:
        values = evidence.of_kind(table, "item", text)
        if table != "requests" or evidence.best(table, "group", text)[1] <= values.max():
            best = np.maximum(best, values)
    return best


def _own_scores(
    rows: Sequence[Candidate], table: str, items: tuple[str, ...], evidence: Evidence
) -> np.ndarray:
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
    return 4 * (2 * alike - 1) - 12 * (alike.max() - alike)


def _gap_scores(
    rows: Sequence[Candidate], table: str, items: tuple[str, ...], side: str, evidence: Evidence
) -> np.ndarray:
    spellings, _ = all_spellings()
    codes, positions = columns_of(table, "item")
    order = [codes.index(item) for item in items]
    out = np.zeros((len(rows), len(items)))
    for index, candidate in enumerate(rows):
        words = candidate.before if side == "before" else candidate.after
        if not words or _speaks(candidate, table, evidence):
            continue
        text = bare("".join(words), True)[:400]
        wanted = sorted({position for own in positions for position in own})
        found = dict(zip(wanted, contained(text, [spellings[at] for at in wanted]), strict=True))
        alike = np.array([max(found[at] for at in own) for own in positions])
        out[index] = GAP_WEIGHT * np.maximum(contrast(alike), 0)[order] if alike.max() >= 0.75 else 0
    return out


def _speaks(candidate: Candidate, table: str, evidence: Evidence) -> bool:
    return _likeness(_texts(candidate), table, evidence).max(initial=0) >= USEFUL


def _search(items: tuple[str, ...], match: np.ndarray, skips: list[float]) -> Alignment:
    """Return every path within the margin of the best, for one side's scores."""
    table = match.tolist()
    ahead = _backward(table, skips, len(items))
    paths = _walk(table, skips, ahead)
    best = ahead[0][0]
    if paths is not None:
        options = [{path[at] for path in paths} for at in range(len(items))]
        return Alignment(items, paths, options, best)
    return Alignment(items, [], _through(table, skips, ahead), best, complete=False)


def _walk(match: list[list[float]], skips: list[float], ahead: list[list[float]]) -> list[Path] | None:
    """List the paths within the margin, None where there are too many."""
    n_rows, n_items = len(match), len(ahead[0]) - 1
    found: dict[Path, None] = {}
    stack: list[tuple[int, int, float, Path]] = [(0, 0, MARGIN, ())]
    for _ in range(MAX_STEPS):
        if not stack:
            return list(found)
        row, item, slack, path = stack.pop()
        if item == n_items or row == n_rows:
            found[path + (None,) * (n_items - item)] = None
            if len(found) > MAX_PATHS:
                return None
            continue
        here = ahead[row][item]
        steps = (
            (match[row][item] + ahead[row + 1][item + 1], row + 1, item + 1, (*path, row)),
            (ahead[row + 1][item] - skips[row], row + 1, item, path),
            (ahead[row][item + 1] - SKIP_ITEM, row, item + 1, (*path, None)),
        )
        for reached, next_row, next_item, next_path in steps:
            left = slack - (here - reached)
            if left >= -1e-9:
                stack.append((next_row, next_item, left, next_path))
    return None


def _through(match: list[list[float]], skips: list[float], ahead: list[list[float]]) -> list[set[int | None]]:
    """Return for each item the rows of all paths within the margin."""
    n_rows, n_items = len(match), len(ahead[0]) - 1
    behind = [[-math.inf] * (n_items + 1) for _ in range(n_rows + 1)]
    behind[0][0] = 0.0
    for row in range(n_rows + 1):
        for item in range(n_items + 1):
            here = behind[row][item]
            if row < n_rows:
                behind[row + 1][item] = max(behind[row + 1][item], here - skips[row])
            if item < n_items:
                behind[row][item + 1] = max(behind[row][item + 1], here - SKIP_ITEM)
            if row < n_rows and item < n_items:
                behind[row + 1][item + 1] = max(behind[row + 1][item + 1], here + match[row][item])
    least = ahead[0][0] - MARGIN - 1e-9
    options: list[set[int | None]] = [set() for _ in range(n_items)]
    for item in range(n_items):
        for row in range(n_rows + 1):
            if row < n_rows and behind[row][item] + match[row][item] + ahead[row + 1][item + 1] >= least:
                options[item].add(row)
            if behind[row][item] - SKIP_ITEM + ahead[row][item + 1] >= least:
                options[item].add(None)
    return options


def _backward(match: list[list[float]], skips: list[float], n_items: int) -> list[list[float]]:
    n_rows = len(match)
    ahead = [[0.0] * (n_items + 1) for _ in range(n_rows + 1)]
    for item in range(n_items - 1, -1, -1):
        ahead[n_rows][item] = ahead[n_rows][item + 1] - SKIP_ITEM
    for row in range(n_rows - 1, -1, -1):
        own, below, now = match[row], ahead[row + 1], ahead[row]
        now[n_items] = below[n_items] - skips[row]
        for item in range(n_items - 1, -1, -1):
            now[item] = max(own[item] + below[item + 1], below[item] - skips[row], now[item + 1] - SKIP_ITEM)
    return ahead

"""Section three: requests received and handled, twenty-odd rows by seven columns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from govreport import forms
from govreport.tables.align import Alignment, align, ceiling
from govreport.tables.applicants import header_patterns, in_form_order
from govreport.tables.columns import (
    Pattern,
    Placement,
    certain,
    drop_ordinals,
    has_stray_column,
    is_printed,
    patterns,
    unpadded,
)
from govreport.tables.evidence import Evidence
from govreport.tables.found import FoundTable
from govreport.tables.headers import VOTE, edition_votes
from govreport.tables.labels import MAX_LABEL
from govreport.tables.lattice import MARGIN, SKIP_ITEM, Path
from govreport.tables.reading import UNITS
from govreport.tables.resolve import LEAD, Open, Sums, opened, resolve
from govreport.tables.rows import Row
from govreport.tables.scores import Candidate, RowScores, score_rows
from govreport.tables.unlisted import unknown_rows
from govreport.tables.write import put_columns

TABLE = "requests"
MEASURES = (*forms.APPLICANTS, "total")
WIDTH = len(MEASURES)
EDITIONS = ("2019", "2021")
CLOSE = 2 * SKIP_ITEM + 0.5
"""Without a label that only one edition has, rows lost among the other ones may make up so much."""


def read_requests(rows: Sequence[Row], evidence: Evidence, hint: str | None = None) -> FoundTable:
    """Read the table of requests from its rows.

    The edition is the one whose rows align best. A cell whose row or column stays open is ``unreadable``.

    Parameters
    ----------
    rows
        The rows of the region.
    evidence
        Likeness of the document's texts to the labels.
    hint
        The edition of the report's table of proactive disclosure, for where both editions align as well.
    """
    ordered, contrary = in_form_order(rows, evidence)
    scored = score_rows(drop_ordinals(split_runs(ordered, WIDTH)), TABLE, evidence)
    found = scored.rows
    votes = edition_votes(rows, TABLE, evidence)
    aligned = _aligned(scored, votes)
    scores = {edition: one.score + VOTE * votes[edition] for edition, one in aligned.items()}
    told = any(votes[edition] for edition in EDITIONS)
    close = len(scores) > 1 and abs(scores["2019"] - scores["2021"]) < (MARGIN if told else CLOSE)
    edition = hint if close and hint in scores else max(scores, key=lambda one: scores[one])
    alignment = aligned[edition]
    table = FoundTable.empty(TABLE, edition)
    if close:
        table.untold = {cell.key for cell in forms.cells(TABLE, edition) if len(cell.editions) == 1}
    placed = _place(found, alignment, header_patterns(rows, evidence))
    options = _options(alignment, placed, edition)
    kept = _resolved(found, alignment.items, options, placed, edition)
    for item, choices in zip(alignment.items, options, strict=True):
        _fill(table, item, [index for index in choices if index is not None], None in choices, found, kept, evidence)
    table.confirm_joined()
    used = {index for choices in options for index in choices if index is not None}
    table.notes += contrary
    table.notes += unknown_rows(table, [one for at, one in enumerate(found) if at not in used], WIDTH, evidence)
    table.finish()
    return table


def _aligned(scored: RowScores, votes: Mapping[str, float]) -> dict[str, Alignment]:
    """Align the rows with every edition, one left out where it cannot come close to the other."""
    found: dict[str, Alignment] = {}
    least = -math.inf
    for edition in sorted(EDITIONS, key=lambda one: -votes[one]):
        items, extra = forms.items(TABLE, edition), VOTE * votes[edition]
        widths = [WIDTH] * len(items)
        if not found or ceiling(scored, items, widths) + extra >= least:
            found[edition] = align(scored, items, widths)
            least = found[edition].score + extra - CLOSE
    return {edition: found[edition] for edition in EDITIONS if edition in found}


def split_runs(rows: Sequence[Row], width: int) -> list[Row]:
    """Part a run of lone numbers, one a line, that is several rows long."""
    out: list[Row] = []
    for row in rows:
        count = len(row.slots)
        if not row.loose or count <= width or count % width:
            out.append(row)
            continue
        for at in range(0, count, width):
            piece = row.slots[at : at + width]
            out.append(Row(piece, [], piece, loose=True))
    return out


def _place(
    found: Sequence[Candidate], alignment: Alignment, headed: Mapping[int, Pattern]
) -> dict[int, Placement | None]:
    rows = [candidate.row for candidate in found]
    shapes, exact = {**headed, **patterns(rows, WIDTH)}, unpadded(rows, WIDTH)
    used = {index for choices in alignment.options for index in choices if index is not None}
    sure = {index: certain(rows[index], WIDTH, shapes.get(rows[index].block), exact) for index in used}
    return {index: None if _ends_in_its_sum(placement) else placement for index, placement in sure.items()}


def _ends_in_its_sum(placement: Placement | None) -> bool:
    """Return whether the total is blank and the number before it is the sum of the others: a cell may be lost."""
    if placement is None or placement[-1] is None or placement[-1].reading.kind != "blank" or is_printed(placement[-1]):
        return False
    numbers = [piece.reading.value or 0.0 for piece in placement[:-1] if piece is not None and piece.is_number]
    return len(numbers) > 1 and numbers[-1] > 0 and sum(numbers[:-1]) == numbers[-1]


def _vector(placement: Placement | None) -> np.ndarray:
    if placement is None:
        return np.full(WIDTH, np.nan)
    values = [piece.reading.value if piece is not None else None for piece in placement]
    return np.array([math.nan if value is None else value for value in values])


def column_sums(edition: str) -> Sums:
    """Return the column identities of an edition as signs of items."""
    return [
        {identity.target[1]: 1, **{key[1]: -1 for key in identity.plus}, **{key[1]: 1 for key in identity.minus}}
        for identity in forms.identities(TABLE, edition)
        if identity.code != "row_sum" and identity.target[2] == "total"
    ]


def _options(alignment: Alignment, placed: Mapping[int, Placement | None], edition: str) -> list[set[int | None]]:
    """Return the rows that each item may have, after the identities were asked about paths that are alike."""
    if not alignment.found.listed:
        return alignment.options
    paths = alignment.found.paths
    if len(paths) > 1:
        held = [_held(path, alignment.items, placed, edition) for path in paths]
        paths = [path for path, count in zip(paths, held, strict=True) if count > max(held) - LEAD]
    return [{path[at] for path in paths} for at in range(len(alignment.items))]


def _held(path: Path, items: Sequence[str], placed: Mapping[int, Placement | None], edition: str) -> int:
    """Count the column identities that hold with every cell known and not all zero."""
    vectors = {item: _vector(placed[row]) for item, row in zip(items, path, strict=True) if row is not None}
    count = 0
    for signs in column_sums(edition):
        if all(item in vectors for item in signs):
            terms = np.array([sign * vectors[item] for item, sign in signs.items()])
            count += int(((np.abs(terms.sum(axis=0)) < 1e-6) & (terms != 0).any(axis=0)).sum())
    return count


def _resolved(
    found: Sequence[Candidate],
    items: Sequence[str],
    options: Sequence[set[int | None]],
    placed: Mapping[int, Placement | None],
    edition: str,
) -> dict[int, list[Placement]]:
    """Return the placements that stay possible, by row."""
    kept: dict[int, list[Placement]] = {}
    known: dict[str, np.ndarray] = {}
    waiting: list[tuple[int, Open]] = []
    stray = has_stray_column([candidate.row for candidate in found], WIDTH)
    for item, choices in zip(items, options, strict=True):
        for row in (row for row in choices if row is not None and row not in kept):
            placement = placed[row]
            if placement is not None:
                kept[row] = [placement]
            else:
                one = opened(item, found[row].row, WIDTH, stray)
                kept[row] = one.placements
                if len(choices) == 1:
                    waiting.append((row, one))
        sole = next(iter(choices)) if len(choices) == 1 else None
        if sole is not None and placed[sole] is not None:
            known[item] = _vector(placed[sole])
    if waiting:
        left = resolve([one for _, one in waiting], known, column_sums(edition))
        kept |= {row: left[one.item] for row, one in waiting}
    return kept


def _fill(
    table: FoundTable,
    item: str,
    rows: Sequence[int],
    absent: bool,
    found: Sequence[Candidate],
    kept: Mapping[int, list[Placement]],
    evidence: Evidence,
) -> None:
    label = label_of(found[rows[0]].row, TABLE, item, evidence) if len(rows) == 1 else None
    placements = [placement for row in rows for placement in kept[row]]
    lacking = [row for row in rows if not kept[row]]
    stray = [slot for row in lacking for slot in found[row].row.slots]
    keys = [(TABLE, item, measure) for measure in MEASURES]
    put_columns(table, keys, placements, label, certain=not (absent or lacking), stray=stray)


def label_of(row: Row, table: str, item: str, evidence: Evidence) -> str | None:
    """Return the words of a row that name the item, as printed; None for a row without words."""
    if not row.words:
        return None
    codes = evidence.codes(table, "item")
    at = codes.index(item)
    named = [word for word in row.words if word.strip() not in UNITS] or row.words
    short = [word for word in named if len(word) <= MAX_LABEL] or named
    return max(short, key=lambda word: float(evidence.of_kind(table, "item", word)[at]))

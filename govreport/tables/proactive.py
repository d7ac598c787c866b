"""Section two: proactive disclosure, small blocks under article headings, in any order."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from govreport import forms
from govreport.records import digits
from govreport.tables.align import Alignment, align, ceiling
from govreport.tables.columns import drop_ordinals, is_printed
from govreport.tables.evidence import Evidence, columns_of
from govreport.tables.found import FoundTable, Note
from govreport.tables.headers import VOTE, Header, edition_votes, read_header
from govreport.tables.labels import fold
from govreport.tables.reading import header_unit, is_wrapped
from govreport.tables.rows import Field, Row
from govreport.tables.scores import Candidate, RowScores, score_rows
from govreport.tables.unlisted import unknown_rows

TABLE = "proactive_disclosure"
SURE = 0.8
ELSEWHERE = 2.0
"""What it costs a row to stand under another article than its item's."""
HUGE_FEE = 1_000_000
EDITIONS = ("2019", "2021")
MAX_HEADING = 30
_NUMERALS = "〇一二三四五六七八九"
_ARTICLE = re.compile(r"(?:二十|20)条?第?\(?([一二三四五六七八九1-9])\)?项?")


@dataclass(slots=True)
class Line:
    """A row with slots, and what stands above it."""

    candidate: Candidate
    article: tuple[str, ...]
    header: Header | None

    @property
    def row(self) -> Row:
        """Return the row itself."""
        return self.candidate.row


def read_proactive(rows: Sequence[Row], evidence: Evidence) -> FoundTable:
    """Read the table of proactive disclosure.

    Its rows are aligned with the items like those of the other tables, each item with its own number of
    measures and under its own article. The table has no identities: what cannot be placed is ``unreadable``.

    Parameters
    ----------
    rows
        The rows of the region.
    evidence
        Likeness of the document's texts to the labels.
    """
    scored, lines = _lines(rows, evidence)
    edition, alignment = _aligned(scored, lines, edition_votes(rows, TABLE, evidence), evidence)
    table = FoundTable.empty(TABLE, edition)
    used = {at for choices in alignment.options for at in choices if at is not None}
    for item, choices in zip(alignment.items, alignment.options, strict=True):
        own = [lines[at] for at in choices if at is not None]
        if any(line.row.numbers or len(line.row.fields) > 1 for line in own):
            _put(table, item, own, None in choices, lines, evidence)
    _check_units(table)
    rest = [line.candidate for at, line in enumerate(lines) if at not in used]
    table.notes += unknown_rows(table, rest, 1, evidence)
    table.finish()
    return table


def _lines(rows: Sequence[Row], evidence: Evidence) -> tuple[RowScores, list[Line]]:
    """Return the rows with slots and what their words say, each with its article and header.

    A bare number alone on its line is none of them unless a label stands beside it.
    """
    above: list[tuple[tuple[str, ...], Header | None]] = []
    kept: list[Row] = []
    article: tuple[str, ...] = ()
    header: Header | None = None
    for at, row in enumerate(rows):
        here = _article(row)
        if here:
            article, header = here, None
        new = None if here else read_header(row, TABLE, evidence)
        header = new or header
        lone = len(row.fields) == 1 and row.block < 0 and row.slots and not _beside_label(rows, at, evidence)
        if here or new is not None or lone or not (row.numbers or row.words):
            continue
        kept.append(row)
        above.append((article, header))
    kept = drop_ordinals(kept)
    by_row = {id(row): pair for row, pair in zip(kept, above, strict=True)}
    scored = score_rows(kept, TABLE, evidence)
    return scored, [Line(one, *by_row[id(one.row)]) for one in scored.rows]


def _beside_label(rows: Sequence[Row], at: int, evidence: Evidence) -> bool:
    """Return whether a line of nothing but an item's label stands right before or after a line."""
    near = [rows[other] for other in (at - 1, at + 1) if 0 <= other < len(rows)]
    words = [row.words[0] for row in near if len(row.fields) == 1 and row.words]
    return any(evidence.best(TABLE, "item", word)[1] >= SURE for word in words)


@lru_cache(maxsize=1)
def _articles() -> dict[str, tuple[str, ...]]:
    """Return the items under each article by its numeral."""
    rows = [row for row in forms.read_csv("labels.csv") if (row["table"], row["kind"]) == (TABLE, "article")]
    found = {match[1]: tuple(row["code"].split("|")) for row in rows if (match := _ARTICLE.search(fold(row["label"])))}
    return found | {str(_NUMERALS.index(numeral)): items for numeral, items in found.items()}


def _article(row: Row) -> tuple[str, ...]:
    """Return the items of the article that a row heads (第二十条第（一）项), none for any other row."""
    if row.numbers:
        return ()
    matches = (_ARTICLE.search(fold(word)) for word in row.words if len(word) <= MAX_HEADING)
    return next((_articles().get(match[1], ()) for match in matches if match), ())


def _aligned(
    scored: RowScores, lines: Sequence[Line], votes: Mapping[str, float], evidence: Evidence
) -> tuple[str, Alignment]:
    """Return the edition whose rows align best, its items in the order in which the articles stand in this document."""
    found: dict[str, Alignment] = {}
    least = -math.inf
    for edition in sorted(EDITIONS, key=lambda one: -votes[one]):
        items = _printed_order(lines, forms.items(TABLE, edition), evidence)
        widths = [len(forms.measures(TABLE, edition, item)) for item in items]
        extra = np.array([[_under(line, item) for item in items] for line in lines]).reshape(len(lines), len(items))
        if not found or ceiling(scored, items, widths, extra) + VOTE * votes[edition] >= least:
            found[edition] = align(scored, items, widths, extra)
            least = found[edition].score + VOTE * votes[edition]
    best = max((one for one in EDITIONS if one in found), key=lambda one: found[one].score + VOTE * votes[one])
    return best, found[best]


def _printed_order(lines: Sequence[Line], items: tuple[str, ...], evidence: Evidence) -> tuple[str, ...]:
    """Return the items with their articles in the order in which labelled rows of them stand."""
    first: dict[tuple[str, ...], float] = {}
    for at, line in enumerate(lines):
        for word in line.row.words:
            code, alike = evidence.best(TABLE, "item", word)
            if alike >= SURE:
                first.setdefault(_article_of(code), at)
    order = {item: at for at, item in enumerate(items)}
    place = -1.0
    for item in items:
        place = first.setdefault(_article_of(item), place + 0.5)
    return tuple(sorted(items, key=lambda item: (first[_article_of(item)], order[item])))


def _article_of(item: str) -> tuple[str, ...]:
    codes, _ = columns_of(TABLE, "article")
    return next((own for code in codes if item in (own := tuple(code.split("|")))), (item,))


def _under(line: Line, item: str) -> float:
    if not line.article:
        return 0.0
    return 0.0 if item in line.article else -ELSEWHERE


def _put(
    table: FoundTable, item: str, own: Sequence[Line], absent: bool, lines: Sequence[Line], evidence: Evidence
) -> None:
    measures = forms.measures(TABLE, table.edition, item)
    keys = [(TABLE, item, measure) for measure in measures]
    line = own[0]
    label = _label(line, item, evidence) if len(own) == 1 else None
    placed = _placed(line, measures, lines) if len(own) == 1 and not absent else None
    for at, key in enumerate(keys):
        if placed is None:
            table.doubtful(key, [slot for one in own for slot in one.row.slots], label)
        else:
            table.put(key, placed[at], label)
            _units(table, key, placed[at], line)
    _refuse_joined(table, keys)


def _label(line: Line, item: str, evidence: Evidence) -> str | None:
    at = evidence.codes(TABLE, "item").index(item)
    words = line.row.words
    return max(words, key=lambda word: float(evidence.of_kind(TABLE, "item", word)[at])) if words else None


def _placed(line: Line, measures: Sequence[str], lines: Sequence[Line]) -> list[Field | None] | None:
    """Return a field for each measure, None where neither order nor header nor grid decides."""
    row, width = line.row, len(measures)
    kept = [slot for slot in row.slots if is_printed(slot)]
    if len(kept) == width:
        order = line.header.order(measures) if line.header is not None else list(range(width))
        return [kept[at] for at in order]
    if not row.slots:
        return list(row.fields[1:]) if len(row.fields) == width + 1 and not row.after else None
    if not kept and len(row.slots) >= width:
        return list(row.slots[:width])
    if len(kept) > width:
        return line.header.pick(row, measures) if line.header else None
    if width == 1:
        return [row.slots[0]]
    if row.loose or not (row.grid or _exact(lines)):
        return None
    header = line.header
    shown = [measure for measure in measures if header is not None and measure in header.columns]
    if header is None or len(shown) in (0, width):
        picked = header.pick(row, measures) if header is not None else None
        return picked or _like_sibling(line, width, lines)
    under = dict(zip(shown, header.pick(row, shown) or (), strict=False))
    return [under.get(measure) for measure in measures] if under else None


def _exact(lines: Sequence[Line]) -> bool:
    """Return whether no full row or header of a table without a grid is padded, so that fields can be counted."""
    headed = [line for line in lines if line.header is not None and not line.row.grid]
    full = [line.row for line in headed if line.header is not None and line.row.numbers == len(line.header.columns)]
    ends = [line.header.row.fields[-1].reading.kind for line in headed if line.header is not None]
    return bool(full) and "blank" not in ends and all(len(row.slots) == row.numbers for row in full)


def _like_sibling(line: Line, width: int, lines: Sequence[Line]) -> list[Field | None] | None:
    """Take the columns of the nearest full row of as many measures in the same table."""
    row = line.row
    for other in lines:
        full = other.row
        if full.block != row.block or full.numbers != width or full.grid != row.grid or other is line:
            continue
        columns = [slot.col for slot in full.slots if slot.is_number]
        at = {piece.col: piece for piece in row.fields}
        whole = row.full if row.grid else len(row.fields) == len(full.fields)
        inside = all(slot.col in columns for slot in row.slots if slot.is_number)
        if whole and inside and all(column in at and at[column].is_slot for column in columns):
            return [at[column] for column in columns]
    return None


def _units(table: FoundTable, key: tuple[str, str, str], piece: Field | None, line: Line) -> None:
    """Record the unit that was printed: in the cell, else in the header or label, else the form's."""
    figure = table.figures[key]
    words = [*line.row.words, *([line.header.texts.get(key[2], "")] if line.header else [])]
    above = next((unit for unit in map(header_unit, words) if unit is not None), None)
    own = piece.reading.unit if piece is not None else None
    figure.unit = own or above or figure.cell.unit
    expected = above or figure.cell.unit
    if own is not None and expected != "unknown" and own != expected:
        message = (
            f"The cell says {piece.text.strip() if piece else ''}, which is in {own}; its header or the form says "
            f"{expected}. The number is kept as printed, in {own}."
        )
        table.notes.append(Note("unit_suspect", *key, message, figure.value))


def _check_units(table: FoundTable) -> None:
    figure = table.figures.get((TABLE, "administrative_fees", "amount"))
    if figure is None or figure.value is None or figure.unit != "10k_yuan":
        return
    if figure.value >= HUGE_FEE:
        message = (
            f"Fees of {digits(figure.value)} 万元 are ten thousand million yuan or more: perhaps the number is in 元."
        )
        table.notes.append(Note("unit_suspect", *figure.cell.key, message, figure.value))


def _refuse_joined(table: FoundTable, keys: Sequence[tuple[str, str, str]]) -> None:
    """Take digits that stand apart for one number only where a long number was wrapped (1361 2)."""
    for key in keys:
        figure = table.figures[key]
        if figure.field is not None and figure.field.reading.joined and not is_wrapped(figure.field.text):
            figure.state, figure.value = "unreadable", None

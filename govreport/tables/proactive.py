"""Section two: proactive disclosure, small blocks under article headings, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from govreport import forms
from govreport.tables.align import Candidate, contrast
from govreport.tables.evidence import Evidence
from govreport.tables.found import FoundTable, Note
from govreport.tables.headers import Header, edition_votes, read_header
from govreport.tables.labels import MAX_LABEL
from govreport.tables.reading import header_unit
from govreport.tables.rows import Field, Row
from govreport.tables.unlisted import unknown_rows

TABLE = "proactive_disclosure"
LEAST = 0.6
HUGE_FEE = 1_000_000
EDITIONS = ("2019", "2021")


@dataclass(slots=True)
class Line:
    """A row with slots, and what stands above it."""

    row: Row
    article: tuple[str, ...]
    header: Header | None
    item: str | None = None
    alike: float = 0.0
    rivals: list[Line] = field(default_factory=list)


def read_proactive(rows: Sequence[Row], evidence: Evidence, start: int, stop: int) -> FoundTable:
    """Read the table of proactive disclosure.

    Each row is the item that its words are likest to; a single row without words between two known ones is
    the item that lacks between them. The table has no identities: what cannot be placed is ``unreadable``.

    Parameters
    ----------
    rows
        The rows of the region.
    evidence
        Likeness of the document's texts to the labels.
    start, stop
        Where the region stands among the document's rows.
    """
    lines = _lines(rows, evidence)
    for line in lines:
        line.item, line.alike = _name(line, evidence)
    edition = _edition(rows, lines, evidence)
    table = FoundTable.empty(TABLE, edition, start, stop)
    chosen = _choose(lines, forms.items(TABLE, edition))
    for item, line in chosen.items():
        _put(table, item, line, lines, evidence)
    _check_units(table, chosen)
    rest = [Candidate(line.row) for line in lines if all(line is not one for one in chosen.values())]
    table.notes += unknown_rows(table, [one for one in rest if one.row.words], 1, evidence)
    table.finish()
    return table


def _lines(rows: Sequence[Row], evidence: Evidence) -> list[Line]:
    found: list[Line] = []
    article: tuple[str, ...] = ()
    header: Header | None = None
    for row in rows:
        here = _article(row, evidence)
        if here:
            article, header = here, None
        above = read_header(row, TABLE, evidence)
        if above is not None:
            header = above
        elif row.slots and (row.numbers or (row.words and not here)):
            found.append(Line(row, article, header))
    return found


def _article(row: Row, evidence: Evidence) -> tuple[str, ...]:
    for word in row.words:
        if len(word) <= MAX_LABEL:
            code, alike = evidence.best(TABLE, "article", word)
            if alike >= 0.999 or (alike >= 0.85 and _lead(word, evidence) >= 0.05):
                return tuple(code.split("|"))
    return ()


def _lead(word: str, evidence: Evidence) -> float:
    one, two, *_ = sorted(evidence.of_kind(TABLE, "article", word).tolist(), reverse=True)
    return one - two


def _name(line: Line, evidence: Evidence) -> tuple[str | None, float]:
    """Return the item of either edition that a row's words are likest to, by contrast."""
    best: tuple[str | None, float] = (None, 0.0)
    codes = evidence.codes(TABLE, "item")
    words = [word for word in line.row.words if len(word) <= MAX_LABEL]
    texts = [*words, *(["".join(words)] if len(words) > 1 else [])]
    evidence.add(texts)
    for word in texts:
        alike = evidence.of_kind(TABLE, "item", word)
        values = contrast(alike)
        at = int(values.argmax())
        second = sorted(values.tolist())[-2]
        if alike[at] >= LEAST and alike[at] > best[1] and values[at] - second >= 0.5:
            best = codes[at], float(alike[at])
    return best


def _edition(rows: Sequence[Row], lines: Sequence[Line], evidence: Evidence) -> str:
    votes = edition_votes(rows, TABLE, evidence)
    for line in lines:
        if line.item is None:
            continue
        for edition in EDITIONS:
            width = len(forms.measures(TABLE, edition, line.item))
            votes[edition] += 1.0 if width and width == line.row.numbers else 0.0 if width else -1.0
    return max(EDITIONS, key=lambda edition: votes[edition])


def _choose(lines: Sequence[Line], items: Sequence[str]) -> dict[str, Line]:
    chosen: dict[str, Line] = {}
    for line in lines:
        if line.item not in items:
            continue
        assert line.item is not None
        old = chosen.get(line.item)
        if old is None or line.alike > old.alike:
            chosen[line.item] = line
            line.rivals = [] if old is None else [*old.rivals, old]
        else:
            old.rivals.append(line)
    return {**chosen, **_between(lines, items, chosen)}


def _between(lines: Sequence[Line], items: Sequence[str], chosen: dict[str, Line]) -> dict[str, Line]:
    """Name a single wordless row by the one item that lacks between its neighbours, under its own article."""
    found: dict[str, Line] = {}
    known = {id(line): item for item, line in chosen.items()}
    for at, line in enumerate(lines):
        if line.row.words or id(line) in known:
            continue
        near = [other for other in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2])]
        if any(id(other) not in known and not other.row.words for other in near):
            continue
        before = known.get(id(lines[at - 1])) if at else None
        after = known.get(id(lines[at + 1])) if at + 1 < len(lines) else None
        lacking = _lacking(items, before, after, line.article, chosen)
        if len(lacking) == 1:
            found[lacking[0]] = line
    return found


def _lacking(
    items: Sequence[str], before: str | None, after: str | None, article: tuple[str, ...], chosen: dict[str, Line]
) -> list[str]:
    if article:
        own = [item for item in items if item in article]
        return [item for item in own if item not in chosen]
    if before is None or after is None:
        return []
    low, high = items.index(before), items.index(after)
    return [item for item in items[low + 1 : high] if item not in chosen]


def _put(table: FoundTable, item: str, line: Line, lines: Sequence[Line], evidence: Evidence) -> None:
    measures = forms.measures(TABLE, table.edition, item)
    keys = [(TABLE, item, measure) for measure in measures]
    label = _label(line, item, evidence)
    if any(_texts(rival) != _texts(line) for rival in line.rivals if rival.alike >= line.alike - 0.01):
        pieces = [slot for one in (line, *line.rivals) for slot in one.row.slots]
        for key in keys:
            table.doubtful(key, pieces, label)
        return
    placed = _placed(line, measures, lines)
    for at, key in enumerate(keys):
        if placed is None:
            table.doubtful(key, line.row.slots, label)
        else:
            table.put(key, placed[at], label)
            _units(table, key, placed[at], line)
    _refuse_joined(table, keys)


def _texts(line: Line) -> list[str]:
    return [slot.text.strip() for slot in line.row.slots if slot.is_number]


def _label(line: Line, item: str, evidence: Evidence) -> str | None:
    at = evidence.codes(TABLE, "item").index(item)
    words = line.row.words
    return max(words, key=lambda word: float(evidence.of_kind(TABLE, "item", word)[at])) if words else None


def _placed(line: Line, measures: Sequence[str], lines: Sequence[Line]) -> list[Field | None] | None:
    """Return a field for each measure, None where neither order nor header nor grid decides."""
    row, width = line.row, len(measures)
    kept = [slot for slot in row.slots if slot.reading.kind != "blank"]
    if len(kept) == width:
        return list(kept)
    if len(kept) > width:
        return line.header.pick(row, measures) if line.header else None
    if width == 1:
        return [row.slots[0]] if len(row.slots) else None
    if line.header is not None:
        picked = line.header.pick(row, measures)
        if picked is not None:
            return picked
    return _like_sibling(line, width, lines)


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
        if whole and inside and all(column in at for column in columns):
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


def _check_units(table: FoundTable, chosen: dict[str, Line]) -> None:
    figure = table.figures.get((TABLE, "administrative_fees", "amount"))
    if figure is None or figure.value is None or figure.unit != "10k_yuan" or "administrative_fees" not in chosen:
        return
    if figure.value >= HUGE_FEE:
        message = f"Fees of {figure.value:g} 万元 are ten thousand million yuan or more: perhaps the number is in 元."
        table.notes.append(Note("unit_suspect", *figure.cell.key, message, figure.value))


def _refuse_joined(table: FoundTable, keys: Sequence[tuple[str, str, str]]) -> None:
    """Take digits that stand apart for one number only where a long number was wrapped (1361 2)."""
    for key in keys:
        figure = table.figures[key]
        if figure.field is not None and figure.field.reading.joined and figure.state == "stated":
            first = figure.field.text.split()[0]
            if len(first.strip("+-")) < 3:
                figure.state, figure.value = "unreadable", None

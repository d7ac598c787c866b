"""The statistical annex of 2014: one label, one unit, one number a row."""

from __future__ import annotations

from collections.abc import Sequence

from govreport import forms
from govreport.forms import FormCell
from govreport.tables.align import align
from govreport.tables.columns import drop_ordinals, is_printed
from govreport.tables.evidence import Evidence
from govreport.tables.found import Figure, FoundTable, Note
from govreport.tables.reading import UNITS, header_unit
from govreport.tables.requests import label_of
from govreport.tables.rows import Field, Row
from govreport.tables.scores import Candidate, score_rows

TABLE = "statistics"
EDITION = "2014"


def read_statistics(rows: Sequence[Row], evidence: Evidence) -> FoundTable:
    """Read the annex. A row whose label the form does not list becomes `unlisted_1`, `unlisted_2` … in order.

    Parameters
    ----------
    rows
        The rows of the region.
    evidence
        Likeness of the document's texts to the labels.
    """
    table = FoundTable.empty(TABLE, EDITION)
    items = forms.items(TABLE, EDITION)
    scored = score_rows(drop_ordinals(rows), TABLE, evidence)
    found = scored.rows
    alignment = align(scored, items, [1] * len(items))
    used: set[int] = set()
    for item, choices in zip(items, alignment.options, strict=True):
        rows_of = [index for index in choices if index is not None]
        used.update(rows_of)
        _put(table, item, [found[index] for index in rows_of], None in choices, evidence)
    _add_unlisted(table, [one for at, one in enumerate(found) if at not in used])
    table.finish()
    return table


def _put(table: FoundTable, item: str, choices: Sequence[Candidate], absent: bool, evidence: Evidence) -> None:
    key = TABLE, item, "count"
    if not choices or not any(one.row.slots for one in choices):
        return
    row = choices[0].row
    label = label_of(row, TABLE, item, evidence) if len(choices) == 1 else None
    piece = _number(row)
    if absent or len(choices) > 1 or piece is None:
        table.doubtful(key, [slot for one in choices for slot in one.row.slots], label)
        return
    table.put(key, piece, label)
    _unit(table, table.figures[key], row)


def _number(row: Row) -> Field | None:
    """Return the one number of a row, or its blank; None where there are several."""
    printed = [slot for slot in row.slots if slot.reading.kind != "blank"]
    if not printed:
        return next((slot for slot in row.slots if is_printed(slot)), row.slots[-1] if row.slots else None)
    return printed[0] if len(printed) == 1 else None


def _unit(table: FoundTable, figure: Figure, row: Row) -> None:
    words = [*(UNITS.get(word.strip()) for word in row.words), *map(header_unit, row.words)]
    above = next((unit for unit in words if unit is not None), None)
    own = figure.field.reading.unit if figure.field is not None else None
    expected = above or figure.cell.unit
    figure.unit = own or expected
    if own is not None and own != expected:
        message = (
            f"The cell says {figure.raw}, which is in {own}; its unit column or the form says {expected}. "
            f"The number is kept as printed, in {own}."
        )
        table.notes.append(Note("unit_suspect", *figure.cell.key, message, figure.value))


def _add_unlisted(table: FoundTable, rest: Sequence[Candidate]) -> None:
    named = [one for one in rest if one.row.numbers and any(word.strip() not in UNITS for word in one.row.words)]
    for code, candidate in zip(forms.UNLISTED, named, strict=False):
        row = candidate.row
        label = max(row.words, key=len)
        cell = FormCell(
            TABLE, code, "count", (EDITION,), "", label, "统计数", "row that the form does not list", "count"
        )
        table.figures[cell.key] = Figure(cell)
        piece = _number(row)
        if piece is None:
            table.doubtful(cell.key, row.slots, label)
        else:
            table.put(cell.key, piece, label)
            _unit(table, table.figures[cell.key], row)
        message = f"The annex has a row “{label[:80]}” that the form does not list; it stands in the figures as {code}."
        table.notes.append(Note("unknown_label", TABLE, code, "count", message))

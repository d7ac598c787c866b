"""Section four in other layouts: one result a row, results named in another order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govreport import forms
from govreport.forms import Key
from govreport.tables.evidence import Evidence
from govreport.tables.labels import MAX_LABEL, bare
from govreport.tables.rows import Field, Row

TABLE = "review"
EDITION = "2021"
ITEMS = forms.items(TABLE, EDITION)
MEASURES = forms.measures(TABLE, EDITION)
RESULTS = len(MEASURES)
ALIKE = 0.8
LEAST = 2 * RESULTS
"""So many results, each on a row with its name, are the table written downwards."""


def item_of(row: Row, evidence: Evidence) -> str | None:
    """Return the proceeding that a row names, the last one of several, None where it names none."""
    named = [_item(word, evidence) for word in row.words if len(word) <= MAX_LABEL]
    return next((item for item in reversed(named) if item), None)


def _item(word: str, evidence: Evidence) -> str | None:
    """Return the proceeding that some words are like, or whose whole label stands in them (行政诉讼（复议后起诉）)."""
    code, alike = evidence.best(TABLE, "item", word)
    if alike >= ALIKE:
        return code
    labels = {bare(cell.item_zh): cell.item for cell in forms.cells(TABLE, EDITION)}
    within = [label for label in labels if label in bare(word, True)]
    return labels[max(within, key=len)] if within else None


def _measure(word: str, evidence: Evidence) -> str | None:
    code, alike = evidence.best(TABLE, "measure", word)
    return code if alike >= ALIKE else None


def one_by_one(rows: Sequence[Row], evidence: Evidence) -> dict[Key, tuple[Field, str]]:
    """Return the field of each cell with its label where every result stands on a row of its own, below its proceeding.

    Empty where the table is laid out otherwise, or a result stands twice.
    """
    found: dict[Key, tuple[Field, str]] = {}
    item: str | None = None
    for row in rows:
        item = item_of(row, evidence) or item
        named = [(measure, word) for word in row.words if (measure := _measure(word, evidence))]
        if len(row.slots) != 1 or item is None or len(named) != 1:
            continue
        (measure, word) = named[0]
        if (TABLE, item, measure) in found:
            return {}
        found[TABLE, item, measure] = row.slots[0], word
    return found if len(found) >= LEAST else {}


def in_form_order(row: Row, rows: Sequence[Row], evidence: Evidence) -> Row:
    """Return a full row with each proceeding's results in the form's order, where headers and sums say another one."""
    width = len(row.slots)
    order = _printed_order(row, rows, evidence)
    if row.numbers != width or len(order) != width:
        return row
    blocks = [range(at, at + RESULTS) for at in range(0, width, RESULTS)]
    moved = [row.slots[at + order[at : at + RESULTS].index(one)] for at, *_ in blocks for one in MEASURES]
    return replace(row, slots=moved) if _sums(moved) > _sums(row.slots) else row


def _printed_order(row: Row, rows: Sequence[Row], evidence: Evidence) -> list[str]:
    """Return the results over the columns of a row, empty where headers do not name each proceeding's five once."""
    heads = [piece for other in rows if not other.numbers and other.block == row.block for piece in other.fields]
    named = sorted((piece.col, code) for piece in heads if (code := _measure(piece.text, evidence)))
    codes = [code for _, code in named]
    apart = len({column for column, _ in named}) == len(named)
    whole = all(sorted(codes[at : at + RESULTS]) == sorted(MEASURES) for at in range(0, len(codes), RESULTS))
    return codes if apart and whole else []


def _sums(slots: Sequence[Field]) -> int:
    """Count the proceedings whose last number is the sum of the others and not zero."""
    values = [slot.reading.value or 0.0 for slot in slots]
    blocks = [values[at : at + RESULTS] for at in range(0, len(values), RESULTS)]
    return sum(block[-1] > 0 and sum(block[:-1]) == block[-1] for block in blocks)

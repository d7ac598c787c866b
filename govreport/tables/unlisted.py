"""Rows of a recognised table that no item of its form accounts for: found, said, never dropped silently."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.tables.evidence import Evidence
from govreport.tables.found import FoundTable, Note
from govreport.tables.scores import Candidate

HEADER = 0.7


def unknown_rows(table: FoundTable, rest: Sequence[Candidate], width: int, evidence: Evidence) -> list[Note]:
    """Return an `unknown_label` note for each row with words and numbers that belongs to no item.

    Parameters
    ----------
    table
        The table as found.
    rest
        The candidates that no item took.
    width
        How many numbers a row of it has; a row with less than half of them is no row of the table.
    evidence
        Likeness of the document's texts to the labels.
    """
    notes = []
    for candidate in rest:
        row = candidate.row
        words = [word for word in row.words if not _is_header(word, table.table, evidence)]
        if row.numbers * 2 <= width or (row.words and not words):
            continue
        label = " ".join(words).replace("\n", "")[:80]
        shown = ", ".join(slot.text.strip()[:20] for slot in row.slots[:15])
        what = f"the row “{label}”" if label else "a row without a label"
        message = (
            f"In table {table.table}, {what} ({shown}) is no row of the {table.edition} form; "
            f"its numbers are not in the figures."
        )
        notes.append(Note("unknown_label", table.table, None, None, message))
    return notes


def _is_header(word: str, table: str, evidence: Evidence) -> bool:
    return any(evidence.best(table, kind, word)[1] >= HEADER for kind in ("header", "measure"))

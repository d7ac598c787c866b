"""Header rows: which measures they name, in which columns, of which edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from govreport import forms
from govreport.tables.columns import is_printed
from govreport.tables.evidence import Evidence
from govreport.tables.labels import MAX_LABEL, bare, fold
from govreport.tables.rows import Field, Row

ALIKE = 0.8
LEAST_WORD = 4
"""Shorter words (其他) are on every form, unless they are numbered as a row's label (3.其他)."""
VOTE = 4.0
"""What one header text or item that only one edition has adds to that edition's alignment."""


@dataclass(slots=True)
class Header:
    """The measures that a header row names, with their columns and printed texts."""

    row: Row
    columns: dict[str, int]
    texts: dict[str, str]

    def order(self, measures: Sequence[str]) -> list[int]:
        """Return for each measure its rank among them as the header prints them; as on the form where it lacks one."""
        if any(measure not in self.columns for measure in measures):
            return list(range(len(measures)))
        printed = sorted(measures, key=lambda measure: self.columns[measure])
        return [printed.index(measure) for measure in measures]

    def pick(self, row: Row, measures: Sequence[str]) -> list[Field | None] | None:
        """Return the row's field under each measure, None where the columns cannot be trusted."""
        if (
            row.loose
            or row.after
            or row.block != self.row.block
            or any(measure not in self.columns for measure in measures)
        ):
            return None
        whole = row.full and self.row.full if row.grid else len(row.fields) == len(self.row.fields)
        at = {piece.col: piece for piece in row.fields}
        wanted = [self.columns[measure] for measure in measures]
        if not whole or any(column not in at for column in wanted):
            return None
        picked = [at[column] for column in wanted]
        if any(is_printed(piece) and piece.col not in wanted for piece in row.slots):
            return None
        return list(picked)


def read_header(row: Row, table: str, evidence: Evidence) -> Header | None:
    """Return the header that a row without numbers is, None where it names no measure of the table."""
    if row.numbers:
        return None
    columns: dict[str, int] = {}
    texts: dict[str, str] = {}
    for piece in row.fields:
        if piece.reading.kind != "words" or len(piece.text) > MAX_LABEL:
            continue
        code, alike = evidence.best(table, "measure", piece.text)
        item, rival = evidence.best(table, "item", piece.text)
        if alike >= ALIKE and alike > rival and item:
            columns.setdefault(code, piece.col)
            texts.setdefault(code, piece.text)
    return Header(row, columns, texts) if columns else None


def edition_votes(rows: Sequence[Row], table: str, evidence: Evidence) -> dict[str, float]:
    """Count, by edition, the header texts and items that only this edition has."""
    votes = dict.fromkeys(forms.EDITIONS, 0.0)
    for row in rows:
        for word in row.words:
            numbered = row.numbers > 0 and fold(word)[0].isdigit()
            if len(word) > MAX_LABEL or (len(bare(word)) < LEAST_WORD and not numbered):
                continue
            for kind in ("measure", "item"):
                code, alike = evidence.best(table, kind, word)
                owners = _editions(table, kind, code)
                if table == "requests" and evidence.best(table, "group", word)[1] >= alike:
                    continue
                if alike >= ALIKE and len(owners) == 1:
                    votes[owners[0]] += 1
    return votes


@lru_cache(maxsize=512)
def _editions(table: str, kind: str, code: str) -> Sequence[str]:
    found = [
        edition
        for edition in forms.EDITIONS
        if code in (forms.items(table, edition) if kind == "item" else forms.measures(table, edition))
    ]
    return found if code != "amount" else []

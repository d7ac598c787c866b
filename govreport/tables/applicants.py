"""Columns of section three that stand in another order than the form's, or with others among them.

The printed order is the form's unless the headers say otherwise and the sums of the rows agree with them: spans of
headers are often wrong, and say an order that the numbers do not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from govreport import forms
from govreport.tables.columns import Pattern
from govreport.tables.evidence import Evidence
from govreport.tables.found import Note
from govreport.tables.headers import ALIKE
from govreport.tables.labels import MAX_LABEL, fold
from govreport.tables.reading import read_doubtful
from govreport.tables.rows import Field, Row

TABLE = "requests"
MEASURES = (*forms.APPLICANTS, "total")
WIDTH = len(MEASURES)
LEAST_NAMED = 2
"""One measure alone may be a row's label (总计)."""
CONTRARY = (
    "The headers of table requests name the applicants in another order than the form. The sums of its rows cannot "
    "tell which is right; the numbers are in the form's order: compare them with the page."
)
_YEAR = re.compile(r"20\d{2}(?=年)")


@dataclass(frozen=True, slots=True)
class Leaves:
    """The columns that headers name from the first measure on: all of them, and those of the measures."""

    every: tuple[int, ...]
    wanted: tuple[int, ...]

    @property
    def is_moved(self) -> bool:
        """Return whether the measures stand in another order than the form's."""
        return list(self.wanted) != sorted(self.wanted)

    def pick(self, row: Row) -> list[Field] | None:
        """Return the fields of a row in the form's order, by column or as many from the right; None if neither is."""
        right = [piece for piece in row.fields if piece.col >= self.every[0]]
        if tuple(piece.col for piece in right) != self.every:
            if not row.grid:
                return None
            right = row.fields[-len(self.every) :]
            if len(right) < len(self.every) or not _is_tail(row, right):
                return None
        found = [right[self.every.index(column)] for column in self.wanted]
        return found if all(piece.is_slot for piece in found) else None


def _is_tail(row: Row, right: Sequence[Field]) -> bool:
    """Return whether the fields at the end of a row begin where its label ends."""
    before = row.fields[: -len(right)]
    return bool(before) and not before[-1].is_slot and right[0].is_slot


def in_form_order(rows: Sequence[Row], evidence: Evidence) -> tuple[list[Row], list[Note]]:
    """Return the rows of the table with their numbers in the form's columns, and what the headers say against that.

    The sums cannot tell two applicants whose headers changed places: they stay as the form has them, and a note says
    so.

    Parameters
    ----------
    rows
        The rows of the region, headers first.
    evidence
        Likeness of the document's texts to the labels.
    """
    out: list[Row] = []
    contrary = False
    for head, body in _parts(rows, evidence):
        leaves = _leaves(head, evidence) if _has_columns([*head, *body]) else None
        picked = [leaves.pick(row) if leaves is not None and row.numbers else None for row in body]
        agreed = leaves is not None and _agree(picked, [_as_printed(row) for row in body])
        moved = [_moved(row, own) for row, own in zip(body, picked, strict=True)] if agreed else body
        out += [*head, *moved]
        contrary |= leaves is not None and not agreed and leaves.is_moved and _is_sound(picked)
    return out, [Note("unknown_label", TABLE, None, None, CONTRARY)] if contrary else []


def _is_sound(picked: Sequence[list[Field] | None]) -> bool:
    """Return whether the rows add up in the headers' order as well, one at least that is not all zero."""
    holds, breaks = _sums(picked)
    return holds > 0 and not breaks


def _parts(rows: Sequence[Row], evidence: Evidence) -> list[tuple[list[Row], list[Row]]]:
    """Part the rows into headers, each with the rows that follow it."""
    parts: list[tuple[list[Row], list[Row]]] = [([], [])]
    for row in rows:
        head, body = parts[-1]
        if body and _is_header(row, evidence):
            head, body = [], []
            parts.append((head, body))
        (body if body or row.numbers else head).append(row)
    return parts


def _is_header(row: Row, evidence: Evidence) -> bool:
    return not row.numbers and len({_measure(piece, evidence) for piece in row.fields} - {None}) >= LEAST_NAMED


def header_patterns(rows: Sequence[Row], evidence: Evidence) -> dict[int, Pattern]:
    """Return, by block, the form's columns where the headers of a table without a grid name them all.

    Every row then has as many fields as the headers, and every full row its numbers under them.
    """
    found: dict[int, Pattern] = {}
    for head, body in ((head, body) for head, body in _parts(rows, evidence) if body):
        named = _named(head, evidence)
        columns = tuple(column for column, code in named.items() if code is not None)
        whole = _has_columns([*head, *body]) and [code for code in named.values() if code] == list(MEASURES)
        full = [row for row in body if row.numbers == WIDTH]
        if whole and not body[0].grid and all(tuple(slot.col for slot in row.slots) == columns for row in full):
            found[body[0].block] = Pattern(columns, len(body[0].fields))
    return found


def _has_columns(rows: Sequence[Row]) -> bool:
    """Return whether the fields of some rows stand in real columns."""
    own = [row for row in rows if row.block >= 0]
    return all(row.grid for row in own) or len({len(row.fields) for row in own}) == 1


def _leaves(head: Sequence[Row], evidence: Evidence) -> Leaves | None:
    """Return the columns under the headers, None where they are the form's own or do not name each measure once."""
    cells = [piece for row in head for piece in row.fields if piece.block >= 0]
    lowest = _lowest(cells)
    years = {column: max(_years(cells, column), default=0) for column in lowest}
    latest = max(years.values(), default=0)
    named = _named(head, evidence)
    first = min((column for column, code in named.items() if code is not None), default=0)
    dated = {column: code for column, code in named.items() if code and years[column] in (latest, 0)}
    codes = list(dated.values())
    every = tuple(column for column in named if column >= first)
    others = [lowest[column] for column in every if column not in dated]
    if sorted(codes) != sorted(MEASURES) or (
        codes == list(MEASURES) and not any(piece.colspan == 1 for piece in others)
    ):
        return None
    where = {code: column for column, code in dated.items()}
    return Leaves(every, tuple(where[measure] for measure in MEASURES))


def _lowest(cells: Sequence[Field]) -> dict[int, Field]:
    """Return the lowest printed header over each column, from left to right."""
    found = {column: piece for piece in cells if piece.text.strip() for column in _columns(piece)}
    return dict(sorted(found.items()))


def _named(head: Sequence[Row], evidence: Evidence) -> dict[int, str | None]:
    cells = [piece for row in head for piece in row.fields if piece.block >= 0]
    return {column: _measure(piece, evidence) for column, piece in _lowest(cells).items()}


def _columns(piece: Field) -> range:
    return range(piece.col, piece.col + piece.colspan)


def _years(cells: Sequence[Field], column: int) -> list[int]:
    return [int(year) for piece in cells if column in _columns(piece) for year in _YEAR.findall(fold(piece.text))]


def _measure(piece: Field, evidence: Evidence) -> str | None:
    if len(piece.text) > MAX_LABEL:
        return None
    code, alike = evidence.best(TABLE, "measure", piece.text)
    return code if alike >= ALIKE else None


def _as_printed(row: Row) -> list[Field] | None:
    return row.slots if row.numbers == len(row.slots) == WIDTH else None


def _agree(picked: Sequence[list[Field] | None], printed: Sequence[list[Field] | None]) -> bool:
    """Return whether more rows add up in the headers' order; any does where no row can be read as it is printed."""
    holds, breaks = _sums(picked)
    return holds > _sums(printed)[0] or (any(picked) and not any(printed) and not breaks)


def _sums(picked: Sequence[list[Field] | None]) -> tuple[int, int]:
    """Count the rows whose last number is the sum of the others, all zero set aside, and those in which it is not."""
    known = [[piece.reading.value for piece in own] for own in picked if own and all(one.is_number for one in own)]
    values = [[value or 0.0 for value in own] for own in known]
    holds = [sum(own[:-1]) == own[-1] for own in values if any(own)]
    return sum(holds), len(holds) - sum(holds)


def _moved(row: Row, own: Sequence[Field] | None) -> Row:
    """Return the row with some of its fields as its only slots, in the form's columns; without them it is no number."""
    if own is None:
        doubted = {id(slot): replace(slot, reading=read_doubtful(slot.text)) for slot in row.slots}
        return replace(row, fields=[doubted.get(id(piece), piece) for piece in row.fields], slots=[*doubted.values()])
    first = min(piece.col for piece in own)
    label = [piece for piece in row.fields if piece.col < first and not piece.is_slot]
    return replace(row, fields=[*label, *own], words=[piece.text for piece in label], slots=list(own), full=row.grid)

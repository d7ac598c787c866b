"""Section four: reconsideration and litigation, one run of fifteen numbers or three rows of five."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from govreport import forms
from govreport.tables.columns import Pattern, Placement, certain, core, is_printed, possible
from govreport.tables.evidence import Evidence
from govreport.tables.found import FoundTable
from govreport.tables.labels import bare
from govreport.tables.proceedings import in_form_order, item_of, one_by_one
from govreport.tables.resolve import fill
from govreport.tables.rows import Field, Row
from govreport.tables.write import put_columns

TABLE = "review"
RESULTS = 5
ITEMS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
WIDTH = RESULTS * len(ITEMS)
_YEAR = re.compile(r"20\d{2}")
_RESULTS = ("维持", "纠正", "其他", "尚未", "审结", "总计", "合计")


def read_review(rows: Sequence[Row], evidence: Evidence, edition: str) -> FoundTable:
    """Read the table of reconsideration and litigation.

    Parameters
    ----------
    rows
        The rows of the region, headers first.
    evidence
        Likeness of the document's texts to the labels.
    edition
        The edition of the report's table of requests; both have the same fifteen cells.
    """
    table = FoundTable.empty(TABLE, edition)
    single = one_by_one(rows, evidence)
    named = _by_name(rows, evidence)
    for key, (piece, label) in single.items():
        table.put(key, piece, label)
    for item, row in named.items():
        _put_item(table, item, in_form_order(row, rows, evidence))
    if not single and not named:
        _put_run(table, rows, evidence)
    table.confirm_joined()
    table.finish()
    return table


def _by_name(rows: Sequence[Row], evidence: Evidence) -> dict[str, Row]:
    """Return the rows of a form laid out as three rows of five, each with its own name."""
    found: dict[str, Row] = {}
    for row in rows:
        if RESULTS - 1 <= row.numbers <= RESULTS and (item := item_of(row, evidence)):
            found.setdefault(item, row)
    return found if len(found) >= 2 else {}


def _put_item(table: FoundTable, item: str, row: Row) -> None:
    keys = [(TABLE, item, measure) for measure in forms.measures(TABLE, table.edition)]
    placement = certain(row, RESULTS, None)
    placements = [placement] if placement else possible(row, RESULTS)
    put_columns(table, keys, placements, row.words[-1], stray=() if placements else row.slots)


def _put_run(table: FoundTable, rows: Sequence[Row], evidence: Evidence) -> None:
    keys = [cell.key for cell in forms.cells(TABLE, table.edition)]
    runs = [in_form_order(row, rows, evidence) for row in _latest(_runs(rows))]
    placements = list(dict.fromkeys(placement for row in runs for placement in _placements(row, rows)))
    stray = () if placements else [slot for row in runs for slot in row.slots]
    for at in range(0, WIDTH, RESULTS):
        block = keys[at : at + RESULTS]
        own = list(dict.fromkeys(placement[at : at + RESULTS] for placement in placements))
        put_columns(table, block, own, None, stray=stray)


def _runs(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of fifteen; one that stands in pieces of five and ten is put together."""
    numbered = [row for row in rows if row.numbers >= RESULTS - 1 or (len(row.slots) >= WIDTH and not row.words)]
    if not numbered:
        return []
    whole = [row for row in numbered if row.numbers > RESULTS * 2]
    if whole:
        most = max(row.numbers for row in whole)
        return [row for row in whole if row.numbers == most]
    slots = [slot for row in numbered for slot in row.slots]
    if len(numbered) == 1 or any(len(row.slots) % RESULTS for row in numbered) or len(slots) != WIDTH:
        return [max(numbered, key=lambda row: row.numbers)]
    return [Row(slots, [], slots, loose=False)]


def _latest(runs: Sequence[Row]) -> Sequence[Row]:
    """Return the runs of the latest year where each names one."""
    years = [max((int(year) for word in row.words for year in _YEAR.findall(word)), default=0) for row in runs]
    return [row for row, year in zip(runs, years, strict=True) if year == max(years)] if all(years) else runs


def _placements(row: Row, rows: Sequence[Row]) -> list[Placement]:
    placement = certain(row, WIDTH, _header_pattern(row, rows))
    if placement is not None and not _may_be_shifted(placement):
        return [placement]
    found = _ways(row)
    if not found:
        return []
    held = [_held(one) for one in found]
    if any(sum(piece is None for piece in one) > 1 for one in found):
        return [one for one, (_, broken) in zip(found, held, strict=True) if not broken] or found
    best = [one for one, (count, _) in zip(found, held, strict=True) if count == max(held)[0]]
    if any(broken for count, broken in held if count == max(held)[0]):
        return found
    printed = tuple(row.slots)
    return [*best, printed] if len(printed) == WIDTH and printed not in best else best


def _may_be_shifted(placement: Placement) -> bool:
    """Return whether a lost cell explains the blank at the end: a proceeding does not add up, or its total moved up."""
    last = placement[-1]
    if last is not None and is_printed(last):
        return False
    *results, moved = [(piece.reading.value if piece else None) or 0.0 for piece in placement[-RESULTS:-1]]
    return _held(placement)[1] or moved >= max(sum(results), 1)


def _ways(row: Row) -> list[Placement]:
    """Return every way to place the run; in one that lost a cell, an empty field may be a stray column's."""
    found = possible(row, WIDTH, stray=row.grid and not row.full)
    shown = core(row)
    if all(is_printed(slot) for slot in shown) or (len(shown) >= WIDTH and (row.grid or not _totals_lack(shown))):
        return found
    apart = possible(row, WIDTH, stray=True)
    return list(dict.fromkeys([*found, *apart])) if apart else []


def _totals_lack(shown: Sequence[Field]) -> bool:
    """Return whether a total is blank and the number before it could be that total, had a result been lost."""
    blocks = [fill(tuple(shown[at : at + RESULTS])) for at in range(0, WIDTH, RESULTS)]
    blank = [not is_printed(total) for total in shown[RESULTS - 1 : WIDTH : RESULTS]]
    return any(
        lacks and block[-2] > 0 and 2 * block[-2] >= block[-1] for lacks, block in zip(blank, blocks, strict=True)
    )


def _held(placement: Placement) -> tuple[int, bool]:
    """Count the proceedings whose results make the total, less those that contradict it; say if there are any."""
    vectors = [fill(placement[at : at + RESULTS]) for at in range(0, WIDTH, RESULTS)]
    known = [all(piece is not None and piece.is_number for piece in placement[at : at + RESULTS]) for at in
             range(0, WIDTH, RESULTS)]  # fmt: skip
    count, broken = 0, False
    for vector, whole in zip(vectors, known, strict=True):
        if whole:
            holds = vector[:-1].sum() == vector[-1]
            count += 1 if holds else -1
            broken = broken or not holds
        elif (vector < 0).any() or np.isnan(vector).sum() > RESULTS:
            count -= 1
    return count, broken


def _header_pattern(row: Row, rows: Sequence[Row]) -> Pattern | None:
    """Return the fifteen columns of the results' header in a grid, None where it does not show them."""
    if not row.grid:
        return None
    columns = sorted({piece.col for other in rows if other is not row for piece in other.fields if _is_result(piece)})
    if len(columns) != WIDTH or any(two <= one for one, two in pairwise(columns)):
        return None
    return Pattern(tuple(columns), None)


def _is_result(piece: Field) -> bool:
    text = bare(piece.text)
    return len(text) <= 5 and any(part in text for part in _RESULTS)

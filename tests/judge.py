"""Hold what `govreport.read_report` made of a printed sample against what the print shows.

Rules, cell by cell (`value` is what the reader says, NA where nothing):

* printed: wrong where the value is another number than the printed one, stated or derived alike (`changed`);
* blank: wrong where it is ``stated``, or derived as another number than the one before the damage;
* lost: wrong where the value is another number than the one before the damage;
* a cell that the report's edition does not have: wrong where it has a value.

Where totals were falsified no reader can know the number under a blank or lost cell: there the number that the
printed numbers force by the form's identities counts as right too.

Placeable cells of a row that lost a cell without a trace are counted apart (`gap`): which cell is gone only sums can
tell, so that rows of tables without sums are left out.

A wrong cell is *silent* when no error or warning points at it (`pointed`) and its state is not ``unreadable``.
A broken sum that the reader reports is *false* where the printed numbers do not force it: some non-negative
numbers in the cells that are not printed would make the sum true. A *planted* contradiction is one that they do force.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from govreport.forms import APPLICANTS, Identity, Key
from govreport.sample import Expected, Printed

FLOW = ("received", "carried_in", "concluded", "carried_out")
RESULTS = ("upheld", "corrected", "other_result", "pending", "total")
SUMS = ("row_sum", "outcome_sum", "flow", "review_sum", "statistics_sum")
Sum = tuple[str, str, str, str]


@dataclass(slots=True)
class Verdict:
    """What was right and wrong in one document; `notes` says it in words, `quiet` names the silent wrong cells."""

    failed: bool = False
    silent: int = 0
    changed: int = 0
    placeable: int = 0
    exact: int = 0
    gap_cells: int = 0
    gap_exact: int = 0
    not_stated: int = 0
    wrong_blank: int = 0
    units: int = 0
    false_findings: int = 0
    planted: int = 0
    planted_lost: int = 0
    planted_held: int = 0
    editions: int = 0
    meta: int = 0
    notes: list[str] = field(default_factory=list)
    quiet: list[Key] = field(default_factory=list)


def missing(value: object) -> bool:
    """Say whether a cell of a frame holds nothing."""
    return value is None or str(value) in ("<NA>", "nan", "NaN", "NaT", "")


def pointed(code: str, table: str, item: str, measure: str) -> list[Key]:
    """Return the cells that a finding makes a reader look at."""
    if code == "row_sum":
        return [(table, item, who) for who in (*APPLICANTS, "total")]
    if code == "review_sum":
        return [(table, item, result) for result in RESULTS]
    if code == "flow":
        return [(table, row, measure) for row in FLOW]
    return [(table, item, measure)]


def implied(values: Mapping[Key, float | None], identities: Iterable[Identity]) -> dict[Key, float]:
    """Return the unknown cells that the identities force to one non-negative value."""
    low = {key: 0.0 if value is None else value for key, value in values.items()}
    high = {key: math.inf if value is None else value for key, value in values.items()}
    rules = list(identities)
    for _ in range(60):
        moved = False
        for rule in rules:
            sides = (rule.target, *rule.minus), rule.plus
            for near, far in (sides, sides[::-1]):
                moved |= _tighten(near, far, values, low, high)
        if not moved:
            break
    return {key: low[key] for key, value in values.items() if value is None and low[key] == high[key]}


def _tighten(
    near: tuple[Key, ...],
    far: tuple[Key, ...],
    values: Mapping[Key, float | None],
    low: dict[Key, float],
    high: dict[Key, float],
) -> bool:
    moved = False
    for key in near:
        if values[key] is not None:
            continue
        rest = [other for other in near if other != key]
        least = sum(low[k] for k in far) - sum(high[k] for k in rest)
        most = sum(high[k] for k in far) - sum(low[k] for k in rest)
        if least > low[key]:
            low[key], moved = least, True
        if low[key] <= most < high[key]:
            high[key], moved = most, True
    return moved


def _units(printed: Printed, report: Any, out: Verdict) -> None:
    columns = (report.figures[name].tolist() for name in ("table", "item", "measure", "value", "unit"))
    for table, item, measure, value, unit in zip(*columns, strict=True):
        cell = printed.expected.get((str(table), str(item), str(measure)))
        if cell is not None and cell.kind == "printed" and not missing(value) and str(unit) != cell.unit:
            out.units += 1
            out.notes.append(f"unit of {(table, item, measure)}: {unit} should be {cell.unit}")


def _found(report: Any) -> tuple[dict[Key, tuple[float | None, str]], dict[str, str]]:
    frame = report.figures
    columns = (frame[name].tolist() for name in ("table", "item", "measure", "value", "state", "edition"))
    cells: dict[Key, tuple[float | None, str]] = {}
    editions: dict[str, str] = {}
    for table, item, measure, value, state, edition in zip(*columns, strict=True):
        key = (str(table), str(item), str(measure))
        if key in cells:
            message = f"two rows for the cell {key}"
            raise ValueError(message)
        cells[key] = (None if missing(value) else float(value), str(state))
        editions[key[0]] = str(edition)
    return cells, editions


def _findings(report: Any) -> tuple[set[Key], list[Sum]]:
    frame = report.findings
    hot: set[Key] = set()
    sums: list[Sum] = []
    columns = (frame[name].astype(str).tolist() for name in ("severity", "code", "table", "item", "measure"))
    for severity, code, table, item, measure in zip(*columns, strict=True):
        if severity in ("error", "warning"):
            hot.update(pointed(code, table, item, measure))
        if code in SUMS:
            sums.append((code, table, item, measure))
    return hot, sums


def _holds(report: Any) -> set[Sum]:
    """Return the identities that the reader says hold."""
    frame = report.checks() if callable(report.checks) else report.checks
    kept = frame[frame["holds"].fillna(False).astype(bool)]  # noqa: FBT003
    return set(zip(*(kept[name].astype(str) for name in ("code", "table", "item", "measure")), strict=True))


def _is_wrong(cell: Expected, value: float | None, state: str, forced: float | None) -> bool:
    if value is None:
        return False
    if cell.kind == "printed":
        return not _same(value, cell.value)
    if cell.kind == "blank" and state == "stated":
        return True
    return not (_same(value, cell.value) or (forced is not None and _same(value, forced)))


def _same(value: float | None, other: float | None) -> bool:
    return value is not None and other is not None and abs(value - other) < 1e-9


def _cells(printed: Printed, cells: dict[Key, tuple[float | None, str]], hot: set[Key], out: Verdict) -> None:
    falsified = any(name == "contradictions" for name, _ in printed.damages)
    forced = implied(printed.numbers, printed.truth.identities) if falsified else {}
    for key, cell in printed.expected.items():
        value, state = cells.get(key, (None, "missing"))
        if _is_wrong(cell, value, state, forced.get(key)):
            quiet = key not in hot and state != "unreadable"
            out.silent += quiet
            out.quiet += [key] if quiet else []
            out.changed += cell.kind == "printed"
            word = "SILENT" if quiet else "flagged"
            out.notes.append(f"{word} {key}: {cell.kind} {cell.value}, read {value} ({state})")
        if cell.kind == "printed" and cell.placeable:
            _count_exact(key, cell, value, state, out)
        elif cell.kind == "blank" and cell.placeable and not cell.gap and state not in ("blank", "derived"):
            out.wrong_blank += 1
            out.notes.append(f"blank {key}: read {value} ({state})")
    for key in cells.keys() - printed.expected.keys():
        if cells[key][0] is not None:
            out.silent += 1
            out.quiet.append(key)
            out.notes.append(f"SILENT beyond the form {key}: {cells[key]}")


def _count_exact(key: Key, cell: Expected, value: float | None, state: str, out: Verdict) -> None:
    right = _same(value, cell.value)
    if cell.gap:
        summed = key[0] in ("requests", "review")
        out.gap_cells += summed
        out.gap_exact += summed and right
    else:
        out.placeable += 1
        out.exact += right
        if not right:
            out.notes.append(f"not exact {key}: {cell.value}, read {value} ({state})")
    out.not_stated += right and state != "stated"


def _sums(printed: Printed, sums: list[Sum], held: set[Sum], out: Verdict) -> None:
    planted = {(one.code, *one.target): one for one in printed.planted}
    out.planted = len(planted)
    for found in sums:
        if found not in planted:
            out.false_findings += 1
            out.notes.append(f"false finding {found}")
    for code, one in planted.items():
        shown = [printed.expected[key] for key in one.keys]
        if code not in sums and all(cell.kind == "printed" and cell.placeable and not cell.gap for cell in shown):
            out.planted_lost += 1
            out.notes.append(f"planted contradiction not found {code}")
        if code in held:
            out.planted_held += 1
            out.notes.append(f"planted contradiction said to hold {code}")


def _meta(printed: Printed, report: Any, out: Verdict) -> None:
    for name, wanted in printed.meta.items():
        got = report.meta.get(name)
        text = "" if missing(got) else "".join(str(got).split()) if name in ("title", "agency") else str(got)[:10]
        if text != ("" if wanted is None else str(wanted)):
            out.meta += 1
            out.notes.append(f"meta {name}: {text!r} should be {wanted!s}")


def judge(printed: Printed, report: Any) -> Verdict:
    """Hold a report against its print; pass an exception in place of a report that could not be read."""
    out = Verdict()
    if isinstance(report, Exception):
        out.failed = True
        out.notes.append(f"{type(report).__name__}: {report}")
        _cells(printed, {}, set(), out)
        return out
    cells, editions = _found(report)
    hot, sums = _findings(report)
    _cells(printed, cells, hot, out)
    _sums(printed, sums, _holds(report), out)
    _meta(printed, report, out)
    _units(printed, report, out)
    for table, edition in printed.truth.editions.items():
        if editions.get(table) != edition:
            out.editions += 1
            out.notes.append(f"edition of {table}: {editions.get(table)} should be {edition}")
    return out

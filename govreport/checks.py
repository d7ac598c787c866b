"""Findings: what a careful reader would question in one report, from its tables and its dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from govreport import forms
from govreport.records import Record, digits
from govreport.tables import FoundTable
from govreport.tables.found import Figure
from govreport.tables.solve import Check

Tables = Mapping[str, FoundTable]
STATUTORY = ("proactive_disclosure", "requests", "review")
_SIGNED = {"items_change"}
_FRACTIONAL = {"amount"}
_WARNINGS = {"suspect_cell", "unreadable_cells", "unknown_label", "missing_table", "date_before_period",
             "year_conflict", "unit_suspect"}  # fmt: skip
_INFOS = {"blank_cells", "mixed_editions", "duplicate_report", "region_ambiguous"}
_LATE = 3
"""A date so many years after the report year is questioned."""


def finding(
    code: str,
    message: str,
    cell: tuple[str | None, str | None, str | None] = (None, None, None),
    stated: float | None = None,
    expected: float | None = None,
) -> Record:
    """Return one row of `findings`, its severity by its code."""
    severity = "warning" if code in _WARNINGS else "info" if code in _INFOS else "error"
    table, item, measure = cell
    return {
        "code": code, "severity": severity, "table": table, "item": item, "measure": measure,
        "stated": stated, "expected": expected, "message": message,
    }  # fmt: skip


def find(tables: Tables, meta: Mapping[str, Any]) -> list[Record]:
    """Return all findings of one report.

    Parameters
    ----------
    tables
        Its statutory tables.
    meta
        What its words say of it: `year`, `year_by`, `period_end`, `published`.

    Returns
    -------
    list of dict
        Rows of `findings` without `report_id` and `source`.
    """
    found = [*_of_tables(tables), *_missing(tables, meta), *_editions(tables), *_dates(meta), *_years(meta)]
    return [*found, *_places(meta)]


def by_severity(findings: Iterable[Record]) -> list[Record]:
    """Return findings in the order in which one reads them: errors first."""
    rank = {"error": 0, "warning": 1, "info": 2}
    return sorted(findings, key=lambda row: rank[row["severity"]])


def _of_tables(tables: Tables) -> Iterator[Record]:
    for table in tables.values():
        if table.solution is not None:
            for check in table.solution.checks:
                if check.holds is False:
                    yield _broken(check)
            for key, needed in table.solution.suspects:
                yield _suspect(table.figures[key], needed)
        for note in table.notes:
            yield finding(note.code, note.message, (note.table, note.item, note.measure), note.stated, note.expected)
        yield from _impossible(table)
        yield from _by_item(table, "unreadable_cells", _unread, "could not be read or placed with certainty")
        yield from _by_item(table, "blank_cells", _blank, "are printed blank")


def _name(key: tuple[str, str, str]) -> str:
    return f"{key[0]}.{key[1]}.{key[2]}"


def _number(value: float | None) -> str:
    return "not known" if value is None else digits(value)


_SUMS = {
    "row_sum": "The total {name} is printed as {left}; its six applicants add up to {right}.",
    "review_sum": "The total {name} is printed as {left}; its results add up to {right}.",
    "statistics_sum": "The total {name} is printed as {left}; its parts add up to {right}.",
    "outcome_sum": "{name} is printed as {left}; the outcomes of its column add up to {right}.",
    "flow": "{name} is printed as {left}; received plus carried in less concluded comes to {right}.",
}


def _broken(check: Check) -> Record:
    identity = check.identity
    left, right = check.left, check.right
    if left is not None and right is not None:
        message = _SUMS[identity.code].format(name=_name(identity.target), left=digits(left), right=digits(right))
    else:
        message = (
            f"{_name(identity.target)} is {_number(left)}, and some cells of its sum are not known: "
            f"no numbers from 0 in them could make it true."
        )
    return finding(identity.code, message, identity.target, left, right)


def _suspect(figure: Figure, needed: float) -> Record:
    key = figure.cell.key
    message = (
        f"{_name(key)} is printed as {_number(figure.value)}; {_number(needed)} in this cell alone would mend every "
        f"sum around it that is broken. The printed number is kept."
    )
    return finding("suspect_cell", message, key, figure.value, needed)


def _impossible(table: FoundTable) -> Iterator[Record]:
    for key, figure in table.figures.items():
        value = figure.value
        if value is None or figure.state != "stated":
            continue
        if value < 0 and key[2] not in _SIGNED:
            yield finding("negative", f"{_name(key)} is printed as {_number(value)}, below zero.", key, value)
        money = figure.cell.unit == "10k_yuan" or key[2] in _FRACTIONAL
        if value != round(value) and not money:
            yield finding("not_integer", f"{_name(key)} is printed as {_number(value)}, no whole number.", key, value)


def _unread(figure: Figure) -> bool:
    printed = figure.field is not None and figure.field.reading.kind == "junk"
    return figure.state == "unreadable" or printed or (figure.doubt is not None and figure.state == "derived")


def _blank(figure: Figure) -> bool:
    return figure.field is not None and figure.field.reading.kind == "blank"


def _by_item(table: FoundTable, code: str, test: Callable[[Figure], bool], what: str) -> Iterator[Record]:
    found: dict[str, list[Figure]] = {}
    for key, figure in table.figures.items():
        if test(figure):
            found.setdefault(key[1], []).append(figure)
    for item, figures in found.items():
        names = ", ".join(figure.cell.measure for figure in figures)
        message = f"In {table.table}.{item}, {len(figures)} of its cells {what}: {names}."
        forced = [f"{figure.cell.measure} = {_number(figure.value)}" for figure in figures if figure.state == "derived"]
        if forced:
            message += f" The sums of the form leave one value for {', '.join(forced)} (derived)."
        yield finding(code, message, (table.table, item, None))


def _missing(tables: Tables, meta: Mapping[str, Any]) -> Iterator[Record]:
    year = meta.get("year")
    old = "statistics" in tables or (year is not None and year < 2019 and not tables)
    for table in ("statistics",) if old else STATUTORY:
        if table not in tables:
            message = f"The table {table} was not found in the source; it has no rows in the figures."
            yield finding("missing_table", message, (table, None, None))


def _editions(tables: Tables) -> Iterator[Record]:
    editions = {name: table.edition for name, table in tables.items() if name != "review"}
    if len(set(editions.values())) > 1:
        told = ", ".join(f"{name} is of {edition}" for name, edition in editions.items())
        yield finding("mixed_editions", f"The tables are of different editions of the form: {told}.")


def _dates(meta: Mapping[str, Any]) -> Iterator[Record]:
    year, published = meta.get("year"), meta.get("published")
    end = meta.get("period_end") or (date(year, 12, 31) if year else None)
    if published is not None and end is not None and published < end:
        what = "the period that it covers ends" if meta.get("period_end") else "its report year ends"
        yield finding("date_before_period", f"The report is dated {published}, before {what} ({end}).")
    elif published is not None and year is not None and published.year >= year + _LATE:
        message = f"The report is for {year} and dated {published}: late, or one of the two is wrong."
        yield finding("year_conflict", message, stated=float(year), expected=float(published.year - 1))


def _years(meta: Mapping[str, Any]) -> Iterator[Record]:
    by: Mapping[str, int] = {
        basis: year for basis, year in meta.get("year_by", {}).items() if basis in ("title", "period", "metadata")
    }
    if len(set(by.values())) > 1:
        told = ", ".join(f"the {basis} says {year}" for basis, year in by.items())
        other = next((year for year in by.values() if year != meta.get("year")), None)
        message = f"The year of the report is not clear: {told}. Taken: {meta.get('year')}."
        yield finding("year_conflict", message, stated=_float(meta.get("year")), expected=_float(other))


def _places(meta: Mapping[str, Any]) -> Iterator[Record]:
    candidates = meta.get("region_candidates") or ()
    if candidates and not meta.get("adcode"):
        message = f"The place of {meta.get('agency')} is not clear; it may be {' or '.join(candidates)}. None is taken."
        yield finding("region_ambiguous", message)


def _float(value: int | None) -> float | None:
    return None if value is None else float(value)


def check_rows(tables: Iterable[FoundTable]) -> list[Record]:
    """Return every identity of some tables as rows of `checks`, without `report_id`."""
    return [
        {
            "table": check.identity.target[0],
            "code": check.identity.code,
            "item": check.identity.target[1],
            "measure": check.identity.target[2],
            "left": check.left,
            "right": check.right,
            "holds": check.holds,
            "trivial": check.trivial,
        }
        for table in tables
        if table.solution is not None
        for check in table.solution.checks
    ]


def in_form_order(tables: Tables) -> list[FoundTable]:
    """Return the tables in the order of the form."""
    return [tables[name] for name in forms.TABLES if name in tables]

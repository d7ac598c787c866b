"""Which reports count, and what is known of their cells: the same for every indicator.

A row of a panel is one agency in one year. For the cells that an indicator needs it is *known* (all have a number),
*unknown* (one is blank, unreadable or missing), *contested* (one stands in a broken sum), *not_on_form*, *no_table* or
an *aggregate* (a report that adds up others). Nothing is dropped in silence: every result counts all six.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import forms
from govreport.indicators.places import adds_up_others, check_places
from govreport.panel import columns
from govreport.sample import is_synthetic

Blanks = Literal["exclude", "zero", "bounds"]
Aggregates = Literal["drop", "keep"]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
By = str | Sequence[str]

STATUSES = ("known", "unknown", "contested", "not_on_form", "no_table", "aggregate")
KNOWN, UNKNOWN, CONTESTED, NOT_ON_FORM, NO_TABLE, AGGREGATE = range(6)
DROPPED = ("n_aggregate", "n_no_table", "n_not_on_form", "n_contested", "n_unknown")
COUNTS = ("n_reports", *DROPPED)
CELLS = ("rq_", "rv_", "pd_", "st_")
"""How the short names of cells begin."""
RESULT: dict[str, str] = {
    "indicator": "string",
    **dict.fromkeys(("numerator", "denominator"), "Float64"),
    "n": "Int64",
    **dict.fromkeys(("estimate", "lo", "hi", "ci_lo", "ci_hi"), "Float64"),
    "ci": "string",
    "ci_level": "Float64",
    **dict.fromkeys(COUNTS, "Int64"),
    "blanks": "string",
    "synthetic": "boolean",
}
"""The columns that every indicator returns after those of its groups."""
WITHIN = ("indicator", "estimand", "family", "ground", "applicant", "proceeding", "before")
"""Columns that tell the rows of one group apart: all of them have the counts of the group."""


@dataclass(frozen=True, slots=True)
class Part:
    """Reports of one group that count, with what is known of each cell.

    Attributes
    ----------
    rows
        Their rows of the panel.
    known
        Which of them have a number in every cell; the others are there only where the policy is ``"bounds"``.
    value, lo, hi
        By cell; unknown values are NaN, what is not bounded is infinite.
    """

    rows: pd.DataFrame
    known: Flags
    value: Mapping[str, Numbers]
    lo: Mapping[str, Numbers]
    hi: Mapping[str, Numbers]

    def numbers(self, cell: str) -> Numbers:
        """Return the numbers of a cell in the reports that are known."""
        return self.value[cell][self.known]


@dataclass(frozen=True, slots=True)
class Settled:
    """A panel with the status of every row and the bounds of every cell that is needed."""

    rows: pd.DataFrame
    status: npt.NDArray[np.int8]
    value: Mapping[str, Numbers]
    lo: Mapping[str, Numbers]
    hi: Mapping[str, Numbers]
    blanks: str
    made_up: Flags

    def part(self, at: npt.NDArray[np.int64]) -> Part:
        """Return those of the rows at these places that count."""
        counts = (KNOWN, UNKNOWN) if self.blanks == "bounds" else (KNOWN,)
        at = at[np.isin(self.status[at], counts)]
        value, lo, hi = ({name: numbers[at] for name, numbers in m.items()} for m in (self.value, self.lo, self.hi))
        return Part(self.rows.iloc[at], self.status[at] == KNOWN, value, lo, hi)

    def counts(self, at: npt.NDArray[np.int64]) -> dict[str, Any]:
        """Return what the result says of the rows at these places: how many have which status, by which policy."""
        found = np.bincount(self.status[at], minlength=len(STATUSES))
        counts = {name: int(found[STATUSES.index(name[2:])]) for name in DROPPED}
        return {"n_reports": len(at), **counts, "blanks": self.blanks, "synthetic": bool(self.made_up[at].any())}


def settle(panel: pd.DataFrame, cells: Sequence[str], *, blanks: str = "bounds", aggregates: str = "drop") -> Settled:
    """Say of every row of a panel whether it counts, and give each cell its number and bounds.

    Parameters
    ----------
    panel
        As `Corpus.panel` or `govreport.facts.facts_panel` returns it.
    cells
        Short names of the cells that are needed; groups such as ``rq_denied`` are summed from their parts.
    blanks
        ``"exclude"``: a report with an unknown cell does not count. ``"zero"``: a cell that is printed and empty is
        0, unless the sums of the form exclude that; cells that are not shown or not readable stay unknown.
        ``"bounds"``: as ``"exclude"``, and the reports with unknown cells span the worst case.
    aggregates
        ``"drop"`` sets aside reports that add up others and governments of unknown reach; ``"keep"`` keeps them.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel lacks a column, or an agency has two reports for a year.
    """
    for option, given, allowed in (
        ("blanks", blanks, get_args(Blanks)),
        ("aggregates", aggregates, get_args(Aggregates)),
    ):
        if given not in allowed:
            msg = f"{option}={given!r} is not allowed; expected one of {', '.join(map(repr, allowed))}"
            raise ValueError(msg)
    panel = panel.reset_index(drop=True)
    parts = {cell: _parts(cell) for cell in cells}
    _check_columns(panel, [name for names in parts.values() for name in names])
    _check_once(panel)
    rows = panel[[name for name in panel if not str(name).startswith(CELLS)]]
    status = np.zeros(len(panel), dtype=np.int8)
    value, lo, hi = {}, {}, {}
    for cell, names in parts.items():
        value[cell], lo[cell], hi[cell], found = _cell(panel, names, blanks)
        status = np.maximum(status, found)
    if aggregates == "drop":
        status[adds_up_others(rows)] = AGGREGATE
    return Settled(rows, status, value, lo, hi, blanks, is_synthetic(rows).to_numpy(bool))


@lru_cache(maxsize=512)
def _parts(cell: str) -> tuple[str, ...]:
    """Return the short names of the cells that a column of the panel sums up; itself where it is one cell."""
    known = {column.name: column.keys for column in columns(applicants=True)}
    if cell not in known:
        msg = f"{cell!r} is no column of the panel; see Corpus.panel() and its short names, such as rq_received"
        raise ValueError(msg)
    return tuple(forms.by_key()[key].short for key in known[cell])


def _check_columns(panel: pd.DataFrame, names: Sequence[str]) -> None:
    wanted = [f"{name}{end}" for name in names for end in ("", "_st", "_lo", "_hi")]
    missing = [name for name in ("agency_id", "year", "agency_kind", "reach", *wanted) if name not in panel]
    if missing:
        msg = f"the panel lacks {', '.join(missing[:5])}; expected what Corpus.panel(applicants=True) returns"
        raise ValueError(msg)


def _check_once(panel: pd.DataFrame) -> None:
    known = panel[panel["agency_id"].notna() & panel["year"].notna()]
    twice = known[known.duplicated(["agency_id", "year"])]
    if len(twice):
        agency, year = twice.iloc[0][["agency_id", "year"]]
        msg = f"{agency} has two reports for {year}; expected one an agency and year, as Corpus.panel() returns"
        raise ValueError(msg)


def _cell(
    panel: pd.DataFrame, names: Sequence[str], blanks: str
) -> tuple[Numbers, Numbers, Numbers, npt.NDArray[np.int8]]:
    """Return number, bounds and status of the sum of some cells; a part that its form does not have adds nothing."""
    value, lo, hi = (np.zeros(len(panel)) for _ in range(3))
    status, there = np.zeros(len(panel), dtype=np.int8), np.zeros(len(panel), dtype=bool)
    for name in names:
        state = panel[f"{name}_st"].astype(object).to_numpy()
        numbers, low, high = (panel[name + end].to_numpy(float, na_value=np.nan) for end in ("", "_lo", "_hi"))
        # a change of the number of items may be negative, all else may not
        least = -np.inf if name.endswith("_change") else 0.0
        low, high = np.where(np.isnan(low), least, low), np.where(np.isnan(high), np.inf, high)
        if blanks == "zero":
            fill = (state == "blank") & np.isnan(numbers) & (low <= 0)
            numbers, high = np.where(fill, 0.0, numbers), np.where(fill, 0.0, high)
        else:  # Corpus.panel(blanks="zero") filled it: a blank is no number under this policy
            numbers = np.where(state == "blank", np.nan, numbers)
        on_form = ~np.isin(state, ["not_on_form", "no_table"])
        there |= on_form
        unknown = np.isnan(numbers) & on_form
        status = np.maximum(
            status, np.where(unknown & (state == "stated"), CONTESTED, np.where(unknown, UNKNOWN, KNOWN))
        )
        for total, part in ((value, numbers), (lo, low), (hi, high)):
            total += np.where(on_form, part, 0.0)
    first = panel[f"{names[0]}_st"].astype(object).to_numpy()
    status[~there] = np.where(first[~there] == "no_table", NO_TABLE, NOT_ON_FORM)
    return np.where(there, value, np.nan), lo, hi, status.astype(np.int8)


def grouped(settled: Settled, by: By) -> Iterator[tuple[dict[str, Any], npt.NDArray[np.int64]]]:
    """Yield the groups of a settled panel in order: the values of the columns `by`, and the places of their rows."""
    names = [by] if isinstance(by, str) else list(by)
    missing = [name for name in names if name not in settled.rows]
    if missing:
        msg = f"by={missing[0]!r} is no column of the panel; expected such as year, level, province, function"
        raise ValueError(msg)
    if not names:
        yield {}, np.arange(len(settled.rows))
        return
    keys = settled.rows[names].reset_index(drop=True)
    # not `indices`, which leaves out the missing values of a category, and with them the reports of unknown level
    for key, rows in keys.groupby(names, observed=True, dropna=False, sort=True):
        yield dict(zip(names, key, strict=True)), rows.index.to_numpy(np.int64)


def collect(
    settled: Settled, by: By, measure: Callable[[Part], Iterator[dict[str, Any]]], *, sums: bool = True
) -> pd.DataFrame:
    """Return the result of a measure over every group, with the counts of what was set aside.

    Parameters
    ----------
    settled
        From `settle`.
    by
        Columns of the panel; a group is one combination of their values. ``()`` is one group of all.
    measure
        Yields one record an indicator from the reports of a group; keys as in `RESULT`.
    sums
        Whether the measure adds up reports, so that none may be part of another.

    Returns
    -------
    DataFrame
        One row a group and indicator: the columns `by`, then those of `RESULT`.

    Warns
    -----
    UserWarning
        An interval for a share of reports is not given, because an agency stands in a group more than once.
    """
    names = [by] if isinstance(by, str) else list(by)
    records: list[dict[str, Any]] = []
    for key, at in grouped(settled, by):
        part = settled.part(at)
        if sums:
            check_places(part.rows)
        found = (
            measure(part) if sums or part.rows["agency_id"].dropna().is_unique else map(_without_ends, measure(part))
        )
        records += [key | settled.counts(at) | record for record in found]
    frame = result(records, names)
    for name in names:
        frame[name] = frame[name].astype(settled.rows[name].dtype)
    return frame


def _without_ends(record: dict[str, Any]) -> dict[str, Any]:
    """Take away an interval that is for independent reports: those of one agency are alike from year to year."""
    if record.get("ci") not in ("wilson", "clopper_pearson"):
        return record
    msg = (
        f"no {record['ci']} interval where an agency stands in a group for several years: its reports are not "
        'independent, and the interval would be too narrow. Take by="year", or one year of the panel.'
    )
    warnings.warn(msg, UserWarning, stacklevel=2)
    return {name: value for name, value in record.items() if not name.startswith("ci")}


def result(records: Sequence[Mapping[str, Any]], first: Sequence[str] = ()) -> pd.DataFrame:
    """Return records as an indicator returns them: columns `first`, then what only these records have, then `RESULT`.

    Examples
    --------
    >>> result([{"year": 2021, "indicator": "backlog", "estimate": 0.25}], ["year"]).columns[:3].tolist()
    ['year', 'indicator', 'numerator']
    """
    extra = dict.fromkeys(name for record in records for name in record if name not in RESULT and name not in first)
    return pd.DataFrame(records, columns=[*first, *extra, *RESULT]).astype(RESULT)


def dropped(result: pd.DataFrame) -> str:
    """Say in one line what an indicator counted and what it set aside, for print and for the foot of a figure.

    Examples
    --------
    >>> row = {"n_reports": 12, "n_aggregate": 1, "n_no_table": 0, "n_not_on_form": 0, "n_contested": 2, "n_unknown": 3}
    >>> dropped(pd.DataFrame([{"indicator": "zero", "blanks": "bounds"} | row]))
    '12 reports: 1 aggregate, 2 contested set aside; 3 unknown (blanks: bounds)'
    """
    first = result
    for name in (name for name in WITHIN if name in result and len(result)):
        first = first[first[name] == result[name].iloc[0]]
    total = {name: int(first[name].sum()) for name in COUNTS}
    aside = [f"{total[name]} {name[2:].replace('_', ' ')}" for name in DROPPED[:-1] if total[name]]
    policy = first["blanks"].iloc[0] if len(first) else "none"
    parts = [", ".join(aside) + " set aside"] if aside else []
    parts.append(f"{total['n_unknown']} unknown (blanks: {policy})")
    return f"{total['n_reports']} reports: " + "; ".join(parts)

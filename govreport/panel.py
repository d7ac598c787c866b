"""The wide view: one row an agency and year, one column a cell under its short name."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import forms
from govreport.frames import STATES

Blanks = Literal["na", "zero"]
Contested = Literal["na", "keep"]
Aggregates = Literal["drop", "keep"]
Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

CELL_STATES = (*STATES, "not_on_form", "no_table")
STATED, BLANK, DERIVED, UNREADABLE, MISSING, NOT_ON_FORM, NO_TABLE = range(7)

SUFFIXES = dict(zip(forms.APPLICANTS, ("_nat", "_biz", "_res", "_pub", "_law", "_oth"), strict=True)) | {"total": ""}
GROUPS = {"denied": "rq_denied", "unavailable": "rq_unavailable", "declined": "rq_declined", "other": "rq_other"}
"""How the items of `requests` begin that add up, and what their sum is called."""

_BY_DOUBT = np.array([STATED, DERIVED, BLANK, MISSING, UNREADABLE], dtype=np.int8)
"""A group has the state of its most doubtful cell, the last in this order."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the cells whose sum it is, as far as the form has them; all but groups have one cell."""

    name: str
    keys: tuple[forms.Key, ...]


@dataclass(slots=True)
class _Grid:
    """What is known of the cells, as `[report, cell]`; NaN is not known."""

    value: Numbers
    lo: Numbers
    hi: Numbers
    state: Codes
    contested: Flags


def panel(
    reports: pd.DataFrame,
    figures: pd.DataFrame,
    *,
    blanks: str = "na",
    contested: str = "na",
    derived: bool = True,
    aggregates: str = "drop",
    applicants: bool = False,
) -> pd.DataFrame:
    """Return one row per agency and year: the columns of `reports`, then one column a cell of the total.

    Parameters
    ----------
    reports, figures
        Frames of a corpus; only primary reports count.
    blanks
        ``"na"`` leaves a blank cell missing, ``"zero"`` fills it with 0 unless the sums of the form exclude that.
        Cells that the source does not show are never filled.
    contested
        ``"na"`` leaves a cell missing that stands in a broken sum, ``"keep"`` gives it as printed.
    derived
        Whether values that are printed nowhere, but follow from the sums of the form, are given.
    aggregates
        ``"drop"`` leaves out reports known to add up others, and governments of unknown reach, and warns how many;
        ``"keep"`` keeps them.
    applicants
        Whether `requests` are given by applicant as well (``_nat _biz _res _pub _law _oth``; groups are called
        ``rq_denied_all_nat`` … then, because ``rq_denied_law`` is an item).

    Returns
    -------
    DataFrame
        Sorted by agency and year. Groups (``rq_denied``, ``rq_unavailable``, ``rq_declined``, ``rq_other``) are
        missing unless all their cells are known. Money is in the unit that the name says; ``pd_procure_amount``,
        whose name says none, is in yuan, and missing where the report prints no unit (the number as printed stays
        in `figures`). After all of them, each column has its companions: ``_st`` (state, ``not_on_form`` or
        ``no_table``), ``_lo`` and ``_hi`` (what is known of it, whatever the options leave out or fill in). Its
        ``attrs`` are those of `reports`.

    Raises
    ------
    ValueError
        An option has a value that it does not allow.

    Warns
    -----
    UserWarning
        Reports were left out: those that add up others, or those without a known agency or year.
    """
    for option, given, allowed in (
        ("blanks", blanks, get_args(Blanks)),
        ("contested", contested, get_args(Contested)),
        ("aggregates", aggregates, get_args(Aggregates)),
        ("derived", derived, (True, False)),
        ("applicants", applicants, (True, False)),
    ):
        if given not in allowed:
            msg = f"{option}={given!r} is not allowed; expected one of {', '.join(map(repr, allowed))}"
            raise ValueError(msg)
    kept = _kept(reports, aggregates)
    grid = _grid(kept, figures)
    if not derived:
        grid.value[grid.state == DERIVED] = np.nan
    if contested == "na":
        grid.value[grid.contested] = np.nan
    if blanks == "zero":
        _fill_blanks(grid, grid.contested if contested == "na" else np.zeros_like(grid.contested))
    wide = _wide(kept, grid, columns(applicants))
    wide.attrs = dict(reports.attrs)
    return wide


def columns(applicants: bool = False) -> tuple[Column, ...]:
    """Return the columns of the panel in order, by applicant too if asked for.

    Examples
    --------
    >>> [column.name for column in columns()][:3], max(len(column.name) for column in columns(True))
    (['rq_received', 'rq_carried_in', 'rq_granted'], 24)
    """
    measures = ("total", *forms.APPLICANTS) if applicants else ("total",)
    items = list(dict.fromkeys(cell.item for cell in forms.all_cells() if cell.table == "requests"))
    found = [_item(item, measure) for item in items[:-2] for measure in measures]
    found += [_group(start, measure) for start in GROUPS for measure in measures]
    found += [_item(item, measure) for item in items[-2:] for measure in measures]
    proceedings = dict.fromkeys(cell.item for cell in forms.all_cells() if cell.table == "review")
    for item in proceedings:
        cells = [cell for cell in forms.all_cells() if cell.item == item and cell.table == "review"]
        found += [Column(cell.short, (cell.key,)) for cell in sorted(cells, key=lambda cell: cell.measure != "total")]
    for table in ("proactive_disclosure", "statistics"):
        found += [Column(cell.short, (cell.key,)) for cell in forms.all_cells() if cell.table == table]
    return tuple(found)


def _item(item: str, measure: str) -> Column:
    cell = forms.by_key()["requests", item, measure]
    return Column(cell.short, (cell.key,))


def _group(start: str, measure: str) -> Column:
    items = dict.fromkeys(cell.item for cell in forms.all_cells() if cell.item.startswith(f"{start}_"))
    keys = tuple(key for key in (("requests", item, measure) for item in items) if key in forms.by_key())
    # rq_denied_law is the item denied_prohibited_by_law, not what legal services were denied
    stem = GROUPS[start] if measure == "total" else f"{GROUPS[start]}_all"
    return Column(stem + SUFFIXES[measure], keys)


def _kept(reports: pd.DataFrame, aggregates: str) -> pd.DataFrame:
    """Return the reports that make rows, in order, and warn of those that do not."""
    kept = reports[reports["is_primary"].fillna(False).astype(bool)]
    unknown = kept["agency_id"].isna() | kept["year"].isna()
    _warn(int(unknown.sum()), "without a known agency or year", "they stand in corpus.reports")
    kept = kept[~unknown]
    if aggregates == "drop":
        sums = kept["reach"].isin(["own_and_departments", "jurisdiction"])
        vague = (kept["agency_kind"] == "government") & ~kept["reach"].isin(["own"]) & ~sums
        _warn(int(sums.sum()), "that add up others", 'aggregates="keep" keeps them')
        _warn(int(vague.sum()), "of governments whose reach is unknown", 'aggregates="keep" keeps them')
        kept = kept[~(sums | vague)]
    return kept.sort_values(["agency_id", "year"], kind="stable", ignore_index=True)


def _warn(count: int, what: str, remedy: str) -> None:
    if count:
        reports = "1 report is" if count == 1 else f"{count} reports are"
        warnings.warn(f"{reports} left out of the panel: {what} ({remedy}).", UserWarning, stacklevel=5)


@lru_cache(maxsize=1)
def _keys() -> dict[forms.Key, int]:
    """Return the place of every cell of the forms among the columns of a grid."""
    return {cell.key: place for place, cell in enumerate(forms.all_cells())}


def _grid(reports: pd.DataFrame, figures: pd.DataFrame) -> _Grid:
    """Spread the figures of the reports over one array a quantity, money in the unit of its column's name."""
    rows = pd.Index(reports["report_id"]).get_indexer(pd.Index(figures["report_id"]))
    places = _places(figures)
    used = (rows >= 0) & (places >= 0)
    cells, rows, places = figures[used], rows[used], places[used]
    shape = len(reports), len(_keys())
    value, lo, hi = (np.full(shape, np.nan) for _ in range(3))
    contested = np.zeros(shape, dtype=bool)
    for array, name in ((value, "value"), (lo, "lo"), (hi, "hi")):
        array[rows, places] = cells[name].to_numpy(float, na_value=np.nan)
    contested[rows, places] = cells["contested"].fillna(False).to_numpy(bool)
    state = np.full(shape, NO_TABLE, dtype=np.int8)
    tables = np.array([key[0] for key in _keys()])
    for table in forms.TABLES:
        has = np.unique(rows[(cells["table"] == table).to_numpy()])
        state[np.ix_(has, np.flatnonzero(tables == table))] = NOT_ON_FORM
    state[rows, places] = cells["state"].cat.codes.to_numpy()
    units = np.full(shape, "", dtype=object)
    units[rows, places] = cells["unit"].astype(object).to_numpy()
    _convert(units, value, lo, hi)
    return _Grid(value, lo, hi, state, contested)


def _places(figures: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return for each figure the place of its cell, -1 for items that no form lists."""
    items, measures = list(figures["item"].cat.categories), list(figures["measure"].cat.categories)
    tables = list(figures["table"].cat.categories)
    known = np.full((len(tables) + 1, len(items) + 1, len(measures) + 1), -1)
    for (table, item, measure), place in _keys().items():
        known[tables.index(table), items.index(item), measures.index(measure)] = place
    return known[tuple(figures[name].cat.codes.to_numpy() for name in ("table", "item", "measure"))]


def _convert(units: npt.NDArray[np.object_], *quantities: Numbers) -> None:
    """Bring money into the unit of its column, in place; a number whose unit is not known is not known."""
    for key, place in _keys().items():
        cell = forms.by_key()[key]
        if not cell.short.endswith("_10k") and cell.short != "pd_procure_amount":
            continue
        yuan, wan = units[:, place] == "yuan", units[:, place] == "10k_yuan"
        for quantity in quantities:
            quantity[~(yuan | wan), place] = np.nan
            if cell.short.endswith("_10k"):
                quantity[yuan, place] /= 10_000
            else:
                quantity[wan, place] *= 10_000


def _fill_blanks(grid: _Grid, barred: Flags) -> None:
    zero_fits = ~(grid.lo > 0) & ~(grid.hi < 0)
    grid.value[(grid.state == BLANK) & zero_fits & ~barred] = 0.0


def _wide(reports: pd.DataFrame, grid: _Grid, wanted: tuple[Column, ...]) -> pd.DataFrame:
    values: dict[str, Any] = {}
    companions: dict[str, Any] = {}
    for column in wanted:
        places = [_keys()[key] for key in column.keys]
        on_form = grid.state[:, places] < NOT_ON_FORM
        values[column.name] = _sum(grid.value[:, places], on_form)
        state = _state(grid.state[:, places], on_form)
        companions[f"{column.name}_st"] = pd.Categorical.from_codes(state, categories=pd.Index(CELL_STATES))
        companions[f"{column.name}_lo"] = _sum(grid.lo[:, places], on_form)
        companions[f"{column.name}_hi"] = _sum(grid.hi[:, places], on_form)
    kept = {str(name): reports[name] for name in reports}
    return pd.DataFrame(kept | values | companions)


def _sum(parts: Numbers, on_form: Flags) -> Any:
    """Return the sums of the cells that the form has; missing where one is not known or the form has none."""
    total = np.where(on_form, parts, 0.0).sum(axis=1)
    unknown = np.isnan(total) | ~on_form.any(axis=1)
    return pd.arrays.FloatingArray(np.where(unknown, 0.0, total), unknown)


def _state(states: Codes, on_form: Flags) -> Codes:
    """Return the state of the most doubtful cell that the form has."""
    doubt = np.full(len(CELL_STATES), -1)
    doubt[_BY_DOUBT] = np.arange(len(_BY_DOUBT))
    worst = np.where(on_form, doubt[states], -1).max(axis=1)
    return np.where(worst >= 0, _BY_DOUBT[worst], states[:, 0]).astype(np.int8)

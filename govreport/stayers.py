"""From one year to the next: what all agencies report, what those report that are there in both, and the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import pandas as pd

from govreport import forms
from govreport.indicators.listed import LAST
from govreport.indicators.places import adds_up_others
from govreport.indicators.settle import RESULT

COMPONENTS = ("all", "stayers", "composition")
MEASURED = {
    **dict.fromkeys(("first", "second", "change"), "Float64"),
    **dict.fromkeys(("n_first", "n_second"), "Int64"),
    "synthetic": "boolean",
}
TABLES = {"rq": "requests", "rv": "requests", "pd": "proactive_disclosure"}
"""By the beginning of a cell's name, the table that tells its edition; section four goes with the requests."""
ABSENT = ("not_on_form", "no_table")


def last_pair(panel: pd.DataFrame, cells: Sequence[str]) -> tuple[int, int] | None:
    """Return the last two consecutive report years in which some report has all cells known; None if there are none.

    The form may have changed between them: `change` says so.

    Examples
    --------
    >>> panel = pd.DataFrame({"year": [2019, 2020, 2021, 2022], "rq_received": [3, 4, None, 5]})
    >>> last_pair(panel, ["rq_received"])
    (2019, 2020)
    """
    years = sorted(panel.dropna(subset=list(cells))["year"].dropna().astype(int).unique(), reverse=True)
    return next(((int(year) - 1, int(year)) for year in years if year - 1 in years), None)


def stayers(panel: pd.DataFrame, first: int, second: int, cells: Sequence[str]) -> pd.DataFrame:
    """Return the rows of two years of the agencies whose cells are all known in both.

    Examples
    --------
    >>> panel = pd.DataFrame({"agency_id": ["a", "a", "b"], "year": [2021, 2022, 2022], "rq_received": [1, 2, 3]})
    >>> stayers(panel, 2021, 2022, ["rq_received"])["agency_id"].tolist()
    ['a', 'a']
    """
    known = panel[panel["year"].isin([first, second])].dropna(subset=["agency_id", *cells])
    return known[known.groupby("agency_id")["year"].transform("nunique") == 2]


def change(
    indicator: Callable[..., pd.DataFrame],
    panel: pd.DataFrame,
    first: int,
    second: int,
    cells: Sequence[str],
    **options: Any,
) -> pd.DataFrame:
    """Return how an indicator changed between two years, and how much of it is other agencies reporting.

    Formula: ``all`` is the second year's estimate minus the first's; ``stayers`` the same on the agencies whose `cells`
    are known in both years; ``composition`` is what is left of ``all``. No test: two ratios of sums over the same
    agencies are not independent, and their intervals say nothing of their difference.

    Parameters
    ----------
    indicator
        A function of `govreport.indicators` that takes `by`.
    panel
        What it takes.
    first, second
        Report years. Across a change of the form an indicator need not measure the same: see `form_change`.
    cells
        Short names of the cells that it needs.
    options
        As for the indicator.

    Returns
    -------
    DataFrame
        One row a row of the indicator and `component`: `first` and `second` (the estimates), `change`, `n_first` and
        `n_second` (what they rest on), `synthetic`, `form_change` (the reports of the two years do not all follow one
        edition of the form; missing where the panel does not tell). Numbers are missing where a year has too few; of
        ``composition`` there is only the change.

    Raises
    ------
    ValueError
        An option has a value that the indicator does not allow.

    Examples
    --------
    >>> from govreport.indicators import backlog
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=6, progress=False).panel()
    >>> change(backlog, panel, 2021, 2022, ["rq_received"])["component"].tolist()[:3]
    ['all', 'stayers', 'composition']
    """
    if options.get("aggregates", "drop") == "drop":  # else one that adds up others in one year alone would be a stayer
        panel = panel[~adds_up_others(panel)]
    both = panel[panel["year"].isin([first, second])]
    whole = _pair(indicator(both, by="year", **options), first, second)
    keys = [name for name in whole if name not in MEASURED]
    same = indicator(stayers(panel, first, second, cells), by="year", **options)
    stayed = whole[keys].merge(_pair(same, first, second), on=keys, how="left")
    rest = whole[[*keys, "synthetic"]].assign(change=whole["change"] - stayed["change"])
    parts = dict(zip(COMPONENTS, (whole, stayed.assign(synthetic=whole["synthetic"]), rest), strict=True))
    table = pd.concat([frame.assign(component=name) for name, frame in parts.items()])
    table = table.sort_index(kind="stable").reset_index(drop=True)
    table = table[[*keys, "component", *MEASURED]].assign(form_change=form_change(both, first, second, cells))
    return table.astype({"component": "string", "form_change": "boolean"} | MEASURED)


def form_change(panel: pd.DataFrame, first: int, second: int, cells: Sequence[str]) -> Any:
    """Return whether the reports of two years follow different editions of the form; missing where it is not told.

    The edition is that of the tables of the cells, told by the rows that one edition has alone, never by the year.

    Examples
    --------
    >>> panel = pd.DataFrame({"year": [2020, 2021], "rq_other_handling_st": ["stated", "not_on_form"]})
    >>> panel["rq_other_fee_st"] = ["not_on_form", "blank"]
    >>> form_change(panel, 2020, 2021, ["rq_granted"]), form_change(panel, 2020, 2020, ["rq_granted"])
    (True, False)
    """
    tables = {TABLES[cell[:2]] for cell in cells if cell[:2] in TABLES}
    one, other = (_followed(panel[panel["year"] == year], tables) for year in (first, second))
    return one != other or len(one) > len(tables) if min(len(one), len(other)) >= max(len(tables), 1) else pd.NA


def _followed(rows: pd.DataFrame, tables: Collection[str]) -> set[tuple[str, ...]]:
    """Return the editions of some tables that reports follow; both, where some follow one and some the other."""
    return {
        (cell.table, *cell.editions)
        for cell in forms.all_cells()
        if cell.table in tables and len(cell.editions) == 1 and f"{cell.short}_st" in rows
        if (~rows[f"{cell.short}_st"].isin(ABSENT)).any()
    }


def _pair(result: pd.DataFrame, first: int, second: int) -> pd.DataFrame:
    """Return the rows of two years side by side."""
    own = [name for name in result if name not in {*RESULT, *LAST, "year"} and not str(name).startswith("n_")]
    keys = [*own, "indicator"]
    wide = result[keys].drop_duplicates(ignore_index=True)
    for year, end in ((first, "first"), (second, "second")):
        names = {"estimate": end, "n": f"n_{end}", "synthetic": f"synthetic_{end}"}
        wide = wide.merge(
            result.loc[result["year"] == year, [*keys, *names]].rename(columns=names), on=keys, how="left"
        )
    made_up = wide["synthetic_first"].fillna(False) | wide["synthetic_second"].fillna(False)
    return wide.assign(change=wide["second"] - wide["first"], synthetic=made_up)[[*keys, *MEASURED]]

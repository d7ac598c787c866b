"""Pairs of reports that can be compared: the same agency, metric, channel and unit in two years."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from govreport.indicators.counted import GIVEN, INEXACT, SEVERAL, channel_counts
from govreport.indicators.listed import primary

PAIR, SILENT = "pair", "silent"
OTHER_REACH = "other_reach"
STATUSES = (PAIR, "other_unit", SEVERAL, INEXACT, "silent_after", "silent_before", SILENT, OTHER_REACH)


def growth_pairs(
    reports: pd.DataFrame,
    counts: pd.DataFrame,
    *,
    metric: str = "posts",
    channel: str = "wechat",
    consecutive: bool = True,
    every: bool = False,
) -> pd.DataFrame:
    """Return what the same agency says of one channel in two years.

    Parameters
    ----------
    reports, counts, metric, channel
        As in `govreport.indicators.counted.channel_counts`, which also says which number of a report counts.
    consecutive
        True: a year and the next one, so that an agency may stand in several rows. False: the first and the last
        report of an agency that give the number, however far apart, so that it stands in one.
    every
        Whether two reports that make no pair have a row too, if either says something of the channel.

    Returns
    -------
    DataFrame
        One row an agency and pair of years: `year_before`, `years` (between them), `metric`, `channel`, `unit`
        (missing where it was not printed or not coded), `before`, `after`, `log_ratio` (natural, for all the years
        together; missing where a number is 0), `entry` (from 0 to more: no rate of growth), `status`, `status_before`
        and `status_after` (as in `channel_counts`), `report_before`, `reach_before`, the columns of the second report,
        such as `report_id`, `agency_id` and `year`, and `synthetic` (made up). `status` is ``pair``; with `every` also
        ``silent_after`` and ``silent_before`` (one report gives no number), ``inexact``, ``several`` (a report
        contradicts itself), ``other_unit`` or ``other_reach`` (one says that it adds up others, one that it does not).

    Raises
    ------
    ValueError
        Metric or channel is not known, or an agency has two reports for a year.

    Examples
    --------
    >>> from govreport.facts import facts_counts, facts_panel, load_facts
    >>> facts = load_facts()
    >>> pairs = growth_pairs(facts_panel(facts), facts_counts(facts), channel="wechat", consecutive=False)
    >>> len(pairs), int((pairs["after"] > pairs["before"]).sum())
    (9, 6)
    """
    pairs = all_pairs(reports, counts, metric=metric, channel=channel, consecutive=consecutive)
    return pairs[pairs["status"] != SILENT if every else pairs["status"] == PAIR].reset_index(drop=True)


def all_pairs(
    reports: pd.DataFrame, counts: pd.DataFrame, *, metric: str, channel: str, consecutive: bool = True
) -> pd.DataFrame:
    """Return what `growth_pairs` returns, and a row of status ``silent`` where neither report says anything."""
    rows = channel_counts(reports, counts, metric=metric, channel=channel)
    rows = rows[rows["agency_id"].notna() & rows["year"].notna()].sort_values(["agency_id", "year"])
    first, second = _next_year(rows) if consecutive else _first_and_last(rows)
    pairs = _matched(first.reset_index(drop=True), second.reset_index(drop=True), metric, channel)
    whose = primary(reports).drop(columns=["agency_id", "year"])
    pairs = pairs.merge(whose, on="report_id", how="left", validate="one_to_one")
    reach = whose.set_index("report_id")["reach"].astype("string")
    before = reach.reindex(pairs["report_before"]).set_axis(pairs.index).fillna("unknown")
    known = (before != "unknown") & (pairs["reach"].astype("string") != "unknown")
    differ = known & (before != pairs["reach"].astype("string")) & (pairs["status"] == PAIR)
    status = pairs["status"].astype(object).mask(differ.fillna(False).astype(bool), OTHER_REACH)
    return pairs.assign(status=pd.Categorical(status, categories=pd.Index(STATUSES)), reach_before=before)


def _next_year(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the reports that are followed by one of the next year, and those."""
    same = (rows["agency_id"].shift(-1) == rows["agency_id"]) & (rows["year"].shift(-1) == rows["year"] + 1)
    at = np.flatnonzero(same.fillna(False))
    return rows.iloc[at], rows.iloc[at + 1]


def _first_and_last(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each agency's first and last report that give the number; of all its reports where fewer than two do."""
    given = rows["status"] == GIVEN
    enough = given.groupby(rows["agency_id"]).transform("sum") >= 2
    rows = rows[given | ~enough]
    rows = rows[rows.duplicated("agency_id", keep=False)]
    return rows.drop_duplicates("agency_id", keep="first"), rows.drop_duplicates("agency_id", keep="last")


def _matched(first: pd.DataFrame, second: pd.DataFrame, metric: str, channel: str) -> pd.DataFrame:
    """Return the two reports of each row side by side, with what they make of one another."""
    before, after = first["value"], second["value"]
    more = (before.gt(0) & after.gt(0)).fillna(False).astype(bool)
    logs = pd.Series(np.log(after.where(more, 1.0) / before.where(more, 1.0)), dtype="Float64")
    return pd.DataFrame(
        {
            "agency_id": second["agency_id"],
            "year_before": first["year"],
            "year": second["year"],
            "years": (second["year"] - first["year"]).astype("Int64"),
            "metric": pd.array([metric] * len(first), dtype="string"),
            "channel": pd.array([channel] * len(first), dtype="string"),
            "unit": first["unit"].fillna(second["unit"]),
            "before": before,
            "after": after,
            "log_ratio": logs.where(more),
            "entry": (before.eq(0) & after.gt(0)).fillna(False).astype(bool),
            "status": pd.Categorical(_status(first, second), categories=pd.Index(STATUSES)),
            "status_before": first["status"],
            "status_after": second["status"],
            "report_before": first["report_id"],
            "report_id": second["report_id"],
        }
    )


def _status(first: pd.DataFrame, second: pd.DataFrame) -> Any:
    """Return what two reports make: a pair only where metric, channel and unit are one; none has any unit."""
    one, two = (side["status"].astype(object).to_numpy() for side in (first, second))
    units = [side["unit"].fillna("").to_numpy(object) for side in (first, second)]
    unitless_zero = [
        (side["value"].eq(0) & side["unit"].isna()).fillna(False).to_numpy(bool) for side in (first, second)
    ]
    alike = (units[0] == units[1]) | unitless_zero[0] | unitless_zero[1]
    both = (one == GIVEN) & (two == GIVEN)
    conditions = [
        both & alike,
        both,
        (one == SEVERAL) | (two == SEVERAL),
        (one == INEXACT) | (two == INEXACT),
        one == GIVEN,
        two == GIVEN,
    ]
    return np.select(conditions, STATUSES[: len(conditions)], SILENT)

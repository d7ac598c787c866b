"""Growth of what a channel carries, on agencies that give the number in both years, never as a mean of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from govreport.errors import NotComparable
from govreport.indicators.agencies import BOOTSTRAP_PERCENTILE
from govreport.indicators.bootstrap import Drawing, median_interval, ratio_intervals
from govreport.indicators.intervals import named, proportion
from govreport.indicators.listed import settled, with_columns
from govreport.indicators.pairs import PAIR
from govreport.indicators.places import check_places
from govreport.indicators.ratio import BOOTSTRAP_T
from govreport.indicators.resample import N_BOOT
from govreport.indicators.settle import By, Part, collect
from govreport.indicators.zero import MIN_N

EXTRA = dict.fromkeys(("n_grew", "n_fell", "n_same", "n_entries", "years_least", "years_most"), "Int64") | {
    "p_value": "Float64",
    "why": "string",
}
"""Columns that only this result has."""


def paired_growth(
    pairs: pd.DataFrame,
    by: By = "year",
    *,
    aggregates: str = "keep",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
    seed: int = 0,
    n_boot: int = N_BOOT,
) -> pd.DataFrame:
    """Return how much more a channel carries in the second year, on the agencies that say so for both.

    Formulas: ``ratio_of_sums`` is Σ after / Σ before (large agencies weigh more); ``median_ratio`` the median of
    after / before over agencies that did not begin at 0; ``share_growing`` #{after > before} / #pairs, entries
    included, with the two-sided sign test on the pairs that changed (binomial, exact);
    ``ratio_silent_unchanged`` the ratio of sums as if agencies that fell silent had stayed where they were, given
    where `pairs` has them (``every=True``).

    Parameters
    ----------
    pairs
        From `govreport.indicators.pairs.growth_pairs`, of one metric and channel.
    by
        Columns of `pairs`; a group has each agency once. ``()`` is one group of all.
    aggregates
        ``"keep"`` (each agency is compared with itself, which counts nothing twice) or ``"drop"``: without reports
        that add up others and governments of unknown reach. Sums over a government and departments of its place are
        refused in either case.
    interval
        ``None``: no interval, which is right for a convenience sample. ``"bootstrap"``: over agencies, bootstrap-t for
        the ratio of sums (BCa covers 80 to 90 % there), percentile for the median (where BCa is not always defined),
        none with fewer than 30 pairs; Clopper–Pearson for the share that grew. `ci` names it. None speaks of agencies
        that give no numbers.
    level, seed, n_boot
        Nominal coverage; seed and number of draws of the bootstraps.
    min_n
        With fewer pairs only counts are given: `n`, `n_grew`, `n_fell`, `n_same`, `n_entries`.

    Returns
    -------
    DataFrame
        One row a group and indicator, all with the counts of the group; `numerator` and `denominator` are Σ after and
        Σ before, or pairs that grew and all pairs. `n_entries` began at 0: never a rate of growth. `years_least`,
        `years_most`: between the two reports; a ratio is for all of them together. `p_value` of the sign test. `why`
        says why an estimate is missing. `n_unknown`: rows of `pairs` that are none.

    Raises
    ------
    NotComparable
        Several metrics or channels, an agency twice in a group, or a government beside departments of its place.
    ValueError
        An option has a value that it does not allow.

    Examples
    --------
    >>> from govreport.facts import facts_counts, facts_panel, load_facts
    >>> from govreport.indicators.pairs import growth_pairs
    >>> facts = load_facts()
    >>> pairs = growth_pairs(facts_panel(facts), facts_counts(facts), channel="wechat", consecutive=False)
    >>> paired_growth(pairs, by=())[["indicator", "n", "n_grew", "n_fell", "estimate"]].values.tolist()[0]
    ['ratio_of_sums', 9, 6, 3, <NA>]
    """
    if interval not in (None, "bootstrap"):
        msg = f'interval={interval!r} is not known for growth; expected None or "bootstrap"'
        raise ValueError(msg)
    things = [f"{row.metric} by {row.channel}" for row in pairs[["metric", "channel"]].drop_duplicates().itertuples()]
    if len(things) > 1:
        msg = f"{', '.join(things)} are not one thing: their growth is never pooled; take growth_pairs of one of them"
        raise NotComparable(msg)
    boot = Drawing(n_boot=n_boot, seed=seed, level=level) if interval else None

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        yield from _grown(part, boot, max(min_n, 1))

    rows = pairs.reset_index(drop=True)
    unknown = (rows["status"] != PAIR).to_numpy(bool)
    return with_columns(collect(settled(rows, aggregates=aggregates, unknown=unknown), by, measure, sums=False), EXTRA)


def _grown(part: Part, boot: Drawing | None, min_n: int) -> Iterator[dict[str, Any]]:
    """Yield the record of every indicator of one group."""
    pairs, silent = part.rows[part.known], part.rows[(part.rows["status"] == "silent_after").to_numpy(bool)]
    _check_agencies(pairs)
    base = _counts(pairs)
    few = {"why": f"fewer than {min_n} pairs"} if len(pairs) < min_n else None
    if few is None:
        base["p_value"] = _sign_test(base["n_grew"], base["n_fell"])
    yield base | {"indicator": "ratio_of_sums"} | (few or _sums(pairs, boot))
    if len(silent):
        unchanged = pd.concat([pairs, silent.assign(after=silent["before"])])
        _check_agencies(unchanged)
        yield base | {"indicator": "ratio_silent_unchanged"} | (few or _sums(unchanged, None))
    yield base | {"indicator": "median_ratio"} | (few or _median(pairs, boot, min_n))
    yield base | {"indicator": "share_growing"} | (few or _share(base["n_grew"], len(pairs), boot))


def _check_agencies(pairs: pd.DataFrame) -> None:
    twice = pairs["agency_id"][pairs["agency_id"].duplicated()]
    if len(twice):
        msg = (
            f"{twice.iloc[0]} stands in several pairs of one group, which are not independent; "
            'take by="year", or growth_pairs(consecutive=False)'
        )
        raise NotComparable(msg)


def _counts(pairs: pd.DataFrame) -> dict[str, Any]:
    """Return how many pairs went which way: all that is said of few."""
    before, after, years = pairs["before"], pairs["after"], pairs["years"]
    counts = {
        "n_grew": after > before,
        "n_fell": after < before,
        "n_same": after == before,
        "n_entries": pairs["entry"],
    }
    ends = {"years_least": years.min(), "years_most": years.max()} if len(pairs) else {}
    return {"n": len(pairs)} | {name: int(found.sum()) for name, found in counts.items()} | ends


def _sign_test(grew: int, fell: int) -> float:
    return float(stats.binomtest(grew, grew + fell, 0.5).pvalue) if grew + fell else 1.0


def _sums(pairs: pd.DataFrame, boot: Drawing | None) -> dict[str, Any]:
    """Return the ratio of sums; numbers in different units are never added, nor a government to its departments."""
    for year in ("year_before", "year"):
        check_places(pairs.assign(year=pairs[year]), "posts")
    units = sorted(pairs["unit"].fillna("unknown").unique())
    if len(units) > 1:
        return {"n": len(pairs), "why": f"several units ({', '.join(units)}) are not added"}
    before, after = (pairs[name].to_numpy(float) for name in ("before", "after"))
    if not before.sum():
        return {"n": len(pairs), "why": "all began at 0"}
    record = {"n": len(pairs), "numerator": after.sum(), "denominator": before.sum()}
    record["estimate"] = after.sum() / before.sum()
    if boot is None:
        return record
    low, high = ratio_intervals(after[:, None], before[:, None], np.arange(len(pairs)), boot, within=False)[0]
    return record | (named(low, high, BOOTSTRAP_T, boot.level) if np.isfinite(low) else {})


def _median(pairs: pd.DataFrame, boot: Drawing | None, min_n: int) -> dict[str, Any]:
    """Return the median of the ratios of agencies that did not begin at 0."""
    pairs = pairs[pairs["before"] > 0]
    if len(pairs) < min_n:
        return {"n": len(pairs), "why": f"fewer than {min_n} pairs that did not begin at 0"}
    ratios = (pairs["after"] / pairs["before"]).to_numpy(float)
    record = {"n": len(ratios), "estimate": float(np.median(ratios))}
    if boot is None:
        return record
    low, high = median_interval(ratios, np.arange(len(ratios)), boot)
    return record | (named(low, high, BOOTSTRAP_PERCENTILE, boot.level) if np.isfinite(low) else {})


def _share(grew: int, n: int, boot: Drawing | None) -> dict[str, Any]:
    record = {"n": n, "numerator": grew, "denominator": n, "estimate": grew / n}
    if boot is None:
        return record
    low, high = proportion(grew, n, "clopper_pearson", boot.level)
    return record | named(low, high, "clopper_pearson", boot.level)

"""How much of what an agency posts goes through new media, where it counts both new media and its website."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from govreport.indicators.agencies import BOOTSTRAP_PERCENTILE
from govreport.indicators.bootstrap import Drawing, clusters, median_interval, ratio_intervals
from govreport.indicators.counted import GIVEN, NOT_GIVEN, channel_counts
from govreport.indicators.intervals import named
from govreport.indicators.listed import primary, settled, with_columns
from govreport.indicators.places import check_places
from govreport.indicators.ratio import BOOTSTRAP_T
from govreport.indicators.resample import N_BOOT
from govreport.indicators.settle import By, Flags, Numbers, Part, collect
from govreport.indicators.zero import MIN_N

SINGLE = ("wechat", "weibo", "wechat_weibo", "video", "app")
"""Channels that new media are made of; their sum is no more than what a report tells."""


def channel_share(
    reports: pd.DataFrame,
    counts: pd.DataFrame,
    by: By = "year",
    *,
    metric: str = "posts",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
    seed: int = 0,
    n_boot: int = N_BOOT,
) -> pd.DataFrame:
    """Return the share of new media in what is posted by new media and on the website, where a report counts both.

    Formula: new media / (new media + website), of one metric and in one unit. New media is the number that a report
    gives for them together; else the sum of those it gives for WeChat, Weibo, both in one, video and apps, which
    leaves out what it does not count. A report that gives a number for all of them and one for a channel that is not
    said to be its part, a joint number beside a single one, or an inexact one, is unknown: nothing is guessed.
    ``channel_share_pooled`` is the ratio of sums, ``channel_share_median`` the median of the reports' shares.

    Parameters
    ----------
    reports, counts
        `Corpus.reports` and `Corpus.mentions`.
    by
        Columns of `reports` whose values make the groups.
    metric
        ``"posts"`` or ``"disclosed_items"``, never both. The facts do not tell them apart on websites.
    aggregates
        ``"drop"`` sets aside reports that add up others and governments of unknown reach; ``"keep"`` keeps them.
    interval, level, seed, n_boot
        ``None`` or ``"bootstrap"`` over agencies: bootstrap-t for the pooled share, percentile for the median.
    min_n
        With fewer reports that count both there is no share.

    Returns
    -------
    DataFrame
        One row a group and indicator: `n` (reports that count both), `numerator` and `denominator` (sums, of the
        pooled share), `estimate`, `why` (why there is none), `n_unknown` (reports that do not count both). There is
        no worst case: who does not count may have any share.

    Raises
    ------
    NotComparable
        A government that may add up others stands beside departments of its place.

    Examples
    --------
    >>> names = {"agency_kind": "department", "reach": "own", "year": 2021}
    >>> reports = pd.DataFrame([{"report_id": "a", "agency_id": "a"} | names])
    >>> said = [("wechat", 30.0), ("weibo", 10.0), ("website", 60.0)]
    >>> counts = pd.DataFrame(said, columns=["channel", "value"]).assign(report_id="a", metric="posts", unit="条")
    >>> counts = counts.assign(scope="year", bound="exact", part=False)
    >>> channel_share(reports, counts, min_n=1)[["indicator", "numerator", "estimate"]].values.tolist()
    [['channel_share_pooled', 40.0, 0.4], ['channel_share_median', <NA>, 0.4]]
    """
    if interval not in (None, "bootstrap"):
        msg = f'interval={interval!r} is not known for channel shares; expected None or "bootstrap"'
        raise ValueError(msg)
    boot = Drawing(n_boot=n_boot, seed=seed, level=level) if interval else None
    rows = primary(reports)
    new, web, unit = _both(rows, counts, metric)
    rows["unit"] = unit

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        told, n = part.rows[part.known], int(part.known.sum())
        few = {"n": n, "why": f"fewer than {min_n} reports count both"} if n < max(min_n, 1) else None
        ours, theirs = part.numbers("new"), part.numbers("web")
        yield {"indicator": "channel_share_pooled"} | (few or _pooled(told, ours, theirs, boot))
        yield {"indicator": "channel_share_median"} | (few or _median(told, ours, theirs, boot))

    known = settled(rows, aggregates=aggregates, unknown=np.isnan(new) | np.isnan(web), values={"new": new, "web": web})
    return with_columns(collect(known, by, measure, sums=False), {"why": "string"})


def _both(rows: pd.DataFrame, counts: pd.DataFrame, metric: str) -> tuple[Numbers, Numbers, pd.Series[str]]:
    """Return new media, website and their unit for each report; NaN where they are not both known in one unit."""
    found = {
        name: channel_counts(rows, counts, metric=metric, channel=name) for name in (*SINGLE, "new_media", "website")
    }
    value = {name: one["value"].to_numpy(float, na_value=np.nan) for name, one in found.items()}
    told = {name: (one["status"] != NOT_GIVEN).to_numpy(bool) for name, one in found.items()}
    parts = {name: one["part"].fillna(False).to_numpy(bool) for name, one in found.items()}
    whole = np.all([~told[name] | parts[name] for name in SINGLE], axis=0)
    total = (found["new_media"]["status"] == GIVEN).to_numpy(bool) & whole
    twice = told["wechat_weibo"] & (told["wechat"] | told["weibo"])
    single = ~told["new_media"] & ~twice & np.any([told[name] for name in SINGLE], axis=0)
    summed = np.sum([np.where(told[name], value[name], 0.0) for name in SINGLE], axis=0)
    new = np.where(total, value["new_media"], np.where(single, summed, np.nan))
    used = {"new_media": total, "website": told["website"]} | {name: told[name] & single for name in SINGLE}
    unit = found["website"]["unit"]
    alike = np.all([~used[name] | _same(found[name]["unit"], unit) for name in used], axis=0)
    return np.where(alike, new, np.nan), value["website"], unit


def _same(one: pd.Series[str], other: pd.Series[str]) -> Flags:
    return (one.fillna("") == other.fillna("")).to_numpy(bool)


def _pooled(rows: pd.DataFrame, new: Numbers, web: Numbers, boot: Drawing | None) -> dict[str, Any]:
    check_places(rows, "posts")
    units = sorted(rows["unit"].fillna("unknown").unique())
    if len(units) > 1:
        return {"n": len(rows), "why": f"several units ({', '.join(units)}) are not added"}
    top, bottom = new.sum(), (new + web).sum()
    record = {"n": len(rows), "numerator": top, "denominator": bottom}
    if not bottom:
        return record | {"why": "all are 0"}
    record["estimate"] = top / bottom
    if boot is None:
        return record
    low, high = ratio_intervals(new[:, None], (new + web)[:, None], clusters(rows, boot.cluster), boot)[0]
    return record | (named(low, high, BOOTSTRAP_T, boot.level) if np.isfinite(low) else {})


def _median(rows: pd.DataFrame, new: Numbers, web: Numbers, boot: Drawing | None) -> dict[str, Any]:
    some = new + web > 0
    if not some.any():
        return {"n": 0, "why": "all are 0"}
    shares = new[some] / (new + web)[some]
    record = {"n": len(shares), "estimate": float(np.median(shares))}
    if boot is None:
        return record
    low, high = median_interval(shares, clusters(rows[some], boot.cluster), boot)
    return record | (named(low, high, BOOTSTRAP_PERCENTILE, boot.level) if np.isfinite(low) else {})

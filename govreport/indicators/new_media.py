"""New media in the words of reports: who names a channel, and who gives a number for it.

Since 2019 no table asks for these numbers: what is told is chosen. Naming a channel, giving a number for it and the
number itself are three things, and none stands for another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from govreport.channels import OWN
from govreport.indicators.counted import GIVEN, NOT_GIVEN
from govreport.indicators.listed import primary, settled, with_columns
from govreport.indicators.pairs import all_pairs
from govreport.indicators.settle import By, Flags, Part, collect
from govreport.indicators.zero import MIN_N, share

NEW_MEDIA = ("wechat", "weibo", "wechat_weibo", "video", "app", "new_media")
ANY = "any"
"""Any of the channels that are asked for."""
CLASSES = ("low", "middle", "high", "inexact", "not_given")
NEXT = {"before": "string", "least": "Float64", "most": "Float64", "p_value": "Float64"}
JOINT = {"wechat": ("wechat", "wechat_weibo"), "weibo": ("weibo", "wechat_weibo")}
"""Who names 两微 or both in one number has each of them, though the number is of neither."""


def adoption(
    reports: pd.DataFrame,
    channels: pd.DataFrame,
    by: By = "year",
    *,
    of: Sequence[str] = NEW_MEDIA,
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return the share of reports that name a channel as the agency's own.

    Formula: #{the report names, opens or counts the channel} / #{reports}. It is the lower end of the share of
    agencies that have the channel: one that names none may have it, unless it says that it was closed. There is no
    policy for blanks, because silence is no blank cell. Source: Manski (1989), for the worst case.

    Parameters
    ----------
    reports
        `Corpus.reports`.
    channels
        `Corpus.channels`. The shipped facts have only channels with a number: they say nothing of adoption, see
        `reporting_rate`.
    by
        Columns of `reports` whose values make the groups.
    of
        Channels. WeChat and Weibo are also named by who names both at once (``wechat_weibo``).
    aggregates
        ``"drop"`` sets aside reports that add up others and governments of unknown reach; ``"keep"`` keeps them.
    interval, level
        As in `govreport.indicators.zero_requests`; it is for the share that names the channel.
    min_n
        With fewer reports there is no share.

    Returns
    -------
    DataFrame
        One row a group and channel, and a row for ``any`` of them: `channel`, `numerator` (reports that name it),
        `denominator` and `n` (reports), `estimate`, `lo` and `hi` (who has it, in the worst case over the silent),
        `n_closed` (say that it was closed), `n_unknown` (silent).

    Examples
    --------
    >>> names = {"agency_kind": "department", "reach": "own", "year": 2021}
    >>> reports = pd.DataFrame([{"report_id": one, "agency_id": one} | names for one in ("a", "b", "c", "d")])
    >>> found = [("a", "wechat", "counted"), ("b", "wechat_weibo", "named"), ("c", "wechat", "closed")]
    >>> channels = pd.DataFrame(found, columns=["report_id", "channel", "status"])
    >>> adoption(reports, channels, of=["wechat"], min_n=1)[["channel", "numerator", "lo", "hi"]].values.tolist()
    [['wechat', 2.0, 0.5, 0.75], ['any', 2.0, 0.5, 0.75]]
    """
    rows, found = primary(reports), {}
    for channel in _asked(of):
        has = _says(rows, channels, JOINT.get(channel, (channel,)), ("counted", "named", "opened"))
        found[channel] = {"has": has, "closed": _says(rows, channels, (channel,), ("closed",)) & ~has}
    has = np.any([one["has"] for one in found.values()], axis=0)
    closed = np.all([one["closed"] for one in found.values()], axis=0)
    found[ANY] = {"has": has, "closed": closed}

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        named, closed, n = int(part.value["has"].sum()), int(part.value["closed"].sum()), len(part.rows)
        record = share(named, n, interval=interval, level=level, min_n=min_n)
        if not pd.isna(record["estimate"]):
            record |= {"lo": named / n, "hi": (n - closed) / n}
        yield {"indicator": "adoption", "n_closed": closed} | record

    silent = {channel: ~one["has"] & ~one["closed"] for channel, one in found.items()}
    return _by_channel(rows, found, silent, by, measure, aggregates, {"n_closed": "Int64"})


def reporting_rate(
    reports: pd.DataFrame,
    channels: pd.DataFrame,
    by: By = "year",
    *,
    of: Sequence[str] = NEW_MEDIA,
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return the share of reports that give a number for a channel.

    Formula: #{a number of the year's posts or disclosed items is given} / #{reports}. It says who counts, not who has
    the channel (`adoption`) nor how much it carries (`paired_growth`). A joint number for WeChat and Weibo is counted
    under ``wechat_weibo`` and ``any`` alone. Every report either gives one or not: nothing is unknown.

    Parameters
    ----------
    reports, channels
        Of a corpus, or `facts_panel` and `facts_channels` of the facts.
    by, of, aggregates, interval, level, min_n
        As in `adoption`.

    Returns
    -------
    DataFrame
        One row a group and channel, and a row for ``any`` of them: `channel`, `numerator` (reports that give a
        number), `denominator` and `n` (reports), `estimate`, `n_posts` (of those that give one, how many give an
        exact number of posts, not of disclosed items).

    Examples
    --------
    >>> from govreport.facts import facts_channels, facts_panel, load_facts
    >>> facts = load_facts()
    >>> found = reporting_rate(facts_panel(facts), facts_channels(facts), by=(), of=["wechat", "weibo"])
    >>> found[["channel", "numerator", "n"]].values.tolist()
    [['wechat', 71.0, 325], ['weibo', 20.0, 325], ['any', 71.0, 325]]
    """
    rows, found = primary(reports), {}
    exact = channels[channels["posts"].notna()]
    for channel in _asked(of):
        counts, posts = (_says(rows, some, (channel,), ("counted",)) for some in (channels, exact))
        found[channel] = {"counts": counts, "posts": posts}
    found[ANY] = {name: np.any([one[name] for one in found.values()], axis=0) for name in ("counts", "posts")}

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        counted, posts = int(part.value["counts"].sum()), int(part.value["posts"].sum())
        record = share(counted, len(part.rows), interval=interval, level=level, min_n=min_n)
        yield {"indicator": "reporting", "n_posts": posts} | record

    nobody = dict.fromkeys(found, np.zeros(len(rows), dtype=bool))
    return _by_channel(rows, found, nobody, by, measure, aggregates, {"n_posts": "Int64"})


def _asked(of: Sequence[str]) -> Sequence[str]:
    if isinstance(of, str) or not of or not set(of) <= set(OWN):
        msg = f"of={of!r} is not allowed; expected a list of some of {', '.join(OWN)}"
        raise ValueError(msg)
    return of


def _says(rows: pd.DataFrame, channels: pd.DataFrame, names: Sequence[str], statuses: Sequence[str]) -> Flags:
    """Return which reports have one of these channels with one of these statuses."""
    found = channels[channels["channel"].isin(names) & channels["status"].isin(statuses)]
    return rows["report_id"].isin(found["report_id"]).to_numpy(bool)


def _by_channel(
    rows: pd.DataFrame,
    found: Mapping[str, Mapping[str, Flags]],
    unknown: Mapping[str, Flags],
    by: By,
    measure: Callable[[Part], Iterator[dict[str, Any]]],
    aggregates: str,
    extra: Mapping[str, str],
) -> pd.DataFrame:
    """Return one row a group and channel, the channels of a group together."""
    flags = {f"{name} {channel}": which for channel, one in found.items() for name, which in one.items()}
    flags |= {f"unknown {channel}": which for channel, which in unknown.items()}
    values = {name: which.astype(float) for name, which in flags.items()}

    def each(part: Part) -> Iterator[dict[str, Any]]:
        for channel, one in found.items():
            own = replace(part, value={name: part.value[f"{name} {channel}"] for name in one})
            counts = {"channel": channel, "n_unknown": int(part.value[f"unknown {channel}"].sum())}
            for record in measure(own):
                yield counts | record | {"indicator": f"{record['indicator']}_{channel}"}

    whole = collect(settled(rows, aggregates=aggregates, values=values), by, each, sums=False)
    return with_columns(whole, {"channel": "string", **extra})


def reporting_next(
    reports: pd.DataFrame,
    counts: pd.DataFrame,
    by: By = "year",
    *,
    metric: str = "posts",
    channel: str = "wechat",
    aggregates: str = "keep",
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return how many agencies give a number again in the next year, by what they gave before.

    Formula: #{a number, exact or not, is given in t + 1} / #{reports of t and t + 1}, apart for agencies whose number
    in t lay in the lowest, middle or highest third of the group, was not exact, or was not given. If who posts little
    falls silent, growth among the others is too good.

    Parameters
    ----------
    reports, counts, metric, channel
        As in `govreport.indicators.growth_pairs`.
    by
        Columns of the second report whose values make the groups.
    aggregates, min_n
        As in `govreport.indicators.paired_growth`; for each row.

    Returns
    -------
    DataFrame
        One row a group and class of agencies: `before` (``low``, ``middle``, ``high``, ``inexact``, ``not_given``),
        `least` and `most` (numbers of that class in t), `numerator` (give one in t + 1), `denominator` and `n`
        (agencies), `estimate`; `p_value`, the same in all rows of a group: Mann and Whitney (1947), two-sided, whether
        those that give one again had other numbers in t; missing with fewer than `min_n`, or where an agency stands in
        the group more than once. Classes without agencies have no row.

    Examples
    --------
    >>> from govreport.facts import facts_counts, facts_panel, load_facts
    >>> facts = load_facts()
    >>> found = reporting_next(facts_panel(facts), facts_counts(facts), by=())
    >>> found[["before", "numerator", "n"]].values.tolist()
    [['low', 1.0, 2], ['middle', 1.0, 1], ['high', 2.0, 2], ['not_given', 2.0, 5]]
    """
    pairs = all_pairs(reports, counts, metric=metric, channel=channel)
    again = np.asarray(pairs["status_after"] != NOT_GIVEN, dtype=float)
    known = settled(pairs, aggregates=aggregates, values={"again": again})

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        again, rows = part.value["again"] == 1, part.rows
        classes = _classes(rows)
        tested = {"p_value": _whether_levels_differ(rows, again, min_n)}
        for name in CLASSES:
            of = classes == name
            if of.any():
                ends = {"before": name, "least": rows["before"][of].min(), "most": rows["before"][of].max()}
                record = share(int(again[of].sum()), int(of.sum()), interval=None, level=0.95, min_n=min_n)
                yield {"indicator": "reporting_next"} | ends | record | tested

    return with_columns(collect(known, by, measure, sums=False), NEXT)


def _classes(rows: pd.DataFrame) -> npt.NDArray[np.str_]:
    """Return the class of each first report; thirds by the numbers that the group gives."""
    number = rows["before"].to_numpy(float, na_value=np.nan)
    given = (rows["status_before"] == GIVEN).to_numpy(bool)
    low, high = np.quantile(number[given], [1 / 3, 2 / 3]) if given.any() else (0.0, 0.0)
    silent = (rows["status_before"] == NOT_GIVEN).to_numpy(bool)
    return np.select([silent, ~given, number <= low, number <= high], ["not_given", "inexact", "low", "middle"], "high")


def _whether_levels_differ(rows: pd.DataFrame, again: Flags, min_n: int) -> float:
    given = (rows["status_before"] == GIVEN).to_numpy(bool)
    one, other = (rows["before"][given & which].to_numpy(float) for which in (again, ~again))
    if rows["agency_id"].duplicated().any() or len(one) + len(other) < min_n or not len(one) or not len(other):
        return np.nan
    return float(stats.mannwhitneyu(one, other).pvalue)

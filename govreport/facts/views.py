"""The facts in the shape of a corpus' frames, so that indicators take them as they take what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from govreport.frames import Schema

REPORTS = (
    *("report_id", "agency", "agency_name", "agency_id", "agency_kind", "function", "reach", "province", "prefecture"),
    *("county", "adcode", "level", "year", "published"),
)
"""Columns of `reports` that the facts have."""
POSTS = {
    "website": "website_items",
    "wechat": "wechat_posts",
    "weibo": "weibo_posts",
    "wechat_weibo": "wechat_weibo_posts",
    "new_media": "new_media_posts",
}
FOLLOWERS = {"wechat": "wechat_followers", "weibo": "weibo_followers"}
COUNTS = ("report_id", "year", "metric", "channel", "value", "bound", "unit", "scope", "part", "negated")
MIXED = "website"
"""The channel whose count may be of posts or of disclosed items."""


def facts_panel(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts as `Corpus.panel` returns a corpus, with the requests received as its only cell.

    Parameters
    ----------
    facts
        From `load_facts`, or rows of it.

    Returns
    -------
    DataFrame
        One row an agency and year, by agency and year: the columns of `reports` that the facts have, then
        `rq_received` (Float64) with `rq_received_st` (``stated`` or ``missing``), `rq_received_lo` and
        `rq_received_hi`. Missing: the opening does not say, anything from 0 is possible. A number printed as
        approximate is missing too, because a word such as 近 and one such as 余 are not told apart; but it is not
        none, so that its lower end is 1. `reach` is ``unknown`` where the text does not say. No table was read:
        ``missing`` says nothing of the report's own table.

    Examples
    --------
    >>> from govreport.facts import load_facts
    >>> panel = facts_panel(load_facts())
    >>> len(panel), int(panel["rq_received"].notna().sum()), int((panel["rq_received"] == 0).sum())
    (352, 174, 95)
    """
    from govreport.panel import CELL_STATES

    printed, about = facts["requests_received"].astype("Float64"), _approximate(facts, "requests_received")
    value = printed.mask(about)
    panel = facts.rename(columns={"kind": "agency_kind"})[list(REPORTS)]
    state = pd.Categorical(np.where(value.notna(), "stated", "missing"), categories=pd.Index(CELL_STATES))
    panel = panel.assign(
        reach=panel["reach"].fillna("unknown"),
        rq_received=value,
        rq_received_st=state,
        rq_received_lo=value.fillna(0.0).mask(about & (printed > 0), 1.0),
        rq_received_hi=value,
    )
    return panel.sort_values(["agency_id", "year"], kind="stable", ignore_index=True)


def facts_channels(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the channels with a number, as `Corpus.channels` returns those of a corpus.

    Parameters
    ----------
    facts
        From `load_facts`, or rows of it.

    Returns
    -------
    DataFrame
        One row a report and channel with a number: `report_id`, `year`, `channel`, `status`, `posts`, `followers`.
        `status` is ``counted``, or ``named`` where only followers are given. `posts` is missing for the
        website, whose items may be posts or disclosed items, and where the number is approximate; `followers` where
        none are given or they are approximate. A channel that is named without a number was not coded: a report
        without a row may still have the channel.

    Examples
    --------
    >>> from govreport.facts import load_facts
    >>> facts_channels(load_facts())["channel"].value_counts().head(3).to_dict()
    {'website': 138, 'wechat': 76, 'weibo': 26}
    """
    from govreport.channels import COLUMNS

    return _stacked([_channel(facts, channel) for channel in POSTS], COLUMNS)


def _channel(facts: pd.DataFrame, channel: str) -> pd.DataFrame:
    """Return one row a report that gives a number of this channel."""
    counted = facts[POSTS[channel]].notna()
    none = pd.Series(pd.NA, index=facts.index, dtype="Float64")
    followers = FOLLOWERS.get(channel)
    has = counted | facts[followers].notna() if followers else counted
    return facts[["report_id", "year"]].assign(
        channel=channel,
        status=np.where(counted, "counted", "named"),
        posts=none if channel == MIXED else _exact(facts, POSTS[channel]),
        followers=_exact(facts, followers) if followers else none,
    )[has]


def facts_counts(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of posts by channel, as `Corpus.mentions` returns those of a corpus.

    Parameters
    ----------
    facts
        From `load_facts`, or rows of it.

    Returns
    -------
    DataFrame
        One row a report and channel with a count: `report_id`, `year`, `metric` (``posts``; missing for the website,
        whose items may be posts or disclosed items), `channel`, `value` (as printed), `bound` (``about`` where it was
        approximate, above or below, else ``exact``), `unit` (always missing: the measure word was not coded), `scope`
        (``year``), `part` (always missing: not coded) and `negated` (it says none).

    Examples
    --------
    >>> from govreport.facts import load_facts
    >>> counts = facts_counts(load_facts())
    >>> counts[counts["channel"] == "wechat"]["bound"].value_counts()[["exact", "about"]].tolist()
    [70, 6]
    """
    from govreport.frames import schemas

    return _stacked(
        [_count(facts, channel) for channel in POSTS], {name: schemas()["mentions"][name] for name in COUNTS}
    )


def _count(facts: pd.DataFrame, channel: str) -> pd.DataFrame:
    """Return one row a report that gives a number of posts for this channel."""
    value = facts[POSTS[channel]]
    return facts[["report_id", "year"]].assign(
        metric=None if channel == MIXED else "posts",
        channel=channel,
        value=value,
        bound=np.where(_approximate(facts, POSTS[channel]), "about", "exact"),
        unit=None,
        scope="year",
        part=None,
        negated=(value == 0),
    )[value.notna()]


def _stacked(parts: list[pd.DataFrame], kinds: Schema) -> pd.DataFrame:
    """Return the rows of all channels by report, in the types of the frame that they stand for."""
    typed = {name: pd.CategoricalDtype(list(kind)) if isinstance(kind, tuple) else kind for name, kind in kinds.items()}
    rows = pd.concat([part.astype(typed) for part in parts])[list(kinds)]
    return rows.sort_values(["report_id", "channel"], ignore_index=True)


def _approximate(facts: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Say of which rows the number in a column is printed as approximate."""
    listed = facts["approximate"].fillna("").str.split(";")
    return pd.Series([name in names for names in listed], index=facts.index, dtype=bool)


def _exact(facts: pd.DataFrame, name: str) -> pd.Series[Any]:
    return facts[name].astype("Float64").mask(_approximate(facts, name))

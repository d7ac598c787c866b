"""The one number that a report gives for a channel, or why it gives none that can be compared."""

from __future__ import annotations

import numpy as np
import pandas as pd

from govreport.frames import CHANNELS
from govreport.indicators.listed import primary

SCOPES = {"posts": "year", "disclosed_items": "year", "followers": "stock"}
"""What is counted by channel, and the scope of a number that is the report year's."""
GIVEN, INEXACT, SEVERAL, NOT_GIVEN = STATUSES = ("given", "inexact", "several", "not_given")


def channel_counts(
    reports: pd.DataFrame, counts: pd.DataFrame, *, metric: str = "posts", channel: str = "wechat"
) -> pd.DataFrame:
    """Return the number that each report gives for one channel.

    Only numbers of the report year count (of followers: the level at its end), never those since the launch, of
    another year or planned. A part of a total by channel (其中微信56条) is the channel's own number; a part beside the
    channel's own total, exact or not, is a part of that total and is passed over.

    Parameters
    ----------
    reports
        `Corpus.reports`, or `facts_panel` of the facts.
    counts
        `Corpus.mentions`, or `facts_counts` of the facts.
    metric
        ``"posts"``, ``"disclosed_items"`` or ``"followers"``. One of them: they are different things and never pooled.
    channel
        A channel of `mentions`; ``"wechat_weibo"`` is a joint number and belongs to neither.

    Returns
    -------
    DataFrame
        One row a primary report: `report_id`, `agency_id`, `year`, `status`, `value`, `unit` (missing where none is
        printed or it was not coded), `part` (it was given as a part). `status` is ``given``; ``inexact`` (only with
        余, 近 and the like); ``several`` (exact numbers that differ, or one number in two units); ``not_given``.
        `value` is missing unless it is given. Not given is not zero.

    Raises
    ------
    ValueError
        Metric or channel is not known, or an agency has two reports for a year.

    Examples
    --------
    >>> from govreport.facts import facts_counts, facts_panel, load_facts
    >>> facts = load_facts()
    >>> found = channel_counts(facts_panel(facts), facts_counts(facts), channel="wechat")
    >>> found["status"].value_counts().to_dict()
    {'not_given': 276, 'given': 70, 'inexact': 6, 'several': 0}
    """
    _check(metric, channel)
    rows = primary(reports)[["report_id", "agency_id", "year"]]
    said = counts[(counts["metric"] == metric) & (counts["channel"] == channel) & (counts["scope"] == SCOPES[metric])]
    whole = ~said["part"].fillna(False).astype(bool)
    own_total = whole.groupby(said["report_id"]).transform("any")
    said = said[whole | ~own_total]
    said = said.assign(unit=said["unit"].astype("string").mask(said["unit"] == ""))
    by_report = said[said["bound"] == "exact"].groupby("report_id")
    clear = by_report["value"].agg("nunique").eq(1) & by_report["unit"].agg("nunique").le(1)
    found = pd.DataFrame({"value": by_report["value"].first(), "unit": by_report["unit"].first()})
    found = found.assign(part=by_report["part"].first(), clear=clear).reindex(rows["report_id"])
    told, exact = rows["report_id"].isin(said["report_id"]).to_numpy(), found["value"].notna().to_numpy()
    given = exact & found["clear"].fillna(False).to_numpy(bool)
    status = np.select([given, exact, told], [GIVEN, SEVERAL, INEXACT], NOT_GIVEN)
    found = found[["value", "unit", "part"]].reset_index(drop=True)
    return rows.assign(
        status=pd.Categorical(status, categories=pd.Index(STATUSES)),
        value=found["value"].astype("Float64").where(given),
        unit=found["unit"].astype("string").where(given),
        part=found["part"].astype("boolean").where(given),
    )


def _check(metric: str, channel: str) -> None:
    for option, given, allowed in (("metric", metric, tuple(SCOPES)), ("channel", channel, CHANNELS[:-1])):
        if given not in allowed:
            msg = f"{option}={given!r} is not allowed; expected one of {', '.join(allowed)}; they are never pooled"
            raise ValueError(msg)

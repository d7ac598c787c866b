"""New media in the words of reports: who names a channel, who counts it, and their share in what is posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from govreport.plots.dots import Manner
from govreport.plots.frame import checked
from govreport.plots.rates import NEEDED, rates
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def adoption(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the share of reports that name a channel as the agency's own.

    Parameters
    ----------
    result
        From `govreport.indicators.adoption`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        By year, one colour a channel; else one row a channel and group. The worst case lets every report that is
        silent have the channel, or none.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    return _by_channel(result, ax, lang, "adoption", ("n_closed",))


def reporting_rate(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the share of reports that give a number for a channel.

    Parameters
    ----------
    result
        From `govreport.indicators.reporting_rate`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        As `adoption`; every report gives a number or does not, so that there is no worst case.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    return _by_channel(result, ax, lang, "reporting", ("n_posts",))


def _by_channel(result: pd.DataFrame, ax: Axes | None, lang: Lang, what: str, own: tuple[str, ...]) -> Axes:
    frame = checked(result, "channel", *NEEDED)
    return rates(
        frame.assign(indicator=what), ax, lang, Manner(), title=say(f"{what}.title", lang), besides=own,
        notes=[say(f"{what}.note", lang)],
        worst="adoption.worst", source=frame.drop(columns="n_unknown"),
    )  # fmt: skip


def channel_share(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the share of new media in what is posted by new media and on the website.

    Parameters
    ----------
    result
        From `govreport.indicators.channel_share`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One colour for all posts together, one for the median of the reports. The count is of reports that count both;
        who does not count may have any share, so that there is no worst case.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, *NEEDED)
    return rates(
        frame, ax, lang, Manner(agencies=False), title=say("share.title", lang), besides=("why",),
        notes=[say("share.note", lang)],
    )  # fmt: skip

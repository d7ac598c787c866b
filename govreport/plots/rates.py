"""Shares and rates by year or one row a group: what most indicators look like; and the share without requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from govreport.plots import dots
from govreport.plots.canvas import OVER_YEARS, finish, legend
from govreport.plots.fonts import lettering
from govreport.plots.frame import checked, group_columns, group_names
from govreport.plots.marks import certainty, looks, scale, series_handles
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("indicator", "numerator", "denominator", "n", "estimate", "lo", "hi", "ci_lo", "ci_hi", "ci")
"""Columns of a result that are drawn."""


def rates(
    result: pd.DataFrame,
    ax: Axes | None,
    lang: Lang,
    *,
    title: str,
    share: bool,
    line: bool = False,
    besides: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Axes:
    """Draw a result: by year where it is grouped by year, else one row a group.

    Parameters
    ----------
    result
        What an indicator returned, with one row a group and series.
    ax, lang
        As in every figure.
    title
        Said over the plot area.
    share
        Whether values are shares, of an axis from 0 to 100 %.
    line
        Whether years of one form are joined.
    besides
        Columns before `indicator` that make no groups.
    notes
        Lines of small print.
    """
    frame = checked(result, *NEEDED)
    with lettering(lang) as families:
        upright = "year" in group_columns(frame, besides)
        frame = dots.with_series(frame, besides, lang, grouped=not upright)
        if upright:
            ax, below = dots.by_year(ax, frame, lang, share=share, line=line)
        else:
            labels = group_names(frame, group_columns(frame, besides), lang)
            ax, below = dots.by_group(ax, frame, [label or say("all", lang) for label in labels], lang, share=share)
        styles = looks(frame[dots.SERIES].drop_duplicates().tolist())
        cut = scale(frame, share=share).cut
        named = series_handles(styles, line=line and upright) if len(styles) > 1 else []
        legend(ax, [*named, *certainty(frame, lang, cut=cut)])
        drawn = frame.drop(columns=dots.SERIES).assign(
            drawn=frame["estimate"].isna().map({True: "too few", False: "point"}).astype("string")
        )
        return finish(
            ax, drawn, lang, families, title=title, notes=notes, below=below, pad=OVER_YEARS if upright else 8.0
        )


def zero_requests(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the share of agencies that report no request.

    Parameters
    ----------
    result
        From `govreport.indicators.zero_requests`: ``by=["year", "level"]`` has years to the right and one colour a
        level, ``by="agency_kind"`` one row a kind.
    ax
        Axes to draw on; a new figure if None.
    lang
        Language of the labels: ``"en"`` or ``"zh"``.

    Returns
    -------
    Axes
        A point is one group: the share, its interval where one was asked for by name, and the worst case over the
        agencies whose number is not known. Under or beside it stands ``k/n``: agencies without a request, agencies
        known. A group with too few agencies is a count and no point. Points of different years are not joined: the
        agencies are not the same. `plotted` gives the numbers.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    MissingDependency
        A label is Chinese and no font has the characters.

    Examples
    --------
    >>> from govreport.facts import facts_panel, load_facts
    >>> from govreport.indicators import zero_requests as measured
    >>> zero_requests(measured(facts_panel(load_facts()), by="agency_kind")).get_title(loc="left")
    'Agencies that report no request'
    """
    return rates(
        result, ax, lang, title=say("zero_requests.title", lang), share=True, notes=[say("zero_requests.note", lang)]
    )

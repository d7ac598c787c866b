"""Shares and rates by year or one row a group: what most indicators look like; and the share without requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from govreport.plots import dots
from govreport.plots.bounded import of_bounded, of_unbounded
from govreport.plots.canvas import OVER_YEARS, finish, legend, say_few
from govreport.plots.dots import Manner
from govreport.plots.fonts import lettering
from govreport.plots.frame import checked, group_columns, group_names
from govreport.plots.marks import certainty, looks, series_handles
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEEDED = ("indicator", "numerator", "denominator", "n", "estimate", "lo", "hi", "ci_lo", "ci_hi", "ci")
"""Columns of a result that are drawn."""


def rates(
    result: pd.DataFrame,
    ax: Axes | None,
    lang: Lang,
    how: Manner,
    *,
    title: str,
    besides: Sequence[str] = (),
    colours: Sequence[str] = (),
    notes: Sequence[str] = (),
    worst: str = "worst_case",
    source: pd.DataFrame | None = None,
) -> Axes:
    """Draw a result: by year where it is grouped by year, else one row a group.

    Where reports without an upper bound make the worst case anything, the band is that of the others, broken and named
    in the legend; the small print says how many there are, and the worst case with them.

    Parameters
    ----------
    result
        What an indicator returned, with one row a group and series.
    ax, lang
        As in every figure.
    how
        How values are drawn.
    title
        Said over the plot area.
    besides
        Columns before `indicator` that make no groups.
    colours
        Columns that are told by colour also where each group is a row.
    notes
        Lines of small print.
    worst
        What the legend calls the bars from `lo` to `hi`.
    source
        One row a group, whose counts say what was set aside; the result if not given.
    """
    frame = checked(result, *NEEDED)
    groups = group_columns(frame, besides)
    upright = "year" in groups
    shown, empty = dots.trimmed(frame) if upright else (frame, [])
    shown = checked(shown)  # reports of unknown years alone have no place on it
    with lettering(lang) as families:
        shown = dots.with_series(shown, [name for name in groups if name != "year"] if upright else colours, lang)
        places = group_names(shown, ["year"] if upright else [name for name in groups if name not in colours], lang)
        places = [place or say("all", lang) for place in places]
        unbounded = of_unbounded(shown, places, shown[dots.SERIES].tolist(), lang, share=how.share)
        shown = of_bounded(shown)
        ax, below = dots.by_year(ax, shown, lang, how) if upright else dots.by_group(ax, shown, places, lang, how)
        if upright and shown[["estimate", "ci_lo"]].isna().all(axis=None):
            say_few(ax, lang)
        styles = looks(shown[dots.SERIES].drop_duplicates().tolist())
        named = series_handles(styles, line=how.line and upright) if len(styles) > 1 else []
        legend(ax, [*named, *certainty(shown, lang, cut=not how.share and how.scale(shown).cut, worst=worst)])
        return finish(
            ax, _drawn(frame, empty), lang, families, title=title, below=below, source=source,
            notes=[*unbounded, *notes, *dots.without(empty, lang)], pad=OVER_YEARS if upright else 8.0,
        )  # fmt: skip


def _drawn(frame: pd.DataFrame, empty: Sequence[int | None]) -> pd.DataFrame:
    """Return a result with how each row was drawn."""
    drawn = frame["estimate"].isna().map({True: "too few", False: "point"})
    if empty:
        drawn = drawn.mask(frame["year"].isna() | frame["year"].isin(empty), "not drawn")
    return frame.assign(drawn=drawn.astype("string"))


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
        agencies are not the same. First and last years without any number are named in small print. `plotted` gives
        the numbers.

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
    title, notes = say("zero_requests.title", lang), [say("zero_requests.note", lang)]
    return rates(result, ax, lang, Manner(), title=title, notes=notes)

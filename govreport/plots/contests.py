"""Reconsideration and litigation: how often, with what result, and how often against the agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from govreport.indicators.contest import PROCEEDINGS
from govreport.indicators.listed import BOUNDED
from govreport.indicators.places import check_places
from govreport.indicators.settle import Part, settle
from govreport.plots.bars import count_axis, lying
from govreport.plots.canvas import INK, TICKS, dress, finish, legend, new_axes
from govreport.plots.dots import Manner
from govreport.plots.fonts import PLAIN, lettering
from govreport.plots.frame import checked, group_columns
from govreport.plots.marks import BLUE, ORANGE, RED, SKY
from govreport.plots.rates import NEEDED, rates
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Per = Literal["concluded", "nongrants"]
COLOURS = {"upheld": BLUE, "corrected": RED, "other": ORANGE, "pending": SKY}
"""By the result of a case."""


def contestation(result: pd.DataFrame, *, per: Per = "concluded", ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how many cases there are for each hundred requests.

    Parameters
    ----------
    result
        From `govreport.indicators.contestation`.
    per
        A hundred requests ``"concluded"``, or a hundred that were not granted (``"nongrants"``).
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        By year, one colour a proceeding; else one row a group. Where blanks have no upper bound the broad bar is
        broken: it is the worst case of the other reports, and small print says how many have none. The count is of
        reports.

    Raises
    ------
    ValueError
        An option is not known; the frame is empty, lacks a column, or does not say whether it is made up.
    """
    if per not in get_args(Per):
        msg = f"per={per!r} is not allowed; expected one of {', '.join(map(repr, get_args(Per)))}"
        raise ValueError(msg)
    frame = checked(result, "proceeding", "n_without_base", *NEEDED)
    frame = frame[frame["indicator"] == f"per_100_{per}"]
    notes = [say("contest.note", lang, n=int(frame["n_without_base"].sum()))]
    return rates(
        frame, ax, lang, Manner(share=False, agencies=False, base="denominator"), notes=notes,
        title=say(f"contest.per_100_{per}", lang), besides=("n_without_base",), colours=("proceeding",),
    )  # fmt: skip


def reversal(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how often a case that was decided went against the agency.

    Parameters
    ----------
    result
        From `govreport.indicators.reversal`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        As `contestation`. The broad bar is the worst case in which 其他结果 may be either as well.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, "proceeding", *NEEDED)
    groups = group_columns(frame)
    ends = [name for name in ("lo", "hi", *BOUNDED) if name in frame]
    either = frame.loc[frame["indicator"] == "reversal_other_unknown", [*groups, *ends]]
    frame = frame[frame["indicator"] == "reversal"].drop(columns=ends).merge(either, on=groups, how="left")
    return rates(
        frame, ax, lang, Manner(agencies=False, base="denominator", unit="cases"), title=say("reversal.title", lang),
        notes=[say("reversal.note", lang)], colours=("proceeding",), worst="reversal.worst",
    )  # fmt: skip


def review_outcomes(
    panel: pd.DataFrame, *, aggregates: str = "drop", ax: Axes | None = None, lang: Lang = "en"
) -> Axes:
    """Draw what became of the cases of each proceeding, as bars of counts.

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it; select years before.
    aggregates
        As in `govreport.indicators.reversal`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One bar is one proceeding, in all reports whose results are known. They are stages of cases; those that
        are pending may come again in the next year.

    Raises
    ------
    ValueError
        The panel lacks a column.
    NotComparable
        A report that may add up others stands beside those.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> ax = review_outcomes(load_sample(n=8, workers=0, progress=False).panel())
    >>> len(ax.get_yticks())
    3
    """
    settled = settle(
        panel, [f"{stem}_{name}" for stem in PROCEEDINGS.values() for name in COLOURS], aggregates=aggregates
    )
    everywhere = np.arange(len(settled.rows))
    part = settled.part(everywhere)
    check_places(part.rows, "cases")
    counts = pd.DataFrame([{"proceeding": name} | _results(part, stem) for name, stem in PROCEEDINGS.items()])
    counts = counts.assign(indicator="outcomes", **settled.counts(everywhere))
    with lettering(lang) as families:
        ax = ax or new_axes(7.6, 2.6)[0]
        dress(ax, "x")
        parts = {name: (colour, say(f"outcomes.{name}", lang)) for name, colour in COLOURS.items()}
        patches = lying(ax, counts, parts, places=[0.0, 1.0, 2.0])
        count_axis(ax.xaxis)
        labels = zip(counts["proceeding"], counts["n"], strict=True)
        ax.set_yticks([0.0, 1.0, 2.0], [f"{say(f'proceeding.{name}', lang)}   n={n}" for name, n in labels])
        ax.set_ylim(2.55, -0.55)
        ax.set_xlim(left=0)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(say("outcomes.x", lang), fontsize=PLAIN, color=INK)
        legend(ax, [*patches, Line2D([], [], linestyle="none", label=say("counts_only", lang))])
        drawn = counts.assign(drawn=pd.array(["bar"] * 3, dtype="string"))
        return finish(
            ax, drawn, lang, families, title=say("outcomes.title", lang), notes=[say("outcomes.note", lang)],
            below=TICKS + 18,
        )  # fmt: skip


def _results(part: Part, stem: str) -> dict[str, float]:
    """Return the sums of the results of one proceeding over the reports that are known."""
    sums = {name: float(part.numbers(f"{stem}_{name}").sum()) for name in COLOURS}
    return sums | {"n": int(part.known.sum())}

"""What becomes of requests: rates of disclosure by year, and agency by agency within the limits of chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator, PercentFormatter

from govreport.indicators.chance import limits as limits_of
from govreport.plots.canvas import INK, TICKS, dress, finish, legend, new_axes
from govreport.plots.dots import Manner
from govreport.plots.fonts import PLAIN, lettering
from govreport.plots.frame import checked, few, status_counts
from govreport.plots.marks import BLUE, LOOKS
from govreport.plots.rates import rates
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Rate = Literal["full", "any"]
Estimand = Literal["pooled", "agency_mean", "agency_median"]
OWN = ("estimand", "n_undefined", "n_small")
"""Columns of the result that make no groups."""


def disclosure_trend(
    result: pd.DataFrame,
    *,
    rate: Rate = "full",
    estimand: Estimand = "pooled",
    ax: Axes | None = None,
    lang: Lang = "en",
) -> Axes:
    """Draw the share of requests that were granted, over both denominators.

    Parameters
    ----------
    result
        From `govreport.indicators.disclosure_rate`, by year or by any other columns.
    rate
        ``"full"``: granted; ``"any"``: granted or partly granted.
    estimand
        ``"pooled"``: of all requests together; ``"agency_mean"`` or ``"agency_median"``: of the agencies' own rates.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One point is one group and denominator: all concluded, and those that could be decided. Years of one form are
        joined; nothing is joined across a change of the form. The count is of reports (pooled) or of agencies that
        have a rate. Where reports have no upper bound the broad bar is broken: it is the worst case of the others, and
        small print says how many have none.

    Raises
    ------
    ValueError
        An option is not known, or the frame is empty, lacks a column, or does not say whether it is made up.
    """
    for option, given, allowed in (("rate", rate, get_args(Rate)), ("estimand", estimand, get_args(Estimand))):
        if given not in allowed:
            msg = f"{option}={given!r} is not allowed; expected one of {', '.join(map(repr, allowed))}"
            raise ValueError(msg)
    frame = checked(result, "indicator", *OWN)
    names = [f"{rate}_concluded", f"{rate}_decidable"]
    frame = frame[frame["indicator"].isin(names) & (frame["estimand"] == estimand)]
    undefined = int(frame.loc[frame["indicator"] == names[0], "n_undefined"].sum())
    title = say(f"disclosure.{rate}", lang, estimand=say(f"estimand.{estimand}", lang))
    notes = [say("disclosure.undefined", lang, n=undefined)]
    how = Manner(line=True, agencies=False, base="denominator" if estimand == "pooled" else "n")
    return rates(frame, ax, lang, how, title=title, besides=OWN, notes=notes)


def funnel(limits: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the rate of each report against its number of requests, with the limits that chance would seldom leave.

    Parameters
    ----------
    limits
        From `govreport.indicators.funnel`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One point is one report with a rate; a faint bar is its worst case where some of its cells are not known. The
        limits are binomial, around the pooled rate. A point outside is a question and no verdict: requests of one
        agency are alike.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(
        limits, "year", "indicator", "status", "denominator", "estimate", "lo", "hi", "pooled", "lo_998", "hi_998"
    )
    shown = frame[frame["estimate"].notna() & frame["pooled"].notna()]
    outside = ((shown["estimate"] < shown["lo_998"]) | (shown["estimate"] > shown["hi_998"])).to_numpy(bool)
    with lettering(lang) as families:
        ax = ax or new_axes(7.6, 4.4)[0]
        dress(ax)
        handles = _limits(ax, shown, lang) if len(shown) else [_words(few(len(shown), lang))]
        wide = shown[shown["hi"] > shown["lo"]]
        x, low, high = (wide[name].to_numpy(float) for name in ("denominator", "lo", "hi"))
        ax.vlines(x, low, high, color=BLUE, alpha=0.28, linewidth=5)
        for look, chosen, key in ((LOOKS[0], ~outside, "inside"), (LOOKS[1], outside, "outside")):
            style: dict[str, Any] = {"color": look.colour, "marker": look.marker, "linestyle": "none", "markersize": 5}
            style |= {"markeredgecolor": "white", "markeredgewidth": 0.5, "clip_on": False, "zorder": 4}
            x, y = (shown.loc[chosen, name].to_numpy(float) for name in ("denominator", "estimate"))
            handles.extend(ax.plot(x, y, label=say(f"funnel.{key}", lang, n=len(x)), **style))
        handles.append(Patch(color=BLUE, alpha=0.28, label=say("worst_case", lang)))
        ax.set_ylim(0, 1.02)
        ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
        ax.set_xlabel(say("funnel.x", lang), fontsize=PLAIN, color=INK)
        legend(ax, handles)
        drawn = frame.assign(
            drawn=pd.array(np.where(frame.index.isin(shown.index), "point", "not drawn"), dtype="string")
        )
        small = int((frame["status"].eq("known") & frame["estimate"].isna()).sum())
        title = _dated(say(f"disclosure.{frame['indicator'].iloc[0]}", lang), shown if len(shown) else frame, lang)
        notes = [say("funnel.small", lang, n=small), say("funnel.note", lang)]
        return finish(
            ax, drawn, lang, families, title=title, notes=notes, below=TICKS + 18, source=status_counts(frame)
        )


def _dated(title: str, frame: pd.DataFrame, lang: Lang) -> str:
    years = frame["year"].dropna().astype(int)
    if years.empty:
        return title
    first, last = years.min(), years.max()
    return say("funnel.title", lang, title=title, years=f"{first}" if first == last else f"{first}–{last}")


def _limits(ax: Axes, shown: pd.DataFrame, lang: Lang) -> list[Any]:
    """Draw pooled rate and limits along an axis of logarithms; return what the legend says of them."""
    least, most = float(shown["denominator"].min()), float(shown["denominator"].max())
    ax.set_xscale("log")
    ax.set_xlim(least / 1.15, most * 1.15)
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(FuncFormatter(lambda n, _: f"{n:,.0f}"))
    grid = np.unique(np.geomspace(least / 1.15, most * 1.15, 300).round())
    pooled = float(shown["pooled"].iloc[0])
    handles: list[Any] = [
        Line2D([], [], color=INK, linestyle="--", label=say("funnel.pooled", lang, rate=f"{pooled:.0%}"))
    ]
    ax.axhline(pooled, color=INK, linewidth=0.9, linestyle="--", zorder=3)
    for share, colour in ((0.998, "#e4e4e4"), (0.95, "#cccccc")):
        low, high = limits_of(grid, pooled, share).T
        ax.fill_between(grid, low, high, color=colour, linewidth=0, zorder=0.5)
        handles.append(Patch(color=colour, label=say("funnel.limits", lang, share=f"{share:.1%}".replace(".0%", "%"))))
    return handles


def _words(text: str) -> Line2D:
    return Line2D([], [], linestyle="none", label=text)

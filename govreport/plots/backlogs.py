"""Requests on the desk: what became of them, and whether one year begins where the last one ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from govreport.plots.bars import count_axis, lying
from govreport.plots.canvas import INK, SOFT, TICKS, dress, finish, legend, new_axes
from govreport.plots.dots import Manner, row_breaks, trimmed, without
from govreport.plots.fonts import PLAIN, SMALL, lettering
from govreport.plots.frame import checked, group_columns, group_names, status_counts
from govreport.plots.marks import BLUE, LOOKS, ORANGE
from govreport.plots.rates import NEEDED, rates
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 5
"""Fewer pairs with the same two numbers are told by the size of their point alone."""
PARTS = {"concluded": BLUE, "carried_out": ORANGE}
"""What becomes of the requests on the desk, and its colour."""


def backlog_flow(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how many requests were on the desk, and how many of them were concluded and carried out.

    Parameters
    ----------
    result
        From `govreport.indicators.backlog`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One bar is one group: received and carried in, which is concluded and carried out. Counts of the reports that
        are known, whose number stands beside the group; the worst case is on `backlog`.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, *NEEDED)
    groups = group_columns(frame)
    concluded = frame[frame["indicator"] == "clearance"].reset_index(drop=True)
    carried = frame[frame["indicator"] == "backlog"].reset_index(drop=True)
    wide = concluded.assign(concluded=concluded["numerator"], carried_out=carried["numerator"])
    wide, empty = trimmed(wide) if groups == ["year"] else (wide, [])
    with lettering(lang) as families:
        ax = ax or new_axes(7.6, 1.8 + 0.4 * len(wide))[0]
        dress(ax, "x")
        parts = {name: (colour, say(f"backlog.{name}", lang)) for name, colour in PARTS.items()}
        patches = lying(ax, wide, parts, places=[float(at) for at in range(len(wide))])
        count_axis(ax.xaxis)
        names = group_names(wide, groups, lang) if groups else [say("all", lang)]
        ax.set_yticks(range(len(wide)), [f"{name}   n={n}" for name, n in zip(names, wide["n"], strict=True)])
        ax.set_ylim(len(wide) - 0.45, -0.55)
        ax.tick_params(axis="y", length=0)
        if groups == ["year"]:
            row_breaks(ax, wide["year"].astype(int).tolist(), lang)
        ax.set_xlabel(say("backlog.desk", lang), fontsize=PLAIN, color=INK)
        legend(ax, [*patches, Line2D([], [], linestyle="none", label=say("counts_only", lang))])
        drawn = wide.assign(drawn=pd.array(["bar"] * len(wide), dtype="string"))
        return finish(
            ax, drawn, lang, families, title=say("backlog.title", lang), source=concluded, below=TICKS + 18,
            notes=[say("backlog.note", lang), *without(empty, lang)],
        )  # fmt: skip


def backlog(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the share of the requests on the desk that was carried over to the next year.

    Parameters
    ----------
    result
        From `govreport.indicators.backlog`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        By year, or one row a group. What was cleared is the rest of 100 %. The worst case is as in `disclosure_trend`.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, *NEEDED)
    frame = frame[frame["indicator"] == "backlog"]
    return rates(
        frame, ax, lang, Manner(agencies=False, base="denominator", whole=False), title=say("backlog.rate", lang),
        notes=[say("backlog.note", lang)],
    )  # fmt: skip


def continuity(pairs: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw what was carried in against what was carried out of the year before, with the line where they agree.

    Parameters
    ----------
    pairs
        From `govreport.indicators.continuity`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One point is all pairs of years with these two numbers, larger for more; from five on a number says how many.
        Both axes are linear up to 1 and logarithmic above, so that 0 has a place. Pairs with an unknown cell are
        counted in the legend.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(pairs, "status", "carried_out", "carried_in", "error")
    known = frame[frame["error"].notna()]
    points = known.groupby(["carried_out", "carried_in"], as_index=False).agg(pairs=("error", "size"))
    exact = points["carried_out"] == points["carried_in"]
    with lettering(lang) as families:
        ax = ax or new_axes(6.8, 4.6)[0]
        dress(ax, "both")
        most = max(float(points[["carried_out", "carried_in"]].to_numpy(float).max(initial=1.0)) * 1.4, 10.0)
        ax.plot([0, most], [0, most], color=SOFT, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1)
        handles = [Line2D([], [], color=SOFT, linewidth=1.0, linestyle=(0, (4, 3)), label=say("continuity.line", lang))]
        for look, chosen, key in ((LOOKS[0], exact, "exact"), (LOOKS[1], ~exact, "off")):
            some = points[chosen]
            label = say(f"continuity.{key}", lang, n=int(some["pairs"].sum()))
            x, y = (some[name].to_numpy(float) for name in ("carried_out", "carried_in"))
            size = 16.0 + 10.0 * np.sqrt(some["pairs"].to_numpy(float) - 1)
            ax.scatter(
                x, y, size, color=look.colour, marker=look.marker, alpha=0.75, linewidth=0, zorder=3, clip_on=False
            )
            handles.append(
                Line2D([], [], color=look.colour, marker=look.marker, linestyle="none", markersize=5, label=label)
            )
        for row in points[points["pairs"] >= NAMED].to_dict("records"):
            ax.annotate(f"{row['pairs']}", (row["carried_out"], row["carried_in"]), (6, -9), fontsize=SMALL,
                        textcoords="offset points", color=INK)  # fmt: skip
        _count_axes(ax, most)
        ax.set_xlabel(say("continuity.x", lang), fontsize=PLAIN, color=INK)
        ax.set_ylabel(say("continuity.y", lang), fontsize=PLAIN, color=INK)
        unknown = len(frame) - len(known)
        handles += [Line2D([], [], linestyle="none", label=say("continuity.open", lang, n=unknown)),
                    Line2D([], [], linestyle="none", label=say("counts_only", lang))]  # fmt: skip
        legend(ax, handles)
        drawn = points.assign(drawn=pd.array(["point"] * len(points), dtype="string"), n=len(known))
        return finish(
            ax, drawn.assign(synthetic=bool(frame["synthetic"].any())), lang, families, below=TICKS + 18,
            title=say("continuity.title", lang), notes=[say("continuity.note", lang)], counts="pairs",
            source=status_counts(frame),
        )  # fmt: skip


def continuity_share(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the share of agencies whose report begins with the requests that their last one ended with.

    Parameters
    ----------
    result
        From `govreport.indicators.continuity_share`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        As `zero_requests`; ``k/n`` counts pairs of years, the second of which is the year.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    return rates(
        result, ax, lang, Manner(), title=say("continuity.share", lang), besides=("n_more", "n_less", "mean_error"),
        notes=[say("continuity.pairs", lang)],
    )  # fmt: skip


def _count_axes(ax: Axes, most: float) -> None:
    """Give both axes of counts a place for 0 and room for the largest."""
    ticks = [0.0, *(10.0**power for power in range(int(np.log10(most)) + 1))]
    for axis, set_scale, limits in ((ax.xaxis, ax.set_xscale, ax.set_xlim), (ax.yaxis, ax.set_yscale, ax.set_ylim)):
        set_scale("symlog", linthresh=1.0)
        limits(-0.15, most)
        axis.set_ticks(ticks, [f"{tick:,.0f}" for tick in ticks])
        axis.set_ticks([], minor=True)

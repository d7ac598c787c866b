"""Growth of what a channel carries, on the agencies that give the number twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from govreport.plots.canvas import FAINT, INK, SOFT, TICKS, dress, finish, legend, new_axes
from govreport.plots.fonts import PLAIN, SMALL, lettering
from govreport.plots.frame import checked, few, group_columns, group_names, segment, unique
from govreport.plots.marks import BLUE, RED, SKY, Pen, Scale, certainty, looks, series_handles
from govreport.plots.ratios import farthest, goes_beyond, log_ratios, ratio_axis
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 14
"""More lines have no names beside them."""
WAYS = {"grew": BLUE, "fell": RED, "same": SOFT}
RATIOS = ("ratio_of_sums", "median_ratio", "ratio_silent_unchanged")
"""Indicators of `paired_growth` that are ratios."""
COUNTED = ("indicator", "n", "n_grew", "n_fell", "n_same", "why")
OWN = ("n_grew", "n_fell", "n_same", "n_entries", "years_least", "years_most", "p_value", "why")
NEEDED = ("agency_id", "year_before", "year", "before", "after", "log_ratio", "entry", "status")


def growth_slopes(pairs: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw what each agency says of one channel in its two reports, a line an agency.

    Parameters
    ----------
    pairs
        From `govreport.indicators.growth_pairs`, of one metric and channel.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One line is one agency and pair of reports, on a logarithmic axis: equal slopes are equal ratios. The two
        ends are first and second report, not years, so that nothing is joined along years; a dotted line has a change
        of the form between its ends. Agencies that began at 0 start below the axis: no ratio is theirs. Up to 14
        pairs bear names.

    Raises
    ------
    ValueError
        The frame is empty or lacks a column.
    """
    frame = _pairs(pairs)
    with lettering(lang) as families:
        ax = ax or new_axes(7.4, 3.9)[0]
        dress(ax)
        floor = _size_axis(ax, frame)
        for row in frame.to_dict("records"):
            ends = [max(float(row["before"]), floor), max(float(row["after"]), floor)]
            ax.plot([0, 1], ends, color=WAYS[row["way"]], linewidth=1.1, alpha=0.85, marker="o", markersize=4,
                    markerfacecolor="white" if row["entry"] else WAYS[row["way"]],
                    linestyle=":" if row["crosses"] else "-", clip_on=False)  # fmt: skip
        ax.set_xlim(-0.08, 1.9 if len(frame) <= NAMED else 1.08)
        ax.set_xticks([0, 1], [say("growth.first", lang), say("growth.second", lang)])
        ax.set_ylabel(_what(frame, lang), fontsize=PLAIN, color=INK)
        if len(frame) <= NAMED:
            _names(ax, frame, floor)
        legend(ax, _slope_legend(frame, lang))
        years = "–".join(map(str, unique([frame["years"].min(), frame["years"].max()])))
        title, notes = say("growth.title", lang, n=len(frame)), [say("growth.note", lang, years=years)]
        drawn = frame.assign(drawn=pd.array(["line"] * len(frame), dtype="string"))
        return finish(ax, drawn, lang, families, title=title, notes=notes, below=TICKS + 4)


def growth_ratios(pairs: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how many agencies grew or fell by how much: a histogram of the ratios, on a logarithmic axis.

    Parameters
    ----------
    pairs
        From `govreport.indicators.growth_pairs`, of one metric and channel.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One bar counts the pairs whose ratio, second to first report, is within its ends. Pairs with a 0 have no ratio;
        the legend counts them.

    Raises
    ------
    ValueError
        The frame is empty or lacks a column.
    """
    frame = _pairs(pairs)
    logs = frame["log_ratio"].dropna().to_numpy(float) / np.log(2)
    with lettering(lang) as families:
        ax = ax or new_axes(7.4, 2.6)[0]
        dress(ax)
        reach = ratio_axis(ax, float(np.abs(logs).max(initial=1.0)))
        edges = np.arange(-reach, reach + 0.25, 0.5)
        counts, _ = np.histogram(logs, edges)
        ax.bar(edges[:-1], counts, 0.5, align="edge", color=SKY, edgecolor="white", linewidth=0.8)
        ax.yaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_ylabel(say("growth.pairs", lang), fontsize=PLAIN, color=INK)
        ax.set_xlabel(say("growth.ratio", lang), fontsize=PLAIN, color=INK)
        without = frame["log_ratio"].isna() & ~frame["entry"]
        labels = [say("growth.with_ratio", lang, n=len(logs)), say("growth.entries", lang, n=int(frame["entry"].sum()))]
        labels += [say("growth.to_zero", lang, n=int(without.sum())), say("counts_only", lang)]
        legend(ax, [Line2D([], [], linestyle="none", label=label) for label in labels])
        drawn = pd.DataFrame({"ratio_from": 2.0 ** edges[:-1], "ratio_to": 2.0 ** edges[1:], "pairs": counts})
        drawn = drawn.assign(n=len(logs), drawn="bar", synthetic=bool(frame["synthetic"].any()))
        return finish(ax, drawn, lang, families, title=say("growth.histogram", lang), below=TICKS + 18)


def growth_rates(growth: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw by how much a channel grew on the pairs of a group: the ratio of sums and the median of the ratios.

    Parameters
    ----------
    growth
        From `govreport.indicators.paired_growth`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One row is one group, on a logarithmic axis; at the line, 1, nothing changed. Beside it stand how many pairs
        grew, fell and stayed. With fewer than twenty pairs there is no ratio, and these counts are all.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(growth, *COUNTED, "estimate", "lo", "hi", "ci_lo", "ci_hi", "ci")
    frame = frame[frame["indicator"].isin(RATIOS)].reset_index(drop=True)
    groups = [name for name in group_columns(frame) if name not in OWN]
    names = group_names(frame, groups, lang) if groups else [say("all", lang)] * len(frame)
    rows, styles, shown = unique(names), looks(unique(frame["indicator"])), log_ratios(frame)
    with lettering(lang) as families:
        ax = ax or new_axes(7.6, 1.9 + (0.2 + 0.2 * len(styles)) * len(rows))[0]
        dress(ax, "x")
        reach = ratio_axis(ax, farthest(shown))
        pen = Pen(ax, Scale(-reach, reach, False), upright=False)
        for name, (_, row), (_, plain) in zip(names, shown.iterrows(), frame.iterrows(), strict=True):
            at = rows.index(name) + 0.24 * (list(styles).index(row["indicator"]) - (len(styles) - 1) / 2)
            pen.mark(at, row, styles[row["indicator"]])
            if pd.isna(row["estimate"]):
                pen.note(at, _why(plain, lang), styles[row["indicator"]])
        counts = frame.assign(name=names).drop_duplicates("name")
        ax.set_yticks(range(len(rows)), [f"{row['name']}   {_ways(row)}" for row in counts.to_dict("records")])
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(say("growth.ratio", lang), fontsize=PLAIN, color=INK)
        named = {say(f"indicator.{name}", lang): look for name, look in styles.items()}
        legend(ax, [*series_handles(named), *certainty(shown, lang, cut=goes_beyond(shown, reach))])
        drawn = frame.assign(drawn=np.where(frame["estimate"].isna(), "too few", "point")).astype({"drawn": "string"})
        notes = [say("growth.counts", lang), say("growth.chosen", lang)]
        return finish(
            ax, drawn, lang, families, title=say("growth.rates", lang), notes=notes, below=TICKS + 18, counts="pairs"
        )


def _why(row: pd.Series[Any], lang: Lang) -> str:
    """Return why a group has no ratio."""
    why = str(row["why"])
    if not pd.isna(row["estimate"]):
        return say("growth.nothing_left", lang)
    return say("growth.units", lang) if "unit" in why else few(row["n"], lang)


def _ways(row: dict[Any, Any]) -> str:
    """Return how many pairs went which way."""
    return f"{row['n_grew']}↑ {row['n_fell']}↓ {row['n_same']}="


def _pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are pairs, with which way each went and whether the form changed between."""
    frame = checked(pairs, *NEEDED)
    frame = checked(frame[frame["status"] == "pair"])
    ways = np.select([frame["after"] > frame["before"], frame["after"] < frame["before"]], ["grew", "fell"], "same")
    ends = zip(frame["year_before"], frame["year"], strict=True)
    return frame.assign(way=ways, crosses=[segment(first) != segment(second) for first, second in ends])


def _size_axis(ax: Axes, frame: pd.DataFrame) -> float:
    """Make the axis of sizes logarithmic, with a place for 0 below it where there is one; return that place."""
    sizes = frame[["before", "after"]].to_numpy(float)
    least, most = float(sizes[sizes > 0].min(initial=1e9)), float(sizes.max(initial=1.0))
    floor = min(least, most) / 3
    none = bool((sizes == 0).any())
    ax.set_yscale("log")
    ax.set_ylim(floor / 1.4 if none else least / 1.5, 1.5 * most)
    powers = range(int(np.floor(np.log10(least))), int(np.ceil(np.log10(most))) + 1)
    ticks = [
        step * 10.0**power for power in powers for step in (1, 2, 5) if least / 1.5 <= step * 10.0**power <= 1.5 * most
    ]
    ax.yaxis.set_major_locator(FixedLocator([floor, *ticks] if none else ticks))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_formatter(FuncFormatter(lambda size, _: "0" if none and size < least / 2 else f"{size:,.0f}"))
    return floor


def _what(frame: pd.DataFrame, lang: Lang) -> str:
    """Return what is counted, as the label of an axis."""
    names = [say(f"{column}.{frame[column].iloc[0]}", lang) for column in ("channel", "metric") if column in frame]
    return say("log_axis", lang, what=" · ".join(names))


def _names(ax: Axes, frame: pd.DataFrame, floor: float) -> None:
    """Write whose line ends where, apart enough to be read."""
    rows = frame.assign(end=np.maximum(frame["after"].astype(float), floor)).sort_values("end").reset_index(drop=True)
    low, high = np.log(ax.get_ylim())
    places = spread(((np.log(rows["end"]) - low) / (high - low)).tolist(), 0.055)
    leader = {"arrowstyle": "-", "color": FAINT, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 3, "relpos": (0, 0.5)}
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        text = f"{row.get('agency', row['agency_id'])}  {row['year_before']}–{row['year']}"
        ax.annotate(
            text, (1, row["end"]), (1.1, place), xycoords="data",
            textcoords=ax.get_xaxis_transform(), va="center", fontsize=SMALL, color=WAYS[row["way"]],
            arrowprops=leader,
        )  # fmt: skip


def spread(places: Sequence[float], apart: float) -> list[float]:
    """Return sorted places moved up as little as keeps them apart, and down again where they leave the top.

    Examples
    --------
    >>> [round(place, 2) for place in spread([0.1, 0.11, 0.98, 0.99], 0.05)]
    [0.1, 0.15, 0.95, 1.0]
    """
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + apart) if found else place)
    top = 1.0
    for at in reversed(range(len(found))):
        found[at] = min(found[at], top)
        top = found[at] - apart
    return found


def _slope_legend(frame: pd.DataFrame, lang: Lang) -> list[Any]:
    counts = frame["way"].value_counts()
    handles = [
        Line2D(
            [], [], color=colour, marker="o", markersize=4, label=say(f"growth.{way}", lang, n=int(counts.get(way, 0)))
        )
        for way, colour in WAYS.items()
    ]
    if frame["entry"].any():
        label = say("growth.entries", lang, n=int(frame["entry"].sum()))
        handles.append(Line2D([], [], color=BLUE, marker="o", markersize=4, markerfacecolor="white", label=label))
    if frame["crosses"].any():
        handles.append(Line2D([], [], color=SOFT, linestyle=":", label=say("growth.crosses", lang)))
    return [*handles, Line2D([], [], linestyle="none", label=say("counts_only", lang))]

"""How requests are spread over agencies: few have many, many have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator, PercentFormatter

from govreport.indicators.places import check_places
from govreport.indicators.settle import Numbers, settle
from govreport.plots.bars import count_axis
from govreport.plots.canvas import INK, SOFT, TICKS, dress, finish, legend, new_axes, say_few
from govreport.plots.dots import Manner, without
from govreport.plots.fonts import PLAIN, SMALL, lettering
from govreport.plots.frame import checked, few
from govreport.plots.marks import BLUE, ORANGE, looks
from govreport.plots.rates import NEEDED, rates
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MIN_N = 20
"""Of fewer agencies no curve is drawn."""


def rank_size(panel: pd.DataFrame, *, aggregates: str = "drop", ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the requests of each agency in one year, the largest first, on a logarithmic axis.

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it, of **one** year: ``panel[panel["year"] == 2022]``.
    aggregates
        As in `govreport.indicators.zero_requests`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One point is one agency that was asked. An axis of logarithms has no place for zero: the agencies without a
        request are a bar of their own below it, and so are those whose number is not known; each bar is as long as
        they are many.

    Raises
    ------
    ValueError
        The panel is empty or of several years, in which an agency would stand more than once.
    NotComparable
        A report that may add up others stands beside those.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=12, workers=0, progress=False).panel()
    >>> rank_size(panel[panel["year"] == 2021]).get_yscale()
    'log'
    """
    year = _one_year(panel)
    counts, sizes, unknown = _sizes(panel, aggregates)
    asked = sizes[sizes > 0]
    none = int((sizes == 0).sum())
    with lettering(lang) as families:
        ax = ax or new_axes(7.6, 4.2)[0]
        dress(ax)
        top = max(float(asked.max(initial=1.0)), 10.0)
        ax.set_yscale("log")
        ax.set_ylim(0.28, 1.6 * top)
        ax.plot(range(1, len(asked) + 1), asked, color=BLUE, marker="o", markersize=4, linewidth=0.8)
        for start, length, colour, hatch in ((len(asked), none, ORANGE, ""), (len(sizes), unknown, "#bbbbbb", "////")):
            ax.barh(0.48, length, 0.18, left=start + 0.5, color=colour, edgecolor="white", hatch=hatch)
            if length:
                place = (start + 0.5 + length / 2, 0.6)
                ax.annotate(f"{length}", place, ha="center", va="bottom", fontsize=SMALL, color=INK)
        ticks = [0.48, *(10.0**power for power in range(int(np.log10(top)) + 1))]
        ax.yaxis.set_major_locator(FixedLocator(ticks))
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_formatter(FuncFormatter(lambda size, _: "0" if size < 1 else f"{size:,.0f}"))
        count_axis(ax.xaxis)
        ax.set_xlim(0, len(sizes) + unknown + 1)
        ax.set_xlabel(say("rank.x", lang), fontsize=PLAIN, color=INK)
        ax.set_ylabel(say("rank.y", lang), fontsize=PLAIN, color=INK)
        legend(
            ax,
            [
                Line2D([], [], color=BLUE, marker="o", markersize=4, label=say("rank.asked", lang, n=len(asked))),
                Patch(color=ORANGE, label=say("rank.none", lang, n=none)),
                Patch(facecolor="#bbbbbb", edgecolor="white", hatch="////", label=say("rank.unknown", lang, n=unknown)),
                Line2D([], [], linestyle="none", label=say("counts_only", lang)),
            ],
        )
        numbers = pd.DataFrame({"year": year, "rank": np.arange(1, len(sizes) + 1), "requests": sizes})
        numbers["drawn"] = pd.array(np.where(sizes > 0, "point", "bar of zeros"), dtype="string")
        numbers = numbers.assign(n=len(sizes), unknown=unknown, synthetic=counts["synthetic"])
        title = say("rank.title", lang, year=year)
        return finish(ax, numbers, lang, families, title=title, below=TICKS + 18, source=_foot([counts]))


def top_share(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw which share of the requests the most asked agencies receive.

    Parameters
    ----------
    result
        From `govreport.indicators.top_share`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One colour for all agencies, one for all but the most asked 1 %: one person who asks in bulk can make the first.
        The worst case is as in `disclosure_trend`.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, *NEEDED)
    frame = frame[frame["indicator"].isin(["top_share", "top_share_trimmed"])]
    return rates(
        frame, ax, lang, Manner(agencies=False), title=say("top.title", lang), besides=("n_top", "why"),
        notes=[say("top.note", lang)],
    )  # fmt: skip


def lorenz(panel: pd.DataFrame, *, aggregates: str = "drop", ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how unequally requests fall on agencies: the share of all requests that the least asked have.

    Formula: the curve of Lorenz (1905); at x it shows which share of the requests the x least asked agencies received.

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it; each year has a curve of its own.
    aggregates
        As in `govreport.indicators.zero_requests`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One line is one year. A year with fewer than 20 agencies or without any request has none, and is named in the
        legend. Agencies whose number is not known are in none: nothing bounds what they received.

    Raises
    ------
    ValueError
        The panel is empty, or has more years than can be told apart.
    NotComparable
        A report that may add up others stands beside those.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=12, workers=0, progress=False).panel()
    >>> from govreport.plots import plotted
    >>> set(plotted(lorenz(panel))["drawn"]) <= {"line", "too few"}
    True
    """
    if panel.empty:
        raise ValueError(_EMPTY)
    parts = {int(str(year)): _sizes(rows, aggregates) for year, rows in panel.groupby("year")}
    empty = [year for year, (_, sizes, _) in parts.items() if not len(sizes)]
    with lettering(lang) as families:
        ax = ax or new_axes(7.8, 4.4)[0]
        dress(ax, "both")
        ax.plot([0, 1], [0, 1], color=SOFT, linewidth=0.9, linestyle=(0, (4, 3)))
        handles = [Line2D([], [], color=SOFT, linewidth=0.9, linestyle=(0, (4, 3)), label=say("lorenz.equal", lang))]
        curves = {year: sizes for year, (_, sizes, _) in parts.items() if len(sizes) >= MIN_N and sizes.sum()}
        styles = looks([str(year) for year in curves])
        for year, (_, sizes, _) in parts.items():
            if year in empty:
                continue
            look = styles.get(str(year))
            label = f"{year}   n={len(sizes)}" if look else f"{year}   {few(len(sizes), lang)}"
            if look:
                ax.plot(*_curve(sizes), color=look.colour, linewidth=1.5)
            handles.append(Line2D([], [], color=look.colour if look else "none", linewidth=1.5, label=label))
        handles.append(Line2D([], [], linestyle="none", label=say("lorenz.certain", lang)))
        for axis, name in ((ax.xaxis, "x"), (ax.yaxis, "y")):
            axis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
            axis.set_label_text(say(f"lorenz.{name}", lang), fontsize=PLAIN, color=INK)
        ax.set(xlim=(0, 1.01), ylim=(0, 1.01))
        if not curves:
            say_few(ax, lang)
        legend(ax, handles)
        numbers = pd.concat([_lorenz_numbers(year, *found) for year, found in parts.items()], ignore_index=True)
        return finish(
            ax,
            numbers,
            lang,
            families,
            title=say("lorenz.title", lang),
            below=TICKS + 18,
            source=_foot([found[0] for found in parts.values()]),
            notes=without(empty, lang),
        )


_EMPTY = "the panel has no row: there is nothing to draw"


def _sizes(panel: pd.DataFrame, aggregates: str) -> tuple[dict[str, Any], Numbers, int]:
    """Return what was set aside, the requests of each agency that is known, the largest first, and how many are not."""
    settled = settle(panel, ["rq_received"], aggregates=aggregates)
    everywhere = np.arange(len(settled.rows))
    part = settled.part(everywhere)
    check_places(part.rows)
    sizes = np.sort(part.numbers("rq_received"))[::-1]
    return settled.counts(everywhere), sizes, int((~part.known).sum())


def _one_year(panel: pd.DataFrame) -> int:
    years = np.unique(panel["year"].dropna().to_numpy(int)).tolist()
    if len(years) != 1:
        msg = f'the panel is of the years {years}; expected one: panel[panel["year"] == {max(years, default=2021)}]'
        raise ValueError(msg)
    return int(years[0])


def _foot(counts: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(counts).assign(indicator="volume")


def _curve(sizes: Numbers) -> tuple[Numbers, Numbers]:
    """Return the points of a Lorenz curve.

    Examples
    --------
    >>> [side.tolist() for side in _curve(np.array([3.0, 1.0]))]
    [[0.0, 0.5, 1.0], [0.0, 0.25, 1.0]]
    """
    running = np.concatenate([[0.0], np.cumsum(sizes[::-1])])
    return np.linspace(0, 1, len(sizes) + 1), running / running[-1]


def _lorenz_numbers(year: int, counts: dict[str, Any], sizes: Numbers, unknown: int) -> pd.DataFrame:
    few = len(sizes) < MIN_N or not sizes.sum()
    x, y = (np.array([np.nan]), np.array([np.nan])) if few else _curve(sizes)
    numbers = pd.DataFrame({"year": year, "agencies": x, "requests": y, "n": len(sizes), "unknown": unknown})
    return numbers.assign(
        drawn=pd.array(["too few" if few else "line"] * len(x), dtype="string"), synthetic=counts["synthetic"]
    )

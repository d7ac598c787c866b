"""What a corpus is made of: its reports by year and form, its cells by how their values came to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from govreport.plots.bars import count_axis, lying
from govreport.plots.canvas import INK, TICKS, dress, finish, legend, new_axes
from govreport.plots.dots import row_breaks
from govreport.plots.fonts import PLAIN, lettering
from govreport.plots.frame import checked, group_names
from govreport.plots.marks import BLUE, GREEN, ORANGE, PURPLE, RED, SKY
from govreport.plots.words import Lang, say, value_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EDITIONS = {"2014": PURPLE, "2019": BLUE, "2021": SKY, "mixed": ORANGE, "no table": RED}
STATES = {"blank": SKY, "derived": GREEN, "missing": ORANGE, "unreadable": RED}
"""Every state but `stated`, which is what is left of a bar."""


def reports_by_year(counts: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how many reports there are of each year, by the form of their tables.

    Parameters
    ----------
    counts
        From `govreport.quality.reports_by_year`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One bar is one report year; its parts are counts of reports. Reports whose year is not known are the last bar.
        The rules are where the official form changed: a part of another colour beyond them kept an old form.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.

    Examples
    --------
    >>> counts = pd.DataFrame({"year": [2020, 2021], "edition": ["2019", "2021"], "n": [3, 4], "synthetic": [True] * 2})
    >>> [label.get_text() for label in reports_by_year(counts).get_yticklabels()]
    ['2020', '2021']
    """
    frame = checked(counts, "year", "edition", "n")
    frame["edition"] = frame["edition"].mask(frame["edition"].str.contains("+", regex=False), "mixed")
    order = [name for name in EDITIONS if name in set(frame["edition"])]
    wide = frame.pivot_table(index="year", columns="edition", values="n", aggfunc="sum", dropna=False)
    wide = wide.reindex(columns=order).dropna(how="all").sort_index(na_position="last").reset_index()
    wide = wide.astype({"year": "Int16"}).assign(synthetic=bool(frame["synthetic"].any()))
    with lettering(lang) as families:
        ax = ax or new_axes(7.4, 1.6 + 0.33 * len(wide))[0]
        dress(ax, "x")
        parts = {name: (EDITIONS[name], value_name("edition", name, lang)) for name in order}
        patches = lying(ax, wide, parts, places=[float(at) for at in range(len(wide))])
        _rows(ax, group_names(wide, ["year"], lang))
        row_breaks(ax, wide["year"].dropna().astype(int).tolist(), lang)
        count_axis(ax.xaxis)
        ax.set_xlabel(say("quality.reports", lang), fontsize=PLAIN, color=INK)
        _legend(ax, patches, lang)
        drawn = wide.assign(drawn=pd.array(["bar"] * len(wide), dtype="string"))
        return finish(ax, drawn, lang, families, title=say("quality.by_year", lang), below=TICKS + 18)


def cell_states(counts: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw which share of the cells has no number printed in it that could be read, and why.

    Parameters
    ----------
    counts
        From `govreport.quality.cell_states`, by any columns.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One bar is one group: the shares of its cells that are blank, derived, missing or unreadable; all others are
        stated. Beside its name stand the number of its cells and how many are contested, whatever their state. The
        axis ends where the longest bar does.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.

    Examples
    --------
    >>> from govreport.plots import plotted
    >>> counts = {"stated": 8, "blank": 1, "derived": 1, "unreadable": 0, "missing": 0, "n": 10, "contested": 0}
    >>> ax = cell_states(pd.DataFrame([{"table": "requests", "synthetic": True} | counts]))
    >>> float(plotted(ax)["share_blank"].item())
    0.1
    """
    frame = checked(counts, "n", "stated", "contested", *STATES)
    groups = [str(name) for name in frame if name not in ("n", "stated", "contested", "synthetic", *STATES)]
    shares = frame[list(STATES)].div(frame["n"], axis=0).astype("Float64")
    with lettering(lang) as families:
        ax = ax or new_axes(8.4, 1.6 + 0.36 * len(frame))[0]
        dress(ax, "x")
        parts = {name: (colour, value_name("state", name, lang)) for name, colour in STATES.items()}
        places = [float(at) for at in range(len(frame))]
        patches = lying(ax, shares, parts, places=places, text=lambda share: f"{share:.1%}" if share else "")
        names = group_names(frame, groups, lang) if groups else [say("all", lang)]
        rows = zip(names, frame["n"], frame["contested"], strict=True)
        _rows(ax, [f"{name}   {n:,} ({contested:,})" for name, n, contested in rows])
        ax.set_xlim(0, max(1.04 * float(shares.sum(axis=1).max()), 0.01))
        ax.xaxis.set_major_formatter(PercentFormatter(xmax=1))
        ax.set_xlabel(say("quality.share", lang), fontsize=PLAIN, color=INK)
        _legend(ax, patches, lang)
        drawn = frame.assign(**{f"share_{name}": shares[name] for name in STATES}, drawn="bar")
        return finish(
            ax, drawn.astype({"drawn": "string"}), lang, families, title=say("quality.states", lang),
            notes=[say("quality.note", lang)], below=TICKS + 18,
        )  # fmt: skip


def _rows(ax: Axes, labels: list[str]) -> None:
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.45, -0.55)
    ax.tick_params(axis="y", length=0)


def _legend(ax: Axes, patches: list[Any], lang: Lang) -> None:
    legend(ax, [*patches, Line2D([], [], linestyle="none", label=say("counts_only", lang))])

"""Grounds for not granting: what the refusals are made of, and the five that are given most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from govreport.plots.bars import lying
from govreport.plots.canvas import SOFT, TICKS, dress, finish, legend, new_axes
from govreport.plots.dots import Manner, row_breaks, trimmed, without
from govreport.plots.fonts import SMALL, lettering
from govreport.plots.frame import by_groups, checked, few, group_columns, group_names
from govreport.plots.marks import BLUE, GREEN, ORANGE, PURPLE, RED, SKY
from govreport.plots.rates import rates
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OWN = ("family", "ground", "discretion")
FAMILIES = {
    "denied_mandatory": BLUE,
    "denied_discretionary": SKY,
    "denied_query": GREEN,
    "unavailable": ORANGE,
    "declined": RED,
    "other": PURPLE,
}
"""Parts of a bar: 不予公开 by whether the law forbids or allows, 无法提供, 不予处理, 其他处理."""


def refusal_families(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw what the requests that were not granted are made of, as bars of 100 %.

    Parameters
    ----------
    result
        From `govreport.indicators.refusal_grounds`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One bar is one group. 不予公开 is parted by what the law says: it forbids disclosure, or leaves it to the
        agency; inquiries (行政查询事项) are neither. Where there are too few refusals for shares their number stands
        and no bar. Intervals are on `refusal_top`.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, "indicator", "numerator", "denominator", "estimate", "n", *OWN)
    frame = frame[(frame["indicator"] == "share_of_nongrants") & (frame["ground"] != "all")]
    groups = group_columns(frame, OWN)
    wide = _parts(frame, groups)
    wide, empty = trimmed(wide) if groups == ["year"] else (wide, [])
    with lettering(lang) as families:
        ax = ax or new_axes(7.6, 1.7 + 0.4 * len(wide))[0]
        dress(ax, "x")
        parts = {name: (colour, say(f"refusal.{name}", lang)) for name, colour in FAMILIES.items()}
        places = [float(at) for at in range(len(wide))]
        patches = lying(ax, wide, parts, places=places, text=lambda share: f"{share:.0%}")
        names = group_names(wide, groups, lang) if groups else [say("all", lang)]
        labels = []
        for place, name, (_, row) in zip(places, names, wide.iterrows(), strict=True):
            labels.append(f"{name}   {row['denominator']:,.0f}")
            if pd.isna(row["other"]):
                too_small = (
                    say("too_little.requests", lang, amount=f"{row['denominator']:,.0f}") if row["n"] else few(0, lang)
                )
                ax.text(0.02, place, too_small, va="center", fontsize=SMALL, color=SOFT)
        ax.set_yticks(places, labels)
        ax.set_ylim(len(wide) - 0.45, -0.55)
        if groups == ["year"]:
            row_breaks(ax, wide["year"].astype(int).tolist(), lang)
        ax.set_xlim(0, 1)
        ax.xaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
        ax.tick_params(axis="y", length=0)
        legend(ax, [*patches, Line2D([], [], linestyle="none", label=say("no_interval", lang))])
        drawn = wide.assign(drawn=np.where(wide["denied_query"].isna(), "too few", "bar")).astype({"drawn": "string"})
        return finish(
            ax, drawn, lang, families, title=say("refusal.title", lang), below=TICKS + 4, source=frame,
            notes=[say("refusal.counts", lang), say("refusal.note", lang), *without(empty, lang)],
        )  # fmt: skip


def refusal_top(result: pd.DataFrame, *, top: int = 5, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how often the most frequent grounds are given, of all requests that were not granted.

    Parameters
    ----------
    result
        From `govreport.indicators.refusal_grounds`.
    top
        How many grounds: those given most in all groups together.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        By year, one colour a ground; else one row a ground, one colour a group. One point is the share of a ground,
        with its interval where one was asked for and its worst case, as in `disclosure_trend`.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, "indicator", "numerator", *OWN)
    frame = frame[(frame["indicator"] == "share_of_nongrants") & (frame["ground"] != "all")]
    order = (
        frame.groupby("ground", sort=False)["numerator"].sum().sort_values(ascending=False, kind="stable").index[:top]
    )
    groups = group_columns(frame, OWN)
    chosen = frame[frame["ground"].isin(order)]
    chosen = chosen.assign(ground=pd.Categorical(chosen["ground"], categories=order)).sort_values([*groups, "ground"])
    if "year" not in groups:
        chosen = chosen.sort_values(["ground", *groups])
    how = Manner(agencies=False, base="denominator", whole=False)
    return rates(
        chosen, ax, lang, how, title=say("refusal.top", lang, top=len(order)), besides=("family", "discretion"),
        colours=groups, notes=[say("refusal.note", lang)],
    )  # fmt: skip


def _parts(frame: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    """Return one row a group: the share of each part; missing where there are too few refusals."""
    named = frame["family"].where(frame["family"] != "denied", "denied_" + frame["discretion"].fillna("query"))
    records = []
    for key, rows in by_groups(frame, groups):
        shares = {part: rows.loc[named[rows.index] == part, "estimate"].sum(min_count=1) for part in FAMILIES}
        records.append(key | shares | rows.iloc[0][["denominator", "n", "synthetic"]].to_dict())
    return pd.DataFrame(records).astype(dict.fromkeys(FAMILIES, "Float64"))

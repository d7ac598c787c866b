"""Whether the numbers hold together: rule by year, blank cells, tables that did not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.colors import to_hex

from govreport.plots.bars import ink_on
from govreport.plots.canvas import SOFT, TICKS, dress, finish, new_axes
from govreport.plots.dots import Manner, trimmed, without
from govreport.plots.fonts import SMALL, lettering
from govreport.plots.frame import BREAKS, checked, counted, few, group_columns, group_names, unique
from govreport.plots.marks import interval_name
from govreport.plots.rates import NEEDED, rates
from govreport.plots.words import Lang, say, value_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OWN = ("code", "n_trivial", "not_assessable", "n_findings")
COLOURS = colormaps["Blues"]
"""From light to dark alike for all eyes; a tenth is seen as well as a half, since the scale is one of roots."""
EMPTY = "#f4f4f4"


def coherence(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how often each rule fails, as a map of rules by years or other groups.

    Parameters
    ----------
    result
        From `govreport.indicators.identity_failures` or `govreport.indicators.finding_rates`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One field is one rule and group: the share that fails, its interval or worst case, and of how many. Where there
        are too few there is only their number, and no colour. Rules that no group can be judged by have no row.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, "code", *NEEDED)
    groups = group_columns(frame, OWN)
    frame, empty = trimmed(frame) if groups == ["year"] else (frame, [])
    judged = frame.groupby("code", sort=False)["n"].transform("max") > 0
    frame = checked(frame[judged])
    with lettering(lang) as families:
        columns = group_names(frame, groups, lang) if groups else [say("all", lang)] * len(frame)
        names, codes = unique(columns), unique(frame["code"])
        ax = ax or new_axes(max(3.4 + 0.85 * len(names), 8.4), 1.7 + 0.52 * len(codes))[0]  # the title needs room
        dress(ax, "")
        for column, (_, row) in zip(columns, frame.iterrows(), strict=True):
            _field(ax, names.index(column), codes.index(row["code"]), row, lang)
        ax.set_xlim(-0.5, len(names) - 0.5)
        ax.set_ylim(len(codes) - 0.5, -0.5)
        ax.set_xticks(range(len(names)), names)
        ax.set_yticks(range(len(codes)), [value_name("code", code, lang) for code in codes])
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        if groups == ["year"]:
            _breaks(ax, [int(name) for name in names], lang)
        kind = "finding" if str(frame["indicator"].iloc[0]).startswith("finding") else "fails"
        notes = [say("coherence.cell", lang, certainty=_certainty(frame, lang)), say("coherence.fault", lang)]
        drawn = frame.assign(drawn=np.where(frame["estimate"].isna(), "too few", "field")).astype({"drawn": "string"})
        return finish(
            ax, drawn, lang, families, title=say(f"coherence.{kind}", lang), notes=[*notes, *without(empty, lang)],
            below=TICKS + 4, pad=17, source=frame.drop(columns=["n_no_table", "n_unknown"]),
        )  # fmt: skip


def _field(ax: Axes, x: int, y: int, row: pd.Series[Any], lang: Lang) -> None:
    """Draw one field: colour and numbers, or what there is too little of."""
    known = not pd.isna(row["estimate"])
    colour = to_hex(COLOURS(0.08 + 0.92 * float(np.sqrt(row["estimate"])))) if known else EMPTY
    ax.fill_between([x - 0.47, x + 0.47], y - 0.46, y + 0.46, color=colour, linewidth=0)
    if known:
        ends = ("ci_lo", "ci_hi") if not pd.isna(row["ci_lo"]) else ("lo", "hi")
        span = "" if pd.isna(row[ends[0]]) else f"{100 * row[ends[0]]:.0f}–{100 * row[ends[1]]:.0f}\n"
        text = f"{row['estimate']:.0%}\n{span}{counted(row)}"
    else:
        text = (
            few(row["n"], lang).replace(": ", ":\n").replace("：", "：\n").replace(" ", "\n", 1 if not row["n"] else 0)
        )
    ax.text(
        x, y, text, ha="center", va="center", fontsize=SMALL, color=ink_on(colour) if known else SOFT, linespacing=1.1
    )


def _certainty(frame: pd.DataFrame, lang: Lang) -> str:
    """Return what the second line of a field is called."""
    drawn = frame[frame["estimate"].notna()]
    if drawn["ci_lo"].notna().any():
        return interval_name(frame, lang)
    return say("worst_case" if drawn["lo"].notna().any() else "no_interval", lang)


def _breaks(ax: Axes, years: list[int], lang: Lang) -> None:
    """Mark between columns of years where the form changed."""
    for start in BREAKS:
        before = [at for at, year in enumerate(years) if year < start]
        if before and len(before) < len(years):
            x = before[-1] + 0.5
            ax.axvline(x, color=SOFT, linewidth=1.1, linestyle=(0, (4, 3)), zorder=3)
            ax.annotate(
                say("form", lang, year=start), (x, 1), (0, 3), xycoords=("data", "axes fraction"),
                textcoords="offset points", ha="center", va="bottom", fontsize=SMALL, color=SOFT,
            )  # fmt: skip


def blank_share(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the share of the cells of each table that are printed and empty.

    Parameters
    ----------
    result
        From `govreport.indicators.blank_share`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        By year, one colour a table; else one row a table and group.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    own = ("n_stated", "n_blank", "n_derived", "n_unreadable", "n_missing")
    return _by_table(result, ax, lang, "blank", own, Manner(agencies=False, whole=False))


def unchanged_tables(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw the share of tables whose numbers are all those of the year before.

    Parameters
    ----------
    result
        From `govreport.indicators.unchanged_tables`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        As `blank_share`, with the worst case over tables that cannot be told.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    return _by_table(result, ax, lang, "unchanged", ("n_trivial",), Manner())


def _by_table(result: pd.DataFrame, ax: Axes | None, lang: Lang, what: str, own: tuple[str, ...], how: Manner) -> Axes:
    frame = checked(result, "table", *NEEDED)
    some = frame.groupby("table", sort=False)["n"].transform("max") > 0
    frame = checked(frame[some])
    return rates(
        frame.assign(indicator=what), ax, lang, how, title=say(f"{what}.title", lang), besides=own,
        notes=[say(f"{what}.note", lang)], source=frame.drop(columns=["n_no_table", "n_unknown"]),
    )  # fmt: skip

"""Points with their intervals and worst cases: by year, or one row a group. Most figures are one of the two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from matplotlib.ticker import FuncFormatter, PercentFormatter

from govreport.plots.canvas import INK, ROW, SOFT, TICKS, dress, new_axes
from govreport.plots.fonts import PLAIN, SMALL, wide
from govreport.plots.frame import BREAKS, counted, group_names, runs, segment, too_few, unique
from govreport.plots.marks import SIGNS, Look, Pen, Scale, looks, share_scale, value_scale
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SERIES = "series_"
"""Column with the name of the series that a row belongs to; taken away from what is handed back."""


class Manner(NamedTuple):
    """How values are drawn.

    Attributes
    ----------
    share
        Whether they are shares, of an axis from 0 to 100 %.
    line
        Whether points of years without a gap and with one form are joined.
    agencies
        Whether counts are ``k/n``, agencies among agencies, else n.
    base
        The column of which there is too little where a group has no estimate.
    unit
        What `base` counts, if not agencies.
    whole
        Whether the axis of shares goes to 100 % even where all of them are small.
    """

    share: bool = True
    line: bool = False
    agencies: bool = True
    base: str = "n"
    unit: str = "requests"
    whole: bool = True

    def scale(self, frame: pd.DataFrame) -> Scale:
        """Return the span of the axis of values."""
        return share_scale(frame, whole=self.whole) if self.share else value_scale(frame)


def by_year(ax: Axes | None, frame: pd.DataFrame, lang: Lang, how: Manner) -> tuple[Axes, float]:
    """Draw points by report year, one colour a series, with their counts in rows under the axis.

    Parameters
    ----------
    ax
        Where to draw; new axes if None.
    frame
        Columns `year`, `SERIES` and those of a result; one row a year and series.
    lang, how
        Language and manner.

    Returns
    -------
    tuple of Axes and float
        The axes, and how many points below it are taken.
    """
    names = unique(frame[SERIES])
    styles, years = looks(names), sorted(unique(frame["year"].astype(int)))
    step = min(0.8 / len(names), 0.27)
    if ax is None:
        beside = bool((frame["estimate"].isna() & frame["ci_lo"].notna()).any())  # a count beside an interval
        per_year = max(0.75, (0.34 if beside else 0.17) * len(names) + 0.1)
        ax = new_axes(min(max(3.4 + per_year * (years[-1] - years[0] + 1), 6.4), 12.0), 3.6 + 0.16 * len(names))[0]
    dress(ax)
    pen = Pen(ax, how.scale(frame), upright=True)
    alike = _alike(frame, lang, how)
    for year, text in alike.items():
        pen.note(year, text, Look(SOFT, ""))
    for place, name in enumerate(names):
        rows = (
            frame[(frame[SERIES] == name) & ~frame["year"].isin(list(alike))].sort_values("year").reset_index(drop=True)
        )
        at = rows["year"].astype(float) + (place - (len(names) - 1) / 2) * step + _apart(rows, step)
        if how.line:
            join(ax, rows, at, styles[name])
        for x, (_, row) in zip(at, rows.iterrows(), strict=True):
            if row["n"] == 0:
                continue  # its count under the axis says it
            mark(pen, x, row, styles[name], lang, how)
    value_axis(ax, pen.span, share=how.share, upright=True)
    taken = count_rows(ax, frame, styles, lang, how)
    year_axis(ax, years, lang, rows=taken)
    return ax, TICKS + taken * ROW + 19


def mark(pen: Pen, at: float, row: pd.Series[Any], look: Look, lang: Lang, how: Manner) -> None:
    """Draw one group, or say that there is too little of it."""
    pen.mark(at, row, look)
    if pd.isna(row["estimate"]):
        pen.note(at, too_few(row, lang, how.base, how.unit), look, aside=0.0 if pd.isna(row["ci_lo"]) else 9.0)


def _alike(frame: pd.DataFrame, lang: Lang, how: Manner) -> dict[int, str]:
    """Return the years in which all series have too little of the same, and what is said of them once."""
    found = {}
    years = frame["year"].astype(int)
    silent = frame["estimate"].isna() & frame["ci_lo"].isna() & frame["n"].gt(0)
    for year in unique(years[silent]):
        rows = frame[years == year]
        texts = {too_few(row, lang, how.base, how.unit) for _, row in rows.iterrows()}
        if len(rows) > 1 and len(texts) == 1 and silent[years == year].all():
            found[int(year)] = texts.pop()
    return found


def trimmed(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[int | None]]:
    """Return a frame without the first and last years of which no group knows anything, and those years.

    Reports of an unknown year have no place on an axis of years either: None stands for them.
    """
    whole, frame = frame, frame[frame["year"].notna()]
    unknown: list[int | None] = [None] if len(frame) < len(whole) else []
    known = frame.groupby(frame["year"].astype(int))["n"].max().fillna(0) > 0
    with_some = known.index[known]
    if with_some.empty:
        return frame, unknown
    kept = frame["year"].between(with_some.min(), with_some.max())
    return frame[kept], [year for year in known.index if not with_some.min() <= year <= with_some.max()] + unknown


def _apart(rows: pd.DataFrame, step: float) -> pd.Series[float]:
    """Return how far the rows of one series and year are moved apart: a year may have two forms."""
    years = rows.groupby("year")["year"]
    return (years.cumcount() - (years.transform("size") - 1) / 2) * 0.7 * step


def join(ax: Axes, rows: pd.DataFrame, at: pd.Series[float], look: Look) -> None:
    """Join the points of one series, never across a gap, a year without a number or a change of what is counted.

    What is counted changes with the form, unless a column `segment` says where it does.
    """
    known = rows[rows["estimate"].notna()]
    years = known["year"].astype(int).tolist()
    segments = known["segment"].tolist() if "segment" in known else [segment(year) for year in years]
    for run in runs(years, segments):
        part = known.iloc[run]
        ax.plot(at[part.index], part["estimate"].astype(float), color=look.colour, linewidth=1.1, alpha=0.8, zorder=3)


def year_axis(ax: Axes, years: Sequence[int], lang: Lang, rows: int = 0) -> None:
    """Make the lower axis one of report years, with the years marked in which the form changed."""
    first, last = years[0], years[-1]
    ax.set_xlim(first - 0.6, last + 0.6)
    ax.set_xticks(range(first, last + 1), [str(year) for year in range(first, last + 1)])
    ax.set_xlabel(say("year", lang), fontsize=PLAIN, color=INK, labelpad=2 + rows * ROW)
    for start in BREAKS:
        if first < start <= last:
            ax.axvline(start - 0.5, color=SOFT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
            ax.annotate(
                say("form", lang, year=start), (start - 0.5, 1), (0, 3), xycoords=("data", "axes fraction"),
                textcoords="offset points", ha="center", va="bottom", fontsize=SMALL, color=SOFT,
            )  # fmt: skip


def row_breaks(ax: Axes, years: Sequence[int], lang: Lang) -> None:
    """Mark between rows of years, the first on top, where the form changed."""
    for at, (year, after) in enumerate(pairwise(years)):
        for start in BREAKS:
            if year < start <= after:
                ax.axhline(at + 0.5, color=SOFT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
                ax.annotate(
                    say("form", lang, year=start), (0, at + 0.5), (-4, 0), xycoords=("axes fraction", "data"),
                    textcoords="offset points", ha="right", va="center", fontsize=SMALL, color=SOFT,
                )  # fmt: skip


def without(years: Sequence[int | None], lang: Lang) -> list[str]:
    """Return the small print that names years without any number, and says that there are reports of none."""
    known = [str(year) for year in years if year is not None]
    named = [say("no_year", lang, years=", ".join(known))] if known else []
    return [*named, *([say("unknown_year", lang)] if None in years else [])]


def value_axis(ax: Axes, span: Scale, *, share: bool, upright: bool) -> None:
    """Set the span and the format of the axis of values; shares in percent, from 0."""
    (ax.set_ylim if upright else ax.set_xlim)(span.low, span.high + (0.02 if share else 0.0))
    axis = ax.yaxis if upright else ax.xaxis
    axis.set_major_formatter(PercentFormatter(xmax=1, decimals=0) if share else FuncFormatter(lambda x, _: f"{x:,g}"))


def count_rows(ax: Axes, frame: pd.DataFrame, styles: dict[str, Look], lang: Lang, how: Manner) -> int:
    """Write under an axis of years on how many each point rests, a row a series, or one for all; return the rows."""
    texts = [_counts(frame[frame[SERIES] == name], how) for name in styles]
    alike = all(text == texts[0] for text in texts)
    rows = {say("count", lang): INK} if alike else {SIGNS[look.marker]: look.colour for look in styles.values()}
    for at, ((label, colour), counts) in enumerate(zip(rows.items(), texts, strict=False)):
        below = -(TICKS + at * ROW)
        style: dict[str, Any] = {"va": "top", "fontsize": SMALL, "color": colour, "annotation_clip": False}
        ax.annotate(
            label, (0, 0), (-6, below), xycoords="axes fraction", textcoords="offset points", ha="right", **style
        )
        for year, text in counts.items():
            ax.annotate(
                text, (year, 0), (0, below), xycoords=("data", "axes fraction"), textcoords="offset points",
                ha="center", **style,
            )  # fmt: skip
    return len(rows)


def _counts(rows: pd.DataFrame, how: Manner) -> dict[int, str]:
    """Return the count of each year; two of them where a year has two rows."""
    found: dict[int, list[str]] = {}
    for _, row in rows.iterrows():
        found.setdefault(int(row["year"]), []).append(counted(row, how.agencies))
    return {year: " | ".join(texts) for year, texts in found.items()}


def by_group(
    ax: Axes | None, frame: pd.DataFrame, labels: Sequence[str], lang: Lang, how: Manner
) -> tuple[Axes, float]:
    """Draw one row a group, the first on top, its count beside its name; as `by_year`."""
    names = unique(frame[SERIES])
    styles, rows = looks(names), unique(labels)
    if ax is None:
        width = min(6.4 + 0.075 * max(map(wide, rows)), 11.0)
        ax = new_axes(max(width, 7.4), 1.6 + max(0.3, 0.16 * len(names) + 0.12) * len(rows))[0]
    dress(ax, "x")
    pen = Pen(ax, how.scale(frame), upright=False)
    step = min(0.8 / len(names), 0.25)
    counts: dict[str, list[str]] = {label: [] for label in rows}
    for label, (_, row) in zip(labels, frame.iterrows(), strict=True):
        at = rows.index(label) + (names.index(row[SERIES]) - (len(names) - 1) / 2) * step
        mark(pen, at, row, styles[row[SERIES]], lang, how)
        counts[label].append(counted(row, how.agencies))
    value_axis(ax, pen.span, share=how.share, upright=False)
    ax.set_yticks(range(len(rows)), [f"{label}   {' | '.join(unique(counts[label]))}" for label in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    return ax, TICKS + 4


def with_series(frame: pd.DataFrame, columns: Sequence[str], lang: Lang) -> pd.DataFrame:
    """Return a result with `SERIES`: its values of these columns, and its indicator where there are several."""
    if len(unique(frame["indicator"])) > 1:
        columns = [*columns, "indicator"]
    return frame.assign(**{SERIES: group_names(frame, columns, lang) if columns else say("all", lang)})

"""What one group looks like: its point, its interval, its worst case; and the legend that names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D

from govreport.plots.canvas import INK
from govreport.plots.fonts import SMALL
from govreport.plots.words import Lang, say, value_name, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, RED, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
"""Colours of Okabe and Ito (2008), told apart by colour-blind readers."""


PARTIAL = "partial_"
"""Column that says that a worst case is that of the bounded reports alone; taken away from what is handed back."""


class Look(NamedTuple):
    """Colour and marker of a series; either tells it from the others."""

    colour: str
    marker: str


LOOKS = tuple(
    Look(colour, marker)
    for colour, marker in zip((BLUE, RED, GREEN, PURPLE, ORANGE, SKY, BLACK), ("o", "s", "^", "D", "v", "P", "X"),
                              strict=True)
)  # fmt: skip


SIGNS = dict(zip("os^DvPX", "●■▲◆▼✚✖", strict=True))
"""The markers as characters."""


def looks(names: Sequence[str]) -> dict[str, Look]:
    """Return a look for each series.

    Raises
    ------
    ValueError
        There are more series than can be told apart.
    """
    if len(names) > len(LOOKS):
        msg = (
            f"{len(names)} series ({', '.join(names[:4])} …) cannot be told apart; at most {len(LOOKS)} can. "
            "Take fewer columns in by=, or select groups before drawing."
        )
        raise ValueError(msg)
    return dict(zip(names, LOOKS, strict=False))


class Scale(NamedTuple):
    """The span of an axis of values, and what is left out of it.

    Attributes
    ----------
    low, high
        Ends of the axis.
    cut
        Whether an interval or a worst case goes on beyond an end; an arrow marks it.
    """

    low: float
    high: float
    cut: bool


def share_scale(frame: pd.DataFrame, *, whole: bool) -> Scale:
    """Return the span of shares: to 100 %, or, unless they fill that, to a little more than the largest."""
    most = max(_finite(frame, ("estimate", "ci_hi", "hi")), default=1.0)
    steps = (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 1.0)
    return Scale(0.0, 1.0 if whole else next(step for step in steps if min(most, 1.0) <= step), False)


def value_scale(frame: pd.DataFrame) -> Scale:
    """Return the span that shows all points; a worst case without an end, or a far one, does not press them flat."""
    near = _finite(frame, ("estimate", "ci_lo", "ci_hi"))
    far = _finite(frame, ("lo", "hi"))
    inner, outer = max(near, default=0.0), max(far, default=0.0)
    top = max(inner, outer) if outer <= 3 * inner or not inner else 1.5 * inner
    return Scale(min(0.0, *near, *far) if near or far else 0.0, 1.08 * top or 1.0, _beyond(frame, 1.08 * top))


def _finite(frame: pd.DataFrame, names: Sequence[str]) -> list[float]:
    numbers = frame.loc[frame["estimate"].notna() | frame["ci_lo"].notna(), list(names)].to_numpy(
        float, na_value=np.nan
    )
    return [float(number) for number in numbers[np.isfinite(numbers)]]


def _beyond(frame: pd.DataFrame, top: float) -> bool:
    drawn = frame[frame["estimate"].notna()]
    endless = drawn["lo"].notna() & drawn["hi"].isna()
    return bool((endless | (drawn["hi"].fillna(0) > top)).any())


class Pen:
    """Draws along one axis: values upright (by year) or lying (one row a group)."""

    def __init__(self, ax: Axes, span: Scale, *, upright: bool) -> None:
        self.ax, self.span, self.upright = ax, span, upright

    def line(self, at: float, low: float, high: float, **style: Any) -> None:
        """Draw from one value to another at a place."""
        self._plot([at, at], [low, high], **style)

    def point(self, at: float, value: float, look: Look, **style: Any) -> None:
        """Draw a marker."""
        shape = {"markersize": 6, "markeredgecolor": "white", "markeredgewidth": 0.6, "zorder": 5}
        shape |= {"color": look.colour, "marker": look.marker, "linestyle": "none", "clip_on": False}
        self._plot([at], [value], **(shape | style))

    def band(self, at: float, low: float, high: float, look: Look, *, partial: bool = False) -> None:
        """Draw the worst case: a broad faint bar, broken if of some reports, an arrow where it goes beyond the axis."""
        low, high = self._within(at, low, high, look)
        self.line(at, low, high, color=look.colour, zorder=2, **_band(partial=partial))

    def interval(self, at: float, low: float, high: float, look: Look) -> None:
        """Draw a sampling interval: a thin line with caps, an arrow instead where it goes on beyond the axis."""
        low, high = self._within(at, low, high, look)
        cap = "_" if self.upright else "|"
        self.line(at, low, high, color=look.colour, linewidth=1.3, marker=cap, markersize=6, zorder=4)

    def _within(self, at: float, low: float, high: float, look: Look) -> tuple[float, float]:
        """Return two ends within the axis, with arrows where they were not."""
        up, down = ("^", "v") if self.upright else (">", "<")
        for end, beyond, arrow in (
            (self.span.high, high > self.span.high, up),
            (self.span.low, low < self.span.low, down),
        ):
            if beyond:
                self._plot([at], [end], marker=arrow, color=look.colour, markersize=5, zorder=6, clip_on=False)
        return max(low, self.span.low), min(high, self.span.high)

    def mark(self, at: float, row: pd.Series[Any], look: Look) -> None:
        """Draw what is known of one group: worst case, interval, point."""
        if pd.isna(row["estimate"]):
            if not pd.isna(row["ci_lo"]):
                self.interval(at, row["ci_lo"], row["ci_hi"], look)
            return
        if not pd.isna(row["lo"]):
            high = np.inf if pd.isna(row["hi"]) else row["hi"]
            self.band(at, row["lo"], high, look, partial=bool(row.get(PARTIAL, False)))
        if not pd.isna(row["ci_lo"]):
            self.interval(at, row["ci_lo"], row["ci_hi"], look)
        self.point(at, row["estimate"], look)

    def note(self, at: float, text: str, look: Look, aside: float = 0.0) -> None:
        """Write where a group without an estimate would stand, `aside` points beside it."""
        start = self.span.low + 0.02 * (self.span.high - self.span.low)
        place = (at, start) if self.upright else (start, at)
        self.ax.annotate(
            text, place, (aside, 0) if self.upright else (0, aside), textcoords="offset points", fontsize=SMALL,
            color=look.colour, rotation=90 if self.upright else 0, zorder=7,
            ha="center" if self.upright else "left", va="bottom" if self.upright else "center",
        )  # fmt: skip

    def _plot(self, at: Sequence[float], values: Sequence[float], **style: Any) -> None:
        self.ax.plot(*((at, values) if self.upright else (values, at)), **style)


def _band(*, partial: bool) -> dict[str, Any]:
    broken = {"linestyle": (0, (0.5, 0.2)), "dash_capstyle": "butt"} if partial else {"solid_capstyle": "butt"}
    return {"linewidth": 7, "alpha": 0.28} | broken


def interval_name(frame: pd.DataFrame, lang: Lang) -> str:
    """Return what the intervals of a frame are called; which indicator has which where they are of several kinds."""
    given = frame[frame["ci_lo"].notna()]
    if given.empty:
        return ""
    some, level = given[["ci", "indicator"]].drop_duplicates(), _levels(given)
    kinds = some["ci"].dropna().drop_duplicates().tolist()
    if len(kinds) > 1:
        named = [f"{_method(row['ci'], lang)} ({value_name('indicator', row['indicator'], lang)})"
                 for row in some.to_dict("records")]  # fmt: skip
        return say("intervals", lang, level=level, names="; ".join(named))
    return say("interval", lang, level=level, name=_method(kinds[0], lang)) if kinds else ""


def _levels(given: pd.DataFrame) -> str:
    """Return the nominal coverage of intervals in percent, nothing where their frame does not say it."""
    if "ci_level" not in given or given["ci_level"].isna().any():
        return ""
    return "/".join(f"{100 * level:g} %" for level in sorted(given["ci_level"].unique())) + " "


def _method(name: str, lang: Lang) -> str:
    known = words().get(f"ci.{name}")
    return known[lang] if known else name.replace("_", " ")


def certainty(frame: pd.DataFrame, lang: Lang, *, cut: bool = False, worst: str = "worst_case") -> list[Line2D]:
    """Return the lines of the legend that name interval and worst case, or say that there is none."""
    drawn = frame[frame["estimate"].notna()]
    found = []
    interval = interval_name(frame, lang)
    if interval:
        found.append(Line2D([], [], color=INK, linewidth=1.3, marker="|", markersize=6, label=interval))
    found += _bands(drawn[drawn["lo"].notna()], lang, worst)
    if found and cut:
        found.append(Line2D([], [], color=INK, marker="^", markersize=5, linestyle="none", label=say("cut", lang)))
    if not found:
        found.append(Line2D([], [], linestyle="none", label=say("no_interval", lang)))
    return found


def _bands(drawn: pd.DataFrame, lang: Lang, worst: str) -> list[Line2D]:
    """Return the lines of the legend for worst cases: of all reports, and of those that are bounded."""
    partial = drawn[PARTIAL] if PARTIAL in drawn else pd.Series(False, index=drawn.index)
    names = {False: say(worst, lang), True: say("bounded", lang, worst=say(worst, lang))}
    return [
        Line2D([], [], color=INK, label=name, **_band(partial=kind))
        for kind, name in names.items()
        if partial.eq(kind).any()
    ]


def series_handles(styles: dict[str, Look], *, line: bool = False) -> list[Line2D]:
    """Return the lines of the legend that name the series."""
    return [
        Line2D(
            [], [], color=look.colour, marker=look.marker, linestyle="-" if line else "none", markersize=6, label=name
        )
        for name, look in styles.items()
    ]

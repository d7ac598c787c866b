"""The sheet that every figure is drawn on: new axes, the dress of old ones, and what stands around the plot area."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.text import Text

from govreport.indicators.settle import DROPPED, WITHIN
from govreport.plots.drawn import keep
from govreport.plots.fonts import LARGE, PLAIN, SMALL, chinese_font, is_chinese, missing_font, wide
from govreport.plots.frame import is_made_up
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.figure import Figure

INK, SOFT, FAINT = "#222222", "#666666", "#dddddd"
TICKS = 18.0
"""Points below an axis that its tick labels take."""
OVER_YEARS = 17.0
"""Points over an axis of years that the names of forms take."""
ROW = 11.5
"""Points that a line of small print takes."""
STAMP = "synthetic"
"""`gid` of the stamp."""
FOOT = "foot"
"""`gid` of the small print."""


def new_axes(width: float, height: float, rows: int = 1, ratios: Sequence[float] = (1.0,)) -> list[Axes]:
    """Return the axes of a new figure, from top to bottom; sizes in inches."""
    from matplotlib import pyplot as plt

    _, grid = plt.subplots(
        rows, 1, figsize=(width, height), layout="constrained", squeeze=False, height_ratios=list(ratios)
    )
    return list(grid[:, 0])


def dress(ax: Axes, grid: str = "y") -> None:
    """Give axes the look of the house, whatever the session's style is."""
    ax.set_facecolor("white")
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.set_facecolor("white")
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(SOFT)
    ax.grid(False)
    if grid:
        ax.grid(True, axis=grid, color=FAINT, linewidth=0.6)  # type: ignore[arg-type]
    ax.set_axisbelow(True)
    ax.tick_params(colors=INK, labelsize=PLAIN)


def finish(
    ax: Axes,
    numbers: pd.DataFrame,
    lang: Lang,
    families: Sequence[str],
    *,
    title: str,
    notes: Sequence[str] = (),
    below: float = TICKS,
    pad: float = 8.0,
    source: pd.DataFrame | None = None,
    counts: str = "reports",
) -> Axes:
    """Put title, small print and stamp on axes that are drawn, and remember their numbers.

    Parameters
    ----------
    ax
        The axes; drawn inside `fonts.lettering`, which gave the families.
    numbers
        What was drawn, handed back by `plotted`.
    lang, families
        Language and fonts.
    title
        Said over the plot area.
    notes
        Lines of small print beside what was set aside.
    below
        Points below the axis that are taken already.
    pad
        Points between plot area and title; `OVER_YEARS` where changes of the form are named between them.
    source
        The frame whose counts say what was set aside; `numbers` if not given.
    counts
        What they count: ``"reports"`` or ``"pairs"`` of reports.
    """
    source = numbers if source is None else source
    # the labels of axes that were given were made before, in the letters of the session
    # y is said, else matplotlib measures all labels several times to find that the title lies over none of them
    ax.set_title(title, loc="left", y=1.0, fontsize=LARGE, color=INK, pad=pad, fontfamily=list(families))
    ax.tick_params(labelfontfamily=list(families))
    for label in (ax.xaxis.label, ax.yaxis.label):
        label.set_fontfamily(list(families))
    aside = [set_aside(source, lang, counts)] if "n_reports" in source else []
    check_letters(ax)  # before anything is measured
    small_print(ax, [*aside, *notes], lang, below)
    if is_made_up(numbers):
        stamp(ax, lang)
    keep(ax, numbers)
    return ax


def small_print(ax: Axes, lines: Sequence[str], lang: Lang, below: float) -> None:
    """Write lines under axes, broken to their width, and to what is right of their labels."""
    letter = 4.3 if lang == "en" else 7.2
    width = max(int(min(_points(ax)[0] / letter, _right_of_labels(ax) / (1.12 * letter))), 40)
    text = "\n".join(part for line in lines if line for part in textwrap.wrap(line, width))
    text = re.sub(r"\n([：；，。、）]+)\n?", r"\1\n", text).strip()  # no line begins with what ends a phrase
    if text:
        ax.annotate(
            text, (0, 0), (0, -below), xycoords="axes fraction", textcoords="offset points", va="top", ha="left",
            fontsize=SMALL, color=SOFT, linespacing=1.25, gid=FOOT, annotation_clip=False,
        )  # fmt: skip


def set_aside(result: pd.DataFrame, lang: Lang, counts: str = "reports") -> str:
    """Say what an indicator counted and what it set aside, as `govreport.indicators.dropped` does, in a language.

    A column that is not there is not said: its number differs between the rows of one group.
    """
    first = result
    for name in (name for name in WITHIN if name in result):
        first = first[first[name] == result[name].iloc[0]]
    aside = [(name, int(first[name].sum())) for name in DROPPED[:-1] if name in first]
    listed = say("comma", lang).join(say(f"dropped.{name}", lang, n=count) for name, count in aside if count)
    parts = [say("dropped.aside", lang, listed=listed)] if listed else []
    if "n_unknown" in first:
        policy = say(f"blanks.{first['blanks'].iloc[0]}", lang)
        parts.append(say("dropped.n_unknown", lang, n=int(first["n_unknown"].sum()), policy=policy))
    said = say(f"dropped.{counts}", lang, n=int(first["n_reports"].sum()))
    return f"{said}{say('colon', lang)}{say('semicolon', lang).join(parts)}" if parts else said


class Stamp(Text):
    """Words across the plot area, as large as it is when it is drawn."""

    def draw(self, renderer: RendererBase) -> None:
        """Fit the letters to the axes, and draw them."""
        axes, figure = self.axes, self.get_figure(root=True)
        if axes is not None and figure is not None:
            width, height = (side * 72 / figure.dpi for side in axes.bbox.size)
            letters = wide(self.get_text())
            size = min(0.9 * width / (0.62 * letters), height / 3, 44.0)
            if abs(size - float(self.get_fontsize())) > 0.1:
                self.set_fontsize(size)
        super().draw(renderer)


def stamp(ax: Axes, lang: Lang) -> None:
    """Write across the plot area that the numbers are made up."""
    ax.add_artist(
        Stamp(
            0.5, 0.5, say("synthetic", lang), transform=ax.transAxes, rotation=18, ha="center", va="center",
            color="#b00000", alpha=0.17, zorder=20, gid=STAMP, in_layout=False, clip_on=False,
        )
    )  # fmt: skip


def check_letters(ax: Axes) -> None:
    """Make sure that no text on a figure would be boxes.

    Raises
    ------
    MissingDependency
        A text is Chinese and no font has the characters; the figure is closed.
    """
    if chinese_font() is not None:
        return
    texts = [text.get_text() for text in ax.findobj(Text) if isinstance(text, Text)]
    found = next((text for text in texts if is_chinese(text)), None)
    if found is not None:
        from matplotlib import pyplot as plt

        plt.close(ax.get_figure(root=True))
        what = f"the label {found!r}"
        raise missing_font(what)


def legend(ax: Axes, handles: Sequence[Any], title: str = "") -> None:
    """Put a legend beside the plot area, where it covers nothing."""
    shown = ax.legend(
        handles=list(handles), loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0, frameon=False,
        fontsize=SMALL, title=title or None, title_fontsize=SMALL, alignment="left", handlelength=1.6, labelcolor=INK,
    )  # fmt: skip
    shown.set_zorder(30)


def say_few(ax: Axes, lang: Lang) -> None:
    """Say in the plot area that it is empty because there is too little of everything."""
    ax.annotate(
        say("few_everywhere", lang), (0, 1), (8, -8), xycoords="axes fraction", textcoords="offset points", va="top",
        ha="left", fontsize=PLAIN, color=INK, zorder=8, bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
    )  # fmt: skip


def _points(ax: Axes) -> tuple[float, float]:
    figure: Figure | None = ax.get_figure(root=True)
    if figure is None:
        return 400.0, 250.0
    box = ax.get_position()
    return box.width * figure.get_figwidth() * 72, box.height * figure.get_figheight() * 72


def _right_of_labels(ax: Axes) -> float:
    """Return the points from the left end of the plot area to that of the figure, once the labels have their room."""
    figure, labels = ax.get_figure(root=True), ax.yaxis.get_tightbbox(None)
    if figure is None or labels is None:
        return 400.0
    return float(figure.get_figwidth() * 72 - (ax.bbox.x0 - labels.x0) * 72 / figure.dpi - 10)

"""Stacked bars: parts of a whole, each with its number in it; what most figures of counts are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator

from govreport.plots.canvas import INK
from govreport.plots.fonts import SMALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.backend_bases import RendererBase


class Inside(Text):
    """A number in its part of a bar; drawn only where there is room for it, however large the figure is."""

    def __init__(self, left: float, width: float, place: float, text: str, **style: Any) -> None:
        super().__init__(left + width / 2, place, text, ha="center", va="center", fontsize=SMALL, **style)
        self.ends = (left, left + width)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the number, or nothing."""
        self.set_visible(True)
        if self.axes is not None:
            left, right = self.axes.transData.transform([(end, 0.0) for end in self.ends])[:, 0]
            self.set_visible(bool(self.get_window_extent(renderer).width < 0.92 * (right - left)))
        super().draw(renderer)


def lying(
    ax: Axes,
    frame: pd.DataFrame,
    parts: Mapping[str, tuple[str, str]],
    *,
    places: Sequence[float],
    text: Callable[[float], str] = "{:,.0f}".format,
) -> list[Patch]:
    """Draw one lying bar a row, made of the columns `parts` from left to right.

    Parameters
    ----------
    ax
        Where to draw.
    frame
        One row a bar.
    parts
        By column: colour and name in the legend.
    places
        Of the bars.
    text
        Makes what stands in a part of its number.

    Returns
    -------
    list of Patch
        For the legend.
    """
    numbers = frame[list(parts)].to_numpy(float, na_value=np.nan)
    start = np.zeros(len(frame))
    for at, (colour, _) in enumerate(parts.values()):
        widths = np.nan_to_num(numbers[:, at])
        ax.barh(places, widths, 0.62, left=start, color=colour, edgecolor="white", linewidth=0.8, zorder=2)
        for place, left, width in zip(places, start, widths, strict=True):
            if width:
                ax.add_artist(Inside(left, width, place, text(width), color=ink_on(colour), zorder=6, in_layout=False))
        start = start + widths
    return [Patch(color=colour, label=name) for colour, name in parts.values()]


def count_axis(axis: Axis) -> None:
    """Make an axis one of counts: there is no half report, however few there are."""
    axis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 2.5, 5, 10], integer=True))
    axis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,.0f}"))


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour.

    Examples
    --------
    >>> ink_on("#0072B2"), ink_on("#F0E442")
    ('white', '#222222')
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return INK if 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 > 0.3 else "white"

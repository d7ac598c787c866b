"""Stacked bars: parts of a whole, each with its number in it; what most figures of counts are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from govreport.plots.canvas import INK
from govreport.plots.fonts import SMALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DIGIT = 0.012
"""Width of a digit as a part of the longest bar; a part without room for its number has none."""


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
    longest = float(np.nansum(numbers, axis=1).max()) or 1.0
    start = np.zeros(len(frame))
    for at, (colour, _) in enumerate(parts.values()):
        widths = np.nan_to_num(numbers[:, at])
        ax.barh(places, widths, 0.62, left=start, color=colour, edgecolor="white", linewidth=0.8, zorder=2)
        for place, left, width in zip(places, start, widths, strict=True):
            inside = text(width)
            if width >= (len(inside) + 0.6) * DIGIT * longest:
                ax.text(left + width / 2, place, inside, ha="center", va="center", fontsize=SMALL,
                        color=ink_on(colour), zorder=6)  # fmt: skip
        start = start + widths
    ax.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,g}"))
    return [Patch(color=colour, label=name) for colour, name in parts.values()]


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour.

    Examples
    --------
    >>> ink_on("#0072B2"), ink_on("#F0E442")
    ('white', '#222222')
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return INK if 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2 > 0.3 else "white"

"""Results made by hand, and what is found on the axes that were drawn of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from govreport.indicators.settle import COUNTS, result
from govreport.plots.canvas import FOOT, STAMP
from govreport.plots.fonts import chinese_font

NO_FONT = "no font with Chinese characters is installed: apt install fonts-noto-cjk"
HAS_FONT = chinese_font() is not None


def rows(*records: dict[str, Any], first: tuple[str, ...] = (), **same: Any) -> pd.DataFrame:
    """Return a result: of each record what is given, nothing set aside, not made up."""
    base = {"indicator": "zero_requests", "blanks": "bounds", "synthetic": False} | dict.fromkeys(COUNTS, 0) | same
    return result([base | one for one in records], first)


def share(k: int, n: int, **more: Any) -> dict[str, Any]:
    """Return the record of a share of agencies; without an estimate below twenty."""
    record = {"numerator": k, "denominator": n, "n": n, "n_reports": n}
    return record | ({"estimate": k / n} if n >= 20 else {}) | more


def points(ax: Axes) -> list[tuple[float, float]]:
    """Return where there are markers of points, from left to right."""
    found = [line for line in ax.lines if line.get_linestyle() == "None" and line.get_marker() in tuple("os^DvPX")]
    return sorted((float(x), float(y)) for line in found for x, y in np.column_stack(line.get_data()))


def joins(ax: Axes) -> list[tuple[float, float]]:
    """Return from where to where lines are drawn that join points: neither upright nor lying nor of a grid."""
    found = [line for line in ax.lines if line.get_linestyle() == "-" and line.get_marker() == "None"]
    ends = [(line.get_xdata(), line.get_ydata()) for line in found]
    return sorted(
        (float(x[0]), float(x[-1])) for x, y in ends if len(x) > 1 and x[0] != x[-1] and (len(x) > 2 or y[0] != y[-1])
    )


def upright(ax: Axes, width: float) -> list[tuple[float, float]]:
    """Return the ends of the upright lines of a width: 7 is a worst case, 1.3 an interval."""
    found = [line for line in ax.lines if line.get_linewidth() == width and len(set(line.get_xdata())) == 1]
    return [(round(float(min(line.get_ydata())), 6), round(float(max(line.get_ydata())), 6)) for line in found]


def rules(ax: Axes) -> list[float]:
    """Return where upright broken rules stand."""
    found = [line for line in ax.lines if list(line.get_ydata()) == [0, 1] and line.get_linestyle() == "--"]
    return sorted(float(line.get_xdata()[0]) for line in found)


def said(ax: Axes) -> list[str]:
    """Return the texts on axes that are neither small print nor stamp."""
    return [text.get_text() for text in ax.texts if text.get_gid() not in (FOOT, STAMP)]


def legend(ax: Axes) -> list[str]:
    """Return the lines of the legend."""
    shown = ax.get_legend()
    return [text.get_text() for text in shown.get_texts()] if shown else []


def foot(ax: Axes) -> str:
    """Return the small print, its lines joined."""
    return " ".join(text.get_text() for text in ax.texts if text.get_gid() == FOOT).replace("\n", " ")


def stamped(ax: Axes) -> bool:
    """Return whether the figure says that it is made up."""
    return [text.get_text().split()[0] for text in ax.texts if text.get_gid() == STAMP] == ["SYNTHETIC"]


def shown_texts(ax: Axes) -> Iterator[Text]:
    """Yield the texts that a reader sees, without the stamp, which lies over all."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        if text.get_visible() and text.get_text().strip() and text.get_gid() != STAMP:
            yield text


def is_line(artist: object) -> bool:
    return isinstance(artist, Line2D)

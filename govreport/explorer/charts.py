"""The two figures of the explorer, drawn anew for every selection: zero requests, and channels."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
from ipywidgets import HTML, HBox, Layout
from matplotlib.figure import Figure

from govreport.explorer import markup
from govreport.explorer.prepared import Prepared
from govreport.explorer.selection import Flags
from govreport.explorer.words import Lang, say
from govreport.indicators import zero_requests

SIZE = (6.2, 3.4)
DPI = 100


def png(draw: Callable[[Any], object]) -> bytes:
    """Return a figure that a function draws on its axes."""
    figure = Figure(figsize=SIZE, dpi=DPI, layout="constrained")
    draw(figure.subplots())
    stream = io.BytesIO()
    figure.savefig(stream, format="png")
    return stream.getvalue()


def zero_numbers(prepared: Prepared, kept: Flags) -> pd.DataFrame:
    """Return the share of agencies without a request, one row a year."""
    panel = prepared.panel_of(kept)
    return zero_requests(panel, "year")


class Charts:
    """Both figures, side by side."""

    def __init__(self) -> None:
        layout = Layout(width="auto", flex="1 1 26em", min_width="0")
        self.zero, self.channels = HTML(layout=layout), HTML(layout=layout)
        self.widget = HBox([self.zero, self.channels], layout=Layout(flex_flow="row wrap"))

    def show(self, prepared: Prepared, kept: Flags, lang: Lang) -> None:
        """Draw both for the reports that are kept."""
        numbers = zero_numbers(prepared, kept)

        def draw(ax: Any) -> None:
            ax.plot(numbers["year"].astype(float), numbers["estimate"].astype(float), "o")

        self.zero.value = markup.chart(png(draw), say("zero_chart", lang), numbers, lang)

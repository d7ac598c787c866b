"""The figures of the explorer, drawn anew for every selection: who was asked nothing, and the channels."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from ipywidgets import HTML, HBox, Layout
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from govreport import plots
from govreport.errors import GovReportError
from govreport.explorer import markup
from govreport.explorer.prepared import Prepared
from govreport.explorer.selection import Flags
from govreport.explorer.words import Lang, say
from govreport.indicators import zero_requests
from govreport.indicators.new_media import adoption
from govreport.plots.dots import Manner
from govreport.plots.rates import rates

SIZE = (6.4, 3.8)
DPI = 110
"""A finer picture takes longer to draw than a change of filters may."""


def png(draw: Callable[[Any], object]) -> bytes:
    """Return a figure that a function draws on its axes."""
    figure = Figure(figsize=SIZE, dpi=DPI, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    draw(figure.subplots())
    # savefig would draw twice, since the figure has a layout
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    stream = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def zero_chart(prepared: Prepared, kept: Flags, lang: Lang) -> tuple[bytes, pd.DataFrame]:
    """Return the share of agencies without a request by year, drawn and as numbers."""
    numbers = zero_requests(prepared.panel_of(kept), "year")
    return png(lambda ax: plots.zero_requests(numbers, ax=ax, lang=lang)), numbers


def channel_chart(prepared: Prepared, kept: Flags, lang: Lang) -> tuple[bytes, pd.DataFrame]:
    """Return the share of reports that name each channel, drawn and as numbers."""
    numbers = adoption(prepared.reports[kept], prepared.channels, ())
    title = say("channel_chart", lang)
    return png(lambda ax: rates(numbers, ax, lang, Manner(share=True), title=title, besides=["n_closed"])), numbers


def html(draw: Callable[[], tuple[bytes, pd.DataFrame]], title: str, lang: Lang) -> str:
    """Return a figure as HTML, or why there is none."""
    try:
        picture, numbers = draw()
    except GovReportError as error:
        return markup.error_note(error)
    return markup.chart(picture, title, numbers, lang)


class Charts:
    """Both figures, side by side.

    Attributes
    ----------
    widget
        What is displayed.
    """

    def __init__(self) -> None:
        layout = Layout(flex="1 1 28em", min_width="0")
        self.zero, self.channels = HTML(layout=layout), HTML(layout=layout)
        self.widget = HBox([self.zero, self.channels], layout=Layout(flex_flow="row wrap", align_items="flex-start"))

    def show(self, prepared: Prepared, kept: Flags, lang: Lang) -> None:
        """Draw both for the reports that are kept."""
        if not kept[prepared.rows].any():
            self.zero.value, self.channels.value = markup.note(say("no_figures", lang)), ""
            return
        self.zero.value = html(lambda: zero_chart(prepared, kept, lang), say("zero_chart", lang), lang)
        self.channels.value = html(lambda: channel_chart(prepared, kept, lang), say("channel_chart", lang), lang)

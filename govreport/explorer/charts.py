"""The figures of the explorer, drawn anew for every selection: who was asked nothing, and the channels."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache, partial
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from ipywidgets import HTML, HBox, Layout, ToggleButtons, VBox
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from govreport import plots
from govreport.errors import GovReportError
from govreport.explorer import markup
from govreport.explorer.prepared import Prepared
from govreport.explorer.selection import Flags
from govreport.explorer.words import Lang, say
from govreport.indicators import adoption, reporting_rate, zero_requests

Drawn = tuple[bytes, pd.DataFrame]
"""A figure as PNG, and its numbers."""
Box = tuple[float, float, float, float]
"""Left, bottom, width and height."""
SIZE = (704.0, 418.0)
"""Pixels of a figure, across and down, if what stands around its axes leaves them `LEAST`."""
DPI = 110
"""A finer picture takes longer to draw than a change of filters may."""
ROOM = (1280.0, 640.0)
"""Pixels of the sheet that figures are drawn on, to be cut out of it."""
PLACE = (84.0, 292.0, 422.0, 230.0)
"""Where axes lie about on the sheet, before what is around them is measured: small print is broken to their width."""
PAD = 6.0
"""Pixels around everything."""
LEAST = (320.0, 160.0)
"""Pixels that axes have in any case, across and down."""


def png(draw: Callable[[Any], object]) -> bytes:
    """Return a figure that a function draws on its axes."""
    canvas = _canvas()
    figure = canvas.figure
    figure.set_size_inches(ROOM[0] / DPI, ROOM[1] / DPI)
    with rc_context({"text.hinting": "none", "text.parse_math": False}):  # a fifth of the time is hinting letters
        axes = figure.add_axes(_shares(PLACE))
        try:
            draw(axes)
            wide, high = fit(figure, axes, canvas.get_renderer())  # type: ignore[no-untyped-call]
            canvas.draw()  # type: ignore[no-untyped-call]
        finally:
            axes.remove()
    pixels = np.asarray(canvas.buffer_rgba())[:high, :wide]  # type: ignore[no-untyped-call]
    stream = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(stream, "PNG", compress_level=1)
    return stream.getvalue()


@lru_cache(maxsize=1)
def _canvas() -> FigureCanvasAgg:
    """Return the sheet of all figures: matplotlib measures a text once as long as the sheet and its size stay."""
    return FigureCanvasAgg(Figure(dpi=DPI))


def _shares(box: Box, room: tuple[float, float] = ROOM) -> Box:
    left, bottom, wide, high = box
    return left / room[0], bottom / room[1], wide / room[0], high / room[1]


def fit(figure: Figure, axes: Axes, renderer: Any) -> tuple[int, int]:
    """Give axes the room that what stands around them leaves, in the upper left of the sheet; return the size taken.

    A layout engine would measure it twice and draw the figure twice.
    """
    for axis in (axes.xaxis, axes.yaxis):
        if not axis.get_label_text():
            axis.set_label_coords(0, 0)  # else every tick is measured again to place a name that is not there
    inner, outer = axes.bbox, axes.get_tightbbox(renderer) or axes.bbox
    left, bottom = inner.x0 - outer.x0 + PAD, inner.y0 - outer.y0 + PAD
    right, top = outer.x1 - inner.x1 + PAD, outer.y1 - inner.y1 + PAD
    wide = ceil(max(SIZE[0], left + right + LEAST[0]))
    high = ceil(max(SIZE[1], bottom + top + LEAST[1]))
    room = max(ROOM[0], wide), max(ROOM[1], high)
    figure.set_size_inches(room[0] / DPI, room[1] / DPI)
    axes.set_position(_shares((left, room[1] - high + bottom, wide - left - right, high - bottom - top), room))
    return wide, high


def zero_chart(prepared: Prepared, kept: Flags, lang: Lang) -> Drawn:
    """Return the share of agencies without a request by year, drawn and as numbers."""
    numbers = zero_requests(prepared.panel_of(kept), "year")
    return png(lambda ax: plots.zero_requests(numbers, ax=ax, lang=lang)), numbers


def named_chart(prepared: Prepared, kept: Flags, lang: Lang) -> Drawn:
    """Return the share of reports that name each new channel, drawn and as numbers."""
    numbers = adoption(prepared.listed(kept), prepared.channels, ())
    return png(lambda ax: plots.adoption(numbers, ax=ax, lang=lang)), numbers


def counted_chart(prepared: Prepared, kept: Flags, lang: Lang) -> Drawn:
    """Return the share of reports that give a number for each new channel, drawn and as numbers."""
    numbers = reporting_rate(prepared.listed(kept), prepared.channels, ())
    return png(lambda ax: plots.reporting_rate(numbers, ax=ax, lang=lang)), numbers


CHANNELS = {"named": named_chart, "counted": counted_chart}
"""What can be told of channels: having one is not counting its posts."""


def html(draw: Callable[[], Drawn], title: str, lang: Lang) -> str:
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
        self._asked: tuple[Prepared, Flags, Lang] | None = None
        self.zero, self.channels = HTML(), HTML()
        self.which = ToggleButtons(options=list(CHANNELS), style={"button_width": "auto"})
        self.which.observe(self._on_choice, names="value")
        layout = Layout(flex="1 1 28em", min_width="0")
        boxes = [VBox([self.zero], layout=layout), VBox([self.channels, self.which], layout=layout)]
        self.widget = HBox(boxes, layout=Layout(flex_flow="row wrap", align_items="flex-start"))

    def ask(self, prepared: Prepared, kept: Flags, lang: Lang) -> None:
        """Take another selection: what is shown is of the one before, and dimmed until it is drawn anew."""
        self._asked = (prepared, kept, lang) if kept[prepared.rows].any() else None
        self._offer(lang)
        self.which.layout.display = "none" if self._asked is None else ""
        if self._asked is None:
            self.zero.value, self.channels.value = markup.note(say("no_figures", lang)), ""
        for figure in (self.zero, self.channels):
            _dim(figure, self._asked is not None)

    def draw_zero(self) -> None:
        """Draw who was asked nothing."""
        self._draw(self.zero, zero_chart, "zero_chart")

    def draw_channels(self) -> None:
        """Draw the channels."""
        self._draw(self.channels, CHANNELS[self.which.value], "channel_chart")

    def _draw(self, figure: HTML, draw: Callable[[Prepared, Flags, Lang], Drawn], title: str) -> None:
        if self._asked is not None:
            lang = self._asked[2]
            figure.value = html(partial(draw, *self._asked), say(title, lang), lang)
            _dim(figure, False)

    def _offer(self, lang: Lang) -> None:
        """Name what the figure of channels can show, in a language; what it shows stays."""
        options = [(say(f"channels_{name}", lang), name) for name in CHANNELS]
        if list(self.which.options) != options:
            chosen = self.which.value
            self.which.unobserve(self._on_choice, names="value")
            self.which.options = options
            self.which.value = chosen
            self.which.observe(self._on_choice, names="value")

    def _on_choice(self, _: Any) -> None:
        self.draw_channels()


def _dim(figure: HTML, dim: bool) -> None:
    figure._dom_classes = ("gr-waiting",) if dim else ()

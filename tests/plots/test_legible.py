"""Every figure of the sample can be read, in both languages: nothing overlaps, nothing is too small or missing."""

from __future__ import annotations

import warnings
from itertools import combinations

import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from govreport import plots
from govreport.plots.canvas import STAMP
from tests.plots.drawing import HAS_FONT, NO_FONT, legend, shown_texts
from tests.plots.figures import FIGURES

EXEMPT = {
    "plotted",
    "save",
    "reports_by_year",
    "cell_states",
    "growth_ratios",
    "growth_slopes",
    "growth_rates",
    "series",
}
"""No figures, drawn elsewhere, or part of another one here."""
MAIN = ("zero_requests", "disclosure_trend", "refusal_top", "applicant_odds", "contestation", "new_media_growth")
"""Drawn in Chinese as well: one of each kind."""


def _boxes(ax: Axes) -> list[tuple[str, Bbox]]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    # of an annotation the text alone: its leader may pass behind others
    return [(text.get_text(), Text.get_window_extent(text)) for text in shown_texts(ax)]


def _overlap(one: Bbox, other: Bbox) -> bool:
    both = Bbox.intersection(one, other)
    return both is not None and both.width > 1 and both.height > 1


def test_every_figure_is_looked_at() -> None:
    assert {name.split()[0] for name in FIGURES} | EXEMPT == set(plots.__all__)


@pytest.mark.skipif(not HAS_FONT, reason=NO_FONT)
@pytest.mark.parametrize(("name", "lang"), [*((name, "en") for name in FIGURES), *((name, "zh") for name in MAIN)])
def test_a_figure_can_be_read(name: str, lang: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = FIGURES[name](lang)
        axes = drawn if isinstance(drawn, list) else [drawn]
        boxes = _boxes(axes[0])
    assert [pair for pair in combinations(boxes, 2) if _overlap(pair[0][1], pair[1][1])] == []
    assert min(text.get_fontsize() for text in shown_texts(axes[0])) >= 8
    for ax in axes:
        assert [text.get_gid() for text in ax.texts].count(STAMP) == 1
        assert ax.bbox.width > 150
        shown = ax.get_legend()
        assert shown is None or not _overlap(shown.get_window_extent(), ax.bbox)
        assert legend(ax) or "coherence" in name

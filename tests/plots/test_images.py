"""What only the picture shows: the stamp is seen on the plot area, Chinese is no boxes, a figure is always the same."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from govreport import plots
from govreport.plots.fonts import lettering
from tests.plots.drawing import HAS_FONT, NO_FONT, rows, share

Picture = npt.NDArray[np.float64]
YEARS = rows(
    *({"year": year, **share(k, 40, lo=0.1, hi=0.6)} for year, k in ((2019, 12), (2020, 8), (2021, 20))),
    first=("year",),
)
LEVELS = rows(*({"level": one, **share(k, 40)} for one, k in (("county", 12), ("province", 8))), first=("level",))
GROUNDS = pd.DataFrame(
    {"first": [2021], "second": [2022], "indicator": ["stayers"], "n": [31], "stayed_zero": [8], "left_zero": [2]}
    | {"became_zero": [1], "stayed_asked": [20], "synthetic": [False]}
)
"""A figure that fills its plot area with bars."""


def picture(figure: Figure) -> Picture:
    """Return the picture of a figure, from black 0 to white 1."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba(), dtype=float)[..., :3] / 255


def pictured(ax: Axes) -> Picture:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return picture(figure)


def inside(ax: Axes, image: Picture) -> Picture:
    """Return the part of a picture that is the plot area."""
    left, bottom, right, top = (round(float(edge)) for edge in ax.bbox.extents)
    return image[image.shape[0] - top : image.shape[0] - bottom, left:right]


@pytest.mark.parametrize(
    ("draw", "frame"),
    [(plots.zero_requests, YEARS), (plots.zero_requests, LEVELS), (plots.zero_transitions, GROUNDS)],
    ids=["by year", "by level", "bars"],
)
def test_the_stamp_is_seen_on_the_plot_area_and_nowhere_else(draw: Callable[..., Axes], frame: pd.DataFrame) -> None:
    plain, made_up = draw(frame), draw(frame.assign(synthetic=True))
    one, other = pictured(plain), pictured(made_up)
    changed = np.abs(one - other).max(axis=2) > 0.04
    assert inside(made_up, changed[..., None]).mean() > 0.02
    assert changed.sum() == inside(made_up, changed[..., None]).sum()


def test_a_figure_is_the_same_each_time() -> None:
    one, other = (pictured(plots.zero_requests(YEARS.assign(synthetic=True))) for _ in range(2))
    assert one.shape == other.shape
    assert np.abs(one - other).mean() < 0.001
    changed = YEARS.assign(synthetic=True, estimate=YEARS["estimate"] + 0.05)
    assert np.abs(one - pictured(plots.zero_requests(changed))).mean() > 0.0002


def written(text: str) -> Picture:
    """Return the picture of a text in the letters of a Chinese figure."""
    with lettering("zh"):
        figure = Figure(figsize=(1, 1))
        figure.text(0.5, 0.5, text, ha="center", va="center", fontsize=30)
    return picture(figure)


@pytest.mark.skipif(not HAS_FONT, reason=NO_FONT)
def test_two_characters_are_two_pictures_and_no_boxes() -> None:
    assert np.abs(written("榆") - written("雪")).mean() > 0.01
    assert np.abs(written("榆") - written("榆")).mean() < 1e-6

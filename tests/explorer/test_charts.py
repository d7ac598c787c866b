"""The figures of the explorer: whole whatever stands around their axes, measured once, stamped where made up."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image

from govreport import plots
from govreport.sample.agencies import COUNTIES
from tests.handmade import corpus_of, report_of
from tests.plots.drawing import rows, share

pytest.importorskip("ipywidgets", reason="the explorer needs the extra notebooks")

from govreport.explorer.charts import PAD, ROOM, SIZE, named_chart, png, zero_chart  # noqa: E402
from govreport.explorer.prepared import prepare  # noqa: E402

YEARS = rows(*({"year": year, **share(k, 40, lo=0.1, hi=0.6)} for year, k in ((2020, 8), (2021, 20))), first=("year",))
MADE_UP = next(iter(COUNTIES))


def picture(data: bytes) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(data)))


def drawn(ax: Axes) -> Axes:
    return plots.zero_requests(YEARS, ax=ax)


def test_a_figure_that_was_drawn_before_is_drawn_without_measuring_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    first = png(drawn)
    measured = []
    real = RendererAgg.get_text_width_height_descent

    def noted(self: RendererAgg, text: str, *given: Any) -> Any:
        measured.append(text)
        return real(self, text, *given)

    monkeypatch.setattr(RendererAgg, "get_text_width_height_descent", noted)
    assert png(drawn) == first
    assert measured == []


def test_nothing_is_left_of_a_figure_that_could_not_be_drawn() -> None:
    first = png(drawn)

    def fails(ax: Axes) -> None:
        ax.text(0.5, 0.5, "half a figure")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        png(fails)
    assert png(drawn) == first


@pytest.mark.parametrize("letters", [3, 300])
def test_a_figure_is_whole_however_long_its_labels_are(letters: int) -> None:
    def labelled(ax: Axes) -> None:
        ax.set_yticks([0.5], ["W" * letters])

    image = picture(png(labelled))
    high, wide, _ = image.shape
    assert (wide > ROOM[0]) == (letters == 300)
    assert high == SIZE[1]
    inked = np.flatnonzero((image < 128).any(axis=(0, 2)))
    assert inked.min() == pytest.approx(PAD, abs=2)
    assert wide - inked.max() == pytest.approx(PAD, abs=12)


def test_a_report_that_only_its_title_tells_to_be_made_up_stamps_the_selections_it_is_in() -> None:
    told = [
        report_of(f"第{n}局", 2022, source=f"{n}.html", title=f"{MADE_UP}年报" if n == 0 else "年报") for n in (0, 1)
    ]
    prepared = prepare(corpus_of(*told))
    made_up = (prepared.reports["agency"] == "第0局").to_numpy(bool)
    for kept, stamped in ((made_up, True), (~made_up, False), (made_up | ~made_up, True)):
        for chart in (zero_chart, named_chart):
            assert chart(prepared, kept, "en")[1]["synthetic"].tolist()[0] is stamped

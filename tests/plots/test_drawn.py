"""The numbers of a figure are handed back and written beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from PIL import Image

from govreport import plots
from tests.plots.drawing import rows, share

FRAME = rows({"year": 2021, **share(10, 20)}, {"year": 2022, **share(3, 7)}, first=("year",))


def test_what_is_handed_back_is_a_copy() -> None:
    ax = plots.zero_requests(FRAME)
    numbers = plots.plotted(ax)
    numbers.loc[0, "estimate"] = 9.0
    assert plots.plotted(ax)["estimate"].tolist()[0] == 0.5
    assert plots.plotted(ax.get_figure()).equals(plots.plotted(ax))  # type: ignore[arg-type]


def test_panels_are_counted() -> None:
    _, axes = plt.subplots(1, 2)
    plots.zero_requests(FRAME, ax=axes[0])
    plots.zero_requests(FRAME.iloc[:1], ax=axes[1])
    assert plots.plotted(axes)["panel"].tolist() == [1, 1, 2]


def test_axes_of_others_have_no_numbers() -> None:
    with pytest.raises(ValueError, match="nothing on these axes"):
        plots.plotted(plt.subplots()[1])


def test_picture_and_numbers_stand_side_by_side(tmp_path: Path) -> None:
    ax = plots.zero_requests(FRAME)
    written = plots.save(ax, tmp_path / "new" / "03_zero")
    assert written == tmp_path / "new" / "03_zero.png"
    with Image.open(written) as image:
        assert [round(dots) for dots in image.info["dpi"]] == [200, 200]
    numbers = pd.read_csv(written.with_suffix(".csv"))
    assert numbers["drawn"].tolist() == ["point", "too few"]
    assert numbers["numerator"].tolist() == [10, 3]
    assert sorted(path.name for path in written.parent.iterdir()) == ["03_zero.csv", "03_zero.png"]


def test_other_formats_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    ax = plots.zero_requests(FRAME)
    with pytest.raises(ValueError, match=r"ending in \.png"):
        plots.save(ax, tmp_path / "zero.pdf")
    assert list(tmp_path.iterdir()) == []

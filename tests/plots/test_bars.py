"""Numbers in bars, what stands beside them and the small print leave one another room."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib import pyplot as plt

from govreport import plots
from govreport.plots.bars import Inside, lying
from govreport.plots.canvas import new_axes, small_print


def shown(width: float) -> dict[str, bool]:
    figure, ax = plt.subplots(figsize=(width, 2))
    frame = pd.DataFrame({"many": [900, 900], "some": [97, 60], "few": [3, 0]})
    lying(ax, frame, {name: ("#0072B2", name) for name in frame}, places=[0.0, 1.0])
    figure.draw_without_rendering()
    inside = [text for text in ax.texts if isinstance(text, Inside)]
    plt.close(figure)
    return {text.get_text(): text.get_visible() for text in inside}


def test_a_part_without_room_for_its_number_has_none_and_nothing_is_no_part() -> None:
    assert shown(8) == {"900": True, "97": True, "60": True, "3": False}
    assert shown(1.6) == {"900": True, "97": False, "60": False, "3": False}


def test_where_the_form_changed_is_said_left_of_the_bars() -> None:
    counts = pd.DataFrame({"year": [2020, 2021], "edition": ["2019", "2021"], "n": [3, 4], "synthetic": [False] * 2})
    ax = plots.reports_by_year(counts)
    ax.get_figure().draw_without_rendering()
    (label,) = [text for text in ax.texts if text.get_text() == "form of 2021"]
    ticks = [tick.get_window_extent() for tick in ax.get_yticklabels()]
    assert label.get_window_extent().x1 < ax.bbox.x0
    assert not any(label.get_window_extent().overlaps(tick) for tick in ticks)


@pytest.mark.filterwarnings("error")
def test_long_names_and_small_print_do_not_press_the_plot_area_flat() -> None:
    (ax,) = new_axes(7.4, 3)
    ax.set_yticks([0, 1], ["a long name of a ground for not granting it   196", "another one   1,196"])
    small_print(ax, ["what was set aside, and why, and what it means for whoever reads this " * 4], "en", 18)
    ax.get_figure().draw_without_rendering()
    assert ax.bbox.width > 200
    plt.close(ax.get_figure())

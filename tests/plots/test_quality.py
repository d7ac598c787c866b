"""Bars of a corpus: every report and every share of cells is drawn, and a year that is not known is not lost."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport import plots
from govreport.plots.canvas import STAMP

STATES = ["blank", "derived", "missing", "unreadable"]


def years(synthetic: bool = True) -> pd.DataFrame:
    rows = [(2020, "2019", 3), (2021, "2019", 1), (2021, "2021", 4), (2021, "2019+2021", 2), (pd.NA, "no table", 5)]
    return pd.DataFrame(rows, columns=["year", "edition", "n"]).assign(synthetic=synthetic)


def cells(**changed: int) -> pd.DataFrame:
    row = {"stated": 90, "blank": 6, "derived": 2, "missing": 2, "unreadable": 0, "n": 100, "contested": 7}
    return pd.DataFrame([{"table": "requests", "edition": "2021", "synthetic": False} | row | changed])


def widths(ax: object) -> list[float]:
    return [round(patch.get_width(), 3) for patch in ax.patches if patch.get_width()]  # type: ignore[attr-defined]


def stamps(ax: object) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_gid() == STAMP]  # type: ignore[attr-defined]


def test_each_report_is_in_a_bar_and_the_unknown_year_is_the_last() -> None:
    ax = plots.reports_by_year(years())
    assert sum(widths(ax)) == 15
    assert [label.get_text() for label in ax.get_yticklabels()] == ["2020", "2021", "not known"]
    drawn = plots.plotted(ax)
    assert drawn[["2019", "2021", "mixed", "no table"]].fillna(0).to_numpy(int).tolist() == [
        [3, 0, 0, 0],
        [1, 4, 2, 0],
        [0, 0, 0, 5],
    ]
    assert "form of 2021" in [text.get_text() for text in ax.texts]


def test_the_shares_of_cells_are_of_all_cells_and_contested_ones_are_counted_beside() -> None:
    ax = plots.cell_states(cells())
    assert widths(ax) == [0.06, 0.02, 0.02]
    (label,) = [label.get_text() for label in ax.get_yticklabels()]
    assert label == "requests · form of 2021   100 (7)"
    assert plots.plotted(ax)[[f"share_{name}" for name in STATES]].to_numpy(float).tolist() == [[0.06, 0.02, 0.02, 0]]


def test_cells_that_are_all_stated_make_an_empty_bar_and_no_crash() -> None:
    ax = plots.cell_states(cells(stated=100, blank=0, derived=0, missing=0))
    assert widths(ax) == []
    assert ax.get_xlim()[1] > 0


def test_made_up_corpora_are_stamped_and_a_frame_that_does_not_say_is_refused() -> None:
    assert stamps(plots.reports_by_year(years())) == ["SYNTHETIC"]
    assert stamps(plots.reports_by_year(years(synthetic=False))) == []
    assert stamps(plots.cell_states(cells())) == []
    for draw, frame in ((plots.reports_by_year, years()), (plots.cell_states, cells())):
        with pytest.raises(ValueError, match="no column synthetic"):
            draw(frame.drop(columns="synthetic"))


def test_both_are_drawn_in_chinese() -> None:
    if plots.fonts.chinese_font() is None:
        pytest.skip("no font with Chinese characters is installed: apt install fonts-noto-cjk")
    assert plots.cell_states(cells(), lang="zh").get_yticklabels()[0].get_text() == "依申请公开 · 2021年格式   100 (7)"
    assert plots.reports_by_year(years(), lang="zh").get_xlabel() == "报告数"

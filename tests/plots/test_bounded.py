"""Reports without an upper bound: they take the band from no figure, and no figure hides them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from govreport import plots
from govreport.indicators import backlog
from govreport.indicators.listed import BOUNDED, with_columns
from govreport.plots.canvas import FOOT
from tests.plots.drawing import HAS_FONT, NO_FONT, foot, legend, rows, said, upright

WORST = "worst case over unknown cells"
ALONE = f"{WORST},\nof the bounded reports alone"


def _row(n_unbounded: int, lo: float = 0.0, hi: Any = 1.0, **more: Any) -> dict[str, Any]:
    """Return a backlog of a tenth in 37 known reports of 38, which is between 8 and 15 % in those that are bounded."""
    record = {"indicator": "backlog", "numerator": 30, "denominator": 300, "estimate": 0.1, "n": 37, "n_unknown": 1}
    ends = {"lo": lo, "hi": hi, "n_unbounded": n_unbounded, "lo_bounded": 0.08, "hi_bounded": 0.15}
    return {"year": 2021} | record | ends | more


def _frame(*records: dict[str, Any], first: tuple[str, ...] = ("year",)) -> pd.DataFrame:
    return with_columns(rows(*records, first=first), BOUNDED)


def _broken(ax: Axes) -> list[bool]:
    return [line.get_linestyle() == "--" for line in ax.lines if line.get_linewidth() == 7]


def test_the_band_is_that_of_the_bounded_reports_and_the_others_are_said() -> None:
    ax = plots.backlog(_frame(_row(1)))
    assert upright(ax, 7) == [(0.08, 0.15)]
    assert _broken(ax) == [True]
    assert ax.get_ylim()[1] < 0.3  # nor do they press the figure flat
    assert legend(ax) == [ALONE]
    assert "1 of 38 reports has no upper bound; with it the worst case is 0–100%." in foot(ax)
    several = plots.backlog(_frame(_row(2, 0.005, 0.874, n_unknown=3)))
    assert "2 of 40 reports have no upper bound; with them the worst case is 0.5–87.4%." in foot(several)


@pytest.mark.skipif(not HAS_FONT, reason=NO_FONT)
def test_in_chinese_too() -> None:
    ax = plots.backlog(_frame(_row(1)), lang="zh")
    assert legend(ax) == ["未知单元格的最坏情形（仅限有上界的报告）"]
    assert "38份报告中1份无上界；计入后最坏情形为0–100%。" in foot(ax)


@pytest.mark.skipif(not HAS_FONT, reason=NO_FONT)
def test_no_line_of_chinese_small_print_begins_with_what_ends_a_phrase() -> None:
    for year in range(10):
        frame = _frame(*(_row(1 + at, year=2010 + at + year, n_unknown=9 + at) for at in range(8)))
        _, ax = plt.subplots(figsize=(5 + year / 7, 4), layout="constrained")
        (text,) = [text.get_text() for text in plots.backlog(frame, ax=ax, lang="zh").texts if text.get_gid() == FOOT]
        assert [line for line in text.split("\n") if line[0] in "：；，。、）"] == []


def test_where_all_are_bounded_the_figure_stays_as_it_was() -> None:
    frame = _frame(_row(0, 0.05, 0.2))
    ax, before = plots.backlog(frame), plots.backlog(frame.drop(columns=["n_unbounded", "lo_bounded", "hi_bounded"]))
    assert upright(ax, 7) == upright(before, 7) == [(0.05, 0.2)]
    assert _broken(ax) == [False]
    assert legend(ax) == legend(before) == [WORST]
    assert foot(ax) == foot(before)


def test_years_are_named_and_each_has_the_band_that_it_can_have() -> None:
    ax = plots.backlog(_frame(_row(0, 0.05, 0.2), _row(1, year=2022), _row(2, n_unknown=3, year=2024)))
    assert upright(ax, 7) == [(0.05, 0.2), (0.08, 0.15), (0.08, 0.15)]
    assert _broken(ax) == [False, True, True]
    assert legend(ax) == [WORST, ALONE]
    assert "(in brackets the worst case with them): 2022: 1 of 38 (0–100%); 2024: 2 of 40 (0–100%)." in foot(ax)


def test_groups_that_are_alike_are_said_once_and_not_taken_for_one() -> None:
    levels = [_row(1, level=level) for level in ("county", "province")]
    frame = _frame(*levels, first=("level",)).drop(columns="year")
    ax = plots.backlog(frame)
    assert "In each group 1 of 38 reports has no upper bound; with it the worst case is 0–100%." in foot(ax)


def test_the_numbers_handed_back_are_those_of_the_indicator() -> None:
    frame = _frame(_row(1), _row(0, 0.05, 0.2, year=2022))
    pd.testing.assert_frame_equal(plots.plotted(plots.backlog(frame)).drop(columns="drawn"), frame)


def test_a_group_with_too_little_says_nothing_of_bounds() -> None:
    few = {"year": 2022, "indicator": "backlog", "numerator": 1, "denominator": 3, "n": 2}
    ax = plots.backlog(_frame(_row(1), few))
    assert "2021: 1 of 38" not in foot(ax)  # the only year with a worst case
    assert "1 of 38 reports has no upper bound" in foot(ax)
    assert "3 requests: too few" in said(ax)


def _case(proceeding: str, **more: Any) -> dict[str, Any]:
    base = {"proceeding": proceeding, "indicator": "per_100_concluded", "estimate": 3.0, "n_without_base": 0}
    return _row(4, 0.5, pd.NA, n=35, n_unknown=5) | base | {"lo_bounded": 2.0, "hi_bounded": 4.0} | more


def test_a_rate_without_an_upper_end_is_drawn_without_an_arrow_and_said() -> None:
    cases = [_case("reconsideration"), _case("litigation_direct", n_unbounded=5)]
    ax = plots.contestation(_frame(*cases, first=("year", "proceeding", "n_without_base")))
    assert upright(ax, 7) == [(2.0, 4.0), (2.0, 4.0)]
    assert legend(ax)[2:] == [ALONE]
    assert "4–5 of 40 reports have no upper bound; with them the worst case is without an upper end." in foot(ax)


def test_series_are_named_where_only_some_have_reports_without_an_upper_bound() -> None:
    cases = [_case("reconsideration"), _case("litigation_direct", n_unbounded=0, hi=4.0)]
    ax = plots.contestation(_frame(*cases, first=("year", "proceeding", "n_without_base")))
    assert "2021: reconsideration 4 of 40 (without an upper end)." in foot(ax)
    assert _broken(ax) == [True, False]


def test_reversals_take_other_results_for_either_in_the_bounded_reports() -> None:
    base = {"proceeding": "reconsideration", "denominator": 40, "numerator": 10}
    either = _row(1, estimate=pd.NA, lo_bounded=0.25, hi_bounded=0.6)
    frame = _frame(
        _row(1, estimate=0.25) | base | {"indicator": "reversal", "hi_bounded": 0.25},
        either | base | {"indicator": "reversal_other_unknown"},
        first=("year", "proceeding"),
    )
    ax = plots.reversal(frame)
    assert upright(ax, 7) == [(0.25, 0.6)]
    assert "1 of 38 reports has no upper bound" in foot(ax)


def _panel() -> pd.DataFrame:
    """Return five agencies with ten requests each, four of them concluded; and one of which nothing is known."""
    cells = {"rq_received": 10, "rq_carried_in": 0, "rq_concluded": 8, "rq_carried_out": 2}
    panel = pd.DataFrame({"agency_id": [f"370784-{name}" for name in "abcdef"], "year": 2022})
    panel = panel.assign(report_id=panel["agency_id"], agency_kind="department", reach="own")
    for cell, value in cells.items():
        numbers = pd.array([value] * 5 + [None], dtype="Float64")
        panel = panel.assign(**{cell: numbers, f"{cell}_hi": numbers, f"{cell}_lo": pd.array(numbers).fillna(0)})
        panel = panel.assign(**{f"{cell}_st": ["stated"] * 5 + ["blank"], f"{cell}_contested": False})
    return panel


def test_the_count_is_of_all_reports_that_the_worst_case_is_over() -> None:
    result = backlog(_panel())
    shown = result[result["indicator"] == "backlog"].iloc[0]
    assert shown[["n", "n_unbounded", "lo", "hi", "lo_bounded", "hi_bounded"]].tolist() == [5, 1, 0.0, 1.0, 0.2, 0.2]
    ax = plots.backlog(result)
    assert upright(ax, 7) == [(0.2, 0.2)]
    assert "1 of 6 reports has no upper bound; with it the worst case is 0–100%." in foot(ax)

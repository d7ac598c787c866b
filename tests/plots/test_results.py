"""Figures of results with several rows a group: the right rows are drawn in the right place."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from matplotlib.axes import Axes

from govreport import plots
from tests.plots.drawing import foot, legend, points, rows, rules, said, upright
from tests.plots.test_counts import bars, ticks


def _grounds(denominator: int = 100) -> pd.DataFrame:
    """Return a group in which 40 are denied as the law says, 30 as the agency may, and the rest otherwise."""
    parts = [
        ("denied", "denied_state_secret", "mandatory", 40),
        ("denied", "denied_internal_affairs", "discretionary", 30),
        ("denied", "denied_administrative_query", None, 5),
        ("unavailable", "unavailable_not_held", None, 15),
        ("declined", "declined_petition", None, 8),
        ("other", "other", None, 2),
        ("denied", "all", None, 75),
    ]
    records = [
        {"family": family, "ground": ground, "discretion": kind, "indicator": "share_of_nongrants", "numerator": k}
        | {"denominator": denominator, "n": 30, "estimate": k / 100 if denominator > 20 else pd.NA}
        for family, ground, kind, k in parts
    ]
    return rows(*records, first=("family", "ground", "discretion"))


def test_the_parts_of_the_refusals_make_a_whole_and_totals_of_families_are_not_added() -> None:
    ax = plots.refusal_families(_grounds())
    assert bars(ax) == [0.4, 0.3, 0.05, 0.15, 0.08, 0.02]
    assert ticks(ax) == ["all   100"]
    few = plots.refusal_families(_grounds(denominator=12))
    assert bars(few) == []
    assert "12 requests: too few" in said(few)


def test_the_grounds_given_most_are_drawn_most_first() -> None:
    ax = plots.refusal_top(_grounds(), top=2)
    assert points(ax) == [(0.3, 1), (0.4, 0)]
    assert ticks(ax) == ["denied: state secret   30", "denied: internal affairs   30"]


def _cases(**more: Any) -> pd.DataFrame:
    base = {"numerator": 3, "denominator": 300, "n": 40, "n_without_base": 2, "year": 2021}
    records = [
        base | {"proceeding": "reconsideration", "indicator": f"per_100_{per}", "estimate": value} | more
        for per, value in (("concluded", 1.0), ("nongrants", 4.0))
    ]
    return rows(*records, first=("year", "proceeding", "n_without_base"))


def test_rates_of_cases_are_for_a_hundred_requests_of_either_kind() -> None:
    assert points(plots.contestation(_cases())) == [(2021, 1.0)]
    assert points(plots.contestation(_cases(), per="nongrants")) == [(2021, 4.0)]
    assert "2 pairs of report and proceeding have cases and no request" in foot(plots.contestation(_cases()))
    with pytest.raises(ValueError, match="'concluded', 'nongrants'"):
        plots.contestation(_cases(), per="all")  # type: ignore[arg-type]


@pytest.mark.parametrize("hi", [pd.NA, 50.0])
def test_a_worst_case_without_an_end_goes_on_beyond_the_axis_and_says_so(hi: Any) -> None:
    ax = plots.contestation(_cases(lo=0.5, hi=hi))
    (low, high) = upright(ax, 7)[0]
    assert (low, high) == (0.5, pytest.approx(ax.get_ylim()[1]))
    assert ax.get_ylim()[1] < 3
    assert "goes on beyond the axis" in legend(ax)
    assert [line for line in ax.lines if line.get_marker() == "^" and line.get_ydata()[0] == high]


def test_other_results_are_taken_for_either_in_the_worst_case_of_reversals() -> None:
    base = {"proceeding": "reconsideration", "denominator": 40, "n": 30, "numerator": 10}
    frame = rows(
        {**base, "indicator": "reversal", "estimate": 0.25, "lo": 0.25, "hi": 0.25},
        {**base, "indicator": "reversal_other_unknown", "lo": 0.25, "hi": 0.6},
        first=("proceeding",),
    )
    ax = plots.reversal(frame)
    assert points(ax) == [(0.25, 0)]
    band = [line for line in ax.lines if line.get_linewidth() == 7]
    assert [list(line.get_xdata()) for line in band] == [[0.25, 0.6]]
    assert legend(ax) == ["worst case: unknown cells, and other results taken for either"]


def test_odds_are_on_an_axis_of_logarithms_with_a_line_at_one() -> None:
    base = {"indicator": "odds_ratio_decidable", "n": 12, "n_requests": 90, "n_reference": 80, "ci": "bootstrap_t"}
    frame = rows(
        {"applicant": "business", **base, "estimate": 2.0, "ci_lo": 1.0, "ci_hi": 400.0},
        {"applicant": "research", **base, "n_requests": 9, "ci": None},
        {"applicant": "business", **base, "indicator": "odds_ratio_concluded", "estimate": 8.0},
        first=("applicant", "n_requests", "n_reference"),
    )
    ax = plots.applicant_odds(frame)
    assert points(ax) == [(1, 0)]
    assert "9 requests: too few" in said(ax)
    assert ticks(ax) == ["businesses   12", "research institutions   12"]
    assert [list(line.get_xdata()) for line in ax.lines if len(set(line.get_xdata())) == 1][0] == [0, 0]
    assert legend(ax) == ["interval: bootstrap-t", "goes on beyond the axis"]
    with pytest.raises(ValueError, match="'concluded', 'decidable'"):
        plots.applicant_odds(frame, base="all")  # type: ignore[arg-type]


def _channels(indicator: str, **more: Any) -> pd.DataFrame:
    base = {"year": 2021, "n": 40, "n_reports": 45, "n_aggregate": 5, "denominator": 40} | more
    records = [
        {**base, "channel": channel, "indicator": f"{indicator}_{channel}", "numerator": k, "estimate": k / 40}
        for channel, k in (("wechat", 20), ("any", 30))
    ]
    return rows(*records, first=("year", "channel"))


def test_channels_are_colours_and_silence_is_said_of_none_of_them() -> None:
    for draw, name in ((plots.adoption, "adoption"), (plots.reporting_rate, "reporting")):
        ax = draw(_channels(name, n_unknown=11))
        assert [y for _, y in points(ax)] == [0.5, 0.75]
        assert legend(ax)[:2] == ["WeChat", "any of them"]
        assert foot(ax).startswith("45 reports: 5 aggregate set aside ")
        assert "unknown" not in foot(ax)


def _fails() -> pd.DataFrame:
    records = [
        {"year": year, "code": code, "indicator": f"fails_{code}", "numerator": k, "denominator": n, "n": n}
        | ({"estimate": k / n, "lo": k / n, "hi": 0.5} if n >= 20 else {})
        for year, code, k, n in (
            (2020, "flow", 5, 50), (2021, "flow", 1, 7), (2020, "statistics_sum", 0, 0), (2021, "statistics_sum", 0, 0),
        )
    ]  # fmt: skip
    return rows(*records, first=("year", "code"))


def test_a_field_has_share_worst_case_and_counts_and_few_have_no_colour() -> None:
    ax = plots.coherence(_fails())
    assert {"10%\n10–50\n5/50", "n=7:\ntoo few"} <= set(said(ax))
    assert ticks(ax) == ["column: in is out"]  # the other rule can be judged nowhere
    assert [round(x, 1) for x in rules(ax)] == [0.5]
    colours = [tuple(one.get_facecolor()[0].round(2)) for one in ax.collections]
    assert len(set(colours)) == 2
    assert "worst case over unknown cells" in foot(ax)


def _all_frames() -> list[tuple[Any, pd.DataFrame]]:
    return [
        (plots.refusal_families, _grounds()),
        (plots.refusal_top, _grounds()),
        (plots.contestation, _cases()),
        (plots.adoption, _channels("adoption")),
        (plots.reporting_rate, _channels("reporting")),
        (plots.coherence, _fails()),
    ]


def test_none_is_drawn_unless_it_says_whether_it_is_made_up() -> None:
    for draw, frame in _all_frames():
        with pytest.raises(ValueError, match="no column synthetic"):
            draw(frame.drop(columns="synthetic"))
        assert isinstance(draw(frame), Axes)

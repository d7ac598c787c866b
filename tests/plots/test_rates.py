"""The share without requests, drawn: what a frame says is what stands there, with all that is not known of it."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib import pyplot as plt

from govreport import plots
from govreport.indicators import dropped
from govreport.plots.words import say
from tests.plots.drawing import HAS_FONT, NO_FONT, foot, legend, points, rows, rules, said, share, stamped, upright

YEARS = rows(
    {"year": 2018, **share(0, 0)},
    {"year": 2019, **share(12, 40, lo=0.25, hi=0.5, n_unknown=8)},
    {"year": 2020, **share(3, 7)},
    {"year": 2021, **share(30, 60, lo=0.5, hi=0.5)},
    first=("year",),
    n_contested=1,
)


def test_points_are_the_estimates_and_a_group_that_is_too_small_is_a_count() -> None:
    ax = plots.zero_requests(YEARS)
    assert points(ax) == [(2019, 0.3), (2021, 0.5)]
    assert "n=7: too few" in said(ax)
    assert {"12/40", "3/7", "30/60"} <= set(said(ax))
    drawn = plots.plotted(ax)
    assert drawn["drawn"].tolist() == ["not drawn", "point", "too few", "point"]
    pd.testing.assert_frame_equal(drawn.drop(columns="drawn"), YEARS)


def test_a_figure_without_any_value_says_so_where_they_would_be() -> None:
    few = [{"year": year, **share(1, n)} for year, n in ((2021, 3), (2022, 4), (2023, 19))]
    for lang in ("en", "zh") if HAS_FONT else ("en",):
        empty = say("few_everywhere", lang)
        ax = plots.zero_requests(rows(*few, first=("year",)), lang=lang)
        ax.get_figure().draw_without_rendering()
        (text,) = [text for text in ax.texts if text.get_text() == empty]
        others = [one.get_window_extent() for one in ax.texts if one is not text and one.get_gid() is None]
        assert ax.bbox.contains(*text.get_window_extent().p0)
        assert ax.bbox.contains(*text.get_window_extent().p1)
        assert not any(text.get_window_extent().overlaps(one) for one in others)
        assert empty not in said(plots.zero_requests(YEARS, lang=lang))
    interval = {"year": 2021, **share(5, 5, ci_lo=0.478, ci_hi=1.0, ci="clopper_pearson")}
    assert say("few_everywhere", "en") not in said(plots.zero_requests(rows(interval, first=("year",))))


def test_the_worst_case_is_drawn_and_named() -> None:
    ax = plots.zero_requests(YEARS)
    assert (0.25, 0.5) in upright(ax, 7)
    assert legend(ax) == ["worst case over unknown cells"]


def test_an_interval_is_drawn_and_named() -> None:
    ax = plots.zero_requests(
        rows({"year": 2021, **share(10, 20, ci_lo=0.3, ci_hi=0.7, ci="wilson", ci_level=0.95)}, first=("year",))
    )
    assert upright(ax, 1.3) == [(0.3, 0.7)]
    assert legend(ax) == ["95 % interval: Wilson"]


def test_an_exact_interval_without_a_share_has_no_point() -> None:
    few = share(5, 5, ci_lo=0.478, ci_hi=1.0, ci="clopper_pearson")
    ax = plots.zero_requests(rows({"year": 2021, **few}, first=("year",)))
    assert points(ax) == []
    assert upright(ax, 1.3) == [(0.478, 1.0)]
    assert "n=5: too few" in said(ax)


def test_the_legend_says_where_there_is_no_interval() -> None:
    assert legend(plots.zero_requests(rows({"year": 2021, **share(10, 20)}, first=("year",)))) == ["no interval"]


def test_what_was_set_aside_stands_in_small_print() -> None:
    ax = plots.zero_requests(YEARS)
    assert foot(ax).startswith(dropped(YEARS))
    assert "not drawn: 2018" in foot(ax)


def test_changes_of_the_form_are_ruled_and_named() -> None:
    frame = rows(*({"year": year, **share(10, 20)} for year in range(2018, 2023)), first=("year",))
    ax = plots.zero_requests(frame)
    assert rules(ax) == [2018.5, 2020.5]
    assert {"form of 2019", "form of 2021"} <= set(said(ax))
    assert rules(plots.zero_requests(frame[frame["year"] > 2020])) == []


def test_shares_are_on_an_axis_from_0_to_100_percent() -> None:
    ax = plots.zero_requests(YEARS)
    assert ax.get_ylim()[0] == 0
    assert ax.get_ylim()[1] >= 1
    assert "20%" in [label.get_text() for label in ax.get_yticklabels()]


def test_reports_of_an_unknown_year_are_said_and_not_drawn() -> None:
    with_unknown = pd.concat([YEARS, YEARS.tail(1).assign(year=pd.NA)], ignore_index=True).astype({"year": "Int16"})
    ax = plots.zero_requests(with_unknown)
    assert points(ax) == [(2019, 0.3), (2021, 0.5)]
    assert "Reports of an unknown year are not drawn." in foot(ax).replace("\n", " ")
    assert plots.plotted(ax)["drawn"].tolist()[-1] == "not drawn"
    with pytest.raises(ValueError, match="nothing to draw"):
        plots.zero_requests(with_unknown.tail(1))


def test_groups_without_years_are_rows() -> None:
    frame = rows({"level": "county", **share(55, 65, lo=0.5, hi=0.9)}, {"level": None, **share(3, 7)}, first=("level",))
    ax = plots.zero_requests(frame)
    assert points(ax) == [(55 / 65, 0)]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["county   55/65", "not known   3/7"]
    assert "n=7: too few" in said(ax)
    assert points(plots.zero_requests(rows(share(10, 20)))) == [(0.5, 0)]


def test_series_are_told_by_colour_and_marker_and_side_by_side() -> None:
    pairs = [("county", 10), ("province", 15)]
    frame = rows(*({"year": 2021, "level": level, **share(k, 20)} for level, k in pairs), first=("year", "level"))
    ax = plots.zero_requests(frame)
    (left, one), (right, other) = points(ax)
    assert (one, other) == (0.5, 0.75)
    assert left < 2021 < right
    assert legend(ax)[:2] == ["county", "province"]
    looks = {(line.get_color(), line.get_marker()) for line in ax.lines if line.get_linestyle() == "None"}
    assert len(looks) == 2


def test_more_series_than_can_be_told_apart_are_refused() -> None:
    frame = rows(
        *({"year": 2021, "province": f"P{at}", **share(10, 20)} for at in range(8)), first=("year", "province")
    )
    with pytest.raises(ValueError, match="8 series .* at most 7"):
        plots.zero_requests(frame)


def test_made_up_numbers_are_stamped_and_others_are_not() -> None:
    assert not stamped(plots.zero_requests(YEARS))
    some = YEARS.assign(synthetic=[False, False, True, False])
    assert stamped(plots.zero_requests(some.astype({"synthetic": "boolean"})))
    assert stamped(plots.zero_requests(YEARS.assign(synthetic=pd.array([pd.NA] * 4, dtype="boolean"))))


def test_a_frame_that_does_not_say_whether_it_is_made_up_is_refused() -> None:
    with pytest.raises(ValueError, match="no column synthetic"):
        plots.zero_requests(YEARS.drop(columns="synthetic"))


def test_a_frame_without_rows_or_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        plots.zero_requests(YEARS.iloc[:0])
    with pytest.raises(ValueError, match="lacks estimate"):
        plots.zero_requests(YEARS.drop(columns="estimate"))


def test_axes_that_are_given_are_drawn_on_and_returned() -> None:
    _, (one, other) = plt.subplots(1, 2, layout="constrained")
    assert plots.zero_requests(YEARS, ax=other) is other
    assert points(one) == []
    assert points(other) == [(2019, 0.3), (2021, 0.5)]


def test_language_is_english_or_chinese() -> None:
    with pytest.raises(ValueError, match='expected "en" or "zh"'):
        plots.zero_requests(YEARS, lang="fr")  # type: ignore[arg-type]


@pytest.mark.skipif(not HAS_FONT, reason=NO_FONT)
def test_in_chinese_everything_is() -> None:
    ax = plots.zero_requests(YEARS.assign(synthetic=True), lang="zh")
    assert ax.get_title(loc="left") == "报告未收到申请的机关所占比例"
    assert "n=7：过少" in said(ax)
    assert legend(ax) == ["未知单元格的最坏情形"]
    assert foot(ax).startswith("共107份报告：数字自相矛盾4份未计入；数值未知8份")
    assert stamped(ax)

"""Figures of counts and of single agencies: what the frame says is what is drawn, and what has no place is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

from govreport import plots
from govreport.facts import facts_counts, facts_panel, load_facts
from govreport.indicators import growth_pairs, paired_growth
from govreport.plots.words import say
from tests.indicators.frames import panel_of
from tests.plots.drawing import foot, joins, legend, points, rows, said, stamped

EMPTY = say("few_everywhere", "en")


def bars(ax: Axes) -> list[float]:
    return [round(float(patch.get_width()), 3) for patch in ax.patches if patch.get_width()]  # type: ignore[attr-defined]


def ticks(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_transitions_are_counts_of_agencies() -> None:
    did = {"stayed_zero": 8, "left_zero": 2, "became_zero": 1, "stayed_asked": 20}
    frame = rows(
        {"first": 2021, "second": 2022, "indicator": "all", "n": 40},
        {"first": 2021, "second": 2022, "indicator": "stayers", "n": 31, **did},
        first=("first", "second"),
    )
    ax = plots.zero_transitions(frame)
    assert bars(ax) == [8, 2, 1, 20]
    assert ticks(ax) == ["2021 → 2022   n=31"]
    assert legend(ax) == ["0 → 0", "0 → 1+", "1+ → 0", "1+ → 1+", "counts: no interval"]


def _handful() -> dict[str, Axes]:
    did = {"stayed_zero": 1, "left_zero": 1, "became_zero": 0, "stayed_asked": 1}
    pairs = rows({"first": 2021, "second": 2022, "indicator": "stayers", "n": 3, **did}, first=("first", "second"))
    desk = [{"year": 2021, "indicator": one, "numerator": k, "denominator": 3, "n": 1}
            for one, k in (("clearance", 2), ("backlog", 1))]  # fmt: skip
    reports = pd.DataFrame({"year": [2021], "edition": ["2021"], "n": [1], "synthetic": [False]})
    return {
        "zero_transitions": plots.zero_transitions(pairs),
        "rank_size": plots.rank_size(panel_of({"rq_received": [3, 0]})),
        "backlog_flow": plots.backlog_flow(rows(*desk, first=("year",))),
        "reports_by_year": plots.reports_by_year(reports),
    }


def test_an_axis_of_counts_has_no_fractions_however_few_there_are() -> None:
    for name, ax in _handful().items():
        texts = [label.get_text() for label in ax.get_xticklabels()]
        at = ax.get_xticks().tolist()
        assert len(at) > 1, name
        assert all(one == round(one) for one in at), name
        assert texts == [f"{one:.0f}" for one in at], name


def test_zeros_and_unknown_have_bars_of_their_own_beside_the_ranks() -> None:
    panel = panel_of({"rq_received": [3, 0, "blank", 120, 0, "contested", 1]})
    ax = plots.rank_size(panel)
    (line,) = [line for line in ax.lines if line.get_marker() == "o" and len(line.get_xdata())]
    assert np.column_stack(line.get_data()).tolist() == [[1, 120], [2, 3], [3, 1]]
    assert bars(ax) == [2, 1]
    assert legend(ax)[:3] == ["3 agencies with a request", "2 agencies without any", "1 agencies not known"]
    assert "1 contested set aside" in foot(ax)
    with pytest.raises(ValueError, match=r"years \[2021, 2022\]; expected one"):
        plots.rank_size(panel.assign(year=[2021] * 6 + [2022]))


def test_lorenz_starts_at_the_least_asked_and_few_agencies_have_no_curve() -> None:
    panel = panel_of({"rq_received": [0] * 10 + [10] * 10}, year=[2021] * 20)
    ax = plots.lorenz(panel)
    drawn = plots.plotted(ax).set_index("agencies")["requests"]
    assert [drawn[at] for at in (0, 0.5, 0.75, 1)] == [0, 0, 0.5, 1]
    assert EMPTY not in said(plots.lorenz(panel))
    few = plots.lorenz(panel.iloc[:19])
    assert EMPTY in said(few)
    assert "2021   n=19: too few" in legend(few)
    assert len(few.lines) == 1  # the line of equality
    with pytest.raises(ValueError, match="nothing to draw"):
        plots.lorenz(panel.iloc[:0])


def test_made_up_agencies_stamp_figures_of_a_panel() -> None:
    panel = panel_of({"rq_received": [3, 0, 1]}, agency=["白榆县财政局", "甲县财政局", "乙县财政局"])
    assert stamped(plots.rank_size(panel))
    assert not stamped(plots.rank_size(panel.iloc[1:]))


def _limits() -> pd.DataFrame:
    base = {
        "year": 2021,
        "indicator": "any_decidable",
        "blanks": "bounds",
        "synthetic": False,
        "pooled": 0.5,
        "lo": 0.5,
        "hi": 0.5,
    }
    records = [
        {"status": "known", "denominator": 100.0, "estimate": 0.5, "lo_998": 0.35, "hi_998": 0.65},
        {"status": "known", "denominator": 50.0, "estimate": 0.9, "lo_998": 0.3, "hi_998": 0.7},
        {"status": "known", "denominator": 9.0, "estimate": np.nan, "lo_998": 0.0, "hi_998": 1.0},
        {"status": "unknown", "denominator": np.nan, "estimate": np.nan, "lo_998": np.nan, "hi_998": np.nan},
    ]
    return pd.DataFrame([base | record for record in records])


def test_a_funnel_has_the_reports_with_a_rate_and_counts_the_others() -> None:
    ax = plots.funnel(_limits())
    assert points(ax) == [(50, 0.9), (100, 0.5)]
    assert {"1 reports within", "1 reports outside 99.8%", "pooled rate 50%"} <= set(legend(ax))
    assert "1 reports with too few requests" in foot(ax)
    assert foot(ax).startswith("4 reports: 1 unknown")
    assert ax.get_title(loc="left").endswith("could be decided, 2021")
    years = plots.funnel(_limits().assign(year=[2020, 2022, 2024, pd.NA]))
    assert years.get_title(loc="left").endswith("could be decided, 2020–2022")  # of the reports that are drawn
    none = plots.funnel(_limits().assign(pooled=np.nan))
    assert points(none) == []
    assert "none known" in legend(none)


def test_the_desk_is_what_was_concluded_and_what_was_carried_out() -> None:
    base = {"denominator": 100, "n": 12}
    cleared = {"indicator": "clearance", "numerator": 90, "estimate": 0.9}
    left = {"indicator": "backlog", "numerator": 10, "estimate": 0.1}
    frame = rows(*({"year": year, **base, **one} for year in (2020, 2021) for one in (cleared, left)), first=("year",))
    ax = plots.backlog_flow(frame)
    assert bars(ax) == [90, 90, 10, 10]
    assert ticks(ax) == ["2020   n=12", "2021   n=12"]
    assert "form of 2021" in said(ax)
    assert points(plots.backlog(frame)) == [(2020, 0.1), (2021, 0.1)]


def test_pairs_of_years_stand_once_with_their_number() -> None:
    out, into = [0.0] * 5 + [4, np.nan], [0.0] * 5 + [5, 2]
    frame = pd.DataFrame({"carried_out": out, "carried_in": into, "status": ["known"] * 7})
    frame = frame.assign(error=frame["carried_in"] - frame["carried_out"], blanks="bounds", synthetic=False)
    ax = plots.continuity(frame)
    assert sorted(map(tuple, np.vstack([one.get_offsets() for one in ax.collections]).tolist())) == [(0, 0), (4, 5)]
    assert said(ax) == ["5"]
    assert {"5 pairs agree", "1 pairs do not", "1 pairs unknown or set aside: not drawn"} <= set(legend(ax))
    assert foot(ax).startswith("7 pairs of reports")


def test_results_of_cases_are_those_of_reports_that_are_known() -> None:
    cells = {
        f"{stem}_{name}": [1, 2, 50]
        for stem in ("rv_recon", "rv_direct", "rv_after")
        for name in ("upheld", "corrected", "other", "pending")
    }
    cells["rv_after_other"] = [0, 0, "blank"]
    ax = plots.review_outcomes(panel_of(cells))
    assert bars(ax) == [3] * 11
    assert ticks(ax)[0] == "reconsideration   n=2"


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    facts = load_facts()
    return growth_pairs(facts_panel(facts), facts_counts(facts), channel="wechat", consecutive=False)


def test_the_nine_real_pairs_are_drawn_one_by_one_and_only_counted(real: pd.DataFrame) -> None:
    slopes = plots.growth_slopes(real)
    assert legend(slopes)[:3] == ["6 grew", "3 fell", "0 unchanged"]
    drawn = {tuple(line.get_ydata()) for line in slopes.lines if len(line.get_xdata()) == 2}
    assert drawn == set(zip(real["before"].astype(float), real["after"].astype(float), strict=True))
    assert len([text for text in said(slopes) if "–" in text]) == 9
    rates = plots.growth_rates(paired_growth(real, by=()))
    assert points(rates) == []
    assert said(rates) == ["n=9: too few"] * 2
    assert ticks(rates) == ["all   6↑ 3↓ 0="]
    assert not stamped(slopes)


def _pairs(*ends: tuple[int, int]) -> pd.DataFrame:
    base = {"agency_id": "a", "year_before": 2021, "year": 2022, "years": 1, "status": "pair", "synthetic": False}
    records: list[dict[str, Any]] = [
        base | {"before": float(one), "after": float(two), "entry": not one and two > 0, "channel": "wechat"}
        | {"log_ratio": np.log(two / one) if one and two else np.nan, "metric": "posts"}
        for one, two in ends
    ]  # fmt: skip
    return pd.DataFrame(records)


def test_entries_start_below_the_axis_and_have_no_ratio() -> None:
    pairs = _pairs((0, 40), (10, 30), (10, 0), (30, 30))
    slopes = plots.growth_slopes(pairs)
    assert legend(slopes)[:4] == ["2 grew", "1 fell", "1 unchanged", "1 began at 0: no ratio"]
    low = min(min(line.get_ydata()) for line in slopes.lines if len(line.get_xdata()) == 2)
    assert 0 < low < 10
    assert "0" in ticks(slopes)
    counts = plots.plotted(plots.growth_ratios(pairs))
    assert counts["pairs"].sum() == 2
    assert counts["pairs"].tolist() == [0, 0, 0, 0, 1, 0, 0, 1]


def test_a_pair_with_a_change_of_the_form_between_is_dotted() -> None:
    pairs = _pairs((10, 20), (10, 30)).assign(year_before=[2021, 2020], year=[2022, 2021])
    styles = [line.get_linestyle() for line in plots.growth_slopes(pairs).lines if len(line.get_xdata()) == 2]
    assert styles == ["-", ":"]


def test_ratios_of_growth_are_on_an_axis_of_logarithms() -> None:
    grown = {"n": 25, "n_grew": 15, "n_fell": 8, "n_same": 2, "n_entries": 0, "years_least": 1, "years_most": 1}
    sums = {"indicator": "ratio_of_sums", "estimate": 2.0, "ci_lo": 1.0, "ci_hi": 4.0, "ci": "bootstrap_t", "why": None}
    median = {"indicator": "median_ratio", "estimate": 0.5, "ci_lo": 0.25, "ci_hi": 1.0, "ci": "bca", "why": None}
    ax = plots.growth_rates(rows(grown | sums, grown | median))
    assert [x for x, _ in points(ax)] == [-1, 1]
    assert legend(ax)[-1] == "intervals: bootstrap-t (ratio of sums); bootstrap (BCa) (median of the ratios)"
    assert joins(ax) == []


def test_alike_texts_are_drawn_beside_random_pairs() -> None:
    agencies = [f"a{at}" for at in range(21)]
    found = pd.DataFrame({"agency_id": agencies, "similarity": [0.2] * 10 + [0.8] * 10 + [np.nan]})
    usual = pd.DataFrame({"agency_id": agencies[:19] * 10, "similarity": [0.1] * 190})
    found, usual = (frame.assign(section=1, synthetic=False) for frame in (found, usual))
    assert EMPTY in said(plots.similarity(found[:10], usual[:10]))
    ax = plots.similarity(found, usual)
    assert EMPTY not in said(ax)
    counted = ["section 1   n=20 (20 agencies)", "section 1, random pairs   19 agencies: too few"]
    assert legend(ax) == [*counted, "no interval"]
    curve = plots.plotted(ax).query("texts == 'found'").groupby("similarity")["at_least"].first()
    assert curve.to_dict() == pytest.approx({0.2: 1.0, 0.8: 0.5})
    assert foot(ax).startswith("21 texts: 1 too short")
    assert stamped(plots.similarity(found, usual.assign(synthetic=True)))

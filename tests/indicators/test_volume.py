"""Concentration and growth of requests against hand-computed values, brute force and simulation."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.errors import NotComparable
from govreport.indicators.bootstrap import Drawing, draws, ratio_intervals
from govreport.indicators.ppml import fit
from govreport.indicators.refitted import _newton, critical
from govreport.indicators.volume import gini, least_share, most_share, request_growth, top_share
from tests.indicators.frames import panel_of
from tests.indicators.test_settle import TEN


@pytest.mark.parametrize(
    ("blanks", "n", "n_top", "top", "lo", "hi"),
    [
        # 7, 4, 0, 0, 0; of five the most asked one
        ("exclude", 5, 1, 7 / 11, None, None),
        # the blank is 0; a blank of at least 2 stays unknown
        ("zero", 6, 1, 7 / 11, None, None),
        # eight reports, one at the top; two of the three unknown level with 7: 7 / (7 + 4 + 3 * 7), or without end
        ("bounds", 5, 1, 7 / 11, 7 / 32, 1.0),
    ],
)
def test_ten_agencies(blanks: str, n: int, n_top: int, top: float, lo: float | None, hi: float | None) -> None:
    row = top_share(panel_of({"rq_received": TEN}), blanks=blanks, min_n=5).set_index("indicator").loc["top_share"]
    assert (row["n"], row["n_top"], row["numerator"], row["denominator"]) == (n, n_top, 7, 11)
    assert row["estimate"] == pytest.approx(top)
    if blanks == "bounds":  # none of the three has an upper end, and without them everything is known
        assert row["n_unbounded"] == 3
        assert [row["lo_bounded"], row["hi_bounded"]] == pytest.approx([7 / 11, 7 / 11])
    assert [row["lo"], row["hi"]] == pytest.approx([lo, hi]) if lo else (pd.isna(row["lo"]) and pd.isna(row["hi"]))


def test_the_largest_one_percent_is_left_out_once_more() -> None:
    found = top_share(panel_of({"rq_received": [1000, *[1] * 29]})).set_index("indicator")
    assert found.loc["top_share", ["n", "n_top", "estimate"]].tolist() == [30, 3, pytest.approx(1002 / 1029)]
    assert found.loc["top_share_trimmed", ["n", "n_top", "estimate"]].tolist() == [29, 3, pytest.approx(3 / 29)]
    # Σ (2i − n − 1) x: 29 · 1000 − 29 for the rest, over 30 · 1029
    assert found.loc["gini", "estimate"] == pytest.approx((29 * 1000 - 29) / (30 * 1029))


def test_too_few_or_no_requests_make_no_share() -> None:
    few = top_share(panel_of({"rq_received": [3] * 19}))
    assert few["estimate"].isna().all()
    assert few["why"].tolist()[:1] == ["fewer than 20 reports"]
    assert few["numerator"].iloc[0] == 6
    none = top_share(panel_of({"rq_received": [0] * 30}))
    assert none["estimate"].isna().all()
    assert set(none["why"]) == {"no requests"}
    assert top_share(panel_of({"rq_received": [3] * 30}))["ci_lo"].isna().all()
    with pytest.raises(ValueError, match="between 0 and 1"):
        top_share(panel_of({"rq_received": [3]}), top=10)


def test_a_government_is_not_beside_its_departments() -> None:
    kinds: dict[str, Any] = {"agency_kind": ["government", "department"], "adcode": ["370700", "370784"]}
    with pytest.raises(NotComparable, match="count requests twice"):
        top_share(panel_of({"rq_received": [9, 2]}, **kinds), aggregates="keep")
    with pytest.raises(NotComparable, match="count requests twice"):
        request_growth(panel_of({"rq_received": [9, 2]}, **kinds), aggregates="keep")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=2, max_size=4),
    st.integers(1, 2),
)
def test_the_worst_case_is_that_of_all_integers_within_the_bounds(cells: list[tuple[int, int]], k: int) -> None:
    lo, hi = np.array([low for low, _ in cells], float), np.array([low + more for low, more in cells], float)
    shares = [
        np.sort(numbers)[::-1][:k].sum() / sum(numbers)
        for numbers in product(*(range(int(low), int(high) + 1) for low, high in zip(lo, hi, strict=True)))
        if sum(numbers)
    ]
    if not shares:
        return
    assert least_share(lo, hi, k) <= min(shares) + 1e-9
    assert most_share(lo, hi, k) == pytest.approx(max(shares))


def test_gini_of_a_known_distribution() -> None:
    assert gini(np.arange(1.0, 1001)) == pytest.approx(1 / 3, abs=1e-3)
    assert np.isnan(gini(np.zeros(3)))


def years_of(counts: np.ndarray, years: tuple[int, ...] = (2021, 2022), **columns: Any) -> pd.DataFrame:
    """Return a panel from counts by agency and year; NaN is no report."""
    rows = [(f"a{at}", year, counts[at, of]) for at in range(len(counts)) for of, year in enumerate(years)]
    ids, when, numbers = zip(*(row for row in rows if not np.isnan(row[2])), strict=True)
    return panel_of({"rq_received": list(numbers)}, agency_id=ids, year=when, **columns)


def test_growth_of_the_same_agencies_is_the_ratio_of_their_sums() -> None:
    counts = np.array([[10.0, 20, 12], [0, 3, 3], [5, 0, 9], [0, 0, 0]])
    found = request_growth(years_of(counts, (2021, 2022, 2023)), min_n=3)
    assert found["estimate"].tolist() == pytest.approx([1, 23 / 15, 24 / 15])
    assert found["n"].tolist() == [3, 3, 3]  # the one without requests says nothing of growth
    assert found["n_reports"].tolist() == [4, 4, 4]
    assert found["ci_lo"].isna().all()


def test_growth_does_not_depend_on_the_unit_and_not_on_who_is_new() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(np.exp(rng.normal(2, 1, (60, 1))) * np.array([1, 1.26])).astype(float)
    one = request_growth(years_of(counts))["estimate"].iloc[1]
    assert request_growth(years_of(counts * 10))["estimate"].iloc[1] == pytest.approx(one)
    new = np.vstack([counts, np.column_stack([np.full(40, np.nan), np.full(40, 500.0)])])
    assert request_growth(years_of(new))["estimate"].iloc[1] == pytest.approx(one)


def test_it_is_the_poisson_model_with_an_effect_of_each_agency() -> None:
    model = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed")
    rng = np.random.default_rng(0)
    counts = rng.negative_binomial(2, 0.1, (30, 4)).astype(float)
    counts[rng.random(counts.shape) < 0.25] = np.nan
    counts[3, :2] = 5  # an agency whose count did not change tells of growth as others do
    found = fit(counts)
    agency, year = np.nonzero(found.used)
    effects = (agency[:, None] == np.unique(agency)).astype(float)
    design = np.hstack([effects, (year[:, None] == np.arange(1, 4)).astype(float)])
    fitted = model.GLM(counts[agency, year], design, family=model.families.Poisson()).fit(tol=1e-12)
    assert found.log_ratio[1:] == pytest.approx(fitted.params[-3:], abs=1e-7)


def test_years_that_no_agency_joins_are_not_compared() -> None:
    counts = np.array([[4.0, 8, np.nan, np.nan], [np.nan, np.nan, 5, 9], [np.nan, np.nan, 1, 2]])
    assert np.isnan(fit(counts).log_ratio).tolist() == [False, False, True, True]
    # nothing but zeros in the second year: its ratio is 0 and has no logarithm
    assert np.isnan(fit(np.array([[4.0, 0], [7, 0]])).log_ratio[1])
    assert np.isnan(fit(np.array([[np.nan, 3.0]])).log_ratio).all()


def test_the_base_is_the_first_year_with_enough_agencies_unless_named() -> None:
    counts = np.array([[5.0, 10, 20]] + [[np.nan, 10, 20]] * 3)
    panel = years_of(counts, (2021, 2022, 2023))
    found = request_growth(panel, min_n=3)
    assert found["base"].tolist() == [2022] * 3
    assert found["estimate"].tolist()[1:] == pytest.approx([1, 2])
    assert found["why"].iloc[0] == "fewer than 3 agencies"
    named = request_growth(panel, min_n=1, base=2023)
    assert named["estimate"].tolist() == pytest.approx([0.25, 0.5, 1])
    assert request_growth(panel, min_n=1, base=1999)["estimate"].isna().all()


def test_growth_refuses_bounds_years_as_groups_and_two_reports() -> None:
    panel = years_of(np.ones((2, 2)))
    with pytest.raises(ValueError, match="compare the two"):
        request_growth(panel, blanks="bounds")
    with pytest.raises(ValueError, match='by="year" is not allowed'):
        request_growth(panel, by="year")
    with pytest.raises(ValueError, match="two reports for 2021"):
        request_growth(pd.concat([panel, panel]))
    with pytest.raises(ValueError, match='expected None or "bootstrap"'):
        request_growth(panel, interval="cluster")


def test_no_interval_where_one_agency_makes_it() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson(20.0, (40, 2)).astype(float)
    given = request_growth(years_of(counts), interval="bootstrap", n_boot=200)
    assert given["ci"].tolist()[1] == "bootstrap_t"
    assert pd.isna(given["ci"].iloc[0])  # the base year is 1 and nothing else
    assert request_growth(years_of(counts))[["ci", "ci_lo", "ci_hi"]].isna().all(axis=None)
    counts[0] = 5000
    with pytest.warns(UserWarning, match="more than half"):
        assert request_growth(years_of(counts), interval="bootstrap", n_boot=200)["ci_lo"].isna().all()
    with pytest.warns(UserWarning, match="fewer than 30"):
        assert request_growth(years_of(counts[1:25]), interval="bootstrap", n_boot=200)["ci_lo"].isna().all()


def test_the_interval_comes_from_a_seed_and_is_wider_for_a_higher_level() -> None:
    counts = np.random.default_rng(1).poisson(20.0, (40, 3)).astype(float)

    def ends(**options: Any) -> list[list[float]]:
        found = request_growth(years_of(counts, (2021, 2022, 2023)), interval="bootstrap", n_boot=200, **options)
        return found.loc[1:, ["ci_lo", "ci_hi"]].to_numpy(float).tolist()

    assert ends() == ends(seed=0) != ends(seed=1)
    assert all(wide[0] < usual[0] < usual[1] < wide[1] for usual, wide in zip(ends(), ends(level=0.99), strict=True))


def test_two_years_of_the_same_agencies_have_the_interval_of_a_ratio_of_sums() -> None:
    """All that differs is the leverage: an agency's share of both years together, or of the first one."""
    rng = np.random.default_rng(4)
    counts = rng.poisson(np.exp(rng.normal(3, 0.5, (60, 1))) * [1, 1.2]).astype(float)
    how, found = Drawing(n_boot=300), fit(counts)
    ratio = counts[:, 1].sum() / counts[:, 0].sum()
    ends = ratio_intervals(counts[:, 1:], counts[:, :1], np.arange(60), how, within=False)[0]
    reach = found.error[1] * critical(counts, found, how)[1]
    assert [ratio * np.exp(-reach), ratio * np.exp(reach)] == pytest.approx(ends.tolist(), rel=0.005)


def test_a_draw_is_fitted_as_the_whole_is() -> None:
    """Draws of a panel with holes, each fitted by itself as copies of its agencies."""
    rng = np.random.default_rng(6)
    counts = rng.negative_binomial(3, 0.1, (35, 3)).astype(float)
    counts[rng.random(counts.shape) < 0.2] = np.nan
    how, found = Drawing(n_boot=100), fit(counts)
    agencies = np.flatnonzero(found.used.any(axis=1))
    drawn = np.concatenate(list(draws(len(agencies), how)))
    known = np.where(found.used, counts, 0.0)[agencies]
    patterns, of = np.unique(found.used[agencies], axis=0, return_inverse=True)
    sums = np.stack([drawn[:, of.ravel() == one] @ known[of.ravel() == one] for one in range(len(patterns))], axis=1)
    free, arrived = _newton(sums, patterns, found.log_ratio[1:])
    assert arrived.all()
    for at in (0, 17, 63):
        again = fit(np.repeat(counts[agencies], drawn[at].astype(int), axis=0))
        assert free[at] == pytest.approx(again.log_ratio[1:], abs=1e-6)


def test_a_year_that_hangs_on_one_agency_has_no_interval() -> None:
    rng = np.random.default_rng(2)
    counts = np.column_stack([rng.poisson(20.0, (40, 2)), np.full(40, np.nan)])
    counts[0, 2] = 30
    alone = critical(counts[:, :2], fit(counts[:, :2]), Drawing(n_boot=200))[1]
    reach = critical(counts, fit(counts), Drawing(n_boot=200))
    assert reach[1] == pytest.approx(alone, rel=0.05)  # the others are as sure as without it
    assert np.isinf(reach[2])  # a third of the draws are without it


def test_the_true_ratio_is_found() -> None:
    """Over-dispersed counts of agencies whose means differ by two orders of magnitude; how it is covered: coverage."""
    rng = np.random.default_rng(5)
    means = [np.exp(rng.normal(1.5, 0.8, (120, 1))) * np.array([1, 1.26]) for _ in range(300)]
    ratios = [fit(rng.negative_binomial(2, 2 / (2 + one)).astype(float)).log_ratio[1] for one in means]
    assert np.exp(np.mean(ratios)) == pytest.approx(1.26, rel=0.02)


def test_several_years_of_one_agency_are_not_the_top() -> None:
    ids, years = [f"a{at}" for at in range(10)] * 3, [2021] * 10 + [2022] * 10 + [2023] * 10
    panel = panel_of({"rq_received": [90, *[1] * 9] * 3}, agency_id=ids, year=years)
    pooled = top_share(panel, by=(), min_n=5)
    assert pooled[["estimate", "lo", "hi"]].isna().all().all()
    assert set(pooled["why"]) == {"an agency stands in it for several years"}
    assert top_share(panel, min_n=5).query("indicator == 'top_share'")["estimate"].tolist() == [90 / 99] * 3

"""Clusters are drawn whole, from a seed, and refused where too few or too unequal."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from govreport.indicators import disclosure_rate
from govreport.indicators.bootstrap import Drawing, _leverage, clusters, draws, median_interval, ratio_intervals
from govreport.indicators.ratio import Amount, Ratio, worst_case
from tests.indicators.tables import tables_of

RNG = np.random.default_rng(11)
CLOSED = RNG.negative_binomial(1, 0.05, 60).astype(float)
GRANTED = RNG.binomial(CLOSED.astype(int), 0.6).astype(float)
ONE_EACH = np.arange(60)


def interval(how: Drawing = Drawing(), codes: np.ndarray = ONE_EACH, **options: bool) -> list[float]:  # noqa: B008
    return ratio_intervals(GRANTED[:, None], CLOSED[:, None], codes, how, **options)[0].tolist()


def test_the_same_seed_gives_the_same_interval_and_no_other() -> None:
    assert interval() == interval(Drawing(seed=0))
    assert interval() != interval(Drawing(seed=1))
    assert interval() == pytest.approx(interval(Drawing(seed=1)), abs=0.02)


def test_blocks_of_draws_are_those_of_one_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = np.concatenate(list(draws(60, Drawing(n_boot=200))))
    monkeypatch.setattr("govreport.indicators.bootstrap.AT_ONCE", 60 * 7)
    blocks = list(draws(60, Drawing(n_boot=200)))
    assert len(blocks) == 29
    assert (np.concatenate(blocks) == whole).all()


def test_it_is_the_bootstrap_t_written_out() -> None:
    """The same draws, resampled one by one with the formulas of a textbook."""
    how = Drawing(n_boot=300)
    ratio = GRANTED.sum() / CLOSED.sum()

    def scale(top: np.ndarray, bottom: np.ndarray) -> tuple[float, float]:
        r = top.sum() / bottom.sum()
        error = np.sqrt(((top - r * bottom) ** 2).sum()) / bottom.sum()
        return np.log(r / (1 - r)), error / (r * (1 - r))

    centre, error = scale(GRANTED, CLOSED)
    off, weight = GRANTED - ratio * CLOSED, CLOSED / CLOSED.sum()  # left out one by one, as the jackknife does
    error *= np.sqrt(((off / (1 - weight)) ** 2).sum() / (off**2).sum())
    t = []
    for row in np.concatenate(list(draws(60, how))).astype(int):
        value, spread = scale(np.repeat(GRANTED, row), np.repeat(CLOSED, row))
        t.append(abs(value - centre) / spread)
    reach = np.quantile(t, 0.95, method="higher") * error
    expected = [1 / (1 + np.exp(-(centre + side * reach))) for side in (-1, 1)]
    assert interval(how) == pytest.approx(expected)
    assert expected[0] < ratio < expected[1]


def test_the_error_is_that_of_leaving_out_each_agency_in_turn() -> None:
    """To the first order: with a few large agencies the sandwich is a tenth too small, and the jackknife is not."""
    tops, bottoms = np.r_[GRANTED, 300.0], np.r_[CLOSED, 400.0]
    left = np.array([np.delete(tops, at).sum() / np.delete(bottoms, at).sum() for at in range(61)])
    ratio = tops.sum() / bottoms.sum()
    jackknife = np.sqrt(((left - ratio) ** 2).sum())
    sandwich = np.sqrt(((tops - ratio * bottoms) ** 2).sum()) / bottoms.sum()
    assert _leverage(tops[:, None], bottoms[:, None])[0] * sandwich == pytest.approx(jackknife)
    assert jackknife > 1.1 * sandwich


def test_a_cluster_is_drawn_whole() -> None:
    """Reports that are copies of one another say no more than one of them."""
    twice = np.tile(ONE_EACH, 2)
    tops, bottoms = np.tile(GRANTED, 2)[:, None], np.tile(CLOSED, 2)[:, None]
    assert ratio_intervals(tops, bottoms, twice, Drawing())[0].tolist() == pytest.approx(interval())
    naive = ratio_intervals(tops, bottoms, np.arange(120), Drawing())[0]
    assert np.diff(naive)[0] < 0.8 * np.diff(interval())[0]


def test_too_few_clusters_give_none_and_say_why() -> None:
    panel = tables_of({"rq_granted": [10 + at % 7 for at in range(29)], "rq_concluded": [20] * 29})
    with pytest.warns(UserWarning, match="fewer than 30 values of agency_id"):
        found = disclosure_rate(panel, interval="bootstrap", n_boot=100)
    assert found["ci_lo"].isna().all()
    assert found["estimate"].notna().all()
    idle = tables_of({"rq_granted": [10 + at % 7 for at in range(29)] + [0], "rq_concluded": [20] * 29 + [0]})
    with pytest.warns(UserWarning, match="fewer than 30"):
        assert disclosure_rate(idle, interval="bootstrap", n_boot=100)["ci_lo"].isna().all()


def test_one_cluster_that_outweighs_the_others_gives_none() -> None:
    heavy = CLOSED.copy()
    heavy[0] = CLOSED.sum()
    with pytest.warns(UserWarning, match="more than half"):
        ends = ratio_intervals(GRANTED[:, None], heavy[:, None], ONE_EACH, Drawing())
    assert np.isnan(ends).all()


def test_a_ratio_of_zero_or_one_has_none_and_others_keep_theirs() -> None:
    tops = np.column_stack([np.zeros(60), CLOSED, GRANTED])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ends = ratio_intervals(tops, np.column_stack([CLOSED] * 3), ONE_EACH, Drawing())
    assert np.isnan(ends[:2]).all()
    assert ends[2].tolist() == interval()


def test_what_only_one_agency_has_gives_none() -> None:
    """A third of the draws misses it: from those nothing is learnt, which makes the interval no narrower."""
    tops = np.where(ONE_EACH == 5, 3.0, 0.0)[:, None]
    for within in (True, False):
        assert np.isnan(ratio_intervals(tops, CLOSED[:, None], ONE_EACH, Drawing(), within=within)).all()


def test_prefectures_are_clusters_where_they_are_known() -> None:
    cells = {"rq_granted": [6 + at // 2 % 9 for at in range(80)], "rq_concluded": [20] * 80}
    places = [f"p{at // 2}" for at in range(80)]
    one = disclosure_rate(tables_of(cells, prefecture=places), interval="bootstrap", cluster="prefecture")
    each = disclosure_rate(tables_of(cells, prefecture=places), interval="bootstrap")
    widths = [(rows["ci_hi"] - rows["ci_lo"]).iloc[0] for rows in (one, each)]
    assert widths[0] > 1.2 * widths[1]
    with pytest.raises(ValueError, match="not known for 1 reports"):
        disclosure_rate(tables_of(cells, prefecture=[None, *places[1:]]), interval="bootstrap", cluster="prefecture")
    with pytest.raises(ValueError, match="cluster='county' is no column"):
        disclosure_rate(tables_of(cells), interval="bootstrap", cluster="county")
    assert clusters(pd.DataFrame({"c": ["x", "x", "y"]}), "c").tolist() == [0, 0, 1]


def test_medians_of_draws_are_medians() -> None:
    values = np.array([3.0, 1.0, 2.0, 5.0] * 10)
    codes = np.arange(40)
    how = Drawing(n_boot=150)
    expected = [np.median(np.repeat(values, row)) for row in np.concatenate(list(draws(40, how))).astype(int)]
    tail = stats.norm.cdf(-np.sqrt(40 / 39) * 2.0226909)  # Student's t, 39 degrees of freedom
    assert 0.02 < tail < 0.025
    assert median_interval(values, codes, how) == pytest.approx(tuple(np.quantile(expected, [tail, 1 - tail])))
    with pytest.warns(UserWarning, match="have a rate"):
        assert np.isnan(median_interval(values[:29], codes[:29], how)).all()


def test_bad_drawings_are_refused() -> None:
    for options in ({"level": 95}, {"n_boot": 10}):
        with pytest.raises(ValueError, match="expected a level between 0 and 1"):
            Drawing(**options)


def test_worst_case_by_trying_everything() -> None:
    tops, bottoms = [(0, 2), (1, 4)], [(1, 3), (3, 5)]
    every = [
        (a + b) / (c + d)
        for a in range(3) for b in range(1, 5) for c in range(1, 4) for d in range(3, 6) if a <= c and b <= d
    ]  # fmt: skip

    def span(pairs: list[tuple[int, int]]) -> Amount:
        return Amount(np.zeros(2), *np.array(pairs, dtype=float).T)

    assert worst_case(Ratio({}, span(tops), span(bottoms))) == pytest.approx((min(every), max(every)))
    free = [(a + b) / (c + d) for a in range(3) for b in range(1, 5) for c in range(1, 4) for d in range(3, 6)]
    apart = worst_case(Ratio({}, span(tops), span(bottoms), within=False))
    assert apart == pytest.approx((min(free), max(free)))

"""Where agencies differ more than chance would let them, and where they do not: against distributions written out."""

from __future__ import annotations

from itertools import product
from math import comb

import numpy as np
import pytest
from scipy import stats

from govreport.indicators.alike import DRAWS, _chances, differ, same_odds, same_rate

CHANCE = 4 * np.sqrt(0.25 / DRAWS)
"""How far a p-value from draws may be from the exact one."""


def test_the_test_of_one_rate_is_that_of_all_ways_to_share_the_cases() -> None:
    cases, bases = np.array([3, 0, 1]), np.array([5, 7, 4])
    expected = cases.sum() * bases / bases.sum()
    far = ((cases - expected) ** 2).sum()
    ways = [one for one in product(range(5), repeat=3) if sum(one) == 4]
    as_far = [one for one in ways if ((np.array(one) - expected) ** 2).sum() >= far - 1e-9]
    poisson = sum(stats.multinomial.pmf(one, 4, bases / 16) for one in as_far)
    binomial = sum(np.prod([comb(n, k) for n, k in zip(bases.tolist(), one, strict=True)]) for one in as_far)
    assert 0.05 < poisson < 0.95
    assert same_rate(cases.astype(float), bases.astype(float), within=False) == pytest.approx(poisson, abs=CHANCE)
    within = same_rate(cases.astype(float), bases.astype(float), within=True)
    assert within == pytest.approx(binomial / comb(16, 4), abs=CHANCE)


@pytest.mark.parametrize("within", [False, True])
def test_blocks_of_draws_are_those_of_one_stream(monkeypatch: pytest.MonkeyPatch, within: bool) -> None:
    cases, bases = np.array([3.0, 0, 2, 1]), np.array([5.0, 7, 4, 9])
    whole = same_rate(cases, bases, within=within)
    monkeypatch.setattr("govreport.indicators.alike.AT_ONCE", 4 * 70)
    assert same_rate(cases, bases, within=within) == whole


def test_agencies_without_a_base_and_without_cases_say_nothing() -> None:
    cases, bases = np.array([3.0, 0, 1, 9]), np.array([5.0, 7, 4, 0])
    assert same_rate(cases, bases, within=False) == same_rate(cases[:3], bases[:3], within=False)
    assert np.isnan(same_rate(np.zeros(3), np.full(3, 9.0), within=False))
    assert np.isnan(same_rate(np.array([4.0]), np.array([9.0]), within=True))
    assert np.isnan(same_rate(np.zeros(0), np.zeros(0), within=True))


def test_chances_of_a_fourfold_table_are_fishers() -> None:
    possible = np.arange(0, 7)
    found = _chances(possible, (6, 8, 12), 2.5)
    assert found == pytest.approx(stats.nchypergeom_fisher(18, 6, 8, 2.5).pmf(possible))


def test_the_test_of_one_odds_ratio_is_that_of_all_tables_with_these_margins() -> None:
    tables = tuple(np.array(cell, float) for cell in ([4, 1], [1, 3], [2, 3], [4, 2]))
    laws = [stats.nchypergeom_fisher(11, 5, 6, 1.5), stats.nchypergeom_fisher(9, 4, 4, 1.5)]
    far = sum((a - law.mean()) ** 2 for a, law in zip(tables[0], laws, strict=True))
    exact = sum(
        laws[0].pmf(one) * laws[1].pmf(other)
        for one, other in product(range(6), range(5))
        if (one - laws[0].mean()) ** 2 + (other - laws[1].mean()) ** 2 >= far - 1e-9
    )
    assert 0.05 < exact < 0.95
    assert same_odds(tables, 1.5) == pytest.approx(exact, abs=CHANCE)
    assert np.isnan(same_odds(tuple(cell[:1] for cell in tables), 1.5))


def test_a_p_value_is_that_of_chance_where_there_is_nothing_else() -> None:
    """Alike agencies: one in twenty is below 5 %, and never many more."""
    rng = np.random.default_rng(3)
    bases = rng.integers(1, 60, 40).astype(float)
    found = [same_rate(rng.poisson(0.1 * bases).astype(float), bases, within=False) for _ in range(200)]
    assert stats.binom.sf(sum(p <= 0.05 for p in found) - 1, 200, 0.05) > 0.001
    apart = [same_rate(rng.poisson(0.1 * rng.exponential(1, 40) * bases).astype(float), bases, within=False)
             for _ in range(50)]  # fmt: skip
    assert np.mean([p <= 0.05 for p in apart]) > 0.8


def test_a_refused_interval_is_said() -> None:
    with pytest.warns(UserWarning, match=r'no wilson interval.*p = 0.010.*take interval="bootstrap"'):
        assert differ(0.01, "wilson")

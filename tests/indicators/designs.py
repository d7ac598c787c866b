"""Made-up populations of agencies whose true rates are known, to see how often an interval holds them.

Requests cluster in agencies: an agency's requests share its own chance of a grant (or rate of cases), drawn anew for
each agency, so that counts vary far more than binomial or Poisson ones. The designs differ in how unequal agencies are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Counts = tuple[Numbers, Numbers]
"""By agency: what is counted, and of or per how much."""
Design = Callable[[np.random.Generator, int], Counts]

SHARE, STRENGTH = 0.55, 3.0
"""Mean chance of a grant, and how alike the agencies are (beta: a + b)."""
CASES = 0.05
"""Cases for each concluded request, on average; an agency's own rate is exponential around it."""
ODDS = 1.5
GROWTH = 1.2
"""How many times as much each year brings, on average; an agency's own growth is lognormal around it."""
REVERSED = 0.15
ENOUGH = 10
LARGE = 1_000_000


def even(rng: np.random.Generator, n: int) -> Numbers:
    """Return requests: negative binomial, mean 20, size 2; the largest of 40 agencies has a tenth."""
    return rng.negative_binomial(2, 2 / 22, n).astype(float)


def uneven(rng: np.random.Generator, n: int) -> Numbers:
    """Return requests: negative binomial, mean 20, size 0.7; one agency in ten has none."""
    return rng.negative_binomial(0.7, 0.7 / 20.7, n).astype(float)


def zeros(rng: np.random.Generator, n: int) -> Numbers:
    """Return requests: half of the agencies have none, the others a mean of 20."""
    return np.where(rng.random(n) < 0.5, 0.0, rng.negative_binomial(1, 1 / 21, n))


def heavy(rng: np.random.Generator, n: int) -> Numbers:
    """Return requests: Poisson around a lognormal with sigma 1.5; the largest of 100 agencies often has a fifth."""
    return rng.poisson(np.exp(rng.normal(1.5, 1.5, n))).astype(float)


SIZES = {"even": even, "uneven": uneven, "zeros": zeros, "heavy": heavy}


def granted(sizes: str, related: bool = False) -> Design:
    """Return granted and concluded requests of agencies; where `related`, those with many requests grant less."""

    def design(rng: np.random.Generator, n: int) -> Counts:
        closed = SIZES[sizes](rng, n)
        mean = np.where(closed < 20, 0.7, 0.4) if related else np.full(n, SHARE)
        chance = rng.beta(mean * STRENGTH, (1 - mean) * STRENGTH)
        return rng.binomial(closed.astype(int), chance).astype(float), closed

    return design


def cases(sizes: str, spread: bool = True) -> Design:
    """Return cases and concluded requests of agencies, each with a rate of its own where `spread`."""

    def design(rng: np.random.Generator, n: int) -> Counts:
        closed = SIZES[sizes](rng, n)
        rate = CASES * (rng.exponential(1.0, n) if spread else 1.0)
        return rng.poisson(rate * closed).astype(float), closed

    return design


@lru_cache(maxsize=32)
def pooled(sizes: str, related: bool = False) -> float:
    """Return the true ratio of sums."""
    top, bottom = granted(sizes, related)(np.random.default_rng(101), LARGE)
    return float(top.sum() / bottom.sum())


def rates(counts: Counts) -> Numbers:
    """Return the rates of the agencies with enough requests."""
    top, bottom = counts
    return top[bottom >= ENOUGH] / bottom[bottom >= ENOUGH]


@lru_cache(maxsize=32)
def median(sizes: str) -> float:
    """Return the true median of agencies' rates."""
    return float(np.median(rates(granted(sizes)(np.random.default_rng(102), LARGE))))


def two_classes(rng: np.random.Generator, n: int, own: bool) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return fourfold tables of agencies that grant a class `ODDS` times as readily as natural persons.

    Where `own`, each agency has its own odds ratio, lognormal with sigma 0.7, around that.
    """
    odds = rng.beta(SHARE * STRENGTH, (1 - SHARE) * STRENGTH, n)
    odds = odds / (1 - odds)
    ratio = ODDS * (np.exp(rng.normal(0, 0.7, n)) if own else 1.0)
    many, few = rng.negative_binomial(0.7, 0.7 / 20.7, n), rng.negative_binomial(0.7, 0.7 / 5.7, n)
    a = rng.binomial(few, odds * ratio / (1 + odds * ratio)).astype(float)
    c = rng.binomial(many, odds / (1 + odds)).astype(float)
    return a, few - a, c, many - c


@lru_cache(maxsize=2)
def common_odds(own: bool) -> float:
    """Return what the odds ratio of Mantel and Haenszel tends to."""
    a, b, c, d = two_classes(np.random.default_rng(103), LARGE, own)
    n = np.maximum(a + b + c + d, 1)
    return float((a * d / n).sum() / (b * c / n).sum())


ORDERS = {"two": 0.8, "three": 1.5, "four": 2.0}
"""Over how many orders of magnitude the sizes of agencies spread, and the sigma of a lognormal that does it."""


def yearly(rng: np.random.Generator, n: int, orders: str, years: int = 2, gaps: float = 0.0) -> Numbers:
    """Return requests by agency and year: Poisson around sizes of lognormal spread, each year `GROWTH` times the first.

    An agency's own growth has sigma 0.5; reports are missing (NaN) with a chance of `gaps`.
    """
    size = np.exp(rng.normal(1.5, ORDERS[orders], (n, 1)))
    grown = GROWTH * np.exp(rng.normal(-0.125, 0.5, (n, years)))
    grown[:, 0] = 1.0
    counts = rng.poisson(size * grown).astype(float)
    counts[rng.random(counts.shape) < gaps] = np.nan
    return counts


def posts(rng: np.random.Generator, n: int) -> Counts:
    """Return posts before and after: sizes over two to three orders, growth of sigma 0.5 around `GROWTH`."""
    before = rng.poisson(np.exp(rng.normal(5, 1.2, n))) + 1.0
    return before, rng.poisson(before * GROWTH * np.exp(rng.normal(0, 0.5, n))).astype(float)


@lru_cache(maxsize=1)
def median_growth() -> float:
    """Return the true median of agencies' ratios."""
    before, after = posts(np.random.default_rng(104), LARGE)
    return float(np.median(after / before))


def channels(rng: np.random.Generator, n: int) -> Counts:
    """Return posts on new media and on both: sizes as in `posts`, an agency's own share beta of 2 and 3."""
    both = rng.poisson(np.exp(rng.normal(5, 1.2, n))) + 1
    return rng.binomial(both, rng.beta(2, 3, n)).astype(float), both.astype(float)


@lru_cache(maxsize=1)
def median_channel() -> float:
    """Return the true median of agencies' shares of new media."""
    new, both = channels(np.random.default_rng(105), LARGE)
    return float(np.median(new / both))


def decided(rng: np.random.Generator, n: int, own: bool) -> Counts:
    """Return cases corrected and decided, exponential around 4 an agency; where `own`, each agency loses as it does."""
    total = rng.poisson(rng.exponential(4.0, n))
    chance = rng.beta(REVERSED * 4, (1 - REVERSED) * 4, n) if own else REVERSED
    return rng.binomial(total, chance).astype(float), total.astype(float)


COPIES = 0.1
"""Share of agencies that take over nearly all of a text."""


def alike(rng: np.random.Generator, n: int) -> Numbers:
    """Return how alike the texts of agencies are: beta of 1.5 and 10, but for near copies, beta of 9 and 1."""
    return np.where(rng.random(n) < COPIES, rng.beta(9, 1, n), rng.beta(1.5, 10, n))


ALIKE = COPIES * 0.9 + (1 - COPIES) * 1.5 / 11.5

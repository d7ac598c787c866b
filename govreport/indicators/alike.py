"""Whether agencies are alike enough for intervals that take each case, or request, to be independent of all others.

Both tests are conditional on the sum that the estimate rests on. Where the agencies are alike, their result says
nothing of that sum, so that an interval that is given only where they are not found to differ covers what it did.
"""

from __future__ import annotations

import warnings

import numpy as np
from scipy.special import gammaln

from govreport.indicators.bootstrap import AT_ONCE
from govreport.indicators.settle import Numbers

DIFFER = 0.05
"""From which p-value down agencies are taken to differ, and no such interval is given."""
DRAWS, SEED = 999, 1
"""How many results chance makes, and from which seed."""


def same_rate(cases: Numbers, bases: Numbers, *, within: bool) -> float:
    """Return the p-value of the score test of whether all agencies have one rate.

    Formula: T = Σ (cases − expected)², expected = base · Σ cases / Σ bases; the score test for extra-Poisson (Dean and
    Lawless 1989) or extra-binomial variation (Tarone 1979). Its distribution given Σ cases, multinomial or multivariate
    hypergeometric, is drawn with a fixed seed. Agencies without a base say nothing of their rate and are left out.

    Parameters
    ----------
    cases, bases
        Whole numbers, one an agency.
    within
        Whether cases are a part of their base (binomial), else they are counted per base (Poisson).

    Returns
    -------
    float
        NaN where there is nothing to test: no cases, or fewer than two agencies with a base.

    Examples
    --------
    >>> same_rate(np.array([9.0, 0, 0, 0]), np.full(4, 30.0), within=False) < 0.01
    True
    >>> same_rate(np.array([3.0, 2, 2, 3]), np.full(4, 30.0), within=True) > 0.5
    True
    """
    some = bases > 0
    cases, bases = cases[some].round().astype(np.int64), bases[some].round().astype(np.int64)
    total = int(cases.sum())
    if len(bases) < 2 or not total:
        return np.nan
    chance = bases / bases.sum()
    rng = np.random.default_rng(SEED)
    blocks, step = [], max(1, AT_ONCE // len(bases))
    for start in range(0, DRAWS, step):
        size = min(step, DRAWS - start)
        if within:
            drawn = rng.multivariate_hypergeometric(bases.tolist(), total, size=size, method="marginals")
        else:
            drawn = rng.multinomial(total, chance, size=size)
        blocks.append(((drawn - total * chance) ** 2).sum(axis=1))
    return _p_value(float(((cases - total * chance) ** 2).sum()), np.concatenate(blocks))


def same_odds(tables: tuple[Numbers, Numbers, Numbers, Numbers], ratio: float) -> float:
    """Return the p-value of the score test of whether fourfold tables have one odds ratio.

    Formula: T = Σ (a − E a)² given the margins of each table, at the common odds ratio (Liang and Self 1985); its
    distribution, of Fisher's noncentral hypergeometric numbers, is drawn with a fixed seed.

    Parameters
    ----------
    tables
        Cells a, b, c and d, one number a table: granted and not, of a class and of natural persons.
    ratio
        The common odds ratio.

    Returns
    -------
    float
        NaN where fewer than two tables leave more than one possibility.

    Examples
    --------
    >>> alike = tuple(np.array(cell) for cell in ([10.0, 6], [10.0, 6], [10.0, 6], [10.0, 6]))
    >>> apart = tuple(np.array(cell) for cell in ([19.0, 1], [1.0, 19], [1.0, 19], [19.0, 1]))
    >>> same_odds(alike, 1.0) > 0.5, same_odds(apart, 1.0) < 0.01
    (True, True)
    """
    rng = np.random.default_rng(SEED)
    found, drawn, telling = 0.0, np.zeros(DRAWS), 0
    for a, b, c, d in zip(*(cell.round().astype(np.int64) for cell in tables), strict=True):
        possible = np.arange(max(0, a - d), min(a + b, a + c) + 1)
        if len(possible) > 1:
            chance = _chances(possible, (a + b, a + c, c + d), ratio)
            centre = float(possible @ chance)
            draws = possible[np.minimum(np.searchsorted(chance.cumsum(), rng.random(DRAWS)), len(possible) - 1)]
            found, drawn, telling = found + (a - centre) ** 2, drawn + (draws - centre) ** 2, telling + 1
    return _p_value(found, drawn) if telling > 1 else np.nan


def _chances(a: Numbers, margins: tuple[int, int, int], ratio: float) -> Numbers:
    """Return the probability of each first cell, given own row, granted column and the other row."""
    own, granted, other = margins
    logs = a * np.log(ratio) - sum(gammaln(1 + left) for left in (a, own - a, granted - a, other - granted + a))
    chance = np.exp(logs - logs.max())
    return np.asarray(chance / chance.sum())


def _p_value(found: float, drawn: Numbers) -> float:
    return float((1 + (drawn >= found - 1e-9).sum()) / (1 + len(drawn)))


def differ(p_value: float, method: str) -> bool:
    """Return whether agencies differ too much for an interval, and warn that it is not given.

    Examples
    --------
    >>> differ(0.2, "poisson"), differ(np.nan, "poisson")
    (False, False)
    """
    if not p_value < DIFFER:
        return False
    msg = (
        f"no {method} interval: it takes cases to be independent, and agencies differ more than chance would let them "
        f'(p = {p_value:.3f}). It would be too narrow; take interval="bootstrap", which draws whole agencies.'
    )
    warnings.warn(msg, UserWarning, stacklevel=2)
    return True

"""Intervals and exact tests for counts, thinly over scipy.

They speak of sampling alone: where the reports are no random sample, an interval says nothing of those that are not
there. No indicator gives one unless it is asked for by name.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
from scipy import stats

Method = Literal["wilson", "clopper_pearson"]
EXACT = ("clopper_pearson", "poisson")
"""Methods whose coverage holds at any size, of cases that are independent; only these are given where there are too few
for a rate."""

_SCIPY = {"wilson": "wilson", "clopper_pearson": "exact"}


def named(low: float, high: float, method: str, level: float) -> dict[str, Any]:
    """Return the part of a record that gives an interval: its ends, what it is called and its nominal coverage.

    Examples
    --------
    >>> named(0.1, 0.4, "wilson", 0.95)
    {'ci_lo': 0.1, 'ci_hi': 0.4, 'ci': 'wilson', 'ci_level': 0.95}
    """
    return {"ci_lo": float(low), "ci_hi": float(high), "ci": method, "ci_level": level}


def proportion(count: int, total: int, method: Method = "wilson", level: float = 0.95) -> tuple[float, float]:
    """Return an interval for a share of a binomial sample.

    Parameters
    ----------
    count, total
        Successes and trials.
    method
        ``"wilson"`` (Wilson 1927; covers the nominal level on average), ``"clopper_pearson"`` (Clopper and Pearson
        1934; covers at least the nominal level always).
    level
        Nominal coverage.

    Returns
    -------
    tuple of float
        Lower and upper end, between 0 and 1; both NaN where there are no trials.

    Raises
    ------
    ValueError
        The method is unknown, or the count is not between 0 and the total.

    Examples
    --------
    >>> [round(end, 3) for end in proportion(5, 5, "clopper_pearson")], [round(end, 3) for end in proportion(5, 5)]
    ([0.478, 1.0], [0.566, 1.0])
    """
    if method not in get_args(Method):
        msg = f"interval={method!r} is not known for a share; expected one of {', '.join(get_args(Method))}"
        raise ValueError(msg)
    if not 0 <= count <= total:
        msg = f"{count} of {total} is no share: the count is not between 0 and the total"
        raise ValueError(msg)
    if total == 0:
        return np.nan, np.nan
    found = stats.binomtest(int(count), int(total)).proportion_ci(level, method=_SCIPY[method])
    return float(found.low), float(found.high)


def poisson(count: int, exposure: float, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval for a rate of events that come independently of one another (Garwood 1936).

    Parameters
    ----------
    count
        Events seen.
    exposure
        What they are counted per, in units; ``100 * events / closed`` has exposure ``closed / 100``.
    level
        Nominal coverage; the true one is never less.

    Returns
    -------
    tuple of float
        Ends of the rate per unit of exposure; both NaN without exposure.

    Examples
    --------
    >>> [round(end, 3) for end in poisson(0, 1.0)], [round(end, 3) for end in poisson(10, 2.0)]
    ([0.0, 3.689], [2.398, 9.195])
    """
    if exposure <= 0:
        return np.nan, np.nan
    tail = (1 - level) / 2
    low = stats.chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    return float(low / exposure), float(stats.chi2.ppf(1 - tail, 2 * count + 2) / 2 / exposure)


def mcnemar(gained: int, lost: int) -> float:
    """Return the two-sided p-value of the exact McNemar test (McNemar 1947; binomial on the discordant pairs).

    Examples
    --------
    >>> round(mcnemar(6, 0), 3), round(mcnemar(5, 0), 4), mcnemar(0, 0)
    (0.031, 0.0625, 1.0)
    """
    if gained + lost == 0:
        return 1.0
    return float(stats.binomtest(int(gained), int(gained + lost), 0.5).pvalue)


def paired_difference(both: int, gained: int, lost: int, neither: int, level: float = 0.95) -> tuple[float, float]:
    """Return an interval for the change of a share on the same agencies (Newcombe 1998, method 10).

    Parameters
    ----------
    both, gained, lost, neither
        Agencies that have it in both years, only in the second, only in the first, in neither.
    level
        Nominal coverage.

    Returns
    -------
    tuple of float
        Ends of the second year's share minus the first's; both NaN without agencies.

    Examples
    --------
    >>> [round(end, 3) for end in paired_difference(36, 4, 12, 2)]
    [-0.291, -0.0]
    """
    total = both + gained + lost + neither
    if total == 0:
        return np.nan, np.nan
    first, second = both + lost, both + gained
    (low1, high1), (low2, high2) = proportion(first, total, level=level), proportion(second, total, level=level)
    share1, share2 = first / total, second / total
    margins = first * (total - first) * second * (total - second)
    excess = both * neither - gained * lost
    # Newcombe's correction for continuity is applied where the pairs agree more than chance
    corrected = max(excess - total / 2, 0.0) if excess > 0 else float(excess)
    phi = corrected / np.sqrt(margins) if margins else 0.0
    down = _root(share2 - low2, high1 - share1, phi)
    up = _root(high2 - share2, share1 - low1, phi)
    return float(share2 - share1 - down), float(share2 - share1 + up)


def _root(one: float, other: float, phi: float) -> float:
    return float(np.sqrt(max(one**2 - 2 * phi * one * other + other**2, 0.0)))

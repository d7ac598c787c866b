"""Whether agencies treat classes of applicants differently: compared within each agency, not across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from govreport.indicators.alike import differ, same_odds
from govreport.indicators.applicants import APPLICANTS, granted, settled_classes
from govreport.indicators.bootstrap import Drawing, clusters, ratio_intervals
from govreport.indicators.intervals import named
from govreport.indicators.listed import ALIKE, with_columns
from govreport.indicators.ratio import BOOTSTRAP, BOOTSTRAP_T, MIN_N, Amount, Terms, terms
from govreport.indicators.settle import By, Numbers, Part, collect

REFERENCE = "natural_person"
RBG = "robins_breslow_greenland"


def applicant_odds(
    panel: pd.DataFrame,
    by: By = "year",
    *,
    blanks: str = "exclude",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
    cluster: str = "agency_id",
    n_boot: int = 5000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how the odds of a grant differ between each class and natural persons within the same agency.

    Formula: the odds ratio of Mantel and Haenszel (1959), Σ a·d/n ÷ Σ b·c/n over reports; a and b are the class's
    requests that were granted (at least in part) and not, c and d those of natural persons, n all four. What was
    granted is ``rq_granted`` + ``rq_partly``, what was not is D minus that, with the two D of
    `govreport.indicators.applicants.applicant_disclosure`. Reports without requests of both classes say nothing.

    Parameters
    ----------
    panel, by, aggregates, level, cluster, n_boot, seed
        As in `govreport.indicators.applicants.applicant_shares`.
    blanks
        ``"exclude"`` or ``"zero"``; an odds ratio of sums over strata has no worst case of its own: compare the two.
    interval
        ``None``; ``"bootstrap"``, which is recommended: agencies are drawn again, bootstrap-t; none with fewer than 30
        that have requests of both. ``"robins_breslow_greenland"`` (1986): right if requests are decided independently
        and the odds ratio is the same in every agency; where agencies differ it is too narrow (89 % for 95 in
        simulation). It is not given where the score test (`govreport.indicators.alike.same_odds`) speaks at 5 %; a
        silent test is no proof, with few requests in an agency least of all.
    min_n
        With fewer requests of either class, in the reports that have both, there is no odds ratio.

    Returns
    -------
    DataFrame
        One row a group, `applicant` (all but natural persons) and `indicator`: `estimate` above 1 where the class is
        granted more, `numerator` and `denominator` the two sums of the formula, `n` reports with requests of both,
        `n_requests` and `n_reference` those of the class and of natural persons in them. Missing where one of the
        sums is 0. `p_alike`: p-value of the test of one odds ratio, where ``"robins_breslow_greenland"`` is asked for.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel has no applicants, or a cluster is not known.
    NotComparable
        A group holds a report that may add up another one.

    Warns
    -----
    UserWarning
        An interval is not given, because agencies differ, are too few, or one outweighs the others.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=1, workers=0, progress=False).panel(aggregates="keep", applicants=True)
    >>> applicant_odds(panel, by=())["applicant"].unique().tolist()[:2]
    ['business', 'research']
    """
    if blanks == "bounds":
        msg = 'blanks="bounds" is not allowed for an odds ratio; expected "exclude" or "zero": compare the two'
        raise ValueError(msg)
    given = terms(blanks, min_n, interval, (RBG, BOOTSTRAP), Drawing(cluster, n_boot, seed, level))

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        one, reference = {name: granted(part, end) for name, end in APPLICANTS.items()}, APPLICANTS[REFERENCE]
        for name in APPLICANTS:
            for base in ("concluded", "decidable"):
                if name != REFERENCE:
                    labels = {"applicant": name, "indicator": f"odds_ratio_{base}"}
                    yield labels | _odds(part, _strata(one[name], granted(part, reference), base), given)

    kinds = {"applicant": "string", "n_requests": "Int64", "n_reference": "Int64"} | ALIKE
    return with_columns(collect(settled_classes(panel, blanks, aggregates), by, measure), kinds)


class Strata(NamedTuple):
    """Fourfold tables, one a report: granted and not, of the class and of natural persons."""

    a: Numbers
    b: Numbers
    c: Numbers
    d: Numbers


def mantel_haenszel(strata: Strata, level: float = 0.95) -> tuple[float, float, float]:
    """Return the common odds ratio of fourfold tables (Mantel and Haenszel 1959) and its interval.

    Parameters
    ----------
    strata
        Tables; those without requests of both classes count for nothing.
    level
        Nominal coverage of the interval by the variance of Robins, Breslow and Greenland (1986).

    Returns
    -------
    tuple of float
        Odds ratio, lower and upper end; NaN where one of the two sums is 0.

    Examples
    --------
    >>> one = Strata(*(np.array(cell, float) for cell in ([10, 6], [5, 2], [8, 9], [12, 11])))
    >>> [round(number, 2) for number in mantel_haenszel(one)]
    [3.24, 1.07, 9.82]
    """
    r, s, n = _products(strata)
    one, other = r.sum(), s.sum()
    if not one or not other:
        return np.nan, np.nan, np.nan
    with np.errstate(invalid="ignore"):
        p, q = (np.where(n > 0, x / n, 0.0) for x in (strata.a + strata.d, strata.b + strata.c))
    variance = (p * r).sum() / (2 * one**2) + (p * s + q * r).sum() / (2 * one * other) + (q * s).sum() / (2 * other**2)
    reach = stats.norm.ppf((1 + level) / 2) * np.sqrt(variance)
    return float(one / other), float(one / other * np.exp(-reach)), float(one / other * np.exp(reach))


def _products(strata: Strata) -> tuple[Numbers, Numbers, Numbers]:
    """Return a·d/n, b·c/n and n of each table."""
    a, b, c, d = strata
    n = a + b + c + d
    with np.errstate(invalid="ignore"):
        return np.where(n > 0, a * d / n, 0.0), np.where(n > 0, b * c / n, 0.0), n


def _odds(part: Part, strata: Strata, given: Terms) -> dict[str, Any]:
    """Return the record of one comparison."""
    a, b, c, d = strata
    both = (a + b > 0) & (c + d > 0)
    own, others = float((a + b)[both].sum()), float((c + d)[both].sum())
    r, s, _ = _products(strata)
    record: dict[str, Any] = {"numerator": r.sum(), "denominator": s.sum(), "n": int(both.sum()), "estimate": pd.NA}
    record |= {"n_requests": round(own), "n_reference": round(others)}
    estimate, low, high = mantel_haenszel(strata, given.drawing.level)
    if min(own, others) < given.min_n or np.isnan(estimate):
        return record
    record["estimate"] = estimate
    if given.interval == BOOTSTRAP:
        codes = clusters(part.rows[part.known], given.drawing.cluster)
        ((low, high),) = ratio_intervals(r[:, None], s[:, None], codes, given.drawing, within=False)
    elif given.interval:
        record["p_alike"] = same_odds(strata, estimate)
        low = np.nan if differ(record["p_alike"], given.interval) else low
    if given.interval and np.isfinite(low):
        method = BOOTSTRAP_T if given.interval == BOOTSTRAP else given.interval
        record |= named(low, high, method, given.drawing.level)
    return record


def _strata(one: tuple[Amount, dict[str, Amount]], other: tuple[Amount, dict[str, Amount]], base: str) -> Strata:
    """Return the fourfold tables of two classes; the reports are all known."""
    (a, whole), (c, reference) = one, other
    return Strata(a.value, whole[base].value - a.value, c.value, reference[base].value - c.value)

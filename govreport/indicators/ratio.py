"""Ratios of sums over reports: with their worst case over unknown cells, and without a rate where there is too little.

A ratio of sums is what happened to the requests of a group together; agencies that are asked often weigh more. It is
never the mean of the agencies' own rates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from govreport.indicators.alike import differ, same_rate
from govreport.indicators.bootstrap import Drawing, clusters, ratio_intervals
from govreport.indicators.intervals import EXACT, named, poisson, proportion
from govreport.indicators.settle import Numbers, Part

MIN_N = 20
"""Fewer requests (or cases) in the denominator make no rate: the counts are given."""
BOOTSTRAP = "bootstrap"
"""Asks for an interval by drawing agencies again; `ci` then names the method."""
BOOTSTRAP_T = "bootstrap_t"


class Amount(NamedTuple):
    """One quantity in the reports of a group: its numbers, NaN where not known, and what bounds them."""

    value: Numbers
    lo: Numbers
    hi: Numbers


@dataclass(frozen=True, slots=True)
class Ratio:
    """What is divided by what.

    Attributes
    ----------
    labels
        What the record says besides: `indicator` and columns of its own.
    numerator, denominator
        Of each report.
    per
        The rate is per so many.
    within
        Whether the numerator is a part of the denominator, in every report.
    """

    labels: Mapping[str, Any]
    numerator: Amount
    denominator: Amount
    per: float = 1.0
    within: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a rate is given: the policy for blanks, the least denominator, and the interval."""

    blanks: str = "bounds"
    min_n: int = MIN_N
    interval: str | None = None
    drawing: Drawing = field(default_factory=Drawing)


def terms(
    blanks: str,
    min_n: int,
    interval: str | None,
    allowed: Sequence[str],
    drawing: Drawing,
) -> Terms:
    """Return the terms of an indicator that gives these intervals.

    Raises
    ------
    ValueError
        The interval is none of them.
    """
    if interval is not None and interval not in allowed:
        msg = f"interval={interval!r} is not given here; expected None or one of {', '.join(map(repr, allowed))}"
        if interval in ("percentile", "bca"):
            msg += " (percentile and BCa promise too much for sums over agencies of unequal size)"
        raise ValueError(msg)
    return Terms(blanks, max(min_n, 1), interval, drawing)


def amount(part: Part, *cells: str) -> Amount:
    """Return the sum of some cells in each report."""
    return Amount(*(np.sum([kind[cell] for cell in cells], axis=0) for kind in (part.value, part.lo, part.hi)))


def less(whole: Amount, *parts: Amount) -> Amount:
    """Return what is left of a quantity without its parts; not below 0 in the worst case.

    Examples
    --------
    >>> whole, one = Amount(np.array([9.0]), np.array([9.0]), np.array([9.0])), np.array([2.0])
    >>> [ends.tolist() for ends in less(whole, Amount(np.array([np.nan]), one, np.array([np.inf])))]
    [[nan], [0.0], [7.0]]
    """
    return Amount(
        whole.value - np.sum([one.value for one in parts], axis=0),
        np.maximum(whole.lo - np.sum([one.hi for one in parts], axis=0), 0.0),
        np.maximum(whole.hi - np.sum([one.lo for one in parts], axis=0), 0.0),
    )


def ratios(part: Part, found: Sequence[Ratio], given: Terms) -> Iterator[dict[str, Any]]:
    """Yield the record of each ratio of sums: counts, rate, worst case and interval.

    `n` are the reports that are known, those with nothing in the denominator included. With too small a denominator
    there is no rate, and no interval but an exact one. An interval for independent cases is not given where clusters
    have different rates; `p_alike` is the p-value of the test (`govreport.indicators.alike`). The worst case is that of
    all reports, known or not. `n_unbounded` of them have no upper bound, and one is enough to make it anything;
    `lo_bounded` and `hi_bounded` leave them out: the worst case of the others alone.
    """
    ends = _drawn(part, found, given)
    for ratio, (low, high) in zip(found, ends, strict=True):
        top, bottom = (float(side.value[part.known].sum()) for side in (ratio.numerator, ratio.denominator))
        record: dict[str, Any] = {"numerator": top, "denominator": bottom, "estimate": pd.NA}
        record["n"] = int(part.known.sum())
        enough = bottom >= given.min_n
        if enough:
            record["estimate"] = ratio.per * top / bottom
            if given.blanks == "bounds":
                record |= _worst_cases(ratio)
        if given.interval is not None and given.interval != BOOTSTRAP and (enough or given.interval in EXACT):
            record["p_alike"] = _alike(part, ratio, given)
            if not differ(record["p_alike"], given.interval):
                low, high = _analytic(top, bottom, ratio.per, given)
        if given.interval is not None and np.isfinite(low):
            method = BOOTSTRAP_T if given.interval == BOOTSTRAP else given.interval
            record |= named(low, high, method, given.drawing.level)
        yield dict(ratio.labels) | record


def _worst_cases(ratio: Ratio) -> dict[str, Any]:
    """Return the worst case over all reports, and over those that are bounded."""
    open_ = np.isinf(ratio.denominator.hi) | (np.isinf(ratio.numerator.hi) & (not ratio.within))
    top, bottom = (Amount(*(kind[~open_] for kind in side)) for side in (ratio.numerator, ratio.denominator))
    lo, hi = worst_case(ratio)
    low, high = worst_case(replace(ratio, numerator=top, denominator=bottom))
    return {"lo": lo, "hi": hi, "n_unbounded": int(open_.sum()), "lo_bounded": low, "hi_bounded": high}


def _alike(part: Part, ratio: Ratio, given: Terms) -> float:
    """Return the p-value of whether all clusters have one rate."""
    codes = clusters(part.rows[part.known], given.drawing.cluster)
    cases, bases = (
        np.bincount(codes, side.value[part.known]).astype(float) for side in (ratio.numerator, ratio.denominator)
    )
    return same_rate(cases, bases, within=ratio.within)


def worst_case(ratio: Ratio) -> tuple[float, float]:
    """Return the least and the greatest ratio of sums that the bounds of the cells allow.

    Where the numerator is part of the denominator, a further case in it is one in both, so that the greatest ratio
    has the greatest numerators and the least denominators that hold them. Without a bound that is 0 or 1; NaN where
    the ratio of two things that are no parts has none.

    Examples
    --------
    >>> known, open_ = np.array([4.0, 1.0]), np.array([6.0, np.inf])
    >>> top, bottom = Amount(known, np.array([4.0, 1.0]), np.array([4.0, 3.0])), Amount(known, known + 5, known + 5)
    >>> [round(end, 3) for end in worst_case(Ratio({}, top, bottom))]
    [0.333, 0.467]
    >>> [round(end, 3) for end in worst_case(Ratio({}, top, Amount(known, known + 5, open_)))]
    [0.0, 0.467]
    """
    top, bottom = ratio.numerator, ratio.denominator
    with np.errstate(divide="ignore", invalid="ignore"):
        low = top.lo.sum() / bottom.hi.sum()
        if not ratio.within:
            high = np.where(np.isinf(top.hi).any(), np.nan, top.hi.sum() / bottom.lo.sum())
        else:
            most = np.minimum(top.hi, bottom.hi)
            high = np.where(np.isinf(most).any(), 1.0, most.sum() / np.maximum(bottom.lo, most).sum())
    return float(ratio.per * low), float(ratio.per * high)


def _drawn(part: Part, found: Sequence[Ratio], given: Terms) -> Numbers:
    """Return the bootstrap intervals of ratios whose denominators are large enough, from the same draws for all."""
    ends = np.full((len(found), 2), np.nan)
    if given.interval != BOOTSTRAP or not part.known.any():
        return ends
    codes = clusters(part.rows[part.known], given.drawing.cluster)
    for within in (True, False):
        at = [
            place
            for place, ratio in enumerate(found)
            if ratio.within == within and ratio.denominator.value[part.known].sum() >= given.min_n
        ]
        if at:
            tops, bottoms = (
                np.column_stack([getattr(found[place], side).value[part.known] for place in at])
                for side in ("numerator", "denominator")
            )
            per = np.array([[found[place].per] for place in at])
            ends[at] = per * ratio_intervals(tops, bottoms, codes, given.drawing, within=within)
    return ends


def _analytic(top: float, bottom: float, per: float, given: Terms) -> tuple[float, float]:
    if given.interval == "poisson":
        return poisson(round(top), bottom / per, given.drawing.level)
    return proportion(round(top), round(bottom), given.interval, given.drawing.level)  # type: ignore[arg-type]

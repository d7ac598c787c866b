"""The rates of agencies: every agency weighs the same, however often it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.indicators.bootstrap import clusters, median_interval, ratio_intervals
from govreport.indicators.intervals import named
from govreport.indicators.ratio import BOOTSTRAP, BOOTSTRAP_T, Ratio, Terms
from govreport.indicators.settle import Flags, Numbers, Part

MIN_AGENCY = 10
"""Of fewer requests an agency has no rate of its own: one request more or less would move it by ten points."""
BOOTSTRAP_PERCENTILE = "bootstrap_percentile"

Centre = Callable[[Numbers], Any]


def agency_rates(part: Part, ratio: Ratio, given: Terms, least: int = MIN_AGENCY) -> list[dict[str, Any]]:
    """Return the records of the mean and the median of agencies' own rates.

    Parameters
    ----------
    part
        The reports of a group; those of one agency are summed.
    ratio
        A part of a whole.
    given
        Terms; with fewer than `min_n` agencies that have a rate there is neither mean nor median.
    least
        The denominator from which on an agency has a rate.

    Returns
    -------
    list of dict
        `n`: agencies with a rate; `n_undefined`: nothing in the denominator; `n_small`: less than `least`. The worst
        case lets agencies in or out whose denominators may or may not be large enough.
    """
    least = max(least, 1)
    codes, names = pd.factorize(part.rows["agency_id"])
    known = part.known
    top, bottom = (
        np.bincount(codes[known], side.value[known], len(names)) for side in (ratio.numerator, ratio.denominator)
    )
    seen = np.bincount(codes[known], minlength=len(names)) > 0
    counted = bottom >= least
    rates = top[counted] / bottom[counted]
    base = {
        "n": len(rates),
        "n_undefined": int((seen & (bottom == 0)).sum()),
        "n_small": int((seen & (bottom > 0) & ~counted).sum()),
        "estimate": pd.NA,
    }
    centres: tuple[tuple[str, Centre], ...] = (("agency_mean", np.mean), ("agency_median", np.median))
    records = [dict(ratio.labels) | base | {"estimand": name} for name, _ in centres]
    if len(rates) < given.min_n:
        return records
    for record, (_, centre) in zip(records, centres, strict=True):
        record["estimate"] = float(centre(rates))
        if given.blanks == "bounds":
            record |= _worst_case(ratio, codes, centre, least)
    if given.interval == BOOTSTRAP:
        first = pd.Series(clusters(part.rows[known], given.drawing.cluster)).groupby(codes[known]).first()
        _draw(records, rates, first.reindex(np.flatnonzero(counted)).to_numpy(), given)
    return records


def _draw(records: list[dict[str, Any]], rates: Numbers, of: npt.NDArray[np.int64], given: Terms) -> None:
    """Add intervals to the records of mean and median."""
    codes = np.unique(of, return_inverse=True)[1]
    (mean,) = ratio_intervals(rates[:, None], np.ones((len(rates), 1)), codes, given.drawing)
    ends = (mean, median_interval(rates, codes, given.drawing))
    for record, (low, high), method in zip(records, ends, (BOOTSTRAP_T, BOOTSTRAP_PERCENTILE), strict=True):
        if np.isfinite(low):
            record |= named(low, high, method, given.drawing.level)


def _worst_case(ratio: Ratio, codes: npt.NDArray[np.int64], centre: Centre, least: int) -> dict[str, float]:
    """Return the ends of a centre over all agencies that may have a rate, each between its own ends."""

    def summed(kind: Numbers) -> Numbers:
        return np.bincount(codes, kind).astype(float)

    top_lo, top_hi = summed(ratio.numerator.lo), summed(ratio.numerator.hi)
    bottom_lo, bottom_hi = summed(ratio.denominator.lo), summed(ratio.denominator.hi)
    may = bottom_hi >= least
    sure = bottom_lo[may] >= least
    most = np.minimum(top_hi, bottom_hi)[may]
    with np.errstate(invalid="ignore"):
        high = np.where(np.isinf(most), 1.0, most / np.maximum(np.maximum(bottom_lo[may], most), least))
    low = top_lo[may] / bottom_hi[may]
    return {"lo": _least(low, sure, centre), "hi": 1 - _least(1 - high, sure, centre)}


def _least(rates: Numbers, sure: Flags, centre: Centre) -> float:
    """Return the least centre of the sure rates together with any choice of the others.

    Whatever their number, the lowest ones lower it most.
    """
    free = np.sort(rates[~sure])
    choices = (np.concatenate([rates[sure], free[:k]]) for k in range(len(free) + 1))
    return float(min((centre(choice) for choice in choices if len(choice)), default=np.nan))

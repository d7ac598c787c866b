"""The Poisson fit of `govreport.indicators.ppml` on agencies drawn again: how far its estimates are from the truth.

Agencies that were counted in the same years (a pattern) have the same shares of their sums in each, so that of every
draw the sums and products by pattern are enough: thousands of fits cost no more than a few of the whole.
"""

from __future__ import annotations

import numpy as np

from govreport.indicators.bootstrap import Drawing, draws
from govreport.indicators.ppml import Fit
from govreport.indicators.settle import Flags, Numbers

STEPS, NEAR = 30, 1e-6
"""Newton steps, and the last one of a fit that has arrived."""
LONGEST = 2.0
"""No step is longer, so that a draw with almost nothing in a year does not run away."""


def critical(counts: Numbers, found: Fit, how: Drawing) -> Numbers:
    """Return with what the error of each year has to be multiplied for an interval that holds what it says.

    The symmetric bootstrap-t (Hall 1988): agencies are drawn again, the model is fitted to each draw, and the distance
    of its estimate is measured in its own clustered errors. Student's t is too small where a few agencies have most.

    Parameters
    ----------
    counts, found
        What was fitted, as `[agency, year]`, and the fit.
    how
        The number of draws, the seed and the nominal coverage; its `cluster` is not used.

    Returns
    -------
    array
        One number a year; NaN of the first, and where the data do not tell; infinite where so many draws tell nothing
        of a year that it has no interval.

    Examples
    --------
    >>> from govreport.indicators.ppml import fit
    >>> counts = np.array([[5.0 + at % 7, 6 + at % 5] for at in range(60)])
    >>> critical(counts, fit(counts), Drawing(n_boot=500)).round(1).tolist()
    [nan, 2.0]
    """
    agencies, years = found.used.any(axis=1), np.flatnonzero(~np.isnan(found.log_ratio))
    reach = np.full(len(found.log_ratio), np.nan)
    if len(years) < 2:
        return reach
    used = found.used[agencies][:, years]
    known = np.where(used, counts[agencies][:, years], 0.0)
    drawn = [_by_years_told(known, used, found.log_ratio[years], w) for w in draws(len(known), how)]
    reach[years[1:]] = np.quantile(np.concatenate(drawn), how.level, axis=0, method="higher")
    return reach


def _by_years_told(counts: Numbers, used: Flags, start: Numbers, w: Numbers) -> Numbers:
    """Return the distances of each draw; a year that a draw does not tell is as far away as can be.

    So it never makes the interval narrower, and takes nothing from the other years.
    """
    t = np.full((len(w), len(start) - 1), np.inf)
    every = _told(counts, used, w)
    for told in np.unique(every, axis=0):
        if told[0] and told.sum() > 1:
            rows = np.flatnonzero((every == told).all(axis=1))
            found = _distances(counts[:, told], used[:, told], start[told][1:], w[rows])
            t[np.ix_(rows, told[1:])] = found
    return t


def _told(counts: Numbers, used: Flags, w: Numbers) -> Flags:
    """Return the years of each draw whose ratio to the first one can be told, as in `ppml` (Ford 1957)."""
    years = used.shape[1]
    pairs = (used[:, :, None] & (counts > 0)[:, None, :]).reshape(len(used), years**2).astype(float)
    joined = ((w @ pairs) > 0).reshape(len(w), years, years)
    for _ in range(int(np.ceil(np.log2(years))) + 1):
        joined = joined | ((joined.astype(np.uint8) @ joined.astype(np.uint8)) > 0)
    return np.asarray(joined[:, 0, :] & joined[:, :, 0], dtype=bool)


def _distances(counts: Numbers, used: Flags, start: Numbers, w: Numbers) -> Numbers:
    """Return how far the estimates of each draw are from those of all agencies, in errors of the draw."""
    patterns, of = np.unique(used, axis=0, return_inverse=True)
    members = [np.flatnonzero(of.ravel() == one) for one in range(len(patterns))]
    sums = np.stack([w[:, at] @ counts[at] for at in members], axis=1)
    free, arrived = _newton(sums, patterns, start)
    shares = _shares(patterns, free)
    inverse = np.linalg.inv(_slope_and_curve(sums, shares)[1])
    meat = np.sum([_meat(counts[at], shares[:, place], w[:, at]) for place, at in enumerate(members)], axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = abs(free - start) / np.sqrt(np.einsum("dij,djk,dki->di", inverse, meat, inverse))
    return np.where(arrived[:, None] & ~np.isnan(t), t, np.inf)


def _newton(sums: Numbers, patterns: Flags, start: Numbers) -> tuple[Numbers, Flags]:
    """Return the logarithms of the ratios to the first year in each draw, and which of them were found."""
    free = np.tile(start, (len(sums), 1))
    for _ in range(STEPS):
        slope, curve = _slope_and_curve(sums, _shares(patterns, free))
        step = np.clip(np.linalg.solve(curve, slope[:, :, None])[:, :, 0], -LONGEST, LONGEST)
        free = free + step
        if abs(step).max() < NEAR:
            break
    return free, np.asarray(abs(step).max(axis=1) < NEAR, dtype=bool)


def _shares(patterns: Flags, free: Numbers) -> Numbers:
    """Return, by draw and pattern, the share of each year in what an agency receives in the years of its pattern."""
    level = np.exp(np.column_stack([np.zeros(len(free)), free]))[:, None, :] * patterns
    return np.asarray(level / np.maximum(level.sum(axis=2, keepdims=True), np.finfo(float).tiny))


def _slope_and_curve(sums: Numbers, shares: Numbers) -> tuple[Numbers, Numbers]:
    """Return the first and (negative) second derivatives of the likelihood of each draw."""
    total, free = sums.sum(axis=2), shares[:, :, 1:]
    slope = (sums[:, :, 1:] - total[:, :, None] * free).sum(axis=1)
    weighted = total[:, :, None] * free
    curve = weighted.sum(axis=1)[:, :, None] * np.eye(free.shape[2]) - np.einsum("dpi,dpj->dij", weighted, free)
    return slope, curve


def _meat(counts: Numbers, shares: Numbers, w: Numbers) -> Numbers:
    """Return the products of the scores of the agencies of one pattern, summed over each draw."""
    years = counts.shape[1]
    products = (counts[:, :, None] * counts[:, None, :]).reshape(len(counts), years**2)
    square = (w @ products).reshape(len(w), years, years)
    free = shares[:, 1:]
    cross = square.sum(axis=2)[:, 1:, None] * free[:, None, :]
    outer = square.sum(axis=(1, 2))[:, None, None] * free[:, :, None] * free[:, None, :]
    return np.asarray(square[:, 1:, 1:] - cross - cross.transpose(0, 2, 1) + outer)

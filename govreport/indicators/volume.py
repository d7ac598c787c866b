"""How many requests there are: how far they come together at a few agencies, and how they grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from govreport.indicators.bootstrap import Drawing, enough
from govreport.indicators.intervals import named
from govreport.indicators.listed import BOUNDED, with_columns
from govreport.indicators.places import check_places
from govreport.indicators.ppml import Fit, fit
from govreport.indicators.ratio import BOOTSTRAP, BOOTSTRAP_T
from govreport.indicators.refitted import critical
from govreport.indicators.settle import By, Flags, Numbers, Part, collect, grouped, result, settle
from govreport.indicators.sums import on_desk
from govreport.indicators.zero import MIN_N

CELL = "rq_received"
TRIMMED = 0.01
"""The share of agencies, the most asked, without which the concentration is given once more."""
TWICE = "an agency stands in it for several years"


def top_share(
    panel: pd.DataFrame,
    by: By = "year",
    *,
    top: float = 0.1,
    blanks: str = "bounds",
    aggregates: str = "drop",
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return which share of the requests the most asked agencies receive, and the Gini coefficient.

    Formulas, on ``rq_received`` (一、本年新收, 总计) of the reports of a group, x sorted: ``top_share`` is
    Σ of the k largest / Σ x, with k = `top` · n rounded up; ``top_share_trimmed`` the same without the largest 1 % of
    the agencies (rounded up), because one person who asks in bulk can make it; ``gini`` is
    Σ (2i − n − 1) xᵢ / (n Σ x) over ascending ranks i (Gini 1914), agencies without requests included. Worst case of
    ``top_share``: the unknown cells lie anywhere within what the form leaves; where one has no upper end, that is 1.
    Source: Gini (1914); Dinkelbach (1967) for the upper end.

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it.
    by
        Columns whose values make the groups; one in which an agency stands for several years has no estimate.
    top
        Which share of the agencies is at the top.
    blanks, aggregates
        As in `govreport.indicators.settle`.
    min_n
        With fewer known reports neither share nor coefficient is given.

    Returns
    -------
    DataFrame
        One row a group and indicator: `n` (reports that are known), `n_top` (those at the top), `numerator` (their
        requests), `denominator` (all requests), `estimate`, `lo` and `hi` (worst case over the unknown, of
        ``top_share`` with ``"bounds"`` alone), `n_unbounded` (reports without an upper end, one of which makes `hi` 1),
        `lo_bounded` and `hi_bounded` (the worst case of the others), `why` (why there is no estimate).

    Raises
    ------
    NotComparable
        A government that may add up others stands beside departments of its place.
    ValueError
        An option has a value that it does not allow.

    Examples
    --------
    >>> from govreport.facts import facts_panel, load_facts
    >>> facts = facts_panel(load_facts()).query("function == 'science_technology'")
    >>> found = top_share(facts, by=()).set_index("indicator")
    >>> found.loc["top_share", ["n", "n_top", "numerator", "denominator"]].tolist()
    [65.0, 7.0, 48.0, 51.0]
    """
    if not 0 < top < 1:
        msg = f"top={top!r} is not allowed; expected a share of the agencies between 0 and 1, such as 0.1"
        raise ValueError(msg)

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        numbers = np.sort(part.numbers(CELL))[::-1]
        # several years of one agency would make it the whole of the top
        again = {} if part.rows["agency_id"].dropna().is_unique else {"estimate": pd.NA, "why": TWICE}
        few = _too_little(numbers, max(min_n, 1)) | again
        whole = _top(numbers, top) | few
        if blanks == "bounds" and not few:
            k = _rounded_up(top * len(part.rows))
            whole |= _ends(part, np.ones(len(part.rows), dtype=bool), k)
            bounded = np.isfinite(part.hi[CELL])
            fewer = _ends(part, bounded, _rounded_up(top * bounded.sum()))
            whole |= {"n_unbounded": int((~bounded).sum()), "lo_bounded": fewer["lo"], "hi_bounded": fewer["hi"]}
        yield {"indicator": "top_share"} | whole
        rest = numbers[_rounded_up(TRIMMED * len(numbers)) :]
        yield {"indicator": "top_share_trimmed"} | _top(rest, top) | _too_little(rest, max(min_n - 1, 1)) | again
        yield {"indicator": "gini", "n": len(numbers), "estimate": gini(numbers)} | few

    known = on_desk(panel, settle(panel, [CELL], blanks=blanks, aggregates=aggregates))
    found = collect(known, by, measure)
    return with_columns(found, {"n_top": "Int64", "why": "string"} | BOUNDED)


def _ends(part: Part, which: Flags, k: int) -> dict[str, float]:
    lo, hi = part.lo[CELL][which], part.hi[CELL][which]
    return {"lo": least_share(lo, hi, k), "hi": most_share(lo, hi, k)}


def _rounded_up(number: float) -> int:
    # 0.1 · 30 is a hair more than 3 in binary
    return int(np.ceil(round(number, 9)))


def _top(descending: Numbers, top: float) -> dict[str, Any]:
    k, total = _rounded_up(top * len(descending)), descending.sum()
    record = {"n": len(descending), "n_top": k, "numerator": descending[:k].sum(), "denominator": total}
    return record | {"estimate": record["numerator"] / total if total else pd.NA}


def _too_little(numbers: Numbers, min_n: int) -> dict[str, Any]:
    """Return what takes the estimate away where there are too few agencies, or no requests."""
    if len(numbers) < min_n:
        return {"estimate": pd.NA, "why": f"fewer than {min_n} reports"}
    return {} if numbers.sum() else {"estimate": pd.NA, "why": "no requests"}


def gini(numbers: Numbers) -> float:
    """Return the Gini coefficient of numbers that are not negative; NaN where their sum is 0.

    Examples
    --------
    >>> gini(np.array([1.0, 1, 1, 1])), gini(np.array([0.0, 0, 0, 4]))
    (0.0, 0.75)
    """
    ascending, n = np.sort(numbers), len(numbers)
    total = ascending.sum()
    return float(np.dot(2 * np.arange(1, n + 1) - n - 1, ascending) / (n * total)) if total else np.nan


def least_share(lo: Numbers, hi: Numbers, k: int) -> float:
    """Return the least share that the k largest numbers can have, each within its bounds.

    Of all numbers with a given sum, the largest are smallest where every number that can be is level; and the share
    as a function of that level turns only where it meets a bound (Marshall, Olkin and Arnold 2011, chapter 1).

    Examples
    --------
    >>> round(least_share(np.array([9.0, 0, 0]), np.array([9.0, 3, np.inf]), 1), 3)
    0.429
    """
    levels = np.unique(np.concatenate([lo, hi[np.isfinite(hi)]]))
    free = int(np.isinf(hi).sum())
    found = [min(k, free) / free] if free else []
    for level in levels:
        numbers = np.sort(np.clip(level, lo, hi))[::-1]
        if numbers.sum():
            found.append(numbers[:k].sum() / numbers.sum())
    return float(min(found, default=np.nan))


def most_share(lo: Numbers, hi: Numbers, k: int) -> float:
    """Return the largest share that k of the numbers can have, each within its bounds (Dinkelbach 1967).

    Examples
    --------
    >>> round(most_share(np.array([5.0, 0, 1]), np.array([5.0, 3, 40]), 1), 3)
    0.889
    """
    if np.isinf(hi).any():
        return 1.0
    share = 0.0
    for _ in range(len(lo) + 1):
        chosen = np.argsort(-((1 - share) * hi + share * lo), kind="stable")[:k]
        inside = hi[chosen].sum()
        total = inside + lo.sum() - lo[chosen].sum()
        better = inside / total if total else np.nan
        if not better > share:
            return float(share if share else better)
        share = better
    return float(share)


def request_growth(
    panel: pd.DataFrame,
    by: By = (),
    *,
    base: int | None = None,
    blanks: str = "exclude",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
    n_boot: int = 5000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how many times as many requests each year brings as a base year, to the same agencies.

    Model: E(received) = exp(agency + year), by Poisson pseudo-maximum likelihood (`govreport.indicators.ppml`), on
    agencies whose ``rq_received`` is known in at least two years. Where all agencies are known in all years the ratio
    is that of the sums. Never a mean of log(1 + x): its "growth" depends on the unit (Chen and Roth 2024). The annex
    of 2014 counts requests in another cell and is not in it. Source: Wooldridge (1999).

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it.
    by
        Columns, other than the year, whose values make the groups.
    base
        The year that others are compared with; ``None``: the first one with enough agencies.
    blanks, aggregates
        As in `govreport.indicators.settle`; ``"bounds"`` is not allowed, as a blank in one year may be any growth.
    interval
        ``None``, or ``"bootstrap"``: agencies are drawn again, bootstrap-t on the logarithm with the error of the
        jackknife over agencies (`govreport.indicators.refitted`). None is given with fewer than 30 agencies, or where
        one has more than half of the requests. Student's t is not used: where the sizes of agencies differ by three
        orders of magnitude it covers 90 to 92 %.
    level
        Nominal coverage.
    min_n
        With fewer agencies in a year, or in the base year, there is no ratio.
    n_boot, seed
        Number and seed of the draws.

    Returns
    -------
    DataFrame
        One row a group and `year`: `estimate` (ratio to the year `base`), `n` (agencies that tell something:
        counted in this and another year, and not only zeros), `n_agencies` (of all years), `why` (why there is no
        estimate). The counts of what was set aside are those of the year.

    Raises
    ------
    NotComparable
        A government that may add up others stands beside departments of its place.
    ValueError
        ``blanks="bounds"``, another unknown option, ``by="year"``, or two reports of an agency for one year.

    Warns
    -----
    UserWarning
        There are too few agencies for an interval, or one of them outweighs the others.

    Examples
    --------
    >>> from govreport.facts import facts_panel, load_facts
    >>> found = request_growth(facts_panel(load_facts()))
    >>> bool(found["estimate"].notna().any()), found["why"].iloc[-1]
    (False, 'fewer than 20 agencies')
    """
    _check_growth(by, blanks, interval)
    boot = Drawing(n_boot=n_boot, seed=seed, level=level) if interval else None
    settled = on_desk(panel, settle(panel, [CELL], blanks=blanks, aggregates=aggregates))
    names = [by] if isinstance(by, str) else list(by)
    records = []
    for key, at in grouped(settled, names):
        part, years = settled.part(at), settled.rows["year"].to_numpy(float, na_value=np.nan)[at]
        check_places(part.rows)
        grown = _growth(part, base, boot, max(min_n, 1))
        for year in np.unique(years[~np.isnan(years)]):
            records.append(key | {"year": int(year)} | settled.counts(at[years == year]) | grown.get(year, NOBODY))
    kinds = {name: settled.rows[name].dtype for name in names} | {"year": "Int16"}
    extra = {"base": "Int16", "n_agencies": "Int64", "why": "string"}
    return with_columns(result(records, [*names, "year"]), extra).astype(kinds)


NOBODY = {"indicator": "request_growth", "n": 0, "n_agencies": 0, "why": "no agency is known in two years"}


def _check_growth(by: By, blanks: str, interval: str | None) -> None:
    if blanks == "bounds":
        msg = 'blanks="bounds" is not allowed for growth; expected "exclude" or "zero": compare the two'
        raise ValueError(msg)
    if interval not in (None, BOOTSTRAP):
        msg = f'interval={interval!r} is not known for growth; expected None or "bootstrap"'
        raise ValueError(msg)
    if "year" in ([by] if isinstance(by, str) else by):
        msg = 'by="year" is not allowed: growth is from year to year; expected such as level, province, function'
        raise ValueError(msg)


def _growth(part: Part, base: int | None, boot: Drawing | None, min_n: int) -> dict[float, dict[str, Any]]:
    """Return the record of each year that is known."""
    counts = _by_agency(part, base, min_n)
    if counts.empty:
        return {}
    numbers = counts.to_numpy(float)
    found = fit(numbers)
    agencies, each = int(found.used.any(axis=1).sum()), found.used.sum(axis=0)
    reach = _reach(numbers, found, boot)
    records = {}
    for place, year in enumerate(counts.columns):
        record = {"indicator": "request_growth", "base": int(counts.columns[0]), "n_agencies": agencies}
        record |= {"n": int(each[place])} | _ratio(found, place, min(each[0], each[place]), min_n)
        if boot and "estimate" in record and np.isfinite(reach[place]):
            low, high = np.exp(found.log_ratio[place] + np.array([-1, 1]) * reach[place])
            record |= named(low, high, BOOTSTRAP_T, boot.level)
        records[float(year)] = record
    return records


def _by_agency(part: Part, base: int | None, min_n: int) -> pd.DataFrame:
    """Return the requests, one row an agency and one column a year, the base year first."""
    long = pd.DataFrame({"id": part.rows["agency_id"], "year": part.rows["year"].astype(float), "n": part.value[CELL]})
    twice = long[long.duplicated(["id", "year"])]
    if len(twice):
        msg = f"{twice['id'].iloc[0]} has two reports for {twice['year'].iloc[0]:.0f}; expected one an agency and year"
        raise ValueError(msg)
    counts = long.pivot_table(index="id", columns="year", values="n")
    telling = counts[(counts.notna().sum(axis=1) > 1) & (counts.sum(axis=1) > 0)].notna().sum()
    enough = [*telling.index[telling >= min_n], *counts.columns]
    first = float(base) if base is not None else enough[0] if enough else None
    return counts.reindex(columns=[first, *(year for year in counts if year != first)]) if enough else counts


def _reach(numbers: Numbers, found: Fit, boot: Drawing | None) -> Numbers:
    """Return how far the interval of each year reaches on the logarithm; NaN where there is none."""
    own = np.where(found.used, np.nan_to_num(numbers), 0.0).sum(axis=1)[:, None]
    if boot is None or not found.used.any() or not enough(own, own, boot.cluster)[0]:
        return np.full(len(found.error), np.nan)
    return found.error * critical(numbers, found, boot)


def _ratio(found: Fit, place: int, n: int, min_n: int) -> dict[str, Any]:
    if n < min_n:
        return {"why": f"fewer than {min_n} agencies"}
    if np.isnan(found.log_ratio[place]):
        return {"why": "no chain of agencies leads to the base year"}
    return {"estimate": float(np.exp(found.log_ratio[place]))}

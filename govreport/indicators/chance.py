"""The rates of agencies against what chance alone would make of the common rate."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from govreport.errors import NotComparable
from govreport.indicators.agencies import MIN_AGENCY
from govreport.indicators.disclosure import rates, settled
from govreport.indicators.places import check_places
from govreport.indicators.ratio import MIN_N, Amount, Ratio, worst_case
from govreport.indicators.settle import STATUSES, Numbers

LIMITS = {"95": 0.95, "998": 0.998}
"""Ends of the names of columns, and how much of what chance makes lies between the limits."""
OUTCOMES = ("full_concluded", "any_concluded", "full_decidable", "any_decidable")
COLUMNS: dict[str, str] = {
    **dict.fromkeys(("report_id", "agency_id"), "string"),
    "year": "Int16",
    **dict.fromkeys(("indicator", "status"), "string"),
    **dict.fromkeys(("numerator", "denominator", "estimate", "lo", "hi", "pooled"), "Float64"),
    **{f"{end}_{name}": "Float64" for name in LIMITS for end in ("lo", "hi")},
    "blanks": "string",
    "synthetic": "boolean",
}


def funnel(
    panel: pd.DataFrame,
    outcome: str = "any_decidable",
    *,
    blanks: str = "bounds",
    aggregates: str = "drop",
    min_n: int = MIN_N,
    min_agency: int = MIN_AGENCY,
) -> pd.DataFrame:
    """Return the disclosure rate of every report beside the limits that chance would seldom leave.

    Formula: as in `govreport.indicators.disclosure.disclosure_rate`, for each report by itself. The limits are the
    exact binomial ones around the pooled rate, interpolated (Spiegelhalter 2005, appendix A.1.1), the upper one as the
    lower one of what was not granted: if every request had that chance, independent of all others, at least 95 % and
    99.8 % of the rates would lie within. Requests of one agency are alike, so that many more lie outside: a point
    outside is a question, not a verdict on the agency.

    Parameters
    ----------
    panel, blanks, aggregates
        As in `disclosure_rate`; of one year, and of one group where groups differ.
    outcome
        Which rate: ``"any_decidable"``, ``"any_concluded"``, ``"full_decidable"`` or ``"full_concluded"``.
    min_n
        With fewer requests in all denominators there is no pooled rate, and there are no limits.
    min_agency
        With fewer requests in its denominator a report has no rate.

    Returns
    -------
    DataFrame
        One row a report of the panel, in order: `status` (``known``, or why it does not count), `numerator`,
        `denominator` and `estimate` (missing unless it is known; the rate also with too few requests), `lo`, `hi`
        (worst case, with ``"bounds"``, where the denominator is large enough for certain), `pooled`, and the limits
        `lo_95`, `hi_95`, `lo_998`, `hi_998` for its denominator.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, or the panel lacks a column.
    NotComparable
        Reports of several years count: one agency's are alike, and limits are for rates that chance alone parts. Or a
        report may add up another one, so that the pooled rate would count requests twice.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=1, workers=0, progress=False).panel(aggregates="keep")
    >>> found = funnel(panel[panel["year"] == panel["year"].min()])
    >>> found["indicator"].unique().tolist(), bool((found["lo_998"] <= found["lo_95"]).all())
    (['any_decidable'], True)
    """
    if outcome not in OUTCOMES:
        msg = f"outcome={outcome!r} is not allowed; expected one of {', '.join(OUTCOMES)}"
        raise ValueError(msg)
    whole = settled(panel, blanks=blanks, aggregates=aggregates)
    at = np.flatnonzero(whole.status <= (1 if blanks == "bounds" else 0))
    part = whole.part(at)
    check_places(part.rows)
    _check_year(part.rows)
    (ratio,) = (one for one in rates(part) if one.labels["indicator"] == outcome)
    known = {"numerator": ratio.numerator.value, "denominator": ratio.denominator.value}
    found = pd.DataFrame(known, index=at)
    found[~part.known] = np.nan
    found["estimate"] = (found["numerator"] / found["denominator"]).where(found["denominator"] >= max(min_agency, 1))
    if blanks == "bounds":
        found[["lo", "hi"]] = np.array([_ends(ratio, one, max(min_agency, 1)) for one in range(len(at))]).reshape(-1, 2)
    found = found.reindex(range(len(whole.rows)))
    total = float(found["denominator"].sum())
    if total >= max(min_n, 1):
        found["pooled"] = found["numerator"].sum() / total
        for name, share in LIMITS.items():
            found[[f"lo_{name}", f"hi_{name}"]] = limits(found["denominator"], float(found["pooled"].iloc[0]), share)
    told: dict[str, Any] = {"indicator": outcome, "status": [STATUSES[code] for code in whole.status], "blanks": blanks}
    told |= {name: whole.rows[name] for name in ("report_id", "agency_id", "year")} | {"synthetic": whole.made_up}
    return found.assign(**told).reindex(columns=list(COLUMNS)).astype(COLUMNS)


def _check_year(rows: pd.DataFrame) -> None:
    years = sorted(rows["year"].dropna().unique())
    if len(years) > 1:
        msg = (
            f"the reports are of {', '.join(map(str, years))}: those of one agency are alike over the years, so that "
            'the limits of chance are not theirs; take one year, such as panel[panel["year"] == 2021]'
        )
        raise NotComparable(msg)


def _ends(ratio: Ratio, at: int, least: int) -> tuple[float, float]:
    """Return the worst case of one report."""
    top, bottom = (Amount(*(kind[[at]] for kind in side)) for side in (ratio.numerator, ratio.denominator))
    return worst_case(Ratio({}, top, bottom)) if bottom.lo[0] >= least else (np.nan, np.nan)


def limits(denominators: Any, rate: float, share: float) -> Numbers:
    """Return the limits between which this share of the rates lies, one row a denominator; NaN where it is none.

    Examples
    --------
    >>> limits([100, 0], 0.5, 0.95).round(3).tolist()
    [[0.397, 0.603], [nan, nan]]
    """
    n = np.asarray(denominators, dtype=float)
    n = np.where(n > 0, n, np.nan)
    tail = (1 - share) / 2
    return np.column_stack([_lower(n, rate, tail), 1 - _lower(n, 1 - rate, tail)])


def _lower(n: Numbers, rate: float, tail: float) -> Numbers:
    """Return below which rate chance falls with this probability."""
    r = stats.binom.ppf(tail, n, rate)
    up_to, below = stats.binom.cdf(r, n, rate), stats.binom.cdf(r - 1, n, rate)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.maximum(r - (up_to - tail) / (up_to - below), 0.0) / n, dtype=float)

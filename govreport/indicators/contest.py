"""How often agencies are contested, before a higher authority or a court, and how often they lose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from govreport.indicators.bootstrap import Drawing
from govreport.indicators.listed import ALIKE, BOUNDED, with_columns
from govreport.indicators.ratio import BOOTSTRAP, MIN_N, Ratio, amount, ratios, terms
from govreport.indicators.refusal import not_granted
from govreport.indicators.settle import By, Part, collect, settle
from govreport.indicators.sums import OUTCOMES, agreeing

PROCEEDINGS = {
    "reconsideration": "rv_recon",
    "litigation_direct": "rv_direct",
    "litigation_after_reconsideration": "rv_after",
}
"""行政复议; 未经复议直接起诉; 复议后起诉: items of `review`, and how their cells begin."""
DECIDED = ("corrected", "upheld", "other")
RESULTS = (*DECIDED, "pending")
REQUESTS = ("rq_granted", "rq_partly", "rq_concluded")


def contestation(
    panel: pd.DataFrame,
    by: By = "year",
    *,
    blanks: str = "bounds",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
    cluster: str = "agency_id",
    n_boot: int = 5000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how many reconsiderations and lawsuits there are for each hundred requests.

    Formulas: ``per_100_concluded`` is 100 · cases / ``rq_concluded``, ``per_100_nongrants`` 100 · cases /
    (``rq_concluded`` − ``rq_granted`` − ``rq_partly``); cases are ``rv_recon``, ``rv_direct`` and ``rv_after``
    (总计), each by itself: they count stages of cases, not disputes, so that their sum would count some twice. A case
    may be about last year's decision, and one that is pending may be counted again next year. Source: Hazell and Worthy
    (2010), who compare refusals that are appealed over five countries.

    Parameters
    ----------
    panel, by, aggregates, level, cluster, n_boot, seed
        As in `govreport.indicators.disclosure.disclosure_rate`.
    blanks
        As in `govreport.indicators.settle`; with ``"zero"`` a report is unknown whose outcomes, or results of cases,
        then do not add up.
    interval
        ``None``; ``"bootstrap"``, which is recommended: agencies are drawn again, bootstrap-t. ``"poisson"``: exact
        (Garwood 1936) if cases come independently, at one rate in all agencies; where agencies differ or one dispute
        brings several it is far too narrow (72 to 74 % for 95 in simulation). It is not given where the score test for
        extra-Poisson variation (`govreport.indicators.alike`) speaks at 5 %; with few cases or agencies the test is
        silent for want of data, and the interval remains an assumption.
    min_n
        With fewer requests in the denominator there is no rate, but an exact interval where it is asked for.

    Returns
    -------
    DataFrame
        One row a group, `proceeding` and `indicator`: `numerator` cases, `denominator` requests, `n` reports; of these
        `n_without_base` have cases and no request in the denominator, which is possible and informative: their cases
        count. `lo`, `hi`: the worst case; missing where a blank has no bound. `n_unbounded`: such reports;
        `lo_bounded`, `hi_bounded`: the worst case of the others. `p_alike`: p-value of the test that all agencies have
        one rate, where ``"poisson"`` is asked for.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel lacks a column, or a cluster is not known.
    NotComparable
        A group holds a report that may add up another one.

    Warns
    -----
    UserWarning
        An interval is not given, because agencies differ, are too few, or one outweighs the others.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = contestation(load_sample(n=1, workers=0, progress=False).panel(aggregates="keep"), by=())
    >>> found["proceeding"].unique().tolist()
    ['reconsideration', 'litigation_direct', 'litigation_after_reconsideration']
    """
    given = terms(blanks, min_n, interval, ("poisson", BOOTSTRAP), Drawing(cluster, n_boot, seed, level))
    settled = settle(panel, [*PROCEEDINGS.values(), *REQUESTS], blanks=blanks, aggregates=aggregates)
    settled = agreeing(panel, settled, ["rq_concluded"], OUTCOMES)
    for stem in PROCEEDINGS.values():
        settled = agreeing(panel, settled, [stem], [f"{stem}_{name}" for name in RESULTS])

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        bases = {"per_100_concluded": amount(part, "rq_concluded"), "per_100_nongrants": not_granted(part)}
        found = [
            Ratio({"proceeding": proceeding, "indicator": name}, amount(part, stem), base, 100, within=False)
            for proceeding, stem in PROCEEDINGS.items()
            for name, base in bases.items()
        ]
        for ratio, record in zip(found, ratios(part, found, given), strict=True):
            top, bottom = (side.value[part.known] for side in (ratio.numerator, ratio.denominator))
            yield record | {"n_without_base": int(((top > 0) & (bottom == 0)).sum())}

    kinds = {"proceeding": "string", "n_without_base": "Int64"} | BOUNDED | ALIKE
    return with_columns(collect(settled, by, measure), kinds)


def reversal(
    panel: pd.DataFrame,
    by: By = "year",
    *,
    blanks: str = "bounds",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
    cluster: str = "agency_id",
    n_boot: int = 5000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how often a case that was decided went against the agency.

    Formula: ``reversal`` is corrected / (upheld + corrected + other), the cells 结果纠正, 结果维持 and 其他结果 of one
    proceeding; 尚未审结 (pending) counts nowhere. 其他结果 may hide settlements and withdrawals:
    ``reversal_other_unknown`` takes each of them for either, so that `lo` is corrected / decided and `hi`
    (corrected + other) / decided. Cases of several agencies are pooled. Source: Hazell and Worthy (2010),
    appeals that succeed.

    Parameters
    ----------
    panel, by, aggregates, level, cluster, n_boot, seed
        As in `govreport.indicators.disclosure.disclosure_rate`.
    blanks
        As in `govreport.indicators.settle`; with ``"zero"`` a report is unknown whose results then do not add up.
    interval
        ``None``; ``"bootstrap"``, which is recommended: agencies are drawn again, bootstrap-t; none with fewer than 30
        that had cases decided. ``"clopper_pearson"`` or ``"wilson"``: right if each case is decided independently, at
        one rate in all agencies; not given where the score test for extra-binomial variation
        (`govreport.indicators.alike`) speaks at 5 %. With few cases the test is silent for want of data.
    min_n
        With fewer decided cases there is no rate, but an exact interval where it is asked for.

    Returns
    -------
    DataFrame
        One row a group, `proceeding` and `indicator`: `numerator` cases corrected, `denominator` cases decided, `n`
        reports, `lo`, `hi` the worst case over unknown cells. ``reversal_other_unknown`` has `lo` and `hi` under every
        policy for blanks, and no estimate. `n_unbounded`: reports with a blank that has no upper bound, one of which
        makes the worst case 0 to 1; `lo_bounded`, `hi_bounded`: that of the others. `p_alike`: p-value of the test that
        all agencies have one rate, where an interval for independent cases is asked for.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel lacks a column, or a cluster is not known.
    NotComparable
        A group holds a report that may add up another one.

    Warns
    -----
    UserWarning
        An interval is not given, because agencies differ, are too few, or one outweighs the others.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = reversal(load_sample(n=1, workers=0, progress=False).panel(aggregates="keep"), by=())
    >>> found["indicator"].unique().tolist()
    ['reversal', 'reversal_other_unknown']
    """
    allowed = ("clopper_pearson", "wilson", BOOTSTRAP)
    given = terms(blanks, min_n, interval, allowed, Drawing(cluster, n_boot, seed, level))
    cells = [f"{stem}_{name}" for stem in PROCEEDINGS.values() for name in DECIDED]
    settled = settle(panel, cells, blanks=blanks, aggregates=aggregates)
    for stem in PROCEEDINGS.values():
        settled = agreeing(panel, settled, [stem], [f"{stem}_{name}" for name in RESULTS])

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        found = [_reversal(part, proceeding, stem) for proceeding, stem in PROCEEDINGS.items()]
        for ratio, record in zip(found, ratios(part, found, given), strict=True):
            either = dict(ratio.labels) | {"indicator": "reversal_other_unknown"}
            either |= {name: record[name] for name in ("denominator", "n")}
            if record["denominator"] >= given.min_n:
                lost, kept, open_ = (f"{PROCEEDINGS[ratio.labels['proceeding']]}_{name}" for name in DECIDED)
                record |= _ends(part, [lost], [lost], [kept, open_]) if blanks == "bounds" else {}
                either |= _ends(part, [lost], [lost, open_], [kept, open_])
            yield from (record, either)

    return with_columns(collect(settled, by, measure), {"proceeding": "string"} | BOUNDED | ALIKE)


def _reversal(part: Part, proceeding: str, stem: str) -> Ratio:
    decided = amount(part, *(f"{stem}_{name}" for name in DECIDED))
    return Ratio({"proceeding": proceeding, "indicator": "reversal"}, amount(part, f"{stem}_corrected"), decided)


def _ends(part: Part, lost: Sequence[str], most: Sequence[str], rest: Sequence[str]) -> dict[str, Any]:
    """Return the least share of `lost` and the greatest of `most` in decided cases, over all and bounded reports."""
    everything = np.ones(len(part.rows), dtype=bool)
    bounded = np.isfinite(amount(part, *dict.fromkeys([*most, *rest])).hi)
    found: dict[str, Any] = {"n_unbounded": int((~bounded).sum())}
    others = [cell for cell in rest if cell not in most]
    for end, which in (("", everything), ("_bounded", bounded)):
        lo, hi = ({name: kind[name][which].sum() for name in {*most, *rest}} for kind in (part.lo, part.hi))
        with np.errstate(invalid="ignore", divide="ignore"):
            one, other = sum(lo[name] for name in lost), sum(hi[name] for name in rest)
            found[f"lo{end}"] = float(one / (one + other))
            one, other = sum(hi[name] for name in most), sum(lo[name] for name in others)
            found[f"hi{end}"] = float(one / (one + other)) if np.isfinite(one) else 1.0
    return found

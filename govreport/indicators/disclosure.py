"""What becomes of requests: how many are granted, of all that were concluded and of those that could be decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from govreport.indicators.agencies import MIN_AGENCY, agency_rates
from govreport.indicators.bootstrap import Drawing
from govreport.indicators.listed import BOUNDED, with_columns
from govreport.indicators.ratio import BOOTSTRAP, MIN_N, Amount, Ratio, amount, less, ratios, terms
from govreport.indicators.settle import By, Part, Settled, collect, settle
from govreport.indicators.sums import OUTCOMES, agreeing

CELLS = ("rq_granted", "rq_partly", "rq_unavailable", "rq_declined", "rq_other", "rq_concluded")
"""What the rates need of a report."""
EXTRA = {"estimand": "string", "n_undefined": "Int64", "n_small": "Int64"}


def disclosure_rate(
    panel: pd.DataFrame,
    by: By = "year",
    *,
    blanks: str = "bounds",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
    min_agency: int = MIN_AGENCY,
    cluster: str = "agency_id",
    n_boot: int = 5000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the share of requests that were granted, in full or at least in part, over two denominators.

    Formulas: ``full_*`` is ``rq_granted`` / D, ``any_*`` (``rq_granted`` + ``rq_partly``) / D. ``*_concluded``: D is
    ``rq_concluded`` (三（七）总计). ``*_decidable``: D is ``rq_concluded`` − ``rq_unavailable`` − ``rq_declined`` −
    ``rq_other``, what is left when the agency has the information and has to decide. Requests received are no
    denominator: those carried over would make rates above 1. All rates rest on the same reports, those whose cells are
    all known. Source: the bulletins on freedom of information of the UK Cabinet Office, which give both bases
    ("resolvable" requests).

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it.
    by
        Columns whose values make the groups.
    blanks, aggregates
        As in `govreport.indicators.settle`; with ``"zero"`` a report is unknown whose outcomes then do not add up.
    interval
        ``None``: no interval, which is right for a convenience sample and for a whole population. ``"bootstrap"``:
        clusters of reports are drawn again (`govreport.indicators.bootstrap`), bootstrap-t for rates and means,
        percentile for medians; none with fewer than 30 clusters.
    level
        Nominal coverage of the interval.
    min_n
        With fewer requests in D (``pooled``), or fewer agencies with a rate, there is no rate.
    min_agency
        With fewer requests in D an agency has no rate.
    cluster
        Column whose values are drawn: ``"agency_id"``, or ``"prefecture"`` where offices share drafts.
    n_boot, seed
        Number and seed of the draws.

    Returns
    -------
    DataFrame
        One row a group, rate (`indicator`) and `estimand`. ``pooled``: the ratio of sums, what happened to requests;
        `n` are reports, `n_undefined` of them have D = 0. ``agency_mean``, ``agency_median``: what agencies do, over
        the `n` agencies with D of at least `min_agency`; `n_undefined` have D = 0, `n_small` too few. `lo`, `hi`: the
        worst case over all reports, known or not (with ``"bounds"``), so that an estimate, of the known ones, may lie
        outside. One report without an upper bound makes it 0 to 1 where sums are taken (``pooled``): `n_unbounded` says
        how many there are, `lo_bounded` and `hi_bounded` what it is without them. Then what was set aside.
        Grounds within a partial grant cannot be seen; "not held" may be true or a refusal.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel lacks a column, or a cluster is not known.
    NotComparable
        A group holds a report that may add up another one.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = disclosure_rate(load_sample(n=1, workers=0, progress=False).panel(aggregates="keep"))
    >>> found["indicator"].unique().tolist(), found["estimand"].unique().tolist()[:2]
    (['full_concluded', 'any_concluded', 'full_decidable', 'any_decidable'], ['pooled', 'agency_mean'])
    """
    given = terms(blanks, min_n, interval, (BOOTSTRAP,), Drawing(cluster, n_boot, seed, level))

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        found = rates(part)
        for ratio, record in zip(found, ratios(part, found, given), strict=True):
            undefined = int((ratio.denominator.value[part.known] == 0).sum())
            yield record | {"estimand": "pooled", "n_undefined": undefined}
            yield from agency_rates(part, ratio, given, min_agency)

    return with_columns(collect(settled(panel, blanks=blanks, aggregates=aggregates), by, measure), EXTRA | BOUNDED)


def settled(panel: pd.DataFrame, *, blanks: str, aggregates: str) -> Settled:
    """Return a panel settled for the rates of disclosure."""
    found = settle(panel, CELLS, blanks=blanks, aggregates=aggregates)
    return agreeing(panel, found, ["rq_concluded"], OUTCOMES)


def decidable(part: Part) -> Amount:
    """Return the concluded requests that were granted or refused on their merits."""
    return less(*(amount(part, cell) for cell in ("rq_concluded", "rq_unavailable", "rq_declined", "rq_other")))


def rates(part: Part) -> list[Ratio]:
    """Return the four rates of disclosure."""
    full, some = amount(part, "rq_granted"), amount(part, "rq_granted", "rq_partly")
    return [
        Ratio({"indicator": f"{name}_{base}"}, top, bottom)
        for base, bottom in (("concluded", amount(part, "rq_concluded")), ("decidable", decidable(part)))
        for name, top in (("full", full), ("any", some))
    ]

"""Whether agencies keep up with the requests on their desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from govreport.indicators.bootstrap import Drawing
from govreport.indicators.listed import BOUNDED, with_columns
from govreport.indicators.ratio import BOOTSTRAP, MIN_N, Ratio, amount, ratios, terms
from govreport.indicators.settle import By, Part, collect, settle
from govreport.indicators.sums import agreeing


def backlog(
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
    """Return which share of the requests on the desk was concluded, and which was carried over.

    Formulas: ``clearance`` is ``rq_concluded`` / (``rq_received`` + ``rq_carried_in``), ``backlog`` is
    ``rq_carried_out`` over the same; ratios of sums, which add up to 1 because the form says so (一＋二＝三＋四).
    Requests that arrive in December are carried over lawfully (20 working days, and 20 more): a backlog is not
    lateness, and the reports hold no times. Source: the annual FOIA reports of US agencies (received, processed,
    pending at the start and at the end).

    Parameters
    ----------
    panel, by, aggregates, level, cluster, n_boot, seed
        As in `govreport.indicators.disclosure.disclosure_rate`.
    blanks
        As in `govreport.indicators.settle`; with ``"zero"`` a report is unknown in which 一＋二＝三＋四 then fails.
    interval
        ``None``, or ``"bootstrap"``: agencies are drawn again, bootstrap-t.
    min_n
        With fewer requests on the desk there is no rate.

    Returns
    -------
    DataFrame
        One row a group and `indicator`: `numerator` and `denominator` in requests, `n` reports, `lo`, `hi` the worst
        case, `n_unbounded`, `lo_bounded`, `hi_bounded` as in `govreport.indicators.disclosure.disclosure_rate`.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel lacks a column, or a cluster is not known.
    NotComparable
        A group holds a report that may add up another one.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = backlog(load_sample(n=1, workers=0, progress=False).panel(aggregates="keep"), by=())
    >>> found["indicator"].tolist(), bool(found["denominator"].nunique() == 1)
    (['clearance', 'backlog'], True)
    """
    given = terms(blanks, min_n, interval, (BOOTSTRAP,), Drawing(cluster, n_boot, seed, level))
    desk, left = ["rq_received", "rq_carried_in"], ["rq_concluded", "rq_carried_out"]
    settled = agreeing(panel, settle(panel, [*desk, *left], blanks=blanks, aggregates=aggregates), desk, left)

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        found = [
            Ratio({"indicator": name}, amount(part, cell), amount(part, *desk))
            for name, cell in zip(("clearance", "backlog"), left, strict=True)
        ]
        yield from ratios(part, found, given)

    return with_columns(collect(settled, by, measure), BOUNDED)

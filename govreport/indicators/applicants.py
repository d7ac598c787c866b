"""Who asks, and what each of the six classes of applicants is granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from govreport.indicators.bootstrap import Drawing
from govreport.indicators.listed import BOUNDED, with_columns
from govreport.indicators.ratio import BOOTSTRAP, MIN_N, Amount, Ratio, amount, less, ratios, terms
from govreport.indicators.settle import By, Part, Settled, collect, settle
from govreport.indicators.sums import adding_up, agreeing
from govreport.panel import SUFFIXES

APPLICANTS = {name: end for name, end in SUFFIXES.items() if end}
"""The six classes of applicants, in the order of the form, and how their cells end."""
ROWS = ("rq_granted", "rq_partly", "rq_unavailable", "rq_declined", "rq_other", "rq_concluded")
"""What the rates by class need: cells and groups of each class and of the total."""


def applicant_shares(
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
    """Return which share of the requests received comes from each class of applicants.

    Formula: ``rq_received_nat`` (``_biz _res _pub _law _oth``) / ``rq_received``, ratios of sums. A report counts only
    if the six add up to the total: those in which the printed numbers do not are contested, also in a panel that keeps
    contested cells. The class is the clerk's choice; lawyers and journalists may file as natural persons. Source: the
    form, whose columns are the classes.

    Parameters
    ----------
    panel
        As ``Corpus.panel(applicants=True)`` returns it.
    by, aggregates, level, cluster, n_boot, seed
        As in `govreport.indicators.disclosure.disclosure_rate`.
    blanks
        As in `govreport.indicators.settle`; with ``"zero"`` a report is unknown in which the six then do not add up.
    interval
        ``None``, or ``"bootstrap"``: agencies are drawn again, bootstrap-t.
    min_n
        With fewer requests there is no share.

    Returns
    -------
    DataFrame
        One row a group and `applicant`: `numerator`, `denominator` in requests, `n` reports, `lo`, `hi` worst case,
        `n_unbounded`, `lo_bounded`, `hi_bounded` as in `govreport.indicators.disclosure.disclosure_rate`.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel has no applicants, or a cluster is not known.
    NotComparable
        A group holds a report that may add up another one.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=1, workers=0, progress=False).panel(aggregates="keep", applicants=True)
    >>> applicant_shares(panel, by=())["applicant"].tolist()[:3]
    ['natural_person', 'business', 'research']
    """
    given = terms(blanks, min_n, interval, (BOOTSTRAP,), Drawing(cluster, n_boot, seed, level))
    cells = [f"rq_received{end}" for end in APPLICANTS.values()]
    settled = settle(panel, ["rq_received", *cells], blanks=blanks, aggregates=aggregates)
    settled = adding_up(settled, {"rq_received": cells})

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        found = [
            Ratio({"applicant": name, "indicator": "applicant_share"}, amount(part, cell), amount(part, "rq_received"))
            for name, cell in zip(APPLICANTS, cells, strict=True)
        ]
        yield from ratios(part, found, given)

    return with_columns(collect(settled, by, measure), {"applicant": "string"} | BOUNDED)


def applicant_disclosure(
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
    """Return the share of each class's requests that were granted, at least in part.

    Formula: ``any_concluded``, ``any_decidable`` as in `govreport.indicators.disclosure.disclosure_rate`, from the
    cells of one class; ratios of sums. A report counts only if the six classes add up to the total in every row that
    is used. Agencies differ in whom they serve and in what they grant, so that these rates can differ between classes
    where no agency treats them differently (Simpson 1951): see `govreport.indicators.odds.applicant_odds`.

    Parameters
    ----------
    panel, by, blanks, aggregates, interval, level, cluster, n_boot, seed
        As in `applicant_shares`.
    min_n
        With fewer requests of a class in the denominator there is no rate.

    Returns
    -------
    DataFrame
        One row a group, `applicant` and `indicator`: `numerator`, `denominator` in requests, `n` reports, `lo`, `hi`
        worst case, `n_unbounded`, `lo_bounded`, `hi_bounded` as in `applicant_shares`.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel has no applicants, or a cluster is not known.
    NotComparable
        A group holds a report that may add up another one.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=1, workers=0, progress=False).panel(aggregates="keep", applicants=True)
    >>> found = applicant_disclosure(panel, by=())
    >>> len(found), found["indicator"].unique().tolist()
    (12, ['any_concluded', 'any_decidable'])
    """
    given = terms(blanks, min_n, interval, (BOOTSTRAP,), Drawing(cluster, n_boot, seed, level))

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        found = [
            Ratio({"applicant": name, "indicator": f"any_{base}"}, top, bottom)
            for name, end in APPLICANTS.items()
            for top, bottoms in [granted(part, end)]
            for base, bottom in bottoms.items()
        ]
        yield from ratios(part, found, given)

    settled = settled_classes(panel, blanks, aggregates)
    return with_columns(collect(settled, by, measure), {"applicant": "string"} | BOUNDED)


def granted(part: Part, end: str) -> tuple[Amount, dict[str, Amount]]:
    """Return what was granted to a class, and both denominators."""
    names = [_name(row, end) for row in ROWS]
    granted, closed = amount(part, *names[:2]), amount(part, names[-1])
    decidable = less(closed, *(amount(part, name) for name in names[2:-1]))
    return granted, {"concluded": closed, "decidable": decidable}


def _name(row: str, end: str) -> str:
    """Return the column of a class; groups have a name of their own, see `Corpus.panel`."""
    return f"{row}_all{end}" if row in ("rq_denied", "rq_unavailable", "rq_declined", "rq_other") else f"{row}{end}"


def settled_classes(panel: pd.DataFrame, blanks: str, aggregates: str) -> Settled:
    """Return a panel settled for all classes; their sums hold in the rows that are used."""
    by_row = {row: [_name(row, end) for end in APPLICANTS.values()] for row in ROWS}
    cells = [*by_row, *(name for names in by_row.values() for name in names)]
    found = adding_up(settle(panel, cells, blanks=blanks, aggregates=aggregates), by_row)
    for end in APPLICANTS.values():
        outcomes = [_name(row, end) for row in (*ROWS[:-1], "rq_denied")]
        found = agreeing(panel, found, [f"rq_concluded{end}"], outcomes)
    return found

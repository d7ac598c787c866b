"""On what grounds requests are not granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from govreport import forms
from govreport.indicators.bootstrap import Drawing
from govreport.indicators.listed import BOUNDED, with_columns
from govreport.indicators.ratio import BOOTSTRAP, MIN_N, Amount, Ratio, amount, less, ratios, terms
from govreport.indicators.settle import By, Part, collect, settle
from govreport.indicators.sums import OUTCOMES, agreeing

FAMILIES = {"denied": "rq_denied", "unavailable": "rq_unavailable", "declined": "rq_declined", "other": "rq_other"}
"""The families of grounds, (三) to (六), and their groups in the panel."""
MANDATORY = (
    "denied_state_secret",
    "denied_prohibited_by_law",
    "denied_security_stability",
    "denied_third_party_rights",
)
DISCRETIONARY = ("denied_internal_affairs", "denied_process_information", "denied_enforcement_files")
EXTRA = dict.fromkeys(("family", "ground", "discretion"), "string")


def grounds() -> pd.DataFrame:
    """Return the grounds on which the form lets an agency not grant a request, in its order.

    Returns
    -------
    DataFrame
        One row a ground, then one a family (`ground` is ``all``): `family` (``denied`` 不予公开, ``unavailable``
        无法提供, ``declined`` 不予处理, ``other`` 其他处理), `ground` (item of `requests`; ``other`` is the sum of
        其他处理, which has one row in the form of 2019 and three in that of 2021), `discretion` and `cell`.
        `discretion` of 不予公开: ``mandatory`` where the law forbids disclosure (articles 14 and 15: secrets, other
        law, security and stability, third parties), ``discretionary`` where it says 可以不予公开 (article 16: internal
        affairs, process information, enforcement files), missing for 行政查询事项, which points to another
        procedure, and for the other families. This reading of the articles is from memory: check it before you cite.

    Examples
    --------
    >>> grounds().groupby("family", sort=False).size().to_dict()
    {'denied': 9, 'unavailable': 4, 'declined': 6, 'other': 2}
    """
    rows = []
    for cell in forms.all_cells():
        family = cell.item.split("_")[0]
        if cell.table == "requests" and cell.measure == "total" and family in FAMILIES and family != "other":
            kind = "mandatory" if cell.item in MANDATORY else "discretionary" if cell.item in DISCRETIONARY else pd.NA
            rows.append((family, cell.item, kind, cell.short))
    rows.append(("other", "other", pd.NA, FAMILIES["other"]))
    rows += [(family, "all", pd.NA, group) for family, group in FAMILIES.items()]
    return pd.DataFrame(rows, columns=[*EXTRA, "cell"], dtype="string")


def refusal_grounds(
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
    """Return how often each ground is given for not granting a request.

    Formulas: ``share_of_nongrants`` is ground / (``rq_concluded`` − ``rq_granted`` − ``rq_partly``),
    ``per_100_concluded`` 100 · ground / ``rq_concluded``; ratios of sums over reports in which every ground is known.
    Each request has one outcome, so that the shares of the grounds add up to 1; grounds within a partial grant cannot
    be seen, and nothing here compares with the annual FOIA reports of US agencies, which count several exemptions a
    request. There is no chi-square test: requests of one agency are not independent. Source: the form, 三（三）–（六）.

    Parameters
    ----------
    panel, by, blanks, aggregates, level, cluster, n_boot, seed
        As in `govreport.indicators.disclosure.disclosure_rate`.
    interval
        ``None``, or ``"bootstrap"``: agencies are drawn again, bootstrap-t. A ground that nobody gave has none.
    min_n
        With fewer requests in the denominator there is no rate.

    Returns
    -------
    DataFrame
        One row a group, `family`, `ground` and `indicator`, with `discretion`; see `grounds`. The rows whose `ground`
        is ``all`` are the families. `numerator`, `denominator` are requests, `n` reports; `lo`, `hi` the worst case of
        each ground by itself, over all reports; `n_unbounded` of them have no upper bound, and one makes it 0 to 1 (or
        100). `lo_bounded`, `hi_bounded`: that of the others.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel lacks a column, or a cluster is not known.
    NotComparable
        A group holds a report that may add up another one.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = refusal_grounds(load_sample(n=1, workers=0, progress=False).panel(aggregates="keep"), by=())
    >>> found.loc[found["ground"] == "all", "family"].unique().tolist()
    ['denied', 'unavailable', 'declined', 'other']
    """
    given = terms(blanks, min_n, interval, (BOOTSTRAP,), Drawing(cluster, n_boot, seed, level))
    table = grounds()
    cells = dict.fromkeys([*table["cell"], "rq_granted", "rq_partly", "rq_concluded"])
    settled = agreeing(
        panel, settle(panel, list(cells), blanks=blanks, aggregates=aggregates), ["rq_concluded"], OUTCOMES
    )

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        bases = {
            "share_of_nongrants": (not_granted(part), 1.0),
            "per_100_concluded": (amount(part, "rq_concluded"), 100),
        }
        found = [
            Ratio(labels | {"indicator": name}, amount(part, cell), base, per)
            for name, (base, per) in bases.items()
            for *values, cell in table.itertuples(index=False)
            for labels in [dict(zip(EXTRA, values, strict=True))]
        ]
        yield from ratios(part, found, given)

    return with_columns(collect(settled, by, measure), EXTRA | BOUNDED)


def not_granted(part: Part) -> Amount:
    """Return the concluded requests that were not granted, not even in part."""
    return less(*(amount(part, cell) for cell in ("rq_concluded", "rq_granted", "rq_partly")))

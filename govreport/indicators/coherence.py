"""Whether the numbers hold together: sums of the form that fail, and what a careful reader would question.

A failure is a fault of the report or of its reading. Compare a sample of failures with the pages
(`Corpus.show`) and give the share that is the reading's own, before agencies are blamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from govreport.frames import FINDINGS, IDENTITIES
from govreport.indicators.listed import before, primary, settled, together
from govreport.indicators.settle import By, Flags, Part, collect
from govreport.indicators.zero import MIN_N, share

ANY = "any"
TABLE_OF = dict.fromkeys(("row_sum", "outcome_sum", "flow"), "requests") | {
    "review_sum": "review",
    "statistics_sum": "statistics",
}
"""The table that the sums of each code stand in."""
ACROSS = {"carry_mismatch": "requests", "stock_mismatch": "proactive_disclosure"}
"""Findings between a report and the one before it, and the table they compare."""


def identity_failures(
    reports: pd.DataFrame,
    checks: pd.DataFrame,
    by: By = "year",
    *,
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return the share of tables in which a sum of the form fails, among tables that are not all zero.

    Formula: #{tables with a failing sum of this code} / #{tables with a number that is not 0 in which all sums of this
    code are known, or one fails}. A table of zeros satisfies every sum and says nothing: it is set aside. Worst case:
    a table of which a cell is not known may fail or not. Source: the sums that the form itself
    prints (勾稽关系).

    Parameters
    ----------
    reports, checks
        `Corpus.reports` and `Corpus.checks()`.
    by
        Columns of `reports` whose values make the groups; `format` and `reader` tell agencies' faults from the
        reading's.
    aggregates
        ``"drop"`` sets aside reports that add up others and governments of unknown reach; ``"keep"`` keeps them.
    interval, level, min_n
        As in `govreport.indicators.zero_requests`.

    Returns
    -------
    DataFrame
        One row a group and `code`, and a row for ``any`` sum of a report: `numerator` (tables in which one fails),
        `denominator` and `n` (tables that can be judged), `estimate`, `lo` and `hi` (worst case), `n_trivial` (tables
        of zeros, set aside), `n_unknown` (not assessable: a cell is not known), `not_assessable` (their share of the
        tables that are not all zero), `n_no_table` (reports without the table).

    Examples
    --------
    >>> names = {"agency_kind": "department", "reach": "own", "year": 2021}
    >>> reports = pd.DataFrame([{"report_id": one, "agency_id": one} | names for one in ("a", "b", "c")])
    >>> checks = [("a", True, False), ("a", False, False), ("b", True, False), ("c", True, True)]
    >>> checks = pd.DataFrame(checks, columns=["report_id", "holds", "trivial"])
    >>> checks = checks.assign(table="review", code="review_sum")
    >>> found = identity_failures(reports, checks, min_n=1).query("code == 'review_sum'")
    >>> found[["numerator", "n", "n_trivial"]].values.tolist()
    [[1.0, 2, 1]]
    """
    rows = primary(reports)
    tables = _by_table(checks)
    judged = {code: _judged(rows, tables[tables["code"] == code], tables) for code in IDENTITIES}
    judged[ANY] = _judged(rows, tables, tables)

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        counts = part.known & (part.value["zeros"] == 0)
        failed, unknown = int(part.value["failed"][counts].sum()), int((~part.known).sum())
        n = int(counts.sum())
        record = share(failed, n, interval=interval, level=level, min_n=min_n)
        if not pd.isna(record["estimate"]):
            record |= {"lo": failed / (n + unknown), "hi": (failed + unknown) / (n + unknown)}
        trivial = int((part.known & (part.value["zeros"] == 1)).sum())
        beside = {"n_trivial": trivial, "not_assessable": unknown / (n + unknown) if n + unknown else pd.NA}
        yield {"indicator": "fails"} | beside | record

    parts = []
    for code, flags in judged.items():
        values = {name: flags[name].astype(float) for name in ("failed", "zeros")}
        one = settled(rows, aggregates=aggregates, unknown=flags["unknown"], no_table=flags["no_table"], values=values)
        found = collect(one, by, measure, sums=False)
        parts.append(found.assign(indicator="fails_" + code, code=code))
    return together(parts, by, "code", {"n_trivial": "Int64", "not_assessable": "Float64"})


def _by_table(checks: pd.DataFrame) -> pd.DataFrame:
    """Return for the sums of each code in each table: whether one fails, one is open, one has a number but 0."""
    holds, trivial = checks["holds"], checks["trivial"].fillna(False).astype(bool)
    told = pd.DataFrame(
        {
            **{name: checks[name].astype("string") for name in ("report_id", "table", "code")},
            "failed": ~holds.fillna(True).astype(bool),
            "open": holds.isna(),
            "some": holds.notna() & ~trivial,
        }
    )
    return told.groupby(["report_id", "table", "code"], as_index=False)[["failed", "open", "some"]].any()


def _judged(rows: pd.DataFrame, own: pd.DataFrame, every: pd.DataFrame) -> dict[str, Flags]:
    """Return which reports fail in the sums `own`, are not assessable, have only zeros, or no such table."""
    ids = rows["report_id"]

    def has(which: pd.DataFrame) -> Flags:
        return ids.isin(which["report_id"]).to_numpy(bool)

    failed, unknown = has(own[own["failed"]]), has(own[own["open"]])
    tables = every[every["table"].isin(own["table"].unique())]
    some, open_cells = has(tables[tables["some"]]), has(tables[tables["open"]])
    return {
        "failed": failed,
        "unknown": ~failed & (unknown | (~some & open_cells)),
        "zeros": ~some & ~open_cells,
        "no_table": ~has(own),
    }


def finding_rates(
    reports: pd.DataFrame,
    findings: pd.DataFrame,
    by: By = "year",
    *,
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return the share of reports with a finding of each code.

    Formula: #{reports with at least one finding of the code} / #{reports that could have one}: with the table that its
    sum stands in, and for ``carry_mismatch`` and ``stock_mismatch`` with a report of the year before as well. For sums
    `identity_failures` is the better measure, as it sets tables of zeros aside. ``duplicate_report`` is left out: it
    speaks of files that do not count.

    Parameters
    ----------
    reports, findings
        `Corpus.reports` and `Corpus.findings`.
    by, aggregates, interval, level, min_n
        As in `identity_failures`.

    Returns
    -------
    DataFrame
        One row a group and `code`, codes without any finding included: `numerator` (reports with one), `denominator`
        and `n` (reports that could have one), `estimate`, `n_findings` (findings), `n_no_table` (reports that could
        not).

    Examples
    --------
    >>> names = {"agency_kind": "department", "reach": "own", "year": 2021, "has_requests": True}
    >>> reports = pd.DataFrame([{"report_id": one, "agency_id": one} | names for one in ("a", "b")])
    >>> findings = pd.DataFrame({"report_id": ["a", "a"], "code": ["flow", "flow"]})
    >>> found = finding_rates(reports, findings, min_n=1).set_index("code")
    >>> found.loc["flow", ["numerator", "n", "n_findings"]].tolist()
    [1.0, 2.0, 2.0]
    """
    rows = primary(reports)
    earlier = before(rows)
    follows = earlier.notna().to_numpy(bool)

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        counts = part.value["found"]
        record = share(int((counts > 0).sum()), len(counts), interval=interval, level=level, min_n=min_n)
        yield {"indicator": "finding", "n_findings": int(counts.sum())} | record

    parts = []
    for code in (code for code in FINDINGS if code != "duplicate_report"):
        counts = findings.loc[findings["code"] == code, "report_id"].value_counts()
        found = np.asarray(rows["report_id"].map(counts).fillna(0), dtype=float)
        could = _has_table(rows, TABLE_OF.get(code) or ACROSS.get(code)) & (follows | (code not in ACROSS))
        # without the year before among the reports, those with a finding against it would be all that there are
        out = ~could & ((found == 0) | (code in ACROSS))
        one = settled(rows, aggregates=aggregates, no_table=out, values={"found": found})
        parts.append(collect(one, by, measure, sums=False).assign(indicator=f"finding_{code}", code=code))
    return together(parts, by, "code", {"n_findings": "Int64"})


def _has_table(rows: pd.DataFrame, table: str | None) -> Flags:
    """Return which reports have a table; all where none is asked for, or `reports` do not say."""
    name = f"has_{table}"
    if table is None or name not in rows:
        return np.ones(len(rows), dtype=bool)
    return rows[name].fillna(False).to_numpy(bool)

"""What is printed in the tables at all: cells left empty, and tables that are those of the year before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from govreport import forms
from govreport.frames import STATES
from govreport.indicators.listed import before, primary, settled, together
from govreport.indicators.settle import By, Flags, Part, collect
from govreport.indicators.zero import MIN_N, share

CELL = ["table", "item", "measure"]


def blank_share(
    reports: pd.DataFrame,
    figures: pd.DataFrame,
    by: By = "year",
    *,
    aggregates: str = "drop",
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return which share of the cells of each table is printed and empty.

    Formula: #{cells of state ``blank``} / #{cells of the tables that were recognised}. A dash, a slash and 无 are blank
    as well; whether they mean none is not known.

    Parameters
    ----------
    reports, figures
        `Corpus.reports` and `Corpus.figures`.
    by, aggregates
        As in `govreport.indicators.identity_failures`.
    min_n
        With fewer reports that have the table there is no share.

    Returns
    -------
    DataFrame
        One row a group and `table`: `numerator` (blank cells), `denominator` (cells), `n` (reports with the table),
        `estimate`, and the cells of each state: `n_stated`, `n_blank`, `n_derived`, `n_unreadable`, `n_missing`. A
        blank that the sums of the form leave one value for is ``derived``.

    Examples
    --------
    >>> reports = {"report_id": ["a"], "agency_id": ["a"], "agency_kind": ["department"], "reach": ["own"]}
    >>> figures = pd.DataFrame({"report_id": "a", "table": "review", "state": ["blank", "stated", "stated", "derived"]})
    >>> found = blank_share(pd.DataFrame(reports).assign(year=2021), figures, min_n=1).set_index("table")
    >>> found.loc["review", ["numerator", "denominator", "estimate"]].tolist()
    [1.0, 4.0, 0.25]
    """
    rows, least = primary(reports), max(min_n, 1)
    plain = figures[["report_id", "table", "state"]].astype("string")
    counts = plain.groupby(["report_id", "table", "state"], as_index=False).size()

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        states = {f"n_{state}": int(part.value[state].sum()) for state in STATES}
        blank, cells, n = states["n_blank"], sum(states.values()), len(part.rows)
        record = {"numerator": blank, "denominator": cells, "n": n}
        yield {"indicator": "blank"} | states | record | ({"estimate": blank / cells} if n >= least else {})

    parts = []
    for table in forms.TABLES:
        own = counts[counts["table"] == table].pivot_table(index="report_id", columns="state", values="size")
        own = own.reindex(index=rows["report_id"], columns=list(STATES))
        values = {state: own[state].fillna(0).to_numpy(float) for state in STATES}
        one = settled(rows, aggregates=aggregates, no_table=own.isna().all(axis=1).to_numpy(bool), values=values)
        parts.append(collect(one, by, measure, sums=False).assign(indicator=f"blank_{table}", table=table))
    return together(parts, by, "table", dict.fromkeys((f"n_{state}" for state in STATES), "Int64"))


def unchanged_tables(
    reports: pd.DataFrame,
    figures: pd.DataFrame,
    by: By = "year",
    *,
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return the share of tables whose numbers are all those of the same agency's year before, and not all zero.

    Formula: #{all cells known, equal to those of t − 1, one not 0} / #{tables of t and t − 1 in the same edition that
    are not both all zero, known well enough to tell}. One known cell that differs tells that a table changed. Worst
    case: the tables that cannot be told are unchanged or not. An unchanged table may be right: little happened, or
    stocks stood still.

    Parameters
    ----------
    reports, figures
        `Corpus.reports` and `Corpus.figures`.
    by, aggregates, interval, level, min_n
        As in `govreport.indicators.identity_failures`.

    Returns
    -------
    DataFrame
        One row a group and `table`, of reports that follow one of the year before: `numerator` (unchanged tables),
        `denominator` and `n` (tables that can be told), `estimate`, `lo`, `hi`, `n_trivial` (all zero in both years),
        `n_unknown` (cannot be told), `n_no_table` (not in both reports, or in another edition).

    Examples
    --------
    >>> same = {"agency_id": "a", "agency_kind": "department", "reach": "own"}
    >>> reports = pd.DataFrame([{"report_id": "x", "year": 2021} | same, {"report_id": "y", "year": 2022} | same])
    >>> cells = [("x", "total", 3.0), ("x", "pending", 1.0), ("y", "total", 3.0), ("y", "pending", 1.0)]
    >>> figures = pd.DataFrame(cells, columns=["report_id", "measure", "value"])
    >>> figures = figures.assign(table="review", edition="2021", item="reconsideration")
    >>> found = unchanged_tables(reports, figures, min_n=1).set_index("table")
    >>> found.loc["review", ["numerator", "n", "estimate"]].tolist()
    [1.0, 1.0, 1.0]
    """
    rows = primary(reports)
    rows = rows.assign(before=before(rows))
    rows = rows[rows["before"].notna()].reset_index(drop=True)
    told = _compared(rows, figures)

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        counts = part.known & (part.value["zeros"] == 0)
        same, n, unknown = int(part.value["same"][counts].sum()), int(counts.sum()), int((~part.known).sum())
        record = share(same, n, interval=interval, level=level, min_n=min_n)
        if not pd.isna(record["estimate"]):
            record |= {"lo": same / (n + unknown), "hi": (same + unknown) / (n + unknown)}
        yield {"indicator": "unchanged", "n_trivial": int((part.known & ~counts).sum())} | record

    parts = []
    for table in forms.TABLES:
        own = told[told["table"] == table].set_index("report_id").reindex(rows["report_id"])
        flags = {name: own[name].fillna(False).to_numpy(bool) for name in ("differs", "open", "zeros")}
        values = {"same": _number(~flags["differs"]), "zeros": _number(flags["zeros"] & ~flags["differs"])}
        unknown = flags["open"] & ~flags["differs"]
        one = settled(
            rows, aggregates=aggregates, unknown=unknown, no_table=own["differs"].isna().to_numpy(bool), values=values
        )
        parts.append(collect(one, by, measure, sums=False).assign(indicator=f"unchanged_{table}", table=table))
    return together(parts, by, "table", {"n_trivial": "Int64"})


def _number(flags: Flags) -> Any:
    return flags.astype(float)


def _compared(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return for each report, and table that the one before has too, if a cell differs or is open, or all are 0."""
    cells = figures[["report_id", "edition", *CELL, "value"]]
    now = cells[cells["report_id"].isin(rows["report_id"])].merge(rows[["report_id", "before"]], on="report_id")
    both = now.merge(cells, left_on=["before", "edition", *CELL], right_on=["report_id", "edition", *CELL])
    one, two = (both[name].to_numpy(float, na_value=np.nan) for name in ("value_x", "value_y"))
    open_cells = np.isnan(one) | np.isnan(two)
    found = both[["report_id_x", "table"]].assign(
        differs=~open_cells & (one != two), open=open_cells, zeros=(one == 0) & (two == 0)
    )
    found = found.rename(columns={"report_id_x": "report_id"}).astype({"table": "string"})
    return found.groupby(["report_id", "table"], as_index=False).agg({"differs": "any", "open": "any", "zeros": "all"})

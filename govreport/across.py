"""Findings across reports: duplicates, breaks between one year and the next, tables copied from elsewhere.

All of it works on whole columns: `reports` are numbered by their row, a cell is `[row, applicant]` of an array.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import forms
from govreport.frames import frame
from govreport.records import digits

Record = dict[str, Any]
Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

COPIED_CELLS = 5
"""A table with fewer non-zero cells is too easily like another by chance."""


def same_bytes(report_id: str, source: str, other: str) -> Record:
    """Return the finding on the first of two sources with the same bytes."""
    message = f"{other} holds the same bytes as {source} and adds no rows."
    return _finding("duplicate_report", {"report_id": report_id, "source": source}, message)


def primary(
    reports: pd.DataFrame, figures: pd.DataFrame, chosen: Mapping[str, bool]
) -> tuple[pd.Series[Any], pd.DataFrame]:
    """Tell for each report whether it counts for its agency and year, and find the ones that do not.

    Parameters
    ----------
    reports, figures
        Frames of a corpus.
    chosen
        The manifest's choice, by `report_id`.

    Returns
    -------
    (is_primary, findings)
        A boolean a report; a frame with one `duplicate_report` for each report that is passed over. A report
        whose agency or year is not known is nobody's duplicate.
    """
    ranks = _ranks(reports, figures, chosen)
    known = ranks["key"].notna() & ranks["year"].notna()
    ordered = ranks[known].sort_values(
        ["choice", "published", "stated", "source"], ascending=[True, False, False, True], kind="stable"
    )
    ordered["winner"] = ordered.groupby(["key", "year"], sort=False)["row"].transform("first")
    beaten = ordered[ordered["winner"] != ordered["row"]].sort_values("row")
    counts = (ranks["choice"] < 2) & ~ranks["row"].isin(beaten["row"])
    every = _rows(ranks.assign(report_id=reports["report_id"], agency=reports["agency"]))
    pairs = zip(beaten["row"].tolist(), beaten["winner"].tolist(), strict=True)
    return counts.astype("boolean"), frame("findings", [_beaten(every[row], every[winner]) for row, winner in pairs])


def _ranks(reports: pd.DataFrame, figures: pd.DataFrame, chosen: Mapping[str, bool]) -> pd.DataFrame:
    stated = figures.loc[figures["state"] == "stated", "report_id"].value_counts()
    choice = [{True: 0, None: 1, False: 2}[chosen.get(report_id)] for report_id in reports["report_id"]]
    return pd.DataFrame(
        {
            "row": np.arange(len(reports)),
            "key": _agency(reports),
            "year": reports["year"],
            "choice": np.array(choice, dtype="int64"),
            "published": reports["published"],
            "stated": reports["report_id"].map(stated).fillna(0).astype("int64"),
            "source": reports["source"],
        }
    )


def _agency(reports: pd.DataFrame) -> pd.Series[Any]:
    """Return what tells agencies apart; missing where the agency is not known."""
    return reports["agency_id"].mask(reports["agency_id"].isin(["", "?-"]))


def _beaten(this: Record, other: Record) -> Record:
    verdict = "neither counts, as the manifest says"
    if other["choice"] < 2:
        verdict = f"{other['source']} counts, {_reason(this, other)}"
    message = f"{this['source']} and {other['source']} both report on {_name(this)} in {this['year']}; {verdict}."
    return _finding("duplicate_report", this, message)


def _reason(this: Record, other: Record) -> str:
    if this["choice"] != other["choice"]:
        return "as the manifest says"
    if pd.notna(other["published"]) and pd.isna(this["published"]):
        return f"the one whose publication date is known ({other['published']:%Y-%m-%d})"
    if pd.notna(other["published"]) and this["published"] != other["published"]:
        return f"published later ({other['published']:%Y-%m-%d} against {this['published']:%Y-%m-%d})"
    if this["stated"] != other["stated"]:
        return f"with more stated cells ({other['stated']} against {this['stated']})"
    return "the first source in sort order"


def compare(reports: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Compare primary reports with each other; see the contract for each code.

    Both numbers have to be known, printed or derived; a printed number that its own report contradicts is compared
    as well, for the contradiction with the other report stands whichever cell is wrong.

    Returns
    -------
    DataFrame
        Findings `carry_mismatch`, `stock_mismatch` and `copied_table`.
    """
    rows: Rows = pd.Index(reports["report_id"]).get_indexer(pd.Index(figures["report_id"])).astype(np.int64)
    is_primary = reports["is_primary"].fillna(False).to_numpy(bool)
    used = (rows >= 0) & is_primary[rows]
    cells = figures.loc[used, ["table", "edition", "item", "measure", "value"]].assign(row=rows[used])
    previous = _previous(reports, is_primary)
    names = _rows(reports[["report_id", "source", "agency", "year"]])
    found = (*_carry(names, cells, previous), *_stock(names, cells, previous), *_copied(names, cells))
    return frame("findings", found)


def _rows(frame: pd.DataFrame) -> list[Record]:
    """Return the rows as dicts: reading a cell of a frame costs a hundred times as much."""
    columns = [str(column) for column in frame]
    return [dict(zip(columns, row, strict=True)) for row in zip(*(frame[key].tolist() for key in columns), strict=True)]


def _previous(reports: pd.DataFrame, is_primary: npt.NDArray[np.bool_]) -> Rows:
    """Return for each report the row of the same agency's report of the year before, -1 where there is none."""
    keys = pd.DataFrame({"agency": _agency(reports), "year": reports["year"].astype("Int64")})
    keys["row"] = np.arange(len(keys))
    keys = keys[is_primary].dropna()
    pairs = keys.merge(keys.assign(year=keys["year"] + 1), on=["agency", "year"], suffixes=("", "_before"))
    previous = np.full(len(reports), -1, dtype=np.int64)
    previous[pairs["row"].to_numpy()] = pairs["row_before"].to_numpy()
    return previous


def _grid(cells: pd.DataFrame, size: int, table: str, item: str, measures: tuple[str, ...]) -> Numbers:
    """Return the values of an item as `[report, measure]`, NaN where not known."""
    chosen = cells[(cells["table"] == table) & (cells["item"] == item) & cells["measure"].isin(measures)]
    values = np.full((size, len(measures)), np.nan)
    columns = pd.Index(measures).get_indexer(pd.Index(chosen["measure"].astype(str)))
    values[chosen["row"].to_numpy(), columns] = chosen["value"].to_numpy(float, na_value=np.nan)
    return values


def _before(values: Numbers, previous: Rows) -> Numbers:
    """Return for each report the values of the year before, NaN where there is no such report."""
    return np.where(previous[:, None] >= 0, values[previous], np.nan)


def _unequal(left: Numbers, right: Numbers) -> Iterator[tuple[int, int]]:
    differ = ~(np.isnan(left) | np.isnan(right)) & ~np.isclose(left, right, rtol=0, atol=1e-9)
    return ((int(row), int(column)) for row, column in np.argwhere(differ))


def _carry(reports: list[Record], cells: pd.DataFrame, previous: Rows) -> Iterator[Record]:
    measures = (*forms.APPLICANTS, "total")
    carried_in = _grid(cells, len(reports), "requests", "carried_in", measures)
    expected = _before(_grid(cells, len(reports), "requests", "carried_out", measures), previous)
    for row, column in _unequal(carried_in, expected):
        cell = ("requests", "carried_in", measures[column])
        this, before = reports[row], reports[previous[row]]
        stated, other = float(carried_in[row, column]), float(expected[row, column])
        message = (
            f"{_name(this)} carried {digits(stated)} requests into {this['year']} ({_measure(cell)}) "
            f"but {digits(other)} out of {before['year']} ({before['source']})."
        )
        yield _finding("carry_mismatch", this, message, cell, stated, other)


def _stock(reports: list[Record], cells: pd.DataFrame, previous: Rows) -> Iterator[Record]:
    """Compare the documents in force with those of the year before; only the 2021 edition prints them."""
    newest = cells[cells["edition"] == "2021"]
    for item in ("rules", "normative_documents"):
        flows = _grid(newest, len(reports), "proactive_disclosure", item, ("in_force", "issued", "repealed"))
        stock, issued, repealed = flows[:, :1], flows[:, 1:2], flows[:, 2:]
        before = _before(stock, previous)
        for row, _ in _unequal(stock, before + issued - repealed):
            cell = ("proactive_disclosure", item, "in_force")
            this, last = reports[row], reports[previous[row]]
            stated, old, new, gone = (float(part[row, 0]) for part in (stock, before, issued, repealed))
            expected = old + new - gone
            message = (
                f"{_name(this)} counts {digits(stated)} {item.replace('_', ' ')} in force "
                f"at the end of {this['year']}; "
                f"{digits(old)} in {last['year']} ({last['source']}), {digits(new)} issued and "
                f"{digits(gone)} repealed make {digits(expected)}."
            )
            yield _finding("stock_mismatch", this, message, cell, stated, expected)


def _copied(reports: list[Record], cells: pd.DataFrame) -> Iterator[Record]:
    tables = _signatures(cells)
    tables = tables[tables["cells"] >= COPIED_CELLS]
    tables = tables[tables.duplicated(["table", "cells", "signature"], keep=False)]
    for (table, count, _), group in tables.groupby(["table", "cells", "signature"], sort=False):
        members = group["row"].tolist()
        more = f" and {len(members) - 2} more" if len(members) > 2 else ""
        for row in members:
            this, other = reports[row], reports[members[1] if row == members[0] else members[0]]
            message = (
                f"All {count} non-zero cells of {table} equal those of {_name(other)}, {other['year']} "
                f"({other['source']}){more}."
            )
            yield _finding("copied_table", this, message, (str(table), None, None))


def _signatures(cells: pd.DataFrame) -> pd.DataFrame:
    """Return for each table of each report how many cells are not zero and one number that stands for all of them."""
    value = cells["value"].to_numpy(float, na_value=np.nan)
    used = cells[~np.isnan(value) & (value != 0)]
    code = used["item"].cat.codes.to_numpy(np.int64) * 1000 + used["measure"].cat.codes.to_numpy(np.int64)
    mixed = pd.util.hash_array(code) * np.uint64(31) ^ pd.util.hash_array(used["value"].to_numpy(float))
    hashed = pd.DataFrame({"row": used["row"], "table": used["table"].astype(str)})
    hashed["signature"] = pd.util.hash_array(mixed)
    grouped = hashed.groupby(["row", "table"], sort=False)["signature"]
    tables: pd.DataFrame = grouped.agg(["size", "sum"]).reset_index()
    return tables.rename(columns={"size": "cells", "sum": "signature"})


def in_order(reports: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Return the findings by report; of one report, its own come before those across reports."""
    position = pd.Index(reports["report_id"]).get_indexer(pd.Index(findings["report_id"]))
    order = np.argsort(position, kind="stable")
    ordered: pd.DataFrame = findings.iloc[order[position[order] >= 0]]
    return ordered.reset_index(drop=True)


def _name(report: Record) -> str:
    agency = report["agency"]
    return str(agency) if pd.notna(agency) else str(report["source"])


def _measure(cell: tuple[str, str, str]) -> str:
    return forms.by_key()[cell].label_en.rpartition(" · ")[2]


def _finding(
    code: str,
    report: Record,
    message: str,
    cell: tuple[str | None, str | None, str | None] = (None, None, None),
    stated: float | None = None,
    expected: float | None = None,
) -> Record:
    severity = "info" if code == "duplicate_report" else "warning"
    record: Record = {"report_id": report["report_id"], "source": report["source"], "code": code, "severity": severity}
    record |= dict(zip(("table", "item", "measure"), cell, strict=True))
    return record | {"stated": stated, "expected": expected, "message": message}

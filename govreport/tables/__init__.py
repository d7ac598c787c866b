"""From a document to the cells of its statutory tables: locate, align, place, solve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govreport.document import Document
from govreport.tables.evidence import Evidence
from govreport.tables.found import FoundTable
from govreport.tables.locate import Region, locate
from govreport.tables.proactive import read_proactive
from govreport.tables.requests import read_requests
from govreport.tables.review import read_review
from govreport.tables.rivals import read_all, rivals
from govreport.tables.rows import Row, find_rows, without_bare_numbers
from govreport.tables.statistics import read_statistics

__all__ = ["FoundTable", "Row", "find_rows", "read_tables"]

NEWEST = "2021"
"""The edition that a table of reviews is given where no table of requests says it."""


def read_tables(document: Document) -> dict[str, FoundTable]:
    """Return the statutory tables of a document by code, in the order of the form.

    Where a table stands twice, the run with the most of its labels counts. Of runs as full, captions say which one
    does (the newest year; none that is 其中 a part); else what they state differently is ``unreadable``.

    Parameters
    ----------
    document
        Any document.

    Returns
    -------
    dict
        One `FoundTable` for each table that was recognised; none for a document without any.
    """
    rows = find_rows(document)
    evidence = Evidence.of(rows)
    found: dict[str, FoundTable] = {}
    for table, regions in rivals(rows, locate(rows, evidence)).items():
        found[table] = read_all(regions, lambda region: _read(region, rows, evidence, found))
    return found


def _read(region: Region, rows: Sequence[Row], evidence: Evidence, found: Mapping[str, FoundTable]) -> FoundTable:
    """Read one run of rows, with what the tables before it in the form say of the edition."""
    own = without_bare_numbers(rows[region.start : region.stop])
    editions = {table: one.edition for table, one in found.items()}
    if region.table == "proactive_disclosure":
        return read_proactive(own, evidence)
    if region.table == "requests":
        return read_requests(own, evidence, editions.get("proactive_disclosure"))
    if region.table == "review":
        return read_review(own, evidence, editions.get("requests", NEWEST))
    return read_statistics(own, evidence)

"""From a document to the cells of its statutory tables: locate, align, place, solve."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.document import Document
from govreport.tables.evidence import Evidence
from govreport.tables.found import FoundTable
from govreport.tables.locate import Region, locate
from govreport.tables.proactive import read_proactive
from govreport.tables.requests import read_requests
from govreport.tables.review import read_review
from govreport.tables.rows import Row, find_rows
from govreport.tables.statistics import read_statistics

__all__ = ["FoundTable", "Row", "find_rows", "read_tables"]

_READERS = {
    "proactive_disclosure": read_proactive,
    "requests": read_requests,
    "statistics": read_statistics,
}


def read_tables(document: Document) -> dict[str, FoundTable]:
    """Return the statutory tables of a document by code, in the order of the form.

    Where a table stands twice, the run with the most of its labels counts, the first of equals.

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
    regions = _chosen(locate(rows, evidence))
    found: dict[str, FoundTable] = {}
    for table, read in _READERS.items():
        if table in regions:
            region = regions[table]
            found[table] = read(rows[region.start : region.stop], evidence, region.start, region.stop)
    if "review" in regions:
        region = regions["review"]
        edition = found["requests"].edition if "requests" in found else "2021"
        found["review"] = read_review(rows[region.start : region.stop], evidence, edition, region.start, region.stop)
    return {table: found[table] for table in (*_READERS, "review") if table in found}


def _chosen(regions: Sequence[Region]) -> dict[str, Region]:
    best: dict[str, Region] = {}
    for region in regions:
        old = best.get(region.table)
        if old is None or len(region.labels) > len(old.labels):
            best[region.table] = region
    return best

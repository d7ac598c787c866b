"""From a document to the cells of its statutory tables: locate, align, place, solve."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.document import Document
from govreport.forms import TABLES
from govreport.tables.evidence import Evidence
from govreport.tables.found import FoundTable
from govreport.tables.locate import Region, locate
from govreport.tables.proactive import read_proactive
from govreport.tables.requests import read_requests
from govreport.tables.review import read_review
from govreport.tables.rows import Row, find_rows, without_bare_numbers
from govreport.tables.statistics import read_statistics

__all__ = ["FoundTable", "Row", "find_rows", "read_tables"]

NEWEST = "2021"
"""The edition that a table of reviews is given where no table of requests says it."""


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
    for table, region in regions.items():
        own = without_bare_numbers(rows[region.start : region.stop])
        requests = found.get("requests")
        proactive = found.get("proactive_disclosure")
        if table == "proactive_disclosure":
            found[table] = read_proactive(own, evidence)
        elif table == "requests":
            found[table] = read_requests(own, evidence, proactive.edition if proactive else None)
        elif table == "review":
            found[table] = read_review(own, evidence, requests.edition if requests else NEWEST)
        else:
            found[table] = read_statistics(own, evidence)
    return found


def _chosen(regions: Sequence[Region]) -> dict[str, Region]:
    best: dict[str, Region] = {}
    for region in regions:
        old = best.get(region.table)
        if old is None or len(region.labels) > len(old.labels):
            best[region.table] = region
    return {table: best[table] for table in TABLES if table in best}

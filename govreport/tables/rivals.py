"""A table that stands more than once in a report: which one counts, and what is left in doubt where nothing says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from govreport.forms import TABLES
from govreport.tables.found import Figure, FoundTable, Note
from govreport.tables.labels import fold
from govreport.tables.locate import Region
from govreport.tables.rows import Row

ALIKE = 0.75
"""A run with so many of the fullest run's labels is the same table once more, no mere fragment of it."""
MAX_CAPTION = 60
ABOVE = 3
"""Rows above a run in which its caption may stand."""
_YEAR = re.compile(r"(20\d{2})年")
_PART = re.compile(r"^[(\[【]?其中")


def rivals(rows: Sequence[Row], regions: Sequence[Region]) -> dict[str, list[Region]]:
    """Return for each table the run that counts, and after it those that may as well.

    The run with the most of its labels counts, the first of equals. Of several runs as full, those whose captions
    name an earlier year than the others', or say that they are a part (其中) of what stands before, are left out.

    Parameters
    ----------
    rows
        All rows of the document.
    regions
        Its runs, in reading order.
    """
    found: dict[str, list[Region]] = {}
    for table in TABLES:
        own = [region for region in regions if region.table == table]
        if own:
            found[table] = _told_apart(rows, _full(rows, own))
    return found


def _full(rows: Sequence[Row], regions: Sequence[Region]) -> list[Region]:
    best = max(regions, key=lambda region: len(region.labels))
    others = [
        region
        for region in regions
        if region is not best
        and len(region.labels) >= ALIKE * len(best.labels)
        and any(row.numbers for row in rows[region.start : region.stop])
    ]
    return [best, *others]


def _told_apart(rows: Sequence[Row], regions: list[Region]) -> list[Region]:
    if len(regions) == 1:
        return regions
    captions = [_captions(rows, region) for region in regions]
    years = [max((int(year) for text in own for year in _YEAR.findall(text)), default=0) for own in captions]
    parts = [any(_PART.match(text) for text in own) for own in captions]
    newest = [
        region
        for region, year, part in zip(regions, years, parts, strict=True)
        if not part and (year == max(years) or not all(years))
    ]
    return newest or regions


def _captions(rows: Sequence[Row], region: Region) -> list[str]:
    """Return the short lines above the numbers of a run, down from the last numbers before it."""
    start = region.start
    while start > max(region.start - ABOVE, 0) and not rows[start - 1].numbers:
        start -= 1
    found = []
    for row in rows[start : region.stop]:
        if row.numbers:
            break
        if len(row.fields) == 1 and len(row.fields[0].text) <= MAX_CAPTION:
            found.append(fold(row.fields[0].text))
    return found


def read_all(regions: Sequence[Region], read: Callable[[Region], FoundTable]) -> FoundTable:
    """Read the first of some runs; what the others state otherwise is ``unreadable``."""
    table = read(regions[0])
    for region in regions[1:]:
        _doubt(table, read(region).figures)
    return table


def _doubt(table: FoundTable, others: Mapping[tuple[str, str, str], Figure]) -> None:
    told = [
        key
        for key, figure in table.figures.items()
        if key in others and "stated" == figure.state == others[key].state and figure.value != others[key].value
    ]
    if not told:
        return
    for figure in table.figures.values():
        if figure.state == "derived":
            _forget(figure)
    for key in told:
        figure = table.figures[key]
        table.doubtful(key, [figure.field, others[key].field], figure.label)
    message = (
        f"Table {table.table} stands twice in the report, {len(told)} cells with other numbers, and no caption says "
        f"which counts; those cells are unreadable."
    )
    table.notes.append(Note("unknown_label", table.table, None, None, message))
    table.finish()


def _forget(figure: Figure) -> None:
    """Take a derived value back."""
    figure.value = None
    if figure.doubt is None and (figure.field is None or figure.field.reading.kind == "blank"):
        figure.state = "missing" if figure.field is None else "blank"
    else:
        figure.state = "unreadable"

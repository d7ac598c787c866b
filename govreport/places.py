"""Where a number stands in the source, in words."""

from __future__ import annotations

from govreport.forms import Key, by_key
from govreport.records import Record, Records

AROUND = 24


def where(records: Records, text: str, key: Key) -> str:
    """Say in words where a cell stands in the source, and what is printed there.

    Parameters
    ----------
    records
        The report's records.
    text
        Its reading-order text.
    key
        (table, item, measure).

    Raises
    ------
    KeyError
        Where the report has no such cell; the message names the tables it has.
    """
    figure = next((row for row in records.figures if _key(row) == key), None)
    if figure is None:
        tables = ", ".join(dict.fromkeys(str(row["table"]) for row in records.figures)) or "no table"
        msg = f"{'.'.join(key)} is no cell of this report, which has {tables}"
        raise KeyError(msg)
    place = next((row for row in records.places if _key(row) == key), None)
    cell = by_key().get(key)
    name = f"{cell.item_zh} · {cell.measure_zh} ({cell.label_en})" if cell else str(figure["label"])
    said = f"{records.report['source']}: {name} is {_told(figure)}"
    if place is None:
        return f"{said}; no field of the source could be given to it."
    return f"{said}; printed as “{figure['raw']}” in {_spot(place)}, in “{_around(text, place)}”."


def _key(row: Record) -> Key:
    return row["table"], row["item"], row["measure"]


def _told(figure: Record) -> str:
    value = figure["value"]
    return figure["state"] if value is None else f"{value:g} ({figure['state']})"


def _spot(place: Record) -> str:
    parts = [f"page {place['page']}"] if place["page"] is not None else []
    if place["block"] is not None:
        parts.append(f"table {place['block'] + 1} of the document, row {place['row'] + 1}, field {place['col'] + 1}")
    return ", ".join([*parts, f"characters {place['start']} to {place['end']} of the text"])


def _around(text: str, place: Record) -> str:
    start, end = place["start"], place["end"]
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return " ".join(f"{before}»{text[start:end]}«{after}".split())

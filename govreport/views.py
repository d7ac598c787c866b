"""A report for a person: its tables as the form prints them, and in words where a number stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport import forms
from govreport.errors import GovReportError

if TYPE_CHECKING:
    from govreport.corpus import Corpus
    from govreport.records import Records
    from govreport.report import Report

MARKS = {"blank": "▢", "unreadable": "?", "missing": "–"}
"""What stands in a cell without a number."""
DERIVED, CONTESTED = "†", "!"
"""What follows a number that the identities imply, and one that stands in a broken identity."""

LEGEND = f"▢ blank · ? unreadable · – not shown · 3{DERIVED} implied by the sums · 3{CONTESTED} in a broken sum"
SHOWN = 60
"""Characters of a printed text that are shown at most."""


def shorten(text: object, length: int = SHOWN) -> str:
    r"""Return a text on one line, cut with an ellipsis.

    Examples
    --------
    >>> shorten("a\n b" * 9, 8)
    'a ba ba…'
    """
    line = " ".join(str(text)[: 4 * length].split())
    return line if len(line) <= length else line[: length - 1] + "…"


def number(value: float) -> str:
    """Return a number without needless decimals.

    Examples
    --------
    >>> number(1234567.0), number(0.5)
    ('1234567', '0.5')
    """
    return f"{value:.0f}" if float(value).is_integer() else repr(float(value))


def shown(value: Any, state: str, contested: Any, raw: Any = None) -> str:
    """Return what stands for a cell: the number, marked where it is derived or contested, or the mark of its state.

    Examples
    --------
    >>> shown(3.0, "derived", False), shown(pd.NA, "blank", False), shown(251000.0, "stated", True, "251000元")
    ('3†', '▢', '251000元!')
    """
    text = MARKS.get(state)
    if text is None:
        as_printed = state == "stated" and pd.notna(raw) and raw
        text = shorten(raw) if as_printed else number(value) if pd.notna(value) else MARKS["unreadable"]
    text += DERIVED if state == "derived" else ""
    return text + (CONTESTED if contested is True else "")


def labels(table: str, item: str, measure: str, printed: Any = None) -> tuple[str, str, str, str]:
    """Return the labels of a cell: item in Chinese and English, measure in Chinese and English.

    An item that the form does not list has the label that was printed.
    """
    cell = forms.by_key().get((table, item, measure))
    if cell is None:
        return (shorten(printed) if pd.notna(printed) else item), "not on the form", "统计数", "count"
    item_en, _, measure_en = cell.label_en.rpartition(" · ")
    return cell.item_zh, item_en or measure_en, cell.measure_zh, measure_en if item_en else "count"


def table_frame(figures: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return one table of a report as the form prints it.

    Parameters
    ----------
    figures
        The cells of one report.
    name
        ``proactive_disclosure``, ``requests``, ``review`` or ``statistics``.

    Returns
    -------
    DataFrame
        Rows are items and columns measures, both labelled in Chinese and English (two levels each). In
        ``proactive_disclosure``, whose articles have measures of their own, one row is one cell. Values are
        texts: the cell as printed, or a mark (``attrs["marks"]``) where there is no number.

    Raises
    ------
    GovReportError
        There is no such table on any form, or not in this report.
    """
    if name not in forms.TABLES:
        msg = f"unknown table {name!r}; expected one of {', '.join(forms.TABLES)}"
        raise GovReportError(msg)
    cells = figures[figures["table"] == name]
    if cells.empty:
        present = ", ".join(cell for cell in forms.TABLES if (figures["table"] == cell).any()) or "no table"
        msg = f"the report has no table {name}; it has {present}"
        raise GovReportError(msg)
    form = _long(cells) if name == "proactive_disclosure" else _grid(cells)
    form.attrs = {"table": name, "edition": str(cells["edition"].iloc[0]), "marks": LEGEND}
    return form


def _long(cells: pd.DataFrame) -> pd.DataFrame:
    names = pd.MultiIndex.from_tuples(_labels(cells), names=["项目", "item", "指标", "measure"])
    return pd.DataFrame({"value": _texts(cells)}, index=names)


def _grid(cells: pd.DataFrame) -> pd.DataFrame:
    grid: dict[str, dict[tuple[str, ...], str]] = {}
    items: dict[str, tuple[str, ...]] = {}
    measures: dict[tuple[str, ...], None] = {}
    for item, names, text in zip(cells["item"], _labels(cells), _texts(cells), strict=True):
        items[item] = names[:2]
        measures[names[2:]] = None
        grid.setdefault(item, {})[names[2:]] = text
    texts = [[row.get(measure) for measure in measures] for row in grid.values()]
    rows = pd.MultiIndex.from_tuples(items.values(), names=["项目", "item"])
    columns = pd.MultiIndex.from_tuples(measures, names=["指标", "measure"])
    return pd.DataFrame(texts, index=rows, columns=columns)


def _labels(cells: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    columns = (cells[column].tolist() for column in ("table", "item", "measure", "label"))
    return [labels(*row) for row in zip(*columns, strict=True)]


def _texts(cells: pd.DataFrame) -> list[str]:
    columns = (cells[column].tolist() for column in ("value", "state", "contested", "raw"))
    return [shown(*row) for row in zip(*columns, strict=True)]


def where(records: Records, text: str, cell: tuple[str, str, str]) -> str:
    """Say in words where a number stands in the source.

    Parameters
    ----------
    records
        The report.
    text
        Its text, which the offsets index.
    cell
        Table, item and measure.

    Raises
    ------
    KeyError
        The report has no such cell.
    """
    figure = next((row for row in records.figures if _key(row) == cell), None)
    if figure is None:
        tables = dict.fromkeys(row["table"] for row in records.figures)
        had = f"the tables {', '.join(tables)}" if tables else "no table"
        msg = f"the report has no cell {' / '.join(cell)}; it has {had}"
        raise KeyError(msg)
    item_zh, _, measure_zh, _ = labels(*cell, figure.get("label"))
    name = f"{item_zh} · {measure_zh} ({' / '.join(cell)})"
    place = next((row for row in records.places if _key(row) == cell), None)
    if place is None:
        return f"{name}: {_without_place(figure)} in {records.report['source']}."
    raw = shorten(figure.get("raw") or "")
    printed = repr(raw) if raw else "an empty cell"
    return (
        f"{name}: {printed} is printed in {records.report['source']}, {_spot(place)}{_context(place, text)}"
        f"{_although(figure)}."
    )


def _key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["table"], row["item"], row["measure"]


def _without_place(figure: Mapping[str, Any]) -> str:
    if figure["state"] == "derived":
        return f"{number(figure['value'])} follows from the sums of the form and is printed nowhere"
    return "no place is known" if figure["state"] == "stated" else "the cell was not found"


def _although(figure: Mapping[str, Any]) -> str:
    """Return what is to be said of a printed cell whose value is not simply what is printed."""
    if figure["state"] == "derived":
        return f"; the value {number(figure['value'])} follows from the sums of the form"
    return "; it could not be read or placed with certainty" if figure["state"] == "unreadable" else ""


def _spot(place: Mapping[str, Any]) -> str:
    """Return page, table, row and column as one counts them, from 1."""
    parts = [f"page {place['page']}"] if place.get("page") is not None else []
    counted = (("table", "block"), ("row", "row"), ("column", "col"))
    parts += [f"{word} {place[key] + 1}" for word, key in counted if place.get(key) is not None]
    if place.get("x0") is not None:
        parts.append(f"{place['x0']:.0f} points from the left and {place['y0']:.0f} from the top")
    return ", ".join(parts) or "outside every table"


def _context(place: Mapping[str, Any], text: str) -> str:
    start, end = place.get("start"), place.get("end")
    if start is None or end is None:
        return ""
    around = shorten(text[max(0, start - 25) : start] + "【" + text[start:end] + "】" + text[end : end + 15], 90)
    return f", characters {start} to {end} of the text: {around}"


def report_html(report: Report) -> str:
    """Return a report as HTML for a notebook."""
    from govreport.cards import report_card

    return report_card(report)


def corpus_html(corpus: Corpus) -> str:
    """Return a corpus as HTML for a notebook."""
    from govreport.cards import corpus_card

    return corpus_card(corpus)

"""A report's table in the layout of the official form: lines of headings and cells, from its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from govreport import forms
from govreport.explorer.words import Lang, say
from govreport.views import labels, shorten, shown

STATES = ("stated", "blank", "derived", "unreadable", "missing", "contested")
ARTICLES = {
    "rules": "article_1",
    "administrative_licensing": "article_5",
    "administrative_penalties": "article_6",
    "administrative_fees": "article_8",
    "centralized_procurement": "article_9",
}
"""Items of section two before which the form prints an article of the regulations."""
GROUPS = ("granted", "denied", "unavailable", "declined", "other")
"""How items of section three begin before whose first the form prints the name of their group."""
EDITION_OF_OTHERS = "2021"
"""Only then is 其他处理 a group; before, it is a line."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heading:
    """A text in the layout, in both languages, over so many columns; `line` where it has a line of its own."""

    zh: str
    en: str
    span: int = 1
    line: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in the layout.

    Attributes
    ----------
    key
        Table, item and measure.
    text
        The number as printed, or the mark of its state (`govreport.views.MARKS`).
    kind
        Its state, or ``contested``.
    raw
        What is printed, empty where nothing is.
    names
        Its item and measure, in Chinese and English.
    unit
        Of the number; empty where it is a count.
    """

    key: forms.Key
    text: str
    kind: str
    raw: str
    names: tuple[str, str, str, str]
    unit: str = ""

    def tip(self, lang: Lang) -> str:
        """Say in a line which cell it is, its state and what is printed."""
        item_zh, item_en, measure_zh, measure_en = self.names
        name = f"{item_zh} · {measure_zh}" if lang == "zh" else f"{item_en} · {measure_en}"
        printed = f" · {say('printed_as', lang, raw=self.raw)}" if self.raw else ""
        unit = f" · {say(f'unit_{self.unit}', lang)}" if self.unit else ""
        return f"{name} · {say(self.kind, lang)}{unit}{printed}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: how many columns it has beside that of the labels, and what stands in it, line by line."""

    columns: int
    parts: tuple[Heading | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Return the cells in the order of the form."""
        return tuple(part for part in self.parts if isinstance(part, Slot))


def tables_of(figures: pd.DataFrame) -> list[str]:
    """Return the tables that a report has, in form order."""
    return [table for table in forms.TABLES if (figures["table"] == table).any()]


def sheet(figures: pd.DataFrame, table: str) -> Sheet:
    """Lay out one table of a report.

    Parameters
    ----------
    figures
        The cells of one report.
    table
        A table that it has.

    Examples
    --------
    >>> from govreport.frames import frame
    >>> found = sheet(frame("figures", [{"table": "review", "edition": "2021", "item": "reconsideration",
    ...     "measure": "total", "value": 3.0, "state": "stated", "contested": False, "raw": "3"}]), "review")
    >>> found.columns, [part.zh for part in found.parts[:3]], found.slots[0].text
    (1, ['', '总计', '行政复议'], '3')
    """
    rows = figures[figures["table"] == table].to_dict("records")
    items: dict[str, list[Row]] = {}
    for row in rows:
        items.setdefault(str(row["item"]), []).append({str(key): value for key, value in row.items()})
    columns = max(len(cells) for cells in items.values())
    return Sheet(columns, tuple(_parts(table, items, columns)))


def _parts(table: str, items: dict[str, list[Row]], columns: int) -> Iterator[Heading | Slot]:
    before: tuple[str, ...] = ()
    group = ""
    for item, cells in items.items():
        yield from _article(table, item, columns)
        measures = tuple(str(cell["measure"]) for cell in cells)
        if measures != before or (table == "proactive_disclosure" and item in ARTICLES):
            yield from _head(table, item, cells, columns)
        before, last = measures, group
        group = _group(table, item, str(cells[0]["edition"]))
        if group and group != last:
            yield Heading(say(f"group_{group}", "zh"), say(f"group_{group}", "en"), columns + 1, line=True)
        yield from _line(table, item, cells, columns)


def _article(table: str, item: str, columns: int) -> Iterator[Heading]:
    if table == "proactive_disclosure" and item in ARTICLES:
        yield Heading(say(ARTICLES[item], "zh"), say(ARTICLES[item], "en"), columns + 1, line=True)


def _group(table: str, item: str, edition: str) -> str:
    start = item.partition("_")[0]
    if table != "requests" or start not in GROUPS or (start == "other" and edition != EDITION_OF_OTHERS):
        return ""
    return start


def _head(table: str, item: str, cells: list[Row], columns: int) -> Iterator[Heading]:
    """Yield the line that names the columns; above it, in section three, the line of the organisations."""
    measures = [str(cell["measure"]) for cell in cells]
    if measures == [*forms.APPLICANTS, "total"]:
        yield Heading("", "", 2)
        yield Heading(say("organisations", "zh"), say("organisations", "en"), len(measures) - 2)
        yield Heading("", "")
    yield Heading("", "")
    for measure in measures:
        _, _, zh, en = labels(table, item, measure)
        yield Heading(zh, en)
    yield from _rest(columns - len(cells))


def _line(table: str, item: str, cells: list[Row], columns: int) -> Iterator[Heading | Slot]:
    slots = [_slot(table, item, cell) for cell in cells]
    yield Heading(*slots[0].names[:2])
    yield from slots
    yield from _rest(columns - len(cells))


def _rest(columns: int) -> Iterator[Heading]:
    if columns:
        yield Heading("", "", columns)


def _slot(table: str, item: str, cell: Row) -> Slot:
    measure, state = str(cell["measure"]), str(cell["state"])
    contested = cell["contested"] is True
    return Slot(
        key=(table, item, measure),
        text=shown(cell["value"], state, cell["contested"], cell["raw"]),
        kind="contested" if contested else state,
        raw=shorten(cell["raw"]) if pd.notna(cell["raw"]) else "",
        names=labels(table, item, measure, cell["label"]),
        unit="" if cell["unit"] == "count" or pd.isna(cell["unit"]) else str(cell["unit"]),
    )

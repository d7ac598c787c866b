"""What a cell is called and where it stands, in the language of the reader, as far as it can be said without prose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from govreport import forms
from govreport.explorer.words import Lang, say
from govreport.views import labels, number


def cell_name(year: Any, table: Any, item: Any, measure: Any, lang: Lang) -> str:
    """Return year, table, row and column of what a finding points at, as far as it points at them.

    Examples
    --------
    >>> cell_name(2021, "requests", "received", "total", "zh")
    '2021年 · 三、依申请公开 · 一、本年新收政府信息公开申请数量 · 总计'
    >>> cell_name(2021, "requests", "received", pd.NA, "en"), cell_name(pd.NA, pd.NA, pd.NA, pd.NA, "en")
    ('2021 · 3 · requests · received in the year', '')
    """
    parts = [said_year(year, lang)] if pd.notna(year) else []
    parts += [say(table, lang)] if pd.notna(table) else []
    if pd.notna(item):
        item_zh, item_en, measure_zh, measure_en = labels(table, item, _measure(table, item, measure))
        parts.append(item_zh if lang == "zh" else item_en)
        parts += [measure_zh if lang == "zh" else measure_en] if pd.notna(measure) else []
    return " · ".join(parts)


def said_year(year: Any, lang: Lang) -> str:
    """Return a report year as a person says it."""
    return say("no_year_short", lang) if pd.isna(year) else say("of_year", lang, year=year)


def _measure(table: str, item: str, measure: Any) -> str:
    """Return a measure of an item: the one that is given, else the first of the form; only the item's name is asked."""
    if pd.notna(measure):
        return str(measure)
    return next((cell.measure for cell in forms.all_cells() if (cell.table, cell.item) == (table, item)), "")


def numbers(stated: Any, expected: Any, lang: Lang) -> str:
    """Return the two numbers of a finding, empty where it has not both.

    Examples
    --------
    >>> numbers(53.0, 52.0, "zh"), numbers(53.0, pd.NA, "en")
    ('所载53，对照52', '')
    """
    if pd.isna(stated) or pd.isna(expected):
        return ""
    return say("numbers", lang, stated=number(stated), expected=number(expected))


def spot(place: Mapping[str, Any], lang: Lang) -> str:
    """Return page, table, row and column of a place, counted from 1.

    Examples
    --------
    >>> spot({"page": 2, "block": 0, "row": 3, "col": None}, "zh"), spot({}, "en")
    ('第2页 · 第1个表 · 第4行', '')
    """
    counted = {"page": 0, "block": 1, "row": 1, "col": 1}
    return " · ".join(
        say(f"at_{key}", lang, at=place[key] + first) for key, first in counted.items() if place.get(key) is not None
    )

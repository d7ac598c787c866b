"""A table is laid out as the form prints it, each cell once, and says its state."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport import forms
from govreport.explorer.sheet import Heading, Sheet, Slot, sheet, tables_of
from govreport.frames import frame
from tests.handmade import report_of

TABLES = [(table, edition) for table in forms.TABLES for edition in forms.EDITIONS if forms.cells(table, edition)]


def figures(table: str, edition: str, cells: dict[forms.Key, dict[str, object]] | None = None) -> pd.DataFrame:
    return frame("figures", report_of(editions={table: edition}, cells=cells).figures)


def lines(found: Sheet) -> list[list[Heading | Slot]]:
    """Return the parts line by line; fails where one reaches over the end of its line."""
    rows: list[list[Heading | Slot]] = [[]]
    width = 0
    for part in found.parts:
        rows[-1].append(part)
        width += part.span if isinstance(part, Heading) else 1
        assert width <= found.columns + 1
        if width == found.columns + 1:
            rows.append([])
            width = 0
    assert rows.pop() == []
    return rows


@pytest.mark.parametrize(("table", "edition"), TABLES)
def test_every_cell_of_the_form_stands_there_once_and_lines_are_full(table: str, edition: str) -> None:
    found = sheet(figures(table, edition), table)
    assert [slot.key for slot in found.slots] == [cell.key for cell in forms.cells(table, edition)]
    for row in lines(found):
        labels = [part for part in row if isinstance(part, Heading) and not part.line]
        if any(isinstance(part, Slot) for part in row):
            assert labels[0].zh == next(part for part in row if isinstance(part, Slot)).names[0]


def test_requests_have_the_groups_of_their_edition() -> None:
    groups = {
        edition: [part.zh for part in sheet(figures("requests", edition), "requests").parts if getattr(part, "line", 0)]
        for edition in ("2019", "2021")
    }
    assert groups["2019"] == ["三、本年度办理结果", "（三）不予公开", "（四）无法提供", "（五）不予处理"]
    assert groups["2021"] == [*groups["2019"], "（六）其他处理"]


def test_applicants_stand_in_the_order_of_the_form_below_the_organisations() -> None:
    above, names, first = lines(sheet(figures("requests", "2021"), "requests"))[:3]
    assert [(part.zh, part.span) for part in above] == [("", 2), ("法人或其他组织", 5), ("", 1)]
    assert [part.zh for part in names][1:3] == ["自然人", "商业企业"]
    assert names[-1].zh == "总计"
    assert [part.key[2] for part in first[1:]] == [*forms.APPLICANTS, "total"]


def test_section_two_names_its_articles_and_the_measures_of_each() -> None:
    rows = lines(sheet(figures("proactive_disclosure", "2019"), "proactive_disclosure"))
    articles = [row[0].zh for row in rows if isinstance(row[0], Heading) and row[0].line]
    assert articles == [f"第二十条第（{number}）项" for number in "一五六八九"]
    assert [part.zh for part in rows[1] if isinstance(part, Heading)] == [
        "",
        "本年新制作数量",
        "本年新公开数量",
        "对外公开总数量",
    ]


UNREADABLE = ("review", "reconsideration", "other_result")
STATES = {
    ("review", "reconsideration", "upheld"): ({"state": "blank", "value": None, "raw": ""}, "▢", "blank"),
    ("review", "reconsideration", "corrected"): ({"state": "derived", "value": 4.0, "raw": ""}, "4†", "derived"),
    UNREADABLE: ({"state": "unreadable", "value": None, "raw": "3〇"}, "?", "unreadable"),
    ("review", "reconsideration", "pending"): ({"state": "missing", "value": None, "raw": None}, "–", "missing"),
    ("review", "reconsideration", "total"): ({"contested": True, "value": 9.0, "raw": "9"}, "9!", "contested"),
    ("review", "litigation_direct", "upheld"): ({"value": 7.0, "raw": "７"}, "７", "stated"),
}  # fmt: skip


def test_a_cell_shows_its_state_by_mark_and_kind() -> None:
    cells = {key: fields for key, (fields, _, _) in STATES.items()}
    slots = {slot.key: slot for slot in sheet(figures("review", "2021", cells), "review").slots}
    assert {key: (slots[key].text, slots[key].kind) for key in STATES} == {
        key: (text, kind) for key, (_, text, kind) in STATES.items()
    }
    unreadable = slots[UNREADABLE]
    assert unreadable.tip("en") == "administrative reconsideration · other result · unreadable · printed: 3〇"
    assert unreadable.tip("zh") == "行政复议 · 其他结果 · 无法识读 · 原文：3〇"
    assert "printed" not in slots["review", "reconsideration", "pending"].tip("en")


def test_money_says_its_unit() -> None:
    key = ("proactive_disclosure", "administrative_fees", "amount")
    (tip,) = [
        slot.tip("zh")
        for slot in sheet(
            figures("proactive_disclosure", "2021", {key: {"unit": "yuan"}}), "proactive_disclosure"
        ).slots
        if slot.key == key
    ]
    assert tip == "行政事业性收费 · 本年收费金额 · 已填数字 · 元 · 原文：0"


def test_a_row_that_the_form_does_not_have_keeps_its_printed_label() -> None:
    row = {"table": "statistics", "edition": "2014", "item": "unlisted_1", "measure": "count", "value": 3.0}
    found = sheet(
        frame("figures", [row | {"state": "stated", "contested": False, "label": "<自拟>", "raw": "3"}]), "statistics"
    )
    assert found.slots[0].names[:2] == ("<自拟>", "not on the form")


def test_tables_come_in_the_order_of_the_form() -> None:
    found = pd.concat([figures("review", "2021"), figures("requests", "2021")])
    assert tables_of(found) == ["requests", "review"]
    assert tables_of(found.iloc[:0]) == []

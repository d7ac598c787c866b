"""A table that stands twice: never a mixture of both, and none of two that nothing tells apart."""

from __future__ import annotations

import pytest

from govreport.readers import read_document
from govreport.tables import FoundTable, read_tables
from tests.golden import texts
from tests.golden.report import SECTIONS, Report

REPORT = Report("白榆县水务局", 2022, "2021", 21)
OTHER = Report("白榆县水务局", 2021, "2021", 23)
HEADING = SECTIONS[2]


def section(report: Report) -> str:
    text = texts.lines(report)
    return text[text.index(HEADING + "\n") + len(HEADING) + 1 : text.index(SECTIONS[3] + "\n")]


def requests(*pieces: str) -> FoundTable:
    """Read a report whose section three is made of some pieces."""
    text = texts.lines(REPORT)
    before, after = text.split(section(REPORT))
    return read_tables(read_document((before + "".join(pieces) + after).encode()))["requests"]


def read_as(table: FoundTable, report: Report) -> bool:
    meant = {key: float(text) for key, text in vars(report)["values"].items() if key[0] == "requests"}
    return {key: figure.value for key, figure in table.figures.items()} == meant


def test_a_table_of_the_year_before_is_told_by_its_caption() -> None:
    old, new = "2021年申请情况（对照）\n" + section(OTHER), "2022年申请情况\n" + section(REPORT)
    assert read_as(requests(old, new), REPORT)
    assert read_as(requests(new, old), REPORT)


def test_a_part_of_the_whole_is_told_by_its_caption() -> None:
    assert read_as(requests("全县情况\n", section(REPORT), "其中：县政府本级情况\n", section(OTHER)), REPORT)


@pytest.mark.parametrize("between", ["", "县政府本级情况\n"])
def test_what_two_tables_that_nothing_tells_apart_state_differently_is_unreadable(between: str) -> None:
    table = requests(section(OTHER), between, section(REPORT))
    one, two = (vars(report)["values"] for report in (OTHER, REPORT))
    for key, figure in table.figures.items():
        same = one[key] == two[key]
        assert (figure.state, figure.value) == (("stated", float(one[key])) if same else ("unreadable", None))
    assert [note.code for note in table.notes] == ["unknown_label"]


def test_the_same_table_twice_is_one_table() -> None:
    table = requests(section(REPORT), section(REPORT))
    assert read_as(table, REPORT)
    assert table.notes == []


def test_headers_printed_again_on_a_new_page_begin_no_new_table() -> None:
    lines = section(REPORT).splitlines(keepends=True)
    head = [line for line in lines if "自然人" in line or "商业企业" in line]
    assert head
    assert read_as(requests(*lines[:14], *head, *lines[14:]), REPORT)


def test_headers_that_read_like_an_item_begin_no_new_table() -> None:
    lines = section(REPORT).splitlines(keepends=True)
    head = "项目\t予以公开人\t部分公开人\t重复申请人\t总计\n"
    again = [piece for at, line in enumerate(lines) for piece in ([head, line] if at % 2 else [line])]
    assert read_as(requests(*again), REPORT)


def test_labels_above_no_row_of_numbers_are_a_table_without_cells() -> None:
    labels = "一、本年新收政府信息公开申请数量\n（一）予以公开\n（二）部分公开\n1.属于国家秘密\n（七）总计\n"
    table = read_tables(read_document((labels + "以上均无。\n").encode()))["requests"]
    assert {figure.state for figure in table.figures.values()} == {"missing"}

"""Sentences: joined over breaks, cut at their ends, in the section that their heading names."""

from __future__ import annotations

import pytest

from govreport.document import Document
from govreport.prose.sections import section_headed
from govreport.prose.sentences import sentences
from tests.prose.documents import page


def _texts(document: Document) -> list[str]:
    return [one.text for one in sentences(document)]


def test_a_sentence_is_joined_over_lines_and_pages() -> None:
    document = page("全年收到申请，均已按期答", "- 3 -", "复并公开。网站发布信息12条。")
    assert _texts(document) == ["全年收到申请，均已按期答\n- 3 -\n复并公开。", "网站发布信息12条。"]


def test_offsets_hold_and_breaks_are_kept() -> None:
    document = page("一、总体情况", "2031年，青禾县水务局通过门户网站公开信息2", "15条，按期答复", "申请3件。完成！")
    for one in sentences(document):
        assert document.text[one.start : one.end] == one.text
    assert _texts(document)[1] == "2031年，青禾县水务局通过门户网站公开信息2\n15条，按期答复\n申请3件。"


@pytest.mark.parametrize("below", ["（二）依申请公开情况", "2.政策解读", "二是加强培训", "二、主动公开政府信息情况"])
def test_a_heading_is_never_joined(below: str) -> None:
    assert _texts(page("全年公开信息，不断加强管理", below)) == ["全年公开信息，不断加强管理", below]


def test_a_heading_without_a_sign_is_not_joined_with_its_text() -> None:
    assert _texts(page("主动公开政府信息数量", "全年公开信息12条。")) == ["主动公开政府信息数量", "全年公开信息12条。"]


def test_tables_are_no_prose_and_part_what_stands_around_them() -> None:
    assert _texts(page("全年公开信息，", "规章\t3", "共12条。")) == ["全年公开信息，", "共12条。"]


def test_sections_go_by_content_not_by_number() -> None:
    document = page(
        "青禾县水务局2031年政府信息公开工作年度报告", "概述", "甲事。", "二、平台建设情况", "乙事。",
        "三、主动公开工作情况", "丙事。", "（一）依申请公开情况", "丁事。", "四、政府信息公开申请情况", "戊事。",
        "存在的问题及改进情况", "己事。", "其他需要报告的事项", "庚事。",
    )  # fmt: skip
    found = {one.text: one.section for one in sentences(document) if one.text.endswith("事。")}
    assert found == {"甲事。": 1, "乙事。": 1, "丙事。": 2, "丁事。": 2, "戊事。": 3, "己事。": 5, "庚事。": 6}


def test_above_the_first_heading_there_is_no_section() -> None:
    assert sentences(page("本报告依据条例编制。", "一、总体情况"))[0].section is None


@pytest.mark.parametrize(
    "text",
    ["未收到政府信息公开申请", "主动公开政府信息120条", "2031年，复议零件。", "（三）行政复议情况", "1.主动公开情况"],
)
def test_what_says_something_heads_no_section(text: str) -> None:
    assert section_headed(text, 1) is None


def test_an_endless_document_is_bounded() -> None:
    assert len(sentences(page("甲。" * 30_000))) <= 20_000


def test_a_row_of_numbers_parts_what_stands_around_it() -> None:
    document = page("全年收到申请，均已按期答", "办结  12  3  0", "复并公开。")
    assert _texts(document) == ["全年收到申请，均已按期答", "复并公开。"]

"""What kind of source a document is: a report, the empty form, a page that only links to one, or none."""

from __future__ import annotations

import re

from govreport.document import Document, Paragraph
from govreport.tables.labels import fold

_TITLE = re.compile(r"(?:信息|政务)公开.{0,12}(?:年度报告|年报|工作报告|年度工作报告)")
_HEADINGS = {
    1: re.compile(r"总体情况|概述|基本情况|总体概况|工作概况"),
    2: re.compile(r"主动公开"),
    3: re.compile(r"依申请|申请情况|申请公开|收到和处理"),
    4: re.compile(r"复议|诉讼"),
    5: re.compile(r"问题|改进"),
    6: re.compile(r"其他(?:需要)?报告|其他事项"),
}
# Headings of their own that belong to the account of the year, whatever their number.
_PART_OF_FIRST = re.compile(
    "平台建设|监督保障|信息管理|工作机制|组织领导|机制保障|机构建设|政策解读|回应关切|教育培训|队伍建设"
)
# （一） and 1. head a part of a section, never a section.
_PART = re.compile(r"[-*•·]?\s*\**(?:\(|\d{1,2}\s*[.、)]|[一二三四五六七八九十]{1,2}是)")
_TOP = re.compile(r"[#\s*]*(?:第?[一二三四五六七八九十]{1,2}(?:部分)?\s*[、.,:]?|\d{1,2}[.、])?\s*\**")
_LEAST_TEXT = 12
MAX_HEADING = 40


def names_report(text: str | None) -> bool:
    """Return whether a title or link names an annual report on open government information.

    Examples
    --------
    >>> names_report("白榆县水务局2023年政府信息公开工作年度报告"), names_report("白榆县水务局简介")
    (True, False)
    """
    return text is not None and _TITLE.search(fold(text[:300])) is not None


def sections_with_text(document: Document) -> set[int]:
    """Return which of the six sections have a heading and words below it, by what the heading says.

    Parameters
    ----------
    document
        Any document.
    """
    found: set[int] = set()
    current: int | None = None
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        text = fold(block.text[:400])
        heading = section_of(text)
        if heading is not None:
            current = heading
        elif current is not None and len(text) >= _LEAST_TEXT and not names_report(text):
            found.add(current)
    return found


def section_of(text: str) -> int | None:
    """Return the section that a short line heads, None for any other line."""
    if not 2 <= len(text) <= MAX_HEADING or text.endswith(("。", ";", ",")):
        return None
    return next((number for number, pattern in _HEADINGS.items() if pattern.search(text)), None)


def section_headed(text: str, current: int | None) -> int | None:
    """Return the section that a line opens by what it says, None where it heads none.

    Parameters
    ----------
    text
        A paragraph as printed; marks of Markdown and any number may stand before its words.
    current
        The section it stands in; a heading below another one's number (（一）, 1.) opens none.

    Examples
    --------
    >>> section_headed("四、政府信息公开申请情况", 1), section_headed("（二）依申请公开情况", 1)
    (3, None)
    >>> section_headed("六、平台建设情况", 3), section_headed("存在的问题及改进情况", 4)
    (1, 5)
    """
    if len(text) > MAX_HEADING + 10:
        return None
    plain = fold(text).strip().rstrip("*:")
    if _PART.match(plain.lstrip("# ")) or (current and _is_sentence(plain)):
        return None
    headed = section_of(plain)
    if headed is None and re.match(r"[#\s]*[一二三四五六七八九十]{1,2}[、.]", plain) and _PART_OF_FIRST.search(plain):
        return 1 if (current or 1) < 5 else None
    return headed


def _is_sentence(text: str) -> bool:
    """Return whether a short line says something: a sign of a sentence inside, a number, a year."""
    return re.search(r"[。;]|\d{2}|,.*,|[:=].|未|没有", _TOP.sub("", text, 1)) is not None

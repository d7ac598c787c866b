"""Whose numbers a report adds up, where its words say so."""

from __future__ import annotations

import re

_SAYS = re.compile(
    r"(?:统计|汇总|数据|年报|年度报告|本报告)[^。；;！？!?\n]{0,24}?(?:范围|口径|包括|包含|涵盖|汇总|涉及|仅限|不含|不包括)[^。；;！？!?\n]{0,80}"
)
_BELOW = re.compile(
    "(?:各|所有|所辖|下辖|全[市县区州省旗盟])[^，,。]{0,12}?(?:县|区|旗|乡镇?|镇|街道|镇街|市直|县直|区直|级行政机关|级政府)"
    "|(?:乡镇|镇街|街道|县[（(]市、?区[）)]|县区|区县|市县|县市区|乡[（(]镇[）)])"
)
_DEPARTMENTS = re.compile("(?:所属|直属|下属|政府各|政府工作|组成|各)[^，,。]{0,6}?(?:部门|单位|机构|分局|系统)")
_OWN = re.compile(
    "(?:仅|只|不含|不包括|不包含)[^，,。]{0,20}?(?:本机关|本单位|本部门|本局|本级|本厅|本委|本办|各?乡镇|各?部门|各?街道|下属|所属|直属)"
)
_ALL_RECEIVED = re.compile(
    r"全(?:省|市|县|区|州|盟|旗|自治区|自治州)(?:各级|各)?(?:行政机关|政府机关|政府|机关|部门|地区|地各部门)?"
    r"[^。；;！？!?\n]{0,10}?(?:共|新|累计)?(?:收到|受理|接收)[^。；;！？!?\n]{0,16}?申请[^。；;！？!?\n]{0,6}?\d"
)
_CONTENTS = re.compile("(?:包括|包含|由|涵盖)[^。；;\n]{0,12}(?:总体情况|主动公开|六个?部分|[\u4e00-\u9fff]部分)")
_TEMPLATE = re.compile("公开条例|格式|期限为?|时限")
MOST_TEXT = 60_000


def read_reach(text: str, printed: str = "") -> tuple[str, str | None]:
    """Return whose numbers a report adds up, and the words that say so.

    Parameters
    ----------
    text
        The report's text.
    printed
        The agency as printed: a remark such as (本级) says it too.

    Returns
    -------
    tuple
        ``own``, ``own_and_departments``, ``jurisdiction`` or ``unknown``, and the sentence or None.

    Examples
    --------
    >>> read_reach("本报告统计范围包括区政府各部门和各乡镇、街道。")
    ('jurisdiction', '本报告统计范围包括区政府各部门和各乡镇、街道')
    >>> read_reach("本报告包括总体情况、主动公开政府信息情况等六部分。")
    ('unknown', None)
    """
    remark = re.search(r"[(（](?:本级|机关|本部|局机关)[)）]|本级$|(?:政府|局|厅)机关$", printed)
    if remark:
        return "own", remark[0]
    text = text[:MOST_TEXT]
    for match in _SAYS.finditer(text):
        reach = _reach_of(match[0])
        if reach:
            return reach, match[0]
    found = _ALL_RECEIVED.search(text)
    return ("jurisdiction", found[0]) if found else ("unknown", None)


def _reach_of(words: str) -> str | None:
    if _CONTENTS.search(words) or _TEMPLATE.search(words):
        return None
    if _OWN.search(words):
        return "own"
    if _BELOW.search(words):
        return "jurisdiction"
    return "own_and_departments" if _DEPARTMENTS.search(words) else None

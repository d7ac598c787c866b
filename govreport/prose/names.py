"""What a title says besides being one: the report year and the agency that it names."""

from __future__ import annotations

import re

from govreport.prose.dates import YEAR, numeral
from govreport.prose.lines import compact, squeeze

# 人民政府信息公开 is a people's government's 信息公开, not a 政府信息公开 of the people.
TOPIC = re.compile("(?<!人民)政府信息|信息公开|政务公开")
ATTACHED = re.compile(
    r"\s*(?:附件?\s*[一二三四五六七八九十\d]{0,2}\s*[:.、]|(?:标题|信息名称|名称|题名|文件名称)\s*:)\s*"
)
SPAN = re.compile(rf"(?<!\d)({YEAR})(?:年度?)?(?:[-—–―─~至到](?:{YEAR}|\d\d(?!\d)))?(?:学年度?|年度|年)?(?!\d)")
ONLY_YEAR = re.compile(rf"\(?{YEAR}(?:年度?|学年)?\)?")

_ISSUED = re.compile(r"\d{1,2}月|.{0,2}(?:发布|公布|印发|公开版|修订)")
_STOP = re.compile("年度|关于|依申请|主动公开|公开信息|公布|发布")
_OPENINGS = (
    re.compile('[《“"]'),
    re.compile("关于(?:公布|发布)?"),
    re.compile("[度的年]"),
)
_OFFICE = (
    "(?:[局委厅部院府署社司校站所队会处馆区镇乡县市省州盟旗团行办]"
    "|办公室|中心|街道|公司|大学|小学|中学|林场|农场|本级|机关)"
)
_ORG = re.compile(rf"[\u3400-\u9fff()·、]{{1,38}}{_OFFICE}(?:\(本级\))?")
_PLACE = re.compile(r"[\u3400-\u9fff]{1,15}(?:[省市县区州盟旗镇乡]|街道|苏木)")
_HAS_PLACE = re.compile(r".(?:[省市县州盟旗镇乡区]|街道)|^(?:国家|中国|中央)")
# Words of menus; an agency may bear the soft ones if it ends as only agencies do.
_HARD = re.compile("首页|导航|大厅|互动|走进|领导|专栏|专题|栏目|登录|注册|搜索|乡镇|市县|县区|区县|市直|各.|部门|公开")
_SOFT = re.compile("信息|目录|办事(?!处)|机构|数据|网站|新闻|动态|服务|查询|投诉")
_SURE = re.compile("(?:[局委署府]|办公室|厅|部)$")
_GENERIC = re.compile(
    r"(?:[我本全该].{0,3}|局|委|办|厅|市|县|区|省|镇|乡|部门|街道|(?:各|市|县|区)?(?:单位|部门|机关)|[市县区]?直属?(?:部门|单位))"
)


def year_of(title: str) -> int | None:
    """Return the report year that a title names.

    Parameters
    ----------
    title
        A title as printed.

    Returns
    -------
    int or None
        The year that stands with the topic, not the year of an issue ("2020年发布"); the last year of a span.

    Examples
    --------
    >>> year_of("青禾县统计局二〇二一年度政府信息公开工作年度报告"), year_of("2019年度政府信息公开年报（2020年发布）")
    (2021, 2019)
    """
    text = compact(title)
    spans = [match for match in SPAN.finditer(text) if not _ISSUED.match(text, match.end())]
    topic = TOPIC.search(text)
    before = [match for match in spans if topic and match.end() <= topic.start()]
    chosen = before[-1] if before else spans[0] if spans else None
    return numeral(re.findall(YEAR, chosen[0])[-1]) if chosen else None


def agency_of(title: str) -> str | None:
    """Return the agency that a title names, as printed there.

    Parameters
    ----------
    title
        A title as printed.

    Returns
    -------
    str or None
        None where it names none, or only "我局" and the like.

    Examples
    --------
    >>> agency_of("2024 年青禾县统计局政府信息公开工作年度报告"), agency_of("2020年政府信息公开年报（云岭市人民政府）")
    ('青禾县统计局', '云岭市人民政府')
    """
    printed, text = squeeze(title), compact(title)
    start = 0
    for opening in (ATTACHED, *_OPENINGS[:2], SPAN, _OPENINGS[2]):
        found = opening.match(text, start)
        start = found.end() if found else start
    ends = [match.start() for pattern in (SPAN, TOPIC, _STOP) if (match := pattern.search(text, start))]
    return proper(printed[start : min(ends)] if ends else "") or _beside(printed, text)


def proper(name: str) -> str | None:
    """Return the name without the signs around it; None for what names nobody ("我局").

    Parameters
    ----------
    name
        A piece of a title, of a signature or of metadata.

    Returns
    -------
    str or None
        As printed, without blanks.

    Examples
    --------
    >>> proper("青禾县统计局（"), proper("我局"), proper("2020")
    ('青禾县统计局', None, None)
    """
    bare = squeeze(name).strip("的、，,:：-—–·《》“”\"'.")
    bare = bare[:-1].rstrip("的") if bare.endswith(("(", "（", "[", "【")) else bare
    named = len(bare) >= 2 and re.search("[\u3400-\u9fff]", bare) and not _GENERIC.fullmatch(bare)
    return bare if named else None


def _beside(printed: str, text: str) -> str | None:
    """Return the agency in brackets or behind a dash: 政府信息公开年报（青禾县统计局）."""
    for match in re.finditer(r"[(\[]([^()\[\]]{3,30})[)\]]|[-—]{1,2}([^()—-]{3,30})$", text):
        place = match.span(1) if match[1] else match.span(2)
        name = SPAN.sub("", text[slice(*place)])
        if is_org(name):
            start = text.index(name, place[0])
            return printed[start : start + len(name)]
    return None


def is_org(text: str) -> bool:
    """Return whether a compact line is nothing but the name of an agency or a place.

    Parameters
    ----------
    text
        A line, folded and without blanks.

    Returns
    -------
    bool
        False for the words of a menu.

    Examples
    --------
    >>> is_org("青禾县统计局"), is_org("办事大厅"), is_org("云岭市经济和信息化局")
    (True, False, True)
    """
    if not _ORG.fullmatch(text) or _HARD.search(text) or _GENERIC.fullmatch(text):
        return False
    return bool(_SURE.search(text)) or not _SOFT.search(text)


def is_place(text: str) -> bool:
    """Return whether a compact line is nothing but the name of a place.

    Parameters
    ----------
    text
        A line, folded and without blanks.

    Returns
    -------
    bool
        By its last character only; no list of places is asked.
    """
    return bool(_PLACE.fullmatch(text)) and not (_HARD.search(text) or _SOFT.search(text) or _GENERIC.fullmatch(text))


def names_a_place(agency: str) -> bool:
    """Return whether an agency's name already says where it is.

    Parameters
    ----------
    agency
        As printed.

    Returns
    -------
    bool
        False for "科学技术局".

    Examples
    --------
    >>> names_a_place("青禾县统计局"), names_a_place("统计局")
    (True, False)
    """
    return bool(_HAS_PLACE.search(agency))

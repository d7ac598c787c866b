"""The numbers of a text: Arabic, Chinese and mixed, with bound, unit and place; what is no quantity is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from govreport.prose.lines import fold

_SIGNS = dict(
    zip("零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖两", (0, 0, 0, *range(1, 10), *range(1, 10), 2), strict=True)
)
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_FACTOR = _SMALL | _LARGE | {"万亿": 1_000_000_000_000}

# Longer measure words first. What measures time or growth is known so that it is not taken for something shorter.
UNITS = (
    "个百分点|个工作日|个小时|工作日|个月|人次|条次|件次|篇次|场次|期次|部次|班次|户次|份次|小时|分钟|平方米|公里|余元|"
    "%|条|件|篇|次|场|期|个|部|份|则|项|幅|组|起|宗|例|人|名|位|户|家|封|批|轮|元|堂|节|集|册|本|张|版|页|块|处|类|"
    "辆|台|套|所|座|天|年|月|日|周|倍|成|分|秒|步|度|届|级|岁|字|只|支|档|种|方面|环节"
)
_CHINESE_UNITS = "人次|条次|件次|篇次|场次|条|件|篇|次|场|期|个|部|份|则|项|起|宗|例|人|名|位|封|轮"
_CN = "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖两十拾百佰千仟万亿"
_MORE = "余多几来"

_PLAIN = r"\d{1,3}(?:,\d{3})+(?!\d|,\d)|\d{1,3}(?: \d{3})+(?![\d ]*\d)|\d+"
_NUMBER = re.compile(
    rf"(?P<run>(?<![\d ])\d{{1,2}}(?: \d{{1,2}})+(?![\d.,]))"
    rf"|百分之(?P<share>[{_CN}点]+|\d+(?:\.\d+)?)|(?P<whole>百分百)"
    rf"|(?P<range>\d[\d.,]*[百千万亿]?(?:[-—–~～至到]|\.\.)+\d[\d.,]*)"
    rf"|(?<![\d.])(?P<digits>(?:{_PLAIN})(?:\.\d+)?) ?(?P<more>[{_MORE}])?(?P<by>万亿|[百千万亿])?"
    r"(?:(?P<rest>\d(?:\.\d+)?)(?P<rest_by>[百千万]))?(?P<late>[余多来几+])?"
    rf"|(?P<words>[{_CN}]+)(?P<after>[{_MORE}])?(?P<big>[万亿])?(?P<behind>[余多])?"
)
_UNIT = re.compile(rf" ?({UNITS})")
_BEFORE = re.compile(
    r"(?:(?P<least>不少于|不低于|不小于|超过|(?<!赶)超出?|逾|突破|至少|多于|高于|大于|[>≥]=?)"
    r"|(?P<most>不超过|不多于|不高于|不足|不到|少于|低于|至多|最多|[<≤]=?)"
    r"|(?P<about>接近|将近|(?<![附最远])近|大约|约为|(?<![节预条简制])约|大概|左右))(?:了|达|有|为)? ?$"
)
_AFTER = re.compile(r" ?[)]?(?:(?P<least>以上|余(?!额)|多(?=[,。;]|$))|(?P<about>左右|上下)|(?P<most>以内|以下|之内))")
_UP_TO = re.compile(r"(?<=[^以网线]上)[百千万亿]")
_NOT_BEFORE = re.compile(r"(?:第[(]?|[A-Za-z_#×·*/]|\d:|\.\d{0,9}|\d-|[几若]|[〇〔\[])$")
_NOT_AFTER = re.compile(r"[A-Za-z×·*@#]|:\d|-\d|号(?!召)|\]|〕| ?[年月日](?![人个])|/\d|届|大(?=[精报会以])")
_ONE_OF = re.compile(
    r"一(?:件事|次性|条龙|个窗口|部分|站式|个方面|项重[要点]|次办|场硬仗|个平台|人一|项一|事一|件一|次不|个标准|份力|期工程)"
)

# 两个平台, 三个方面: words for what was listed before.
_KINDS = re.compile("个?(?:平台|渠道|阵地|载体|方面|途径|层面|环节|重点|类别|维度|抓手|关口|账号)")

# Digits that count nothing: addresses of the web, names of documents, dates, contacts, marks of lists, hotlines.
_DATE = r"20\d\d ?[-./年] ?\d{1,2} ?[-./月] ?\d{1,2} ?[日号]?(?:[ ]?\d{1,2}[:-]\d\d(?:[:-]\d\d)?)?"
_NOISE = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9./?=&_%#:+~-]*|[\w.+-]{1,40}@[\w.-]{1,40}|《[^《》]{0,80}》"
    r"|[\[〔(【]?(?:19|20)\d\d[\]〕)】] ?第? ?\d+ ?号|第 ?[(]? ?[0-9"
    + _CN
    + r"]+ ?[)]?|"
    + _DATE
    + r"|(?:19|20)\d\d ?(?:年度?|-(?=20\d\d))|[〇○零一二三四五六七八九]{4}年|\d{1,2} ?月 ?\d{1,2} ?日"
    r"|\d{1,2} ?[-至到] ?\d{1,2} ?月|\d{1,2} ?月(?!份?[余多])"
    r"|[十一二三四五六七八九]{1,2}月(?:[十一二三四五六七八九]{1,3}日)?"
    r"|(?:电话|传真|邮编|邮政编码|手机|热线|号码|举报)[号码]{0,2}[为是:]{0,2} ?[\d(][\d() -]{4,20}\d"
    r"|\d{3,4}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)|\d+(?:-\d+)? ?号"
    r"|[“\"'‘「][^“”\"'‘’「」]{0,20}[”\"'’」](?![、,]?\d)"
    r"|(?<!\d)12\d{3}(?= ?(?:政务|便民|市民|政府|阳光|公开|服务|热线|平台|工单|投诉|诉求|来电|转办|系统|举报|等|、))"
    r"|(?<!\d)1[12]\d(?= ?(?:报警|平台|热线))"
    r"|(?:^|[。;:!?])\s*[-•*]?\s*(?:[(]?\d{1,2}[)]|\d{1,2}[.、](?!\d)|\d{1,2}\.(?=20\d\d ?年|12\d{3}\D))"
)
_LONGEST = 20_000


class Number(NamedTuple):
    """One quantity of a text.

    Attributes
    ----------
    value
        万 and 亿 multiplied out; percentages as 0–100.
    bound
        ``exact``, ``at_least``, ``at_most`` or ``about``.
    percent
        True for N% and 百分之N.
    start, end
        Where the numeral stands, signs of its bound behind it (余, 多) included.
    unit, unit_start, unit_end
        The measure word behind it; empty, and both at `end`, where there is none.
    """

    value: float
    bound: str
    percent: bool
    start: int
    end: int
    unit: str
    unit_start: int
    unit_end: int


def chinese(text: str) -> float | None:
    """Return the number that Chinese numerals stand for, None where they stand for none.

    Examples
    --------
    >>> [chinese(text) for text in ("十二", "两", "一百零三", "三千二百", "二十万", "百", "九十九点五", "二三")]
    [12, 2, 103, 3200, 200000, 100, 99.5, None]
    """
    whole, _, decimals = text.partition("点")
    value = _chinese_whole(whole)
    if value is None or not decimals:
        return value
    if any(sign not in _SIGNS for sign in decimals):
        return None
    return float(f"{value}." + "".join(str(_SIGNS[sign]) for sign in decimals))


def _chinese_whole(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for at, sign in enumerate(text):
        if sign in _SIGNS:
            if digit is not None and digit != 0:
                return None
            digit = _SIGNS[sign]
        elif sign in _SMALL:
            if digit is None and at and text[at - 1] not in _LARGE:
                return None
            section, digit = section + (1 if digit is None else digit) * _SMALL[sign], None
        else:
            total, section, digit = (total + max(section + (digit or 0), 1)) * _LARGE[sign], 0, None
    return total + section + (digit or 0) if text else None


def _without_noise(text: str) -> str:
    return _NOISE.sub(lambda match: "\x00" * len(match[0]), text)


def numbers(text: str) -> list[Number]:
    """Return the quantities of a text in order.

    Parameters
    ----------
    text
        Any text; it may hold full-width signs and blanks.

    Returns
    -------
    list of Number
        Offsets into `text`. Numbers of documents, dates, telephones, postcodes, addresses, headings, ordinals,
        ranges and digits parted by blanks are not among them; a Chinese numeral is only with a measure word.

    Examples
    --------
    >>> [(one.value, one.bound, one.unit) for one in numbers("推送信息 1,286 条，刊发稿件十余篇，粉丝超过3.2万人")]
    [(1286.0, 'exact', '条'), (10.0, 'at_least', '篇'), (32000.0, 'at_least', '人')]
    >>> numbers("根据国办公开办函〔2021〕30号文件要求，于2022年1月5日公布，电话0999-1234567")
    []
    """
    plain = _without_noise(fold(text[:_LONGEST]).replace("\n", " "))
    return list(_found(plain))


def _found(plain: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(plain):
        if match["run"] or match["range"]:
            continue
        read = _value(match)
        if read is None:
            continue
        unit = _UNIT.match(plain, match.start() + len(match[0].rstrip()))
        if match["words"] and not _counts(plain, match):
            continue
        if _is_no_quantity(plain, match):
            continue
        yield _number(plain, match, read, unit)


def _value(match: re.Match[str]) -> float | None:
    if match["whole"]:
        return 100.0
    if share := match["share"]:
        return float(share) if share[0].isdigit() else _floated(chinese(share))
    if words := match["words"]:
        base = chinese(words)
        return None if base is None else float(base) * _FACTOR.get(match["big"] or "", 1)
    value = float(match["digits"].replace(",", "").replace(" ", "")) * _FACTOR.get(match["by"] or "", 1)
    if match["rest"]:
        value += float(match["rest"]) * _FACTOR[match["rest_by"]]
    return round(value, 6)


def _floated(value: float | None) -> float | None:
    return None if value is None else float(value)


def _counts(plain: str, match: re.Match[str]) -> bool:
    """Return whether Chinese numerals count something: a measure word follows, or they are as large as 两万."""
    if any(_ONE_OF.match(plain, at) for at in (match.start(), match.end() - 1)) or _KINDS.match(plain, match.end()):
        return False
    if re.compile(rf" ?(?:{_CHINESE_UNITS})").match(plain, match.end()):
        return True
    large = len(match["words"]) > 1 and match["words"][-1] in "百千万亿"
    return large and (match.end() == len(plain) or plain[match.end()] in ",。;)、 ")


def _is_no_quantity(plain: str, match: re.Match[str]) -> bool:
    before, after = plain[max(0, match.start() - 4) : match.start()], match.end()
    if match["share"] or match["whole"]:
        return False
    if match["words"] and before.endswith(tuple("数每逐统进单唯同某任另这那其之")):
        return True
    return _NOT_BEFORE.search(before) is not None or _NOT_AFTER.match(plain, after) is not None


def _number(plain: str, match: re.Match[str], value: float, unit: re.Match[str] | None) -> Number:
    start, end = match.start(), match.start() + len(match[0].rstrip())
    percent = bool(match["share"] or match["whole"])
    if percent or unit is None:
        name, unit_start, unit_end = ("%" if percent else ""), end, end
    else:
        name, (unit_start, unit_end) = unit[1], unit.span(1)
    bound = _bound(plain, match, unit_end)
    return Number(value, bound, percent or name == "%", start, end, name, unit_start, unit_end)


def _bound(plain: str, match: re.Match[str], unit_end: int) -> str:
    before = _BEFORE.search(plain[max(0, match.start() - 6) : match.start()])
    after = _AFTER.match(plain, unit_end)
    for found in (before, after):
        if found:
            return {"least": "at_least", "most": "at_most", "about": "about"}[str(found.lastgroup)]
    if match["words"] and _UP_TO.match(plain, match.start()):
        return "at_least"
    behind = any(match[name] for name in ("more", "late", "after", "behind"))
    return "at_least" if behind else "exact"

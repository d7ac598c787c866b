"""Dates of a report: the period its numbers cover, the day it was published, the years its words name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from govreport.prose.lines import fold, squeeze

_CN = "[〇○◯零Oo0一二三四五六七八九]"
_ONES = "一二三四五六七八九"
YEAR = rf"(?:20\d\d|二{_CN}{{3}})"
_MONTH = rf"(?:\d{{1,2}}|十[一二]?|[{_ONES}元])"
_DAY = rf"(?:\d{{1,2}}|[一二三]?十[{_ONES}]?|廿[{_ONES}]?|[{_ONES}])"
_DASH = "[-—–―─~]{1,2}"
_TO = rf"起?[,、]?(?:至|到|{_DASH})"
_TIME = r"(?:\d{1,2}[:时点](?:\d\d分?)?(?::\d\d)?|零时)?"

_DATE = re.compile(rf"(?<!\d)({YEAR})\s*[年./-]\s*({_MONTH})\s*[月./-]\s*({_DAY})(?!\d)\s*[日号]?")
_PACKED = re.compile(r"(?<!\d)(20\d\d)([01]\d)([0-3]\d)(?!\d{1,5}(?!\d))")
_RANGE = re.compile(
    rf"(?<!\d)(?:({YEAR})[年./-])?({_MONTH})[月./-]({_DAY})[日号]?{_TIME}{_TO}"
    rf"(?:({YEAR})[年./-]|同年|当年|本年)?({_MONTH})[月./-]({_DAY})(?!\d)[日号]?"
)
_MONTHS = re.compile(rf"(?<!\d)({YEAR})年({_MONTH})月?(?:份)?{_TO}(?:({YEAR})年)?({_MONTH})月(?![\d{_ONES}十])")

# What a sentence calls the time its numbers cover, and words that name it only together with a whole year.
_STRONG = re.compile(
    "统计(?:数据)?的?(?:期|时|区间|周期|年限|范围|起止|截)|数据的?(?:统计|期|时|起止|截)|(?:所列|所用|使用|涉及)的?数据"
    "|报告(?:期|时限|时段|的?时间)"
)
_WEAK = re.compile("统计|数据|本?(?:年度)?报告|年报|涵盖")
_LIKELY = re.compile(
    rf"[月./-][{_ONES}十\d]{{1,3}}[日号]?{_TIME}{_TO}[{_ONES}十\d同当本]|年[{_ONES}十\d]{{1,2}}月?份?{_TO}"
)
_KEYS = ("统计", "統計", "数据", "數據", "报告", "報告", "年报", "年報", "涵盖", "涵蓋")
_STOPS = "。；;！\n"
SCANNED = 20_000


class Period(NamedTuple):
    """First and last day of the time that a report's numbers cover."""

    start: date
    end: date

    @property
    def year(self) -> int:
        """Return the year in which most of the period lies."""
        return (self.start + (self.end - self.start) / 2).year


def numeral(text: str) -> int:
    """Return the number that digits or Chinese numerals of a date stand for.

    Parameters
    ----------
    text
        A year, month or day without its unit.

    Returns
    -------
    int
        Its value.

    Examples
    --------
    >>> [numeral(text) for text in ("二〇二一", "二○二0", "十二", "二十", "廿三", "三十一", "元", "07")]
    [2021, 2020, 12, 20, 23, 31, 1, 7]
    """
    if text.isdigit():
        return int(text)
    digits = [1 if sign == "元" else _ONES.find(sign) + 1 for sign in text if sign not in "十廿"]
    if "十" in text or "廿" in text:
        tens = 2 if "廿" in text else digits[0] if text[0] != "十" else 1
        return tens * 10 + (digits[-1] if text[-1] not in "十廿" else 0)
    return int("".join(str(digit) for digit in digits))


def day(year: str, month: str, day_: str) -> date | None:
    """Return the date, or None where the calendar has no such day.

    Parameters
    ----------
    year, month, day_
        As printed, without units.

    Returns
    -------
    datetime.date or None
        None for 30 February.

    Examples
    --------
    >>> day("2021", "1", "22"), day("2021", "2", "30")
    (datetime.date(2021, 1, 22), None)
    """
    try:
        return date(numeral(year), numeral(month), numeral(day_))
    except ValueError:
        return None


def first_date(text: str) -> date | None:
    """Return the first date in a short text that the calendar has.

    Parameters
    ----------
    text
        At most some hundred characters; digits may be full-width or Chinese.

    Returns
    -------
    datetime.date or None
        None where there is none.

    Examples
    --------
    >>> first_date("发布时间：2021-01-22 10:30"), first_date("二〇二一年一月二十二日"), first_date("20210122")
    (datetime.date(2021, 1, 22), datetime.date(2021, 1, 22), datetime.date(2021, 1, 22))
    """
    folded = fold(text[:400])
    matches = [*_DATE.finditer(folded), *_PACKED.finditer(folded)]
    return next((found for match in matches if (found := day(*match.groups()))), None)


def _whole_months(match: re.Match[str]) -> Period | None:
    year, first, end_year, last = match.groups()
    start = day(year, first, "1")
    final = day(end_year or year, last, "1")
    if start is None or final is None:
        return None
    return Period(start, (final.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1))


def _between(match: re.Match[str]) -> Period | None:
    year, month, day_, end_year, end_month, end_day = match.groups()
    if not (year or end_year):
        return None
    start, end = day(year or end_year, month, day_), day(end_year or year, end_month, end_day)
    return Period(start, end) if start and end else None


def _ranges(sentence: str) -> Iterator[tuple[int, Period]]:
    for pattern, build in ((_RANGE, _between), (_MONTHS, _whole_months)):
        for match in pattern.finditer(sentence):
            found = build(match)
            # No report covers two years; a longer range is the life of a plan, a reversed one a slip.
            if found and timedelta(0) < found.end - found.start < timedelta(days=740):
                yield match.start(), found


def _is_calendar_year(period: Period) -> bool:
    return (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31) and (
        period.start.year == period.end.year
    )


def _in_sentence(sentence: str, preamble: bool) -> Period | None:
    if not _LIKELY.search(sentence):
        return None
    strong = _STRONG.search(sentence)
    for at, found in _ranges(sentence):
        if strong and -30 <= at - strong.start() <= 45:
            return found
        if preamble and _is_calendar_year(found) and _WEAK.search(sentence):
            return found
    return None


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences that hold one of the keys and a digit sign of a date, with their place, each once."""
    for key in _KEYS:
        at = text.find(key)
        while at >= 0:
            start = max(text.rfind(stop, max(0, at - 300), at) for stop in _STOPS) + 1 or max(0, at - 300)
            ends = [end for stop in _STOPS if (end := text.find(stop, at, at + 300)) >= 0]
            end = min(ends, default=at + 300)
            yield start, text[start:end]
            at = text.find(key, end)


def period(lines: list[str], body: int) -> Period | None:
    """Find the time that the report says its numbers cover.

    Parameters
    ----------
    lines
        The head of the document, as printed.
    body
        Index of the first line of prose: around it stands the preamble, where a whole calendar year needs less
        evidence than elsewhere.

    Returns
    -------
    Period or None
        None where no period is printed: "2021年度" alone is none, nor is a range that other words speak of.

    Examples
    --------
    >>> period(["本报告统计期限自2020年1月1日起至12月31日止。"], 0)
    Period(start=datetime.date(2020, 1, 1), end=datetime.date(2020, 12, 31))
    """
    squeezed = [squeeze(line) for line in lines]
    preamble = len("\n".join(squeezed[: body + 2]))
    other = None
    # The preamble a second time, joined without breaks, for a statement that is broken over lines.
    for text, limit in (("\n".join(squeezed)[:SCANNED], preamble), ("".join(squeezed[: body + 12])[:SCANNED], -1)):
        for start, sentence in _sentences(text):
            found = _in_sentence(fold(sentence), start <= limit)
            if found and _is_calendar_year(found):
                return found
            other = other or found
    return other


def implied_year(published: date) -> int:
    """Return the report year that a day of publication speaks for: the year before, unless it is late autumn.

    Parameters
    ----------
    published
        Day of publication.

    Returns
    -------
    int
        Reports are due from January to March of the next year, and stragglers follow; one dated November or
        December is taken for that year's own.

    Examples
    --------
    >>> implied_year(date(2021, 1, 22)), implied_year(date(2020, 12, 31))
    (2020, 2020)
    """
    return published.year if published.month >= 11 else published.year - 1

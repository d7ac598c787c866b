"""Periods, days of publication and report years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.prose.dates import first_date, implied_year, numeral
from govreport.prose.meta import read_meta
from tests.prose.documents import PREAMBLE, page

TITLE = "青禾县统计局政府信息公开工作年度报告"
FULL = (date(2020, 1, 1), date(2020, 12, 31))
PERIODS = [
    ("统计期限自2020年1月1日起至2020年12月31日止。", FULL),
    ("统计期限自2020年1月1日起，至2020年12月31日止。", FULL),
    ("本报告中所列数据统计期限从 2020 年 1月1日到12月31日止。", FULL),
    ("本报告中所列数据的统计期限为2020年1月1日—12月31日。", FULL),
    ("本报告中所列数据的统计期限为2020年1月1日至2020年12月31日止。", FULL),
    ("统计时间：2020.1.1-2020.12.31。", FULL),
    ("数据统计时间为2020-01-01 至 2020-12-31。", FULL),
    ("统计时段：2020/01/01～2020/12/31。", FULL),
    ("统计期限为2020年1月至12月。", FULL),
    ("统计期限为2020年1—12月。", FULL),
    ("统计期限为2020年1月1日零时至12月31日24时。", FULL),
    ("统计期限自二〇二〇年一月一日起至二〇二〇年十二月三十一日止。", FULL),
    ("统计期限自２０２０年１月１日起至２０２０年１２月３１日止。", FULL),
    ("统计期限自2020年1月1日起至同年12月31日止。", FULL),
    ("2020年1月1日至12月31日期间的统计数据列于表中。", FULL),
    ("本报告数据时间为2020年1月1日至2020年12月31日。", FULL),
    ("报告期限为2020年1月1日至2020年12月31日。", FULL),
    ("现公布2020年1月1日至2020年12月31日政府信息公开年度报告。", FULL),
    ("统计期限自2019年9月1日起至2020年8月31日止。", (date(2019, 9, 1), date(2020, 8, 31))),
    ("统计期限为2020年5月至6月。", (date(2020, 5, 1), date(2020, 6, 30))),
    ("统计期限为2020年1月至2月。", (date(2020, 1, 1), date(2020, 2, 29))),
    ("統計期限自2020年1月1日起至2020年12月31日止。", FULL),
    ("本报告为2020年度报告。", None),
    ("统计期限为2020年度。", None),
    ("统计期限自2020年2月30日起至2020年12月31日止。", None),
    ("统计期限自2020年12月31日起至2020年1月1日止。", None),
    ("统计期限自1月1日起至12月31日止。", None),
    ("统计截至2020年12月31日。", None),
    ("征求意见期限为2020年3月1日至2020年3月31日。", None),
    ("2020年3月1日至6月30日开展了专项检查，公开情况写入年报。", None),
    ("《青禾县规划（2020年1月至2025年12月）》已公布。", None),
]


@pytest.mark.parametrize(("sentence", "expected"), PERIODS)
def test_period(sentence: str, expected: tuple[date, date] | None) -> None:
    meta = read_meta(page(TITLE, PREAMBLE + sentence, "一、总体情况"), "a.txt")
    assert (meta["period_start"], meta["period_end"]) == (expected or (None, None))


def test_period_broken_over_lines() -> None:
    meta = read_meta(
        page(TITLE, PREAMBLE + "统计期限自2020年1", "月1日起至2020年12月", "31日止。", "一、总体情况"), "a.txt"
    )
    assert (meta["period_start"], meta["period_end"]) == FULL


def test_the_statistics_period_wins_over_other_ranges() -> None:
    sentences = (
        "2020年3月1日至2020年6月30日统计了网站数据。",
        "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。",
    )
    for order in (sentences, sentences[::-1]):
        meta = read_meta(page(TITLE, PREAMBLE + "".join(order)), "a.txt")
        assert (meta["period_start"], meta["period_end"]) == FULL


def test_a_range_of_work_in_the_body_is_no_period() -> None:
    meta = read_meta(page(TITLE, PREAMBLE, "一、总体情况", "（一）概述", "2020年1月1日至12月31日举办培训。"), "a.txt")
    assert meta["period_start"] is None


YEARS = [
    (("青禾县统计局2020年政府信息公开工作年度报告", PREAMBLE), 2020, "title"),
    ((TITLE, PREAMBLE + "统计期限自2020年1月1日起至2020年12月31日止。"), 2020, "period"),
    ((TITLE, PREAMBLE + "统计期限自2019年12月1日起至2020年11月30日止。"), 2020, "period"),
    ((TITLE, PREAMBLE + "现公布2020年度政府信息公开工作年度报告。"), 2020, "text"),
    ((TITLE, PREAMBLE, "一、总体情况", "2020年，本局认真落实《条例》。"), 2020, "text"),
    ((TITLE, PREAMBLE, "一、总体情况", "青禾县统计局", "2021年1月22日"), 2020, "signature"),
    ((TITLE, PREAMBLE, "一、总体情况"), None, None),
]


@pytest.mark.parametrize(("lines", "year", "basis"), YEARS)
def test_year_and_its_basis(lines: tuple[str, ...], year: int | None, basis: str | None) -> None:
    meta = read_meta(page(*lines), "a.txt")
    assert (meta["year"], meta["year_basis"]) == (year, basis)


def test_every_basis_gives_its_own_year() -> None:
    text = PREAMBLE + "统计期限自2021年1月1日起至2021年12月31日止。"
    lines = ("青禾县统计局2020年政府信息公开工作年度报告", text, "青禾县统计局", "2023年1月22日")
    meta = read_meta(page(*lines, title="青禾县统计局2019年政府信息公开工作年度报告"), "a.txt")
    assert meta["year_by"] == {"title": 2020, "period": 2021, "signature": 2022, "metadata": 2019}
    assert (meta["year"], meta["year_basis"]) == (2020, "title")


SIGNED = [
    (("青禾县统计局", "2021年1月22日"), date(2021, 1, 22)),
    (("青禾县统计局", "二〇二一年一月二十二日"), date(2021, 1, 22)),
    (("青禾县统计局", "二○二一年元月三十一日"), date(2021, 1, 31)),
    (("青禾县统计局", "２０２１年１月２２日"), date(2021, 1, 22)),
    (("青禾县统计局", "2 0 2 1 年 1 月 2 2 日"), date(2021, 1, 22)),
    (("青禾县统计局　2021年1月22日",), date(2021, 1, 22)),
    (("青禾县统计局2021.1.22",), date(2021, 1, 22)),
    (("青禾县统计局（盖章）", "2021年1月22日"), date(2021, 1, 22)),
    (("青禾县统计局", "2021年", "1月22日"), date(2021, 1, 22)),
    (("2021年1月22日", "青禾县统计局"), date(2021, 1, 22)),
    (("2021年1月22日",), date(2021, 1, 22)),
    (("无其他需要报告的事项。青禾县统计局2021年1月22日",), date(2021, 1, 22)),
    (("青禾县统计局", "2021年1月22日", "主办：青禾县人民政府办公室", "网站标识码0000000000"), date(2021, 1, 22)),
    (("青禾县统计局", "2021年1月22日", "青禾县2019年工作安排", "2020-03-02"), date(2021, 1, 22)),
    (("青禾县统计局", "2021年2月30日"), None),
    (("青禾县统计局", "2021年1月"), None),
    (("青禾县2019年工作安排", "2020-03-02"), None),
    (("更新时间：2021年3月2日",), None),
    (("活动于2021年1月22日举行，2020年举办活动3场，截至2020年12月31日",), None),
    (("青禾县统计局", "2019年1月8日"), date(2019, 1, 8)),
]


@pytest.mark.parametrize(("lines", "expected"), SIGNED)
def test_signature(lines: tuple[str, ...], expected: date | None) -> None:
    meta = read_meta(page(TITLE, PREAMBLE, "六、其他需要报告的事项", "无。", *lines), "a.txt")
    assert meta["published"] == expected
    assert meta["published_basis"] == ("signature" if expected else None)


def test_a_long_annex_may_follow_the_signature() -> None:
    annex = [word for i in range(200) for word in (f"指标{i}数量说明", "件次合计")]
    meta = read_meta(page(TITLE, PREAMBLE, "六、其他需要报告的事项", "青禾县统计局", "2021年1月22日", *annex), "a.txt")
    assert meta["published"] == date(2021, 1, 22)


HEADERS = [
    ("发布时间：2021-01-22 10:30", date(2021, 1, 22)),
    ("来源：青禾县统计局 发布日期：2021年1月22日 浏览次数：2021", date(2021, 1, 22)),
    ("时间：2021-01-22", date(2021, 1, 22)),
    ("日期：[ 2021-01-22 ]", date(2021, 1, 22)),
    ("2021-01-22 10:30 来源：青禾县统计局", date(2021, 1, 22)),
    ("成文日期\t2021-01-20\t发布日期\t2021-01-22", date(2021, 1, 22)),
    ("索引号\t000000000/2021-00001\t发文日期\t2021年01月22日", date(2021, 1, 22)),
    ("（2021年1月22日）", date(2021, 1, 22)),
    ("发布时间：2021-02-30", None),
    ("索引号：000000000/2021-00001", None),
    ("文号：青统发〔2021〕22号", None),
]


@pytest.mark.parametrize(("line", "expected"), HEADERS)
def test_header(line: str, expected: date | None) -> None:
    meta = read_meta(page(TITLE, line, PREAMBLE, "一、总体情况"), "a.html")
    assert (meta["published"], meta["published_basis"]) == (expected, "header" if expected else None)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"pubdate": "2021-01-22 10:30"}, date(2021, 1, 22)),
        ({"PubDate": "2021/1/22"}, date(2021, 1, 22)),
        ({"article:published_time": "2021-01-22T10:30:00+08:00"}, date(2021, 1, 22)),
        ({"pubdate": "20210122103000"}, date(2021, 1, 22)),
        ({"created": "2021-01-22T06:30:00Z", "modified": "2021-01-23T06:30:00Z"}, None),
        ({"pubdate": ""}, None),
    ],
)
def test_metadata(metadata: dict[str, str], expected: date | None) -> None:
    meta = read_meta(page(TITLE, PREAMBLE, **metadata), "a.html")
    assert (meta["published"], meta["published_basis"]) == (expected, "metadata" if expected else None)


def test_signature_wins_over_metadata_and_header() -> None:
    lines = (TITLE, "发布时间：2021-01-25", PREAMBLE, "青禾县统计局", "2021年1月22日")
    meta = read_meta(page(*lines, pubdate="2021-01-24"), "a.html")
    assert (meta["published"], meta["published_basis"]) == (date(2021, 1, 22), "signature")
    meta = read_meta(page(*lines[:3], pubdate="2021-01-24"), "a.html")
    assert (meta["published"], meta["published_basis"]) == (date(2021, 1, 24), "metadata")


_DIGITS = "〇一二三四五六七八九"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_spelling(day: date) -> None:
    chinese = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    tens = ["", "十", "二十", "三十"]
    month, number = (tens[n // 10] + _DIGITS[n % 10].replace("〇", "") for n in (day.month, day.day))
    for text in (
        f"{chinese}年{month}月{number}日",
        day.isoformat(),
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day:%Y%m%d}",
    ):
        assert first_date(text) == day


@given(st.integers(1, 31))
def test_numerals(number: int) -> None:
    tens = ["", "十", "二十", "三十"]
    assert numeral(tens[number // 10] + _DIGITS[number % 10].replace("〇", "")) == number == numeral(str(number))


def test_late_autumn_speaks_for_its_own_year() -> None:
    assert [implied_year(date(2021, month, 1)) for month in (1, 10, 11, 12)] == [2020, 2020, 2021, 2021]

"""Titles, agencies and years: (lines of the page, title, agency, year), each with what it is there for."""

from __future__ import annotations

import pytest

from govreport.prose.meta import read_meta
from govreport.prose.title import declared_title
from tests.prose.documents import PREAMBLE, page

ONE_LINE = [
    ("青禾县统计局2020年政府信息公开工作年度报告", "青禾县统计局", 2020),
    ("青禾县统计局2020年度政府信息公开工作年度报告", "青禾县统计局", 2020),
    ("青禾县统计局2019年政府信息公开年报", "青禾县统计局", 2019),
    ("2021年青禾县统计局政府信息公开工作年度报告", "青禾县统计局", 2021),
    ("2021年度青禾县统计局政府信息公开年度报告", "青禾县统计局", 2021),
    ("青禾县统计局 2022 年政府信息公开工作年度报告", "青禾县统计局", 2022),
    ("青禾县统计局政府信息公开2021年度报告", "青禾县统计局", 2021),
    ("青禾县统计局政府信息公开工作年度报告（2021年）", "青禾县统计局", 2021),
    ("青禾县统计局政府信息公开工作2018年年度报告", "青禾县统计局", 2018),
    ("青禾县统计局二〇二〇年政府信息公开工作年度报告", "青禾县统计局", 2020),
    ("青禾县统计局二○一九年度政府信息公开年度报告", "青禾县统计局", 2019),
    ("青禾县统计局二零二一年政府信息公开年度报告", "青禾县统计局", 2021),
    ("青禾县统计局２０２０年政府信息公开年度报告", "青禾县统计局", 2020),
    ("青禾县统计局2020政府信息公开工作年度报告", "青禾县统计局", 2020),
    ("青禾县统计局关于2020年政府信息公开工作的年度报告", "青禾县统计局", 2020),
    ("青禾县统计局关于2017年度政府信息公开工作情况的报告", "青禾县统计局", 2017),
    ("关于青禾县统计局2020年度政府信息公开年度报告的公告", "青禾县统计局", 2020),
    ("关于公布青禾县统计局2020年度政府信息公开年度报告的公告", "青禾县统计局", 2020),
    ("青禾县统计局2020年信息公开年度报告", "青禾县统计局", 2020),
    ("青禾县统计局2016年政务公开工作总结", "青禾县统计局", 2016),
    ("青禾县人民政府2020年政府信息公开工作年度报告", "青禾县人民政府", 2020),
    ("2020年青禾县人民政府信息公开工作年度报告", "青禾县人民政府", 2020),
    ("2020年青禾县政府信息公开工作年度报告", "青禾县", 2020),
    ("柳湾镇人民政府2020年政府信息公开工作年度报告", "柳湾镇人民政府", 2020),
    ("柳湾街道办事处2020年政府信息公开工作年度报告", "柳湾街道办事处", 2020),
    ("云岭市人民政府办公室2020年政府信息公开工作年度报告", "云岭市人民政府办公室", 2020),
    ("云岭市经济和信息化局2020年政府信息公开工作年度报告", "云岭市经济和信息化局", 2020),
    (
        "云岭市发展和改革委员会（云岭市粮食局）2020年政府信息公开年度报告",
        "云岭市发展和改革委员会（云岭市粮食局）",
        2020,
    ),
    ("云岭高新技术产业开发区管委会2020年政府信息公开工作年度报告", "云岭高新技术产业开发区管委会", 2020),
    ("2019年度政府信息公开工作年度报告（云岭市统计局）", "云岭市统计局", 2019),
    ("云岭市统计局2019年度政府信息公开工作年度报告（2020年发布）", "云岭市统计局", 2019),
    ("云岭市统计局2019-2020年度信息公开年度报告", "云岭市统计局", 2020),
    ("云岭市统计局2019—2020学年信息公开年度报告", "云岭市统计局", 2020),
    ("云岭市统计局2021年政府信息公开工作年度报告（修订版）", "云岭市统计局", 2021),
    ("云岭市统计局2021年政府信息公开工作年度报告(公开版)", "云岭市统计局", 2021),
    ("云岭市统计局政府信息公开工作年度报告", "云岭市统计局", None),
    ("我局2020年政府信息公开工作年度报告", None, 2020),
    ("2020年政府信息公开工作年度报告", None, 2020),
    ("雲嶺市統計局2020年度政府信息公開工作年度報告", "雲嶺市統計局", 2020),
    ("２０２０年雲嶺縣人民政府信息公開年報", "雲嶺縣人民政府", 2020),
]


@pytest.mark.parametrize(("title", "agency", "year"), ONE_LINE)
def test_title_on_one_line(title: str, agency: str | None, year: int | None) -> None:
    meta = read_meta(page(title, PREAMBLE, "一、总体情况"), "a.html")
    assert (meta["title"], meta["agency"], meta["year"]) == (title, agency, year)
    assert meta["year_basis"] == ("title" if year else None)


GOOD = "青禾县统计局2020年政府信息公开工作年度报告"
BROKEN = [
    (("青禾县统计局", "2020年政府信息公开工作年度报告"), GOOD),
    (("青禾县统计局2020年", "政府信息公开工作年度报告"), GOOD),
    (("青禾县统计局2020年政府信息公开", "工作年度报告"), GOOD),
    (("青禾县统计局", "2020年政府信息公开工作", "年度报告"), GOOD),
    (("青禾县", "统计局2020年政府信息公开工作", "年度报告"), GOOD),
    (("青禾县统计局", "2020年", "政府信息公开工作年度报告"), GOOD),
    (("# 青禾县统计局", "## 2020年政府信息公开工作年度报告"), GOOD),
    (("**青禾县统计局2020年政府信息公开工作年度报告**",), GOOD),
    (("青 禾 县 统 计 局", "2020年政府信息公开工作年度报告"), GOOD),
    (("附件：", GOOD), GOOD),
    (("附件1：" + GOOD,), GOOD),
    (("标题：" + GOOD,), GOOD),
    (("《" + GOOD + "》",), GOOD),
    (("青禾县统计局政府信息公开工作年度报告", "（2020年度）"), "青禾县统计局政府信息公开工作年度报告（2020年度）"),
    (("青禾县统计局政府信息公开工作年度报告", "2020年"), "青禾县统计局政府信息公开工作年度报告2020年"),
    ((GOOD, "（2021年1月22日）"), GOOD),
    ((GOOD, "（修订版）"), GOOD + "（修订版）"),
]


@pytest.mark.parametrize(("lines", "title"), BROKEN)
def test_title_over_several_lines(lines: tuple[str, ...], title: str) -> None:
    meta = read_meta(page(*lines, PREAMBLE, "一、总体情况"), "a.html")
    assert (meta["title"], meta["agency"], meta["year"]) == (title, "青禾县统计局", 2020)


def test_printed_blanks_stay_beside_figures() -> None:
    meta = read_meta(page("2024 年青禾县统计局政府信息公开工作", "年度报告", "一、总体情况"), "a.md")
    assert (meta["title"], meta["agency"]) == ("2024 年青禾县统计局政府信息公开工作年度报告", "青禾县统计局")


PORTALS = [
    # Breadcrumbs and menus above the title.
    ("首页 > 政府信息公开 > 政府信息公开年报", "政府信息公开指南", "政府信息公开年报", "办事大厅", GOOD, PREAMBLE),
    # Links to other years' reports below the title.
    (GOOD, "青禾县统计局2019年政府信息公开工作年度报告", "青禾县统计局2018年政府信息公开工作年度报告", PREAMBLE),
    # Links to other years' reports above it, with the site's words between.
    (
        "青禾县统计局2022年政府信息公开工作年度报告",
        "青禾县统计局2021年政府信息公开工作年度报告",
        "政府信息公开制度",
        GOOD,
        "发布时间：2021-01-22 来源：青禾县统计局",
        PREAMBLE,
    ),
    # Links after the text.
    (
        GOOD,
        PREAMBLE,
        "一、总体情况",
        "上一篇：青禾县统计局2021年政府信息公开工作年度报告",
        "青禾县统计局2019年政府信息公开工作年度报告",
    ),
    # A table of contents.
    (GOOD, "目 录", "一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项", PREAMBLE),
    # A header, a second title as the text prints it.
    ("2020年政府信息公开年报", "发布日期：2021-01-22", "青禾县统计局", "2020年政府信息公开工作年度报告", PREAMBLE),
    # A notice's name between them.
    (GOOD, "《青禾县人民政府关于编制2031年政府信息公开工作年度报告的通知》", PREAMBLE),
]


@pytest.mark.parametrize("lines", PORTALS)
def test_title_among_other_lines_of_a_page(lines: tuple[str, ...]) -> None:
    meta = read_meta(page(*lines), "a.html")
    assert (meta["title"], meta["agency"], meta["year"]) == (GOOD, "青禾县统计局", 2020)


def test_the_period_tells_the_title_from_the_links_around_it() -> None:
    lines = [f"青禾县统计局{year}年政府信息公开工作年度报告" for year in (2022, 2021, 2020, 2019)]
    body = "本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止，全文包括六个部分，结合本单位实际编制。"
    assert read_meta(page(*lines, GOOD, *lines, body, "一、总体情况"), "a.html")["year"] == 2020


def test_declared_title_is_the_fallback() -> None:
    document = page(PREAMBLE, "一、总体情况", title=GOOD + "_青禾县人民政府")
    meta = read_meta(document, "a.html")
    assert (meta["title"], meta["agency"], meta["year"], meta["year_basis"]) == (GOOD, "青禾县统计局", 2020, "metadata")


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (GOOD, GOOD),
        (GOOD + " - 青禾县人民政府门户网站", GOOD),
        (GOOD + "-青禾县人民政府", GOOD),
        ("青禾县人民政府 | " + GOOD, GOOD),
        (GOOD + "_青禾县统计局_政务公开", GOOD),
        ("政府信息公开_青禾县人民政府", None),
        ("青禾县人民政府门户网站", None),
        ("关于做好2020年政府信息公开工作年度报告编制工作的通知", None),
        (None, None),
    ],
)
def test_declared_title_without_the_site(declared: str | None, expected: str | None) -> None:
    assert declared_title(declared, {}) == expected


def test_the_file_name_is_asked_last() -> None:
    assert read_meta(page(PREAMBLE), f"in/{GOOD}.docx")["title"] == GOOD
    assert read_meta(page(PREAMBLE), "in/scan_003.docx")["title"] is None


@pytest.mark.parametrize(
    "lines",
    [
        ("青禾县统计局", "政务公开", "政府信息公开指南", PREAMBLE),
        ("关于做好2020年政府信息公开工作年度报告编制工作的通知", PREAMBLE),
        ("一、2020年政府信息公开工作年度报告", PREAMBLE),
        ("青禾县统计局2020年法治政府建设年度报告", PREAMBLE),
        (PREAMBLE,),
        (),
    ],
)
def test_what_is_no_title(lines: tuple[str, ...]) -> None:
    meta = read_meta(page(*lines), "a.html")
    assert meta["title"] is None
    assert meta["year"] is None


@pytest.mark.parametrize(
    ("lines", "metadata", "agency"),
    [
        (
            ("2020年政府信息公开工作年度报告", PREAMBLE, "六、其他需要报告的事项", "青禾县统计局", "2021年1月22日"),
            {},
            "青禾县统计局",
        ),
        (("2020年政府信息公开工作年度报告", PREAMBLE, "青禾县统计局 2021年1月22日"), {}, "青禾县统计局"),
        (("2020年政府信息公开工作年度报告", PREAMBLE), {"contentsource": "青禾县统计局"}, "青禾县统计局"),
        (("2020年政府信息公开工作年度报告", "来源：青禾县统计局", PREAMBLE), {}, "青禾县统计局"),
        (("2020年政府信息公开工作年度报告", PREAMBLE), {"contentsource": "本站原创"}, None),
        (
            (
                "2020年政府信息公开工作年度报告",
                PREAMBLE,
                "本报告由柳湾街道办事处编写。",
                *["一段说明"] * 12,
                "柳湾街道办事处",
            ),
            {},
            "柳湾街道办事处",
        ),
        (("2020年政府信息公开工作年度报告", PREAMBLE, *["一段说明"] * 12, "危及公共安全和社会"), {}, None),
    ],
)
def test_agency_that_the_title_does_not_name(
    lines: tuple[str, ...], metadata: dict[str, str], agency: str | None
) -> None:
    assert read_meta(page(*lines, **metadata), "a.html")["agency"] == agency


@pytest.mark.parametrize(
    "hostile",
    [
        "政府信息公开" * 20_000,
        "年度报告" * 20_000,
        "2020年" * 20_000,
        "（" * 50_000,
        "局" * 50_000,
        "1" * 100_000,
        "一" * 50_000,
    ],
)
def test_hostile_lines_are_read_and_give_nothing(hostile: str) -> None:
    meta = read_meta(page(hostile, *[hostile[:39]] * 300, hostile), hostile[:200])
    assert meta["period_start"] is None
    assert meta["published"] is None

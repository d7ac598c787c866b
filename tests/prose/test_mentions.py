"""Mentions of a whole document: what one sentence leaves to the next, sections, offsets, the lexicon as data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import govreport.prose
from govreport.document import Document
from govreport.frames import schemas
from govreport.prose.mentions import read_mentions, report_year
from tests.prose.documents import PREAMBLE, page

TITLE = "青禾县水务局2031年政府信息公开工作年度报告"
ROOM = Path(govreport.prose.__file__).parent


def _report(*lines: str) -> Document:
    return page(TITLE, PREAMBLE, "一、总体情况", *lines)


def _facts(*lines: str) -> list[tuple[str, str, float]]:
    return [(one["metric"], one["channel"], one["value"]) for one in read_mentions(_report(*lines))]


def _scopes(*lines: str) -> list[tuple[float, str]]:
    return [(one["value"], one["scope"]) for one in read_mentions(_report(*lines))]


def test_a_row_is_whole_and_in_the_codes_of_the_frame() -> None:
    document = _report("2031年，网站发布信息", "120余条，未收到政府信息公开申请。")
    posts, requests = read_mentions(document)
    assert set(posts) == set(schemas()["mentions"]) - {"report_id", "year"}
    assert posts | {"text": "", "start": 0, "end": 0} == {
        "metric": "posts", "channel": "website", "value": 120.0, "bound": "at_least", "unit": "条", "scope": "year",
        "part": False, "negated": False, "section": 1, "text": "", "start": 0, "end": 0,
    }  # fmt: skip
    assert (requests["value"], requests["negated"], requests["unit"]) == (0.0, True, "")
    assert document.text[posts["start"] : posts["end"]] == posts["text"] == requests["text"]


def test_mentions_stand_in_the_order_of_the_text() -> None:
    found = [one[0] for one in _facts("未收到申请，网站发布信息12条，未发生行政复议，召开新闻发布会1次。")]
    assert found == ["requests_received", "posts", "reconsiderations", "press_conferences"]


def test_the_preamble_states_nothing() -> None:
    assert read_mentions(page(TITLE, "本报告公开信息12条。", "一、总体情况", "工作有序。")) == []


def test_without_any_heading_all_of_it_is_the_account() -> None:
    (found,) = read_mentions(page("2031年，网站发布信息12条。"))
    assert (found["section"], found["value"]) == (1, 12.0)


def test_facts_of_every_section_are_read() -> None:
    document = _report(
        *("网站发布信息12条。", "三、收到和处理政府信息公开申请情况", "共收到申请5件。"),
        *("四、政府信息公开行政复议、行政诉讼情况", "未发生行政复议。"),
        *("五、存在的主要问题及改进情况", "全年组织培训1次。", "六、其他需要报告的事项", "收取信息处理费30元。"),
    )
    assert [one["section"] for one in read_mentions(document)] == [1, 3, 4, 5, 6]


def test_tables_are_not_read_as_prose() -> None:
    assert _facts("网站发布信息12条\t公众号推送信息15条") == []


def test_a_channel_is_carried_within_its_paragraph_only() -> None:
    assert _facts("用好微信公众号。全年发布信息12条。") == [("posts", "wechat", 12.0)]
    assert _facts("用好微信公众号。", "全年发布信息12条。") == [("posts", "all", 12.0)]


def test_a_channel_named_in_general_gives_way_to_the_one_named() -> None:
    lines = "加强政务新媒体建设，开通微信公众号，做好新媒体平台维护。全年发布信息12条。"
    assert _facts(lines) == [("posts", "wechat", 12.0)]


def test_several_channels_before_are_no_ones_number() -> None:
    assert _facts("加强网站和微信公众号建设。全年发布信息12条。") == [("posts", "all", 12.0)]


def test_the_next_step_makes_plans_of_what_follows() -> None:
    lines = ("五、存在的主要问题及改进情况", "下一步，我局将加强管理。", "一是组织培训2次。二是召开新闻发布会3次。")
    assert _scopes(*lines) == [(2.0, "plan"), (3.0, "plan")]


def test_a_heading_of_another_year_is_of_another_year() -> None:
    section = "五、存在的主要问题及改进情况"
    assert _scopes(section, "（一）2030年问题整改情况", "组织培训2次。") == [(2.0, "other_year")]
    assert _scopes(section, "（一）2031年问题整改情况", "组织培训2次。") == [(2.0, "year")]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("2030年网站发布信息12条，2031年发布15条。", [(12.0, "other_year"), (15.0, "year")]),
        ("网站发布信息由2030年的12条增加到15条。", [(12.0, "other_year"), (15.0, "year")]),
        ("网站发布信息12条，比2030年减少3条。", [(12.0, "year"), (-3.0, "change")]),
        ("微信公众号自2029年开通以来累计推送信息900条。", [(900.0, "cumulative")]),
        ("2031年，微信公众号累计推送信息900条。", [(900.0, "year")]),
        ("2032年，计划组织培训4次。", [(4.0, "plan")]),
        ("微信公众号粉丝900人，新增粉丝30人。", [(900.0, "stock"), (30.0, "change")]),
    ],
)
def test_scopes(text: str, scopes: list[tuple[float, str]]) -> None:
    assert _scopes(text) == scopes


@pytest.mark.parametrize(
    "text",
    [
        "公开信息的栏目12个。",
        "对发布的信息进行检查，发现问题12条，已整改12条。",
        "上半年，网站发布信息12条。",
        "1-6月，网站发布信息12条。",
        "每季度组织培训1次。",
        "公众号文章《水从哪里来》阅读量10万+。",
        "被市政府网站采用信息12条。",
        "全县设政务公开栏36个、查阅点12个。",
        "受理行政许可申请12件，办结12件。",
        "行政复议、行政诉讼共12件。",
        "阅读量分别为12万次、8万次。",
        "网站、微信、微博分别发布信息12条、8条。",
        "未收到网上申请。",
        "未发生行政复议被纠错、行政诉讼败诉情况。",
        "除上述1件外，未收到其他申请。",
        "本年新收政府信息公开申请数量 0 0 0 0 0 0 0",
    ],
)
def test_what_is_not_understood_is_left_out(text: str) -> None:
    assert [one for one in read_mentions(_report(text)) if one["value"] != 1.0] == []


def test_negations_with_a_numeral_count_none() -> None:
    assert _facts("全年未发生一起行政复议和行政诉讼案件。") == [
        ("reconsiderations", "none", 0.0), ("litigations", "none", 0.0)
    ]  # fmt: skip


def test_the_year_is_the_titles_or_the_one_most_spoken_of() -> None:
    assert report_year(_report("2030年公开信息。")) == 2031
    assert report_year(page("2030年公开。", "2030年发布。", "2031年")) == 2030
    assert report_year(page("没有年份。")) is None
    assert read_mentions(page("2030年网站发布信息12条。"), 2031)[0]["scope"] == "other_year"


def _lexicon() -> Iterator[dict[str, str]]:
    with (ROOM / "lexicon.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_every_term_of_the_lexicon_stands_once_and_in_its_example() -> None:
    rows = list(_lexicon())
    terms = [row["term"] for row in rows]
    assert len(terms) == len(set(terms)) > 500
    assert [row for row in rows if row["term"] not in row["example"] or not row["kind"]] == []


def test_every_thing_of_the_lexicon_is_counted_or_known_not_to_be() -> None:
    with (ROOM / "things.csv").open(encoding="utf-8", newline="") as file:
        things = {row["thing"]: row["metric"] for row in csv.DictReader(file)}
    assert {row["code"] for row in _lexicon() if row["kind"] == "thing"} - set(things) == {
        "foreign", "both_proposals", "in_force"
    }  # fmt: skip


def test_channels_of_the_lexicon_are_the_contracts() -> None:
    channels: Any = schemas()["mentions"]["channel"]
    assert {row["code"] for row in _lexicon() if row["kind"] == "channel"} <= set(channels)


def test_hostile_text_is_read_in_bounds() -> None:
    text = "其中网站、微信" * 3000 + "发布信息12条" * 300
    assert len(read_mentions(_report(text, "（" * 5000 + "分别" * 5000 + "1条、" * 5000))) < 10_000


def test_numbers_side_by_side_are_a_row_of_a_table_and_never_one_number() -> None:
    row = "一、本年新收政府信息公开申请数量      36      60      4      24      35      18      177"
    assert _facts(row) == []
    assert _facts("全年收到政府信息公开申请36    60件。") == []
    assert _facts("全年收到政府信息公开申请36    120件。") == []
    assert _facts("全年收到政府信息公开申请36件。", row, "未发生行政复议。") == [
        ("requests_received", "none", 36.0),
        ("reconsiderations", "none", 0.0),
    ]

"""What the prose says otherwise than the tables, and what it may say without being accused."""

from __future__ import annotations

from typing import Any

import pytest

from govreport import said
from govreport.forms import Key
from govreport.tables.found import FoundTable

RECEIVED = ("requests", "received", "total")


def mention(metric: str, value: float, **other: Any) -> dict[str, Any]:
    return {
        "metric": metric, "channel": "none", "value": float(value), "bound": "exact", "unit": "件", "scope": "year",
        "part": False, "negated": value == 0, "section": 1, "text": f"政府信息公开{metric}{value}", **other,
    }  # fmt: skip


def tables(cells: dict[Key, float]) -> dict[str, FoundTable]:
    found = {key[0]: FoundTable.empty(key[0], "2021") for key in cells}
    for key, value in cells.items():
        figure = found[key[0]].figures[key]
        figure.state, figure.value = "stated", value
    return found


def codes(*mentions: dict[str, Any], cells: dict[Key, float] | None = None) -> list[tuple[str, str, float, float]]:
    rows = said.find(mentions, tables(cells or {}))
    return [(row["code"], row["severity"], row["stated"], row["expected"]) for row in rows]


def test_another_number_than_the_tables_is_told_with_both() -> None:
    assert codes(mention("requests_received", 12), cells={RECEIVED: 21}) == [("text_vs_table", "warning", 12, 21)]
    row = said.find([mention("requests_received", 12)], tables({RECEIVED: 21}))[0]
    assert (row["table"], row["item"], row["measure"]) == RECEIVED
    assert "12" in row["message"]
    assert "21" in row["message"]


@pytest.mark.parametrize(
    "one",
    [
        mention("requests_received", 21),
        mention("requests_received", 20, bound="at_least"),
        mention("requests_received", 20, bound="about"),
        mention("requests_received", 12, part=True),
        mention("requests_received", 12, scope="other_year"),
        mention("requests_received", 23, text="收到申请23件（含上年结转2件）"),
    ],
    ids=["same", "at least", "about", "part", "another year", "with what was carried in"],
)
def test_what_may_be_true_is_no_contradiction(one: dict[str, Any]) -> None:
    assert codes(one, cells={RECEIVED: 21, ("requests", "carried_in", "total"): 2}) == []


def test_what_was_carried_in_explains_only_its_own_number() -> None:
    one = mention("requests_received", 24, text="收到申请24件（含上年结转2件）")
    assert len(codes(one, cells={RECEIVED: 21, ("requests", "carried_in", "total"): 2})) == 1


def test_an_unknown_cell_accuses_nobody() -> None:
    assert codes(mention("requests_received", 12), cells={("requests", "carried_in", "total"): 0}) == []


def test_lawsuits_may_be_counted_directly_or_in_all() -> None:
    cells: dict[Key, float] = {
        ("review", "litigation_direct", "total"): 3,
        ("review", "litigation_after_reconsideration", "total"): 2,
    }
    assert [codes(mention("litigations", n), cells=cells) for n in (5, 3, 2)] == [[], [], []]
    assert codes(mention("litigations", 4), cells=cells) == [("text_vs_table", "warning", 4, 5)]


def test_documents_are_held_against_the_cell_only_where_they_were_made() -> None:
    cells: dict[Key, float] = {("proactive_disclosure", "normative_documents", "issued"): 5}
    made = mention("normative_documents", 7, text="全年制发规范性文件7件")
    listed = mention("normative_documents", 7, unit="条", text="规范性文件类7条")
    assert [codes(one, cells=cells)[0][1] for one in (made, listed)] == ["warning", "info"]


def test_one_thing_said_twice_with_two_numbers() -> None:
    one = mention("posts", 120, channel="wechat", unit="条", text="a")
    two = mention("posts", 210, channel="wechat", unit="条", text="b")
    assert codes(one, two) == [("mentions_disagree", "warning", 120, 210)]
    assert codes(one, {**two, "unit": "期"}) == []
    assert codes(one, {**two, "channel": "weibo"}) == []
    assert codes(one, {**two, "bound": "at_least"}) == []


def test_parts_that_exceed_their_total() -> None:
    total = mention("disclosed_items", 100, channel="all", unit="条", text="s")
    site = mention("disclosed_items", 80, channel="website", unit="条", part=True, text="s")
    app = mention("disclosed_items", 30, channel="wechat", unit="条", part=True, text="s")
    assert codes(total, site, app) == [("parts_exceed_total", "warning", 110, 100)]
    assert codes(total, site, {**app, "value": 20.0}) == []


def test_a_part_of_a_part_is_not_added() -> None:
    total = mention("disclosed_items", 100, channel="all", unit="条", text="s")
    site = mention("disclosed_items", 80, channel="website", unit="条", part=True, text="s")
    column = mention("disclosed_items", 60, channel="disclosure_column", unit="条", part=True, text="s")
    assert codes(total, site, column) == []


def test_handled_is_not_concluded_for_certain() -> None:
    cells: dict[Key, float] = {("requests", "concluded", "total"): 5}
    told = [mention("requests_concluded", 7, text=text) for text in ("答复申请7件", "办理申请7件")]
    assert [codes(one, cells=cells)[0][1] for one in told] == ["warning", "info"]

"""Findings: each raised by the smallest report that deserves it, none by a clean one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

import govreport
from govreport.frames import FINDINGS, SEVERITIES
from tests.golden import texts
from tests.golden.report import SECTIONS, Report

Key = tuple[str, str, str]
NEW, OLD = Report("白榆县水务局", 2022, "2021", 31), Report("白榆县水务局", 2020, "2019", 32)
END = "白榆县水务局\n2023年1月20日\n"
ENDS = {NEW.year: END, OLD.year: "白榆县水务局\n2021年1月20日\n"}


def text_of(values: Mapping[Key, str] | None = None, report: Report = NEW, end: str | None = None) -> str:
    """Return a report as text, some cells printed otherwise."""
    copy = Report(report.agency, report.year, report.edition, report.seed)
    for key, value in (values or {}).items():
        assert key in vars(copy)["values"]
        vars(copy)["values"][key] = value
    return texts.lines(copy) + (end or ENDS[report.year])


def findings(text: str) -> list[dict[str, Any]]:
    """Return the findings of a report, nothing missing but None."""
    frame = govreport.read_report(text.encode()).findings.astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


def truth(table: str, item: str, measure: str, report: Report = NEW) -> float:
    return float(vars(report)["values"][table, item, measure])


def only(text: str, code: str) -> dict[str, Any]:
    """Return the one finding of a report, which has this code."""
    found = findings(text)
    assert [row["code"] for row in found] == [code]
    return found[0]


@pytest.mark.parametrize("report", [NEW, OLD], ids=["2021", "2019"])
def test_a_clean_report_has_none(report: Report) -> None:
    assert findings(text_of(report=report)) == []


def cell(row: Mapping[str, Any]) -> Key:
    return row["table"], row["item"], row["measure"]


SUMS = [
    ("row_sum", ("requests", "granted", "total")),
    ("row_sum", ("requests", "concluded", "total")),
    ("outcome_sum", ("requests", "concluded", "business")),
    ("flow", ("requests", "carried_out", "research")),
    ("review_sum", ("review", "litigation_direct", "total")),
]


@pytest.mark.parametrize(("code", "key"), SUMS, ids=lambda value: value if isinstance(value, str) else value[1])
def test_a_false_total_is_found_with_both_numbers(code: str, key: Key) -> None:
    printed = truth(*key) + 3
    found = findings(text_of({key: f"{printed:g}"}))
    row = next(row for row in found if row["code"] == code)
    assert (cell(row), row["severity"]) == (key, "error")
    assert (row["stated"], row["expected"]) == (printed, truth(*key))
    assert f"{printed:g}" in row["message"]
    assert f"{truth(*key):g}" in row["message"]
    assert ".".join(key) in row["message"]


def test_a_false_part_is_found_at_the_printed_totals() -> None:
    """One applicant's number is 3 too high: its row and its column are broken, and it alone would mend them."""
    key = ("requests", "granted", "business")
    found = {row["code"]: row for row in findings(text_of({key: f"{truth(*key) + 3:g}"}))}
    assert list(found) == ["row_sum", "outcome_sum", "suspect_cell"]
    assert cell(found["row_sum"]) == ("requests", "granted", "total")
    assert cell(found["outcome_sum"]) == ("requests", "concluded", "business")
    assert found["row_sum"]["expected"] == found["row_sum"]["stated"] + 3
    suspect = found["suspect_cell"]
    assert (cell(suspect), suspect["severity"]) == (key, "warning")
    assert (suspect["stated"], suspect["expected"]) == (truth(*key) + 3, truth(*key))
    assert f"{truth(*key) + 3:g}" in suspect["message"]
    assert f"{truth(*key):g}" in suspect["message"]


def test_two_false_cells_whose_sums_meet_have_no_suspect() -> None:
    """The row of the one and the column of the other share a cell: one group, and no cell mends all of it."""
    keys = [("requests", "granted", "business"), ("requests", "denied_state_secret", "research")]
    codes = [row["code"] for row in findings(text_of({key: f"{truth(*key) + 5:g}" for key in keys}))]
    assert codes == ["row_sum", "row_sum", "outcome_sum", "outcome_sum"]


def test_two_false_totals_that_share_no_sum_are_two_groups() -> None:
    keys = [("requests", "granted", "business"), ("review", "litigation_direct", "total")]
    found = findings(text_of({key: f"{truth(*key) + 5:g}" for key in keys}))
    assert [cell(row) for row in found if row["code"] == "suspect_cell"] == keys[:1]
    assert {row["code"] for row in found} == {"row_sum", "outcome_sum", "review_sum", "suspect_cell"}


def test_a_false_total_of_reviews_has_no_suspect() -> None:
    key = ("review", "reconsideration", "total")
    assert only(text_of({key: f"{truth(*key) + 1:g}"}), "review_sum")["expected"] == truth(*key)


def test_a_sum_that_no_number_could_mend_says_so() -> None:
    values = {("review", "reconsideration", "total"): "0", ("review", "reconsideration", "upheld"): "—"}
    row = next(row for row in findings(text_of(values)) if row["code"] == "review_sum")
    assert (row["stated"], row["expected"]) == (0, None)
    assert "no numbers from 0" in row["message"]


ANNEX = """白榆县水务局2017年政府信息公开工作年度报告
白榆县水务局政府信息公开情况统计表
指标\t单位\t统计数
主动公开政府信息数\t条\t512
收到申请数\t件\t21
1.当面申请数\t件\t5
2.传真申请数\t件\t1
3.网络申请数\t件\t11
4.信函申请数\t件\t4
申请办结数\t件\t20
1.按时办结数\t件\t18
2.延期办结数\t件\t2
白榆县水务局
2018年1月20日
"""


def test_the_annex_adds_up_too() -> None:
    assert findings(ANNEX) == []
    row = only(ANNEX.replace("收到申请数\t件\t21", "收到申请数\t件\t22"), "statistics_sum")
    assert (cell(row), row["severity"]) == (("statistics", "requests_received", "count"), "error")
    assert (row["stated"], row["expected"]) == (22, 21)
    assert "22" in row["message"]
    assert "21" in row["message"]


def parts(report: Report) -> list[str]:
    """Return the title and each section."""
    text = texts.lines(report)
    starts = [0, *(text.index(heading + "\n") for heading in SECTIONS), len(text)]
    return [text[start:stop] for start, stop in zip(starts, starts[1:], strict=False)]


def test_editions_may_be_mixed() -> None:
    new, old = parts(NEW), parts(OLD)
    row = only("".join([*new[:3], old[3], *new[4:], END]), "mixed_editions")
    assert row["severity"] == "info"
    assert cell(row) == (None, None, None)
    assert "2021" in row["message"]
    assert "2019" in row["message"]


def test_blank_cells_are_counted_by_item() -> None:
    keys: dict[Key, str] = dict.fromkeys(
        [("proactive_disclosure", "rules", "issued"), ("proactive_disclosure", "rules", "repealed")], "—"
    )
    row = only(text_of(keys | {("proactive_disclosure", "administrative_licensing", "decisions"): "12"}), "blank_cells")
    assert (cell(row), row["severity"]) == (("proactive_disclosure", "rules", None), "info")
    assert "issued, repealed" in row["message"]
    assert "2 of its cells" in row["message"]


@pytest.mark.parametrize("slip", ["O", "???", "十二"])
def test_unreadable_cells_are_counted_by_item(slip: str) -> None:
    row = only(text_of({("proactive_disclosure", "administrative_penalties", "decisions"): slip}), "unreadable_cells")
    assert (cell(row), row["severity"]) == (("proactive_disclosure", "administrative_penalties", None), "warning")
    assert "decisions" in row["message"]


def test_a_slip_whose_number_the_sums_say_is_told_with_it() -> None:
    key = ("requests", "granted", "business")
    row = only(text_of({key: "O"}), "unreadable_cells")
    assert cell(row) == ("requests", "granted", None)
    assert f"business = {truth(*key):g}" in row["message"]


@pytest.mark.parametrize(("at", "table"), [(2, "proactive_disclosure"), (3, "requests"), (4, "review")])
def test_a_missing_table(at: int, table: str) -> None:
    own = parts(NEW)
    row = only("".join([*own[:at], *own[at + 1 :], END]), "missing_table")
    assert (cell(row), row["severity"]) == ((table, None, None), "warning")
    assert table in row["message"]


def test_an_unknown_row_is_told_with_its_numbers() -> None:
    text = text_of().replace("三、本年度办理结果", "县长信箱转来申请数量\t1\t2\t3\t4\t5\t6\t21\n三、本年度办理结果")
    row = only(text, "unknown_label")
    assert (row["table"], row["severity"]) == ("requests", "warning")
    assert "县长信箱转来申请数量" in row["message"]
    assert "21" in row["message"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2023年1月20日", None),
        ("2022年12月31日", None),
        ("2022年12月30日", "date_before_period"),
        ("2022年1月20日", "date_before_period"),
        ("2024年11月3日", None),
        ("2025年1月20日", "year_conflict"),
    ],
)
def test_the_date_of_publication(day: str, code: str | None) -> None:
    found = findings(text_of(end=f"白榆县水务局\n{day}\n"))
    assert [(row["code"], row["severity"]) for row in found] == ([(code, "warning")] if code else [])
    if code:
        assert (
            "-".join(f"{int(part):02}" for part in day.strip("日").replace("月", "年").split("年"))
            in found[0]["message"]
        )


def test_a_date_is_held_against_the_year_where_no_period_is_printed() -> None:
    text = text_of(end="白榆县水务局\n2022年11月3日\n").replace(
        "，所列数据的统计期限自2022年1月1日起至2022年12月31日止", ""
    )
    assert "its report year ends" in only(text, "date_before_period")["message"]


def test_title_and_period_of_different_years() -> None:
    row = only(text_of().replace("2022年政府信息公开工作年度报告", "2021年政府信息公开工作年度报告"), "year_conflict")
    assert (row["stated"], row["expected"], row["severity"]) == (2021, 2022, "warning")
    assert "2021" in row["message"]
    assert "2022" in row["message"]


def test_no_whole_number() -> None:
    key = ("proactive_disclosure", "administrative_licensing", "decisions")
    row = only(text_of({key: "12.5"}), "not_integer")
    assert (cell(row), row["stated"], row["severity"]) == (key, 12.5, "error")
    assert "12.5" in row["message"]


def test_money_may_be_a_fraction_and_a_change_below_zero() -> None:
    fee = ("proactive_disclosure", "administrative_fees", "amount")
    change = ("proactive_disclosure", "administrative_fees", "items_change")
    assert findings(text_of({fee: "12.5"})) == []
    assert findings(text_of({change: "-4"}, OLD)) == []


def test_below_zero() -> None:
    key = ("proactive_disclosure", "administrative_licensing", "decisions")
    row = only(text_of({key: "-12"}), "negative")
    assert (cell(row), row["stated"], row["severity"]) == (key, -12, "error")
    assert "-12" in row["message"]


FEES = ("proactive_disclosure", "administrative_fees", "amount")


@pytest.mark.parametrize(
    ("value", "unit", "suspect"),
    [
        ("251000元", "yuan", True),
        ("25.1万元", "10k_yuan", False),
        ("25.1", "10k_yuan", False),
        ("1000000", "10k_yuan", True),
        ("999999", "10k_yuan", False),
    ],
)
def test_fees_in_another_unit_than_the_header_s_or_too_high(value: str, unit: str, suspect: bool) -> None:
    report = govreport.read_report(text_of({FEES: value}).encode())
    figure = report.figures.set_index(["table", "item", "measure"]).loc[FEES]
    assert (figure["unit"], figure["value"]) == (unit, float(value.rstrip("万元")))
    assert report.findings["code"].tolist() == (["unit_suspect"] if suspect else [])
    if suspect:
        row = report.findings.iloc[0]
        assert (tuple(row[["table", "item", "measure"]]), row["severity"]) == (FEES, "warning")
        assert row["stated"] == float(value.rstrip("万元"))


def test_errors_stand_first_and_every_code_is_known() -> None:
    values: dict[Key, str] = {
        ("requests", "granted", "total"): "1",
        ("proactive_disclosure", "rules", "issued"): "—",
        ("proactive_disclosure", "rules", "repealed"): "?",
    }
    frame = govreport.read_report(text_of(values).encode()).findings
    assert set(frame["code"]) <= set(FINDINGS)
    ranks = [SEVERITIES.index(severity) for severity in frame["severity"]]
    assert ranks == sorted(ranks)
    assert frame["message"].str.endswith(".").all()
    assert frame["source"].eq("<bytes>").all()


def test_checks_list_every_identity() -> None:
    checks = govreport.read_report(text_of().encode()).checks()
    assert checks["code"].value_counts().to_dict() == {
        "row_sum": 25,
        "outcome_sum": 7,
        "flow": 7,
        "review_sum": 3,
        "statistics_sum": 0,
    }
    assert checks["holds"].all()
    assert not checks["trivial"].any()
    assert checks["left"].eq(checks["right"]).all()


def test_checks_are_three_valued() -> None:
    values: dict[Key, str] = {
        ("review", "reconsideration", "total"): "?",
        ("review", "litigation_direct", "total"): "0",
    }
    checks = govreport.read_report(text_of(values).encode()).checks().set_index("code").loc["review_sum"]
    assert [value is pd.NA or value for value in checks["holds"]] == [True, False, True]
    assert checks["holds"].isna().tolist() == [True, False, False]

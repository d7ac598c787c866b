"""Who made a report, where only its first lines say so."""

from __future__ import annotations

import pytest

from govreport.report import read_report

REPORT = """2023年政府信息公开工作年度报告
{}
一、总体情况
本年主动公开信息12条。
四、政府信息公开行政复议、行政诉讼情况
行政复议\t行政诉讼
结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉
1\t2\t3\t4\t10\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0
五、存在的主要问题及改进情况
无。
"""


@pytest.mark.parametrize(
    ("preamble", "agency"),
    [
        ("根据《政府信息公开条例》的要求，白榆县水务局编制本报告。", "白榆县水务局"),
        ("本报告由白榆县教育委员会按照条例编制。", "白榆县教育委员会"),
        ("依据条例，现公布白榆县民政局2023年政府信息公开年度报告。", "白榆县民政局"),
        ("现将白榆县人民政府 2023 年度政府信息公开工作情况公布如下，欢迎监督。", "白榆县人民政府"),
        ("现将我局2023年度政府信息公开工作情况公布如下。", None),
        ("现将白榆县2023年政府信息公开工作年度报告公布如下。", None),
        ("按照白榆县水务局编制2023年报告的要求，我局编制本报告。", None),
        ("根据关于编制2023年报告的通知，由县政府办公室编制。", None),
        ("由白榆县水务局、全县各单位编制的报告，白榆县民政局编制本报告，白榆县水务局编制本报告。", None),
        ("白榆县水务局高度重视政府信息公开工作。", None),
    ],
)
def test_an_agency_that_only_the_preamble_names(preamble: str, agency: str | None) -> None:
    found = read_report(REPORT.format(preamble).encode()).records.report["agency"]
    assert found == agency


def test_a_title_that_names_the_agency_stands() -> None:
    text = REPORT.replace("2023年政", "2023年白榆县统计局政", 1).format("白榆县水务局编制本报告。")
    assert read_report(text.encode()).meta.agency == "白榆县统计局"

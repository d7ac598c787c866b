"""Where a table ends: what stands below it is no row of it."""

from __future__ import annotations

from govreport.report import read_report
from tests.judge import judge
from tests.matrix import document


def test_a_total_in_the_headers_of_section_four_is_no_row_of_section_three() -> None:
    printed = document("lines", "rows_lost", 910011)
    report = read_report(printed.data)
    figures = report.figures[report.figures["table"] == "requests"]
    assert "（七）合计" in printed.text
    assert not figures["label"].eq("总计").any()
    assert not judge(printed, report).quiet

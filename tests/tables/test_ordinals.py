"""A column that counts the rows is left out; small numbers that happen to count are data."""

from __future__ import annotations

import pytest

from govreport.readers import read_document
from govreport.tables import read_tables

TITLE = "白榆县水务局2022年政府信息公开工作年度报告"


def section_two(*numbers: str) -> dict[tuple[str, str], tuple[float | None, str]]:
    """Return the cells of a Markdown table with these numbers in its one-number rows."""
    licensing, penalties, compulsion, fees = numbers
    text = f"""{TITLE}
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
|---|---|---|---|
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 2 | 1 | 9 |
| 信息内容 | 本年处理决定数量 |
| 行政许可 | {licensing} |
| 行政处罚 | {penalties} |
| 行政强制 | {compulsion} |
| 信息内容 | 本年收费金额（单位：万元） |
| 行政事业性收费 | {fees} |
"""
    table = read_tables(read_document(text.encode(), "section.md"))["proactive_disclosure"]
    return {key[1:]: (figure.value, figure.state) for key, figure in table.figures.items()}


@pytest.mark.parametrize(
    "numbers", [("12", "3", "0", "1"), ("1", "2", "3", "4"), ("0", "1", "0", "1.5"), ("12", "13", "14", "15")]
)
def test_small_numbers_that_count_on_are_data(numbers: tuple[str, ...]) -> None:
    found = section_two(*numbers)
    names = ("administrative_licensing", "administrative_penalties", "administrative_compulsion", "administrative_fees")
    values = [found[name, "amount" if name.endswith("fees") else "decisions"] for name in names]
    assert values == [(float(number), "stated") for number in numbers]
    assert found["normative_documents", "in_force"] == (9.0, "stated")

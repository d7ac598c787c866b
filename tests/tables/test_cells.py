"""What is printed in a cell and is no plain number is said to be unreadable, never passed over and never replaced."""

from __future__ import annotations

from typing import Any

import pytest

import govreport
from tests.golden import pages, texts
from tests.golden.report import Report

Key = tuple[str, str, str]
REPORT = Report("白榆县水务局", 2022, "2021", 31)
PRINTED = vars(REPORT)["values"]
LICENSING = ("proactive_disclosure", "administrative_licensing", "decisions")
REPEALED = ("proactive_disclosure", "rules", "repealed")
GRANTED = ("requests", "granted", "business")
UPHELD = ("review", "reconsideration", "upheld")
FEES = ("proactive_disclosure", "administrative_fees", "amount")


def page(key: Key, text: str) -> str:
    """Return a page with another text in one cell."""
    whole = pages.plain(REPORT)
    assert whole.count(f">{PRINTED[key]}<") == 1
    return whole.replace(f">{PRINTED[key]}<", f">{text}<")


def lines(key: Key, text: str) -> str:
    """Return the report as text with another text in one cell."""
    copy = Report(REPORT.agency, REPORT.year, REPORT.edition, REPORT.seed)
    vars(copy)["values"][key] = text
    return texts.lines(copy)


def cell(source: str, key: Key) -> tuple[dict[str, Any], list[str]]:
    """Return one cell, and the codes of all findings."""
    report = govreport.read_report(source.encode())
    row = report.figures.set_index(["table", "item", "measure"]).loc[key]
    return row.astype(object).where(row.notna(), None).to_dict(), report.findings["code"].tolist()


@pytest.mark.parametrize("key", [LICENSING, REPEALED, FEES], ids=lambda key: key[1])
@pytest.mark.parametrize("printed", [page, lines])
@pytest.mark.parametrize("text", ["约20", "O", "20余件", "？", "3-5"])
def test_a_slip_is_unreadable_and_told(text: str, printed: Any, key: Key) -> None:
    found, codes = cell(printed(key, text), key)
    assert (found["value"], found["state"], found["raw"]) == (None, "unreadable", text)
    assert codes == ["unreadable_cells"]


@pytest.mark.parametrize("printed", [page, lines])
@pytest.mark.parametrize("text", ["O", "？", "***"])
def test_a_slip_that_sums_can_mend_is_derived_and_told(text: str, printed: Any) -> None:
    found, codes = cell(printed(GRANTED, text), GRANTED)
    assert (found["value"], found["state"], found["raw"]) == (float(PRINTED[GRANTED]), "derived", text)
    assert codes == ["unreadable_cells"]


@pytest.mark.parametrize("printed", [page, lines])
def test_digits_apart_are_one_number_where_the_sums_say_so(printed: Any) -> None:
    number = PRINTED[GRANTED]
    found, codes = cell(printed(GRANTED, f"{number[:-1]} {number[-1]}"), GRANTED)
    assert (found["value"], found["state"]) == (float(number), "stated")
    assert codes == []


@pytest.mark.parametrize("printed", [page, lines])
@pytest.mark.parametrize("text", ["13 2", "约20", "20余件", "3-5"])
def test_nothing_is_derived_against_a_printed_number(text: str, printed: Any) -> None:
    found, codes = cell(printed(GRANTED, text), GRANTED)
    assert found["value"] in (None, 132)
    assert found["state"] in ("unreadable", "stated")
    assert {"unreadable_cells", "row_sum"} & set(codes)


WORDS = ["详见附件", "22件，其中修订16件", "22【其中修订16件】", "不适用"]


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize("printed", [page, lines])
@pytest.mark.parametrize("key", [REPEALED, LICENSING], ids=lambda key: key[1])
def test_words_in_a_cell_are_never_a_number(text: str, printed: Any, key: Key) -> None:
    assert cell(printed(key, text), key)[0]["value"] is None


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize("printed", [page, lines])
def test_words_in_the_only_cell_of_a_row_are_unreadable(text: str, printed: Any) -> None:
    found, codes = cell(printed(LICENSING, text), LICENSING)
    assert (found["state"], found["raw"]) == ("unreadable", text)
    assert codes == ["unreadable_cells"]


@pytest.mark.parametrize("text", WORDS)
def test_words_in_a_grid_s_cell_are_unreadable(text: str) -> None:
    found, codes = cell(page(REPEALED, text), REPEALED)
    assert (found["value"], found["state"], found["raw"]) == (None, "unreadable", text)
    assert codes == ["unreadable_cells"]


@pytest.mark.parametrize("text", WORDS[1:3])
def test_nothing_is_derived_against_a_number_printed_among_words(text: str) -> None:
    found, codes = cell(page(GRANTED, text), GRANTED)
    assert found["value"] in (None, 22)
    assert "unreadable_cells" in codes


@pytest.mark.parametrize("printed", [page, lines])
@pytest.mark.parametrize("key", [LICENSING, GRANTED, UPHELD, FEES], ids=lambda key: key[1])
@pytest.mark.parametrize("note", ["（其中线上3件）", "(含2021年1件)"])
def test_a_note_in_brackets_changes_nothing(note: str, key: Key, printed: Any) -> None:
    found, codes = cell(printed(key, PRINTED[key] + note), key)
    assert (found["value"], found["state"], found["raw"]) == (float(PRINTED[key]), "stated", PRINTED[key] + note)
    assert codes == []


RAISED = [
    "<sup>1</sup>",
    "<sup>①</sup>",
    "<a href='#1'><sup>[1]</sup></a>",
    "<span style='vertical-align:super'>1</span>",
]


@pytest.mark.parametrize("mark", RAISED)
@pytest.mark.parametrize("key", [LICENSING, GRANTED], ids=lambda key: key[1])
def test_a_raised_mark_is_no_digit(mark: str, key: Key) -> None:
    found, codes = cell(page(key, PRINTED[key] + mark), key)
    assert found["value"] in (None, float(PRINTED[key]))
    assert set(codes) <= {"unreadable_cells"}


@pytest.mark.parametrize(
    ("header", "unit"),
    [("单位：万元", "10k_yuan"), ("单位：元", "yuan"), ("万元", "10k_yuan"), ("单位：人民币元", "yuan")],
)
def test_the_unit_is_the_header_s(header: str, unit: str) -> None:
    found, _ = cell(texts.lines(REPORT).replace("单位：万元", header), FEES)
    assert (found["value"], found["unit"]) == (float(PRINTED[FEES]), unit)


@pytest.mark.parametrize("header", ["单位：亿元", "单位：千元", "单位：百万元", "单位：美元"])
def test_a_unit_without_a_code_is_unknown(header: str) -> None:
    found, _ = cell(texts.lines(REPORT).replace("单位：万元", header), FEES)
    assert found["unit"] == "unknown"


def test_where_most_numbers_are_shown_to_be_wrapped_so_is_a_false_one() -> None:
    """Three numbers in pieces that the sums confirm, and a total in pieces that contradicts its parts."""
    wrapped = [("requests", "granted", who) for who in ("natural_person", "business", "research")]
    total = ("requests", "denied_state_secret", "total")
    whole = pages.plain(REPORT)
    for key in wrapped:
        number = PRINTED[key]
        whole = whole.replace(f">{number}<", f">{number[0]} {number[1:]}<")
    false = f"{int(PRINTED[total]) + 1}"
    apart = whole.replace(f">{PRINTED[total]}<", f">{false[0]} {false[1:]}<")
    found, codes = cell(apart, total)
    assert (found["value"], found["state"], found["contested"]) == (float(false), "stated", True)
    assert "row_sum" in codes
    alone, _ = cell(page(total, f"{false[0]} {false[1:]}"), total)
    assert alone["state"] == "unreadable"

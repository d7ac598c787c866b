"""Reports and corpora for a person: the form as printed, where a number stands, HTML that nothing can break."""

from __future__ import annotations

from typing import Any

import lxml.html
import pandas as pd
import pytest

from govreport import forms
from govreport.errors import GovReportError
from govreport.frames import frame
from govreport.report import Report
from govreport.views import LEGEND, table_frame, where
from tests.handmade import corpus_of, report_of

RECEIVED = ("requests", "received", "natural_person")
TOTAL = ("requests", "received", "total")
EVIL = "<script>alert('x')</script><img src=http://evil.example/x onerror=\"y()\">&<b>"
ALL_EDITIONS = {"proactive_disclosure": "2019", "requests": "2021", "review": "2021", "statistics": "2014"}


def report(**options: Any) -> Report:
    return Report(report_of(**options))


def test_the_form_has_its_labels_in_both_languages() -> None:
    table = table_frame(report(values={TOTAL: 12}).figures, "requests")
    assert table.shape == (25, 7)
    assert table.index[0] == ("一、本年新收政府信息公开申请数量", "received in the year")
    assert table.columns.tolist()[0] == ("自然人", "natural persons")
    assert table.loc["一、本年新收政府信息公开申请数量", "总计"].squeeze() == "12"
    assert table.attrs == {"table": "requests", "edition": "2021", "marks": LEGEND}


def test_states_are_marked_in_the_form() -> None:
    cells = {
        ("review", "reconsideration", "upheld"): {"state": "blank", "value": None, "raw": "—"},
        ("review", "reconsideration", "corrected"): {"state": "derived", "value": 3.0, "raw": ""},
        ("review", "reconsideration", "other_result"): {"state": "unreadable", "value": None, "raw": "#"},
        ("review", "reconsideration", "pending"): {"state": "missing", "value": None, "raw": None},
        ("review", "reconsideration", "total"): {"value": 22.0, "raw": "22（其中撤回2件）", "contested": True},
    }
    table = table_frame(report(cells=cells).figures, "review")
    assert table.iloc[0].tolist() == ["▢", "3†", "?", "–", "22（其中撤回2件）!"]
    assert table.iloc[1].tolist() == ["0"] * 5


def test_section_two_is_one_row_a_cell() -> None:
    values = {("proactive_disclosure", "administrative_licensing", "items_change"): -2}
    table = table_frame(report(values=values, editions=ALL_EDITIONS).figures, "proactive_disclosure")
    assert table.shape == (22, 1)
    rows = table.reset_index().set_index(["item", "指标"]).sort_index()
    assert rows.loc[("administrative licensing", "本年增/减"), "value"] == "-2"


def test_rows_of_the_annex_that_are_not_listed_keep_their_printed_label() -> None:
    records = report_of(editions={"statistics": "2014"})
    for item in ("unlisted_1", "unlisted_2"):
        records.figures.append(records.figures[0] | {"item": item, "label": "其他数"})
    table = table_frame(Report(records).figures, "statistics")
    assert len(table) == 60
    assert table.index.tolist()[-2:] == [("其他数", "not on the form")] * 2


def test_a_table_that_is_not_there_is_no_empty_frame() -> None:
    figures = report(editions={"review": "2021"}).figures
    with pytest.raises(GovReportError, match="the report has no table requests; it has review"):
        table_frame(figures, "requests")
    with pytest.raises(
        GovReportError, match="unknown table 'section3'; expected one of proactive_disclosure, requests"
    ):
        table_frame(figures, "section3")


def test_where_counts_as_people_do() -> None:
    records = report_of(values={TOTAL: 12})
    text = "三、收到和处理政府信息公开申请情况\n本年新收\t9\t3\t12\t"
    start = text.index("12")
    place = {"table": TOTAL[0], "item": TOTAL[1], "measure": TOTAL[2]}
    records.places = [place | {"block": 1, "row": 3, "col": 8, "page": 2, "start": start, "end": start + 2}]
    assert where(records, text, TOTAL) == (
        "一、本年新收政府信息公开申请数量 · 总计 (requests / received / total): '12' is printed in report.html, "
        f"page 2, table 2, row 4, column 9, characters {start} to {start + 2} of the text: "
        "收到和处理政府信息公开申请情况 本年新收 9 3 【12】."
    )
    records.places = [place | {"x0": 100.4, "y0": 20.6, "start": None}]
    assert where(records, text, TOTAL).endswith("report.html, 100 points from the left and 21 from the top.")


def test_where_says_when_nothing_is_printed() -> None:
    derived = {"state": "derived", "value": 3.0}
    records = report_of(cells={TOTAL: derived, RECEIVED: {"state": "missing", "value": None}})
    assert where(records, "", TOTAL).endswith(
        "3 follows from the sums of the form and is printed nowhere in report.html."
    )
    assert where(records, "", RECEIVED).endswith("the cell was not found in report.html.")
    with pytest.raises(KeyError, match="has no cell requests / received / count; it has the tables"):
        where(records, "", ("requests", "received", "count"))


def tags(html: str) -> set[str]:
    return {str(element.tag) for element in lxml.html.fromstring(f"<div>{html}</div>").iter()}


def attributes(html: str) -> set[str]:
    return {name for element in lxml.html.fromstring(f"<div>{html}</div>").iter() for name in element.attrib}


def harmless(html: str) -> None:
    """Assert that no text of a report became markup and that nothing is loaded or run."""
    allowed = {"div", "style", "h3", "h4", "b", "span", "br", "details", "summary", "ul", "li"}
    assert tags(html) <= allowed | {"table", "thead", "tbody", "tr", "th", "td"}
    assert attributes(html) <= {"class", "title", "open"}
    assert "url(" not in html
    assert "@import" not in html


def evil_report() -> Any:
    records = report_of(EVIL, source=EVIL, title=EVIL, encoding=EVIL, editions=ALL_EDITIONS)
    for row in records.figures:
        row |= {"label": EVIL, "raw": EVIL}
    records.figures.append(records.figures[-1] | {"item": "unlisted_1"})
    records.findings = [
        {"report_id": "x", "code": "row_sum", "severity": "error", "message": EVIL * 500, "source": EVIL}
    ] * 500
    for row in records.findings:
        row["report_id"] = records.report["report_id"]
    return records


def test_no_text_of_a_report_becomes_markup() -> None:
    html = Report(evil_report())._repr_html_()
    harmless(html)
    assert "&lt;script&gt;" in html
    assert "and 490 more" in html
    assert len(html) < 300_000


def test_no_text_of_a_corpus_becomes_markup() -> None:
    corpus = corpus_of(evil_report())
    failure = {"source": EVIL, "error": EVIL, "message": EVIL * 1000}
    corpus.failures = frame("failures", [failure] * 1000)
    html = corpus._repr_html_()
    harmless(html)
    assert "and 990 more" in html
    assert len(html) < 60_000


def test_a_report_is_shown_with_its_tables_states_and_findings() -> None:
    cells = {
        TOTAL: {"state": "blank", "value": None, "raw": ""},
        RECEIVED: {"value": 7.0, "raw": "7", "contested": True},
        ("requests", "carried_out", "total"): {"state": "derived", "value": 3.0, "raw": ""},
    }
    shown = report(cells=cells, published=pd.Timestamp("2023-01-31"), published_basis="signature")
    page = lxml.html.fromstring(shown._repr_html_())
    text = page.text_content()
    assert "云川市科技局2022年政府信息公开工作年度报告" in text
    assert "year 2022 (from title)" in text
    assert "published 2023-01-31 (from signature)" in text
    assert "requests · form of 2021 · 175 cells: 173 stated, 1 blank, 1 derived, 1 contested" in text
    assert [cell.text for cell in page.iterfind('.//td[@class="blank"]')] == ["▢"]
    assert [cell.text for cell in page.iterfind('.//td[@class="derived"]')] == ["3†"]
    assert [cell.text for cell in page.iterfind('.//td[@class="contested"]')] == ["7!"]
    assert [badge.text for badge in page.iterfind('.//span[@class="badge off"]')] == ["statistics"]
    assert "1 finding" in text
    assert text.count("一、本年新收政府信息公开申请数量") == 1


def test_a_report_without_anything_is_shown() -> None:
    records = report_of(None, None, editions={})
    records.report |= {"title": None, "year_basis": None, "encoding": None}
    records.findings = []
    text = lxml.html.fromstring(Report(records)._repr_html_()).text_content()
    assert "year unknown" in text
    assert "No findings" in text


def test_a_corpus_is_shown_with_counts_and_failures() -> None:
    corpus = corpus_of(report_of(source="a.html"), report_of("白榆县水务局", 2020, source="b.html"))
    corpus.failures = frame("failures", [{"source": "c.doc", "error": "UnknownFormat", "message": "c.doc is …"}])
    text = lxml.html.fromstring(corpus._repr_html_()).text_content()
    assert "2 reports2 agencies · 2020–2022 · 400 cells · 2 findings · 1 source not read" in text
    assert "stated400" in text
    assert "requests20212" in text
    assert "UnknownFormat" in text
    assert "白榆县水务局b.html" in text
    assert "0 reports0 agencies · no year" in lxml.html.fromstring(corpus_of()._repr_html_()).text_content()


def test_labels_are_the_form_s() -> None:
    for table in forms.TABLES:
        for edition in forms.EDITIONS:
            if not forms.cells(table, edition):
                continue
            shown = table_frame(report(editions={table: edition}).figures, table)
            printed = [label[0] for label in shown.index]
            assert list(dict.fromkeys(printed)) == list(
                dict.fromkeys(cell.item_zh for cell in forms.cells(table, edition))
            )
            assert shown.notna().all(axis=None)

"""One report in, frames out: every verb, every column, every offset."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pandas as pd
import pytest

import govreport
from govreport import forms
from govreport.errors import NotAReport, UnreadableSource
from govreport.report import Report, read_report
from govreport.sample import draw, render
from tests.golden import texts
from tests.golden.report import Report as Meant

MEANT = Meant("白榆县水务局", 2022, "2021", 41)
TEXT = texts.lines(MEANT) + "白榆县水务局\n2023年1月20日\n"
PROSE = """白榆县水务局2022年政府信息公开工作年度报告
一、总体情况
本年度持续完善公开制度，及时更新公开栏目，各项工作平稳有序推进。
二、主动公开政府信息情况
全年通过门户网站公开各类政府信息，内容涵盖规划、预算和执法等方面。
"""
CELL = {"report_id": "string", "table": "category", "item": "category", "measure": "category"}
COLUMNS = {
    "figures": {"report_id": "string", "year": "Int16", "table": "category", "edition": "category", "item": "category",
                "measure": "category", "value": "Float64", "lo": "Float64", "hi": "Float64", "unit": "category",
                "state": "category", "contested": "boolean", "label": "string", "raw": "string"},
    "places": CELL | dict.fromkeys(("block", "row", "col", "page"), "Int32")
    | dict.fromkeys(("x0", "y0", "x1", "y1"), "Float64") | {"start": "Int64", "end": "Int64"},
    "findings": {"report_id": "string", "code": "category", "severity": "category", "table": "category",
                 "item": "category", "measure": "category", "stated": "Float64", "expected": "Float64",
                 "message": "string", "source": "string"},
    "mentions": {"report_id": "string", "year": "Int16", "metric": "category", "channel": "category",
                 "value": "Float64", "bound": "category", "unit": "string", "scope": "category", "part": "boolean",
                 "negated": "boolean", "section": "Int8", "text": "string", "start": "Int64", "end": "Int64"},
    "checks": {"report_id": "string", "table": "category", "code": "category", "item": "category",
               "measure": "category", "left": "Float64", "right": "Float64", "holds": "boolean", "trivial": "boolean"},
    "texts": {"report_id": "string", "section": "Int8", "start": "Int64", "text": "string"},
}  # fmt: skip
META = """report_id source url sha256 format encoding reader title agency agency_name agency_id agency_kind function
    reach province prefecture county adcode level year year_basis period_start period_end published published_basis
    has_proactive_disclosure has_requests has_review has_statistics is_primary n_findings parser_version""".split()
STATES = ["stated", "blank", "derived", "unreadable", "missing"]


@pytest.fixture(scope="module")
def whole() -> Report:
    """Return a report with every table."""
    return read_report(TEXT.encode())


@pytest.fixture(scope="module")
def prose() -> Report:
    """Return a report without any table."""
    return read_report(PROSE.encode())


def frame_of(report: Report, name: str) -> pd.DataFrame:
    return report.checks() if name == "checks" else getattr(report, name)


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("kind", ["whole", "prose"])
def test_a_frame_has_all_its_columns_and_types(kind: str, name: str, request: pytest.FixtureRequest) -> None:
    frame = frame_of(request.getfixturevalue(kind), name)
    assert {column: str(kind) for column, kind in frame.dtypes.items()} == COLUMNS[name]
    assert list(frame) == list(COLUMNS[name])
    assert isinstance(frame.index, pd.RangeIndex)


@pytest.mark.parametrize("kind", ["whole", "prose"])
def test_categories_are_the_codes_in_form_order(kind: str, request: pytest.FixtureRequest) -> None:
    report = request.getfixturevalue(kind)
    assert report.figures["state"].cat.categories.tolist() == STATES
    assert report.figures["edition"].cat.categories.tolist() == ["2014", "2019", "2021"]
    assert report.figures["table"].cat.categories.tolist() == list(forms.TABLES)
    items = report.figures["item"].cat.categories.tolist()
    assert [items.index(item) for item in ("rules", "received", "granted", "carried_out", "reconsideration")] == sorted(
        items.index(item) for item in ("rules", "received", "granted", "carried_out", "reconsideration")
    )
    assert report.findings["severity"].cat.categories.tolist() == ["error", "warning", "info"]


def test_one_row_a_cell_in_form_order(whole: Report) -> None:
    figures = whole.figures
    keys = list(zip(figures["table"], figures["item"], figures["measure"], strict=True))
    tables = ("proactive_disclosure", "requests", "review")
    assert keys == [cell.key for table in tables for cell in forms.cells(table, "2021")]
    assert figures["value"].tolist() == [float(vars(MEANT)["values"][key]) for key in keys]
    assert figures["lo"].tolist() == figures["hi"].tolist() == figures["value"].tolist()
    assert figures["year"].eq(2022).all()
    assert figures["report_id"].eq(whole.meta["report_id"]).all()


def test_meta_is_the_row_of_reports(whole: Report) -> None:
    meta = whole.meta
    assert meta.index.tolist() == META
    assert (meta.agency, meta.year, meta.title) == ("白榆县水务局", 2022, "白榆县水务局2022年政府信息公开工作年度报告")
    assert (meta.year_basis, meta.published_basis, f"{meta.published:%F}") == ("title", "signature", "2023-01-20")
    assert (f"{meta.period_start:%F}", f"{meta.period_end:%F}") == ("2022-01-01", "2022-12-31")
    assert (meta.format, meta.encoding, meta.reader, meta.source) == ("text", "utf-8", "text", "<bytes>")
    assert meta.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert meta.report_id == meta.sha256[:12]
    assert [meta[f"has_{table}"] for table in forms.TABLES] == [True, True, True, False]
    assert (meta.n_findings, meta.parser_version, meta.is_primary) == (0, govreport.__version__, True)
    assert meta.agency_id == "?-白榆县水务局"


def test_a_report_of_prose_is_a_report(prose: Report) -> None:
    assert (prose.meta.agency, prose.meta.year) == ("白榆县水务局", 2022)
    assert prose.findings["code"].tolist() == ["missing_table"] * 3
    assert prose.findings["table"].tolist() == ["proactive_disclosure", "requests", "review"]
    assert [len(frame_of(prose, name)) for name in ("figures", "places", "mentions", "checks")] == [0, 0, 0, 0]
    assert "持续完善公开制度" in prose.text
    assert not any(prose.meta[f"has_{table}"] for table in forms.TABLES)


@pytest.mark.parametrize("layout", ["lines", "tabs", "markdown", "portal", "word_html", "docx"])
def test_offsets_are_those_of_the_text(layout: str) -> None:
    printed = render(
        draw(8, years=[2023], filled=0.5)[0], layout, damages=["blanks", "fullwidth", "labels_wrapped"], seed=8
    )
    report = read_report(printed.data)
    shown = report.figures.merge(report.places, on=["report_id", "table", "item", "measure"], validate="1:1")
    assert len(shown) >= 150
    assert [report.text[start:end] for start, end in zip(shown["start"], shown["end"], strict=True)] == shown[
        "raw"
    ].tolist()
    assert set(shown["state"]) <= {"stated", "blank", "derived", "unreadable"}
    assert not shown.duplicated(["start"]).any()
    found = set(zip(shown["table"], shown["item"], shown["measure"], strict=True))
    stated = report.figures[report.figures["state"] == "stated"]
    assert set(zip(stated["table"], stated["item"], stated["measure"], strict=True)) <= found


def test_where_says_the_number_and_its_surroundings(whole: Report) -> None:
    number = vars(MEANT)["values"]["requests", "granted", "total"]
    said = whole.where("requests", "granted", "total")
    assert number in said
    assert "予以公开" in said
    assert "table" in said


@pytest.mark.parametrize(
    "key",
    [
        ("requests", "granted", "upheld"),
        ("statistics", "budget", "count"),
        ("requests", "other_handling", "total"),
        ("x", "y", "z"),
    ],
)
def test_where_refuses_what_is_no_cell_of_the_report(whole: Report, key: tuple[str, str, str]) -> None:
    with pytest.raises(KeyError) as raised:
        whole.where(*key)
    assert all(word in str(raised.value) for word in (*key, "requests", "review"))


def test_where_names_no_table_where_there_is_none(prose: Report) -> None:
    with pytest.raises(KeyError, match="no table"):
        prose.where("requests", "granted", "total")


def test_the_form_itself(whole: Report) -> None:
    table = whole.table("requests")
    assert table.shape == (25, 7)
    values = vars(MEANT)["values"]
    assert table.iloc[0].tolist() == [
        values["requests", "received", measure] for measure in forms.measures("requests", "2021")
    ]
    assert whole.table("review").shape == (3, 5)


@pytest.mark.parametrize("name", ["statistics", "nonsense"])
def test_a_table_that_is_not_there_is_an_error(whole: Report, name: str) -> None:
    with pytest.raises((KeyError, ValueError), match=name):
        whole.table(name)


def test_a_source_is_a_path_bytes_or_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "白榆县.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    with path.open("rb") as stream:
        reports = [read_report(path), read_report(str(path)), read_report(path.read_bytes()), read_report(stream)]
    reports += [read_report(bytearray(path.read_bytes())), read_report(io.BytesIO(path.read_bytes()))]
    assert {report.meta.sha256 for report in reports} == {reports[0].meta.sha256}
    assert {report.meta.encoding for report in reports} == {"gb18030"}
    for report in reports[1:]:
        pd.testing.assert_frame_equal(report.figures, reports[0].figures)
    assert reports[0].meta.source == reports[1].meta.source == "白榆县.txt"
    assert reports[2].meta.source == "<bytes>"


@pytest.mark.parametrize("name", ["absent.html", "."])
def test_a_path_that_cannot_be_opened_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableSource, match="check the path") as raised:
        read_report(tmp_path / name)
    assert str(tmp_path) in str(raised.value)


CONTACT = "联系电话：0536-8765432，邮编：262100，邮箱：gongkai@baiyu.example，地址：白榆县榆林路88号。"


def test_contacts_are_overwritten_and_offsets_hold() -> None:
    text = TEXT.replace("一、总体情况\n", CONTACT + "\n一、总体情况\n", 1)
    report = read_report(text.encode())
    for secret in ("8765432", "262100", "gongkai@baiyu.example", "榆林路88号"):
        assert secret not in report.text
        assert secret not in "".join(report.texts["text"])
    assert "■■■■■■" in report.text
    assert len(report.text) == len(read_report(text.replace(CONTACT, "工" * len(CONTACT)).encode()).text)
    shown = report.figures.merge(report.places, on=["table", "item", "measure"])
    assert [report.text[start:end] for start, end in zip(shown["start"], shown["end"], strict=True)] == shown[
        "raw"
    ].tolist()
    assert report.figures["value"].tolist() == read_report(TEXT.encode()).figures["value"].tolist()


def test_a_report_says_what_it_is_in_one_line(whole: Report) -> None:
    assert repr(whole) == f"<Report {whole.meta.report_id}: {whole.meta.title}; 200 cells, 0 findings>"
    assert "白榆县水务局" in whole._repr_html_()


def test_reading_twice_gives_the_same(whole: Report) -> None:
    again = read_report(TEXT.encode())
    for name in COLUMNS:
        pd.testing.assert_frame_equal(frame_of(again, name), frame_of(whole, name))
    pd.testing.assert_series_equal(again.meta, whole.meta)


def test_a_part_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnreadableSource, match="part 2"):
        read_report(TEXT.encode(), part=2)


def test_no_report_says_what_was_found_and_expected() -> None:
    with pytest.raises(NotAReport, match=r"^<bytes>: .*Expected") as raised:
        read_report("白榆县水务局简介\n一、机构职能\n负责全县水务工作。".encode())
    assert "leave this source out" in str(raised.value)

"""From a number back to its source: found, refused when it has changed, and shown where it has no pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import lxml.html
import pandas as pd
import pytest

import govreport
from govreport import sample
from govreport.errors import GovReportError, UnreadableSource
from govreport.report import Report
from govreport.show import STYLE
from tests import pdfs
from tests.handmade import report_of
from tests.shown import CELL, EVIL, PLACE, SQUARE, found


@pytest.mark.parametrize("state", ["derived", "missing"])
def test_what_is_printed_nowhere_needs_no_source(state: str, tmp_path: Path) -> None:
    value = 3.0 if state == "derived" else None
    report = Report(report_of(cells={CELL: {"state": state, "value": value}}))
    shown = report.show(*CELL)
    assert shown.pictures == ()
    assert shown.words == report.where(*CELL)
    assert shown._repr_png_() is None
    assert shown.words in lxml.html.fromstring(shown._repr_html_()).text_content()
    with pytest.raises(GovReportError, match=r"^x\.png was not written: there is no picture, only words"):
        shown.save(tmp_path / "x.png")


def test_a_cell_that_the_report_does_not_have() -> None:
    report = Report(report_of(editions={"review": "2021"}))
    with pytest.raises(
        GovReportError, match=r"report\.html: the report has no cell requests / received / any; it has re"
    ):
        report.show("requests", "received")
    with pytest.raises(
        GovReportError, match=r"no cell section3 / any / any \(tables are called proactive_disclosure, req"
    ):
        report.show("section3")


def write(folder: Path, layout: str = "portal", name: str = "report.html", seed: int = 3) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sample.render(sample.draw(seed, years=[2021])[0], layout, seed=seed).data)
    return path


def test_a_changed_source_is_refused_with_both_hashes(tmp_path: Path) -> None:
    path = write(tmp_path)
    report = govreport.read_report(path)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(UnreadableSource, match=r"^report\.html: this is not the file that was read") as raised:
        report.show(*CELL)
    assert str(report.meta["sha256"]) in str(raised.value)
    assert len(set(str(raised.value).split()) & {str(report.meta["sha256"]) + "."}) == 1


def test_a_source_is_found_again_or_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "old")
    monkeypatch.chdir(tmp_path)
    report = govreport.read_report("old/report.html")
    monkeypatch.chdir("/")
    html = report.show(*CELL).html
    moved = path.rename(tmp_path / "moved.html")
    with pytest.raises(
        UnreadableSource, match=r"^report\.html: the source is needed .* source= takes its path, the fold"
    ):
        report.show(*CELL)
    (tmp_path / "new").mkdir()
    for source in (moved, str(moved), moved.read_bytes(), moved.open("rb")):
        assert report.show(*CELL, source=source).html == html
    moved.rename(tmp_path / "new/report.html")
    assert report.show(*CELL, source=tmp_path / "new").html == html
    data = (tmp_path / "new/report.html").read_bytes()
    with pytest.raises(UnreadableSource, match="^<bytes>: the source is needed"):
        govreport.read_report(data).show(*CELL)
    with pytest.raises(UnreadableSource, match=r"gone\.html: the file does not exist"):
        report.show(*CELL, source=tmp_path / "gone.html")


@pytest.mark.parametrize("layout", ["portal", "word_html", "tabs", "lines", "markdown", "docx", "plain", "spaces"])
def test_a_source_without_pages_shows_its_table(layout: str, tmp_path: Path) -> None:
    path = write(tmp_path, layout)
    report = govreport.read_report(path)
    printed = report.figures.set_index(["table", "item", "measure"])["raw"]
    for key in (CELL, ("review", "litigation_direct", "total")):
        root = lxml.html.fromstring(report.show(*key)._repr_html_())
        assert [element.text_content().strip() for element in root.find_class("plain")] == [printed[key].strip()]
    for table in ("requests", "review", "proactive_disclosure"):
        root = lxml.html.fromstring(report.show(table)._repr_html_())
        here = report.places.query("table == @table")
        assert len(root.find_class("stated")) == len(here) >= 6


def test_each_cell_of_a_whole_table_has_the_colour_of_its_state(tmp_path: Path) -> None:
    path = write(tmp_path)
    whole = govreport.read_report(path)
    states = {"blank": "blank", "derived": "derived", "unreadable": "doubtful", "stated": "stated"}
    places = [row for row in whole.records.places if row["table"] == "requests"]
    for row, state in zip(places, states, strict=False):
        _cell(whole, row)["state"] = state
    _cell(whole, places[4])["contested"] = True
    shown = whole.show("requests")
    root = lxml.html.fromstring(shown._repr_html_())
    marked = [element.get("class") for element in root.iter("td") if element.get("class")]
    assert marked[:5] == [*states.values(), "contested"]
    assert set(marked[5:]) == {"stated"}
    assert "1 in a broken sum (red); 1 unreadable (orange); 1 printed blank (grey); 1 without a readable" in shown.words
    for kind in (*states.values(), "contested"):
        assert f".govreport-show .{kind}{{background:" in STYLE
    alone = whole.show(*(places[0][name] for name in ("table", "item", "measure")))
    assert 'class="plain"' in alone.html


def _cell(report: Report, place: dict[str, Any]) -> dict[str, Any]:
    names = ("table", "item", "measure")
    return next(row for row in report.records.figures if all(row[name] == place[name] for name in names))


def test_rows_are_numbered_as_where_counts_them(tmp_path: Path) -> None:
    report = govreport.read_report(write(tmp_path))
    shown = report.show("requests", "carried_out", "total")
    root = lxml.html.fromstring(shown.html)
    marked = root.find_class("plain")[0]
    number = marked.getparent().find("th").text
    assert f"row {number}, column" in shown.words
    rows = [row.find("th").text for row in root.iter("tr")]
    assert rows[:3] == ["1", "2", "3"]
    assert len(rows) <= 8


def test_the_second_report_of_a_file_shows_its_own_table(tmp_path: Path) -> None:
    truths = (sample.draw(seed, years=[2021])[0] for seed in (3, 4))
    two = b"\n".join(sample.render(truth, "tabs", seed=3, encoding="utf-8").data for truth in truths)
    path = tmp_path / "two.txt"
    path.write_bytes(two)
    for part in (1, 2):
        report = govreport.read_report(path, part=part)
        raw = report.figures.set_index(["table", "item", "measure"])["raw"][CELL]
        assert f'<td class="plain">{raw}</td>' in report.show(*CELL).html


def test_a_contact_is_not_shown() -> None:
    text = "白榆县水务局2021年政府信息公开工作年度报告\n规章：3件\n联系电话：0536-1234567\n"
    report = Report(report_of(data=text.encode(), format="text"))
    report.records.texts = [{"text": text.replace("0536-1234567", "■" * 12), "section": None, "start": 0}]
    keys = dict(zip(("table", "item", "measure"), CELL, strict=True))
    report.records.places = [keys | {"start": text.index("3件"), "end": text.index("3件") + 1}]
    html = report.show(*CELL, source=text.encode()).html
    assert '规章：<b class="plain">3</b>件' in html
    assert "联系电话：■■" in html
    assert "0536" not in html


def test_no_text_of_a_source_becomes_markup() -> None:
    rows = "".join(f"<tr><td>{'&lt;script&gt;alert(1)&lt;/script&gt;'}</td><td>{n}</td></tr>" for n in range(9))
    data = f"<table>{rows}</table>".encode()
    report = found(data, "html", {"block": 0, "row": 8, "col": 1, "start": 0, "end": 1}, cells={CELL: {"raw": EVIL}})
    from govreport.readers import read_document

    cell = next(cell for cell in next(read_document(data).tables()).cells if (cell.row, cell.col) == (8, 1))
    report.records.places[0] |= {"start": cell.start, "end": cell.end}
    html = report.show(*CELL, source=data)._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    names = {name for element in lxml.html.fromstring(html).iter() for name in element.attrib}
    assert names <= {"class", "rowspan", "colspan"}


def test_places_of_another_version_are_refused(tmp_path: Path) -> None:
    report = govreport.read_report(write(tmp_path))
    for place in report.records.places:
        place["row"] += 40
    with pytest.raises(GovReportError, match=r"read by another version of govreport.*read it again"):
        report.show(*CELL)


def test_saving(tmp_path: Path) -> None:
    data = pdfs.pdf(pdfs.pages([SQUARE]))
    shown = found(data, "pdf", PLACE).show(*CELL, source=data)
    shown.save(tmp_path / "page.png")
    shown.save(str(tmp_path / "page.html"))
    assert (tmp_path / "page.png").read_bytes() == shown._repr_png_()
    page = lxml.html.fromstring((tmp_path / "page.html").read_bytes())
    assert shown.words in page.text_content()
    assert [image.get("src")[:22] for image in page.iter("img")] == ["data:image/png;base64,"]
    with pytest.raises(GovReportError, match=r"^page\.jpg was not written: the suffix is \.jpg\. Save to page\.png\.$"):
        shown.save(tmp_path / "page.jpg")


def test_from_a_row_of_a_corpus_to_its_source(tmp_path: Path) -> None:
    write(tmp_path / "reports", name="a/one.html", seed=3)
    write(tmp_path / "reports", name="b/two.html", seed=4)
    corpus = govreport.read_corpus(tmp_path / "reports", workers=0, progress=False)
    key = pd.DataFrame([CELL], columns=["table", "item", "measure"])
    for row in corpus.figures.merge(key).to_dict("records"):
        shown = corpus.show(pd.Series(row))
        assert f'<td class="plain">{row["raw"]}</td>' in shown.html
        assert corpus.show(row["report_id"], *CELL).html == shown.html
    corpus.save(tmp_path / "out")
    again = govreport.open_corpus(tmp_path / "out")
    first = again.reports["report_id"][0]
    with pytest.raises(UnreadableSource, match=r"^a/one\.html: the source is needed"):
        again.show(first, *CELL)
    assert again.show(first, *CELL, source=tmp_path / "reports").html == corpus.show(first, *CELL).html
    pd.testing.assert_frame_equal(
        again.report(first).figures, govreport.read_report(tmp_path / "reports/a/one.html").figures
    )


def test_a_row_that_points_at_nothing_is_refused() -> None:
    from tests.handmade import corpus_of

    corpus = corpus_of(report_of())
    finding = corpus.findings.iloc[0]
    with pytest.raises(GovReportError, match="^no table, so no place is named; expected a row of figures"):
        corpus.show(finding)
    with pytest.raises(GovReportError, match="^no report_id is named"):
        corpus.show(pd.Series({"table": "review"}))
    with pytest.raises(GovReportError, match=r"^the corpus has no report 'ff'; corpus\.reports lists its 1\.$"):
        corpus.show("ff", *CELL)

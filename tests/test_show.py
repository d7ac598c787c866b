"""From a number back to its source: the mark lies on what was read, and on nothing when the source has changed."""

from __future__ import annotations

import cmath
import io
import math
from pathlib import Path
from typing import Any

import lxml.html
import numpy as np
import pandas as pd
import pypdfium2
import pytest
from PIL import Image

import govreport
from govreport import pages, sample
from govreport.errors import GovReportError, UnreadableSource
from govreport.report import Report
from tests import pdfs
from tests.handmade import report_of

CELL = ("requests", "received", "total")
NEXT = ("requests", "received", "natural_person")
EVIL = "<script>alert(1)</script>"


def found(data: bytes, format: str, *places: dict[str, Any], **options: Any) -> Report:
    """Return a report of cells at these places in a source."""
    records = report_of(data=data, format=format, source=f"report.{format}", **options)
    keys = dict(zip(("table", "item", "measure"), CELL, strict=True))
    records.places = [keys | {"report_id": records.report["report_id"]} | place for place in places]
    return Report(records)


def box(page: int, x0: float, y0: float, x1: float, y1: float, **more: Any) -> dict[str, Any]:
    return {"page": page, "x0": x0, "y0": y0, "x1": x1, "y1": y1} | more


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)


def like(image: np.ndarray, colour: tuple[int, int, int], near: int = 12) -> tuple[float, float, float, float]:
    """Return the smallest box, in pixels, that holds every pixel of about this colour."""
    at = np.argwhere(np.abs(image - np.array(colour)).max(axis=2) <= near)
    assert len(at), f"no pixel is {colour}"
    (top, left), (bottom, right) = at.min(axis=0), at.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def assert_marked(shown: Any, kind: str = "plain", page: int = 0) -> None:
    """Assert that the black square of a page lies in the middle of the outline, `PAD` from it."""
    picture = shown.pictures[page]
    image = pixels(picture.png)
    left, top, right, bottom = like(image, pages.OUTLINES[kind])
    inner = like(image, (0, 0, 0))
    gaps = (inner[0] - left, inner[1] - top, right - inner[2], bottom - inner[3])
    assert all(abs(gap - pages.PAD * picture.scale) <= 2 for gap in gaps), gaps
    assert np.abs(image[int(top) + 2, int(left) + 2] - np.array(pages.TINT)).max() < 40
    assert abs((inner[2] - inner[0] + 1) / picture.scale - 10) < 1


SQUARE = pdfs.square(100, 700)
PLACE = box(1, 100, 132, 110, 142)


def test_the_mark_lies_on_what_is_printed() -> None:
    data = pdfs.pdf(pdfs.pages([SQUARE]))
    shown = found(data, "pdf", PLACE).show(*CELL, source=data)
    assert_marked(shown)
    assert [picture.page for picture in shown.pictures] == [1]
    assert pixels(shown.pictures[0].png).shape == (1287, 910, 3)
    assert "report.pdf, page 1, 100 points from the left and 132 from the top" in shown.words


@pytest.mark.parametrize(
    ("page", "place"),
    [
        (b"/Rotate 90", box(1, 700, 100, 710, 110)),
        (b"/Rotate 180", box(1, 485, 700, 495, 710)),
        (b"/Rotate 270", box(1, 132, 485, 142, 495)),
        (b"/MediaBox[0 0 595 842]/CropBox[50 60 500 800]", box(1, 50, 90, 60, 100)),
        (b"/MediaBox[-20 -30 595 842]", box(1, 120, 132, 130, 142)),
        (b"/MediaBox[0 0 595 842]/CropBox[50 60 500 800]/Rotate 90", box(1, 640, 50, 650, 60)),
    ],
)
def test_a_page_is_drawn_as_a_person_sees_it(page: bytes, place: dict[str, Any]) -> None:
    data = pdfs.pdf(pdfs.pages([SQUARE], page))
    assert_marked(found(data, "pdf", place).show(*CELL, source=data))


@pytest.mark.parametrize(
    ("page", "turn", "left", "top"),
    [
        (b"", b"", 0, 0),
        (b"/MediaBox[0 0 842 595]/Rotate 90", b"0 1 -1 0 842 0 cm\n", 0, 0),
        (b"/Rotate 180", b"-1 0 0 -1 595 842 cm\n", 0, 0),
        (b"/MediaBox[0 0 842 595]/Rotate -90", b"0 -1 1 0 0 595 cm\n", 0, 0),
        (b"/MediaBox[0 0 595 842]/CropBox[30 100 570 800]", b"", 30, 42),
        (b"/MediaBox[-40 -30 595 900]", b"", -40, -58),
        (b"/MediaBox[0 0 842 595]/CropBox[50 20 800 590]/Rotate 90", b"0 1 -1 0 842 0 cm\n", 20, 50),
    ],
)
def test_a_number_is_read_where_it_is_drawn(page: bytes, turn: bytes, left: float, top: float, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdfs.pdf(pdfs.report(page, turn=turn)))
    report = govreport.read_report(path)
    keys = [("review", row.item, row.measure) for row in report.figures.itertuples()]
    assert report.figures["value"].tolist() == [float(number) for number in pdfs.NUMBERS]
    for at in (0, 8, 14):
        shown = report.show(*keys[at])
        scale, pad = shown.pictures[0].scale, pages.PAD
        edges = like(pixels(shown.pictures[0].png), pages.OUTLINES["plain"])
        seen = np.array(edges) / scale + (pad + left, pad + top, left - pad, top - pad)
        assert np.abs(seen - np.array(pdfs.number_box(at))).max() < 2, seen
    assert "review: 15 of 15 cells are marked on page 1 of report.pdf." in report.show("review").words


def test_only_the_pages_of_the_table_are_drawn_each_with_its_cells() -> None:
    data = pdfs.pdf(pdfs.pages([b"", SQUARE, pdfs.square(50, 50), b""]))
    states = {CELL: {"contested": True}, NEXT: {"state": "unreadable", "value": None}}
    report = found(data, "pdf", PLACE | {"page": 2}, box(3, 50, 782, 60, 792, measure="natural_person"), cells=states)
    shown = report.show("requests", source=data)
    assert [picture.page for picture in shown.pictures] == [2, 3]
    assert_marked(shown, "contested", 0)
    assert_marked(shown, "doubtful", 1)
    assert shown.words == (
        "requests: 2 of 175 cells are marked on pages 2, 3 of report.pdf; 1 in a broken sum (red); 1 unreadable "
        "(orange); 173 stand nowhere: derived from others, or not found."
    )
    both = pixels(shown._repr_png_() or b"")
    assert both.shape[0] == sum(pixels(picture.png).shape[0] for picture in shown.pictures) + 8
    assert len(report.show("requests", "received", source=data).pictures) == 2
    assert len(report.show(*NEXT, source=data).pictures) == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_an_image_is_drawn_page_by_page(kind: str) -> None:
    first, second = (Image.new(mode, (1654, 2339), "white") for mode in ("L", "RGB"))
    place = box(2 if kind == "TIFF" else 1, 100, 132, 110, 142)
    second.paste((0, 0, 0), tuple(round(place[side] / 72 * 200) for side in ("x0", "y0", "x1", "y1")))
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": [second]} if kind == "TIFF" else {}
    (first if kind == "TIFF" else second).save(stream, kind, dpi=(200, 200), **more)
    shown = found(stream.getvalue(), "image", place).show(*CELL, source=stream.getvalue())
    assert_marked(shown)
    with pytest.raises(UnreadableSource, match=r"^report\.image has \d pages and no page 3"):
        found(stream.getvalue(), "image", place | {"page": 3}).show(*CELL, source=stream.getvalue())


def scanned(degrees: float, quarters: int) -> bytes:
    """Return `pdfs.report` scanned at 200 dpi, leaning clockwise by so many degrees and turned by quarters."""
    with pypdfium2.PdfDocument(pdfs.pdf(pdfs.report())) as document:
        image = document[0].render(scale=200 / 72).to_pil().convert("L")
    image = image.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255).rotate(90 * quarters, expand=True)
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(200, 200))
    return stream.getvalue()


@pytest.mark.parametrize(("degrees", "quarters"), [(0.0, 0), (1.0, 0), (-0.8, 0), (0.7, 1), (0.6, 2)])
def test_a_scan_is_marked_on_the_page_as_it_was_scanned(degrees: float, quarters: int, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
    path = tmp_path / "scan.png"
    path.write_bytes(scanned(degrees, quarters))
    report = govreport.read_report(path)
    width, height = pdfs.A4
    for at, key in ((0, ("reconsideration", "upheld")), (14, ("litigation_after_reconsideration", "total"))):
        x0, y0, x1, y1 = pdfs.number_box(at)
        middle = complex((x0 + x1) / 2 - width / 2, (y0 + y1) / 2 - height / 2) * cmath.exp(1j * math.radians(degrees))
        middle *= (-1j) ** quarters
        size = pdfs.A4[:: -1 if quarters % 2 else 1]
        expected = np.array([middle.real + size[0] / 2, middle.imag + size[1] / 2])
        shown = report.show("review", *key)
        left, top, right, bottom = np.array(like(pixels(shown.pictures[0].png), pages.OUTLINES["plain"]))
        seen = np.array([(left + right) / 2, (top + bottom) / 2]) / shown.pictures[0].scale
        assert np.abs(seen - expected).max() < 3, (seen, expected)


def test_a_box_at_or_beyond_the_edge_is_marked_at_the_edge() -> None:
    data = pdfs.pdf(pdfs.pages([b""]))
    for place in (box(1, 590, 838, 700, 900), box(1, 900, 900, 950, 950), box(1, 10, 10, 10, 10)):
        shown = found(data, "pdf", place).show(*CELL, source=data)
        like(pixels(shown.pictures[0].png), pages.OUTLINES["plain"])


def test_a_place_without_a_box_is_its_page() -> None:
    data = pdfs.pdf(pdfs.pages([b"", SQUARE]))
    shown = found(data, "pdf", {"page": 2}).show(*CELL, source=data)
    assert [picture.page for picture in shown.pictures] == [2]
    assert not (np.abs(pixels(shown.pictures[0].png) - np.array(pages.OUTLINES["plain"])).max(axis=2) <= 12).any()


def test_a_page_beyond_all_measure_is_drawn_small() -> None:
    data = pdfs.pdf(pdfs.pages([SQUARE], size=(14_400, 14_400)))
    shown = found(data, "pdf", box(1, 7000, 7000, 7400, 7400)).show(*CELL, source=data)
    height, width, _ = pixels(shown.pictures[0].png).shape
    assert height * width <= pages.MAX_PIXELS * 1.01


def test_a_page_that_is_not_there_and_a_file_that_is_none() -> None:
    data = pdfs.pdf(pdfs.pages([b""]))
    with pytest.raises(UnreadableSource, match=r"^report\.pdf has 1 pages and no page 7; read the report again\.$"):
        found(data, "pdf", box(7, 1, 1, 2, 2)).show(*CELL, source=data)
    with pytest.raises(UnreadableSource, match=r"^report\.pdf: the page cannot be drawn .* open the file in a viewer"):
        found(b"%PDF-1.7\nnothing", "pdf", PLACE).show(*CELL, source=b"%PDF-1.7\nnothing")


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
        assert len(root.find_class("plain")) == len(here) >= 6


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

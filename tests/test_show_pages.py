"""The mark of a number lies where it is printed, on pages that are turned, cropped, leaning or missing."""

from __future__ import annotations

import cmath
import io
import math
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image

import govreport
from govreport import pages
from govreport.errors import UnreadableSource
from tests import pdfs
from tests.shown import CELL, NEXT, PLACE, SQUARE, assert_marked, box, found, like, pixels


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

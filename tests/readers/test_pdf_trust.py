"""Pages of a PDF whose text cannot be trusted are read as images; all others stay text."""

from __future__ import annotations

import sys
import zlib

import numpy as np
import pytest

from govreport.errors import MissingDependency
from govreport.readers import scan
from govreport.readers.pdf import read_pdf
from govreport.readers.sheet import Mark, Sheet
from tests.pdfs import pdf, report, song, stream, words
from tests.readers.sheets import only
from tests.readers.test_pdf import document, read

PIXEL = stream(zlib.compress(b"\x80"), b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
               b"/BitsPerComponent 8/Filter/FlateDecode")  # fmt: skip
IMAGE = b"q 595 0 0 842 0 0 cm /I Do Q\n"
WITH_IMAGE = b"/XObject<</I 81 0 R>>"
LONG = b"".join(song("本年新收政府信息公开申请数量和上年结转数量", 50, 700 - 15 * at) for at in range(6))
UNMAPPED = {
    83: b"<</Type/Font/Subtype/Type0/BaseFont/Foo/Encoding/Identity-H/DescendantFonts[84 0 R]>>",
    84: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Foo/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    b"/Supplement 0>>/FontDescriptor 92 0 R/DW 500>>",
}


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[int, ...]]]:
    """Stand in for text recognition: it finds 扫描 on every page, and what it was given is kept."""
    seen: list[tuple[int, tuple[int, ...]]] = []

    def stand_in(image: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], *, number: int, width: float, height: float,
                 name: str) -> Sheet:  # fmt: skip
        seen.append((number, image.shape))
        return Sheet(number, width, height, [Mark("扫描", 100, 100, 120, 110)])

    monkeypatch.setattr(scan, "require", lambda name: None)
    monkeypatch.setattr(scan, "scan_sheet", stand_in)
    return seen


PAGES = {
    "no text": IMAGE,
    "a stamp over an image": IMAGE + song("已核", 500, 800),
    "invisible": IMAGE + b"3 Tr\n" + LONG,
    "under the image": LONG + IMAGE,
    "no character map": b"".join(b"BT /U 9 Tf 50 %d Td <0013001401420143> Tj ET\n" % (700 - 9 * at) for at in range(9)),
    "digits without a map": LONG + b"BT /U 9 Tf 50 500 Td <00310032> Tj ET\n",
    "glyph names": b"".join(
        words("(cid:12)(cid:7)".replace("(", r"\(").replace(")", r"\)"), 50, y) for y in (9, 40, 70)
    ),
    "another code": b"".join(song("嵯蛎偎臁糨冢泐氅蕈粞螓嵯蛎偎臁糨冢泐", 50, 700 - 15 * at) for at in range(6)),
}


@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES)
def test_pages_whose_text_cannot_be_used_are_read_as_images(
    content: bytes, scanned: list[tuple[int, tuple[int, ...]]]
) -> None:
    resources = WITH_IMAGE
    data = document(LONG, content, extra={81: PIXEL, **UNMAPPED}, resources=resources).replace(
        b"/S 90 0 R>>", b"/S 90 0 R/U 83 0 R>>"
    )
    found = read_pdf(_mended(data), "a.pdf")
    assert scanned == [(2, (round(842 / 72 * scan.DPI), round(595 / 72 * scan.DPI), 3))]
    assert found.reader == "ocr"
    assert found.text.endswith("扫描")
    assert "本年新收" in found.text


def _mended(data: bytes) -> bytes:
    """Return a PDF whose table of places fits again after its objects were edited: pdfium finds them by itself."""
    start = data.rindex(b"xref\n0 ", 0, data.rindex(b"trailer"))
    return data[:start] + b"trailer\n<</Size 200/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


FINE = {
    "a picture": b"q 200 0 0 100 50 100 cm /I Do Q\n" + LONG,
    "a background": IMAGE + LONG,
    "numbers without words": b"".join(words("12 0 0 7 3 4 5", 50, y) for y in range(100, 700, 15)),
    "english": b"".join(words("Annual report on open government information", 50, y) for y in range(100, 700, 15)),
}


@pytest.mark.parametrize("content", FINE.values(), ids=FINE)
def test_pages_whose_text_is_sound_stay_text(content: bytes, scanned: list[tuple[int, tuple[int, ...]]]) -> None:
    found = read_pdf(document(LONG, content, extra={81: PIXEL}, resources=WITH_IMAGE))
    assert scanned == []
    assert found.reader == "text"


def test_a_map_that_is_broken_in_places_makes_every_page_untrusted(scanned: list[tuple[int, tuple[int, ...]]]) -> None:
    broken = LONG + b"".join(song("如下", 50, y) + words("ÿç", 70, y, 9) for y in (500, 480, 460))
    found = read_pdf(document(LONG, broken, b"", LONG))
    assert [page for page, _ in scanned] == [1, 2, 4]
    assert found.reader == "ocr"


def test_a_foreign_name_breaks_no_page(scanned: list[tuple[int, tuple[int, ...]]]) -> None:
    found = read_pdf(document(LONG + words("Zürich", 50, 500) + song("市", 90, 500) + words("éclair", 50, 400)))
    assert scanned == []
    assert "Zürich" in found.text


def test_the_page_is_drawn_as_it_is_seen(scanned: list[tuple[int, tuple[int, ...]]]) -> None:
    read(IMAGE, page=b"/Rotate 90", extra={81: PIXEL}, resources=WITH_IMAGE)
    (shape,) = [shape for _, shape in scanned]
    assert shape[0] < shape[1]


def test_without_the_extra_the_error_says_which_page_and_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        message = f"{name} is a scan. Run: pip install …"
        raise MissingDependency(message)

    monkeypatch.setattr(scan, "require", missing)
    with pytest.raises(
        MissingDependency, match=r"a\.pdf: the text of page 2 cannot be used: it has no text.*pip install"
    ):
        read(LONG, IMAGE, extra={81: PIXEL}, resources=WITH_IMAGE)


def test_text_pages_need_no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("rapidocr", "onnxruntime", "cv2"):
        monkeypatch.setitem(sys.modules, name, None)
    assert only(read_pdf(pdf(report()))).cells[-1].text == "5"

"""Scanned pages: drawn here pixel by pixel, so that what stands on them is known."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from matplotlib.font_manager import fontManager
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from govreport.document import Cell, Document
from govreport.errors import MissingDependency, UnreadableSource
from govreport.readers import image, image_pieces, scan_engine
from govreport.readers.limits import MAX_FRAMES

DPI = 150
LACKING = [name for name in ("rapidocr", "onnxruntime", "cv2") if find_spec(name) is None]
ocr = pytest.mark.skipif(bool(LACKING), reason=f"the extra ocr is not installed: {', '.join(LACKING)}")
GRID = [
    ["0", "7", "13612", "8844.01"],
    ["305", "", "—", "96"],
    ["-8", "/", "1", "2023"],
    ["0", "0", "41", "5"],
]


def points(value: float) -> int:
    """Return pixels."""
    return round(value * DPI / 72)


class Drawn:
    """An A5 page to draw on; places are points."""

    def __init__(self, width: float = 420, height: float = 595) -> None:
        self.picture = Image.new("L", (points(width), points(height)), 255)
        self.pen = ImageDraw.Draw(self.picture)

    def write(self, x: float, y: float, text: str, size: float = 11) -> None:
        """Print a text around a place."""
        self.pen.text((points(x), points(y)), text, font=ImageFont.load_default(points(size)), fill=0, anchor="mm")

    def line(self, *ends: float) -> None:
        """Draw a line."""
        self.pen.line([points(end) for end in ends], fill=0, width=2)

    def table(self, rows: Sequence[Sequence[str]], x: float = 40, y: float = 120, wide: float = 80) -> None:
        """Draw a table; a line break in a text wraps it in its cell."""
        high = 30
        for row in range(len(rows) + 1):
            self.line(x, y + row * high, x + wide * len(rows[0]), y + row * high)
        for col in range(len(rows[0]) + 1):
            self.line(x + col * wide, y, x + col * wide, y + high * len(rows))
        for row, cells in enumerate(rows):
            for col, text in enumerate(cells):
                lines = text.split("\n")
                for turn, part in enumerate(lines):
                    middle = y + (row + 0.5) * high + (turn - (len(lines) - 1) / 2) * 12.5
                    self.cell(x + (col + 0.5) * wide, middle, part)

    def cell(self, x: float, y: float, text: str) -> None:
        """Print what stands in a cell."""
        if text == "—":
            self.line(x - 5, y, x + 5, y)
        elif text:
            self.write(x, y, text)

    def prose(self, count: int = 5, y: float = 30) -> None:
        """Print some lines of text."""
        for turn in range(count):
            self.write(210, y + 16 * turn, f"Report {2019 + turn} of open government")


def worn(picture: Image.Image, turn: float = 0.7) -> Image.Image:
    """Return a page as a scanner sees it: turned a little, on grey paper, with noise."""
    turned = picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    noise = np.random.default_rng(1).normal(0, 6, turned.size[::-1])
    return Image.fromarray(np.clip(np.asarray(turned) * 0.93 + noise, 0, 255).astype(np.uint8))


def saved(pictures: Iterable[Image.Image], kind: str = "PNG") -> bytes:
    """Return pictures as one file."""
    first, *others = pictures
    out = io.BytesIO()
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(out, kind, dpi=(DPI, DPI), **more)
    return out.getvalue()


def cells(document: Document) -> list[Cell]:
    return [cell for table in document.tables() for cell in table.cells]


def rows(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for table in document.tables() for row in table.rows()]


@ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "GIF"])
def test_every_cell_is_read_or_blank(kind: str) -> None:
    page = Drawn()
    page.prose()
    page.table(GRID)
    document = image.read_image(saved([worn(page.picture)], kind), "scan")
    assert rows(document) == GRID
    assert (document.format, document.reader) == ("image", "ocr")
    assert all(cell.sure for cell in cells(document) if cell.text not in ("0", "1"))
    assert next(document.paragraphs()).text.replace(" ", "").startswith("Report2019ofopengovernment")


@ocr
def test_a_cell_has_its_page_and_its_box_in_points() -> None:
    page = Drawn()
    page.table(GRID)
    found = cells(image.read_image(saved([page.picture]), "scan"))
    number = next(cell for cell in found if cell.text == "13612")
    assert number.page == 1
    assert number.box == pytest.approx((200, 120, 280, 150), abs=2)


@ocr
def test_a_number_wrapped_in_its_cell_stays_in_pieces() -> None:
    page = Drawn()
    grid = [["1361\n2", "45"], ["7", "80980.\n97"]]
    page.table(grid)
    assert rows(image.read_image(saved([page.picture]), "scan")) == grid


@ocr
@pytest.mark.parametrize(("lines", "inset"), [(False, 1.1), (True, 2.0)])
def test_double_and_triple_borders_are_one_and_are_no_digits(lines: bool, inset: float) -> None:
    page = Drawn()
    if lines:
        page.table(GRID)
    for row, texts in enumerate(GRID):
        for col, text in enumerate(texts):
            x, y = 40 + 80 * col, 120 + 30 * row
            corners = (x + inset, y + inset, x + 80 - inset, y + 30 - inset)
            page.pen.rectangle([points(at) for at in corners], outline=0)
            if not lines:
                page.cell(x + 40, y + 15, text)
    page.pen.rectangle([points(at) for at in (39, 119, 361, 241)], outline=0)
    assert rows(image.read_image(saved([worn(page.picture)]), "scan")) == GRID


@ocr
def test_labels_that_run_down_are_read_as_one_line() -> None:
    fonts = [Path(font.fname) for font in fontManager.ttflist if "CJK SC" in font.name or "WenQuanYi" in font.name]
    if not fonts:
        pytest.skip("no font with Chinese characters is installed")
    page, font = Drawn(), ImageFont.truetype(fonts[0], points(11))
    page.table([["", ""], ["4", "96"]], wide=30)
    page.pen.rectangle([points(at) for at in (41, 40, 99, 149)], fill=255)
    for x in (40, 70, 100):
        page.line(x, 30, x, 150)
    page.line(40, 30, 100, 30)
    page.line(40, 150, 100, 150)
    for x, label in ((55, "尚未审结"), (85, "其他结果")):
        for turn, character in enumerate(label):
            page.pen.text((points(x), points(60 + 15 * turn)), character, font=font, fill=0, anchor="mm")
    assert rows(image.read_image(saved([page.picture]), "scan"))[0] == ["尚未审结", "其他结果"]


@ocr
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_set_upright(quarters: int) -> None:
    page = Drawn()
    page.prose()
    page.table(GRID[:2])
    assert rows(image.read_image(saved([page.picture.rotate(90 * quarters, expand=True)]), "scan")) == GRID[:2]


@ocr
def test_straight_shows_what_places_mean() -> None:
    from govreport.readers.scan import scan_sheet, straight

    page = Drawn()
    page.prose()
    page.table(GRID)
    pixels = np.asarray(worn(page.picture, 2.5).rotate(180))
    upright = straight(pixels, 420)
    sheet = scan_sheet(pixels, number=1, width=420, height=595, name="scan")
    mark = next(mark for mark in sheet.marks if mark.text == "13612")
    box = [points(side) for side in (mark.x0, mark.y0, mark.x1, mark.y1)]
    inside, around = upright[box[1] : box[3], box[0] : box[2]], upright[box[1] - 4 : box[1], box[0] : box[2]]
    assert inside.min() < 90 < around.min()


@ocr
def test_ink_that_is_no_text_makes_a_cell_doubtful_not_blank() -> None:
    page = Drawn()
    page.table(GRID)
    for offset in range(-8, 9, 4):
        page.pen.arc([points(73 + offset), points(130), points(81 + offset), points(142)], 0, 300, fill=0, width=3)
    first = cells(image.read_image(saved([page.picture]), "scan"))[0]
    assert not first.sure


@ocr
def test_pages_of_a_tiff_are_numbered() -> None:
    pages = [Drawn(), Drawn()]
    for page, row in zip(pages, ([["12", "34"]], [["56", "78"]]), strict=True):
        page.table([*row, ["9", "9"]])
    found = cells(image.read_image(saved([page.picture for page in pages], "TIFF"), "scan.tif"))
    assert {cell.text: cell.page for cell in found} | {"9": 0} == {"12": 1, "34": 1, "56": 2, "78": 2, "9": 0}


@ocr
@pytest.mark.parametrize("shade", [255, 128, 0])
def test_an_image_of_nothing_is_refused(shade: int) -> None:
    with pytest.raises(UnreadableSource, match="shows no text"):
        image.read_image(saved([Image.new("L", (600, 800), shade)]), "nothing.png")


@ocr
def test_an_image_of_noise_is_refused() -> None:
    noise = np.random.default_rng(2).integers(0, 256, (900, 700), dtype=np.uint8)
    with pytest.raises(UnreadableSource):
        image.read_image(saved([Image.fromarray(noise)]), "noise.png")


@ocr
def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        message = "the network was asked"
        raise AssertionError(message)

    monkeypatch.setattr("socket.socket.connect", closed)
    scan_engine._session.cache_clear()
    page = Drawn()
    page.table(GRID[:2])
    assert rows(image.read_image(saved([page.picture]), "scan")) == GRID[:2]


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def hidden(name: str) -> ModuleSpec | None:
        return None if name == "rapidocr" else find_spec("io")

    monkeypatch.setattr(scan_engine, "find_spec", hidden)
    with pytest.raises(MissingDependency, match=r'scan.png .*rapidocr.*pip install "govreport\[ocr\]"'):
        image.read_image(saved([Drawn().picture]), "scan.png")


def test_importing_loads_no_ocr() -> None:
    heavy = {"cv2", "onnxruntime", "rapidocr"}
    asked = f"import govreport, govreport.readers.image, sys; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def _bomb(side: int) -> bytes:
    """Return a PNG whose head promises so many pixels a side."""
    head = bytearray(saved([Image.new("L", (100, 100))]))
    head[16:24] = side.to_bytes(4, "big") * 2
    import zlib

    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    return bytes(head)


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_too_many_pixels_are_refused_before_they_are_decoded(side: int) -> None:
    with pytest.raises(UnreadableSource, match=r"limits|exceeds limit"):
        image.frames_of(_bomb(side), "bomb.png")


def test_too_many_images_are_refused() -> None:
    pages = [Image.new("1", (90, 90), 1) for _ in range(MAX_FRAMES + 1)]
    with pytest.raises(UnreadableSource, match=f"{MAX_FRAMES + 1} image"):
        image.frames_of(saved(pages, "TIFF"), "many.tif")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF"])
def test_a_file_that_is_cut_off_is_refused(kind: str) -> None:
    page = Drawn()
    page.prose()
    data = saved([worn(page.picture)], kind)
    with pytest.raises(UnreadableSource, match="cut off"):
        image.frames_of(data[: len(data) // 2], "half")


def test_a_stamp_is_no_page() -> None:
    with pytest.raises(UnreadableSource, match="only 40 x 300"):
        image.frames_of(saved([Image.new("L", (40, 300), 255)]), "line.png")


def _clear(size: tuple[int, int]) -> Image.Image:
    return Image.new("RGBA", size, (0, 0, 0, 0))


def _deep(size: tuple[int, int]) -> Image.Image:
    return Image.fromarray(np.full(size[::-1], 60_000, np.uint16))


@pytest.mark.parametrize("made", [_clear, _deep])
def test_transparent_and_deep_images_are_white_paper(made: Callable[[tuple[int, int]], Image.Image]) -> None:
    pixels: NDArray[np.uint8] = image.frames_of(saved([made((200, 300))]), "paper.png")[0].pixels
    assert pixels.dtype == np.uint8
    assert pixels.min() >= 254


def test_a_long_image_is_cut_where_it_is_empty() -> None:
    long = Image.new("L", (400, 1600), 255)
    pen = ImageDraw.Draw(long)
    for top in (*range(10, 540, 20), *range(610, 1070, 20), *range(1140, 1590, 20)):
        pen.rectangle([40, top, 360, top + 12], fill=0)
    heights = [frame.pixels.shape[0] for frame in image.frames_of(saved([long]), "long.png")]
    assert heights == pytest.approx([575, 530, 495], abs=20)


@pytest.mark.parametrize("turn", [0.0, 1.0])
def test_a_long_table_is_cut_along_a_line_that_both_pages_show(turn: float) -> None:
    long = Image.new("L", (400, 1600), 255)
    pen = ImageDraw.Draw(long)
    pen.line([40, 20, 40, 1580], fill=0, width=2)
    for row, top in enumerate(range(20, 1581, 40)):
        pen.line([40, top, 360 if row == 18 else 330, top], fill=0, width=2)
    found = list(image_pieces.pieces(np.asarray(long.rotate(turn, fillcolor=255))))
    assert [piece.shape[0] for piece in found] == pytest.approx([740 + 4 * turn, 860 + 4 * turn], abs=8)
    column = [piece[:, 200] < 128 for piece in found]
    assert column[0][-12:].any()
    assert column[1][:12].any()


@pytest.mark.parametrize(("dpi", "width"), [(150, 480.0), (72, 1000.0), (None, 595.28), (5, 595.28)])
def test_the_width_follows_from_a_resolution_that_makes_sense(dpi: int | None, width: float) -> None:
    out = io.BytesIO()
    Image.new("L", (1000, 1400), 255).save(out, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    frame = image.frames_of(out.getvalue(), "page.png")[0]
    assert (frame.width, frame.height) == pytest.approx((width, 1.4 * width), rel=0.001)

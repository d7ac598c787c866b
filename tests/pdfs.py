"""PDFs written by hand, a few hundred bytes each: what a test needs to know the place of every stroke in."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

A4 = (595, 842)


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"", root: int = 1) -> bytes:
    """Return a PDF of these numbered objects with a sound cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %c \n" % (places.get(number, 0), b"n"[0] if number in places else b"f"[0])
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(out)


def stream(content: bytes, extra: bytes = b"", *, packed: bool = False) -> bytes:
    """Return a stream object."""
    if packed:
        content, extra = zlib.compress(content, 9), extra + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), extra, content)


def pages(contents: Sequence[bytes], page: bytes = b"", size: tuple[float, float] = A4) -> dict[int, bytes]:
    """Return the objects of a PDF with one page for each content; `page` is added to every page's dictionary."""
    kids = b" ".join(b"%d 0 R" % (100 + 2 * at) for at in range(len(contents)))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    box = b"/MediaBox[0 0 %g %g]" % size
    for at, content in enumerate(contents):
        objects[100 + 2 * at] = b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R%s%s>>" % (
            101 + 2 * at, b"" if b"/MediaBox" in page else box, page,
        )  # fmt: skip
        objects[101 + 2 * at] = stream(content)
    return objects


def square(x: float, y: float, side: float = 10) -> bytes:
    """Return a black square; x and y from the bottom left, as PDF has it."""
    return b"0 g %g %g %g %g re f\n" % (x, y, side, side)


def words(text: str, x: float, y: float, size: float = 12) -> bytes:
    """Return a line of Latin text."""
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, text.encode("latin-1"))


SONG = {
    90: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[91 0 R]>>",
    91: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    b"/Supplement 2>>/FontDescriptor 92 0 R/DW 1000>>",
    92: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880"
    b"/Descent -120/CapHeight 880/StemV 80>>",
}
"""A font that no file holds: every reader of PDF knows which characters it has."""


def song(text: str, x: float, y: float, size: float = 9) -> bytes:
    """Return a line of Chinese, x and y its origin from the bottom left."""
    return b"BT /S %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def line(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """Return a ruling line."""
    return b"0.5 w %g %g m %g %g l S\n" % (x0, y0, x1, y1)


HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
LEFT, TOP, ROW, COLUMN = 50.0, 640.0, 24.0, 33.0


def review(numbers: Sequence[str], top: float = TOP, left: float = LEFT) -> bytes:
    """Return section four as a ruled table of fifteen numbers; its top line lies `top` above the bottom."""
    right, bottom = left + 15 * COLUMN, top - 4 * ROW
    out = [line(left, top - at * ROW, right, top - at * ROW) for at in (0, 1, 3, 4)]
    out.append(line(left + 5 * COLUMN, top - 2 * ROW, right, top - 2 * ROW))
    for at in range(16):
        out.append(line(left + at * COLUMN, bottom, left + at * COLUMN, top - (0, 1, 2)[_depth(at)] * ROW))
    out += [song("行政复议", left + 60, top - 16), song("行政诉讼", left + 320, top - 16)]
    out += [song("未经复议直接起诉", left + 200, top - 40), song("复议后起诉", left + 370, top - 40)]
    for at, number in enumerate(numbers):
        x = left + at * COLUMN
        out += [song(HEADS[at % 5], x + 2, top - (45 if at < 5 else 64), 7), song(number, x + 12, top - 88)]
    return b"".join(out)


def _depth(at: int) -> int:
    """Return in which row of the table the line right of so many columns begins."""
    return 0 if at in (0, 5, 15) else 2 if 5 < at != 10 else 1


def number_box(at: int, top: float = TOP, left: float = LEFT, height: float = A4[1]) -> tuple[float, ...]:
    """Return the cell of a number of `review` in points from the top left of an upright page."""
    x = left + at * COLUMN
    return x, height - (top - 3 * ROW), x + COLUMN, height - (top - 4 * ROW)


NUMBERS = ("1", "0", "2", "0", "3", "0", "0", "0", "0", "0", "4", "0", "0", "1", "5")


def report(page: bytes = b"", *, turn: bytes = b"", agency: str = "白榆县水务局", year: int = 2022) -> dict[int, bytes]:
    """Return the objects of a report of one page; `page` is added to its dictionary, `turn` put before its content."""
    head = song(f"{agency}{year}年政府信息公开工作年度报告", 150, 760, 14)
    head += song("四、政府信息公开行政复议、行政诉讼情况", 50, 700, 11)
    objects = pages([turn + head + review(NUMBERS)], page) | SONG
    fonts = b"/Font<</F 3 0 R/S 90 0 R>>"
    return {number: body.replace(b"/Font<</F 3 0 R>>", fonts) for number, body in objects.items()}

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
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(contents)))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    box = b"/MediaBox[0 0 %g %g]" % size
    for at, content in enumerate(contents):
        objects[4 + 2 * at] = b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R%s%s>>" % (
            5 + 2 * at, b"" if b"/MediaBox" in page else box, page,
        )  # fmt: skip
        objects[5 + 2 * at] = stream(content)
    return objects


def square(x: float, y: float, side: float = 10) -> bytes:
    """Return a black square; x and y from the bottom left, as PDF has it."""
    return b"0 g %g %g %g %g re f\n" % (x, y, side, side)


def words(text: str, x: float, y: float, size: float = 12) -> bytes:
    """Return a line of Latin text."""
    return b"BT /F %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, text.encode("latin-1"))

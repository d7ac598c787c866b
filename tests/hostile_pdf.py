"""PDFs that are broken, locked, swollen or hostile, written by hand, and what each is refused for."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.pdfs import SONG, pages, pdf, report, song, square, stream
from tests.rc4 import locked

GOOD = pdf(report())


def swollen(size: int) -> bytes:
    """Return a stream of blanks that is a thousandth of its size."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b" " * 2**20) for _ in range(size >> 20)]
    content = b"".join([*parts, packer.flush()])
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(content), content)


def twice_swollen(size: int) -> bytes:
    """Return a stream that is packed twice, a millionth of its size."""
    inner = zlib.compress(zlib.compress(b" " * size, 9), 9)
    return b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>\nstream\n%s\nendstream" % (len(inner), inner)


def bad_xref() -> bytes:
    """Return a sound report whose cross-reference table points nowhere."""
    start = GOOD.rindex(b"xref\n0 ")
    return GOOD[:start] + GOOD[start:].replace(b"000000", b"000777")


def no_trailer() -> bytes:
    """Return a sound report that ends before its cross-reference table."""
    return GOOD[: GOOD.rindex(b"xref\n0 ")]


def cyclic_pages() -> bytes:
    """Return a page tree whose only branch is its root."""
    objects = report()
    objects[2] = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 4>>"
    return pdf(objects)


def deep_pages(depth: int = 20_000) -> bytes:
    """Return a page tree of one long branch."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    objects |= {at: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (at + 1) for at in range(2, depth)}
    objects[depth] = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (depth - 1)
    return pdf(objects)


def deep_arrays(depth: int = 200_000) -> bytes:
    """Return a page whose resources are arrays in arrays."""
    objects = report()
    objects[80] = b"[" * depth + b"]" * depth
    objects[100] = objects[100].replace(b"/Type/Page", b"/Type/Page/Deep 80 0 R/Deeper " + b"[" * depth + b"]" * depth)
    return pdf(objects)


def deep_content(depth: int = 500_000) -> bytes:
    """Return a page that saves its state and opens marks again and again."""
    objects = report()
    content = b"q /A BMC [ << " * depth
    objects[101] = stream(content)
    return pdf(objects)


def many_pages(count: int) -> bytes:
    """Return so many pages of one line."""
    line = song("白榆县水务局", 50, 700)
    return pdf(pages([line] * count) | SONG)


def counted_pages() -> bytes:
    """Return a page tree that says it has two thousand million pages."""
    objects = report()
    objects[2] = objects[2].replace(b"/Count 1", b"/Count 2147483647")
    return pdf(objects)


def itself() -> bytes:
    """Return a page that draws a form which draws itself, in itself, twice."""
    objects = report()
    objects[100] = objects[100].replace(b"/Resources<<", b"/Resources<</XObject<</X 80 0 R>>")
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 80 0 R>>>>"
    objects[80] = stream(b"/X Do /X Do\n" + square(9, 9), form)
    objects[101] = stream(b"/X Do /X Do\n")
    return pdf(objects)


def forms(levels: int = 9, width: int = 10) -> bytes:
    """Return a page of forms that each draw the next ten times: a thousand million squares."""
    objects = pages([b"/X0 Do"], b"/Resources<</XObject<</X0 80 0 R>>>>")
    objects[100] = objects[100].replace(b"/Resources<</Font<</F 3 0 R>>>>", b"", 1)
    for at in range(levels):
        inner = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X%d %d 0 R>>>>" % (at + 1, 81 + at)
        objects[80 + at] = stream(b"/X%d Do\n" % (at + 1) * width, inner)
    objects[80 + levels] = stream(square(1, 1), b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf(objects)


def image(width: int, height: int, content: bytes = b"", filters: bytes = b"") -> bytes:
    """Return a page that is one image."""
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8%s"
    objects = pages([b"595 0 0 842 0 0 cm /I Do"])
    objects[100] = objects[100].replace(b"/Resources<<", b"/Resources<</XObject<</I 80 0 R>>")
    objects[80] = stream(content, head % (width, height, filters))
    return pdf(objects)


def huge_image(side: int = 60_000) -> bytes:
    """Return an image of nearly four thousand million white pixels, packed."""
    row = zlib.compressobj(9)
    content = b"".join([row.compress(b"\xff" * side) for _ in range(2_000)] + [row.flush()])
    return image(side, side, content, b"/Filter/FlateDecode")


def object_stream_bomb() -> bytes:
    """Return a PDF whose objects lie in a stream that unpacks to a thousand times its size."""
    objects = report()
    body = swollen(128 << 20).replace(b"<<", b"<</Type/ObjStm/N 100000/First 500000", 1)
    return pdf(objects | {80: body, 100: b"<</Type/Page/Parent 2 0 R/Contents 81 0 R>>"}) + body


def size(box: bytes) -> bytes:
    """Return a report with this media box."""
    return pdf(report(b"/MediaBox[%s]" % box))


def strokes(count: int = 400_000) -> bytes:
    """Return a page of so many ruling lines."""
    objects = report()
    objects[101] = stream(b"".join(b"%d 0 m %d 842 l S\n" % (n % 595, n % 595) for n in range(count)), packed=True)
    return pdf(objects)


def letters(count: int = 600_000) -> bytes:
    """Return a page of so many characters, all in one place."""
    objects = report()
    objects[101] = stream(song("政" * count, 50, 500), packed=True)
    return pdf(objects)


def scripted() -> bytes:
    """Return a sound report full of JavaScript, launches, submissions and attachments."""
    run = b"<</S/JavaScript/JS(app.alert\\(1\\);while\\(true\\){})>>"
    objects = report(b"/AA<</O %s/C %s>>/Annots[70 0 R 71 0 R]" % (run, run))
    names = b"/Names<</JavaScript<</Names[(a) %s]>>>>" % run
    objects[1] = objects[1].replace(b">>", b"/OpenAction %s/AA<</WC %s>>%s>>" % (run, run, names))
    launch = b"<</S/Launch/F(/bin/sh)/Next<</S/URI/URI(http://evil.example/)>>>>"
    objects[70] = b"<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A%s>>" % launch
    objects[71] = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/V(99)/Rect[0 0 90 90]/AA<</K %s/F %s>>>>" % (run, run)
    return pdf(objects)


def embedded() -> bytes:
    """Return a PDF that is a cover for attached files."""
    objects = pages([b""])
    objects[1] = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(report.pdf) 80 0 R]>>>>/Collection<<>>>>"
    objects[80] = b"<</Type/Filespec/F(report.pdf)/EF<</F 81 0 R>>>>"
    objects[81] = stream(GOOD, b"/Type/EmbeddedFile")
    return pdf(objects)


def bombed(content: bytes) -> bytes:
    """Return a sound report with another page, whose content is this stream."""
    objects = pages([b"", b""]) | {101: report()[101]}
    objects |= {at: body for at, body in report().items() if at not in (2, 100, 101)}
    return pdf(objects | {100: report()[100], 103: content})


BLANK = "shows no text"
CUT = "cut off"
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    **{
        f"cut_{at}.pdf": ("UnreadableSource", lambda at=at: GOOD[: len(GOOD) * at // 100], CUT)
        for at in (5, 40, 80, 99)
    },
    "no_trailer.pdf": ("UnreadableSource", no_trailer, CUT),
    "head.pdf": ("UnreadableSource", lambda: b"%PDF-1.7\n", CUT),
    "noise.pdf": (
        "UnreadableSource",
        lambda: b"%PDF-1.7\n" + bytes((n * n * 7 + n // 3) % 256 for n in range(9999)),
        CUT,
    ),
    "empty.pdf": (
        "UnreadableSource",
        lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}),
        "without pages",
    ),
    "no_root.pdf": ("UnreadableSource", lambda: pdf(report(), root=77), "cannot be read as one"),
    "password.pdf": ("UnreadableSource", lambda: locked(report()), "encrypted with a password"),
    "pages_5000.pdf": ("UnreadableSource", lambda: many_pages(5_000), "5,000 pages"),
    "pages_400.pdf": ("NotAReport", lambda: many_pages(400), "no annual report"),
    "cyclic_pages.pdf": ("UnreadableSource", cyclic_pages, "broken"),
    "deep_pages.pdf": ("UnreadableSource", deep_pages, "broken"),
    "deep_content.pdf": ("UnreadableSource", deep_content, BLANK),
    "strokes.pdf": ("UnreadableSource", strokes, ""),
    "letters.pdf": ("NotAReport", letters, "no annual report"),
    "blank.pdf": ("UnreadableSource", lambda: pdf(pages([b""])), BLANK),
    "attached.pdf": ("UnreadableSource", embedded, BLANK),
    "object_stream_bomb.pdf": ("UnreadableSource", object_stream_bomb, BLANK),
}
"""By file name: the error, the bytes, and what the message must say."""
ENDLESS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "draws_itself.pdf": ("UnreadableSource", itself, "built to do harm"),
    "forms_in_forms.pdf": ("UnreadableSource", forms, "built to do harm"),
}
"""Likewise; a worker of a corpus would have to be ended, which takes its time and memory."""
SCANNED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "blank_scan.pdf": ("UnreadableSource", lambda: image(300, 400, b"\xff" * 120_000), BLANK),
    "black_scan.pdf": ("UnreadableSource", lambda: image(300, 400, b"\x00" * 120_000), BLANK),
    "huge_scan.pdf": ("UnreadableSource", huge_image, ""),
}
"""Likewise, where pages are read as images."""
FINE: dict[str, Callable[[], bytes]] = {
    "sound.pdf": lambda: GOOD,
    "bad_xref.pdf": bad_xref,
    "scripted.pdf": scripted,
    "empty_password.pdf": lambda: locked(report(), b""),
    "counted.pdf": counted_pages,
    "deep_arrays.pdf": deep_arrays,
    "junk_before.pdf": lambda: b"\r\n\x00junk" * 50 + GOOD,
    "junk_after.pdf": lambda: GOOD + b"\x00" * 3000,
    "huge_page.pdf": lambda: size(b"0 0 1e9 1e9"),
    "large_page.pdf": lambda: size(b"0 0 14400 14400"),
    "upside_down_box.pdf": lambda: size(b"595 842 0 0"),
    "no_box.pdf": lambda: size(b"0 0 0 0"),
    "null_box.pdf": lambda: size(b"null null"),
    "blank_bomb.pdf": lambda: bombed(swollen(64 << 20)),
    "blank_bomb_twice.pdf": lambda: bombed(twice_swollen(64 << 20)),
}
"""Odd files whose report is all there and has to be read exactly."""

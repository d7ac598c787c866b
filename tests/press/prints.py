"""Which reports are printed, in which formats, and the prints themselves; the same everywhere for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2

from govreport.readers import read_document
from govreport.sample import DAMAGES, Printed, draw, render
from tests.press import scans, tools
from tests.press.dress_docx import dress_docx
from tests.press.dress_html import bare_page, dress_html, unframed, written
from tests.press.styles import BARE, ROWS_ONLY, RULED, Style, draw_style

WORD, WEB = "pdf-word", "pdf-web"
EXTRA = ("pdf-rows", "pdf-bare")
"""PDF with horizontal rules only, and without any: what stands in which column only the place of words says."""
OFFICE = ("doc", "wps", "rtf", "odt", "xlsx", "xls")
SHEETS = ("xlsx", "xls")
LONG = (scans.PNG, scans.JPEG)
"""One picture of the whole report."""
SCANS = (scans.PNG, scans.JPEG, scans.TIFF, scans.PDF)
COUNTS = {
    WORD: 130, WEB: 170, "pdf-rows": 30, "pdf-bare": 30,
    "doc": 100, "wps": 20, "rtf": 40, "odt": 40, "xlsx": 40, "xls": 20,
    scans.PDF: 24, scans.TIFF: 10, scans.PNG: 10, scans.JPEG: 10,
}  # fmt: skip
"""Documents by format."""
MILD = ("contradictions", "blanks", "units", "fullwidth", "header_notes", "split_tables", "rows_lost", "labels_wrapped")
"""Damages that scans get: what a scanner adds is damage enough."""
TALL = 4200
"""Points: a page that holds a whole report, as pictures of reports on websites do."""


@dataclass(frozen=True, slots=True)
class Work:
    """One document to print: the sample, its style, and the bytes that a printing program gets."""

    format: str
    seed: int
    printed: Printed
    style: Style
    given: str
    source: bytes


def _damages(rng: random.Random, format: str) -> list[str]:
    count = rng.choices((0, 1, 2), (6, 3, 1) if format not in SCANS else (7, 3, 0))[0]
    return rng.sample(MILD if format in SCANS else list(DAMAGES), count)


def _rules(format: str) -> str:
    return {"pdf-rows": ROWS_ONLY, "pdf-bare": BARE}.get(format, RULED)


def _layout(format: str, rng: random.Random) -> str:
    if format in (WORD, "doc", "wps", "rtf", "odt"):
        return "docx"
    if format in (WEB, *SHEETS):
        return rng.choice(("portal", "word_html"))
    return rng.choice(("portal", "word_html") if format in LONG else ("docx", "portal", "word_html"))


def work(format: str, seed: int) -> Work:
    """Return the document of a seed, dressed and not yet printed."""
    rng = random.Random(f"press {format} {seed}")
    early = rng.random() < 0.12
    year = rng.randrange(2014, 2019) if early else rng.randrange(2019, 2025)
    truth = draw(rng.randrange(10**9), years=[year], filled=(1.0, 0.5, None)[seed % 3])[0]
    layout = _layout(format, rng)
    damages = _damages(rng, format)
    encoding = None if layout == "docx" else "utf-8"
    printed = render(truth, layout, damages=damages, seed=rng.randrange(10**9), encoding=encoding)
    style = draw_style(rng, truth.agency.name, year, rules=_rules(format), legible=format in SCANS)
    return dressed(format, seed, printed, style)


def dressed(format: str, seed: int, printed: Printed, style: Style) -> Work:
    """Return a sample in a style, as a printing program gets it."""
    if format in LONG:
        style = replace(style, paper=(595, TALL), head="", foot="", repeat=False)
    if printed.layout == "docx":
        return Work(format, seed, printed, style, "docx", dress_docx(printed.data, style))
    page = written(unframed(bare_page(printed.text))) if format in SHEETS else dress_html(printed.text, style)
    return Work(format, seed, printed, style, "html", page)


def _target(format: str) -> str:
    return "doc" if format == "wps" else format if format in OFFICE else "pdf"


def press(works: Sequence[Work]) -> list[bytes]:
    """Print documents: LibreOffice in batches, Chromium page by page, scans from the PDF of either.

    What the printing program hangs on, or loses numbers of, is empty.
    """
    made: dict[int, bytes] = {}
    groups: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(works):
        groups.setdefault((one.given, _target(one.format)), []).append(place)
    for (given, wanted), places in groups.items():
        sources = [works[place].source for place in places]
        by_browser = given == "html" and wanted == "pdf"
        results = tools.browser(sources) if by_browser else tools.office(sources, given, wanted)
        made |= dict(zip(places, results, strict=True))
    return [_finished(one, made[place]) for place, one in enumerate(works)]


def scan_of(one: Work) -> scans.Scan:
    """Return the scanner of a document."""
    return scans.draw_scan(random.Random(f"scan {one.format} {one.seed}"))


def _complete(one: Work, pdf: bytes) -> bool:
    """Say whether all characters of the source stand in its PDF: LibreOffice loses rows at the end of some pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = Counter("".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()
    wanted = Counter(read_document(one.source).text)
    return not [sign for sign in "0123456789" if wanted[sign] > shown[sign]]


def _finished(one: Work, data: bytes) -> bytes:
    if data and _target(one.format) == "pdf" and not _complete(one, data):
        return b""
    if one.format not in SCANS or not data:
        return data
    suffix, scan = scans.SUFFIXES[one.format], scan_of(one)
    how = f"{one.format}-{scan!r}-{one.seed}"
    path = tools.kept(data, one.format, suffix, more=how)
    if not path.exists():
        tools.put(path, scans.written(scans.pages(data, scan, one.seed, whole=one.format in LONG), one.format, scan))
    return path.read_bytes()


def suffix(format: str) -> str:
    """Return the suffix of a file of a format."""
    return scans.SUFFIXES.get(format, "wps" if format == "wps" else _target(format))


def lacking(format: str) -> str:
    """Return what this machine lacks to print or read a format, empty where nothing."""
    if not tools.has_fonts():
        return "no font with Chinese characters is installed"
    if tools.OFFICE is None:
        return "LibreOffice is not installed"
    if tools.BROWSER is None and format not in ("doc", "wps", "rtf", "odt", *SHEETS, WORD):
        return "Chromium is not installed"
    if format in SCANS and not tools.has_ocr():
        return "the extra [ocr] is not installed"
    return ""

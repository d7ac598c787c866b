"""PDF files: characters with boxes and ruling lines, page by page, to a `Document`; pages without text by OCR."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from govreport.document import Document
from govreport.errors import MissingDependency, UnreadableSource
from govreport.readers import pdf_native as native
from govreport.readers.limits import MAX_PDF_CHARACTERS, MAX_PDF_OBJECTS, MAX_PDF_PAGES, MAX_PIXELS
from govreport.readers.pdf_fills import shaded_cells
from govreport.readers.pdf_guard import refuse_endless
from govreport.readers.pdf_rules import drawn_on
from govreport.readers.pdf_text import characters, marks_of, upright
from govreport.readers.pdf_trust import MIXED, untrusted
from govreport.readers.pdf_view import View, view_of
from govreport.readers.sheet import Sheet
from govreport.readers.sheet_flow import document_of

_END = b"%%EOF"
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_PASSWORD, _SECURITY = 4, 5


@dataclass(slots=True)
class _Budget:
    """How much of a document may still be read."""

    name: str
    characters: int = MAX_PDF_CHARACTERS
    objects: int = MAX_PDF_OBJECTS

    def spend(self, characters: int, objects: int) -> None:
        self.characters -= characters
        self.objects -= objects
        if self.characters < 0 or self.objects < 0:
            message = (
                f"{self.name} has more than {MAX_PDF_CHARACTERS:,} characters or {MAX_PDF_OBJECTS:,} things drawn on "
                "its pages; a report has a hundredth of that. Save only the pages of the report."
            )
            raise UnreadableSource(message)


def read_pdf(data: bytes, name: str = "<bytes>") -> Document:
    """Read a PDF.

    Nothing in it is run or followed: no script, no action, no link, no attachment.

    Parameters
    ----------
    data
        The bytes of the file.
    name
        The source, for messages.

    Returns
    -------
    Document
        Its text and tables with the page and box of every cell; `title` as the file declares it. `reader` is
        ``ocr`` where a page had to be read as an image: a scan, or a text layer that cannot be used.

    Raises
    ------
    MissingDependency
        Where pages must be read as images and the extra ``ocr`` is not installed.
    UnreadableSource
        Where the file is cut off, broken, encrypted, over a limit, or shows nothing.
    """
    with _opened(data, name) as document:
        pages = _count(document, name)
        refuse_endless(data, name, pages)
        budget = _Budget(name)
        sheets: list[Sheet] = []
        scanned: dict[int, str] = {}
        for at in range(pages):
            sheet, reason = _sheet(document, at, budget)
            sheets.append(sheet)
            if reason is not None:
                scanned[at] = reason
        if MIXED in scanned.values():
            scanned = {at: scanned.get(at, MIXED) for at, sheet in enumerate(sheets) if sheet.marks or at in scanned}
        if scanned:
            _scan(data, sheets, scanned, name)
        title = _title(document)
    if not any(sheet.marks for sheet in sheets):
        message = f"{name} shows no text on its {pages} page(s); expected a report. Open it, and save or scan it again."
        raise UnreadableSource(message)
    found = document_of(sheets, format="pdf", reader="ocr" if scanned else "text")
    found.title = title
    return found


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """Open a document with an empty password, and close it."""
    _refuse_cut_off(data, name)
    with native.LOCK:
        document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        error = 0 if document else int(raw.FPDF_GetLastError())
    if not document:
        raise UnreadableSource(_refusal(name, error))
    try:
        yield document
    finally:
        with native.LOCK:
            raw.FPDF_CloseDocument(document)


def _refuse_cut_off(data: bytes, name: str) -> None:
    """Refuse a file whose end is missing: pdfium would mend it, and show its last pages empty."""
    end = data.rfind(_END)
    if end >= 0 and not _OBJECT.search(data, end):
        return
    if end < 0 and b"startxref" in data[-2048:]:
        return
    message = (
        f"{name} is a PDF that is cut off: it has {len(data):,} bytes and no end (%%EOF) behind its last part. "
        "Download it again."
    )
    raise UnreadableSource(message)


def _refusal(name: str, error: int) -> str:
    if error in (_PASSWORD, _SECURITY):
        return f"{name} is encrypted with a password that is not empty; save it without one, then read it again."
    return f"{name} begins as a PDF, but cannot be read as one (pdfium error {error}); download or export it again."


def _count(document: Any, name: str) -> int:
    with native.LOCK:
        pages = int(raw.FPDF_GetPageCount(document))
    if pages <= 0:
        message = f"{name} is a PDF without pages; expected a report. Download or export it again."
        raise UnreadableSource(message)
    if pages > MAX_PDF_PAGES:
        message = (
            f"{name} has {pages:,} pages, more than the limit of {MAX_PDF_PAGES:,}; a report has about ten. "
            "Save only the pages of the report."
        )
        raise UnreadableSource(message)
    return pages


def _sheet(document: Any, at: int, budget: _Budget) -> tuple[Sheet, str | None]:
    """Return a page as its text layer has it, and why that cannot be used, if so."""
    with native.LOCK, native.opened_page(document, at) as found:
        if found is None:
            raise UnreadableSource(_broken_page(budget.name, at))
        page, text = found
        seen = view_of(page)
        budget.spend(max(0, native.count_chars(text)), 0)
        printed = characters(text)
        quarters = upright(text, printed)
        view = seen if quarters is None else replace(seen, turned=quarters)
        drawn = drawn_on(page, view, budget.objects)
        budget.spend(0, drawn.count)
        reason = untrusted(text, printed, drawn, view)
        marks = marks_of(text, printed, view) if reason is None else []
        if drawn.fills:
            drawn.rules += shaded_cells(drawn.fills, drawn.rules)
        turns = (seen.turned - view.turned) % 4
        return Sheet(at + 1, view.width, view.height, marks, drawn.rules, turns), reason


def _broken_page(name: str, at: int) -> str:
    return f"{name}: its page {at + 1} is broken and cannot be shown; download or export the file again."


def _scan(data: bytes, sheets: list[Sheet], scanned: dict[int, str], name: str) -> None:
    """Read pages as images, and put them in the place of what their text layers say.

    The file is opened again: to be drawn, its fonts may come from the machine.
    """
    from govreport.readers import scan

    first = min(scanned)
    try:
        scan.require(name)
    except MissingDependency as error:
        message = f"{name}: the text of page {first + 1} cannot be used: {scanned[first]}. {error}"
        raise MissingDependency(message) from error
    with _opened(data, name) as document:
        for at in scan.watched(list(scanned), name):
            image, view = _drawn_page(document, at, name, scan.DPI)
            sheets[at] = scan.scan_sheet(image, number=at + 1, width=view.width, height=view.height, name=name)


def _drawn_page(document: Any, at: int, name: str, dpi: float) -> tuple[np.ndarray[Any, np.dtype[np.uint8]], View]:
    """Draw a page as it is seen, in red, green and blue."""
    with native.LOCK, native.opened_page(document, at, drawn=True) as found:
        if found is None:
            raise UnreadableSource(_broken_page(name, at))
        view = view_of(found[0])
        return picture(found[0], view, dpi), view


def picture(page: int, view: View, dpi: float) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Draw a page; one of a size that no paper has comes out coarser than asked for."""
    scale = min(dpi / 72, (MAX_PIXELS / max(view.width * view.height, 1.0)) ** 0.5)
    wide, high = max(1, round(view.width * scale)), max(1, round(view.height * scale))
    bitmap = raw.FPDFBitmap_Create(wide, high, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, ctypes.cast(page, raw.FPDF_PAGE), 0, 0, wide, high, 0, 0)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        start = native.address(raw.FPDFBitmap_GetBuffer(bitmap))
        pixels = np.frombuffer((ctypes.c_uint8 * (stride * high)).from_address(start), np.uint8)
        return np.ascontiguousarray(pixels.reshape(high, stride // 4, 4)[:, :wide, 2::-1])
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _title(document: Any) -> str | None:
    with native.LOCK:
        size = raw.FPDF_GetMetaText(document, b"Title", None, 0)
        if not 2 < size <= 4096:
            return None
        buffer = ctypes.create_string_buffer(size)
        raw.FPDF_GetMetaText(document, b"Title", buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip() or None

"""PDF files with a text layer: characters with boxes and ruling lines, page by page, to a `Document`."""

from __future__ import annotations

import pypdfium2.raw as raw

from govreport.document import Document
from govreport.readers import pdf_native as native
from govreport.readers.pdf_rules import drawn_on
from govreport.readers.pdf_text import characters, marks_of
from govreport.readers.pdf_view import view_of
from govreport.readers.sheet import Sheet
from govreport.readers.sheet_flow import document_of


def read_pdf(data: bytes, name: str = "<bytes>") -> Document:
    with native.LOCK:
        document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        sheets = []
        for at in range(raw.FPDF_GetPageCount(document)):
            with native.opened_page(document, at) as (page, text):
                view = view_of(page)
                printed = characters(text)
                sheets.append(Sheet(at + 1, view.width, view.height, marks_of(text, printed, view), drawn_on(page, view).rules))
        raw.FPDF_CloseDocument(document)
    return document_of(sheets, format="pdf", reader="text")

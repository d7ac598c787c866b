"""The readers: ``bytes -> Document``, one module a format, chosen by content and never by suffix."""

from __future__ import annotations

from collections.abc import Callable

from govreport.document import Document
from govreport.readers.limits import check_size
from govreport.readers.sniff import Sniffed, sniff


def _html(found: Sniffed, name: str) -> Document:
    from govreport.readers.html import read_html
    from govreport.readers.markdown_page import as_page

    page = as_page(found.text)
    document = read_html(page or found.text, found.encoding, name)
    document.format = "markdown" if page else document.format
    return document


def _docx(found: Sniffed, name: str) -> Document:
    from govreport.readers.docx import read_docx

    return read_docx(found.data, name)


def _markdown(found: Sniffed, name: str) -> Document:
    from govreport.readers.markdown import read_markdown

    return read_markdown(found.text, found.encoding)


def _text(found: Sniffed, name: str) -> Document:
    from govreport.readers.text import read_text

    return read_text(found.text, found.encoding)


def _pdf(found: Sniffed, name: str) -> Document:
    from govreport.readers.pdf import read_pdf

    return read_pdf(found.data, name)


def _image(found: Sniffed, name: str) -> Document:
    from govreport.readers.image import read_image

    return read_image(found.data, name)


def _doc(found: Sniffed, name: str) -> Document:
    from govreport.readers.doc import read_doc

    return read_doc(found.data, name, found.format, found.ole)


def _odt(found: Sniffed, name: str) -> Document:
    from govreport.readers.odt import read_odt

    return read_odt(found.data, name)


def _office(found: Sniffed, name: str) -> Document:
    from govreport.readers.office import read_office

    return read_office(found.data, name, "doc" if found.format == "wordml" else found.format)


def _spreadsheet(found: Sniffed, name: str) -> Document:
    from govreport.readers.spreadsheet import read_spreadsheet

    return read_spreadsheet(found.data, name, found.format)


READERS: dict[str, Callable[[Sniffed, str], Document]] = {
    "html": _html,
    "docx": _docx,
    "markdown": _markdown,
    "text": _text,
    "pdf": _pdf,
    "image": _image,
    "doc": _doc,
    "wps": _doc,
    "rtf": _office,
    "wordml": _office,
    "odt": _odt,
    "xlsx": _spreadsheet,
    "xls": _spreadsheet,
}


def read_document(data: bytes, name: str = "<bytes>") -> Document:
    """Read a source of any format.

    Parameters
    ----------
    data
        The bytes.
    name
        The source, for messages.

    Returns
    -------
    Document
        Its blocks in reading order.

    Raises
    ------
    UnreadableSource
        Where the source is empty, broken, encrypted or over a limit.
    UnknownFormat
        Where it is in no format that is read.
    MissingDependency
        Where its format needs a package or a program that is not installed.

    Examples
    --------
    >>> document = read_document("<p>一、总体情况</p>".encode("gb18030"))
    >>> document.format, document.encoding, document.text
    ('html', 'gb18030', '一、总体情况')
    """
    check_size(data, name)
    found = sniff(data, name)
    return READERS[found.format](found, name)

"""The readers: ``bytes -> Document``, one module a format, chosen by content and never by suffix."""

from __future__ import annotations

from collections.abc import Callable

from govreport.document import Document
from govreport.readers.limits import check_size
from govreport.readers.sniff import Sniffed, sniff


def _html(found: Sniffed, name: str) -> Document:
    from govreport.readers.html import read_html

    return read_html(found.text, found.encoding, name)


def _docx(found: Sniffed, name: str) -> Document:
    from govreport.readers.docx import read_docx

    return read_docx(found.data, name)


def _markdown(found: Sniffed, name: str) -> Document:
    from govreport.readers.markdown import read_markdown

    return read_markdown(found.text, found.encoding)


def _text(found: Sniffed, name: str) -> Document:
    from govreport.readers.text import read_text

    return read_text(found.text, found.encoding)


READERS: dict[str, Callable[[Sniffed, str], Document]] = {
    "html": _html,
    "docx": _docx,
    "markdown": _markdown,
    "text": _text,
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
        Where it is in no format that this version reads.

    Examples
    --------
    >>> document = read_document("<p>一、总体情况</p>".encode("gb18030"))
    >>> document.format, document.encoding, document.text
    ('html', 'gb18030', '一、总体情况')
    """
    check_size(data, name)
    found = sniff(data, name)
    return READERS[found.format](found, name)

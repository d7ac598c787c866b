"""Which format a source is in, by what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govreport.errors import UnknownFormat, UnreadableSource
from govreport.readers.containers import OLE, ZIP, ole_format, zip_format
from govreport.readers.encoding import decode, wide_codec
from govreport.readers.flat_xml import flat_format, marked, zipped
from govreport.readers.limits import CONTROLS, MAX_NOISE, MAX_TEXT
from govreport.readers.markdown import GRID_RULE
from govreport.readers.mhtml import is_mhtml, page_of

if TYPE_CHECKING:
    import olefile


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A source whose format is known; `text` and `encoding` where it is text, `ole` where it is an OLE container."""

    format: str
    data: bytes
    text: str = ""
    encoding: str = ""
    ole: olefile.OleFileIO | None = None


READ = "PDF, images, .doc, .docx, .wps, .rtf, .odt, .xls, .xlsx, HTML, Markdown and text"
_SAVE = "open it and save it as .docx, or save the page as HTML"
_PDF = b"%PDF-"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
)
_HTML_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|frameset|table|thead|tbody|caption|t[rdh]|div|section|"
    r"article|main|p|pre|span|h[1-6]|br|hr|center|font|[uo]l|li|dl|a|b|i|u|em|strong|img|form)(?=[\s/>])",
    re.IGNORECASE,
)
_PAGE_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|table|t[rdh]|div|p)(?=[\s/>])", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?[ \t]*)?$", re.MULTILINE)


def sniff(data: bytes, name: str = "<bytes>") -> Sniffed:
    r"""Tell the format of a source, and decode it where it is text.

    Raises
    ------
    UnknownFormat
        Where it is a format that this version does not read, or none at all.
    UnreadableSource
        Where it is encrypted or in no known encoding.

    Examples
    --------
    >>> sniff(b"| a | b |\n|---|---|\n| 1 | 2 |").format
    'markdown'
    """
    if data.startswith(OLE):
        kind, ole = ole_format(data, name)
        return Sniffed(kind, data, ole=ole)
    if found := _binary_format(data, name):
        return Sniffed(found, data)
    declared = None
    if is_mhtml(data):
        data, declared = page_of(data, name)
    wide = wide_codec(data)
    if not wide:
        _refuse_noise(data, name)
    text, encoding = decode(data, name, declared)
    if wide:
        _refuse_noise(text.encode("utf-8", "replace"), name)
    if _XML.match(text) and (flat := flat_format(text)):
        return Sniffed(flat, marked(text) if flat == "wordml" else zipped(text, flat, name))
    return Sniffed(_text_format(text, name), data, text, encoding)


def _binary_format(data: bytes, name: str) -> str:
    """Return the format of what is no text, empty where it may be text."""
    if data.startswith(ZIP):
        return zip_format(data)
    head = data[:2048].lstrip(b" \t\r\n\x00\xef\xbb\xbf")[:16]
    if head.startswith(_PDF) or (_PDF in data[:1024] and b"startxref" in data[-2048:]):
        return "pdf"
    if head.startswith(rb"{\rtf"):
        return "rtf"
    if head.startswith(_IMAGES) or _is_bitmap(data) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    for magic, what in _ARCHIVES:
        if head.startswith(magic):
            message = f"{name} is {what}, and govreport reads {READ}; unpack it."
            raise UnknownFormat(message)
    return ""


def _is_bitmap(data: bytes) -> bool:
    """Tell a BMP from a text that begins with the letters BM: four bytes of it are always zero."""
    return data.startswith(b"BM") and data[6:10] == bytes(4)


def _refuse_noise(data: bytes, name: str) -> None:
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > MAX_NOISE * len(data):
        message = (
            f"{name} is binary data in no format that is known ({controls:,} control bytes in {len(data):,}); "
            f"expected {READ}. Download it again."
        )
        raise UnknownFormat(message)


def _text_format(text: str, name: str) -> str:
    ruled = "|" in text and (_RULE.search(text) or GRID_RULE.search(text)) is not None
    if (_PAGE_TAG if ruled else _HTML_TAG).search(text):
        return "html"
    if _XML.match(text):
        message = f"{name} is XML, but no page; {_SAVE}."
        raise UnknownFormat(message)
    if len(text) > MAX_TEXT:
        message = (
            f"{name} is plain text of {len(text):,} characters, more than the limit of {MAX_TEXT:,}; a report has far "
            "fewer. Save only the report."
        )
        raise UnreadableSource(message)
    return "markdown" if ruled else "text"

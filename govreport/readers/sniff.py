"""Which format a source is in, by what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from govreport.errors import UnknownFormat, UnreadableSource
from govreport.readers.encoding import decode, wide_codec
from govreport.readers.limits import CONTROLS, MAX_NOISE, MAX_TEXT
from govreport.readers.mhtml import is_mhtml, page_of


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A source whose format is known; `text` and `encoding` where it is a text format."""

    format: str
    data: bytes
    text: str = ""
    encoding: str = ""


_SAVE = "open it and save it as .docx, or save the page as HTML"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "export its source as .docx or HTML"),
    (rb"{\rtf", "an RTF document", _SAVE),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", "look for the report as text"),
    (b"\xff\xd8\xff", "a JPEG image", "look for the report as text"),
    (b"GIF8", "a GIF image", "look for the report as text"),
    (b"BM", "a BMP image", "look for the report as text"),
    (b"II*\x00", "a TIFF image", "look for the report as text"),
    (b"MM\x00*", "a TIFF image", "look for the report as text"),
    (b"Rar!\x1a", "a RAR archive", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"\x1f\x8b\x08", "a gzip archive", "unpack it"),
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
    if data.startswith(_ZIP):
        return Sniffed("docx", data)
    _refuse_foreign(data, name)
    declared = None
    if is_mhtml(data):
        data, declared = page_of(data, name)
    wide = wide_codec(data)
    if not wide:
        _refuse_noise(data, name)
    text, encoding = decode(data, name, declared)
    if wide:
        _refuse_noise(text.encode("utf-8", "replace"), name)
    return Sniffed(_text_format(text, name), data, text, encoding)


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        _refuse_ole(data, name)
    head = data.lstrip(b" \t\r\n\x00\xef\xbb\xbf")[:16]
    for magic, what, advice in _FOREIGN:
        if head.startswith(magic):
            message = f"{name} is {what}, which this version does not read (text, Markdown, HTML, .docx); {advice}."
            raise UnknownFormat(message)


def _refuse_ole(data: bytes, name: str) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        message = f"{name} is password-protected; open it with the password and save it without one."
        raise UnreadableSource(message)
    message = f"{name} is a legacy Word or WPS document (.doc, .wps), which this version does not read yet; {_SAVE}."
    raise UnknownFormat(message)


def _refuse_noise(data: bytes, name: str) -> None:
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > MAX_NOISE * len(data):
        message = (
            f"{name} is binary data in no format that is known ({controls:,} control bytes in {len(data):,}); "
            "expected text, Markdown, HTML or .docx. Download it again."
        )
        raise UnknownFormat(message)


def _text_format(text: str, name: str) -> str:
    ruled = _RULE.search(text) is not None
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

"""Documents of Word and LibreOffice that are one XML file: put back into the zip that their readers read."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from govreport.errors import UnreadableSource

_HEAD = 4096
"""Characters in which a file of this kind says what it is."""
_PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def flat_format(text: str) -> str:
    """Return what an XML file is: ``docx`` (a package in one file), ``odt``, ``wordml`` (of Word 2003) or nothing.

    Examples
    --------
    >>> flat_format('<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">')
    'wordml'
    >>> flat_format('<?xml version="1.0"?><rss/>')
    ''
    """
    head = text[:_HEAD]
    if _PACKAGE in head:
        return "docx"
    if _WORD_2003 in head:
        return "wordml"
    return "odt" if _OPEN in head and "<office:document" in head else ""


def marked(text: str) -> bytes:
    """Return a document of Word 2003 with the mark by which LibreOffice knows it; programs often leave it out."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
    return (head + text[text.index("?>") + 2 :].lstrip()).encode()


def zipped(text: str, format: str, name: str) -> bytes:
    """Return the zip of a flat ``docx`` or ``odt``.

    Raises
    ------
    UnreadableSource
        Where it is no sound XML.
    """
    root = _root(text, name)
    parts = _package(root) if format == "docx" else _open_document(root)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return stream.getvalue()


def _root(text: str, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(text[text.index("?>") + 2 :].strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = f"{name} is a document in XML, but no sound one ({error}); open it in Word and save it again."
        raise UnreadableSource(message) from error
    if root.getroottree().docinfo.internalDTD is not None:
        message = f"{name} has a document type, which Word never writes and attacks do."
        raise UnreadableSource(message)
    return root


def _package(root: etree._Element) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for part in root.iter(f"{{{_PACKAGE}}}part"):
        content = part.find(f"{{{_PACKAGE}}}xmlData/*")
        if content is not None:
            parts[part.get(f"{{{_PACKAGE}}}name", "").lstrip("/")] = etree.tostring(content, with_tail=False)
    return parts


def _open_document(root: etree._Element) -> dict[str, bytes]:
    parts = {"content.xml": etree.tostring(root)}
    meta = root.find(f"{{{_OPEN}}}meta")
    if meta is not None:
        parts["meta.xml"] = etree.tostring(meta, with_tail=False)
    return parts

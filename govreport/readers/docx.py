"""Word documents (.docx): the final text of the body, with the grid of its tables."""

from __future__ import annotations

from lxml import etree

from govreport.document import Builder, Document
from govreport.errors import UnreadableSource
from govreport.readers.docx_chunks import chunks_of
from govreport.readers.docx_fields import W
from govreport.readers.docx_final import finish
from govreport.readers.docx_package import Package
from govreport.readers.docx_styles import Settings, apply_styles, settings_of
from govreport.readers.docx_walk import flow_of
from govreport.readers.emit import emit
from govreport.readers.html_content import add_link

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML = "{urn:schemas-microsoft-com:vml}imagedata"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_NOTES = (("/footnotes", "footnote"), ("/endnotes", "endnote"))


def read_docx(data: bytes, name: str = "<bytes>", *, imports: bool = True) -> Document:
    """Read a .docx.

    Parameters
    ----------
    data
        The bytes of the zip.
    name
        The source, for messages.
    imports
        Whether what Word imports on opening it is read too; it is not in what is imported.

    Returns
    -------
    Document
        Body text with tracked changes accepted, text boxes after the paragraph that anchors them, notes after the
        block that refers to them; headers, footers, comments and hidden text left out. `title` and the metadata
        ``created`` and ``modified`` come from the properties of the file.

    Raises
    ------
    UnreadableSource
        Where the file is cut off, encrypted, over a limit or no sound XML.
    UnknownFormat
        Where the zip is no Word document.
    """
    package = Package(data, name)
    root = package.xml(package.main)
    body = root.find(f"{W}body")
    if body is None:
        message = f"{name}: its part {package.main} has no body; open it in Word and save it again."
        raise UnreadableSource(message)
    relations = package.relations(package.main)
    apply_styles(body, _styles(package, relations))
    finish(body, _notes(package, relations))
    builder = Builder()
    chunks = chunks_of(body, package, relations, _read_chunk) if imports else {}
    emit(flow_of(body, chunks), builder)
    document = builder.build(format="docx")
    document.metadata = _properties(package)
    document.title = document.metadata.pop("title", None)
    _take_references(body, relations, document)
    return document


def _read_chunk(data: bytes, name: str) -> Document:
    from govreport.readers import READERS
    from govreport.readers.sniff import sniff

    found = sniff(data, name)
    return read_docx(data, name, imports=False) if found.format == "docx" else READERS[found.format](found, name)


def _styles(package: Package, relations: dict[str, tuple[str, str]]) -> dict[str, Settings]:
    part = next((target for kind, target in relations.values() if kind.endswith("/styles")), "")
    return settings_of(package.xml(part)) if package.has(part) else {}


def _notes(package: Package, relations: dict[str, tuple[str, str]]) -> dict[tuple[str, str], etree._Element]:
    found: dict[tuple[str, str], etree._Element] = {}
    for kind, tag in _NOTES:
        for target in [target for relation, target in relations.values() if relation.endswith(kind)]:
            if package.has(target):
                for note in package.xml(target).iter(W + tag):
                    found[f"{W}{tag}Reference", note.get(f"{W}id", "")] = note
    return found


def _properties(package: Package) -> dict[str, str]:
    """Return what the file says of itself: title, created, modified and so on."""
    for kind, target in package.relations("").values():
        if kind.endswith("/core-properties") and package.has(target):
            root = package.xml(target)
            pairs = (
                (etree.QName(child).localname.lower(), (child.text or "").strip()) for child in root.iter(etree.Element)
            )
            return {key: value for key, value in pairs if value}
    return {}


def _take_references(body: etree._Element, relations: dict[str, tuple[str, str]], document: Document) -> None:
    """Keep the links to files and the images of the body."""
    for link in body.iter(f"{W}hyperlink"):
        address = relations.get(link.get(f"{_R}id", ""), ("", ""))[1]
        add_link(document.links, "".join(text.text or "" for text in link.iter(f"{W}t")), address)
    alt = ""
    for element in body.iter(_DRAWING, _BLIP, _VML):
        if element.tag == _DRAWING:
            alt = element.get("descr") or ""
            continue
        key = element.get(f"{_R}embed") or element.get(f"{_R}link") or element.get(f"{_R}id") or ""
        if key in relations:
            document.images.append((alt, relations[key][1]))

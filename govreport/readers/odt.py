"""OpenDocument texts (.odt): the final text of the body, with the grid of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from govreport.document import Builder, Document
from govreport.errors import UnreadableSource
from govreport.readers.docx_package import Package
from govreport.readers.emit import emit
from govreport.readers.flow import OBJECT, Flow, Grid, Row, Slot, take_text
from govreport.readers.html_content import add_link
from govreport.readers.limits import MAX_COLUMNS, MAX_REPEATED, MAX_SHEET_CELLS
from govreport.readers.odt_styles import shown_by

_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = f"{_OPEN}office:1.0}}", f"{_OPEN}text:1.0}}", f"{_OPEN}table:1.0}}"
_DRAW, _MANIFEST = f"{_OPEN}drawing:1.0}}", f"{_OPEN}manifest:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_META = {"title": "title", "creation-date": "created", "date": "modified"}
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_PRINTS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_ASIDE = frozenset((f"{_TEXT}note", f"{_DRAW}text-box"))
_SILENT = frozenset(
    [f"{_TEXT}{name}" for name in ("tracked-changes", "page-number", "page-count", "ruby-text", "hidden-text")]
    + [f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")]
    + [f"{_DRAW}{name}" for name in ("object", "object-ole", "image")]
    + [f"{_OPEN}svg-compatible:1.0}}{name}" for name in ("title", "desc")]
)
_HOLDERS = frozenset((f"{_DRAW}frame", f"{_DRAW}a"))
_PICTURES = frozenset(f"{_DRAW}{name}" for name in ("object", "object-ole", "image"))
_ROWS = frozenset(f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_BLANKS = re.compile("[ \t\r\n]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")) | {0xA0: " "}


class _Parts(Package):
    """The parts of an .odt."""

    def _main_part(self) -> str:
        return "content.xml"


def read_odt(data: bytes, name: str = "<bytes>") -> Document:
    """Read an .odt.

    Parameters
    ----------
    data
        The bytes of the zip.
    name
        The source, for messages.

    Returns
    -------
    Document
        Body text with tracked changes accepted, text boxes and notes after the paragraph that holds them; headers,
        footers, comments, hidden and struck-out text left out.

    Raises
    ------
    UnreadableSource
        Where the file is cut off, encrypted, over a limit or no sound XML.
    """
    package = _Parts(data, name)
    if package.has("META-INF/manifest.xml"):
        _refuse_encrypted(package)
    root = package.xml(package.main) if package.has(package.main) else None
    body = root.find(f"{_OFFICE}body/{_OFFICE}text") if root is not None else None
    if root is None or body is None:
        message = f"{name} begins like an .odt, but has no text in it; open it in LibreOffice and save it again."
        raise UnreadableSource(message)
    builder = Builder()
    named = package.xml("styles.xml") if package.has("styles.xml") else None
    emit(_Walker(shown_by([root] if named is None else [named, root]), name).flow(body), builder)
    document = builder.build(format="odt")
    document.metadata = _properties(package)
    document.title = document.metadata.pop("title", None)
    for link in body.iter(f"{_TEXT}a"):
        add_link(document.links, str(link.xpath("string()")), link.get(_HREF, ""))
    document.images = [("", image.get(_HREF, "")) for image in body.iter(f"{_DRAW}image")]
    return document


def _refuse_encrypted(package: Package) -> None:
    manifest = package.xml("META-INF/manifest.xml")
    if next(manifest.iter(f"{_MANIFEST}encryption-data"), None) is not None:
        message = f"{package.name} is password-protected; open it with the password and save it without one."
        raise UnreadableSource(message)


def _properties(package: Package) -> dict[str, str]:
    if not package.has("meta.xml"):
        return {}
    found = ((etree.QName(one).localname, (one.text or "").strip()) for one in package.xml("meta.xml").iter("{*}*"))
    return {_META[key]: text for key, text in found if key in _META and text}


class _Walker:
    """Walks one body; libxml2 lets nothing nest deeper than 256."""

    def __init__(self, styles: dict[str, str], name: str) -> None:
        self._styles = styles
        self._name, self._cells = name, 0

    def flow(self, holder: etree._Element, flow: Flow | None = None) -> Flow:
        """Return the blocks of an element."""
        flow = Flow() if flow is None else flow
        for child in holder.iterchildren(tag=etree.Element):
            if child.tag in _PARAGRAPHS:
                self._take_paragraph(child, flow)
            elif child.tag == f"{_TABLE}table":
                self._take_table(child, flow)
            elif child.tag not in _SILENT:
                self.flow(child, flow)
        return flow

    def _take_paragraph(self, paragraph: etree._Element, flow: Flow) -> None:
        if self._styles.get(paragraph.get(f"{_TEXT}style-name", "")) == "gone":
            return
        aside: list[etree._Element] = []
        parts: list[str] = []
        self._print(paragraph, parts, aside)
        text = "".join(parts).translate(_INVISIBLE)
        take_text(flow, text)
        for element in aside:
            self.flow(element, flow)

    def _print(self, element: etree._Element, parts: list[str], aside: list[etree._Element]) -> None:
        """Add what an element prints to the parts; what stands beside the text is put aside."""
        if element.text:
            parts.append(_BLANKS.sub(" ", element.text))
        for child in element:
            tag = child.tag
            if tag in _PRINTS:
                parts.append(_PRINTS[str(tag)])
            elif tag == f"{_TEXT}s":
                parts.append(" " * min(_count(child, f"{_TEXT}c", 1), MAX_COLUMNS))
            elif tag in _ASIDE:
                aside.append(child)
            elif tag in _PICTURES and element.get(f"{_TEXT}anchor-type") == "as-char":
                parts.append(OBJECT)
            elif isinstance(tag, str) and tag.startswith(_DRAW) and tag not in _HOLDERS:
                aside.extend([] if tag in _SILENT else [child])
            elif isinstance(tag, str) and tag not in _SILENT:
                self._print_styled(child, parts, aside)
            if child.tail:
                parts.append(_BLANKS.sub(" ", child.tail))

    def _print_styled(self, element: etree._Element, parts: list[str], aside: list[etree._Element]) -> None:
        kind = self._styles.get(element.get(f"{_TEXT}style-name", ""), "")
        if kind == "gone":
            return
        own: list[str] = []
        self._print(element, own, aside)
        text = "".join(own)
        before = next((part for part in reversed(parts) if part), "")
        # 12 with the note mark 1 is not 121
        raised = kind == "raised" and text.strip()[:1].isdecimal() and before.rstrip()[-1:].isdecimal()
        parts.append(f"[{text}]" if raised else text)

    def _take_table(self, table: etree._Element, flow: Flow) -> None:
        grid = Grid()
        flow.items.append(grid)
        for element in _rows_of(table):
            row = Row()
            for cell in element.iterchildren(f"{_TABLE}table-cell"):
                wide = min(_count(cell, f"{_TABLE}number-columns-spanned", 1), MAX_COLUMNS)
                high = max(1, _count(cell, f"{_TABLE}number-rows-spanned", 1))
                for _ in range(min(_count(cell, f"{_TABLE}number-columns-repeated", 1), MAX_COLUMNS)):
                    slot = Slot(colspan=wide, rowspan=high)
                    self.flow(cell, slot)
                    row.slots.append(slot)
            times = min(_count(element, f"{_TABLE}number-rows-repeated", 1), MAX_REPEATED)
            self._count_cells(len(row.slots) * times)
            grid.rows += [row] * times

    def _count_cells(self, more: int) -> None:
        self._cells += more
        if self._cells > MAX_SHEET_CELLS:
            message = (
                f"{self._name} has tables of more than {MAX_SHEET_CELLS:,} cells; a report has some hundred. Save only "
                "the report."
            )
            raise UnreadableSource(message)


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren(tag=etree.Element):
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROWS:
            yield from _rows_of(child)


def _count(element: etree._Element, key: str, default: int) -> int:
    value = element.get(key, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else default

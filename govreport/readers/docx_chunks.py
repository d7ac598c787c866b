"""What Word imports on opening a document (altChunk): pages and documents inside it, as programs put them there."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from govreport.document import Cell, Document, Paragraph, Table
from govreport.readers.docx_fields import W
from govreport.readers.docx_package import Package
from govreport.readers.flow import Flow, Grid, Row, Slot

CHUNK = f"{W}altChunk"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def chunks_of(
    body: etree._Element,
    package: Package,
    relations: dict[str, tuple[str, str]],
    read: Callable[[bytes, str], Document],
) -> dict[etree._Element, Flow]:
    """Return by its place in the body what each import brings.

    Parameters
    ----------
    body
        The body of the document.
    package, relations
        Where its parts are.
    read
        Reads the bytes of one.
    """
    found: dict[etree._Element, Flow] = {}
    for chunk in body.iter(CHUNK):
        kind, target = relations.get(chunk.get(_ID, ""), ("", ""))
        if kind.endswith("/aFChunk") and package.has(target):
            found[chunk] = _flow(read(package.read(target), f"{package.name}: its part {target}"))
    return found


def _flow(document: Document) -> Flow:
    flow = Flow()
    for block in document.blocks:
        flow.items.append(block.text if isinstance(block, Paragraph) else _grid(block))
    return flow


def _grid(table: Table) -> Grid:
    """Return a table as it was written."""
    grid = Grid()
    for row in table.rows():
        slots = [
            Slot([*filter(None, cell.text.split("\n"))], cell.rowspan, cell.colspan, sure=cell.sure) for cell in row
        ]
        grid.rows.append(Row(slots))
    return grid


def _slot(cell: Cell) -> Slot:
    return Slot([*filter(None, cell.text.split("\n"))], cell.rowspan, cell.colspan, sure=cell.sure)

"""From the final tree of a Word document to a `Flow`: paragraphs, tables and their cells, without recursion."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from govreport.readers.docx_final import W, is_on
from govreport.readers.flow import Flow, Grid, Row, Slot

_WRAPPERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "txbxContent", "footnote", "endnote")
)
_PRINTED = tuple(W + name for name in ("t", "tab", "br", "cr", "ptab", "noBreakHyphen", "sym", "lastRenderedPageBreak"))
_P, _TBL, _TR, _TC = W + "p", W + "tbl", W + "tr", W + "tc"
_MARKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_RUN = W + "r"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")) | {0xA0: " "}


def flow_of(body: etree._Element) -> Flow:
    """Return the blocks under the body of a finished document."""
    top = Flow()
    work: list[tuple[Iterator[etree._Element], Flow]] = [(_children(body), top)]
    while work:
        blocks, flow = work[-1]
        block = next(blocks, None)
        if block is None:
            work.pop()
        elif block.tag == _P:
            _take_paragraph(block, flow)
        elif block.tag == _TBL:
            grid = Grid()
            flow.items.append(grid)
            cells = [pair for row in _children(block) if row.tag == _TR for pair in _take_row(row, grid)]
            work.extend((_children(cell), slot) for cell, slot in reversed(cells))
    return top


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children, those inside content controls, insertions and the like in their place."""
    work = [iter(element)]
    while work:
        child = next(work[-1], None)
        if child is None:
            work.pop()
        elif child.tag in _WRAPPERS:
            work.append(iter(child))
        else:
            yield child


def _take_paragraph(paragraph: etree._Element, flow: Flow) -> None:
    text = paragraph_text(paragraph)
    if isinstance(flow, Slot):
        text = " ".join(text.split("\t"))
    for line in text.split("\n"):
        if line := line.strip():
            flow.items.append(line)


def paragraph_text(paragraph: etree._Element) -> str:
    """Return what a paragraph prints: tabs as tabs, breaks as line ends."""
    parts: list[str] = []
    for element in paragraph.iter(_PRINTED):
        tag = element.tag
        if tag == _PRINTED[0]:
            parts.append(element.text or "")
        elif tag == W + "sym":
            parts.append(_symbol(element))
        elif element.getparent().tag == _RUN:
            parts.append(_MARKS.get(tag, ""))
    text = "".join(parts)
    return text if text.isascii() else text.translate(_INVISIBLE)


def _symbol(element: etree._Element) -> str:
    """Return a symbol; digits of the Symbol font are digits, other fonts keep their private code."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return "\ufffd"
    if element.get(W + "font") == "Symbol" and 0xF020 <= code <= 0xF03F:
        code -= 0xF000
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD else "\ufffd"


def _take_row(row: etree._Element, grid: Grid) -> list[tuple[etree._Element, Slot]]:
    """Add a row to the grid; return its cells, whose content is still to be read."""
    taken = Row(before=_number(row, "trPr", "gridBefore", 0))
    grid.rows.append(taken)
    cells: list[tuple[etree._Element, Slot]] = []
    for cell in _children(row):
        if cell.tag != _TC:
            continue
        properties = cell.find(W + "tcPr")
        slot = Slot() if properties is None else _slot(properties)
        if slot is None and taken.slots:
            taken.slots[-1].colspan += 1
        else:
            taken.slots.append(slot or Slot())
            cells.append((cell, taken.slots[-1]))
    return cells


def _slot(properties: etree._Element) -> Slot | None:
    """Return the cell with its spans, or nothing where it continues the one on its left."""
    slot = Slot()
    for setting in properties:
        value = setting.get(W + "val")
        if setting.tag == W + "gridSpan":
            slot.colspan = int(value) if value and value.isdecimal() and len(value) < 6 else 1
        elif setting.tag == W + "vMerge":
            slot.merged = value != "restart"
        elif setting.tag == W + "hMerge" and value != "restart":
            return None
    return slot


def _number(element: etree._Element, holder: str, name: str, default: int) -> int:
    found = element.find(f"{W}{holder}/{W}{name}")
    value = found.get(W + "val", "") if found is not None else ""
    return int(value) if value.isdecimal() and len(value) < 4 else default

"""From the final tree of a Word document to a `Flow`: paragraphs, tables and their cells, without recursion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from govreport.readers.docx_fields import W
from govreport.readers.docx_final import MC
from govreport.readers.flow import OBJECT, Flow, Grid, Row, Slot, take_text

_P, _TBL, _TR, _TC, _T, _SYM = (W + name for name in ("p", "tbl", "tr", "tc", "t", "sym"))
_WRAPPERS = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "txbxContent", "footnote", "endnote")
) | {MC + "AlternateContent", MC + "Choice", MC + "Fallback"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULA, _SYMBOLS = _MATH + "oMath", _MATH + "t"
_PICTURES = frozenset(("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline", W + "object"))
_MARKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_RUNS = frozenset((W + "r", W + "smartTag"))
_SPANS = {W + "gridSpan": "colspan", W + "vMerge": "vertical", W + "hMerge": "horizontal", W + "gridBefore": "before"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")) | {0xA0: " "}


def flow_of(body: etree._Element, chunks: dict[etree._Element, Flow]) -> Flow:
    """Return the blocks under the body of a finished document; `chunks` are those that stand for an element."""
    return _Walker(body, chunks).flow()


class _Walker:
    """Walks one body; what stands in runs and properties is gathered in one pass, which lxml does fast."""

    def __init__(self, body: etree._Element, chunks: dict[etree._Element, Flow]) -> None:
        self._body, self._chunks = body, chunks
        self._texts = _printed(body)
        self._spans = _declared_spans(body)

    def flow(self) -> Flow:
        top = Flow()
        work: list[tuple[Iterator[etree._Element], Flow]] = [(_children(self._body), top)]
        while work:
            blocks, flow = work[-1]
            for block in blocks:
                if block.tag == _P:
                    self._take_paragraph(block, flow)
                elif block in self._chunks:
                    flow.items += self._chunks[block].items
                elif block.tag == _TBL:
                    cells = self._take_table(block, flow)
                    work.extend((_children(cell), slot) for cell, slot in reversed(cells))
                    break
            else:
                work.pop()
        return top

    def _take_paragraph(self, paragraph: etree._Element, flow: Flow) -> None:
        parts = self._texts.get(paragraph)
        if not parts:
            return
        text = "".join(parts)
        if not text.isascii():
            text = text.translate(_INVISIBLE)
        take_text(flow, text)

    def _take_table(self, table: etree._Element, flow: Flow) -> list[tuple[etree._Element, Slot]]:
        """Add a table; return its cells, whose content is still to be read."""
        grid = Grid()
        flow.items.append(grid)
        cells: list[tuple[etree._Element, Slot]] = []
        for row in _children(table):
            if row.tag == _TR:
                taken = Row(before=_count(self._spans.get(row, {}).get("before"), 0))
                grid.rows.append(taken)
                cells += self._take_cells(row, taken)
        return cells

    def _take_cells(self, row: etree._Element, taken: Row) -> list[tuple[etree._Element, Slot]]:
        cells: list[tuple[etree._Element, Slot]] = []
        for cell in _children(row):
            if cell.tag != _TC:
                continue
            spans = self._spans.get(cell, {})
            if spans.get("horizontal", "restart") != "restart" and taken.slots:
                taken.slots[-1].colspan += 1
                continue
            slot = Slot(colspan=_count(spans.get("colspan"), 1))
            slot.merge = spans.get("vertical", "")
            taken.slots.append(slot)
            cells.append((cell, slot))
        return cells


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children, those inside content controls, insertions and the like in their place."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _unwrapped(wrapper: etree._Element) -> Iterator[etree._Element]:
    work = [iter(wrapper)]
    while work:
        child = next(work[-1], None)
        if child is None:
            work.pop()
        elif child.tag in _WRAPPERS:
            work.append(iter(child))
        else:
            yield child


def _printed(body: etree._Element) -> dict[etree._Element, list[str]]:
    """Return what each paragraph prints: tabs as tabs, breaks as line ends."""
    texts: dict[etree._Element, list[str]] = {}
    parts: list[str] = []
    for element in body.iter(_P, _T, _SYM, _SYMBOLS, *_PICTURES, *_MARKS):
        tag = element.tag
        if tag == _T:
            parts.append(element.text or "")
        elif tag == _P:
            parts = texts[element] = []
        elif tag == _SYM:
            parts.append(_symbol(element))
        elif tag == _SYMBOLS:
            parts.append(_formula(element))
        elif tag in _PICTURES:
            parts.append(OBJECT)
        elif _in_run(element):
            parts.append(_MARKS[str(tag)])
    return texts


def _in_run(element: etree._Element) -> bool:
    """Tell a printed tab from the tab stop of a paragraph, which has the same name."""
    parent = element.getparent()
    return parent is not None and parent.tag in _RUNS


def _formula(element: etree._Element) -> str:
    """Return a piece of a formula; in a fraction or a power it is no number by itself."""
    run = element.getparent()
    plain = run is not None and (holder := run.getparent()) is not None and holder.tag in (_FORMULA, *_WRAPPERS)
    return (element.text or "") if plain else f"\ufffd{element.text or ''}"


def _symbol(element: etree._Element) -> str:
    """Return a symbol; digits of the Symbol font are digits, other fonts keep their private code."""
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return "\ufffd"
    if element.get(W + "font") == "Symbol" and 0xF020 <= code <= 0xF03F:
        code -= 0xF000
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD else "\ufffd"


def _declared_spans(body: etree._Element) -> dict[etree._Element, dict[str, str]]:
    """Return the spans of each cell and row that declares any."""
    spans: dict[etree._Element, dict[str, str]] = defaultdict(dict)
    for element in body.iter(*_SPANS):
        properties = element.getparent()
        holder = properties.getparent() if properties is not None else None
        if holder is not None and holder.tag in (_TC, _TR):
            spans[holder][_SPANS[str(element.tag)]] = element.get(W + "val", "continue")
    return dict(spans)


def _count(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else default

"""One walk over a page, in reading order and without recursion: what is printed becomes a `Flow`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from govreport.readers import html_content
from govreport.readers.flow import Flow, Grid, Row, Slot

_HIDDEN_TAGS = frozenset(
    """applet area audio base canvas col colgroup datalist del embed frame iframe link map math meta noframes noscript
    object option param s script select source strike style svg template textarea title track video xml""".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
    thead tr ul""".split()
)
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_TABLE_PARTS = _SECTIONS | {"tr", "td", "th"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|line-through", re.IGNORECASE)
_WORD_EXTRAS = re.compile(r"mso-element\s*:\s*(?:header|footer|comment-list|frame-none)", re.IGNORECASE)
_SPACES = re.compile("[ \t\n\r\f\xa0]+")
_WRAP = re.compile(
    "(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])[ \t\r\f]*\n[ \t\n\r\f]*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])"
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BREAK = "\v"


def collapse(text: str) -> str:
    """Return text with runs of blanks as one space; a line end between two Chinese characters is none.

    Examples
    --------
    >>> collapse(" 政府信息\\n  公开 \\xa0 12 ")
    '政府信息公开 12'
    """
    if "\n" in text:
        text = _WRAP.sub("", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return _SPACES.sub(" ", text).strip()


@dataclass(slots=True)
class _Frame:
    """What to return to when a block ends, and where it began."""

    out: Flow
    grid: Grid | None
    row: Row | None
    slot: Slot | None
    inner: Flow
    position: int
    images: int
    mark: html_content.Mark


class Walker:
    """Walks one page.

    Attributes
    ----------
    links, images
        As in `Document`.
    """

    def __init__(self) -> None:
        self.links: list[tuple[str, str]] = []
        self.images: list[tuple[str, str]] = []
        self._count = html_content.Mark()
        self._parts: list[str] = []
        self._frames: list[_Frame] = []
        self._out = Flow()
        self._grid: Grid | None = None
        self._row: Row | None = None
        self._slot: Slot | None = None
        self._group = 0
        self._rank = 1
        self._pre = 0
        self._link: list[str] | None = None
        self._raised: int | None = None

    def walk(self, root: etree._Element) -> Flow:
        """Return what is printed under `root`, in reading order."""
        top = self._out
        events = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in events:
            if event == "start":
                if _is_hidden(element):
                    skipped = element
                    events.skip_subtree()
                else:
                    self._start(element)
                continue
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            if element.tail:
                self._text(element.tail)
        self._flush()
        return top

    def _text(self, text: str) -> None:
        if self._pre:
            text = text.replace("\n", _BREAK)
        self._parts.append(text)
        length = len(text.strip())
        self._count.chars += length
        if self._link is not None:
            self._count.linked += length
            self._link.append(text)

    def _flush(self) -> None:
        if not self._parts:
            return
        whole = "".join(self._parts)
        self._parts.clear()
        for line in whole.split(_BREAK):
            text = collapse(line)
            if text:
                self._out.items.append(text)

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._open(element, tag)
        elif tag == "br":
            self._parts.append(_BREAK)
        elif tag == "a":
            self._link = [] if html_content.leads_away(element) else None
        elif tag == "img":
            html_content.add_image(self.images, element)
        elif tag == "sup":
            self._raised = len(self._parts)
        if element.text:
            self._text(element.text)

    def _open(self, element: etree._Element, tag: str) -> None:
        self._flush()
        before = self._out, self._grid, self._row, self._slot
        if tag == "table":
            self._open_table()
        elif tag == "tr":
            self._open_row()
        elif tag in ("td", "th"):
            self._open_cell(element)
        elif tag in _SECTIONS:
            self._open_section(tag)
        elif tag == "pre":
            self._pre += 1
        elif tag in _HEADINGS and self._slot is not None:
            self._slot.heading = True
        mark = self._count.copy()
        self._frames.append(_Frame(*before, self._out, len(self._out.items), len(self.images), mark))
        self._count.titles += tag == "h1"

    def _open_table(self) -> None:
        self._grid = Grid()
        self._out.items.append(self._grid)
        self._out = self._grid.before
        self._row = self._slot = None
        self._group += 1
        self._rank = 1

    def _open_section(self, tag: str) -> None:
        self._group += 1
        first = self._grid is None or all(row.rank for row in self._grid.rows)
        self._rank = 2 if tag == "tfoot" else 0 if tag == "thead" and first else 1

    def _open_row(self) -> None:
        if self._grid is None or (self._slot is not None and self._out is self._slot):
            self._orphan_grid()
        assert self._grid is not None
        self._row = Row(group=self._group, rank=self._rank)
        self._grid.rows.append(self._row)
        self._out = self._row.after

    def _orphan_grid(self) -> None:
        """Start a table for rows that stand in none."""
        last = self._out.items[-1] if self._out.items else None
        if isinstance(last, Grid):
            self._grid = last
        else:
            self._open_table()

    def _open_cell(self, element: etree._Element) -> None:
        if self._row is None:
            self._open_row()
        assert self._row is not None
        self._slot = Slot(rowspan=_span(element, "rowspan", 0), colspan=_span(element, "colspan", 1))
        self._row.slots.append(self._slot)
        self._out = self._slot

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._close(element, tag)
        elif tag == "a" and self._link is not None:
            self._end_link(element, "".join(self._link))
        elif tag == "sup" and self._raised is not None:
            self._note_mark(self._raised)
            self._raised = None

    def _end_link(self, element: etree._Element, text: str) -> None:
        address = element.get("href") or ""
        html_content.add_link(self.links, text, address)
        self._link = None
        self._count.links += 1

    def _note_mark(self, start: int) -> None:
        """Set raised digits after a digit apart: 12 with the note mark 1 is not 121."""
        raised = "".join(self._parts[start:]).strip()
        before = "".join(self._parts[max(0, start - 4) : start]).rstrip()
        if raised[:1].isdigit() and before[-1:].isdigit():
            self._parts[start:] = [f"[{raised}]"]

    def _close(self, element: etree._Element, tag: str) -> None:
        self._flush()
        frame = self._frames.pop()
        if tag == "table" and self._grid is not None:
            self._grid.rows.sort(key=lambda row: row.rank)
            self._count.tables += html_content.is_substantial(self._grid)
        elif tag == "pre":
            self._pre -= 1
        if html_content.is_part(tag):
            self._leave_out(element, frame)
        row = self._row
        self._out, self._grid, self._row, self._slot = frame.out, frame.grid, frame.row, frame.slot
        if tag in _TABLE_PARTS and self._grid is not None and self._grid.rows:
            self._out = self._grid.rows[-1].after
            self._row = row if tag in ("td", "th") else frame.row

    def _leave_out(self, element: etree._Element, frame: _Frame) -> None:
        """Drop what was read since the frame began where it is navigation."""
        read = self._count.since(frame.mark)
        if html_content.is_navigation(element, frame.inner.items[frame.position :], read):
            del frame.inner.items[frame.position :]
            del self.images[frame.images :]
            self._count = frame.mark


def _is_hidden(element: etree._Element) -> bool:
    if element.tag in _HIDDEN_TAGS:
        return True
    if not element.attrib:
        return False
    style = element.get("style")
    if style and (_HIDDEN_STYLE.search(style) or _WORD_EXTRAS.search(style)):
        return True
    return element.get("hidden") is not None


def _span(element: etree._Element, name: str, least: int) -> int:
    """Return a declared span; what is no number is 1, as browsers have it."""
    digits = re.match(r"\s*\+?(\d{1,9})", element.get(name) or "")
    return max(least, int(digits[1])) if digits else 1

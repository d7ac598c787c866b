"""One walk over a page, in reading order and without recursion: what is printed becomes a `Flow`."""

from __future__ import annotations

from collections.abc import Callable, Set

from lxml import etree

from govreport.readers import html_content as content
from govreport.readers.blanks import collapse
from govreport.readers.flow import Flow, Row, Slot, add_lines
from govreport.readers.html_place import Place, State, declared_slot
from govreport.readers.html_plain import BREAK, plain_slot, plain_slots

_HIDDEN_TAGS = frozenset(
    (
        *(
            "applet",
            "area",
            "audio",
            "base",
            "canvas",
            "col",
            "colgroup",
            "datalist",
            "del",
            "embed",
            "frame",
            "iframe",
        ),
        *(
            "link",
            "map",
            "math",
            "meta",
            "noframes",
            "noscript",
            "object",
            "option",
            "param",
            "rp",
            "rt",
            "s",
            "script",
            "select",
        ),
        *("source", "strike", "style", "svg", "template", "textarea", "title", "track", "video", "xml"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = (
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
    ),
    *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "header", "hgroup", "hr", "html"),
    *("legend", "li", "main", "menu", "nav", "ol", "p", "section", "summary", "ul"),
)
_Frame = tuple[State, Flow, int, int, content.Read]


class Walker:
    """Walks one page.

    Parameters
    ----------
    styled
        False where nothing in the page can be hidden, so that no style need be read.

    Attributes
    ----------
    links, images
        As in `Document`.
    """

    def __init__(self, styled: bool) -> None:
        self.links: list[tuple[str, str]] = []
        self.images: list[tuple[str, str]] = []
        self._styled = styled
        self._hidden: Set[etree._Element] = frozenset()
        self._at = Place()
        self._parts: list[str] = []
        self._frames: list[_Frame] = []
        self._pre = self._chars = self._linked = self._links = self._tables = self._content = 0
        self._link = self._raised = -1
        self._unlinked = 0

    def walk(self, root: etree._Element) -> Flow:
        """Return what is printed under `root`, in reading order."""
        top = self._at.out
        if self._styled:
            self._hidden = content.hidden_elements(root)
        events = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in events:
            if event == "start":
                if self._passes_over(element):
                    skipped = element
                    events.skip_subtree()
                    continue
                opener = _OPEN.get(element.tag)
                if opener is not None:
                    opener(self, element)
                if element.text:
                    self._text(element.text)
                continue
            if element is skipped:
                skipped = None
            else:
                closer = _CLOSE.get(element.tag)
                if closer is not None:
                    closer(self, element)
            if element.tail:
                self._text(element.tail)
        self._flush()
        return top

    def _passes_over(self, element: etree._Element) -> bool:
        """Tell whether an element is not printed, or is a plain cell that is taken at once."""
        tag = element.tag
        if tag in _HIDDEN_TAGS or (element in self._hidden and not content.is_further_page(element)):
            content.add_frame(self.links, element)
            if tag in ("td", "th") and not content.is_gone(element):
                self._flush()
                self._at.add(declared_slot(element))
            return True
        if tag == "tr":
            return self._take_plain_row(element)
        return tag in ("td", "th") and self._take_plain_cell(element)

    @property
    def _alone(self) -> bool:
        return not self._pre and self._link < 0 and self._raised < 0

    def _take_plain_row(self, element: etree._Element) -> bool:
        """Take a row of plain cells; most rows are."""
        slots = plain_slots(element, self._hidden, self._alone)
        if slots is None:
            return False
        self._flush()
        state = self._at.state()
        self._at.open_row().slots += slots
        self._at.restore(state)
        self._at.close_row()
        self._chars += _length(slots)
        return True

    def _take_plain_cell(self, element: etree._Element) -> bool:
        """Take a plain cell, in a row that holds others too."""
        slot = plain_slot(element, self._hidden, self._alone)
        if slot is None:
            return False
        self._flush()
        self._at.add(slot)
        self._chars += _length([slot])
        return True

    def _text(self, text: str) -> None:
        if self._pre:
            text = text.replace("\n", BREAK)
        if self._parts or not text.isspace():
            self._parts.append(text)

    def _flush(self) -> None:
        """End a paragraph."""
        if not self._parts:
            return
        whole = "".join(self._parts)
        linked = self._link_length() if self._link >= 0 else 0
        self._parts.clear()
        self._raised = -1
        if self._link >= 0:
            self._linked += linked
            self._link = 0
        lines = [text for line in whole.split(BREAK) if (text := collapse(line))]
        self._chars += sum(map(len, lines))
        add_lines(self._at.out, lines)

    def _read(self) -> content.Read:
        return self._chars, self._linked, self._links, self._tables, self._content

    def _push(self, state: State, out: Flow, position: int) -> None:
        self._frames.append((state, out, position, len(self.images), self._read()))

    def _open_block(self, element: etree._Element) -> None:
        self._flush()
        out = self._at.out
        self._push(self._at.state(), out, len(out.items))

    def _open_heading(self, element: etree._Element) -> None:
        self._open_block(element)
        self._content += element.tag == "h1"
        if self._at.slot is not None:
            self._at.slot.heading = True

    def _open_pre(self, element: etree._Element) -> None:
        self._open_block(element)
        self._pre += 1

    def _open_table(self, element: etree._Element) -> None:
        self._open_block(element)
        self._at.open_table()

    def _open_section(self, element: etree._Element) -> None:
        self._open_block(element)
        self._at.open_section(element.tag)

    def _open_row(self, element: etree._Element) -> None:
        self._open_block(element)
        self._at.open_row()

    def _open_cell(self, element: etree._Element) -> None:
        self._flush()
        slot = self._at.add(declared_slot(element))
        self._push(self._at.state(), slot, 0)
        self._at.open_cell(slot)

    def _close_block(self, element: etree._Element) -> None:
        self._flush()
        state, out, position, images, read = self._frames.pop()
        if self._links != read[2] or content.is_named(element):
            now = self._read()
            if content.is_navigation(element, out.items[position:], content.between(read, now)):
                del out.items[position:]
                del self.images[images:]
                self._chars, self._linked, self._links, self._tables, self._content = read
        self._at.restore(state)

    def _close_pre(self, element: etree._Element) -> None:
        self._close_block(element)
        self._pre -= 1

    def _close_table(self, element: etree._Element) -> None:
        self._flush()
        grid, read = self._at.grid, self._frames[-1][4]
        if grid is not None:
            grid.rows.sort(key=_by_rank)
            plain = self._link >= 0 or 2 * (self._linked - read[1]) < max(1, self._chars - read[0])
            self._tables += content.is_substantial(grid, plain)
        self._close_block(element)

    def _close_section(self, element: etree._Element) -> None:
        self._close_block(element)
        self._at.close_section()

    def _close_row(self, element: etree._Element) -> None:
        self._close_block(element)
        self._at.close_row()

    def _break(self, element: etree._Element) -> None:
        self._parts.append(BREAK)

    def _input(self, element: etree._Element) -> None:
        """Take what is filled in in a cell."""
        if self._at.slot is not None and element.get("type", "text").lower() in ("text", "number"):
            self._parts.append(element.get("value") or "")

    def _image(self, element: etree._Element) -> None:
        content.add_image(self.images, element)

    def _open_link(self, element: etree._Element) -> None:
        self._unlinked = self._linked
        self._link = len(self._parts) if content.leads_away(element) else -1

    def _link_length(self) -> int:
        return len(collapse("".join(self._parts[self._link :])))

    def _close_link(self, element: etree._Element) -> None:
        if self._link >= 0:
            self._linked += self._link_length()
            self._link = -1
            if self._linked - self._unlinked <= content.MAX_LINK:
                self._links += 1
            else:
                self._linked = self._unlinked
        text = "".join(map(str, element.itertext()))
        self._content += content.add_link(self.links, text, element.get("href") or "")

    def _open_raised(self, element: etree._Element) -> None:
        self._raised = len(self._parts)

    def _close_raised(self, element: etree._Element) -> None:
        """Set raised and lowered digits after a digit apart: 12 with the note mark 1 is not 121."""
        if self._raised < 0:
            return
        raised = "".join(self._parts[self._raised :]).strip()
        before = "".join(self._parts[max(0, self._raised - 3) : self._raised]).rstrip()
        if raised[:1].isdigit() and before[-1:].isdigit():
            self._parts[self._raised :] = [f"[{raised}]"]
        self._raised = -1


_Handler = Callable[[Walker, etree._Element], None]
_SECTIONS = ("thead", "tbody", "tfoot")
_OPEN: dict[str, _Handler] = {
    **dict.fromkeys(_BLOCKS, Walker._open_block),
    **dict.fromkeys(_HEADINGS, Walker._open_heading),
    **dict.fromkeys(_SECTIONS, Walker._open_section),
    **dict.fromkeys(("td", "th"), Walker._open_cell),
    "pre": Walker._open_pre,
    "table": Walker._open_table,
    "tr": Walker._open_row,
    "br": Walker._break,
    "img": Walker._image,
    "input": Walker._input,
    "a": Walker._open_link,
    **dict.fromkeys(("sup", "sub"), Walker._open_raised),
}
_CLOSE: dict[str, _Handler] = {
    **dict.fromkeys((*_BLOCKS, *_HEADINGS, "td", "th"), Walker._close_block),
    **dict.fromkeys(_SECTIONS, Walker._close_section),
    "tr": Walker._close_row,
    "pre": Walker._close_pre,
    "table": Walker._close_table,
    "a": Walker._close_link,
    **dict.fromkeys(("sup", "sub"), Walker._close_raised),
}


def _length(slots: list[Slot]) -> int:
    return sum(len(line) for slot in slots for line in slot.items if isinstance(line, str))


def _by_rank(row: Row) -> int:
    return row.rank

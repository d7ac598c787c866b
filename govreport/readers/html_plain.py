"""Cells that hold nothing but runs of text, perhaps in paragraphs: most cells do, and need no walk through them."""

from __future__ import annotations

from collections.abc import Set

from lxml import etree

from govreport.readers import html_content as content
from govreport.readers.blanks import collapse
from govreport.readers.flow import Slot
from govreport.readers.html_place import declared_slot

Hidden = Set[etree._Element]
BREAK = "\v"
"""Between lines."""
_CELLS = frozenset(("td", "th"))
_BLOCKS = frozenset(("p", "div", "center", "br"))
_RUNS = _BLOCKS | {"span", "font", "b", "strong", "i", "em", "u", "o:p"}
_LEVELS = 8
"""Runs within runs, beyond which a cell is walked through."""


def plain_slots(row: etree._Element, hidden: Hidden, alone: bool) -> list[Slot] | None:
    """Return the cells of a row, or nothing if one of its children is no plain cell.

    Parameters
    ----------
    row
        The ``<tr>``.
    hidden, alone
        As in `plain_slot`.

    Examples
    --------
    >>> row = etree.fromstring("<tr><td>12</td> <td colspan='2'/></tr>")
    >>> [(slot.items, slot.colspan) for slot in plain_slots(row, set(), True)]
    [(['12'], 1), ([], 2)]
    """
    if not _is_blank(row.text):
        return None
    slots = []
    for cell in row:
        if cell.tag not in _CELLS or not _is_blank(cell.tail) or cell in hidden:
            return None
        slot = plain_slot(cell, hidden, alone)
        if slot is None:
            return None
        slots.append(slot)
    return slots


def plain_slot(cell: etree._Element, hidden: Hidden, alone: bool) -> Slot | None:
    """Return a plain cell; nothing for any other.

    Parameters
    ----------
    cell
        The ``<td>`` or ``<th>``.
    hidden
        The elements that are not printed.
    alone
        False where something is open around the cell (a link, preformatted text, raised text): there only a cell with
        a single run of text is plain.

    Examples
    --------
    >>> plain_slot(etree.fromstring("<td> <p>1<b>2</b></p><p>件</p></td>"), set(), True).items
    ['12', '件']
    """
    text = _text(cell, hidden, alone) if len(cell) else cell.text or ""
    if text is None:
        return None
    slot = declared_slot(cell)
    if BREAK in text:
        lines = [*filter(None, map(collapse, text.split(BREAK)))]
        if any(upper[-1].isdecimal() and lower[0].isdecimal() for upper, lower in zip(lines, lines[1:], strict=False)):
            return None
        slot.items += lines
    elif text := collapse(text):
        slot.items.append(text)
    return slot


def _text(cell: etree._Element, hidden: Hidden, alone: bool) -> str | None:
    """Return the text of a plain cell, its lines parted by `BREAK`."""
    inner, parts_of_page = cell, [cell]
    text = inner.text
    while len(inner) == 1 and (not text or text.isspace()):
        child = inner[0]
        tag = child.tag
        if tag not in _RUNS or not _is_blank(child.tail) or child in hidden:
            break
        if tag == "div":
            parts_of_page.append(child)
        inner, text = child, child.text
    if not len(inner) or (alone and len(inner) == 1 and _prints_nothing(inner[0])):
        return text or ""
    found = [text or ""]
    if not alone or not _gather(inner, found, hidden, _LEVELS) or any(map(content.is_named, parts_of_page)):
        return None
    return "".join(found)


def _gather(element: etree._Element, found: list[str], hidden: Hidden, levels: int) -> bool:
    """Gather the texts below an element in reading order; tell whether there is nothing else."""
    for child in element:
        tag = child.tag
        if tag not in _RUNS or child in hidden or not levels or (tag == "div" and content.is_named(child)):
            return False
        around = BREAK if tag in _BLOCKS else ""
        found.append(around + (child.text or ""))
        if len(child) and not _gather(child, found, hidden, levels - 1):
            return False
        found.append(around + (child.tail or ""))
    return True


def _prints_nothing(element: etree._Element) -> bool:
    """Tell whether an element is the mark that Word puts at the end of a paragraph."""
    return element.tag == "o:p" and not len(element) and _is_blank(element.text) and _is_blank(element.tail)


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()

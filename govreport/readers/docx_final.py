"""The final text of a Word document: tracked changes accepted, hidden text gone, what stands beside put in its place.

Each function takes the tree and changes it in place; after all of them every run that is left is printed text.
"""

from __future__ import annotations

from lxml import etree

from govreport.readers.docx_fields import W, settle_fields

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RAISED = 6
"""Half points by which a run stands higher than its line before it is a mark."""
_OFF = frozenset(("0", "false", "off", "none"))


def finish(root: etree._Element, notes: dict[tuple[str, str], etree._Element]) -> None:
    """Leave in the tree only what the final document prints, in reading order.

    Parameters
    ----------
    root
        The document.
    notes
        (tag of the reference, id) -> the foot- or endnote.
    """
    drop_fallbacks(root)
    drop_revisions(root)
    drop_hidden(root)
    drop_rubies(root)
    settle_fields(root)
    mark_raised(root)
    place_notes(root, notes)
    hoist_boxes(root)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def is_on(element: etree._Element) -> bool:
    """Tell whether a property such as ``<w:vanish/>`` is on."""
    return element.get(f"{W}val", "1").lower() not in _OFF


def drop_fallbacks(root: etree._Element) -> None:
    """Drop the second writing of what Word writes twice (text boxes: once for new programs, once for old)."""
    for fallback in list(root.iter(f"{MC}Fallback")):
        previous = fallback.getprevious()
        if previous is not None and previous.tag == f"{MC}Choice":
            _remove(fallback)


def drop_revisions(root: etree._Element) -> None:
    """Accept the tracked changes: what was deleted or moved away goes, rows and cells included."""
    # from the end, so that paragraphs joined one after another are each moved once
    for revision in reversed(list(root.iter(f"{W}del", f"{W}moveFrom", f"{W}cellDel"))):
        holder = revision.getparent()
        if holder is None:
            continue
        if holder.tag == f"{W}trPr" or revision.tag == f"{W}cellDel":
            _remove_holder(holder)
        elif holder.tag == f"{W}rPr":
            _join_next(holder)
        else:
            _remove(revision)


def _remove_holder(properties: etree._Element) -> None:
    holder = properties.getparent()
    if holder is not None:
        _remove(holder)


def _join_next(properties: etree._Element) -> None:
    """Join a paragraph whose mark was deleted to the next one."""
    settings = properties.getparent()
    paragraph = settings.getparent() if settings is not None else None
    if settings is None or paragraph is None or settings.tag != f"{W}pPr" or paragraph.tag != f"{W}p":
        return
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        return
    first = next(iter(following), None)
    for child in reversed([child for child in paragraph if child is not settings]):
        if first is not None and first.tag == f"{W}pPr":
            first.addnext(child)
        else:
            following.insert(0, child)
    _remove(paragraph)


def drop_hidden(root: etree._Element) -> None:
    """Drop hidden and struck-out runs, and hidden rows."""
    for mark in list(root.iter(f"{W}vanish", f"{W}strike", f"{W}dstrike")):
        run = _run_of(mark)
        if run is not None and is_on(mark):
            _remove(run)
    for mark in list(root.iter(f"{W}hidden")):
        properties = mark.getparent()
        if properties is not None and properties.tag == f"{W}trPr" and is_on(mark):
            _remove_holder(properties)


def drop_rubies(root: etree._Element) -> None:
    """Drop what stands small above a word: it says how the word is spoken."""
    for spoken in list(root.iter(f"{W}rt")):
        _remove(spoken)


def mark_raised(root: etree._Element) -> None:
    """Set raised and lowered digits apart that follow a digit: 12 with the note mark 1 is not 121."""
    marked: set[etree._Element] = set()
    for setting in root.iter(f"{W}vertAlign", f"{W}position"):
        run = _run_of(setting)
        if run is not None and _is_raised(setting):
            marked.add(run)
    last = ""
    for element in root.iter(f"{W}p", f"{W}r") if marked else ():
        if element.tag == f"{W}p":
            last = ""
            continue
        texts = [text for text in element.iter(f"{W}t") if text.text]
        if not texts:
            continue
        if element in marked and (texts[0].text or "").strip()[:1].isdecimal() and last[-1:].isdecimal():
            texts[0].text = f"[{texts[0].text}"
            texts[-1].text = f"{texts[-1].text}]"
        last = (texts[-1].text or "").rstrip() or last


def _is_raised(setting: etree._Element) -> bool:
    value = setting.get(f"{W}val", "")
    if setting.tag == f"{W}vertAlign":
        return value in ("superscript", "subscript")
    return value.lstrip("-").isdecimal() and abs(int(value)) >= _RAISED


def _run_of(setting: etree._Element) -> etree._Element | None:
    """Return the run that a setting applies to, if it is a run."""
    properties = setting.getparent()
    run = properties.getparent() if properties is not None else None
    return run if run is not None and run.tag == f"{W}r" else None


def place_notes(root: etree._Element, notes: dict[tuple[str, str], etree._Element]) -> None:
    """Put each foot- and endnote after the paragraph or table that refers to it; the mark itself prints nothing."""
    after: dict[etree._Element, etree._Element] = {}
    for mark in list(root.iter(f"{W}footnoteReference", f"{W}endnoteReference")):
        note = notes.pop((mark.tag, mark.get(f"{W}id", "")), None)
        block = _outermost(mark)
        if note is None or block is None:
            continue
        after.get(block, block).addnext(note)
        after[block] = note


def _outermost(mark: etree._Element) -> etree._Element | None:
    """Return the outermost table around a mark, else its paragraph."""
    found = None
    for holder in mark.iterancestors(f"{W}tbl", f"{W}p"):
        if found is None or holder.tag == f"{W}tbl":
            found = holder
    return found


def hoist_boxes(root: etree._Element) -> None:
    """Put each text box after the paragraph it is anchored in."""
    after: dict[etree._Element, etree._Element] = {}
    for box in list(root.iter(f"{W}txbxContent")):
        anchor = next(box.iterancestors(f"{W}p"), None)
        if anchor is None or anchor.getparent() is None:
            continue
        _remove(box)
        after.get(anchor, anchor).addnext(box)
        after[anchor] = box

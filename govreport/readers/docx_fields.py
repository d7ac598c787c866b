"""Fields of a Word document: their results are text, their codes and the numbers of pages are not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PAGE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b", re.IGNORECASE)
_DRAWN = re.compile(r"\s*EQ\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """One open field: its code, the texts that stand in it, and whether its result is a number of pages."""

    code: str = ""
    pages: bool = False
    begun: bool = False
    texts: list[etree._Element] = field(default_factory=list)
    codes: list[etree._Element] = field(default_factory=list)


def settle_fields(root: etree._Element) -> None:
    """Leave of each field what it prints: its result, unless that is the number of a page.

    A field whose code draws (``EQ``: a number in a circle, a fraction) has no result; its code stays as the text, so
    that its cell is not taken for an empty one.
    """
    for simple in list(root.iter(f"{W}fldSimple")):
        parent = simple.getparent()
        if parent is not None and _PAGE.match(simple.get(f"{W}instr", "")):
            parent.remove(simple)
    if next(root.iter(f"{W}instrText"), None) is None:
        return
    opened: list[_Field] = []
    for element in list(root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t")):
        if element.tag == f"{W}fldChar":
            _turn(opened, element.get(f"{W}fldCharType"))
        elif opened:
            _take(opened, element)


def _take(opened: list[_Field], element: etree._Element) -> None:
    inner = opened[-1]
    coded = next((one for one in opened if not one.begun), None)
    if element.tag == f"{W}instrText":
        inner.code += element.text or ""
        inner.codes.append(element)
    elif inner.pages:
        element.text = ""
    elif coded is not None:
        coded.texts.append(element)


def _turn(opened: list[_Field], kind: str | None) -> None:
    if kind == "begin":
        opened.append(_Field(pages=bool(opened) and opened[-1].pages))
    elif kind in ("separate", "end") and opened:
        inner = opened[-1]
        if not inner.begun:
            _close_code(inner)
        if kind == "end":
            opened.pop()


def _close_code(inner: _Field) -> None:
    """End the code of a field; what stands in it is not printed. A field that never comes so far swallows nothing."""
    inner.begun = True
    inner.pages = inner.pages or _PAGE.match(inner.code) is not None
    for text in inner.texts:
        text.text = ""
    if _DRAWN.match(inner.code):
        for code in inner.codes:
            code.tag = f"{W}t"

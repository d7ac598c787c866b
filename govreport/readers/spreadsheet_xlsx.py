"""Excel workbooks (.xlsx) as zipped XML: what is shown of each sheet, with formats, merged ranges and drawn cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from govreport.errors import UnknownFormat, UnreadableSource
from govreport.readers.docx_package import Package
from govreport.readers.limits import MAX_SHEET_CELLS, MAX_SHEET_TAGS
from govreport.readers.spreadsheet_formats import format_code
from govreport.readers.spreadsheet_values import (
    EPOCH_1900,
    EPOCH_1904,
    Range,
    Sheet,
    Value,
    number_value,
)

_ID = re.compile(r"\{http://[^}]*/officeDocument/(?:2006/)?relationships\}id$")
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_SIDES = ("{*}left", "{*}right", "{*}top", "{*}bottom")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ON = ("1", "true", "on")


class _Book(Package):
    """The parts of one workbook."""

    def _main_part(self) -> str:
        for kind, target in self.relations("").values():
            if kind.endswith("/officeDocument") and self.has(target) and target.endswith(".xml"):
                return target
        message = f"{self.name} is a workbook in no form that is known; open it in Excel or WPS and save it as .xlsx."
        raise UnknownFormat(message)


def read_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """Yield the sheets that are shown, in order.

    Raises
    ------
    UnreadableSource
        Where the file is cut off, encrypted, over a limit or no sound XML.
    UnknownFormat
        Where it is a workbook of another kind, such as .xlsb.
    """
    book = _Book(data, name)
    root = book.xml(book.main)
    targets = book.relations(book.main)
    reader = _Reader(book, root, targets)
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        key = next((value for attribute, value in sheet.attrib.items() if _ID.search(str(attribute))), "")
        kind, target = targets.get(str(key), ("", ""))
        if sheet.get("state", "visible") == "visible" and kind.endswith("/worksheet") and book.has(target):
            yield reader.sheet(sheet.get("name", ""), target)


class _Reader:
    """Reads the sheets of one workbook."""

    def __init__(self, book: Package, root: etree._Element, targets: dict[str, tuple[str, str]]) -> None:
        self._book = book
        parts = {kind.rpartition("/")[2]: target for kind, target in targets.values() if book.has(target)}
        self._texts = [*_texts(book.xml(parts["sharedStrings"]))] if "sharedStrings" in parts else []
        styles = book.xml(parts["styles"]) if "styles" in parts else None
        self._codes, self._drawn = ([], []) if styles is None else (_codes(styles), _drawn(styles))
        settings = root.find("{*}workbookPr")
        since_1904 = settings is not None and settings.get("date1904", "0") in _ON
        self._epoch = EPOCH_1904 if since_1904 else EPOCH_1900

    def sheet(self, name: str, part: str) -> Sheet:
        """Return one sheet without its hidden rows and columns."""
        found = Sheet(name)
        self._zeros = True
        hidden: set[int] = set()
        row = -1
        for tags, element in enumerate(self._elements(part)):
            tag = etree.QName(element).localname
            if tags > MAX_SHEET_TAGS:
                message = (
                    f"{self._book.name}: its sheet {name!r} has over {MAX_SHEET_TAGS:,} cells and rows; save it anew."
                )
                raise UnreadableSource(message)
            if tag == "col" and element.get("hidden", "0") in _ON:
                hidden |= set(range(_count(element, "min") - 1, min(_count(element, "max"), 16_384)))
            elif tag == "row":
                row = _count(element, "r") - 1 if element.get("r") else row + 1
                if element.get("hidden", "0") not in _ON:
                    self._take_row(element, row, hidden, found)
            elif tag == "sheetView":
                self._zeros = element.get("showZeros", "1") in _ON
            elif tag == "mergeCell" and (span := _range(element.get("ref", ""))):
                found.merged.append(span)
        return found

    def _elements(self, part: str) -> Iterator[etree._Element]:
        """Yield columns, rows and merged ranges one by one, so that a large sheet takes no more room than a row."""
        stream = io.BytesIO(self._book.read(part))
        wanted = ("{*}sheetView", "{*}col", "{*}row", "{*}mergeCell")
        try:
            for _, element in etree.iterparse(
                stream, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            ):
                if element.getroottree().docinfo.internalDTD is not None:
                    message = f"{self._book.name}: its part {part} has a document type, which Excel never writes."
                    raise UnreadableSource(message)
                yield element
                element.clear()
        except etree.XMLSyntaxError as error:
            message = (
                f"{self._book.name}: its part {part} is no sound XML ({error}); open it in Excel and save it again."
            )
            raise UnreadableSource(message) from error

    def _take_row(self, element: etree._Element, row: int, hidden: set[int], sheet: Sheet) -> None:
        col = -1
        for cell in element.iterchildren("{*}c"):
            place = _PLACE.match(cell.get("r", ""))
            col = _column(place[1]) if place else col + 1
            value = self._value(cell)
            if value is not None and col not in hidden:
                sheet.put(row, col, value, self._book.name)

    def _value(self, cell: etree._Element) -> Value | None:
        """Return what a cell prints, None where it neither prints anything nor is drawn."""
        style, kind = _count(cell, "s"), cell.get("t", "n")
        text = cell.findtext("{*}v") or ""
        if not text and kind == "n" and (formula := cell.find("{*}f")) is not None:
            # nobody has reckoned it yet, and what it comes to is printed all the same
            value = Value(f"={formula.text or ''}", sure=False)
        elif kind == "inlineStr":
            inside = cell.find("{*}is")
            value = Value(_text(inside) if inside is not None else "")
        elif kind == "s":
            value = Value(self._texts[int(text)] if text.isdecimal() and int(text) < len(self._texts) else text)
        elif kind == "b":
            value = Value({"1": "TRUE", "0": "FALSE"}.get(text, text))
        else:
            value = Value(_unescaped(text)) if kind != "n" else self._number(text, style)
        drawn = style < len(self._drawn) and self._drawn[style]
        return replace(value, drawn=drawn) if value.text.strip() or drawn else None

    def _number(self, text: str, style: int) -> Value:
        try:
            number = float(text)
        except ValueError:
            return Value(text)
        if not abs(number) < 1e30:
            return Value(text)
        code = self._codes[style] if style < len(self._codes) else "General"
        return number_value(number, code, self._epoch, zeros=self._zeros)


def _texts(root: etree._Element) -> Iterator[str]:
    return (_text(item) for item in root.iterfind("{*}si"))


def _text(item: etree._Element) -> str:
    """Return a text with its runs joined, struck ones left out and raised digits set apart.

    How a word is spoken stands beside it and is not printed in the cell.
    """
    parts: list[str] = []
    for one in item.iterchildren("{*}t", "{*}r"):
        text = _unescaped("".join(t.text or "" for t in one.iter("{*}t")))
        settings = one.find("{*}rPr")
        if settings is not None and _is_on(settings.find("{*}strike")):
            continue
        raised = settings is not None and settings.find("{*}vertAlign") is not None
        if raised and parts and parts[-1][-1:].isdecimal() and text[:1].isdecimal():
            text = f"[{text}]"
        parts += [text] if text else []
    return "".join(parts)


def _is_on(setting: etree._Element | None) -> bool:
    return setting is not None and setting.get("val", "1") in _ON


def _unescaped(text: str) -> str:
    """Return a text with its control characters, which the file writes as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _codes(styles: etree._Element) -> list[str]:
    """Return for each style of cells the code of its number format."""
    codes = {_count(one, "numFmtId"): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    numbers = [_count(one, "numFmtId") for one in styles.iterfind("{*}cellXfs/{*}xf")]
    return [format_code(number, codes.get(number)) for number in numbers[:MAX_SHEET_CELLS]]


def _drawn(styles: etree._Element) -> list[bool]:
    """Return for each style of cells whether it draws lines around them."""
    lines = [
        any((edge := border.find(side)) is not None and edge.get("style", "none") != "none" for side in _SIDES)
        for border in styles.iterfind("{*}borders/{*}border")
    ]
    numbers = [_count(one, "borderId") for one in styles.iterfind("{*}cellXfs/{*}xf")]
    return [number < len(lines) and lines[number] for number in numbers]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _range(text: str) -> Range | None:
    first, _, last = text.partition(":")
    low, high = _PLACE.match(first), _PLACE.match(last or first)
    if not low or not high:
        return None
    return int(low[2]) - 1, _column(low[1]), int(high[2]) - 1, _column(high[1])


def _count(element: etree._Element, key: str) -> int:
    value = element.get(key, "0")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 9 else 0

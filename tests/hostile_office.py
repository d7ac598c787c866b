"""Office files that are broken, misnamed or built to fill the memory, and what each is refused for."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from tests.hostile import OLE, TEXT
from tests.pdfs import HEADS, NUMBERS
from tests.readers.compound import compound
from tests.readers.word97 import Word, line, row

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
TITLE = "白榆县水务局2022年政府信息公开工作年度报告"
EDGES = [600 * at for at in range(16)]


def word() -> bytes:
    """Return a sound .doc whose section four has the numbers `NUMBERS`."""
    groups = row(["行政复议", "未经复议直接起诉", "复议后起诉"], EDGES[::5])
    table = [*groups, *row(HEADS * 3, EDGES), *row(NUMBERS, EDGES)]
    return Word([line(TITLE), line("四、政府信息公开行政复议、行政诉讼情况"), *table, line("五、存在的问题")]).data()


def html() -> bytes:
    """Return the same as HTML."""
    cells = "".join(f"<td>{number}</td>" for number in NUMBERS)
    heads = "".join(f"<td>{head}</td>" for head in HEADS * 3)
    groups = "<td colspan=5>行政复议<td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉"
    table = f"<table><tr>{groups}</tr><tr>{heads}</tr><tr>{cells}</tr></table>"
    return f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1>{table}</body></html>".encode("gb18030")


def package(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def workbook(sheet: str, **more: bytes) -> bytes:
    """Return a workbook of one sheet with this XML."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    relations += f'<Relationship Id="r1" Type="{office}/%s" Target="%s"/></Relationships>'
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{office}">{sheets}</workbook>'
    return package(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": (relations % ("officeDocument", "xl/workbook.xml")).encode(),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": (relations % ("worksheet", "worksheets/sheet1.xml")).encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}">{sheet}</worksheet>'.encode(),
            **more,
        }
    )


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def many_columns(count: int = 1_000_000) -> bytes:
    """Return a workbook whose first row has a million cells, far more than a sheet has columns."""
    return workbook(f'<sheetData><row r="1">{"<c><v>1</v></c>" * count}</row></sheetData>')


def far_cell() -> bytes:
    """Return a workbook of two cells, as far from each other as a sheet is large."""
    rows = f'<row r="1">{_cell("A1", TITLE)}</row><row r="1048576">{_cell("XFD1048576", "1")}</row>'
    return workbook(f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>')


def merged() -> bytes:
    """Return a workbook one cell of which covers the whole sheet, a thousand times."""
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 1000
    data = f'<sheetData><row r="1">{_cell("A1", TITLE)}</row></sheetData>'
    return workbook(f"{data}<mergeCells>{merges}</mergeCells>")


def open_text(content: str) -> bytes:
    """Return an .odt with this body."""
    spaces = "".join(f' xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "text", "table"))
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    body = f"<office:document-content{spaces}>{body}</office:document-content>"
    return package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": body.encode()})


def repeated(rows: int, columns: int, times: int = 1) -> bytes:
    """Return an .odt whose one cell is repeated over so many rows and columns."""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>1</text:p></table:table-cell>'
    line = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return open_text(f"<text:p>{TITLE}</text:p><table:table>{line * times}</table:table>")


def circle() -> bytes:
    """Return a .doc whose sectors follow each other in a circle."""
    data = bytearray(word())
    at = data.rindex(struct.pack("<3I", 1, 2, 3))
    data[at : at + 12] = struct.pack("<3I", 1, 0, 1)
    return bytes(data)


_ENTITY = b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
_SPACES = " " * 30_000_000
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "cut.doc": ("UnreadableSource", lambda: word()[:4_000], "cut off or broken"),
    "circle.doc": ("UnreadableSource", circle, "circle"),
    "head.doc": ("UnreadableSource", lambda: OLE, "cut off or broken"),
    "zeros.doc": ("UnreadableSource", lambda: OLE + bytes(5_000), "cut off or broken"),
    "other.ole": ("UnknownFormat", lambda: compound({"VisioDocument": b"v" * 99}), ""),
    "password.doc": ("UnreadableSource", lambda: Word([line(TITLE)], flags=0x0100).data(), "password"),
    "password.xlsx": (
        "UnreadableSource",
        lambda: compound({"EncryptedPackage": b"x" * 99, "EncryptionInfo": b"y"}),
        "password",
    ),
    "million.xlsx": ("UnreadableSource", many_columns, ""),
    "far.xlsx": ("UnreadableSource", far_cell, "rows or"),
    "merged.xlsx": ("NotAReport", merged, "no annual report"),
    "bomb.xlsx": ("UnreadableSource", lambda: workbook(f"<sheetData/>{_SPACES}"), "bomb"),
    "cut.xlsx": ("UnreadableSource", lambda: far_cell()[:-90], "cut off or broken"),
    "entities.xlsx": (
        "NotAReport",
        lambda: workbook("<sheetData/>", **{"xl/worksheets/sheet1.xml": _ENTITY}),
        "no annual",
    ),
    "other.zip": ("UnknownFormat", lambda: package({"a.txt": TEXT.encode()}), ""),
    "bomb.odt": ("UnreadableSource", lambda: open_text(_SPACES), "bomb"),
    "repeated.odt": ("NotAReport", lambda: repeated(1_000_000, 1_000_000), "no annual report"),
    "repeated_often.odt": ("UnreadableSource", lambda: repeated(150, 100, 5_000), ""),
    "deep.odt": ("UnreadableSource", lambda: open_text("<table:table><table:table-row><table:table-cell>" * 5_000), ""),
    "text.odt": ("NotAReport", lambda: open_text("<text:p>白榆县</text:p>"), "no annual report"),
}
"""By file name: the error, the bytes, and what the message must say."""
CONVERTED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "deep.rtf": ("UnreadableSource", lambda: b"{\\rtf1 " + b"{\\b " * 1_000_000, ""),
    "binary.rtf": ("UnreadableSource", lambda: b"{\\rtf1 \\bin2147483647 x}", ""),
    "pictures.rtf": (
        "NotAReport",
        lambda: b"{\\rtf1 " + b"{\\pict\\wmetafile8\\picw99999\\pich99999 0}" * 9_999 + b"}",
        "",
    ),
}
"""Likewise, where LibreOffice converts."""
FINE: dict[str, Callable[[], bytes]] = {
    "sound.doc": word,
    "word.docx": word,
    "page.doc": html,
    "page.xls": html,
    "word.pdf": word,
}
"""Reports under a wrong name, read exactly."""

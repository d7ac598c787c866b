"""Writer of workbooks (.xlsx) in as little XML as Excel opens; also prints a `Document` into a sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from govreport.document import Document, Paragraph, Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PLAIN, DRAWN = 0, 1
Place = tuple[int, int]


def workbook(sheets: Sequence[tuple[str, str]], parts: dict[str, str] | None = None, settings: str = "") -> bytes:
    """Return a workbook of sheets, each its attributes beside the name (``"A" state="hidden"``) and its XML."""
    names = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>' for number, (name, _) in enumerate(sheets, 1)
    )
    found = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        ),
        "xl/styles.xml": styles([]),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>',
    }
    for number, (_, content) in enumerate(sheets, 1):
        found[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{content}</worksheet>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (found | (parts or {})).items():
            package.writestr(name, content)
    return stream.getvalue()


def styles(formats: Sequence[str | int]) -> str:
    """Return the styles: plain, drawn, then one for each number format."""
    codes = [(200 + number, one) for number, one in enumerate(formats) if isinstance(one, str)]
    own = "".join(f'<numFmt numFmtId="{key}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for key, code in codes)
    used = [200 + number if isinstance(one, str) else one for number, one in enumerate(formats)]
    line = '<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border>'
    more = "".join(f'<xf numFmtId="{key}" applyNumberFormat="1"/>' for key in used)
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{own}</numFmts><fonts><font/></fonts><fills><fill/>'
        f'</fills><borders><border/>{line}</borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        f'<xf numFmtId="0" borderId="1" applyBorder="1"/>{more}</cellXfs></styleSheet>'
    )


def _types(count: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles", "/xl/sharedStrings.xml": "sharedStrings"}
    parts |= {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in range(1, count + 1)}
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}.{one}+xml"/>' for part, one in parts.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'


def name_of(row: int, col: int) -> str:
    """Return a cell's name, such as ``AB3``."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def sheet(cells: dict[Place, str | float], merged: Sequence[tuple[Place, Place]] = (), style: int = DRAWN) -> str:
    """Return the XML of a sheet; numbers become numbers."""
    rows: dict[int, str] = {}
    for (row, col), value in sorted(cells.items()):
        rows[row] = rows.get(row, "") + _cell(name_of(row, col), value, style)
    content = "".join(f'<row r="{row + 1}">{cells}</row>' for row, cells in rows.items())
    ranges = "".join(f'<mergeCell ref="{name_of(*first)}:{name_of(*last)}"/>' for first, last in merged)
    return f"<sheetData>{content}</sheetData>" + (f"<mergeCells>{ranges}</mergeCells>" if ranges else "")


def _cell(name: str, value: str | float, style: int) -> str:
    if value == "":
        return f'<c r="{name}" s="{style}"/>'
    if isinstance(value, str):
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        return f'<c r="{name}" s="{style}" t="inlineStr"><is>{text}</is></c>'
    return f'<c r="{name}" s="{style}"><v>{value}</v></c>'


def printed(document: Document) -> bytes:
    """Return a workbook whose one sheet prints a document: paragraphs in the first column, tables with lines."""
    cells: dict[Place, str | float] = {}
    plain: dict[Place, str | float] = {}
    merged: list[tuple[Place, Place]] = []
    top = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            plain[top, 0] = block.text
            top += 1
        else:
            top = _print_table(block, top + 1, cells, merged) + 1
    rows = sheet(cells | plain, merged)
    return workbook([("Sheet1", rows)])


def _print_table(table: Table, top: int, cells: dict[Place, str | float], merged: list[tuple[Place, Place]]) -> int:
    rows = table.rows()
    for row in rows:
        for one in row:
            first, last = (top + one.row, one.col), (top + one.row + one.rowspan - 1, one.col + one.colspan - 1)
            places = [(r, c) for r in range(first[0], last[0] + 1) for c in range(first[1], last[1] + 1)]
            cells |= dict.fromkeys(places, "") | {first: _value(one.text)}
            if first != last:
                merged.append((first, last))
    return top + len(rows)


def _value(text: str) -> str | float:
    """Return a number where Excel would make one of what somebody types."""
    try:
        return int(text) if text.isascii() and text.isdecimal() and str(int(text)) == text else text
    except ValueError:
        return text

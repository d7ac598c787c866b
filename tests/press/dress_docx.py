"""Give the Word document of a sample report a style for paper: rules, widths, fonts, running heads."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import lxml.etree
from lxml.etree import _Element as Element

from govreport.sample.print_docx import NAMESPACE, _pack
from tests.press.styles import BARE, RULED, UPRIGHT_FONT, Style, columns

W = f"{{{NAMESPACE}}}"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HOPS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINES = {"solid": "single", "dotted": "dotted", "dashed": "dashed", "double": "double"}
UPRIGHT = {"vertical": "tbRl", "rotated": "btLr"}
TWIPS = 20


def _xml(text: str) -> Element:
    return lxml.etree.fromstring(f'<w:x xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}">{text}</w:x>')


def _put(parent: Element, text: str, at: int | None = None) -> None:
    for turn, child in enumerate(_xml(text)):
        parent.insert(len(parent) if at is None else at + turn, child)


def _borders(style: Style) -> str:
    if style.rules == BARE:
        return ""
    thick, _, kind = style.border.partition(" ")
    line = f'w:val="{LINES[kind]}" w:sz="{max(2, round(float(thick[:-2]) * 4))}" w:space="0" w:color="000000"'
    sides = ["top", "bottom", "insideH"]
    if style.rules == RULED:
        sides += ["insideV"] if style.open else ["left", "right", "insideV"]
    order = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "<w:tblBorders>" + "".join(f"<w:{side} {line}/>" for side in order if side in sides) + "</w:tblBorders>"


def _properties(widths: list[int], style: Style) -> str:
    pad = round(style.pad * TWIPS)
    margins = f'<w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/>'
    spacing = "" if style.collapse else '<w:tblCellSpacing w:w="20" w:type="dxa"/>'
    return (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{spacing}{_borders(style)}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
    )


def _span(cell: Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if found is None else int(found.get(f"{W}val", "1"))


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _depth(rows: list[Element], place: int, cell: Element) -> int:
    """Return how many rows a merged cell covers, by the cells without text that continue it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is None or merge.get(f"{W}val") != "restart":
        return 1
    left = sum(_span(other) for other in cell.itersiblings(preceding=True))
    deep = 1
    for row in rows[place + 1 :]:
        if not _continued(row, left):
            break
        deep += 1
    return deep


def _continued(row: Element, left: int) -> bool:
    at = 0
    for cell in row.iter(f"{W}tc"):
        if at == left:
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            return merge is not None and merge.get(f"{W}val") is None
        at += _span(cell)
    return False


def _dress_cell(cell: Element, width: int, style: Style, *, upright: bool, shaded: bool) -> None:
    properties = cell.find(f"{W}tcPr")
    _put(properties, f'<w:tcW w:w="{width}" w:type="dxa"/>', 0)
    end = ""
    if shaded:
        end += '<w:shd w:val="clear" w:color="auto" w:fill="D8E4F0"/>'
    turned = upright and style.upright in UPRIGHT
    if turned:
        end += f'<w:textDirection w:val="{UPRIGHT[style.upright]}"/>'
    _put(properties, end + '<w:vAlign w:val="center"/>')
    if turned:
        for run in cell.iter(f"{W}r"):
            _put(run, f"<w:rPr>{_fonts(UPRIGHT_FONT)}</w:rPr>", 0)
    for side in cell.iter(f"{W}jc"):
        side.set(f"{W}val", style.align if _span(cell) == 1 and not upright else "center")


def _dress_table(table: Element, style: Style) -> None:
    rows = list(table.iter(f"{W}tr"))
    wide = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    body = style.paper[0] - 2 * style.margin
    widths = [round(width * TWIPS) for width in columns(wide, body, style)]
    _put(table.find(f"{W}tblPr"), _properties(widths, style))
    for column, width in zip(table.iter(f"{W}gridCol"), widths, strict=True):
        column.set(f"{W}w", str(width))
    numbered = [any(_text(cell).isdigit() for cell in row.iter(f"{W}tc")) for row in rows]
    head = numbered.index(True) if True in numbered else 0
    for place, row in enumerate(rows):
        _dress_row(rows, place, widths, style, head=place < head)
        marks = "<w:tblHeader/>" if style.repeat and place < head else ""
        marks = marks if style.split else f"<w:cantSplit/>{marks}"
        _put(row, f"<w:trPr>{marks}</w:trPr>", 0)


def _dress_row(rows: list[Element], place: int, widths: list[int], style: Style, *, head: bool) -> None:
    at = 0
    for cell in list(rows[place].iter(f"{W}tc")):
        span = _span(cell)
        upright = _depth(rows, place, cell) >= 3 and not head
        shaded = (style.shade == "head" and head) or (style.shade == "zebra" and place % 2 == 1)
        _dress_cell(cell, sum(widths[at : at + span]), style, upright=upright, shaded=shaded)
        at += span


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'


def _styles(style: Style) -> str:
    half = round(style.size * 2)
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(style.font)}'
        f'<w:sz w:val="{half}"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults></w:styles>"
    )


def _running(tag: str, text: str) -> str:
    runs = ""
    for piece in text.replace("{n}", "\0{n}\0").replace("{m}", "\0{m}\0").split("\0"):
        field = {"{n}": "PAGE", "{m}": "NUMPAGES"}.get(piece)
        run = f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        runs += f'<w:fldSimple w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>' if field else run
    return f'<w:{tag} xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{runs}</w:p></w:{tag}>'


def _section(style: Style, parts: list[str]) -> str:
    wide, high = (side * TWIPS for side in style.paper)
    turned = ' w:orient="landscape"' if wide > high else ""
    margin = style.margin * TWIPS
    sides = " ".join(f'w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    refs = "".join(
        f'<w:{part}Reference w:type="default" r:id="rId{part}"/>' for part in ("header", "footer") if part in parts
    )
    return f'{refs}<w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar {sides} w:header="400" w:footer="400"/>'


def _package(document: bytes, old: dict[str, str], style: Style) -> bytes:
    extra = {"styles": _styles(style)}
    if style.head:
        extra["header"] = _running("hdr", style.head)
    if style.foot:
        extra["footer"] = _running("ftr", style.foot)
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{MAIN}.{part}+xml"/>' for part in extra)
    hops = "".join(f'<Relationship Id="rId{part}" Type="{RELATIONS}/{part}" Target="{part}.xml"/>' for part in extra)
    parts = {
        "[Content_Types].xml": old["[Content_Types].xml"].replace("</Types>", f"{types}</Types>"),
        "_rels/.rels": old["_rels/.rels"],
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{HOPS}">{hops}</Relationships>',
        "word/document.xml": document.decode("utf-8"),
    }
    return _pack(parts | {f"word/{part}.xml": text for part, text in extra.items()})


def dress_docx(data: bytes, style: Style) -> bytes:
    """Return the document in a style."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    root = lxml.etree.fromstring(old["word/document.xml"].encode("utf-8"))
    for table in root.iter(f"{W}tbl"):
        _dress_table(table, style)
    parts = [part for part, text in (("header", style.head), ("footer", style.foot)) if text]
    _put(next(root.iter(f"{W}sectPr")), _section(style, parts))
    document = lxml.etree.tostring(root, encoding="utf-8", xml_declaration=True, standalone=True)
    return _package(document, old, style)

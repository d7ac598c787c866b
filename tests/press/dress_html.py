"""Give the HTML of a sample report a style for paper: the page as a person prints it, without the portal around it."""

from __future__ import annotations

import re

import lxml.html

from tests.press.styles import BARE, ROWS_ONLY, UPRIGHT_FONT, Style, columns

PORTAL = ("header", "position", "related", "footer", "info")
WRITING = {"stacked": "horizontal-tb", "vertical": "vertical-rl", "rotated": "sideways-lr"}
NUMBER = re.compile(r"[\d０-９]+")
LONG = 3
SHORT = 14
"""Rows that a label of a group must cover to stand upright, and how many characters it may have."""


def _css(style: Style) -> str:
    wide, high = style.paper
    foot = style.foot.replace("{n}", '" counter(page) "').replace("{m}", '" counter(pages) "')
    boxes = f'@top-center {{ content: "{style.head}"; font-size: 9pt }}' if style.head else ""
    boxes += f'@bottom-center {{ content: "{foot}"; font-size: 9pt }}' if style.foot else ""
    return f"""
@page {{ size: {wide}pt {high}pt; margin: {style.margin}pt; {boxes} }}
body {{ margin: 0; -webkit-print-color-adjust: exact }}
body, p, td, span {{ font-family: "{style.font}" !important; font-size: {style.size}pt !important; line-height: 1.4 }}
p {{ margin: 3pt 0 }}
table {{ width: auto !important; table-layout: fixed; border-collapse: {"collapse" if style.collapse else "separate"};
  border-spacing: 0; border: none !important; margin: 4pt 0 }}
td {{ padding: {style.pad}pt !important; text-align: {style.align}; word-break: break-all; overflow-wrap: anywhere;
  border: {_border(style)} black !important; {_sides(style)} }}
td p {{ margin: 0; text-indent: 0 !important; text-align: inherit }}
td[rowspan], td[colspan] {{ text-align: center }}
tr {{ break-inside: {"auto" if style.split else "avoid"} }}
.up {{ writing-mode: {WRITING[style.upright]}; text-align: center !important }}
.up, .up * {{ font-family: "{UPRIGHT_FONT if style.upright != "stacked" else style.font}" !important }}
.frame, .frame > tbody > tr > td {{ border: none !important; padding: 0 !important; text-align: left; width: 100% }}
{".head td, thead td { background: #d8e4f0 !important }" if style.shade == "head" else ""}
{"tr:nth-child(even) td { background: #eee !important }" if style.shade == "zebra" else ""}
{"td:first-child { border-left: none !important }" if style.open else ""}
{"td:last-child { border-right: none !important }" if style.open else ""}
"""


def _border(style: Style) -> str:
    return "none" if style.rules == BARE else style.border


def _sides(style: Style) -> str:
    return "border-left: none !important; border-right: none !important" if style.rules == ROWS_ONLY else ""


def _width(table: lxml.html.HtmlElement) -> int:
    return max(sum(int(cell.get("colspan", 1)) for cell in row.iter("td")) for row in table.iter("tr"))


def _is_number(cell: lxml.html.HtmlElement) -> bool:
    return bool(NUMBER.fullmatch("".join(cell.text_content().split())))


def _head(table: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """Return the rows before the first with numbers; none where a merged cell reaches beyond them."""
    rows = list(table.iter("tr"))
    count = next((n for n, row in enumerate(rows) if any(_is_number(cell) for cell in row.iter("td"))), 0)
    over = any(place + int(cell.get("rowspan", 1)) > count for place in range(count) for cell in rows[place].iter("td"))
    return [] if over or count > 4 else rows[:count]


def _columns(table: lxml.html.HtmlElement, style: Style) -> None:
    body = style.paper[0] - 2 * style.margin
    group = lxml.html.Element("colgroup")
    for width in columns(_width(table), body, style):
        group.append(lxml.html.Element("col", style=f"width: {width:.1f}pt"))
    table.insert(0, group)


def _raise(cell: lxml.html.HtmlElement, style: Style) -> None:
    """Set a cell's text upright; Chromium does not make room for it by itself."""
    cell.set("class", "up")
    if style.upright != "stacked":
        high = 1.1 * style.size * len("".join(cell.text_content().split())) + 2 * style.pad
        cell.set("style", f"{cell.get('style') or ''};height: {high:.0f}pt")


def _dress_table(table: lxml.html.HtmlElement, style: Style) -> None:
    head = _head(table)
    for row in head:
        row.set("class", "head")
    for cell in table.iter("td"):
        short = len("".join(cell.text_content().split())) <= SHORT
        if int(cell.get("rowspan", 1)) >= LONG and short and cell.getparent() not in head and not _is_number(cell):
            _raise(cell, style)
    if style.narrow and head:
        for cell in head[-1].iter("td"):
            _raise(cell, style)
    if style.repeat and head:
        thead = lxml.html.Element("thead")
        thead.extend(head)
        table.insert(0, thead)
    _columns(table, style)


def bare_page(html: str) -> lxml.html.HtmlElement:
    """Return the page without what a portal puts around a report."""
    page = lxml.html.document_fromstring(html)
    for element in list(page.iter("script", "style", "div")):
        if element.tag != "div" or element.get("class") in PORTAL:
            element.drop_tree()
    return page


def unframed(page: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """Return the page without the table that holds the whole report: a spreadsheet cannot nest tables."""
    for table in list(page.iter("table")):
        if table.get("class") == "frame":
            for child in list(table.find(".//td")):
                table.addprevious(child)
            table.drop_tree()
    return page


def written(page: lxml.html.HtmlElement) -> bytes:
    """Return the page as bytes."""
    for meta in list(page.iter("meta")):
        meta.drop_tree()
    page.head.insert(0, lxml.html.Element("meta", charset="utf-8"))
    return b"<!DOCTYPE html>\n" + lxml.html.tostring(page, encoding="utf-8")


def dress_html(html: str, style: Style) -> bytes:
    """Return the page in a style."""
    page = bare_page(html)
    for table in page.iter("table"):
        if table.get("class") != "frame":
            _dress_table(table, style)
    sheet = lxml.html.Element("style")
    sheet.text = _css(style)
    page.head.append(sheet)
    return written(page)

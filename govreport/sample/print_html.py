"""Printers of HTML: the page of a portal, and a document that Word exported."""

from __future__ import annotations

import random
from html import escape

from govreport.sample.page import Box, Page, Sheet, Text, spans
from govreport.sample.truth import Truth

PORTAL_CELL = '<td{span}><p align="center">{text}</p></td>'
WORD_CELL = (
    "<td{span} valign=top style='border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;"
    "padding:0cm 5.4pt 0cm 5.4pt'>\n  <p class=MsoNormal align=center><span lang=EN-US style='font-size:9.0pt;"
    "mso-bidi-font-family:宋体'>{text}<o:p></o:p></span></p>\n  </td>"
)


def _span(box: Box, deep: int, loose: int) -> str:
    wide = box.colspan - loose if box.run == "stub" else box.colspan
    return (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{deep}"' if deep > 1 else "")


def _text(text: str, blank: str) -> str:
    return escape(text).replace("\n", "<br/>") if text.strip() else blank


def _split_digits(text: str, rng: random.Random) -> str:
    """Put some digits of a number into a span of their own, as Word does after an edit."""
    if text.isdigit() and len(text) > 1 and rng.random() < 0.4:
        cut = rng.randrange(1, len(text))
        return f"{text[:cut]}</span><span lang=EN-US style='mso-spacerun:no'>{text[cut:]}"
    return text


def _table(sheet: Sheet, cell: str, blank: str, rng: random.Random, *, word: bool, loose: bool) -> str:
    rows = []
    for row, started in zip(sheet.rows, spans(sheet), strict=True):
        slack = 1 if loose and row.kind == "head" and sheet.table == "requests" else 0
        cells = []
        for box, deep in started:
            text = _text(box.text, blank)
            text = _split_digits(text, rng) if word else text
            cells.append(cell.format(span=_span(box, deep, slack), text=text))
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return '<table border="1" cellspacing="0">\n<tbody>' + "\n".join(rows) + "</tbody></table>"


def _blocks(page: Page, style: str, cell: str, blank: str, rng: random.Random, *, word: bool, loose: bool) -> str:
    out = []
    for block in page.blocks:
        if isinstance(block, Text):
            out.append(f"<p{style}>{escape(block.text)}</p>")
        else:
            out.append(_table(block, cell, blank, rng, word=word, loose=loose))
    return "\n".join(out)


def _one_line(truth: Truth) -> str:
    return truth.title.replace("\n", "")


def _portal_head(truth: Truth, charset: str) -> str:
    title = escape(_one_line(truth))
    day = f'<meta name="PubDate" content="{truth.published} 09:30">' if truth.published else ""
    return (
        f'<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">\n'
        f"<title>{title}_{escape(truth.agency.places[-1])}政府门户网站</title>\n"
        f'<meta name="ArticleTitle" content="{title}">'
        f"\n{day}<style>td {{ border: 1px solid #333 }}</style>\n<script>var clicks = 1287;</script></head><body>\n"
    )


def _navigation(truth: Truth) -> str:
    place = escape(truth.agency.places[-1])
    names = ("首页", "新闻", "公开", "服务", "互动")
    links = "".join(f'<li><a href="/{name}/index.html">{name}</a></li>' for name in names)
    return (
        f'<div class="header"><ul>{links}</ul><form><input value="请输入关键字"></form></div>\n'
        f'<div class="position">当前位置：<a href="/">首页</a> &gt; {place} &gt; 政府信息公开 &gt; 年报</div>\n'
    )


def _aside(truth: Truth) -> str:
    """Return links to the neighbouring years' reports, which are not this report."""
    items = "".join(
        f'<li><a href="/gk/{year}.html" title="{escape(truth.agency.name)}{year}年政府信息公开工作年度报告">'
        f"{escape(truth.agency.name)}{year}年政府信息公开工作年度报告</a><span>{year + 1}-02-11</span></li>"
        for year in (truth.year - 1, truth.year - 2)
    )
    return f'<div class="related"><h3>相关信息</h3><ul>{items}</ul></div>\n'


FOOTER = (
    '<div class="footer"><p>主办：信息中心　网站标识码：0000000000　备案号：00000000号</p>'
    "<p>地址：政务大厅3号楼 电话：000-12345</p><p>建议使用1024×768以上分辨率</p></div>\n</body></html>\n"
)


def portal(page: Page, truth: Truth, rng: random.Random, charset: str) -> str:
    """Print the page of a content management system, with navigation, links to other reports and a footer."""
    loose = rng.random() < 0.25
    body = _blocks(page, "", PORTAL_CELL, "&nbsp;", rng, word=False, loose=loose)
    day = f"发布时间：{truth.published} 09:30　" if truth.published else ""
    info = f'<div class="info">{day}来源：{escape(truth.agency.name)}　浏览次数：{rng.randrange(20, 9000)}</div>\n'
    if rng.random() < 0.4:
        body = f'<table class="frame"><tr><td>\n{body}\n</td></tr></table>'
    parts = [_portal_head(truth, charset), _navigation(truth), _aside(truth) if rng.random() < 0.5 else ""]
    heading = f"<h1>{escape(_one_line(truth))}</h1>\n" if rng.random() < 0.5 else ""
    parts += [heading, info, f'<div id="zoom" class="article">\n{body}\n</div>\n', _aside(truth), FOOTER]
    return "".join(parts)


def word_html(page: Page, truth: Truth, rng: random.Random, charset: str) -> str:
    """Print a document as Word exports it: mso styles, empty ``o:p``, digits split over spans."""
    head = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">\n'
        f'<head><meta http-equiv=Content-Type content="text/html; charset={charset}">\n<meta name=Generator '
        'content="Microsoft Word 11">\n<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View>'
        "<w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->\n<style><!-- p.MsoNormal {mso-style-parent:''; "
        "font-size:10.5pt;} --></style></head>\n<body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1>\n"
    )
    blank = "<![if !supportEmptyParas]>&nbsp;<![endif]>"
    body = _blocks(page, " class=MsoNormal style='text-indent:24.0pt'", WORD_CELL, blank, rng, word=True, loose=False)
    return head + body + "\n</div></body></html>\n"

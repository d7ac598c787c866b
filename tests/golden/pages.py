"""HTML pages, each with one thing that a page of a real site or a program does to a table."""

from __future__ import annotations

import quopri
from collections.abc import Callable
from dataclasses import replace

from tests.golden.forms import Cell, Grid
from tests.golden.report import SECTIONS, Report

Printer = Callable[[Cell], str]


def td(cell: Cell, content: str | None = None, attributes: str = "") -> str:
    """Return a cell with its spans."""
    spans = "".join(
        f' {name}="{value}"' for name, value in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if value != 1
    )
    return f"<td{spans}{attributes}>{cell.text if content is None else content}</td>"


def table(grid: Grid, cell: Printer = td) -> str:
    """Return a table, a row a line."""
    lines = "\n".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in grid)
    return f'<table border="1">\n{lines}\n</table>'


def body(report: Report, cell: Printer = td) -> str:
    """Return the article: title, sections, tables."""
    parts = [f"<p>{text}</p>" for text in report.opening()]
    for heading, content in report.sections():
        parts.append(f"<p>{heading}</p>")
        parts.append(table(content, cell) if isinstance(content, list) else f"<p>{content}</p>")
    return "\n".join(parts)


def page(content: str, title: str, head: str = '<meta charset="utf-8">') -> str:
    """Return a whole page."""
    opening = f"<!DOCTYPE html>\n<html><head>{head}<title>{title}</title></head><body>"
    return f"{opening}\n{content}\n</body></html>\n"


def plain(report: Report) -> str:
    """Return the report as a page without anything odd."""
    return page(body(report), report.title)


def spans_disagree(report: Report) -> str:
    """Declare wrong spans: a header too narrow, a group that claims rows beyond the end, another that ends early."""

    def cell(cell: Cell) -> str:
        spans = {
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）": (3, 2),
            "法人或其他组织": (1, 4),
            "三、本年度办理结果": (40, 1),
            "（三）不予公开": (6, 1),
            "未经复议直接起诉": (1, 6),
        }
        rowspan, colspan = spans.get(cell.text, (cell.rowspan, cell.colspan))
        return td(replace(cell, rowspan=rowspan, colspan=colspan))

    return page(body(report, cell), report.title)


def split_digits(report: Report) -> str:
    """Print every number in pieces: spans, fonts, comments, entities, invisible characters."""
    joints = ("</span><span>", "</b><b>", "<!-- x -->", "&#8203;", "</span><font>", "<wbr>", "\ufeff")
    count = 0

    def cell(cell: Cell) -> str:
        nonlocal count
        if not cell.key:
            return td(cell)
        count += 1
        joint = joints[count % len(joints)]
        opening, closing = {"</b><b>": ("<b>", "</b>"), "</span><span>": ("<span>", "</span>")}.get(joint, ("", ""))
        if joint == "</span><font>":
            opening, closing = "<span>", "</font>"
        return td(cell, f"<p>{opening}{joint.join(cell.text)}{closing}</p>")

    return page(body(report, cell), report.title)


def nbsp_blanks(report: Report) -> str:
    """Write empty cells as editors do, and blanks around numbers."""
    blanks = ("&nbsp;", "<p>&nbsp;</p>", "<p><br></p>", "<span>&#160;&#160;</span>", "<p></p>", "　")
    count = 0

    def cell(cell: Cell) -> str:
        nonlocal count
        count += 1
        if cell.key and not cell.text:
            return td(cell, blanks[count % len(blanks)])
        return td(cell, f"&nbsp;{cell.text}&nbsp;\n" if cell.key else None)

    return page(body(report, cell), report.title)


def word_html(report: Report) -> str:
    """Save the page as Word does: conditional comments, islands of XML, empty o:p, lines broken anywhere."""

    def cell(cell: Cell) -> str:
        text = cell.text
        if cell.key:
            rest = f"<span lang=EN-US>{text[1:]}<o:p></o:p></span>"
            inside = f"<span lang=EN-US style='font-size:10.5pt'>{text[:1]}</span>{rest}"
        else:
            inside = (
                f"<span style='font-family:宋体'>{text[:7]}\r\n{text[7:]}</span><span lang=EN-US><o:p></o:p></span>"
            )
        return td(
            cell, f"\r\n  <p class=MsoNormal align=center>{inside}</p>\r\n  ", " width=57 style='border:solid 1.0pt'"
        )

    head = (
        '<meta http-equiv=Content-Type content="text/html; charset=utf-8">'
        '<meta name=Generator content="Microsoft Word 15">'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>99</w:View></w:WordDocument></xml><![endif]-->"
        '<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm} @page {size:595.3pt 841.9pt} --></style>'
        "<!--[if gte mso 10]><style>table.MsoNormalTable {mso-tstyle-rowband-size:0}</style><![endif]-->"
    )
    article = body(report, cell).replace(
        "<p>", "<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'></span><![endif]>"
    )
    article = article.replace(
        "</table>",
        "<![if !supportMisalignedColumns]><tr height=0><td width=57 style='border:none'></td>"
        "<td width=57 style='border:none'></td></tr><![endif]></table><xml><o:p>7</o:p></xml>",
    )
    footer = "<div style='mso-element:footer' id=f1><p class=MsoFooter>- 12 -</p></div>"
    return page(f"<div class=WordSection1>{article}</div>{footer}", report.title, head)


def nested_layout(report: Report) -> str:
    """Lay the page out by tables in tables: banner, sidebar, article, and the data in tables within."""
    rows = "".join(f"<tr><td><a href='/{n}.html'>栏目之{n}</a></td></tr>" for n in range(1, 9))
    heading = f"<tr><td align=center><h3>{report.title}</h3></td></tr>"
    article = f"<table width=100%>{heading}<tr><td>{body(report)}</td></tr></table>"
    middle = f"<tr><td valign=top width=180><table>{rows}</table></td><td>&nbsp;</td><td>{article}</td></tr>"
    banner = "<tr><td colspan=3><img src='banner.jpg' width=980 height=160></td></tr>"
    footer = "<tr><td colspan=3>版权所有</td></tr>"
    inner = f"<table>{banner}{middle}{footer}</table>"
    return page(f"<center><table width=980><tr><td>{inner}</td></tr></table></center>", "信息公开")


def nested_data(report: Report) -> str:
    """Put the rows of one group of outcomes into a table inside a cell of the table of requests."""
    whole = body(report)
    start = whole.index("</td>", whole.index("（三）不予公开")) + len("</td>")
    end = whole.rindex("<tr>", 0, whole.index("（四）无法提供"))
    opening = whole.rindex("<td", 0, start)
    group = "<td>（三）不予公开</td>"
    rows = f"<tr>{whole[start:end]}"
    return page(f'{whole[:opening]}{group}<td colspan="8"><table>{rows}</table></td></tr>\n{whole[end:]}', report.title)


def portal(report: Report) -> str:
    """Put a portal around it: menus, a trail, links to other years' reports beside the title, news, a footer."""
    agency, name = report.agency, "政府信息公开工作年度报告"
    menu = "".join(f"<li><a href='/c{n}/'>政务栏目{n}</a></li>" for n in range(1, 9))
    years = "".join(f"<a href='/y{year}.html'>{agency}{year}年{name}</a>\n" for year in range(2016, 2022))
    news = "".join(
        f"<li><a href='/n{n}'>{agency}召开第{n}次会议</a><span>2020-0{n}-1{n}</span></li>" for n in range(1, 8)
    )
    head = (
        f'<meta charset="utf-8"><meta name="SiteName" content="{agency}">'
        "<script>var year = 2031; document.write('<table><tr><td>99</td></tr></table>');</script>"
    )
    parts = (
        f"<div class='header'><ul class='nav'>{menu}</ul>",
        "<form><input name=q value='搜索 88'><select><option>2012</option></select></form></div>",
        "<div class='breadcrumb'>您的位置：<a href='/'>首页</a> &gt; <a href='/x/'>年报</a></div>",
        f"<div class='years'>{years}</div><div class='main'><h1>{report.title}</h1>",
        f"<div class='info'>发布日期：{report.published}　来源：{agency}　浏览次数：<span>1234</span></div>",
        f"<div id='zoom'>{body(report)}</div>",
        f"<p>上一篇：<a href='/y2021.html'>{agency}2021年{name}</a></p><p>下一篇：没有了</p></div>",
        f"<div class='sidebar'><ul>{news}</ul></div>",
        "<div class='footer'>主办：某市大数据中心　网站标识码 9900000000　某公网安备 99010102000000号</div>",
    )
    return page("\n".join(parts), "门户网站", head)


def three_pages(report: Report) -> str:
    """Show one of three content blocks at a click; a table runs over two of them."""
    whole = body(report)
    at = whole.rindex("<tr>", 0, whole.index("（四）无法提供"))
    later = whole.index(f"<p>{SECTIONS[3]}")
    pieces = (whole[:at] + "</table>", '<table border="1">' + whole[at:later], whole[later:])
    turns = "<a href='#'>上一页</a> <b>1</b> <a href='#'>2</a> <a href='#'>3</a> <a href='#'>下一页</a>"
    blocks = [
        f"<div class='page' id='p{number}'{style}>{piece}</div><div class='pager'>{turns}</div>"
        for number, (piece, style) in enumerate(
            zip(pieces, ("", *[" style='display: none'"] * 2), strict=True), start=1
        )
    ]
    return page(f"<div id='content'>{''.join(blocks)}</div>", report.title)


def loose_tags(report: Report) -> str:
    """Leave out the end tags of rows, cells and the last table; write in upper case."""
    whole = body(report).replace("</td>", "").replace("</tr>", "").upper()
    first, _, rest = whole.rpartition("</TABLE>")
    return page(first + rest, report.title)


def hidden(report: Report) -> str:
    """Add digits, cells and rows that the page does not show."""

    def cell(cell: Cell) -> str:
        if not cell.key:
            return td(cell)
        ghost = "<td style='display:none'>777</td>"
        return td(cell, f"<span style='display: none;'>8</span>{cell.text}<del>9</del><script>6</script>") + ghost

    rows = body(report, cell).replace("</table>", "<tr style='display:none'><td>555</td><td>555</td></tr></table>")
    return page(rows, report.title)


def web_archive(report: Report) -> bytes:
    """Save the page as a single file, as Word does under the name .doc."""
    content = quopri.encodestring(word_html(report).replace("utf-8", "gb2312").encode("gbk")).decode()
    head = 'MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary="=_part"\n'
    part = "Content-Location: file:///C:/1.htm\nContent-Transfer-Encoding: quoted-printable\n"
    page = f'--=_part\n{part}Content-Type: text/html; charset="gb2312"\n\n{content}\n'
    image = "--=_part\nContent-Transfer-Encoding: base64\nContent-Type: image/png\n\niVBORw0KGgo=\n"
    return f"{head}\nThis is a single file web page.\n\n{page}\n{image}\n--=_part--\n".encode()


def listing(report: Report) -> str:
    """List reports, being none."""
    titles = ((year, f"{report.agency}{year}年政府信息公开工作年度报告") for year in range(2014, 2025))
    items = "".join(f"<li><a href='/{year}'>{title}</a> <span>{year + 1}-01-20</span></li>" for year, title in titles)
    trail = "<div class='crumb'>首页 &gt; 年报</div><h2>政府信息公开年报</h2>"
    return page(f"{trail}<ul class='list'>{items}</ul>", "政府信息公开年报")


def attachment(report: Report) -> str:
    """Give the report as a file only."""
    return page(
        f"<h1>{report.title}</h1><p>发布日期：{report.published}</p><div id='zoom'><p>{report.title}见附件。</p>"
        f"<p>附件：<a href='/files/P0202301.pdf'>{report.title}.pdf</a></p></div>",
        report.title,
    )

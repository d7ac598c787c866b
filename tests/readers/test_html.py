"""Pages: what a reader of the page sees, in order, each cell in its column."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govreport.document import Document, Table
from govreport.errors import UnreadableSource
from govreport.readers import read_document

Page = Callable[[str], Document]


def plain(document: Document) -> list[object]:
    """Return paragraphs as strings, tables as lists of (text, row, col, rowspan, colspan)."""
    return [
        [(cell.text, cell.row, cell.col, cell.rowspan, cell.colspan) for cell in block.cells]
        if isinstance(block, Table)
        else block.text
        for block in document.blocks
    ]


def rows(document: Document) -> list[list[list[str]]]:
    """Return the texts of every table, row by row."""
    return [[[cell.text for cell in row] for row in table.rows()] for table in document.tables()]


def shape(document: Document) -> list[object]:
    """Return paragraphs as strings, tables as their number of cells."""
    return [len(block.cells) if isinstance(block, Table) else block.text for block in document.blocks]


def test_rowspan_and_colspan_give_real_columns(page: Page) -> None:
    document = page(
        "<table><tr><td rowspan=2 colspan=2>办理结果<td colspan=2>申请人<tr><td>自然人<td>总计"
        "<tr><td rowspan=2>（一）<td>1.甲<td>4<td>4<tr><td>2.乙<td>5<td>9</table>"
    )
    assert plain(document) == [
        [
            ("办理结果", 0, 0, 2, 2),
            ("申请人", 0, 2, 1, 2),
            ("自然人", 1, 2, 1, 1),
            ("总计", 1, 3, 1, 1),
            ("（一）", 2, 0, 2, 1),
            ("1.甲", 2, 1, 1, 1),
            ("4", 2, 2, 1, 1),
            ("4", 2, 3, 1, 1),
            ("2.乙", 3, 1, 1, 1),
            ("5", 3, 2, 1, 1),
            ("9", 3, 3, 1, 1),
        ]
    ]
    assert all(table.grid for table in document.tables())


def test_spans_that_are_no_numbers_are_one(page: Page) -> None:
    document = page("<table><tr><td colspan='x' rowspan='-1'>规章<td colspan=''>3<td>4<tr><td>文件<td>5<td>6</table>")
    assert plain(document)[0][:3] == [("规章", 0, 0, 1, 1), ("3", 0, 1, 1, 1), ("4", 0, 2, 1, 1)]  # type: ignore[index]


def test_a_huge_span_costs_nothing(page: Page) -> None:
    document = page("<table><tr><td colspan=99999999 rowspan=99999999>规章<tr><td>3<td>4</table>")
    assert plain(document) == [[("规章", 0, 0, 2, 1), ("3", 1, 1, 1, 1), ("4", 1, 2, 1, 1)]]


@pytest.mark.parametrize(
    "digits",
    [
        "1<span>2</span>",
        "<p>1<span>2</span></p>",
        "<p><span>1</span><span lang=EN-US>2</span></p>",
        "<b>1</b>2<o:p></o:p>",
        "<p><span>12</span></p>",
        " \n 12 \n ",
        "&nbsp;12&nbsp;",
        "1&#8203;2",
        "1<!-- 3 -->2",
        "1<font style='display: NONE'>9</font>2",
        "1<del>7</del>2",
        "&#49;2",
    ],
)
def test_digits_split_over_elements_are_one_number(page: Page, digits: str) -> None:
    document = page(f"<table><tr><td>规章<td>{digits}<td>0</table>")
    assert rows(document) == [[["规章", "12", "0"]]]


@pytest.mark.parametrize("blank", ["", "&nbsp;", "<p>&nbsp;</p>", "<p></p><p> </p>", "　", "<br>", "<o:p>&nbsp;</o:p>"])
def test_a_blank_cell_is_empty_and_keeps_its_place(page: Page, blank: str) -> None:
    document = page(f"<table><tr><td>规章<td>{blank}<td>3</table>")
    assert plain(document) == [[("规章", 0, 0, 1, 1), ("", 0, 1, 1, 1), ("3", 0, 2, 1, 1)]]


@pytest.mark.parametrize("cell", ["1361<br>2", "<p>1361</p><p>2</p>", "1361<p>2</p>", "<div>1361</div>2"])
def test_lines_inside_a_cell_are_parted_by_line_ends(page: Page, cell: str) -> None:
    assert rows(page(f"<table><tr><td>规章<td>{cell}<td>0</table>")) == [[["规章", "1361\n2", "0"]]]


def test_a_note_mark_is_not_a_digit_more(page: Page) -> None:
    document = page("<table><tr><td>规章<sup>1</sup><td>12<sup>[1]</sup><td>22<sup>3</sup></table>")
    assert rows(document) == [[["规章1", "12[1]", "22[3]"]]]


def test_a_struck_number_is_not_joined_to_its_correction(page: Page) -> None:
    document = page("<table><tr><td>规章<td><s>5</s>6<td><span style='text-decoration:line-through'>7</span>8</table>")
    assert rows(document) == [[["规章", "6", "8"]]]


def test_full_width_is_left_as_printed(page: Page) -> None:
    document = page("<p>共　１２件。</p><table><tr><td>规　章<td>１２<td>３</table>")
    assert document.text == "共　１２件。\n规　章\t１２\t３"


def test_a_source_line_end_between_chinese_characters_prints_nothing(page: Page) -> None:
    document = page("<table><tr><td><p><span>本年新收政府信息公\r\n  开申请数量</span></p><td>3\n 4<td>5</table>")
    assert rows(document) == [[["本年新收政府信息公开申请数量", "3 4", "5"]]]


def test_hidden_things_are_left_out(page: Page) -> None:
    document = page(
        "<style>p{}</style><script>var 规章=9</script><noscript>九</noscript><template><p>九</p></template>"
        "<p hidden>九</p><p style='DISPLAY : none'>九</p><span style='visibility:hidden'>九</span>"
        "<form><select><option>2020<option>2021</select><input value=9><textarea>九</textarea></form>"
        "<table><tr><td>规章<td style='display:none'>9<td>3<td>4<tr style='display:none'><td>九<td>9<td>9</table>尾"
    )
    assert plain(document) == [[("规章", 0, 0, 1, 1), ("3", 0, 1, 1, 1), ("4", 0, 2, 1, 1)], "尾"]


def test_a_cell_whose_content_is_hidden_keeps_its_place(page: Page) -> None:
    document = page(
        "<table><tr><td>规章<td style='text-decoration:line-through'>9<td>3<td hidden>7"
        "<tr><td>文件<td style='visibility: hidden'>9<td>4</table>"
    )
    assert rows(document) == [[["规章", "", "3"], ["文件", "", "4"]]]


def test_word_exports(page: Page) -> None:
    document = page(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style><!-- p.MsoNormal{} --></style>"
        "<!--[if gte mso 9]><xml><w:View>9</w:View></xml><![endif]--></head><body><xml><w:n>9</w:n></xml>"
        "<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>1.</span><![endif]>甲<o:p></o:p></p>"
        "<p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>"
        "<table class=MsoNormalTable><tr style='mso-yfti-irow:0'><td width=9><p class=MsoNormal align=center>"
        "<span lang=EN-US style='font-size:10.5pt'>1<o:p></o:p></span></p></td><td><p><span>&nbsp;</span></p></td>"
        "<td><p><span style='mso-hide:all'>9</span>3</p></td></tr>"
        "<![if !supportMisalignedColumns]><tr height=0><td width=9 style='border:none'></td></tr><![endif]></table>"
        "<div style='mso-element:footer'><p>9</p></div></body></html>"
    )
    assert [block if isinstance(block, str) else block[:3] for block in plain(document)] == [  # type: ignore[index]
        "1.甲",
        [("1", 0, 0, 1, 1), ("", 0, 1, 1, 1), ("3", 0, 2, 1, 1)],
    ]


def test_rows_and_cells_without_end_tags(page: Page) -> None:
    document = page("<TABLE><TR><TD>规章<TD>1<TD>2<TR><TH>文件<TD>3<TD>4</TABLE>")
    assert rows(document) == [[["规章", "1", "2"], ["文件", "3", "4"]]]


def test_heads_are_printed_first_and_feet_last(page: Page) -> None:
    document = page(
        "<table><tfoot><tr><td>总计<td>3<td>3</tfoot><tbody><tr><td>甲<td>1<td>1<tr><td>乙<td>2<td>2</tbody>"
        "<thead><tr><td>项<td>数<td>数</thead></table>"
    )
    assert [row[0] for row in rows(document)[0]] == ["项", "甲", "乙", "总计"]


def test_rows_after_a_head_without_a_body_follow_it(page: Page) -> None:
    document = page("<table><thead><tr><td>项<td>数<td>数</thead><tr><td>甲<td>1<td>1<tr><td>乙<td>2<td>2</table>")
    assert [row[0] for row in rows(document)[0]] == ["项", "甲", "乙"]


def test_a_caption_stands_before_its_table(page: Page) -> None:
    document = page("<table><caption>二、主动公开</caption><tr><td>规章<td>1<td>2</table>")
    assert plain(document)[0] == "二、主动公开"


def test_a_table_without_an_end_leaves_the_next_paragraphs_and_tables_whole(page: Page) -> None:
    document = page(
        "<table><tr><td>规章<td>1<td>2<tr><td>文件<td>3<td>4</tr><p>三、收到</p>"
        "<table><tr><td>甲<td>5<td>6<tr><td>乙<td>7<td>8</table><p>四、结语</p>"
    )
    assert shape(document) == [6, "三、收到", 6, "四、结语"]


def test_a_table_inside_a_table_of_data_comes_out_on_its_own_in_reading_order(page: Page) -> None:
    document = page(
        "<table><tr><td>一<td>1<td>2<tr><td>二<td colspan=2>其中<table><tr><td>甲<td>5<td>6<tr><td>乙<td>7<td>8</table>"
        "<tr><td>三<td>3<td>4</table>"
    )
    assert rows(document) == [
        [["一", "1", "2"], ["二", "其中"]],
        [["甲", "5", "6"], ["乙", "7", "8"]],
        [["三", "3", "4"]],
    ]
    first = next(document.tables())
    assert [(cell.col, cell.colspan) for cell in first.cells] == [(0, 1), (1, 1), (2, 1), (0, 1), (1, 2)]


def test_an_article_in_the_cell_of_a_table_is_text(page: Page) -> None:
    article = "".join(f"<p>第{n}段，{'政府信息公开工作有序推进' * 4}。</p>" for n in range(1, 12))
    document = page(f"<table><tr><td>导航<td>{article}</table>")
    assert not list(document.tables())
    assert len(document.blocks) == 12


def test_navigation_and_footers_are_left_out(page: Page) -> None:
    links = "".join(
        f"<li><a href='/{n}.html'>关于某项工作的通知{n}</a> <span>2024-01-0{n}</span></li>" for n in range(1, 8)
    )
    years = " | ".join(f"<a href='/{year}.html'>{year}年度报告</a>" for year in (2021, 2022, 2023))
    document = page(
        "<div class='topNav'>首页 &gt; 政务公开 &gt; 年报</div>"
        f"<header><ul>{links}</ul></header><h1><a href='/x.html'>某局2024年度报告</a></h1>"
        f"<p>{years}</p><div class='info'>发布日期：2025-01-20 来源：某局</div><p>一、总体情况</p>"
        f"<div id='side-bar'>{links}</div><div><p>上一篇：<a href='/a.html'>某局2023年度报告</a></p></div>"
        "<footer>主办：某局 备案号 12345678</footer>"
    )
    assert plain(document) == ["某局2024年度报告", "发布日期：2025-01-20 来源：某局", "一、总体情况"]


def test_a_part_called_navigation_that_holds_data_or_text_stays(page: Page) -> None:
    document = page(
        "<div class=footer><table><tr><td>规章<td>1<td>2<tr><td>文件<td>3<td>4</table></div>"
        f"<nav><p>{'政府信息公开工作有序推进。' * 60}</p></nav>"
    )
    assert rows(document) == [[["规章", "1", "2"], ["文件", "3", "4"]]]
    assert len(document.blocks) == 2


def test_prose_with_links_stays(page: Page) -> None:
    links = "、".join(f"<a href='/{n}.html'>《第{n}号办法》</a>" for n in range(1, 5))
    document = page(f"<div><p>全年制发规范性文件4件：{links}，均已公开。</p></div>")
    assert document.text.startswith("全年制发规范性文件4件：《第1号办法》")


def test_an_anchor_that_was_never_closed_hides_nothing(page: Page) -> None:
    document = page(
        "<div><a href='/x'>下载<div><p>一、总体情况</p><table><tr><td>规章<td>1<td>2<tr><td>文件<td>3<td>4</table>"
        "<p>五、问题</p></div></div>"
    )
    assert rows(document) == [[["规章", "1", "2"], ["文件", "3", "4"]]]
    assert "一、总体情况" in document.text


def test_title_and_metadata(page: Page) -> None:
    document = page(
        "<html><head><title>\n 某局2024年度报告 - 某市 </title><meta name=PubDate content='2025-01-20 09:00'>"
        "<meta name='ArticleTitle' content='某局年报'><meta property='og:title' content='甲'>"
        "<meta name=keywords content=''></head><body><meta name=ContentSource content=某局><p>正文"
    )
    assert document.title == "某局2024年度报告 - 某市"
    assert document.metadata == {
        "pubdate": "2025-01-20 09:00",
        "articletitle": "某局年报",
        "og:title": "甲",
        "contentsource": "某局",
    }


def test_links_to_files_are_kept_and_never_followed(page: Page) -> None:
    document = page(
        "<p>附件：<a href='/files/2024.PDF?v=1'>年度报告</a>、<a href='/down.jsp?id=3'>报告.docx</a></p>"
        "<p><a href='/2023.html'>2023年</a></p><iframe src='/viewer.html?file=/r.pdf' title='报告'></iframe>"
        "<a href='/a.wps'> 表<b>格</b> </a><ul class=attach><li><a href='b.zip'>打包</a></ul>"
    )
    assert document.links == [
        ("年度报告", "/files/2024.PDF?v=1"),
        ("报告.docx", "/down.jsp?id=3"),
        ("报告", "/viewer.html?file=/r.pdf"),
        ("表格", "/a.wps"),
        ("打包", "b.zip"),
    ]


def test_a_part_with_a_linked_file_is_content_whatever_its_name(page: Page) -> None:
    document = page(
        "<div class='article share'><p>某局2024年度报告</p><p>附件：<a href='/a.pdf'>年度报告</a></p></div>"
    )
    assert plain(document) == ["某局2024年度报告", "附件：年度报告"]


def test_images_of_the_content_are_kept_without_their_data(page: Page) -> None:
    document = page(
        "<div class=nav><a href='/'><img src='/logo.png'>首页</a></div><div class=banner><img src='/b.jpg'></div>"
        "<p><img src='icon.gif' width=16>甲</p>"
        "<p><img src='data:image/png;base64,AAAA' alt='年 报'></p><img data-src='/2.jpg' width='600px'>"
    )
    assert document.images == [("年 报", "data:image/png"), ("", "/2.jpg")]


def test_lines_of_preformatted_text_stay_apart(page: Page) -> None:
    assert plain(page("<pre>一、总体情况\n二、主动公开</pre>")) == ["一、总体情况", "二、主动公开"]


def test_a_fragment_and_rows_without_a_table(page: Page) -> None:
    document = page("<tr><td>规章</td><td>1</td><td>2</td></tr>\n<tr><td>文件</td><td>3</td><td>4</td></tr><p>尾</p>")
    assert rows(document) == [[["规章", "1", "2"], ["文件", "3", "4"]]]
    assert plain(document)[-1] == "尾"


def test_xhtml_with_a_declared_encoding_and_cdata() -> None:
    page = (
        "<?xml version='1.0' encoding='GB2312'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'x.dtd'>"
        "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>政府信息公开<![CDATA[甲<乙]]>年度报告</p></body></html>"
    )
    document = read_document(page.encode("gbk"))
    assert (document.encoding, document.text) == ("gb18030", "政府信息公开甲<乙年度报告")


def test_zero_bytes_are_nothing(page: Page) -> None:
    assert page("<p>一、总\x00体情况</p>").text == "一、总体情况"


def test_deep_nesting_is_read_or_refused(page: Page) -> None:
    assert page("<div>" * 1500 + "<p>一、总体情况</p>" + "</div>" * 1500).text == "一、总体情况"
    with pytest.raises(UnreadableSource, match=r"page\.html nests its elements too deeply"):
        page("<div>" * 100_000 + "<p>一、总体情况</p>")


def test_too_many_tags_are_refused(page: Page) -> None:
    with pytest.raises(UnreadableSource, match=r"page\.html has more than 300,000 tags"):
        page("<br>" * 300_001)


def test_too_many_attributes_are_refused_and_long_ones_read(page: Page) -> None:
    with pytest.raises(UnreadableSource, match=r"page\.html has a tag of more than 5,000 attributes"):
        page(f"<p {' '.join(f'a{n}=1' for n in range(9_000))}>规章</p>")
    picture = "\n".join(["A" * 76] * 9_000)
    assert page(f"<p><img alt='' src='data:image/png;base64,{picture}'>规章 {'= ' * 9_000}</p>").images == [
        ("", "data:image/png")
    ]


def test_entities_are_refused(page: Page) -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><html><p>&b;</p></html>"
    with pytest.raises(UnreadableSource, match=r"page\.html declares XML entities"):
        page(bomb)


def test_tables_nested_two_hundred_deep_come_out_flat(page: Page) -> None:
    document = page("<table><tr><td>" * 200 + "规章" + "</table>" * 200)
    assert plain(document) == ["规章"]

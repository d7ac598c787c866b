"""Word documents: the final text, each cell in its column."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govreport.document import Document, Table
from govreport.readers import read_document

Word = Callable[..., Document]


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


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content if '<' in content or not content else r(content)}</w:p>"


def tc(content: str, properties: str = "") -> str:
    blocks = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tbl(*lines: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl>"


SPAN2, DOWN, ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_spans_give_real_columns(word: Word) -> None:
    body = tbl(
        tr(tc("办理结果", SPAN2 + DOWN), tc("申请人", SPAN2)),
        tr(tc("", SPAN2 + '<w:vMerge w:val="continue"/>'), "自然人", "总计"),
        tr(tc("（一）", DOWN), "1.甲", "4", "4"),
        tr(tc("", ON), "2.乙", "5", "9"),
    )
    assert plain(word(body)) == [
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


def test_cells_left_out_before_and_after_a_row_shift_nothing(word: Word) -> None:
    body = tbl(
        tr("规章", "1", "2", "3"),
        tr("4", "5", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        tr("文件", "6", "7", "8"),
    )
    assert [(cell.text, cell.col) for cell in next(word(body).tables()).rows()[1]] == [("4", 1), ("5", 2)]


def test_a_merge_that_continues_nothing_is_a_cell(word: Word) -> None:
    body = tbl(tr(tc("规章", ON), "1", "2"), tr(tc("文件", SPAN2 + ON), "4"), tr("甲", "5", "6"))
    assert rows(word(body)) == [[["规章", "1", "2"], ["文件", "4"], ["甲", "5", "6"]]]


def test_a_horizontal_merge_is_one_cell(word: Word) -> None:
    body = tbl(
        tr("规章", "1", "2"),
        tr(tc("文件", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "3"),
        tr("甲", "4", "5"),
    )
    assert plain(word(body))[0][3:5] == [("文件", 1, 0, 1, 2), ("3", 1, 2, 1, 1)]  # type: ignore[index]


def test_content_controls_are_transparent(word: Word) -> None:
    def sdt(content: str) -> str:
        return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = (
        sdt(p("二、主动公开"))
        + sdt(tbl(sdt(tr("规章", sdt(tc(p(sdt(r("1")) + r("2")))), "3")), tr("文件", tc(sdt(p("4"))), "5")))
        + sdt(sdt(p("三、收到")))
    )
    document = word(body)
    assert rows(document) == [[["规章", "12", "3"], ["文件", "4", "5"]]]
    assert [block for block in plain(document) if isinstance(block, str)] == ["二、主动公开", "三、收到"]


def test_tracked_changes_give_the_final_text(word: Word) -> None:
    def deleted(text: str) -> str:
        return f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'

    moved = '<w:moveFrom w:id="2"><w:r><w:t>移走</w:t></w:r></w:moveFrom>'
    body = (
        p(deleted("旧") + f'<w:ins w:id="3">{r("新")}</w:ins>' + moved + f'<w:moveTo w:id="4">{r("移来")}</w:moveTo>')
        + tbl(
            tr("规章", tc(p(deleted("9") + f"<w:ins>{r('12')}</w:ins>")), "3"),
            tr("删去", "7", "7", properties='<w:del w:id="5"/>'),
            tr("文件", "4", "5", properties='<w:ins w:id="6"/>'),
        )
        + p("前", "<w:rPr><w:del w:id='7'/></w:rPr>")
        + p("后")
    )
    document = word(body)
    assert plain(document)[0] == "新移来"
    assert rows(document) == [[["规章", "12", "3"], ["文件", "4", "5"]]]
    assert plain(document)[2:] == ["前后"]


def test_nested_tables_come_out_on_their_own(word: Word) -> None:
    inner = tbl(tr("甲", "5", "6"), tr("乙", "7", "8"))
    body = tbl(tr("一", "1", "2"), tr("二", tc(p("其中") + inner + p(""), SPAN2)), tr("三", "3", "4"))
    assert rows(word(body)) == [
        [["一", "1", "2"], ["二", "其中"]],
        [["甲", "5", "6"], ["乙", "7", "8"]],
        [["三", "3", "4"]],
    ]


def test_text_boxes_are_read_once_after_their_paragraph(word: Word) -> None:
    content = f"<w:txbxContent>{p('框中')}{tbl(tr('规章', '1', '2'), tr('文件', '3', '4'))}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = word(p(r("前") + box + r("后")) + p("尾"))
    assert [block if isinstance(block, str) else "表" for block in plain(document)] == ["前后", "框中", "表", "尾"]
    assert rows(document) == [[["规章", "1", "2"], ["文件", "3", "4"]]]


def test_an_old_text_box_alone_is_read(word: Word) -> None:
    content = f"<w:txbxContent>{p('框中')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    assert plain(word(p(r("前") + box))) == ["前", "框中"]


def test_marks_inside_a_run(word: Word) -> None:
    marks = "<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>2020</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/>"
    run = f"<w:r>{marks}</w:r>"
    stops = '<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>'
    document = word(p(run, stops) + tbl(tr("规章", tc(p(run, stops)), "3"), tr("文件", "4", "5")))
    assert plain(document)[:2] == ["甲\t乙", "2020-1"]
    assert rows(document)[0][0] == ["规章", "甲 乙\n2020-1", "3"]


def test_symbols(word: Word) -> None:
    symbols = (
        '<w:r><w:sym w:font="Symbol" w:char="F031"/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="zz"/></w:r>'
    )
    assert plain(word(p(symbols))) == ["1\uf0fe\ufffd"]


def test_runs_of_one_number_are_joined(word: Word) -> None:
    cell = tc(p(r("1") + "<w:proofErr/><w:bookmarkStart/>" + f"<w:smartTag>{r('2')}</w:smartTag>" + r("\u200b3")))
    assert rows(word(tbl(tr("规章", cell, "4"), tr("文件", "5", "6"))))[0][0] == ["规章", "123", "4"]


def test_paragraphs_of_a_cell_are_parted_by_line_ends(word: Word) -> None:
    assert rows(word(tbl(tr("规章", tc(p("1361") + p("2")), tc(p("") + p(""))), tr("文件", "5", "6"))))[0][0] == [
        "规章",
        "1361\n2",
        "",
    ]


def test_fields_print_their_result_but_no_page_numbers(word: Word) -> None:
    def field(code: str, result: str) -> str:
        marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{r(result)}{marks[2]}"

    body = (
        p(r("共") + field(" =SUM(LEFT) ", "12") + r("件") + f'<w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>')
        + p(r("- ") + field(" PAGE \\* MERGEFORMAT ", "4") + r(" -"))
        + p(f'<w:fldSimple w:instr="MERGEFIELD x">{r("3")}</w:fldSimple>')
        + p(
            '<w:hyperlink><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + r("甲")
            + "</w:hyperlink>"
            + field("PAGEREF x", "9")
        )
    )
    assert plain(word(body)) == ["共12件", "-  -", "3", "甲"]


def test_hidden_and_struck_text_is_left_out(word: Word) -> None:
    cell = tc(p(r("1") + r("9", "<w:vanish/>") + r("2", '<w:vanish w:val="0"/>') + r("8", "<w:strike/>")))
    body = tbl(tr("规章", cell, "3"), tr("隐", "7", "7", properties="<w:hidden/>"), tr("文件", "4", "5"))
    assert rows(word(body)) == [[["规章", "12", "3"], ["文件", "4", "5"]]]


def test_a_raised_digit_is_no_digit_more(word: Word) -> None:
    raised = r("1", '<w:vertAlign w:val="superscript"/>')
    body = p(r("规章") + raised) + tbl(tr("规章", tc(p(r("12") + raised)), "3"), tr("文件", "4", "5"))
    document = word(body)
    assert plain(document)[0] == "规章1"
    assert rows(document)[0][0] == ["规章", "12[1]", "3"]


def test_notes_follow_the_block_that_refers_to_them(word: Word, make_relations: Callable[..., str]) -> None:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    more = {
        "word/_rels/document.xml.rels": make_relations(
            ("a", "footnotes", "footnotes.xml"), ("b", "endnotes", "endnotes.xml")
        ),
        "word/footnotes.xml": f"<w:footnotes {namespace}>"
        '<w:footnote w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r("含修订件")}</w:p></w:footnote></w:footnotes>',
        "word/endnotes.xml": f'<w:endnotes {namespace}><w:endnote w:id="1">{p("尾注")}</w:endnote></w:endnotes>',
    }
    body = p(r("甲") + end) + tbl(tr("规章", tc(p(r("12") + mark)), "3"), tr("文件", "4", "5")) + p("乙")
    document = word(body, more)
    assert rows(document)[0][0] == ["规章", "12", "3"]
    assert [block if isinstance(block, str) else "表" for block in plain(document)] == [
        "甲",
        "尾注",
        "表",
        "含修订件",
        "乙",
    ]


def test_headers_footers_and_comments_are_left_out(word: Word, make_relations: Callable[..., str]) -> None:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    more = {
        "word/_rels/document.xml.rels": make_relations(
            ("a", "header", "header1.xml"), ("b", "comments", "comments.xml")
        ),
        "word/header1.xml": f"<w:hdr {namespace}>{p('页眉')}</w:hdr>",
        "word/comments.xml": f'<w:comments {namespace}><w:comment w:id="0">{p("批注")}</w:comment></w:comments>',
    }
    body = p('<w:commentRangeStart w:id="0"/>' + r("正文") + '<w:r><w:commentReference w:id="0"/></w:r>')
    assert plain(word(body, more)) == ["正文"]


def test_a_table_split_by_a_page_is_two_tables(word: Word) -> None:
    body = tbl(tr("规章", "1", "2")) + p("- 4 -") + tbl(tr("文件", "3", "4"))
    assert rows(word(body)) == [[["规章", "1", "2"]], [["文件", "3", "4"]]]


def test_strict_documents_are_read(make_docx: Callable[..., bytes], make_zip: Callable[..., bytes]) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/main.xml"/>'
        "</Relationships>"
    )
    body = f'<w:document xmlns:w="{strict}"><w:body>{tbl(tr("规章", "1", "2"))}</w:body></w:document>'
    assert rows(read_document(make_zip({"_rels/.rels": rels, "word/main.xml": body}))) == [[["规章", "1", "2"]]]


def test_properties_links_and_images(word: Word, make_relations: Callable[..., str]) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>年度报告</dc:title>'
        "<dcterms:created>2025-01-10T01:00:00Z</dcterms:created><dcterms:modified>2025-01-20T01:00:00Z</dcterms:modified>"
        "</cp:coreProperties>"
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    package = make_relations(("r", "officeDocument", "word/document.xml")).replace(
        "</Relationships>", f'<Relationship Id="c" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    )
    more = {
        "_rels/.rels": package,
        "docProps/core.xml": core,
        "word/_rels/document.xml.rels": make_relations(
            ("i", "image", "media/image1.png"), ("h", "hyperlink", "https://x.gov.cn/a.pdf")
        ),
    }
    shape = '<wp:docPr id="1" name="x" descr="公章"/><a:blip r:embed="i"/>'
    image = f"<w:r><w:drawing><wp:inline>{shape}</wp:inline></w:drawing></w:r>"
    document = word(p(f'<w:hyperlink r:id="h">{r("附")}{r("件")}</w:hyperlink>') + p(image), more)
    assert document.title == "年度报告"
    assert (document.metadata["created"], document.metadata["modified"]) == (
        "2025-01-10T01:00:00Z",
        "2025-01-20T01:00:00Z",
    )
    assert document.links == [("附件", "https://x.gov.cn/a.pdf")]
    assert document.images == [("公章", "word/media/image1.png")]
    assert document.format == "docx"


@pytest.mark.parametrize("blank", ["", " ", "\xa0", "　"])
def test_blank_cells_are_empty_and_keep_their_place(word: Word, blank: str) -> None:
    body = tbl(tr("规章", tc(p(r(blank))), "3"), tr("文件", "4", "5"))
    assert plain(word(body))[0][:3] == [("规章", 0, 0, 1, 1), ("", 0, 1, 1, 1), ("3", 0, 2, 1, 1)]  # type: ignore[index]

"""Word documents: what fields, styles, formulas, pictures and boxes print."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.readers.test_docx import Word, p, r, rows, tbl, tc, tr


def _field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{code}{marks[1]}{result}{marks[2]}"


def _code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_what_stands_in_the_code_of_a_field_is_not_printed(word: Word) -> None:
    quoted = _field(_code(" QUOTE ") + r("88"), r("12"))
    inner = _field(_code(" = 1 + 2 "), r("3"))
    nested = _field(_code(" IF ") + inner + _code(" = 3 "), r("45"))
    body = tbl(tr("规章", tc(p(quoted)), tc(p(nested))), tr("文件", "4", "5"))
    assert rows(word(body))[0][0] == ["规章", "12", "45"]


def test_a_field_that_is_never_closed_swallows_nothing(word: Word) -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("甲")) + tbl(tr("规章", "1", "2"), tr("文", "3", "4"))
    assert rows(word(body))[0][0] == ["规章", "1", "2"]


def test_a_field_that_draws_leaves_no_empty_cell(word: Word) -> None:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    drawn = marks[0] + _code(" EQ \\o\\ac(○,12) ") + marks[1]
    assert rows(word(tbl(tr("规章", tc(p(drawn)), "3"), tr("文件", "4", "5"))))[0][0][1] == "EQ \\o\\ac(○,12)"


def test_styles_hide_and_raise_as_runs_do(word: Word, make_relations: Callable[..., str]) -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:basedOn w:val="c"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        "</w:styles>"
    )
    more = {"word/_rels/document.xml.rels": make_relations(("s", "styles", "styles.xml")), "word/styles.xml": styles}
    hidden, shown = '<w:rStyle w:val="b"/>', '<w:rStyle w:val="b"/><w:vanish w:val="0"/>'
    cell = tc(p(r("9"), '<w:pStyle w:val="a"/>') + p(r("7", hidden) + r("1", shown) + r("2")))
    raised = tc(p(r("3") + r("1", '<w:rStyle w:val="c"/>')))
    assert rows(word(tbl(tr("规章", cell, raised), tr("文件", "4", "5")), more))[0][0] == ["规章", "12", "3[1]"]


@pytest.mark.parametrize("how", ['<w:position w:val="10"/>', '<w:vertAlign w:val="subscript"/>'])
def test_digits_off_the_line_are_no_digits_more(word: Word, how: str) -> None:
    cell = tc(p(r("12") + "<w:proofErr/>" + r("1", how)))
    assert rows(word(tbl(tr("规章", cell, "3"), tr("文件", "4", "5"))))[0][0] == ["规章", "12[1]", "3"]


def test_how_a_word_is_spoken_is_left_out(word: Word) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('7')}</w:rt><w:rubyBase>{r('12')}</w:rubyBase></w:ruby></w:r>"
    assert rows(word(tbl(tr("规章", tc(p(ruby)), "3"), tr("文件", "4", "5"))))[0][0] == ["规章", "12", "3"]


def test_formulas_are_text_and_fractions_no_numbers(word: Word) -> None:
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    line = f"<m:oMath {space}><m:r><m:t>12</m:t></m:r></m:oMath>"
    raised = "<m:sSup><m:e><m:r><m:t>3</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    power = f"<m:oMath {space}>{raised}</m:oMath>"
    body = tbl(tr("规章", tc(p(line)), tc(p(power))), tr("文件", "4", "5"))
    assert rows(word(body))[0][0] == ["规章", "12", "\ufffd3\ufffd2"]


def test_a_cell_with_a_picture_is_not_empty(word: Word) -> None:
    picture = "<w:r><w:drawing><wp:inline/></w:drawing></w:r>"
    anchored = "<w:r><w:drawing><wp:anchor/></w:drawing></w:r>"
    body = p(picture) + tbl(tr("规章", tc(p(picture)), tc(p(anchored))), tr("文件", tc(p(r("4") + picture)), "5"))
    document = word(body)
    assert rows(document) == [[["规章", "\ufffc", ""], ["文件", "4", "5"]]]
    assert not list(document.paragraphs())


def test_blocks_that_old_programs_see_otherwise_are_read(word: Word) -> None:
    table = tbl(tr("规章", "1", "2"), tr("文件", "3", "4"))
    body = f'<mc:AlternateContent><mc:Choice Requires="w16">{table}</mc:Choice><mc:Fallback>{table}</mc:Fallback>'
    assert rows(word(body + "</mc:AlternateContent>")) == [[["规章", "1", "2"], ["文件", "3", "4"]]]


def test_numbers_of_two_paragraphs_or_boxes_are_not_sure(word: Word) -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('5')}</w:txbxContent></v:textbox></w:pict></w:r>"
    body = tbl(
        tr("规章", tc(p("1361") + p("2")), tc(p(r("7") + box))),
        tr("文件", tc(p("其中") + p("4")), tc(p(r("1") + "<w:r><w:br/></w:r>" + r("2")))),
    )
    cells = next(word(body).tables()).cells
    assert [(cell.text, cell.sure) for cell in cells if cell.col] == [
        ("1361\n2", False), ("7\n5", False), ("其中\n4", True), ("1\n2", True),
    ]  # fmt: skip

"""OpenDocument texts made by hand: spans, repeated and covered cells, what is not printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govreport.document import Document, Table
from govreport.errors import UnreadableSource
from govreport.readers import limits, read_document

Make = Callable[[dict[str, bytes | str]], bytes]
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = "".join(f'xmlns:{name}="{OPEN}{name}:1.0" ' for name in ("office", "text", "table", "style", "meta"))
SPACES += f'xmlns:draw="{OPEN}drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
SPACES += 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = (
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid"/>'
    '</style:style><style:style style:name="R" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style><style:style style:name="B" style:family="text">'
    '<style:text-properties style:text-position="sub 58%" style:text-line-through-style="none"/></style:style>'
)


@pytest.fixture
def odt(make_zip: Make) -> Callable[..., Document]:
    """Read an .odt of this body and further parts."""

    def read(body: str, **more: str) -> Document:
        return read_document(made(make_zip, body, **more), "a.odt")

    return read


def made(make_zip: Make, body: str, **more: str) -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles><office:body>"
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts: dict[str, bytes | str] = {"content.xml": content} | {f"{name}.xml": part for name, part in more.items()}
    data = make_zip({"mimetype": "application/vnd.oasis.opendocument.text", **parts})
    return data if "mimetype" not in more else make_zip(parts)


def cells(*texts: str, attributes: str = "") -> str:
    found = "".join(f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>" for text in texts)
    return f"<table:table-row>{found}</table:table-row>"


def grid(table: Table) -> list[list[tuple[str, int, int, int]]]:
    return [[(cell.text, cell.col, cell.rowspan, cell.colspan) for cell in row] for row in table.rows()]


def test_spans_and_covered_cells(odt: Callable[..., Document]) -> None:
    down = '<table:table-cell table:number-rows-spanned="2"><text:p>（三）</text:p></table:table-cell>'
    wide = '<table:table-cell table:number-columns-spanned="2"><text:p>不予公开</text:p></table:table-cell>'
    covered, one = "<table:covered-table-cell/>", "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    document = odt(
        f"<table:table><table:table-header-rows><table:table-row>{down}{wide}{covered}</table:table-row>"
        f"</table:table-header-rows><table:table-rows><table:table-row>{covered}{one.format(3)}"
        f"<table:table-cell/></table:table-row></table:table-rows>{cells('甲', '乙', '丙')}</table:table>"
    )
    assert document.format == "odt"
    assert grid(next(document.tables())) == [
        [("（三）", 0, 2, 1), ("不予公开", 1, 1, 2)],
        [("3", 1, 1, 1), ("", 2, 1, 1)],
        [("甲", 0, 1, 1), ("乙", 1, 1, 1), ("丙", 2, 1, 1)],
    ]


def test_repeated_cells_and_rows(odt: Callable[..., Document]) -> None:
    zero = '<table:table-cell table:number-columns-repeated="3"><text:p>0</text:p></table:table-cell>'
    twice = f'<table:table-row table:number-rows-repeated="2">{zero}</table:table-row>'
    assert odt(f"<table:table>{cells('a', 'b', 'c')}{twice}</table:table>").text == "a\tb\tc\n0\t0\t0\n0\t0\t0"


def test_repetitions_are_bounded(odt: Callable[..., Document]) -> None:
    many = '<table:table-cell table:number-columns-repeated="99999"><text:p>0</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="99999">{many}</table:table-row>'
    table = next(odt(f"<table:table>{rows}</table:table>").tables())
    assert (len(table.rows()), table.width) == (limits.MAX_REPEATED, limits.MAX_COLUMNS)


def test_too_many_repetitions_are_refused(odt: Callable[..., Document]) -> None:
    many = '<table:table-cell table:number-columns-repeated="99"><text:p>0</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="99">{many}</table:table-row>'
    with pytest.raises(UnreadableSource, match=r"^a\.odt has tables of more than 200,000 cells"):
        odt(f"<table:table>{row * 30}</table:table>")


def test_what_is_printed_of_a_paragraph(odt: Callable[..., Document]) -> None:
    document = odt(
        '<text:p>见<text:s text:c="2"/>\n  <text:span>规<text:span>章</text:span></text:span><text:tab/>a'
        "<text:line-break/>b"
        '<text:span text:style-name="H">隐</text:span><text:span text:style-name="S">划</text:span>'
        "<text:soft-page-break/><office:annotation><text:p>批注</text:p></office:annotation></text:p>"
        '<text:h>12<text:span text:style-name="R">1</text:span></text:h>'
        '<text:p>H<text:span text:style-name="B">2</text:span>O <text:page-number>4</text:page-number></text:p>'
    )
    assert document.text == "见   规章\ta\nb\n12[1]\nH2O"


def test_what_was_deleted_stays_out_and_what_was_inserted_stays(odt: Callable[..., Document]) -> None:
    document = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧9</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>新<text:change-start/>3<text:change-end/><text:change/></text:p>"
    )
    assert document.text == "新3"


def test_notes_boxes_lists_and_sections(odt: Callable[..., Document]) -> None:
    note = "<text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body>"
    note = f"<text:note>{note}</text:note>"
    box = "<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame>"
    document = odt(
        f"<text:section><text:p>一{note}二{box}</text:p></text:section><text:list><text:list-item><text:p>项</text:p>"
        f"</text:list-item></text:list><table:table>{cells('甲', '1')}{cells('乙', '2')}</table:table>"
    )
    assert document.text == "一二\n注\n框\n项\n甲\t1\n乙\t2"


def test_properties_links_and_images(odt: Callable[..., Document]) -> None:
    meta = (
        f"<office:document-meta {SPACES}><office:meta><dc:title>年度报告</dc:title><meta:creation-date>2022-01-05"
        "</meta:creation-date></office:meta></office:document-meta>"
    )
    document = odt(
        '<text:p><text:a xlink:href="b.pdf">附<text:span>件</text:span></text:a><draw:frame><draw:image '
        'xlink:href="Pictures/1.png"/></draw:frame></text:p>',
        meta=meta,
    )
    assert (document.title, document.metadata) == ("年度报告", {"created": "2022-01-05"})
    assert (document.links, document.images) == ([("附件", "b.pdf")], [("", "Pictures/1.png")])


def test_encrypted(make_zip: Make) -> None:
    manifest = (
        f'<m:manifest xmlns:m="{OPEN}manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    )
    data = made(make_zip, "", **{"META-INF/manifest": manifest})
    with pytest.raises(UnreadableSource, match=r"^a\.odt is password-protected"):
        read_document(data, "a.odt")


@pytest.mark.parametrize("content", ["<x/>", "no xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"])
def test_broken(make_zip: Make, content: str) -> None:
    data = make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    with pytest.raises(UnreadableSource, match=r"^a\.odt"):
        read_document(data, "a.odt")


def test_nested_beyond_measure(make_zip: Make) -> None:
    body = "<text:section>" * 5_000 + "</text:section>" * 5_000
    with pytest.raises(UnreadableSource, match="no sound XML"):
        read_document(made(make_zip, body), "a.odt")


def test_nested_as_far_as_xml_goes(odt: Callable[..., Document]) -> None:
    inner = "<text:p>底</text:p>"
    for _ in range(75):
        inner = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
        inner = f"<table:table>{inner}</table:table>"
    assert odt(inner).text == "底"


def test_styles_hide_and_raise_by_name_and_by_what_they_come_from(odt: Callable[..., Document]) -> None:
    named = (
        f'<office:document-styles {SPACES}><style:style style:name="N" style:family="text">'
        '<style:text-properties text:display="none"/></style:style><style:style style:name="O" style:family="text" '
        'style:parent-style-name="N"/><style:style style:name="P" style:family="paragraph"><style:text-properties '
        'text:display="none"/></style:style><style:style style:name="Q" style:family="text"><style:text-properties '
        'style:text-position="33% 58%"/></style:style></office:document-styles>'
    )
    spans = '<text:span text:style-name="O">9</text:span>12<text:bookmark/><text:span text:style-name="Q">1</text:span>'
    document = odt(f'<text:p text:style-name="P">隐</text:p><text:p>{spans}</text:p>', styles=named)
    assert document.text == "12[1]"


def test_shapes_and_pictures_in_cells(odt: Callable[..., Document]) -> None:
    shape = "<draw:custom-shape><text:p>5</text:p></draw:custom-shape>"
    image = '<draw:frame text:anchor-type="{}"><draw:image/></draw:frame>'
    row = cells("12" + shape, image.format("as-char"), image.format("char"), "<text:span>3</text:span>")
    document = odt(f"<table:table>{row}{cells('甲', '1', '2', '4')}</table:table>")
    found = next(document.tables()).rows()[0]
    assert [(cell.text, cell.sure) for cell in found] == [("12\n5", False), ("\ufffc", True), ("", True), ("3", True)]

"""A row that is taken at once reads as the walk through it would."""

from __future__ import annotations

import pytest

from govreport.document import Document
from govreport.readers import html_walk
from govreport.readers.html import _long_pieces, read_html

CELLS = {
    "number": ("<td>12</td>", "12"),
    "nothing": ("<td></td>", ""),
    "paragraph": ("<td>\n <p> 12 </p>\n</td>", "12"),
    "split number": ("<td><p><span>1</span><span>2<o:p></o:p></span></p></td>", "12"),
    "blank between runs": ("<td><b>12</b> <b>34</b></td>", "12 34"),
    "word's mark": ("<td><p><span>12<o:p>&nbsp;</o:p></span></p></td>", "12"),
    "two paragraphs": ("<td><p>规章</p><p>（件）</p></td>", "规章\n（件）"),
    "text after a paragraph": ("<td><p>规章</p>（件）</td>", "规章\n（件）"),
    "line break": ("<td>规章<br>（件）</td>", "规章\n（件）"),
    "wrapped label": ("<td><p>政府\n  信息<b>公开</b></p></td>", "政府信息公开"),
    "hidden run": ("<td><p>12<span style='display:none'>3</span></p></td>", "12"),
    "deep runs": ("<td>" + "<b>1<i>" * 20 + "</i></b>" * 20 + "</td>", "1" * 20),
    "called navigation": ("<td class='footer'>12<b>3</b></td>", ""),
    "raised digit": ("<td>12<sup>1</sup></td>", "12[1]"),
    "list": ("<td><ul><li>规章</li></ul></td>", "规章"),
    "in bold": ("<th><b><i>规章</i></b></th>", "规章"),
}


def page(cells: str) -> str:
    return f"<table><tr><td>项目</td>{cells}<td rowspan=2 colspan=3>合计</td></tr><tr><td>1</td><td>2</td></tr></table>"


def walked(text: str, monkeypatch: pytest.MonkeyPatch) -> Document:
    with monkeypatch.context() as patch:
        patch.setattr(html_walk, "plain_slots", lambda *_: None)
        patch.setattr(html_walk, "plain_slot", lambda *_: None)
        return read_html(text, "utf-8")


@pytest.mark.parametrize(("cell", "text"), CELLS.values(), ids=CELLS)
def test_a_cell_reads_as_the_walk_through_it(cell: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read_html(page(cell), "utf-8")
    assert next(document.tables()).rows()[0][1].text == text
    assert walked(page(cell), monkeypatch) == document


def test_a_row_of_every_kind_of_cell_reads_as_the_walk_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = page("".join(cell for cell, _ in CELLS.values()))
    document = read_html(whole, "utf-8")
    assert [cell.text for cell in next(document.tables()).rows()[0][1:-1]] == [text for _, text in CELLS.values()]
    assert walked(whole, monkeypatch) == document


@pytest.mark.parametrize("page", [b"", b"abcdef", b"<a><bcdef", b"abcdefg<a>", b"<a b c d e f><p>x<", b"<<<<<<<<<<"])
def test_long_pieces_are_all_found(page: bytes) -> None:
    for least in range(1, 8):
        assert list(_long_pieces(page, least)) == [piece for piece in page.split(b"<") if len(piece) > least]

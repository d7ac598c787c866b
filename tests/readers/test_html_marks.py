"""Pages: digits that stand beside each other in a cell and are not one number."""

from __future__ import annotations

from collections.abc import Callable

from govreport.document import Document


def test_numbers_of_two_paragraphs_are_not_sure_but_those_of_two_lines_are(page: Callable[[str], Document]) -> None:
    row = "<td><p>13</p><p>61</p><td>13<br>61<td><div>13</div><div>61</div><td><p>其中</p><p>61</p>"
    cells = next(page(f"<table><tr>{row}</tr><tr><td>甲<td>1<td>2<td>3</tr></table>").tables()).rows()[0]
    assert [(cell.text, cell.sure) for cell in cells] == [
        ("13\n61", False), ("13\n61", True), ("13\n61", False), ("其中\n61", True),
    ]  # fmt: skip


def test_lowered_digits_and_what_is_spoken_are_no_digits_more(page: Callable[[str], Document]) -> None:
    low = "<td>12<sub>1</sub><td>12<span style='vertical-align: sub'>1</span><td><ruby>12<rp>(</rp><rt>7</rt></ruby>"
    cells = next(page(f"<table><tr>{low}</tr><tr><td>1<td>2<td>3</tr></table>").tables()).rows()[0]
    assert [cell.text for cell in cells] == ["12[1]", "12[1]", "12"]

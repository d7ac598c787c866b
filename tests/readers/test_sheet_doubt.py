"""Digits that stand in a cell of a page and are not one number of it."""

from __future__ import annotations

import pytest

from govreport.readers import read_document
from govreport.readers.ruled import frame
from govreport.readers.sheet import Mark
from tests.pdfs import pages, pdf, words
from tests.readers import sheets
from tests.readers.sheets import only, page, read


def word(text: str, x: float, y: float, size: float = 10) -> list[Mark]:
    """Return characters that a PDF prints in one go."""
    marks = sheets.word(text, x, y, size)
    for mark in marks:
        mark.run = id(marks) if mark.text.isdecimal() else 0
    return marks


RULES = frame([50, 150, 180], [100, 140])
USUAL = word("规章行政规范性文件", 52, 20)


def cells(*marks: list[Mark]) -> list[tuple[str, bool]]:
    table = only(read(page(1, USUAL, *marks, rules=RULES)))
    return [(cell.text, cell.sure) for cell in table.cells]


def test_a_number_goes_on_below_only_where_its_line_is_full() -> None:
    wide = word("267", 52, 105) + word("0012", 52, 120)
    narrow = word("1361", 155, 105) + word("2", 155, 120)
    assert cells(wide, narrow) == [("267\n0012", False), ("1361\n2", True)]


def test_a_label_above_a_number_leaves_it_sure() -> None:
    assert cells(word("其中", 52, 105), word("12", 52, 120), word("7", 155, 110))[0] == ("其中\n12", True)


def test_characters_over_each_other_are_not_sure_but_bold_ones_are() -> None:
    crossed = word("12", 60, 110) + word("7", 61, 111)
    bold = word("8", 160, 110) + word("8", 160.4, 110)
    assert [sure for _, sure in cells(crossed, bold)] == [False, True]


def test_a_digit_of_a_watermark_makes_the_number_beside_it_unsure() -> None:
    assert cells(word("2", 100, 105, 30), word("50", 60, 115), word("7", 155, 110))[0][1] is False


def _turned(text: str, degrees: str) -> bytes:
    return b"BT /F 12 Tf %s 200 500 Tm (%s) Tj ET\n" % (degrees.encode(), text.encode())


@pytest.mark.parametrize(
    ("matrix", "shown"),
    [
        ("0.87 0.5 -0.5 0.87", False),
        ("0.71 -0.71 0.71 0.71", False),
        ("0.999 0.03 -0.03 0.999", True),
        ("0 1 -1 0", True),
    ],
)
def test_text_aslant_is_a_watermark(matrix: str, shown: bool) -> None:
    text = read_document(pdf(pages([words("annual report of 2020", 72, 700) * 3 + _turned("15", matrix)]))).text
    assert ("5" in text) is shown

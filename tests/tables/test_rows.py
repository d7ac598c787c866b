"""A document as rows: lines parted into words and numbers, page numbers left out, lone numbers gathered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.document import Builder, Document, RawCell
from govreport.tables.rows import Row, find_rows, is_page_number, make_row, split_cell, split_line

LINES = [
    ("二、上年结转 3 0 12", ["二、上年结转", "3", "0", "12"], "label, then numbers"),
    ("3 0 12 二、上年结转", ["3", "0", "12", "二、上年结转"], "numbers, then label"),
    ("行政许可\u300097", ["行政许可", "97"], "a full-width space"),
    ("行政许可 97件", ["行政许可", "97件"], "the unit at its number"),
    ("行政许可 97 件", ["行政许可", "97 件"], "the unit behind a space"),
    ("规章 １２ ３", ["规章", "１２", "３"], "full-width digits"),
    ("规章 -8 +3 —", ["规章", "-8", "+3", "—"], "signs and a blank"),
    ("规章 - 3 /", ["规章", "-", "3", "/"], "blanks among numbers"),
    ("1. 信访举报投诉类申请 0 1", ["1. 信访举报投诉类申请", "0", "1"], "a space behind the label's number"),
    ("无 法 提 供 1 2", ["无 法 提 供", "1", "2"], "a label with spaces"),
    ("3 0 12", ["3", "0", "12"], "numbers alone"),
    ("3", ["3"], "one number"),
    ("行政许可", ["行政许可"], "a label alone"),
    ("行政许可97", ["行政许可97"], "nothing parts label and number"),
    ("本年共收到申请 3 件。", ["本年共收到申请 3 件。"], "a sentence"),
    ("3 年", ["3 年"], "a date is no label"),
    ("2021年 1 月 1 日", ["2021年 1 月 1 日"], "a date"),
    ("规章 约3 4", ["规章 约3", "4"], "a slip goes with the words: only sure numbers are parted"),
    ("x" * 200 + " 3", ["x" * 200 + " 3"], "prose"),
]


@pytest.mark.parametrize(("text", "pieces", "why"), LINES, ids=[why for *_, why in LINES])
def test_a_line_is_parted(text: str, pieces: list[str], why: str) -> None:
    assert [piece for _, piece in split_line(text)] == pieces, why


@given(st.text(alphabet="规章行政许可0123456789,.-—/ \u3000件约（）年。", min_size=1, max_size=60).filter(str.strip))
def test_a_parted_line_loses_nothing(text: str) -> None:
    parts = split_line(text)
    assert all(text[at : at + len(piece)] == piece for at, piece in parts)
    assert "".join("".join(piece for _, piece in parts).split()) == "".join(text.split())
    assert [at for at, _ in parts] == sorted(at for at, _ in parts)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("行政许可 0", ["行政许可", "0"]),
        ("12", ["12"]),
        ("1361\n2", ["1361\n2"]),
        ("第一\n行 3", ["第一\n行 3"]),
        ("", [""]),
    ],
)
def test_a_field_is_parted_like_a_line_but_not_a_wrapped_one(text: str, pieces: list[str]) -> None:
    assert [piece for _, piece in split_cell(text)] == pieces


PAGES = [
    "- 4 -",
    "—4—",
    "－　4　－",
    "· 12 ·",
    "第4页",
    "第 4 页",
    "第4页 共10页",
    "第4页，共10页",
    "- 第4页 -",
    "4/10",
    "4 / 10",
]
PAGES += ["Page 4 of 10", "page 4", "  - 4 -  ", "－４－", "第１２页"]
NO_PAGES = [
    "4",
    "-4",
    "— 4",
    "4 —",
    "",
    "规章",
    "第四条",
    "- 12345 -",
    "第4页见下文关于复议的说明",
    "4/10/2021",
    "3 4",
    "—",
    "2021",
]


@pytest.mark.parametrize("text", PAGES)
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize("text", NO_PAGES)
def test_no_page_numbers(text: str) -> None:
    assert not is_page_number(text)


def document(*blocks: str | list[list[str]], grid: bool = True) -> Document:
    """Return a document of paragraphs and tables."""
    builder = Builder()
    for block in blocks:
        if isinstance(block, str):
            builder.paragraph(block)
        else:
            cells = [RawCell(text, row, col) for row, line in enumerate(block) for col, text in enumerate(line)]
            builder.table(cells, grid=grid)
    return builder.build(format="text")


def numbers(row: Row) -> list[float | None]:
    return [slot.reading.value for slot in row.slots]


def test_page_numbers_vanish_from_lines_and_tables() -> None:
    rows = find_rows(document("行政许可 97", "- 4 -", [["规章", "3"], ["第 5 页"], ["文件", "4"]]))
    assert [row.words for row in rows] == [["行政许可"], ["规章"], ["文件"]]


def test_a_row_has_its_place() -> None:
    rows = find_rows(document("一、总体情况", [["规章", "3", ""], ["文件", "", "4"]]))
    assert [(row.block, row.grid) for row in rows] == [(-1, False), (0, True), (0, True)]
    assert [(slot.row, slot.col) for slot in rows[2].slots] == [(1, 1), (1, 2)]
    assert numbers(rows[1]) == [3.0, None]


def test_offsets_of_fields_stand_in_the_text() -> None:
    source = document("二、上年结转 3 0 12", [["行政许可 7", "8"]], grid=False)
    fields = [piece for row in find_rows(source) for piece in row.fields]
    assert [source.text[piece.start : piece.end] for piece in fields] == [piece.text for piece in fields]
    assert [piece.text for piece in fields] == ["二、上年结转", "3", "0", "12", "行政许可", "7", "8"]


def test_lone_numbers_are_gathered_into_one_row() -> None:
    rows = find_rows(document("予以公开", "3", "-", "5", "部分公开", "7"))
    assert [(row.words, numbers(row), row.loose) for row in rows] == [
        (["予以公开"], [], False),
        ([], [3.0, None, 5.0], True),
        (["部分公开"], [], False),
        ([], [7.0], True),
    ]


def test_lone_cells_of_a_grid_are_rows_of_their_own() -> None:
    rows = find_rows(document([["3"], ["5"]]))
    assert [numbers(row) for row in rows] == [[3.0], [5.0]]


def test_a_row_s_numbers_are_its_longest_run() -> None:
    rows = find_rows(document([["1", "规章", "3", "4", "5", "备注", "6"]]))
    assert numbers(rows[0]) == [3.0, 4.0, 5.0]
    assert rows[0].words == ["规章", "备注"]


@pytest.mark.parametrize(
    ("line", "after"),
    [(["规章", "3", "4"], False), (["3", "4", "规章"], True), (["3", "4"], False), (["规章", "3", "规章"], False)],
)
def test_a_label_may_stand_after_its_numbers(line: list[str], after: bool) -> None:
    assert find_rows(document([line]))[0].after is after


def test_a_row_is_full_where_it_reaches_the_right_edge() -> None:
    rows = find_rows(document([["规章", "3", "4"], ["文件", "5"]]))
    assert [row.full for row in rows] == [True, False]


def test_a_row_of_words_has_no_slots() -> None:
    assert make_row([]).slots == []
    assert find_rows(document([["规章", "现行有效件数"]]))[0].slots == []

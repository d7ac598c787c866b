"""Pages to a document: paragraphs over lines and pages, running heads out, tables joined."""

from __future__ import annotations

import pytest

from govreport.readers.ruled import frame
from govreport.readers.sheet import Mark, Rule
from govreport.readers.sheet_lines import cell_text, lines_of
from tests.readers.sheets import down, grid, only, page, read, rows, word

FULL = "为便于公众了解本年度的工作特编制本报告全文由六个部分组成所列数据"
"""As long as the lines of the pages below are."""


def texts(*pages: object) -> list[str]:
    return [block.text for block in read(*pages).paragraphs()]  # type: ignore[arg-type]


def test_lines_of_a_paragraph_are_joined_and_an_indent_begins_the_next() -> None:
    first = page(
        1,
        word(f"　　{FULL[:-2]}", 50, 100),
        word(FULL, 50, 115),
        word("止于年末。", 50, 130),
        word(f"　　{FULL[:-2]}", 50, 145),
    )
    assert texts(first) == [f"　　{FULL[:-2]}{FULL}止于年末。".strip(), FULL[:-2]]


def test_words_of_latin_script_keep_a_blank_between_lines() -> None:
    assert texts(page(1, word(FULL + "in", 50, 100), word("2023 total", 50, 115))) == [f"{FULL}in 2023 total"]


def test_a_short_line_ends_its_paragraph() -> None:
    found = texts(page(1, word(FULL, 50, 100), word("止于年末", 50, 115), word(FULL, 50, 130), word(FULL, 50, 145)))
    assert found == [f"{FULL}止于年末", FULL + FULL]


@pytest.mark.parametrize("heading", ["一、总体情况", "（一）主动公开", "2.重复申请"])
def test_a_heading_begins_a_paragraph_even_under_a_full_line(heading: str) -> None:
    found = texts(page(1, word(FULL, 50, 100), word(FULL, 50, 115), word(heading, 50, 130)))
    assert found == [FULL + FULL, heading]


def test_a_number_that_begins_a_line_is_no_heading() -> None:
    assert texts(page(1, word(FULL, 50, 100), word("3.5万件", 50, 115))) == [f"{FULL}3.5万件"]


def test_a_title_in_the_middle_is_not_joined_to_what_follows() -> None:
    found = texts(page(1, word("年度报告", 200, 60), word(FULL, 50, 75), word(FULL, 50, 90)))
    assert found == ["年度报告", FULL + FULL]


def test_a_gap_parts_paragraphs_that_are_not_indented() -> None:
    lines = [word(FULL, 50, y) for y in (100, 112, 140, 152)]
    assert texts(page(1, *lines)) == [FULL + FULL, FULL + FULL]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = page(1, word(FULL, 50, 700), word(FULL, 50, 715), word("- 1 -", 280, 800))
    second = page(2, word("止于年末。", 50, 60), word("- 2 -", 280, 800))
    document = read(first, second)
    assert [(block.text, block.page) for block in document.paragraphs()] == [(f"{FULL}{FULL}止于年末。", 1)]


@pytest.mark.parametrize("foot", ["- {} -", "{}", "第{}页 共3页", "{}/3", "— {} —"])
def test_page_numbers_are_no_text(foot: str) -> None:
    pages = [page(at, word("正文。", 50, 100 + 17 * at), word(foot.format(at), 280, 800)) for at in (1, 2, 3)]
    assert texts(*pages) == ["正文。"] * 3


def test_running_heads_are_no_text_but_a_line_that_stands_elsewhere_is() -> None:
    heads = [word("白榆县水务局年度报告", 200, 30) for _ in range(3)]
    bodies = [word("白榆县水务局年度报告", 200, 90), word("正文。", 50, 100), word("附件。", 50, 120)]
    pages = [page(at, head, body) for at, (head, body) in enumerate(zip(heads, bodies, strict=True), start=1)]
    assert texts(*pages) == ["白榆县水务局年度报告", "正文。", "附件。"]


def test_a_date_and_page_that_count_with_the_pages() -> None:
    pages = [page(at, word(f"2024/3/5 打印 {at}/2", 50, 820), word("正文。", 50, 90 * at)) for at in (1, 2)]
    assert texts(*pages) == ["正文。"] * 2


def test_numbers_alone_at_the_foot_of_two_pages_are_rows_of_a_table() -> None:
    pages = [page(at, word("0", 100, 790), word("7", 200, 790), word("0", 300, 790)) for at in (1, 2)]
    assert [rows(table) for table in read(*pages).tables()] == [[["0", "7", "0"]]] * 2


def test_the_same_single_number_on_two_pages_is_kept() -> None:
    assert texts(*[page(at, word("12", 300, 790)) for at in (1, 2)]) == ["12"] * 2


def test_a_page_number_inside_a_table_that_reaches_over_it() -> None:
    marks, rules = grid([["行政许可", "3"], ["行政处罚\n", "4"]], [50, 150, 250], 760)
    document = read(page(1, marks, word("- 1 -", 60, 789, 8), rules=rules))
    assert rows(only(document)) == [["行政许可", "3"], ["行政处罚", "4"]]


def test_cells_carry_page_and_box() -> None:
    marks, rules = grid([["行政许可", "3"]], [50, 150, 250], 100)
    cell = only(read(page(3, marks, rules=rules))).cells[1]
    assert (cell.text, cell.page, cell.box) == ("3", 3, (150, 100, 250, 120))


def test_a_number_wrapped_in_its_cell() -> None:
    marks, rules = grid([["许可", "1361\n2"]], [50, 150, 175], 100)
    assert only(read(page(1, marks, rules=rules))).cells[1].text == "1361\n2"


def test_words_that_wrap_after_each_character_are_read_across() -> None:
    lines = [word(text, 52, 102 + 9 * at, 8) for at, text in enumerate(("21", " 8", "（", "其中", "1", "件", "）"))]
    document = read(page(1, *lines, word("许可", 152, 102), rules=frame([50, 70, 200], [100, 180])))
    assert only(document).cells[0].text.replace("\n", "") == "218（其中1件）"


@pytest.mark.parametrize("step", [1, -1])
def test_a_label_that_runs_down_or_up(step: int) -> None:
    start = 105 if step > 0 else 175
    marks, rules = down("三、本年度办理", 55, start, 10, step), frame([50, 75, 200], [100, 200])
    document = read(page(1, marks, word("3", 100, 110), rules=rules))
    assert only(document).cells[0].text == "三、本年度办理"


def test_a_label_that_runs_down_in_two_columns() -> None:
    marks = [*down("三、本年度", 75, 105), *down("办理结果", 55, 105)]
    document = read(page(1, marks, word("3", 150, 110), rules=frame([50, 100, 200], [100, 200])))
    assert only(document).cells[0].text.replace(" ", "") == "三、本年度办理结果"


def test_a_raised_note_mark_is_no_digit() -> None:
    note = Mark("1", 160, 101, 163, 107)
    document = read(
        page(1, word("许可", 60, 103, 8), word("12", 152, 103, 8), [note], rules=frame([50, 150, 250], [98, 120]))
    )
    assert only(document).cells[1].text == "12[1]"


def test_a_number_wider_than_its_cell_stays_whole() -> None:
    marks = [*word("许可", 60, 103, 8), *word("13612", 152, 103, 10), *word("7", 200, 103, 8)]
    document = read(page(1, marks, rules=frame([50, 150, 171, 250], [98, 120])))
    assert rows(only(document)) == [["许可", "13612", "7"]]


def test_numbers_that_fill_their_cells_are_not_one() -> None:
    marks = [*word("许可", 60, 103, 8), *word("7648", 150, 103, 10), *word("10646", 170, 103, 10)]
    document = read(page(1, marks, rules=frame([50, 150, 170, 195], [98, 120])))
    assert rows(only(document)) == [["许可", "7648", "10646"]]


def test_a_stray_line_makes_no_column() -> None:
    marks, rules = grid([["信息内容", "数量"], ["许可", "3"]], [50, 150, 250], 100)
    document = read(page(1, marks, rules=[*rules, Rule(144, 100, 144, 140)]))
    assert rows(only(document)) == [["信息内容", "数量"], ["许可", "3"]]


def test_a_blank_cell_of_an_open_table_is_a_cell() -> None:
    marks, rules = grid([["信息内容", "数量"], ["许可", ""]], [50, 150, 250], 100)
    sides = [rule for rule in rules if rule.y0 == rule.y1 or rule.x0 == 150]
    assert rows(only(read(page(1, marks, rules=sides)))) == [["信息内容", "数量"], ["许可", ""]]


def test_a_doubtful_mark_makes_its_cell_doubtful() -> None:
    marks = [*word("许可", 60, 103, 8), Mark("3", 160, 103, 164, 111, sure=False)]
    table = only(read(page(1, marks, rules=frame([50, 150, 250], [98, 120]))))
    assert [cell.sure for cell in table.cells] == [True, False]


def test_a_frame_around_an_article_is_taken_apart() -> None:
    marks, rules = grid([["信息内容", "数量"], ["许可", "3"]], [50, 150, 250], 200)
    around = frame([47, 253], [90, 400])
    document = read(page(1, word("二、主动公开", 60, 100), marks, word("三、收到", 60, 300), rules=[*rules, *around]))
    assert [getattr(block, "text", "table") for block in document.blocks] == ["二、主动公开", "table", "三、收到"]
    assert rows(only(document)) == [["信息内容", "数量"], ["许可", "3"]]


def test_a_title_and_a_signature_at_the_same_height_are_no_running_head() -> None:
    pages = [page(at, word("正文。", 50, 200 + 17 * at)) for at in (2, 3, 4)]
    first, last = page(1, word("白榆县水务局", 200, 40)), page(5, word("白榆县水务局", 400, 40))
    assert texts(first, *pages, last) == ["白榆县水务局", "正文。", "正文。", "正文。", "白榆县水务局"]
    again = page(5, word("白榆县水务局", 200, 40))
    assert texts(first, *pages, page(6, word("附件。", 50, 200)), again)[-1] == "白榆县水务局"


@pytest.mark.parametrize("lower", [40, 43], ids=["a table at its height", "not quite at one height"])
def test_a_signature_at_the_top_of_the_last_of_three_pages_takes_no_title_away(lower: float) -> None:
    first = page(1, word("白榆县水务局", 50, lower), word("年度报告", 50, lower + 14))
    marks, rules = grid([["许可", "3"], ["处罚", "4"]], [50, 150, 250], 40 if lower == 40 else 200)
    found = read(first, page(2, marks, rules=rules), page(3, word("白榆县水务局", 50, 40)))
    assert [block.text for block in found.paragraphs()][::2] == ["白榆县水务局", "白榆县水务局"]


def test_heads_of_left_and_right_pages() -> None:
    pages = [
        page(at, word("年度报告", 50 if at % 2 else 400, 30), word("正文。", 50, 100 + 17 * at)) for at in range(1, 7)
    ]
    assert texts(*pages) == ["正文。"] * 6


def test_an_empty_frame_is_nothing() -> None:
    assert texts(page(1, word("正文。", 50, 100), rules=frame([50, 150, 250], [300, 320]))) == ["正文。"]


def test_one_line_as_wide_as_the_page_shows_its_margin() -> None:
    lines = [word(FULL * 1, 50, 100), word(FULL[:20] + "。", 50, 115), word(FULL[:20] + "。", 50, 130)]
    assert texts(page(1, *lines)) == [FULL + FULL[:20] + "。", FULL[:20] + "。"]


def test_a_blank_of_the_cell_beside_joins_no_two_lines_of_a_number() -> None:
    blank = Mark(" ", 0, 6, 4, 18)
    marks = [blank, Mark("3", 5, 0, 10, 12), Mark("6", 10, 0, 15, 12), Mark("0", 7, 12.5, 12, 24.5)]
    assert cell_text(marks) == "36\n0"
    assert [[mark.text for mark in line] for line in lines_of(marks[1:])] == [["3", "6"], ["0"]]


def test_a_blank_stays_in_its_line() -> None:
    marks = [Mark("a", 0, 0, 5, 10), Mark(" ", 5, 1, 8, 9), Mark("b", 8, 0, 13, 10)]
    assert [[mark.text for mark in line] for line in lines_of(marks)] == [["a", " ", "b"]]

"""Tables that a page's end cuts: one table again, with the row and the label that it cut in two."""

from __future__ import annotations

import pytest

from govreport.readers.ruled import frame
from govreport.readers.sheet import Rule
from tests.readers.sheets import grid, only, page, read, rows, word

XS = [50.0, 150.0, 200.0, 250.0]
BOTTOM = 780.0


def cut(
    above: list[list[str]],
    below: list[list[str]],
    *,
    open_edge: bool = False,
    xs: tuple[list[float], list[float]] = (XS, XS),
) -> list[list[str]]:
    """Return the rows of a table whose parts stand at the foot of one page and the head of the next."""
    first, upper = grid(above, xs[0], BOTTOM - 20 * len(above))
    second, lower = grid(below, xs[1], 60)
    if open_edge:
        upper = [rule for rule in upper if rule.y0 != BOTTOM or rule.y0 != rule.y1]
        lower = [rule for rule in lower if rule.y0 != 60 or rule.y0 != rule.y1]
    pages = page(1, first, word("- 1 -", 280, 800), rules=upper), page(2, second, word("- 2 -", 280, 800), rules=lower)
    return rows(only(read(*pages)))


def test_parts_of_the_same_columns_are_one_table() -> None:
    above, below = [["信息内容", "新收", "总计"], ["1.国家秘密", "1", "2"]], [["2.重复申请", "3", "4"]]
    assert cut(above, below) == [*above, *below]


def test_parts_of_other_columns_inside_the_same_sides_are_one_table() -> None:
    found = cut([["信息内容", "新收", "总计"]], [["1.国家秘密", "1"]], xs=(XS, [50.0, 180.0, 250.0]))
    assert found == [["信息内容", "新收", "总计"], ["1.国家秘密", "1"]]


def test_tables_of_another_width_stay_apart() -> None:
    first, upper = grid([["许可", "1"]], [50, 150, 250], BOTTOM - 20)
    second, lower = grid([["处罚", "2"]], [80, 300, 400], 60)
    document = read(page(1, first, rules=upper), page(2, second, rules=lower))
    assert [rows(table) for table in document.tables()] == [[["许可", "1"]], [["处罚", "2"]]]


def test_text_between_keeps_tables_apart() -> None:
    first, upper = grid([["许可", "1"]], [50, 150, 250], BOTTOM - 20)
    second, lower = grid([["处罚", "2"]], [50, 150, 250], 90)
    document = read(page(1, first, rules=upper), page(2, word("四、诉讼", 50, 60), second, rules=lower))
    assert len(list(document.tables())) == 2


def test_a_repeated_head_is_left_out() -> None:
    head = ["信息内容", "新收", "总计"]
    assert cut([head, ["1.国家秘密", "1", "2"]], [head, ["2.重复申请", "3", "4"]]) == [
        head, ["1.国家秘密", "1", "2"], ["2.重复申请", "3", "4"],
    ]  # fmt: skip


def test_a_first_row_that_only_resembles_the_head_is_kept() -> None:
    head, other = ["信息内容", "新收", "总计"], ["信息内容", "结转", "总计"]
    assert cut([head, ["1.国家秘密", "1", "2"]], [other, ["2.重复申请", "3", "4"]])[2] == other


def test_a_row_of_numbers_that_equals_the_first_is_no_head() -> None:
    row = ["许可", "0", "0"]
    assert cut([row, ["处罚", "1", "1"]], [row, ["强制", "2", "2"]]) == [
        row, ["处罚", "1", "1"], row, ["强制", "2", "2"],
    ]  # fmt: skip


@pytest.mark.parametrize("open_edge", [False, True])
def test_a_row_cut_in_two_with_its_numbers_above(open_edge: bool) -> None:
    above, below = [["5.要求行政机关确认重新出", "7", "8"]], [["具已获取信息", "", ""]]
    assert cut(above, below, open_edge=open_edge) == [["5.要求行政机关确认重新出\n具已获取信息", "7", "8"]]


def test_a_row_cut_in_two_with_its_numbers_below_stands_where_they_are() -> None:
    above, below = [["5.要求行政机关确认重新出", "", ""]], [["具已获取信息", "7", "8"]]
    first, upper = grid(above, XS, BOTTOM - 20)
    second, lower = grid(below, XS, 60)
    table = only(read(page(1, first, rules=upper), page(2, second, rules=lower)))
    assert rows(table) == [["5.要求行政机关确认重新出\n具已获取信息", "7", "8"]]
    assert [(cell.page, cell.box and cell.box[1]) for cell in table.cells] == [(1, BOTTOM - 20), (2, 60), (2, 60)]


def test_a_number_cut_in_two() -> None:
    found = cut(
        [["一、本年新收政府信息公开", "1361", "9"]], [["申请数量", "2", ""]], xs=([50.0, 146.0, 168.0, 250.0],) * 2
    )
    assert found == [["一、本年新收政府信息公开\n申请数量", "1361\n2", "9"]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["规章", "1", "2"], ["规范性文件", "", ""]),
        (["1.国家秘密", "1", "2"], ["2.重复申请", "", ""]),
        (["信息内容", "新收", "总计"], ["许可", "7", "8"]),
        (["许可", "12", "8"], ["处罚", "3", "4"]),
    ],
)
@pytest.mark.parametrize("open_edge", [False, True])
def test_rows_of_their_own_stay_two(above: list[str], below: list[str], open_edge: bool) -> None:
    if open_edge and not below[1]:
        pytest.skip("an open border and blanks below words: nothing on the page tells them from a row cut in two")
    assert cut([above], [below], open_edge=open_edge) == [above, below]


def merged(upper: str, lower: str) -> list[list[str]]:
    """Return the rows of a table whose first column is one label over a row above and two below the page's end."""
    first, above = grid([[upper, "1.不掌握", "3"]], XS, BOTTOM - 20)
    second, _ = grid([[lower, "2.需要制作", "4"], ["", "3.补正后", "5"]], XS, 60)
    below = [rule for rule in frame(XS, [60.0, 80.0, 100.0]) if rule.y0 != 80] + [Rule(150, 80, 250, 80)]
    return rows(only(read(page(1, first, rules=above), page(2, second, rules=below))))


def test_a_merged_label_goes_on_blank() -> None:
    assert merged("（四）无法提供", "") == [["（四）无法提供", "1.不掌握", "3"], ["2.需要制作", "4"], ["3.补正后", "5"]]


def test_a_merged_label_is_cut_in_two() -> None:
    assert merged("（四）无", "法提供")[0][0] == "（四）无\n法提供"


def test_the_next_label_is_no_part_of_the_one_above() -> None:
    found = merged("（四）无法提供", "（五）不予处理")
    assert [found[0][0], found[1][0]] == ["（四）无法提供", "（五）不予处理"]


def test_a_blank_below_a_number_is_a_cell() -> None:
    assert cut([["1.国家秘密", "1", "2"]], [["2.重复申请", "", "4"]])[1] == ["2.重复申请", "", "4"]


def test_a_table_over_three_pages() -> None:
    parts = [grid([[f"{at}.国家秘密", str(at), "0"]], XS, 60) for at in (1, 2, 3)]
    pages = [page(at, marks, rules=rules) for at, (marks, rules) in enumerate(parts, start=1)]
    assert rows(only(read(*pages))) == [[f"{at}.国家秘密", str(at), "0"] for at in (1, 2, 3)]


def test_numbers_with_units_and_notes_are_no_rest_of_a_head() -> None:
    above, below = ["结果", "维持", "纠正"], ["5件", "7\n（其中2件）", "8 项"]
    assert cut([above], [below]) == [above, below]


def test_a_number_and_its_note_cut_in_two() -> None:
    above, below = [["总计", "8\n（其", "0件"]], [["", "中修订2件）", ""]]
    assert cut(above, below) == [["总计", "8\n（其\n中修订2件）", "0件"]]


def test_a_label_cut_behind_its_number_and_numbers_that_wrap() -> None:
    xs = [50.0, 150.0, 171.0, 192.0]
    assert cut([["7.", "12", "40"]], [["属于行政执法案卷", "3", ""]], xs=(xs, xs)) == [
        ["7.\n属于行政执法案卷", "12\n3", "40"],
    ]  # fmt: skip


def test_two_rows_full_of_numbers_are_two_where_the_label_had_room() -> None:
    xs = [50.0, 150.0, 171.0, 192.0]
    above, below = ["1.国家秘密", "114", "354"], ["其他法律", "102", "108"]
    assert cut([above], [below], xs=(xs, xs)) == [above, below]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (["其他处理", "15\n7", "21\n9"], ["", "7", "9"], ["其他处理", "15\n7", "21\n9"]),
        (["其他\n处理", "15\n7", "3"], ["处理", "7\n8", ""], ["其他\n处理", "15\n7\n8", "3"]),
        (["其他处理", "119", "3"], ["其他处理", "119", "3"], ["其他处理", "119", "3"]),
    ],
    ids=["a line", "a line of more", "a row"],
)
def test_what_a_page_cut_through_and_prints_twice_is_read_once(
    above: list[str], below: list[str], whole: list[str]
) -> None:
    first, upper = grid([["信息内容", "新收", "总计"], above], XS, BOTTOM, 30)
    second, lower = grid([below, ["2.重复申请", "3", "4"]], XS, 1, 30)
    found = rows(only(read(page(1, first, rules=upper), page(2, second, rules=lower))))
    assert found[1] == whole
    assert found[-1] == ["2.重复申请", "3", "4"]


def test_the_same_row_below_the_margin_is_another_one() -> None:
    found = cut([["信息内容", "新收", "总计"], ["其他", "1", "2"]], [["其他", "1", "2"], ["2.重复申请", "3", "4"]])
    assert found.count(["其他", "1", "2"]) == 2


def test_a_number_with_room_for_another_digit_is_whole() -> None:
    narrow = [50.0, 150.0, 172.0, 194.0]
    found = cut([["3.危及稳定", "941", "384\n4"]], [["", "192", "305"]], xs=(narrow, narrow))
    assert [row[1:] for row in found] == [["941", "384\n4"], ["192", "305"]]


def test_a_row_is_cut_beside_a_merged_label_that_stands_on_the_lower_page_alone() -> None:
    xs = [50.0, 90.0, 150.0, 168.0, 186.0]
    first, upper = grid([["", "3.危及稳定", "96", "10"]], xs, BOTTOM, 30)
    second, lower = grid([["", "", "9", "32"], ["三、结果", "4.第三方", "58", "7"]], xs, 0, 30)
    upper = [rule for rule in upper if not rule.y0 == rule.y1 > BOTTOM]
    lower = [rule for rule in lower if not (rule.y0 == rule.y1 and rule.y0 in (0, 30))]
    lower += [Rule(90, 30, 186, 30)]
    found = rows(only(read(page(1, first, rules=upper), page(2, second, rules=lower))))
    assert found[0][-2:] == ["96\n9", "10\n32"]
    assert found[1][-3:] == ["4.第三方", "58", "7"]

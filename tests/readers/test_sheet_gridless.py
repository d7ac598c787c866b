"""Tables without lines: how the words of a page stand below and beside each other."""

from __future__ import annotations

from govreport.readers.sheet import Mark, Rule
from tests.readers.sheets import only, page, read, rows, word

XS = (200.0, 260.0, 320.0)


def row(label: str, numbers: list[str], y: float, at: float = 50) -> list[Mark]:
    """Return a line: a label and a number in each column, in its middle."""
    marks = word(label, at, y)
    for x, number in zip(XS, numbers, strict=False):
        marks += word(number, x - 2.5 * len(number), y)
    return marks


def table(*lines: list[Mark], rules: list[Rule] | None = None) -> list[list[str]]:
    return rows(only(read(page(1, *lines, rules=rules or []))))


def test_numbers_below_each_other_are_columns_and_a_gap_between_them_is_a_blank_cell() -> None:
    lines = [row("信息内容", ["新收", "结转", "总计"], 100), row("1.国家秘密", ["3", "12", "15"], 116)]
    found = table(*lines, row("2.重复申请", ["4", "", "4"], 132))
    assert found == [
        ["信息内容", "新收", "结转", "总计"],
        ["1.国家秘密", "3", "12", "15"],
        ["2.重复申请", "4", "", "4"],
    ]


def test_a_number_that_is_missing_at_the_end_leaves_no_cell() -> None:
    found = table(row("1.国家秘密", ["3", "12", "15"], 116), row("2.重复申请", ["4", "5"], 132))
    assert found[1] == ["2.重复申请", "4", "5"]


def test_cells_have_the_box_of_their_number() -> None:
    found = only(read(page(4, row("1.国家秘密", ["3", "12", "15"], 116), row("2.重复申请", ["4", "5", "9"], 132))))
    cell = found.cells[2]
    assert (cell.text, cell.page, cell.box) == ("12", 4, (255, 116, 265, 126))


def test_a_number_over_all_columns_is_a_merged_cell() -> None:
    found = only(read(page(1, row("规章", ["3", "1", "2"], 100), row("许可", ["", "97"], 116))))
    assert [(cell.text, cell.col, cell.colspan) for cell in found.cells if cell.row == 1] == [
        ("许可", 0, 1),
        ("97", 1, 3),
    ]


def test_wrapped_labels_are_joined_where_rows_stand_apart() -> None:
    lines = [
        word("1.属于国家", 50, 100), row("", ["3", "1", "4"], 105), word("秘密", 50, 110),
        word("2.其他法律", 50, 126), row("", ["5", "1", "6"], 131), word("禁止公开", 50, 136),
    ]  # fmt: skip
    assert table(*lines) == [["1.属于国家\n秘密", "3", "1", "4"], ["2.其他法律\n禁止公开", "5", "1", "6"]]


def test_labels_of_rows_that_stand_as_close_as_lines_are_not_joined() -> None:
    lines = [row(text, [str(at), "1", "9"], 100 + 12 * at) for at, text in enumerate(("规章", "许可", "处罚", "强制"))]
    assert [found[0] for found in table(*lines)] == ["规章", "许可", "处罚", "强制"]


def narrow(numbers: list[str], y: float) -> list[Mark]:
    return [mark for at, number in enumerate(numbers) for mark in word(number, 200 + 26 * at, y)]


def test_numbers_that_wrap_in_narrow_columns_are_joined() -> None:
    lines = [
        [*word("一、本年新收政府信息公", 50, 100), *narrow(["1152", "8577", "1041"], 100)],
        [*word("开申请数量", 50, 112), *narrow(["9", "", "6"], 112)],
        [*word("二、上年结转政府信息公", 50, 124), *narrow(["1116", "452", "1058"], 124)],
        word("开申请数量", 50, 136),
    ]
    found = table(*lines)
    assert [line[1:] for line in found if len(line) > 1] == [["1152\n9", "8577", "1041\n6"], ["1116", "452", "1058"]]


def test_rows_of_their_own_are_never_joined_to_one_number() -> None:
    lines = [row("规章", ["502", "336", "244"], 100), row("规范性文件", ["256", "976", "44"], 112)]
    assert [line[1:] for line in table(*lines)] == [["502", "336", "244"], ["256", "976", "44"]]


def test_numbers_that_wrap_beside_others_in_the_middle_of_the_row() -> None:
    lines = [
        narrow(["1194", "", "6215"], 100),
        [*word("一、本年新收", 50, 105), *narrow(["", "992", ""], 105)],
        narrow(["0", "", "1"], 110),
        [*word("二、上年结转", 50, 130), *narrow(["371", "406", "777"], 130)],
    ]
    assert table(*lines) == [["一、本年新收", "1194\n0", "992", "6215\n1"], ["二、上年结转", "371", "406", "777"]]


def test_lines_between_the_rows_part_them() -> None:
    lines = [
        [*word("一、本年新收政府信息", 50, 100), *narrow(["105", "111", "113"], 100)],
        [*word("公开申请数量", 50, 112), *narrow(["9", "", "8"], 112)],
        [*word("公开申请数量（上年）", 50, 126), *narrow(["371", "406", "777"], 126)],
    ]
    across = [Rule(48, y, 290, y) for y in (98, 124, 138)]
    assert table(*lines, rules=across) == [
        ["一、本年新收政府信息\n公开申请数量", "105\n9", "111", "113\n8"],
        ["公开申请数量（上年）", "371", "406", "777"],
    ]


def test_numbers_that_all_but_touch_are_parted_by_the_columns_of_other_rows() -> None:
    first = [*word("1.国家秘密", 50, 100), *word("12", 200, 100), *word("34", 222, 100)]
    second = [*word("2.重复申请", 50, 116), *word("1234", 195, 116), *word("5678", 215.5, 116)]
    assert table(first, second) == [["1.国家秘密", "12", "34"], ["2.重复申请", "1234", "5678"]]


def test_a_column_with_a_heading_and_no_number_counts() -> None:
    found = only(
        read(
            page(
                1,
                row("信息内容", ["制发", "废止", "有效"], 100),
                row("规章", ["3", "1"], 116),
                row("文件", ["5", "2"], 132),
            )
        )
    )
    assert [(cell.text, cell.col) for cell in found.cells if cell.row == 0] == [
        ("信息内容", 0), ("制发", 1), ("废止", 2), ("有效", 3),
    ]  # fmt: skip


def test_prose_with_numbers_is_no_table() -> None:
    text = "起至2023年12月31日止，本年收到申请 21 件，结转 3 件，共公开 1136 条，均按期答复。"
    document = read(page(1, word(text, 50, 100), word("全年未收取费用 0 元。", 50, 115)))
    assert list(document.tables()) == []


def test_a_heading_above_is_a_paragraph_of_its_own() -> None:
    numbers = row("1.国家秘密", ["3", "1", "4"], 120), row("2.重复申请", ["5", "1", "6"], 136)
    document = read(page(1, word("三、收到和处理政府信息公开申请情况", 150, 80), *numbers))
    assert [block.text for block in document.paragraphs()] == ["三、收到和处理政府信息公开申请情况"]


def test_labels_beside_their_own_numbers_are_never_one() -> None:
    lines = [
        row(text, [number, "1", "9"], y) for text, number, y in (("行政处罚", "107", 100), ("行政强制", "148", 113))
    ]
    lines += [row("第二十条第（八）项", [], 127), row("收费", ["3", "1", "9"], 141)]
    assert [found[0] for found in table(*lines) if len(found) > 1] == ["行政处罚", "行政强制", "收费"]


def test_a_label_goes_around_the_number_in_its_middle() -> None:
    lines = [
        row("行政许可事项", ["84", "1", "2"], 100),
        word("行政", 50, 113),
        row("", ["93", "1", "9"], 118),
        word("处罚", 50, 124),
    ]
    assert table(*lines)[1] == ["行政\n处罚", "93", "1", "9"]


def test_numbers_that_wrap_above_the_line_of_their_label() -> None:
    lines = [
        narrow(["111", "", "285"], 100),
        [*word("二、上年结转", 50, 112), *narrow(["9", "325", "0"], 112)],
        [*word("三、结转下年", 50, 130), *narrow(["371", "406", "777"], 130)],
    ]
    assert table(*lines) == [["二、上年结转", "111\n9", "325", "285\n0"], ["三、结转下年", "371", "406", "777"]]

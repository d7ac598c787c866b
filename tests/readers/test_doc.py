"""Word 97 documents made byte by byte: pieces, row shapes, tables inside each other, what is not printed."""

from __future__ import annotations

import pytest

from govreport.document import Document, Table
from govreport.readers import read_document
from govreport.readers.doc_props import settings
from govreport.readers.doc_rows import shape_of
from tests.readers.word97 import (
    DELETED,
    HIDDEN,
    INSIDE,
    RAISED,
    STRUCK,
    Para,
    Word,
    cell,
    line,
    row,
    row_end,
    shape,
    sprm,
)

THREE = (0, 900, 1800, 2700)
Grid = list[list[tuple[str, int, int, int]]]


def read(*body: Para | list[Para], **more: object) -> Document:
    """Read a document of these paragraphs and rows."""
    flat = [one for part in body for one in (part if isinstance(part, list) else [part])]
    return read_document(Word(flat, **more).data(), "a.doc")  # type: ignore[arg-type]


def grid(table: Table) -> Grid:
    return [[(cell.text, cell.col, cell.rowspan, cell.colspan) for cell in row] for row in table.rows()]


REPORT = (
    line("白榆县水务局2022年度报告"),
    line("2022-01-01"),
    row(["信息内容", "制发", "废止"], THREE),
    row(["规章", "13612", ""], THREE),
    line("三、"),
)


def test_pieces_of_one_and_two_bytes_in_any_order() -> None:
    for narrow in (True, False):
        for backwards in (True, False):
            document = read(*REPORT, narrow=narrow, backwards=backwards)
            assert document.text == "白榆县水务局2022年度报告\n2022-01-01\n信息内容\t制发\t废止\n规章\t13612\t\n三、"
            assert document.format == "doc"
            assert grid(next(document.tables())) == [
                [("信息内容", 0, 1, 1), ("制发", 1, 1, 1), ("废止", 2, 1, 1)],
                [("规章", 0, 1, 1), ("13612", 1, 1, 1), ("", 2, 1, 1)],
            ]


def test_quotes_and_dashes_of_western_pieces() -> None:
    word = Word([line("x"), line("二、")])
    streams = word.streams_of()
    main = bytearray(streams["WordDocument"])
    main[2048] = 0x97
    assert read_document(Word(word.body, streams={"WordDocument": bytes(main)}).data()).text == "—\n二、"


def test_characters_beyond_the_basic_plane_keep_the_rest_in_place() -> None:
    document = read(line("𠮷县、𠀀"), row(["𠮷", "5", "6"], THREE), line("末"))
    assert document.text == "𠮷县、𠀀\n𠮷\t5\t6\n末"


def test_cells_span_the_columns_between_their_edges() -> None:
    document = read(
        row(["申请人情况", "总计"], (0, 2710, 3600)),
        row(["甲", "乙", "丙", "1"], (-5, 905, 1800, 2700, 3605)),
        row(["丁", "2"], (1800, 2700, 3600)),
    )
    assert grid(next(document.tables())) == [
        [("申请人情况", 0, 1, 3), ("总计", 3, 1, 1)],
        [("甲", 0, 1, 1), ("乙", 1, 1, 1), ("丙", 2, 1, 1), ("1", 3, 1, 1)],
        [("丁", 2, 1, 1), ("2", 3, 1, 1)],
    ]


def test_two_edges_of_one_row_are_never_one() -> None:
    document = read(row(["甲", "", "1"], (0, 900, 920, 1800)), row(["乙", "2"], (0, 910, 1800)))
    assert [[cell[0] for cell in row] for row in grid(next(document.tables()))] == [["甲", "", "1"], ["乙", "2"]]
    assert grid(next(document.tables()))[1] == [("乙", 0, 1, 1), ("2", 1, 1, 2)]


def test_merged_downwards() -> None:
    starts, goes_on = 0x60, 0x20
    document = read(
        row(["（三）不予公开", "1.", "3"], THREE, [starts]),
        row(["不印", "2.", "4"], THREE, [goes_on]),
        row(["", "3.", "5"], THREE, [goes_on]),
        row(["（四）", "1.", "6"], THREE),
    )
    assert grid(next(document.tables())) == [
        [("（三）不予公开", 0, 3, 1), ("1.", 1, 1, 1), ("3", 2, 1, 1)],
        [("2.", 1, 1, 1), ("4", 2, 1, 1)],
        [("3.", 1, 1, 1), ("5", 2, 1, 1)],
        [("（四）", 0, 1, 1), ("1.", 1, 1, 1), ("6", 2, 1, 1)],
    ]


def test_merged_downwards_by_a_setting_after_the_shape() -> None:
    def merge(kind: int) -> bytes:
        return b"\x2b\xd6\x02\x00" + bytes([kind])

    document = read(row(["甲", "1", "2"], THREE, more=merge(3)), row(["", "3", "4"], THREE, more=merge(1)))
    assert grid(next(document.tables()))[0][0] == ("甲", 0, 2, 1)


def test_merged_sideways_whichever_flag_means_the_first() -> None:
    for first, rest in ((1, 2), (2, 1)):
        document = read(row(["甲", "不印", "乙", ""], (0, 9, 18, 27, 36), [first, rest, first, rest]))
        single = read(row(["甲", "不印", "1"], THREE, [first, rest, 0]), row(["a", "b", "c"], THREE))
        assert document.text == "甲\t乙"
        assert grid(next(single.tables()))[0] == [("甲", 0, 1, 2), ("1", 2, 1, 1)]


@pytest.mark.parametrize(
    ("later", "edges"),
    [
        (b"\x21\x76\x01\x01\xc2\x01", [0, 900, 1350, 2250]),
        (b"\x22\x56\x00\x01", [0, 900]),
        (b"\x23\x76\x00\x01\x08\x07", [0, 1800, 2700]),
        (b"\x24\x56\x00\xff", [0, 900, 1800]),
        (b"\x22\x56\x07\xff", [0, 900, 1800]),
        (b"\x23\x76\xff\xff\x08\x07", [0, 900, 1800]),
        (b"\x2b\xd6\x02\xff\x03", [0, 900, 1800]),
    ],
    ids=["inserted", "deleted", "widened", "merged", "delete nothing", "widen nothing", "merge nothing"],
)
def test_a_shape_changed_by_later_settings(later: bytes, edges: list[int]) -> None:
    found = shape_of(settings(shape((0, 900, 1800)) + later))
    assert found is not None
    assert found.edges == edges
    assert len(found.side) == len(found.down) == len(edges) - 1


def test_a_shape_too_long_for_a_page_stands_in_the_data_stream() -> None:
    edges = tuple(range(0, 31 * 300, 300))
    texts = [str(number) for number in range(30)]
    document = read(row(["甲"], (0, 9000)), row(texts, edges))
    assert grid(next(document.tables()))[0] == [("甲", 0, 1, 30)]
    assert [one[1] for one in grid(next(document.tables()))[1]] == list(range(30))


def test_a_table_in_a_cell() -> None:
    deep = INSIDE + sprm(0x6649, 2)
    inner = [
        Para("内一\r", deep + sprm(0x244B, 1)),
        Para("7\r", deep + sprm(0x244B, 1)),
        Para("\r", deep + sprm(0x244C, 1) + row_end((0, 400, 800)).settings[6:]),
    ]
    document = read([Para("外\r", INSIDE), *inner, cell("后"), *map(cell, ("1", "2")), row_end(THREE)], line("末"))
    assert "内一\t7" in document.text
    assert document.text.index("外") < document.text.index("内一") < document.text.index("末")
    assert any(grid(table) == [[("内一", 0, 1, 1), ("7", 1, 1, 1)]] for table in document.tables())


def test_lines_in_a_cell() -> None:
    document = read([Para("第一\r", INSIDE), cell("第\t二\x0b第三"), *map(cell, ("1", "2")), row_end(THREE)])
    assert next(document.tables()).cells[0].text == "第一\n第 二\n第三"


def test_numbers_of_two_paragraphs_are_not_sure() -> None:
    two, lines = [Para("13\r", INSIDE), cell("61")], cell("13\x0b61")
    document = read([*two, lines, cell("2"), row_end(THREE)], line("末"))
    assert [(one.text, one.sure) for one in next(document.tables()).cells] == [
        ("13\n61", False), ("13\n61", True), ("2", True),
    ]  # fmt: skip


@pytest.mark.parametrize("how", [sprm(0x2A48, 2), sprm(0x4845, 10), sprm(0x4845, 0xFFF6)])
def test_digits_off_the_line_are_no_digits_more(how: bytes) -> None:
    assert read(line("12", (1, 2, how))).text == "1[2]"


def test_what_is_not_printed_is_left_out() -> None:
    document = read(
        line("已删隐线12在1", (0, 1, b""), (1, 2, DELETED), (2, 3, HIDDEN), (3, 4, STRUCK), (7, 8, RAISED)),
        line("一3 4", (0, 2, b""), (2, 3, HIDDEN)),
        line("12", (1, 2, RAISED)),
        row(["规\u00ad章\u200b", "1\xa0000\x1e1", "\x01"], THREE),
        headers=[line("页眉9")],
    )
    assert document.text == "已12在1\n一34\n1[2]\n规章\t1 000-1\t\ufffc"
    assert len(document.images) == 1


def test_a_deleted_mark_joins_paragraphs_and_a_deleted_row_goes() -> None:
    document = read(
        line("三、收到和", (5, 6, DELETED)),
        line("处理"),
        row(["甲", "1", "2"], THREE),
        [*map(cell, ("乙", "3", "4")), row_end(THREE, runs=[(0, 1, DELETED)])],
    )
    assert document.text == "三、收到和处理\n甲\t1\t2"


def test_fields_keep_their_result() -> None:
    document = read(
        line('见\x13 HYPERLINK "http://x.cn/a.pdf" \x14附件\x15。'),
        line("- \x13 PAGE \x144\x15 -"),
        line("\x13 IF \x13 PAGE \x143\x15 > 1 \x14共5件\x15"),
        line("\x13 缺尾"),
        line("缺头\x14\x15"),
    )
    assert document.text == "见附件。\n-  -\n共5件\n缺尾\n缺头"
    assert document.links == [("附件", "http://x.cn/a.pdf")]


def test_a_field_that_would_swallow_cells_is_none() -> None:
    document = read(line("\x13 x"), row(["甲", "1", "2"], THREE), line("\x14 y\x15"))
    assert "甲\t1\t2" in document.text


def test_notes_and_boxes_stand_after_what_they_hang_on() -> None:
    document = read(
        line("甲\x02乙"), line("丙\x08"), line("丁"),
        notes={1: [line("\x02 注一")]}, boxes={4: [line("框"), *row(["a", "1", "2"], THREE)]},
    )  # fmt: skip
    assert document.text == "甲乙\n注一\n丙\n框\na\t1\t2\n丁"


def test_a_note_of_a_cell_stands_after_the_table() -> None:
    document = read(row(["甲\x02", "1", "2"], THREE), row(["乙", "3", "4"], THREE), line("末"), notes={1: [line("注")]})
    assert document.text == "甲\t1\t2\n乙\t3\t4\n注\n末"


def test_symbols_of_the_font_symbol_are_digits() -> None:
    fonts = b"".join(bytes([39 + len(name)]) + bytes(39) + name for name in map(_wide, ("Arial", "Symbol")))
    word = Word([line("共((件", (1, 2, b"\x09\x6a\x01\x00\x33\xf0"), (2, 3, b"\x09\x6a\x00\x00\x34\xf0"))])
    streams = word.streams_of()
    main, table = bytearray(streams["WordDocument"]), streams["1Table"]
    main[154 + 8 * 15 : 154 + 8 * 16] = len(table).to_bytes(4, "little") + (4 + len(fonts)).to_bytes(4, "little")
    streams |= {"WordDocument": bytes(main), "1Table": table + b"\x02\x00\x00\x00" + fonts}
    assert read_document(Word(word.body, streams=streams).data()).text == "共3\uf034件"


def _wide(name: str) -> bytes:
    return (name + "\0").encode("utf-16-le")


def test_settings_of_a_piece() -> None:
    """A file that was saved fast says of whole pieces that they are deleted or hidden."""
    short = 0x5C << 1 | 1 << 8
    document = read(line("甲"), line("隐"), line("删"), line("丁"), prm={1: short, 2: 1}, shared=[DELETED])
    assert document.text == "甲\n丁"


def test_properties() -> None:
    title = "白榆县水务局年度报告".encode("gbk")
    texts = b"\x1e\x00\x00\x00" + len(title).to_bytes(4, "little") + title
    texts += bytes(-len(texts) % 4)
    time = b"\x40\x00\x00\x00" + (132539328000000000).to_bytes(8, "little")
    page = b"\x02\x00\x00\x00\xa8\x03\x00\x00"
    places = [32, 40, 40 + len(texts)]
    section = (0).to_bytes(4, "little") + (3).to_bytes(4, "little")
    for key, place in zip((1, 2, 12), places, strict=True):
        section += key.to_bytes(4, "little") + place.to_bytes(4, "little")
    stream = bytes(44) + (48).to_bytes(4, "little") + section + page + texts + time
    document = read(line("甲"), streams={"\x05SummaryInformation": stream})
    assert document.title == "白榆县水务局年度报告"
    assert document.metadata == {"created": "2021-01-01T00:00:00Z"}

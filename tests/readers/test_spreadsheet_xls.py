"""Workbooks of Excel 97 by their records: what is shown of them; broken ones are refused."""

from __future__ import annotations

import random
import struct
import subprocess
from pathlib import Path

import pytest

from govreport.document import Document
from govreport.errors import GovReportError, UnreadableSource
from govreport.readers import office_program, read_document
from tests.readers.compound import compound
from tests.readers.test_spreadsheet import FORMATS, STYLE
from tests.readers.workbook import styles, workbook

SOFFICE = office_program.program()
CONTENT = (
    '<cols><col min="8" max="8" width="9" hidden="1"/></cols><sheetData><row r="2">'
    '<c r="A2" t="str"><v>规章</v></c><c r="B2"><v>13612</v></c>'
    f'<c r="C2" s="{STYLE["0.0%"]}"><v>0.255</v></c><c r="D2" s="{STYLE[14]}"><v>44216</v></c>'
    '<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="F2"><v>0.1</v></c>'
    f'<c r="G2" s="{STYLE["0,,"]}"><v>251000000</v></c><c r="H2"><v>9</v></c></row>'
    '<row r="3"><c r="A3" s="1"/><c r="B3" s="1"/></row><row r="4" hidden="1"><c r="A4"><v>8</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
)


@pytest.fixture(scope="module")
def xls(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a .xls with all that matters, as LibreOffice saves it."""
    if SOFFICE is None:
        pytest.skip("LibreOffice, which makes the file, is not installed")
    folder = tmp_path_factory.mktemp("xls")
    (folder / "a.xlsx").write_bytes(
        workbook([("甲", CONTENT), ('乙" state="hidden', CONTENT)], {"xl/styles.xml": styles(FORMATS)})
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xls", "--outdir", str(folder), str(folder / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return Path(folder / "a.xls").read_bytes()


def shown(document: Document) -> list[list[tuple[str, bool]]]:
    return [[(one.text, one.sure) for one in row] for table in document.tables() for row in table.rows() if row]


def test_numbers_percentages_dates_errors_and_what_is_hidden(xls: bytes) -> None:
    document = read_document(xls, "a.doc")
    assert document.format == "xls"
    assert document.text.startswith("甲\n规章")
    assert "乙" not in document.text
    assert shown(document) == [
        [
            ("规章", True), ("13612", True), ("25.5%", True), ("2021-01-20", True), ("#DIV/0!", True), ("0.1", True),
            ("251000000", False),
        ],
        [("", True)],
    ]  # fmt: skip
    first = next(document.tables()).cells[0]
    assert (first.row, first.col, first.rowspan) == (1, 0, 2)


def record(code: int, content: bytes) -> bytes:
    return struct.pack("<HH", code, len(content)) + content


BEGIN = record(0x0809, struct.pack("<HH12x", 0x0600, 5))
END = record(0x0A, b"")


def book(cells: bytes, more: bytes = b"") -> bytes:
    """Return a .xls of one sheet with these records."""
    head = BEGIN + more
    place = len(head) + len(record(0x85, bytes(8) + b"\x01\x00a")) + len(END)
    sheet = record(0x85, struct.pack("<IH", place, 0) + b"\x01\x00a")
    head += sheet + END
    return compound({"Workbook": head + bytes(place - len(head)) + BEGIN + cells + END})


def number(row: int, col: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, col, 0, value))


def test_made_by_hand() -> None:
    assert read_document(book(number(0, 0, 3.0) + number(0, 1, 4.5))).text == "a\n3\t4.5"


def strings(*chunks: bytes, count: int) -> bytes:
    head, *rest = chunks
    first = record(0xFC, struct.pack("<II", count, count) + head)
    return first + b"".join(record(0x3C, chunk) for chunk in rest)


def test_shared_texts_that_run_on_over_records() -> None:
    rich = struct.pack("<HBH", 2, 8 | 1, 1) + "规章".encode("utf-16-le") + bytes(4)
    spoken = struct.pack("<HBI", 2, 4, 3) + b"ab" + b"xyz"
    split = struct.pack("<HB", 4, 1) + "信息".encode("utf-16-le")
    texts = strings(rich + spoken + split, b"\x00cd" + struct.pack("<HB", 1, 0) + b"e", count=4)
    cells = b"".join(record(0xFD, struct.pack("<HHHI", 0, col, 0, col)) for col in range(5))
    assert read_document(book(cells, texts)).text == "a\n规章\tab\t信息cd\te\t#4"


def test_short_numbers_formulas_and_labels() -> None:
    shorts = record(0xBD, struct.pack("<HHHIHIH", 0, 0, 0, 13612 << 2 | 2, 0, 1234 << 2 | 3, 1))
    text = record(0x06, struct.pack("<HHH8s", 0, 2, 0, bytes(6) + b"\xff\xff")) + record(
        0x0207, b"\x02\x00\x01" + "文件".encode("utf-16-le")
    )
    wrong = record(0x06, struct.pack("<HHH8s", 0, 3, 0, b"\x02\x00\x07" + bytes(3) + b"\xff\xff"))
    yes = record(0x0205, struct.pack("<HHHBB", 0, 4, 0, 1, 0))
    sum_ = record(0x06, struct.pack("<HHHd", 0, 5, 0, 25.0))
    label = record(0x0204, struct.pack("<HHHHB", 0, 6, 0, 2, 0) + b"ab")
    assert read_document(book(shorts + text + wrong + yes + sum_ + label)).text == (
        "a\n13612\t12.34\t文件\t#DIV/0!\tTRUE\t25\tab"
    )


def test_excel_95_has_texts_in_a_code_page() -> None:
    begin, label = record(0x0809, struct.pack("<HH4x", 0x0500, 5)), "规章".encode("gbk")
    cells = record(0x0204, struct.pack("<HHHH", 0, 0, 0, len(label)) + label) + number(0, 1, 7.0)
    page, end = record(0x42, struct.pack("<H", 936)), END
    place = len(begin) + len(page) + 4 + 6 + 3 + len(end)
    sheet = record(0x85, struct.pack("<IH", place, 0) + b"\x02ab")
    stream = begin + page + sheet + end + begin + cells + end
    assert read_document(compound({"Book": stream})).text == "ab\n规章\t7"


def test_cells_as_far_from_each_other_as_can_be() -> None:
    with pytest.raises(UnreadableSource, match=r"^a\.xls: its sheet 'a' has more than 20,000 rows"):
        read_document(book(number(0, 0, 1.0) + number(65_535, 255, 2.0)), "a.xls")


def test_encrypted() -> None:
    with pytest.raises(UnreadableSource, match=r"^a\.xls is password-protected"):
        read_document(book(b"", record(0x2F, bytes(54))), "a.xls")


@pytest.mark.parametrize("stream", [b"x", b"", BEGIN, BEGIN + record(0x85, b"\xff\xff\xff\x7f\x00\x00\x01\x00a") + END])
def test_broken(stream: bytes) -> None:
    with pytest.raises(GovReportError, match=r"^a\.xls"):
        read_document(compound({"Workbook": stream}), "a.xls")


@pytest.mark.parametrize("seed", range(60))
def test_any_bytes_changed_give_a_document_or_an_error_of_ours(xls: bytes, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(xls)
    for _ in range(chance.choice((1, 4, 30))):
        data[chance.randrange(len(data))] = chance.choice((0, 255, chance.randrange(256)))
    try:
        found = read_document(bytes(data), "any.thing").format
    except GovReportError as error:
        found = str(error)[:9]
    assert found in ("xls", "doc", "wps", "any.thing")


def test_a_sheet_that_prints_no_zeros_has_blank_cells() -> None:
    numbers = b"".join(record(0x0203, struct.pack("<HHHd", 0, col, 0, value)) for col, value in enumerate((4, 0, 5)))
    for flags, text in ((0x06B6, "4\t0\t5"), (0x06A6, "4\t\t5")):
        view = record(0x023E, struct.pack("<H16x", flags))
        assert read_document(book(numbers + view)).text == f"a\n{text}"

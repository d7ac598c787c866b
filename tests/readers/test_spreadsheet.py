"""Workbooks: what is shown of each sheet, numbers as they are held, and no room for bombs."""

from __future__ import annotations

import pytest

from govreport.document import Document, Table
from govreport.errors import UnknownFormat, UnreadableSource
from govreport.readers import read_document, spreadsheet_xlsx
from tests.readers.workbook import MAIN, PLAIN, sheet, styles, workbook

FORMATS = ["0.0%", 9, 14, 'yyyy"年"m"月"', '0!.0,"万"', '#,##0"件"', "#,##0.00;[Red]-#,##0.00", "[h]:mm", "0,,"]
STYLE = {code: number + 2 for number, code in enumerate(FORMATS)}


def read(content: str, **more: str) -> Document:
    """Read a workbook of one sheet with this XML."""
    parts = {f"xl/{name}.xml": part for name, part in more.items()}
    return read_document(workbook([("统计表", content)], {"xl/styles.xml": styles(FORMATS)} | parts), "a.xlsx")


def grid(table: Table) -> list[list[tuple[str, int, int, int, int]]]:
    return [[(one.text, one.row, one.col, one.rowspan, one.colspan) for one in row] for row in table.rows() if row]


def cells(xml: str) -> str:
    return f'<sheetData><row r="2">{xml}</row></sheetData>'


def texts(xml: str, **more: str) -> list[str]:
    """Return the texts of the cells of one row, which a cell at its end makes a table."""
    document = read(cells(xml + '<c r="Z2" t="str"><v>末</v></c>'), **more)
    return [one.text for one in next(document.tables()).cells][:-1]


def test_a_title_a_table_and_a_note() -> None:
    content = sheet(
        {
            (0, 1): "白榆县水务局年度报告", (2, 1): "信息内容", (2, 2): "制发", (2, 3): "废止",
            (3, 1): "规章", (3, 2): 3, (3, 3): "", (5, 1): "注：见附件",
        },
        [((0, 1), (0, 3))],
    )  # fmt: skip
    document = read(content)
    assert document.format == "xlsx"
    assert document.text == "统计表\n白榆县水务局年度报告\n信息内容\t制发\t废止\n规章\t3\t\n注：见附件"
    assert grid(next(document.tables()))[1] == [("规章", 3, 1, 1, 1), ("3", 3, 2, 1, 1), ("", 3, 3, 1, 1)]


def test_merged_ranges() -> None:
    places = {(row, col): f"{row}{col}" for row in range(3) for col in range(3)}
    document = read(sheet(places, [((0, 0), (0, 1)), ((0, 2), (2, 2)), ((1, 0), (2, 0))]))
    assert grid(next(document.tables())) == [
        [("00", 0, 0, 1, 2), ("02", 0, 2, 3, 1)],
        [("10", 1, 0, 2, 1), ("11", 1, 1, 1, 1)],
        [("21", 2, 1, 1, 1)],
    ]


def test_merged_ranges_that_overlap_or_lie_outside() -> None:
    places = {(row, col): f"{row}{col}" for row in range(2) for col in range(3)}
    merged = [((0, 0), (0, 1)), ((0, 1), (1, 1)), ((9, 9), (20_000, 99)), ((1, 2), (1_048_575, 16_383))]
    assert grid(next(read(sheet(places, merged)).tables())) == [
        [("00", 0, 0, 1, 2), ("02", 0, 2, 1, 1)],
        [("10", 1, 0, 1, 1), ("11", 1, 1, 1, 1), ("12", 1, 2, 1, 16_382)],
    ]


def test_a_row_across_the_table_is_a_paragraph_between_two() -> None:
    places = {(0, 0): "a", (0, 1): 1, (1, 0): "三、收到和处理", (1, 1): "", (2, 0): "b", (2, 1): 2}
    assert [type(block).__name__ for block in read(sheet(places, [((1, 0), (1, 1))])).blocks] == [
        "Paragraph", "Table", "Paragraph", "Table",
    ]  # fmt: skip


def test_a_drawn_row_of_blanks_is_a_row_and_an_empty_one_parts_tables() -> None:
    drawn = {(0, 0): "a", (0, 1): "b", (1, 0): "", (1, 1): ""}
    assert len(next(read(sheet(drawn)).tables()).rows()) == 2
    assert len(next(read(sheet(drawn, style=PLAIN)).tables()).rows()) == 1
    assert len([*read(sheet({(0, 0): "a", (0, 1): 1, (2, 0): "b", (2, 1): 2}, style=PLAIN)).tables()]) == 2


@pytest.mark.parametrize(
    ("style", "held", "shown"),
    [
        (0, "3", "3"),
        (0, "13612.0", "13612"),
        (0, "1.5E3", "1500"),
        (0, "0.30000000000000004", "0.3"),
        (0, "-13", "-13"),
        (STYLE["0.0%"], "0.255", "25.5%"),
        (STYLE[9], "1", "100%"),
        (STYLE[14], "44216", "2021-01-20"),
        (STYLE['yyyy"年"m"月"'], "44216.5", "2021-01-20 12:00"),
        (STYLE["[h]:mm"], "0.5", "1899-12-30 12:00"),
        (STYLE['#,##0"件"'], "1234", "1234件"),
        (STYLE["#,##0.00;[Red]-#,##0.00"], "25.1", "25.1"),
        (STYLE[14], "-5", "#-5"),
        (0, "1e400", "1e400"),
        (0, "", ""),
        (999, "7", "7"),
    ],
)
def test_numbers_as_they_are_held(style: int, held: str, shown: str) -> None:
    assert texts(f'<c r="A2" s="{style}"><v>{held}</v></c><c r="B2" t="str"><v>x</v></c>')[:-1] == (
        [shown] if shown else []
    )


@pytest.mark.parametrize("code", ['0!.0,"万"', "0,,"])
def test_a_number_that_its_format_prints_as_another_is_not_sure(code: str) -> None:
    table = next(read(cells(f'<c r="A2" s="{STYLE[code]}"><v>251000</v></c><c r="B2"><v>3</v></c>')).tables())
    assert [(one.text, one.sure) for one in table.cells] == [("251000", False), ("3", True)]


def test_texts_of_every_kind() -> None:
    shared = (
        f'<sst xmlns="{MAIN}"><si><t>共享</t></si><si><r><t>规</t></r><r><t xml:space="preserve">章 </t></r>'
        "<rPh sb='0' eb='1'><t>guī</t></rPh></si></sst>"
    )
    xml = (
        '<c r="A2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="D2" t="b"><v>1</v></c>'
        '<c r="E2" t="e"><v>#DIV/0!</v></c><c r="F2" t="str"><f>A1</f><v> 算\n出 </v></c><c r="G2" t="s"><v>9</v></c>'
        '<c r="H2" t="d"><v>2021-01-20</v></c><c r="I2"><v>12件</v></c>'
    )
    assert texts(xml, sharedStrings=shared) == ["共享", "规章", "TRUE", "#DIV/0!", "算\n出", "9", "2021-01-20", "12件"]


def test_what_is_hidden_is_not_shown() -> None:
    places = {(row, col): f"{row}{col}" for row in range(3) for col in range(3)}
    content = sheet(places).replace('<row r="2"', '<row r="2" hidden="1"')
    content = f'<cols><col min="2" max="2" hidden="1"/></cols>{content}'
    data = workbook([('乙" state="hidden', sheet(places)), ("甲", content), ('丙" state="veryHidden', sheet(places))])
    assert read_document(data).text == "甲\n00\t02\n20\t22"


def test_dates_counted_from_1904() -> None:
    content = cells(f'<c r="A2" s="{STYLE[14]}"><v>42754</v></c><c r="B2"><v>3</v></c>')
    data = workbook([("a", content)], {"xl/styles.xml": styles(FORMATS)}, '<workbookPr date1904="1"/>')
    assert read_document(data).text == "a\n2021-01-20\t3"


def test_rows_and_cells_without_a_place_follow_each_other() -> None:
    content = (
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row></sheetData>"
    )
    assert read(content).text == "统计表\n1\t2\n3\t4"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (sheet({(0, 0): 1, (1_048_575, 16_383): 2}), r"more than 20,000 rows"),
        (sheet({(0, col): 1 for col in range(200)}), r"has 1 rows and 200 columns"),
        ("<sheetData><row></sheetData>", r"no sound XML"),
        (f"<sheetData>{'<x>' * 5000}{'</x>' * 5000}</sheetData>", r"no sound XML"),
        (f"<sheetData>{' ' * 3_000_000}</sheetData>", r"only a zip bomb does"),
    ],
)
def test_what_no_report_needs_is_refused(content: str, words: str) -> None:
    with pytest.raises(UnreadableSource, match=rf"^a\.xlsx.*{words}.*"):
        read(content)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.readers.spreadsheet_values.MAX_SHEET_CELLS", 5)
    with pytest.raises(UnreadableSource, match="or 5 cells"):
        read(sheet({(0, col): 1 for col in range(6)}))


def test_too_many_rows_without_a_cell_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet_xlsx, "MAX_SHEET_TAGS", 50)
    with pytest.raises(UnreadableSource, match="over 50 cells and rows"):
        read(f"<sheetData>{'<row/>' * 60}</sheetData>")


def test_too_many_sheets_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="more than 100 sheets"):
        read_document(workbook([(f"s{number}", "<sheetData/>") for number in range(101)]), "a.xlsx")


def test_a_document_type_is_refused() -> None:
    parts = {"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
    with pytest.raises(UnreadableSource, match="document type"):
        read_document(workbook([("a", "<sheetData/>")], parts), "a.xlsx")


def test_entities_in_a_sheet_are_not_followed() -> None:
    sheet_xml = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet xmlns="{MAIN}"><sheetData><row>'
    sheet_xml += '<c t="str"><v>&a;</v></c><c><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(UnreadableSource, match="document type"):
        read_document(workbook([("a", "")], {"xl/worksheets/sheet1.xml": sheet_xml}), "a.xlsx")


def test_a_workbook_in_binary_is_named() -> None:
    parts = {"_rels/.rels": '<Relationships xmlns="x"/>'}
    with pytest.raises(UnknownFormat, match=r"^a\.xlsb is a workbook in no form that is known"):
        read_document(workbook([("a", "")], parts), "a.xlsb")


def _one(code: str, held: str) -> tuple[str, bool]:
    """Return what a drawn cell of a format prints of a number, and whether that is sure."""
    content = cells(f'<c r="A2" s="2"><v>{held}</v></c><c r="B2" t="str"><v>末</v></c>')
    drawn = styles([code]).replace('<xf numFmtId="200"', '<xf borderId="1" numFmtId="200"')
    cell = next(read_document(workbook([("a", content)], {"xl/styles.xml": drawn})).tables()).cells[0]
    return cell.text, cell.sure


@pytest.mark.parametrize(
    ("code", "held", "shown"),
    [
        ('0;-0;"-"', "0", "-"),
        ("0;-0;;@", "0", ""),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0", "-"),
        ("#,###", "0", ""),
        ('[=0]"无";0', "0", "无"),
        (";;;", "12", ""),
        ("0", "12.4", "12"),
        ("0.00", "12.345", "12.35"),
        ('0.00"万元"', "12.5", "12.5万元"),
        ("@", "12", "12"),
        ("[DBNum1][$-804]General", "12", "12"),
        ("[$¥-804]#,##0", "1234", "1234"),
        ("[>9]0;[Red]0", "4", "4"),
        ("0.00_);(0.00)", "-4", "-4"),
        ("General", "60.0000000000001", "60"),
    ],
)
def test_a_cell_says_what_its_format_prints(code: str, held: str, shown: str) -> None:
    assert _one(code, held) == (shown, True)


@pytest.mark.parametrize("code", ['"1"0', "0\\1", '0"."0', "0.0E+00", "# ?/?", "[>9]0;[>99]0"])
def test_what_a_format_prints_otherwise_than_held_is_not_sure(code: str) -> None:
    assert _one(code, "4")[1] is False


def test_a_sheet_that_prints_no_zeros_has_blank_cells() -> None:
    view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>'
    content = view + sheet({(0, 0): "规章", (0, 1): 0, (0, 2): 3})
    assert [one.text for one in next(read(content).tables()).cells] == ["规章", "", "3"]


def test_a_formula_that_nobody_reckoned_is_not_blank() -> None:
    row = '<c r="A2"><f>SUM(B2:C2)</f></c><c r="B2" s="1"><f>A1</f><v/></c><c r="C2" s="1" t="str"><f>D1</f><v/></c>'
    found = next(read(cells(row + '<c r="D2"><f>B2</f><v>7</v></c>')).tables()).cells
    assert [(one.text, one.sure) for one in found] == [("=SUM(B2:C2)", False), ("=A1", False), ("", True), ("7", True)]


def test_runs_that_are_struck_or_raised() -> None:
    raised = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    rich = f"<is><r><rPr><strike/></rPr><t>9</t></r><r><t>12</t></r>{raised}</is>"
    xml = f'<c r="A2" t="inlineStr">{rich}</c><c r="B2" t="str"><v>5_x000D_</v></c>'
    assert texts(xml) == ["12[1]", "5"]

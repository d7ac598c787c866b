"""From a document to its statutory tables: by labels, never by place, year or count."""

from __future__ import annotations

import itertools

import pytest

from govreport import forms
from govreport.readers import read_document
from govreport.tables import FoundTable, read_tables
from tests.golden import texts
from tests.golden.report import SECTIONS, Report

REPORT = Report("白榆县水务局", 2022, "2021", 21)
OLD = Report("白榆县水务局", 2020, "2019", 22)
TEXT = texts.lines(REPORT)
REVIEWS, RESULTS = forms.items("review", "2021"), forms.measures("review", "2021")


def tables(text: str) -> dict[str, FoundTable]:
    return read_tables(read_document(text.encode()))


def wrong(found: dict[str, FoundTable], report: Report = REPORT) -> dict[object, object]:
    """Return every cell that is not read as the report means it."""
    read = {key: figure.value for table in found.values() for key, figure in table.figures.items()}
    meant = {key: float(text) for key, text in vars(report)["values"].items()}
    return {key: (read.get(key), meant.get(key)) for key in read | meant if read.get(key) != meant.get(key)}


@pytest.mark.parametrize("report", [REPORT, OLD], ids=["2021", "2019"])
def test_every_cell_of_an_edition_once_and_in_form_order(report: Report) -> None:
    found = tables(texts.lines(report))
    assert list(found) == ["proactive_disclosure", "requests", "review"]
    for name, table in found.items():
        assert table.edition == report.edition
        assert list(table.figures) == [cell.key for cell in forms.cells(name, report.edition)]
    assert wrong(found, report) == {}


def test_the_edition_comes_from_labels_and_never_from_the_year() -> None:
    found = tables(texts.lines(REPORT).replace("2022", "2019").replace("2023", "2020"))
    assert {table.edition for table in found.values()} == {"2021"}
    assert wrong(found) == {}


def parts(report: Report) -> dict[str, str]:
    """Return the text of each section by its heading."""
    text = texts.lines(report)
    starts = [text.index(heading + "\n") for heading in SECTIONS]
    return {
        heading: text[start:stop]
        for heading, start, stop in zip(SECTIONS, starts, [*starts[1:], len(text)], strict=True)
    }


def test_each_table_has_its_own_edition_and_the_reviews_that_of_the_requests() -> None:
    old, new = parts(OLD), parts(REPORT)
    found = tables("".join([new[SECTIONS[1]], old[SECTIONS[2]], new[SECTIONS[3]]]))
    assert {name: table.edition for name, table in found.items()} == {
        "proactive_disclosure": "2021",
        "requests": "2019",
        "review": "2019",
    }


WRAPPED = {
    "declined_excessive": ("4.无正当理由大量反复", "", "申请"),
    "declined_reconfirmation": ("5.要求行政机关确认或重新出具已获取", "", "信息"),
    "other_uncorrected": ("1.申请人无正当理由逾期不补正、行政机关不", "（六）其他处理", "再处理其政府信息公开申请"),
}
"""The words above a row, in it and below it."""


def test_a_row_that_shows_only_its_groups_label_is_no_row_of_the_older_form() -> None:
    lines = []
    for item in forms.items("requests", "2021"):
        cells = [cell for cell in forms.cells("requests", "2021") if cell.item == item]
        above, label, below = WRAPPED.get(item, ("", cells[0].item_zh, ""))
        numbers = [vars(REPORT)["values"][cell.key] for cell in cells]
        lines += [above, "| " + " | ".join([*([label] if label else []), *numbers]) + " |", "|---" * 8 + "|", below]
    found = tables("\n".join(lines))["requests"]
    assert found.edition == "2021"
    meant = {key: float(text) for key, text in vars(REPORT)["values"].items() if key[0] == "requests"}
    assert {key: figure.value for key, figure in found.figures.items()} == meant


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3)))[1:], ids=str)
def test_tables_may_stand_in_any_order(order: tuple[int, ...]) -> None:
    own = parts(REPORT)
    assert wrong(tables("".join(own[SECTIONS[at]] for at in order))) == {}


def test_blocks_of_section_two_may_stand_in_any_order() -> None:
    own = parts(REPORT)[SECTIONS[1]]
    blocks = own.split("第二十条")
    turned = blocks[0] + "".join("第二十条" + block for block in reversed(blocks[1:]))
    assert wrong(tables(TEXT.replace(own, turned))) == {}


@pytest.mark.parametrize("heading", SECTIONS[1:4])
def test_a_table_needs_no_heading(heading: str) -> None:
    assert wrong(tables(TEXT.replace(heading + "\n", ""))) == {}


def test_a_table_of_contents_is_no_table() -> None:
    contents = "目录\n" + "".join(f"{heading} {page}\n" for page, heading in enumerate(SECTIONS, start=1))
    assert wrong(tables(TEXT.replace(SECTIONS[0] + "\n", contents + SECTIONS[0] + "\n", 1))) == {}


def test_prose_about_the_tables_is_no_table() -> None:
    prose = "本年新收政府信息公开申请12件，上年结转3件，予以公开5件，部分公开1件，不予公开2件，无法提供4件，总计12件。"
    assert tables(prose * 3) == {}
    assert wrong(tables(TEXT.replace("工作有序推进", prose, 1))) == {}


def test_of_a_table_that_stands_twice_the_fuller_counts() -> None:
    short = "\n".join(parts(REPORT)[SECTIONS[2]].split("\n")[:12]) + "\n"
    filler = "说明：下表为分类情况，供参考，以正式表格为准，详情见后文所附的完整表格，其他内容从略。\n" * 20
    assert wrong(tables(TEXT.replace(SECTIONS[1] + "\n", short + filler + SECTIONS[1] + "\n", 1))) == {}


@pytest.mark.parametrize("line", ["- 4 -", "第 4 页", "4/10", "白榆县水务局年度报告"])
def test_a_page_break_inside_a_table_moves_nothing(line: str) -> None:
    for label in ("4.保护第三方合法权益", "（四）无法提供", "行政处罚\t", "四、结转下年度继续办理"):
        assert wrong(tables(TEXT.replace(label, f"{line}\n{label}"))) == {}


def test_a_note_with_digits_in_a_header_is_no_number() -> None:
    text = TEXT.replace("本年制发件数", "本年制发件数（指2022年的件数）").replace("自然人\t", "自然人（含3名代理人）\t")
    assert wrong(tables(text)) == {}


def test_one_cell_a_line() -> None:
    assert wrong(tables(TEXT.replace("\t", "\n"))) == {}


def test_reviews_may_stand_as_three_rows_of_five() -> None:
    own = parts(REPORT)[SECTIONS[3]]
    names = {
        "reconsideration": "行政复议",
        "litigation_direct": "未经复议直接起诉",
        "litigation_after_reconsideration": "复议后起诉",
    }
    results = ("upheld", "corrected", "other_result", "pending", "total")
    rows = [
        "\t".join([name, *(REPORT.values["review", item, result] for result in results)])  # noqa: PD011
        for item, name in names.items()
    ]
    table = "\n".join([SECTIONS[3], "行政复议、诉讼类型\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计", *rows, ""])
    assert wrong(tables(TEXT.replace(own, table))) == {}


@pytest.mark.parametrize(("pending", "told"), [("171", False), ("17", True)])
def test_a_blank_total_may_be_a_stray_field_where_the_number_before_it_could_be_the_total(
    pending: str, told: bool
) -> None:
    results = [REPORT.values["review", *key] for key in itertools.product(REVIEWS, RESULTS)]  # noqa: PD011
    run = ["43", "21", "83", pending, "", "72", "51", "65", "82", "270", "80", "8", "54", "62", "204"]
    found = tables(TEXT.replace("\t".join(results), "\t".join(run)))["review"]
    values = {key[1:]: (figure.value, figure.state) for key, figure in found.figures.items()}
    first = [values["reconsideration", result] for result in RESULTS]
    assert first == [(43, "stated"), (21, "stated"), (83, "stated"), (17, "stated"), (164, "derived")] or not told
    assert told or {state for _, state in first} == {"unreadable"}
    assert values["litigation_direct", "total"] == (270, "stated")


ANNEX = """白榆县水务局政府信息公开情况统计表（2017年度）
指标\t单位\t统计数
一、主动公开情况\t——\t——
（一）主动公开政府信息数\t条\t512
其中：主动公开规范性文件数\t条\t7
制发规范性文件总数\t件\t9
（二）通过不同渠道和方式公开政府信息的情况\t——\t——
1.政府公报公开政府信息数\t条\t0
2.政府网站公开政府信息数\t条\t418
3.政务微博公开政府信息数\t条\t61
4.政务微信公开政府信息数\t条\t82
二、回应解读情况\t——\t——
（一）回应公众关注热点或重大舆情数\t次\t3
白榆县特色公开活动次数\t次\t14
五、依申请公开情况\t——\t——
（一）收到申请数\t件\t21
1.当面申请数\t件\t5
2.传真申请数\t件\t1
3.网络申请数\t件\t11
4.信函申请数\t件\t4
（二）申请办结数\t件\t20
1.按时办结数\t件\t18
2.延期办结数\t件\t2
"""


def stated(table: FoundTable) -> dict[str, float | None]:
    return {item: figure.value for (_, item, _), figure in table.figures.items() if figure.state == "stated"}


def test_the_annex_is_read_row_by_row() -> None:
    found = stated(tables(ANNEX)["statistics"])
    assert (found["items_disclosed"], found["items_wechat"]) == (512, 82)
    assert [found[item] for item in ("requests_received", "requests_in_person", "requests_online")] == [21, 5, 11]
    assert [found[item] for item in ("requests_concluded", "concluded_on_time", "concluded_extended")] == [20, 18, 2]


def annex(extra: str = "", instead: str = "", item: str = "requests_fax") -> FoundTable:
    """Return a whole annex, every number another, with a row more or one otherwise labelled."""
    lines = ["指标\t单位\t统计数"]
    for at, cell in enumerate(forms.cells("statistics", "2014"), start=1):
        label = cell.item_zh
        if cell.item == item:
            lines += [f"{extra}\t件\t999"] if extra else []
            label = instead or label
        unit = "次" if cell.item.startswith("press") else "件"
        lines.append(f"{label}\t{unit}\t{37 * at % 997}")
    return tables("\n".join(lines))["statistics"]


def test_a_row_that_the_annex_does_not_list_is_kept_with_its_label() -> None:
    table = annex(extra="微信小程序申请数")
    figure = table.figures["statistics", "unlisted_1", "count"]
    assert (figure.value, figure.label, figure.state) == (999.0, "微信小程序申请数", "stated")
    assert [(note.code, note.item) for note in table.notes] == [("unknown_label", "unlisted_1")]
    assert "微信小程序申请数" in table.notes[0].message
    assert list(table.figures)[-1] == figure.cell.key
    assert stated(table) == stated(annex()) | {"unlisted_1": 999.0}
    assert len(stated(annex())) == len(forms.items("statistics", "2014"))


def test_a_row_of_the_annex_is_no_other_because_it_stands_in_its_place() -> None:
    table = annex(instead="微信小程序申请数")
    assert table.figures["statistics", "requests_fax", "count"].state != "stated"
    assert [note.code for note in table.notes] == ["unknown_label"]


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("7.属于行政执法案卷", "7.白榆县自定事项"),
        ("行政处罚\t", "行政检查\t"),
        ("规章\t", "党内法规\t"),
        ("行政强制\t", "行政征收\t"),
    ],
)
def test_a_label_that_the_form_does_not_have_is_questioned(label: str, other: str) -> None:
    assert label in TEXT
    found = tables(TEXT.replace(label, other))
    assert [note.code for table in found.values() for note in table.notes] == ["unknown_label"]


def test_an_unlisted_row_among_missing_ones_is_kept_too() -> None:
    found = tables(ANNEX)["statistics"]
    assert found.figures["statistics", "unlisted_1", "count"].value == 14


def test_the_heading_of_a_part_is_no_row_of_the_annex() -> None:
    assert tables(ANNEX)["statistics"].figures["statistics", "items_other", "count"].state == "missing"


def test_the_label_of_a_row_is_not_its_unit() -> None:
    table = annex(instead="特色公开活动场次", item="press_conferences")
    assert table.figures["statistics", "press_conferences", "count"].label != "次"


def test_no_document_is_too_empty() -> None:
    assert tables("白榆县水务局") == {}
    assert tables("1\n2\n3\n" * 300) == {}


def _numbered() -> list[int]:
    lines = TEXT.split("\n")
    return [at for at in range(len(lines) - 1) if lines[at][-1:].isdigit() and lines[at + 1][-1:].isdigit()]


@pytest.mark.parametrize("at", _numbered())
def test_rows_out_of_order_go_by_their_labels(at: int) -> None:
    """Two labelled rows exchanged: each is read by its label or said to be open, never taken for the other."""
    lines = TEXT.split("\n")
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    found = tables("\n".join(lines))
    assert {key: pair for key, pair in wrong(found).items() if pair[0] is not None} == {}


@pytest.mark.parametrize("joint", ["\t", ""])
def test_two_rows_on_one_line_are_two_or_open(joint: str) -> None:
    """A lost line break: the last number of a row and the label of the next stand in one field, or side by side."""
    lines = TEXT.split("\n")
    for at in _numbered():
        found = tables("\n".join([*lines[:at], lines[at] + joint + lines[at + 1], *lines[at + 2 :]]))
        assert {key: pair for key, pair in wrong(found).items() if pair[0] is not None} == {}, lines[at]


@pytest.mark.parametrize("turned", [False, True])
def test_of_reviews_of_two_years_the_later_counts(*, turned: bool) -> None:
    own = parts(REPORT)[SECTIONS[3]]
    numbers = own.strip().splitlines()[-1]
    lines = [f"2022年\t{numbers}", "2021年\t" + "\t".join("9" * 15)]
    assert wrong(tables(TEXT.replace(numbers, "\n".join(reversed(lines) if turned else lines)))) == {}


def test_of_two_rows_of_reviews_that_nothing_tells_apart_neither_is_stated() -> None:
    numbers = parts(REPORT)[SECTIONS[3]].strip().splitlines()[-1]
    found = tables(TEXT.replace(numbers, numbers + "\n" + "\t".join("9" * 15)))["review"]
    assert {figure.state for figure in found.figures.values() if figure.raw != "9"} == {"unreadable"}


def test_a_measure_that_the_headers_lack_takes_no_other_ones_number() -> None:
    lines = [
        ["信息内容", "本年新制作数量", "对外公开总数量", ""],
        ["规章", "4", "40", ""],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "6", "1", "7"],
    ]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    found = tables(f"<table>{rows}</table>")["proactive_disclosure"].figures
    own = [found["proactive_disclosure", "rules", name].value for name in ("made", "disclosed", "disclosed_total")]
    assert own == [4, None, 40]

"""Columns of sections two and three that stand in another order, or with others among them: headers and sums decide."""

from __future__ import annotations

import pytest

from govreport import forms
from govreport.readers import read_document
from govreport.report import read_report
from govreport.sample import draw, render
from govreport.tables import FoundTable, read_tables

MEASURES = (*forms.APPLICANTS, "total")
NAMES = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
ROWS = {
    "received": ("一、本年新收政府信息公开申请数量", (9, 4, 0, 1, 0, 2)),
    "carried_in": ("二、上年结转政府信息公开申请数量", (1, 0, 0, 0, 0, 0)),
    "granted": ("（一）予以公开", (6, 4, 0, 0, 0, 2)),
    "partly_granted": ("（二）部分公开", (0, 0, 0, 0, 0, 0)),
    "denied_state_secret": ("1.属于国家秘密", (3, 0, 0, 1, 0, 0)),
    "denied_enforcement_files": ("7.属于行政执法案卷", (0, 0, 0, 0, 0, 0)),
    "concluded": ("（七）总计", (9, 4, 0, 1, 0, 2)),
    "carried_out": ("四、结转下年度继续办理", (1, 0, 0, 0, 0, 0)),
}
Line = list[str | int]


def with_total(values: tuple[int, ...]) -> tuple[int, ...]:
    return (*values, sum(values))


def page(head: list[Line], lines: list[Line]) -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in [*head, *lines])
    return f"<p>三、收到和处理政府信息公开申请情况</p><table>{rows}</table>"


def requests(text: str) -> FoundTable:
    return read_tables(read_document(text.encode()))["requests"]


def values(table: FoundTable) -> dict[str, tuple[float | None, ...]]:
    return {item: tuple(table.figures["requests", item, measure].value for measure in MEASURES) for item in ROWS}


MEANT = {item: with_total(numbers) for item, (_, numbers) in ROWS.items()}


def test_a_total_that_stands_first_is_the_total() -> None:
    lines: list[Line] = [[label, sum(own), *own] for label, own in ROWS.values()]
    table = requests(page([["项目", NAMES[-1], *NAMES[:-1]]], lines))
    assert values(table) == MEANT
    assert table.figures["requests", "received", "total"].field.col == 1  # type: ignore[union-attr]


def test_headers_of_two_rows_say_the_order_too() -> None:
    head = "<tr><td rowspan=2>项目<td rowspan=2>总计<td rowspan=2>自然人<td colspan=5>法人或其他组织</tr>"
    lines: list[Line] = [[label, sum(own), *own] for label, own in ROWS.values()]
    text = page([[*NAMES[1:-1]]], lines).replace("<table>", f"<table>{head}")
    assert values(requests(text)) == MEANT


def test_headers_whose_spans_are_lost_move_no_number() -> None:
    lines: list[Line] = [[label, *with_total(own)] for label, own in ROWS.values()]
    head: list[Line] = [["项目", "自然人", "法人或其他组织", "总计"], [*NAMES[1:-1]]]
    spanned = (
        page(head, lines).replace("<td>总计<", "<td rowspan=2>总计<").replace("<td>自然人<", "<td rowspan=2>自然人<")
    )
    assert values(requests(page(head, lines))) == MEANT
    assert values(requests(spanned)) == MEANT


@pytest.mark.parametrize("zero", [False, True])
def test_a_subtotal_of_organisations_is_no_column_of_the_form(*, zero: bool) -> None:
    rows = {item: (label, (0,) * 6 if zero else own) for item, (label, own) in ROWS.items()}
    lines: list[Line] = [[label, *own, sum(own[1:]), sum(own)] for label, own in rows.values()]
    table = requests(page([["项目", *NAMES[:-1], "小计", NAMES[-1]]], lines))
    assert values(table) == {item: with_total(own) for item, (_, own) in rows.items()}


def test_of_two_years_side_by_side_the_later_is_read() -> None:
    lines: list[Line] = [
        [label, *(7 * one for one in with_total(own)), *with_total(own)] for label, own in ROWS.values()
    ]
    years = "<tr><td>项目<td colspan=7>2021年<td colspan=7>2022年</tr>"
    text = page([["", *NAMES, *NAMES]], lines).replace("<table>", f"<table>{years}")
    assert values(requests(text)) == MEANT


def test_a_row_that_lost_a_cell_among_moved_columns_is_unreadable() -> None:
    lines: list[Line] = [[label, sum(own), *own] for label, own in ROWS.values()]
    lines[2] = lines[2][:-1]
    table = requests(page([["项目", NAMES[-1], *NAMES[:-1]]], lines))
    own = [table.figures["requests", "granted", measure] for measure in MEASURES]
    assert {figure.state for figure in own} <= {"unreadable", "derived", "missing"}
    assert [figure.value for figure in own if figure.value is not None and figure.value not in MEANT["granted"]] == []


def test_columns_of_section_two_stand_where_their_headers_do() -> None:
    header = "第二十条第（一）项\n信息内容\t现行有效件数\t本年制发件数\t本年废止件数\n"
    text = f"二、主动公开政府信息情况\n{header}规章\t7\t2\t1\n行政规范性文件\t40\t5\t3\n"
    found = read_tables(read_document(text.encode()))["proactive_disclosure"].figures
    own = [found["proactive_disclosure", "rules", measure].value for measure in ("issued", "repealed", "in_force")]
    assert own == [2, 1, 7]


def test_a_spacer_column_without_a_header_moves_nothing() -> None:
    lines: list[Line] = [[label, own[0], "", *with_total(own)[1:]] for label, own in ROWS.values()]
    head = "<tr><td rowspan=2>项目<td rowspan=2>自然人<td colspan=6>法人或其他组织<td rowspan=2>总计</tr>"
    text = page([["", *NAMES[1:-1]]], lines).replace("<table>", f"<table>{head}")
    assert values(requests(text)) == MEANT


def test_blanks_stand_under_the_headers_of_a_table_whose_rows_are_as_long() -> None:
    meant = {item: with_total((0, 0, *own[1:3], 0, 0)) for item, (_, own) in ROWS.items()}
    lines: list[Line] = [[ROWS[item][0], *(one or "" for one in own)] for item, own in meant.items()]
    table = requests("\n".join("\t".join(map(str, line)) for line in [["项目", *NAMES], *lines]))
    for item, own in meant.items():
        figures = [table.figures["requests", item, measure] for measure in MEASURES]
        assert [figure.value if figure.state == "stated" else None for figure in figures] == [
            one or None for one in own
        ]


def test_a_row_that_lost_a_cell_does_not_state_its_total_elsewhere() -> None:
    lines: list[Line] = [[label, *with_total(own)] for label, own in ROWS.values()]
    lines[0] = [lines[0][0], *lines[0][1:4], *lines[0][5:], ""]  # 社会公益组织 is lost, the total moves up
    lines[0][4] = 3
    lines[0][-2] = sum(int(one) for one in lines[0][1:6])
    table = requests(page([["项目", *NAMES]], lines))
    assert table.figures["requests", "received", "other_organization"].state != "stated"


def test_a_label_of_a_group_shifts_no_row_whose_spans_are_lost() -> None:
    lines: list[Line] = [[label, *with_total(own)] for label, own in ROWS.values()]
    lines[4] = ["（三）不予公开", lines[4][0], "", 0, *lines[4][3:]]
    table = requests(page([["项目", *NAMES]], lines))
    printed = (None, *MEANT["denied_state_secret"][1:])
    for measure, one in zip(MEASURES, printed, strict=True):
        figure = table.figures["requests", "denied_state_secret", measure]
        assert figure.state != "stated" or figure.value == one


def test_headers_above_no_row_of_numbers_are_a_table_without_cells() -> None:
    labels = [[label] for label, _ in ROWS.values()]
    table = requests(page([["项目", *NAMES]], labels))  # type: ignore[arg-type]
    assert {figure.state for figure in table.figures.values()} == {"missing"}


@pytest.mark.parametrize(("one", "other"), [("科研机构", "社会公益组织"), ("商业企业", "科研机构")])
def test_applicants_whose_headers_changed_places_are_a_finding(one: str, other: str) -> None:
    printed = render(draw(5, years=[2022], filled=1.0)[0], "portal", seed=3, encoding="utf-8").text
    changed = printed.replace(one, "@").replace(other, one).replace("@", other)
    plain, swapped = (read_report(text.encode()) for text in (printed, changed))
    assert plain.findings.empty
    assert swapped.findings["code"].tolist() == ["unknown_label"]
    assert "another order than the form" in swapped.findings["message"].iloc[0]

"""A table printed as two beside each other, as the long annex of 2014 is to fit a page."""

from __future__ import annotations

import pytest

from govreport import forms
from govreport.report import Report, read_report

CELLS = [cell for cell in forms.all_cells() if cell.table == "statistics"]
NUMBERS = {cell.key: 7 * place + 11 for place, cell in enumerate(CELLS)}
TITLE = "白榆县水务局2016年政府信息公开工作年度报告"


def printed(parts: int, *, units: bool) -> list[list[str]]:
    """Return the rows of the annex in so many parts side by side; the last may be shorter."""
    high = -(-len(CELLS) // parts)
    rows = [["统计指标", "单位", "统计数"] if units else ["统计指标", "统计数"]] * parts
    out = [[text for head in rows for text in head]]
    for at in range(high):
        row: list[str] = []
        for place in range(at, parts * high, high):
            texts = [CELLS[place].item_zh, "件", str(NUMBERS[CELLS[place].key])] if place < len(CELLS) else ["", "", ""]
            row += texts if units else [texts[0], texts[2]]
        out.append(row)
    return out


def html(rows: list[list[str]]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<h1>{TITLE}</h1><p>一、概述</p><p>本年工作如下。</p><table border=1>{body}</table>".encode()


def numbers(report: Report) -> dict[tuple[str, str, str], float]:
    figures = report.figures[report.figures["state"] == "stated"]
    keys = figures[["table", "item", "measure"]].astype(str).itertuples(index=False, name=None)
    return dict(zip(keys, figures["value"].astype(float), strict=True))


@pytest.mark.parametrize("units", [True, False])
@pytest.mark.parametrize("parts", [1, 2, 3])
def test_the_annex_in_parts_is_read_as_one(parts: int, units: bool) -> None:
    assert numbers(read_report(html(printed(parts, units=units)))) == NUMBERS


def test_the_annex_in_halves_as_text() -> None:
    rows = printed(2, units=True)
    text = "\n".join([TITLE, "一、概述", "本年工作如下。", *("\t".join(row) for row in rows)])
    assert numbers(read_report(text.encode())) == NUMBERS


def test_halves_without_a_grid_and_a_field_lost_put_no_number_to_another_label() -> None:
    rows = printed(2, units=True)
    del rows[4][2]
    text = "\n".join([TITLE, "一、概述", "本年工作如下。", *("\t".join(row) for row in rows)])
    found = numbers(read_report(text.encode()))
    assert {key: value for key, value in found.items() if value != NUMBERS[key]} == {}

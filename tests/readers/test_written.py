"""What is written in its own way: filled-in cells, content shown by a script, drawn grids, HTML in Markdown, commas."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govreport.document import Document
from govreport.readers import read_document

Page = Callable[[str], Document]


def rows(document: Document) -> list[list[list[str]]]:
    """Return the texts of every table, row by row."""
    return [[[cell.text for cell in row] for row in table.rows()] for table in document.tables()]


def test_what_is_filled_in_in_a_cell_is_printed(page: Page) -> None:
    document = page(
        "<table><tr><td>规章<td><input value=12 readonly><td><input type=hidden value=9>3"
        "<tr><td>文件<td><input type='text' value=''><td><input type=submit value=9>4</table>"
    )
    assert rows(document) == [[["规章", "12", "3"], ["文件", "", "4"]]]


def test_a_content_that_only_a_script_shows_is_printed(page: Page) -> None:
    cells = "".join(f"<tr><td>规章{n}<td>{n}<td>0</tr>" for n in range(6))
    hidden = f"<div style='visibility: hidden; opacity: 0'><p>一、总体情况</p><table>{cells}</table></div>"
    assert "规章5\t5\t0" in page(f"<h1>年度报告</h1>{hidden}<p>阅读 32</p>").text
    old = hidden.replace("规章", "旧章")
    shown = hidden.replace(" style='visibility: hidden; opacity: 0'", "")
    assert "旧章" not in page(f"<h1>年度报告</h1>{old}{shown}").text
    assert "规章5" not in page(f"<h1>年度报告</h1>{hidden}<p>{'本年工作有序推进。' * 20}</p>").text


def test_tables_in_html_stand_between_the_lines_of_markdown() -> None:
    table = "<html><body><table><tr><td>规章</td><td>3</td></tr></table></body></html>"
    text = f"# 年度报告\n\n本年共收到&nbsp;**3** 件。\n\n{table}\n## 五、问题\n"
    document = read_document(text.encode())
    assert (document.format, document.text) == ("markdown", "年度报告\n本年共收到 3 件。\n规章\t3\n五、问题")
    assert [table.grid for table in document.tables()] == [True]


@pytest.mark.parametrize("outside", ["<p>一</p>\n二\n三", "一、总体情况", "一<br>\n二<br>\n三<br>"])
def test_a_page_is_no_markdown_with_tables(outside: str) -> None:
    assert read_document(f"{outside}\n<table><tr><td>3</td></tr></table>".encode()).format == "html"


def test_a_grid_drawn_with_plus_signs() -> None:
    text = "+------+----+\n| 规章 | 3  |\n+======+====+\n| 行政 | 12 |\n| 许可 |    |\n+------+----+\n尾\n"
    document = read_document(text.encode())
    assert rows(document) == [[["规章", "3"], ["行政许可", "12"]]]
    assert document.text.endswith("尾")


def test_a_grid_whose_rule_leaves_out_a_merged_cell() -> None:
    text = "+----+------+----+\n| 三 | 规章 | 3  |\n|    +------+----+\n|    | 文件 | 12 |\n+----+------+----+\n"
    assert rows(read_document(text.encode())) == [[["三", "规章", "3"], ["", "文件", "12"]]]


@pytest.mark.parametrize("mark", [",", ";"])
def test_fields_parted_by_commas(mark: str) -> None:
    line = mark.join(["规章", "3", "0", '"1,234"', "", ""])
    document = read_document(("年度报告" + mark * 5 + "\n" + f"{line}\n" * 6).encode())
    assert rows(document) == [[["规章", "3", "0", "1,234", "", ""]] * 6]
    assert document.text.startswith("年度报告\n")


def test_commas_in_prose_part_nothing() -> None:
    text = "本年收到3,其中自然人2,企业1,其他0,全部办结。\n" * 9
    assert rows(read_document(text.encode())) == []

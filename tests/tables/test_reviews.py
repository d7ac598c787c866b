"""Section four in other layouts than one run of fifteen numbers."""

from __future__ import annotations

import pytest

from govreport import forms
from govreport.readers import read_document
from govreport.tables import read_tables

REVIEWS, RESULTS = forms.items("review", "2021"), forms.measures("review", "2021")


def reviews(lines: list[list[str]]) -> dict[tuple[str, str], float | None]:
    """Read the table of reviews of a page."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    return {
        key[1:]: figure.value
        for key, figure in read_tables(read_document(f"<table>{rows}</table>".encode()))["review"].figures.items()
    }


NAMED = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
SHOWN = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
FIVES = (("3", "1", "0", "2", "6"), ("0", "4", "1", "0", "5"), ("7", "0", "0", "1", "8"))
MEANT = {(one, two): float(FIVES[at][to]) for at, one in enumerate(REVIEWS) for to, two in enumerate(RESULTS)}


def test_reviews_may_be_named_by_rows_alone() -> None:
    lines = [[name, *five] for name, five in zip(NAMED, FIVES, strict=True)]
    assert reviews([["类别", *SHOWN], *lines]) == MEANT


def test_reviews_may_stand_one_result_a_row() -> None:
    lines = [
        [name if not at else "", result, number]
        for name, five in zip(NAMED, FIVES, strict=True)
        for at, (result, number) in enumerate(zip(SHOWN, five, strict=True))
    ]
    assert reviews(lines) == MEANT


def test_results_stand_where_headers_and_sums_say() -> None:
    moved = [name for _ in NAMED for name in (SHOWN[-1], *SHOWN[:-1])]
    numbers = [number for five in FIVES for number in (five[-1], *five[:-1])]
    head = ["行政复议", "", "", "", "", "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""]
    assert reviews([head, moved, numbers]) == MEANT
    assert reviews([head, list(SHOWN) * 3, [number for five in FIVES for number in five]]) == MEANT


@pytest.mark.parametrize("lost", [7, 10, 12])
def test_a_cell_lost_from_a_run_of_reviews_states_no_neighbours_number(lost: int) -> None:
    numbers = [number for five in FIVES for number in five]
    head = ["行政复议", *[""] * 4, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    found = reviews([head, list(SHOWN) * 3, [*numbers[:lost], *numbers[lost + 1 :], ""]])
    assert all(value in (None, MEANT[key]) for key, value in found.items())

"""What must never be in a panel or a result is named, and nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.facts import facts_panel, load_facts
from govreport.indicators import zero_requests
from govreport.sanity import panel_problems, result_problems
from tests.handmade import corpus_of, report_of

RECEIVED = ("requests", "received", "total")


def panel() -> pd.DataFrame:
    blank = report_of(source="b", agency="白榆县水务局", values={RECEIVED: None})
    return corpus_of(report_of(source="a"), blank).panel(aggregates="keep")


def test_a_panel_without_a_fault_has_no_problem() -> None:
    assert panel_problems(panel(), ["rq_received", "rq_denied", "rv_recon"]) == []


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("rq_received", 0.0, "rq_received: 1 have a number where none was read"),
        ("rq_carried_in", -1.0, "rq_carried_in: 1 are below 0 or no whole numbers"),
        ("rq_carried_in", 0.5, "rq_carried_in: 1 are below 0 or no whole numbers"),
        ("rq_carried_in", 7.0, "rq_carried_in: 1 are outside their own bounds"),
    ],
)
def test_a_number_that_cannot_be_is_named(column: str, value: float, problem: str) -> None:
    wrong = panel()
    wrong.loc[wrong["rq_received"].isna(), column] = value
    assert problem in panel_problems(wrong, ["rq_received", "rq_carried_in"])


def test_a_second_report_of_an_agency_and_year_is_named() -> None:
    assert panel_problems(pd.concat([panel(), panel()]), []) == ["2 reports are second ones of their agency and year"]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"synthetic": pd.NA}, "1 rows do not say whether they are made up"),
        ({"n_unknown": 900}, "1 rows set aside more reports than there are"),
        ({"lo": 0.9, "hi": 0.2}, "1 rows have a worst case that ends before it begins"),
        ({"ci_lo": 0.99, "ci_hi": 1.0}, "1 rows have an estimate outside its interval"),
        ({"estimate": 1.2}, "1 rows have a share that is none"),
    ],
)
def test_a_result_that_cannot_be_is_named(changed: dict[str, object], problem: str) -> None:
    result = zero_requests(facts_panel(load_facts()), by=())
    assert result_problems(result, share=True) == []
    assert result_problems(result.assign(**changed), share=True) == [problem]

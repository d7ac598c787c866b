"""Failures are counted among tables that say something; what cannot be judged stands beside them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from govreport.indicators.coherence import finding_rates, identity_failures
from govreport.indicators.digits import last_digits
from govreport.indicators.tables import blank_share, unchanged_tables
from tests.indicators.telling import counts_of, reports_of

TEN = [f"a{at}" for at in range(10)]
REPORTS = reports_of(TEN, [2021] * 10, agency_kind=["department"] * 9 + ["government"])
# what the two sums of the requests table say in each report: (holds, trivial) of row_sum and of flow
SUMS: dict[str, list[tuple[bool | None, bool]]] = {
    "a0": [(True, False), (True, False)],
    "a1": [(False, False), (True, False)],
    "a2": [(False, False), (False, False)],
    "a3": [(True, True), (True, True)],  # all zero
    "a4": [(True, True), (True, False)],  # zeros in one sum, not in the table
    "a5": [(None, False), (True, False)],  # a cell of the row sum is not known
    "a6": [(None, False), (None, False)],
    "a7": [(True, True), (None, False)],  # zeros as far as known: it may be trivial
    "a9": [(False, False), (True, False)],  # a government
}


def checks_of(sums: dict[str, list[tuple[bool | None, bool]]]) -> pd.DataFrame:
    rows = [
        (f"{agency}-2021", "requests", code, holds, trivial)
        for agency, both in sums.items()
        for code, (holds, trivial) in zip(("row_sum", "flow"), both, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["report_id", "table", "code", "holds", "trivial"])
    return frame.astype({"holds": "boolean", "trivial": "boolean"})


def test_failures_among_tables_that_are_not_all_zero() -> None:
    found = identity_failures(REPORTS, checks_of(SUMS), min_n=1).set_index("code")
    row, flow, both = (found.loc[code] for code in ("row_sum", "flow", "any"))
    # row_sum: a0, a4 hold, a1, a2 fail; a5, a6, a7 cannot be judged, a3 is all zero
    assert row[["numerator", "n", "n_trivial", "n_unknown", "n_no_table", "n_aggregate"]].tolist() == [2, 4, 1, 3, 1, 1]
    assert [row["estimate"], row["lo"], row["hi"]] == pytest.approx([2 / 4, 2 / 7, 5 / 7])
    assert row["not_assessable"] == pytest.approx(3 / 7)
    # flow: a0, a1, a4, a5 hold, a2 fails; a6 and a7 cannot be judged
    assert flow[["numerator", "n", "n_trivial", "n_unknown"]].tolist() == [1, 5, 1, 2]
    assert both[["numerator", "n", "n_trivial", "n_unknown"]].tolist() == [2, 4, 1, 3]
    assert found.loc["review_sum", "n_no_table"] == 9
    assert found["ci_lo"].isna().all()


def test_all_zero_tables_do_not_make_quality_look_better() -> None:
    zeros = {f"a{at}": [(True, True), (True, True)] for at in range(9)}
    row = identity_failures(REPORTS, checks_of(zeros | {"a0": SUMS["a1"]}), min_n=1).set_index("code").loc["row_sum"]
    assert (row["numerator"], row["n"], row["estimate"]) == (1, 1, 1.0)


def test_few_tables_make_no_share_and_an_interval_is_named() -> None:
    assert identity_failures(REPORTS, checks_of(SUMS))[["estimate", "lo", "hi"]].isna().all(axis=None)
    named = identity_failures(REPORTS, checks_of(SUMS), min_n=1, interval="wilson").set_index("code").loc["row_sum"]
    assert (named["ci"], named["ci_lo"]) == ("wilson", pytest.approx(0.15, abs=1e-3))


def test_findings_are_rated_among_reports_that_could_have_them() -> None:
    reports = reports_of(["a", "a", "b", "c"], [2021, 2022, 2022, 2022], has_requests=[True, True, True, False])
    findings = pd.DataFrame(
        {
            "report_id": ["a-2022", "a-2022", "b-2022", "c-2022", "gone"],
            "code": ["carry_mismatch", "row_sum", "row_sum", "text_vs_table", "row_sum"],
        }
    )
    found = finding_rates(reports, findings, by=(), min_n=1).set_index("code")
    assert found.loc["row_sum", ["numerator", "n", "n_findings"]].tolist() == [2, 3, 2]
    assert found.loc["carry_mismatch", ["numerator", "n", "n_no_table"]].tolist() == [1, 1, 3]
    assert found.loc["text_vs_table", ["numerator", "n"]].tolist() == [1, 4]
    assert found.loc["negative", ["numerator", "n"]].tolist() == [0, 4]
    assert "duplicate_report" not in found.index


def test_a_finding_against_a_year_that_was_not_chosen_is_in_no_rate() -> None:
    reports = reports_of(["a", "b"], [2022, 2022], has_requests=[True, True])
    findings = pd.DataFrame({"report_id": ["a-2022"], "code": ["carry_mismatch"]})
    row = finding_rates(reports, findings, by=(), min_n=1).set_index("code").loc["carry_mismatch"]
    assert (row["numerator"], row["n"], row["n_no_table"]) == (0, 0, 2)
    assert pd.isna(row["estimate"])


def figures_of(*cells: tuple[str, float | None, str], table: str = "review", edition: str = "2021") -> pd.DataFrame:
    """Return cells from (report_id, value, measure)."""
    frame = pd.DataFrame(cells, columns=["report_id", "value", "measure"])
    frame = frame.assign(table=table, edition=edition, item="reconsideration", contested=False)
    frame["state"] = np.where(frame["value"].isna(), "blank", "stated")
    return frame.astype({"value": "Float64"})


def two_years(*agencies: list[list[float | None]]) -> pd.DataFrame:
    cells = [
        (f"a{at}-{year}", value, measure)
        for at, both in enumerate(agencies)
        for year, values in zip((2021, 2022), both, strict=True)
        for value, measure in zip(values, ("upheld", "total"), strict=True)
    ]
    return figures_of(*cells)


def test_tables_that_are_those_of_the_year_before() -> None:
    reports = reports_of(TEN[:6] * 2, [2021] * 6 + [2022] * 6)
    figures = two_years(
        *(
            [[1, 2], [1, 2]],
            [[1, 2], [1, 3]],
            [[0, 0], [0, 0]],
            [[1, None], [1, 2]],
            [[1, None], [9, 2]],
            [[0, 2], [0, 2]],
        )
    )
    row = unchanged_tables(reports, figures, min_n=1).set_index("table").loc["review"]
    # a0 and a5 unchanged, a1 and a4 changed, a3 cannot be told, a2 says nothing
    assert row[["numerator", "n", "n_trivial", "n_unknown", "n_reports"]].tolist() == [2, 4, 1, 1, 6]
    assert [row["estimate"], row["lo"], row["hi"]] == pytest.approx([0.5, 0.4, 0.6])
    assert row["year"] == 2022
    other = pd.concat([figures[figures["report_id"].str.endswith("2021")].assign(edition="2019"), figures.iloc[2:4]])
    assert unchanged_tables(reports, other, min_n=1).set_index("table").loc["review", "n_no_table"] == 6


def test_the_share_of_blank_cells() -> None:
    figures = figures_of(*(("a0-2021", 3, "total"), ("a0-2021", None, "pending"), ("a1-2021", 0, "total")))
    row = blank_share(REPORTS, figures, min_n=2).set_index("table").loc["review"]
    assert row[["numerator", "denominator", "n", "n_stated", "n_blank", "n_no_table"]].tolist() == [1, 3, 2, 2, 1, 7]
    assert row["estimate"] == pytest.approx(1 / 3)
    assert blank_share(REPORTS, figures)["estimate"].isna().all()


def numbered(values: Any, measure: str = "decisions") -> tuple[pd.DataFrame, pd.DataFrame]:
    names = [f"b{at}" for at in range(len(values))]
    cells = [(f"{name}-2021", float(value), measure) for name, value in zip(names, values, strict=True)]
    return reports_of(names, [2021] * len(values)), figures_of(*cells, table="proactive_disclosure")


def test_last_digits_are_gated() -> None:
    rng = np.random.default_rng(1)
    few = last_digits(*numbered(rng.integers(100, 9000, 299)))
    assert few["why"].iloc[0] == "299 agencies with a number of 100 or more; expected 300"
    assert few[["estimate", "p_value", "numerator"]].isna().all(axis=None)
    small = last_digits(*numbered(rng.integers(0, 100, 500)))
    assert small["why"].iloc[0].startswith("0 agencies")
    with pytest.raises(ValueError, match="honest numbers fail too"):
        last_digits(*numbered([1]), least=10)
    with pytest.raises(ValueError, match=r"expected Corpus\.figures or Corpus\.mentions"):
        last_digits(REPORTS, REPORTS)


def test_last_digits_of_honest_and_of_rounded_numbers() -> None:
    rng = np.random.default_rng(2)
    honest = last_digits(*numbered(rng.integers(100, 9000, 400)))
    assert honest["n"].iloc[0] == 400
    assert honest["numerator"].sum() == 400
    assert honest["p_value"].iloc[0] > 0.001
    rounded = last_digits(*numbered(rng.integers(10, 900, 400) * 10))
    assert rounded["estimate"].tolist() == [1] + [0] * 9
    assert rounded["p_value"].iloc[0] < 1e-9


def test_last_digits_take_one_number_an_agency_and_none_that_a_sum_binds() -> None:
    reports, figures = numbered([512] * 3)
    again = pd.concat([figures, figures.assign(value=613)])
    assert last_digits(reports, again)["n"].iloc[0] == 3
    assert last_digits(reports, figures.assign(measure="amount"))["n"].iloc[0] == 0
    assert last_digits(reports, figures.assign(table="requests"))["n"].iloc[0] == 0
    said = counts_of(
        ("b0-2021", 512), ("b1-2021", 512, "wechat", "条", "about"), ("b2-2021", 512, "wechat", "条", "exact", True)
    )
    assert last_digits(reports, said)["n"].iloc[0] == 1

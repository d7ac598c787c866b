"""Facts for their length, over agencies and not over reports; too few agencies are only counted."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.indicators import specificity_summary
from tests.indicators.telling import reports_of


def found_of(*rates: tuple[str, int, float | None]) -> pd.DataFrame:
    """Return what `specificity` returns of section one, from agency, year and facts in 1,000 characters."""
    agencies, years, facts = zip(*rates, strict=True)
    frame = reports_of(agencies, years).assign(section=1, documents_per_1000=1.0, facts_per_1000=list(facts))
    return frame.astype({"section": "Int8", "facts_per_1000": "Float64", "documents_per_1000": "Float64"})


def test_an_agency_counts_once_however_many_years_it_reports() -> None:
    found = found_of(("a", 2021, 2.0), ("a", 2022, 4.0), ("a", 2023, 6.0), ("b", 2021, 10.0))
    facts, documents = specificity_summary(found, min_n=2).to_dict("records")
    assert (facts["indicator"], facts["n"], facts["n_reports"]) == ("facts_per_1000", 2, 4)
    assert facts["estimate"] == (4 + 10) / 2
    assert facts["median"] == (4 + 6) / 2
    assert (facts["q10"], facts["q90"]) == (pytest.approx(2.6), pytest.approx(8.8))  # at 0.3 and 2.7 of 2, 4, 6, 10
    assert (documents["estimate"], documents["median"]) == (1.0, 1.0)


def test_a_short_text_is_unknown_and_not_without_facts() -> None:
    found = specificity_summary(found_of(("a", 2021, 3.0), ("b", 2021, None), ("c", 2021, 5.0)), min_n=2)
    assert found["n_unknown"].tolist() == [1, 1]
    assert found["estimate"].iloc[0] == 4.0


def test_too_few_agencies_have_neither_mean_nor_quantile() -> None:
    found = found_of(*(("a", year, 1.0) for year in range(2000, 2030)))
    summary = specificity_summary(found)
    assert summary["n"].tolist() == [1, 1]
    assert summary[["estimate", "q10", "median", "q90"]].isna().all().all()


def test_groups_and_aggregates_are_kept_apart() -> None:
    found = found_of(("a", 2021, 1.0), ("b", 2021, 3.0), ("c", 2022, 9.0))
    found.loc[found["agency_id"] == "b", "reach"] = "jurisdiction"
    summary = specificity_summary(found, by="year", min_n=1)
    facts = summary[summary["indicator"] == "facts_per_1000"]
    assert facts[["year", "estimate", "n_aggregate"]].to_numpy().tolist() == [[2021, 1.0, 1], [2022, 9.0, 0]]
    assert specificity_summary(found, by="year", min_n=1, aggregates="keep")["estimate"].iloc[0] == 2.0

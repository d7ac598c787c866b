"""Failures that are compared by hand: drawn at random, one a table, and judged with an exact interval."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy import stats

from govreport.audit import causes, failing_tables
from govreport.corpus import Corpus
from tests.handmade import Values, corpus_of, report_of

KEYS = ["report_id", "table", "code", "item", "measure"]


def failing(*reports: tuple[str, int, list[tuple[str, str, str]]]) -> Corpus:
    """Return a corpus whose sums fail where it is said: report, year, and table, item, measure of the total."""
    made = []
    for source, year, sums in reports:
        values: Values = {cell: 3 for cell in sums}
        made.append(report_of(source=source, agency=f"白榆县{source}局", year=year, values=values))
    corpus = corpus_of(*made)
    rows = [
        {"report_id": record.report["report_id"], "table": table, "item": item, "measure": measure}
        for record, (_, _, sums) in zip(made, reports, strict=True)
        for table, item, measure in sums
    ]
    checks = pd.DataFrame(rows).assign(code="row_sum", left=3.0, right=0.0, holds=False, trivial=False)
    holding = checks.head(1).assign(item="carried_in", left=0.0, holds=True)
    corpus.identities = pd.concat([checks, holding]).astype({"holds": "boolean"})
    return corpus


def test_a_table_is_drawn_once_however_many_of_its_sums_fail() -> None:
    total = [("requests", item, "total") for item in ("received", "granted", "concluded")]
    corpus = failing(("a", 2022, total), ("b", 2022, total[:1]), ("c", 2022, [("review", "reconsideration", "total")]))
    drawn = failing_tables(corpus, n=50)
    assert sorted(drawn["failing"]) == [1, 1, 3]
    assert not drawn.duplicated(["report_id", "table"]).any()
    assert drawn["cause"].isna().all()
    assert "'3'" not in drawn["where"].iloc[0]  # hand-made reports have no places
    assert drawn["where"].str.contains("no place is known").all()
    assert drawn.loc[drawn["table"] == "review", "agency"].tolist() == ["白榆县c局"]


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    corpus = failing(*((name, 2022, [("requests", "received", "total")]) for name in "abcdefghijkl"))
    first, again, other = (failing_tables(corpus, n=4, seed=seed)["source"].tolist() for seed in (1, 1, 2))
    assert first == again
    assert set(first) != set(other)
    assert len(first) == 4


def test_every_failing_table_is_as_likely_as_another_whatever_fails_in_it() -> None:
    total = [("requests", item, "total") for item in ("received", "granted", "concluded", "carried_out")]
    corpus = failing(("a", 2022, total), ("b", 2022, total[:1]))
    drawn = [failing_tables(corpus, n=1, seed=seed)["source"].item() for seed in range(200)]
    assert stats.binomtest(drawn.count("a"), 200, 0.5).pvalue > 0.001


def test_second_reports_of_an_agency_are_not_drawn() -> None:
    corpus = failing(("a", 2022, [("requests", "received", "total")]))
    corpus.reports["is_primary"] = pd.array([False], dtype="boolean")
    assert failing_tables(corpus).empty


def test_without_a_failure_there_is_nothing_to_compare() -> None:
    drawn = failing_tables(corpus_of(report_of(source="a")))
    assert drawn.empty
    assert {*KEYS, "left", "right", "where", "cause", "failing"} <= set(drawn)
    found = causes(drawn).iloc[0]
    assert (found["n"], found["n_open"]) == (0, 0)
    assert pd.isna(found["estimate"])


def test_causes_count_what_was_compared_and_give_the_exact_interval() -> None:
    filled = pd.DataFrame({"cause": ["reading", " reading", *["report"] * 19, None, ""]})
    found = causes(filled).iloc[0]
    assert (found["numerator"], found["n"], found["n_open"]) == (2, 21, 2)
    assert found["estimate"] == 2 / 21
    exact = stats.binomtest(2, 21).proportion_ci(method="exact")
    assert (found["ci_lo"], found["ci_hi"], found["ci"]) == (
        pytest.approx(exact.low),
        pytest.approx(exact.high),
        "clopper_pearson",
    )
    few = causes(filled.head(5)).iloc[0]
    assert pd.isna(few["estimate"])
    assert few["ci_lo"] > 0


def test_another_word_for_a_cause_is_an_error_and_no_guess() -> None:
    with pytest.raises(ValueError, match=r"cause='ocr' in row 1; expected reading or report"):
        causes(pd.DataFrame({"cause": ["report", "ocr"]}))
    with pytest.raises(ValueError, match="no column cause"):
        causes(pd.DataFrame({"why": ["report"]}))

"""What reports say of each other: duplicates, broken chains from year to year, copied tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from govreport import forms
from govreport.corpus import Corpus
from govreport.records import Records
from tests.handmade import corpus_of, report_of

ACROSS = ("carry_mismatch", "stock_mismatch", "copied_table", "duplicate_report")
Key = tuple[str, str, str]


def request(item: str, measure: str = "total") -> Key:
    return "requests", item, measure


def documents(measure: str, item: str = "normative_documents") -> Key:
    return "proactive_disclosure", item, measure


def years(*values: Mapping[Key, Any], **meta: Any) -> list[Records]:
    """Return the reports of one agency for 2021 and the years after."""
    return [report_of(year=2021 + n, values=cells, source=f"{2021 + n}.html", **meta) for n, cells in enumerate(values)]


def found(corpus: Corpus, code: str) -> list[dict[str, Any]]:
    rows = corpus.findings[corpus.findings["code"] == code]
    return [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]


def test_carry_is_compared_for_every_applicant_and_the_total() -> None:
    before = {request("carried_out", "business"): 4, request("carried_out"): 4}
    after = {request("carried_in", "business"): 3, request("carried_in", "research"): 1, request("carried_in"): 4}
    corpus = corpus_of(*years(before, after))
    one, two = found(corpus, "carry_mismatch")
    assert (one["table"], one["item"], one["measure"]) == request("carried_in", "business")
    assert (one["stated"], one["expected"], one["severity"], one["source"]) == (3, 4, "warning", "2022.html")
    assert one["message"] == (
        "云川市科技局 carried 3 requests into 2022 (business enterprises) but 4 out of 2021 (2021.html)."
    )
    assert (two["measure"], two["stated"], two["expected"]) == ("research", 1, 0)
    assert corpus.reports["n_findings"].tolist() == [1, 3]


@pytest.mark.parametrize("unknown", ["before", "after"])
def test_an_unknown_cell_breaks_no_chain(unknown: str) -> None:
    before: dict[Key, Any] = {request("carried_out"): None if unknown == "before" else 4}
    after: dict[Key, Any] = {request("carried_in"): None if unknown == "after" else 3}
    assert found(corpus_of(*years(before, after)), "carry_mismatch") == []


def test_a_derived_and_a_contested_number_are_compared() -> None:
    derived = {"value": 4.0, "lo": 4.0, "hi": 4.0, "state": "derived"}
    contested = {"value": 3.0, "lo": 2.0, "hi": 3.0, "state": "stated", "contested": True}
    first = report_of(year=2021, source="a", cells={request("carried_out"): derived})
    second = report_of(year=2022, source="b", cells={request("carried_in"): contested})
    (finding,) = found(corpus_of(first, second), "carry_mismatch")
    assert (finding["stated"], finding["expected"]) == (3, 4)


def test_only_the_same_agency_and_the_year_before_are_compared() -> None:
    carried = {request("carried_out"): 4}
    apart = [
        report_of("云川市教育局", 2021, carried, source="a"),
        report_of("云川市科技局", 2020, carried, source="b"),
        report_of("云川市科技局", 2022, source="c"),
        report_of(None, 2021, carried, source="d"),
        report_of(None, 2022, source="e"),
        report_of("云川市科技局", None, carried, source="f"),
    ]
    assert found(corpus_of(*apart), "carry_mismatch") == []


def test_only_primary_reports_are_compared() -> None:
    second = report_of(year=2021, values={request("carried_out"): 9}, source="z", published=pd.Timestamp("2022-01-01"))
    corrected = report_of(year=2021, source="y", published=pd.Timestamp("2022-02-01"))
    corpus = corpus_of(second, corrected, report_of(year=2022, source="x"))
    assert found(corpus, "carry_mismatch") == []


def test_the_chain_holds_across_editions_of_the_form() -> None:
    old = {"requests": "2019"}
    before = report_of(year=2020, values={request("carried_out"): 2}, source="a", editions=old)
    (finding,) = found(corpus_of(before, report_of(year=2021, source="b")), "carry_mismatch")
    assert (finding["stated"], finding["expected"]) == (0, 2)


def test_stock_follows_from_the_year_before() -> None:
    before = {documents("in_force"): 40, documents("in_force", "rules"): 2}
    after = {
        documents("in_force"): 44,
        documents("issued"): 5,
        documents("repealed"): 2,
        documents("in_force", "rules"): 2,
    }
    (finding,) = found(corpus_of(*years(before, after)), "stock_mismatch")
    assert (finding["item"], finding["measure"]) == ("normative_documents", "in_force")
    assert (finding["stated"], finding["expected"], finding["severity"]) == (44, 43, "warning")
    assert finding["message"] == (
        "云川市科技局 counts 44 normative documents in force at the end of 2022; "
        "40 in 2021 (2021.html), 5 issued and 2 repealed make 43."
    )


@pytest.mark.parametrize("lost", ["issued", "repealed"])
def test_stock_needs_every_number(lost: str) -> None:
    after: dict[Key, Any] = {documents("in_force"): 44, documents(lost): None}
    assert found(corpus_of(*years({documents("in_force"): 40}, after)), "stock_mismatch") == []


def test_stock_in_force_does_not_follow_from_documents_disclosed() -> None:
    old = report_of(
        year=2020, values={documents("disclosed_total"): 9}, source="a", editions={"proactive_disclosure": "2019"}
    )
    assert found(corpus_of(old, report_of(year=2021, source="b")), "stock_mismatch") == []


def numbers(*values: int, table: str = "requests") -> dict[Key, int]:
    return {cell.key: value for cell, value in zip(forms.cells(table, "2021"), values, strict=False)}


def test_a_table_copied_from_another_report_names_it() -> None:
    first = report_of("白榆县水务局", 2020, numbers(5, 4, 3, 2, 1), source="a")
    second = report_of("云川市教育局", 2022, numbers(5, 4, 3, 2, 1), source="b")
    third = report_of("青梧市财政局", 2021, numbers(5, 4, 3, 2, 1), source="c")
    rows = found(corpus_of(first, second, third), "copied_table")
    assert [(row["source"], row["table"], row["severity"]) for row in rows] == [
        (source, "requests", "warning") for source in "abc"
    ]
    assert all(pd.isna(row["item"]) and pd.isna(row["stated"]) for row in rows)
    assert rows[0]["message"] == ("All 5 non-zero cells of requests equal those of 云川市教育局, 2022 (b) and 1 more.")
    assert "白榆县水务局, 2020 (a) and 1 more" in rows[1]["message"]


@pytest.mark.parametrize(
    "other",
    [
        numbers(5, 4, 3, 2, 2),
        numbers(5, 4, 3, 2, 0, 1),
        numbers(5, 4, 3, 2, 1, 1),
        numbers(5, 4, 3, 1, 2),
    ],
)
def test_a_table_is_copied_only_where_all_its_numbers_agree(other: dict[Key, int]) -> None:
    first = report_of("白榆县水务局", values=numbers(5, 4, 3, 2, 1), source="a")
    assert found(corpus_of(first, report_of("云川市教育局", values=other, source="b")), "copied_table") == []


def test_fewer_than_five_numbers_are_alike_by_chance() -> None:
    reports = [report_of(agency, values=numbers(5, 4, 3, 2), source=agency) for agency in ("a", "b")]
    assert found(corpus_of(*reports), "copied_table") == []


def test_a_second_report_of_an_agency_and_year_is_no_copy() -> None:
    reports = [report_of(values=numbers(5, 4, 3, 2, 1), source=source) for source in "ab"]
    assert found(corpus_of(*reports), "copied_table") == []


def test_the_latest_published_counts() -> None:
    early = report_of(source="b", published=pd.Timestamp("2023-01-20"))
    late = report_of(source="c", published=pd.Timestamp("2023-01-30"))
    never = report_of(source="a")
    corpus = corpus_of(never, early, late)
    assert corpus.reports["is_primary"].tolist() == [False, False, True]
    rows = found(corpus, "duplicate_report")
    assert [(row["source"], row["severity"]) for row in rows] == [("a", "info"), ("b", "info")]
    assert rows[0]["message"] == (
        "a and c both report on 云川市科技局 in 2022; c counts, the one whose publication date is known (2023-01-30)."
    )
    assert rows[1]["message"].endswith("c counts, published later (2023-01-30 against 2023-01-20).")


def test_then_the_one_with_more_stated_cells_counts() -> None:
    fewer = report_of(source="a", values={request("received"): None})
    corpus = corpus_of(fewer, report_of(source="b"))
    assert corpus.reports["is_primary"].tolist() == [False, True]
    assert found(corpus, "duplicate_report")[0]["message"].endswith(
        "b counts, with more stated cells (200 against 199)."
    )


def test_then_the_first_source_counts() -> None:
    corpus = corpus_of(report_of(source="b"), report_of(source="a"))
    assert corpus.reports["is_primary"].tolist() == [False, True]
    assert found(corpus, "duplicate_report")[0]["message"].endswith("a counts, the first source in sort order.")


def test_the_manifest_s_choice_comes_before_all() -> None:
    reports = [
        report_of(source="a", published=pd.Timestamp("2023-01-30")),
        report_of(source="b"),
        report_of(source="c"),
    ]
    corpus = corpus_of(*reports, chosen={"b": True})
    assert corpus.reports["is_primary"].tolist() == [False, True, False]
    assert found(corpus, "duplicate_report")[0]["message"].endswith("b counts, as the manifest says.")
    assert corpus_of(*reports, chosen={"a": False}).reports["is_primary"].tolist() == [False, True, False]
    assert corpus_of(reports[0], chosen={"a": False}).reports["is_primary"].tolist() == [False]
    none = corpus_of(*reports[:2], chosen={"a": False, "b": False})
    assert none.reports["is_primary"].tolist() == [False, False]
    assert found(none, "duplicate_report")[0]["message"].endswith("in 2022; neither counts, as the manifest says.")


def test_unknown_agencies_and_years_are_nobody_s_duplicates() -> None:
    reports = [report_of(None, source="a"), report_of(None, source="b")]
    reports += [report_of(year=None, source="c"), report_of(year=None, source="d")]
    corpus = corpus_of(*reports)
    assert corpus.reports["is_primary"].tolist() == [True] * 4
    assert found(corpus, "duplicate_report") == []


def test_findings_across_reports_come_in_addition() -> None:
    corpus = corpus_of(*years({request("carried_out"): 1}, {}))
    own = corpus.findings[~corpus.findings["code"].isin(ACROSS)]
    assert own["code"].tolist() == ["blank_cells", "blank_cells"]
    assert len(corpus.findings) == 3

"""An expected report is found by what is certain, or not at all."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from govreport.coverage import coverage, coverage_by, read_expected
from govreport.errors import UnreadableSource
from tests.handmade import corpus_of, report_of


def expected(*rows: tuple[str, int], **more: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["agency", "year"]).assign(**more)


def test_what_is_expected_is_found_by_identity_then_by_name() -> None:
    corpus = corpus_of(
        report_of(source="a", agency="洪泽区人民政府", year=2023, agency_id="320813-government"),
        report_of(source="b", agency="白榆县水务局", year=2021, agency_name="白榆县水务局"),
        report_of(source="c", agency="白榆县科委", year=2021, editions={"review": "2021"}),
        report_of(source="d", agency="白榆县农业局", year=None),
    )
    ids = corpus.reports.set_index("source")["report_id"]
    wanted = expected(
        ("淮安市洪泽区人民政府", 2023),
        ("白榆县水务局", 2021),
        ("白榆县水务局", 2022),
        ("白榆县科委", 2021),
        ("白榆县农业局", 2021),
    )
    found = coverage(corpus.reports, wanted)
    assert found["found"].tolist() == [True, True, False, True, False]
    assert found["report_id"].dropna().tolist() == [ids["a"], ids["b"], ids["c"]]
    assert found["matched_by"].fillna("-").tolist() == ["agency_id", "agency_id", "-", "agency_id", "-"]
    by_year = coverage_by(found).set_index("year")
    assert by_year.loc[2021, ["expected", "found", "with_requests", "ambiguous"]].tolist() == [3, 2, 1, 0]
    assert by_year["share"].round(3).to_dict() == {2021: 0.667, 2022: 0.0, 2023: 1.0}


def test_a_namesake_in_another_place_is_another_agency() -> None:
    liaoning = report_of(source="a", agency="朝阳区教育局", year=2021, agency_id="220104-education")
    wanted = expected(("朝阳区教育局", 2021))
    assert coverage(corpus_of(liaoning).reports, wanted)["matched_by"].tolist() == ["agency"]
    known = wanted.assign(agency_id="110105-education")
    assert coverage(corpus_of(liaoning).reports, known)["found"].tolist() == [False]
    beijing = report_of(source="b", agency="朝阳区教育局", year=2021, agency_id="110105-education")
    both = corpus_of(liaoning, beijing).reports
    assert coverage(both, wanted)[["found", "matched_by"]].to_numpy().tolist() == [[False, "ambiguous"]]
    assert coverage(both, known)["matched_by"].tolist() == ["agency_id"]
    assert coverage_by(coverage(both, wanted))["ambiguous"].tolist() == [1]


def test_only_the_one_report_of_an_agency_and_year_counts() -> None:
    corpus = corpus_of(report_of(source="a", agency="白榆县水务局"), report_of(source="b", agency="白榆县水务局"))
    found = coverage(corpus.reports, expected(("白榆县水务局", 2022)))
    primary = corpus.reports.loc[corpus.reports["is_primary"], "report_id"]
    assert found["report_id"].tolist() == primary.tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_in_the_encodings_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text("agency,year,group\n 白榆县水务局 ,2021,01\n", encoding=encoding)
    table = read_expected(path)
    assert table.to_numpy().tolist() == [["白榆县水务局", 2021, "01"]]
    assert table["year"].dtype == "Int16"


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("name,year\nx,2021\n", r"found the columns \['name', 'year'\]; expected agency and year"),
        ("agency,year\n白榆县水务局,2021\n白榆县教育局,last\n", "row 2: agency '白榆县教育局', year 'last'"),
        ("agency,year\n白榆县水务局,2021.5\n", "row 1"),
        ("agency,year\n,2021\n", "row 1"),
        ("", "no CSV"),
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str, match: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableSource, match=match):
        read_expected(path)

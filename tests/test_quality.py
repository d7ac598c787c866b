"""What a corpus is made of is counted once, whole, and nothing unknown is left out."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.frames import STATES
from govreport.quality import cell_states, reports_by, reports_by_year, with_edition
from tests.handmade import corpus_of, report_of

RECEIVED, CARRIED = ("requests", "received", "total"), ("requests", "carried_in", "total")
OLD = {"requests": "2019", "review": "2019"}


def test_reports_are_counted_by_each_characteristic_and_unknown_is_a_value() -> None:
    corpus = corpus_of(
        report_of(source="a", level="county", agency_kind="department"),
        report_of(source="b", agency="白榆县水务局", year=2020, editions=OLD, format="pdf", level="county"),
        report_of(source="c", agency="白榆县教育局", year=None, editions={"requests": "2019", "review": "2021"}),
    )
    table = reports_by(corpus).set_index(["characteristic", "value"])
    assert table["n"].to_dict() == {
        ("format", "html"): 2,
        ("format", "pdf"): 1,
        ("edition", "2019"): 1,
        ("edition", "2019+2021"): 1,
        ("edition", "2021"): 1,
        ("year", "2020"): 1,
        ("year", "2022"): 1,
        ("year", "not known"): 1,
        ("level", "county"): 2,
        ("level", "not known"): 1,
        ("agency_kind", "department"): 1,
        ("agency_kind", "not known"): 2,
    }
    assert table["share"].loc["format", "html"] == pytest.approx(2 / 3)
    assert reports_by(corpus, "reader")["value"].tolist() == ["text"]


def test_reports_by_year_and_edition_keep_the_year_that_is_not_known() -> None:
    real = report_of(source="x", agency="东城区教育委员会", year=None, title="东城区教育委员会年度报告")
    table = reports_by_year(corpus_of(report_of(source="a", agency="白榆县水务局"), real))
    assert table[["year", "edition", "n", "synthetic"]].astype(object).fillna("?").to_numpy().tolist() == [
        [2022, "2021", 1, True],
        ["?", "2021", 1, False],
    ]


def test_cells_are_counted_by_state_and_contested_apart() -> None:
    cells = {RECEIVED: {"contested": True}, CARRIED: {"state": "missing", "value": None}}
    corpus = corpus_of(
        report_of(source="a", values={("requests", "granted", "total"): None}, cells=cells),
        report_of(source="b", agency="白榆县水务局", year=2020, editions={"requests": "2019"}, format="pdf"),
    )
    table = cell_states(corpus).set_index(["table", "edition"])
    new, old = table.loc[("requests", "2021")], table.loc[("requests", "2019")]
    assert (new[["n", *STATES, "contested"]]).tolist() == [175, 173, 1, 0, 0, 1, 1]
    assert (old[["n", "stated", "contested"]]).tolist() == [161, 161, 0]
    assert not new["synthetic"]
    assert old["synthetic"]
    assert cell_states(corpus, "format")["n"].tolist() == [175 + 10 + 15, 161]
    whole = cell_states(corpus, ())
    assert whole[["n", "blank", "missing", "synthetic"]].to_numpy().tolist() == [[361, 1, 1, True]]
    assert "table" not in whole


def test_an_unknown_column_is_named() -> None:
    corpus = corpus_of(report_of(source="a"))
    with pytest.raises(ValueError, match="by='tables' is no column"):
        cell_states(corpus, "tables")


def test_an_empty_corpus_has_empty_tables() -> None:
    empty = corpus_of()
    for table in (reports_by(empty), reports_by_year(empty), cell_states(empty)):
        assert isinstance(table, pd.DataFrame)
        assert table.empty


def test_reports_without_any_table_have_no_edition_and_make_no_error() -> None:
    corpus = corpus_of(report_of())
    corpus.figures = corpus.figures.head(0)
    assert with_edition(corpus)["edition"].tolist() == ["no table"]

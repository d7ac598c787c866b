"""A filter keeps what it says and nothing else; what is not known passes no filter but the one for it."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.explorer.selection import UNKNOWN, Selection, choices, keep, places, with_editions, years
from tests.handmade import corpus_of, report_of

MIXED = {"proactive_disclosure": "2021", "requests": "2019"}
ONE = {"province": "青梧省", "prefecture": "檀溪市", "county": "白榆县", "level": "county", "function": "water"}
TWO = {"province": "青梧省", "prefecture": "云川市", "level": "prefecture", "function": "culture|tourism"}
THREE = {"province": "海棣省", "level": "province"}


@pytest.fixture(scope="module")
def reports() -> pd.DataFrame:
    bare = report_of(None, None, source="d")
    bare.figures.clear()
    corpus = corpus_of(
        report_of("白榆县水务局", 2021, source="a", **ONE),
        report_of("云川市文化和旅游局", 2019, source="b", editions=MIXED, **TWO),
        report_of("海棣省人民政府", 2017, source="c", editions={"statistics": "2014"}, **THREE),
        bare,
    )
    return with_editions(corpus.reports, corpus.figures)


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), "abcd"),
        (Selection(province="青梧省"), "ab"),
        (Selection(province="青梧省", prefecture="云川市"), "b"),
        (Selection(county=UNKNOWN), "bcd"),
        (Selection(province=UNKNOWN), "d"),
        (Selection(level="province"), "c"),
        (Selection(level=UNKNOWN), "d"),
        (Selection(function="water"), "a"),
        (Selection(function="tourism"), "b"),
        (Selection(function="touris"), ""),
        (Selection(function=UNKNOWN), "cd"),
        (Selection(edition="2021"), "ab"),
        (Selection(edition="2019"), "b"),
        (Selection(edition="2014"), "c"),
        (Selection(edition=UNKNOWN), "d"),
        (Selection(first=2019), "ab"),
        (Selection(last=2019), "bc"),
        (Selection(first=2018, last=2020), "b"),
        (Selection(words="旅游"), "b"),
        (Selection(words=".*"), ""),
    ],
)
def test_what_a_selection_keeps(reports: pd.DataFrame, selection: Selection, kept: str) -> None:
    assert "".join(reports.loc[keep(reports, selection), "source"]) == kept


def test_choices_are_those_of_the_reports(reports: pd.DataFrame) -> None:
    assert choices(reports) == {
        "level": ["", "province", "prefecture", "county", UNKNOWN],
        "function": ["", "culture", "tourism", "water", UNKNOWN],
        "edition": ["", "2014", "2019", "2021", UNKNOWN],
    }
    assert years(reports) == [2017, 2019, 2021]


def test_places_lie_within_the_one_that_is_selected(reports: pd.DataFrame) -> None:
    assert places(reports, Selection())["prefecture"] == ["", "云川市", "檀溪市", UNKNOWN]
    found = places(reports, Selection(province="青梧省", prefecture="檀溪市"))
    assert found["prefecture"] == ["", "云川市", "檀溪市"]
    assert found["county"] == ["", "白榆县"]


def test_no_report_has_nothing_to_choose(reports: pd.DataFrame) -> None:
    none = reports.iloc[:0]
    assert choices(none) == {"level": [""], "function": [""], "edition": [""]}
    assert keep(none, Selection(province="青梧省")).tolist() == []
    assert years(none) == []

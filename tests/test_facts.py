"""The real facts: what is shipped is what its codebook and its caveats say."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from govreport import channels, facts, frames, regions


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    return facts.load_facts()


def made_up(**values: Any) -> pd.DataFrame:
    """Return one made-up row of facts."""
    row = (
        dict.fromkeys(facts.codebook()["column"]) | {"report_id": "fact-001", "agency_id": "1-a", "year": 2020} | values
    )
    return pd.DataFrame({name: pd.array([value], dtype=object) for name, value in row.items()}).astype(
        {"requests_received": "Int64", "wechat_posts": "Int64", "approximate": "string", "reach": "string"}
    )


def test_every_column_has_its_row_in_the_codebook_and_the_other_way_round(real: pd.DataFrame) -> None:
    book = facts.codebook()
    assert book["column"].tolist() == real.columns.tolist()
    assert [str(dtype) for dtype in real.dtypes] == book["dtype"].tolist()
    assert book[["column", "dtype", "meaning", "missing"]].notna().all(axis=None)
    never = book.loc[book["missing"] == "never", "column"]
    assert real[never].notna().all(axis=None)
    counts = book.loc[book["dtype"] == "Int64"]
    assert counts["unit"].isin(frames.UNITS).all()
    assert (counts["missing"] == "not said in the opening: never zero").all()


def test_the_numbers_are_those_of_the_caveats(real: pd.DataFrame) -> None:
    assert len(real) == 352
    assert real["province"].nunique() == 30
    assert int((real["year"] >= 2019).sum()) == 321
    assert int(real["requests_received"].notna().sum()) == 174
    science = real["function"] == "science_technology"
    others = (real["kind"] == "department") & ~science
    for group, reports, known, none in ((science, 112, 65, 55), (others, 186, 89, 32)):
        received = real.loc[group, "requests_received"]
        assert (len(received), int(received.notna().sum()), int((received == 0).sum())) == (reports, known, none)


def test_not_said_is_missing_and_never_zero(real: pd.DataFrame) -> None:
    wechat = real["wechat_posts"]
    assert int(wechat.isna().sum()) == 276
    assert int(wechat.fillna(-1).eq(-1).sum()) == 276
    assert real.loc[real["reach"].isna(), "reach"].size == 347


def test_nine_agencies_give_wechat_posts_for_two_years_and_six_of_them_grew(real: pd.DataFrame) -> None:
    grew: dict[str, list[bool]] = {}
    for column in ("wechat_posts", "weibo_posts"):
        given = real[real[column].notna()].sort_values("year").groupby("agency_id")[column]
        pairs = given.agg(["first", "last", "count"])
        pairs = pairs[pairs["count"] > 1]
        assert (pairs["count"] == 2).all()
        grew[column] = (pairs["last"] > pairs["first"]).tolist()
    assert (len(grew["wechat_posts"]), sum(grew["wechat_posts"])) == (9, 6)
    assert len(grew["weibo_posts"]) == 3


def test_one_row_an_agency_and_year_under_a_key(real: pd.DataFrame) -> None:
    assert real["report_id"].tolist()[:2] == ["fact-001", "fact-002"]
    assert real["report_id"].is_unique
    assert not real.duplicated(["agency_id", "year"]).any()
    # the same printed agency of the same place is the same agency, and no other one is
    names = real.groupby(["agency", "province", "prefecture", "county"], dropna=False)["agency_id"].nunique()
    assert (names == 1).all()
    assert real["agency_id"].nunique() == len(names)


def test_codes_are_those_of_the_report_year_and_of_the_coded_place(real: pd.DataFrame) -> None:
    local = real[real["adcode"].notna()]
    assert real.loc[real["adcode"].isna(), "level"].tolist() == ["central"]
    assert local["adcode"].str.fullmatch(r"\d{6}").all()
    for row in local.itertuples():
        division = regions.divisions().in_year(str(row.adcode), row.year)
        assert division is not None
        assert division.holds(row.year)
        assert regions.divisions().region(division, row.year).province == row.province
    science = real[real["agency"] == "杭州市上城区科学技术局"].set_index("year")["adcode"]
    assert set(science) == {"330102"}


def test_what_is_said_to_be_approximate_has_a_number(real: pd.DataFrame) -> None:
    for row in real[real["approximate"].notna()].to_dict("records"):
        for name in row["approximate"].split(";"):
            column, _, channel = name.partition(".")
            assert row[column] is not pd.NA
            assert not channel or channel in json.loads(row["other_channels"])


def test_the_panel_bounds_what_is_not_known(real: pd.DataFrame) -> None:
    panel = facts.facts_panel(real)
    assert set(frames.schemas()["reports"]) >= set(panel.columns[:-4])
    assert panel["rq_received_st"].value_counts()[["stated", "missing"]].tolist() == [174, 178]
    unknown = panel[panel["rq_received"].isna()]
    assert (unknown["rq_received_lo"] == 0).all()
    assert unknown["rq_received_hi"].isna().all()
    known = panel[panel["rq_received"].notna()]
    assert (known["rq_received_lo"] == known["rq_received"]).all()
    assert (known["rq_received_hi"] == known["rq_received"]).all()
    assert panel["reach"].value_counts().to_dict() == {
        "own": 1, "own_and_departments": 0, "jurisdiction": 4, "unknown": 347
    }  # fmt: skip


def test_an_approximate_number_is_no_value_but_not_none() -> None:
    row = facts.facts_panel(made_up(requests_received=20, approximate="disclosed_items;requests_received")).iloc[0]
    assert row["rq_received"] is pd.NA
    assert row["rq_received_st"] == "missing"
    assert row["rq_received_lo"] == 1
    assert row["rq_received_hi"] is pd.NA


def test_channels_and_counts_have_the_columns_of_a_corpus(real: pd.DataFrame) -> None:
    found = facts.facts_channels(real)
    empty = channels.channels(frames.frame("reports", []), frames.frame("texts", []), frames.frame("mentions", []))
    assert found.dtypes.to_dict() == empty.dtypes.to_dict()
    assert not found.duplicated(["report_id", "channel"]).any()
    website = found[found["channel"] == "website"]
    assert len(website) == 138
    assert website["posts"].isna().all()
    assert found[found["status"] == "named"][["channel", "followers"]].to_numpy().tolist() == [["weibo", pd.NA]]
    counts = facts.facts_counts(real)
    mentions = frames.frame("mentions", [])
    assert counts.dtypes.to_dict() == mentions[list(counts.columns)].dtypes.to_dict()
    assert counts["channel"].value_counts()[["website", "wechat", "weibo", "wechat_weibo", "new_media"]].tolist() == [
        138, 76, 25, 4, 6
    ]  # fmt: skip
    assert counts["unit"].isna().all()
    assert counts.loc[counts["metric"].isna(), "channel"].unique().tolist() == ["website"]


def test_an_approximate_count_is_counted_and_no_exact_number() -> None:
    row = made_up(wechat_posts=300, approximate="wechat_posts")
    channel, count = facts.facts_channels(row).iloc[0], facts.facts_counts(row).iloc[0]
    assert (channel["status"], channel["posts"]) == ("counted", pd.NA)
    assert (count["value"], count["bound"], count["negated"]) == (300, "about", False)


def test_paired_by_merging_on_the_key(real: pd.DataFrame) -> None:
    counts = facts.facts_counts(real).merge(facts.facts_panel(real)[["report_id", "agency_id"]], on="report_id")
    exact = counts[(counts["channel"] == "wechat") & (counts["bound"] == "exact")]
    pairs = exact.groupby("agency_id").filter(lambda one: len(one) == 2)
    assert pairs["agency_id"].nunique() == 9

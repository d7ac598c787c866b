"""Naming a channel, counting it and what it carries are three things; silence is none of them."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.errors import NotComparable
from govreport.facts import facts_channels, facts_panel, load_facts
from govreport.indicators import dropped
from govreport.indicators.channel_share import channel_share
from govreport.indicators.new_media import adoption, reporting_next, reporting_rate
from tests.indicators.telling import channels_of, counts_of, reports_of

TEN = [f"a{at}" for at in range(10)]
REPORTS = reports_of(TEN, [2021] * 10, agency_kind=["department"] * 9 + ["government"])
CHANNELS = channels_of(
    *(("a0-2021", "wechat", "counted", 30), ("a0-2021", "website", "counted", 90)),
    *(("a1-2021", "wechat", "counted"), ("a2-2021", "wechat", "named"), ("a3-2021", "wechat", "opened")),
    *(("a4-2021", "wechat", "closed"), ("a5-2021", "wechat_weibo", "counted", 12), ("a6-2021", "weibo", "closed")),
    *(("a9-2021", "wechat", "counted", 500), ("gone-2021", "wechat", "counted", 9)),
)


def test_who_names_a_channel_and_who_may_have_it() -> None:
    found = adoption(REPORTS, CHANNELS, of=["wechat", "weibo"], min_n=1).set_index("channel")
    wechat, weibo, both = (found.loc[name] for name in ("wechat", "weibo", "any"))
    # of nine departments a0, a1, a2, a3 name WeChat, a5 both in one; a4 closed it, four are silent
    assert (wechat["numerator"], wechat["n"], wechat["n_closed"], wechat["n_unknown"]) == (5, 9, 1, 3)
    assert [wechat["estimate"], wechat["lo"], wechat["hi"]] == pytest.approx([5 / 9, 5 / 9, 8 / 9])
    assert (weibo["numerator"], weibo["n_closed"], weibo["n_unknown"]) == (1, 1, 7)
    assert (both["numerator"], both["n_closed"], both["n_unknown"]) == (5, 0, 4)
    assert set(found["n_aggregate"]) == {1}
    kept = adoption(REPORTS, CHANNELS, of=["wechat"], min_n=1, aggregates="keep").iloc[0]
    assert (kept["numerator"], kept["n"]) == (6, 10)


def test_who_gives_a_number() -> None:
    found = reporting_rate(REPORTS, CHANNELS, of=["wechat", "wechat_weibo"], min_n=1).set_index("channel")
    assert found["numerator"].to_dict() == {"wechat": 2, "wechat_weibo": 1, "any": 3}
    assert found["n_posts"].to_dict() == {"wechat": 1, "wechat_weibo": 1, "any": 2}
    assert found.loc["any", "estimate"] == pytest.approx(3 / 9)
    assert found[["lo", "hi", "ci_lo"]].isna().all(axis=None)
    assert set(found["n_unknown"]) == {0}


def test_adoption_and_reporting_are_not_mixed() -> None:
    adopted = adoption(REPORTS, CHANNELS, of=["wechat"], min_n=1)["indicator"].tolist()
    counted = reporting_rate(REPORTS, CHANNELS, of=["wechat"], min_n=1)["indicator"].tolist()
    assert (adopted, counted) == (["adoption_wechat", "adoption_any"], ["reporting_wechat", "reporting_any"])


def test_few_reports_make_no_share_and_no_interval_unless_named() -> None:
    few = adoption(REPORTS, CHANNELS, of=["wechat"], interval="clopper_pearson").iloc[0]
    assert few[["estimate", "lo", "hi"]].isna().all()
    assert few["ci"] == "clopper_pearson"
    assert adoption(REPORTS, CHANNELS, of=["wechat"], min_n=1)["ci_lo"].isna().all()
    assert reporting_rate(REPORTS, CHANNELS, min_n=1)["ci_lo"].isna().all()


def test_what_was_set_aside_counts_each_report_once() -> None:
    found = adoption(REPORTS, CHANNELS, of=["wechat", "weibo"])
    assert dropped(found) == "10 reports: 1 aggregate set aside; 3 unknown (blanks: bounds)"


def test_groups_keep_their_order_and_types() -> None:
    reports = pd.concat([REPORTS, reports_of(TEN, [2020] * 10)])
    found = reporting_rate(reports, CHANNELS, of=["wechat", "weibo"])
    assert found["year"].tolist() == [2020] * 3 + [2021] * 3
    assert found["channel"].tolist() == ["wechat", "weibo", "any"] * 2
    assert str(found["year"].dtype) == "Int16"


def test_unknown_channels_are_refused() -> None:
    for of in (["tiktok"], [], "wechat"):
        with pytest.raises(ValueError, match="expected a list of some of website"):
            adoption(REPORTS, CHANNELS, of=of)
    with pytest.raises(ValueError, match="facts_panel"):
        adoption(load_facts(), CHANNELS)


def test_the_share_of_real_reports_that_give_a_wechat_or_weibo_count() -> None:
    facts = load_facts()
    found = reporting_rate(
        facts_panel(facts), facts_channels(facts), by=(), of=["wechat", "weibo", "wechat_weibo"], aggregates="keep"
    ).set_index("channel")
    given = facts[["wechat_posts", "weibo_posts", "wechat_weibo_posts"]].notna()
    assert found.loc["any", "numerator"] == given.any(axis=1).sum() == 81
    assert found.loc["any", "n"] == 352
    assert found["numerator"].to_dict() == {"wechat": 76, "weibo": 25, "wechat_weibo": 4, "any": 81}


SHARES = counts_of(
    *(("a0-2021", 30), ("a0-2021", 10, "weibo"), ("a0-2021", 60, "website")),  # 40 of 100
    *(("a1-2021", 50, "new_media"), ("a1-2021", 20, "wechat", "条", "exact", True), ("a1-2021", 50, "website")),
    *(("a2-2021", 50, "new_media"), ("a2-2021", 20), ("a2-2021", 50, "website")),  # in or beside the 50?
    *(("a3-2021", 9, "wechat_weibo"), ("a3-2021", 4), ("a3-2021", 5, "website")),  # the same
    *(("a4-2021", 9), ("a4-2021", 5, "website", "篇")),
    *(("a5-2021", 9), ("a5-2021", 5, "website", "条", "exact", False, "disclosed_items")),
    *(("a6-2021", 9), ("a7-2021", 9, "website")),
    *(("a8-2021", 90, "wechat", "条", "about"), ("a8-2021", 9, "weibo"), ("a8-2021", 9, "website")),
)


def test_the_share_of_new_media_where_both_are_counted() -> None:
    found = channel_share(REPORTS, SHARES, min_n=2).set_index("indicator")
    pooled, median = found.loc["channel_share_pooled"], found.loc["channel_share_median"]
    assert (pooled["numerator"], pooled["denominator"]) == (40 + 50, 100 + 100)
    assert pooled["estimate"] == pytest.approx(90 / 200)
    assert (median["estimate"], median["n"], median["n_unknown"]) == (pytest.approx(0.45), 2, 7)
    few = channel_share(REPORTS, SHARES)
    assert few["estimate"].isna().all()
    assert set(few["why"]) == {"fewer than 20 reports count both"}


def test_shares_are_not_pooled_over_units_nor_over_a_government_and_its_departments() -> None:
    said = counts_of(
        *(("a0-2021", 9), ("a0-2021", 1, "website")), *(("a1-2021", 5, "wechat", "篇"), ("a1-2021", 5, "website", "篇"))
    )
    found = channel_share(REPORTS, said, min_n=1).set_index("indicator")
    assert found.loc["channel_share_pooled", "why"] == "several units (条, 篇) are not added"
    assert found.loc["channel_share_median", "estimate"] == pytest.approx(0.7)
    place = REPORTS.assign(adcode="370784")
    said = counts_of(*((f"a{at}-2021", 5, name) for at in (8, 9) for name in ("wechat", "website")))
    with pytest.raises(NotComparable, match="count posts twice"):
        channel_share(place, said, aggregates="keep", min_n=1)


def test_who_gives_a_number_again() -> None:
    reports = reports_of([*TEN, "b"] * 2, [2021] * 11 + [2022] * 11)
    before = [(f"a{at}-2021", at + 1) for at in range(6)]  # 1 and 2, 3 and 4, 5 and 6
    after = [(f"a{at}-2022", 9) for at in (1, 3, 4, 5, 7)]
    said = counts_of(
        *before, *after, ("a6-2021", 40, "wechat", "条", "about"), ("a6-2022", 50, "wechat", "条", "about")
    )
    found = reporting_next(reports, said, min_n=2).set_index("before")
    assert found["numerator"].to_dict() == {"low": 1, "middle": 1, "high": 2, "inexact": 1, "not_given": 1}
    assert found["n"].to_dict() == {"low": 2, "middle": 2, "high": 2, "inexact": 1, "not_given": 4}
    assert found[["least", "most"]].to_numpy().tolist()[:3] == [[1, 2], [3, 4], [5, 6]]
    assert found.loc["high", "estimate"] == 1
    assert pd.isna(found.loc["inexact", "estimate"])
    # 2, 4, 5, 6 against 1, 3: 7 of 8 comparisons, U = 7; of the 15 orders two are as extreme on either side
    assert found["p_value"].iloc[0] == pytest.approx(4 / 15)
    assert reporting_next(reports, said)["p_value"].isna().all()

"""Growth is measured on the same agency, metric, channel and unit, and few pairs are only counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import bootstrap

from govreport.errors import NotComparable
from govreport.facts import facts_counts, facts_panel, load_facts
from govreport.indicators.counted import channel_counts
from govreport.indicators.growth import paired_growth
from govreport.indicators.pairs import growth_pairs
from tests.indicators.telling import counts_of, reports_of

TEN = [f"a{at}" for at in range(10)]
BOTH = reports_of(TEN * 2, [2021] * 10 + [2022] * 10)
SAID = counts_of(
    *(("a0-2021", 100), ("a0-2022", 150), ("a1-2021", 50), ("a1-2022", 40), ("a2-2021", 10), ("a2-2022", 10)),
    *(("a3-2021", 0), ("a3-2022", 30), ("a4-2021", 40)),
    *(("a5-2021", 200, "wechat", "条", "at_least"), ("a5-2022", 260)),
    *(("a6-2021", 7), ("a6-2021", 9), ("a6-2022", 9)),
    *(("a7-2021", 12, "wechat", "篇"), ("a7-2022", 12, "wechat", "条")),
    *(("a8-2021", 5, "weibo"), ("a8-2022", 6, "weibo"), ("a9-2022", 3)),
)
STATUS = {
    "a0": "pair",
    "a1": "pair",
    "a2": "pair",
    "a3": "pair",
    "a4": "silent_after",
    "a5": "inexact",
    "a6": "several",
    "a7": "other_unit",
    "a9": "silent_before",
}


def test_ten_agencies_pair_by_pair() -> None:
    every = growth_pairs(BOTH, SAID, every=True).set_index("agency_id")
    assert every["status"].to_dict() == STATUS
    pairs = growth_pairs(BOTH, SAID)
    assert pairs["agency_id"].tolist() == ["a0", "a1", "a2", "a3"]
    assert pairs["log_ratio"].tolist()[:3] == pytest.approx([np.log(1.5), np.log(0.8), 0])
    assert pd.isna(pairs["log_ratio"].iloc[3])
    assert pairs["entry"].tolist() == [False, False, False, True]
    assert set(pairs["years"]) == {1}


def test_a_report_that_adds_up_others_is_no_pair_with_one_that_does_not() -> None:
    both = reports_of(["a", "a"], [2021, 2022]).assign(agency_kind="government")
    said = counts_of(("a-2021", 1000), ("a-2022", 10))
    differ = both.assign(reach=["jurisdiction", "own"])
    assert growth_pairs(differ, said).empty
    assert growth_pairs(differ, said, every=True)["status"].tolist() == ["other_reach"]
    vague = growth_pairs(both.assign(reach=["unknown", "own"]), said)
    assert vague["reach_before"].tolist() == ["unknown"]
    assert paired_growth(vague, min_n=1)["n"].tolist() == [1, 1, 1]
    dropped = paired_growth(vague, aggregates="drop", min_n=1)
    assert (dropped["n"].tolist(), dropped["n_aggregate"].tolist()) == ([0] * 3, [1] * 3)


def test_ten_agencies_together() -> None:
    found = paired_growth(growth_pairs(BOTH, SAID, every=True), min_n=3).set_index("indicator")
    sums, median, share = (found.loc[name] for name in ("ratio_of_sums", "median_ratio", "share_growing"))
    assert (sums["numerator"], sums["denominator"]) == (150 + 40 + 10 + 30, 100 + 50 + 10 + 0)
    assert sums["estimate"] == pytest.approx(230 / 160)
    assert (median["estimate"], median["n"]) == (1.0, 3)  # of 1.5, 0.8 and 1: the entry has no ratio
    assert (share["numerator"], share["denominator"], share["estimate"]) == (2, 4, 0.5)
    assert found["p_value"].tolist() == [1.0] * 4  # two grew, one fell
    assert sums[["n_grew", "n_fell", "n_same", "n_entries", "n_reports", "n_unknown"]].tolist() == [2, 1, 1, 1, 9, 5]
    silent = found.loc["ratio_silent_unchanged"]
    assert silent["estimate"] == pytest.approx((230 + 40) / (160 + 40))
    assert found[["ci_lo", "ci_hi", "ci"]].isna().all(axis=None)


def test_fewer_than_twenty_pairs_are_only_counted() -> None:
    reports, said = _many(19)
    found = paired_growth(growth_pairs(reports, said), interval="bootstrap")
    assert found[["estimate", "numerator", "denominator", "ci_lo", "p_value"]].isna().all(axis=None)
    assert found["n_grew"].tolist() == [19] * 3
    assert set(found["why"]) == {"fewer than 20 pairs"}
    reports, said = _many(20)
    assert paired_growth(growth_pairs(reports, said))["estimate"].notna().all()


def _many(n: int, unit: str = "条") -> tuple[pd.DataFrame, pd.DataFrame]:
    names = [f"b{at}" for at in range(n)]
    reports = reports_of(names * 2, [2021] * n + [2022] * n)
    said = [
        (f"{name}-{year}", (at + 1) * (year - 2020), "wechat", unit)
        for at, name in enumerate(names)
        for year in (2021, 2022)
    ]
    return reports, counts_of(*said)


def test_an_interval_is_given_only_by_name_and_names_its_method() -> None:
    reports, said = _many(40)
    said["value"] += np.arange(80) % 7
    pairs = growth_pairs(reports, said)
    assert paired_growth(pairs)["ci"].isna().all()
    found = paired_growth(pairs, interval="bootstrap", n_boot=500).set_index("indicator")
    assert found["ci"].to_dict() == {
        "ratio_of_sums": "bootstrap_t",
        "median_ratio": "bootstrap_percentile",
        "share_growing": "clopper_pearson",
    }
    assert ((found["ci_lo"] < found["estimate"]) | (found["estimate"] == 1)).all()
    again = paired_growth(pairs, interval="bootstrap", n_boot=500).set_index("indicator")
    pd.testing.assert_frame_equal(found, again)
    with pytest.raises(ValueError, match='expected None or "bootstrap"'):
        paired_growth(pairs, interval="bca")


def test_entries_make_no_infinite_growth() -> None:
    reports, said = _many(20)
    said["value"] = said["value"].where(~said["report_id"].str.endswith("2021"), 0)
    found = paired_growth(growth_pairs(reports, said), interval="bootstrap").set_index("indicator")
    assert found.loc["ratio_of_sums", "why"] == "all began at 0"
    assert found.loc["median_ratio", "why"] == "fewer than 20 pairs that did not begin at 0"
    assert (found.loc["share_growing", "numerator"], found["n_entries"].iloc[0]) == (20, 20)
    assert found[["estimate", "ci_lo", "ci_hi"]].drop("share_growing").isna().all(axis=None)


def test_nine_real_pairs_of_wechat_and_three_of_weibo() -> None:
    facts = load_facts()
    panel, counts = facts_panel(facts), facts_counts(facts)
    for channel, n, grew in (("wechat", 9, 6), ("weibo", 3, 2)):
        pairs = growth_pairs(panel, counts, channel=channel, consecutive=False)
        assert (len(pairs), int((pairs["after"] > pairs["before"]).sum())) == (n, grew)
        found = paired_growth(pairs, by=())
        assert set(found["n"]) == {n}
        assert set(found["n_grew"]) == {grew}
        assert found["estimate"].isna().all()
        assert not found["synthetic"].any()


def test_a_part_by_channel_is_the_channels_number_unless_it_has_a_total() -> None:
    reports = reports_of(["a", "b", "c", "d"], [2021] * 4)
    said = counts_of(
        ("a-2021", 56, "wechat", "条", "exact", True),
        *(("b-2021", 1640), ("b-2021", 294, "wechat", "条", "exact", True)),
        *(("c-2021", 1600, "wechat", "条", "at_least"), ("c-2021", 294, "wechat", "篇", "exact", True)),
        *(("d-2021", 3, "wechat", "条", "exact", True), ("d-2021", 5, "wechat", "条", "exact", True)),
    )
    found = channel_counts(reports, said)
    assert found["status"].tolist() == ["given", "given", "inexact", "several"]
    assert found["value"].tolist()[:2] == [56, 1640]
    assert found["part"].tolist()[:2] == [True, False]
    assert found["value"].isna().tolist() == [False, False, True, True]


def test_posts_are_never_pooled_with_disclosed_items_nor_with_other_years() -> None:
    reports = reports_of(["a"], [2021])
    said = counts_of(
        ("a-2021", 10, "wechat", "条", "exact", False, "disclosed_items"),
        ("a-2021", 99, "wechat", "条", "exact", False, "posts", "cumulative"),
        ("a-2021", 7, "wechat_weibo"),
    )
    assert channel_counts(reports, said)["status"].tolist() == ["not_given"]
    assert channel_counts(reports, said, metric="disclosed_items")["value"].tolist() == [10]
    with pytest.raises(ValueError, match="never pooled"):
        channel_counts(reports, said, metric="all")
    pairs, items = (growth_pairs(*_many(2)).assign(metric=name) for name in ("posts", "disclosed_items"))
    with pytest.raises(NotComparable, match="posts by wechat, disclosed_items by wechat"):
        paired_growth(pd.concat([pairs, items]))


def test_one_number_said_twice_is_one_and_none_has_any_unit() -> None:
    reports = reports_of(["a", "a"], [2021, 2022])
    said = counts_of(("a-2021", 0, "wechat", ""), ("a-2022", 8), ("a-2022", 8, "wechat", ""))
    pairs = growth_pairs(reports, said)
    assert pairs[["before", "after", "unit"]].to_numpy().tolist() == [[0.0, 8.0, "条"]]


def test_an_agency_stands_once_in_a_group() -> None:
    reports = reports_of(["a"] * 3, [2020, 2021, 2023])
    said = counts_of(("a-2020", 1), ("a-2021", 2), ("a-2023", 8))
    assert growth_pairs(reports, said)[["year_before", "year"]].to_numpy().tolist() == [[2020, 2021]]
    ends = growth_pairs(reports, said, consecutive=False)
    assert ends[["year_before", "year", "before", "after"]].to_numpy().tolist() == [[2020, 2023, 1, 8]]
    with pytest.raises(NotComparable, match="a stands in several pairs"):
        paired_growth(pd.concat([ends, ends]), by=())


def test_an_agency_that_falls_silent_does_not_count_twice_either() -> None:
    reports, said = reports_of(["a"] * 3, [2020, 2021, 2022]), counts_of(("a-2020", 10), ("a-2021", 1000))
    pairs = growth_pairs(reports, said, every=True)
    assert pairs["status"].tolist() == ["pair", "silent_after"]
    with pytest.raises(NotComparable, match="several pairs"):
        paired_growth(pairs, by=(), min_n=1)
    assert paired_growth(pairs, min_n=1)["n"].tolist()[:2] == [1, 1]


def test_sums_are_not_made_over_units_nor_over_a_government_and_its_departments() -> None:
    pairs = growth_pairs(*_many(20))
    mixed = paired_growth(pairs.assign(unit=["篇", *pairs["unit"][1:]])).set_index("indicator")
    assert mixed.loc["ratio_of_sums", "why"] == "several units (条, 篇) are not added"
    assert pd.isna(mixed.loc["ratio_of_sums", "estimate"])
    assert mixed.loc["median_ratio", "estimate"] == 2
    place = pairs.assign(agency_kind=["government"] + ["department"] * 19, adcode="370784")
    with pytest.raises(NotComparable, match="count posts twice"):
        paired_growth(place)
    assert paired_growth(place, aggregates="drop", min_n=19)["n"].iloc[0] == 19


def test_only_primary_reports_count_and_two_of_a_year_are_refused() -> None:
    reports = reports_of(["a", "a"], [2021, 2021])
    with pytest.raises(ValueError, match="two reports for 2021"):
        channel_counts(reports, counts_of(("a-2021", 1)))
    reports = reports.assign(report_id=["x", "y"], is_primary=pd.array([True, False], dtype="boolean"))
    assert channel_counts(reports, counts_of(("x", 3), ("y", 4)))["value"].tolist() == [3]


def test_no_reports_make_no_pairs() -> None:
    pairs = growth_pairs(reports_of([], []), counts_of())
    assert len(pairs) == 0
    assert len(paired_growth(pairs)) == 0
    assert paired_growth(pairs, by=())["n"].tolist() == [0, 0, 0]


def test_an_interval_that_is_not_given_has_no_name() -> None:
    reports, said = _many(25)
    said["value"] += np.arange(50) % 7
    with pytest.warns(UserWarning, match="fewer than 30"):
        found = paired_growth(growth_pairs(reports, said), interval="bootstrap", n_boot=200).set_index("indicator")
    assert found["ci"].dropna().to_dict() == {"share_growing": "clopper_pearson"}
    assert found["ci_lo"].notna().tolist() == [False, False, True]
    assert found["estimate"].notna().all()


def test_bca_promises_too_much_for_sums_and_is_not_used_there() -> None:
    rng, n, runs = np.random.default_rng(7), 40, 200
    covered = 0
    for _ in range(runs):
        before = np.exp(rng.normal(5, 1.2, n))
        ratios = np.exp(rng.normal(np.log(1.2), 0.5, n))
        found = bootstrap((before, before * ratios), _ratio, paired=True, n_resamples=400, random_state=rng)
        covered += found.confidence_interval[0] <= 1.2 * np.exp(0.5**2 / 2) <= found.confidence_interval[1]
    assert covered / runs < 0.93


def _ratio(before: np.ndarray, after: np.ndarray, axis: int) -> np.ndarray:
    return after.sum(axis=axis) / before.sum(axis=axis)

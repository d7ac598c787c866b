"""A change is parted into what the same agencies did and who reports: worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.corpus import Corpus
from govreport.indicators import backlog, refusal_grounds
from govreport.stayers import change, form_change, last_pair, stayers
from tests.handmade import corpus_of, report_of

CELLS = ["rq_received", "rq_carried_in", "rq_concluded", "rq_carried_out"]


def year_of(agency: str, year: int, received: int | None, carried_out: int) -> dict[str, object]:
    """Return what makes a report of an agency that was asked and carried some over."""
    row = {"received": received, "granted": (received or 0) - carried_out, "carried_out": carried_out}
    row |= {"concluded": (received or 0) - carried_out}
    values = {("requests", item, measure): n for item, n in row.items() for measure in ("natural_person", "total")}
    return {"agency": agency, "year": year, "values": values, "source": f"{agency}{year}"}


def corpus() -> Corpus:
    rows = [
        year_of("白榆县水务局", 2021, 20, 2),
        year_of("白榆县水务局", 2022, 40, 10),
        year_of("白榆县教育局", 2021, 20, 10),
        year_of("白榆县医保局", 2022, 40, 0),
        year_of("白榆县统计局", 2021, 30, 3),
        year_of("白榆县统计局", 2022, None, 3),
    ]
    return corpus_of(*(report_of(**row) for row in rows))  # type: ignore[arg-type]


def test_a_stayer_is_known_in_both_years() -> None:
    panel = corpus().panel(aggregates="keep")
    assert stayers(panel, 2021, 2022, CELLS)["agency"].unique().tolist() == ["白榆县水务局"]
    assert sorted(stayers(panel, 2021, 2022, ["rq_carried_out"])["agency"].unique()) == ["白榆县水务局", "白榆县统计局"]


def test_a_change_is_that_of_stayers_and_that_of_who_reports() -> None:
    panel = corpus().panel(aggregates="keep")
    found = change(backlog, panel, 2021, 2022, CELLS).set_index(["indicator", "component"])
    first, second = 15 / 70, 10 / 80  # 2, 10 and 3 of 20, 20 and 30; 10 and 0 of 40 and 40; 统计局 is not known in 2022
    assert found.loc[("backlog", "all"), ["first", "second"]].tolist() == pytest.approx([first, second])
    assert found.loc[("backlog", "all"), ["n_first", "n_second"]].tolist() == [3, 2]
    assert found.loc[("backlog", "stayers"), ["first", "second", "change"]].tolist() == pytest.approx([0.1, 0.25, 0.15])
    assert found.loc[("backlog", "stayers"), ["n_first", "n_second"]].tolist() == [1, 1]
    assert found.loc[("backlog", "composition"), "change"] == pytest.approx(second - first - 0.15)
    assert found["synthetic"].all()
    assert found.index.get_level_values("component").tolist() == ["all", "stayers", "composition"] * 2


def test_who_adds_up_others_in_one_of_the_years_is_no_stayer() -> None:
    panel = corpus().panel(aggregates="keep")
    mixed = (panel["agency"] == "白榆县水务局") & (panel["year"] == 2022)
    panel["reach"] = panel["reach"].astype(object).mask(mixed, "jurisdiction")
    found = change(backlog, panel, 2021, 2022, CELLS, min_n=1).set_index(["indicator", "component"])
    assert found.loc[("backlog", "all"), ["n_first", "n_second"]].tolist() == [3, 1]
    assert found.loc[("backlog", "stayers"), ["first", "second"]].isna().all()


def test_what_has_too_few_has_no_change_and_no_stayers_are_no_fault() -> None:
    panel = corpus().panel(aggregates="keep")
    few = change(backlog, panel, 2021, 2022, CELLS, min_n=50).set_index(["indicator", "component"])
    assert few["change"].loc["backlog"].isna().tolist() == [False, True, True]
    apart = panel[(panel["agency"] != "白榆县水务局")]
    found = change(backlog, apart, 2021, 2022, CELLS)
    assert found.loc[found["component"] == "stayers", "change"].isna().all()
    assert found["synthetic"].all()


def test_the_rows_keep_the_order_of_the_indicator() -> None:
    panel = corpus().panel(aggregates="keep")
    found = change(refusal_grounds, panel, 2021, 2022, ["rq_concluded"])
    assert found["ground"].drop_duplicates().tolist()[:2] == ["denied_state_secret", "denied_prohibited_by_law"]
    assert len(found) == 3 * len(refusal_grounds(panel, by=()))


def test_a_change_across_two_editions_of_the_form_says_so() -> None:
    panel = corpus().panel(aggregates="keep")
    assert not change(backlog, panel, 2021, 2022, CELLS)["form_change"].any()
    older = panel["year"] == 2021
    panel["rq_other_handling_st"] = panel["rq_other_handling_st"].mask(older, "stated")
    for name in ("rq_other_uncorr", "rq_other_fee", "rq_other_rest"):
        panel[f"{name}_st"] = panel[f"{name}_st"].mask(older, "not_on_form")
    assert change(backlog, panel, 2021, 2022, CELLS)["form_change"].all()
    assert change(backlog, panel, 2021, 2022, ["rv_recon"])["form_change"].all()  # section four goes with section three
    assert form_change(panel.assign(year=2021), 2021, 2021, CELLS)  # some follow the one, some the other
    untold = panel.drop(columns=[name for name in panel if "rq_other" in name])
    assert pd.isna(form_change(untold, 2021, 2022, CELLS))


def test_what_a_worst_case_rests_on_makes_no_row_of_its_own() -> None:
    panel = corpus().panel(aggregates="keep")
    assert "hi_bounded" in backlog(panel)
    assert "hi_bounded" not in change(backlog, panel, 2021, 2022, CELLS)


def test_the_last_pair_is_of_consecutive_years_with_numbers() -> None:
    panel = corpus().panel(aggregates="keep")
    assert last_pair(panel, CELLS) == (2021, 2022)
    assert last_pair(panel[panel["year"] == 2022], CELLS) is None
    assert last_pair(pd.concat([panel.assign(year=panel["year"] - 5), panel[panel["year"] == 2022]]), CELLS) == (
        2016,
        2017,
    )

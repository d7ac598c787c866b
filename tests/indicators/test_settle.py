"""Every report is counted once, under the policy that was asked for."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.indicators.settle import RESULT, dropped, settle
from govreport.indicators.zero import zero_requests
from tests.indicators.frames import panel_of

TEN = [0, 0, 0, 4, 7, "blank", (2, None), "contested", "unreadable", "no_table"]


def test_statuses_under_each_policy() -> None:
    panel = panel_of({"rq_received": TEN})
    plain = settle(panel, ["rq_received"], blanks="bounds")
    assert plain.status.tolist() == [0, 0, 0, 0, 0, 1, 1, 2, 1, 4]
    filled = settle(panel, ["rq_received"], blanks="zero")
    assert filled.status.tolist() == [0, 0, 0, 0, 0, 0, 1, 2, 1, 4]
    assert filled.value["rq_received"][5] == 0


def test_a_group_is_filled_part_by_part() -> None:
    names = ["rq_unavail_none", "rq_unavail_create", "rq_unavail_unclear"]
    from govreport.panel import columns

    group = next(column for column in columns() if column.name == "rq_unavailable")
    from govreport import forms

    names = [forms.by_key()[key].short for key in group.keys]
    panel = panel_of(dict(zip(names, ([3, 3], ["blank", 1], [1, "missing"]), strict=True)))
    filled = settle(panel, ["rq_unavailable"], blanks="zero")
    assert filled.status.tolist() == [0, 1]
    assert filled.value["rq_unavailable"][0] == 4
    assert (filled.lo["rq_unavailable"][1], filled.hi["rq_unavailable"][1]) == (4, float("inf"))


def test_governments_of_unknown_reach_are_set_aside_unless_kept() -> None:
    kinds = {"agency_kind": ["government", "government", "department"], "reach": ["unknown", "own", "jurisdiction"]}
    panel = panel_of({"rq_received": [5, 0, 0]}, **kinds)
    assert settle(panel, ["rq_received"]).status.tolist() == [5, 0, 5]
    assert settle(panel, ["rq_received"], aggregates="keep").status.tolist() == [0, 0, 0]


def test_a_blank_that_the_panel_filled_is_no_number_unless_zeros_are_asked_for() -> None:
    panel = panel_of({"rq_received": [0, 3, "blank", (2, None)]})
    panel.loc[2, "rq_received"] = 0.0  # as Corpus.panel(blanks="zero") leaves it
    for blanks, status in (("exclude", [0, 0, 1, 1]), ("bounds", [0, 0, 1, 1]), ("zero", [0, 0, 0, 1])):
        assert settle(panel, ["rq_received"], blanks=blanks).status.tolist() == status
    row = zero_requests(panel, min_n=1).iloc[0]
    assert (row["estimate"], row["lo"], row["hi"], row["n_unknown"]) == (1 / 2, 1 / 4, 2 / 4, 2)


def test_no_agency_counts_twice_in_a_year() -> None:
    twice = panel_of({"rq_received": [0, 3]}, agency_id=["a", "a"])
    with pytest.raises(ValueError, match="a has two reports for 2021"):
        zero_requests(twice)
    assert zero_requests(twice.assign(year=[2021, 2022]), by=())["n"].item() == 2


@pytest.mark.parametrize("kind", ["string", "category", "object"])
def test_reports_of_an_unknown_group_are_a_group(kind: str) -> None:
    panel = panel_of({"rq_received": [0, 3, 0]}, level=["county", None, None])
    found = zero_requests(panel.assign(level=panel["level"].astype(kind)), by="level", min_n=1)
    assert found["n_reports"].tolist() == [1, 2]
    assert found["level"].isna().tolist() == [False, True]


def test_what_was_set_aside_is_said() -> None:
    result = zero_requests(panel_of({"rq_received": TEN}))
    assert dropped(result) == "10 reports: 1 no table, 1 contested set aside; 3 unknown (blanks: bounds)"
    assert {name: str(result[name].dtype) for name in RESULT} == {
        name: {"string": "string", "boolean": "boolean"}.get(kind, kind) for name, kind in RESULT.items()
    }


def test_bad_arguments_say_what_is_allowed() -> None:
    panel = panel_of({"rq_received": TEN})
    with pytest.raises(ValueError, match="expected one of 'exclude', 'zero', 'bounds'"):
        settle(panel, ["rq_received"], blanks="nil")
    with pytest.raises(ValueError, match="no column of the panel"):
        settle(panel, ["rq_recieved"])
    with pytest.raises(ValueError, match="lacks rq_granted"):
        settle(panel, ["rq_granted"])
    with pytest.raises(ValueError, match="by='country'"):
        zero_requests(panel, by="country")


def test_rows_of_one_group_are_counted_once() -> None:
    one = {"n_reports": 79, "n_unknown": 2, "n_aggregate": 0, "n_no_table": 0, "n_not_on_form": 0, "n_contested": 0}
    rows = [{"before": before, "indicator": "reporting_next", "blanks": "bounds"} | one for before in ("low", "high")]
    assert dropped(pd.DataFrame(rows)) == "79 reports: 2 unknown (blanks: bounds)"

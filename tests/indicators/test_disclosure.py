"""Rates of disclosure against numbers worked out by hand on ten agencies."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from govreport.errors import NotComparable
from govreport.indicators import disclosure_rate, dropped
from govreport.indicators.listed import BOUNDED
from govreport.indicators.settle import RESULT
from tests.indicators.tables import tables_of

# a5: ten were concluded, so that not both blanks are 0; a6: all were granted or denied, so that its blank can be 0;
# a7: contested; a8: no table; a9: granted is 1 to 4
CELLS: dict[str, list[Any]] = {
    "rq_granted": [10, 6, 0, 8, 10, (0, 10), 20, 3, 0, (1, 4)],
    "rq_partly": [2, 0, 0, 0, 10, (0, 10), (0, 3), 0, 0, 0],
    "rq_denied_law": [3, 2, 0, 0, 10, 0, 10, 0, 0, 2],
    "rq_unavail_notheld": [3, 2, 0, 0, 5, 0, 0, 0, 0, 0],
    "rq_declined_petition": [1, 2, 0, 0, 5, 0, 0, 0, 0, 0],
    "rq_other_rest": [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    "rq_concluded": [20, 12, 0, 8, 40, 10, 30, "contested", 0, 6],
}
TEN = tables_of(CELLS, no_table=[8])


def found(panel: pd.DataFrame = TEN, **options: Any) -> pd.DataFrame:
    return disclosure_rate(panel, **({"min_n": 1} | options)).set_index(["indicator", "estimand"])


# known are a0 to a4: concluded 20 + 12 + 0 + 8 + 40 = 80, decidable 15 + 8 + 0 + 8 + 30 = 61,
# granted 10 + 6 + 0 + 8 + 10 = 34, in part 2 + 10; with blanks as 0 also a6: 30 concluded and decidable, 20 granted
@pytest.mark.parametrize(
    ("blanks", "rates", "unknown"),
    [
        ("exclude", {"full_concluded": 34 / 80, "any_concluded": 46 / 80, "full_decidable": 34 / 61}, 3),
        ("zero", {"full_concluded": 54 / 110, "any_concluded": 66 / 110, "any_decidable": 66 / 91}, 2),
        ("bounds", {"full_concluded": 34 / 80, "any_decidable": 46 / 61}, 3),
    ],
)
def test_pooled_over_both_denominators(blanks: str, rates: dict[str, float], unknown: int) -> None:
    rows = found(blanks=blanks)
    for indicator, rate in rates.items():
        assert rows.loc[(indicator, "pooled"), "estimate"] == pytest.approx(rate)
    row = rows.loc[("any_concluded", "pooled")]
    assert row[["n_reports", "n_contested", "n_no_table", "n_unknown"]].tolist() == [10, 1, 1, unknown]
    assert (row["n"], row["n_undefined"]) == (10 - 2 - unknown, 1)


# a5 adds 10 concluded and 0 to 10 granted; a6 30, and 20 to 23 at least in part; a9 6 and 1 to 4
@pytest.mark.parametrize(
    ("indicator", "lo", "hi"),
    [
        ("full_concluded", (34 + 0 + 20 + 1) / 126, (34 + 10 + 20 + 4) / 126),
        ("any_concluded", (46 + 0 + 20 + 1) / 126, (46 + 10 + 23 + 4) / 126),
        ("full_decidable", (34 + 0 + 20 + 1) / 107, (34 + 10 + 20 + 4) / 107),
        ("any_decidable", (46 + 0 + 20 + 1) / 107, (46 + 10 + 23 + 4) / 107),
    ],
)
def test_worst_case_of_the_pooled_rate(indicator: str, lo: float, hi: float) -> None:
    row = found().loc[(indicator, "pooled")]
    assert row[["lo", "hi"]].tolist() == pytest.approx([lo, hi])
    assert found(blanks="exclude")[["lo", "hi"]].isna().all(axis=None)


def test_agencies_weigh_the_same_and_small_ones_have_no_rate() -> None:
    rows = found().loc["full_concluded"]
    mean, median = rows.loc["agency_mean"], rows.loc["agency_median"]
    assert mean["estimate"] == pytest.approx((10 / 20 + 6 / 12 + 10 / 40) / 3)
    assert median["estimate"] == pytest.approx(0.5)
    assert mean[["n", "n_undefined", "n_small"]].tolist() == [3, 1, 1]  # a2 has D = 0, a3 has D = 8
    # a5 lies anywhere, a6 at 20 / 30, a9 is too small
    assert mean["lo"] == pytest.approx((0.5 + 0.5 + 0.25 + 0 + 2 / 3) / 5)
    assert mean["hi"] == pytest.approx((0.5 + 0.5 + 0.25 + 1 + 2 / 3) / 5)
    assert (median["lo"], median["hi"]) == (0.5, 0.5)


def test_reports_of_one_agency_are_summed_to_its_rate() -> None:
    cells = {"rq_granted": [5, 1, 9], "rq_denied_law": [5, 9, 11], "rq_concluded": [10, 10, 20]}
    panel = tables_of(cells, agency_id=["a", "a", "b"], year=[2021, 2022, 2021])
    mean = found(panel, by=()).loc[("full_concluded", "agency_mean")]
    assert (mean["estimate"], mean["n"]) == (pytest.approx((6 / 20 + 9 / 20) / 2), 2)


def test_an_agency_that_may_be_too_small_is_let_in_or_out_by_the_worst_case() -> None:
    cells: dict[str, list[Any]] = {"rq_granted": [5, 5, 2, 9], "rq_concluded": [10, 10, (8, 12), (9, 12)]}
    mean = found(tables_of(cells)).loc[("full_concluded", "agency_mean")]
    assert mean["estimate"] == 0.5
    # a2 is at most 2 of 10 and at least 2 of 12: let in below; a3 at most 9 of 10: let in above
    assert mean["lo"] == pytest.approx((0.5 + 0.5 + 2 / 12) / 3)
    assert mean["hi"] == pytest.approx((0.5 + 0.5 + 9 / 10) / 3)


def test_a_blank_without_bound_spans_everything() -> None:
    cells: dict[str, list[Any]] = {"rq_granted": [15, (0, None)], "rq_concluded": [30, (0, None)]}
    row = found(tables_of(cells)).loc[("full_concluded", "pooled")]
    assert row[["estimate", "lo", "hi"]].tolist() == [0.5, 0, 1]


def test_other_handling_has_one_row_or_three() -> None:
    forms = {"rq_other_handling": [4, "not_on_form"], "rq_other_rest": ["not_on_form", 3], "rq_granted": [16, 17]}
    forms |= dict.fromkeys(("rq_other_uncorr", "rq_other_fee"), ["not_on_form", 0]) | {"rq_concluded": [20, 20]}
    row = found(tables_of(forms), by=()).loc[("full_decidable", "pooled")]
    assert (row["numerator"], row["denominator"]) == (33, 40 - 4 - 3)


def test_too_little_makes_no_rate() -> None:
    rows = disclosure_rate(tables_of({"rq_granted": [5], "rq_concluded": [19]}), blanks="bounds", interval="bootstrap")
    assert rows["numerator"].iloc[0] == 5
    assert rows[["estimate", "lo", "hi", "ci_lo", "ci_hi", "ci"]].isna().all(axis=None)
    enough = disclosure_rate(tables_of({"rq_granted": [5], "rq_concluded": [20]}))
    assert enough["estimate"].iloc[0] == 0.25
    assert enough.set_index("estimand").loc["agency_mean", "estimate"].isna().all()  # one agency is no mean


def test_no_interval_unless_it_is_named() -> None:
    panel = tables_of({"rq_granted": [10 + at % 7 for at in range(40)], "rq_concluded": [20] * 40})
    assert disclosure_rate(panel)[["ci_lo", "ci_hi", "ci"]].isna().all(axis=None)
    rows = found(panel, interval="bootstrap", n_boot=500)
    assert rows.loc["full_concluded", "ci"].tolist() == ["bootstrap_t", "bootstrap_t", "bootstrap_percentile"]
    assert (rows["ci_lo"].dropna() < rows["estimate"][rows["ci_lo"].notna()]).all()
    pd.testing.assert_frame_equal(rows, found(panel, interval="bootstrap", n_boot=500))
    with pytest.raises(ValueError, match="promise too much for sums"):
        disclosure_rate(panel, interval="bca")


def test_a_government_is_not_added_to_its_departments() -> None:
    meta = {"agency_kind": ["government", "department"], "reach": ["jurisdiction", "own"], "adcode": ["370700"] * 2}
    panel = tables_of({"rq_granted": [9, 2], "rq_concluded": [20, 20]}, **meta)
    with pytest.raises(NotComparable, match="count requests twice"):
        disclosure_rate(panel, aggregates="keep")
    assert disclosure_rate(panel)["denominator"].iloc[0] == 20


def test_one_report_without_an_upper_bound_is_counted_and_what_the_others_leave_stands_beside() -> None:
    cells: dict[str, list[Any]] = {
        "rq_granted": [10, 5, (0, 4), (0, None), 0],
        "rq_concluded": [20, 20, 10, "missing", "no_table"],
    }
    rows = found(tables_of(cells))
    row = rows.loc[("any_concluded", "pooled")]
    assert row[["lo", "hi", "n_unbounded"]].tolist() == [0, 1, 1]
    assert row[["lo_bounded", "hi_bounded"]].tolist() == pytest.approx([15 / 50, 19 / 50])
    assert rows["n_unbounded"].xs("agency_mean", level="estimand").isna().all()  # no sum, which one could upset
    bounded = found(tables_of({name: values[:3] for name, values in cells.items()})).loc[("any_concluded", "pooled")]
    assert bounded["n_unbounded"] == 0
    assert bounded[["lo", "hi"]].tolist() == bounded[["lo_bounded", "hi_bounded"]].tolist()
    excluded = found(tables_of(cells), blanks="exclude").loc[("any_concluded", "pooled")]
    assert excluded[["n_unbounded", "lo_bounded", "hi_bounded"]].isna().all()


def test_what_a_row_is_of_stands_before_the_indicator_and_nothing_else() -> None:
    columns = list(disclosure_rate(TEN))
    assert columns[: columns.index("indicator")] == ["year", "estimand", "n_undefined", "n_small"]


def test_hostile_panels() -> None:
    empty = disclosure_rate(TEN.iloc[:0])
    assert empty.empty
    assert set(empty) == {"year", "estimand", "n_undefined", "n_small", *RESULT, *BOUNDED}
    unknown = tables_of({"rq_granted": ["unreadable"] * 3, "rq_concluded": ["missing"] * 3})
    rows = disclosure_rate(unknown)
    assert rows["estimate"].isna().all()
    assert dropped(rows) == "3 reports: 3 unknown (blanks: bounds)"
    with pytest.raises(ValueError, match="lacks rq_declined_petition"):
        disclosure_rate(TEN.drop(columns="rq_declined_petition"))
    with pytest.raises(ValueError, match="expected one of 'exclude', 'zero', 'bounds'"):
        disclosure_rate(TEN, blanks="none")


def test_contested_cells_count_where_the_panel_keeps_them() -> None:
    kept = TEN.copy()
    kept.loc[7, "rq_concluded"] = 9.0
    rows = found(kept, blanks="exclude")
    assert rows.loc[("full_concluded", "pooled"), "denominator"] == 89

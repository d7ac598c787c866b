"""Who asks and what they get, against numbers worked out by hand on ten agencies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from govreport.errors import NotComparable
from govreport.indicators import applicant_disclosure, applicant_odds, applicant_shares
from govreport.indicators.odds import Strata, mantel_haenszel
from govreport.indicators.settle import RESULT
from tests.indicators.tables import tables_of

# a5: 4 came from blank classes, so that not all are 0; a6: its blank can be 0; a7: contested; a8: no table;
# a9: printed cells that do not add up, kept by the panel
CELLS: dict[str, list[Any]] = {
    "rq_received": [20, 12, 0, 8, 40, 10, 30, 5, 0, 9],
    "rq_received_nat": [10, 12, 0, 8, 30, 6, 30, "contested", 0, 3],
    "rq_received_biz": [6, 0, 0, 0, 5, (0, 4), (0, 2), 0, 0, 3],
    "rq_received_law": [4, 0, 0, 0, 5, (0, 4), 0, 0, 0, 0],
}
TEN = tables_of(CELLS, no_table=[8], applicants=True)


# a0 to a4: 80 received, 60 from natural persons, 11 from business, 9 from legal services
@pytest.mark.parametrize(
    ("blanks", "natural", "business", "total", "contested"),
    [("exclude", 60, 11, 80, 2), ("zero", 90, 11, 110, 1), ("bounds", 60, 11, 80, 2)],
)
def test_who_asks(blanks: str, natural: int, business: int, total: int, contested: int) -> None:
    rows = applicant_shares(TEN, blanks=blanks, min_n=1).set_index("applicant")
    assert rows.loc["natural_person", ["numerator", "denominator"]].tolist() == [natural, total]
    assert rows.loc["business", "estimate"] == pytest.approx(business / total)
    assert rows["estimate"].sum() == pytest.approx(1)
    assert rows["n_contested"].iloc[0] == contested
    if blanks == "bounds":  # a5 and a6 add 40 requests
        assert rows.loc["business", ["lo", "hi"]].tolist() == pytest.approx([11 / 120, (11 + 4 + 2) / 120])
        assert rows.loc["natural_person", ["lo", "hi"]].tolist() == pytest.approx([96 / 120, 96 / 120])


def classes(**cells: list[Any]) -> pd.DataFrame:
    """Return a panel whose totals are the sums of its classes, and whose outcomes add up."""
    n = len(next(iter(cells.values())))
    given: dict[str, list[Any]] = {f"rq_{name}": values for name, values in cells.items()}
    rows = {name.rsplit("_", 1)[0] for name in given}
    for row in rows:
        parts = [values for name, values in given.items() if name.rsplit("_", 1)[0] == row]
        given[row] = [sum(values[at] for values in parts) for at in range(n)]
    return tables_of(given, applicants=True)


FOUR = classes(
    granted_nat=[8, 9, 0, 2],
    partly_nat=[0, 1, 0, 0],
    denied_law_nat=[8, 9, 0, 0],
    declined_petition_nat=[4, 2, 0, 0],
    concluded_nat=[20, 21, 0, 2],
    granted_biz=[10, 6, 3, 0],
    denied_law_biz=[4, 2, 1, 0],
    unavail_notheld_biz=[1, 0, 0, 0],
    concluded_biz=[15, 8, 4, 0],
)


def test_what_they_get() -> None:
    rows = applicant_disclosure(FOUR, min_n=1).set_index(["applicant", "indicator"])
    assert rows.loc[("natural_person", "any_concluded"), "estimate"] == pytest.approx(20 / 43)
    assert rows.loc[("natural_person", "any_decidable"), "estimate"] == pytest.approx(20 / 37)
    assert rows.loc[("business", "any_concluded"), "estimate"] == pytest.approx(19 / 27)
    assert rows.loc[("business", "any_decidable"), "estimate"] == pytest.approx(19 / 26)
    assert pd.isna(rows.loc[("research", "any_concluded"), "estimate"])
    assert applicant_disclosure(FOUR, min_n=28)["estimate"].notna().sum() == 2


@pytest.mark.parametrize(("blanks", "n"), [("exclude", 3), ("zero", 4), ("bounds", 3)])
def test_what_they_get_where_a_class_is_blank(blanks: str, n: int) -> None:
    panel = FOUR.copy()
    panel.loc[3, ["rq_granted_biz", "rq_granted_biz_st"]] = [pd.NA, "blank"]
    panel.loc[3, "rq_granted_biz_hi"] = 1
    row = (
        applicant_disclosure(panel, blanks=blanks, min_n=1).set_index(["applicant", "indicator"]).loc["natural_person"]
    )
    assert row["n"].tolist() == [n, n]
    assert row.loc["any_concluded", "estimate"] == pytest.approx(20 / 43 if n == 4 else 18 / 41)


def test_filled_blanks_that_break_a_sum_are_not_believed() -> None:
    panel = FOUR.copy()
    for name in ("rq_granted_biz", "rq_granted"):
        panel.loc[0, [name, f"{name}_st", f"{name}_lo", f"{name}_hi"]] = [pd.NA, "blank", 0, 20]
    found = applicant_disclosure(panel, blanks="zero", min_n=1)
    assert found["n_unknown"].iloc[0] == 1


def test_odds_within_agencies() -> None:
    rows = applicant_odds(FOUR, min_n=1).set_index(["applicant", "indicator"])
    row = rows.loc[("business", "odds_ratio_concluded")]
    # both ask of a0 and a1: (10 * 12 / 35 + 6 * 11 / 29) / (5 * 8 / 35 + 2 * 10 / 29)
    one, other = 10 * 12 / 35 + 6 * 11 / 29, 5 * 8 / 35 + 2 * 10 / 29
    assert row[["numerator", "denominator"]].tolist() == pytest.approx([one, other])
    assert row["estimate"] == pytest.approx(one / other)
    assert row[["n", "n_requests", "n_reference"]].tolist() == [2, 23, 41]
    decidable = rows.loc[("business", "odds_ratio_decidable"), "estimate"]
    assert decidable == pytest.approx((10 * 8 / 30 + 6 * 9 / 27) / (4 * 8 / 30 + 2 * 10 / 27))
    assert rows.loc["research", "estimate"].isna().all()
    assert applicant_odds(FOUR, min_n=24)["estimate"].isna().all()


def test_the_odds_ratio_is_that_of_statsmodels() -> None:
    tables = pytest.importorskip("statsmodels.stats.contingency_tables", reason="statsmodels is not installed")
    strata = Strata(*(np.array(cell, float) for cell in ([10, 6, 3], [5, 2, 9], [8, 9, 4], [12, 11, 1])))
    theirs = tables.StratifiedTable([np.array(one).reshape(2, 2) for one in zip(*strata, strict=True)])
    estimate, *ends = mantel_haenszel(strata)
    assert estimate == pytest.approx(theirs.oddsratio_pooled)
    assert ends == pytest.approx(theirs.oddsratio_pooled_confint())


def test_agencies_that_serve_different_people_do_not_make_a_difference() -> None:
    """Each agency treats both alike, and the rates of the classes differ all the same (Simpson's paradox)."""
    panel = classes(
        granted_nat=[18, 1], denied_law_nat=[2, 9], concluded_nat=[20, 10],
        granted_biz=[9, 2], denied_law_biz=[1, 18], concluded_biz=[10, 20],
    )  # fmt: skip
    pooled = applicant_disclosure(panel, min_n=1).set_index(["applicant", "indicator"])["estimate"]
    assert pooled["natural_person", "any_concluded"] - pooled["business", "any_concluded"] > 0.2
    odds = applicant_odds(panel, min_n=1).set_index(["applicant", "indicator"])["estimate"]
    assert odds["business", "odds_ratio_concluded"] == pytest.approx(1)


def test_no_interval_of_one_odds_ratio_where_agencies_have_different_ones() -> None:
    """Two agencies grant one class nearly everything and the other nearly nothing, two do the reverse."""
    apart = classes(
        granted_nat=[2, 2, 18, 18], denied_law_nat=[18, 18, 2, 2], concluded_nat=[20] * 4,
        granted_biz=[18, 18, 2, 2], denied_law_biz=[2, 2, 18, 18], concluded_biz=[20] * 4,
    )  # fmt: skip
    with pytest.warns(UserWarning, match="no robins_breslow_greenland interval"):
        row = applicant_odds(apart, interval="robins_breslow_greenland").iloc[0]
    assert row["estimate"] == pytest.approx(1)
    assert row[["ci", "ci_lo", "ci_hi"]].isna().all()
    assert row["p_alike"] == 0.001


def test_guards() -> None:
    assert applicant_shares(TEN.iloc[:1], min_n=21)["estimate"].isna().all()
    for indicator in (applicant_shares, applicant_disclosure, applicant_odds):
        assert indicator(FOUR, min_n=1)["ci_lo"].isna().all()
        with pytest.raises(ValueError, match="is not given here"):
            indicator(FOUR, interval="wilson")
    named = applicant_odds(FOUR, min_n=1, interval="robins_breslow_greenland").iloc[0]
    assert named["ci_lo"] < named["estimate"] < named["ci_hi"]
    with pytest.raises(ValueError, match="compare the two"):
        applicant_odds(FOUR, blanks="bounds")
    panel = FOUR.assign(agency_kind="government", reach="jurisdiction", adcode="370700")
    with pytest.raises(NotComparable):
        applicant_disclosure(panel, aggregates="keep")


def test_hostile_panels() -> None:
    plain = FOUR[[name for name in FOUR if "_biz" not in name]]
    for indicator in (applicant_shares, applicant_disclosure, applicant_odds):
        assert {"year", "applicant", *RESULT} <= set(indicator(FOUR.iloc[:0]))
        with pytest.raises(ValueError, match=r"applicants=True"):
            indicator(plain)
        unknown = tables_of({"rq_received": ["missing"] * 2, "rq_granted_nat": ["blank"] * 2}, applicants=True)
        assert indicator(unknown)["estimate"].isna().all()

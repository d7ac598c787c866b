"""Contests and reversals against numbers worked out by hand on ten agencies."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from govreport.errors import NotComparable
from govreport.indicators import contestation, reversal
from govreport.indicators.intervals import poisson, proportion
from govreport.indicators.settle import RESULT
from tests.indicators.tables import tables_of

# a2: cases without a request; a5: 3 cases whose results are blank, so that they cannot all be 0; a6: its blank can be
# 0; a7: contested; a8: no table; a9: not shown
CELLS: dict[str, list[Any]] = {
    "rq_granted": [10, 6, 0, 8, 10, 10, 20, 3, 0, 2],
    "rq_denied_law": [10, 6, 0, 0, 30, 0, 10, 3, 0, 4],
    "rq_concluded": [20, 12, 0, 8, 40, 10, 30, 6, 0, 6],
    "rv_recon": [2, 1, 1, 0, 4, 3, (0, 2), "contested", 0, 1],
    "rv_recon_upheld": [1, 0, 1, 0, 2, (0, 3), (0, 2), "contested", 0, "missing"],
    "rv_recon_corrected": [1, 0, 0, 0, 1, (0, 3), 0, 0, 0, 1],
    "rv_recon_other": [0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    "rv_recon_pending": [0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
    "rv_direct": [0, 0, 0, 0, 2, 0, 0, 0, 0, 0],
    "rv_direct_upheld": [0, 0, 0, 0, 2, 0, 0, 0, 0, 0],
}
TEN = tables_of(CELLS, no_table=[8])


def rates(panel: pd.DataFrame = TEN, **options: Any) -> pd.DataFrame:
    return contestation(panel, **({"min_n": 1} | options)).set_index(["proceeding", "indicator"])


def reversals(panel: pd.DataFrame = TEN, **options: Any) -> pd.DataFrame:
    return reversal(panel, **({"min_n": 1} | options)).set_index(["proceeding", "indicator"])


# totals are known in a0 to a5 and a9: 12 cases, 96 concluded, 50 not granted; a5's results do not matter unless they
# are filled in: then it is unknown (11 - 3 = 9 of 86 and 50), and a6 joins with no case (116 and 60)
@pytest.mark.parametrize(
    ("blanks", "cases", "concluded", "refused"),
    [("exclude", 12, 96, 50), ("zero", 9, 116, 60), ("bounds", 12, 96, 50)],
)
def test_cases_per_hundred(blanks: str, cases: int, concluded: int, refused: int) -> None:
    rows = rates(blanks=blanks).loc["reconsideration"]
    assert rows["numerator"].tolist() == [cases] * 2
    assert rows["denominator"].tolist() == [concluded, refused]
    assert rows["estimate"].tolist() == pytest.approx([100 * cases / concluded, 100 * cases / refused])
    assert rows["n_without_base"].tolist() == [1, 2 if blanks != "zero" else 1]  # a2; a5 granted everything
    assert (rows["n_contested"].iloc[0], rows["n_no_table"].iloc[0]) == (1, 1)
    if blanks == "bounds":  # a6 adds 0 to 2 cases, 30 concluded and 10 not granted
        assert rows.loc["per_100_concluded", ["lo", "hi"]].tolist() == pytest.approx([1200 / 126, 1400 / 126])
        assert rows.loc["per_100_nongrants", ["lo", "hi"]].tolist() == pytest.approx([1200 / 60, 1400 / 60])


def test_proceedings_stand_apart() -> None:
    rows = rates()
    assert rows.loc[("litigation_direct", "per_100_concluded"), "numerator"] == 2
    assert rows.loc[("litigation_after_reconsideration", "per_100_concluded"), "estimate"] == 0


def test_a_blank_without_bound_has_no_upper_end() -> None:
    cells: dict[str, list[Any]] = {"rq_concluded": [30, 30], "rv_recon": [3, (0, None)]}
    row = rates(tables_of(cells)).loc[("reconsideration", "per_100_concluded")]
    assert row["lo"] == pytest.approx(100 * 3 / 60)
    assert pd.isna(row["hi"])
    assert row["n_unbounded"] == 1
    assert row[["lo_bounded", "hi_bounded"]].tolist() == pytest.approx([10, 10])


def test_reversals_say_what_the_reports_with_bounds_leave() -> None:
    cells: dict[str, list[Any]] = {
        "rv_recon_corrected": [2, 1, 0],
        "rv_recon_other": [1, (0, 2), 0],
        "rv_recon_upheld": [3, 2, (0, None)],
    }
    plain, either = (
        reversals(tables_of(cells)).loc[("reconsideration", name)] for name in ("reversal", "reversal_other_unknown")
    )
    assert plain[["n_unbounded", "lo", "hi"]].tolist() == pytest.approx([1, 0, 3 / 9])
    assert plain[["lo_bounded", "hi_bounded"]].tolist() == pytest.approx([3 / 11, 3 / 9])
    assert either[["n_unbounded", "lo", "hi"]].tolist() == pytest.approx([1, 0, 6 / 11])
    assert either[["lo_bounded", "hi_bounded"]].tolist() == pytest.approx([3 / 11, 6 / 11])


# results are known in a0 to a4: upheld 4, corrected 2, other 1; a6 joins with 0, a5 is unknown either way
@pytest.mark.parametrize(("blanks", "n"), [("exclude", 5), ("zero", 6), ("bounds", 5)])
def test_reversals(blanks: str, n: int) -> None:
    rows = reversals(blanks=blanks).loc["reconsideration"]
    plain, either = rows.loc["reversal"], rows.loc["reversal_other_unknown"]
    assert plain[["numerator", "denominator", "n"]].tolist() == [2, 7, n]
    assert plain["estimate"] == pytest.approx(2 / 7)
    assert pd.isna(either["estimate"])
    if blanks == "bounds":
        # a5 adds 0 to 3 of each, a6 0 to 2 upheld, a9 one corrected and any number upheld
        assert plain[["lo", "hi"]].tolist() == pytest.approx([0, 6 / 11])
        assert either[["lo", "hi"]].tolist() == pytest.approx([0, 7 / 11])
    else:
        assert plain[["lo", "hi"]].isna().all()
        assert either[["lo", "hi"]].tolist() == pytest.approx([2 / 7, 3 / 7])


def test_intervals_are_exact_and_named() -> None:
    row = rates(interval="poisson").loc[("reconsideration", "per_100_concluded")]
    assert row[["ci_lo", "ci_hi"]].tolist() == pytest.approx(poisson(12, 0.96))
    row = reversals(interval="clopper_pearson").loc[("reconsideration", "reversal")]
    assert row[["ci_lo", "ci_hi", "ci"]].tolist() == [*proportion(2, 7, "clopper_pearson"), "clopper_pearson"]
    few = contestation(TEN, interval="poisson", min_n=1000)
    assert few["estimate"].isna().all()
    assert few["ci"].tolist() == ["poisson"] * 6
    few = reversal(TEN, interval="wilson")
    assert few[["estimate", "lo", "hi", "ci_lo"]].isna().all(axis=None)
    assert contestation(TEN)["ci_lo"].isna().all()
    assert reversals()["ci_lo"].isna().all()
    with pytest.raises(ValueError, match="expected None or one of 'poisson', 'bootstrap'"):
        contestation(TEN, interval="wilson")


@pytest.mark.parametrize(
    ("indicator", "interval", "cells"),
    [
        (contestation, "poisson", {"rq_concluded": [20] * 40, "rv_recon": [12, 12, *[0] * 38]}),
        (reversal, "clopper_pearson", {"rv_recon_corrected": [8, 8] + [0] * 38, "rv_recon_upheld": [0, 0] + [2] * 38}),
        (reversal, "wilson", {"rv_recon_corrected": [8, 8] + [0] * 38, "rv_recon_upheld": [0, 0] + [2] * 38}),
    ],
)
def test_no_interval_for_independent_cases_where_agencies_differ(indicator: Any, interval: str, cells: Any) -> None:
    with pytest.warns(UserWarning, match=f"no {interval} interval: it takes cases to be independent"):
        rows = indicator(tables_of(cells), interval=interval)
    row = rows[rows["proceeding"] == "reconsideration"].iloc[0]
    assert row["p_alike"] == 0.001
    assert row[["ci", "ci_lo", "ci_hi"]].isna().all()
    assert row["estimate"] > 0
    same = {name: [sum(numbers) // 40 + 1] * 40 for name, numbers in cells.items()}
    row = indicator(tables_of(same), interval=interval).query("proceeding == 'reconsideration'").iloc[0]
    assert (row["ci"], row["p_alike"]) == (interval, 1.0)
    assert pd.isna(indicator(tables_of(cells)).iloc[0]["p_alike"])  # no test where none is asked for


def test_agencies_are_drawn_again_for_rates_of_cases() -> None:
    cells = {"rq_concluded": [10 + at for at in range(40)], "rv_recon": [at % 4 for at in range(40)]}
    row = rates(tables_of(cells), interval="bootstrap", n_boot=500).loc[("reconsideration", "per_100_concluded")]
    assert row["ci"] == "bootstrap_t"
    assert row["estimate"] == pytest.approx(100 * 60 / 1180)
    assert 3 < row["ci_lo"] < row["estimate"] < row["ci_hi"] < 8


def test_guards_and_hostile_panels() -> None:
    meta = {"agency_kind": ["government", "department"], "reach": ["jurisdiction", "own"], "adcode": ["370700"] * 2}
    panel = tables_of({"rv_recon": [9, 9]}, **meta)
    for indicator in (contestation, reversal):
        with pytest.raises(NotComparable):
            indicator(panel, aggregates="keep")
        assert {"year", "proceeding", *RESULT} <= set(indicator(TEN.iloc[:0]))
        assert (
            indicator(tables_of({"rv_recon": ["missing"] * 2, "rv_recon_upheld": ["blank"] * 2}))["estimate"]
            .isna()
            .all()
        )
        with pytest.raises(ValueError, match="the panel lacks"):
            indicator(TEN[[name for name in TEN if not name.startswith("rv_direct")]])

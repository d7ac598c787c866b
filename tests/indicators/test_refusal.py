"""Grounds of refusal against numbers worked out by hand on ten agencies."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from govreport.errors import NotComparable
from govreport.indicators import grounds, refusal_grounds
from govreport.indicators.listed import BOUNDED
from govreport.indicators.settle import RESULT, dropped
from tests.indicators.tables import tables_of

# a5: 4 of 10 are not accounted for by what is printed, and only two grounds are blank: they cannot both be 0;
# a6: its blank can be 0; a7: contested; a8: no table; a9: not readable
CELLS: dict[str, list[Any]] = {
    "rq_granted": [10, 6, 0, 8, 10, 6, 20, 3, 0, 2],
    "rq_partly": [2, 0, 0, 0, 10, 0, 0, 0, 0, 0],
    "rq_denied_secret": [1, 0, 0, 0, 4, (0, 4), 0, 0, 0, 0],
    "rq_denied_process": [2, 2, 0, 0, 6, (0, 4), (0, 6), 0, 0, "unreadable"],
    "rq_unavail_notheld": [3, 2, 0, 0, 5, 0, 10, 0, 0, 0],
    "rq_declined_petition": [1, 2, 0, 0, 5, 0, 0, 0, 0, 0],
    "rq_other_handling": [1, "not_on_form", 0, 0, 0, 0, 0, 0, 0, 0],
    "rq_other_rest": ["not_on_form", 0, 0, 0, 0, 0, 0, 0, 0, 0],
    "rq_concluded": [20, 12, 0, 8, 40, 10, 30, "contested", 0, 6],
}
TEN = tables_of(CELLS, no_table=[8])


def found(panel: pd.DataFrame = TEN, **options: Any) -> pd.DataFrame:
    return refusal_grounds(panel, **({"min_n": 1} | options)).set_index(["indicator", "ground", "family"]).sort_index()


# not granted in a0 to a4: 8 + 6 + 0 + 0 + 20 = 34 of 80 concluded; secrets 5, process 10, not held 10, petition 8
# with blanks as 0 also a6: 10 of 30, all not held
@pytest.mark.parametrize(
    ("blanks", "base", "secret", "process", "held", "concluded"),
    [("exclude", 34, 5, 10, 10, 80), ("zero", 44, 5, 10, 20, 110), ("bounds", 34, 5, 10, 10, 80)],
)
def test_ten_agencies(blanks: str, base: int, secret: int, process: int, held: int, concluded: int) -> None:
    rows = found(blanks=blanks)
    for ground, family, count in (
        ("denied_state_secret", "denied", secret),
        ("denied_process_information", "denied", process),
        ("all", "denied", secret + process),
        ("unavailable_not_held", "unavailable", held),
        ("declined_petition", "declined", 8),
        ("other", "other", 1),
        ("all", "other", 1),
    ):
        row = rows.loc[("share_of_nongrants", ground, family)]
        assert row[["numerator", "denominator"]].tolist() == [count, base]
        assert row["estimate"] == pytest.approx(count / base)
        assert rows.loc[("per_100_concluded", ground, family), "estimate"] == pytest.approx(100 * count / concluded)


def test_worst_case() -> None:
    cells = {name: [*values[:7]] for name, values in CELLS.items()}
    row = found(tables_of(cells)).loc[("share_of_nongrants", "denied_process_information", "denied")]
    # a5 adds 4 of which 0 to 4, a6 adds 10 of which 0 to 6
    assert row[["lo", "hi"]].tolist() == pytest.approx([10 / 48, (10 + 4 + 6) / 48])
    unreadable = found().loc[("share_of_nongrants", "denied_process_information", "denied")]
    # a9 has 6 concluded and 2 granted, so that no more than 4 are not, whatever the ground
    assert unreadable[["lo", "hi"]].tolist() == pytest.approx([10 / 52, (10 + 4 + 6 + 4) / 52])


def test_shares_of_the_grounds_are_one_together() -> None:
    rows = refusal_grounds(TEN, min_n=1)
    rows = rows[rows["indicator"] == "share_of_nongrants"]
    single = rows["ground"] != "all"
    assert rows.loc[single, "estimate"].sum() == pytest.approx(1)
    assert rows.loc[~single, "estimate"].sum() == pytest.approx(1)
    assert len(rows) == 8 + 3 + 5 + 1 + 4


def test_discretion_is_said_of_denials_alone() -> None:
    told = grounds().set_index("ground")["discretion"]
    assert told["denied_state_secret"] == "mandatory"
    assert told["denied_process_information"] == "discretionary"
    assert told[["denied_administrative_query", "unavailable_not_held", "other"]].isna().all()


def test_guards() -> None:
    few = refusal_grounds(tables_of({"rq_denied_law": [3], "rq_concluded": [19]}))
    assert few["estimate"].isna().all()
    assert few["numerator"].max() == 3
    panel = tables_of({"rq_denied_law": [1 + at % 5 for at in range(40)], "rq_concluded": [10] * 40})
    assert refusal_grounds(panel)["ci_lo"].isna().all()
    named = found(panel, interval="bootstrap", n_boot=500)
    assert named.loc[("per_100_concluded", "denied_prohibited_by_law", "denied"), "ci"] == "bootstrap_t"
    assert pd.isna(named.loc[("per_100_concluded", "denied_state_secret", "denied"), "ci"])  # never given: 0
    meta = {"agency_kind": ["government", "department"], "reach": ["jurisdiction", "own"], "adcode": ["370700"] * 2}
    with pytest.raises(NotComparable):
        refusal_grounds(tables_of({"rq_concluded": [9, 9]}, **meta), aggregates="keep")


def test_hostile_panels() -> None:
    assert set(refusal_grounds(TEN.iloc[:0])) == {"year", "family", "ground", "discretion", *RESULT, *BOUNDED}
    assert refusal_grounds(tables_of({"rq_denied_law": ["missing"] * 3}))["estimate"].isna().all()
    with pytest.raises(ValueError, match="the panel lacks"):
        refusal_grounds(TEN.drop(columns="rq_declined_excess_st"))
    with pytest.raises(ValueError, match="interval='wilson' is not given here"):
        refusal_grounds(TEN, interval="wilson")


def test_families_alone_do_not_count_the_reports_four_times() -> None:
    families = refusal_grounds(TEN, by=(), min_n=1).query("ground == 'all'")
    assert dropped(families).startswith("10 reports")

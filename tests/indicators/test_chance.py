"""The funnel: rates of single reports beside what chance would make of the pooled one."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy import stats

from govreport.errors import NotComparable
from govreport.indicators import funnel
from govreport.indicators.chance import COLUMNS, limits
from tests.indicators.tables import tables_of
from tests.indicators.test_disclosure import CELLS, TEN


@pytest.mark.parametrize(
    ("blanks", "pooled", "known"),
    [
        ("exclude", 46 / 80, [0, 1, 2, 3, 4]),
        ("zero", 66 / 110, [0, 1, 2, 3, 4, 6]),
        ("bounds", 46 / 80, [0, 1, 2, 3, 4]),
    ],
)
def test_ten_agencies(blanks: str, pooled: float, known: list[int]) -> None:
    table = funnel(TEN, "any_concluded", blanks=blanks)
    assert len(table) == 10
    assert table.index[table["status"] == "known"].tolist() == known
    assert table["pooled"].unique().tolist() == pytest.approx([pooled])
    assert table["estimate"].tolist()[:2] == pytest.approx([12 / 20, 6 / 12])
    assert table.loc[[2, 3, 5, 7, 8], "estimate"].isna().all()  # nothing concluded, eight, unknown, contested, no table
    assert table.loc[[5, 7, 8], ["numerator", "denominator"]].isna().all(axis=None)
    if blanks == "bounds":  # a5: 0 to 10 of 10; a6: 20 to 23 of 30; a9 is too small
        assert table.loc[5, ["lo", "hi"]].tolist() == [0, 1]
        assert table.loc[6, ["lo", "hi"]].tolist() == pytest.approx([20 / 30, 23 / 30])
        assert table.loc[9, ["lo", "hi"]].isna().all()


def test_limits_are_exact() -> None:
    for n, rate in ((20, 0.3), (75, 0.62), (400, 0.05)):
        for share in (0.95, 0.998):
            low, high = limits([n], rate, share)[0]
            tail = (1 - share) / 2
            outside_below = stats.binom.cdf(int(low * n - 1e-9), n, rate) if low > 0 else 0.0
            outside_above = stats.binom.sf(int(-(-high * n // 1)) - 1, n, rate) if high < 1 else 0.0
            assert outside_below <= tail
            assert outside_above <= tail
            assert stats.binom.cdf(int(low * n) + 1, n, rate) > tail
            assert limits([n], 1 - rate, share)[0].tolist() == pytest.approx([1 - high, 1 - low])


def test_reports_as_chance_makes_them_stay_within() -> None:
    counts = stats.binom.ppf([0.2, 0.4, 0.5, 0.6, 0.8], 200, 0.4)
    panel = tables_of({"rq_granted": [*counts, 10], "rq_concluded": [200] * 6})
    table = funnel(panel, "full_concluded")
    inside = (table["lo_998"] <= table["estimate"]) & (table["estimate"] <= table["hi_998"])
    assert inside.tolist() == [True] * 5 + [False]


def test_several_years_are_not_pooled_in_silence() -> None:
    panel = tables_of({"rq_granted": [10, 12], "rq_concluded": [20, 20]}, agency_id=["a", "a"], year=[2021, 2022])
    with pytest.raises(NotComparable, match="the reports are of 2021, 2022"):
        funnel(panel)
    assert funnel(panel[panel["year"] == 2021], min_n=1)["pooled"].tolist() == [0.5]
    aside = tables_of({"rq_concluded": [20, 20]}, no_table=[1], year=[2021, 2022])  # none of the second year counts
    assert funnel(aside, min_n=1)["status"].tolist() == ["known", "no_table"]


def test_guards_and_hostile_panels() -> None:
    few = funnel(tables_of({"rq_granted": [5], "rq_concluded": [19]}), "full_concluded")
    assert few[["pooled", "lo_95", "hi_998"]].isna().all(axis=None)
    assert few["estimate"].iloc[0] == pytest.approx(5 / 19)
    meta = {"agency_kind": ["government", "department"], "reach": ["jurisdiction", "own"], "adcode": ["370700"] * 2}
    with pytest.raises(NotComparable):
        funnel(tables_of({"rq_concluded": [9, 9]}, **meta), aggregates="keep")
    with pytest.raises(ValueError, match="outcome='all' is not allowed"):
        funnel(TEN, "all")
    empty = funnel(TEN.iloc[:0])
    assert {name: str(kind) for name, kind in empty.dtypes.items()} == COLUMNS
    unknown = funnel(tables_of({name: ["missing"] * 3 for name in CELLS}))
    assert unknown["status"].tolist() == ["unknown"] * 3
    assert unknown["pooled"].isna().all()
    assert pd.isna(unknown["lo"]).all()

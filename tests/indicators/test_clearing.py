"""Backlog and continuity against numbers worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from govreport.errors import NotComparable
from govreport.indicators import backlog, continuity, continuity_share, dropped
from govreport.indicators.listed import BOUNDED
from govreport.indicators.settle import RESULT
from tests.indicators.tables import tables_of

# a5: 6 came in, so that not both blanks are 0; a6: 4 of 4 concluded, so that its blank can be 0; a7: contested;
# a8: no table; a9: 2 to 5 carried out
CELLS: dict[str, list[Any]] = {
    "rq_received": [20, 12, 0, 8, 40, 6, 4, 3, 0, 10],
    "rq_carried_in": [2, 0, 0, 1, 5, 0, 0, 0, 0, 0],
    "rq_concluded": [21, 10, 0, 9, 40, (0, 6), 4, 3, 0, (5, 8)],
    "rq_carried_out": [1, 2, 0, 0, 5, (0, 6), (0, 1), "contested", 0, (2, 5)],
}
TEN = tables_of(CELLS, no_table=[8])


# a0 to a4: 80 received and 8 carried in, 80 concluded, 8 carried out; with blanks as 0 also a6: 4 and 4
@pytest.mark.parametrize(
    ("blanks", "clearance", "left"),
    [("exclude", 80 / 88, 8 / 88), ("zero", 84 / 92, 8 / 92), ("bounds", 80 / 88, 8 / 88)],
)
def test_ten_agencies(blanks: str, clearance: float, left: float) -> None:
    rows = backlog(TEN, blanks=blanks, min_n=1).set_index("indicator")
    assert rows["estimate"].to_dict() == pytest.approx({"clearance": clearance, "backlog": left})
    if blanks == "bounds":  # a5 has 6 on the desk, a6 4, a9 10
        assert rows.loc["clearance", ["lo", "hi"]].tolist() == pytest.approx([89 / 108, (80 + 6 + 4 + 8) / 108])
        assert rows.loc["backlog", ["lo", "hi"]].tolist() == pytest.approx([10 / 108, (8 + 6 + 1 + 5) / 108])
    assert dropped(rows.reset_index()).startswith("10 reports: 1 no table, 1 contested set aside")


def test_guards_of_the_backlog() -> None:
    few = backlog(tables_of({"rq_received": [19], "rq_concluded": [19]}))
    assert few["estimate"].isna().all()
    panel = tables_of(
        {"rq_received": [20] * 40, "rq_concluded": [15 + at % 5 for at in range(40)], "rq_carried_out": [1] * 40}
    )
    assert backlog(panel)["ci_lo"].isna().all()
    named = backlog(panel, interval="bootstrap", n_boot=500)
    assert named["ci"].tolist()[0] == "bootstrap_t"
    meta = {"agency_kind": ["government", "department"], "reach": ["jurisdiction", "own"], "adcode": ["370700"] * 2}
    with pytest.raises(NotComparable):
        backlog(tables_of({"rq_received": [9, 9]}, **meta), aggregates="keep")
    assert set(backlog(TEN.iloc[:0])) == {"year", *RESULT, *BOUNDED}
    with pytest.raises(ValueError, match="lacks rq_carried_out"):
        backlog(TEN.drop(columns="rq_carried_out"))


# ten agencies in 2021 and 2022, and one that skips a year
SENT: list[Any] = [1, 2, 0, 4, 5, "blank", (0, 3), "contested", 0, 1]
CAME: list[Any] = [1, 2, 0, 6, 4, 0, 4, 3, "no_table", "blank"]
YEARS = tables_of(
    {"rq_carried_out": [*SENT, *[0] * 10, 7, 7], "rq_carried_in": [*[0] * 10, *CAME, 7, 7]},
    agency_id=[f"a{at}" for at in range(10)] * 2 + ["skips"] * 2,
    year=[2021] * 10 + [2022] * 10 + [2021, 2023],
)


def test_every_pair_of_consecutive_years_is_a_row() -> None:
    table = continuity(YEARS).set_index("agency_id")
    assert table.index.tolist() == [f"a{at}" for at in range(10)]
    assert table["year"].unique().tolist() == [2022]
    assert table["status"].tolist() == ["known"] * 5 + ["unknown"] * 2 + ["contested", "no_table", "unknown"]
    assert table["error"].tolist()[:5] == [0, 0, 0, 2, -1]
    assert table["error"].iloc[5:].isna().all()
    assert table.loc["a6", ["error_lo", "error_hi"]].tolist() == [1, 4]  # 4 came, 0 to 3 were sent
    assert table.loc[["a7", "a8"], ["error_lo", "error_hi"]].isna().all(axis=None)
    assert (table.loc["a9", "error_lo"], pd.isna(table.loc["a9", "error_hi"])) == (-1, True)
    assert continuity(YEARS, blanks="exclude")["error_lo"].isna().all()
    assert table.loc["a3", ["report_before", "report_id"]].tolist() == ["r3", "r13"]


# known: a0 to a4, three of them exact; with blanks as 0 also a5 (0 and 0), a6 (0 sent, 4 came) and a9 (1 sent, 0 came)
@pytest.mark.parametrize(
    ("blanks", "exact", "n", "more", "less", "mean"),
    [("exclude", 3, 5, 1, 1, 1 / 5), ("zero", 4, 8, 2, 2, 4 / 8), ("bounds", 3, 5, 1, 1, 1 / 5)],
)
def test_share_of_exact_pairs(blanks: str, exact: int, n: int, more: int, less: int, mean: float) -> None:
    row = continuity_share(YEARS, blanks=blanks, min_n=5).iloc[0]
    assert row[["numerator", "n", "n_more", "n_less", "n_reports"]].tolist() == [exact, n, more, less, 10]
    assert (row["estimate"], row["mean_error"]) == (pytest.approx(exact / n), pytest.approx(mean))
    if blanks == "bounds":  # of eight pairs a5 and a9 may be exact, a6 may not
        assert row[["lo", "hi"]].tolist() == [3 / 8, 5 / 8]


def test_guards_of_continuity() -> None:
    assert continuity_share(YEARS)[["estimate", "ci_lo", "mean_error"]].isna().all(axis=None)
    assert continuity_share(YEARS, min_n=5)["ci_lo"].isna().all()
    assert continuity_share(YEARS, min_n=5, interval="wilson")["ci"].tolist() == ["wilson"]
    twice = pd.concat([YEARS, YEARS.iloc[:1]])
    with pytest.raises(ValueError, match="a0 has two reports for 2021"):
        continuity(twice)
    assert continuity(YEARS.iloc[:0]).empty
    assert set(continuity_share(YEARS.iloc[:0])) == {"year", "n_more", "n_less", "mean_error", *RESULT}
    with pytest.raises(ValueError, match="bootstrap"):
        continuity_share(YEARS, interval="bootstrap")

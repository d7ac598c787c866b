"""The share without requests against numbers counted by hand on ten agencies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from govreport.indicators import zero_change, zero_requests
from govreport.indicators.intervals import mcnemar, paired_difference, poisson, proportion
from tests.indicators.frames import panel_of
from tests.indicators.test_settle import TEN


@pytest.mark.parametrize(
    ("blanks", "count", "n", "lo", "hi"),
    [("exclude", 3, 5, None, None), ("zero", 4, 6, None, None), ("bounds", 3, 5, 3 / 8, 5 / 8)],
)
def test_ten_agencies(blanks: str, count: int, n: int, lo: float | None, hi: float | None) -> None:
    row = zero_requests(panel_of({"rq_received": TEN}), blanks=blanks, min_n=5).iloc[0]
    assert (row["numerator"], row["n"], row["estimate"]) == (count, n, pytest.approx(count / n))
    assert [row["lo"], row["hi"]] == pytest.approx([lo, hi]) if lo else (pd.isna(row["lo"]) and pd.isna(row["hi"]))
    assert not row["synthetic"]


def test_too_few_make_no_share_but_an_exact_interval_by_name() -> None:
    row = zero_requests(panel_of({"rq_received": [0] * 5})).iloc[0]
    assert row["numerator"] == 5
    assert row[["estimate", "lo", "hi", "ci_lo", "ci"]].isna().all()
    named = zero_requests(panel_of({"rq_received": [0] * 5}), interval="clopper_pearson").iloc[0]
    assert named["ci_lo"] == pytest.approx(0.478, abs=5e-4)
    assert pd.isna(zero_requests(panel_of({"rq_received": [0] * 5}), interval="wilson").iloc[0]["ci_lo"])


def test_no_interval_unless_named() -> None:
    row = zero_requests(panel_of({"rq_received": [0] * 30})).iloc[0]
    assert row["estimate"] == 1
    assert row[["ci_lo", "ci_hi", "ci"]].isna().all()


def test_years_of_one_agency_are_no_independent_sample() -> None:
    ids, years = [f"a{at}" for at in range(20)] * 2, [2021] * 20 + [2022] * 20
    panel = panel_of({"rq_received": [0, 3] * 20}, agency_id=ids, year=years)
    with pytest.warns(UserWarning, match="several years"):
        whole = zero_requests(panel, by=(), interval="wilson").iloc[0]
    assert (whole["n"], whole["estimate"]) == (40, 0.5)
    assert whole[["ci_lo", "ci_hi", "ci", "ci_level"]].isna().all()
    assert zero_requests(panel, interval="wilson")["ci_lo"].notna().all()


def test_a_blank_that_no_number_would_mend_is_no_zero() -> None:
    # 0 + 5 = 2 + 0 fails, and so would any other number of requests; the second report holds with 0
    cells = {
        "rq_received": ["blank", "blank"],
        "rq_carried_in": [5, 5],
        "rq_concluded": [2, 5],
        "rq_carried_out": [0, 0],
    }
    row = zero_requests(panel_of(cells), blanks="zero", min_n=1).iloc[0]
    assert (row["numerator"], row["n"], row["n_unknown"]) == (1, 1, 1)


def test_inactive_needs_both_cells() -> None:
    panel = panel_of({"rq_received": [0, 0, 1, "blank"], "rq_carried_in": [0, 2, 0, (1, None)]})
    row = zero_requests(panel, inactive=True, min_n=1).iloc[0]
    assert (row["numerator"], row["n"]) == (1, 3)
    assert (row["lo"], row["hi"]) == (1 / 4, 1 / 4)


def _pairs(first: list[Any], second: list[Any]) -> pd.DataFrame:
    n = len(first)
    ids = [f"a{at}" for at in range(n)] * 2
    panel = panel_of({"rq_received": first + second}, agency_id=ids, year=[2021] * n + [2022] * n)
    return panel[panel["rq_received"].notna()]


def test_change_is_split_into_stayers_and_composition() -> None:
    panel = _pairs([0, 0, 0, 5, 5, "blank", "blank", 0], [0, 3, 0, 0, 5, 0, 0, "blank"])
    found = zero_change(panel, 2021, 2022, min_n=1, interval="newcombe").set_index("indicator")
    assert found.loc["all", "estimate"] == pytest.approx(5 / 7 - 4 / 6)
    assert found.loc["stayers", "estimate"] == pytest.approx(3 / 5 - 3 / 5)
    assert found.loc["composition", "estimate"] == pytest.approx(5 / 7 - 4 / 6)
    assert found.loc["stayers", ["became_zero", "left_zero", "n", "p_value"]].tolist() == [1, 1, 5, 1.0]
    assert found.loc["stayers", ["stayed_zero", "stayed_asked", "first", "second"]].tolist() == [2, 1, 2021, 2022]
    assert found.loc["stayers", "ci"] == "newcombe"
    assert zero_change(panel, 2021, 2022, min_n=1)["ci_lo"].isna().all()


def test_a_contested_number_that_was_kept_is_within_the_worst_case() -> None:
    panel = panel_of({"rq_received": [0, 0, 5, 5]})
    panel["rq_received_lo"], panel["rq_received_hi"] = [0, 0, 0, 5], [0, 9, 9, 5]  # the second and third are contested
    row = zero_requests(panel, min_n=1).iloc[0]
    assert (row["lo"], row["estimate"], row["hi"]) == (1 / 4, 2 / 4, 3 / 4)


def test_too_few_stayers_are_counted_and_not_tested() -> None:
    panel = _pairs([3] * 7, [0] * 7)
    few = zero_change(panel, 2021, 2022, min_n=8).set_index("indicator").loc["stayers"]
    assert few["became_zero"] == 7
    assert few[["estimate", "p_value"]].isna().all()
    assert zero_change(panel, 2021, 2022, min_n=7)["p_value"].iloc[1] == pytest.approx(2 * 0.5**7)


def test_change_refuses_bounds_and_unknown_intervals() -> None:
    panel = _pairs([0], [0])
    with pytest.raises(ValueError, match="compare the two"):
        zero_change(panel, 2021, 2022, blanks="bounds")
    with pytest.raises(ValueError, match="newcombe"):
        zero_change(panel, 2021, 2022, interval="wald")


def test_exact_methods_against_published_values() -> None:
    assert proportion(0, 30, "clopper_pearson")[1] == pytest.approx(0.116, abs=5e-4)
    assert mcnemar(6, 0) == pytest.approx(0.03125)
    assert poisson(0, 1)[1] == pytest.approx(3.6889, abs=1e-4)
    gain, loss = paired_difference(36, 12, 2, 0), paired_difference(36, 2, 12, 0)
    assert gain == pytest.approx((-loss[1], -loss[0]))
    assert gain == pytest.approx((0.0569, 0.3404), abs=5e-5)  # Newcombe 1998, method 10
    assert all(np.isnan(paired_difference(0, 0, 0, 0)))
    with pytest.raises(ValueError, match="no share"):
        proportion(3, 2)

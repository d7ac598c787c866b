"""What a notebook says of how sure a result is."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest

from govreport.certainty import intervals, said_of_bounds
from govreport.indicators import contestation


def _result(*n_unbounded: int | None) -> pd.DataFrame:
    counts = pd.array(list(n_unbounded), dtype="Int64")
    return pd.DataFrame({"n": 36, "n_unknown": 4, "n_unbounded": counts}, index=[0] * len(counts))


def test_reports_without_an_upper_bound_are_said_with_those_that_the_worst_case_is_over() -> None:
    assert said_of_bounds(_result(1, 1)).startswith("1 of 40 reports has no upper bound: lo and hi are as far")
    assert said_of_bounds(_result(0, 3, None)).startswith(
        "3 of 40 reports have no upper bound (the most of any row): lo"
    )
    assert said_of_bounds(_result(0, None)) == "every report has an upper bound"
    assert said_of_bounds(_result(None)) == "no row has a worst case"
    with pytest.raises(ValueError, match="no column n_unbounded"):
        said_of_bounds(_result(1).drop(columns="n_unbounded"))


def _panel(cases: list[int]) -> pd.DataFrame:
    """Return agencies with thirty concluded requests each, none granted, and these cases of reconsideration."""
    panel = pd.DataFrame({"agency_id": [f"370784-a{at}" for at in range(len(cases))], "year": 2022})
    panel = panel.assign(report_id=panel["agency_id"], agency_kind="department", reach="own")
    cells: dict[str, object] = {"rv_recon": cases, "rq_concluded": 30, "rq_denied": 30}
    stems = ("rv_recon", "rv_direct", "rv_after")
    results = [f"{stem}_{name}" for stem in stems for name in ("upheld", "corrected", "other", "pending")]
    others = ("rv_direct", "rv_after", "rq_granted", "rq_partly", "rq_unavailable", "rq_declined", "rq_other")
    cells = dict.fromkeys((*others, *results), 0) | cells | {"rv_recon_upheld": cases}
    for cell, value in cells.items():
        panel[cell] = pd.Series(value, index=panel.index, dtype="Float64")
        panel = panel.assign(**{f"{cell}_lo": panel[cell], f"{cell}_hi": panel[cell]})
        panel = panel.assign(**{f"{cell}_st": "stated", f"{cell}_contested": False})
    return panel


def _reconsiderations(cases: list[int]) -> pd.DataFrame:
    found = intervals(contestation, _panel(cases), ["poisson", "bootstrap"], by=(), n_boot=200, seed=1)
    chosen = (found["proceeding"] == "reconsideration") & (found["indicator"] == "per_100_concluded")
    return found[chosen].set_index("asked")


def test_an_interval_that_is_withheld_stands_beside_the_one_that_is_recommended() -> None:
    with pytest.warns(UserWarning, match="no poisson interval"):
        found = _reconsiderations([9, 0, 0, 0] * 10)
    assert found.loc["poisson", "p_alike"] < 0.05
    assert pd.isna(found.loc["poisson", "ci_lo"])
    low, high = found.loc["bootstrap", ["ci_lo", "ci_hi"]]
    assert low < found.loc["bootstrap", "estimate"] < high
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="no bootstrap interval")  # the other proceedings have no case
        alike = _reconsiderations([2, 3, 2, 1] * 10)
    assert alike.loc["poisson", "p_alike"] > 0.05
    assert alike["ci_lo"].notna().all()


def test_a_warning_stands_once() -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        _reconsiderations([9, 0, 0, 0] * 10)
    texts = [str(one.message) for one in warned]
    assert len(texts) == len(set(texts)) > 0

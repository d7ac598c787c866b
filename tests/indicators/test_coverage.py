"""Nominal 95 % intervals cover 95 % or more where they are exact, and 93 to 97 % else, from 40 agencies on.

The runs are few here; `make intervals` has many, and its table in notebooks/README.md is held to the same promises.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from tests.indicators.coverage import EXACT, FAILS, OTHER, Case, all_cases, cover

README = Path(__file__).resolve().parents[2] / "notebooks" / "README.md"
CASES = list(all_cases())
RUNS = {40: 600, 100: 250, 300: 120}
LEAST, MOST = 0.93, 0.97
SURE = 0.001
"""How likely a coverage that is just allowed may be called wrong; the seeds are fixed, so that it is not by chance."""


def name(case: Case) -> str:
    return f"{case.what}: {case.interval}, {case.design}"


@pytest.mark.parametrize("n", [40, 100, 300])
@pytest.mark.parametrize("case", [case for case in CASES if case.kind == EXACT], ids=name)
def test_exact_intervals_cover_what_they_say(case: Case, n: int) -> None:
    assert cover(case, n, 1).share >= 0.95


@pytest.mark.parametrize("n", RUNS)
@pytest.mark.parametrize("case", [case for case in CASES if case.kind == OTHER], ids=name)
def test_other_intervals_cover_93_to_97_percent(case: Case, n: int) -> None:
    found = cover(case, n, RUNS[n], draws=400)
    if case.reckon:
        assert LEAST <= found.share <= MOST
    elif found.given >= 100:
        assert stats.binom.cdf(found.held, found.given, LEAST) > SURE, f"only {found.share:.3f}"
        assert stats.binom.sf(found.held - 1, found.given, MOST) > SURE, f"as much as {found.share:.3f}"
    else:  # too few agencies have anything to count: refused, which is right, and not refused by chance
        assert n == 40


def test_the_simulation_finds_an_interval_that_promises_too_much() -> None:
    case = next(case for case in CASES if (case.interval, case.design) == ("poisson", "agencies differ"))
    found = cover(case, 40, 300)
    assert stats.binom.cdf(found.held, found.given, LEAST) < SURE


def rows() -> dict[str, list[str]]:
    table = re.findall(r"^\| ([^|]+) \| (\w+) \| ([^|]+) \|(.*)\|$", README.read_text(encoding="utf-8"), re.M)
    return {f"{what}: {interval}, {design}": cells.split("|") for what, interval, design, cells in table}


def test_the_table_of_the_notebooks_has_every_case_and_keeps_the_promises() -> None:
    found = rows()
    assert set(found) - {"rate: interval, agencies"} == {name(case) for case in CASES}
    for case in CASES:
        shares = np.array([float(cell.split()[0]) for cell in found[name(case)] if "none given" not in cell])
        if case.kind == EXACT:
            assert (shares >= 95).all(), name(case)
        elif case.kind == OTHER:
            assert ((shares >= 93) & (shares <= 97)).all(), name(case)
        else:
            assert case.kind == FAILS
            assert shares.min() < 95, name(case)

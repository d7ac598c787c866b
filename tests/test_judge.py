"""The judge of the matrix sees what is wrong: a reader that is right passes, one that errs does not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from govreport.forms import Key
from govreport.sample import Printed, draw, render
from tests.judge import implied, judge

TRUTH = draw(11, years=[2022], filled=1.0)[0]
CELL = ("requests", "granted", "business")


def perfect(printed: Printed, changes: dict[Key, tuple[float | None, str]] | None = None, found: Any = None) -> Any:
    """Return a report that reads the print without fault, but for `changes`."""
    kinds = {"printed": "stated", "blank": "blank", "lost": "missing"}
    cells = {key: (value, kinds[printed.expected[key].kind]) for key, value in printed.numbers.items()}
    cells |= changes or {}
    rows = [
        (*key, value, state, printed.truth.editions[key[0]], printed.expected[key].unit)
        for key, (value, state) in cells.items()
    ]
    figures = pd.DataFrame(rows, columns=["table", "item", "measure", "value", "state", "edition", "unit"])
    sums = [("error", one.code, *one.target) for one in printed.planted] if found is None else found
    findings = pd.DataFrame(sums, columns=["severity", "code", "table", "item", "measure"])
    holding = [one for one in printed.truth.identities if one not in printed.planted]
    checks = pd.DataFrame([(one.code, *one.target, True) for one in holding])
    checks.columns = ["code", "table", "item", "measure", "holds"]
    return SimpleNamespace(figures=figures, findings=findings, checks=checks, meta=pd.Series(printed.meta))


@pytest.mark.parametrize("damage", ["cells_lost", "blanks", "contradictions", "labels_lost", "units"])
def test_a_faultless_reader_passes(damage: str) -> None:
    printed = render(TRUTH, "tabs", damages=[damage], seed=5)
    verdict = judge(printed, perfect(printed))
    assert verdict.notes == []
    assert verdict.exact == verdict.placeable > 0


def test_another_number_is_silent_and_changed_unless_a_finding_points_at_it() -> None:
    printed = render(TRUTH, "tabs", seed=5)
    verdict = judge(printed, perfect(printed, {CELL: (1.5, "stated")}))
    assert (verdict.silent, verdict.changed, verdict.placeable - verdict.exact) == (1, 1, 1)
    pointing = [("error", "row_sum", "requests", "granted", "total")]
    flagged = judge(printed, perfect(printed, {CELL: (1.5, "stated")}, pointing))
    assert (flagged.silent, flagged.changed, flagged.false_findings) == (0, 1, 1)


def test_a_blank_read_as_a_number_is_wrong_even_when_it_guesses_right() -> None:
    printed = next(
        shown
        for seed in range(50)
        if (shown := render(TRUTH, "docx", damages=["blanks"], seed=seed)).expected[CELL].kind == "blank"
    )
    before = TRUTH.cells[CELL]
    assert judge(printed, perfect(printed, {CELL: (before, "stated")})).silent == 1
    assert judge(printed, perfect(printed, {CELL: (before, "derived")})).silent == 0
    assert judge(printed, perfect(printed, {CELL: (0.0, "derived")})).silent == 1


def test_a_contradiction_not_found_or_said_to_hold_is_counted() -> None:
    printed = render(TRUTH, "tabs", damages=["contradictions"], seed=5)
    blind = perfect(printed, found=[])
    blind.checks = pd.concat([blind.checks, blind.checks.iloc[:1].assign(code=printed.planted[0].code)])
    for name, value in zip(("table", "item", "measure"), printed.planted[0].target, strict=True):
        blind.checks.iloc[-1, list(blind.checks.columns).index(name)] = value
    verdict = judge(printed, blind)
    assert verdict.planted_lost == verdict.planted == len(printed.planted)
    assert verdict.planted_held == 1


def test_an_error_is_a_failed_document() -> None:
    verdict = judge(render(TRUTH, "tabs", seed=5), ValueError("unreadable"))
    assert verdict.failed
    assert verdict.exact == 0 < verdict.placeable


def test_meta_and_edition_mistakes_are_counted() -> None:
    printed = render(TRUTH, "tabs", seed=5)
    report = perfect(printed)
    report.meta["year"] = 1999
    report.figures["edition"] = "2014"
    report.figures.loc[0, "unit"] = "persons"
    verdict = judge(printed, report)
    assert (verdict.meta, verdict.editions, verdict.units) == (1, 3, 1)


def test_implied_finds_what_the_sums_force() -> None:
    values = dict(TRUTH.cells)
    values[CELL] = None
    assert implied(values, TRUTH.identities) == {CELL: TRUTH.cells[CELL]}

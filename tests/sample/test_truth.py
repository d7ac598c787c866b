"""The drawn numbers obey every identity, within a report and from year to year."""

from __future__ import annotations

import pytest

from govreport.forms import APPLICANTS
from govreport.sample import draw
from govreport.sample.numbers import edition_of

SIGNED = ("items_change",)


@pytest.mark.parametrize("filled", [None, 0.5, 1.0])
def test_every_identity_holds(filled: float | None) -> None:
    for seed in range(15):
        for truth in draw(seed, filled=filled):
            assert truth.broken == ()
            negative = [key for key, value in truth.cells.items() if value is not None and value < 0]
            assert {key[2] for key in negative} <= set(SIGNED)


def test_a_dense_table_has_no_zero_and_no_two_equal_requests() -> None:
    for seed in range(10):
        truth = draw(seed, years=[2022], filled=1.0)[0]
        assert 0 not in truth.cells.values()
        requests = [value for key, value in truth.cells.items() if key[0] == "requests"]
        assert len(set(requests)) >= len(requests) - 6


def test_life_is_mostly_zero() -> None:
    cells = [value for seed in range(20) for truth in draw(seed, years=[2021]) for value in truth.cells.values()]
    assert 0.6 < cells.count(0) / len(cells) < 0.98


@pytest.mark.parametrize("filled", [None, 0.5, 1.0])
def test_years_follow_each_other(filled: float | None) -> None:
    for seed in range(10):
        truths = draw(seed, years=range(2019, 2025), filled=filled)
        for last, this in zip(truths, truths[1:], strict=False):
            for who in (*APPLICANTS, "total"):
                assert this.cells["requests", "carried_in", who] == last.cells["requests", "carried_out", who]
        for last, this in zip(truths[2:], truths[3:], strict=False):
            row = ("proactive_disclosure", "normative_documents")
            before, issued = last.cells[(*row, "in_force")], this.cells[(*row, "issued")]
            repealed, after = this.cells[(*row, "repealed")], this.cells[(*row, "in_force")]
            assert before is not None
            assert issued is not None
            assert repealed is not None
            assert after == before + issued - repealed


def test_editions_follow_the_years_but_for_a_few_mixed_reports() -> None:
    mixed = 0
    for seed in range(40):
        for truth in draw(seed):
            assert set(truth.editions.values()) <= {edition_of(truth.year), "2019"}
            mixed += truth.year >= 2021 and truth.editions["requests"] == "2019"
            if "requests" in truth.editions:
                assert truth.editions["review"] == truth.editions["requests"]
    assert 5 <= mixed <= 30


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    assert draw(7, years=[2021, 2022]) == draw(7, years=[2021, 2022])
    assert draw(7, years=[2021])[0].cells != draw(8, years=[2021])[0].cells

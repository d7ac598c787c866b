"""A tenth of the matrix of `matrix.py`: every layout by every damage, and some damages together."""

from __future__ import annotations

import pytest

from govreport.sample import DAMAGES, LAYOUTS
from tests.matrix import EXTRA, UNHARMED, Job, Tally, alone, limits, run, together

SIX = [layout for layout in LAYOUTS if layout not in EXTRA]


def tallied(jobs: list[Job]) -> tuple[Tally, list[str]]:
    """Read the documents; return their sum and what was wrong, each with the words that show it again."""
    tally, notes = Tally(), []
    for job in jobs:
        _, verdict = run(job)
        tally.add(verdict)
        notes += [f"{' '.join(map(str, job))}: {note}" for note in verdict.notes[:3]]
    return tally, notes


@pytest.mark.parametrize("layout", SIX)
def test_one_damage(layout: str) -> None:
    tally, notes = tallied(list(alone([layout], [UNHARMED, *DAMAGES], 1, seed=7)))
    assert tally.documents == 1 + len(DAMAGES)
    assert limits(tally, Tally(), Tally()) == [], "\n".join(notes)


def test_two_or_three_damages() -> None:
    tally, notes = tallied(list(together(SIX, 36, seed=7)))
    assert limits(Tally(), tally, Tally()) == [], "\n".join(notes)


def test_layouts_beyond_the_six_have_no_wrong_number() -> None:
    tally, notes = tallied(list(alone(EXTRA, [UNHARMED, *DAMAGES], 1, seed=7)))
    assert limits(Tally(), Tally(), tally) == [], "\n".join(notes)

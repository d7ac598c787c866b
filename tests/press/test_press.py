"""A tenth of the press, and the same report in every format; skipped where what prints or reads it is not installed."""

from __future__ import annotations

import pytest

from tests.press import press, prints

TENTH = 0.1
SCANNED = {"scan-pdf": 3, "tiff": 1, "png": 1, "jpeg": 1}
"""Scans take seconds a page: fewer than a tenth of their documents, about fifteen pages."""


def tallied(jobs: list[tuple[str, int]]) -> tuple[dict[str, press.Sum], str]:
    """Print and read documents; return their sums and what was wrong, each with the words that show it again."""
    readings = list(press.run(jobs))
    notes = [f"{one.format} {one.seed}: {note}" for one in readings for note in one.verdict.notes[:3]]
    return press.summed(readings), "\n".join(notes)


@pytest.mark.parametrize("format", [name for name in prints.COUNTS if name not in prints.SCANS])
def test_a_tenth_of_a_format(format: str) -> None:
    if lacking := prints.lacking(format):
        pytest.skip(lacking)
    sums, notes = tallied(list(press.planned([format], TENTH)))
    assert press.limits(sums) == [], notes
    if format not in prints.EXTRA:
        assert sums[format].sums["exact"] > 100 * sums[format].documents, notes


def test_some_scans() -> None:
    if lacking := prints.lacking("scan-pdf"):
        pytest.skip(lacking)
    sums, notes = tallied([(format, seed) for format, count in SCANNED.items() for seed in range(count)])
    assert press.limits(sums) == [], notes
    assert sum(total.pages for total in sums.values()) >= 10

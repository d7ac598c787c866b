"""A tenth of the press, and the same report in every format; skipped where what prints or reads it is not installed."""

from __future__ import annotations

import random

import pytest

from govreport.sample import draw, render
from tests.press import press, prints, tally
from tests.press.styles import draw_style

TENTH = 0.1
SCANNED = {"scan-pdf": 3, "tiff": 1, "png": 1, "jpeg": 1}
"""Scans take seconds a page: fewer than a tenth of their documents, about fifteen pages."""


def tallied(jobs: list[tuple[str, int]]) -> tuple[dict[str, tally.Sum], str]:
    """Print and read documents; return their sums and what was wrong, each with the words that show it again."""
    readings = list(press.run(jobs))
    notes = [f"{one.format} {one.seed}: {note}" for one in readings for note in one.verdict.notes[:3]]
    return tally.summed(readings), "\n".join(notes)


@pytest.mark.parametrize("format", [name for name in prints.COUNTS if name not in prints.SCANS])
def test_a_tenth_of_a_format(format: str) -> None:
    if lacking := prints.lacking(format):
        pytest.skip(lacking)
    sums, notes = tallied(list(press.planned([format], TENTH)))
    assert tally.limits(sums) == [], notes
    if format not in prints.EXTRA:
        assert sums[format].sums["exact"] > 100 * sums[format].documents, notes


def test_some_scans() -> None:
    if lacking := prints.lacking("scan-pdf"):
        pytest.skip(lacking)
    sums, notes = tallied([(format, seed) for format, count in SCANNED.items() for seed in range(count)])
    assert tally.limits(sums) == [], notes
    assert sum(total.pages for total in sums.values()) >= 10


EVERY = {"docx": ("doc", "wps", "rtf", "odt", prints.WORD, "scan-pdf"), "portal": (prints.WEB, "xlsx", "xls", "png")}
"""By what is printed, what it is printed as."""


@pytest.mark.parametrize("seed", [0, 1])
def test_the_same_report_in_every_format(seed: int) -> None:
    """Equal figures but for `report_id`, `label` and `raw`; scans but for cells that they give up or derive."""
    if lacking := prints.lacking(prints.WEB):
        pytest.skip(lacking)
    rng = random.Random(seed)
    truth = draw(seed, years=[(2020, 2023)[seed]], filled=(0.5, None)[seed])[0]
    style = draw_style(rng, truth.agency.name, truth.year, legible=True)
    works = []
    for layout, formats in EVERY.items():
        printed = render(truth, layout, seed=seed, spelling=0.0, encoding=None if layout == "docx" else "utf-8")
        works += [prints.dressed(format, seed, printed, style) for format in formats if not prints.lacking(format)]
    assert len(works) >= 8
    readings = [press.read(one, data) for one, data in zip(works, prints.press(works), strict=True)]
    assert [one.format for one in readings if one.verdict.failed] == []
    assert [f"{one.format}: {note}" for one in readings for note in one.verdict.notes if "unlike" in note] == []
    assert all(one.verdict.silent == 0 for one in readings)

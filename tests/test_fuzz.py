"""A report with lines lost, doubled or put between: nothing but our own errors, and no number in another's place."""

from __future__ import annotations

import math
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

import govreport
from govreport.errors import GovReportError
from govreport.sample import Truth, draw, render

LAYOUTS = ("tabs", "lines", "markdown")
HEAD = 9
"""The title and what stands below it stay whole."""
STEADY = settings(deadline=None, max_examples=40, derandomize=True)


@lru_cache(maxsize=64)
def printed(seed: int, layout: str) -> tuple[Truth, tuple[str, ...]]:
    truth = draw(seed, years=[2019 + seed % 6], filled=(1.0, 0.5, None)[seed % 3])[0]
    text = render(truth, layout, seed=seed, spelling=0.0, encoding="utf-8").text
    return truth, tuple(text.split("\n"))


def wrong(truth: Truth, lines: list[str]) -> dict[object, object]:
    """Return every number that is given, not contested, and not the truth."""
    figures = govreport.read_report("\n".join(lines).encode()).figures
    names = ("table", "item", "measure", "value", "contested")
    rows = zip(*(figures[name].tolist() for name in names), strict=True)
    return {
        key: (value, truth.cells.get(tuple(key)))
        for *key, value, contested in rows
        for key in [tuple(key)]
        if isinstance(value, float) and not math.isnan(value) and not contested and value != truth.cells.get(key)
    }


@STEADY
@given(st.integers(0, 30), st.sampled_from(LAYOUTS), st.integers(0, 10**6), st.integers(1, 4))
def test_lines_lost_together(seed: int, layout: str, at: int, count: int) -> None:
    truth, lines = printed(seed, layout)
    place = HEAD + at % (len(lines) - HEAD)
    assert wrong(truth, [*lines[:place], *lines[place + count :]]) == {}


@STEADY
@given(st.integers(0, 30), st.sampled_from(LAYOUTS), st.integers(0, 10**6))
def test_a_line_printed_twice(seed: int, layout: str, at: int) -> None:
    truth, lines = printed(seed, layout)
    place = HEAD + at % (len(lines) - HEAD)
    assert wrong(truth, [*lines[:place], lines[place], *lines[place:]]) == {}


@STEADY
@given(
    st.integers(0, 30),
    st.sampled_from(LAYOUTS),
    st.integers(0, 10**6),
    st.sampled_from(["- 3 -", "第 5 页 共 9 页", "6/12", "白榆县水务局年度报告", "附件：1", ""]),
)
def test_a_running_head_or_page_number_anywhere(seed: int, layout: str, at: int, line: str) -> None:
    truth, lines = printed(seed, layout)
    place = HEAD + at % (len(lines) - HEAD)
    assert wrong(truth, [*lines[:place], line, *lines[place:]]) == {}


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 8), st.sampled_from(LAYOUTS), st.randoms(use_true_random=False))
def test_whatever_becomes_of_the_lines_is_read_or_refused(seed: int, layout: str, random: object) -> None:
    _, lines = printed(seed, layout)
    kept = [line[: random.randrange(40)] if random.random() < 0.1 else line for line in lines if random.random() < 0.7]
    random.shuffle(kept)
    try:
        report = govreport.read_report("\n".join(kept).encode())
    except GovReportError as error:
        assert str(error).startswith("<bytes>")  # noqa: PT017 -- either outcome is right
        return
    assert not report.figures.duplicated(["table", "item", "measure"]).any()
    assert set(
        report.figures.loc[report.figures["state"].isin(["blank", "unreadable", "missing"]), "value"].isna()
    ) <= {True}

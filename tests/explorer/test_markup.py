"""Every text of a report is escaped in what the explorer shows."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.explorer import markup
from govreport.explorer.sheet import STATES, Heading
from govreport.frames import frame

EVIL = '<img src=x onerror="alert(1)">&amp;'


def is_escaped(html: str) -> bool:
    return "<img" not in html and "&lt;img" in html and "&amp;amp;" in html


def test_texts_of_a_report_are_escaped_everywhere() -> None:
    row = dict.fromkeys(("agency", "title", "source", "report_id"), EVIL) | {"year": 2021, "year_basis": "title"}
    failure = frame("failures", [{"source": EVIL, "error": "NotAReport", "message": EVIL}])
    for html in (
        markup.text(EVIL),
        markup.note(EVIL),
        markup.error_note(OSError(EVIL)),
        markup.failures_note(EVIL, failure, "en"),
        markup.failures_note("opened", failure, "zh"),
        markup.heading(Heading(EVIL, "en"), "en", first=True),
        markup.heading(Heading("zh", EVIL), "zh", first=False),
        markup.report_head(frame("reports", [row]).iloc[0], "en"),
        markup.finding("error", "row_sum", "", EVIL, "en"),
        markup.finding("error", "row_sum", EVIL, "", "zh"),
    ):
        assert is_escaped(html), html
    html = markup.chart(b"", EVIL, pd.DataFrame({EVIL: [EVIL]}), "en")
    assert "<img src=x" not in html
    assert 'onerror="' not in html


def test_an_error_is_its_class_and_its_message() -> None:
    assert (
        markup.error_note(FileNotFoundError("a.txt")) == '<div class="note bad"><b>FileNotFoundError</b>: a.txt</div>'
    )


def test_more_failures_than_fit_are_counted() -> None:
    rows = [{"source": f"{number}.txt", "error": "NotAReport", "message": "m"} for number in range(13)]
    html = markup.failures_note("head", frame("failures", rows), "en")
    assert html.count("NotAReport") == 10
    assert "and 3 more" in html
    assert " open" not in markup.failures_note("head", frame("failures", rows), "en", folded=True)


@pytest.mark.parametrize("state", STATES)
def test_the_legend_and_the_style_have_every_state(state: str) -> None:
    assert f"gr-{state}" in markup.legend("en")
    assert state == "stated" or f".gr-{state}" in markup.style()


def test_the_agency_and_year_that_are_not_known_are_said_to_be() -> None:
    html = markup.report_head(frame("reports", [{"title": "t"}]).iloc[0], "zh")
    assert "（机关未知）" in html
    assert "年度 <b>–</b>" in html
    assert "公布于" not in html

"""What is worked out once when a corpus is opened is what the corpus itself would say."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.handmade import corpus_of, report_of

pytest.importorskip("ipywidgets", reason="the explorer needs the extra notebooks")

from govreport.explorer.prepared import prepare  # noqa: E402


@pytest.mark.parametrize("mixed", [False, True], ids=["reports one after the other", "rows of reports mixed"])
def test_a_report_has_its_rows_and_no_others(mixed: bool) -> None:
    total = ("review", "reconsideration", "total")
    corpus = corpus_of(*(report_of(f"第{n}局", 2022, {total: n}, source=f"{n}.html") for n in range(3)))
    assert corpus.reports["report_id"].is_unique
    if mixed:
        corpus = replace(corpus, figures=corpus.figures.sample(frac=1, random_state=1, ignore_index=True))
    prepared = prepare(corpus)
    for report_id in corpus.reports["report_id"]:
        one, other = prepared.report(report_id), corpus.report(report_id)
        pd.testing.assert_frame_equal(one.figures, other.figures)
        pd.testing.assert_frame_equal(one.findings, other.findings)
        assert len(one.figures) == (corpus.figures["report_id"] == report_id).sum() > 0

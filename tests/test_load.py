"""What a notebook works on: the made-up corpus, a saved one, or reports to be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from govreport import Corpus, errors, load_corpus, load_facts, load_sample
from govreport.sample import is_synthetic, write


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_sample(n=3, seed=2, workers=0, progress=False)


def test_the_sample_is_read_as_real_reports_are_and_known_to_be_made_up(corpus: Corpus) -> None:
    assert len(corpus) >= 9
    assert corpus.failures.empty
    assert is_synthetic(corpus.reports).all()
    assert corpus.reports["agency_id"].nunique() == 3
    assert set(corpus.figures["state"]) >= {"stated"}
    assert is_synthetic(corpus.panel(aggregates="keep")).all()
    assert corpus.panel().attrs["synthetic"] is True


def test_the_same_seed_gives_the_same_corpus(corpus: Corpus) -> None:
    again = load_sample(n=3, seed=2, workers=0, progress=False)
    pd.testing.assert_frame_equal(again.reports, corpus.reports)
    pd.testing.assert_frame_equal(again.mentions, corpus.mentions)


def test_a_number_of_the_sample_can_be_shown_where_it_is_printed(corpus: Corpus) -> None:
    row = corpus.figures[corpus.figures["state"] == "stated"].iloc[0]
    assert str(int(row["value"])) in str(corpus.show(row)._repr_html_())


def test_without_a_name_it_is_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    monkeypatch.setattr("govreport.load.load_sample", lambda **options: asked.append(options))
    load_corpus(workers=0)
    load_corpus("", progress=False)
    assert asked == [{"workers": 0}, {"progress": False}]


def test_a_saved_corpus_is_opened_and_a_folder_is_read(corpus: Corpus, tmp_path: Path) -> None:
    corpus.save(tmp_path / "saved")
    saved = load_corpus(tmp_path / "saved")
    pd.testing.assert_frame_equal(saved.figures, corpus.figures)
    assert saved.panel().attrs["synthetic"] is True
    written = write(tmp_path / "reports", n=1)
    read = load_corpus(str(tmp_path / "reports"), workers=0, progress=False)
    assert len(read) == sum(entry["kind"] == "report" for entry in written)


def test_a_folder_that_is_not_there_is_an_error_and_not_the_sample(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableSource):
        load_corpus(tmp_path / "nowhere", workers=0, progress=False)


def test_importing_govreport_loads_no_sample_and_no_facts() -> None:
    code = "import sys, govreport; print([name for name in sys.modules if name.startswith('govreport.sample')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_facts_are_no_sample() -> None:
    assert not is_synthetic(load_facts()).any()

"""Many sources become one corpus, and a bad one costs nothing but itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from govreport import gather, sample
from govreport.corpus import Corpus, read_corpus
from govreport.errors import UnreadableSource
from govreport.frames import schemas
from govreport.gather import Gathered
from govreport.report import read_report
from govreport.sources import Source
from govreport.workers import Outcome, to_columns
from tests.handmade import corpus_of, read_json, report_of

FRAMES = ("reports", "figures", "mentions", "findings", "failures", "places", "texts", "checks")


def frames_of(corpus: Corpus) -> dict[str, pd.DataFrame]:
    return {name: corpus.checks() if name == "checks" else getattr(corpus, name) for name in FRAMES}


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the tiny format of `handmade` instead of reports."""
    monkeypatch.setattr("govreport.report.read_records", read_json)


def put(folder: Path, name: str, *reports: dict[str, Any]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(list(reports), ensure_ascii=False), encoding="utf-8")


def read(source: Any) -> Corpus:
    return read_corpus(source, workers=0, progress=False)


@pytest.mark.usefixtures("tiny")
def test_reports_and_failures_of_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "b/2.json", {"agency": "云川市教育局"})
    put(tmp_path, "a.json", {"agency": "白榆县水务局"})
    (tmp_path / "notice.html").write_bytes(b"<p>")
    (tmp_path / ".DS_Store").write_bytes(b"")
    corpus = read(tmp_path)
    assert corpus.reports["source"].tolist() == ["a.json", "b/2.json"]
    assert corpus.reports["agency"].tolist() == ["白榆县水务局", "云川市教育局"]
    assert corpus.figures["report_id"].nunique() == 2
    assert corpus.figures.groupby("report_id").size().tolist() == [200, 200]
    assert corpus.failures.to_dict("records") == [
        {
            "source": "notice.html",
            "error": "NotAReport",
            "message": "notice.html: no report in it; expected a JSON list",
        }
    ]
    assert corpus.skipped == {"hidden": 1}
    assert (len(corpus), repr(corpus)) == (2, "<Corpus: 2 reports, 400 cells, 2 findings, 1 failures>")


@pytest.mark.usefixtures("tiny")
def test_frames_have_all_columns_and_types_even_when_nothing_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    for corpus in (read(tmp_path), corpus_of(report_of())):
        for name, frame in frames_of(corpus).items():
            assert list(frame) == list(schemas()[name])
            for column, kind in schemas()[name].items():
                if isinstance(kind, tuple):
                    assert tuple(frame[column].cat.categories) == kind
                else:
                    assert frame[column].dtype == kind


@pytest.mark.usefixtures("tiny")
def test_every_report_of_one_source_is_read(tmp_path: Path) -> None:
    put(tmp_path, "two.json", {"year": 2020}, {"year": 2021})
    reports = read(tmp_path).reports
    assert reports["year"].tolist() == [2020, 2021]
    assert reports["report_id"].tolist() == [reports["sha256"][0][:12], reports["sha256"][0][:12] + "-2"]


@pytest.mark.usefixtures("tiny")
def test_the_same_bytes_again_add_no_rows_and_are_named(tmp_path: Path) -> None:
    for name in ("a.json", "copy/a.json", "copy/b.json"):
        put(tmp_path, name, {})
    corpus = read(tmp_path)
    assert (len(corpus), len(corpus.figures), len(corpus.failures)) == (1, 200, 0)
    found = corpus.findings[corpus.findings["code"] == "duplicate_report"]
    assert found["source"].tolist() == ["a.json", "a.json"]
    assert found["severity"].tolist() == ["info", "info"]
    assert found["message"].tolist() == [
        "copy/a.json holds the same bytes as a.json and adds no rows.",
        "copy/b.json holds the same bytes as a.json and adds no rows.",
    ]
    assert corpus.reports["n_findings"].tolist() == [3]


@pytest.mark.usefixtures("tiny")
def test_a_manifest_wins_and_chooses_the_primary_report(tmp_path: Path) -> None:
    put(tmp_path, "r/a.json", {"agency": "云川市教育局", "year": 2020})
    put(tmp_path, "r/b.json", {"agency": "白榆县水务局", "year": 2021})
    manifest = tmp_path / "r/list.csv"
    manifest.write_text(
        "source,year,agency,agency_id,is_primary\nb.json,2020,云川市教育局,?-云川市教育局,true\na.json,,,,\ngone.json,,,,\n",
        encoding="utf-8-sig",
    )
    corpus = read(manifest)
    assert corpus.reports["source"].tolist() == ["b.json", "a.json"]
    assert corpus.reports["agency"].tolist() == ["云川市教育局", "云川市教育局"]
    assert corpus.reports["year"].tolist() == [2020, 2020]
    assert corpus.reports["is_primary"].tolist() == [True, False]
    assert corpus.failures["source"].tolist() == ["gone.json"]
    assert corpus.failures["error"].tolist() == ["UnreadableSource"]


@pytest.mark.parametrize("error", [AssertionError("no room"), RecursionError("too deep"), KeyError("item")])
def test_a_fault_of_the_library_costs_only_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def faulty(data: bytes, source: str, known: Any = None) -> Any:
        if source == "b.json":
            raise error
        return read_json(data, source, known)

    monkeypatch.setattr("govreport.report.read_records", faulty)
    for name in ("a.json", "b.json", "c.json"):
        put(tmp_path, name, {"agency": name})
    corpus = read(tmp_path)
    assert corpus.reports["source"].tolist() == ["a.json", "c.json"]
    assert corpus.failures["error"].tolist() == [type(error).__name__]
    assert "please report it together with the file" in corpus.failures["message"][0]
    assert corpus.failures["message"][0].startswith("b.json: ")


def test_a_reader_that_finds_nothing_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport.report.read_records", lambda *_: [])
    put(tmp_path, "a.json", {})
    assert read(tmp_path).failures["error"].tolist() == ["NotAReport"]


@pytest.mark.parametrize(
    ("column", "value", "error"),
    [("value", "many", "ValueError"), ("state", "guessed", "ValueError"), ("raw", "\ud800", "UnicodeEncodeError")],
)
def test_a_value_that_no_column_holds_costs_only_its_source(column: str, value: Any, error: str) -> None:
    gathered = Gathered()
    for name in ("a", "b", "c"):
        records = report_of(name, source=name)
        if name == "b":
            records.figures[3][column] = value
        gathered.add(Source(name), Outcome(to_columns([records])))
    frames = gathered.frames()
    assert frames["reports"]["source"].tolist() == ["a", "c"]
    assert frames["failures"]["source"].tolist() == ["b"]
    assert frames["failures"]["error"].tolist() == [error]


def test_other_bytes_with_the_same_report_id_are_a_failure() -> None:
    gathered = Gathered()
    for name in ("a", "b"):
        records = report_of(source=name, data=b"same")
        records.report["sha256"] = name * 64
        gathered.add(Source(name), Outcome(to_columns([records])))
    frames = gathered.frames()
    assert frames["reports"]["source"].tolist() == ["a"]
    assert frames["failures"]["source"].tolist() == ["b"]


def test_chunks_join_to_the_same_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [report_of(f"局{n}", source=f"{n}") for n in range(5)]
    whole = frames_of(corpus_of(*reports))
    monkeypatch.setattr(gather, "CHUNK", 2)
    for name, frame in frames_of(corpus_of(*reports)).items():
        pd.testing.assert_frame_equal(frame, whole[name])


def test_findings_stand_by_report_its_own_first() -> None:
    first, second = report_of(year=2021, source="a"), report_of(year=2022, source="b", values={CARRIED_IN: 3})
    corpus = corpus_of(second, first)
    assert corpus.findings["source"].tolist() == ["b", "b", "a"]
    assert corpus.findings["code"].tolist() == ["blank_cells", "carry_mismatch", "blank_cells"]
    assert corpus.reports["n_findings"].tolist() == [2, 1]


CARRIED_IN = ("requests", "carried_in", "total")


def test_processes_read_what_this_process_reads(tmp_path: Path) -> None:
    sample.write(tmp_path, n=2)
    here, there = frames_of(read(tmp_path)), frames_of(read_corpus(tmp_path, progress=False))
    assert len(here["reports"]) > 4
    for name, frame in here.items():
        pd.testing.assert_frame_equal(frame, there[name])


def test_a_corpus_says_what_its_reports_say(tmp_path: Path) -> None:
    sample.write(tmp_path, n=2)
    corpus = read(tmp_path)
    row = corpus.reports.iloc[0]
    report = read_report(tmp_path / row["source"])
    figures = corpus.figures[corpus.figures["report_id"] == row["report_id"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(figures, report.figures)
    assert corpus.texts.loc[corpus.texts["report_id"] == row["report_id"], "text"].str.cat() == report.text
    checks = corpus.checks()[corpus.checks()["report_id"] == row["report_id"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(checks, report.checks())


def test_a_script_without_a_main_guard_may_read_in_processes(tmp_path: Path) -> None:
    sample.write(tmp_path / "reports", n=1)
    script = tmp_path / "study.py"
    script.write_text(
        "import govreport as gr\n"
        "print('once')\n"
        "corpus = gr.read_corpus('reports', workers=1, progress=False)\n"
        "print(len(corpus) > 1)\n",
        encoding="utf-8",
    )
    root = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": root},
        check=False,
    )
    assert done.stdout.split() == ["once", "True"], done.stderr


def test_no_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no source found"):
        read(tmp_path)


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(("progress", "shown"), [(True, True), (None, False), (False, False)])
def test_progress_is_shown_where_asked_for_or_in_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], progress: bool | None, shown: bool
) -> None:
    put(tmp_path, "a.json", {})
    read_corpus(tmp_path, workers=0, progress=progress)
    assert ("1/1" in capsys.readouterr().err) is shown


def test_importing_loads_neither_plots_nor_widgets_nor_pools() -> None:
    heavy = ("matplotlib", "ipywidgets", "tqdm", "pebble", "papermill")
    code = f"import sys, govreport.corpus; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

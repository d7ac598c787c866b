"""The command: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from govreport import cli, execute, sample
from govreport.store import open_corpus
from govreport.summary import summary
from tests.handmade import corpus_of, read_json, report_of


@pytest.fixture(autouse=True)
def tiny(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the tiny format of `handmade` instead of reports, unless a test is marked otherwise."""
    if "real" not in request.fixturenames:
        monkeypatch.setattr("govreport.report.read_records", read_json)


@pytest.fixture
def real() -> None:
    """Read real formats."""


def put(folder: Path, name: str, **fields: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps([fields], ensure_ascii=False), encoding="utf-8")


def read(folder: Path, out: Path) -> int:
    return cli.main(["read", str(folder), "--out", str(out), "--workers", "0"])


def test_all_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "in", "a.json", agency="白榆县水务局")
    put(tmp_path / "in", "b.json", agency="云川市教育局", editions={"requests": "2019", "proactive_disclosure": "2021"})
    put(tmp_path / "in", ".hidden")
    assert read(tmp_path / "in", tmp_path / "out") == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[:2] == ["2 reports read, 0 sources not read", "skipped: 1 hidden"]
    assert lines[3:8] == [
        "Reports by format and edition of their tables",
        "        2019+2021  2021  all",
        "  html          1     1    2",
        "  all           1     1    2",
        "",
    ]
    assert "Cells by state (of 371, 0 contested)" in lines
    assert "  stated      371  100.0%" in lines
    assert "  blank_cells  2  info" in lines
    assert "Not read" not in out
    assert lines[-1].startswith("Saved in ")
    assert open_corpus(tmp_path / "out").reports["agency"].tolist() == ["白榆县水务局", "云川市教育局"]


def test_some_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "in", "a.json")
    (tmp_path / "in/notice.html").write_bytes(b"<p>")
    assert read(tmp_path / "in", tmp_path / "out") == 3
    out = capsys.readouterr().out
    assert "1 report read, 1 source not read" in out
    assert "Not read\n  notice.html\n      NotAReport: no report in it; expected a JSON list\n" in out
    assert len(open_corpus(tmp_path / "out").failures) == 1


def test_none_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notice.html").write_bytes(b"<p>")
    assert read(tmp_path, tmp_path / "out") == 1
    out, err = capsys.readouterr()
    assert "notice.html" in out
    assert "none of 1 sources could be read; nothing was saved" in err
    assert not (tmp_path / "out").exists()


def test_no_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(tmp_path / "nowhere", tmp_path / "out") == 1
    err = capsys.readouterr().err
    assert err.startswith("govreport: ")
    assert "neither a folder nor a file nor a glob" in err
    assert "Traceback" not in err


def test_a_folder_in_use_is_refused_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "in", "a.json")
    monkeypatch.setattr("govreport.corpus.read_corpus", lambda *_, **__: pytest.fail("was read"))
    assert read(tmp_path / "in", tmp_path / "in") == 1
    assert "it is no saved corpus and is not replaced" in capsys.readouterr().err


def test_a_user_may_stop_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("govreport.corpus.read_corpus", stop)
    assert read(tmp_path, tmp_path / "out") == 130
    assert capsys.readouterr().err == "govreport: stopped; nothing was saved\n"


@pytest.mark.parametrize("arguments", [[], ["read", "x"], ["read", "x", "--out", "y", "--workers", "-1"], ["export"]])
def test_wrong_arguments_are_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert "usage: govreport" in capsys.readouterr().err


def test_the_demo_reads_made_up_reports_and_says_where_all_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, real: None
) -> None:
    page = tmp_path / "demo/01_quickstart.html"
    write = sample.write
    monkeypatch.setattr(execute, "run", lambda _notebook, _out, _given: page)
    monkeypatch.setattr(sample, "write", lambda folder: write(folder, n=2))
    assert cli.main(["demo", "--out", str(tmp_path / "demo")]) == 0
    out = capsys.readouterr().out
    assert f"Made-up reports are in {tmp_path / 'demo/reports'}" in out
    assert "OnlyAttachment" in out
    assert f"Open {page} in a browser" in out
    corpus = open_corpus(tmp_path / "demo/corpus")
    assert len(corpus) > 4
    assert len(corpus.failures) > 0


def test_without_notebook_packages_the_demo_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(sample, "write", lambda folder: put(folder, "a.json"))
    monkeypatch.setattr(execute, "import_module", absent)
    assert cli.main(["demo", "--out", str(tmp_path)]) == 1
    assert 'run: pip install "govreport[notebooks]"' in capsys.readouterr().err


def test_the_summary_says_which_reports_no_panel_will_hold() -> None:
    corpus = corpus_of(report_of(source="a"), report_of(source="b", agency="白榆县水务局", year=2020))
    assert "no known agency" not in summary(corpus)
    corpus.reports.loc[1, "agency_id"] = pd.NA
    assert "1 report has no known agency or year and will be in no panel: name them in a manifest" in summary(corpus)


def test_the_summary_counts_second_reports_and_bounds_the_failures() -> None:
    corpus = corpus_of(report_of(source="a"), report_of(source="b"))
    failure = {"source": "x", "error": "NotAReport", "message": f"x: {'no ' * 500}"}
    corpus.failures = corpus.failures.reindex(range(30)).assign(**failure)
    text = summary(corpus)
    assert "1 report does not count, for another of that agency and year does" in text
    assert "and 10 more (corpus.failures)" in text
    assert max(map(len, text.splitlines())) < 400

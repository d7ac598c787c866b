"""What is opened, and what is said of what cannot be: the class of the error and its message, never nothing."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from govreport.corpus import Corpus
from govreport.sample import draw, render
from tests import hostile

pytest.importorskip("ipywidgets", reason="the explorer needs the extra notebooks")

from govreport.explorer.picker import Picker, read_files  # noqa: E402

TRUTH = draw(3, years=[2021])[0]
MOMENT = datetime(2022, 1, 31, tzinfo=UTC)
REPORT = render(TRUTH, "portal", seed=3).data


def picker() -> tuple[Picker, list[tuple[Corpus, Any]]]:
    opened: list[tuple[Corpus, Any]] = []
    found = Picker(lambda corpus, uploads: opened.append((corpus, uploads)))
    found.speak("en")
    return found, opened


def upload(found: Picker, **files: bytes) -> None:
    """Do what a browser does: all files in one piece, as memory views."""
    found.upload.value = tuple(
        {"name": name, "type": "", "size": len(data), "content": memoryview(data), "last_modified": MOMENT}
        for name, data in files.items()
    )


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: starting another takes a second."""
    from govreport import workers

    read_all = workers.read_all
    monkeypatch.setattr("govreport.workers.read_all", lambda sources, *_: read_all(sources, workers=0))


def test_uploaded_files_are_opened_with_their_bytes() -> None:
    found, opened = picker()
    upload(found, **{"年报.html": REPORT})
    ((corpus, uploads),) = opened
    assert corpus.reports["source"].tolist() == ["年报.html"]
    assert corpus.reports["agency"].tolist() == [TRUTH.agency.name]
    assert uploads == {hashlib.sha256(REPORT).hexdigest(): REPORT}
    assert "the uploaded files: read 1, not read 0" in found.status.value
    assert found.upload.value == ()


def test_of_several_files_the_bad_ones_are_named_and_the_good_ones_opened() -> None:
    found, opened = picker()
    upload(found, good=REPORT, empty=b"", notice="关于调整服务窗口时间的通知".encode())
    assert len(opened) == 1
    assert len(opened[0][0]) == 1
    assert "read 1, not read 2" in found.status.value
    assert "<b>UnreadableSource</b>: empty" in found.status.value
    assert "<b>NotAReport</b>: notice" in found.status.value


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "UnreadableSource"),
        (b"\x00\x01\x02\x03" * 50, "UnknownFormat"),
        (b"%PDF-1.7\nnothing", "UnreadableSource"),
        (hostile.zip_bomb(), "UnreadableSource"),
        ("关于调整服务窗口时间的通知".encode(), "NotAReport"),
    ],
)
def test_a_file_that_is_no_report_is_an_error_with_class_and_message(data: bytes, error: str) -> None:
    found, opened = picker()
    upload(found, **{"<b>.pdf": data})
    assert opened == []
    assert f"<b>{error}</b>" in found.status.value
    assert "nothing was opened" in found.status.value
    assert "&lt;b&gt;.pdf" in found.status.value
    assert "Traceback" not in found.status.value


def test_a_file_with_several_reports_gives_them_all() -> None:
    pages = [render(truth, "markdown", seed=1, encoding="utf-8").data.decode() for truth in draw(5, years=[2020, 2021])]
    corpus = read_files({"both.md": "\n\n".join(pages).encode()})
    assert corpus.failures.empty
    assert sorted(corpus.reports["year"]) == [2020, 2021]


def test_a_path_is_opened_by_the_button_and_by_enter(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_bytes(REPORT)
    found, opened = picker()
    found.path.value = f" {tmp_path / 'report.html'} "
    found.open.click()
    found.path._handle_msg({"content": {"data": {"method": "custom", "content": {"event": "submit"}}}, "buffers": []})
    assert [len(corpus) for corpus, _ in opened] == [1, 1]


def test_a_path_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    found, opened = picker()
    found.path.value = str(tmp_path / "<nothing>")
    found.open.click()
    assert opened == []
    assert "<b>UnreadableSource</b>" in found.status.value
    assert "&lt;nothing&gt;" in found.status.value
    found.speak("zh")
    assert "未能打开" in found.status.value


def test_no_path_opens_nothing() -> None:
    found, opened = picker()
    found.open.click()
    assert opened == []
    assert "No corpus is open" in found.status.value

"""Bad input: a clear error each, named, and one row of failures in a corpus in which all the rest is read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from govreport import errors
from govreport.corpus import Corpus, read_corpus
from govreport.errors import GovReportError, UnreadableSource
from govreport.readers import office, pdf_guard
from govreport.readers.limits import MAX_BYTES
from govreport.readers.office_program import program
from govreport.report import read_report
from tests import hostile, hostile_image, hostile_office, hostile_pdf
from tests.hostile import TEXT, sparse
from tests.pdfs import NUMBERS

LARGE = 200 * 2**20
BAD = hostile.BAD | hostile_pdf.BAD | hostile_image.BAD | hostile_office.BAD
FINE = hostile_pdf.FINE | hostile_office.FINE
SCANNED = hostile_pdf.SCANNED | hostile_image.SCANNED
ADVICE = (*("eave", "again", "ave ", "look for", "open it", "Open ", "Cut", "unpack", "Scan", "expected"), "Print it")


def assert_refused(path: Path, kind: str, words: str) -> None:
    """Assert that a source is refused for what it is, by name, in one sentence or two, with what to do."""
    with pytest.raises(GovReportError) as raised:
        read_report(path)
    message = str(raised.value)
    assert type(raised.value) is getattr(errors, kind)
    assert message.startswith(path.name)
    assert words in message
    assert message.endswith(".")
    assert any(word in message for word in ADVICE)
    assert len(message) < 600
    assert "\n" not in message


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of all bad sources, and three good ones with wrong suffixes."""
    path = tmp_path_factory.mktemp("sources")
    for name, (_, make, _) in BAD.items():
        (path / name).write_bytes(make())
    sparse(path / "large.txt", LARGE)
    for place, name in enumerate(("a good.docx", "m good.html", "z good.txt")):
        (path / name).write_bytes(TEXT.replace("白榆县", ("白榆县", "云川市", "青禾县")[place]).encode())
    return path


@pytest.mark.parametrize("name", BAD)
def test_each_is_an_error_that_names_the_file_and_what_to_do(folder: Path, name: str) -> None:
    kind, _, words = BAD[name]
    assert_refused(folder / name, kind, words)


@pytest.mark.parametrize("name", hostile_pdf.ENDLESS)
def test_what_would_keep_pdfium_busy_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(pdf_guard, "PDF_SECONDS", 3)
    kind, make, words = hostile_pdf.ENDLESS[name]
    (tmp_path / name).write_bytes(make())
    assert_refused(tmp_path / name, kind, words)


def test_a_report_with_a_few_forms_is_no_bomb() -> None:
    pdf_guard.refuse_endless(hostile_pdf.forms(2, 2), "seal.pdf", 1)
    assert pdf_guard.has_forms(hostile_pdf.forms(2, 2))


@pytest.mark.parametrize("name", SCANNED)
def test_images_of_nothing(tmp_path: Path, name: str) -> None:
    pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
    kind, make, words = SCANNED[name]
    (tmp_path / name).write_bytes(make())
    assert_refused(tmp_path / name, kind, words)


@pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", hostile_office.CONVERTED)
def test_what_libreoffice_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(office, "OFFICE_SECONDS", 6)
    kind, make, words = hostile_office.CONVERTED[name]
    (tmp_path / name).write_bytes(make())
    assert_refused(tmp_path / name, kind, words)


@pytest.mark.parametrize("name", FINE)
def test_an_odd_file_whose_report_is_all_there_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FINE[name]())
    figures = read_report(tmp_path / name).figures
    assert figures["value"].tolist() == [float(number) for number in NUMBERS]
    assert figures["state"].eq("stated").all()


def test_too_large_a_file_is_refused(folder: Path) -> None:
    assert (folder / "large.txt").stat().st_size > MAX_BYTES
    with pytest.raises(UnreadableSource, match=r"large\.txt: .*more than the 64 MB that are read"):
        read_report(folder / "large.txt")


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    """Return the folder read."""
    return read_corpus(folder, workers=2, progress=False)


def test_every_bad_source_is_a_row_of_failures(corpus: Corpus) -> None:
    found = dict(zip(corpus.failures["source"], corpus.failures["error"], strict=True))
    assert found == {name: kind for name, (kind, _, _) in BAD.items()} | {"large.txt": "UnreadableSource"}
    assert corpus.failures["source"].tolist() == sorted(found)
    assert all(
        message.startswith(name)
        for name, message in zip(corpus.failures["source"], corpus.failures["message"], strict=True)
    )


def test_everything_else_is_read(corpus: Corpus, folder: Path) -> None:
    assert corpus.reports["source"].tolist() == ["a good.docx", "m good.html", "z good.txt"]
    assert corpus.reports["agency"].tolist() == ["白榆县水务局", "云川市水务局", "青禾县水务局"]
    alone = read_report(folder / "a good.docx").figures
    first = corpus.figures[corpus.figures["report_id"] == corpus.reports["report_id"][0]]
    pd.testing.assert_frame_equal(first.reset_index(drop=True), alone)
    assert corpus.figures["state"].eq("stated").all()


def test_a_failure_leaves_no_row_anywhere_else(corpus: Corpus) -> None:
    ids = set(corpus.reports["report_id"])
    for name in ("figures", "findings", "places", "texts", "mentions"):
        assert set(getattr(corpus, name)["report_id"]) <= ids
    assert set(corpus.findings["source"].dropna()) <= set(corpus.reports["source"])

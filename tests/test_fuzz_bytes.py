"""A PDF, Word file or workbook with bits turned, bytes cut out or put in: read, or refused by an error of ours."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.errors import GovReportError
from govreport.readers import office, pdf, scan
from govreport.report import read_report
from tests import hostile, hostile_office, pdfs
from tests.pdfs import NUMBERS


@lru_cache(maxsize=1)
def sources() -> dict[str, bytes]:
    row = "".join(f'<c r="{chr(65 + at)}3"><v>{number}</v></c>' for at, number in enumerate(NUMBERS))
    sheet = hostile_office.workbook(f'<sheetData><row r="3">{row}</row></sheetData>')
    return {
        "pdf": pdfs.pdf(pdfs.report()),
        "doc": hostile_office.word(),
        "docx": hostile.docx(),
        "xlsx": sheet,
        "odt": hostile_office.repeated(3, 2),
    }


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep other programs out: what LibreOffice or OCR make of noise takes seconds and is their affair."""

    def refuse(*_: object, **__: object) -> None:
        message = "<bytes>: refused."
        raise GovReportError(message)

    monkeypatch.setattr(office, "convert", lambda sources: [GovReportError("<bytes>: refused.") for _ in sources])
    monkeypatch.setattr(scan, "require", refuse)
    monkeypatch.setattr(pdf, "refuse_endless", lambda *_: None)


def read_or_refused(data: bytes) -> None:
    try:
        report = read_report(data)
    except GovReportError as error:
        assert str(error).startswith("<bytes>")  # noqa: PT017 -- either outcome is right
        return
    known = report.figures["state"].isin(["stated", "derived"])
    assert (report.figures["value"].notna() == known).all()


def changed(kind: str, edit: Callable[[bytearray], None]) -> bytes:
    data = bytearray(sources()[kind])
    edit(data)
    return bytes(data)


KINDS = st.sampled_from(["pdf", "doc", "docx", "xlsx", "odt"])
PLACES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12)
MANY = settings(deadline=None, max_examples=150, derandomize=True)


@MANY
@given(KINDS, PLACES)
def test_bytes_turned(kind: str, places: list[tuple[float, int]]) -> None:
    def edit(data: bytearray) -> None:
        for share, byte in places:
            data[int(share * len(data))] ^= byte

    read_or_refused(changed(kind, edit))


@MANY
@given(KINDS, st.floats(0, 1), st.floats(0, 0.3), st.binary(max_size=40))
def test_a_piece_replaced(kind: str, share: float, length: float, piece: bytes) -> None:
    def edit(data: bytearray) -> None:
        start = int(share * len(data))
        data[start : start + int(length * len(data))] = piece

    read_or_refused(changed(kind, edit))


@MANY
@given(
    st.integers(0, 40),
    st.integers(0, 10**9),
    st.sampled_from([b"-1", b"0", b"99999999999", b"1e9", b"/A", b"<<", b"R"]),
)
def test_a_number_of_a_pdf_is_another(seed: int, at: int, word: bytes) -> None:
    parts = sources()["pdf"].split(b" ")
    parts[(at + seed) % len(parts)] = word
    read_or_refused(b" ".join(parts))

"""A PDF that names fonts and does not hold them has the same text on every machine."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw
import pytest

from govreport.readers import pdf_fonts
from govreport.readers.pdf import read_pdf
from govreport.readers.pdf_native import LOCK
from govreport.report import read_report
from tests.pdfs import NUMBERS, SONG, line, pages, pdf, report, song
from tests.readers.sheets import only, rows

GRID = b"".join([line(50, y, 110, y) for y in (700, 660)] + [line(x, 660, x, 700) for x in (50, 80, 110)])
QUARTER = b"0 1 -1 0 842 123.5 cm\n"


def document(content: bytes, font: dict[int, bytes]) -> bytes:
    objects = pages([content]) | font
    return pdf({at: body.replace(b"/Font<</F 3 0 R>>", b"/Font<</S 90 0 R>>") for at, body in objects.items()})


@pytest.fixture
def bare() -> Iterator[None]:
    """Let pdfium have no font of the machine, as in a container without any."""
    with LOCK:
        raw.FPDF_SetSystemFontInfo(None)
    yield
    with LOCK:
        raw.FPDF_SetSystemFontInfo(raw.FPDF_GetDefaultSystemFontInfo())


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("turn", [b"", QUARTER], ids=["upright", "turned"])
def test_no_number_and_no_label_depends_on_the_fonts_that_are_installed(turn: bytes) -> None:
    found = read_report(pdf(report(b"/MediaBox[0 0 842 842]", turn=turn)))
    assert tuple(found.figures.loc[found.figures["table"] == "review", "raw"]) == NUMBERS
    assert found.meta.agency == "白榆县水务局"


@pytest.mark.usefixtures("bare")
def test_single_characters_in_a_font_that_is_not_there_are_read() -> None:
    content = GRID + song("总", 55, 686) + song("计", 65, 686) + song("7", 90, 680)
    assert rows(only(read_pdf(document(content, SONG)))) == [["总计", "7"]]


def test_pages_are_drawn_with_the_fonts_of_the_machine_afterwards() -> None:
    data = pdf(report())
    before = _drawn(data)
    read_report(data)
    read_report(data)
    assert _drawn(data) == before


def _drawn(data: bytes) -> bytes:
    with LOCK:
        opened = pypdfium2.PdfDocument(data)
        pixels = opened[0].render().to_numpy().tobytes()
        opened.close()
    return bytes(pixels)


def test_fonts_that_a_program_gave_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    given = type("Given", (), {"SINGLETON": object()})
    monkeypatch.setattr(pypdfium2, "PdfSysfontBase", given, raising=False)
    monkeypatch.setattr(raw, "FPDF_SetSystemFontInfo", asked.append)
    read_pdf(pdf(report()))
    assert asked == []


def test_the_font_has_a_box_for_every_character() -> None:
    with LOCK, pdf_fonts.boxes():
        opened = pypdfium2.PdfDocument(document(song("龘1A。", 50, 700, 10), SONG))
        text = opened[0].get_textpage()
        found = [tuple(round(side, 2) for side in text.get_charbox(at)) for at in range(4)]
        opened.close()
    assert [box[0] for box in found] == pytest.approx([50, 60, 70, 80])
    assert [box[3] - box[1] for box in found] == pytest.approx([10] * 4, abs=0.2)


TALL = SONG | {92: SONG[92].replace(b"/Ascent 880/Descent -120", b"/Ascent 1900/Descent -900")}


def test_lines_of_a_font_that_claims_to_be_higher_than_it_is_stay_apart() -> None:
    number = song("48", 52, 676, 10) + song("36", 82, 686, 10) + song("0", 87, 674, 10)
    assert rows(only(read_pdf(document(GRID + number, TALL)))) == [["48", "36\n0"]]

"""PDFs made by hand: what is drawn and printed on a page becomes the cells and the text of a document."""

from __future__ import annotations

import threading

import pypdfium2.raw as raw
import pytest

from govreport.document import Document
from govreport.errors import SeveralReports, UnreadableSource
from govreport.readers import pdf as reader
from govreport.readers import pdf_native, pdf_rules
from govreport.readers.pdf import read_pdf
from govreport.readers.pdf_view import view_of
from govreport.report import read_report
from tests.pdfs import NUMBERS, SONG, line, number_box, pages, pdf, report, song, stream, words
from tests.readers.sheets import only, rows

XS, YS = (50, 150, 250), (700, 680, 660)
GRID = b"".join([line(50, y, 250, y) for y in YS] + [line(x, 660, x, 700) for x in XS])
CELLS = song("信息内容", 55, 686) + song("数量", 155, 686) + song("许可", 55, 666) + words("37", 155, 666)
READ = [["信息内容", "数量"], ["许可", "37"]]


def document(
    *contents: bytes, page: bytes = b"", extra: dict[int, bytes] | None = None, resources: bytes = b""
) -> bytes:
    objects = pages(list(contents), page) | SONG | (extra or {})
    fonts = b"/Font<</F 3 0 R/S 90 0 R>>" + resources
    return pdf({number: body.replace(b"/Font<</F 3 0 R>>", fonts) for number, body in objects.items()})


def read(
    *contents: bytes, page: bytes = b"", extra: dict[int, bytes] | None = None, resources: bytes = b""
) -> Document:
    return read_pdf(document(*contents, page=page, extra=extra, resources=resources), "a.pdf")


def rectangles(thick: float) -> bytes:
    found = [b"%g %g 200 %g re f\n" % (50, y - thick / 2, thick) for y in YS]
    return b"".join(found + [b"%g 660 %g 40 re f\n" % (x - thick / 2, thick) for x in XS])


def dotted() -> bytes:
    across = [b"%g %g 0.8 0.8 re f\n" % (x, y - 0.4) for y in YS for x in range(50, 251, 2)]
    return b"".join(across + [b"%g %g 0.8 0.8 re f\n" % (x - 0.4, y) for x in XS for y in range(660, 701, 2)])


BOXES = b"".join(b"%g %g 100 20 re S\n" % (x, y) for x in XS[:2] for y in YS[1:])
RINGS = b"".join(b"%g %g 100 20 re %g %g 99 19 re f*\n" % (x, y, x + 0.5, y + 0.5) for x in XS[:2] for y in YS[1:])
ONE_PATH = b"".join(b"50 %g m 250 %g l " % (y, y) for y in YS) + b"".join(b"%g 660 m %g 700 l " % (x, x) for x in XS)


@pytest.mark.parametrize(
    "drawn",
    [
        GRID,
        rectangles(0.5),
        rectangles(2.0),
        dotted(),
        BOXES,
        RINGS,
        ONE_PATH + b"S\n",
        b"[2 2] 0 d " + GRID,
        b"q 0.5 0 0 0.5 0 0 cm 100 1320 200 40 re S 300 1320 200 40 re S 100 1360 200 40 re S 300 1360 200 40 re S Q\n",
        b"q 1 0 0 -1 0 842 cm 50 142 100 20 re S 150 142 100 20 re S 50 162 100 20 re S 150 162 100 20 re S Q\n",
        b"q 0 1 -1 0 400 0 cm 660 150 m 660 350 l 680 150 m 680 350 l 700 150 m 700 350 l "
        b"660 150 m 700 150 l 660 250 m 700 250 l 660 350 m 700 350 l S Q\n",
    ],
    ids=[
        "lines",
        "thin boxes",
        "thick boxes",
        "dots",
        "boxes",
        "rings",
        "one path",
        "dashes",
        "scaled",
        "mirrored",
        "turned",
    ],
)
def test_lines_however_they_are_drawn(drawn: bytes) -> None:
    assert rows(only(read(drawn + CELLS))) == READ


def test_lines_inside_a_form() -> None:
    form = stream(
        b"0.5 w " + ONE_PATH.replace(b" m", b" m") + b"S",
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[1 0 0 1 10 5]",
    )
    inner = b"q 1 0 0 1 -10 -5 cm /X Do Q\n"
    assert rows(only(read(inner + CELLS, extra={80: form}, resources=b"/XObject<</X 80 0 R>>"))) == READ


def test_shading_behind_cells_adds_no_cell() -> None:
    shade = b"0.8 0.9 1 rg 52 682 196 16 re f 0.9 g 55 664 40 12 re f 0 g\n"
    assert rows(only(read(shade + GRID + CELLS))) == READ


def test_shaded_cells_without_lines_are_cells() -> None:
    fills = b"".join(b"%g %g 98 18 re f\n" % (x + 1, y + 1) for x in XS[:2] for y in YS[1:])
    assert rows(only(read(b"0.8 0.9 1 rg\n" + fills + b"0 g\n" + CELLS))) == READ


def test_white_boxes_are_nothing() -> None:
    assert list(read(b"1 g 50 660 200 40 re f 0 g\n" + song("一、总体情况", 55, 686)).tables()) == []


TURNS = {
    "upright": b"", "a quarter": b"0 1 -1 0 842 123.5 cm\n", "half": b"-1 0 0 -1 595 842 cm\n",
    "three quarters": b"0 -1 1 0 -123.5 718.5 cm\n",
}  # fmt: skip


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_is_read_upright_however_it_lies(rotate: int, turn: bytes) -> None:
    found = read_report(pdf(report(b"/MediaBox[0 0 842 842]/Rotate %d" % rotate, turn=turn)))
    values = found.figures.loc[found.figures["table"] == "review", "raw"].tolist()
    assert tuple(values) == NUMBERS


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_places_are_on_the_page_as_it_is_seen(rotate: int) -> None:
    place = read_report(pdf(report(b"/Rotate %d" % rotate))).places.iloc[14]
    x0, y0, x1, y1 = number_box(14)
    wide, high = 595, 842
    seen = {
        0: (x0, y0, x1, y1), 90: (high - y1, x0, high - y0, x1),
        180: (wide - x1, high - y1, wide - x0, high - y0), 270: (y0, wide - x1, y1, wide - x0),
    }  # fmt: skip
    assert tuple(place[["x0", "y0", "x1", "y1"]]) == pytest.approx(seen[rotate], abs=1)


def test_places_are_points_from_the_top_left() -> None:
    place = read_report(pdf(report())).places.iloc[14]
    assert tuple(place[["x0", "y0", "x1", "y1"]]) == pytest.approx(number_box(14), abs=1)


def test_the_title_that_the_file_declares() -> None:
    objects = pages([GRID + CELLS]) | SONG | {70: b"<</Title<FEFF767D695C>>>"}
    objects = {n: body.replace(b"/Font<</F 3 0 R>>", b"/Font<</F 3 0 R/S 90 0 R>>") for n, body in objects.items()}
    found = read_pdf(pdf(objects, b"/Info 70 0 R"))
    assert (found.title, found.format, found.reader, found.encoding) == ("白楜", "pdf", "text", None)


def test_characters_that_are_drawn_alike_are_the_common_ones() -> None:
    assert read(song("⼀、⽇期⻅⾯", 50, 700)).text == "一、日期见面"


def test_a_hyphen_at_the_end_of_a_line_is_printed() -> None:
    assert read(words("well-", 50, 700) + words("known", 50, 685) + song("一、总体情况", 50, 600)).text.startswith(
        "well-"
    )


def test_what_stands_above_or_below_the_page_is_not_on_it() -> None:
    assert read(song("一、总体情况", 50, 700) + song("次页", 50, -30) + song("前页", 50, 900)).text == "一、总体情况"


def test_columns_beyond_the_edge_of_the_page_are_read_and_a_number_cut_by_it_is_not_sure() -> None:
    right = b"".join([line(500, y, 640, y) for y in YS] + [line(x, 660, x, 700) for x in (500, 560, 640)])
    cells = song("信息内容", 505, 686) + song("数量", 565, 686) + song("许可", 505, 666) + words("3712", 583, 666)
    found = only(read(right + cells))
    assert [(cell.text, cell.sure) for cell in found.cells if cell.row == 1] == [("许可", True), ("3712", False)]


def test_two_reports_in_one_file() -> None:
    first, second = report(agency="白榆县水务局"), report(agency="青禾县统计局", year=2021)
    objects = first | {110: second[100].replace(b"101 0 R", b"111 0 R"), 111: second[101]}
    objects[2] = b"<</Type/Pages/Kids[100 0 R 110 0 R]/Count 2>>"
    with pytest.raises(SeveralReports, match="白榆县水务局.*青禾县统计局"):
        read_report(pdf(objects))
    part = read_report(pdf(objects), part=2)
    assert (part.meta.agency, int(part.meta.year), set(part.places["page"])) == ("青禾县统计局", 2021, {2})


@pytest.mark.parametrize("end", [0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off(end: float) -> None:
    data = pdf(report())
    with pytest.raises(UnreadableSource, match=r"a\.pdf is a PDF that is cut off.*Download it again"):
        read_pdf(data[: int(len(data) * end)], "a.pdf")


def test_a_linearised_file_that_is_cut_off() -> None:
    data = pdf(report())
    with pytest.raises(UnreadableSource, match="cut off"):
        read_pdf(data + b"\n7 0 obj\n<</Length 100>>stream\nabc", "a.pdf")


def test_what_follows_the_end_does_no_harm() -> None:
    assert only(read_pdf(pdf(report()) + b"\n<html><object></object></html>\n" * 200)).cells[-1].text == "5"


def test_no_pdf_behind_its_first_line() -> None:
    with pytest.raises(UnreadableSource, match=r"a\.pdf begins as a PDF, but cannot be read"):
        read_pdf(b"%PDF-1.7\n" + b"noise " * 100 + b"\n%%EOF", "a.pdf")


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PDF_PAGES", 2)
    with pytest.raises(UnreadableSource, match=r"a\.pdf has 3 pages, more than the limit of 2"):
        read(*[song("一、总体情况", 50, 700)] * 3)


@pytest.mark.parametrize(("characters", "objects"), [(20, 10**6), (10**6, 20)])
def test_too_much_on_the_pages(monkeypatch: pytest.MonkeyPatch, characters: int, objects: int) -> None:
    tight = reader._Budget("a.pdf", characters, objects)
    monkeypatch.setattr(reader, "_Budget", lambda name: tight)
    with pytest.raises(UnreadableSource, match="a report has a hundredth of that"):
        read_pdf(pdf(report()), "a.pdf")


def test_a_walk_is_broken_off_at_its_limit() -> None:
    many = b"".join(b"%d %d m %d %d l " % (n, n, n + 9, n) for n in range(500)) + b"S\n"
    with reader._opened(document(many), "a.pdf") as opened, pdf_native.opened_page(opened, 0) as found:
        assert found is not None
        drawn = pdf_rules.drawn_on(found[0], view_of(found[0]), 100)
    assert drawn.count > 100
    assert drawn.rules == []


def test_empty_pages_are_no_report() -> None:
    with pytest.raises(UnreadableSource, match=r"a\.pdf shows no text on its 2 page\(s\)"):
        read(b"", GRID)


def test_handles_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def counted(name: str) -> None:
        native = getattr(raw, name)

        def call(*arguments: object) -> object:
            called.append(name)
            return native(*arguments)

        monkeypatch.setattr(raw, name, call)

    for name in ("LoadPage", "ClosePage", "LoadMemDocument64", "CloseDocument"):
        counted(f"FPDF_{name}")
    for name in ("LoadPage", "ClosePage"):
        counted(f"FPDFText_{name}")
    data = pdf(report())
    read_pdf(data)
    with pytest.raises(UnreadableSource):
        read(GRID)
    assert called.count("FPDF_LoadPage") == called.count("FPDF_ClosePage") > 0
    assert called.count("FPDFText_LoadPage") == called.count("FPDFText_ClosePage")
    assert called.count("FPDF_LoadMemDocument64") == called.count("FPDF_CloseDocument") == 2


def test_threads_do_not_meet_in_pdfium() -> None:
    data, found = pdf(report()), []
    workers = [threading.Thread(target=lambda: found.append(read_pdf(data).text)) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(found) == 6
    assert len(set(found)) == 1

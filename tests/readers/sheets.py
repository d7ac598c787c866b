"""Pages as ink, made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govreport.document import Document, Table
from govreport.readers.ruled import frame
from govreport.readers.sheet import Mark, Rule, Sheet
from govreport.readers.sheet_flow import document_of


def word(text: str, x: float, y: float, size: float = 10) -> list[Mark]:
    """Return one mark a character: full-width ones as wide as high, others half as wide; y is their top."""
    marks = []
    for char in text:
        wide = size if char >= "\u2e80" else size / 2
        if char != " ":
            marks.append(Mark(char, x, y, x + wide, y + size))
        x += wide
    return marks


def down(text: str, x: float, y: float, size: float = 10, step: float = 1) -> list[Mark]:
    """Return characters one below the other, or above it where the step is negative."""
    return [Mark(char, x, y + step * size * at, x + size, y + step * size * at + size) for at, char in enumerate(text)]


def page(number: int, *words: Iterable[Mark], rules: Sequence[Rule] = (), height: float = 842) -> Sheet:
    """Return an A4 page."""
    return Sheet(number, 595, height, [mark for some in words for mark in some], list(rules))


def grid(rows: Sequence[Sequence[str]], xs: list[float], top: float, high: float = 20) -> tuple[list[Mark], list[Rule]]:
    """Return a full grid with a text in each cell, its lines parted by line breaks."""
    ys = [top + high * at for at in range(len(rows) + 1)]
    marks: list[Mark] = []
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            for at, line in enumerate(text.split("\n")):
                marks += word(line, x + 2, y + 1 + 9 * at, 8)
    return marks, frame(xs, ys)


def read(*sheets: Sheet) -> Document:
    """Return pages as a document."""
    return document_of(sheets, format="pdf", reader="text")


def rows(table: Table) -> list[list[str]]:
    """Return the texts of a table by printed row."""
    return [[cell.text for cell in row] for row in table.rows()]


def only(document: Document) -> Table:
    """Return the one table of a document."""
    (table,) = document.tables()
    return table

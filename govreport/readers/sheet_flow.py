"""Sheets to a `Document`: what stands in tables, what stands between them, in reading order over all pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from govreport.document import Builder, Document, RawCell
from govreport.readers.sheet import Sheet
from govreport.readers.sheet_cells import Filled, Grid, fill
from govreport.readers.sheet_frames import taken_apart
from govreport.readers.sheet_gridless import read_tables
from govreport.readers.sheet_joins import join_tables
from govreport.readers.sheet_lines import Line, text_lines
from govreport.readers.sheet_margins import without_running_heads
from govreport.readers.sheet_paragraphs import Margins, joined, margins, paragraphs

Item = Line | Grid


def document_of(sheets: Sequence[Sheet], *, format: str, reader: str) -> Document:
    """Put pages together.

    Parameters
    ----------
    sheets
        The pages in order.
    format, reader
        As in the columns of `reports`.

    Returns
    -------
    Document
        Paragraphs joined over line ends and page ends, tables joined over page ends; running heads and page
        numbers left out. Every cell carries its page and box.

    Examples
    --------
    >>> from govreport.readers.ruled import frame
    >>> from govreport.readers.sheet import Mark
    >>> page = Sheet(1, 595, 842, [Mark("许可", 5, 5, 25, 15), Mark("3", 60, 5, 65, 15)], frame([0, 50, 90], [0, 20]))
    >>> document = document_of([page], format="pdf", reader="text")
    >>> document.text, next(document.tables()).cells[1].box
    ('许可\\t3', (50.0, 0.0, 90.0, 20.0))
    """
    pages = without_running_heads([_layout(sheet) for sheet in sheets], sheets)
    items = join_tables([read_tables(page, sheet.rules) for page, sheet in zip(pages, sheets, strict=True)])
    width = max((sheet.width for sheet in sheets), default=0.0)
    measured = margins([item for item in items if isinstance(item, Line)], width)
    builder, by_number = Builder(), {sheet.number: sheet for sheet in sheets}
    for run in _runs(items):
        _emit(run, measured, builder, by_number)
    document = builder.build(format=format)
    document.reader = reader
    return document


def _layout(sheet: Sheet) -> list[Item]:
    grids, outside = fill(sheet)
    items: list[Item] = [item for grid in grids for item in taken_apart(grid)]
    items += text_lines(outside, sheet.number)
    return sorted(items, key=lambda item: (item.y0 + item.y1) / 2 if isinstance(item, Line) else item.box[1])


def _runs(items: Iterable[Item]) -> Iterable[Grid | list[Line]]:
    """Yield tables, and the lines between them as one list."""
    held: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            held.append(item)
            continue
        if held:
            yield held
            held = []
        yield item
    if held:
        yield held


def _emit(run: Grid | list[Line], measured: Margins, builder: Builder, sheets: Mapping[int, Sheet]) -> None:
    if isinstance(run, list):
        for lines in paragraphs(run, measured):
            builder.paragraph(joined(lines), lines[0].page)
    elif max((cell.col for cell in run.cells), default=0) == 0:
        for cell in run.cells:
            for line in cell.text.split("\n"):
                builder.paragraph(line, cell.page)
    else:
        builder.table(
            RawCell(c.text, c.row, c.col, c.rowspan, c.colspan, c.page, _placed(c, sheets), c.sure) for c in run.cells
        )


def _placed(cell: Filled, sheets: Mapping[int, Sheet]) -> tuple[float, float, float, float]:
    """Return the box of a cell on the page that a person sees."""
    x0, y0, x1, y1 = sheets[cell.page].on_page(cell.box)
    return _hundredths(x0), _hundredths(y0), _hundredths(x1), _hundredths(y1)


@lru_cache(maxsize=1024)
def _hundredths(at: float) -> float:
    """Return a place rounded; the cells of a table share their sides."""
    return round(float(at), 2)

"""Spreadsheets (.xlsx, .xls): each sheet as the paragraphs and tables that a person sees in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from govreport.document import Builder, Document, RawCell
from govreport.errors import UnreadableSource
from govreport.readers import spreadsheet_xls, spreadsheet_xlsx
from govreport.readers.limits import MAX_COLUMNS, MAX_SHEET_CELLS, MAX_SHEETS
from govreport.readers.spreadsheet_values import Range, Sheet, Value

_READERS = {"xlsx": spreadsheet_xlsx.read_sheets, "xls": spreadsheet_xls.read_sheets}


def read_spreadsheet(data: bytes, name: str = "<bytes>", format: str = "xlsx") -> Document:
    """Read a workbook.

    Parameters
    ----------
    data
        The bytes of the file.
    name
        The source, for messages.
    format
        ``xlsx`` or ``xls``.

    Returns
    -------
    Document
        For each sheet its name and its rows; empty rows part tables, and a row of one cell that reaches over the whole
        table is a paragraph. Rows and columns are numbered as in the sheet. A percentage keeps its sign, a date is
        printed as one, and a number whose format prints another one (thousands left out) is not `sure`. Hidden
        sheets, rows and columns are left out.

    Raises
    ------
    UnreadableSource
        Where the file is cut off, encrypted or over a limit.
    UnknownFormat
        Where it is a workbook of another kind, such as .xlsb.
    """
    builder = Builder()
    for number, sheet in enumerate(_READERS[format](data, name)):
        if number >= MAX_SHEETS:
            message = f"{name} has more than {MAX_SHEETS} sheets; a report has a few. Save only its tables."
            raise UnreadableSource(message)
        builder.paragraph(sheet.name)
        for block in _blocks(sheet, name):
            if isinstance(block, str):
                builder.paragraph(block)
            else:
                builder.table(block)
    return builder.build(format=format)


def _blocks(sheet: Sheet, name: str) -> Iterator[str | list[RawCell]]:
    for run in _runs(sheet):
        columns = sorted({col for row in run for col in row[1]})
        if len(columns) > MAX_COLUMNS or len(columns) * len(run) > MAX_SHEET_CELLS:
            message = (
                f"{name}: a table of its sheet {sheet.name!r} has {len(run):,} rows and {len(columns):,} columns, a "
                "form thirty and fifteen. Save only the tables of the report."
            )
            raise UnreadableSource(message)
        yield from _parts(run, columns, _Spans(sheet.merged, run, columns))


Row = tuple[int, dict[int, Value]]


def _runs(sheet: Sheet) -> Iterator[list[Row]]:
    """Yield the rows that follow each other without an empty one between them."""
    rows: dict[int, dict[int, Value]] = {}
    for row, col in sorted(sheet.cells):
        rows.setdefault(row, {})[col] = sheet.cells[row, col]
    run: list[Row] = []
    for row, cells in rows.items():
        if run and row != run[-1][0] + 1:
            yield run
            run = []
        run.append((row, cells))
    if run:
        yield run


class _Spans:
    """The merged ranges in a run of rows: how far each reaches, and which cells they cover."""

    def __init__(self, merged: list[Range], run: list[Row], columns: list[int]) -> None:
        self.last: dict[tuple[int, int], tuple[int, int]] = {}
        self.covered: set[tuple[int, int]] = set()
        top, bottom = run[0][0], run[-1][0]
        for low, left, high, right in merged[:MAX_SHEET_CELLS]:
            inside = columns[bisect_left(columns, left) : bisect_right(columns, right)]
            if not top <= low <= bottom or (low, left) in self.covered or len(self.covered) > MAX_SHEET_CELLS:
                continue
            places = {(row, col) for row in range(low, min(high, bottom) + 1) for col in inside}
            if places & self.covered:
                continue
            self.last[low, left] = min(high, bottom), right
            self.covered |= places - {(low, left)}


def _parts(run: list[Row], columns: list[int], spans: _Spans) -> Iterator[str | list[RawCell]]:
    """Yield rows of one cell before a table and across it as paragraphs, the rows between them as tables."""
    table: list[Row] = []
    for row, cells in run:
        own = [col for col in cells if (row, col) not in spans.covered]
        wide = len(own) == 1 and spans.last.get((row, own[0]), (row, own[0]))[1] >= columns[-1] and own[0] <= columns[0]
        if len(own) == 1 and (wide or not table):
            yield _cells(table, columns, spans)
            yield cells[own[0]].text
            table = []
        else:
            table.append((row, cells))
    yield _cells(table, columns, spans)


def _cells(table: list[Row], columns: list[int], spans: _Spans) -> list[RawCell]:
    found: list[RawCell] = []
    for row, cells in table:
        # where lines are drawn around every cell of a row, there is no cell where there are none
        shown = cells if all(value.drawn for value in cells.values()) else columns
        for col in shown:
            if (row, col) in spans.covered:
                continue
            low, right = spans.last.get((row, col), (row, col))
            value = cells.get(col, Value())
            text = "\n".join(line for line in map(str.strip, value.text.splitlines()) if line)
            high = min(low, table[-1][0]) - row + 1
            found.append(RawCell(text, row, col, high, right - col + 1, sure=value.sure))
    return found

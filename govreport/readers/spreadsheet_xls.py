"""Excel workbooks of 97 to 2003 (.xls): values by python-calamine, what it passes over by the records of the file.

Calamine gives a cell that holds an error as empty and a percentage as a plain number, and takes room for the whole
rectangle around the cells of a sheet, or ends the process where there is none. The records tell beforehand.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from govreport.errors import MissingDependency, UnreadableSource
from govreport.readers.containers import ole_stream, open_ole
from govreport.readers.limits import MAX_SHEET_CELLS
from govreport.readers.spreadsheet_values import Sheet, Value, kind_of_format, number_value

_BOF, _EOF, _SHEET, _FORMAT, _XF, _PASSWORD = 0x0809, 0x0A, 0x85, 0x041E, 0xE0, 0x2F
_CELLS = frozenset((0x0203, 0x027E, 0xFD, 0x0204, 0x06, 0x0205, 0xD6))
_BLANK, _BLANKS, _NUMBERS, _BOOLERR, _FORMULA, _ROW, _COLUMNS = 0x0201, 0xBE, 0xBD, 0x0205, 0x06, 0x0208, 0x7D
_ERROR = "#ERROR"


@dataclass(slots=True)
class _Scan:
    """What the records say of one sheet: how its cells print numbers, which are drawn, which are not shown."""

    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: set[tuple[int, int]] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def read_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """Yield the sheets that are shown, in order.

    Raises
    ------
    MissingDependency
        Where python-calamine is not installed.
    UnreadableSource
        Where the file is cut off, encrypted or over a limit.
    """
    try:
        import python_calamine as calamine
    except ImportError as error:
        message = (
            f'{name} is a workbook of Excel 97 to 2003, which python-calamine reads: pip install "govreport[office]". '
            "Or open it in Excel or WPS and save it as .xlsx."
        )
        raise MissingDependency(message) from error
    stream = _stream(data, name)
    places, kinds, drawn = _globals(stream, name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, (meta, place) in enumerate(zip(book.sheets_metadata, places, strict=True)):
            if meta.typ == calamine.SheetTypeEnum.WorkSheet and meta.visible == calamine.SheetVisibleEnum.Visible:
                scan = _scan(stream, place, name)
                yield _sheet(meta.name, book.get_sheet_by_index(number), scan, (kinds, drawn), name)
    except (calamine.CalamineError, ValueError, OSError) as error:
        message = (
            f"{name}: this .xls cannot be read ({str(error)[:200]}); open it in Excel or WPS and save it as .xlsx."
        )
        raise UnreadableSource(message) from error


def _stream(data: bytes, name: str) -> bytes:
    ole = open_ole(data, name)
    return ole_stream(ole, "Workbook", name) or ole_stream(ole, "Book", name)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of the part of the stream that begins at a place, those of charts inside it left out."""
    depth = 0
    while at + 4 <= len(stream):
        code, size = struct.unpack_from("<HH", stream, at)
        at += 4 + size
        depth += code == _BOF
        if depth == 1:
            yield code, stream[at - size : at]
        if code == _EOF:
            depth -= 1
            if depth <= 0:
                return


def _globals(stream: bytes, name: str) -> tuple[list[int], list[str], list[bool]]:
    """Return where each sheet begins, and by style what it makes of numbers and whether it draws lines."""
    places: list[int] = []
    codes: dict[int, str] = {}
    styles: list[tuple[int, bool]] = []
    for code, record in _records(stream, 0):
        if code == _PASSWORD:
            message = f"{name} is password-protected; open it with the password and save it without one."
            raise UnreadableSource(message)
        if code == _SHEET and len(record) > 4:
            places.append(int.from_bytes(record[:4], "little"))
        elif code == _FORMAT and len(record) > 5:
            wide = record[4] & 1
            codes[int.from_bytes(record[:2], "little")] = record[5:].decode(
                "utf-16-le" if wide else "latin-1", "replace"
            )
        elif code == _XF and len(record) > 11:
            styles.append((int.from_bytes(record[2:4], "little"), record[10:12] != b"\0\0"))
    return places, [kind_of_format(one, codes.get(one)) for one, _ in styles], [drawn for _, drawn in styles]


def _scan(stream: bytes, place: int, name: str) -> _Scan:
    found = _Scan()
    for code, record in _records(stream, place):
        if code == _ROW and len(record) > 13 and record[12] & 0x20:
            found.rows.add(int.from_bytes(record[:2], "little"))
        elif code == _COLUMNS and len(record) > 9 and record[8] & 1:
            found.columns |= {*range(*struct.unpack_from("<HH", record)), int.from_bytes(record[2:4], "little")}
        elif len(record) > 5:
            _take_cells(code, record, found)
        if len(found.styles) > MAX_SHEET_CELLS:
            break
    filled = found.styles
    rows, columns = (max((place[side] for place in filled), default=0) + 1 for side in (0, 1))
    if rows * columns > 10 * MAX_SHEET_CELLS or len(filled) > MAX_SHEET_CELLS:
        message = f"{name}: a sheet of it reaches over {rows:,} rows and {columns:,} columns; save only the tables."
        raise UnreadableSource(message)
    return found


def _take_cells(code: int, record: bytes, found: _Scan) -> None:
    row, col, style = struct.unpack_from("<HHH", record)
    if code in _CELLS or code == _BLANK:
        found.styles[row, col] = style
        wrong = code == _BOOLERR and len(record) > 7 and record[7] == 1
        if wrong or (code == _FORMULA and len(record) > 13 and record[12:14] == b"\xff\xff" and record[6] == 2):
            found.errors.add((row, col))
    elif code in (_BLANKS, _NUMBERS):
        size = 2 if code == _BLANKS else 6
        for number, at in enumerate(range(4, len(record) - 2 - size + 1, size)):
            found.styles[row, col + number] = int.from_bytes(record[at : at + 2], "little")


def _sheet(title: str, values: Any, scan: _Scan, styles: tuple[list[str], list[bool]], source: str) -> Sheet:
    kinds, drawn = styles
    sheet = Sheet(title, merged=[(*low, *high) for low, high in values.merged_cell_ranges or []])
    rows = values.to_python(skip_empty_area=False)
    for (row, col), style in sorted(scan.styles.items()):
        if row in scan.rows or col in scan.columns:
            continue
        held = rows[row][col] if row < len(rows) and col < len(rows[row]) else ""
        kind = kinds[style] if style < len(kinds) else ""
        value = Value(_ERROR) if (row, col) in scan.errors else _value(held, kind)
        if value.text.strip() or (style < len(drawn) and drawn[style]):
            sheet.put(row, col, value, source)
    return sheet


def _value(held: Any, kind: str) -> Value:
    if isinstance(held, bool):
        return Value(str(held).upper())
    if isinstance(held, int | float):
        return number_value(float(held), "" if kind == "date" else kind)
    if isinstance(held, date):
        return Value(held.isoformat()[:10])
    return Value(str(held))

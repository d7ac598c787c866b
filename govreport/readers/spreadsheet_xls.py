"""Excel workbooks of 95 to 2003 (.xls) by their records ([MS-XLS]): what is shown of each sheet."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from govreport.errors import UnreadableSource
from govreport.readers.containers import ole_stream, open_ole
from govreport.readers.spreadsheet_formats import format_code
from govreport.readers.spreadsheet_records import Strings, codec_of, real_of, records, string_at
from govreport.readers.spreadsheet_values import EPOCH_1900, EPOCH_1904, Sheet, Value, number_value

_BIFF8 = 0x0600
_PASSWORD, _SHEET, _FORMAT, _XF, _TEXTS, _CONTINUE, _DATES, _PAGE = 0x2F, 0x85, 0x041E, 0xE0, 0xFC, 0x3C, 0x22, 0x42
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_ZEROS = 0x10
_VISIBLE = b"\0\0"
Place = tuple[int, int]


@dataclass(slots=True)
class _Book:
    """What the head of a workbook says: where its sheets begin, its styles and shared texts."""

    stream: bytes
    wide: bool
    codec: str = "gb18030"
    epoch: datetime = EPOCH_1900
    sheets: list[tuple[str, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    drawn: list[bool] = field(default_factory=list)


def read_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """Yield the sheets that are shown, in order.

    Raises
    ------
    UnreadableSource
        Where the file is cut off, encrypted or over a limit.
    """
    ole = open_ole(data, name)
    stream = ole_stream(ole, "Workbook", name) or ole_stream(ole, "Book", name)
    try:
        book = _head(stream, name)
        for title, place in book.sheets:
            yield _SheetReader(book, title, name).read(place)
    except (struct.error, IndexError) as error:
        message = f"{name}: a record of this .xls is cut off ({error}); open it in Excel or WPS and save it as .xlsx."
        raise UnreadableSource(message) from error


def _head(stream: bytes, name: str) -> _Book:
    book = _Book(stream, wide=len(stream) > 6 and struct.unpack_from("<H", stream, 4)[0] == _BIFF8)
    codes: dict[int, str] = {}
    formats: list[int] = []
    chunks: list[bytes] = []
    before = 0
    for code, record in records(stream, 0):
        if code == _PASSWORD:
            message = f"{name} is password-protected; open it with the password and save it without one."
            raise UnreadableSource(message)
        if code == _TEXTS or (code == _CONTINUE and before in (_TEXTS, _CONTINUE) and chunks):
            chunks.append(record)
        elif code == _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = string_at(
                record, 2, book.wide, book.codec, 2 if book.wide else 1
            )
        elif code == _XF:
            formats.append(struct.unpack_from("<H", record, 2)[0])
            book.drawn.append(book.wide and record[10:12] != b"\0\0")
        else:
            _take_setting(book, code, record)
        before = code
    book.texts = Strings(chunks).all() if chunks else []
    book.codes = [format_code(number, codes.get(number)) for number in formats]
    if not book.sheets:
        message = f"{name}: this .xls shows no sheet; open it in Excel or WPS and save it as .xlsx."
        raise UnreadableSource(message)
    return book


def _take_setting(book: _Book, code: int, record: bytes) -> None:
    if code == _PAGE:
        book.codec = codec_of(struct.unpack_from("<H", record)[0])
    elif code == _DATES and record[:1] == b"\1":
        book.epoch = EPOCH_1904
    elif code == _SHEET and record[4:6] == _VISIBLE:
        book.sheets.append((string_at(record, 6, book.wide, book.codec, 1), struct.unpack_from("<I", record)[0]))


class _SheetReader:
    """Reads the records of one sheet."""

    def __init__(self, book: _Book, title: str, source: str) -> None:
        self._book, self._source = book, source
        self._sheet = Sheet(title)
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._zeros: list[Place] = []
        self._formula: tuple[Place, int] | None = None
        self._takes: dict[int, Callable[[bytes], None]] = {
            0x0203: self._number, 0x027E: self._short, 0xBD: self._shorts, 0xFD: self._shared, 0x0204: self._label,
            0xD6: self._label, 0x0205: self._flag, 0x06: self._result, 0x0207: self._string, 0x0201: self._blank,
            0xBE: self._blanks, 0xE5: self._merged, 0x0208: self._row, 0x7D: self._columns_of, 0x023E: self._view,
        }  # fmt: skip

    def read(self, place: int) -> Sheet:
        """Return the sheet without its hidden rows and columns."""
        for code, record in records(self._book.stream, place):
            take = self._takes.get(code)
            if take is not None:
                take(record)
        if self._rows or self._columns:
            shown = self._sheet.cells.items()
            self._sheet.cells = {
                at: value for at, value in shown if at[0] not in self._rows and at[1] not in self._columns
            }
        return self._sheet

    def _put(self, place: Place, style: int, value: Value) -> None:
        drawn = style < len(self._book.drawn) and self._book.drawn[style]
        if value.text.strip() or drawn:
            self._sheet.put(*place, replace(value, drawn=drawn), self._source)

    def _put_number(self, place: Place, style: int, number: float) -> None:
        code = self._book.codes[style] if style < len(self._book.codes) else "General"
        self._put(place, style, number_value(number, code, self._book.epoch))
        if number == 0:
            self._zeros.append(place)

    def _number(self, record: bytes) -> None:
        row, col, style, number = struct.unpack_from("<HHHd", record)
        self._put_number((row, col), style, number)

    def _short(self, record: bytes) -> None:
        row, col, style, number = struct.unpack_from("<HHHI", record)
        self._put_number((row, col), style, real_of(number))

    def _shorts(self, record: bytes) -> None:
        row, first = struct.unpack_from("<HH", record)
        for col, at in enumerate(range(4, len(record) - 7, 6), first):
            style, number = struct.unpack_from("<HI", record, at)
            self._put_number((row, col), style, real_of(number))

    def _shared(self, record: bytes) -> None:
        row, col, style, number = struct.unpack_from("<HHHI", record)
        text = self._book.texts[number] if number < len(self._book.texts) else f"#{number}"
        self._put((row, col), style, Value(text))

    def _label(self, record: bytes) -> None:
        row, col, style = struct.unpack_from("<HHH", record)
        self._put((row, col), style, Value(string_at(record, 6, self._book.wide, self._book.codec, 2)))

    def _flag(self, record: bytes) -> None:
        row, col, style, value, wrong = struct.unpack_from("<HHHBB", record)
        self._put((row, col), style, _flag(value, wrong))

    def _result(self, record: bytes) -> None:
        row, col, style, result = struct.unpack_from("<HHH8s", record)
        self._formula = None
        if result[6:] != b"\xff\xff":
            self._put_number((row, col), style, struct.unpack("<d", result)[0])
        elif result[0] == 0:
            self._formula = (row, col), style
        else:
            self._put((row, col), style, _flag(result[2], result[0] == 2) if result[0] < 3 else Value())

    def _string(self, record: bytes) -> None:
        """Take the text that the formula before it came to."""
        if self._formula is not None:
            text = string_at(record, 0, self._book.wide, self._book.codec, 2)
            self._put(*self._formula, Value(text))
            self._formula = None

    def _blank(self, record: bytes) -> None:
        row, col, style = struct.unpack_from("<HHH", record)
        self._put((row, col), style, Value())

    def _blanks(self, record: bytes) -> None:
        row, first = struct.unpack_from("<HH", record)
        for col, at in enumerate(range(4, len(record) - 3, 2), first):
            self._put((row, col), struct.unpack_from("<H", record, at)[0], Value())

    def _merged(self, record: bytes) -> None:
        count = min(struct.unpack_from("<H", record)[0], (len(record) - 2) // 8)
        for number in range(count):
            top, bottom, left, right = struct.unpack_from("<4H", record, 2 + 8 * number)
            self._sheet.merged.append((top, left, bottom, right))

    def _row(self, record: bytes) -> None:
        if record[12] & 0x20:
            self._rows.add(struct.unpack_from("<H", record)[0])

    def _view(self, record: bytes) -> None:
        """Empty the cells with zeros where the sheet prints none; what says so stands behind its cells."""
        if not record[0] & _ZEROS:
            for place in self._zeros:
                if place in self._sheet.cells:
                    self._sheet.cells[place] = replace(self._sheet.cells[place], text="")

    def _columns_of(self, record: bytes) -> None:
        first, last = struct.unpack_from("<HH", record)
        if record[8] & 1:
            self._columns |= {*range(first, min(last, 255) + 1)}


def _flag(value: int, wrong: int) -> Value:
    if wrong:
        return Value(_ERRORS.get(value, "#N/A"))
    return Value("TRUE" if value else "FALSE")

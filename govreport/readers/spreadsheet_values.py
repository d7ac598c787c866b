"""What the cells of a spreadsheet print: numbers as they are held, percentages and dates as what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from govreport.errors import UnreadableSource
from govreport.readers.limits import MAX_SHEET_CELLS, MAX_SHEET_ROWS

_BUILT_IN: dict[int, str] = {9: "percent", 10: "percent"} | dict.fromkeys(
    (*range(14, 23), *range(27, 37), *range(45, 48)), "date"
)
_BUILT_IN |= dict.fromkeys(range(50, 59), "date")
_NO_CODE = re.compile(r'"[^"]*"|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_DATED = re.compile(r"[ymdhs]|上午", re.IGNORECASE)
_EXACT = 15
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
"""The days from which workbooks count."""
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Value:
    """What one cell prints; `sure` is False where its format prints the number as another one.

    `drawn` tells that lines are drawn around it.
    """

    text: str = ""
    sure: bool = True
    drawn: bool = False


@dataclass(slots=True)
class Sheet:
    """One sheet: its cells by (row, column) from 0, those drawn with lines included, and the ranges that are merged."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)

    def put(self, row: int, col: int, value: Value, source: str) -> None:
        """Add a cell.

        Raises
        ------
        UnreadableSource
            Where the sheet has more cells, or reaches further down, than a report does.
        """
        if row >= MAX_SHEET_ROWS or len(self.cells) >= MAX_SHEET_CELLS:
            message = (
                f"{source}: its sheet {self.name!r} has more than {MAX_SHEET_ROWS:,} rows or {MAX_SHEET_CELLS:,} "
                "cells; a report has a few hundred. Save only the tables of the report."
            )
            raise UnreadableSource(message)
        self.cells[row, col] = value


def kind_of_format(number: int, code: str | None) -> str:
    """Return what a number format makes of a number: ``percent``, ``date``, ``scaled`` or nothing.

    Examples
    --------
    >>> [kind_of_format(164, code) for code in ("0.0%", '0!.0,"万"', '#,##0"件"', "yyyy年m月d日")]
    ['percent', 'scaled', '', 'date']
    """
    if code is None:
        return _BUILT_IN.get(number, "")
    plain = _NO_CODE.sub("", code).partition(";")[0]
    if "%" in plain:
        return "percent"
    if _SCALED.search(plain):
        return "scaled"
    return "date" if _DATED.search(plain) and "general" not in plain.lower() else ""


def number_value(number: float, kind: str, epoch: datetime = EPOCH_1900) -> Value:
    """Return what a number prints in a format of some kind.

    Examples
    --------
    >>> [number_value(number, "").text for number in (3.0, 0.1 + 0.2, -13.0, 1e15)]
    ['3', '0.3', '-13', '1000000000000000']
    >>> number_value(0.255, "percent").text, number_value(44216.0, "date").text, number_value(25.0, "scaled").sure
    ('25.5%', '2021-01-20', False)
    """
    if kind == "percent":
        return Value(f"{_plain(number * 100)}%")
    if kind == "date":
        return Value(date_text(number, epoch))
    return Value(_plain(number), sure=kind != "scaled")


def _plain(number: float) -> str:
    text = f"{Decimal(f'{number:.{_EXACT}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def date_text(number: float, epoch: datetime) -> str:
    """Return a count of days as a date, with the time where there is one; the count itself where no date is."""
    if not 0 <= number < 2_958_466:
        return f"#{_plain(number)}"
    moment = epoch + timedelta(days=number)
    return moment.date().isoformat() if number == int(number) else moment.isoformat(" ", "minutes")

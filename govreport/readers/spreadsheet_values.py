"""What the cells of a spreadsheet print: numbers as they are held, percentages and dates as what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from govreport.errors import UnreadableSource
from govreport.readers.limits import MAX_SHEET_CELLS, MAX_SHEET_ROWS
from govreport.readers.spreadsheet_formats import plain, shown

_NO_CODE = re.compile(r'"[^"]*"|[\\!_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_DATED = re.compile(r"[ymdhs]|上午", re.IGNORECASE)
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


@lru_cache(maxsize=512)
def _kind(code: str) -> str:
    """Return what a number format makes of a number: ``percent``, ``date``, ``scaled`` or nothing."""
    bare = _NO_CODE.sub("", code).partition(";")[0]
    if "%" in bare:
        return "percent"
    if _SCALED.search(bare):
        return "scaled"
    return "date" if _DATED.search(bare) and "general" not in bare.lower() else ""


def number_value(number: float, code: str, epoch: datetime = EPOCH_1900, *, zeros: bool = True) -> Value:
    """Return what a number prints in a format.

    Parameters
    ----------
    number
        As held.
    code
        Of the format, such as ``#,##0``.
    epoch
        The day from which the workbook counts dates.
    zeros
        False where the sheet prints no zeros.

    Examples
    --------
    >>> [number_value(number, "General").text for number in (3.0, 0.1 + 0.2, -13.0, 1e15)]
    ['3', '0.3', '-13', '1000000000000000']
    >>> number_value(0.255, "0.0%").text, number_value(44216.0, "yyyy-m-d").text, number_value(25.0, '0!.0,"万"').sure
    ('25.5%', '2021-01-20', False)
    >>> number_value(0.0, "0", zeros=False).text
    ''
    """
    if number == 0 and not zeros:
        return Value()
    kind = _kind(code)
    if kind == "percent":
        return Value(f"{plain(number * 100)}%")
    if kind == "date":
        return Value(date_text(number, epoch))
    return Value(plain(number), sure=False) if kind == "scaled" else Value(*shown(number, code))


def date_text(number: float, epoch: datetime) -> str:
    """Return a count of days as a date, with the time where there is one; the count itself where no date is."""
    if not 0 <= number < 2_958_466:
        return f"#{plain(number)}"
    moment = epoch + timedelta(days=number)
    return moment.date().isoformat() if number == int(number) else moment.isoformat(" ", "minutes")

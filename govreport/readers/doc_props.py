"""The formatting of a .doc: its settings (sprms, [MS-DOC] 2.6) by run of characters and by paragraph."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govreport.readers.doc_fib import Fault, Fib
from govreport.readers.limits import MAX_DOC_RUNS, MAX_NESTED

_PAGE = 512
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
DEFINE_ROW, CHANGE_TABS, SYMBOL = 0xD608, 0xC615, 0x6A09
_LONG_SIZED = (DEFINE_ROW, 0xD606)
_ELSEWHERE = (0x6645, 0x6646)
_DROPS = frozenset((0x083C, 0x0837, 0x2A53))
_IN_TABLE, _ROW_END, _INNER_CELL, _INNER_ROW, _DEPTH, _DEEPER = 0x2416, 0x2417, 0x244B, 0x244C, 0x6649, 0x664A
_OF_TABLES = frozenset((_IN_TABLE, _ROW_END, _INNER_CELL, _INNER_ROW, _DEPTH, _DEEPER))
Setting = tuple[int, bytes]
Run = tuple[int, int, bytes]


def settings(packed: bytes) -> Iterator[Setting]:
    r"""Yield the settings as (code, operand).

    Examples
    --------
    >>> list(settings(b"\x16\x24\x01\x49\x66\x02\x00\x00\x00"))
    [(9238, b'\x01'), (26185, b'\x02\x00\x00\x00')]
    """
    at = 0
    while at + 2 < len(packed):
        code = packed[at] | packed[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13] or _variable(code, packed, at)
        yield code, packed[at : at + size]
        at += size


def _variable(code: int, packed: bytes, at: int) -> int:
    if code in _LONG_SIZED:
        return 1 + (packed[at] | (packed[at + 1] if at + 1 < len(packed) else 0) << 8)
    if code == CHANGE_TABS and packed[at] == 255 and at + 1 < len(packed):
        gone = 2 + 4 * packed[at + 1]
        return gone + 1 + 3 * (packed[at + gone] if at + gone < len(packed) else 0)
    return 1 + packed[at]


def runs(fib: Fib, part: str, width: int, take: Callable[[bytes, int], bytes]) -> list[Run]:
    """Return the runs of one kind as (first byte in the file, byte after the last, packed settings), in order.

    Parameters
    ----------
    part
        The part that lists the pages on which the runs stand.
    width
        Bytes of one entry of a page.
    take
        Returns the packed settings at a place in a page.
    """
    table = fib.part(part)
    count = (len(table) - 4) // 8
    if count < 1:
        return []
    found: list[Run] = []
    for number in sorted({one & 0x3FFFFF for one in struct.unpack_from(f"<{count}I", table, 4 * (count + 1))}):
        page = fib.main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE:
            message = f"a page of its part {part} lies beyond the end of the file"
            raise Fault(message)
        found += _on_page(page, width, take)
        if len(found) > MAX_DOC_RUNS:
            message = f"its part {part} has more than {MAX_DOC_RUNS:,} runs"
            raise Fault(message)
    return sorted(found)


def _on_page(page: bytes, width: int, take: Callable[[bytes, int], bytes]) -> Iterator[Run]:
    count = page[-1]
    entries = 4 * (count + 1)
    if entries + count * width >= _PAGE:
        message = "a page of its formatting holds more runs than it has room for"
        raise Fault(message)
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        place = 2 * page[entries + number * width]
        yield bounds[number], bounds[number + 1], take(page, place) if place else b""


def of_characters(page: bytes, place: int) -> bytes:
    """Return the packed settings of a run of characters."""
    return page[place + 1 : place + 1 + page[place]]


def of_paragraph(page: bytes, place: int) -> bytes:
    """Return the packed settings of a paragraph, without the number of its style."""
    size = 2 * page[place] - 1
    if size < 0:
        place += 1
        size = 2 * page[place]
    return page[place + 3 : place + 1 + size]


@dataclass(frozen=True, slots=True)
class Format:
    """What a paragraph is in a table: how deep, whether it ends a cell or a row, the settings that say its cells."""

    depth: int = 0
    ends_cell: bool = False
    ends_row: bool = False
    of_row: tuple[Setting, ...] = ()


class Paragraphs:
    """The formatting of every paragraph, by where its last character stands in the file."""

    def __init__(self, fib: Fib) -> None:
        self._data = fib.data
        self._runs = runs(fib, "papx", 13, of_paragraph)
        self._starts = [run[0] for run in self._runs]
        self._known: dict[bytes, Format] = {}

    def at(self, place: int, more: bytes) -> Format:
        """Return the formatting of the paragraph that ends at a place; `more` are the settings of its piece."""
        found = bisect_right(self._starts, place) - 1
        if found < 0 or self._runs[found][1] <= place:
            return Format()
        packed = self._runs[found][2] + more
        if packed not in self._known:
            self._known[packed] = _format(self._whole(packed))
        return self._known[packed]

    def _whole(self, packed: bytes) -> list[Setting]:
        """Return the settings; those too long for a page stand in the stream ``Data``."""
        found = list(settings(packed))
        for code, operand in found:
            if code in _ELSEWHERE and len(operand) == 4:
                place = int.from_bytes(operand, "little")
                size = int.from_bytes(self._data[place : place + 2], "little")
                if place + 2 + size > len(self._data):
                    message = "the settings of a paragraph lie beyond the end of the stream Data"
                    raise Fault(message)
                return list(settings(packed + self._data[place + 2 : place + 2 + size]))
        return found


def _format(found: list[Setting]) -> Format:
    values = {code: int.from_bytes(operand, "little", signed=True) for code, operand in found if code in _OF_TABLES}
    inside = values.get(_IN_TABLE, 0) & 1
    depth = values.get(_DEPTH, 0) or inside
    depth = max(0, depth + values.get(_DEEPER, 0)) if inside else 0
    if depth > MAX_NESTED:
        message = f"a paragraph lies in {depth:,} tables inside each other"
        raise Fault(message)
    ends_row = bool(values.get(_INNER_ROW if depth > 1 else _ROW_END, 0) & 1)
    return Format(depth, bool(values.get(_INNER_CELL, 0) & 1), ends_row, tuple(found) if ends_row else ())


_HEIGHT, _RAISED = 0x4845, 6
"""The setting that lifts characters off their line, and the half points by which a mark stands off it."""
_marks: dict[bytes, str] = {}
_KEPT = 4096


def mark(packed: bytes) -> str:
    r"""Return how a run of characters prints: ``gone`` (deleted), ``hidden``, ``symbol``, ``raised`` or ``""``.

    Examples
    --------
    >>> mark(b"\x3c\x08\x01"), mark(b"\x35\x08\x01"), mark(b"\x48\x2a\x01")
    ('hidden', '', 'raised')
    """
    found = _marks.get(packed)
    if found is None:
        if len(_marks) > _KEPT:
            _marks.clear()
        found = _marks[packed] = _mark(dict(settings(packed)))
    return found


def _mark(values: dict[int, bytes]) -> str:
    if _on(values.get(0x0800)):
        return "gone"
    if any(_on(values.get(code)) for code in _DROPS):
        return "hidden"
    if SYMBOL in values:
        return "symbol"
    height = int.from_bytes(values.get(_HEIGHT, b"\0\0"), "little", signed=True)
    return "raised" if values.get(0x2A48) in (b"\x01", b"\x02") or abs(height) >= _RAISED else ""


def _on(operand: bytes | None) -> bool:
    """Tell whether a switch is on; 0x81 is the contrary of the style, which hides nothing."""
    return operand in (b"\x01", b"\x81")

"""A font of boxes for the Chinese fonts that a PDF names and does not hold, so that its text is the same everywhere.

pdfium looks for such a font on the machine, and leaves out text whose characters the one it takes does not have: all
numbers in 宋体 where that is a font without digits, single characters where there is none. Which characters a text
has does not depend on how they look; here each looks like a box. To be drawn, pages need the fonts of the machine.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

NAME = b"govreport boxes\0"
_EM, _ASCENT, _DESCENT = 1000, 860, -140
_CHARSETS = (
    raw.FXFONT_GB2312_CHARSET, raw.FXFONT_CHINESEBIG5_CHARSET, raw.FXFONT_SHIFTJIS_CHARSET, raw.FXFONT_HANGEUL_CHARSET,
)  # fmt: skip
_HANDLE = 1
_machine: list[Any] = []
"""What tells pdfium of the machine's fonts, as long as it may be asked; at most one."""


@contextmanager
def boxes() -> Iterator[None]:
    """Let pdfium take the font of boxes for Chinese fonts that are not at hand, and none of the machine's.

    Where a program gave fonts to pypdfium2 by itself, those stay.
    """
    if getattr(getattr(pypdfium2, "PdfSysfontBase", None), "SINGLETON", None) is not None:
        yield
        return
    raw.FPDF_SetSystemFontInfo(_source())
    while _machine:
        raw.FPDF_FreeDefaultSystemFontInfo(_machine.pop())
    try:
        yield
    finally:
        found = raw.FPDF_GetDefaultSystemFontInfo()
        raw.FPDF_SetSystemFontInfo(found or None)
        if found:
            _machine.append(found)


@lru_cache(maxsize=1)
def font() -> bytes:
    """Return a TrueType font in which every character is the same box, a full em wide.

    Examples
    --------
    >>> font()[:4], len(font()) < 500
    (b'\\x00\\x01\\x00\\x00', True)
    """
    glyph = struct.pack(">5h2H", 1, 0, _DESCENT, _EM, _ASCENT, 3, 0) + bytes([1] * 4)
    glyph = _padded(glyph + struct.pack(">8h", 0, _EM, 0, -_EM, _DESCENT, 0, _EM, 0))
    both = len(glyph) // 2
    tables = {
        b"cmap": struct.pack(">4HI2H6I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 1, 0x10FFFF, 1),  # many to one
        b"glyf": glyph * 2,
        b"head": struct.pack(
            ">4I2H2Q4h2H3h", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, _DESCENT, _EM, _ASCENT, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 1 << 16, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *[0] * 7, 1),
        b"hmtx": struct.pack(">H2h", _EM, 0, 0),
        b"loca": struct.pack(">3H", 0, both, 2 * both),
        b"maxp": struct.pack(">I14H", 1 << 16, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    return _packed(tables)


def _padded(table: bytes) -> bytes:
    return table + bytes(-len(table) % 4)


def _packed(tables: dict[bytes, bytes]) -> bytes:
    """Return the tables of a font as a file."""
    start = 12 + 16 * len(tables)
    head, body = struct.pack(">I4H", 1 << 16, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for name, table in sorted(tables.items()):
        whole = _padded(table)
        check = sum(struct.unpack(f">{len(whole) // 4}I", whole)) & 0xFFFFFFFF
        head += name + struct.pack(">3I", check, start + len(body), len(table))
        body += whole
    return head + body


@lru_cache(maxsize=1)
def _source() -> Any:
    """Return what tells pdfium of the font; it must live as long as pdfium may ask it."""
    source, kinds = raw.FPDF_SYSFONTINFO(), dict(raw.FPDF_SYSFONTINFO._fields_)
    source.version = 1
    answers = {
        "Release": lambda _: None,
        "EnumFonts": lambda *_: None,
        "MapFont": lambda _self, _weight, _italic, charset, *_: _HANDLE if charset in _CHARSETS else None,
        "GetFont": lambda *_: None,
        "GetFontData": lambda _self, _font, table, into, size: 0 if table else _copied(font(), into, size),
        "GetFaceName": lambda _self, _font, into, size: _copied(NAME, into, size),
        "GetFontCharset": lambda *_: raw.FXFONT_GB2312_CHARSET,
        "DeleteFont": lambda *_: None,
    }
    for name, answer in answers.items():
        setattr(source, name, kinds[name](answer))
    return source


def _copied(data: bytes, into: Any, size: int) -> int:
    """Copy bytes to where pdfium wants them, if there is room for all, and return how many they are."""
    if into and size >= len(data):
        ctypes.memmove(into, data, len(data))
    return len(data)

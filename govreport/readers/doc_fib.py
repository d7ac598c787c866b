"""The head of a .doc (its FIB, [MS-DOC] 2.5): where its streams keep what, and how long each of its texts is."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govreport.errors import UnreadableSource
from govreport.readers.containers import ole_stream

if TYPE_CHECKING:
    import olefile

_WORD_8, _OLD = 0xA5EC, (0xA5DB, 0xA5DC, 0xA59B, 0xA59C, 0xA697, 0xA698, 0xA699)
_LEAST = 193
"""The number that Word 97 gives its files; all later ones keep to its layout."""
_TEXTS = ("main", "footnotes", "headers", "macros", "annotations", "endnotes", "boxes", "header_boxes")
_PARTS = {
    "stshf": 1, "footnote_refs": 2, "footnote_texts": 3, "chpx": 12, "papx": 13, "fonts": 15, "clx": 33,
    "shapes": 40, "endnote_refs": 46, "endnote_texts": 47, "box_texts": 56,
}  # fmt: skip
_FIRST_PART = 154


class Fault(ValueError):
    """Something in a .doc that this reader cannot read; LibreOffice may."""


@dataclass(frozen=True, slots=True)
class Fib:
    """A .doc opened: its streams and what its head says of them.

    Attributes
    ----------
    main, table, data
        The streams ``WordDocument``, ``0Table`` or ``1Table``, and ``Data``.
    lengths
        Characters of the body, the footnotes, the headers and so on, which follow each other in this order.
    """

    main: bytes
    table: bytes
    data: bytes
    lengths: dict[str, int]

    def part(self, name: str) -> bytes:
        """Return a part of the table stream, empty where there is none."""
        start, size = struct.unpack_from("<II", self.main, _FIRST_PART + 8 * _PARTS[name])
        if size and start + size > len(self.table):
            message = f"its part {name} lies beyond the end of its table stream"
            raise Fault(message)
        return self.table[start : start + size]

    def start(self, name: str) -> int:
        """Return the position of the first character of one of the texts."""
        return sum(self.lengths[before] for before in _TEXTS[: _TEXTS.index(name)])


def read_fib(ole: olefile.OleFileIO, name: str) -> Fib:
    """Read the head of a .doc.

    Raises
    ------
    Fault
        Where it is of Word 95 or older, or contradicts itself.
    UnreadableSource
        Where it is encrypted or cut off.
    """
    main = ole_stream(ole, "WordDocument", name)
    if len(main) < _FIRST_PART + 8 * 60:
        message = "it has no head" if len(main) < 68 else "its head is that of another program"
        raise Fault(message)
    ident, version = struct.unpack_from("<HH", main)
    flags = struct.unpack_from("<H", main, 10)[0]
    if ident not in (_WORD_8, *_OLD):
        message = "it does not begin as Word begins its files"
        raise Fault(message)
    if flags & 0x0100:
        message = f"{name} is password-protected; open it with the password and save it without one."
        raise UnreadableSource(message)
    if ident != _WORD_8 or version < _LEAST:
        message = "it was written by Word 95 or older"
        raise Fault(message)
    streams = ("1Table", "0Table") if flags & 0x0200 else ("0Table", "1Table")
    table = ole_stream(ole, streams[0], name) or ole_stream(ole, streams[1], name)
    return Fib(main, table, ole_stream(ole, "Data", name), _lengths(main))


def _lengths(main: bytes) -> dict[str, int]:
    found = dict(zip(_TEXTS, struct.unpack_from("<8i", main, 76), strict=True))
    if min(found.values()) < 0 or found["main"] == 0:
        message = "the lengths of its texts make no sense"
        raise Fault(message)
    return found

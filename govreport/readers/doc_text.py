"""The characters of a .doc: its piece table, and the way from a character to its place in the file and back."""

from __future__ import annotations

import re
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from govreport.readers.doc_fib import Fault, Fib
from govreport.readers.limits import MAX_DOC_PIECES, MAX_DOC_TEXT

_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_WESTERN = [code if code in _UNDEFINED else ord(bytes([code]).decode("cp1252")) for code in range(256)]
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x57: 0x0837, 0x5C: 0x083C, 0x68: 0x2A48, 0x73: 0x2A53}
"""Settings that a piece may carry in its own seven bits, as the codes that they have elsewhere."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stand together in the file, one or two bytes each; `settings` hold for all of it."""

    start: int
    stop: int
    offset: int
    width: int
    settings: bytes

    def place(self, at: int) -> int:
        """Return where a character stands in the file."""
        return self.offset + (at - self.start) * self.width


@dataclass(frozen=True, slots=True)
class Text:
    """All characters of the document, those of footnotes and headers after the body; one for each position."""

    text: str
    pieces: list[Piece]
    starts: list[int]

    def piece(self, at: int) -> Piece:
        """Return the piece that a character belongs to."""
        return self.pieces[bisect_right(self.starts, at) - 1]

    def positions(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the runs of characters that stand between two places in the file."""
        for piece in self.pieces:
            low, high = max(first, piece.offset), min(last, piece.place(piece.stop))
            if low < high:
                start = piece.start + (low - piece.offset) // piece.width
                yield start, piece.start + -(-(high - piece.offset) // piece.width)


def read_text(fib: Fib) -> Text:
    """Read the piece table and what it points at.

    Raises
    ------
    Fault
        Where it is absent, points outside the file or is beyond the limits.
    """
    settings, table = _split(fib.part("clx"))
    pieces = _pieces(table, settings)
    text = "".join(_decode(piece, fib.main) for piece in pieces)
    if len(text) < sum(fib.lengths.values()):
        message = (
            f"its pieces hold {len(text):,} characters of the {sum(fib.lengths.values()):,} that its head promises"
        )
        raise Fault(message)
    return Text(text, pieces, [piece.start for piece in pieces])


def _split(clx: bytes) -> tuple[list[bytes], bytes]:
    """Return the shared settings and the piece table."""
    settings: list[bytes] = []
    at = 0
    while at < len(clx) and clx[at] == 1:
        size = struct.unpack_from("<H", clx, at + 1)[0]
        settings.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at >= len(clx) or clx[at] != 2:
        message = "it has no piece table"
        raise Fault(message)
    size = struct.unpack_from("<I", clx, at + 1)[0]
    return settings, clx[at + 5 : at + 5 + size]


def _pieces(table: bytes, settings: list[bytes]) -> list[Piece]:
    count = (len(table) - 4) // 12
    if not 0 < count <= MAX_DOC_PIECES:
        message = f"its piece table has {count:,} pieces"
        raise Fault(message)
    bounds = struct.unpack_from(f"<{count + 1}I", table)
    if bounds[0] or bounds[-1] > MAX_DOC_TEXT or any(low > high for low, high in zip(bounds, bounds[1:], strict=False)):
        message = "the positions in its piece table make no sense"
        raise Fault(message)
    found = []
    for number in range(count):
        place, prm = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * number + 2)
        narrow = bool(place & 0x40000000)
        offset = (place & 0x3FFFFFFF) // 2 if narrow else place & 0x3FFFFFFF
        own = _own(prm, settings)
        found.append(Piece(bounds[number], bounds[number + 1], offset, 1 if narrow else 2, own))
    return found


def _own(prm: int, settings: list[bytes]) -> bytes:
    """Return the settings of a piece: a number in the shared ones, or one setting in short."""
    if prm & 1:
        return settings[prm >> 1] if prm >> 1 < len(settings) else b""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return struct.pack("<HB", code, prm >> 8) if code else b""


def _decode(piece: Piece, main: bytes) -> str:
    data = main[piece.offset : piece.place(piece.stop)]
    if len(data) != (piece.stop - piece.start) * piece.width:
        message = "a piece of its text lies beyond the end of the file"
        raise Fault(message)
    if piece.width == 1:
        return data.decode("latin-1").translate(_WESTERN)
    text = data.decode("utf-16-le", "surrogatepass")
    if 2 * len(text) == len(data):
        return text
    # a pair of surrogates is one character, but two positions
    units = array("H", data)
    if sys.byteorder == "big":
        units.byteswap()
    return "".join(map(chr, units))


def joined(text: str) -> str:
    r"""Return a text with its pairs of surrogates as the characters that they are.

    Examples
    --------
    >>> joined("\ud840\udc00县") == "\U00020000县"
    True
    """
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

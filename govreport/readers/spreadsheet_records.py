"""The records of a .xls: where one ends, and the texts and numbers packed into them."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator

_BOF, _EOF = 0x0809, 0x0A
_RICH, _SPOKEN = 8, 4


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of the part of a stream that begins at a place as (code, content).

    The parts inside it, such as charts, are left out.

    Raises
    ------
    IndexError
        Where the stream ends before the part does.
    """
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
    message = "its last record is not there"
    raise IndexError(message)


def codec_of(page: int) -> str:
    """Return the codec of a code page; that of Chinese where there is none.

    Examples
    --------
    >>> codec_of(936), codec_of(1252), codec_of(99)
    ('gb18030', 'cp1252', 'gb18030')
    """
    if page in (936, 1200):
        return "gb18030"
    try:
        return codecs.lookup(f"cp{page}").name
    except LookupError:
        return "gb18030"


def string_at(record: bytes, at: int, wide: bool, codec: str, size: int) -> str:
    """Return a text that begins with its length, of `size` bytes.

    Parameters
    ----------
    wide
        Whether the file is of Excel 97 or later, where a byte says how many bytes a character takes; else `codec` does.
    """
    count = int.from_bytes(record[at : at + size], "little")
    at += size
    if not wide:
        return record[at : at + count].decode(codec, "replace")
    flags = record[at] if at < len(record) else 0
    at += 1 + 2 * bool(flags & _RICH) + 4 * bool(flags & _SPOKEN)
    return record[at : at + count * (1 + (flags & 1))].decode("utf-16-le" if flags & 1 else "latin-1", "replace")


def real_of(packed: int) -> float:
    """Return a number packed into 30 bits.

    Examples
    --------
    >>> real_of(13612 << 2 | 2), real_of(0xFFFFFFFE), real_of(1234 << 2 | 3), real_of(0x3FF00000)
    (13612.0, -1.0, 12.34, 1.0)
    """
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        number = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return number / 100 if packed & 1 else number


class Strings:
    """The texts that cells share; they run on over the ends of records, and each part says anew how wide it is."""

    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks = chunks
        self._chunk, self._at = 0, 0

    def all(self) -> list[str]:
        """Return the texts, as many as there are."""
        count = int.from_bytes(self._bytes(8)[4:], "little")
        found: list[str] = []
        while len(found) < count and self._left():
            found.append(self._text())
        return found

    def _left(self) -> bool:
        while self._chunk < len(self._chunks) and self._at >= len(self._chunks[self._chunk]):
            self._chunk, self._at = self._chunk + 1, 0
        return self._chunk < len(self._chunks)

    def _bytes(self, count: int) -> bytes:
        found = b""
        while len(found) < count and self._left():
            part = self._chunks[self._chunk][self._at : self._at + count - len(found)]
            self._at += len(part)
            found += part
        return found

    def _text(self) -> str:
        count = int.from_bytes(self._bytes(2), "little")
        flags = int.from_bytes(self._bytes(1), "little")
        runs = int.from_bytes(self._bytes(2), "little") if flags & _RICH else 0
        spoken = int.from_bytes(self._bytes(4), "little") if flags & _SPOKEN else 0
        text = self._characters(count, flags & 1)
        self._bytes(4 * runs + spoken)
        return text

    def _characters(self, count: int, wide: int) -> str:
        parts: list[str] = []
        chunk = self._chunk
        while count and self._left():
            if self._chunk != chunk:
                chunk, wide = self._chunk, self._bytes(1)[0] & 1
            size = 1 + wide
            part = self._chunks[self._chunk][self._at : self._at + count * size]
            self._at += len(part)
            count -= max(1, len(part) // size)
            parts.append(part.decode("utf-16-le" if wide else "latin-1", "replace"))
        return "".join(parts)

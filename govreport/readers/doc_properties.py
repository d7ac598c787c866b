"""What an OLE file says of itself (its property set, [MS-OLEPS]): title, author's dates."""

from __future__ import annotations

import codecs
import struct
from datetime import UTC, datetime, timedelta

_WANTED = {2: "title", 12: "created", 13: "modified"}
_CODE_PAGE = 1
_INT16, _ANSI, _WIDE, _TIME = 0x02, 0x1E, 0x1F, 0x40
_UTF16 = 1200
_MOST = 200


def properties_of(stream: bytes) -> dict[str, str]:
    """Return ``title``, ``created`` and ``modified`` of a summary stream; what is broken in it says nothing.

    Parameters
    ----------
    stream
        The stream ``SummaryInformation``.
    """
    try:
        section = struct.unpack_from("<I", stream, 44)[0]
        count = min(struct.unpack_from("<I", stream, section + 4)[0], _MOST)
        pairs = struct.unpack_from(f"<{2 * count}I", stream, section + 8)
    except struct.error:
        return {}
    places = dict(zip(pairs[::2], (section + offset for offset in pairs[1::2]), strict=True))
    page = _code_page(stream, places.get(_CODE_PAGE))
    found = ((name, _value(stream, places[key], page)) for key, name in _WANTED.items() if key in places)
    return {name: value for name, value in found if value}


def _code_page(stream: bytes, place: int | None) -> str:
    if place is None or len(stream) < place + 6:
        return "gb18030"
    number = struct.unpack_from("<H", stream, place + 4)[0]
    if number == _UTF16:
        return "utf-16-le"
    try:
        return {65001: "utf-8", 936: "gb18030"}.get(number) or codecs.lookup(f"cp{number}").name
    except LookupError:
        return "gb18030"


def _value(stream: bytes, place: int, page: str) -> str:
    if len(stream) < place + 8:
        return ""
    kind, size = struct.unpack_from("<II", stream, place)
    if kind == _ANSI:
        return _clean(stream[place + 8 : place + 8 + size].decode(page, "replace"))
    if kind == _WIDE:
        return _clean(stream[place + 8 : place + 8 + 2 * size].decode("utf-16-le", "replace"))
    if kind == _TIME and len(stream) >= place + 12:
        return _time(struct.unpack_from("<Q", stream, place + 4)[0])
    return ""


def _clean(text: str) -> str:
    return text.partition("\0")[0].strip()


def _time(ticks: int) -> str:
    """Return a count of 100 ns since 1601 as Word writes it into a .docx; none for times that are none.

    Examples
    --------
    >>> _time(132539328000000000), _time(0)
    ('2021-01-01T00:00:00Z', '')
    """
    if not 94_354_848_000_000_000 < ticks < 200_000_000_000_000_000:
        return ""
    return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)).strftime("%Y-%m-%dT%H:%M:%SZ")

"""Writer of OLE containers: just what a reader needs, so that every byte of a .doc can be made here."""

from __future__ import annotations

import struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _CUTOFF = 512, 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a container with these streams in its root; short ones are padded so that none needs small sectors."""
    padded = {name: content.ljust(_CUTOFF, b"\0") for name, content in streams.items()}
    body = b"".join(_whole(content) for content in padded.values())
    directory = _whole(_directory(padded))
    count = (len(body) + len(directory)) // _SECTOR
    tables = 1
    while tables * _SECTOR // 4 < count + tables:
        tables += 1
    assert tables <= 109
    chains = [_chain(*run) for run in _runs([*(len(_whole(one)) for one in padded.values()), len(directory)])]
    table = [sector for chain in chains for sector in chain] + [_FAT] * tables
    table += [_FREE] * (tables * _SECTOR // 4 - len(table))
    first = (len(body)) // _SECTOR
    return _header(first, count, tables) + body + directory + struct.pack(f"<{len(table)}I", *table)


def _whole(content: bytes) -> bytes:
    return content + bytes(-len(content) % _SECTOR)


def _runs(lengths: list[int]) -> list[tuple[int, int]]:
    runs, start = [], 0
    for length in lengths:
        runs.append((start, start + length // _SECTOR))
        start = runs[-1][1]
    return runs


def _chain(start: int, stop: int) -> list[int]:
    return [*range(start + 1, stop), _END]


def _header(directory: int, count: int, tables: int) -> bytes:
    places = [*range(count, count + tables), *[_FREE] * (109 - tables)]
    return struct.pack(
        "<8s16xHHHHH6x9I109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0, _CUTOFF, _END, 0, _END, 0,
        *places,
    )  # fmt: skip


def _directory(streams: dict[str, bytes]) -> bytes:
    """Return the root and its streams, each the right sibling of the one before in the order that OLE wants."""
    order = sorted(streams, key=lambda name: (len(name), name.upper()))
    found = _entry("Root Entry", 5, child=1 if order else _FREE, start=_END)
    starts = dict(zip(streams, _runs([len(_whole(one)) for one in streams.values()]), strict=True))
    for place, name in enumerate(order, start=1):
        after = place + 1 if place < len(order) else _FREE
        found += _entry(name, 2, right=after, start=starts[name][0], size=len(streams[name]))
    return found


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xIQQIQ", text, len(text), kind, 1, _FREE, right, child, 0, 0, 0, start, size)

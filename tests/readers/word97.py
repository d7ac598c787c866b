"""Writer of .doc files, byte by byte: pieces, formatting pages, row shapes, notes and boxes as Word 97 writes them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.readers.compound import compound

_TEXT_AT = 2048
_PARTS = {"footnotes": (2, 3), "boxes": (40, 56)}


def sprm(code: int, value: int) -> bytes:
    """Return one setting; the code says how many bytes its value takes."""
    return struct.pack("<H", code) + value.to_bytes({0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}[code >> 13], "little")


HIDDEN, DELETED, RAISED = sprm(0x083C, 1), sprm(0x0800, 1), sprm(0x2A48, 1)
STRUCK = sprm(0x0837, 1)
INSIDE = sprm(0x2416, 1)


@dataclass(frozen=True)
class Para:
    """A paragraph with its mark; `runs` are (from, to, settings) within it."""

    text: str
    settings: bytes = b""
    runs: Sequence[tuple[int, int, bytes]] = ()


def line(text: str, *runs: tuple[int, int, bytes]) -> Para:
    """Return a paragraph outside tables."""
    return Para(text + "\r", runs=runs)


def cell(text: str = "", *runs: tuple[int, int, bytes]) -> Para:
    """Return the last paragraph of a cell."""
    return Para(text + "\x07", INSIDE, runs)


def shape(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """Return the setting that says where the cells of a row begin and how they merge."""
    cells = b"".join(struct.pack("<H18x", flag) for flag in [*flags, *[0] * (len(edges) - 1 - len(flags))])
    content = struct.pack(f"<B{len(edges)}h", len(edges) - 1, *edges) + cells
    return struct.pack("<HH", 0xD608, len(content) + 1) + content


def row_end(edges: Sequence[int], flags: Sequence[int] = (), more: bytes = b"", runs: Sequence[object] = ()) -> Para:
    """Return the mark that ends a row."""
    return Para("\x07", INSIDE + sprm(0x2417, 1) + shape(edges, flags) + more, runs)  # type: ignore[arg-type]


def row(texts: Iterable[str], edges: Sequence[int], flags: Sequence[int] = (), more: bytes = b"") -> list[Para]:
    """Return a whole row."""
    return [*map(cell, texts), row_end(edges, flags, more)]


@dataclass
class Word:
    """A document: its texts, and how they are laid out in the file.

    Attributes
    ----------
    body, headers
        Paragraphs.
    notes, boxes
        By the position in the body that they hang on, their paragraphs.
    narrow
        Whether paragraphs that need only one byte a character take one.
    backwards
        Whether the paragraphs stand in the file in the reverse of their order.
    """

    body: list[Para]
    headers: list[Para] = field(default_factory=list)
    notes: dict[int, list[Para]] = field(default_factory=dict)
    boxes: dict[int, list[Para]] = field(default_factory=dict)
    narrow: bool = True
    backwards: bool = False
    prm: dict[int, int] = field(default_factory=dict)
    shared: list[bytes] = field(default_factory=list)
    flags: int = 0
    version: int = 193
    streams: dict[str, bytes] = field(default_factory=dict)

    def streams_of(self) -> dict[str, bytes]:
        """Return the streams by name."""
        notes, boxes = _flat(self.notes), _flat(self.boxes)
        paragraphs = [*self.body, *notes, *self.headers, *boxes]
        places, text = self._placed(paragraphs)
        main = bytearray(_TEXT_AT) + text
        main += bytes(-len(main) % 512)
        data = bytearray(8)
        parts = {33: self._clx(paragraphs, places)}
        parts[13] = _add_pages(main, [*_papx(paragraphs, places, data)], 13)
        parts[12] = _add_pages(main, [*_chpx(paragraphs, places)], 1)
        parts |= _beside(self.notes, "footnotes") | _beside(self.boxes, "boxes")
        table = bytearray(16)
        struct.pack_into("<HH6xH", main, 0, 0xA5EC, self.version, 0x0200 | self.flags)
        struct.pack_into("<8i", main, 76, *map(_length, (self.body, notes, self.headers, [], [], [], boxes, [])))
        for number, part in parts.items():
            struct.pack_into("<II", main, 154 + 8 * number, len(table), len(part))
            table += part
        return {"WordDocument": bytes(main), "1Table": bytes(table), "Data": bytes(data), **self.streams}

    def data(self) -> bytes:
        """Return the file."""
        return compound(self.streams_of())

    def _placed(self, paragraphs: list[Para]) -> tuple[list[tuple[int, int]], bytes]:
        """Return for each paragraph its place in the file and the bytes of a character, and the text."""
        places: dict[int, tuple[int, int]] = {}
        text = bytearray()
        order = [*enumerate(paragraphs)]
        for number, paragraph in reversed(order) if self.backwards else order:
            width = 1 if self.narrow and _is_narrow(paragraph.text) else 2
            text += bytes(len(text) % 2)
            places[number] = _TEXT_AT + len(text), width
            text += paragraph.text.encode("cp1252" if width == 1 else "utf-16-le", "surrogatepass")
        return [places[number] for number in range(len(paragraphs))], bytes(text)

    def _clx(self, paragraphs: list[Para], places: list[tuple[int, int]]) -> bytes:
        ends = [0]
        for paragraph in paragraphs:
            ends.append(ends[-1] + _length([paragraph]))
        pieces = b"".join(
            struct.pack("<HIH", 0, place * 2 | 0x40000000 if width == 1 else place, self.prm.get(number, 0))
            for number, (place, width) in enumerate(places)
        )
        table = struct.pack(f"<{len(ends)}I", *ends) + pieces
        shared = b"".join(struct.pack("<BH", 1, len(one)) + one for one in self.shared)
        return shared + struct.pack("<BI", 2, len(table)) + table


def _is_narrow(text: str) -> bool:
    return all(one in "\x07" or one.isprintable() or one in "\r\t\x0b" for one in text) and text.isascii()


def _length(paragraphs: Iterable[Para]) -> int:
    return sum(len(one.text.encode("utf-16-le", "surrogatepass")) // 2 for one in paragraphs)


def _flat(beside: dict[int, list[Para]]) -> list[Para]:
    return [paragraph for at in sorted(beside) for paragraph in beside[at]]


def _papx(paragraphs: list[Para], places: list[tuple[int, int]], data: bytearray) -> Iterable[tuple[int, int, bytes]]:
    for paragraph, (place, width) in zip(paragraphs, places, strict=True):
        settings = paragraph.settings
        if len(settings) > 400:
            at = len(data)
            data += struct.pack("<H", len(settings)) + settings
            settings = sprm(0x6646, at)
        content = b"\0\0" + settings
        # the length counts pairs of bytes, the odd one being the count itself
        packed = (
            bytes([len(content) // 2 + 1]) + content if len(content) % 2 else bytes([0, len(content) // 2]) + content
        )
        yield place, place + width * _length([paragraph]), packed


def _chpx(paragraphs: list[Para], places: list[tuple[int, int]]) -> Iterable[tuple[int, int, bytes]]:
    for paragraph, (place, width) in zip(paragraphs, places, strict=True):
        done = 0
        for start, stop, settings in [*paragraph.runs, (_length([paragraph]), _length([paragraph]), b"")]:
            if done < start:
                yield place + width * done, place + width * start, b""
            if start < stop:
                yield place + width * start, place + width * stop, bytes([len(settings)]) + settings
            done = stop


def _add_pages(main: bytearray, runs: list[tuple[int, int, bytes]], width: int) -> bytes:
    """Add the pages of the runs to the main stream; return the table that lists them."""
    waiting = sorted(runs)
    firsts, numbers = [], []
    while waiting:
        taken: list[tuple[int, int, bytes]] = []
        while waiting and _size([*taken, waiting[0]], width) <= 511 and (not taken or taken[-1][1] == waiting[0][0]):
            taken.append(waiting.pop(0))
        firsts.append(taken[0][0])
        numbers.append(len(main) // 512)
        main += _page(taken, width)
    last = runs and max(run[1] for run in runs)
    return struct.pack(f"<{len(firsts) + 1}I{len(numbers)}I", *firsts, last or 0, *numbers)


def _size(runs: list[tuple[int, int, bytes]], width: int) -> int:
    return 4 * (len(runs) + 1) + width * len(runs) + sum(len(run[2]) + len(run[2]) % 2 for run in runs) + 1


def _page(runs: list[tuple[int, int, bytes]], width: int) -> bytes:
    page = bytearray(512)
    page[511] = len(runs)
    struct.pack_into(f"<{len(runs) + 1}I", page, 0, *(run[0] for run in runs), runs[-1][1])
    at = 510
    for number, (_, _, packed) in enumerate(runs):
        if packed:
            at -= len(packed) + len(packed) % 2
            page[at : at + len(packed)] = packed
            page[4 * (len(runs) + 1) + number * width] = at // 2
    return bytes(page)


def _beside(texts: dict[int, list[Para]], name: str) -> dict[int, bytes]:
    if not texts:
        return {}
    anchors = sorted(texts)
    ends = [0]
    for at in anchors:
        ends.append(ends[-1] + _length(texts[at]))
    numbers = range(1, len(anchors) + 1)
    refs, own = _PARTS[name]
    if name == "footnotes":
        entries = struct.pack(f"<{len(anchors)}H", *numbers)
        return {
            refs: struct.pack(f"<{len(anchors) + 1}I", *anchors, anchors[-1] + 1) + entries,
            own: struct.pack(f"<{len(ends) + 1}I", *ends, ends[-1] + 1),
        }
    shapes = b"".join(struct.pack("<I22x", 1024 + number) for number in numbers)
    boxes = b"".join(struct.pack("<14xI4x", 1024 + number) for number in numbers)
    return {
        refs: struct.pack(f"<{len(anchors) + 1}I", *anchors, anchors[-1] + 1) + shapes,
        own: struct.pack(f"<{len(ends)}I", *ends) + boxes,
    }

"""What stands beside the body of a .doc: foot- and endnotes and text boxes, each by the character it hangs on."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Iterator

from govreport.readers.doc_fib import Fib

_SHAPE, _BOX = 26, 22
Span = tuple[int, int]


class Anchored:
    """Texts in the order of the characters they hang on; each is taken once."""

    def __init__(self, found: Iterator[tuple[int, Span]]) -> None:
        self._waiting = deque(sorted(found))

    def taken(self, stop: int) -> list[Span]:
        """Take the texts that hang on characters up to a position."""
        found: list[Span] = []
        while self._waiting and self._waiting[0][0] <= stop:
            found.append(self._waiting.popleft()[1])
        return found


def notes(fib: Fib) -> Anchored:
    """Return the foot- and endnotes."""
    return Anchored(iter([*_notes(fib, "footnote"), *_notes(fib, "endnote")]))


def _notes(fib: Fib, kind: str) -> Iterator[tuple[int, Span]]:
    refs, texts = _positions(fib.part(f"{kind}_refs"), 2), _positions(fib.part(f"{kind}_texts"), 0)
    spans = _spans(fib, f"{kind}s", texts)
    return zip(refs, spans, strict=False)


def boxes(fib: Fib) -> Anchored:
    """Return the text boxes; one whose shape hangs on no character (a shape in a group) comes last."""
    shapes, table = fib.part("shapes"), fib.part("box_texts")
    anchors = dict(_with_ids(shapes, _SHAPE, 0))
    by_shape = {shape: at for at, shape in anchors.items()}
    spans = _spans(fib, "boxes", _positions(table, _BOX))
    shown = [shape for _, shape in _with_ids(table, _BOX, 14)]
    return Anchored((by_shape.get(shape, fib.lengths["main"]), span) for shape, span in zip(shown, spans, strict=False))


def _positions(table: bytes, size: int) -> list[int]:
    """Return the positions of a table that has one more of them than entries of a size."""
    count = (len(table) - 4) // (4 + size)
    return [*struct.unpack_from(f"<{count + 1}I", table)] if count > 0 else []


def _with_ids(table: bytes, size: int, offset: int) -> Iterator[tuple[int, int]]:
    """Yield each position with the number of the shape that its entry names."""
    positions = _positions(table, size)
    for number, at in enumerate(positions[:-1]):
        yield at, struct.unpack_from("<I", table, 4 * len(positions) + size * number + offset)[0]


def _spans(fib: Fib, name: str, positions: list[int]) -> list[Span]:
    """Return the texts between positions; what is out of order or beyond the end is empty."""
    start, size = fib.start(name), fib.lengths[name]
    pairs = zip(positions, positions[1:], strict=False)
    return [(start + low, start + high) if low <= high <= size else (start, start) for low, high in pairs]

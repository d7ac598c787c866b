"""What the characters of a .doc print: codes of fields, deleted and hidden text out, symbols and raised digits told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from govreport.readers.doc_fib import Fault, Fib
from govreport.readers.doc_props import SYMBOL, mark, of_characters, runs, settings
from govreport.readers.doc_text import Text, joined
from govreport.readers.flow import OBJECT
from govreport.readers.limits import MAX_DOC_STEPS

_KEEP, _RAISED, _SYMBOL, _HIDDEN, _GONE = range(5)
_CODES = {"raised": _RAISED, "symbol": _SYMBOL, "hidden": _HIDDEN, "gone": _GONE}
_FIELD = re.compile("[\x13\x14\x15]")
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b", re.IGNORECASE)
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
_PICTURE = "\x01"
_PRINTS: dict[int, str | None] = dict.fromkeys(
    (*range(9), *range(0x0F, 0x1E), 0x1F, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
)
_PRINTS |= {1: OBJECT, 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x0E: "\n", 0x1E: "-", 0xA0: " "}


class Print:
    """The text of a document as it prints, by position.

    Attributes
    ----------
    links, images
        The fields that link somewhere as (text, address), and how many pictures stand in the text.
    """

    def __init__(self, fib: Fib, text: Text) -> None:
        self._text = text.text
        self._codes = bytearray(len(text.text))
        self._symbols: dict[int, str] = {}
        self.links: list[tuple[str, str]] = []
        self._take_marks(fib, text)
        self._take_fields()

    @property
    def images(self) -> int:
        """Return how many pictures stand in the text."""
        return self._text.count(_PICTURE)

    def _take_marks(self, fib: Fib, text: Text) -> None:
        special = [(run, found) for run in runs(fib, "chpx", 1, of_characters) if (found := mark(run[2]))]
        if len(special) * len(text.pieces) > MAX_DOC_STEPS:
            message = f"it has {len(special):,} runs of special text in {len(text.pieces):,} pieces"
            raise Fault(message)
        fonts: list[str] | None = None
        for (first, last, packed), kind in special:
            for start, stop in text.positions(first, last):
                self._set(start, stop, _CODES[kind])
                if kind == "symbol":
                    fonts = _fonts(fib) if fonts is None else fonts
                    self._symbols |= dict.fromkeys(range(start, stop), _symbol(packed, fonts))
        for piece in text.pieces:
            if piece.settings and (kind := mark(piece.settings)) in ("gone", "hidden"):
                self._set(piece.start, piece.stop, _CODES[kind])

    def _set(self, start: int, stop: int, code: int) -> None:
        self._codes[start:stop] = bytes([code]) * (stop - start)

    def _take_fields(self) -> None:
        """Drop the code of every field, and the result of those that print page numbers."""
        opened: list[list[int]] = []
        for found in _FIELD.finditer(self._text):
            sign, at = found[0], found.start()
            if sign == "\x13":
                opened.append([at])
            elif sign == "\x14" and opened and len(opened[-1]) == 1:
                opened[-1].append(at)
            elif sign == "\x15" and opened:
                self._take_field(opened.pop(), at)

    def _take_field(self, begin: list[int], end: int) -> None:
        start, middle = begin[0], begin[-1] if len(begin) > 1 else end
        code = self._text[start + 1 : middle]
        # a field whose code holds cells or paragraphs is none: its own marks were lost, and text is not to be lost too
        if "\x07" in code or "\r" in code:
            return
        if found := _LINK.match(code):
            self.links.append((self.line(middle, end).strip(), found[1]))
        for at in range(start, end if _PAGE_FIELD.match(code) else middle):
            self._codes[at] = max(self._codes[at], _HIDDEN)

    def is_gone(self, at: int) -> bool:
        """Tell whether the character at a position is deleted."""
        return self._codes[at] == _GONE

    def is_hidden(self, at: int) -> bool:
        """Tell whether the character at a position is hidden or struck out."""
        return self._codes[at] == _HIDDEN

    def line(self, start: int, stop: int) -> str:
        """Return what the characters between two positions print."""
        text = self._text[start:stop]
        if self._codes.count(_KEEP, start, stop) < stop - start:
            text = "".join(self._kept(start, stop))
        text = text.translate(_PRINTS)
        return joined(text)

    def _kept(self, start: int, stop: int) -> Iterator[str]:
        before = ""
        for code, places in groupby(range(start, stop), self._codes.__getitem__):
            if code >= _HIDDEN:
                continue
            found = [*places]
            text = self._text[found[0] : found[-1] + 1]
            if code == _SYMBOL:
                text = "".join(self._symbols[at] for at in found)
            elif code == _RAISED and text.strip()[:1].isdecimal() and before.rstrip()[-1:].isdecimal():
                # 12 with the note mark 1 is not 121
                text = f"[{text}]"
            before = text
            yield text


def _symbol(packed: bytes, fonts: list[str]) -> str:
    """Return a symbol; digits of the font Symbol are digits, other fonts keep their private code."""
    operand = next(operand for code, operand in settings(packed) if code == SYMBOL)
    font, code = int.from_bytes(operand[:2], "little"), int.from_bytes(operand[2:4], "little")
    if font < len(fonts) and fonts[font] == "Symbol" and 0xF020 <= code <= 0xF03F:
        code -= 0xF000
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD else "\ufffd"


def _fonts(fib: Fib) -> list[str]:
    """Return the names of the fonts in their order."""
    table = fib.part("fonts")
    found: list[str] = []
    at = 4
    while at < len(table):
        size = table[at] + 1
        name = table[at + 40 : at + size].decode("utf-16-le", "replace")
        found.append(name.partition("\0")[0])
        at += size
    return found

"""From characters and formatting of a .doc to a `Flow`: paragraphs, tables inside each other, what stands beside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govreport.readers.doc_beside import Anchored, Span, boxes, notes
from govreport.readers.doc_fib import Fault, Fib
from govreport.readers.doc_print import Print
from govreport.readers.doc_props import Format, Paragraphs, Setting
from govreport.readers.doc_rows import Found, Shape, grid_of, shape_of
from govreport.readers.doc_text import Text
from govreport.readers.flow import Flow, Slot, take_text

_MARK = re.compile("[\r\x07\x0c]")


def flow_of(fib: Fib, text: Text, printed: Print) -> Flow:
    """Return the body; notes after the block that refers to them, text boxes after the paragraph they hang on."""
    walker = _Walker(fib, text, printed)
    flow = Flow()
    walker.read((0, fib.lengths["main"]), flow, boxes(fib), notes(fib))
    return flow


@dataclass(slots=True)
class _Table:
    """A table that is being read: its rows, the cells of the open row, the open cell."""

    rows: list[Found] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    slot: Slot | None = None

    def end_cell(self) -> None:
        self.slots.append(self.slot or Slot())
        self.slot = None

    def end_row(self, shape: Shape | None) -> None:
        if self.slot is not None and self.slot.items:
            self.end_cell()
        if self.slots:
            self.rows.append(Found(self.slots, shape))
        self.slots, self.slot = [], None


class _Walker:
    """Reads texts of a document into flows."""

    def __init__(self, fib: Fib, text: Text, printed: Print) -> None:
        self._text, self._print = text, printed
        self._paragraphs = Paragraphs(fib)
        self._shapes: dict[tuple[Setting, ...], Shape | None] = {}

    def read(self, span: Span, flow: Flow, beside: Anchored | None = None, below: Anchored | None = None) -> None:
        """Read one text; `beside` are the boxes and `below` the notes that hang on it."""
        tables: list[_Table] = []
        start, stop = span
        for found in _MARK.finditer(self._text.text, start, stop):
            at = found.start()
            form = self._format(at, found[0])
            if found[0] == "\r" and self._print.is_gone(at) and not form.ends_cell and not form.ends_row:
                continue
            level = _level(tables, form.depth, flow)
            if below is not None and not tables:
                self._put_all(below.taken(start - 1), flow)
            self._put(start, at, level)
            start = at + 1
            if beside is not None:
                self._put_all(beside.taken(at), level)
            if tables:
                self._end(tables[-1], found[0], form, at)
            elif below is not None:
                self._put_all(below.taken(at), flow)
        level = _level(tables, 0, flow)
        self._put(start, stop, level)
        for left in (beside, below):
            self._put_all(left.taken(stop) if left else [], level)

    def _format(self, at: int, sign: str) -> Format:
        piece = self._text.piece(at)
        form = self._paragraphs.at(piece.place(at), piece.settings)
        if sign == "\x07" and not form.depth:
            message = "a cell ends outside of every table"
            raise Fault(message)
        return form

    def _put_all(self, spans: list[Span], level: Flow) -> None:
        for span in spans:
            self.read(span, level)

    def _put(self, start: int, stop: int, level: Flow) -> None:
        if start == stop:
            return
        take_text(level, self._print.line(start, stop))

    def _end(self, table: _Table, sign: str, form: Format, at: int) -> None:
        """Close the cell or the row that a paragraph ends."""
        ends_cell = sign == "\x07" if form.depth == 1 else form.ends_cell
        if sign == "\x0c":
            return
        if form.ends_row:
            if self._print.is_gone(at) or (self._print.is_hidden(at) and not any(slot.items for slot in table.slots)):
                table.slots, table.slot = [], None
            table.end_row(self._shape(form.of_row))
        elif ends_cell:
            table.end_cell()

    def _shape(self, found: tuple[Setting, ...]) -> Shape | None:
        if found not in self._shapes:
            self._shapes[found] = shape_of(found)
        return self._shapes[found]


def _level(tables: list[_Table], depth: int, flow: Flow) -> Flow:
    """Open and close tables until they are so many inside each other; return what the next text belongs to."""
    while len(tables) > depth:
        table = tables.pop()
        table.end_row(None)
        if table.rows:
            _open(tables, flow).items.append(grid_of(table.rows))
    while len(tables) < depth:
        _open(tables, flow)
        tables.append(_Table())
    return _open(tables, flow)


def _open(tables: list[_Table], flow: Flow) -> Flow:
    """Return the open cell of the innermost table, or the flow around all tables."""
    if not tables:
        return flow
    if tables[-1].slot is None:
        tables[-1].slot = Slot()
    return tables[-1].slot

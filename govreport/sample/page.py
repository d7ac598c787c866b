"""The printed report before it takes a layout: paragraphs, and tables as rows of boxes.

Damage works on this model; the printers turn it into bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from govreport.forms import Key


@dataclass(slots=True, eq=False)
class Box:
    """One printed cell.

    Attributes
    ----------
    text
        What stands in it.
    role
        ``head``, ``group``, ``label``, ``number``, ``unit`` or ``stray``.
    key
        The cell of the form that it prints, for ``number``.
    colspan
        Columns that it takes.
    run
        Boxes of neighbouring rows with the same run are one merged cell; only the first has text.
    value
        The number that the text says, for ``number``; ``None`` where it says none.
    unit
        The unit printed with it, as a code of the column `unit`; empty where it is the form's.
    """

    text: str
    role: str
    key: Key | None = None
    colspan: int = 1
    run: str = ""
    value: float | None = None
    unit: str = ""


@dataclass(slots=True, eq=False)
class Row:
    """One printed row.

    Attributes
    ----------
    kind
        ``head``, ``data`` or ``noise`` (a page number, a repeated caption).
    boxes
        Its cells, merged ones included in every row that they cover.
    item
        The item of the form, for ``data``.
    before, after
        Pieces of its label that stand as lines of their own above and below it.
    label_last
        Its label stands after its numbers.
    exact
        Damage made its number of cells matter: printers must not add stray blanks to it.
    """

    kind: str
    boxes: list[Box]
    item: str = ""
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    label_last: bool = False
    exact: bool = False

    @property
    def label(self) -> Box | None:
        """Return the box of its own label."""
        return next((box for box in self.boxes if box.role == "label"), None)

    @property
    def numbers(self) -> list[Box]:
        """Return the boxes of its numbers."""
        return [box for box in self.boxes if box.role == "number"]

    @property
    def labelled(self) -> bool:
        """Say whether any of its own label is printed."""
        label = self.label
        return bool(self.before or self.after or (label is not None and label.text.strip()))

    def ordered(self) -> list[Box]:
        """Return the boxes in printed order."""
        if not self.label_last:
            return self.boxes
        labels = [box for box in self.boxes if box.role == "label"]
        return [box for box in self.boxes if box.role != "label"] + labels


@dataclass(slots=True, eq=False)
class Text:
    """A paragraph; `kind` is ``title``, ``heading``, ``para``, ``signature``, ``date`` or ``page``."""

    text: str
    kind: str = "para"


@dataclass(slots=True, eq=False)
class Sheet:
    """One statutory table."""

    table: str
    edition: str
    rows: list[Row]
    width: int

    def data(self) -> list[Row]:
        """Return the rows that print cells of the form."""
        return [row for row in self.rows if row.kind == "data"]


@dataclass(slots=True, eq=False)
class Page:
    """A whole report on its way to paper; `layout` is what it will be printed as."""

    blocks: list[Text | Sheet]
    layout: str
    year: int
    traditional: bool = False

    def sheets(self) -> Iterator[Sheet]:
        """Yield the tables."""
        return (block for block in self.blocks if isinstance(block, Sheet))

    def split(self, sheet: Sheet, place: int) -> Sheet:
        """Cut a table in two before a row; return the second part, which stands right after the first."""
        rest = Sheet(sheet.table, sheet.edition, sheet.rows[place:], sheet.width)
        del sheet.rows[place:]
        self.blocks.insert(self.blocks.index(sheet) + 1, rest)
        return rest

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all tables that print cells of the form."""
        return (row for sheet in self.sheets() for row in sheet.data())


def continues(row: Row, box: Box, above: Row | None) -> bool:
    """Say whether the box is the continuation of a merged cell of the row above."""
    return bool(box.run) and above is not None and any(other.run == box.run for other in above.boxes)


def spans(sheet: Sheet) -> list[list[tuple[Box, int]]]:
    """Return by row the boxes that start there, with the number of rows that each covers."""
    found: list[list[tuple[Box, int]]] = []
    for place, row in enumerate(sheet.rows):
        above = sheet.rows[place - 1] if place else None
        started: list[tuple[Box, int]] = []
        for box in row.ordered():
            if continues(row, box, above):
                continue
            deep = 1
            while box.run and place + deep < len(sheet.rows) and _has(sheet.rows[place + deep], box.run):
                deep += 1
            started.append((box, deep))
        found.append(started)
    return found


def _has(row: Row, run: str) -> bool:
    return any(box.run == run for box in row.boxes)

"""What HTML and Word have in common: paragraphs and tables as they are written, nested in each other."""

from __future__ import annotations

from dataclasses import dataclass, field

OBJECT = "\ufffc"
"""Stands in a cell for a picture: a cell that shows one and nothing else is not empty."""


@dataclass(slots=True)
class Flow:
    """Paragraphs and grids in reading order."""

    items: list[str | Grid] = field(default_factory=list)


@dataclass(slots=True)
class Slot(Flow):
    """One cell as it is written: its content, its declared spans (`rowspan` 0 = to the end of its row group).

    Attributes
    ----------
    merge
        What Word says of merging downwards: ``restart`` where a merged cell begins, ``continue`` where it goes on.
    heading
        True where a heading stands inside: sections are headed, cells are not.
    sure
        False where the digits of two texts stand beside each other.
    """

    rowspan: int = 1
    colspan: int = 1
    merge: str = ""
    heading: bool = False
    sure: bool = field(default=True, repr=False)


@dataclass(slots=True)
class Row:
    """One row as it is written.

    Attributes
    ----------
    group
        Rows with another group are not reached by its spans (``<thead>``, ``<tbody>``, ``<tfoot>``).
    rank
        0 for rows that are printed first, 2 for rows that are printed last, else 1.
    before
        Grid columns left out before the first cell.
    after
        What stands between this row and the next without being a cell.
    """

    slots: list[Slot] = field(default_factory=list)
    group: int = 0
    rank: int = 1
    before: int = 0
    after: Flow = field(default_factory=Flow)


@dataclass(slots=True)
class Grid:
    """A table as it is written; `before` holds its caption."""

    rows: list[Row] = field(default_factory=list)
    before: Flow = field(default_factory=Flow)


def take_text(flow: Flow, text: str) -> None:
    """Add what one paragraph prints, a line each.

    In a cell tabs are blanks, a number at the end of a paragraph and one at the beginning of the next are two: only a
    line that is too narrow wraps a number, the end of a paragraph ends it.

    Examples
    --------
    >>> slot = Slot()
    >>> take_text(slot, "13\\n61")
    >>> slot.items, slot.sure
    (['13', '61'], True)
    >>> take_text(slot, "2")
    >>> slot.sure
    False
    """
    inside = isinstance(flow, Slot)
    if inside:
        text = text.replace("\t", " ")
    if OBJECT in text and (not inside or text.strip(f" \n{OBJECT}")):
        text = text.replace(OBJECT, "")
    add_lines(flow, [line for line in map(str.strip, text.split("\n")) if line])


def add_lines(flow: Flow, lines: list[str]) -> None:
    """Add the lines of one paragraph; in a cell, a number that goes on in the next one is not `sure`."""
    before = flow.items[-1] if flow.items else ""
    if lines and isinstance(flow, Slot) and isinstance(before, str):
        flow.sure &= not (lines[0][:1].isdecimal() and before[-1:].isdecimal())
    flow.items += lines

"""Where in the tables of a page the walk stands, however its rows and cells are nested."""

from __future__ import annotations

import re

from lxml import etree

from govreport.readers.flow import Flow, Grid, Row, Slot

State = tuple[Flow, Grid | None, Row | None, Slot | None]
_NUMBER = re.compile(r"\s*\+?(\d{1,9})")


class Place:
    """The open table, row and cell, and the flow that takes what comes next.

    Attributes
    ----------
    out
        The flow that takes the next paragraph or table.
    grid, row, slot
        The innermost open table, its open row and the open cell, if any.
    """

    __slots__ = ("_group", "_rank", "grid", "out", "row", "slot")

    def __init__(self) -> None:
        self.out = Flow()
        self.grid: Grid | None = None
        self.row: Row | None = None
        self.slot: Slot | None = None
        self._group, self._rank = 0, 1

    def state(self) -> State:
        """Return what `restore` takes."""
        return self.out, self.grid, self.row, self.slot

    def restore(self, state: State) -> None:
        """Go back to where the state was taken."""
        self.out, self.grid, self.row, self.slot = state

    def open_table(self) -> Grid:
        """Start a table; until its first row, what is no cell stands before it."""
        self.grid = Grid()
        self.out.items.append(self.grid)
        self.out = self.grid.before
        self.row = self.slot = None
        self._group, self._rank = self._group + 1, 1
        return self.grid

    def open_section(self, tag: str) -> None:
        """Start a ``<thead>``, ``<tbody>`` or ``<tfoot>``; the first head is printed first, feet last."""
        self.row = None
        first = self.grid is None or all(row.rank for row in self.grid.rows)
        self._group += 1
        self._rank = 2 if tag == "tfoot" else 0 if tag == "thead" and first else 1

    def close_section(self) -> None:
        """End a row group."""
        self._group, self._rank = self._group + 1, 1
        self.close_row()

    def open_row(self) -> Row:
        """Start a row, in a table of its own where it stands in none."""
        grid = self.grid
        if grid is None or (self.slot is not None and self.out is self.slot):
            grid = self._orphan_grid()
        self.row = Row(group=self._group, rank=self._rank)
        grid.rows.append(self.row)
        self.out = self.row.after
        return self.row

    def _orphan_grid(self) -> Grid:
        """Return the table that just ended, else a new one."""
        last = self.out.items[-1] if self.out.items else None
        if not isinstance(last, Grid):
            return self.open_table()
        self.grid = last
        return last

    def close_row(self) -> None:
        """End a row: what follows without being in one stands after it."""
        self.row = None
        if self.grid is not None and self.grid.rows:
            self.out = self.grid.rows[-1].after

    def add(self, slot: Slot) -> Slot:
        """Add a cell; what follows it outside cells stands after its row."""
        row = self.row if self.row is not None else self.open_row()
        self.out = row.after
        row.slots.append(slot)
        return slot

    def open_cell(self, slot: Slot) -> None:
        """Go into a cell."""
        self.slot = self.out = slot


def declared_slot(element: etree._Element) -> Slot:
    """Return the cell that an element declares, with nothing in it; what is no number is 1, as browsers have it.

    Examples
    --------
    >>> declared_slot(etree.fromstring("<td rowspan='2x' colspan='-3'/>"))
    Slot(items=[], rowspan=2, colspan=1, merge='', heading=False)
    """
    names = element.keys()
    high = _span(element, "rowspan", 0) if "rowspan" in names else 1
    return Slot([], high, _span(element, "colspan", 1) if "colspan" in names else 1)


def _span(element: etree._Element, name: str, least: int) -> int:
    digits = _NUMBER.match(element.get(name, ""))
    return max(least, int(digits[1])) if digits else 1

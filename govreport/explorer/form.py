"""The widget of a report's tables: every cell a button, so that it is reached by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
from ipywidgets import HTML, Button, ButtonStyle, GridBox, Layout, ToggleButtons, VBox

from govreport import forms
from govreport.explorer import markup
from govreport.explorer.sheet import Heading, Sheet, Slot, sheet, tables_of
from govreport.explorer.words import Lang, say

FIRST = "requests"
"""The table that is shown first, where the report has it."""


class Form:
    """One table of a report, and which of its tables it is.

    Attributes
    ----------
    widget
        What is displayed.
    slots
        The cells in the order of their buttons.
    """

    def __init__(self, clicked: Callable[[forms.Key], None]) -> None:
        self._clicked = clicked
        self._lang: Lang = "en"
        self._figures: pd.DataFrame | None = None
        self._table = FIRST
        self._chosen: forms.Key | None = None
        self.slots: tuple[Slot, ...] = ()
        self.buttons: list[Any] = []
        self._texts: list[Any] = []
        # one layout for all: a model each would make a table of 175 cells slow to draw
        self._layout = Layout(width="auto", height="auto", min_width="0")
        self._style = ButtonStyle()
        self.tables = ToggleButtons(options=[], style={"button_width": "auto"})
        self.tables.observe(self._table_chosen, names="value")
        self._grid = GridBox([], layout=Layout(grid_gap="1px 1px", align_items="stretch"))
        self._grid.add_class("gr-sheet")
        self._edition = HTML()
        self._legend = HTML()
        self.widget = VBox([self.tables, self._edition, self._legend, self._grid])

    def show(self, figures: pd.DataFrame, lang: Lang) -> None:
        """Show the tables of a report; the one that was looked at before stays, where this report has it."""
        self._figures, self._lang, self._chosen = figures, lang, None
        present = tables_of(figures)
        wanted = next((table for table in (self._table, FIRST, *present) if table in present), None)
        self.tables.unobserve(self._table_chosen, names="value")
        self.tables.options = [(say(table, lang), table) for table in present]
        self.tables.value = wanted
        self.tables.observe(self._table_chosen, names="value")
        self._draw()

    def clear(self) -> None:
        """Show no report."""
        self._figures, self.slots = None, ()
        self.tables.options, self._grid.children = [], ()
        self._edition.value = self._legend.value = ""

    def choose(self, key: forms.Key | None) -> None:
        """Show the table of a cell with the cell marked, or none."""
        self._chosen = key
        if key is not None and key[0] != self.tables.value:
            self.tables.value = key[0]
        for slot, button in zip(self.slots, self.buttons, strict=False):
            _dress(button, slot, slot.key == key)

    def _table_chosen(self, change: dict[str, Any]) -> None:
        if change["new"] is not None:
            self._table = change["new"]
            self._draw()

    def _draw(self) -> None:
        table = self.tables.value
        if table is None or self._figures is None:
            self.slots, self._grid.children = (), ()
            self._edition.value, self._legend.value = markup.note(say("no_table", self._lang)), ""
            return
        cells = self._figures[self._figures["table"] == table]
        self._edition.value = markup.text(say("form_of", self._lang, edition=cells["edition"].iloc[0]))
        self._legend.value = markup.legend(self._lang)
        self._lay_out(sheet(cells, table))

    def _lay_out(self, found: Sheet) -> None:
        self.slots = found.slots
        widest = "1fr" if found.columns > 1 else "8em"
        columns = f"minmax(12em, 4fr) repeat({found.columns}, minmax(3.9em, {widest}))"
        self._grid.layout.grid_template_columns = columns
        self._pool(len(self.slots), sum(isinstance(part, Heading) for part in found.parts))
        buttons, texts = iter(self.buttons), iter(self._texts)
        children, column = [], 0
        for part in found.parts:
            if isinstance(part, Slot):
                child, span = next(buttons), 1
                _dress(child, part, part.key == self._chosen, part.tip(self._lang))
            else:
                child, span = next(texts), part.span
                child.value = markup.heading(part, self._lang, first=column == 0) if part.zh else ""
                child._dom_classes = (f"gr-span-{span}",)
            children.append(child)
            column = (column + span) % (found.columns + 1)
        self._grid.children = children

    def _pool(self, cells: int, texts: int) -> None:
        """Make the buttons and texts that are lacking; they are used again by the next table."""
        for at in range(len(self.buttons), cells):
            button = Button(layout=self._layout, style=self._style)
            button.on_click(partial(self._pressed, at))
            self.buttons.append(button)
        while len(self._texts) < texts:
            self._texts.append(HTML(layout=self._layout))

    def _pressed(self, at: int, _: Any) -> None:
        self._clicked(self.slots[at].key)


def _dress(button: Any, slot: Slot, chosen: bool, tip: str | None = None) -> None:
    with button.hold_sync():
        button.description = slot.text
        button._dom_classes = (f"gr-{slot.kind}", *(("gr-chosen",) if chosen else ()))
        if tip is not None:
            button.tooltip = tip

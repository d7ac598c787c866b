"""The widgets of the filters; each change gives a new selection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
from ipywidgets import Box, Button, Dropdown, Layout, Text

from govreport.explorer.selection import ALL, REGION, UNKNOWN, Selection, choices, places, years
from govreport.explorer.words import Lang, function_name, say

CHOSEN = (*REGION, "level", "function", "edition")
YEARS = ("first", "last")


class Filters:
    """Drop-downs for region, level, function, form and years, and a field for part of a name.

    Attributes
    ----------
    widget
        What is displayed.
    selection
        What they are set to.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._quiet = False
        self._lang: Lang = "en"
        self._reports = pd.DataFrame()
        self._plain: dict[str, list[str]] = {}
        self.selection = Selection()
        layout = Layout(width="16em")
        style = {"description_width": "7em"}
        self.menus = {name: Dropdown(layout=layout, style=style) for name in (*CHOSEN, *YEARS)}
        self.words = Text(layout=layout, style=style, continuous_update=False)
        self.reset = Button(layout=Layout(width="auto"))
        for widget in (*self.menus.values(), self.words):
            widget.observe(self._on_change, names="value")
        self.reset.on_click(lambda _: self.clear())
        children = [*self.menus.values(), self.words, self.reset]
        self.widget = Box(children, layout=Layout(flex_flow="row wrap", grid_gap="2px 6px"))

    def show(self, reports: pd.DataFrame, lang: Lang) -> None:
        """Offer what these reports have to choose from; the selection stays as far as it still can."""
        self._reports, self._lang, self._plain = reports, lang, choices(reports)
        for name, menu in self.menus.items():
            menu.description = say(name, lang)
        self.words.description, self.words.placeholder = say("words", lang), say("words_hint", lang)
        self.reset.description = say("reset", lang)
        self._offer()

    def clear(self) -> None:
        """Take every filter back."""
        if self.selection != Selection():
            self.selection = Selection()
            self._offer()
            self._changed()

    def _on_change(self, _: Any) -> None:
        if self._quiet:
            return
        given = {name: menu.value for name, menu in self.menus.items()}
        first, last = (given.pop(name) for name in YEARS)
        self.selection = Selection(**given, first=first or None, last=last or None, words=self.words.value.strip())
        self._offer()
        self._changed()

    @contextmanager
    def _silence(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _offer(self) -> None:
        """Fill the menus from the widest to the narrowest: a place that is not within the new one is let go."""
        with self._silence():
            kept: dict[str, Any] = {}
            for name in CHOSEN:
                found = places(self._reports, Selection(**kept))[name] if name in REGION else self._plain[name]
                wanted = getattr(self.selection, name)
                kept[name] = wanted if wanted in found else ALL
                self._fill(name, [(self._label(name, value), value) for value in found], kept[name])
            present = years(self._reports)
            for name in YEARS:
                wanted = getattr(self.selection, name)
                kept[name] = wanted if wanted in present else None
                # a menu takes None for nothing chosen, so that no bound is another value
                options = [(say("all", self._lang), ALL), *((str(one), one) for one in present)]
                self._fill(name, options, kept[name] or ALL)
            self.words.value = self.selection.words
            self.selection = Selection(**kept, words=self.selection.words)

    def _fill(self, name: str, options: list[tuple[str, Any]], value: Any) -> None:
        menu = self.menus[name]
        if list(menu.options) != options:
            menu.options = options
        if menu.value != value:
            menu.value = value

    def _label(self, name: str, value: str) -> str:
        if value in (ALL, UNKNOWN):
            return say("all" if value == ALL else "unknown", self._lang)
        if name == "level":
            return say(f"{value}_level", self._lang)
        return function_name(value, self._lang) if name == "function" else value

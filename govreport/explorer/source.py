"""Where a number stands: its page or its table with the cell marked, or what can be said without the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipywidgets import HTML, Layout, Text, VBox

from govreport import excerpt, forms
from govreport.errors import GovReportError
from govreport.explorer import markup
from govreport.explorer.named import said_year, spot
from govreport.explorer.sheet import Slot
from govreport.explorer.words import Lang, say
from govreport.report import Report
from govreport.show import STYLE


def excerpt_of(report: Report, key: forms.Key) -> str:
    """Return the lines around a cell in the text that the corpus keeps, escaped; empty where it has no place there."""
    place = _place(report, key)
    if place is None or place.get("start") is None or place.get("end") is None:
        return ""
    start, end = int(place["start"]), int(place["end"])
    return f'<div class="govreport-show">{excerpt.lines(report.text, [(start, end, "plain")])}</div>'


def called(report: Report, slot: Slot, lang: Lang) -> str:
    """Return year, table, cell, state and place of a number, in the language of the reader."""
    place = _place(report, slot.key)
    parts = [said_year(report.meta["year"], lang), say(slot.key[0], lang), slot.tip(lang)]
    return " · ".join([*parts, spot(place, lang)] if place and spot(place, lang) else parts)


def _place(report: Report, key: forms.Key) -> Mapping[str, Any] | None:
    return next((row for row in report.records.places if (row["table"], row["item"], row["measure"]) == key), None)


def without_file(report: Report, key: forms.Key, error: GovReportError | OSError, lang: Lang) -> str:
    """Return what is said where the file is not at hand: that it is not, where the number stands, the text around."""
    text = excerpt_of(report, key)
    kept = f'<div class="soft">{say("from_text", lang)}</div>{text}' if text else ""
    where = f"<div>{markup.text(report.where(*key), 1000)}</div>"
    return f"{markup.note(say('not_at_hand', lang))}{where}{STYLE}{kept}{markup.error_note(error)}"


class Source:
    """The place of one number, and a field for the folder where its file lies now.

    Attributes
    ----------
    widget
        What is displayed.
    """

    def __init__(self) -> None:
        self._lang: Lang = "en"
        self._asked: tuple[Report, Slot, bytes | None] | None = None
        self.name, self.html = HTML(), HTML()
        self.folder = Text(continuous_update=False, layout=Layout(width="95%", display="none"))
        self.folder.style.description_width = "initial"
        self.folder.observe(self._again, names="value")
        self._title = HTML()
        self.widget = VBox([self._title, self.name, self.folder, self.html])
        self.widget.add_class("gr-source")
        self.widget.add_class("gr-pane")

    def speak(self, lang: Lang) -> None:
        """Say everything in a language from now on."""
        self._lang = lang
        self._title.value = f"<h4>{say('source', lang)}</h4>"
        self.folder.description = say("files_in", lang)
        self._again()

    def clear(self) -> None:
        """Show no number, but how to choose one."""
        self._asked = None
        self.folder.layout.display = "none"
        self.name.value = ""
        self.html.value = markup.note(say("source_hint", self._lang))

    def show(self, report: Report, slot: Slot, data: bytes | None) -> None:
        """Show where a cell of a report stands; `data` is its file where that was uploaded."""
        self._asked = report, slot, data
        key = slot.key
        self.name.value = f"<div><b>{markup.text(called(report, slot, self._lang))}</b></div>"
        given = data if data is not None else self.folder.value.strip() or None
        try:
            found = report.show(*key, source=given)
            self.folder.layout.display = "none"
            self.html.value = found._repr_html_()
        except (GovReportError, OSError) as error:
            self.folder.layout.display = ""
            self.html.value = without_file(report, key, error, self._lang)

    def _again(self, _: Any = None) -> None:
        if self._asked is None:
            self.clear()
        else:
            self.show(*self._asked)

"""The explorer itself: its parts on one page, and what a change of one does to the others."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from typing import Any

from ipywidgets import HTML, HBox, Layout, Output, ToggleButtons, VBox

from govreport import forms
from govreport.corpus import Corpus
from govreport.explorer import markup
from govreport.explorer.charts import Charts
from govreport.explorer.filters import Filters
from govreport.explorer.findings import Findings
from govreport.explorer.form import Form
from govreport.explorer.listing import Listing
from govreport.explorer.picker import Picker, Uploads
from govreport.explorer.prepared import Prepared, prepare
from govreport.explorer.selection import Flags, Selection, keep
from govreport.explorer.source import Source
from govreport.explorer.words import LANGS, Lang, say
from govreport.load import load_corpus
from govreport.report import Report

PAUSE = 0.02
"""Seconds for which figures wait for another change of the filters."""
WRAP = Layout(flex_flow="row wrap", align_items="flex-start")


class Explorer(VBox):  # type: ignore[misc]
    """A corpus to look through: see `govreport.explorer.explore`.

    Attributes
    ----------
    selection
        What the filters are set to.
    report
        The report that is looked at, None where there is none.
    cell
        The cell that was clicked: table, item and measure.
    """

    def __init__(self, corpus: Corpus | str | os.PathLike[str] | None = None, lang: Lang = "en") -> None:
        self.report: Report | None = None
        self.cell: forms.Key | None = None
        self._prepared: Prepared | None = None
        self._waiting: asyncio.TimerHandle | None = None
        self.language = ToggleButtons(options=list(LANGS.items()), value=lang, style={"button_width": "auto"})
        self.language.observe(lambda _: self._speak(), names="value")
        self._faults = Output()
        seen = self._seen
        self.picker, self.filters = Picker(self._opened, seen), Filters(seen(self._filter))
        self.charts, self.listing = Charts(), Listing(seen(self._show_report))
        self.form, self.source = Form(seen(self._show_cell)), Source()
        self.findings = Findings(seen(self._show_cell))
        self._title, self._count, self._head = HTML(), HTML(), HTML()
        self._body = self._arranged()
        top = HBox([self._title, self.language], layout=Layout(justify_content="space-between"))
        super().__init__([HTML(markup.style()), top, self.picker.widget, self._faults, self._body])
        self.add_class("gr-explorer")
        self._speak()
        self._begin(corpus)

    def _arranged(self) -> VBox:
        form = VBox([self.form.widget, self.findings.widget], layout=Layout(flex="1 1 36em", min_width="0"))
        form.add_class("gr-pane")
        self.source.widget.layout = Layout(flex="1 1 32em", min_width="0", padding="0 0 0 .8em")
        below = VBox([self._head, HBox([form, self.source.widget], layout=WRAP)])
        parts = [self.filters.widget, self._count, self.charts.widget, self.listing.widget, below]
        return VBox(parts, layout=Layout(display="none"))

    def _seen(self, call: Callable[..., None]) -> Callable[..., None]:
        """Return a callback whose faults show in the explorer: ipywidgets keeps those of its callbacks to itself."""

        def called(*given: Any) -> None:
            self._faults.outputs = ()
            with self._faults:
                call(*given)

        return called

    @property
    def lang(self) -> Lang:
        """The language that everything is said in."""
        lang: Lang = self.language.value
        return lang

    @property
    def selection(self) -> Selection:
        """What the filters are set to."""
        return self.filters.selection

    def _begin(self, corpus: Corpus | str | os.PathLike[str] | None) -> None:
        if corpus is None:
            return
        opened = corpus if isinstance(corpus, Corpus) else load_corpus(os.fspath(corpus), progress=False)
        self._opened(opened, {})
        name = "corpus" if isinstance(corpus, Corpus) else os.fspath(corpus) or "the_sample"
        self.picker.say_opened(opened, name)

    def _opened(self, corpus: Corpus, uploads: Uploads) -> None:
        """Take a corpus in place of the one before."""
        self._prepared = prepare(corpus, uploads)
        self._body.layout.display = ""
        self.filters.selection = Selection()
        self.listing.chosen = None
        self.filters.show(self._prepared.reports, self.lang)
        self._filter()

    def _speak(self) -> None:
        """Say everything in the language that is chosen."""
        self._title.value = f"<h3>govreport · {say('title', self.lang)}</h3>"
        self.language.description = ""
        self.picker.speak(self.lang)
        self.source.speak(self.lang)
        if self._prepared is not None:
            self.filters.show(self._prepared.reports, self.lang)
            self._filter()
            self._draw_report()

    def _filter(self) -> None:
        """Draw what depends on the filters."""
        if self._prepared is None:
            return
        reports = self._prepared.reports
        kept = keep(reports, self.selection)
        self._count.value = self._counted(kept)
        self.listing.show(reports[kept], self.lang)
        self.charts.ask(self._prepared, kept, self.lang)
        self._soon(self.charts.draw_zero, self.charts.draw_channels)

    def _soon(self, *calls: Callable[[], None]) -> None:
        """Call one after the other, after what came in meanwhile and in place of what waits from before."""
        if self._waiting is not None:
            self._waiting.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # none runs outside a notebook
            for call in calls:
                call()
            return
        self._waiting = loop.call_later(PAUSE, self._seen(self._next), calls)

    def _next(self, calls: Sequence[Callable[[], None]]) -> None:
        calls[0]()
        if calls[1:]:
            self._soon(*calls[1:])

    def _counted(self, kept: Flags) -> str:
        assert self._prepared is not None
        without = int(self._prepared.reports.loc[kept, "year"].isna().sum())
        told = say("selected", self.lang, kept=f"{kept.sum():,}", total=f"{len(kept):,}")
        told += f" · {say('no_year', self.lang, count=without)}" if without else ""
        notes = "".join(f'<div class="soft">{markup.text(note)}</div>' for note in self._prepared.notes)
        return f"<div><b>{told}</b></div>{notes}"

    def _show_report(self, report_id: str | None) -> None:
        assert self._prepared is not None
        self.report = None if report_id is None else self._prepared.report(report_id)
        self.cell = None
        self.source.clear()
        self._draw_report()

    def _draw_report(self) -> None:
        if self.report is None:
            self._head.value = ""
            self.form.clear()
            self.findings.clear()
            return
        self._head.value = markup.report_head(self.report.meta, self.lang)
        self.form.show(self.report.figures, self.lang)
        self.form.choose(self.cell)
        self.findings.show(self.report.findings, self.report.meta["year"], self.lang)

    def _show_cell(self, key: forms.Key) -> None:
        """Show where a cell stands, and mark it in its table."""
        assert self.report is not None
        assert self._prepared is not None
        self.cell = key
        self.form.choose(key)
        slot = next(slot for slot in self.form.slots if slot.key == key)
        sha256 = str(self.report.records.report["sha256"])
        self.source.show(self.report, slot, self._prepared.uploads.get(sha256))

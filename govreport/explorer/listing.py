"""The widget of the list of reports: a page of it at a time, so that thousands cost no more than two hundred."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from ipywidgets import HTML, Button, HBox, Layout, Select, VBox

from govreport.explorer import markup
from govreport.explorer.words import Lang, say
from govreport.views import shorten

PAGE = 200
"""Reports of one page."""
LINES = 8
"""Lines that are seen at once."""


def line(year: Any, agency: Any, n_findings: int, lang: Lang) -> str:
    """Return a report in one line: year, agency, how many findings.

    Examples
    --------
    >>> line(2021, "白榆县水务局", 2, "en"), line(pd.NA, pd.NA, 0, "en")
    ('2021 · 白榆县水务局 · findings: 2', '(year not known) · (agency not known)')
    """
    parts = [
        say("no_year_short", lang) if pd.isna(year) else str(year),
        say("no_agency", lang) if pd.isna(agency) else shorten(agency),
    ]
    if n_findings:
        parts.append(say("findings_count", lang, count=n_findings))
    return " · ".join(parts)


class Listing:
    """A list from which one report is chosen.

    Attributes
    ----------
    widget
        What is displayed.
    chosen
        The identifier of the report, None where there is none.
    """

    def __init__(self, changed: Callable[[str | None], None]) -> None:
        self._changed = changed
        self._lang: Lang = "en"
        self._reports = pd.DataFrame()
        self._at = 0
        self.chosen: str | None = None
        self.menu = Select(layout=Layout(width="99%"))
        self.menu.observe(self._on_choice, names="value")
        self.earlier, self.later = Button(layout=Layout(width="auto")), Button(layout=Layout(width="auto"))
        self.earlier.on_click(lambda _: self._turn(-PAGE))
        self.later.on_click(lambda _: self._turn(PAGE))
        self.title, self.place = HTML(), HTML()
        head = HBox([self.title, self.earlier, self.place, self.later], layout=Layout(align_items="center"))
        self.widget = VBox([head, self.menu])

    def show(self, reports: pd.DataFrame, lang: Lang) -> None:
        """List these reports; the one that is chosen stays chosen if it is among them, else the first is."""
        self._reports, self._lang = reports, lang
        found = reports["report_id"].to_numpy()
        at = next((at for at, one in enumerate(found) if one == self.chosen), 0)
        self._at = at - at % PAGE
        self.title.value = f"<b>{say('reports', lang)}</b>"
        self.earlier.description, self.later.description = f"‹ {say('earlier', lang)}", f"{say('later', lang)} ›"
        self._draw(found[at] if len(found) else None)

    def _turn(self, by: int) -> None:
        self._at += by
        self._draw(self._reports["report_id"].iloc[self._at])

    def _draw(self, wanted: str | None) -> None:
        page = self._reports.iloc[self._at : self._at + PAGE]
        total, last = len(self._reports), self._at + len(page)
        place = say("page", self._lang, first=self._at + 1, last=last, total=total)
        self.place.value = markup.text(place if total else say("no_reports", self._lang))
        self.earlier.disabled, self.later.disabled = self._at == 0, last >= total
        several = "" if total > PAGE else "none"
        self.earlier.layout.display = self.later.layout.display = several
        self.menu.unobserve(self._on_choice, names="value")
        told = page[["year", "agency", "n_findings"]].itertuples(index=False, name=None)
        lines = (line(year, agency, n_findings, self._lang) for year, agency, n_findings in told)
        self.menu.rows = min(max(len(page), 2), LINES)
        self.menu.options = list(zip(lines, page["report_id"], strict=True))
        self.menu.value = wanted
        self.menu.observe(self._on_choice, names="value")
        self._choose(wanted)

    def _on_choice(self, change: dict[str, Any]) -> None:
        self._choose(change["new"])

    def _choose(self, report_id: str | None) -> None:
        if report_id != self.chosen:
            self.chosen = report_id
            self._changed(report_id)

"""The widget of a report's findings: each with a button that leads to the cell it points at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from ipywidgets import HTML, Button, HBox, Layout, VBox

from govreport import forms
from govreport.explorer import markup
from govreport.explorer.named import cell_name, numbers
from govreport.explorer.words import Lang, say

MOST = 30
"""Findings that are shown; the rest is counted."""


def cell_of(finding: Any) -> forms.Key | None:
    """Return the cell that a finding points at, None where it points at no single one."""
    key = (finding.table, finding.item, finding.measure)
    return None if any(pd.isna(part) for part in key) else (str(key[0]), str(key[1]), str(key[2]))


class Findings:
    """What a careful reader would question in a report, the contradictions first.

    Attributes
    ----------
    widget
        What is displayed.
    """

    def __init__(self, clicked: Callable[[forms.Key], None]) -> None:
        self._clicked = clicked
        self.widget = VBox([])
        self.widget.add_class("gr-findings")

    def show(self, findings: pd.DataFrame, year: Any, lang: Lang) -> None:
        """Show the findings of one report, which is of a year."""
        title = HTML(f"<h4>{say('findings' if len(findings) else 'no_findings', lang)}</h4>")
        order = findings["severity"].cat.codes.argsort(kind="stable")
        rows = [self._row(row, year, lang) for row in findings.iloc[order].head(MOST).itertuples()]
        more = len(findings) - MOST
        rows += [HTML(f'<div class="soft">{say("and_more", lang, count=more)}</div>')] if more > 0 else []
        self._put([title, *rows])

    def clear(self) -> None:
        """Show no report."""
        self._put([])

    def _put(self, children: list[Any]) -> None:
        old = self.widget.children
        self.widget.children = children
        for child in old:
            _close(child)

    def _row(self, finding: Any, year: Any, lang: Lang) -> Any:
        key = cell_of(finding)
        about = cell_name(year, finding.table, finding.item, finding.measure, lang)
        told = numbers(finding.stated, finding.expected, lang)
        about = say("colon", lang, one=about, other=told) if told else about
        text = HTML(markup.finding(finding.severity, finding.code, about, finding.message, lang))
        if key is None:
            return text
        button = Button(description=say("show_cell", lang), layout=Layout(width="auto", flex="0 0 auto"))
        button.on_click(lambda _: self._clicked(key))
        return HBox([button, text], layout=Layout(align_items="center"))


def _close(widget: Any) -> None:
    """Close a widget and what it holds, so that a long session does not keep those of every report."""
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()

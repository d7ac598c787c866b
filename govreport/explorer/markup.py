"""Pieces of HTML of the explorer: no script, nothing from outside, every text that is not its own escaped."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from govreport.errors import GovReportError
from govreport.explorer.sheet import STATES, Heading
from govreport.explorer.words import Lang, say
from govreport.views import CONTESTED, DERIVED, MARKS, shorten

SAMPLES = {state: MARKS.get(state, "3") for state in STATES} | {"derived": f"3{DERIVED}", "contested": f"3{CONTESTED}"}
"""What a cell of each state looks like, for the legend."""
_LONG_WORD = re.compile(r"[a-z]{6}(?=[a-z]{4})")
"""Where a word in the head of a narrow column may be broken."""
LONGEST = 400
"""Characters of a message that are shown."""


@lru_cache(maxsize=1)
def style() -> str:
    """Return the style sheet of the explorer, ``style.css``."""
    return f"<style>{(Path(__file__).parent / 'style.css').read_text(encoding='utf-8')}</style>"


def text(value: Any, length: int = LONGEST) -> str:
    """Return any value as escaped text on one line, a dash where it is missing.

    Examples
    --------
    >>> text("<b>白榆县</b>"), text(pd.NA)
    ('&lt;b&gt;白榆县&lt;/b&gt;', '–')
    """
    return escape(shorten(value, length)) if pd.notna(value) else "–"


def note(message: str, bad: bool = False) -> str:
    """Return a message in a frame of its own."""
    return f'<div class="note{" bad" if bad else ""}">{text(message)}</div>' if message else ""


def error_note(error: GovReportError | OSError) -> str:
    """Return what went wrong: the class of the error and its message."""
    return f'<div class="note bad"><b>{text(type(error).__name__)}</b>: {text(error, 3 * LONGEST)}</div>'


def failures_note(head: str, failures: pd.DataFrame, lang: Lang, *, folded: bool = False, most: int = 10) -> str:
    """Return a message with the sources that could not be read below it, each with class and message."""
    if failures.empty:
        return note(head)
    lines = "".join(
        f"<li><b>{text(row.error)}</b>: {text(row.message)}</li>" for row in failures.head(most).itertuples()
    )
    more = f"<li>{say('and_more', lang, count=len(failures) - most)}</li>" if len(failures) > most else ""
    opened = "" if folded else " open"
    return f'<details class="note bad"{opened}><summary>{text(head)}</summary><ul>{lines}{more}</ul></details>'


def legend(lang: Lang) -> str:
    """Return the states of cells with their colours and marks."""
    entries = "".join(
        f'<span class="entry"><span class="key gr-{state}">{SAMPLES[state]}</span>{say(state, lang)}</span>'
        for state in STATES
    )
    return f'<div class="legend">{entries}</div>'


def heading(part: Heading, lang: Lang, first: bool) -> str:
    """Return a heading of a table in both languages, that of the reader first."""
    one, other = (part.zh, part.en) if lang == "zh" else (part.en, part.zh)
    kind = "line" if part.line else "label" if first else "head"
    between = " " if first or part.line else "<br>"
    html = f'<div class="{kind}">{text(one, 80)}{between}<span class="soft">{text(other, 80)}</span></div>'
    return _LONG_WORD.sub("\\g<0>&shy;", html) if kind == "head" else html


def report_head(report: pd.Series[Any], lang: Lang) -> str:
    """Return who reports on which year, on what evidence, and in which file."""
    agency = text(report["agency"]) if pd.notna(report["agency"]) else say("no_agency", lang)
    parts = [f"{say('year', lang)} <b>{text(report['year'])}</b>{_basis(report, 'year', lang)}"]
    if pd.notna(report["published"]):
        parts.append(f"{say('published', lang)} {report['published']:%Y-%m-%d}{_basis(report, 'published', lang)}")
    parts.append(f'<span class="soft">{text(report["source"], 120)} · {text(report["report_id"])}</span>')
    return f"<h3>{agency}</h3><div>{text(report['title'])}</div><div>{' · '.join(parts)}</div>"


def _basis(report: pd.Series[Any], key: str, lang: Lang) -> str:
    basis = report[f"{key}_basis"]
    if pd.isna(basis):
        return ""
    return f' <span class="soft">({say("from_basis", lang, basis=say(f"{basis}_basis", lang))})</span>'


def finding(severity: str, code: str, about: str, message: str, lang: Lang) -> str:
    """Return one finding: its severity and code in words, what it is about, its sentence as the library says it."""
    name = say(code, lang) if lang == "zh" else code
    badge = f'<span class="badge {escape(severity)}">{say(severity, lang)} · {text(name)}</span>'
    return f'{badge} {text(about)}<br><span class="soft">{text(message)}</span>'


def chart(png: bytes, title: str, numbers: pd.DataFrame, lang: Lang) -> str:
    """Return a figure with its numbers as a table that opens below it."""
    data = base64.b64encode(png).decode("ascii")
    head = "".join(f"<th>{text(column)}</th>" for column in numbers)
    body = "".join(_tr(row) for row in numbers.itertuples(index=False, name=None))
    table = f'<div class="gr-scroll"><table><tr>{head}</tr>{body}</table></div>'
    return (
        f'<img class="chart" src="data:image/png;base64,{data}" alt="{text(title)}">'
        f"<details><summary>{say('plotted', lang)}</summary>{table}</details>"
    )


def _tr(row: Iterable[Any]) -> str:
    return f"<tr>{''.join(f'<td>{text(_short(value), 60)}</td>' for value in row)}</tr>"


def _short(value: Any) -> Any:
    return f"{value:.3g}" if isinstance(value, float) and pd.notna(value) and value != int(value) else value

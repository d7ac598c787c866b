"""Reports and corpora as HTML for notebooks: no script, nothing from outside, every text of a report escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport import forms
from govreport.views import LEGEND, labels, shorten, shown

if TYPE_CHECKING:
    from govreport.corpus import Corpus
    from govreport.report import Report

FIRST = 10
"""So many findings, failures and reports are shown; the rest is counted."""

# Colours are tints over whatever the notebook's theme is, so that both light and dark ones stay readable.
STYLE = """<style>
.govreport{font-size:13px;line-height:1.45;max-width:64em}
.govreport h3{margin:.2em 0 .1em;font-size:1.25em}
.govreport h4{margin:1em 0 .3em;font-size:1em}
.govreport .soft{opacity:.65}
.govreport .badge{display:inline-block;padding:0 .6em;margin:.15em .3em .15em 0;border-radius:1em;
 background:rgba(70,130,200,.18)}
.govreport .badge.off{background:rgba(128,128,128,.12);opacity:.6;text-decoration:line-through}
.govreport .error{background:rgba(220,50,50,.25)}
.govreport .warning{background:rgba(225,150,0,.25)}
.govreport .info{background:rgba(128,128,128,.2)}
.govreport table{border-collapse:collapse;margin:.2em 0 .6em;font-size:12px;color:inherit;background:none}
.govreport th,.govreport td{padding:.1em .55em;border:0;border-bottom:1px solid rgba(128,128,128,.25);
 text-align:right;vertical-align:baseline;font-weight:normal;background:none;color:inherit}
.govreport th.l,.govreport td.l{text-align:left;max-width:34em}
.govreport .form td.l{min-width:24em}
.govreport .side{display:flex;flex-wrap:wrap;column-gap:3em;align-items:flex-start}
.govreport thead th{border-bottom:1px solid rgba(128,128,128,.7);vertical-align:bottom;min-width:2.6em}
.govreport tr.zero{opacity:.5}
.govreport td.blank,.govreport td.missing{background:rgba(128,128,128,.15)}
.govreport td.derived{font-style:italic;background:rgba(70,130,200,.18)}
.govreport td.unreadable{background:rgba(225,150,0,.3)}
.govreport td.contested{background:rgba(220,50,50,.3)}
.govreport summary{cursor:pointer;margin:.3em 0}
.govreport ul{margin:.2em 0;padding-left:0;list-style:none}
</style>"""


def _e(text: Any, length: int = 200) -> str:
    return escape(shorten(text, length)) if pd.notna(text) else "–"


def _badge(text: str, kind: str = "") -> str:
    return f'<span class="badge {kind}">{_e(text)}</span>'


def _card(*parts: str) -> str:
    return f'{STYLE}<div class="govreport">{"".join(parts)}</div>'


def _table(head: Iterable[str], rows: Iterable[Iterable[object]], left: int = 1) -> str:
    """Return a table of plain texts, its first `left` columns flush left."""
    sides = [' class="l"' if column < left else "" for column in range(40)]
    top = "".join(f"<th{side}>{_e(text)}</th>" for side, text in zip(sides, head, strict=False))
    body = "".join(
        "<tr>" + "".join(f"<td{side}>{_e(text)}</td>" for side, text in zip(sides, row, strict=False)) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def report_card(report: Report) -> str:
    """Return a report: who, when, its tables with every state visible, its findings as sentences."""
    meta = report.meta
    figures = report.figures
    tables = [table for table in forms.TABLES if (figures["table"] == table).any()]
    badges = [_badge(table, "" if table in tables else "off") for table in forms.TABLES]
    return _card(
        f"<h3>{_e(meta['title'])}</h3>",
        f"<div>{_head(meta)}</div>",
        f"<div>{''.join(badges)}</div>",
        *(_form(figures[figures["table"] == table], table) for table in tables),
        f'<div class="soft">{_e(LEGEND)}</div>' if tables else "",
        _findings(report.findings),
    )


def _head(meta: pd.Series[Any]) -> str:
    """Return agency, year, dates and format, each with its basis."""
    parts = [f"<b>{_e(meta['agency'])}</b>", f"year {_basis(meta, 'year')}"]
    if pd.notna(meta["published"]):
        parts.append(f"published {_basis(meta, 'published')}")
    encoding = f", {_e(meta['encoding'])}" if pd.notna(meta["encoding"]) else ""
    parts.append(f"{_e(meta['format'])}{encoding}")
    parts.append(f'<span class="soft">{_e(meta["source"])} · {_e(meta["report_id"])}</span>')
    return " · ".join(parts)


def _basis(meta: pd.Series[Any], key: str) -> str:
    value, basis = meta[key], meta[f"{key}_basis"]
    text = f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value
    return f'<b>{_e(text)}</b> <span class="soft">(from {_e(basis)})</span>' if pd.notna(value) else "<b>unknown</b>"


def _form(cells: pd.DataFrame, table: str) -> str:
    states = cells["state"].astype("string").value_counts()
    counts = ", ".join(f"{count} {state}" for state, count in states.items())
    contested = int(cells["contested"].fillna(False).sum())
    counts += f", {contested} contested" if contested else ""
    title = f"<b>{_e(table)}</b> · form of {_e(cells['edition'].iloc[0])} · {len(cells)} cells: {_e(counts)}"
    body = _blocks(cells) if table == "proactive_disclosure" else _grid(cells)
    return f"<details open><summary>{title}</summary>{body}</details>"


def _cells(cells: pd.DataFrame) -> dict[str, dict[str, tuple[Any, ...]]]:
    """Return label, value, state, contested and raw by item and measure."""
    columns = (cells[column].tolist() for column in ("item", "measure", "label", "value", "state", "contested", "raw"))
    found: dict[str, dict[str, tuple[Any, ...]]] = {}
    for item, measure, *rest in zip(*columns, strict=True):
        found.setdefault(item, {})[measure] = tuple(rest)
    return found


def _td(value: Any, state: str, contested: Any, raw: Any) -> str:
    kind = "contested" if contested is True else state
    printed = f' title="printed: {_e(raw, 80)}"' if pd.notna(raw) and raw else ""
    return f'<td class="{escape(kind)}"{printed}>{_e(shown(value, state, contested, raw), 60)}</td>'


def _row(name: tuple[str, str], cells: Iterable[tuple[Any, ...]]) -> str:
    cells = list(cells)
    zero = all(pd.notna(value) and value == 0 and contested is not True for _, value, _, contested, _ in cells)
    head = f'<td class="l">{_e(name[0], 40)} <span class="soft">{_e(name[1], 60)}</span></td>'
    return f'<tr class="{"zero" if zero else ""}">{head}{"".join(_td(*cell[1:]) for cell in cells)}</tr>'


def _grid(cells: pd.DataFrame) -> str:
    """Return a table whose items all have the same measures."""
    table, found = str(cells["table"].iloc[0]), _cells(cells)
    first = next(iter(found))
    names = [labels(table, first, measure)[2:] for measure in found[first]]
    head = "".join(f'<th>{_e(zh)}<br><span class="soft">{_e(en)}</span></th>' for zh, en in names)
    rows = []
    for item, row in found.items():
        label = next(iter(row.values()))[0]
        rows.append(_row(labels(table, item, next(iter(row)), label)[:2], row.values()))
    return f'<table class="form"><thead><tr><th></th>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _blocks(cells: pd.DataFrame) -> str:
    """Return section two, whose articles have measures of their own: one line an item."""
    lines = []
    for item, row in _cells(cells).items():
        name = labels("proactive_disclosure", item, next(iter(row)))[:2]
        pairs = "".join(
            f'<td class="soft">{_e(labels("proactive_disclosure", item, measure)[2])}</td>{_td(*cell[1:])}'
            for measure, cell in row.items()
        )
        lines.append(f'<tr><td class="l">{_e(name[0])} <span class="soft">{_e(name[1])}</span></td>{pairs}</tr>')
    return f'<table class="form"><tbody>{"".join(lines)}</tbody></table>'


def _findings(findings: pd.DataFrame) -> str:
    if findings.empty:
        return "<h4>No findings</h4>"
    order = findings["severity"].cat.codes.argsort(kind="stable")
    columns = (findings[column].iloc[order].head(FIRST).tolist() for column in ("severity", "code", "message"))
    lines = [
        f"<li>{_badge(code, severity)} {_e(text, 400)}</li>" for severity, code, text in zip(*columns, strict=True)
    ]
    more = _more(len(findings))
    return f"<h4>{_many(len(findings), 'finding')}</h4><ul>{''.join(lines)}</ul>{more}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def _more(total: int) -> str:
    return f'<div class="soft">and {total - FIRST} more</div>' if total > FIRST else ""


def corpus_card(corpus: Corpus) -> str:
    """Return a corpus: what was read and what not, the state of its cells, its findings, the first reports."""
    reports, failures = corpus.reports, corpus.failures
    agencies, years = reports["agency_id"].nunique(), reports["year"].dropna()
    span = f"{years.min()}–{years.max()}" if len(years) else "no year"
    head = (
        f"<h3>{_many(len(reports), 'report')}</h3><div>{agencies} agencies · {span} · "
        f"{_many(len(corpus.figures), 'cell')} · {_many(len(corpus.findings), 'finding')} · "
        f"{_many(len(failures), 'source')} not read</div>"
    )
    counts = f'<div class="side">{"".join(_counts(corpus))}</div>'
    return _card(head, counts, _failures(failures), _first_reports(reports))


def _counts(corpus: Corpus) -> Iterable[str]:
    figures, findings = corpus.figures, corpus.findings
    tables = figures.drop_duplicates(["report_id", "table"])
    for title, frame, keys in (
        ("Reports by format", corpus.reports, ["format"]),
        ("Tables by edition", tables, ["table", "edition"]),
        ("Cells by state", figures, ["state"]),
        ("Findings by code", findings, ["severity", "code"]),
    ):
        counts = frame.groupby(keys, observed=True).size().reset_index(name="count")
        if len(counts):
            table = _table((*keys, "count"), counts.itertuples(index=False), left=len(keys))
            yield f"<div><h4>{title}</h4>{table}</div>"


def _failures(failures: pd.DataFrame) -> str:
    if failures.empty:
        return ""
    rows = failures[["source", "error", "message"]].head(FIRST).itertuples(index=False)
    table = _table(("source", "error", "message"), rows, left=3)
    return f"<h4>{_many(len(failures), 'source')} not read</h4>{table}{_more(len(failures))}"


def _first_reports(reports: pd.DataFrame) -> str:
    columns = ["agency", "source", "format", "year", "n_findings"]
    rows = reports[columns].head(FIRST).itertuples(index=False)
    return f"<h4>Reports</h4>{_table(columns, rows, left=3)}{_more(len(reports))}" if len(reports) else ""

"""A printed table as an escaped excerpt in HTML, with cells marked: for sources that have no pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from govreport.document import Cell, Table

HEAD = 3
"""Rows that are shown from the top of a table: where a form prints its columns."""
AROUND = 2
"""Rows that are shown before and after what is marked."""
LINES = 8
"""Lines of text likewise: where every cell has a line of its own, a row of the form has eight."""
MAX_ROWS, MAX_CELLS = 120, 4_000
LONGEST = 200
"""Characters of one cell; three times as many of the text before and after what is marked."""
MAX_TEXT = 20_000
"""Characters of text that are shown at most."""

Marks = Mapping[tuple[int, int], str]
"""Row and column, from 0 -> kind of mark."""


def grid(table: Table, marks: Marks, caption: str) -> str:
    """Return the head of a table and the rows around what is marked, numbered from 1 as `Report.where` does.

    Examples
    --------
    >>> table = Table((Cell("<规章>", 0, 0), Cell("3", 0, 1)))
    >>> html = grid(table, {(0, 1): "plain"}, "table 1")
    >>> '<td class="plain">3</td>' in html, "&lt;规章&gt;" in html
    (True, True)
    """
    rows = _rows_shown(table, (row for row, _ in marks))
    lines: dict[int, list[str]] = {row: [] for row in rows}
    for cell in table.cells[:MAX_CELLS]:
        covered = [row for row in rows if cell.row <= row < cell.row + max(cell.rowspan, 1)]
        if covered:
            lines[covered[0]].append(_td(cell, len(covered), marks.get((cell.row, cell.col))))
    body = "".join(f"<tr><th>{row + 1}</th>{''.join(cells)}</tr>" for row, cells in lines.items())
    return f"<table><caption>{escape(caption)}</caption><tbody>{body}</tbody></table>"


def _rows_shown(table: Table, marked: Iterable[int]) -> list[int]:
    last = max((cell.row for cell in table.cells), default=-1)
    wanted = set(range(HEAD))
    for row in marked:
        wanted.update(range(row - AROUND, row + AROUND + 1))
    return sorted(row for row in wanted if 0 <= row <= last)[:MAX_ROWS]


def _td(cell: Cell, rowspan: int, kind: str | None) -> str:
    spans = f' rowspan="{rowspan}"' if rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    mark = f' class="{escape(kind)}"' if kind else ""
    return f"<td{spans}{mark}>{_text(cell.text)}</td>"


def _text(text: str) -> str:
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return escape(cut).replace("\n", "<br>")


def lines(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    r"""Return the lines of a text around places, each given by its start, end and kind of mark.

    Examples
    --------
    >>> lines("一\n规章 3件\n二", [(5, 6, "plain")])
    '<pre>一\n规章 <b class="plain">3</b>件\n二</pre>'
    """
    ordered = sorted(spans)
    first, last = ordered[0][0], max(end for _, end, _ in ordered)
    at = first - len("\n".join(text[:first].split("\n")[-1 - LINES :])[-3 * LONGEST :])
    stop = min(last + len("\n".join(text[last:].split("\n", 1 + LINES)[: 1 + LINES])[: 3 * LONGEST]), at + MAX_TEXT)
    parts = []
    for start, end, kind in ordered:
        if at <= start and end <= stop:
            parts += [escape(text[at:start]), f'<b class="{escape(kind)}">{escape(text[start:end])}</b>']
            at = end
    return f"<pre>{''.join(parts)}{escape(text[at:stop])}</pre>"

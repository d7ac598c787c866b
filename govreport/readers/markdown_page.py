"""Text whose tables are written in HTML, as converters of PDF and scans write it: its lines are paragraphs."""

from __future__ import annotations

import re
from html import escape, unescape

from govreport.readers.markdown import unmarked

_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(
    r"<(?:!doctype|p|div|br|h[1-6]|li|dl|pre|section|article|center|font|form|script|style|meta|title|table)(?=[\s/>])",
    re.IGNORECASE,
)
_WRAPPER = re.compile(r"</?(?:html|head|body|details|summary|span|b|i|u|sup|sub)\b[^<>]{0,200}>", re.IGNORECASE)
LEAST_LINES = 3
"""A page without any block outside its tables has fewer lines there."""


def as_page(text: str) -> str | None:
    """Return such a text as a page, None for what is a page already.

    Examples
    --------
    >>> as_page("# 年度报告\\n一、总体情况\\n二、主动公开\\n<table><tr><td>3</td></tr></table>")
    '<p>年度报告</p><p>一、总体情况</p><p>二、主动公开</p><table><tr><td>3</td></tr></table>'
    """
    tables = _TABLE.findall(text)
    pieces = _TABLE.split(text)
    if not tables or any(_BLOCK.search(piece) for piece in pieces):
        return None
    lines = [[line for line in _WRAPPER.sub("", piece).splitlines() if line.strip()] for piece in pieces]
    if sum(map(len, lines)) < LEAST_LINES:
        return None
    told = ["".join(f"<p>{escape(unmarked(unescape(line)))}</p>" for line in own) for own in lines]
    return told[0] + "".join(table + after for table, after in zip(tables, told[1:], strict=True))

"""Text whose fields are parted by commas or semicolons, as spreadsheets save it."""

from __future__ import annotations

import csv
import re

_FILLED = re.compile(r"\s*(?:[\d０-９,.+-]{1,20}|[-/—无]?)\s*")
LEAST_FIELDS = 4
LEAST_ROWS = 6
"""So many lines with so many fields of numbers or nothing: prose has none, for its commas part words."""


def with_tabs(text: str) -> str:
    r"""Return such a text with tabs between its fields; any other text as it is.

    Examples
    --------
    >>> with_tabs('白榆县水务局,,,,\n"一、本年新收",3,0,0,"1,234"\n' + "二、,0,0,0,0\n" * 5).splitlines()[:2]
    ['白榆县水务局', '一、本年新收\t3\t0\t0\t1,234']
    """
    if "\t" in text:
        return text
    mark = max(",;", key=text.count)
    if sum(_is_row(line, mark) for line in text.splitlines()) < LEAST_ROWS:
        return text
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=mark))
    except csv.Error:  # a quotation mark that is never closed
        return text
    return "\n".join(_line(["".join(field.split("\n")) for field in row]) for row in rows)


def _is_row(line: str, mark: str) -> bool:
    fields = line.split(mark)
    return len(fields) > LEAST_FIELDS and sum(_FILLED.fullmatch(field) is not None for field in fields) >= LEAST_FIELDS


def _line(fields: list[str]) -> str:
    """Return the fields of one row; words alone in it are a line of text."""
    return fields[0] if fields and not any(fields[1:]) else "\t".join(fields)

"""Printers of the text layouts: what is left of a page when its tables are copied out as characters."""

from __future__ import annotations

import random
from collections.abc import Callable

from govreport.sample.page import Box, Page, Row, Sheet, Text, continues

Above = Row | None
Pad = Callable[[], tuple[str, str]]


def _texts(row: Row, above: Above) -> list[tuple[str, Box]]:
    """Return the text of each box; the continuation of a merged cell is empty."""
    return [("" if continues(row, box, above) else box.text, box) for box in row.ordered()]


def _pairs(sheet: Sheet) -> list[tuple[Row, Above]]:
    return [(row, sheet.rows[place - 1] if place else None) for place, row in enumerate(sheet.rows)]


def _noise(row: Row) -> str:
    return row.boxes[0].text


def _padding(rng: random.Random) -> Pad:
    style = rng.choice(("none", "wide", "nbsp", "mixed"))
    if style == "none":
        return lambda: ("", "")
    if style == "wide":
        return lambda: ("\u3000\u3000", "")
    blanks = ("\u00a0", "", " ") if style == "nbsp" else ("\u3000\u3000", "\u00a0", "", " ", "\u3000")
    return lambda: (rng.choice(blanks), rng.choice(("", "", "\u00a0")))


def _lines_row(row: Row, above: Above, pad: Pad, brk: str) -> list[str]:
    if row.kind == "noise":
        return [_noise(row), ""]
    lines = list(row.before)
    for text, box in _texts(row, above):
        front, back = pad() if text else ("", "")
        joint = "\n" if box.role == "number" else brk
        lines.append("\t" + front + text.replace("\n", joint + front) + back)
    return [*lines, *row.after, ""]


def lines(page: Page, rng: random.Random) -> str:
    """Print each cell on a line led by a tab; merged cells leave empty ones, rows are parted by empty lines."""
    pad, brk = _padding(rng), rng.choice(("\n", "\n\n"))
    out: list[str] = []
    for block in page.blocks:
        if isinstance(block, Text):
            out.append(block.text)
            if rng.random() < 0.3:
                out.append("")
            continue
        for row, above in _pairs(block):
            out += _lines_row(row, above, pad, brk)
        out.append("")
    return "\n".join(out) + "\n"


def _tab_fields(row: Row, above: Above, rng: random.Random, ragged: bool) -> list[str]:
    """Return the fields of a row; spans are lost, so that labels stand in one field or another."""
    fields: list[str] = []
    for text, box in _texts(row, above):
        stub = box.role in ("group", "label")
        if stub and not text and ragged and rng.random() < 0.5:
            continue
        fields.append(text.replace("\n", " "))
        if box.role == "head":
            fields += [""] * (box.colspan - 1)
        elif box.role == "label" and ragged and not row.exact and rng.random() < 0.25 and not row.label_last:
            fields.append("")
    return fields


def _tab_row(row: Row, above: Above, rng: random.Random, ragged: bool, trailing: int) -> list[str]:
    if row.kind == "noise":
        return [_noise(row)]
    fields = _tab_fields(row, above, rng, ragged)
    if row.kind == "data" and ragged and not row.exact and len(row.numbers) == 1 and rng.random() < 0.2:
        fields = [" ".join(fields[:2]), *fields[2:]]
    jitter = rng.choice((-1, 0, 0, 1)) if ragged and not row.exact else 0
    return [*row.before, "\t".join(fields + [""] * max(0, trailing + jitter)), *row.after]


def tabs(page: Page, rng: random.Random) -> str:
    """Print a row a line, fields parted by tabs; merged cells are lost and label fields shift."""
    ragged, trailing = rng.random() < 0.7, rng.choice((0, 0, 1, 8))
    out: list[str] = []
    for block in page.blocks:
        if isinstance(block, Text):
            mark = "## " if block.kind == "heading" and ragged else ""
            out += [mark + block.text, ""]
            continue
        for row, above in _pairs(block):
            out += _tab_row(row, above, rng, ragged, trailing)
            if ragged and rng.random() < 0.05:
                out.append("")
        out.append("")
    return "\n".join(out) + "\n"


def plain(page: Page, rng: random.Random) -> str:
    """Print a cell a line with nothing between rows; empty cells leave no trace."""
    out: list[str] = []
    for block in page.blocks:
        if isinstance(block, Text):
            out.append(block.text)
            continue
        for row, above in _pairs(block):
            texts = [text for text, _ in _texts(row, above)]
            out += [*row.before, *(text for text in texts if text.strip()), *row.after]
    return "\n".join(out) + "\n"


def spaces(page: Page, rng: random.Random) -> str:
    """Print a row a line, fields parted by several spaces; empty cells leave no trace."""
    gap = " " * rng.randrange(2, 7)
    out: list[str] = []
    for block in page.blocks:
        if isinstance(block, Text):
            indent = " " * 20 if block.kind in ("title", "date", "signature") else ""
            out.append(indent + block.text)
            continue
        for row, above in _pairs(block):
            texts = [text.replace("\n", " ") for text, _ in _texts(row, above) if text.strip()]
            lead = gap if row.boxes and continues(row, row.boxes[0], above) else ""
            out += [*row.before, *([lead + gap.join(texts)] if texts else []), *row.after]
        out.append("")
    return "\n".join(out) + "\n"

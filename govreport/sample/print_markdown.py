"""Printer of ragged Markdown: pipe tables as converters of PDF leave them, cut into fragments."""

from __future__ import annotations

import random

from govreport.sample.page import Page, Row, Sheet, Text, continues


def _cell(text: str) -> str:
    return text.replace("\n", "<br>").replace("|", "\\|")


def _pipes(fields: list[str]) -> str:
    return "| " + " | ".join(_cell(field) for field in fields) + " |"


def _fields(row: Row, above: Row | None, spill: bool) -> tuple[list[str], list[str]]:
    """Return the pipe fields of a row and the group labels that stand as lines above it."""
    fields, spilt = [], []
    for box in row.ordered():
        covered = continues(row, box, above)
        if box.role == "group" and spill:
            if box.text and not covered:
                spilt.append(box.text)
            continue
        fields.append("" if covered else box.text)
    return fields, spilt


def _fragment_ends(row: Row, spilt: list[str], cut: bool) -> bool:
    return cut or row.kind == "noise" or bool(row.before or row.after or spilt)


def _sheet(sheet: Sheet, rng: random.Random, ragged: bool) -> list[str]:
    out: list[str] = []
    spill, open_table = ragged and rng.random() < 0.6, False
    for place, row in enumerate(sheet.rows):
        if row.kind == "noise":
            out += ["", row.boxes[0].text, ""]
            open_table = False
            continue
        fields, spilt = _fields(row, sheet.rows[place - 1] if place else None, spill)
        if _fragment_ends(row, spilt, ragged and rng.random() < 0.15) and open_table:
            out.append("")
            open_table = False
        out += [*spilt, *row.before]
        if ragged and not row.exact and rng.random() < 0.2:
            fields.append("")
        out.append(_pipes(fields))
        if not open_table:
            out.append("|" + "---|" * len(fields))
            open_table = True
        if row.after:
            out += ["", *row.after]
            open_table = False
    return [*out, ""]


def markdown(page: Page, rng: random.Random) -> str:
    """Print pipe tables; ragged ones are cut into fragments, with trailing pipes and group labels spilt as lines."""
    ragged = rng.random() < 0.75
    out: list[str] = []
    for block in page.blocks:
        if isinstance(block, Text):
            mark = {"title": "# ", "heading": "## "}.get(block.kind, "")
            out += [mark + block.text, ""]
        else:
            out += _sheet(block, rng, ragged)
    return "\n".join(out) + "\n"

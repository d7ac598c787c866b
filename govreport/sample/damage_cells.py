"""Damage to what stands in cells: numbers wrapped, blank, falsified, with units or notes, in other characters."""

from __future__ import annotations

import random

from govreport import forms
from govreport.sample.damage_rows import hit
from govreport.sample.page import Box, Page, Row

DASHES = ("", "", "-", "—", "/", "无", "－", "--")
UNITS = ("件", "条", "项", " 件")
WIDE = str.maketrans("0123456789.,-+()%", "０１２３４５６７８９．，－＋（）％")
HEAD_NOTES = (
    "（指{year}年的数量）",
    "（减少的用负数表示，如-8）",
    "（截至{year}年12月31日）",
    "（含{n}件补登）",
    "（指{last}年事项数）",
)
LABEL_NOTES = ("（含{n}项委托事项）", "（其中线上{n}件）", "（{year}年起单列）", "（指{year}年办件）")


def _summed(row: Row) -> bool:
    return any(box.key and box.key[0] in ("requests", "review") for box in row.numbers)


def _long(page: Page, row: Row) -> list[Box]:
    """Return the numbers of three digits and more.

    Where a break inside a cell is printed as a blank, or like one between cells, only sums can prove that 1361 2 is
    one number: there only rows with sums are hit.
    """
    proven = page.layout not in ("plain", "tabs", "spaces") or _summed(row)
    return [box for box in row.numbers if proven and box.text.isdigit() and len(box.text) >= 3]


def numbers_wrapped(page: Page, rng: random.Random, share: float) -> None:
    """Break numbers over lines inside their cell: 13612 becomes 1361 and 2."""
    rows = [row for row in page.rows() if _long(page, row)]
    for row in hit(rng, rows, share) if rows else []:
        row.exact = True
        chosen = _long(page, row)
        for box in rng.sample(chosen, min(len(chosen), 1 if page.layout == "plain" else rng.choice((1, 1, 2)))):
            cut = rng.randrange(1, len(box.text)) if rng.random() < 0.3 else len(box.text) - 1
            joint = " " if page.layout == "markdown" and _summed(row) and rng.random() < 0.5 else "\n"
            box.text = box.text[:cut] + joint + box.text[cut:]


def blanks(page: Page, rng: random.Random, share: float) -> None:
    """Print cells empty, or with a dash, a slash or a word."""
    style = rng.choice(DASHES)
    for row in hit(rng, [row for row in page.rows() if row.numbers], share):
        row.exact = True
        for box in rng.sample(row.numbers, min(len(row.numbers), rng.choice((1, 1, 2)))):
            box.text, box.value = style if rng.random() < 0.8 else rng.choice(DASHES), None


def units(page: Page, rng: random.Random, share: float) -> None:
    """Print a unit or a note behind the number: 12件, 251000元, 22（其中修订16件）."""
    for row in hit(rng, [row for row in page.rows() if row.numbers], share):
        every = rng.random() < 0.5
        for box in row.numbers if every else [rng.choice(row.numbers)]:
            _add_unit(box, rng)


def _add_unit(box: Box, rng: random.Random) -> None:
    if box.value is None or box.key is None:
        return
    unit = forms.by_key()[box.key].unit
    if unit == "10k_yuan" and rng.random() < 0.5:
        box.value, box.unit = float(round(box.value * 10_000)), "yuan"
        box.text = f"{int(box.value)}元"
    elif unit == "persons":
        box.text += "人"
    elif unit != "count":
        box.text, box.unit = f"{box.text}万元", "10k_yuan"
    elif box.value >= 4 and rng.random() < 0.3:
        box.text += f"（其中修订{rng.randrange(1, int(box.value))}件）"
    else:
        box.text += rng.choice(UNITS)


def _totals(row: Row) -> list[Box]:
    """Return the printed totals of a row: its own, and those of columns where it is one."""
    wanted = {identity.target for table in forms.TABLES for edition in forms.EDITIONS
              for identity in forms.identities(table, edition)}  # fmt: skip
    return [box for box in row.numbers if box.key in wanted and box.value is not None]


def _falsified(rng: random.Random, value: float) -> float:
    digits = list(str(int(value)))
    turned = float("".join(reversed(digits)))
    off = value + rng.choice((-10, -2, -1, 1, 2, 10, 100))
    false = rng.choice((off, turned, 0.0, value * 2, off))
    return false if false >= 0 and false != value else value + 1


def contradictions(page: Page, rng: random.Random, share: float) -> None:
    """Falsify printed totals, so that the table contradicts itself."""
    for row in hit(rng, [row for row in page.rows() if _totals(row)], share):
        box = rng.choice(_totals(row))
        if box.value is not None:
            box.value = _falsified(rng, box.value)
            box.text = str(int(box.value)) if box.value == int(box.value) else str(box.value)


def fullwidth(page: Page, rng: random.Random, share: float) -> None:
    """Print digits and punctuation full-width."""
    for row in hit(rng, list(page.rows()), share):
        for box in row.boxes:
            box.text = box.text.translate(WIDE)


def header_notes(page: Page, rng: random.Random, share: float) -> None:
    """Add notes with digits to heads and labels."""

    def note(forms_of: tuple[str, ...]) -> str:
        return rng.choice(forms_of).format(year=page.year, last=page.year - 1, n=rng.randrange(1, 30))

    for sheet in page.sheets():
        for row in sheet.rows:
            for box in row.boxes if row.kind == "head" else []:
                if box.text and rng.random() < share:
                    box.text += note(HEAD_NOTES)
    for row in hit(rng, [row for row in page.rows() if row.label is not None and row.label.text], share):
        if row.label is not None:
            row.label.text += note(LABEL_NOTES)

"""Damage to cells and labels: each function changes the page and hits a share of the rows that it can hit."""

from __future__ import annotations

import math
import random

from govreport.sample.page import Page, Row, Sheet

GRIDS = ("portal", "word_html", "docx")
CLOSING = "）)、，。”"


def hit(rng: random.Random, rows: list[Row], share: float) -> list[Row]:
    """Choose the rows that are damaged: the share of them, at least one, in printed order."""
    count = min(len(rows), max(1, math.ceil(share * len(rows))))
    return [rows[place] for place in sorted(rng.sample(range(len(rows)), count))]


def cells_lost(page: Page, rng: random.Random, share: float) -> None:
    """Let numbers vanish together with their delimiter."""
    for row in hit(rng, [row for row in page.rows() if row.numbers], share):
        twice = len(row.numbers) >= 7 and rng.random() < 0.15
        for _ in range(2 if twice else 1):
            row.boxes.remove(rng.choice(row.numbers))
        row.exact = True


def _has_label(row: Row) -> bool:
    return row.label is not None and bool(row.label.text.strip())


def labels_lost(page: Page, rng: random.Random, share: float) -> None:
    """Let labels vanish, in text with their delimiter or without."""
    whole = page.layout not in GRIDS and rng.random() < 0.5
    for row in hit(rng, [row for row in page.rows() if _has_label(row)], share):
        row.exact = True
        for box in [box for box in row.boxes if box.role == "label"]:
            box.text = ""
            if whole:
                row.boxes.remove(box)


def pieces(rng: random.Random, text: str) -> list[str]:
    """Break a label into two or three lines, as a narrow column does: never after its number alone."""
    inner = range(3, len(text) - 1)
    cuts = [place for place in inner if text[place] not in CLOSING and text[place - 1] not in "（.．、"]
    cuts = cuts or [len(text) // 2]
    chosen = sorted(rng.sample(cuts, min(len(cuts), rng.choice((1, 1, 1, 2)))))
    places = [0, *(cut for turn, cut in enumerate(chosen) if not turn or cut - chosen[turn - 1] > 1), len(text)]
    return [text[start:end] for start, end in zip(places, places[1:], strict=False)]


def _spill(row: Row, rng: random.Random, side: str) -> None:
    """Move the label out of the row, into lines above it, below it or around it."""
    label = row.label
    assert label is not None  # noqa: S101 -- rows without a label are never hit
    parts = pieces(rng, label.text)
    cut = {"before": len(parts), "after": 0, "around": (len(parts) + 1) // 2}[side]
    row.before, row.after = parts[:cut], parts[cut:]
    row.boxes = [box for box in row.boxes if box is not label and (box.role != "group" or box.text)]


def _sides(layout: str) -> tuple[str, ...]:
    if layout in (*GRIDS, "lines"):
        return ("inside",)
    if layout == "plain":
        return ("inside", "around")
    return ("inside", "before", "after", "around")


def labels_wrapped(page: Page, rng: random.Random, share: float) -> None:
    """Break labels over lines: inside their cell, or spilt above, below or around their numbers.

    The side is one for a whole table, as converters do it.
    """
    for sheet in page.sheets():
        side = rng.choice(_sides(page.layout))
        rows = [row for row in sheet.data() if _has_label(row) and len(row.label.text) >= 4]  # type: ignore[union-attr]
        for row in hit(rng, rows, share) if rows else []:
            if side != "inside":
                _spill(row, rng, side)
            elif row.label is not None:
                row.label.text = "\n".join(pieces(rng, row.label.text))


def drop(sheet: Sheet, row: Row) -> None:
    """Take a row out; the text of a merged cell that begins in it moves to the next row that it covers."""
    place = sheet.rows.index(row)
    below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else None
    for box in row.boxes:
        if box.run and box.text and below is not None:
            for other in below.boxes:
                if other.run == box.run:
                    other.text = box.text
    sheet.rows.pop(place)

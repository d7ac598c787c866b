"""How a report is laid out on paper: drawn by seed, the same for Word and for the browser."""

from __future__ import annotations

import random
from dataclasses import dataclass

PAPERS = {"A4": (595, 842), "A4 wide": (842, 595), "letter": (612, 792), "16K": (522, 737), "A3": (842, 1191)}
"""Width and height in points."""
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
UPRIGHT_FONT = "Noto Sans CJK SC"
"""Characters of WenQuanYi stand upon one another when they are set upright."""
BORDERS = ("1px solid", "0.5px solid", "2px solid", "1px dotted", "1px dashed", "3px double")
PLAIN = ("1px solid", "0.5px solid")
SCANNED = ("1px solid", "2px solid")
"""Borders that a scanner leaves at 150 dpi: dots vanish, and the second line of a double rule crosses the digits."""
RULED, ROWS_ONLY, BARE = "ruled", "rows", "bare"
"""All rules; horizontal ones only; none."""
HEADS = ("{agency}政府信息公开工作年度报告", "{agency}　{year}年度", "信息公开年报")
FEET = ("- {n} -", "{n}", "第{n}页", "— {n} —", "第 {n} 页 共 {m} 页", "{n}/{m}")


@dataclass(frozen=True, slots=True)
class Style:
    """A layout on paper; lengths in points.

    Attributes
    ----------
    paper, margin, size, font
        Page size, its margin, font size and font.
    width
        Of the tables, as a share of the text's width.
    narrow
        Number columns are so narrow that numbers wrap inside their cell.
    rules, border, collapse, open
        Which rules are drawn and how; `open`: none at the left and right end of a table.
    shade
        ``head``, ``zebra`` or empty.
    pad
        Space between a rule and the text.
    repeat, split
        The head of a table stands again on each page; a row may be split over two pages.
    upright
        Labels of groups: ``stacked`` (as a narrow column does), ``vertical`` or ``rotated``.
    head, foot
        The running head, and the page number with ``{n}`` and ``{m}``; empty where there is none.
    align
        Of the numbers.
    """

    paper: tuple[int, int]
    margin: int
    size: float
    font: str
    width: float
    narrow: bool
    rules: str
    border: str
    collapse: bool
    open: bool
    shade: str
    pad: float
    repeat: bool
    split: bool
    upright: str
    head: str
    foot: str
    align: str


def draw_style(rng: random.Random, agency: str, year: int, *, rules: str = RULED, legible: bool = False) -> Style:
    """Draw a style; `legible` keeps to sizes that can be read when scanned at 150 dpi."""
    narrow = rng.random() < 0.3
    paper = PAPERS[rng.choices(list(PAPERS), (8, 2, 2, 1, 1))[0]]
    sizes = (9, 10, 10.5, 12) if legible else (7, 8, 9, 10, 10.5, 12)
    head = rng.choice(HEADS).format(agency=agency, year=year) if rng.random() < 0.4 else ""
    return Style(
        paper=paper,
        margin=rng.choice((36, 50, 72)),
        size=rng.choice(sizes),
        font=rng.choice(FONTS),
        width=rng.choice((1.0, 1.0, 0.9, 0.75)),
        narrow=narrow and rules == RULED,
        rules=rules,
        border=rng.choice(PLAIN) if rng.random() < 0.6 else rng.choice(SCANNED if legible else BORDERS),
        collapse=rng.random() < 0.75,
        open=rng.random() < 0.1,
        shade=rng.choice(("", "", "", "head", "zebra")),
        pad=rng.choice((1, 2, 4)),
        repeat=rng.random() < 0.4,
        split=rng.random() < 0.6,
        upright=rng.choice(("stacked", "stacked", "vertical", "rotated")),
        head=head,
        foot=rng.choice(FEET) if rng.random() < 0.7 else "",
        align=rng.choice(("center", "center", "right", "left")),
    )


def columns(width: int, body: float, style: Style) -> list[float]:
    """Return the widths of a table's columns in points, for a text `body` points wide.

    The tables of the form are known by their number of columns: three of labels and seven of numbers, fifteen of
    numbers, or labels first.
    """
    room = body * style.width - 3  # half of the outer rules lies beyond the columns
    labels = 0 if width >= 15 else 3 if width >= 10 else 1
    if not labels:
        return [room / width] * width
    wide = room * (0.5 if labels == 3 else 0.55) / (width - labels)
    cell = style.size * 1.3 + 2 * style.pad + 1 if style.narrow else wide
    rest = room - cell * (width - labels)
    if labels == 1:
        return [rest, *[cell] * (width - 1)]
    return [rest * 0.14, rest * 0.2, rest * 0.66, *[cell] * (width - labels)]

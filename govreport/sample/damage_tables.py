"""Damage to tables and headings: rows lost, tables cut, page numbers, stray columns, repeated heads, headings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from govreport.sample.damage_rows import GRIDS, drop, hit
from govreport.sample.page import Box, Page, Row, Sheet, Text

PAGES = ("- {n} -", "—{n}—", "第{n}页", "{n}", "第 {n} 页 共 12 页", "{n} / 12", "·{n}·")
OTHER_HEADINGS = (
    "概述",
    "主动公开情况",
    "依申请公开办理情况",
    "行政复议和行政诉讼情况",
    "存在的不足和改进措施",
    "需要报告的其他事项",
)


def rows_lost(page: Page, rng: random.Random, share: float) -> None:
    """Let whole rows vanish, label and numbers."""
    gone = hit(rng, [row for row in page.rows() if row.label is not None], share)
    for sheet in page.sheets():
        for row in gone:
            if row in sheet.rows:
                drop(sheet, row)


def label_after(page: Page, rng: random.Random, share: float) -> None:
    """Print labels after their numbers; where nothing parts rows, in all rows of a table."""
    for sheet in page.sheets():
        rows = [row for row in sheet.data() if row.label is not None]
        if not rows:
            continue
        for row in rows if page.layout == "plain" else hit(rng, rows, share):
            row.label_last = row.exact = True


def _boundaries(sheet: Sheet) -> list[tuple[Sheet, Row]]:
    """Return the rows before which a page may end: those after the first printed row of numbers."""
    data = sheet.data()
    return [(sheet, row) for row in data[1:]]


def _chosen(page: Page, rng: random.Random, share: float) -> list[tuple[Sheet, Row]]:
    found = [pair for sheet in page.sheets() for pair in _boundaries(sheet)]
    rows = hit(rng, [row for _, row in found], share)
    return [(sheet, row) for sheet, row in found if row in rows]


def _cut(page: Page, row: Row) -> Sheet:
    """Cut the table before the row, and return the part that begins with it."""
    sheet = next(sheet for sheet in page.sheets() if row in sheet.rows)
    return page.split(sheet, sheet.rows.index(row))


def page_numbers(page: Page, rng: random.Random, share: float) -> None:
    """Print page numbers between rows: as lines, as rows of the table, or as paragraphs that cut it."""
    form, count = rng.choice(PAGES), rng.randrange(2, 5)
    as_row = page.layout not in GRIDS or rng.random() < 0.5
    for sheet, row in _chosen(page, rng, share):
        shape = "- {n} -" if form == "{n}" and page.layout == "plain" and sheet.table != "requests" else form
        text = shape.format(n=count)
        count += 1
        if as_row:
            sheet.rows.insert(sheet.rows.index(row), Row("noise", [Box(text, "stray", colspan=sheet.width)]))
        else:
            rest = _cut(page, row)
            page.blocks.insert(page.blocks.index(rest), Text(text, "page"))


def _copy(rows: list[Row], mark: str) -> list[Row]:
    def again(box: Box) -> Box:
        return replace(box, run=box.run and box.run + mark)

    return [Row(row.kind, [again(box) for box in row.boxes]) for row in rows]


def _heads(sheet: Sheet, row: Row) -> list[Row]:
    """Return the head above a row: the whole head of a table, or that of its block."""
    place = sheet.rows.index(row)
    end = max((n for n in range(place) if sheet.rows[n].kind == "head"), default=-1)
    start = end
    while start > 0 and sheet.rows[start - 1].kind == "head" and sheet.table != "statistics":
        start -= 1
    return sheet.rows[start : end + 1] if end >= 0 else []


def duplicated_headers(page: Page, rng: random.Random, share: float) -> None:
    """Repeat the head of the table in the middle of it."""
    for turn, (sheet, row) in enumerate(_chosen(page, rng, share)):
        first = sheet.rows[:1] if sheet.table == "statistics" else _heads(sheet, row)
        place = sheet.rows.index(row)
        if sheet.rows[place - 1].kind != "head":
            sheet.rows[place:place] = _copy(first, f"+{turn}")


def split_tables(page: Page, rng: random.Random, share: float) -> None:
    """Cut tables in two as a page end does, with or without the head again and a line between."""
    again, between = rng.random() < 0.5, rng.choice(("", "", "续表", "- 5 -"))
    for sheet in list(page.sheets()):
        inner = [row for _, row in _boundaries(sheet)]
        if not inner:
            continue
        row = rng.choice(inner)
        under_head = sheet.rows[sheet.rows.index(row) - 1].kind == "head"
        head = _copy(_heads(sheet, row), "+cut") if again and not under_head else []
        rest = _cut(page, row)
        rest.rows[:0] = head
        page.blocks.insert(page.blocks.index(rest), Text(between, "page"))


def _insert_column(row: Row, column: int, box: Box) -> None:
    """Insert a cell at a column, or widen the cell that spans it."""
    at = 0
    for place, other in enumerate(row.boxes):
        if at >= column:
            row.boxes.insert(place, box)
            return
        if at + other.colspan > column:
            other.colspan += 1
            return
        at += other.colspan
    row.boxes.append(box)


def _empty_column(sheet: Sheet, rng: random.Random) -> None:
    first = {"requests": 3, "review": 0, "statistics": 2}.get(sheet.table, 1)
    column = rng.randrange(first, sheet.width + 1)
    for row in sheet.rows:
        _insert_column(row, column, Box("", "stray"))
    sheet.width += 1


def _serial_column(sheet: Sheet) -> None:
    """Put a column of serial numbers to the left."""
    count = 0
    for row in sheet.rows:
        count += row.kind == "data"
        text = str(count) if row.kind == "data" else "序号" if row is sheet.rows[0] else ""
        row.boxes.insert(0, Box(text, "stray"))
    sheet.width += 1


def stray_columns(page: Page, rng: random.Random, share: float) -> None:
    """Add a column to tables: an empty one, or serial numbers at the left."""
    serial = rng.random() < 0.5
    for sheet in list(page.sheets()):
        unclear = page.layout == "plain" and sheet.table != "requests"
        if serial and sheet.table != "review" and not unclear:
            _serial_column(sheet)
        elif not serial:
            _empty_column(sheet, rng)


def _headings(page: Page) -> list[Text]:
    texts = (block for block in page.blocks if isinstance(block, Text))
    return [text for text in texts if text.kind == "heading" and "、" in text.text[:3]]


def missing_headings(page: Page, rng: random.Random, share: float) -> None:
    """Leave out section headings."""
    found = _headings(page)
    every = rng.random() < 0.5
    gone = found if every else rng.sample(found, max(1, round(max(share, 0.34) * len(found))))
    for heading in gone:
        page.blocks.remove(heading)


def renumbered(page: Page, rng: random.Random, share: float) -> None:
    """Give the sections other numbers, and some other names."""
    first = rng.randrange(0, 3)
    styles: tuple[Callable[[int], str], ...] = (
        lambda n: "一二三四五六七八九"[(n - 1) % 9] + "、",
        lambda n: f"（{'一二三四五六七八九'[n % 9]}）",
        lambda n: f"{n + 1}. ",
        lambda n: f"第{'一二三四五六七八九'[n % 9]}部分　",
        lambda n: "",
    )
    style = rng.choice(styles)
    for place, heading in enumerate(_headings(page)):
        name = heading.text.split("、", 1)[1]
        if rng.random() < 0.5:
            name = OTHER_HEADINGS[place]
        heading.text = style(place + first) + name


def traditional(page: Page, rng: random.Random, share: float) -> None:
    """Print the whole report in traditional characters."""
    page.traditional = True

"""Which rows of a document belong to which statutory table, by the labels that stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from govreport.tables.evidence import Evidence, Label
from govreport.tables.labels import MAX_LABEL, bare, fold
from govreport.tables.rows import Row

ALIKE = 0.75
"""From this likeness on, a text counts as a label."""
_VAGUE = {"其他", "其它", "其它处理", "总计", "合计", "数量", "单位", "其他情形", "其他处理"}
_REVIEW = frozenset("结果维持纠正其他它尚未审总计合行政复议诉讼未经直接起后")
_REVIEW_PARTS = ("维持", "纠正", "审结", "直接", "复议后", "其他", "尚未")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]部分)")
REVIEWS = 15
"""Numbers in a row of the table of reviews."""
MAX_GAP = 12
SHORT = 3
"""A line of so few characters is an item's label only where numbers stand with it."""
AGAIN = 3
"""After so many different items, the first of them again may begin a second table."""
LEAST = {"proactive_disclosure": 3, "requests": 4, "statistics": 6}
"""So many different labels make a table."""
TABLES = tuple(LEAST)


@dataclass(slots=True)
class Region:
    """The rows `start` to `stop` (past the end) of a document, as one statutory table."""

    table: str
    start: int
    stop: int
    labels: set[str] = field(default_factory=set)


def locate(rows: Sequence[Row], evidence: Evidence) -> list[Region]:
    """Return the statutory tables of a document, in reading order.

    A table is a run of rows in which enough different labels of its form stand; a second run of the same
    table is returned too.

    Parameters
    ----------
    rows
        All rows of the document.
    evidence
        Their likeness to the labels.
    """
    likest = evidence.likest(TABLES)
    marks = [_marks(row, likest) for row in rows]
    found = [region for table in LEAST for region in _runs(table, rows, marks)]
    reviews = _reviews(rows)
    for region in found:
        if region.table == "requests":
            region.stop = min([region.stop, *(one.start for one in reviews if one.start > region.start)])
    return sorted([*found, *reviews], key=lambda region: region.start)


def _marks(row: Row, likest: Mapping[str, tuple[Label, float]]) -> dict[str, set[str]]:
    """Return, by table, the labels that a row shows."""
    found: dict[str, set[str]] = {}
    for word in row.words:
        if word not in likest or bare(word) in _VAGUE:
            continue
        (table, kind, code), alike = likest[word]
        told = row.slots or kind != "item" or len(row.fields) > 1 or len(bare(word)) > SHORT
        if alike >= ALIKE and told:
            found.setdefault(table, set()).add(f"{kind}:{code}")
    return found


def _runs(table: str, rows: Sequence[Row], marks: Sequence[dict[str, set[str]]]) -> list[Region]:
    regions: list[Region] = []
    current: Region | None = None
    gap = 0
    for index, row in enumerate(rows):
        own = marks[index].get(table)
        if own and current and gap <= MAX_GAP:
            current.stop, current.labels, gap = index + 1, current.labels | own, 0
        elif own:
            current, gap = Region(table, index, index + 1, set(own)), 0
            regions.append(current)
        elif not row.numbers:
            gap += 1 if _short(row) else 4
    parted = [part for region in regions for part in _parted(region, rows, marks)]
    kept = [region for region in parted if len(region.labels) >= LEAST[table]]
    for region, behind in pairwise([*kept, Region(table, len(rows), len(rows))]):
        region.start = _top(rows, region.start)
        region.stop = min(_stretch(region, rows, marks), behind.start)
    return kept


def _parted(region: Region, rows: Sequence[Row], marks: Sequence[dict[str, set[str]]]) -> list[Region]:
    """Part a run in which the whole table stands again: its first item comes back, and most of the others after it."""
    own = [_items(region.table, rows, marks, at) for at in range(region.start, region.stop)]
    first = next((items for items in own if items), set())
    seen: set[str] = set()
    for at, items in enumerate(own):
        again = seen & set().union(*own[at:]) if items & first and len(seen) >= AGAIN else set()
        if again and 2 * len(again) > len(seen):
            cut = _above(rows, region.start, region.start + at)
            before, behind = (_marked(region.table, span, marks) for span in ((region.start, cut), (cut, region.stop)))
            return [before, *_parted(behind, rows, marks)]
        seen |= items
    return [region]


def _items(table: str, rows: Sequence[Row], marks: Sequence[dict[str, set[str]]], at: int) -> set[str]:
    """Return the items that a row names whose numbers stand in it or in a row without words behind it."""
    after = rows[at + 1] if at + 1 < len(rows) else None
    if not (rows[at].numbers or (after is not None and after.numbers and not after.words)):
        return set()
    return {mark for mark in marks[at].get(table, ()) if mark.startswith("item:")}


def _above(rows: Sequence[Row], start: int, at: int) -> int:
    """Return where the rows without numbers above a row begin: the caption and headers of its table."""
    while at - 1 > start and not rows[at - 1].numbers:
        at -= 1
    return at


def _top(rows: Sequence[Row], start: int) -> int:
    """Return where the headers above a row begin, in the same table of a page."""
    while start > 0 and rows[start].grid and rows[start - 1].block == rows[start].block and not rows[start - 1].numbers:
        start -= 1
    return start


def _marked(table: str, span: tuple[int, int], marks: Sequence[dict[str, set[str]]]) -> Region:
    return Region(table, *span, {mark for own in marks[slice(*span)] for mark in own.get(table, ())})


def _short(row: Row) -> bool:
    return all(len(word) <= 40 for word in row.words)


def _stretch(region: Region, rows: Sequence[Row], marks: Sequence[dict[str, set[str]]]) -> int:
    """Take in the rows of numbers without a label, and the words behind them, at the end of a table."""
    stop = region.stop
    least = 3 if region.table == "requests" else 1
    for index in range(region.stop, min(region.stop + 6, len(rows))):
        row = rows[index]
        if is_heading(row) or _is_review_header(row) or any(name != region.table for name in marks[index]):
            break
        if row.numbers >= least and len(row.slots) < 15 and _short(row) and (least > 1 or not row.words):
            stop = index + 1
        elif not _short(row):
            break
    return stop


def is_heading(row: Row) -> bool:
    """Return whether a row is a section heading (一、…) outside every table cell."""
    return len(row.fields) == 1 and not row.grid and _HEADING.match(fold(row.fields[0].text)) is not None


def _is_review_header(row: Row) -> bool:
    words = _said([row])
    if not 2 <= len(words) <= 120 or row.numbers >= 5:
        return False
    return sum(char in _REVIEW for char in words) >= 0.85 * len(words)


def _reviews(rows: Sequence[Row]) -> list[Region]:
    regions: list[Region] = []
    index = 0
    while index < len(rows):
        if not _is_review_header(rows[index]):
            index += 1
            continue
        stop = _header_end(rows, index)
        words = _said(rows[index:stop])
        parts = {part for part in _REVIEW_PARTS if part in words}
        named = [row for row in rows[stop : stop + len(_REVIEW_PARTS)] if row.numbers]
        if len(parts) >= 3 and "复议" in words + _said(named):
            end = _numbers_end(rows, stop)
            regions.append(Region("review", index, end, parts))
            index = end
        else:
            index = stop
    return regions


def _said(rows: Sequence[Row]) -> str:
    return "".join(bare(word) for row in rows for word in row.words if len(word) <= MAX_LABEL)


def _header_end(rows: Sequence[Row], start: int) -> int:
    stop = start + 1
    for index in range(start + 1, min(start + 40, len(rows))):
        if _is_review_header(rows[index]):
            stop = index + 1
        elif rows[index].numbers >= 5 or index - stop >= 2 or is_heading(rows[index]):
            break
    return stop


def _numbers_end(rows: Sequence[Row], start: int) -> int:
    stop, found = start, 0
    for index in range(start, min(start + 12, len(rows))):
        row = rows[index]
        full = found >= REVIEWS and row.slots and row.numbers < REVIEWS
        if is_heading(row) or (row.words and not _short(row)) or full:
            break
        if row.slots:
            stop = index + 1
            found += len(row.slots)
    return stop

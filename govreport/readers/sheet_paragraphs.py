"""Lines of text to paragraphs: which line goes on from the one before it, over line ends and page ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from govreport.readers.sheet_lines import Line

INDENT = 0.8
"""Heights of a line by which a paragraph's first line stands back at least."""
DEEP = 4.0
"""Heights from which on a line is set in the middle or at the right: a title, a signature."""
NARROWEST = 0.33
"""Share of the page that its text is wide at least."""
SHORT = 1.8
"""Heights by which a line that ends before the margin ends a paragraph."""
APART = 0.75
"""Heights by which the gap above a paragraph is wider than that between its lines."""
_WIDE = "\u2e80"
_OPENS = re.compile(
    r"第?[一二三四五六七八九十]{1,3}[、.．:：]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳]|第[一二三四五六七八九十]{1,3}[章部条]"
)
_ENDS = re.compile(r"[。！？；：!?;:]$")


@dataclass(slots=True)
class Margins:
    """Where the text of a document begins and ends on the page, and the usual gap between its lines."""

    left: float
    right: float
    gap: float


def margins(lines: Sequence[Line], width: float) -> Margins:
    """Measure the lines of a document; where all are short on a page of this width, none reaches the margin."""
    widest = max((line.x1 - line.x0 for line in lines), default=0.0)
    long = [line for line in lines if line.x1 - line.x0 > 0.6 * widest]
    gaps = Counter(
        round(line.y0 - last.y1, 0)
        for last, line in zip(lines, lines[1:], strict=False)
        if last.page == line.page and line.y0 > last.y0
    )
    often = [gap for gap, times in gaps.items() if times > 1] or list(gaps) or [0.0]
    usual = min(often)
    left = _frequent([line.x0 for line in long])
    ends = [line.x1 for line in long if len(line.pieces) == 1 and line.x0 <= left + DEEP * line.height]
    return Margins(left, max([*ends, left + NARROWEST * width]), usual)


def _frequent(positions: list[float]) -> float:
    """Return the leftmost position that is no single line's."""
    counted = Counter(round(at / 4) for at in positions)
    often = [bin for bin, times in counted.items() if times + counted[bin + 1] >= 2] or list(counted) or [0]
    return min([at for at in positions if abs(at / 4 - min(often)) <= 1.5], default=0.0)


def goes_on(last: Line, line: Line, page: Margins) -> bool:
    """Tell whether a line goes on with the paragraph that the line before it is of."""
    high = min(last.height, line.height)
    if len(line.pieces) > 1 or len(last.pieces) > 1 or line.framed != last.framed or _OPENS.match(line.text):
        return False
    if abs(last.height - line.height) > 0.2 * high or line.x0 > page.left + INDENT * high:
        return False
    if last.x1 < page.right - SHORT * high or last.x0 > page.left + DEEP * high:
        return False
    return last.page != line.page or line.y0 - last.y1 - max(page.gap, 0.0) <= APART * high


def joined(lines: Sequence[Line]) -> str:
    """Return the text of a paragraph; between Chinese characters a line end is nothing, between others a blank.

    Examples
    --------
    >>> from govreport.readers.sheet_lines import Piece
    >>> joined([Line(1, [Piece(text, 0, 9, 0, 9)], 0, 0, 9, 9) for text in ("公开政府", "信息 in", "2023")])
    '公开政府信息 in 2023'
    """
    text = ""
    for line in lines:
        more = line.text
        text += (" " if text and text[-1] < _WIDE and more[:1] < _WIDE else "") + more
    return text


def paragraphs(lines: Sequence[Line], page: Margins) -> list[list[Line]]:
    """Group lines that follow each other into paragraphs."""
    found: list[list[Line]] = []
    for line in lines:
        if found and goes_on(found[-1][-1], line, page):
            found[-1].append(line)
        else:
            found.append([line])
    return found

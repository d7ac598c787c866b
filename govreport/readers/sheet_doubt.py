"""Digits in a cell of a page that are not one number, or not the cell's: stamps, watermarks, two numbers."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.document import Box
from govreport.readers.sheet import Mark
from govreport.readers.sheet_lines import lines_of

ROOM = 3.0
"""Heights of a line that stay free beside a number before it is wrapped: the margins of a cell, and one digit."""
LARGE = 1.8
"""So many times as high as what is usual on its page is what a watermark is."""
STEP = 0.2
"""Heights from one digit to the next at least; they are half as wide as high."""
_FEW = 40
"""Characters of the longest cell that may hold a number."""


def are_doubtful(marks: Sequence[Mark], box: Box, usual: float) -> bool:
    """Tell whether the digits of a cell are perhaps not one number that was printed there.

    Parameters
    ----------
    marks
        What stands in the cell. Lines of a scan, which are as high as their ink, are not judged here.
    box
        The cell.
    usual
        How high the characters of the page usually are.

    Examples
    --------
    >>> number, stamp = Mark("267", 10, 10, 25, 20, run=1), Mark("0012", 10, 24, 30, 34, run=2)
    >>> are_doubtful([number, stamp], (0, 0, 90, 40), 10), are_doubtful([number, stamp], (0, 0, 36, 40), 10)
    (True, False)
    """
    digits = sum([mark.run != 0 for mark in marks])
    if not digits or len(marks) > _FEW:
        return False
    solid = [mark for mark in marks if mark.text != " "]
    if 2 * digits < len(solid):
        return False
    if max([mark.y1 - mark.y0 for mark in marks]) > LARGE * usual:
        return len(marks) > 1
    run, line = solid[0].run, solid[0].y0
    if all([mark.run == run and mark.y0 == line for mark in solid]):
        return False
    return _overlap(marks) or _have_room(marks, box)


def _overlap(marks: Sequence[Mark]) -> bool:
    """Tell whether two characters are printed over each other; the same one twice is a bold one.

    How wide a character is, not every font says; those of one text of the page stand beside each other anyhow.
    """
    drawn = sorted([mark for mark in marks if mark.text[-1:].isalnum()], key=lambda mark: mark.x0)
    for at, mark in enumerate(drawn):
        for other in drawn[at + 1 :]:
            high = min(mark.y1 - mark.y0, other.y1 - other.y0)
            if other.x0 - mark.x0 >= STEP * high:
                break
            level = min(mark.y1, other.y1) - max(mark.y0, other.y0)
            alike = mark.text == other.text or 0 < mark.run == other.run
            if level > 0.5 * high and not alike:
                return True
    return False


def _have_room(marks: Sequence[Mark], box: Box) -> bool:
    """Tell whether a number goes on in the next line although there was room for it in its own."""
    lines = lines_of([mark for mark in marks if mark.text != " "])
    for upper, lower in zip(lines, lines[1:], strict=False):
        if not (upper[-1].text[-1:].isdecimal() and lower[0].text[:1].isdecimal()):
            continue
        if box[2] - box[0] - (upper[-1].x1 - upper[0].x0) > ROOM * (upper[-1].y1 - upper[-1].y0):
            return True
    return False

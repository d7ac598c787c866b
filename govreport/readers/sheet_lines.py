"""Marks to lines of text: which marks stand on one line, where words part, which way a label runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from govreport.readers.sheet import Mark

WORD_GAP = 0.25
"""A gap of this share of the height parts words of scripts that are written with blanks."""
FIELD_GAP = 1.0
"""A wider gap than this share of the height parts fields; justified text stretches less."""
BESIDE = 0.6
"""Share of its height by which a mark lies beside the others of its line at least."""
UPRIGHT = 4
"""Steps down for each step across in text that runs down; words that wrap in a narrow cell have about as many."""
RAISED = 0.15
"""Share of the height by which the foot of a raised digit stands above that of its line."""
_WIDE = "\u2e80"
_left = attrgetter("x0")


@dataclass(slots=True)
class Piece:
    """Marks of one line without a wide gap between them."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    sure: bool = True


@dataclass(slots=True)
class Line:
    """One line of text outside every ruled table; `framed` where it stands in a frame of its own."""

    page: int
    pieces: list[Piece]
    x0: float
    y0: float
    x1: float
    y1: float
    marks: list[Mark] = field(default_factory=list, repr=False)
    framed: bool = False

    @property
    def text(self) -> str:
        """Return its text; fields stand two blanks apart."""
        return "  ".join(piece.text for piece in self.pieces)

    @property
    def height(self) -> float:
        """Return how high it is."""
        return self.y1 - self.y0


def lines_of(marks: Iterable[Mark]) -> list[list[Mark]]:
    """Group marks into lines, from top to bottom, each from left to right.

    A blank makes no line, and none higher: it may belong to the cell beside, and stand between two lines of this one.

    Examples
    --------
    >>> marks = [Mark("2", 10, 20, 15, 30), Mark("1", 5, 1, 10, 11), Mark("3", 10, 0, 15, 10)]
    >>> [[mark.text for mark in line] for line in lines_of(marks)]
    [['1', '3'], ['2']]
    """
    found: list[list[Mark]] = []
    blanks: list[Mark] = []
    top = bottom = tall = 0.0
    for mark in sorted(marks, key=_middle):
        middle, high = (mark.y0 + mark.y1) / 2, mark.y1 - mark.y0
        beside = found and middle <= bottom and mark.y0 + mark.y1 <= 2 * bottom and _level(mark, top, bottom)
        if mark.text == " ":
            (found[-1] if beside else blanks).append(mark)
        elif beside:
            found[-1].append(mark)
            if high > tall:
                top, bottom, tall = min(top, mark.y0), max(bottom, mark.y1), high
        else:
            top, bottom, tall = mark.y0, mark.y1, high
            found.append([mark])
            if blanks:
                found[-1] += [blank for blank in blanks if _level(blank, top, bottom)]
                blanks = []
    for line in found:
        line.sort(key=_left)
    return found


def _middle(mark: Mark) -> float:
    return mark.y0 + mark.y1


def _level(mark: Mark, top: float, bottom: float) -> bool:
    """Tell whether the lower of the two lies beside the other; lines of cells in the middle stand half a line off."""
    beside = min(bottom, mark.y1) - max(top, mark.y0)
    return beside >= BESIDE * min(bottom - top, mark.y1 - mark.y0)


def pieces_of(line: Sequence[Mark]) -> list[Piece]:
    """Part one line, from left to right, at its wide gaps.

    Examples
    --------
    >>> row = [Mark("许", 0, 0, 10, 10), Mark("可", 11, 0, 21, 10), Mark("4", 60, 0, 65, 10), Mark("2", 65, 0, 70, 10)]
    >>> [piece.text for piece in pieces_of(row)]
    ['许可', '42']
    """
    if not line:
        return []
    tall = max([mark.y1 - mark.y0 for mark in line])
    found: list[Piece] = []
    start, edge = 0, line[0].x1
    for at, mark in enumerate(line):
        if mark.x0 - edge > FIELD_GAP * tall:
            found.append(_piece(line[start:at], tall))
            start = at
        if mark.x1 > edge and mark.text != " ":
            edge = mark.x1
    found.append(_piece(line[start:], tall))
    return [piece for piece in found if piece.text]


def _piece(marks: Sequence[Mark], tall: float) -> Piece:
    own = [mark for mark in marks if mark.text != " "] or marks
    return Piece(
        row_text(marks, tall),
        own[0].x0,
        max([mark.x1 for mark in own]),
        min([mark.y0 for mark in own]),
        max([mark.y1 for mark in own]),
        all([mark.sure for mark in own]),
    )


def row_text(marks: Sequence[Mark], tall: float) -> str:
    """Return the text of marks of one line, from left to right: blanks where a gap or a blank parts words.

    Raised digits behind a digit are a note's mark and stand in brackets.

    Examples
    --------
    >>> row_text([Mark("1", 0, 0, 5, 10), Mark("2", 5, 0, 10, 10), Mark("1", 10, -1, 13, 5)], 10)
    '12[1]'
    """
    gap, rise = WORD_GAP * tall, RAISED * tall
    last = base = marks[0]
    parts = [last.text]
    for mark in marks[1:]:
        text = mark.text
        if mark.x0 - last.x1 > gap and (text[:1] < _WIDE or last.text[-1:] < _WIDE):
            parts.append(" ")
        if mark.y1 < base.y1 - rise and _is_raised(base, mark):
            parts.append(text if last is not base else "[" + text)
        else:
            if base is not last:
                parts.append("]")
            parts.append(text)
            base = mark
        last = mark
    if base is not last:
        parts.append("]")
    words = "".join(parts)
    return " ".join(words.split(" ")).strip() if "  " not in words else " ".join(words.split())


def _is_raised(base: Mark, mark: Mark) -> bool:
    """Tell whether a digit is a note's mark behind another: smaller, and above the foot of the line."""
    smaller = mark.y1 - mark.y0 < 0.85 * (base.y1 - base.y0)
    return smaller and mark.text.isdigit() and base.text[-1:].isdigit()


def text_lines(marks: Iterable[Mark], page: int, *, framed: bool = False) -> list[Line]:
    """Return the lines that marks outside tables make."""
    found = []
    for marked in lines_of(marks):
        pieces = pieces_of(marked)
        if pieces:
            found.append(
                Line(
                    page, pieces, pieces[0].x0, min(piece.y0 for piece in pieces), pieces[-1].x1,
                    max(piece.y1 for piece in pieces), marked, framed,
                )
            )  # fmt: skip
    return found


def cell_text(marks: Sequence[Mark]) -> str:
    r"""Return the text of one cell, its lines parted by line breaks; a vertical or turned label is one line.

    Parameters
    ----------
    marks
        In the order in which they were printed, which tells which way a label runs.

    Examples
    --------
    >>> cell_text([Mark(text, 0, at * 10, 10, at * 10 + 10) for at, text in enumerate("办理结果")])
    '办理结果'
    >>> cell_text([Mark("1361", 0, 0, 20, 10), Mark("2", 0, 11, 5, 21)])
    '1361\n2'
    """
    if len(marks) == 1:
        return marks[0].text.strip()
    top = marks[0].y0
    if all([-0.5 < mark.y0 - top < 0.5 for mark in marks]):
        return _sorted_text(marks)
    turned = _direction(marks)
    if turned:
        return " ".join(_upright(marks, down=turned > 0))
    return "\n".join([_sorted_text(line) for line in lines_of(marks)]).strip()


def _sorted_text(marks: Sequence[Mark]) -> str:
    ordered = sorted(marks, key=_left)
    return row_text(ordered, max([mark.y1 - mark.y0 for mark in ordered]))


def _direction(marks: Sequence[Mark]) -> int:
    """Return 0 where the marks run across, 1 where each stands below the one before, -1 where above it."""
    across = down = up = back = forth = 0
    for last, mark in zip(marks, marks[1:], strict=False):
        if len(mark.text) > 1 or len(last.text) > 1:
            return 0
        aside = abs(mark.x0 + mark.x1 - last.x0 - last.x1) / 2
        step = (mark.y0 + mark.y1 - last.y0 - last.y1) / 2
        size = max(mark.x1 - mark.x0, mark.y1 - mark.y0)
        if aside < 0.4 * size and 0.3 * size < abs(step) < 2.5 * size:
            down += step > 0
            up += step < 0
        elif abs(step) < 0.3 * size:
            across += 1
        else:
            back += aside > 0.4 * size and step < -1.5 * size
            forth += aside > 0.4 * size and step > 1.5 * size
    if max(down, up) < max(2, UPRIGHT * across) or (across and not (back if down >= up else forth)):
        return 0
    return 1 if down >= up else -1


def _upright(marks: Sequence[Mark], *, down: bool) -> list[str]:
    """Return the columns of text that runs down (the first at the right) or up (the first at the left)."""
    if down:
        turned = [Mark(m.text, m.y0, -m.x1, m.y1, -m.x0) for m in marks]
    else:
        turned = [Mark(m.text, -m.y1, m.x0, -m.y0, m.x1) for m in marks]
    columns = ["".join([mark.text for mark in line]).strip() for line in lines_of(turned)]
    return [column for column in columns if column]

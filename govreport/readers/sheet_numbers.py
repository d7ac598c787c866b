"""Lines of numbers in tables without ruling lines: what stands before them, and where a number goes on below."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from govreport.readers.sheet import Mark, Rule
from govreport.readers.sheet_columns import Band
from govreport.readers.sheet_labels import Label
from govreport.readers.sheet_lines import FIELD_GAP, Line, Piece, pieces_of

WORD = 0.25
"""Share of the height by which words of one line part here, Chinese ones too."""
LEAST_WRAPPED = 2
"""Digits that a column holds at least where numbers wrap."""
CLOSE = 0.85
"""Heights of a line by which two rows are further apart at least."""
LEADING = 0.7
"""Heights between the lines of one cell at most."""
_NUMBER = re.compile(
    r"[+\-−–]?\d[\d,，]*(?:\.\d+)?(?:万?元|人?次|[件条个名人篇项宗起场期批份部家处])?|[-—–―─/／]{1,4}|无"
)


Level = tuple[float, float]


@dataclass(slots=True)
class Row:
    """A line of numbers: what stands before them, and they; `beside` are the marks of lines that its label is on."""

    line: Line
    words: list[Piece]
    numbers: list[Piece]
    cells: dict[int, list[Piece]] = field(default_factory=dict)
    height: float = 0.0
    beside: list[list[Mark]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Keep how high one line is: lines may be joined to it."""
        self.height = self.line.height
        self.beside = [self.line.marks]

    @property
    def level(self) -> Level:
        """Return from where to where it reaches."""
        return self.line.y0, self.line.y1


def tokens_of(line: Line) -> list[Piece]:
    """Return the words of a line; Chinese characters part as others do."""
    found: list[Piece] = []
    tall = line.height
    start = 0
    marks = [mark for mark in line.marks if mark.text != " "]
    spaces = [mark for mark in line.marks if mark.text == " "]
    for at in range(1, len(marks) + 1):
        if at == len(marks) or _parts(marks[at - 1], marks[at], tall, spaces):
            found += pieces_of(marks[start:at])
            start = at
    return found


def _parts(last: Mark, mark: Mark, tall: float, spaces: Sequence[Mark]) -> bool:
    if mark.x0 - last.x1 > WORD * tall:
        return True
    return last.text[-1:].isdigit() and mark.text[:1].isdigit() and any(last.x1 <= s.x0 <= mark.x0 for s in spaces)


def row_of(line: Line) -> Row | None:
    """Return a line as a row of numbers, None where it is none: words may stand before them, none behind."""
    if not any(map(str.isdigit, line.pieces[-1].text)) and not _NUMBER.fullmatch(line.pieces[-1].text):
        return None
    tokens = tokens_of(line)
    count = 0
    while count < len(tokens) and _NUMBER.fullmatch(tokens[-1 - count].text):
        count += 1
    if not count:
        return None
    words, numbers = tokens[: len(tokens) - count], tokens[len(tokens) - count :]
    if not any(any(map(str.isdigit, number.text)) for number in numbers):
        return None
    apart = not words or count > 2 or numbers[0].x0 - words[-1].x1 > FIELD_GAP * line.height
    return Row(line, words, numbers) if apart and (words or count > 1) else None


def with_wrapped(rows: list[Row], bands: Sequence[Band], across: Sequence[Rule]) -> list[Row]:
    """Join the lines of numbers that are the rest of numbers too long for their columns."""
    kept: list[Row] = []
    widest = max(piece.x1 - piece.x0 for row in rows for piece in row.numbers)
    for row in rows:
        last = kept[-1] if kept else None
        beside = last is not None and (_straddles(last, row) or (not across and _is_head(last, row, bands, widest)))
        rest = last is not None and (_in_one_row(last, row, across) if across else _is_rest(last, row, bands, widest))
        if last is None or not (beside or rest):
            kept.append(row)
            continue
        for at, pieces in row.cells.items():
            last.cells.setdefault(at, []).extend(pieces)
        last.line = _both(last.line, row.line)
        last.beside += [row.line.marks] if beside else []
        row.line.pieces = row.words or row.line.pieces
    return kept


def _is_head(row: Row, below: Row, bands: Sequence[Band], widest: float) -> bool:
    """Tell whether numbers without a label are the first digits of those below, where cells stand at the foot."""
    if row.words or not below.words or any(at not in below.cells for at in row.cells):
        return False
    if below.line.y0 - row.line.y1 > LEADING * below.line.height:
        return False
    return all(_fills(pieces[-1], at, bands, widest) for at, pieces in row.cells.items())


def _straddles(row: Row, below: Row) -> bool:
    """Tell whether two lines stand so close that they are of one row: one wrapped, one in the middle beside it."""
    last = row.line.y1 - row.height / 2
    return (below.line.y0 + below.line.y1) / 2 - last < CLOSE * min(row.height, below.height)


def _in_one_row(row: Row, below: Row, across: Sequence[Rule]) -> bool:
    """Tell whether no line is drawn between two lines of numbers."""
    x = (below.numbers[0].x0 + below.numbers[0].x1) / 2
    top, bottom = (row.line.y0 + row.line.y1) / 2, (below.line.y0 + below.line.y1) / 2
    return not any(top < rule.y0 < bottom and rule.x0 <= x <= rule.x1 for rule in across)


def _both(line: Line, below: Line) -> Line:
    return Line(line.page, line.pieces, line.x0, line.y0, line.x1, below.y1, line.marks)


def _is_rest(row: Row, below: Row, bands: Sequence[Band], widest: float) -> bool:
    """Tell whether numbers are the last digits of those above: these fill their columns, and it has no label."""
    if below.line.y0 - row.line.y1 > LEADING * below.line.height or any(at not in row.cells for at in below.cells):
        return False
    if below.words and (Label.opens(below.words[-1].text) or not _is_wrapped(row.words, below.words)):
        return False
    if all(_is_widest(pieces[0], widest) for pieces in below.cells.values()):
        return False
    return all(
        pieces[0].text.isdigit() and _fills(row.cells[at][-1], at, bands, widest) for at, pieces in below.cells.items()
    )


def _is_widest(piece: Piece, widest: float) -> bool:
    return piece.x1 - piece.x0 > widest - (piece.x1 - piece.x0) / len(piece.text) / 2


def _fills(piece: Piece, at: int, bands: Sequence[Band], widest: float) -> bool:
    """Tell whether a number fills its column, so that it may go on below."""
    digits = len(piece.text)
    long = digits >= LEAST_WRAPPED and piece.text.isdigit() and _is_widest(piece, widest)
    return long and _room(bands, at, piece) <= 2 * digits


def _is_wrapped(words: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Tell whether a label may go on below: its first line is no shorter than the next."""
    return bool(words) and words[-1].x1 >= below[-1].x1 - (below[-1].y1 - below[-1].y0) / 2


def _room(bands: Sequence[Band], at: int, piece: Piece) -> int:
    """Return how many digits fit between the middles of the columns on both sides."""
    digit = (piece.x1 - piece.x0) / max(len(piece.text), 1)
    left = bands[at].middle - bands[at - 1].middle if at else math.inf
    right = bands[at + 1].middle - bands[at].middle if at + 1 < len(bands) else math.inf
    pitch = min(left, right)
    return int(pitch / digit) if digit > 0 and pitch < math.inf else 99

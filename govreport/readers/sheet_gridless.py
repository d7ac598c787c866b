"""Tables without lines: rows and columns by how the words of a page stand below and beside each other."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from govreport.document import Box
from govreport.readers.sheet import Mark, Rule
from govreport.readers.sheet_cells import Filled, Grid
from govreport.readers.sheet_columns import Band, columns_of, cut_at
from govreport.readers.sheet_labels import Label, blocks
from govreport.readers.sheet_lines import FIELD_GAP, Line, Piece, pieces_of

WORD = 0.25
"""Share of the height by which words of one line part here, Chinese ones too."""
NEAR = 2.5
"""Heights between two lines of one table at most."""
LEAST = 2
"""Rows of numbers that make a table."""
PROSE = 0.6
"""Share of the widest line from which on one piece without a gap is text, not a label."""
LEAST_WRAPPED = 3
"""Digits that a column holds at least where numbers wrap."""
LEADING = 0.7
"""Heights between the lines of one cell at most."""
_NUMBER = re.compile(r"[+\-−–]?\d[\d,，]*(?:\.\d+)?(?:万?元)?|[-—–―─/／]{1,4}|无")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,2}[)）]")
Item = Line | Grid


@dataclass(slots=True)
class Row:
    """A line of numbers: what stands before them, and they."""

    line: Line
    words: list[Piece]
    numbers: list[Piece]
    cells: dict[int, list[Piece]] = field(default_factory=dict)


def read_tables(items: Sequence[Item], rules: Sequence[Rule]) -> list[Item]:
    """Put the tables that have no lines into grids.

    Parameters
    ----------
    items
        The lines and ruled tables of one page, from top to bottom.
    rules
        The lines drawn on the page; one between two labels parts them.
    """
    lines = [item for item in items if isinstance(item, Line)]
    rows = {id(line): row for line in lines if (row := _row(line)) is not None}
    if not rows:
        return list(items)
    widest = max(line.x1 - line.x0 for line in lines)
    found: list[Item] = []
    for run in _regions(items, rows, widest):
        grid = _grid(run, rows, rules) if any(id(item) in rows for item in run) else None
        found += run if grid is None else [grid]
    return found


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


def _row(line: Line) -> Row | None:
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
    apart = not words or numbers[0].x0 - words[-1].x1 > FIELD_GAP * line.height * (0.4 if count > 2 else 1.0)
    return Row(line, words, numbers) if apart and (words or count > 1) else None


def _regions(items: Sequence[Item], rows: dict[int, Row], widest: float) -> Iterator[list[Item]]:
    """Yield runs of lines that may be one table, everything else alone."""
    held: list[Item] = []
    for item in items:
        if isinstance(item, Grid) or (id(item) not in rows and _is_text(item, widest)):
            yield from _close(held, rows)
            held = []
            yield [item]
            continue
        if held and isinstance(held[-1], Line) and item.y0 - held[-1].y1 > NEAR * item.height:
            yield from _close(held, rows)
            held = []
        held.append(item)
    yield from _close(held, rows)


def _close(held: list[Item], rows: dict[int, Row]) -> Iterator[list[Item]]:
    own = [rows[id(item)] for item in held if id(item) in rows]
    if len(own) >= LEAST or any(len(row.numbers) >= LEAST for row in own):
        yield held
    else:
        yield from ([item] for item in held)


def _is_text(line: Line, widest: float) -> bool:
    if len(line.pieces) > 1:
        return False
    text = line.text
    return line.x1 - line.x0 > PROSE * widest or text.endswith(("。", "；", "：")) or (
        _HEADING.match(text) is not None and len(text) > 6 and line.x1 - line.x0 > 0.25 * widest
    )  # fmt: skip


def _grid(run: Sequence[Item], rows: dict[int, Row], rules: Sequence[Rule]) -> Grid | None:
    lines = [item for item in run if isinstance(item, Line)]
    numbered = [rows[id(line)] for line in lines if id(line) in rows]
    bands = columns_of([row.numbers for row in numbered])
    if bands is None or not _placed(numbered, bands):
        return None
    numbered = _with_wrapped(numbered, bands)
    labels = _labels(lines, rows, numbered, bands, rules)
    return _table(numbered, labels, bands, lines)


def _placed(rows: Sequence[Row], bands: Sequence[Band]) -> bool:
    """Put each number into its column; numbers that touch are parted between the columns that they stand in."""
    for row in rows:
        for number in row.numbers:
            parts = cut_at(number, row.line.marks, bands)
            if parts is None:
                return False
            for at, part in parts:
                if at in row.cells:
                    return False
                row.cells[at] = [part]
    return True


def _with_wrapped(rows: list[Row], bands: Sequence[Band]) -> list[Row]:
    """Join the lines of numbers that are the rest of numbers too long for their columns."""
    kept: list[Row] = []
    most = max(len(piece.text) for row in rows for piece in row.numbers)
    for row in rows:
        if kept and most >= LEAST_WRAPPED and _is_rest(kept[-1], row, bands, most):
            for at, pieces in row.cells.items():
                kept[-1].cells[at] += pieces
            kept[-1].line = _both(kept[-1].line, row.line)
            row.line.pieces = row.words or row.line.pieces
        else:
            kept.append(row)
    return kept


def _both(line: Line, below: Line) -> Line:
    return Line(line.page, line.pieces, line.x0, line.y0, line.x1, below.y1, line.marks)


def _is_rest(row: Row, below: Row, bands: Sequence[Band], most: int) -> bool:
    """Tell whether a line of numbers holds the last digits of those above: they fill their columns, and it has no label."""
    if below.line.y0 - row.line.y1 > LEADING * below.line.height or any(at not in row.cells for at in below.cells):
        return False
    if below.words and (Label.opens(below.words[-1].text) or not _is_wrapped(row.words, below.words)):
        return False
    if all(len(pieces[0].text) == most for pieces in below.cells.values()):
        return False
    return all(
        pieces[0].text.isdigit() and len(row.cells[at][-1].text) == most and _room(bands, at, row.cells[at][-1]) <= 2 * most
        for at, pieces in below.cells.items()
    )


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


def _labels(
    lines: Sequence[Line], rows: dict[int, Row], numbered: Sequence[Row], bands: Sequence[Band], rules: Sequence[Rule]
) -> list[Label]:
    """Return what is no number, wrapped labels joined."""
    pieces: list[tuple[Piece, bool]] = []
    starts = {id(row.line.marks) for row in numbered}
    for line in lines:
        if id(line) in rows:
            words = rows[id(line)].words
            first = id(line.marks) in starts
            pieces += [(_level(piece, line), first and piece is words[-1]) for piece in words]
        else:
            pieces += [(_level(piece, line), False) for piece in tokens_of(line)]
    return blocks(pieces, rules)


def _level(piece: Piece, line: Line) -> Piece:
    """Return words as high as their line: fonts that tell only the ink would make lines uneven."""
    return replace(piece, y0=line.y0, y1=line.y1)


def _table(rows: Sequence[Row], labels: Sequence[Label], bands: Sequence[Band], lines: Sequence[Line]) -> Grid:
    page = lines[0].page
    left = bands[0].x0
    before = [label for label in labels if (label.x0 + label.x1) / 2 < left]
    firsts = _firsts([label.x0 for label in before], lines[0].height)
    width = max(1, len(firsts))
    levels = sorted([(row.line.y0 + row.line.y1) / 2 for row in rows] + _loose(labels, rows))
    cells: list[Filled] = []
    for label in labels:
        at, span = _rows_of(label, levels)
        if label in before:
            col, wide = max(0, sum(first <= label.x0 + 1 for first in firsts) - 1), 1
        else:
            col, wide = _under(label, bands)
            col += width
        cells.append(Filled(label.text, at, col, span, wide, label.box, page))
    for row in rows:
        at = levels.index((row.line.y0 + row.line.y1) / 2)
        cells += _numbers(row, at, width, bands, page)
    box = min(line.x0 for line in lines), lines[0].y0, max(line.x1 for line in lines), lines[-1].y1
    return Grid(page, _apart(cells), box, True, True, ruled=False)


def _loose(labels: Sequence[Label], rows: Sequence[Row]) -> list[float]:
    """Return the heights of labels beside which no number stands."""
    found: list[float] = []
    taken = [(row.line.y0 + row.line.y1) / 2 for row in rows]
    for label in labels:
        middle = (label.y0 + label.y1) / 2
        if any(label.y0 <= at <= label.y1 for at in taken):
            continue
        if not any(abs(at - middle) < 0.5 * label.line_height for at in found):
            found.append(middle)
    return found


def _rows_of(label: Label, levels: Sequence[float]) -> tuple[int, int]:
    inside = [at for at, level in enumerate(levels) if label.y0 <= level <= label.y1]
    if inside:
        return inside[0], len(inside)
    middle = (label.y0 + label.y1) / 2
    return min(range(len(levels)), key=lambda at: abs(levels[at] - middle)), 1


def _firsts(starts: Sequence[float], high: float) -> list[float]:
    found: list[float] = []
    for start in sorted(starts):
        if not found or start - found[-1] > 1.2 * high:
            found.append(start)
    return found


def _under(label: Label, bands: Sequence[Band]) -> tuple[int, int]:
    """Return the columns that a heading stands over."""
    over = [at for at, band in enumerate(bands) if label.x0 < band.x1 and band.x0 < label.x1]
    if over:
        return over[0], over[-1] + 1 - over[0]
    middle = (label.x0 + label.x1) / 2
    return min(range(len(bands)), key=lambda at: abs(bands[at].middle - middle)), 1


def _numbers(row: Row, at: int, width: int, bands: Sequence[Band], page: int) -> Iterator[Filled]:
    """Yield the cells of a row of numbers; one number alone in the middle of its columns is over all of them."""
    if len(row.cells) == 1 and len(bands) > 1:
        (pieces,) = row.cells.values()
        middle, centre = (pieces[0].x0 + pieces[0].x1) / 2, (bands[0].x0 + bands[-1].x1) / 2
        if abs(middle - centre) < row.line.height or len(bands) <= 3:
            yield _number(pieces, at, width, len(bands), page)
            return
    for col, band in enumerate(bands):
        pieces = row.cells.get(col, [])
        if pieces:
            yield _number(pieces, at, width + col, 1, page)
        else:
            yield Filled("", at, width + col, 1, 1, (band.x0, row.line.y0, band.x1, row.line.y1), page)


def _number(pieces: Sequence[Piece], row: int, col: int, wide: int, page: int) -> Filled:
    box: Box = (
        min(p.x0 for p in pieces), min(p.y0 for p in pieces), max(p.x1 for p in pieces), max(p.y1 for p in pieces)
    )  # fmt: skip
    return Filled("\n".join(p.text for p in pieces), row, col, 1, wide, box, page, all(p.sure for p in pieces))


def _apart(cells: list[Filled]) -> list[Filled]:
    """Move labels that would stand on one another side by side."""
    cells.sort(key=lambda cell: (cell.row, cell.col, cell.box[0]))
    return cells

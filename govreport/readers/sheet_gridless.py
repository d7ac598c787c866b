"""Tables without lines: rows and columns by how the words of a page stand below and beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govreport.document import Box
from govreport.readers.sheet import Rule
from govreport.readers.sheet_cells import Filled, Grid
from govreport.readers.sheet_columns import Band, columns_of, cut_at, with_headed
from govreport.readers.sheet_labels import Label, Part, blocks
from govreport.readers.sheet_lines import Line, Piece
from govreport.readers.sheet_numbers import Level, Row, row_of, tokens_of, with_wrapped

NEAR = 2.5
"""Heights between two lines of one table at most."""
LEAST = 2
"""Rows of numbers that make a table."""
PROSE = 0.6
"""Share of the widest line from which on one piece without a gap is text, not a label."""
LEAST_RULES = 3
"""Lines across that part the rows of a table."""
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,2}[)）]")
Item = Line | Grid


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
    rows = {id(line): row for line in lines if (row := row_of(line)) is not None}
    if not rows:
        return list(items)
    widest = max(line.x1 - line.x0 for line in lines)
    found: list[Item] = []
    for run in _regions(items, rows, widest):
        grid = _grid(run, rows, rules) if any(id(item) in rows for item in run) else None
        found += run if grid is None else [grid]
    return found


def _regions(items: Sequence[Item], rows: dict[int, Row], widest: float) -> Iterator[Sequence[Item]]:
    """Yield runs of lines that may be one table, everything else alone."""
    held: list[Line] = []
    for item in items:
        if isinstance(item, Grid) or (id(item) not in rows and _is_text(item, widest)):
            yield from _close(held, rows)
            held = []
            yield [item]
            continue
        if held and item.y0 - held[-1].y1 > NEAR * item.height:
            yield from _close(held, rows)
            held = []
        held.append(item)
    yield from _close(held, rows)


def _close(held: list[Line], rows: dict[int, Row]) -> Iterator[Sequence[Item]]:
    """Yield what stands above a table and not over its labels by itself, and the rest as a table if it is one."""
    labels = min((rows[id(line)].numbers[0].x0 for line in held if id(line) in rows), default=0.0)
    while held and id(held[0]) not in rows and len(held[0].pieces) == 1 and held[0].x1 > labels:
        yield [held.pop(0)]
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
    if bands is None:
        return None
    bands = with_headed(bands, [tokens_of(line) for line in lines[: _first(lines, rows)]])
    if not _placed(numbered, bands):
        return None
    across = _between_rows(lines, rules)
    numbered = with_wrapped(numbered, bands, across)
    labels = _labels(lines, rows, numbered, across)
    return _table(numbered, labels, bands, lines)


def _first(lines: Sequence[Line], rows: dict[int, Row]) -> int:
    return next(at for at, line in enumerate(lines) if id(line) in rows)


def _between_rows(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Rule]:
    """Return the lines that are drawn between the rows of a table, if they are."""
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    found = [
        rule
        for rule in rules
        if rule.y0 == rule.y1
        and lines[0].y0 - lines[0].height < rule.y0 < lines[-1].y1 + lines[-1].height
        and min(rule.x1, x1) - max(rule.x0, x0) > 0
    ]
    drawn: dict[int, float] = {}
    for rule in found:
        drawn[round(rule.y0)] = drawn.get(round(rule.y0), 0.0) + min(rule.x1, x1) - max(rule.x0, x0)
    whole = [y for y, length in drawn.items() if length > 0.5 * (x1 - x0)]
    return found if len(whole) >= LEAST_RULES else []


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


def _labels(
    lines: Sequence[Line], rows: dict[int, Row], numbered: Sequence[Row], across: Sequence[Rule]
) -> list[Label]:
    """Return what is no number, wrapped labels joined."""
    pieces: list[Part] = []
    starts = {id(marks) for row in numbered for marks in row.beside}
    for line in lines:
        if id(line) in rows:
            words = rows[id(line)].words
            own = _own(words) if id(line.marks) in starts else []
            pieces += [Part(_level(piece, line), any(piece is one for one in own), beside=True) for piece in words]
        else:
            pieces += [Part(_level(piece, line)) for piece in tokens_of(line)]
    bare = [(row.line.y0 + row.line.y1) / 2 for row in numbered if not row.words]
    return blocks(pieces, across, bare)


def _own(words: Sequence[Piece]) -> list[Piece]:
    """Return the words that are of this row alone: the last, and the last that is no unit."""
    long = [piece for piece in words if len(piece.text) > 2]
    return [*words[-1:], *long[-1:]]


def _level(piece: Piece, line: Line) -> Piece:
    """Return words as high as their line: fonts that tell only the ink would make lines uneven."""
    return replace(piece, y0=line.y0, y1=line.y1)


def _table(rows: Sequence[Row], labels: Sequence[Label], bands: Sequence[Band], lines: Sequence[Line]) -> Grid:
    page = lines[0].page
    left = bands[0].x0
    before = [label for label in labels if (label.x0 + label.x1) / 2 < left]
    firsts = _firsts([label.x0 for label in before], lines[0].height)
    width = max(1, len(firsts))
    levels = sorted([row.level for row in rows] + _loose(labels, rows), key=sum)
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
        at = levels.index(row.level)
        cells += _numbers(row, at, width, bands, page)
    box = min(line.x0 for line in lines), lines[0].y0, max(line.x1 for line in lines), lines[-1].y1
    cells.sort(key=lambda cell: (cell.row, cell.col, cell.box[0]))
    return Grid(page, cells, box, True, True, ruled=False)


def _loose(labels: Sequence[Label], rows: Sequence[Row]) -> list[Level]:
    """Return the heights of labels beside which no number stands."""
    found: list[Level] = []
    for label in labels:
        middle = (label.y0 + label.y1) / 2
        if any(_beside(label, row.level) for row in rows):
            continue
        if not any(abs(at[0] - middle) < 0.5 * label.line_height for at in found):
            found.append((middle, middle))
    return found


def _beside(label: Label, level: Level) -> bool:
    """Tell whether a label reaches over the middle of a row, or a row over the middle of a label."""
    return label.top <= sum(level) / 2 <= label.bottom or level[0] < (label.y0 + label.y1) / 2 < level[1]


def _rows_of(label: Label, levels: Sequence[Level]) -> tuple[int, int]:
    inside = [at for at, level in enumerate(levels) if _beside(label, level)]
    if inside:
        return inside[0], len(inside)
    middle = (label.y0 + label.y1) / 2
    return min(range(len(levels)), key=lambda at: abs(sum(levels[at]) / 2 - middle)), 1


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
    """Yield the cells of a row of numbers; one number alone in the middle of its columns is over all of them.

    Nothing shows whether behind the last number a cell is blank or lost: none is given there.
    """
    if len(row.cells) == 1 and len(bands) > 1:
        (pieces,) = row.cells.values()
        middle, centre = (pieces[0].x0 + pieces[0].x1) / 2, (bands[0].x0 + bands[-1].x1) / 2
        if abs(middle - centre) < row.line.height or len(bands) <= 3:
            yield _number(pieces, at, width, len(bands), page)
            return
    for col, band in enumerate(bands[: max(row.cells) + 1]):
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

"""A document as a sequence of rows: words, then slots, then a place. Nothing else of it is needed downstream."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from govreport.document import Box, Cell, Document, Paragraph, Table
from govreport.tables.halves import rows_of
from govreport.tables.reading import UNIT, Kind, Reading, read_doubtful, read_number

MAX_LINE = 200
"""A longer line is prose: its numbers are no cells."""

MAX_LABEL_LINE = 60
LEAST_EMPTY = 5
"""A row of fewer empty fields only keeps a table's rows apart."""
LEAST_BETWEEN = 3
_WORDS = re.compile(r"\S+(?:[ \u3000]\S+)*")
_TOKEN = re.compile(rf"[+-]?[\d,.]+[ \u3000](?:{UNIT})(?=\s|$)|\S+")
"""A word, or a number with its unit behind it."""
_DATE = re.compile(r"^[年月日号时分./%％-]|\d")
_GLUED = re.compile(rf"\d{{2,}}(?=[\u3400-\u9fff(（])(?!年|月|日|{UNIT})")
"""A number that ran into the label of the next row, the line break lost."""
_PAGE = re.compile(
    r"^(?:[-—–―─·~]\s*\d{1,4}\s*[-—–―─·~]|[-—–―─·~\s]*第\s*\d{1,4}\s*页(?:[,，、/\s]*共\s*\d{1,4}\s*页)?[-—–―─·~\s]*"
    r"|\d{1,4}\s*/\s*\d{1,4}|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$",
    re.IGNORECASE,
)


@dataclass(slots=True, eq=False)
class Field:
    """One printed field: what it says and where it stands."""

    text: str
    reading: Reading
    block: int
    row: int
    col: int
    colspan: int = 1
    start: int = 0
    end: int = 0
    page: int | None = None
    box: Box | None = None

    @property
    def is_slot(self) -> bool:
        """Return whether it can stand in a number's place."""
        return self.reading.kind != "words"

    @property
    def is_number(self) -> bool:
        """Return whether it holds a number."""
        return self.reading.kind == "number"


@dataclass(slots=True)
class Row:
    """One found row.

    Attributes
    ----------
    fields
        All of it, in order.
    words, slots
        Its label cells; the longest run of fields that can hold its numbers.
    numbers
        How many of its slots hold a number.
    grid
        True where `Field.col` is a real column; then `full` says whether the row reaches the table's right edge.
    loose
        True where its numbers were gathered from lines of their own.
    """

    fields: list[Field]
    words: list[str]
    slots: list[Field]
    grid: bool = False
    full: bool = False
    loose: bool = False
    after: bool = False
    numbers: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the numbers once; every later step asks for them."""
        self.numbers = [slot.reading.kind for slot in self.slots].count("number")

    @property
    def block(self) -> int:
        """Return the number of the block it begins in."""
        return self.fields[0].block


def find_rows(document: Document) -> list[Row]:
    """Return the rows of a document in reading order; page numbers are left out.

    Examples
    --------
    >>> from govreport.document import Builder
    >>> builder = Builder()
    >>> builder.paragraph("行政许可 97")
    >>> row = find_rows(builder.build(format="text"))[0]
    >>> row.words, [slot.reading.value for slot in row.slots]
    (['行政许可'], [97.0])
    """
    return list(_gather(_each(document)))


def _each(document: Document) -> Iterator[Row]:
    counter = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if not is_page_number(block.text):
                yield _from_line(block)
            continue
        yield from _from_table(block, counter)
        counter += 1


def is_page_number(text: str) -> bool:
    """Return whether a line is a page number with its dashes or its 第…页; a bare number is not."""
    return len(text) <= 24 and _PAGE.match(unicodedata.normalize("NFKC", text.strip())) is not None


def _from_line(block: Paragraph) -> Row:
    fields = [
        Field(text, read_number(text), -1, 0, col, 1, block.start + at, block.start + at + len(text), block.page)
        for col, (at, text) in enumerate(split_line(block.text))
    ]
    return make_row(fields)


def split_line(text: str) -> list[tuple[int, str]]:
    """Split a line into its words and a run of numbers before, between or behind them, each with its offset.

    Words that stand two blanks or more apart are fields of their own. One number alone is split off only at the
    end, or before a short label; between words it takes three.

    Examples
    --------
    >>> split_line("（三）不予公开   1.属于国家秘密 3 0 12")
    [(0, '（三）不予公开'), (10, '1.属于国家秘密'), (19, '3'), (21, '0'), (23, '12')]
    >>> split_line("3 0 12 二、上年结转")
    [(0, '3'), (2, '0'), (4, '12'), (7, '二、上年结转')]
    >>> split_line("本年共收到申请 3 件。")
    [(0, '本年共收到申请 3 件。')]
    """
    if len(text) > MAX_LINE or text.split() == [text]:
        return [(0, text)]
    tokens = [(match.start(), match[0]) for match in _TOKEN.finditer(text)]
    first, last = _longest_run([read_number(token).kind in ("number", "blank") for _, token in tokens])
    head, tail = text[: tokens[first][0]] if first < last else text, ""
    if last < len(tokens):
        tail = text[tokens[last][0] :]
    if first == last or not _may_split(head, tokens[first:last], tail):
        return [(0, text)]
    return [*_apart(head, 0), *tokens[first:last], *_apart(tail, len(text) - len(tail))]


def _longest_run(flags: list[bool]) -> tuple[int, int]:
    """Return where the longest run of true flags begins and ends, the last of equals."""
    best = (0, 0)
    start = 0
    for at, flag in enumerate([*flags, False]):
        if not flag:
            if at > start and at - start >= best[1] - best[0]:
                best = (start, at)
            start = at + 1
    return best


def _may_split(head: str, run: list[tuple[int, str]], tail: str) -> bool:
    if not tail.strip():
        return True
    if len(head) > MAX_LABEL_LINE or len(tail) > MAX_LABEL_LINE:
        return False
    if head.strip():
        return len(run) >= LEAST_BETWEEN
    return len(run) > 1 or not _DATE.search(tail)


def _apart(text: str, offset: int) -> list[tuple[int, str]]:
    return [(offset + match.start(), match[0]) for match in _WORDS.finditer(text)]


def _from_table(table: Table, number: int) -> Iterator[Row]:
    ends = _right_edges(table) if table.grid else []
    width = table.width if table.grid else 0
    for index, cells in rows_of(table):
        if not cells or (len(cells) == 1 and is_page_number(cells[0].text)):
            continue
        fields = list(_fields(cells, number, table.grid))
        row = make_row(fields, grid=table.grid, full=table.grid and ends[index] == width)
        if len(fields) >= LEAST_EMPTY or any(piece.text.strip() for piece in fields):
            yield row


def _right_edges(table: Table) -> list[int]:
    ends = [0] * (1 + max((cell.row + cell.rowspan - 1 for cell in table.cells), default=0))
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            ends[row] = max(ends[row], cell.col + cell.colspan)
    return ends


def _fields(cells: Iterable[Cell], number: int, grid: bool) -> Iterator[Field]:
    for cell in cells:
        read = read_number if cell.sure else read_doubtful
        for at, text in [(0, cell.text)] if grid else split_cell(cell.text):
            start = cell.start + at
            yield Field(
                text, read(text), number, cell.row, cell.col, cell.colspan, start, start + len(text),
                cell.page, cell.box,
            )  # fmt: skip


def split_cell(text: str) -> list[tuple[int, str]]:
    """Part one field into its words and a number that stands behind them (``行政许可 0``)."""
    if "\n" in text or read_number(text).kind != "words":
        return [(0, text)]
    return split_line(text)


def make_row(fields: list[Field], *, grid: bool = False, full: bool = False) -> Row:
    """Part the fields of one row into words and slots; words beside another run of numbers are not its own."""
    kinds = [piece.reading.kind for piece in fields]
    runs = _runs(kinds)
    if not runs:
        return Row(fields, [piece.text for piece in fields], [], grid, full)
    first, last = runs[0]
    others = []
    if len(runs) > 1:
        first, last = max(runs, key=lambda run: (_weight(kinds[run[0] : run[1]]), run[0]))
        others = [run for run in runs if _weight(kinds[run[0] : run[1]]) > 1]
    at_words = [at for at, kind in enumerate(kinds) if kind == "words"]
    others += [(at, at) for at in at_words if _GLUED.match(fields[at].text)]
    begin = max((end for _, end in others if end <= first), default=0)
    finish = min((start for start, _ in others if start >= last), default=len(fields))
    words = [fields[at].text for at in at_words if begin <= at < finish]
    after = bool(words) and at_words[0] >= first
    return Row(fields, words, fields[first:last], grid, full, after=after)


def _weight(run: list[Kind]) -> int:
    return run.count("number") + run.count("junk")


def _runs(kinds: list[Kind]) -> list[tuple[int, int]]:
    """Return where each run of other fields than words begins and ends."""
    runs: list[tuple[int, int]] = []
    start = None
    for index, kind in enumerate(kinds):
        if kind == "words":
            if start is not None:
                runs.append((start, index))
                start = None
        elif start is None:
            start = index
    return runs if start is None else [*runs, (start, len(kinds))]


def _gather(rows: Iterable[Row]) -> Iterator[Row]:
    """Join numbers that stand one a line into rows: a run of lone slots is one row."""
    held: list[Field] = []
    for row in rows:
        lone = not row.grid and len(row.fields) == 1 and row.fields[0].is_slot
        if lone:
            held.append(row.fields[0])
            continue
        if held:
            yield _loose(held)
            held = []
        yield row
    if held:
        yield _loose(held)


def without_bare_numbers(rows: Sequence[Row]) -> list[Row]:
    """Leave out numbers alone on their line or table row (page numbers).

    Where the table is written one number a line, they stay.
    """
    numbered = [row for row in rows if row.numbers]
    if sum(row.loose for row in numbered) * 2 > len(numbered):
        return list(rows)
    return [row for row in rows if not (len(row.fields) == 1 and row.numbers and (row.loose or row.grid))]


def _loose(held: list[Field]) -> Row:
    return Row(list(held), [], list(held), loose=True)

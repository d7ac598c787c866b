"""A `Document`: the blocks of a source in reading order, whatever its format.

Every reader returns one, and nothing after the readers looks at bytes. All text of the blocks stands in
`Document.text`, and every cell and paragraph knows its offsets there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Cell:
    """One printed cell: its text (line breaks inside it are ``\\n``), its place in the grid and in the source.

    `sure` is False where the text was recognised from an image with little certainty.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    start: int = 0
    end: int = 0
    page: int | None = None
    box: Box | None = None
    sure: bool = True


@dataclass(slots=True)
class Paragraph:
    """A line or paragraph outside every table."""

    text: str
    start: int = 0
    end: int = 0
    page: int | None = None


@dataclass(slots=True)
class Table:
    """Printed rows of cells, in row order.

    Attributes
    ----------
    cells
        Every printed cell once, a spanned cell at its first row and column; empty cells included.
    grid
        True where `Cell.col` is a real column (HTML, Word). False where it only counts the fields of a
        line (text, Markdown), so that a lost field shifts the ones after it.
    """

    cells: tuple[Cell, ...]
    grid: bool = True

    def rows(self) -> list[list[Cell]]:
        """Return the cells by printed row; a row whose cells are all spanned from above is an empty list."""
        found: list[list[Cell]] = [[] for _ in range(1 + max((cell.row for cell in self.cells), default=-1))]
        for cell in self.cells:
            found[cell.row].append(cell)
        return found

    @property
    def width(self) -> int:
        """Return the number of columns, spans included."""
        return max((cell.col + cell.colspan for cell in self.cells), default=0)


Block = Paragraph | Table


@dataclass(slots=True)
class Document:
    """What one source says, in reading order.

    Attributes
    ----------
    blocks
        Paragraphs and tables.
    text
        The reading-order text; fields of a row are parted by tabs, rows and blocks by line breaks.
    format, encoding, reader
        As in the column of the same name of `reports`.
    title
        The title that the format declares beside the text (HTML ``<title>``, Word core properties).
    metadata
        Declared facts, keys in lower case (``pubdate``, ``articletitle``, ``contentsource``…).
    links, images
        ``(text, address)`` of the linked files and the images inside the content; never followed.
    """

    blocks: list[Block] = field(default_factory=list)
    text: str = ""
    format: str = "text"
    encoding: str | None = None
    reader: str = "text"
    title: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs outside tables, in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> Iterator[Table]:
        """Yield the tables, in order."""
        return (block for block in self.blocks if isinstance(block, Table))


@dataclass(slots=True)
class RawCell:
    """A cell as a reader found it, before its offsets are known."""

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None
    sure: bool = True


class Builder:
    """Puts a `Document` together and keeps the offsets.

    Examples
    --------
    >>> builder = Builder()
    >>> builder.paragraph("二、主动公开政府信息情况")
    >>> builder.table([RawCell("规章", 0, 0), RawCell("3", 0, 1)])
    >>> document = builder.build(format="text")
    >>> document.text
    '二、主动公开政府信息情况\\n规章\\t3'
    >>> cell = next(document.tables()).cells[1]
    >>> document.text[cell.start : cell.end]
    '3'
    """

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._parts: list[str] = []
        self._length = 0

    def _put(self, text: str) -> tuple[int, int]:
        if self._parts:
            self._parts.append("\n")
            self._length += 1
        self._parts.append(text)
        start, self._length = self._length, self._length + len(text)
        return start, self._length

    def paragraph(self, text: str, page: int | None = None) -> None:
        """Add one paragraph; blank ones are left out."""
        text = text.strip()
        if text:
            self._blocks.append(Paragraph(text, *self._put(text), page))

    def table(self, cells: Iterable[RawCell], *, grid: bool = True) -> None:
        """Add one table; the cells may come in any order, a table without any text is left out."""
        found = sorted(cells, key=attrgetter("row", "col"))
        if not any(cell.text.strip() for cell in found):
            return
        placed: list[Cell] = []
        parts, end, last = self._parts, self._length, None
        for raw in found:
            if parts:
                parts.append("\t" if raw.row == last else "\n")
                end += 1
            parts.append(raw.text)
            start, end, last = end, end + len(raw.text), raw.row
            placed.append(
                Cell(raw.text, last, raw.col, raw.rowspan, raw.colspan, start, end, raw.page, raw.box, raw.sure)
            )
        self._length = end
        self._blocks.append(Table(tuple(placed), grid))

    def build(self, *, format: str, encoding: str | None = None, title: str | None = None) -> Document:
        """Return the document; further attributes may be set on it."""
        return Document(self._blocks, "".join(self._parts), format, encoding, title=title)

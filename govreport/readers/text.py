"""Plain text: lines, rows of tab-parted fields, and tables written one cell a line."""

from __future__ import annotations

import re

from govreport.document import Builder, Document, RawCell
from govreport.readers.commas import with_tabs

_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])")
_DIGITS = re.compile(r"^[\s\u3000]*[\d０-９,，.．]{1,12}[\s\u3000]*$")
_NUMBERING = re.compile(r"^[\s\u3000]*[(（]?\d{1,2}[)）.．、][\s\u3000]*$")
_CJK = re.compile(r"[\u3400-\u9fff]")


def read_text(text: str, encoding: str) -> Document:
    """Read plain text.

    A line of several fields is a row of a table without a grid. Lines that begin with a tab and hold one
    field each are cells; an empty line ends their row, a line without the tab goes on with the cell before.

    Parameters
    ----------
    text
        The decoded text.
    encoding
        Its encoding, as recorded in `reports`.

    Returns
    -------
    Document
        One paragraph a line outside the tables; every table has ``grid=False``.

    Examples
    --------
    >>> document = read_text("\\t规章\\n\\t1361\\n2\\n\\n\\t规范性文件\\n\\t0\\n", "utf-8")
    >>> [[cell.text for cell in row] for row in next(document.tables()).rows()]
    [['规章', '1361\\n2'], ['规范性文件', '0']]
    """
    reader = _Lines()
    for line in with_tabs(text).splitlines():
        reader.take(line)
    reader.flush()
    return reader.builder.build(format="text", encoding=encoding)


class _Lines:
    """Takes lines one by one and keeps the table that is being read."""

    def __init__(self) -> None:
        self.builder = Builder()
        self.rows: list[list[str]] = []
        self.open = self.cellwise = False
        self.gap = 0

    def take(self, line: str) -> None:
        if not line.strip(" \u3000\r"):
            self.gap += 1
            self.open = False
            return
        fields = line.rstrip("\r\n").split("\t")
        if len(fields) == 1:
            self._plain(line)
        elif not any(fields[:-1]) and not fields[0]:
            self._cell(fields)
        elif not any(part.strip() for part in fields):
            self._cell([""])
        else:
            self.rows.append(fields)
            self.open = self.cellwise = False
        self.gap = 0

    def _cell(self, fields: list[str]) -> None:
        if not self.open:
            self.rows.append([])
        self.rows[-1].append(fields[-1])
        self.open = self.cellwise = True

    def _plain(self, line: str) -> None:
        if self._continues(line):
            self.rows[-1][-1] += "\n" + line.strip()
            self.open = True
            return
        self.flush()
        self.builder.paragraph(line)

    def _continues(self, line: str) -> bool:
        """Return whether a line without a tab goes on with the cell before it."""
        if not self.cellwise:
            return False
        cell = self.rows[-1][-1]
        words = _CJK.search(cell) is not None or _NUMBERING.match(cell) is not None
        if self.gap:
            return self.gap == 1 and words and _CJK.search(line) is not None and not _HEADING.match(line)
        if words:
            return True
        return _DIGITS.match(cell) is not None and _DIGITS.match(line) is not None

    def flush(self) -> None:
        """End the table that is being read, if any."""
        if not self.rows:
            return
        self.builder.table(
            (
                RawCell(text.strip(), row, col)
                for row, fields in enumerate(self.rows)
                for col, text in enumerate(fields)
            ),
            grid=False,
        )
        self.rows = []
        self.open = self.cellwise = False

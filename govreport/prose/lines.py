"""The short lines of a document, where titles, dates and signatures stand.

Every pattern of this room runs on *compact* text: full-width characters folded, all blanks gone. Folding keeps
one character for one, so that what was matched can be given back as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby, islice

from govreport import forms
from govreport.document import Block, Document, Paragraph, Table

# A table of more cells than this holds figures; a smaller one may be a box around a heading or a list of dates.
SMALL_TABLE = 40
MAX_LINES = 5_000
HEAD_LINES = 400
# Nothing that matters here stands deeper in one line, and no pattern may run over a hostile one.
LINE_LIMIT = 4000

_PROSE = re.compile("[。．]|[^。．]{40}[，,]|[，,].{40}")
_HEADING = re.compile(r"(?:[一1]|第一部分)[、.]|概述$|总体情况$|基本情况$")
_INVISIBLE = re.compile("[\u200b-\u200d\ufeff\u2060]")
_HAN = r"[\u3400-\u9fff〇（）《》“”、，：；。]"
_LAYOUT = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_MARKS = tuple("#>-*+•·_`")
_MARKUP = re.compile(r"^(?:#{1,6}|>|[-*+•·])\s+|\*\*|__|`")


@lru_cache(maxsize=1)
def _plain() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the characters that are folded, and the plain shape of each."""
    found = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    found |= dict.fromkeys("\u3000\xa0\u2002\u2003\u2009", " ")
    found |= {row["traditional"]: row["simplified"] for row in forms.read_csv("script.csv")}
    found |= dict(zip("〔【〕】話臺鏈園", "[[]]话台链园", strict=True))
    return re.compile(f"[{''.join(found)}]"), found


def fold(text: str) -> str:
    """Return `text` with full-width and traditional characters made plain, character by character.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        As long as `text`.

    Examples
    --------
    >>> fold("２０２０年報告（試行）")
    '2020年报告(试行)'
    """
    signs, shapes = _plain()
    return signs.sub(lambda match: shapes[match[0]], text)


def _visible(text: str) -> str:
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def squeeze(text: str) -> str:
    """Return `text` as printed, without any blank.

    Examples
    --------
    >>> squeeze("２０２０ 年\u3000报 告")
    '２０２０年报告'
    """
    return "".join(_visible(text).split())


def compact(text: str) -> str:
    """Return `text` folded and without blanks; as long as `squeeze(text)`.

    Examples
    --------
    >>> compact("２０２０ 年\u3000报 告")
    '2020年报告'
    """
    return fold(squeeze(text))


def tidy(text: str) -> str:
    """Return `text` as printed, without blanks that only the layout put between characters.

    Examples
    --------
    >>> tidy("2024 年青 禾 县统计局　年度报告")
    '2024 年青禾县统计局年度报告'
    """
    return _LAYOUT.sub("", " ".join(_visible(text).split()))


def _of_table(table: Table) -> Iterator[str]:
    filled = [cell for cell in islice(table.cells, SMALL_TABLE * 8) if cell.text.strip()]
    if len(filled) > SMALL_TABLE:
        return
    for _, row in groupby(filled, key=lambda cell: cell.row):
        texts = [cell.text for cell in row]
        if len(texts) == 1:
            yield from texts[0].split("\n")
        else:
            yield " ".join(text.replace("\n", "") for text in texts)


def _of_block(block: Block) -> Iterator[str]:
    return iter(block.text.split("\n")) if isinstance(block, Paragraph) else _of_table(block)


def _clean(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        text = line[:LINE_LIMIT].strip()
        if text[:1] in _MARKS or "**" in text:
            text = _MARKUP.sub("", text).strip()
        # Cells of a table that lost its grid and page numbers say nothing here.
        if len(text) > 3 or not text.isdecimal() and text:
            yield text


def short_lines(document: Document) -> list[str]:
    """Return the lines of a document in reading order, tables of figures left out.

    Parameters
    ----------
    document
        Any document.

    Returns
    -------
    list of str
        At most 5,000 lines as printed, markup signs of Markdown removed, none of them blank.
    """
    return list(islice(_clean(chain.from_iterable(map(_of_block, document.blocks))), MAX_LINES))


def body_start(lines: list[str]) -> int:
    """Return the index of the first line of running prose, else of the first numbered heading, else the length.

    Parameters
    ----------
    lines
        Lines of `short_lines`.

    Returns
    -------
    int
        Everything above it is title, header or navigation.
    """
    prose = (i for i, line in enumerate(lines) if len(line) >= 30 and _PROSE.search(line))
    heading = (i for i, line in enumerate(lines) if len(line) <= 30 and _HEADING.match(compact(line)))
    return next(prose, next(heading, len(lines)))

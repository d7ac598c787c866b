"""Markdown: pipe tables, however ragged, between paragraphs."""

from __future__ import annotations

import re

from govreport.document import Builder, Document, RawCell

GRID_RULE = re.compile(r"^[ \t]*[|+](?:[-=:]{3,}[|+])*[-=:]{3,}\+(?:[-=:]{3,}[|+])*[ \t]*$", re.MULTILINE)
"""A line between two rows of a grid drawn with plus signs."""
_PARTLY = re.compile(r"\+[-=:]{3,}\+")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = re.compile(r"\*\*|__|`|~~")
_MARKED = re.compile(r"[*_`~<\[\\]")
_LEAD = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s*|[-*+]\s+(?!\d{1,4}\s*[-—–]\s*$))+")
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\(([^()\s]{0,500})[^()\n]{0,100}\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{0,300})\]\(([^()\s]{0,500})[^()\n]{0,100}\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|rtf|odt|zip|rar|ofd)(?:[?#]|$)", re.IGNORECASE)


def read_markdown(text: str, encoding: str) -> Document:
    """Read Markdown.

    Parameters
    ----------
    text
        The decoded text.
    encoding
        Its encoding, as recorded in `reports`.

    Returns
    -------
    Document
        Runs of lines with pipes are tables with ``grid=False`` (their rows need not have equal lengths);
        every other line is a paragraph without its marks.

    Examples
    --------
    >>> document = read_markdown("# 报告\\n| 规章 | 3 |\\n|---|---|\\n| 规范性文件 | 1<br>2 |", "utf-8")
    >>> [[cell.text for cell in row] for row in next(document.tables()).rows()]
    [['规章', '3'], ['规范性文件', '1\\n2']]
    """
    builder = Builder()
    images = [(match[1], match[2]) for match in _IMAGE.finditer(text)]
    links = [(match[1], match[2]) for match in _LINK.finditer(text) if _FILE.search(match[2])]
    held: list[list[str]] = []
    for line in _rows_on_lines(text):
        if _is_row(line, bool(held)):
            if not _RULE.match(line):
                held.append(split_row(line))
            continue
        if held:
            _flush(builder, held)
            held = []
        builder.paragraph(unmarked(line))
    _flush(builder, held)
    document = builder.build(format="markdown", encoding=encoding)
    document.images, document.links = images, links
    return document


def unmarked(line: str) -> str:
    """Return a line without the marks of headings, lists and emphasis."""
    return plain(_LEAD.sub("", line))


def _rows_on_lines(text: str) -> list[str]:
    """Return the lines of a text, each row of a grid drawn with plus signs on one line."""
    if not GRID_RULE.search(text):
        return text.splitlines()
    out: list[str] = []
    row: list[list[str]] = []
    drawn = False
    for line in [*text.splitlines(), ""]:
        ruled = GRID_RULE.match(line) is not None or (drawn and _PARTLY.search(line) is not None)
        drawn = ruled or (drawn and line.lstrip().startswith("|"))
        if drawn and not ruled:
            row.append(_PIPE.split(line.strip()))
            continue
        out += _one_line(row)
        row = []
        if not drawn:
            out.append(line)
    return out


def _one_line(row: list[list[str]]) -> list[str]:
    """Join the lines of one row, cell by cell where they have as many."""
    if len({len(cells) for cells in row}) > 1:
        return ["|".join(cells) for cells in row]
    return ["|".join("".join(map(str.strip, cells)) for cells in zip(*row, strict=True))] if row else []


def _is_row(line: str, inside: bool) -> bool:
    if "|" not in line or len(line) > 20_000:
        return False
    stripped = line.strip()
    pipes = len(_PIPE.findall(stripped))
    if stripped.startswith("|"):
        return pipes >= 2 or inside
    return pipes >= 2 or (pipes == 1 and inside)


def split_row(line: str) -> list[str]:
    """Part a line at its pipes; the empty fields outside the outer pipes are left out."""
    fields = _PIPE.split(line.strip())
    if fields and not fields[0].strip():
        fields = fields[1:]
    if fields and not fields[-1].strip():
        fields = fields[:-1]
    return [plain(piece) for piece in fields]


def plain(text: str) -> str:
    """Return the text without Markdown's marks; an image leaves nothing, a link its text."""
    if not _MARKED.search(text):
        return text.strip()
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _MARKS.sub("", _BREAK.sub("\n", text))
    return _ESCAPE.sub(r"\1", text).strip()


def _flush(builder: Builder, rows: list[list[str]]) -> None:
    builder.table(
        (RawCell(text, row, col) for row, fields in enumerate(rows) for col, text in enumerate(fields)), grid=False
    )

"""Sentences of the prose, joined over the breaks of lines and pages, each with its section and its offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from govreport.document import Block, Document, Paragraph
from govreport.prose.lines import compact
from govreport.prose.sections import names_report, section_headed

_ENDS = "。！？!?；;：:"
_CLOSED = re.compile(r"[。！？!?；;：:.…](?:[”\"’』」）)】]|\*\*|\[[^\[\]]{0,80}\]|\s)*$")
_STOP = re.compile(r"[。！？!?]+[”\"’』」）)】*]*")
_MARK = re.compile(
    r"\s*(?:#{1,6}\s|[-*•·]\s|\*{2}|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|[一二三四五六七八九十]{1,3}\s*[、.．]"
    r"|\d{1,2}\s*[、．.](?!\d)|第[一二三四五六七八九十]{1,3}[部章节条]|[一二三四五六七八九十]{1,2}是|《|附件|\[image|\[bookmark)"
)
_PAGE = re.compile(
    r"\s*(?:[-—–―·]\s*)?(?:第\s*)?\d{1,3}(?:\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|\s*/\s*\d{1,3})?(?:\s*[-—–―·])?\s*"
)
# A row of a table that nothing parts but blanks: three numbers or more side by side.
_ROW = re.compile(r"(?<![\d.])\d[\d.,]*(?:[ \t\u3000]+[-+]?\d[\d.,]*){2,}[ \t\u3000]*$")
_DATED = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_INSIDE = re.compile(r"[，、；。,;：“（(]")
# A line this long without any sign is one that the page's edge broke, not a heading.
_FULL_LINE = 24
_ROW_LIMIT = 400
_MAX_SENTENCES = 20_000
_LONGEST_PARAGRAPH = 40_000


class Sentence(NamedTuple):
    """One sentence as printed.

    Attributes
    ----------
    text
        ``document.text[start:end]``; breaks of lines and pages inside it are kept.
    start, end
        Offsets into `Document.text`.
    section
        1–6 by what the heading above says; None above the first heading.
    block
        Index of the block in which the sentence begins; lines that were joined count as their first one.
    """

    text: str
    start: int
    end: int
    section: int | None
    block: int


class _Run(NamedTuple):
    """Paragraphs that are one in print: from `start` to `end` of the text."""

    start: int
    end: int
    section: int | None
    block: int


def _is_open(text: str) -> bool:
    """Return whether a line breaks off in the middle of a sentence."""
    if _CLOSED.search(text[-90:]) or names_report(text):
        return False
    bare = _MARK.sub("", text, 1)
    if bare != text and len(bare) < _FULL_LINE and not re.search(r"[，,]", bare):
        return False
    return len(text) >= _FULL_LINE or _INSIDE.search(text) is not None or text[-1].isdigit()


def _goes_on(text: str) -> bool:
    """Return whether a line may be the rest of the one above."""
    return not _MARK.match(text) and not names_report(text) and not _DATED.fullmatch(compact(text[:40]))


def _runs(blocks: list[Block]) -> Iterator[_Run]:
    run: _Run | None = None
    last = ""
    section: int | None = None
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or _ROW.search(block.text[-_ROW_LIMIT:]):
            if run is not None:
                yield run
            run, last = None, ""
            continue
        if _PAGE.fullmatch(block.text) and not (run and last[-1:].isdigit()):
            continue
        headed = section_headed(block.text, section)
        if run is not None and headed is None and _is_open(last) and _goes_on(block.text):
            run = run._replace(end=block.end)
        else:
            if run is not None:
                yield run
            section = headed or section
            run = _Run(block.start, block.end, section, at)
        last = block.text
    if run is not None:
        yield run


def _split(text: str, run: _Run) -> Iterator[Sentence]:
    start = run.start
    for stop in _STOP.finditer(text, run.start, min(run.end, run.start + _LONGEST_PARAGRAPH)):
        yield Sentence(text[start : stop.end()], start, stop.end(), run.section, run.block)
        start = stop.end()
    if start < run.end:
        yield Sentence(text[start : run.end], start, run.end, run.section, run.block)


def _trimmed(sentence: Sentence) -> Sentence | None:
    text = sentence.text.strip()
    if not text:
        return None
    start = sentence.start + sentence.text.index(text[0])
    return sentence._replace(text=text, start=start, end=start + len(text))


def sentences(document: Document) -> list[Sentence]:
    """Return the sentences of a document's paragraphs; cells and rows of tables are no prose.

    Parameters
    ----------
    document
        Any document.

    Returns
    -------
    list of Sentence
        In reading order, headings among them; a sentence ends with 。, ！ or ？ or with its paragraph. Lines that
        the edge of a page broke are one sentence, numbers of pages between them stay in the text.

    Examples
    --------
    >>> from govreport.document import Builder
    >>> builder = Builder()
    >>> for line in ("一、总体情况", "全年收到申请，均已答", "复。网站发布信息12条。"):
    ...     builder.paragraph(line)
    >>> [(one.text, one.section) for one in sentences(builder.build(format="text"))]
    [('一、总体情况', 1), ('全年收到申请，均已答\\n复。', 1), ('网站发布信息12条。', 1)]
    """
    found: list[Sentence] = []
    for run in _runs(document.blocks):
        found += filter(None, map(_trimmed, _split(document.text, run)))
        if len(found) > _MAX_SENTENCES:
            break
    return found[:_MAX_SENTENCES]

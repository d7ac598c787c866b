"""Several reports in one source: where one ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govreport.document import Block, Document, Paragraph
from govreport.prose.sections import names_report
from govreport.tables.evidence import Evidence
from govreport.tables.locate import locate
from govreport.tables.rows import find_rows

MAX_TITLE = 60
MAX_TITLES = 200


def split_reports(document: Document) -> list[Document]:
    """Return the reports of a source, each as a document of its own.

    A new report begins at a line that names an annual report, where the blocks before it and the blocks from it
    on both hold the same statutory table. Offsets go on counting in the text of the whole source.

    Parameters
    ----------
    document
        The whole source.
    """
    starts = [at for at, block in enumerate(document.blocks) if _is_title(block)][:MAX_TITLES]
    if len(starts) < 2:
        return [document]
    parts: list[list[Block]] = [document.blocks[: starts[1]]]
    for at, start in enumerate(starts[1:], start=1):
        stop = starts[at + 1] if at + 1 < len(starts) else len(document.blocks)
        parts.append(document.blocks[start:stop])
    if not _may_be_several(document, parts):
        return [document]
    merged = _merge(document, parts)
    if len(merged) == 1:
        return [document]
    return [replace(document, blocks=list(part), title=None) for part in merged]


def _is_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) <= MAX_TITLE and names_report(block.text)


def _may_be_several(document: Document, parts: Sequence[list[Block]]) -> bool:
    """Return whether two parts show numbers at all: links to other reports, the usual case, show none."""
    *others, _ = sorted(parts, key=len)
    return any(row.numbers for blocks in others for row in find_rows(replace(document, blocks=blocks)))


def _merge(document: Document, parts: Sequence[list[Block]]) -> list[list[Block]]:
    """Join each part to the one before it unless both hold the same table."""
    merged: list[tuple[list[Block], set[str]]] = []
    for blocks in parts:
        tables = _tables(replace(document, blocks=blocks))
        if merged and not (tables & merged[-1][1]):
            merged[-1] = [*merged[-1][0], *blocks], merged[-1][1] | tables
        else:
            merged.append((blocks, tables))
    return [blocks for blocks, _ in merged]


def _tables(document: Document) -> set[str]:
    rows = find_rows(document)
    return {region.table for region in locate(rows, Evidence.of(rows)) if any(
        row.numbers for row in rows[region.start : region.stop])}  # fmt: skip

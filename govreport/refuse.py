"""Sources that are no report, each refused with what was found and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govreport.document import Document
from govreport.errors import EmptyForm, NotAReport, OnlyAttachment
from govreport.prose.sections import names_report, sections_with_text
from govreport.tables import FoundTable

LEAST_SECTIONS = 2


def refuse_what_is_no_report(
    document: Document, tables: Mapping[str, FoundTable], meta: Mapping[str, Any], source: str
) -> None:
    """Raise unless the source is a report.

    It is one where a statutory table is recognised, or where the title names an annual report on open government
    information and two of its sections have text.

    Raises
    ------
    EmptyForm
        The official form: recognised tables, but no number, no agency and no year.
    OnlyAttachment
        A page whose report is a linked file or an image.
    NotAReport
        Anything else.
    """
    if tables:
        _refuse_empty_form(tables, meta, source)
        return
    named = names_report(meta.get("title")) or names_report(document.title)
    found = sections_with_text(document)
    if named and len(found) >= LEAST_SECTIONS:
        return
    _refuse_attachment(document, named, source)
    said = f"titled “{meta['title'][:80]}”" if meta.get("title") else "without a title of one"
    msg = (
        f"{source}: no annual report on open government information was found in it ({said}; no statutory table, "
        f"{len(found)} of six sections with text). Expected is a report with tables or at least two sections; "
        f"leave this source out, or check that the whole report was saved."
    )
    raise NotAReport(msg)


def _refuse_empty_form(tables: Mapping[str, FoundTable], meta: Mapping[str, Any], source: str) -> None:
    if meta.get("agency") or meta.get("year"):
        return
    if any(figure.state == "stated" for table in tables.values() for figure in table.figures.values()):
        return
    msg = (
        f"{source}: this is the official form, not filled in: no agency, no year, no number in "
        f"{', '.join(tables)}. Leave it out."
    )
    raise EmptyForm(msg)


def _refuse_attachment(document: Document, named: bool, source: str) -> None:
    linked = [pair for pair in document.links if named or names_report(pair[0])]
    images = document.images if named else []
    if not linked and not images:
        return
    kind, (text, address) = ("a linked file", linked[0]) if linked else ("an image", images[0])
    said = f" (“{text.strip()[:60]}”)" if text.strip() else ""
    msg = (
        f"{source}: the page holds no report itself, only {kind}{said}: {address[:300]}. "
        f"It was not followed: save that file and read it instead."
    )
    raise OnlyAttachment(msg)

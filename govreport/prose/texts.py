"""The text of a report in pieces, one a section, that together are the whole."""

from __future__ import annotations

from typing import Any

from govreport.document import Document
from govreport.prose.sections import section_headed


def pieces(document: Document, text: str) -> list[dict[str, Any]]:
    """Part a report's text at the headings of its sections.

    Parameters
    ----------
    document
        The report.
    text
        Its text, contacts overwritten: as long as `Document.text`.

    Returns
    -------
    list of dict
        Rows of `texts` without `report_id`, in the order of the text and without a gap: `section` (None above the
        first heading), `start` and `text`, tables included.

    Examples
    --------
    >>> from govreport.document import Builder
    >>> builder = Builder()
    >>> for line in ("白榆县水务局年报", "一、总体情况", "网站发布信息12条。"):
    ...     builder.paragraph(line)
    >>> document = builder.build(format="text")
    >>> [(one["section"], one["start"], one["text"]) for one in pieces(document, document.text)]
    [(None, 0, '白榆县水务局年报\\n'), (1, 9, '一、总体情况\\n网站发布信息12条。')]
    """
    marks: list[tuple[int, int | None]] = [(0, None)]
    for block in document.paragraphs():
        headed = section_headed(block.text, marks[-1][1])
        if headed is not None and headed != marks[-1][1]:
            marks.append((block.start, headed))
    ends = [start for start, _ in marks[1:]] + [len(text)]
    return [
        {"section": section, "start": start, "text": text[start:end]}
        for (start, section), end in zip(marks, ends, strict=True)
        if end > start or len(marks) == 1
    ]

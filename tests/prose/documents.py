"""Small documents for the tests of this room."""

from __future__ import annotations

from govreport.document import Builder, Document, RawCell

PREAMBLE = (
    "根据《中华人民共和国政府信息公开条例》《青禾县人民政府办公室关于做好2031年政府信息公开工作年度报告编制发布工作的通知》要求，"
    "结合本单位实际编制本报告，全文包括总体情况等六个部分。"
)


def page(*lines: str, title: str | None = None, **metadata: str) -> Document:
    """Build a document of one paragraph a line; a line with tabs is a row of a table."""
    builder = Builder()
    for line in lines:
        if "\t" in line:
            builder.table([RawCell(text, 0, col) for col, text in enumerate(line.split("\t"))])
        else:
            builder.paragraph(line)
    document = builder.build(format="html", title=title)
    document.metadata = metadata
    return document

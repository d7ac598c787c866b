"""Printer of Word documents: a stored zip with the least XML that Word opens."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from govreport.sample.page import Box, Page, Row, Sheet, Text, continues

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def _paragraph(text: str, centred: bool = False) -> str:
    style = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    runs = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(part) for part in text.split("\n"))
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{runs}</w:t></w:r></w:p>' if text else f"<w:p>{style}</w:p>"


def _cell(box: Box, row: Row, above: Row | None, below: Row | None) -> str:
    covered = continues(row, box, above)
    merge = '<w:vMerge w:val="restart"/>' if box.run and below is not None and continues(below, box, row) else ""
    merge = "<w:vMerge/>" if covered else merge
    wide = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
    text = "" if covered else box.text
    parts = [text] if box.role == "number" else text.split("\n")
    body = "".join(_paragraph(part, centred=True) for part in parts)
    return f"<w:tc><w:tcPr>{wide}{merge}</w:tcPr>{body}</w:tc>"


def _table(sheet: Sheet) -> str:
    rows = []
    for place, row in enumerate(sheet.rows):
        above = sheet.rows[place - 1] if place else None
        below = sheet.rows[place + 1] if place + 1 < len(sheet.rows) else None
        rows.append("<w:tr>" + "".join(_cell(box, row, above, below) for box in row.ordered()) + "</w:tr>")
    grid = '<w:gridCol w:w="900"/>' * sheet.width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _pack(parts: dict[str, str]) -> bytes:
    """Zip without compression and without a clock, so that the bytes are the same everywhere."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            archive.writestr(info, text.encode("utf-8"))
    return out.getvalue()


def docx(page: Page, script: Callable[[str], str] = str) -> bytes:
    """Print a Word document in a script; merged cells as gridSpan and vMerge."""
    body = []
    for block in page.blocks:
        if isinstance(block, Text):
            body.append(_paragraph(block.text, centred=block.kind in ("title", "signature", "date")))
        else:
            body.append(_table(block) + "<w:p/>")
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{NAMESPACE}"><w:body>'
        + "".join(body)
        + "<w:sectPr/></w:body></w:document>"
    )
    return _pack({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": script(document)})

"""Word documents, each with one thing that Word can do to a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.golden.forms import Cell, Grid
from tests.golden.report import Report

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str) -> str:
    """Return a paragraph of runs or of plain text."""
    return f"<w:p>{content if content.startswith('<') else run(content)}</w:p>"


@dataclass
class Writer:
    """Writes a report; each part of a document can be replaced.

    Attributes
    ----------
    content
        What stands in a cell.
    row
        A row, from its cells and its properties.
    table
        What stands for a table, from its rows.
    left_out
        True where rows begin inside the table instead of with cells that go on from above.
    below
        What stands in a cell that goes on from above, which Word does not show.
    """

    content: Callable[[Cell], str] = lambda cell: paragraph(cell.text)
    row: Callable[[list[str], str, int], str] = lambda cells, properties, number: (
        f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
    )
    table: Callable[[list[str]], str] = lambda rows: f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
    left_out: bool = False
    below: str = "<w:p/>"

    def body(self, report: Report) -> str:
        """Return the body of the document."""
        parts = [paragraph(text) for text in report.opening()]
        for heading, content in report.sections():
            parts.append(paragraph(heading))
            parts.append(self.grid(content) if isinstance(content, list) else paragraph(content))
        return "".join(parts)

    def grid(self, grid: Grid) -> str:
        """Return one table."""
        return self.table(self.rows(grid))

    def rows(self, grid: Grid) -> list[str]:
        """Return the rows of a table, cells that go on downwards included."""
        return [self._row(row, number) for number, row in enumerate(_laid_out(grid))]

    def _row(self, row: list[tuple[Cell | None, int]], number: int) -> str:
        skipped = 0
        while self.left_out and row[0][0] is None:
            skipped += row.pop(0)[1]
        before = f'<w:gridBefore w:val="{skipped}"/><w:wBefore w:w="9" w:type="dxa"/>' if skipped else ""
        return self.row([self._cell(cell, wide) for cell, wide in row], before, number)

    def _cell(self, cell: Cell | None, wide: int) -> str:
        merge = "<w:vMerge/>" if cell is None else '<w:vMerge w:val="restart"/>' if cell.rowspan > 1 else ""
        span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
        return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{self.below if cell is None else self.content(cell)}</w:tc>"


def _laid_out(grid: Grid) -> list[list[tuple[Cell | None, int]]]:
    """Return for each row its (cell, width) from left to right, nothing for a cell that goes on from above."""
    going: dict[int, tuple[int, int]] = {}
    lines = []
    for row in grid:
        line: list[tuple[Cell | None, int]] = []
        col, cells = 0, iter(row)
        while True:
            if col in going:
                left, wide = going.pop(col)
                line.append((None, wide))
            elif cell := next(cells, None):
                left, wide = cell.rowspan, cell.colspan
                line.append((cell, wide))
            else:
                break
            if left > 1:
                going[col] = left - 1, wide
            col += wide
        lines.append(line)
    return lines


def document(body: str, notes: str = "") -> bytes:
    """Return a .docx, the same bytes every time."""
    office = f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{office}</Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    if notes:
        relation = f'<Relationship Id="n1" Type="{_R}/footnotes" Target="footnotes.xml"/>'
        parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{relation}</Relationships>'
        parts["word/footnotes.xml"] = f"<w:footnotes {_SPACES}>{notes}</w:footnotes>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, '<?xml version="1.0" encoding="UTF-8"?>\n' + content)
    return stream.getvalue()


def merges(report: Report) -> bytes:
    """Write gridSpan and vMerge as Word does; merged cells keep below what they held before."""
    return document(Writer(below=paragraph("7")).body(report))


def grid_before(report: Report) -> bytes:
    """Begin rows inside the table: cells at its edge that go on from above are left out of the row."""
    return document(Writer(below=paragraph("7"), left_out=True).body(report))


def content_controls(report: Report) -> bytes:
    """Put content controls around runs, paragraphs, cells, rows and tables."""

    def sdt(content: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias w:val='7'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    def row(cells: list[str], properties: str, number: int) -> str:
        if number % 3:
            return f"<w:tr>{''.join(cells[:-1])}{sdt(cells[-1])}</w:tr>"
        return sdt(f"<w:tr>{''.join(cells)}</w:tr>")

    writer = Writer(
        content=lambda cell: sdt(paragraph(sdt(run(cell.text)))) if cell.key else paragraph(cell.text),
        row=row,
        table=lambda rows: sdt(f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"),
    )
    return document(writer.body(report))


def tracked(report: Report) -> bytes:
    """Correct numbers, delete and insert rows and move text, all as tracked changes."""
    mark = 'w:id="1" w:author="x" w:date="2023-01-01T00:00:00Z"'

    def content(cell: Cell) -> str:
        if not cell.key:
            return paragraph(cell.text)
        old = f"<w:del {mark}><w:r><w:delText>9</w:delText></w:r></w:del>"
        moved = f"<w:moveFrom {mark}><w:r><w:t>8</w:t></w:r></w:moveFrom>"
        return paragraph(f"{old}<w:ins {mark}>{run(cell.text)}</w:ins>{moved}")

    def row(cells: list[str], properties: str, number: int) -> str:
        whole = "".join(cells)
        gone = f"<w:tr><w:trPr><w:del {mark}/></w:trPr>{whole}</w:tr>" if number > 2 else ""
        return f"{gone}<w:tr><w:trPr><w:ins {mark}/></w:trPr>{whole}</w:tr>"

    return document(Writer(content=content, row=row).body(report))


def nested(report: Report) -> bytes:
    """Put the tables into tables that frame them, and a table into one of their cells."""
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('填报说明')}</w:tc><w:tc>{paragraph('见附注')}</w:tc></w:tr></w:tbl>"
    frame = "<w:tbl><w:tr><w:tc>{}<w:p/></w:tc></w:tr></w:tbl>"
    writer = Writer(
        content=lambda cell: paragraph(cell.text) + (inner + "<w:p/>" if cell.text == "（七）总计" else ""),
        table=lambda rows: frame.format(f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"),
    )
    return document(writer.body(report))


def text_box(report: Report) -> bytes:
    """Put each table into a text box, written twice: for new programs and for old."""

    def table(rows: list[str]) -> str:
        inside = f"<w:txbxContent><w:tbl><w:tblPr/>{''.join(rows)}</w:tbl><w:p/></w:txbxContent>"
        return (
            '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
            f"<wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )

    return document(Writer(table=table).body(report))


def split_table(report: Report) -> bytes:
    """Cut tables in two by a page, with a page number between and the header again."""

    def table(rows: list[str]) -> str:
        if len(rows) < 12:
            return f"<w:tbl>{''.join(rows)}</w:tbl>"
        heads, at = (3 if len(rows) > 24 else 0), len(rows) // 2 + 1
        first, second = "".join(rows[:at]), "".join(rows[:heads] + rows[at:])
        return f"<w:tbl>{first}</w:tbl>{paragraph('- 12 -')}<w:p/><w:tbl>{second}</w:tbl>"

    return document(Writer(table=table).body(report))


def footnotes(report: Report) -> bytes:
    """Set note marks after numbers and labels; the notes hold digits."""
    marks = 0

    def content(cell: Cell) -> str:
        nonlocal marks
        marks += 1
        if marks % 5:
            return paragraph(cell.text)
        reference = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{marks}"/></w:r>'
        return paragraph(run(cell.text) + reference)

    body = Writer(content=content).body(report)
    notes = "".join(
        f'<w:footnote w:id="{number}">'
        + paragraph("<w:r><w:footnoteRef/></w:r>" + run(f"第{number}处说明，含修订{number + 3}件。"))
        + "</w:footnote>"
        for number in range(5, marks + 1, 5)
    )
    return document(body, notes)

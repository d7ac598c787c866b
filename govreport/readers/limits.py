"""How much of a source is read: every bound of the readers in one place.

A report is a few hundred kilobytes, a page with pictures in it a few megabytes. The bounds lie far above that and far
below what would exhaust a worker: one byte of HTML can cost fifty of memory, and a zip expands a thousandfold.
"""

from __future__ import annotations

from govreport.errors import UnreadableSource

MAX_BYTES = 64 * 2**20
"""Bytes of one source."""
MAX_TEXT = 8 * 2**20
"""Characters of plain text or Markdown, where every line may become a block; a report has a hundred thousand."""
MAX_TAGS = 300_000
"""Tags of one HTML page: reading this many takes about four seconds, and a page of a report has a few thousand."""
MAX_ATTRIBUTES = 5_000
"""Attributes of one tag: libxml2 compares each with all before it, which for 200,000 takes minutes."""
MAX_PART = 64 * 2**20
"""Bytes of one unpacked part of a zip."""
MAX_RATIO = 250
"""Unpacked bytes to a packed one, in parts over a megabyte: a form of zeros reaches 60, a zip bomb a thousand."""
MAX_ENTRIES = 10_000
"""Files in one zip."""
MAX_OLE_ENTRIES = 10_000
"""Streams and storages in one .doc or .xls; a document with many embedded objects has a few hundred."""
MAX_DOC_TEXT = 2_000_000
"""Characters of one .doc, notes and headers included; a report has thirty thousand."""
MAX_DOC_PIECES = 20_000
"""Pieces of one .doc; a file that was saved fast a hundred times has a few thousand."""
MAX_DOC_RUNS = 400_000
"""Runs of equal formatting in one .doc: four or five a number, for the longest reports ten thousand."""
MAX_DOC_STEPS = 5_000_000
"""Pieces of one .doc times its runs of hidden, deleted or raised text: five seconds."""
OFFICE_SECONDS = 20
"""Time in which LibreOffice has to finish a file: it starts in two seconds and converts a report in a tenth."""
OFFICE_MEMORY = 4 * 2**30
"""Bytes of address space for LibreOffice, where the system can limit it; a report takes one and a half."""
MAX_SHEETS = 100
"""Sheets of one workbook that are shown."""
MAX_SHEET_ROWS = 20_000
"""Rows of one sheet; the tables of a report have a hundred."""
MAX_SHEET_CELLS = 200_000
"""Cells of one sheet that are filled or drawn, or of all tables of one .odt; a report has some hundred."""
MAX_SHEET_TAGS = 2_000_000
"""Rows, columns and merged ranges in the XML of one sheet."""
MAX_REPEATED = 200
"""Times that an .odt may repeat one row; a table of a text repeats none."""
MAX_NESTED = 32
"""Tables inside each other in one .doc."""
MAX_PDF_PAGES = 1_000
"""Pages of one PDF: a volume of fifty reports has five hundred, and each page takes milliseconds."""
MAX_PDF_CHARACTERS = 1_000_000
"""Characters of one PDF: ten seconds; a report has ten thousand."""
MAX_PDF_OBJECTS = 400_000
"""Things drawn on the pages of one PDF, pieces of paths included: five seconds; a report has a few thousand."""
MAX_PIXELS = 80_000_000
"""Pixels of one image: A3 at 500 dpi, or eight A4 pages at 300 dpi below one another; more would take a gigabyte."""
MAX_FRAMES = 100
"""Images in one file: a scanned report has at most thirty pages, and each takes seconds."""
PDF_SECONDS = 10
"""Time in which a PDF with forms has to open all its pages; a report takes hundredths of a second."""
MAX_COLUMNS = 128
"""Columns of a table that spans may cover; a form has fifteen."""

CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"
"""Bytes that print nothing in any encoding of eight bits."""
MAX_NOISE = 0.05
"""Share of such bytes that no text has."""


def check_size(data: bytes, name: str) -> None:
    """Refuse sources that are empty or over the limit.

    Raises
    ------
    UnreadableSource
        Where there is nothing to read, or more than `MAX_BYTES`.
    """
    if not data.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf\xfe\xff"):
        message = f"{name} is empty ({len(data)} bytes without any text); download or export it again."
        raise UnreadableSource(message)
    if len(data) > MAX_BYTES:
        message = (
            f"{name} has {len(data):,} bytes, more than the limit of {MAX_BYTES:,}; a report is far smaller. "
            "Cut the file, or save only the report."
        )
        raise UnreadableSource(message)

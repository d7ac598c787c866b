"""PDFs that are built to keep pdfium busy for ever: tried in a process that may be ended.

A page can draw a form (a picture of strokes and text) that draws others, or itself, twice each: some kilobytes that
unfold to thousands of millions of strokes when the page is opened. pdfium knows no limit and cannot be interrupted.
"""

from __future__ import annotations

import re
import subprocess
import sys

from govreport.errors import UnreadableSource
from govreport.readers import pace
from govreport.readers.limits import PDF_SECONDS

_FORM = re.compile(rb"/Subtype\s*/Form\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_TRY = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_DATA, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError):
    pass
try:
    import pypdfium2.raw as raw
except ImportError:
    sys.exit(0)
data = sys.stdin.buffer.read()
document = raw.FPDF_LoadMemDocument64(data, len(data), None)
for at in range(min(raw.FPDF_GetPageCount(document), int(sys.argv[1])) if document else 0):
    raw.FPDF_ClosePage(raw.FPDF_LoadPage(document, at))
"""


def refuse_endless(data: bytes, name: str, pages: int) -> None:
    """Refuse a file whose first pages pdfium cannot open in bounded time and memory.

    Only files with forms are tried, which few reports have, and not in a worker, which may be ended itself.

    Raises
    ------
    UnreadableSource
        Where opening its pages takes longer than `PDF_SECONDS`, or ends the process.

    Examples
    --------
    >>> refuse_endless(b"%PDF-1.7 /Subtype /Image", "report.pdf", 10)
    """
    if pace.running() or not has_forms(data) or not sys.executable:
        return
    command = [sys.executable, "-I", "-c", _TRY, str(pages)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PDF_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        found = f"its pages were not opened within {PDF_SECONDS} seconds"
    except OSError:
        return
    else:
        if done.returncode == 0:
            return
        found = f"opening its pages ended the process that tried (exit code {done.returncode})"
    message = f"{name}: {found}; it is broken, or built to do harm. Print it to a new PDF, or leave it out."
    raise UnreadableSource(message)


def has_forms(data: bytes) -> bool:
    """Tell whether a file has forms; names may be spelled with hexadecimal digits.

    Examples
    --------
    >>> has_forms(b"/Subtype /F#6frm"), has_forms(b"/Subtype/Image")
    (True, False)
    """
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data) if b"#" in data else data
    return _FORM.search(plain) is not None

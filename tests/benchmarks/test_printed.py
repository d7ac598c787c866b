"""How long printed reports take (PDF, .doc, scans) beside the bare reader of their format, and how much memory.

A reader ends at the Document; from there on a printed report takes what a text takes, and both ends are printed.

The bare reader is the plain text of all pages by pypdfium2 for PDF, and opening the container and reading its stream
for .doc. The documents are those of `tests/press`, so that LibreOffice, Chromium and fonts are needed.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import olefile
import pypdfium2
import pytest

from govreport.readers import read_document
from govreport.report import read_report
from tests.benchmarks.test_speed import ROOT, figures, milliseconds
from tests.press import prints

DOCUMENTS = 20
MEGABYTE = 2**20
PEAK = """
import resource, sys
import govreport
for name in sys.argv[1:]:
    govreport.read_report(name).figures
try:
    lines = open("/proc/self/status").read().splitlines()
    print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
"""Prints the most memory that this process had, in kilobytes (bytes on macOS); `ru_maxrss` counts the parent's too."""


def _plain(data: bytes) -> object:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _stream(data: bytes) -> object:
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        return container.openstream("WordDocument").read()


FORMATS: dict[str, tuple[Callable[[bytes], object], float, float]] = {
    prints.WORD: (_plain, 7, 12),
    prints.WEB: (_plain, 4, 6),
    "doc": (_stream, 80, 250),
}
"""By format: the bare reader, how many of it the Document may take, and how many the figures: twice what
was measured, since a shared machine is not equally slow at both."""


def documents(format: str, count: int) -> list[bytes]:
    """Return printed reports; skip where this machine cannot print them."""
    if lacking := prints.lacking(format):
        pytest.skip(lacking)
    return prints.press([prints.work(format, seed) for seed in range(count)])


@pytest.mark.parametrize("format", FORMATS)
def test_a_printed_report_beside_the_bare_reader(format: str) -> None:
    bare, most, most_whole = FORMATS[format]
    warm, *sources = documents(format, DOCUMENTS)
    for work in (bare, read_document, figures):
        work(warm)
    whole, document, alone = (milliseconds(work, sources) for work in (figures, read_document, bare))
    sys.stdout.write(
        f"\n{format:9}: bare reader {alone:.2f} ms, Document {document:.2f} ms ({document / alone:.1f} bare readers), "
        f"figures {whole:6.2f} ms ({whole / alone:.1f})\n"
    )
    assert document < most * alone
    assert whole < most_whole * alone


def test_a_scanned_page() -> None:
    warm, *sources = documents("scan-pdf", 4)
    read_report(warm)
    spent = []
    for source in sources:
        start = perf_counter()
        pages = read_report(source).places["page"].max()
        spent.append((perf_counter() - start) / pages)
    sys.stdout.write(f"\nscans: {median(spent):.2f} s a page (wall clock, two threads)\n")
    assert median(spent) < 8


@pytest.mark.parametrize(("format", "megabytes"), [(prints.WORD, 300), ("doc", 300), ("scan-pdf", 1200)])
def test_memory(format: str, megabytes: int, tmp_path: Path) -> None:
    names = []
    for place, data in enumerate(documents(format, 2 if format == "scan-pdf" else 10)):
        path = tmp_path / f"{place}.{prints.suffix(format)}"
        path.write_bytes(data)
        names.append(str(path))
    run = subprocess.run([sys.executable, "-c", PEAK, *names], cwd=ROOT, capture_output=True, text=True, check=True)
    peak = int(run.stdout) * (1 if sys.platform == "darwin" else 1024) / MEGABYTE
    sys.stdout.write(f"\n{format}: at most {peak:.0f} MB, import included\n")
    assert peak < megabytes

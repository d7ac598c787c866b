"""How long a report takes (processor time), beside the bare reader of its format in the same run; `make bench`.

What is asserted are ratios, and generous ones: a slow machine is slow at both. The bare reader is what no reader of
the format can do without: decoding for text and Markdown, lxml's tree for HTML, the zip and lxml's tree for Word.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import lxml.etree
import lxml.html
import pytest

from govreport.readers import read_document
from govreport.report import read_report
from govreport.sample import draw, render

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = 40


def _word(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return lxml.etree.fromstring(package.read("word/document.xml"))


FORMATS: dict[str, tuple[tuple[str, ...], Callable[[bytes], object], float]] = {
    "text": (("lines", "tabs"), lambda data: data.decode("utf-8").splitlines(), 40),
    "markdown": (("markdown",), lambda data: data.decode("utf-8").splitlines(), 25),
    "html": (("portal", "word_html"), lambda data: lxml.html.document_fromstring(data.decode("utf-8")), 12),
    "docx": (("docx",), _word, 10),
}
"""By format: layouts, the bare reader, and how many times as long as its Document a report may take."""
IMPORTS = """
import time, pandas, pyarrow
start = time.perf_counter()
import govreport
print(time.perf_counter() - start)
"""


def documents(layouts: tuple[str, ...]) -> list[bytes]:
    """Return sample reports, half of them damaged."""
    found = []
    for seed in range(DOCUMENTS):
        truth = draw(seed, years=[2019 + seed % 6], filled=(1.0, 0.5, None)[seed % 3])[0]
        damages = ["labels_wrapped", "fullwidth"] if seed % 2 else []
        encoding = None if layouts == ("docx",) else "utf-8"
        layout = layouts[seed % len(layouts)]
        found.append(render(truth, layout, damages=damages, seed=seed, encoding=encoding).data)
    return found


def milliseconds(work: Callable[[bytes], object], sources: list[bytes]) -> float:
    """Return the median over documents that were not read before, which nothing remembers."""
    return 1000 * median(_time(work, source) for source in sources)


def _time(work: Callable[[bytes], object], source: bytes) -> float:
    start = process_time()
    work(source)
    return process_time() - start


def figures(data: bytes) -> object:
    return read_report(data).figures


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_beside_the_bare_reader(name: str) -> None:
    layouts, bare, most = FORMATS[name]
    warm, *sources = documents(layouts)
    for work in (bare, read_document, figures):
        work(warm)
    whole, document, alone = (milliseconds(work, sources) for work in (figures, read_document, bare))
    size = median(len(source) for source in sources) / 1024
    sys.stdout.write(
        f"\n{name:9}{size:4.0f} kB: bare reader {alone:6.2f} ms, Document {document:6.2f} ms, figures {whole:6.2f} ms; "
        f"figures take {whole / alone:7.1f} bare readers, {whole / document:4.1f} Documents\n"
    )
    assert alone < document < whole < most * document


def test_importing_beside_pandas_and_pyarrow() -> None:
    runs = [
        float(
            subprocess.run([sys.executable, "-c", IMPORTS], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        )
        for _ in range(7)
    ]
    sys.stdout.write(
        f"\nimport govreport adds {median(runs):.3f} s to import pandas, pyarrow (median of {len(runs)})\n"
    )
    assert median(runs) < 2

"""What is printed is what is expected, in every layout."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile

import pytest
from lxml import etree, html

from govreport.sample import DAMAGES, LAYOUTS, Printed, draw, render

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGEST = """
import hashlib
from govreport.sample import DAMAGES, LAYOUTS, draw, render
truth = draw(5, years=[2022])[0]
every = b"".join(render(truth, layout, damages=list(DAMAGES), seed=3).data for layout in LAYOUTS)
print(hashlib.sha256(every).hexdigest())
"""


def words(printed: Printed) -> list[str]:
    """Return the printed tokens, whatever the layout."""
    if printed.layout == "docx":
        with zipfile.ZipFile(io.BytesIO(printed.data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        text = "\n".join("".join(part.itertext(f"{WORD}t")) for part in root.iter(f"{WORD}p"))
    elif printed.layout in ("portal", "word_html"):
        page = html.fromstring(printed.data.decode(printed.encoding or "utf-8"))
        text = "\n".join("".join(cell.itertext()) for cell in page.iter("td"))
    else:
        text = printed.data.decode(printed.encoding or "utf-8")
    return re.split(r"[\s|]+", text)


def shown(value: float | None) -> str:
    assert value is not None
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("damage", [None, "cells_lost", "rows_lost", "contradictions", "label_after", "page_numbers"])
def test_printed_numbers_are_in_the_bytes_and_lost_ones_are_not(layout: str, damage: str | None) -> None:
    truth = draw(3, years=[2022], filled=1.0)[0]
    printed = render(truth, layout, damages=[damage] if damage else [], seed=4)
    found = set(words(printed))
    gone = {shown(cell.value) for cell in printed.expected.values() if cell.kind == "lost"}
    here = {shown(cell.value) for cell in printed.expected.values() if cell.kind == "printed"}
    assert {value.lstrip("+") for value in here} <= {word.lstrip("+") for word in found}
    assert len((gone - here) & found) <= len(gone) // 10  # a page number or a year may chance to be the same
    if damage in ("cells_lost", "rows_lost"):
        assert gone


@pytest.mark.parametrize("layout", ["portal", "word_html"])
def test_html_tables_are_rectangles(layout: str) -> None:
    for seed in range(12):
        printed = render(draw(seed, years=[2021])[0], layout, damages=["page_numbers", "rows_lost"], seed=seed)
        page = html.fromstring(printed.data.decode(printed.encoding or "utf-8"))
        for table in page.iter("table"):
            if table.get("border") is None or 'colspan="2" rowspan="3"' in html.tostring(table, encoding="unicode"):
                continue  # the frame, and heads that disagree with the body on purpose
            rows = table.findall(".//tr")
            wide = [0] * len(rows)
            for place, row in enumerate(rows):
                for cell in row.findall("td"):
                    for deep in range(int(cell.get("rowspan", "1"))):
                        wide[place + deep] += int(cell.get("colspan", "1"))
            assert len(set(wide)) == 1


def test_word_rows_have_the_columns_of_the_grid() -> None:
    printed = render(draw(2, years=[2020])[0], "docx", damages=["split_tables", "stray_columns"], seed=1)
    with zipfile.ZipFile(io.BytesIO(printed.data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for table in root.iter(f"{WORD}tbl"):
        columns = len(table.findall(f"{WORD}tblGrid/{WORD}gridCol"))
        for row in table.iter(f"{WORD}tr"):
            spans = [int(span.get(f"{WORD}val")) for span in row.iter(f"{WORD}gridSpan")]
            plain = len(row.findall(f"{WORD}tc")) - len(spans)
            assert sum(spans) + plain == columns


def test_the_wording_is_the_same_in_every_layout() -> None:
    truth = draw(6, years=[2023])[0]
    told = {render(truth, layout, seed=2).meta["title"] for layout in LAYOUTS}
    assert len(told) == 1


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    digests = set()
    for hash_seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = subprocess.run(
            [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout)
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64


def test_an_unknown_name_says_which_there_are() -> None:
    truth = draw(1, years=[2021])[0]
    with pytest.raises(ValueError, match="no layout is named 'fax'; there are lines, tabs"):
        render(truth, "fax")
    with pytest.raises(ValueError, match="no damage is named 'fire'; there are contradictions"):
        render(truth, "tabs", damages=["fire"])


def test_every_damage_can_be_printed_in_every_layout_and_edition() -> None:
    for year in (2016, 2019, 2023):
        truth = draw(9, years=[year], filled=0.5)[0]
        for layout in LAYOUTS:
            for damage in DAMAGES:
                printed = render(truth, layout, damages=[damage], seed=1)
                assert printed.data
                assert set(printed.expected) == set(truth.cells)

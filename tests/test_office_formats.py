"""The same report as .docx, .doc, .rtf, .odt, .xlsx and .xls gives equal figures, in every edition and damage."""

from __future__ import annotations

import subprocess
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest

import govreport
from govreport.readers import office, office_program, read_document
from govreport.sample import DAMAGES, draw, render
from tests.readers.workbook import printed

COLUMNS = ["year", "table", "edition", "item", "measure", "value", "lo", "hi", "unit", "state", "contested"]
YEARS = (2016, 2019, 2020, 2021, 2023)
COUNT = 40
SOFFICE = office_program.program()
needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice, which makes and converts them, is not installed"
)


@lru_cache(maxsize=COUNT)
def docx(number: int) -> bytes:
    """Return a sample report; every second one is damaged, each damage at least once."""
    truth = draw(number, years=[YEARS[number % 5]], filled=1.0)[0]
    names = [list(DAMAGES)[number // 2 % len(DAMAGES)]] if number % 2 else []
    return render(truth, "docx", seed=number, damages=names).data


def figures(data: bytes) -> pd.DataFrame:
    return govreport.read_report(data).figures[COLUMNS]


@lru_cache(maxsize=COUNT)
def expected(number: int) -> pd.DataFrame:
    return figures(docx(number))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Return by suffix the reports as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("office")
    for number in range(COUNT):
        (folder / f"{number:02}.docx").write_bytes(docx(number))
        (folder / f"{number:02}.xlsx").write_bytes(printed(read_document(docx(number))))
    made = {}
    for suffix, source in (("doc", "docx"), ("rtf", "docx"), ("odt", "docx"), ("xls", "xlsx")):
        command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", suffix, "--outdir", str(folder), *map(str, sorted(folder.glob(f"*.{source}")))]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        made[suffix] = sorted(folder.glob(f"*.{suffix}"))
        assert len(made[suffix]) == COUNT
    return made


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["doc", "odt", "xls", "rtf"])
def test_office_files_give_the_figures_of_the_docx(made: dict[str, list[Path]], suffix: str) -> None:
    sources = [(path.name, path.read_bytes()) for path in made[suffix]]
    with office.ready(sources if suffix == "rtf" else []):
        for number, (name, data) in enumerate(sources):
            report = govreport.read_report(data)
            assert report.meta["format"] == suffix, name
            pd.testing.assert_frame_equal(report.figures[COLUMNS], expected(number), obj=name)


@pytest.mark.parametrize("number", range(COUNT))
def test_a_workbook_gives_the_figures_of_the_docx(number: int) -> None:
    pd.testing.assert_frame_equal(figures(printed(read_document(docx(number)))), expected(number))

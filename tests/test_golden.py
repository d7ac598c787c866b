"""Golden pairs: whole reports with one feature each, and every cell that must come out of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import govreport
from govreport import errors
from tests.golden import make

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = {path.stem: path for path in sorted([*GOLDEN.glob("*.csv"), *GOLDEN.glob("*.error")])}
SOURCES = {
    path.stem: path for kind in ("html", "docx", "txt", "md", "doc") for path in sorted(GOLDEN.glob(f"*.{kind}"))
}
Cells = dict[tuple[str, str, str], tuple[float | None, str]]


def _expected(path: Path) -> Cells:
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (row["table"], row["item"], row["measure"]): (float(row["value"]) if row["value"] else None, row["state"])
            for row in csv.DictReader(stream)
        }


def _found(path: Path) -> Cells:
    figures = govreport.read_report(path).figures
    columns = (figures[name].astype("object").where(figures[name].notna(), None) for name in _COLUMNS)
    return {(table, item, measure): (value, state) for table, item, measure, value, state in zip(*columns, strict=True)}


_COLUMNS = ("table", "item", "measure", "value", "state")


def test_every_golden_file_has_its_expectation() -> None:
    assert sorted(SOURCES) == sorted(EXPECTED)
    assert len(SOURCES) >= 25


@pytest.mark.parametrize("name", sorted(name for name, path in EXPECTED.items() if path.suffix == ".csv"))
def test_every_cell_comes_out(name: str) -> None:
    expected, found = _expected(EXPECTED[name]), _found(SOURCES[name])
    wrong = {
        key: (found.get(key), expected.get(key)) for key in expected | found if found.get(key) != expected.get(key)
    }
    assert wrong == {}


@pytest.mark.parametrize("name", sorted(name for name, path in EXPECTED.items() if path.suffix == ".csv"))
def test_nothing_is_reported_that_is_not_there(name: str) -> None:
    findings = govreport.read_report(SOURCES[name]).findings
    assert findings[findings["code"] != "blank_cells"].to_dict("records") == []


@pytest.mark.parametrize("name", sorted(name for name, path in EXPECTED.items() if path.suffix == ".error"))
def test_what_is_no_report_is_refused(name: str) -> None:
    kind = getattr(errors, EXPECTED[name].read_text(encoding="utf-8").strip())
    with pytest.raises(kind, match=SOURCES[name].name):
        govreport.read_report(SOURCES[name])


REPORTS = {name: report for name, _, report in make.cases()}


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_the_report_is_known_by_title_agency_and_period(name: str) -> None:
    meta, report = govreport.read_report(GOLDEN / name).meta, REPORTS[name]
    if "traditional" in name or "big5" in name:
        assert meta.year == report.year
        return
    assert (meta.title, meta.agency, meta.year) == (report.title, report.agency, report.year)
    assert f"{meta.period_start:%Y-%m-%d}/{meta.period_end:%Y-%m-%d}" == f"{report.year}-01-01/{report.year}-12-31"


def test_the_portal_gives_its_date() -> None:
    meta = govreport.read_report(SOURCES["html_portal_other_years"]).meta
    assert f"{meta.published:%Y-%m-%d}" == REPORTS["html_portal_other_years.html"].published


def test_the_files_are_what_the_script_writes() -> None:
    made = dict(make.files())
    there = {path.name for path in [*SOURCES.values(), *EXPECTED.values()]}
    assert sorted(made) == sorted(there)
    for name, data in made.items():
        assert (GOLDEN / name).read_bytes() == data, f"{name}: run python -m tests.golden.make"

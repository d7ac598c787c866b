"""Meta of the real samples, where they lie beside the checkout."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from govreport.prose.meta import read_meta
from govreport.readers import read_document

SHARED = Path(__file__).resolve().parents[3] / "shared"
TRUTH = SHARED / "truth" / "reports.csv"
FIELDS = ("agency", "year", "period_start", "period_end", "published")

pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="the real samples are not part of the repository")


def _samples() -> list[tuple[Path, dict[str, str]]]:
    if not TRUTH.exists():
        return []
    with TRUTH.open(encoding="utf-8") as file:
        truth = {row["report"]: row for row in csv.DictReader(file)}
    found = sorted((SHARED / "reports").glob("*"))
    return [(path, truth[path.stem]) for path in found if path.stem in truth and path.suffix != ".pdf"]


@pytest.mark.parametrize(("path", "truth"), _samples(), ids=lambda value: value.name if isinstance(value, Path) else "")
def test_meta_of_a_real_report(path: Path, truth: dict[str, str]) -> None:
    meta = read_meta(read_document(path.read_bytes(), path.name), path.name)
    assert {key: "" if meta[key] is None else str(meta[key]) for key in FIELDS} == {key: truth[key] for key in FIELDS}
    assert meta["title"].endswith("年度报告")

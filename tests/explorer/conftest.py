"""A picture of the browser wherever a test in it fails."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ARTEFACTS = Path(os.environ.get("GOVREPORT_ARTEFACTS", Path(__file__).resolve().parents[2] / "build")) / "explorer"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what the browser shows when a test that uses it fails."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and page is not None:
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"failed_{item.name}.png")
    return report

"""Nothing is loaded before it is needed: reading reports needs no figures, and figures force no window system."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("what", "absent"),
    [("govreport", "matplotlib"), ("govreport.plots", "matplotlib.pyplot")],
    ids=["govreport", "plots"],
)
def test_loading_it_does_not_load(what: str, absent: str) -> None:
    code = f"import sys, {what}; sys.exit({absent!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""The README's Python runs as it stands, and what it lists is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govreport import frames, sample

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?ms)^```python\n(.*?)^```$", README)


def test_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.write(tmp_path / "reports", n=3)
    printed = sample.render(sample.draw(3, years=[2021])[0], "portal", seed=3)
    (tmp_path / "report.html").write_bytes(printed.data)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(compile(block, "README.md", "exec"), names)
    assert len(BLOCKS) >= 2
    assert len(names["corpus"]) > 3
    assert len(names["report"].figures) == 200
    assert {"rq_received", "agency", "year"} <= set(names["panel"].columns)


def test_every_state_and_finding_is_explained() -> None:
    later = {"region_ambiguous", "text_vs_table", "mentions_disagree", "parts_exceed_total"}
    assert not [code for code in (*frames.STATES, *frames.FINDINGS) if code not in later and f"`{code}`" not in README]

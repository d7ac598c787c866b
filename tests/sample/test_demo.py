"""The corpus that is written: the same every time, in every layout, with its mishaps."""

from __future__ import annotations

import hashlib
from pathlib import Path

from govreport.sample import LAYOUTS, write


def digest(folder: Path, entries: list[dict[str, str | int]]) -> str:
    return hashlib.sha256(b"".join((folder / str(entry["source"])).read_bytes() for entry in entries)).hexdigest()


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a", n=6), write(tmp_path / "b", n=6)
    assert first == second
    assert digest(tmp_path / "a", first) == digest(tmp_path / "b", second)
    assert write(tmp_path / "c", n=6, seed=2) != first


def test_a_few_dozen_agencies_in_every_layout(tmp_path: Path) -> None:
    entries = write(tmp_path)
    reports = [entry for entry in entries if entry["kind"] == "report"]
    assert {entry["layout"] for entry in reports} == set(LAYOUTS)
    assert len({entry["agency"] for entry in reports}) == 24
    assert len({(entry["agency"], entry["year"]) for entry in reports}) == len(reports)
    assert len({entry["source"] for entry in entries}) == len(entries)
    assert any(entry["damages"] for entry in reports)
    copy = next(entry for entry in entries if entry["kind"] == "duplicate")
    assert (tmp_path / str(copy["source"])).read_bytes() == (tmp_path / str(reports[0]["source"])).read_bytes()

"""Hand-made records of made-up agencies, and a reader of a tiny format, for the tests of everything after reading."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import signal
import time
from collections.abc import Mapping
from typing import Any

import pytest

from govreport import forms
from govreport.corpus import Corpus
from govreport.errors import NotAReport, UnreadableSource
from govreport.gather import Gathered
from govreport.readers import pace
from govreport.records import Records
from govreport.sources import Source
from govreport.workers import Outcome, read_one, to_columns

Values = Mapping[tuple[str, str, str], Any]


def report_of(
    agency: str | None = "云川市科技局",
    year: int | None = 2022,
    values: Values | None = None,
    *,
    source: str = "report.html",
    editions: Mapping[str, str] | None = None,
    cells: Mapping[tuple[str, str, str], Mapping[str, Any]] | None = None,
    data: bytes | None = None,
    part: int = 1,
    **meta: Any,
) -> Records:
    """Return the records of one report: every cell zero and stated but those of `values` and `cells`."""
    editions = editions or {"proactive_disclosure": "2021", "requests": "2021", "review": "2021"}
    data = source.encode() if data is None else data
    sha256 = hashlib.sha256(data).hexdigest()
    report_id = sha256[:12] + (f"-{part}" if part > 1 else "")
    report = {
        "report_id": report_id,
        "source": source,
        "sha256": sha256,
        "format": "html",
        "encoding": "utf-8",
        "reader": "text",
        "title": f"{agency}{year}年政府信息公开工作年度报告",
        "agency": agency,
        "agency_id": None if agency is None else f"?-{agency}",
        "reach": "unknown",
        "year": year,
        "year_basis": "title",
        **{f"has_{table}": table in editions for table in forms.TABLES},
        "parser_version": "0",
    }
    figures = [
        {
            "report_id": report_id,
            "year": year,
            "table": cell.table,
            "edition": edition,
            "item": cell.item,
            "measure": cell.measure,
            "unit": cell.unit,
            "label": cell.item_zh,
            **number((values or {}).get(cell.key, 0)),
            **(cells or {}).get(cell.key, {}),
        }
        for table, edition in editions.items()
        for cell in forms.cells(table, edition)
    ]
    findings = [{"report_id": report_id, "code": "blank_cells", "severity": "info", "message": "-", "source": source}]
    return Records(report | meta, figures=figures, findings=findings)


def number(value: float | None) -> dict[str, Any]:
    """Return the fields of a stated number, or of a blank."""
    if value is None:
        return {"value": None, "lo": 0.0, "hi": None, "state": "blank", "contested": False, "raw": ""}
    return {"value": value, "lo": value, "hi": value, "state": "stated", "contested": False, "raw": f"{value:g}"}


def corpus_of(*reports: Records, chosen: Mapping[str, bool] | None = None) -> Corpus:
    """Return the corpus of hand-made reports, each the only one of its source."""
    gathered = Gathered()
    for records in reports:
        name = records.report["source"]
        source = Source(name, primary=(chosen or {}).get(name))
        gathered.add(source, Outcome(to_columns([records])))
    return Corpus(**gathered.frames())


def read_json(
    data: bytes, source: str, known: Mapping[str, Any] | None = None, part: int | None = None
) -> list[Records]:
    """Read the tiny format: a JSON list with keyword arguments of `report_of`, one object a report."""
    if not data.startswith(b"["):
        msg = f"{source}: no report in it; expected a JSON list"
        raise NotAReport(msg)
    found = json.loads(data)
    return [
        report_of(**{**fields, **(known or {})}, source=source, data=data, part=number)
        for number, fields in enumerate(found, 1)
    ]


def misbehave(source: Source) -> Outcome:
    """Do what the name of the source says, up to its first blank; runs in a process of its own."""
    what = source.name.partition(" ")[0]
    if what in ENDS:
        ENDS[what]()
    if what == "bug":
        raise RecursionError("too deep")  # noqa: EM101
    if what == "refused":
        msg = "refused: encrypted"
        raise UnreadableSource(msg)
    return Outcome({})


def _hang() -> None:
    while True:
        pass


def _segfault() -> None:
    ctypes.string_at(0)


def _killed() -> None:
    """Do what the kernel does where memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def _pages() -> None:
    """Take three seconds, none of which is longer than a page's limit of two."""
    for _ in range(4):
        until = time.monotonic() + 0.8
        while time.monotonic() < until:
            pass
        pace.step()


ENDS = {
    "abort": os.abort,
    "hang": _hang,
    "segfault": _segfault,
    "killed": _killed,
    "exit": lambda: os._exit(3),
    "memory": lambda: bytearray(6 * 2**30),
    "pages": _pages,
}


def read_badly(source: Source) -> Outcome:
    """Read a source whose name says what its reader does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govreport.report.read_records", lambda *_: misbehave(source))
        return read_one(source)

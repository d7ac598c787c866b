"""Adds up what came of printed documents, and holds the sums against the limits."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.judge import Verdict
from tests.matrix import Tally, table
from tests.press import prints

SUMMED = ("requests", "review")
HEAD = (
    *("format", "docs", "failed", "silent", "exact %", "changed", "false", "planted", "lost", "held", "state", "unit"),
    *("edition", "unlike", "meta", "s"),
)
SCAN_HEAD = (
    *("scan", "docs", "pages", "failed", "numbers", "exact %", "silent", "no sums", "cells", "per 1000", "unreadable"),
    *("derived", "false", "lost", "held", "unlike", "meta", "s/page"),
)
EXACT_SCANS = 99.5
SILENT_PER_THOUSAND = 1.0


@dataclass(slots=True)
class Reading:
    """What came of one document; `lost` cells are right in its source and not in its print."""

    format: str
    seed: int
    verdict: Verdict
    pages: int = 0
    seconds: float = 0.0
    states: dict[str, int] = field(default_factory=dict)
    unsummed: int = 0
    unlike: int = 0
    lost: int = 0


class Sum(Tally):
    """Adds up the readings of many documents."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = self.unlike = self.lost = self.unsummed = self.quiet_summed = self.quiet_unsummed = 0
        self.seconds = 0.0
        self.states: dict[str, int] = {}

    def count(self, reading: Reading) -> None:
        """Add one document."""
        self.add(reading.verdict)
        self.pages += reading.pages
        self.seconds += reading.seconds
        self.unsummed += reading.unsummed
        self.unlike += reading.unlike
        self.lost += reading.lost
        summed = sum(key[0] in SUMMED for key in reading.verdict.quiet)
        self.quiet_summed += summed
        self.quiet_unsummed += len(reading.verdict.quiet) - summed
        for state, number in reading.states.items():
            self.states[state] = self.states.get(state, 0) + number

    @property
    def per_thousand(self) -> float:
        """Return silent wrong cells to a thousand, in the tables without sums."""
        return 1000 * self.quiet_unsummed / max(1, self.unsummed)

    def line(self, name: str) -> tuple[str, ...]:
        """Return the printed line of a format with text."""
        total = self.sums
        silent = f"{total['silent']}/{self.silent_documents}"
        shown = [total[key] for key in ("changed", "false_findings", "planted", "planted_lost", "planted_held")]
        shown += [total["not_stated"] + total["wrong_blank"], total["units"], total["editions"]]
        shown += [self.unlike, total["meta"]]
        cells = (name, str(self.documents), str(self.failed or ""), silent, f"{self.placed:.3f}")
        return (*cells, *(str(number or "") for number in shown), f"{self.seconds / max(1, self.documents):.3f}")

    def scan_line(self, name: str) -> tuple[str, ...]:
        """Return the printed line of a kind of scan."""
        total = self.sums
        shown = [self.states.get("unreadable", 0), self.states.get("derived", 0)]
        shown += [total[key] for key in ("false_findings", "planted_lost", "planted_held")]
        shown += [self.unlike, total["meta"]]
        cells = [name, str(self.documents), str(self.pages), str(self.failed or ""), str(total["placeable"])]
        cells += [f"{self.placed:.3f}", str(self.quiet_summed), str(self.quiet_unsummed), str(self.unsummed)]
        cells += [f"{self.per_thousand:.2f}", *(str(number or "") for number in shown)]
        return (*cells, f"{self.seconds / max(1, self.pages):.2f}")


def _text_limits(name: str, total: Sum) -> list[str]:
    found = [f"{name}: {total.failed} documents could not be read"] if total.failed else []
    if total.lost:
        found.append(f"{name}: {total.lost} legible cells are not exact")
    if total.unlike:
        found.append(f"{name}: {total.unlike} cells of undamaged reports are told otherwise than by their source")
    for count, words in (
        ("silent", "wrong cells that nothing points at"),
        ("changed", "printed numbers came out as another"),
        ("false_findings", "false findings"),
        ("planted_lost", "planted contradictions were not found"),
        ("planted_held", "planted contradictions were said to hold"),
    ):
        if total.sums[count]:
            found.append(f"{name}: {total.sums[count]} {words}")
    return found


def _scan_limits(total: Sum) -> list[str]:
    found = [f"scans: {total.failed} documents could not be read"] if total.failed else []
    if total.documents and total.placed < EXACT_SCANS:
        found.append(f"scans: {total.placed:.2f} % of the number cells, under {EXACT_SCANS} %")
    if total.quiet_summed:
        found.append(f"scans: {total.quiet_summed} wrong cells that nothing points at, in tables with sums")
    if total.quiet_unsummed > max(1.0, total.unsummed * SILENT_PER_THOUSAND / 1000):
        found.append(f"scans: {total.per_thousand:.2f} silent wrong cells of 1,000 in tables without sums")
    if total.unlike > total.quiet_unsummed:
        found.append(f"scans: {total.unlike} stated cells of undamaged reports are not those of their source")
    if total.sums["planted_held"]:
        found.append(f"scans: {total.sums['planted_held']} planted contradictions were said to hold")
    return found


def _extra_limits(total: Sum) -> list[str]:
    allowed = max(1, total.documents / 50)
    if total.silent_documents > allowed:
        return [f"PDF without rules: {total.silent_documents} documents with a silent wrong cell"]
    return []


def limits(sums: dict[str, Sum]) -> list[str]:
    """Return the limits that are exceeded, in words."""
    found = []
    for name, total in sums.items():
        if name not in prints.SCANS and name not in prints.EXTRA:
            found += _text_limits(name, total)
    return found + _scan_limits(_together(sums, prints.SCANS)) + _extra_limits(_together(sums, prints.EXTRA))


def _together(sums: dict[str, Sum], names: Iterable[str]) -> Sum:
    whole = Sum()
    for name in names:
        for part in [sums[name]] if name in sums else []:
            whole.documents += part.documents
            whole.failed += part.failed
            whole.pages += part.pages
            whole.seconds += part.seconds
            whole.silent_documents += part.silent_documents
            whole.false_documents += part.false_documents
            whole.unsummed += part.unsummed
            whole.unlike += part.unlike
            whole.lost += part.lost
            whole.quiet_summed += part.quiet_summed
            whole.quiet_unsummed += part.quiet_unsummed
            for key, number in part.sums.items():
                whole.sums[key] += number
            for state, number in part.states.items():
                whole.states[state] = whole.states.get(state, 0) + number
    return whole


def summed(readings: Iterable[Reading], verbose: bool = False) -> dict[str, Sum]:
    """Add up readings by format, and verbosely say what was wrong with each."""
    sums: dict[str, Sum] = {}
    for reading in readings:
        sums.setdefault(reading.format, Sum()).count(reading)
        if verbose and reading.verdict.notes:
            notes = "".join(f"    {note}\n" for note in reading.verdict.notes[:8])
            sys.stdout.write(f"--show {reading.format} {reading.seed}: {len(reading.verdict.notes)} notes\n{notes}")
            sys.stdout.flush()
    return sums


def tables(sums: dict[str, Sum]) -> str:
    """Return what was counted as text: formats with text, then scans."""
    rows = [total.line(name) for name, total in sums.items() if name not in prints.SCANS]
    worn = [total.scan_line(name) for name, total in sums.items() if name in prints.SCANS]
    worn += [_together(sums, prints.SCANS).scan_line("all scans")] if worn else []
    text = table([HEAD, *rows]) if rows else ""
    return text + (table([SCAN_HEAD, *worn]) if worn else "")

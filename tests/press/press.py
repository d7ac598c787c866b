"""Print hundreds of sample reports to PDF, office formats and images, read them and print by format what came out right.

    python tests/press/press.py [--share 1.0] [--seed 0] [--only FORMAT] [-v]
    python tests/press/press.py --show FORMAT SEED     print one document to build/press/shown, and say what was wrong

What counts as right stands in `tests/judge.py`. Formats with text must be right in every cell. Scans may lose a few
cells, but in the tables whose sums reveal a wrong number none may be wrong in silence, and where there are no such
sums one in a thousand. PDF without rules between columns (`pdf-rows`, `pdf-bare`) counts apart, as in `matrix.py`.
The exit status is 1 when a limit is exceeded: see `limits`. What was printed lies in build/press and is used again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import govreport  # noqa: E402 -- found beside the tests when this file is run as a command
from tests.judge import Verdict, judge, missing  # noqa: E402
from tests.matrix import Tally, table  # noqa: E402
from tests.press import prints, tools  # noqa: E402

SUMMED = ("requests", "review")
TOLD = ["year", "edition", "value", "lo", "hi", "unit", "state", "contested"]
HEAD = ("format", "docs", "failed", "silent", "exact %", "changed", "false", "planted", "lost", "held", "state", "unit")
HEAD += ("edition", "unlike", "meta", "s")
SCAN_HEAD = ("scan", "docs", "pages", "failed", "numbers", "exact %", "silent", "no sums", "cells", "per 1000")
SCAN_HEAD += ("unreadable", "derived", "false", "lost", "held", "unlike", "meta", "s/page")
EXACT_SCANS = 99.5
SILENT_PER_THOUSAND = 1.0


@dataclass(slots=True)
class Reading:
    """What came of one document."""

    format: str
    seed: int
    verdict: Verdict
    pages: int = 0
    seconds: float = 0.0
    states: dict[str, int] = field(default_factory=dict)
    unsummed: int = 0
    unlike: int = 0


def read(one: prints.Work, data: bytes) -> Reading:
    """Read one printed document and judge what was read."""
    format, seed, printed = one.format, one.seed, one.printed
    name = f"{format}-{seed}.{prints.suffix(format)}"
    start = time.perf_counter()
    try:
        report = _report(data, name)
    except Exception as error:  # noqa: BLE001 -- whatever goes wrong is counted as a failed document
        return Reading(format, seed, judge(printed, error), seconds=time.perf_counter() - start)
    spent = time.perf_counter() - start
    counts = report.figures["state"].value_counts()
    verdict = judge(printed, report)
    unlike = unlike_source(one, report)
    verdict.notes += unlike
    return Reading(
        format,
        seed,
        verdict,
        pages=_pages(report),
        seconds=spent,
        states={str(state): int(count) for state, count in counts.items()},
        unsummed=sum(cell.kind == "printed" and key[0] not in SUMMED for key, cell in printed.expected.items()),
        unlike=len(unlike),
    )


def unlike_source(one: prints.Work, report: govreport.Report) -> list[str]:
    """Return the cells of an undamaged report that say otherwise than its source, the HTML or Word that was printed.

    Cells of scans that are ``unreadable`` or ``derived`` are left out, and what follows from them.
    """
    if one.printed.damages:
        return []
    source, told = (frame.set_index(["table", "item", "measure"])[TOLD] for frame in (
        govreport.read_report(one.source).figures, report.figures,
    ))  # fmt: skip
    if one.format in prints.SCANS:
        told, source = told[["value", "unit", "edition"]], source[["value", "unit", "edition"]]
        told = told[~report.figures["state"].isin(["unreadable", "derived"]).to_numpy()]
    elif len(told) != len(source):
        return [f"unlike the source: {len(told)} cells instead of {len(source)}"]
    pairs = zip(told.index, told.astype(str).itertuples(index=False), strict=True)
    texts = source.astype(str)
    return [
        f"unlike the source {key}: {tuple(row)}, not {tuple(texts.loc[key])}"
        for key, row in pairs
        if key not in texts.index or tuple(row) != tuple(texts.loc[key])
    ]


def _report(data: bytes, name: str) -> govreport.Report:
    """Read a file as a user has it: from a path, since some formats are told apart by nothing else."""
    path = tools.KEPT / "read" / name
    tools.put(path, data)
    try:
        return govreport.read_report(path)
    finally:
        path.unlink(missing_ok=True)


def _pages(report: govreport.Report) -> int:
    pages = report.places["page"].dropna()
    return int(pages.max()) if len(pages) else 0


def planned(formats: Iterable[str], share: float, first: int = 0) -> Iterator[tuple[str, int]]:
    """Yield the documents that are read: of each format its share, at least one."""
    for format in formats:
        for seed in range(first, first + max(1, round(prints.COUNTS[format] * share))):
            yield format, seed


def run(jobs: Sequence[tuple[str, int]], processes: int = 1) -> Iterator[Reading]:
    """Print documents and read them, format by format; scans one after another, since OCR takes all cores."""
    for format in dict.fromkeys(format for format, _ in jobs):
        asked = [prints.work(name, seed) for name, seed in jobs if name == format]
        made = [(one, print_) for one, print_ in zip(asked, prints.press(asked), strict=True) if print_]
        if len(made) < len(asked):
            sys.stdout.write(f"{format}: {len(asked) - len(made)} of {len(asked)} could not be printed and are left out\n")
        works, data = [one for one, _ in made], [print_ for _, print_ in made]
        if processes < 2 or format in prints.SCANS or len(works) < 8:
            yield from map(read, works, data)
            continue
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            yield from pool.map(read, works, data, chunksize=4)


class Sum(Tally):
    """Adds up the readings of many documents."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = self.unlike = self.unsummed = self.quiet_summed = self.quiet_unsummed = 0
        self.seconds = 0.0
        self.states: dict[str, int] = {}

    def count(self, reading: Reading) -> None:
        """Add one document."""
        self.add(reading.verdict)
        self.pages += reading.pages
        self.seconds += reading.seconds
        self.unsummed += reading.unsummed
        self.unlike += reading.unlike
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
    if total.sums["exact"] < total.sums["placeable"]:
        found.append(f"{name}: {total.sums['placeable'] - total.sums['exact']} legible cells are not exact")
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


def show(format: str, seed: int) -> int:
    """Print one document into build/press/shown, and say what was wrong with it."""
    one = prints.work(format, seed)
    data = prints.press([one])[0]
    path = tools.KEPT / "shown" / f"{format}-{seed}.{prints.suffix(format)}"
    tools.put(path, data)
    tools.put(path.with_suffix(f".source.{one.given}"), one.source)
    sys.stdout.write(f"{path}\n{one.printed.layout} {one.printed.damages}\n{one.style}\n")
    if format in prints.SCANS:
        sys.stdout.write(f"{prints.scan_of(one)}\n")
    notes = read(one, data).verdict.notes
    sys.stdout.write("".join(f"{note}\n" for note in notes) or "nothing was wrong\n")
    return 0


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=1.0, help="of the documents of each format")
    parser.add_argument("--seed", type=int, default=0, help="number of the first document")
    parser.add_argument("--only", nargs="+", choices=prints.COUNTS)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", nargs=2, metavar=("FORMAT", "SEED"))
    parser.add_argument("-v", action="store_true")
    return parser.parse_args(arguments)


def main() -> int:
    """Run the press."""
    options = parse()
    if options.show:
        return show(options.show[0], int(options.show[1]))
    formats = options.only or list(prints.COUNTS)
    lacking = {format: prints.lacking(format) for format in formats}
    for format, what in lacking.items():
        sys.stdout.write(f"{format} left out: {what}\n" if what else "")
    jobs = list(planned([format for format in formats if not lacking[format]], options.share, options.seed))
    sums = summed(run(jobs, options.processes), options.v)
    sys.stdout.write(tables(sums))
    over = limits(sums)
    sys.stdout.write("".join(f"over the limit: {line}\n" for line in over) or "within every limit\n")
    return 1 if over or any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

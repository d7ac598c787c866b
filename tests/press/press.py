"""Print hundreds of sample reports to PDF, office formats and images, read them, and say by format what came out right.

    python tests/press/press.py [--share 1.0] [--seed 0] [--only FORMAT] [-v]
    python tests/press/press.py --show FORMAT SEED     print one document to build/press/shown, and say what was wrong

What counts as right stands in `tests/judge.py`. Formats with text must be right in every cell. Scans may lose a few
cells, but in the tables whose sums reveal a wrong number none may be wrong in silence, and where there are no such
sums one in a thousand. PDF without rules between columns (`pdf-rows`, `pdf-bare`) counts apart, as in `matrix.py`.
The exit status is 1 when a limit is exceeded, see `tally.limits`. Prints are kept in build/press and used again.
"""

from __future__ import annotations

import argparse
import io
import math
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pypdfium2
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))

import govreport  # noqa: E402 -- found beside the tests when this file is run as a command
from tests.judge import judge  # noqa: E402
from tests.press import prints, tools  # noqa: E402
from tests.press.tally import SUMMED, Reading, limits, summed, tables  # noqa: E402

TOLD = ["year", "edition", "value", "lo", "hi", "unit", "state", "contested"]
"""What every format has to tell alike."""


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
    source = govreport.read_report(one.source)
    unlike = [] if printed.damages else unlike_source(one, source, report)
    verdict.notes += unlike
    return Reading(
        format,
        seed,
        verdict,
        pages=_pages(one, data),
        seconds=spent,
        states={str(state): int(count) for state, count in counts.items()},
        unsummed=sum(cell.kind == "printed" and key[0] not in SUMMED for key, cell in printed.expected.items()),
        unlike=len(unlike),
        lost=max(0, judge(printed, source).exact - verdict.exact - _broken(report)),
    )


def _broken(report: govreport.Report) -> int:
    """Return how many numbers were broken in two where there was room: on a page, they may be two numbers as well."""
    figures = report.figures[report.figures["state"] == "unreadable"]
    return int(figures["raw"].str.fullmatch(r"\d+\n\d+").sum())


def unlike_source(one: prints.Work, given: govreport.Report, report: govreport.Report) -> list[str]:
    """Return the cells of a report that say otherwise than its source, the HTML or Word that was printed.

    Cells of scans that are ``unreadable`` or ``derived`` are left out, and what follows from them.
    """
    cell = ["table", "item", "measure"]
    source, told = (frame.set_index(cell)[TOLD] for frame in (given.figures, report.figures))
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


def _pages(one: prints.Work, data: bytes) -> int:
    """Return the pages of a scan; a picture of a whole report counts as the sheets of paper that it would fill."""
    if one.format not in prints.SCANS:
        return 0
    if data.startswith(b"%PDF"):
        return len(pypdfium2.PdfDocument(data))
    image = Image.open(io.BytesIO(data))
    if one.format in prints.LONG:
        return math.ceil(image.height / (image.width * math.sqrt(2)))
    return int(getattr(image, "n_frames", 1))


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
            sys.stdout.write(f"{format}: {len(asked) - len(made)} of {len(asked)} could not be printed\n")
        works, data = [one for one, _ in made], [print_ for _, print_ in made]
        if processes < 2 or format in prints.SCANS or len(works) < 8:
            yield from map(read, works, data)
            continue
        with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
            yield from pool.map(read, works, data, chunksize=4)


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

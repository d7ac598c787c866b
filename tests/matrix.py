"""Read thousands of sample reports and print layout by damage how many came out right.

    python tests/matrix.py [--per-cell 60] [--combined 1000] [--seed 1] [--only LAYOUT] [--damage NAME] [-v]
    python tests/matrix.py --show LAYOUT DAMAGE SEED      one document, and with -v what was wrong with it

Each damage alone in each layout, then two or three together (named with a plus). What counts as right stands in
`judge.py`. A third of the tables is filled in every cell, a third in every second, a third as in life.
The exit status is 1 when a limit is exceeded: see `limits`. Two layouts beyond the six that are promised (`EXTRA`,
text without any mark between cells or rows) may lose cells, but no number may be wrong in them either.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import govreport  # noqa: E402 -- found beside the tests when this file is run as a command
from govreport.sample import DAMAGES, LAYOUTS, Printed, draw, render  # noqa: E402
from tests.judge import Verdict, judge  # noqa: E402

UNHARMED = "none"
FILLED = (1.0, 0.5, None)
EXTRA = ("plain", "spaces")
Job = tuple[str, str, int]
COUNTS = tuple(field.name for field in fields(Verdict) if field.name not in ("notes", "quiet", "failed"))
HEAD = ("layout", "damage", "docs", "silent", "placed %", "gaps %", "changed", "false", "planted", "lost", "held")
HEAD += ("state", "unit", "edition", "meta", "failed")


def document(layout: str, damage: str, seed: int) -> Printed:
    """Return the document of a seed; the same everywhere."""
    rng = random.Random(f"{layout} {damage} {seed}")
    early = rng.random() < 0.12
    year = rng.randrange(2014, 2019) if early else rng.randrange(2019, 2025)
    truth = draw(rng.randrange(10**9), years=[year], filled=FILLED[seed % 3])[0]
    damages = [] if damage == UNHARMED else damage.split("+")
    return render(truth, layout, damages=damages, seed=rng.randrange(10**9))


def run(job: Job) -> tuple[Job, Verdict]:
    """Print one document, read it and judge what was read."""
    printed = document(*job)
    try:
        report = govreport.read_report(printed.data)
    except Exception as error:  # noqa: BLE001 -- whatever goes wrong is counted as a failed document
        return job, judge(printed, error)
    return job, judge(printed, report)


def alone(layouts: Iterable[str], damages: Iterable[str], count: int, seed: int) -> Iterator[Job]:
    """Yield the documents with one damage or none."""
    for layout in layouts:
        for damage in damages:
            for n in range(count):
                yield layout, damage, seed * 10_000 + n


def together(layouts: list[str], count: int, seed: int) -> Iterator[Job]:
    """Yield the documents with two or three damages."""
    rng = random.Random(f"together {seed}")
    for n in range(count):
        names = rng.sample(list(DAMAGES), rng.choice((2, 3)))
        yield layouts[n % len(layouts)], "+".join(names), seed * 10_000 + n


def jobs(options: argparse.Namespace) -> list[Job]:
    """Return the documents that the options ask for."""
    layouts = [options.only] if options.only else list(LAYOUTS)
    names = [options.damage] if options.damage else [UNHARMED, *DAMAGES]
    found = list(alone(layouts, [name for name in names if "+" not in name], options.per_cell, options.seed))
    if options.damage and "+" in options.damage:
        found += alone(layouts, [options.damage], options.per_cell, options.seed)
    elif not options.damage:
        found += together(layouts, options.combined, options.seed)
    return found


class Tally:
    """Adds up the verdicts of many documents."""

    def __init__(self) -> None:
        self.documents = self.failed = self.silent_documents = self.false_documents = 0
        self.sums: dict[str, int] = defaultdict(int)

    def add(self, verdict: Verdict) -> None:
        """Add one document."""
        self.documents += 1
        self.failed += verdict.failed
        self.silent_documents += verdict.silent > 0
        self.false_documents += verdict.false_findings > 0
        for name in COUNTS:
            self.sums[name] += getattr(verdict, name)

    @property
    def placed(self) -> float:
        """Return the share of placeable cells that are exact, in percent."""
        return 100 * self.sums["exact"] / max(1, self.sums["placeable"])

    def row(self, layout: str, damage: str) -> tuple[str, ...]:
        """Return one printed line of the table."""
        total = self.sums
        gaps = f"{100 * total['gap_exact'] / total['gap_cells']:.2f}" if total["gap_cells"] else ""
        numbers = [total[name] for name in ("changed", "false_findings", "planted", "planted_lost", "planted_held")]
        numbers += [
            total["not_stated"] + total["wrong_blank"],
            total["units"],
            total["editions"],
            total["meta"],
            self.failed,
        ]
        silent = f"{total['silent']}/{self.silent_documents}"
        cells = (layout, damage, str(self.documents), silent, f"{self.placed:.2f}", gaps)
        return (*cells, *(str(number or "") for number in numbers))


def _wrong(tally: Tally, allowed: float, name: str) -> list[str]:
    found = []
    if tally.silent_documents > allowed:
        found.append(f"{name}: {tally.silent_documents} of {tally.documents} documents with a silent wrong cell")
    if tally.false_documents > allowed:
        found.append(f"{name}: {tally.false_documents} of {tally.documents} documents with a false finding")
    for count, words in (
        ("changed", "printed numbers came out as another"),
        ("planted_lost", "planted contradictions were not found"),
        ("planted_held", "planted contradictions were said to hold"),
    ):
        if tally.sums[count]:
            found.append(f"{name}: {tally.sums[count]} {words}")
    return found


def _beyond(extra: Tally) -> list[str]:
    """Hold the layouts that show neither a grid nor rows to one document in fifty: none is promised."""
    allowed = max(1, extra.documents / 50)
    return [
        f"layouts beyond the six: {count} of {extra.documents} documents with {what}"
        for count, what in ((extra.silent_documents, "a silent wrong cell"), (extra.false_documents, "a false finding"))
        if count > allowed
    ]


def limits(one: Tally, several: Tally, extra: Tally) -> list[str]:
    """Return the limits that are exceeded, in words."""
    allowed = several.documents * 2 / 1000
    found = _wrong(one, 0, "one damage") + _wrong(several, allowed, "several damages")
    found += _beyond(extra)
    for tally, least, name in ((one, 99.9, "one damage"), (several, 99.5, "several damages")):
        if tally.documents and tally.placed < least:
            found.append(f"{name}: {tally.placed:.2f} % of the placeable cells, under {least} %")
    return found


def table(rows: list[tuple[str, ...]]) -> str:
    """Return rows as aligned text."""
    wide = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]

    def line(row: tuple[str, ...]) -> str:
        return "  ".join(cell.ljust(wide[n]) if n < 2 else cell.rjust(wide[n]) for n, cell in enumerate(row))

    return "".join(line(row) + "\n" for row in rows)


def report(results: Iterable[tuple[Job, Verdict]], verbose: bool) -> int:
    """Print the table and what is over a limit; return the exit status."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    sums = {"one": Tally(), "several": Tally(), "extra": Tally()}
    for (layout, damage, seed), verdict in results:
        several = "+" in damage
        tallies[layout, "two or three" if several else damage].add(verdict)
        sums["extra" if layout in EXTRA else "several" if several else "one"].add(verdict)
        if verbose and verdict.notes:
            shown = "".join(f"    {note}\n" for note in verdict.notes[:8])
            sys.stdout.write(f"--show {layout} {damage} {seed}: {len(verdict.notes)} notes\n{shown}")
    rows = [tally.row(layout, damage) for (layout, damage), tally in tallies.items()]
    rows += [tally.row("all", name) for name, tally in sums.items() if tally.documents]
    sys.stdout.write(table([HEAD, *rows]))
    over = limits(sums["one"], sums["several"], sums["extra"])
    sys.stdout.write("".join(f"over the limit: {line}\n" for line in over) or "within every limit\n")
    return 1 if over else 0


def show(layout: str, damage: str, seed: int, verbose: bool) -> int:
    """Print one document and, verbosely, what was wrong with it."""
    printed = document(layout, damage, seed)
    if verbose:
        _, verdict = run((layout, damage, seed))
        sys.stdout.write("\n".join(verdict.notes) + "\n")
    else:
        sys.stdout.write(f"{printed.name} {printed.encoding} {printed.damages}\n{printed.text}\n")
    return 0


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--per-cell", type=int, default=60)
    parser.add_argument("--combined", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=LAYOUTS)
    parser.add_argument("--damage", help="one of the damages, several joined by a plus, or none")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", nargs=3, metavar=("LAYOUT", "DAMAGE", "SEED"))
    parser.add_argument("-v", action="store_true")
    return parser.parse_args(arguments)


def main() -> int:
    """Run the matrix."""
    options = parse()
    if options.show:
        return show(options.show[0], options.show[1], int(options.show[2]), options.v)
    todo = jobs(options)
    if options.processes < 2:
        return report(map(run, todo), options.v)
    with ProcessPoolExecutor(options.processes, get_context("spawn")) as pool:
        return report(pool.map(run, todo, chunksize=20), options.v)


if __name__ == "__main__":
    sys.exit(main())

"""Simulate how often nominal 95 % intervals hold the truth, and write the table into notebooks/README.md.

    python tests/coverage_table.py [--runs 3000] [--draws 500] [--processes 2]

The populations stand in `indicators/designs.py`, the intervals in `indicators/coverage.py`. Takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the matrices are small: threads cost three times what they save

from tests.indicators.coverage import FAILS, Case, Coverage, all_cases, cover  # noqa: E402

README = ROOT / "notebooks" / "README.md"
BEGIN, END = "<!-- intervals: begin -->", "<!-- intervals: end -->"
SIZES = (40, 100, 300)
HEAD = "| rate | interval | agencies | n = 40 | n = 100 | n = 300 |\n|---|---|---|---|---|---|\n"


def job(at: int, n: int, runs: int, draws: int) -> Coverage:
    """Run one case, which is told by its place: trials are functions and cannot be sent to a process."""
    return cover(list(all_cases())[at], n, runs, draws)


def line(case: Case, found: list[Coverage]) -> str:
    """Return a row of the table."""
    return f"| {case.what} | {case.interval} | {case.design} | " + " | ".join(map(cell, found)) + " |"


def cell(found: Coverage) -> str:
    """Return the coverage in percent, and how often an interval was given where not always."""
    if found.given < 0.01 * found.runs:
        return "none given"
    given = 100 * found.given / found.runs
    return f"{100 * found.share:.1f}" + ("" if given > 99.5 else f" (given in {given:.0f} %)")


def table(cases: list[Case], found: list[list[Coverage]], runs: int, draws: int) -> str:
    """Return what stands between the marks of the README."""
    rows = [(case.kind, line(case, one)) for case, one in zip(cases, found, strict=True)]
    chance = 230 * (0.05 * 0.95 / runs) ** 0.5
    holds, fails = ("\n".join(row for kind, row in rows if (kind == FAILS) == wanted) for wanted in (False, True))
    return f"""
Made by `make intervals`: how often, in percent, a nominal 95 % interval holds the truth where one is given, in {runs}
made-up samples of n agencies ({draws} draws in each; chance alone moves a figure by up to {chance:.1f}, by more where
few are given); the worst case of exact intervals is reckoned. Requests cluster in agencies, which are *even* (mean 20
requests, negative binomial of size 2), *uneven* (size 0.7), *zeros* (half have none) or *heavy* (lognormal with sigma
1.5: a few have most), or spread over so many *orders* of magnitude; posts over two to three; see
`tests/indicators/designs.py`. Where fewer than 30 agencies have anything to count, or one has more than half, no
interval is given; where agencies are found to differ, none that takes cases to be independent.

{HEAD}{holds}

Where intervals do not hold: `poisson`, `clopper_pearson`, `wilson` of pooled cases and `robins_breslow_greenland` need
cases that are independent, at one rate in all agencies. They are not given where a test finds that agencies differ, but
no test finds it always: the table shows how often they still are, and how little they hold then. Ask for `bootstrap`.
`percentile` and `bca` hold less the more unequal the agencies are, and are no options for sums.

{HEAD}{fails}
"""


def write(text: str) -> None:
    """Put the text between the marks."""
    old = README.read_text(encoding="utf-8")
    before, after = old.split(BEGIN)[0], old.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Run all cases and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3000)
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    cases = list(all_cases())
    with ProcessPoolExecutor(options.processes, get_context("spawn")) as pool:
        jobs = [[pool.submit(job, at, n, options.runs, options.draws) for n in SIZES] for at in range(len(cases))]
        found = []
        for case, row in zip(cases, jobs, strict=True):
            found.append([one.result() for one in row])
            print(line(case, found[-1]), flush=True)
    write(table(cases, found, options.runs, options.draws))


if __name__ == "__main__":
    main()

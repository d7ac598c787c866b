"""Reading many sources so that a bad one takes nothing else down: errors, crashes and hangs stay with their file."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Any

from govreport import batches
from govreport.errors import GovReportError, NotAReport
from govreport.readers import pace
from govreport.records import Records
from govreport.sources import Source

FRAMES = ("reports", "figures", "places", "mentions", "findings", "checks", "texts")
PER_WORKER = 20
"""So many files make up for the second that a process takes to start."""
STEPS = 20
"""A file may take so many times the limit of a page: twenty minutes for a scan, whose pages take some seconds each."""
MEMORY = 4 * 2**30
"""Bytes that a worker may take: three times what a page of a scan does. More would be taken from everything else."""

Columns = dict[str, dict[str, list[Any]]]
"""Frame -> column -> values: a tenth of the pickling time of records."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source came to: the columns of its reports, or the error's class name and message."""

    columns: Columns | None = None
    error: str = ""
    message: str = ""


Read = Callable[[Source], Outcome]


def read_one(source: Source) -> Outcome:
    """Read one source; whatever goes wrong with it is the outcome."""
    from govreport.report import read_records

    try:
        found = read_records(source.read(), source.name, source.known)
        if not found:
            msg = f"{source.name}: no report was found in it, though it was read"
            raise NotAReport(msg)
        return Outcome(to_columns(found))
    except GovReportError as error:
        return Outcome(error=type(error).__name__, message=str(error))
    except MemoryError:
        message = (
            f"{source.name}: reading it takes more memory than there is, or than the {MEMORY >> 30} GB that a worker "
            "may take; a report needs a small part of that. Save only the report, or leave it out."
        )
        return Outcome(error="UnreadableSource", message=message)
    except Exception as error:  # noqa: BLE001 a bug that one file meets must not cost the others
        return failed(source, error)


def failed(source: Source, error: BaseException) -> Outcome:
    """Return the outcome of a file on which the library itself broke."""
    message = (
        f"{source.name}: reading stopped at an unexpected {type(error).__name__} ({str(error)[:200]}); "
        "this is a fault of govreport: please report it together with the file"
    )
    return Outcome(error=type(error).__name__, message=message)


def to_columns(reports: Iterable[Records]) -> Columns:
    """Turn the records of one source into columns, one list for each column of each frame."""
    from govreport.frames import schemas

    reports = list(reports)
    columns: Columns = {}
    for name in FRAMES:
        if name == "reports":
            rows = [report.report for report in reports]
        else:
            rows = [row for report in reports for row in getattr(report, name)]
        columns[name] = {key: [row.get(key) for row in rows] for key in schemas()[name]}
    return columns


def read_all(
    sources: Iterable[Source], workers: int | None = None, seconds: float = 60.0, read: Read = read_one
) -> Iterator[tuple[Source, Outcome]]:
    """Yield every source with its outcome, in their order.

    Parameters
    ----------
    sources
        What to read.
    workers
        Processes; 0 reads in this process, where a crash or a hang is not held off. None takes one
        for every `PER_WORKER` files, at most the number of cores.
    seconds
        Time limit for one page of a scan, or for one file of any other kind; a file may take `STEPS` times as long.
        Without effect in this process; on Windows only the latter holds.
    """
    waiting, alone = deque(sources), 0
    if workers == 0:
        yield from _read_here(waiting, read)
        return
    if workers is None:
        workers = min(os.cpu_count() or 1, 1 + len(waiting) // PER_WORKER)
    while waiting:
        alone = yield from _read_in_pool(waiting, 1 if alone else workers, seconds, read, alone)


def _read_here(waiting: deque[Source], read: Read) -> Iterator[tuple[Source, Outcome]]:
    known: dict[int, Outcome] = {}
    while waiting:
        source = waiting.popleft()
        if id(source) not in known and len(together := batches.batch(source, waiting)) > 1:
            known |= zip(map(id, together), batches.read_together(read, together), strict=True)
        yield source, known.pop(id(source)) if id(source) in known else read(source)


def _read_in_pool(
    waiting: deque[Source], workers: int, seconds: float, read: Read, alone: int
) -> Generator[tuple[Source, Outcome], None, int]:
    """Take sources from the left until all are read or the pool as such breaks.

    Returns how many of those then waiting have to be read `alone`, each in a pool of its own: any of those in hand may
    have broken it.
    """
    running: deque[tuple[Source, batches.Place]] = deque()
    known: dict[int, batches.Place] = {}
    with _pool(workers) as pool:

        def schedule(together: list[Source]) -> dict[int, batches.Place]:
            future = pool.schedule(_timed, args=(read, together, seconds), timeout=STEPS * seconds)
            return batches.places(future, together)

        while True:
            while waiting and len(running) < (1 if alone else 8 * workers):
                source = waiting.popleft()
                if id(source) not in known:
                    known |= schedule([source] if alone else batches.batch(source, waiting))
                running.append((source, known.pop(id(source))))
            if not running:
                return 0
            if running[0][1].has_to_be_read_alone():
                running[0] = running[0][0], schedule([running[0][0]])[id(running[0][0])]
            outcome, broken = _outcome(*running[0], seconds)
            if broken and not alone:
                waiting.extendleft(source for source, _ in reversed(running))
                return len(running)
            yield running.popleft()[0], outcome
            if alone:
                return alone - 1


@contextmanager
def _pool(workers: int) -> Iterator[Any]:
    from pebble import ProcessPool

    pool = ProcessPool(max_workers=workers, initializer=_bound, context=_Spawn())
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _bound() -> None:
    """Bound what one worker may take: memory, so that a bomb ends it and not the machine, and no core files."""
    if sys.platform == "linux":
        import resource

        for kind, most in ((resource.RLIMIT_DATA, MEMORY), (resource.RLIMIT_CORE, 0)):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _timed(read: Read, sources: list[Source], seconds: float) -> list[Outcome]:
    pace.start(seconds)
    try:
        return batches.read_together(read, sources)
    finally:
        pace.stop()


def _outcome(source: Source, future: Any, seconds: float) -> tuple[Outcome, bool]:
    """Wait for one source; the second value tells that the pool itself is broken."""
    from pebble import ProcessExpired

    late = f"{source.name}: not read within the limit of {seconds:g} seconds a page; leave it out or read it alone."
    try:
        return future.result(), False
    except TimeoutError:
        message = late
    except ProcessExpired as error:
        message = late if pace.ended(error.exitcode) else _ended(source, error.exitcode)
    except (BrokenProcessPool, CancelledError) as error:
        message = f"{source.name}: the process that read it could not be reached ({error}); read it alone."
        return Outcome(error="UnreadableSource", message=message), True
    except Exception as error:  # noqa: BLE001 such as an outcome that cannot be sent back
        return failed(source, error), False
    return Outcome(error="UnreadableSource", message=message), False


def _ended(source: Source, code: int) -> str:
    return (
        f"{source.name}: the process that read it ended abruptly (exit code {code}), perhaps for lack of "
        "memory; leave it out, and please report it together with the file."
    )


_swap = threading.Lock()


@contextmanager
def _bare_main() -> Iterator[None]:
    """Hide the user's script while a process starts: spawn would run it again, and readers do not need it."""
    with _swap:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class _Process(SpawnProcess):
    def start(self) -> None:
        with _bare_main():
            super().start()


class _Spawn(SpawnContext):
    Process = _Process

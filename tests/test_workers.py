"""A file that crashes, hangs or eats its process costs nothing but itself, and is named as what it did."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ClassVar

import pytest

from govreport.readers import pace
from govreport.sources import Source
from govreport.workers import STEPS, Outcome, read_all
from tests.handmade import misbehave, read_badly

posix = pytest.mark.skipif(not pace.PER_STEP, reason="pages are timed by signals, which this system does not have")
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")


def outcomes(names: list[str], workers: int = 2, seconds: float = 2.0, read: Any = misbehave) -> dict[str, Outcome]:
    found = list(read_all([Source(name, data=b"") for name in names], workers, seconds, read))
    assert [source.name for source, _ in found] == names
    return {source.name: outcome for source, outcome in found}


@posix
def test_crash_hang_and_fault_stay_with_their_file() -> None:
    names = ["fine", "abort", "bug", "hang", "segfault", "killed", "exit", "refused", "fine too"]
    found = outcomes(names)
    assert found["fine"].error == found["fine too"].error == ""
    for name, code in (("abort", -6), ("segfault", -11), ("killed", -9), ("exit", 3)):
        assert found[name].error == "UnreadableSource"
        assert found[name].message == (
            f"{name}: the process that read it ended abruptly (exit code {code}), perhaps for lack of memory; leave it "
            "out, and please report it together with the file."
        )
    assert found["hang"].error == "UnreadableSource"
    assert found["hang"].message == (
        "hang: not read within the limit of 2 seconds a page; leave it out or read it alone."
    )
    assert found["bug"].error == "RecursionError"
    assert found["refused"].error == "UnreadableSource"


@pytest.mark.parametrize("workers", [1, 2])
def test_many_crashes_take_nothing_with_them(workers: int) -> None:
    kinds = ("segfault", "fine", "killed", "fine", "exit")
    names = [f"{kinds[number % len(kinds)]} {number}" for number in range(10)]
    found = outcomes(names, workers)
    assert [name for name, outcome in found.items() if not outcome.error] == [name for name in names if "fine" in name]


@posix
def test_the_clock_starts_anew_with_every_page() -> None:
    assert outcomes(["pages", "fine"], 1, 2.0)["pages"].error == ""


@linux
def test_what_eats_memory_is_told_so() -> None:
    found = outcomes(["memory", "fine"], 1, 20.0, read_badly)
    assert found["memory"].error == "UnreadableSource"
    assert found["memory"].message.startswith(
        "memory: reading it takes more memory than there is, or than the 4 GB that a"
    )
    assert found["memory"].message.endswith("Save only the report, or leave it out.")


class BrittlePool:
    """A pool that breaks at its second task, or at a source called ``break``, with whatever else is in hand."""

    made: ClassVar[list[int]] = []

    def __init__(self, max_workers: int, **_: Any) -> None:
        self.tasks, self.broken = 0, False
        self.made.append(max_workers)

    def schedule(self, read: Any, args: Any, timeout: float) -> Future[Outcome]:
        """Read the first, break at the second, never come back with more."""
        self.tasks += 1
        future: Future[Outcome] = Future()
        self.broken |= self.tasks == 2 or args[1][0].name == "break"
        if self.broken:
            future.set_exception(BrokenProcessPool("gone"))
        else:
            future.set_result(read(*args))
        return future

    def stop(self) -> None:
        """Do nothing."""

    def join(self) -> None:
        """Do nothing."""


@pytest.fixture
def brittle(monkeypatch: pytest.MonkeyPatch) -> type[BrittlePool]:
    monkeypatch.setattr("pebble.ProcessPool", BrittlePool)
    BrittlePool.made = []
    return BrittlePool


def test_what_was_in_hand_when_a_pool_broke_is_read_again(brittle: type[BrittlePool]) -> None:
    found = outcomes(["a", "b", "c", "d"], 3, 1.0, lambda _: Outcome({}))
    assert [outcome.error for outcome in found.values()] == [""] * 4
    assert brittle.made == [3, 1, 1, 1]


def test_only_the_source_that_breaks_a_pool_of_its_own_is_named(brittle: type[BrittlePool]) -> None:
    found = outcomes(["a", "break", "c"], 2, 1.0, lambda _: Outcome({}))
    assert [outcome.error for outcome in found.values()] == ["", "UnreadableSource", ""]
    assert found["break"].message == "break: the process that read it could not be reached (gone); read it alone."
    assert brittle.made == [2, 1, 1]


def test_a_file_has_a_limit_as_a_whole(brittle: type[BrittlePool], monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[float] = []

    def schedule(self: BrittlePool, read: Any, args: Any, timeout: float) -> Future[Outcome]:
        limits.append(timeout)
        future: Future[Outcome] = Future()
        future.set_exception(TimeoutError())
        return future

    monkeypatch.setattr(brittle, "schedule", schedule)
    assert outcomes(["a"], 1, 30.0)["a"].message.startswith("a: not read within the limit of 30 seconds a page")
    assert limits == [30.0 * STEPS]

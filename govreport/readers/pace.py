"""How long one piece of work may take: a clock that a worker starts and every page that is done starts anew.

A scan takes seconds a page and may have a hundred of them, while a page that takes a minute hangs. So the limit holds
for a page, or another bounded piece of work, and not for a file. Outside a worker nothing is timed.
"""

from __future__ import annotations

import signal

PER_STEP = hasattr(signal, "setitimer")
"""False on Windows, where only a whole file can be timed, from outside."""

_limit = 0.0


def start(seconds: float) -> None:
    """Start the clock: the process ends by SIGALRM unless `step` or `stop` is called in time."""
    global _limit
    _limit = seconds
    step()


def step() -> None:
    """Say that a page, or another bounded piece of work, is done: its successor has the whole time again."""
    if PER_STEP and _limit:
        signal.setitimer(signal.ITIMER_REAL, _limit)


def stop() -> None:
    """Stop the clock."""
    global _limit
    _limit = 0.0
    if PER_STEP:
        signal.setitimer(signal.ITIMER_REAL, 0)


def ended(code: int) -> bool:
    """Tell whether a process that ended with this code was ended by its clock.

    Examples
    --------
    >>> ended(0), ended(-11)
    (False, False)
    """
    return PER_STEP and code == -signal.SIGALRM


def running() -> bool:
    """Tell whether the clock runs: then this process is a worker, which may be ended."""
    return bool(_limit)

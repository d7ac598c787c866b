"""Files that LibreOffice has to convert, read together: it takes seconds to start, and a tenth of one for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import TimeoutError
from itertools import islice
from typing import Any, TypeVar

from govreport.errors import GovReportError
from govreport.readers import office, pace
from govreport.sources import Source

TOGETHER = 20
"""Files of one call: then its start costs a tenth of a second each."""
AHEAD = 100
"""So many of the sources that follow are looked at for others of the kind."""

T = TypeVar("T")


def batch(source: Source, following: Iterable[Source]) -> list[Source]:
    """Return a source together with those of the following ones that LibreOffice has to convert like it.

    Examples
    --------
    >>> rtf, text = Source("a", data=b"{" + b"\\\\rtf1 x}"), Source("b", data=b"x")
    >>> len(batch(rtf, [text, rtf])), len(batch(text, [rtf]))
    (2, 1)
    """
    if not office.converts(_head(source)):
        return [source]
    others = (other for other in islice(following, AHEAD) if office.converts(_head(other)))
    return [source, *islice(others, TOGETHER - 1)]


def _head(source: Source) -> bytes:
    if source.data is not None:
        return source.data[: office.HEAD]
    try:
        if source.path is None or not source.path.is_file():
            return b""
        with source.path.open("rb") as stream:
            return stream.read(office.HEAD)
    except (OSError, ValueError):
        return b""


def read_together(read: Callable[[Source], T], sources: Sequence[Source]) -> list[T]:
    """Read sources; where there are several, LibreOffice converts them in one call."""
    if len(sources) == 1:
        return [read(sources[0])]
    found: list[T] = []
    with office.ready([*_loaded(sources)]):
        for source in sources:
            pace.step()
            found.append(read(source))
    return found


def _loaded(sources: Sequence[Source]) -> Iterable[tuple[str, bytes]]:
    for source in sources:
        try:
            yield source.name, source.read()
        except GovReportError:
            continue  # reading it on its own says why


class Place:
    """The outcome of one source among those of its batch, when its future is there."""

    def __init__(self, future: Any, number: int, shared: bool) -> None:
        self._future, self._number, self._shared = future, number, shared

    def has_to_be_read_alone(self) -> bool:
        """Wait for a batch of several; tell whether its process ended before it was done."""
        from pebble import ProcessExpired

        return self._shared and isinstance(self._future.exception(), TimeoutError | ProcessExpired)

    def result(self) -> Any:
        """Return the outcome, or raise what kept the batch from one."""
        return self._future.result()[self._number]


def places(future: Any, sources: Sequence[Source]) -> dict[int, Place]:
    """Return the place of each source in the future of its batch, by the identity of the source."""
    return {id(source): Place(future, number, len(sources) > 1) for number, source in enumerate(sources)}

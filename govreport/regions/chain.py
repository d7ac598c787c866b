"""Chains of divisions at the head of a name: 山东省潍坊市安丘市…, 北京市朝阳区…, 安徽舒城…."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govreport.regions.table import Division, divisions

LONGEST_NAME = 15
MOST_LINKS = 4
_RANKS = ("province", "prefecture", "county")


class Chain(NamedTuple):
    """Divisions named one after the other.

    Attributes
    ----------
    end
        Where the rest of the text begins.
    found
        What the last of the names may be, by whatever the names before it leave; of any time.
    bare
        True where the last name stands without its rank (舒城).
    last
        Where the last name begins.
    """

    end: int
    found: tuple[Division, ...]
    bare: bool
    last: int


def chains(text: str) -> list[Chain]:
    """Return every way to read divisions at the head of a text, the longest first.

    Parameters
    ----------
    text
        A name, folded and without blanks.

    Returns
    -------
    list of Chain
        Empty where no division is named there.

    Examples
    --------
    >>> [division.code for division in chains("山东省潍坊市安丘市科学技术局")[0].found]
    ['370784']
    >>> sorted(division.code for division in chains("鼓楼区教育局")[0].found if division.holds(2020))
    ['320106', '320302', '350102', '410204']
    """
    found = _links(text, 0, None, 0)
    return sorted(found, key=lambda each: (-each.end, each.bare))


def _links(text: str, start: int, above: tuple[Division, ...] | None, depth: int) -> Iterator[Chain]:
    if depth == MOST_LINKS:
        return
    for length in range(min(LONGEST_NAME, len(text) - start), 1, -1):
        piece = text[start : start + length]
        for index, bare in ((divisions().by_name, False), (divisions().by_bare, True)):
            options = _inside(index.get(piece, ()), above)
            if options:
                chain = Chain(start + length, highest(options) if bare else options, bare, start)
                yield chain
                yield from _links(text, chain.end, chain.found, depth + 1)


def _inside(options: Iterable[Division], above: tuple[Division, ...] | None) -> tuple[Division, ...]:
    if above is None:
        return tuple(options)
    return tuple(each for each in options if any(each.lies_in(other) for other in above))


def highest(options: Iterable[Division]) -> tuple[Division, ...]:
    """Return those of the highest rank: 长沙 without 市 or 县 is the city."""
    listed = tuple(options)
    rank = min((_RANKS.index(each.rank) for each in listed), default=0)
    return tuple(each for each in listed if each.rank == _RANKS[rank])

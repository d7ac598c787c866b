"""Which division a name means in a report year, by what else is known; nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from govreport.regions.chain import chains
from govreport.regions.clues import Clues
from govreport.regions.table import Division, Region, divisions, read_csv

NO_YEAR = 9998
"""Stands for a report whose year is not known: the newest table."""


class Place(NamedTuple):
    """A division that a name means.

    Attributes
    ----------
    division
        As it stood in the report year.
    named
        The spell whose name is printed: 密云县 although it was 密云区 by then.
    """

    division: Division
    named: Division


class Zone(NamedTuple):
    """A zone that is no division: where it lies and how high it ranks."""

    division: str
    level: str


@lru_cache(maxsize=1)
def zones() -> dict[str, Zone]:
    """Return the zones of ``zones.csv``, whose place their name does not say."""
    return {row["zone"]: Zone(row["division"], row["level"]) for row in read_csv("zones.csv")}


def resolve(found: Sequence[Division], year: int, clues: Clues) -> tuple[Place | None, list[Division]]:
    """Return the one place that is meant, else None and what it may be.

    Parameters
    ----------
    found
        Divisions of any time that bear the name.
    year
        The report year.
    clues
        What the report says of where it is.

    Returns
    -------
    tuple
        The place or None, and the candidates where it is None.
    """
    held = [each for each in found if each.holds(year)]
    former = [each for each in found if not each.holds(year) and not _came_later(each, held, year)]
    options, others = (_places(held, year), _places(former, year)) if held else (_places(former, year), [])
    if others and options and clues.speaks_against([one.division for one in options], [one.division for one in others]):
        options = others
    left = clues.narrow([one.division for one in options]) if len(options) > 1 else [one.division for one in options]
    chosen = [one for one in options if one.division in left]
    return (chosen[0], []) if len(chosen) == 1 else (None, left)


def _came_later(division: Division, held: Sequence[Division], year: int) -> bool:
    return any(divisions().as_of(division, year) == each for each in held)


def _places(found: Sequence[Division], year: int) -> list[Place]:
    places: dict[Division, Place] = {}
    for each in found:
        division = divisions().as_of(each, year)
        places.setdefault(division, Place(division, each))
    return list(places.values())


def place_of(name: str, year: int | None = None, hints: str = "") -> Region | None:
    """Return the division that a name means.

    Parameters
    ----------
    name
        A division's name, alone or behind those above it, in full or in an official short form; what follows it is
        not looked at.
    year
        Report year; the newest table without one.
    hints
        Anything that may say which of several places of that name is meant: a text, an address, a path.

    Returns
    -------
    Region or None
        None where no division bears the name, or several do and the hints do not say which.

    Examples
    --------
    >>> place_of("密云县", 2020).county, place_of("湘西州", 2020).adcode
    ('密云区', '433100')
    >>> place_of("朝阳区", 2020), place_of("朝阳区", 2020, "吉林省长春市").adcode
    (None, '220104')
    """
    at = NO_YEAR if year is None else year
    listed = chains(name)
    place, _ = resolve(listed[0].found, at, Clues(declared=hints, text=hints)) if listed else (None, [])
    return divisions().region(place.division, at) if place else None

"""What a synthetic report says: its meta and every number of its tables."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from govreport import forms
from govreport.forms import Identity, Key
from govreport.sample import numbers
from govreport.sample.agencies import Agency, draw_agency, draw_published, draw_title

YEARS = tuple(range(2014, 2025))


@dataclass(frozen=True, slots=True)
class Said:
    """A quantity that the prose states: one row of `mentions`, its columns under their names."""

    metric: str
    channel: str
    value: float
    unit: str = ""
    bound: str = "exact"
    scope: str = "year"
    part: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """What a report says in words.

    Attributes
    ----------
    sections
        Its paragraphs by section: 1, 5 and 6.
    said
        The quantities that they state, in their order.
    channels
        ``counted``, ``opened``, ``closed`` or ``named`` for every channel that they name.
    reach
        Whose numbers it says that it adds up, as in the column `reach`.
    """

    sections: dict[int, tuple[str, ...]]
    said: tuple[Said, ...] = ()
    channels: dict[str, str] = field(default_factory=dict)
    reach: str = "unknown"


@dataclass(frozen=True, slots=True)
class Truth:
    """One made-up report of one made-up agency.

    Attributes
    ----------
    agency
        Whose report it is.
    year
        The report year.
    title
        As printed, a line break where it stands on two lines.
    period_start, period_end, published
        ``None`` where the report does not print it.
    editions
        The edition of each table that the report has.
    cells
        The number of every cell of these tables; ``None`` is printed blank.
    prose
        What it says in words; ``None`` where the words are drawn when it is printed, and state no quantity.
    """

    agency: Agency
    year: int
    title: str
    period_start: dt.date | None
    period_end: dt.date | None
    published: dt.date | None
    editions: dict[str, str]
    cells: dict[Key, float | None]
    prose: Prose | None = None

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Return every identity of its tables."""
        return tuple(
            identity for table, edition in self.editions.items() for identity in forms.identities(table, edition)
        )

    @property
    def broken(self) -> tuple[Identity, ...]:
        """Return the identities that its own numbers contradict; a drawn truth has none."""
        return tuple(identity for identity in self.identities if numbers.violated(identity, self.cells))


def _editions(rng: random.Random, year: int) -> dict[str, str]:
    edition = numbers.edition_of(year)
    if edition == "2014":
        return {"statistics": "2014"}
    mixed = year >= 2021 and rng.random() < 0.06
    handling = "2019" if mixed else edition
    return {"proactive_disclosure": edition, "requests": handling, "review": handling}


def _cells(
    rng: random.Random, editions: dict[str, str], filled: float | None, last: Truth | None
) -> dict[Key, float | None]:
    if "statistics" in editions:
        return dict(numbers.draw_statistics(rng, filled))
    before = last.cells if last is not None else {}
    carried = {who: before.get(("requests", "carried_out", who)) for who in forms.APPLICANTS}
    known = {who: value for who, value in carried.items() if value is not None}
    stock = {
        item: value
        for item in ("rules", "normative_documents")
        if (value := before.get(("proactive_disclosure", item, "in_force"))) is not None
    }
    return {
        **numbers.draw_proactive(rng, editions["proactive_disclosure"], filled, stock),
        **numbers.draw_requests(rng, editions["requests"], filled, known if len(known) == 6 else None),
        **numbers.draw_review(rng, filled),
    }


def draw(seed: int, *, years: Iterable[int] = YEARS, filled: float | None = None) -> list[Truth]:
    """Draw the reports of one made-up agency.

    Parameters
    ----------
    seed
        The same seed gives the same reports, everywhere.
    years
        Report years. What one year carries out the next carries in, and rules in force add up.
    filled
        Share of the cells that are drawn non-zero; ``None`` as in life (mostly zeros), 1.0 no zero at all
        and numbers as different as possible.

    Returns
    -------
    list of Truth
        One a year, in order.

    Examples
    --------
    >>> truth = draw(1, years=[2022], filled=1.0)[0]
    >>> truth.editions["requests"], len(truth.cells), truth.broken
    ('2021', 200, ())
    """
    rng = random.Random(seed)
    agency = draw_agency(rng)
    found: list[Truth] = []
    for year in sorted(years):
        last = found[-1] if found and found[-1].year == year - 1 else None
        editions = _editions(rng, year)
        period = rng.random() < 0.85
        found.append(
            Truth(
                agency,
                year,
                draw_title(rng, agency.name, year),
                dt.date(year, 1, 1) if period else None,
                dt.date(year, 12, 31) if period else None,
                draw_published(rng, year) if rng.random() < 0.85 else None,
                editions,
                _cells(rng, editions, filled, last),
            )
        )
    return found

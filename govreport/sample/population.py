"""The agencies of a made-up country: who they are, how they are asked, through what they publish, how they write."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from govreport.sample.agencies import COUNTIES, PREFECTURES, PROVINCES, TOWNSHIPS, Agency
from govreport.sample.demand import Demand
from govreport.sample.voice import Voice

FIRST, LAST = 2014, 2024
TRIES, FEW = 1000, 50
"""So often an agency with a new name is looked for, and so often before one of another kind is taken."""
BUREAUS = (
    ("科学技术", 0.72, 3), ("自然资源", 0.04, 90), ("教育", 0.4, 9), ("科学技术", 0.72, 3), ("公安", 0.06, 60),
    ("住房和城乡建设", 0.06, 70), ("财政", 0.35, 8), ("科学技术", 0.72, 3), ("自然资源", 0.04, 90), ("民政", 0.35, 8),
    ("生态环境", 0.2, 20), ("交通运输", 0.35, 9), ("人力资源和社会保障", 0.15, 25), ("市场监督管理", 0.15, 25),
    ("水利", 0.45, 5), ("住房和城乡建设", 0.06, 70), ("农业农村", 0.35, 9), ("卫生健康", 0.3, 12),
)  # fmt: skip
"""What a bureau is for, its share of years without requests, and the requests of a year that has some; in turn."""
LEVELS = ("county", "county", "prefecture", "county", "prefecture", "county", "prefecture", "county", "province")
GOVERNMENT = {"province": 900.0, "prefecture": 220.0, "county": 60.0, "township": 3.0}
"""Requests of a government, by level."""
REACHES = ("own", "own", "jurisdiction", "own", "unknown", "own_and_departments")
RENEWALS = (0.0, 0.6, 0.15, 1.0, 0.35, 0.6, 1.0)
UNITS = ("篇", "条", "篇", "条", "期")
WAYS = {3: "roughly", 8: "since_opening"}
"""By place among eighteen agencies how one gives most of its numbers; all others give them exactly."""
SIZES = {"province": 3.0, "prefecture": 1.6, "county": 1.0, "township": 0.4}


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel of an agency.

    Attributes
    ----------
    since, until
        First and last report year in which it has the channel.
    level, drift
        Posts of the first year, and the factor from year to year.
    unit
        Measure word; another one from `changed` on.
    told
        Share of the reports that give the number.
    way
        ``exact``, ``roughly`` or ``since_opening``: how most of its numbers are given.
    changed
        Report year from which the measure word is another; 0 where it never is.
    """

    since: int
    until: int
    level: float
    drift: float
    unit: str
    told: float
    way: str = "exact"
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Resident:
    """An agency and its habits.

    Attributes
    ----------
    agency
        Who it is.
    years
        Its report years.
    demand
        How it is asked.
    outlets
        Its channels.
    site
        Whether it counts items disclosed on its website, and not posts.
    reach
        Whose numbers its reports say that they add up.
    voice
        How it writes.
    """

    agency: Agency
    years: tuple[int, ...]
    demand: Demand
    outlets: dict[str, Outlet]
    site: bool
    reach: str
    voice: Voice


def residents(n: int, seed: int) -> Iterator[Resident]:
    """Yield `n` agencies with different names.

    Raises
    ------
    ValueError
        The country does not have so many.
    """
    rng, seen = random.Random(f"residents {seed}"), set[str]()
    for at in range(n):
        drawn = (_government(rng, at, turn) if at % 6 == 5 else _bureau(rng, at, turn) for turn in range(TRIES))
        one = next((one for one in drawn if one.agency.name not in seen), None)
        if one is None:
            msg = f"n={n}: the made-up country has names for {len(seen)} agencies; ask for fewer"
            raise ValueError(msg)
        seen.add(one.agency.name)
        yield one


def _places(rng: random.Random, level: str) -> tuple[str, ...]:
    """Draw a place and what it lies in; a county lies in one prefecture, and that in one province."""
    if level == "province":
        return (rng.choice(PROVINCES),)
    if level == "prefecture":
        at = rng.randrange(len(PREFECTURES))
        return PROVINCES[at % len(PROVINCES)], PREFECTURES[at]
    at = rng.randrange(len(COUNTIES))
    above = at % len(PREFECTURES)
    places = PROVINCES[above % len(PROVINCES)], PREFECTURES[above], COUNTIES[at]
    return (*places, TOWNSHIPS[at % len(TOWNSHIPS)]) if level == "township" else places


def _bureau(rng: random.Random, at: int, turn: int) -> Resident:
    duty, none, level = BUREAUS[(at + turn // FEW) % len(BUREAUS)]
    rank = LEVELS[at % len(LEVELS)]
    places = _places(rng, rank)
    office = "委员会" if duty == "卫生健康" else "厅" if rank == "province" else "局"
    agency = Agency(places[-1] + duty + office, places[-1] + duty + office, rank, places)
    none = min(0.95, max(0.02, none + rng.uniform(-0.25, 0.25))) if none > 0.1 else none
    demand = Demand(
        none, level * SIZES[rank] * rng.uniform(0.4, 1.8), rng.uniform(0.92, 1.2), rng.uniform(0, 0.25), duty
    )
    return _resident(rng, at, agency, demand, "unknown" if rng.random() < 0.8 else "own")


def _government(rng: random.Random, at: int, turn: int) -> Resident:
    rank = ("county", "prefecture", "township", "county", "province")[(at // 6 + turn // FEW) % 5]
    places = _places(rng, rank)
    seat = places[2] + places[3] if rank == "township" else places[-1]
    name = seat + ("办事处" if seat.endswith("街道") else "人民政府")
    demand = Demand(0.02, GOVERNMENT[rank] * rng.uniform(0.6, 1.4), rng.uniform(0.98, 1.15), rng.uniform(0, 0.2), "")
    return _resident(rng, at, Agency(name, name, rank, places), demand, REACHES[at // 6 % len(REACHES)])


def _resident(rng: random.Random, at: int, agency: Agency, demand: Demand, reach: str) -> Resident:
    voice, size, years = Voice(agency.name, RENEWALS[at % len(RENEWALS)]), SIZES[agency.level], _years(rng, at)
    outlets = {"website": _outlet(rng, years, WAYS.get(at % 18 - 1, "exact"), 180 * size)}
    if rng.random() < 0.95:
        wechat = _outlet(rng, years, WAYS.get(at % 18, "exact"), 120 * size, starts=0.25, told=0.9)
        outlets["wechat"] = replace(wechat, unit="条" if at % 11 == 7 else "篇")
    if rng.random() < 0.5:
        outlets["weibo"] = _outlet(rng, years, "exact", 150 * size, growth=(0.6, 1.05), starts=0.1, ends=0.5)
    return Resident(agency, years, demand, outlets, rng.random() < 0.35, reach, voice)


def _years(rng: random.Random, at: int) -> tuple[int, ...]:
    """Draw the report years; one agency in five reports on all, from before the first break of the form."""
    first = FIRST if at % 5 == 0 else rng.choice((2017, 2019, 2020, 2020))
    last = LAST if at % 5 == 0 else rng.choice((LAST - 1, LAST, LAST))
    gap = rng.randint(first + 1, last) if rng.random() < 0.1 else 0
    return tuple(year for year in range(first, last + 1) if year != gap)


def _outlet(
    rng: random.Random,
    years: tuple[int, ...],
    way: str,
    level: float,
    growth: tuple[float, float] = (0.9, 1.22),
    starts: float = 0.0,
    ends: float = 0.0,
    told: float = 0.4,
) -> Outlet:
    """Draw a channel that is opened or closed within the years by chance, and told of in `told` of them or more."""
    since = rng.randint(years[0] + 1, years[-1] - 1) if rng.random() < starts else FIRST - 1
    until = rng.randint(years[-1] - 3, years[-1] - 1) if rng.random() < ends else LAST
    changed = rng.randint(2020, LAST) if rng.random() < 0.08 else 0
    posts, drift = level * rng.uniform(0.2, 2.5), rng.uniform(*growth)
    return Outlet(since, max(since, until), posts, drift, rng.choice(UNITS), rng.uniform(told, 1.0), way, changed)

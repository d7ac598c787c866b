"""A corpus as life writes it: the same agencies year after year, whose words and tables say the same.

`draw` makes tables that try a reader; this makes reports whose indicators have something to show: zeros where few
ask, backlogs that are carried over, channels that grow, fall silent or are closed, prose that is copied or not.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from govreport.forms import APPLICANTS, Key
from govreport.sample import demand, numbers, story
from govreport.sample.agencies import draw_published, draw_title
from govreport.sample.population import Resident, residents
from govreport.sample.render import Printed, render
from govreport.sample.truth import Truth
from govreport.sample.voice import Voice, Written

LAYOUTS = ("portal", "portal", "docx", "tabs", "word_html", "markdown", "lines")
DAMAGES = ("contradictions", "blanks", "units", "numbers_wrapped", "header_notes", "fullwidth", "page_numbers")
MANIFEST = "manifest.csv"
PLACES = ("province", "prefecture", "county")
COPIED = 7
"""Every so many agencies, one takes its sentences from the agency before it."""

Cells = dict[Key, float | None]


def histories(n: int, seed: int = 1) -> Iterator[list[Truth]]:
    """Yield the reports of `n` agencies, the truths of each in order of the years.

    Parameters
    ----------
    n
        Number of agencies; each reports on three to eleven years, a few with a gap.
    seed
        The same seed gives the same reports, everywhere.

    Yields
    ------
    list of Truth
        With `prose`. One agency in five reports from the year 2014 on, before the form broke in 2019 and 2021.

    Raises
    ------
    ValueError
        The made-up country does not have so many names.

    Examples
    --------
    >>> first = next(histories(1))
    >>> [truth.year for truth in first][:2], first[0].editions, first[-1].broken
    ([2014, 2015], {'statistics': '2014'}, ())
    """
    last: tuple[Voice, dict[int, Written]] | None = None
    for at, resident in enumerate(residents(n, seed)):
        rng = random.Random(f"history {seed} {resident.agency.name}")
        copies = last if at % COPIED == COPIED - 1 else None
        resident = replace(resident, voice=copies[0]) if copies else resident
        written = _written(rng, resident, copies[1] if copies else {})
        last = resident.voice, written
        yield _history(rng, resident, written)


def _written(rng: random.Random, resident: Resident, model: Mapping[int, Written]) -> dict[int, Written]:
    """Return the sentences without a number, by year; those of the model where it has any."""
    found: dict[int, Written] = {}
    last: Written | None = None
    for year in resident.years:
        last = resident.voice.first(rng) if last is None else resident.voice.next(rng, last)
        last = model.get(year, last)
        found[year] = last
    return found


def _history(rng: random.Random, resident: Resident, written: Mapping[int, Written]) -> list[Truth]:
    posts, level = story.posts(rng, resident), resident.demand.level
    truths: list[Truth] = []
    for year in resident.years:
        last = truths[-1] if truths and truths[-1].year == year - 1 else None
        truths.append(_truth(rng, resident, year, level, posts, written[year], last))
        level *= resident.demand.drift
    return truths


def _truth(
    rng: random.Random,
    resident: Resident,
    year: int,
    level: float,
    posts: story.Posts,
    written: Written,
    last: Truth | None,
) -> Truth:
    received = demand.volume(rng, resident.demand, level)
    explained = rng.randrange(40) if rng.random() < 0.7 else 0
    edition = numbers.edition_of(year)
    if edition == "2014":
        told = {"interpretations": explained} | {f"items_{channel}": posts[channel].get(year, 0) for channel in posts}
        cells, editions = _annex(rng, received, told), {"statistics": edition}
    else:
        editions = dict.fromkeys(("proactive_disclosure", "requests", "review"), edition)
        cells = _tables(rng, resident, edition, received, last)
    disputes = _disputes(cells)
    prose = story.write(rng, resident, story.Year(year, received, *disputes, explained), posts, written)
    if edition != "2014" and rng.random() < 0.06:
        cells = _zeros_left_blank(cells)
    title = draw_title(rng, resident.agency.name, year)
    published = draw_published(rng, year) if rng.random() < 0.9 else None
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Truth(resident.agency, year, title, start, end, published, editions, cells, prose)


def _annex(rng: random.Random, received: int, told: Mapping[str, int]) -> Cells:
    """Draw the annex of 2014: what is told in words, requests and disputes, the rest by chance."""
    cells = numbers.draw_statistics(rng, None)
    known = demand.annex(rng, received) | {item: float(count) for item, count in told.items()}
    known["fees_collected"] = 0.0
    items = [item for _, item, _ in cells]
    blank = {
        item: 0.0 for item in items if item.startswith(("items_", "requests_", "concluded_", "replies", "refused_"))
    }
    for item, count in (blank | known).items():
        cells["statistics", item, "count"] = count
    shown = (item for item in items if item.startswith("items_") and item != "items_disclosed")
    cells["statistics", "items_disclosed", "count"] = sum(cells["statistics", item, "count"] for item in shown)
    numbers.add_up_statistics(cells)
    return dict(cells)


def _tables(rng: random.Random, resident: Resident, edition: str, received: int, last: Truth | None) -> Cells:
    before = last.cells if last is not None else {}
    carried = {who: before.get(("requests", "carried_out", who)) or 0.0 for who in APPLICANTS}
    stock = {
        item: value
        for item in ("rules", "normative_documents")
        if (value := before.get(("proactive_disclosure", item, "in_force"))) is not None
    }
    asked = demand.requests(rng, edition, resident.demand, received, carried)
    return {
        **numbers.draw_proactive(rng, edition, None, stock),
        **asked,
        **demand.review(rng, demand.refused(asked)),
    }


def _disputes(cells: Mapping[Key, float | None]) -> tuple[int, int]:
    """Return reconsiderations and lawsuits."""
    if ("statistics", "reconsiderations", "count") in cells:
        keys = [[("statistics", item, "count")] for item in ("reconsiderations", "litigations")]
    else:
        courts = ("litigation_direct", "litigation_after_reconsideration")
        keys = [[("review", "reconsideration", "total")], [("review", item, "total") for item in courts]]
    first, second = (int(sum(cells[key] or 0 for key in part)) for part in keys)
    return first, second


def _zeros_left_blank(cells: Mapping[Key, float | None]) -> Cells:
    """Return the cells with no zero printed in the tables of requests and disputes, as some agencies leave them."""
    summed = ("requests", "review")
    return {key: None if value == 0 and key[0] in summed else value for key, value in cells.items()}


def _print(truth: Truth, rng: random.Random) -> Printed:
    """Print a report as it comes: one in six damaged."""
    damages = [rng.choice(DAMAGES)] if rng.random() < 0.16 else []
    return render(truth, rng.choice(LAYOUTS), damages=damages, seed=rng.randrange(10**9))


def write_lifelike(folder: str | Path, n: int, seed: int = 1) -> list[Printed]:
    """Write the reports of `histories` and a manifest that says where their agencies are.

    Parameters
    ----------
    folder
        Where to write; made when it is not there. Files of the same name are overwritten.
    n, seed
        As for `histories`; the same write the same bytes.

    Returns
    -------
    list of Printed
        In writing order. ``manifest.csv`` names each file with the places and the level of its agency, which no table
        of divisions knows.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     printed = write_lifelike(place, n=1)
    ...     len(printed) + 1 == len([path for path in Path(place).rglob("*") if path.is_file()])
    True
    """
    place, rng = Path(folder), random.Random(f"lifelike {seed}")
    printed = [_print(truth, rng) for truths in histories(n, seed) for truth in truths]
    rows = []
    for one in printed:
        agency = one.truth.agency
        source = f"{agency.places[0]}/{agency.level}/{one.name}"
        (place / source).parent.mkdir(parents=True, exist_ok=True)
        (place / source).write_bytes(one.data)
        rows.append([source, *(*agency.places[:3], "", "")[:3], agency.level])
    with (place / MANIFEST).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["source", *PLACES, "level"], *rows])
    return printed

"""What an agency tells of one year: its channels, its requests and disputes, among sentences without a number."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from govreport.sample import told
from govreport.sample.population import FIRST, LAST, Outlet, Resident
from govreport.sample.told import Told
from govreport.sample.truth import Prose
from govreport.sample.voice import Voice, Written, sentences

Posts = dict[str, dict[int, int]]
"""By channel and year the number of posts."""


@dataclass(frozen=True, slots=True)
class Year:
    """The numbers of a year that an agency may tell: requests, reconsiderations, lawsuits, interpretations."""

    year: int
    received: int
    reconsiderations: int
    litigations: int
    interpretations: int


def posts(rng: random.Random, resident: Resident) -> Posts:
    """Draw the posts of every channel in every year in which the agency has it."""
    found: Posts = {}
    for channel, outlet in resident.outlets.items():
        level, counts = outlet.level, dict[int, int]()
        for year in range(FIRST, LAST + 1):
            noise = rng.uniform(0.8, 1.25)
            if outlet.since <= year <= outlet.until:
                counts[year] = round(level * noise)
                level *= outlet.drift
        found[channel] = counts
    return found


def write(rng: random.Random, resident: Resident, year: Year, counts: Posts, written: Written) -> Prose:
    """Write the prose of one report.

    Parameters
    ----------
    rng
        Where chance comes from.
    resident
        Who writes.
    year
        What it may tell.
    counts
        Its posts, from `posts`.
    written
        Its sentences without a number.
    """
    channels = _channels(rng, resident, year.year, counts)
    matters, last = _matters(rng, year, resident.voice), _last(resident.voice.words(year.year, "last"))
    generic = sentences(written, 1)
    reach = [told.REACHES[resident.reach]] if resident.reach in told.REACHES else []
    first = [*_joined(generic[:2]), *_joined(one.text for one in channels), *_joined(generic[2:])]
    first += [*_joined(one.text for one in matters), *reach]
    sections = {
        1: tuple(first),
        5: (*_joined(sentences(written, 5)), *_joined(sentences(written, 6))),
        6: (last.text,),
    }
    said = tuple(quantity for one in (*channels, *matters, last) for quantity in one.said)
    return Prose(sections, said, _statuses(channels), resident.reach)


def _joined(texts: Iterable[str]) -> list[str]:
    """Return one paragraph, or none where there is nothing to say."""
    paragraph = "".join(texts)
    return [paragraph] if paragraph else []


def _statuses(channels: list[Told]) -> dict[str, str]:
    """Return the status of each channel: a number counts, then opened or closed, then that it is named."""
    found: dict[str, str] = {}
    for channel, status in (pair for one in channels for pair in one.channels):
        if status == "counted" or found.get(channel, "named") == "named":
            found[channel] = status
    return found


def _channels(rng: random.Random, resident: Resident, year: int, counts: Posts) -> list[Told]:
    both = {"website", "wechat"} <= {channel for channel in counts if year in counts[channel]}
    if resident.site and both and rng.random() < 0.15:
        return [told.total_and_parts(counts["website"][year], counts["wechat"][year])]
    found: list[Told] = []
    for channel, outlet in resident.outlets.items():
        if year == outlet.until + 1:
            found.append(told.closed(channel))
        if year in counts[channel]:
            found += _outlet(rng, resident, channel, outlet, year, counts[channel])
    return found


def _outlet(
    rng: random.Random, resident: Resident, channel: str, outlet: Outlet, year: int, counts: dict[int, int]
) -> list[Told]:
    """Tell of one channel that is there: opened, counted, followed, only named, or nothing at all."""
    if year == outlet.since and rng.random() < 0.6:
        return [told.opened(channel)]
    if rng.random() >= outlet.told:
        words = resident.voice.words(year, f"name {channel}")
        return [told.named(words, channel)] if rng.random() < 0.6 else []
    found = [_count(rng, resident, channel, outlet, year, counts)]
    if channel == "wechat" and rng.random() < 0.3:
        found.append(
            told.followers(channel, 40 * sum(counts[one] for one in counts if one <= year) + rng.randrange(40))
        )
    return found


def _count(
    rng: random.Random, resident: Resident, channel: str, outlet: Outlet, year: int, counts: dict[int, int]
) -> Told:
    n, words = counts[year], resident.voice.words(year, channel)
    if channel == "website" and resident.site:
        return told.on_site(words, year, n)
    unit = outlet.unit if not outlet.changed or year < outlet.changed else "条" if outlet.unit != "条" else "篇"
    usual = rng.random() < 0.75
    if outlet.way == "roughly" and usual and n >= 10:
        return told.roughly(channel, n, unit)
    if outlet.way == "since_opening" and usual and channel in told.SINCE:
        return told.since_opening(channel, sum(counts[one] for one in counts if one <= year), unit)
    return told.posts(words, year, channel, n, unit)


def _matters(rng: random.Random, year: Year, voice: Voice) -> list[Told]:
    """Tell of requests, disputes and interpretations, or not; a slip of the pen gives another number than the table."""
    found: list[Told] = []
    if rng.random() < 0.7:
        slip = rng.randint(1, 3) if year.received and rng.random() < 0.05 else 0
        found.append(told.received(voice.words(year.year, "received"), year.year, year.received + slip))
    if rng.random() < 0.4 and (year.reconsiderations or not year.litigations):
        found.append(told.reviewed(year.reconsiderations))
    if rng.random() < 0.4 and year.interpretations:
        found.append(told.explained(voice.words(year.year, "explained"), year.interpretations))
    return found


def _last(rng: random.Random) -> Told:
    """Return the words of section six."""
    return told.no_fee() if rng.random() < 0.4 else Told(rng.choice(told.NOTHING_ELSE))

"""Numbers for several subjects: 分别 gives each its own, 各 and 均 give each the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govreport.prose.mention_alone import POSTABLE
from govreport.prose.mention_bind import group, verb
from govreport.prose.mention_claims import Claim, Sight, of
from govreport.prose.mention_rates import named_rates
from govreport.prose.mention_tokens import Token, things


class Share(NamedTuple):
    """The one of several subjects that a number belongs to; None where it cannot be told."""

    subject: Token | None
    head: Sight


def respective(sights: Sequence[Sight]) -> Mapping[int, Share]:
    """Return by index of the number which subject 分别 gives it.

    Parameters
    ----------
    sights
        The numbers of a sentence.

    Returns
    -------
    mapping
        Numbers that 分别 governs; their subject is None where there are more or fewer numbers than subjects.
    """
    shares: dict[int, Share] = {}
    for at, sight in enumerate(sights):
        if sight.index in shares or not any(token.kind == "respectively" for token in sight.zone):
            continue
        run = [sight, *_run(sights[at + 1 :])]
        subjects = _subjects(sight)
        if subjects is None and len(run) == 1:
            continue
        subjects = subjects or []
        known = len(subjects) == len(run)
        for one, number in enumerate(run):
            shares[number.index] = Share(subjects[one] if known else None, sight)
    return shares


def _run(sights: Sequence[Sight]) -> list[Sight]:
    """Return the numbers that go on the first: only 、 or 和 between."""
    found: list[Sight] = []
    for sight in sights:
        if not sight.zone or any(
            token.kind not in ("and", "mark", "filler") or token.code in ";。" and token.code for token in sight.zone
        ):
            break
        found.append(sight)
    return found


def _subjects(sight: Sight) -> list[Token] | None:
    """Return the coordinated subjects of 分别: rates, things or channels; None where there are no two of them."""
    zone = [token for token in sight.zone if token.kind != "respectively"]
    if sum(token.kind == "time" and token.code == "year" for token in zone) > 1:
        return []
    rated = named_rates(zone)
    if len(rated) > 1:
        return rated
    for kind in ("thing", "channel"):
        for at in range(len(zone) - 1, -1, -1):
            if zone[at].kind == kind:
                named = group(zone, at, kind)
                if len(named) > 1 and (kind == "channel" or _unlike(named)):
                    return named
    return None


def _unlike(named: Sequence[Token]) -> bool:
    """Return whether things are counted by different metrics."""
    metrics = [things()[token.code][0] for token in named if token.code in things()]
    return len(metrics) == len(named) and len(set(metrics)) == len(metrics)


def equal(sight: Sight) -> list[Token]:
    """Return the coordinated subjects that 各 or 均 (or a common zero) gives one number to, none where it has one."""
    number = sight.token.number
    shared = any(token.kind == "each" for token in sight.zone)
    zero = number is not None and number.value == 0
    for kind in ("thing", "channel"):
        last = next((at for at in range(len(sight.zone) - 1, -1, -1) if sight.zone[at].kind == kind), None)
        if last is None or not (shared or (zero and kind == "thing")):
            continue
        named = group(sight.zone, last, kind)
        if len(named) > 1 and (kind == "channel" or _unlike(named)):
            return named
    return []


def of_subject(sight: Sight, subject: Token) -> Claim | None:
    """Return what 分别 counts of a subject that stands clauses before: by its own metric, or by the verb."""
    if subject.kind == "channel":
        by = verb(sight.clause)
        posted = by is not None and by.code in ("disclose", "publish") and sight.token.code in POSTABLE
        metric = "disclosed_items" if by and by.code == "disclose" else "posts"
        return of(sight, metric, subject.code) if posted else None
    named, units = things().get(subject.code, ("items", frozenset()))
    if sight.token.code not in units or named in ("items", "requests"):
        return None
    return of(sight, named, "none")

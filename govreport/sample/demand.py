"""Requests as agencies see them: many none, a few hundreds; grounds that fit the function, backlogs, disputes.

Every identity of the form holds. Only uniform draws are used, so that the numbers are the same on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from govreport import forms
from govreport.forms import APPLICANTS
from govreport.sample.numbers import FLOW, RESULTS, Cells

REFUSALS = ("denied_", "unavailable_", "declined_")
WHO = (70, 12, 2, 1, 9, 6)
"""Weights of the applicants, in the order of the form."""
OUTCOMES = {
    "granted": 46, "partly_granted": 7, "denied_third_party_rights": 3, "denied_internal_affairs": 3,
    "denied_process_information": 2, "denied_enforcement_files": 1, "denied_administrative_query": 1,
    "denied_prohibited_by_law": 1, "denied_state_secret": 0.3, "denied_security_stability": 0.3,
    "unavailable_not_held": 21, "unavailable_requires_creation": 4, "unavailable_unclear": 3,
    "declined_petition": 4, "declined_repeated": 3, "declined_publication": 0.3, "declined_excessive": 0.6,
    "declined_reconfirmation": 0.6, "other_handling": 3, "other_uncorrected": 2, "other_fee_unpaid": 0.1,
    "other_rest": 1.5,
}  # fmt: skip
"""Weights of the outcomes where a function has no others."""
GROUNDS: dict[str, dict[str, float]] = {
    "公安": {"denied_enforcement_files": 12, "denied_administrative_query": 7, "denied_state_secret": 2},
    "自然资源": {"denied_process_information": 6, "unavailable_not_held": 27, "declined_repeated": 7},
    "住房和城乡建设": {"denied_third_party_rights": 7, "declined_petition": 9},
    "生态环境": {"denied_enforcement_files": 6, "granted": 58},
    "财政": {"denied_internal_affairs": 8},
    "人力资源和社会保障": {"denied_administrative_query": 9},
}
"""Weights that differ by what a bureau is for."""
ANNEX_REPLIES = {
    "replies_already_public": 22, "replies_granted": 38, "replies_partly_granted": 5, "refused_trade_secret": 2,
    "refused_privacy": 3, "refused_security_stability": 0.3, "refused_not_government_information": 4,
    "refused_other_law": 2, "replies_not_this_agency": 10, "replies_nonexistent": 10, "replies_amend": 3,
    "replies_other_channel": 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Demand:
    """How an agency is asked.

    Attributes
    ----------
    none
        Share of the years without any request.
    level
        Requests of the first year, if it has some.
    drift
        Factor from year to year.
    late
        Share of a year's requests that stay open at its end, at most.
    duty
        Word for its function, a key of `GROUNDS` or not.
    """

    none: float
    level: float
    drift: float
    late: float
    duty: str


def volume(rng: random.Random, demand: Demand, level: float) -> int:
    """Draw the requests received in a year whose level, where there are any, is `level`."""
    none, noise = rng.random(), rng.uniform(0.6, 1.4)
    return 0 if none < demand.none else max(1, round(level * noise))


def _spread(rng: random.Random, total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Give each of `total` things one of the names, by their weights."""
    found = dict.fromkeys(weights, 0)
    for name in rng.choices(list(weights), list(weights.values()), k=total):
        found[name] += 1
    return found


def requests(rng: random.Random, edition: str, demand: Demand, received: int, carried: Mapping[str, float]) -> Cells:
    """Draw the table `requests`.

    Parameters
    ----------
    rng
        Where chance comes from.
    edition
        Of the table.
    demand
        How the agency is asked.
    received
        Requests received in the year.
    carried
        By applicant what the last year left open.
    """
    items = forms.items("requests", edition)
    usual = {**OUTCOMES, **GROUNDS.get(demand.duty, {})}
    weights = {item: usual[item] for item in items if item not in FLOW}
    asked = _spread(rng, received, dict(zip(APPLICANTS, WHO, strict=True)))
    cells: Cells = {("requests", item, who): 0.0 for item in items for who in (*APPLICANTS, "total")}
    for who in APPLICANTS:
        before = int(carried.get(who, 0))
        left = int((asked[who] + before) * demand.late * rng.random() + rng.random() * 0.9) if asked[who] else 0
        done = _spread(rng, asked[who] + before - left, weights)
        flow = {"received": asked[who], "carried_in": before, "concluded": sum(done.values()), "carried_out": left}
        for item, count in (done | flow).items():
            cells["requests", item, who] = float(count)
    for item in items:
        cells["requests", item, "total"] = sum(cells["requests", item, who] for who in APPLICANTS)
    return cells


def refused(cells: Mapping[forms.Key, float | None]) -> int:
    """Return how many requests were refused, for whatever reason."""
    found = (cells[key] for key in cells if key[0] == "requests" and key[2] == "total" and key[1].startswith(REFUSALS))
    return int(sum(value or 0 for value in found))


def review(rng: random.Random, refusals: int) -> Cells:
    """Draw the table `review`: some refusals are contested, fewer in court, some of these after reconsideration."""
    weights = dict(zip(RESULTS, (58, 14, 16, 12), strict=True))
    contested = sum(rng.random() < 0.11 for _ in range(refusals))
    direct = sum(rng.random() < 0.03 for _ in range(refusals))
    after = sum(rng.random() < 0.3 for _ in range(contested))
    cells: Cells = {}
    for item, count in zip(forms.items("review", "2021"), (contested, direct, after), strict=True):
        for measure, cases in _spread(rng, count, weights).items():
            cells["review", item, measure] = float(cases)
        cells["review", item, "total"] = float(count)
    return cells


def annex(rng: random.Random, received: int) -> dict[str, float]:
    """Draw the requests and disputes of the 2014 annex, by item; its sums are left to be made."""
    asked = _spread(rng, received, {"in_person": 25, "fax": 1, "online": 52, "letter": 22})
    ended = _spread(rng, received, {"on_time": 92, "extended": 8})
    replies = _spread(rng, received, ANNEX_REPLIES)
    found = {f"requests_{way}": count for way, count in asked.items()}
    found |= {f"concluded_{way}": count for way, count in ended.items()} | replies
    disputes = sum(rng.random() < 0.04 for _ in range(received))
    courts = sum(rng.random() < 0.02 for _ in range(received))
    results = {"upheld": 60, "corrected": 15, "other": 25}
    for what, count in (("reconsiderations", disputes), ("litigations", courts)):
        found |= {f"{what}_{result}": cases for result, cases in _spread(rng, count, results).items()}
    return {item: float(count) for item, count in found.items()}

"""Numbers of the statutory tables, drawn so that every identity of the form holds.

`filled` is the share of cells that are drawn non-zero; ``None`` draws as in life, where most agencies
receive few requests and most cells are zero. At 1.0 no cell is zero and as many as possible differ.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from govreport import forms
from govreport.forms import APPLICANTS, Identity, Key

Cells = dict[Key, float]
FLOW = ("received", "carried_in", "concluded", "carried_out")
RESULTS = ("upheld", "corrected", "other_result", "pending")
TRIES = 300


def edition_of(year: int) -> str:
    """Return the edition that was in force for a report year."""
    return "2014" if year <= 2018 else "2019" if year <= 2020 else "2021"


def violated(identity: Identity, cells: Mapping[Key, float | None]) -> bool:
    """Say whether no non-negative numbers in the unknown cells could make the identity true."""
    left = [cells.get(key) for key in (identity.target, *identity.minus)]
    right = [cells.get(key) for key in identity.plus]
    least = [sum(value for value in side if value is not None) for side in (left, right)]
    open_left, open_right = None in left, None in right
    over, under = least[0] - least[1] > 1e-9, least[1] - least[0] > 1e-9
    return (over and not open_right) or (under and not open_left)


def _pool(rng: random.Random, count: int, filled: float) -> list[int]:
    """Draw `count` numbers, as different as their share of non-zeros allows."""
    top = 999 if filled >= 1 else 120
    return [n if filled >= 1 or rng.random() < filled else 0 for n in rng.sample(range(1, top + count), count)]


def _lifelike(rng: random.Random, parts: list[Key]) -> dict[Key, int]:
    """Spread a yearly volume (often zero) over applicants and outcomes as agencies see them."""
    cells = dict.fromkeys(parts, 0)
    volume = 0 if rng.random() < 0.35 else rng.randrange(1, rng.choice((4, 12, 60, 300, 1500)))
    favoured = rng.sample(parts, min(len(parts), 9))
    favoured += [key for key in parts if key[1] in ("granted", "unavailable_not_held") and key[2] == "natural_person"]
    for _ in range(volume):
        cells[rng.choice(favoured if rng.random() < 0.9 else parts)] += 1
    return cells


def _requests(rng: random.Random, edition: str, filled: float | None, carried: Mapping[str, float] | None) -> Cells:
    outcomes = [item for item in forms.items("requests", edition) if item not in FLOW]
    parts = [("requests", item, who) for item in outcomes for who in APPLICANTS]
    if filled is None:
        values = _lifelike(rng, parts)
        flow = [rng.randrange(3) if rng.random() < 0.15 else 0 for _ in range(12)]
    else:
        drawn = _pool(rng, len(parts) + 12, filled)
        values, flow = dict(zip(parts, drawn, strict=False)), drawn[len(parts) :]
    cells: Cells = {key: float(value) for key, value in values.items()}
    for place, who in enumerate(APPLICANTS):
        inward = carried[who] if carried is not None else float(flow[place])
        out, done = float(flow[6 + place]), sum(cells["requests", item, who] for item in outcomes)
        if done + out < inward:
            cells["requests", "granted", who] += inward - done - out
            done = inward - out
        cells["requests", "received", who] = done + out - inward
        cells["requests", "carried_in", who], cells["requests", "carried_out", who] = inward, out
        cells["requests", "concluded", who] = done
    for item in forms.items("requests", edition):
        cells["requests", item, "total"] = sum(cells["requests", item, who] for who in APPLICANTS)
    return cells


def draw_requests(
    rng: random.Random, edition: str, filled: float | None, carried: Mapping[str, float] | None = None
) -> Cells:
    """Draw the table `requests`; `carried` is last year's `carried_out` by applicant."""
    for _ in range(TRIES):
        cells = _requests(rng, edition, filled, carried)
        spread = set(cells.values())
        if filled is None or filled < 1 or (len(spread) >= len(cells) - 6 and 0 not in spread):
            break
    return cells


def draw_review(rng: random.Random, filled: float | None) -> Cells:
    """Draw the table `review`."""
    cells: Cells = {}
    drawn = rng.sample(range(1, 99), 12)
    for place, item in enumerate(forms.items("review", "2021")):
        for turn, measure in enumerate(RESULTS):
            value = drawn[4 * place + turn]
            keep = rng.random() < (0.08 if filled is None else filled)
            cells["review", item, measure] = float((value if filled is not None else value % 9) if keep else 0)
        cells["review", item, "total"] = sum(cells["review", item, measure] for measure in RESULTS)
    return cells


def draw_proactive(rng: random.Random, edition: str, filled: float | None, in_force: Mapping[str, float]) -> Cells:
    """Draw the table `proactive_disclosure`; `in_force` is last year's stock by item (2021 edition)."""
    share = 0.4 if filled is None else filled
    keys = [cell.key for cell in forms.cells("proactive_disclosure", edition)]
    drawn = rng.sample(range(1, 999 if share >= 1 else 200), len(keys))
    cells: Cells = {key: float(n) if rng.random() < share else 0.0 for key, n in zip(keys, drawn, strict=True)}
    for key in keys:
        if key[2] == "amount" and cells[key]:
            cells[key] = rng.randrange(101, 9_999_999) / 100
        elif key[2] == "items_change" and cells[key]:
            cells[key] = float(rng.choice((-1, 1)) * (int(cells[key]) % 40 + 1))
    for item in ("rules", "normative_documents"):
        row = ("proactive_disclosure", item)
        if edition == "2021":
            stock = in_force.get(item, cells[(*row, "in_force")])
            if stock + cells[(*row, "issued")] <= cells[(*row, "repealed")]:
                cells[(*row, "repealed")] = min(stock, 1.0) if share < 1 else 1.0
            cells[(*row, "in_force")] = stock + cells[(*row, "issued")] - cells[(*row, "repealed")]
    return cells


def draw_statistics(rng: random.Random, filled: float | None) -> Cells:
    """Draw the 2014 annex."""
    share = 0.45 if filled is None else filled
    keys = [cell.key for cell in forms.cells("statistics", "2014")]
    drawn = rng.sample(range(1, 2999 if share >= 1 else 300), len(keys))
    cells: Cells = {key: float(n) if rng.random() < share else 0.0 for key, n in zip(keys, drawn, strict=True)}
    for item in ("fees_collected", "budget"):
        cells["statistics", item, "count"] = cells["statistics", item, "count"] / 4
    add_up_statistics(cells)
    return cells


def add_up_statistics(cells: Cells) -> None:
    """Make the totals of the 2014 annex the sums of their parts, in place."""
    for identity in sorted(forms.identities("statistics", "2014"), key=lambda one: one.target[1] == "replies"):
        cells[identity.target] = sum(cells[key] for key in identity.plus)

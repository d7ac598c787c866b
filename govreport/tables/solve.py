"""What the identities of a form say of its cells: which hold, what they leave, which cell is suspect."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from govreport.forms import Identity, Key

TOLERANCE = 1e-6
MAX_ROUNDS = 200
Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Check:
    """One identity, evaluated.

    Attributes
    ----------
    left, right
        The printed target and what the other cells make; None where a cell is not known.
    holds
        None where a cell is not known, unless no numbers from 0 in the unknown cells could make it true.
    trivial
        Whether all its cells are 0.
    """

    identity: Identity
    left: float | None
    right: float | None
    holds: bool | None
    trivial: bool


@dataclass(slots=True)
class Solution:
    """What the identities leave.

    Attributes
    ----------
    checks
        Every identity.
    bounds
        For each unknown cell, and each contested one, what is known of it.
    derived
        The unknown cells that have one possible value.
    contested
        The cells, known or not, that stand in a broken identity.
    suspects
        (cell, needed value), most three a group of broken identities.
    """

    checks: list[Check]
    bounds: dict[Key, Bounds] = field(default_factory=dict)
    derived: dict[Key, float] = field(default_factory=dict)
    contested: set[Key] = field(default_factory=set)
    suspects: list[tuple[Key, float]] = field(default_factory=list)


def solve(
    values: Mapping[Key, float | None],
    identities: Sequence[Identity],
    fits: Callable[[Key, float], bool] = lambda key, value: True,
) -> Solution:
    """Evaluate the identities and derive what they force.

    Numbers that are known are never changed. A cell is derived only through identities that are unbroken and
    hold no contested cell, over the integers from 0; and never where what is derived breaks an identity, or does
    not fit what is printed: then one of the printed numbers that lead to it is false.

    Parameters
    ----------
    values
        Every cell of the table, None where it is not known.
    identities
        The identities of its edition.
    fits
        Whether a value goes against nothing that is printed in an unknown cell.

    Examples
    --------
    >>> from govreport.forms import identities, measures
    >>> keys = [("review", "reconsideration", measure) for measure in measures("review", "2021")]
    >>> rules = [rule for rule in identities("review", "2021") if rule.target in keys]
    >>> solve(dict(zip(keys, [2, 1, None, 0, 5])), rules).derived
    {('review', 'reconsideration', 'other_result'): 2.0}
    """
    checks = [check(identity, values) for identity in identities]
    broken = [found.identity for found in checks if found.holds is False]
    unbroken = [found.identity for found in checks if found.holds is not False]
    contested = {key for identity in broken for key in identity.keys}
    solution = Solution(checks, contested=contested)
    unknown = [key for key, value in values.items() if value is None]
    if unknown:
        clean = [identity for identity in unbroken if not contested.intersection(identity.keys)] if broken else unbroken
        left = narrow(values, unbroken)
        forced = _consistent(values, clean, checks, fits, narrow(values, clean) if broken else left)
        for key in unknown:
            low, high = forced[key]
            if low == high and key not in contested:
                solution.derived[key] = low
            solution.bounds[key] = (low, low) if key in solution.derived else left[key]
    if broken:
        solution.bounds |= {key: _contested(key, values, broken) for key in contested if values.get(key) is not None}
        solution.suspects = suspects(values, checks)
    return solution


def _consistent(
    values: Mapping[Key, float | None],
    clean: Sequence[Identity],
    checks: Sequence[Check],
    fits: Callable[[Key, float], bool],
    forced: dict[Key, Bounds],
) -> dict[Key, Bounds]:
    """Return the bounds without what leads to a forced value that breaks an identity or does not fit its print."""
    rules = list(clean)
    broken = [one.identity for one in checks if one.holds is False]
    open_ones = [one.identity for one in checks if one.holds is None]
    for _ in range(len(clean) + 1):
        full = {key: low if low == high else None for key, (low, high) in forced.items()}
        new = {key: value for key, value in full.items() if value is not None and values[key] is None}
        bad = {key for key, value in new.items() if not fits(key, value)}
        for rule in open_ones:
            if check(rule, full).holds is False and not _explained(rule, broken, full):
                bad.update(new.keys() & rule.keys)
        tainted = [rule for key in bad for rule in _tainted(key, values, rules)]
        if not tainted:
            return forced
        rules = [rule for rule in rules if rule not in tainted]
        forced = narrow(values, rules)
    return forced


def _explained(rule: Identity, broken: Sequence[Identity], values: Mapping[Key, float | None]) -> bool:
    """Return whether the number that mends a broken identity, in a cell that both share, would mend this one too."""
    for other in broken:
        for key in set(rule.keys).intersection(other.keys):
            mends = needed(key, rule, values), needed(key, other, values)
            if None in mends or mends[0] == mends[1]:
                return True
    return False


def check(identity: Identity, values: Mapping[Key, float | None]) -> Check:
    """Evaluate one identity, three-valued."""
    left = values.get(identity.target)
    plus = [value for key in identity.plus if (value := values.get(key)) is not None]
    minus = [value for key in identity.minus if (value := values.get(key)) is not None]
    if left is not None and len(plus) == len(identity.plus) and len(minus) == len(identity.minus):
        right = sum(plus) - sum(minus)
        trivial = left == 0 and not any(plus) and not any(minus)
        return Check(identity, left, right, abs(left - right) <= TOLERANCE, trivial)
    impossible = not _possible(identity, values)
    return Check(identity, left, None, False if impossible else None, False)


def _sum(keys: Iterable[Key], values: Mapping[Key, float | None]) -> float:
    return sum(values[key] or 0.0 for key in keys)


def _possible(identity: Identity, values: Mapping[Key, float | None]) -> bool:
    """Return whether some integers from 0 in the unknown cells make the identity true."""
    left = (identity.target, *identity.minus)
    known = _sum((k for k in left if values.get(k) is not None), values) - _sum(
        (k for k in identity.plus if values.get(k) is not None), values
    )
    open_left = any(values.get(key) is None for key in left)
    open_right = any(values.get(key) is None for key in identity.plus)
    if abs(known - round(known)) > TOLERANCE:
        return False
    if open_left and open_right:
        return True
    return known <= TOLERANCE if open_left else known >= -TOLERANCE


def narrow(values: Mapping[Key, float | None], identities: Sequence[Identity]) -> dict[Key, Bounds]:
    """Return the interval of every cell from 0 that some identities leave.

    Where they leave nothing at all for a cell, they contradict each other over it: they are set aside, with all
    that share an unknown cell with one of them.
    """
    rules = list(identities)
    for _ in range(len(rules) + 1):
        bounds = {key: (0.0, math.inf) if value is None else (value, value) for key, value in values.items()}
        clash = _propagate(bounds, values, rules)
        if clash is None:
            return bounds
        tainted = _tainted(clash, values, rules)
        rules = [rule for rule in rules if rule not in tainted]
    return bounds


def _tainted(clash: Key, values: Mapping[Key, float | None], rules: Sequence[Identity]) -> list[Identity]:
    """Return the identities that are connected with a cell through unknown cells."""
    cells, found = {clash}, []
    for _ in range(len(rules)):
        new = [rule for rule in rules if rule not in found and cells.intersection(rule.keys)]
        if not new:
            break
        found += new
        cells |= {key for rule in new for key in rule.keys if values.get(key) is None}
    return found


def _propagate(bounds: dict[Key, Bounds], values: Mapping[Key, float | None], rules: Sequence[Identity]) -> Key | None:
    """Tighten the bounds to a fixed point; return a cell for which nothing is left, if any."""
    waiting = [rule for rule in rules if any(values.get(key) is None for key in rule.keys)]
    for _ in range(MAX_ROUNDS):
        moved = False
        for rule in waiting:
            left, right = (rule.target, *rule.minus), rule.plus
            for near, far in ((left, right), (right, left)):
                changed, clash = _tighten(bounds, values, near, far)
                if clash is not None:
                    return clash
                moved = moved or changed
        if not moved:
            return None
    return None


def _tighten(
    bounds: dict[Key, Bounds], values: Mapping[Key, float | None], near: Sequence[Key], far: Sequence[Key]
) -> tuple[bool, Key | None]:
    changed = False
    for key in near:
        if values.get(key) is not None:
            continue
        rest = [other for other in near if other != key]
        low = sum(bounds[other][0] for other in far) - sum(bounds[other][1] for other in rest)
        high = sum(bounds[other][1] for other in far) - sum(bounds[other][0] for other in rest)
        old = bounds[key]
        new = (
            max(old[0], math.ceil(low - TOLERANCE) if math.isfinite(low) else 0.0),
            min(old[1], math.floor(high + TOLERANCE) if math.isfinite(high) else math.inf),
        )
        if new[0] > new[1]:
            return changed, key
        if new != old:
            bounds[key] = float(new[0]), float(new[1])
            changed = True
    return changed, None


def needed(key: Key, identity: Identity, values: Mapping[Key, float | None]) -> float | None:
    """Return the value of one cell that would make the identity true, None where another cell is not known."""
    if any(values.get(other) is None for other in identity.keys if other != key):
        return None
    total = _sum((k for k in identity.plus if k != key), values) - _sum((k for k in identity.minus if k != key), values)
    if key == identity.target:
        return total
    gap = (values[identity.target] or 0.0) - total
    return gap if key in identity.plus else -gap


def _contested(key: Key, values: Mapping[Key, float | None], broken: Sequence[Identity]) -> Bounds:
    printed = values[key]
    assert printed is not None
    mends = [needed(key, identity, values) for identity in broken if key in identity.keys]
    span = [printed, *(mend for mend in mends if mend is not None and mend >= 0)]
    return min(span), max(span)


def suspects(values: Mapping[Key, float | None], checks: Sequence[Check]) -> list[tuple[Key, float]]:
    """Return, per connected group of broken identities, the cells whose change alone would mend them all.

    A cell that stands in an identity that holds is no suspect: its change would break that one. A group with
    more than three such cells has none.
    """
    found: list[tuple[Key, float]] = []
    holding = {key for one in checks if one.holds for key in one.identity.keys}
    for group in _groups([one.identity for one in checks if one.holds is False]):
        shared = set(group[0].keys).intersection(*(identity.keys for identity in group))
        tied = []
        for key in shared - holding:
            mends = {needed(key, identity, values) for identity in group}
            mend = mends.pop() if len(mends) == 1 else None
            if mend is not None and mend >= 0 and values.get(key) is not None:
                tied.append((key, mend))
        if len(tied) <= 3:
            found += sorted(tied)
    return found


def _groups(broken: Sequence[Identity]) -> list[list[Identity]]:
    groups: list[list[Identity]] = []
    for identity in broken:
        touching = [group for group in groups if any(set(other.keys) & set(identity.keys) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([identity, *(other for group in touching for other in group)])
    return groups

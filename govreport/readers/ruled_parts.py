"""Which ruling lines belong to one table: pieces joined to lines, lines that touch put together."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from govreport.document import Box
from govreport.readers.sheet import Rule

SNAP = 4.0
"""Points between two lines that are one: no row of print is so low, no column so narrow."""
BRIDGE = 4.0
"""Points that a line may be interrupted, as dots and dashes are."""
SHORTEST = 6.0
"""A shorter line, once its pieces are joined, borders no cell."""
REACH = 4.5
"""Points by which boxes are widened to tell whether they belong to one table (cells with borders of their own)."""
MAX_LINES = 400
"""Lines a way in one table: a form has forty."""

Run = tuple[float, float, float]
"""Position across, begin, end."""
_begin = itemgetter(1)


def components(rules: Iterable[Rule]) -> list[tuple[list[Run], list[Run]]]:
    """Return the lines that touch each other, across and down, one pair a table."""
    across, down = _runs(rules)
    parts = _touching(across, down)
    boxed = [(extent(*part), part) for part in parts if len(part[0]) > 1 or len(part[1]) > 1]
    inner = [
        (box, part)
        for box, part in boxed
        if not (max(map(len, part)) <= 2 and any(_holds(box, other) for other, _ in boxed))
    ]
    return [part for part in _near(inner) if part[0] and part[1]]


def _runs(rules: Iterable[Rule]) -> tuple[list[Run], list[Run]]:
    across: dict[int, list[Run]] = {}
    down: dict[int, list[Run]] = {}
    for rule in rules:
        if rule.y0 == rule.y1:
            across.setdefault(round(rule.y0), []).append((rule.y0, rule.x0, rule.x1))
        else:
            down.setdefault(round(rule.x0), []).append((rule.x0, rule.y0, rule.y1))
    return _joined(across), _joined(down)


def _joined(bins: dict[int, list[Run]]) -> list[Run]:
    """Join the pieces of a line, and leave out what stays too short to be one."""
    found: list[Run] = []
    for pieces in bins.values():
        pieces.sort(key=_begin)
        at, begin, end = pieces[0]
        for _, start, stop in pieces[1:]:
            if start <= end + BRIDGE:
                end = max(end, stop)
            else:
                found.append((at, begin, end))
                begin, end = start, stop
        found.append((at, begin, end))
    longest = sorted((run for run in found if run[2] - run[1] >= SHORTEST), key=lambda run: run[1] - run[2])
    return sorted(longest[:MAX_LINES])


def _touching(across: list[Run], down: list[Run]) -> list[tuple[list[Run], list[Run]]]:
    group = list(range(len(across) + len(down)))
    for h, (y, x0, x1) in enumerate(across):
        for v, (x, y0, y1) in enumerate(down, start=len(across)):
            if x0 - SNAP <= x <= x1 + SNAP and y0 - SNAP <= y <= y1 + SNAP:
                _unite(group, h, v)
    parts: dict[int, tuple[list[Run], list[Run]]] = {}
    for at in range(len(group)):
        part = parts.setdefault(_root(group, at), ([], []))
        if at < len(across):
            part[0].append(across[at])
        else:
            part[1].append(down[at - len(across)])
    return list(parts.values())


def _root(group: list[int], at: int) -> int:
    while group[at] != at:
        group[at] = group[group[at]]
        at = group[at]
    return at


def _unite(group: list[int], one: int, other: int) -> None:
    group[_root(group, one)] = _root(group, other)


def extent(across: list[Run], down: list[Run]) -> Box:
    """Return the box around lines."""
    xs = [run[0] for run in down] + [end for run in across for end in run[1:]]
    ys = [run[0] for run in across] + [end for run in down for end in run[1:]]
    return min(xs), min(ys), max(xs), max(ys)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer != inner
        and outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def _near(boxed: list[tuple[Box, tuple[list[Run], list[Run]]]]) -> list[tuple[list[Run], list[Run]]]:
    """Put together the parts whose boxes all but touch."""
    merged: list[tuple[Box, tuple[list[Run], list[Run]]]] = []
    for box, (across, down) in sorted(boxed[:MAX_LINES], key=lambda pair: (pair[0][1], pair[0][0])):
        part = list(across), list(down)
        apart = []
        for other, held in merged:
            if _meet(box, other):
                box = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
                part[0].extend(held[0])
                part[1].extend(held[1])
            else:
                apart.append((other, held))
        merged = [*apart, (box, part)]
    return [part for _, part in merged]


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] - REACH <= other[2] + REACH
        and other[0] - REACH <= one[2] + REACH
        and one[1] - REACH <= other[3] + REACH
        and other[1] - REACH <= one[3] + REACH
    )

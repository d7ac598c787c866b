"""Tables whose cells are told apart by their shading alone: coloured boxes side by side, without a line."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.document import Box
from govreport.readers.ruled_parts import components, extent
from govreport.readers.sheet import Rule

NEAR = 4.0
"""Points between the boxes of two cells at most."""
TILED, PILED = 0.8, 1.1
"""Share of its area that the cells of a table cover: less are rows shaded by turns, more lie over each other."""
LEAST_CELL = 6.0
MOST = 1_000
"""Boxes on a page; more are a picture."""


def shaded_cells(fills: Sequence[Box], rules: Sequence[Rule]) -> list[Rule]:
    """Return the sides of shaded boxes that are the cells of a table.

    Parameters
    ----------
    fills
        The coloured boxes of a page.
    rules
        The lines of the page: boxes inside the tables that these draw only colour them.

    Examples
    --------
    >>> cells = [(x, y, x + 49, y + 19) for x in (0, 50) for y in (0, 20)]
    >>> len(shaded_cells(cells, [])), len(shaded_cells(cells[:2], []))
    (16, 0)
    """
    if len(fills) > MOST:
        return []
    tables = [extent(*part) for part in components(rules)] if rules else []
    loose = [box for box in fills if min(box[2] - box[0], box[3] - box[1]) > LEAST_CELL and not _inside(box, tables)]
    return [side for group in _groups(loose) if _is_table(group) for box in group for side in sides(box)]


def sides(box: Box) -> list[Rule]:
    """Return the four sides of a box."""
    x0, y0, x1, y1 = box
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]


def _inside(box: Box, tables: Sequence[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in tables)


def _groups(boxes: Sequence[Box]) -> list[list[Box]]:
    """Group boxes that all but touch."""
    groups: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        near = [group for group in groups if any(_touch(box, other) for other in group)]
        groups = [group for group in groups if not any(group is one for one in near)]
        groups.append([box, *(other for group in near for other in group)])
    return groups


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + NEAR
        and other[0] <= one[2] + NEAR
        and one[1] <= other[3] + NEAR
        and other[1] <= one[3] + NEAR
    )


def _is_table(group: Sequence[Box]) -> bool:
    """Tell whether boxes tile an area of several rows and columns."""
    x0, y0 = min(box[0] for box in group), min(box[1] for box in group)
    x1, y1 = max(box[2] for box in group), max(box[3] for box in group)
    share = sum((box[2] - box[0]) * (box[3] - box[1]) for box in group) / max((x1 - x0) * (y1 - y0), 1.0)
    several = len({round(box[0] / NEAR) for box in group}) > 1 and len({round(box[1] / NEAR) for box in group}) > 1
    return several and TILED <= share <= PILED

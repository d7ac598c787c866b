"""Labels that run down a narrow cell, a character or two a line: read as the one line that they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from govreport.readers.scan_engine import Image
from govreport.readers.scan_lines import Line, Print

FEWEST = 3
"""Lines of a stack."""
NARROW = 2.2
"""Ems that its widest line has at most."""


def stacks(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the places of the lines of each cell that holds a stack, from top to bottom; wrapped numbers too."""
    cells: dict[tuple[int, int, int, int], list[int]] = {}
    for at, line in enumerate(lines):
        if line.in_cell:
            cells.setdefault(line.within, []).append(at)
    for places in cells.values():
        if len(places) >= FEWEST and all(_wide(lines[at]) <= NARROW for at in places):
            yield sorted(places, key=lambda at: lines[at].box[1])


def _wide(line: Line) -> float:
    return (line.box[2] - line.box[0]) / line.em


def laid_out(page: Print, lines: Sequence[Line]) -> Image:
    """Return the lines of a stack side by side, each as high in its line as it stood."""
    bounds = [(above.box[3] + below.box[1]) // 2 for above, below in zip(lines, lines[1:], strict=False)]
    half = round(0.15 * lines[0].em)
    tops = [max(lines[0].within[1], lines[0].box[1] - half), *bounds]
    bottoms = [*bounds, min(lines[-1].within[3], lines[-1].box[3] + half)]
    images = [
        page.grey[top:bottom, max(line.within[0], line.box[0] - 1) : line.box[2] + 1]
        for line, top, bottom in zip(lines, tops, bottoms, strict=True)
    ]
    high = max(image.shape[0] for image in images)
    gap = max(1, round(0.08 * lines[0].em))
    return np.hstack([_centred(image, high, gap) for image in images])


def _centred(image: Image, high: int, gap: int) -> Image:
    above = (high - image.shape[0]) // 2
    return np.pad(image, ((above, high - image.shape[0] - above), (gap, gap)), constant_values=245)

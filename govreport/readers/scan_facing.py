"""Which side of a page is up: pages are scanned lying on their side or upside down."""

from __future__ import annotations

import numpy as np

from govreport.readers.scan_engine import Boxes, Image, recognise
from govreport.readers.scan_page import Page

SAMPLE = 6
"""Lines that are read to tell up from down."""
LONG = 3.0
"""A line of text is at least so many times as long as high."""
GOOD = 7.0
"""The length of the lines that are best read for it: long enough to tell, short enough to be quick."""
FEWEST = 3
"""Lines without which nothing is turned."""
MANY = 2
"""Times as many lines must run down as across for a page to be taken as lying on its side."""
READS = 0.85
"""Mean certainty of lines that stand upright: well above it at 150 dpi, under 0.7 upside down."""


def quarter_turns(page: Page, boxes: Boxes) -> int:
    """Return by how many quarters counterclockwise a page must be turned to stand upright, 0 in doubt.

    Upright pages have labels that run down, as pages on their side have some that run across: most lines decide.
    """
    size = boxes[:, 2:] - boxes[:, :2]
    across, down = boxes[size[:, 0] >= LONG * size[:, 1]], boxes[size[:, 1] >= LONG * size[:, 0]]
    ways = [(across, (0, 2)), (down, (1, 3))]
    for lines, turns in ways if len(down) <= MANY * len(across) else ways[::-1]:
        if len(lines) >= FEWEST and (turn := _certain(page.grey, lines, turns)) is not None:
            return turn
    return 0


def _certain(grey: Image, boxes: Boxes, ways: tuple[int, int]) -> int | None:
    """Return the way in which lines of text are read with certainty."""
    size = boxes[:, 2:] - boxes[:, :2]
    chosen = boxes[np.argsort(np.abs(size.max(axis=1) / size.min(axis=1) - GOOD))[:SAMPLE]]
    crops = [grey[top:bottom, left:right] for left, top, right, bottom in chosen.tolist()]
    for way in ways:
        readings = recognise([np.ascontiguousarray(np.rot90(crop, way)) for crop in crops])
        if np.mean([reading.mean for reading in readings]) >= READS:
            return way
    return None

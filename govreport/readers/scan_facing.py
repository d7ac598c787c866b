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
READS = 0.85
"""Mean certainty of lines that stand upright: well above it at 150 dpi, under 0.7 upside down."""


def quarter_turns(page: Page, boxes: Boxes) -> int:
    """Return by how many quarters counterclockwise a page must be turned to stand upright, 0 in doubt."""
    size = boxes[:, 2:] - boxes[:, :2]
    across, down = size[:, 0] >= LONG * size[:, 1], size[:, 1] >= LONG * size[:, 0]
    if max(across.sum(), down.sum()) < FEWEST:
        return 0
    if across.sum() >= down.sum():
        return _best(page.grey, boxes[across], (0, 2))
    return _best(page.grey, boxes[down], (1, 3))


def _best(grey: Image, boxes: Boxes, ways: tuple[int, int]) -> int:
    """Return the way in which lines of text are read with certainty."""
    size = boxes[:, 2:] - boxes[:, :2]
    chosen = boxes[np.argsort(np.abs(size.max(axis=1) / size.min(axis=1) - GOOD))[:SAMPLE]]
    crops = [grey[top:bottom, left:right] for left, top, right, bottom in chosen.tolist()]
    found: dict[int, float] = {}
    for way in ways:
        readings = recognise([np.ascontiguousarray(np.rot90(crop, way)) for crop in crops])
        found[way] = float(np.mean([reading.mean for reading in readings]))
        if found[way] >= READS:
            return way
    return max(found, key=found.__getitem__)

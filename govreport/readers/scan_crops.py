"""What the recogniser is shown of a line, and what is told by shape alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from govreport.readers.scan_engine import Image
from govreport.readers.scan_lines import Line, Print

PAPER = 245
RIM = 0.08
"""Ems around the ink of a line that are shown of the page."""
LOWEST = 0.7
"""Ems that a line is shown high at least, so that a lone low sign is not blown up."""
APART = 0.6
"""Ems between numbers that are shown side by side."""
SLANTED, STRAIGHT = 11.0, 0.065
"""Degrees that a slash leans at least, and how far it strays from a line at most, in heights: an upright 1 leans none,
an italic one 9 and strays further."""
POINTS, FOOT = ".,，．、", 0.35
"""Signs that stand at the foot of a line, and the share of its height that is its foot."""
BAR_HIGH, BAR_LONG = 0.3, 1.15
"""A dash is at most so many ems high, and so many times longer than high."""


def tight(page: Print, line: Line) -> Image:
    """Return a line with the rim around its ink; nothing outside its cell is seen."""
    left, top, right, bottom = line.box
    rim = max(1, round(RIM * line.em))
    rows = slice(max(line.within[1], top - rim), min(line.within[3], bottom + rim))
    return page.grey[rows, max(line.within[0], left - rim) : min(line.within[2], right + rim)]


def crop(page: Print, line: Line, white: float) -> Image:
    """Return a line with white around it, in its heights."""
    return _framed(tight(page, line), white, line.em)


def _framed(image: Image, white: float, em: float) -> Image:
    high = image.shape[0]
    tall = max(float(high), LOWEST * em)
    above, aside = round(white * tall + (tall - high) / 2), round((white + 0.2) * tall)
    return np.pad(image, ((above, above), (aside, aside)), constant_values=PAPER)


def in_company(page: Print, line: Line, other: Line, white: float) -> Image:
    """Return a line between two copies of another one, on one foot.

    A lone 0 has nothing to tell its size by, and is taken for an O or a 口; beside digits it is one.
    """
    images = [tight(page, one) for one in (other, line, other)]
    high = max(image.shape[0] for image in images)
    level = [np.pad(one, ((high - one.shape[0], 0), (0, 0)), constant_values=PAPER) for one in images]
    gap = np.full((high, round(APART * line.em)), PAPER, np.uint8)
    return _framed(np.hstack([level[0], gap, level[1], gap, level[2]]), white, line.em)


def counted(page: Print, line: Line, text: str) -> bool:
    """Say whether a number of digits, signs and points shows as many of them as were read, or fewer that touch.

    Recognisers drop a digit that stands twice, and points.
    """
    left, top, right, bottom = line.box
    ink = page.ink[top:bottom, left:right]
    low = np.array([bool(rows[: -max(2, round(FOOT * len(rows)))].any()) for rows in _columns(ink)])
    marks = sum(character in POINTS for character in text)
    return int(low.sum()) <= len(text) - marks and int((~low).sum()) == marks


def _columns(ink: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Return the ink from gap to gap."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], ink.any(axis=0), [False])).astype(np.int8)))
    return [np.asarray(ink[:, begin:end].any(axis=1)) for begin, end in edges.reshape(-1, 2).tolist()]


def sign(page: Print, line: Line) -> str:
    """Return ``—`` or ``/`` where a line is nothing but a dash or a slash, else an empty text.

    Recognisers take a lone dash for any letter, and a slash for a 1.
    """
    left, top, right, bottom = line.box
    ink = page.ink[top:bottom, left:right]
    high, wide = ink.shape
    if high <= BAR_HIGH * line.em and wide >= BAR_LONG * high:
        return "—"
    return "/" if high >= LOWEST * line.em and high >= wide * 0.9 and _slash(ink) else ""


def _slash(ink: NDArray[np.bool_]) -> bool:
    rows, columns = (axis - axis.mean() for axis in np.nonzero(ink))
    spread = float((rows * rows).sum())
    if spread == 0:
        return False
    slope = float((rows * columns).sum()) / spread
    strays = float(np.sqrt(np.square(columns - slope * rows).mean()))
    return float(-np.degrees(np.arctan(slope))) >= SLANTED and strays <= STRAIGHT * ink.shape[0]

"""A page's image made fit to read: grey, evenly lit, upright lines level, its ink told from its paper."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govreport.readers.scan_engine import Image
from govreport.readers.scan_seals import without_seals

Ink = NDArray[np.bool_]
STEEPEST = 5.0
"""Degrees that a page may lean; more is no skew of a scanner."""
INK = 0.72
"""Brightness, as a share of the paper's around it, under which a pixel is ink: keeps hairlines blurred at 150 dpi."""
NEGATIVE = 90
"""Brightness under which a page is white on black: a microfilm, or a dark screen."""
LEVEL = 0.02
"""Degrees under which nothing is turned: a third of a pixel over a page."""
ENOUGH = 200
"""Pixels of ink without which there is nothing to level."""
SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Page:
    """A levelled page.

    Attributes
    ----------
    grey
        Dark on white, the paper's own shade divided out.
    ink
        True where something is printed.
    scale
        Pixels to a point.
    angle
        Degrees by which it leant.
    """

    grey: Image
    ink: Ink
    scale: float
    angle: float = 0.0


def even(image: Image) -> Image:
    """Return a page, RGB or grey, as grey with its paper white everywhere: shadows and tints are divided out."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
    if np.median(grey[::4, ::4]) < NEGATIVE:
        grey = cv2.bitwise_not(grey)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 31)
    paper = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 40), scale=245), dtype=np.uint8)


def inked(grey: Image) -> Ink:
    """Return where an even page is printed."""
    return np.asarray(grey < INK * 245)


def _sharpness(rows: NDArray[np.float64], columns: NDArray[np.float64], degrees: float) -> float:
    """Return how sharply ink and gaps alternate down the page when it is turned by so many degrees."""
    slope = np.tan(np.radians(degrees))
    places = rows - columns * slope
    counts = np.bincount((places - places.min()).astype(np.int64))
    return float(np.square(np.diff(counts.astype(np.float64))).sum())


def lean(ink: Ink) -> float:
    """Return by how many degrees the lines of a page fall to the right, within `STEEPEST`."""
    rows, columns = (axis.astype(np.float64) for axis in np.nonzero(ink))
    if len(rows) < ENOUGH:
        return 0.0
    step = max(1, len(rows) // SAMPLE)
    rows, columns = rows[::step], columns[::step]
    best = 0.0
    for reach, pace in ((STEEPEST, 0.25), (0.3, 0.05), (0.06, 0.01)):
        angles = best + np.arange(-reach, reach + pace / 2, pace)
        best = float(angles[int(np.argmax([_sharpness(rows, columns, angle) for angle in angles]))])
    return best


def turned(image: Image, degrees: float) -> Image:
    """Return a page turned so that lines which fall by so many degrees are level; its size is kept."""
    import cv2

    if abs(degrees) < LEVEL:
        return image
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    paper = (255, 255, 255) if image.ndim == 3 else 255
    level = cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(level, dtype=np.uint8)


def levelled(image: Image, scale: float) -> Page:
    """Return a page made fit to read.

    Parameters
    ----------
    image
        RGB or grey.
    scale
        Pixels to a point.
    """
    grey = even(without_seals(image, scale))
    angle = lean(inked(grey))
    grey = turned(grey, angle)
    return Page(grey, inked(grey), scale, angle)

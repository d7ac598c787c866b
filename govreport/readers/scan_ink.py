"""Which pieces of ink are print and which are dirt: a point or a minus sign is no larger than a speck of dust."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from govreport.readers.scan_page import Ink

SPECK = 2.0
"""Points that a glyph measures at least, one way: a figure of the smallest print does; dirt is smaller."""
FAINT = 1.2
"""Square points of ink that it has at least."""
EM = 9.0
"""Points of an em of common print."""
BAR = 1.2
"""Points that a minus sign is long at least."""
POINT, DOT = 0.5, 2.6
"""Square points that a decimal point or comma has at least, and points that it measures at most."""
NEAR = 0.45
"""Ems between such a sign and the figure beside it."""


def glyphs(ink: Ink, scale: float) -> Ink:
    """Return the ink of a page that is print.

    Parameters
    ----------
    ink
        Of the page, without ruling lines.
    scale
        Its pixels to a point.
    """
    import cv2

    _, marks, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    boxes = np.asarray(stats, dtype=np.int32)
    kept = (boxes[:, 2:4].max(axis=1) >= SPECK * scale) & (boxes[:, 4] >= FAINT * scale * scale)
    kept[0] = False
    filled = np.asarray(cv2.integral(kept[marks].astype(np.uint8)), dtype=np.int32)
    kept |= minus_signs(boxes, filled, scale) | points(boxes, filled, scale)
    kept[0] = False
    return np.asarray(kept[marks], dtype=np.bool_)


def _within(filled: NDArray[np.int32], *sides: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return how much ink lies in boxes: left, top, right, bottom."""
    high, wide = filled.shape[0] - 1, filled.shape[1] - 1
    left, top, right, bottom = (np.clip(side, 0, most) for side, most in zip(sides, (wide, high) * 2, strict=True))
    return np.asarray(filled[bottom, right] - filled[top, right] - filled[bottom, left] + filled[top, left])


def minus_signs(boxes: NDArray[np.int32], filled: NDArray[np.int32], scale: float) -> NDArray[np.bool_]:
    """Tell which pieces of ink, however small, are bars level with a figure to their right.

    Parameters
    ----------
    boxes
        One row a piece: left, top, width, height and ink.
    filled
        Running sums of the ink of larger pieces, over rows and columns.
    scale
        Pixels to a point.
    """
    left, top, wide, high, area = boxes.T
    bar = (wide >= BAR * scale) & (wide >= 1.2 * high) & (area >= 0.5 * BAR * scale * scale)
    middle, reach, aside = (2 * top + high) // 2, max(1, round(0.1 * EM * scale)), round(NEAR * EM * scale)
    right = left + wide
    return np.asarray(bar & (_within(filled, right, middle - reach, right + aside, middle + reach + 1) > 0))


def points(boxes: NDArray[np.int32], filled: NDArray[np.int32], scale: float) -> NDArray[np.bool_]:
    """Tell which small pieces of ink stand at the foot of a figure, as the sign of a decimal does."""
    left, top, wide, high, area = boxes.T
    em = EM * scale
    small = (area >= POINT * scale * scale) & (np.maximum(wide, high) <= DOT * scale)
    right, bottom, aside = left + wide, top + high, round(NEAR * em)
    beside = _within(filled, right, top - round(0.3 * em), right + aside, bottom)
    beside = beside + _within(filled, left - aside, top - round(0.3 * em), left, bottom)
    under = _within(filled, left - aside, bottom + round(0.2 * em), right + aside, bottom + round(0.4 * em))
    return np.asarray(small & (beside > 0) & (under == 0))

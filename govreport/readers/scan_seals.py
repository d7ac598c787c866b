"""Red seals on a scanned page: their rings are no ruling lines, and what they cover is black."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from govreport.readers.scan_engine import Image

RED = 50
"""By how much red light a pixel is brighter than in green and blue before its ink is red."""
LEAST, MOST = 60.0, 170.0
"""Points that a seal measures: official ones are 38 to 50 millimetres wide, and may be scanned somewhat larger."""
ROUND = 1.6
"""How many times as long as wide the shape of a seal is at most."""
PAPER, BRIGHTER = 250, 1.25
"""How bright the ink of a seal is shown, and how many times as bright at most: print under it must stay dark."""
BRIDGED = 7.0
"""Points of black print, or of paper between its signs, that part the pieces of a seal."""


def without_seals(image: Image, scale: float) -> Image:
    """Return a page without its red seals; of what they cover, what is black stays.

    Red ink shines as bright as paper in red light, and black ink does not. Red print of another shape is kept.

    Parameters
    ----------
    image
        RGB or grey; a grey one is returned as it is.
    scale
        Pixels to a point.
    """
    import cv2

    if image.ndim != 3:
        return image
    red = image[..., 0].astype(np.int16) - np.maximum(image[..., 1], image[..., 2]) > RED
    if red.sum() < LEAST * scale:
        return image
    size = max(1, round(BRIDGED * scale))
    joined = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = image
    for left, top, wide, high in stats[1:, :4].tolist():
        if _is_seal(wide, high, scale):
            found = image.copy() if found is image else found
            _lift(
                found,
                red,
                (slice(max(0, top - size), top + high + size), slice(max(0, left - size), left + wide + size)),
            )
    return found


def _is_seal(wide: int, high: int, scale: float) -> bool:
    inside = LEAST * scale <= min(wide, high) and max(wide, high) <= MOST * scale
    return inside and max(wide, high) <= ROUND * min(wide, high)


def _lift(image: Image, red: NDArray[np.bool_], where: tuple[slice, slice]) -> None:
    """Show a part of a page in red light where its ink is red and around it, so that this ink is as bright as paper."""
    import cv2

    around = cv2.dilate(red[where].astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    part = image[where]
    bright = part[..., 0].astype(np.float32)
    bright *= min(BRIGHTER, PAPER / float(np.median(bright[red[where]])))
    part[around] = np.minimum(bright, PAPER).astype(np.uint8)[around][:, None]

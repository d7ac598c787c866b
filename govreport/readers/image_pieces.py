"""A very long image cut into pages: scans pasted below one another, or a picture of a whole screen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from govreport.readers.scan_page import lean

Pixels = NDArray[np.uint8]
TALL = 2.3
"""An image that is so many times as high as wide is no single page."""
SHORTEST, LONGEST = 0.75, 2.2
"""Heights of a page that is cut out, in its widths."""
DARK = 0.7
"""Brightness, as a share of the paper's, under which a pixel is ink."""
EMPTY = 0.002
"""Share of a row that may be ink, dirt, where it is a gap."""
RULE = 0.004
"""Widths of the image by which pieces overlap where they are cut along a ruling line, so that both show it."""


def pieces(pixels: Pixels) -> Iterator[Pixels]:
    """Yield the pages of an image, grey or RGB, from top to bottom; one where it is not tall.

    A page ends where the image is empty from side to side or, within a long table, at its longest ruling line. The
    cuts follow the lean of the image, and what a page shows of its neighbours is painted over.
    """
    height, width = pixels.shape[:2]
    if height < TALL * width:
        yield pixels
        return
    grey = pixels if pixels.ndim == 2 else pixels.min(axis=2)
    ink = grey < DARK * float(np.median(grey[::8, ::8]))
    fall = float(np.tan(np.radians(lean(ink[: round(LONGEST * width)]))))
    offsets = np.round(np.arange(width) * fall).astype(np.int64)
    cuts = [(0, 0), *_cuts(_profile(ink, offsets), width), (height, height)]
    for (_, begin), (end, _) in zip(cuts, cuts[1:], strict=False):
        yield _piece(pixels, begin, end, offsets)


def _profile(ink: NDArray[np.bool_], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the ink of each row, along the lean; a row is numbered by where it begins at the left."""
    rows, columns = np.nonzero(ink)
    return np.bincount(np.clip(rows - offsets[columns], 0, len(ink) - 1), minlength=len(ink))


def _cuts(profile: NDArray[np.int64], width: int) -> Iterator[tuple[int, int]]:
    """Yield where a page ends and where the next one begins."""
    empty = profile <= EMPTY * width
    top = 0
    while len(profile) - top > LONGEST * width:
        first, last = top + round(SHORTEST * width), top + round(LONGEST * width)
        middle = _middle_of_longest(empty[first:last])
        if middle is not None:
            top = first + middle
            yield top, top
        else:
            top = first + int(np.argmax(profile[first:last]))
            half = max(2, round(RULE * width))
            yield top + half, top - half


def _middle_of_longest(empty: NDArray[np.bool_]) -> int | None:
    """Return the middle of the longest run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], empty, [False])).astype(np.int8))).reshape(-1, 2)
    if not len(edges):
        return None
    begin, end = edges[int(np.argmax(edges[:, 1] - edges[:, 0]))]
    return int(begin + end) // 2


def _piece(pixels: Pixels, begin: int, end: int, offsets: NDArray[np.int64]) -> Pixels:
    """Return the rows between two cuts, what is beyond them painted over."""
    low, high = min(0, int(offsets.min())), max(0, int(offsets.max()))
    top, bottom = max(0, begin + low), min(len(pixels), end + high)
    piece = pixels[top:bottom].copy()
    rows = np.arange(top, bottom)[:, None]
    piece[(rows < begin + offsets) | (rows >= end + offsets)] = int(np.median(pixels[::8, ::8]))
    return piece

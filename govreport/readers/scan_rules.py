"""The ruling lines of a scanned page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govreport.readers.scan_page import Ink, Page
from govreport.readers.sheet import Rule

ACROSS = 24.0
"""Points of the shortest line across: longer than the strokes of a title's characters."""
DOWN = 9.0
"""Points of the shortest line down: a table of one low row has no longer ones."""
ALONE = 26.0
"""A line down that is shorter must stand on lines across at both ends; strokes of characters do not."""
THICK = 6.5
"""Points of the thickest line, or of lines side by side; what is thicker is a shaded field or a picture."""
GAP = 0.5
"""Points of a gap in a line that noise tore; wider, and the strokes of neighbouring characters would be one line."""
TOUCH = 1.2
"""Points within which a short line ends on others; the strokes of characters in low rows end further from them."""
APART, DOUBLED = 3.2, 0.3
"""Points between the two lines of a double border, whose upright pieces end that far from the outer one, and the share
of lines that come in such pairs where borders are double."""
MOST = 4_000
"""Lines a page; halftones of photographs make tens of thousands."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The lines of a page, and every pixel that belongs to one."""

    rules: list[Rule]
    ink: Ink


@dataclass(frozen=True, slots=True)
class _Line:
    """A level line in pixels; `mark` is its number in the map of lines."""

    y: float
    x0: int
    x1: int
    mark: int


def _runs(ink: Ink, length: int, gap: int) -> NDArray[np.uint8]:
    """Return the ink that lies in level runs of at least this length, gaps bridged."""
    import cv2

    # Three rows thick, so that a line that is not quite level, a step here and there, is one run.
    mask = cv2.dilate(ink.astype(np.uint8), np.ones((3, 1), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), dtype=np.uint8)


def _level(ink: Ink, scale: float, shortest: float) -> tuple[list[_Line], NDArray[np.int32]]:
    """Return the level lines, and which pixel belongs to which."""
    import cv2

    found = _runs(ink, max(3, round(shortest * scale)), max(2, round(GAP * scale)))
    _, marks, boxes, centres = cv2.connectedComponentsWithStats(found, connectivity=8)
    return list(_thin(boxes.tolist(), centres.tolist(), THICK * scale)), np.asarray(marks, dtype=np.int32)


def _thin(boxes: list[list[int]], centres: list[list[float]], thick: float) -> Iterator[_Line]:
    for mark, ((left, _, wide, high, area), (_, y)) in enumerate(zip(boxes, centres, strict=True)):
        if 0 < mark <= MOST and area / wide - 2 <= thick and high <= max(thick, 0.02 * wide) + 2:
            yield _Line(y, left, left + wide, mark)


def _pixels(lines: list[_Line], marks: NDArray[np.int32]) -> Ink:
    kept = np.zeros(int(marks.max()) + 1, np.bool_)
    kept[[line.mark for line in lines]] = True
    return np.asarray(kept[marks], dtype=np.bool_)


def ruled(page: Page) -> Ruled:
    """Return the ruling lines of a page.

    Returns
    -------
    Ruled
        Lines in points. Some may be underlines or strokes of large characters; a lattice of cells leaves them out.
    """
    scale = page.scale
    across, level = _level(page.ink, scale, ACROSS)
    ink = _pixels(across, level)
    down, upright = _level(np.ascontiguousarray(page.ink.T), scale, DOWN)
    down = _standing(down, across, scale)
    ink |= _pixels(down, upright).T
    rules = [Rule(line.x0 / scale, line.y / scale, line.x1 / scale, line.y / scale) for line in across]
    rules += [Rule(line.y / scale, line.x0 / scale, line.y / scale, line.x1 / scale) for line in down]
    return Ruled(rules, ink)


def _standing(down: list[_Line], across: list[_Line], scale: float) -> list[_Line]:
    """Leave out short upright lines that do not reach from one line across to another."""
    floors = np.array([(line.y, line.x0, line.x1) for line in across]).reshape(-1, 3)
    touch = (APART if _doubled(floors[:, 0], scale) else TOUCH) * scale

    def held(line: _Line) -> bool:
        near = floors[(floors[:, 1] - touch <= line.y) & (floors[:, 2] + touch >= line.y), 0]
        return all(bool((np.abs(near - end) <= touch).any()) for end in (line.x0, line.x1))

    return [line for line in down if line.x1 - line.x0 >= ALONE * scale or held(line)]


def _doubled(places: NDArray[np.float64], scale: float) -> bool:
    """Tell whether lines come in pairs."""
    gaps = np.diff(np.unique(places))
    gaps = gaps[gaps > scale]
    return len(gaps) > 0 and bool((gaps <= APART * scale).mean() >= DOUBLED)

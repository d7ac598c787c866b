"""Where the lines of text of a scanned page stand: in the cells of its tables, and outside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govreport.document import Box
from govreport.readers.ruled import Lattice, lattices
from govreport.readers.scan_engine import Boxes, Image
from govreport.readers.scan_ink import EM, glyphs
from govreport.readers.scan_page import Ink, Page
from govreport.readers.scan_rules import Ruled

INSET = 0.6
"""Points inside a cell's box where its border may still show."""
FRAME, RULED = 3.0, 0.72
"""Points within a cell's side where the inner line of a double border may stand, and the share that it fills."""
ONE_LINE = 1.3
"""Runs of rows that together are no higher than this many ems are one line: the strokes of a 二."""
TWO_LINES = 1.9
"""A run higher than this many ems is several lines whose ink touches."""

Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: where its ink is, in pixels, what of the page may be looked at, and the em of its print."""

    box: Pixels
    within: Pixels
    em: float
    in_cell: bool


@dataclass(frozen=True, slots=True)
class Print:
    """What is printed on a page besides its ruling lines.

    Attributes
    ----------
    grey
        The page with its ruling lines painted over.
    ink
        Glyphs only: without ruling lines and dirt.
    scale
        Pixels to a point.
    """

    grey: Image
    ink: Ink
    scale: float


def printed(page: Page, ruled: Ruled) -> Print:
    """Return a page without its ruling lines and without dirt."""
    grey = page.grey.copy()
    grey[ruled.ink] = 245
    return Print(grey, glyphs(page.ink & ~ruled.ink, page.scale), page.scale)


def lines(page: Print, ruled: Ruled, boxes: Boxes) -> list[Line]:
    """Return every line of text of a page; `boxes` are those that the detector found."""
    tables = [lattice for lattice in lattices(ruled.rules) if len(lattice.slots) > 1]
    found = [line for lattice in tables for line in _in_table(page, lattice)]
    found += [line for line in _outside(page, boxes) if not _held(line, tables, page.scale)]
    return found


def _held(line: Line, tables: Iterable[Lattice], scale: float) -> bool:
    x, y = (line.box[0] + line.box[2]) / 2 / scale, (line.box[1] + line.box[3]) / 2 / scale
    return any(lattice.at(x, y) >= 0 for lattice in tables)


def _in_table(page: Print, lattice: Lattice) -> Iterator[Line]:
    cells = [_inside(page.ink, _pixels(slot.box, page), page.scale) for slot in lattice.slots]
    runs = [_runs(np.asarray(page.ink[top:bottom, left:right].any(axis=1))) for left, top, right, bottom in cells]
    em = _em([end - begin for found in runs for begin, end in found], page.scale)
    for cell, found in zip(cells, runs, strict=True):
        yield from _in_cell(page.ink, cell, found, em)


def _inside(ink: Ink, cell: Pixels, scale: float) -> Pixels:
    """Return a cell without the inner lines of a double border, too short to be told from strokes elsewhere."""
    left, top, right, bottom = cell
    region = ink[top:bottom, left:right]
    west, east = _frame(region.mean(axis=0), scale)
    north, south = _frame(region.mean(axis=1), scale)
    return left + west, top + north, right - east, bottom - south


def _frame(share: NDArray[np.float64], scale: float) -> tuple[int, int]:
    """Return how far lines reach into a cell from either side; `share` is the ink of each row or column."""
    reach = min(round(FRAME * scale), len(share) // 4)
    lines = share >= RULED
    near, far = np.flatnonzero(lines[:reach]), np.flatnonzero(lines[::-1][:reach])
    return (int(near[-1]) + 2 if len(near) else 0), (int(far[-1]) + 2 if len(far) else 0)


def _in_cell(ink: Ink, cell: Pixels, runs: list[tuple[int, int]], em: float) -> Iterator[Line]:
    left, top, right, bottom = cell
    region = ink[top:bottom, left:right]
    for begin, end in _split(_joined(runs, em), region.sum(axis=1), em):
        columns = np.flatnonzero(region[begin:end].any(axis=0))
        if len(columns):
            box = left + int(columns[0]), top + begin, left + int(columns[-1]) + 1, top + end
            yield Line(box, cell, em, in_cell=True)


def _pixels(box: Box, page: Print) -> Pixels:
    height, width = page.ink.shape
    left, top, right, bottom = (place * page.scale for place in box)
    inset = INSET * page.scale
    return (
        max(0, round(left + inset)),
        max(0, round(top + inset)),
        min(width, round(right - inset)),
        min(height, round(bottom - inset)),
    )


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return begin and end of every run of True.

    Examples
    --------
    >>> _runs(np.array([False, True, True, False, True]))
    [(1, 3), (4, 5)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    return [(int(begin), int(end)) for begin, end in edges.reshape(-1, 2)]


def _em(heights: list[int], scale: float) -> float:
    """Return the height of a full character: digits are lower, so the upper part of all heights counts."""
    tall = [height for height in heights if height >= 0.4 * EM * scale]
    return float(np.quantile(tall, 0.6)) if len(tall) >= 3 else EM * scale


def _joined(runs: list[tuple[int, int]], em: float) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for begin, end in runs:
        if found and end - found[-1][0] <= ONE_LINE * em:
            found[-1] = found[-1][0], end
        else:
            found.append((begin, end))
    return found


def _split(runs: list[tuple[int, int]], profile: NDArray[np.int64], em: float) -> Iterator[tuple[int, int]]:
    """Cut runs that are several lines high where they hold the least ink."""
    for begin, end in runs:
        count = round((end - begin) / (1.25 * em)) if end - begin > TWO_LINES * em else 1
        cuts = [begin]
        for turn in range(1, count):
            middle, reach = begin + turn * (end - begin) / count, 0.4 * em
            first = max(cuts[-1] + 1, round(middle - reach))
            cuts.append(first + int(np.argmin(profile[first : round(middle + reach)])))
        yield from zip(cuts, [*cuts[1:], end], strict=True)


def _outside(page: Print, boxes: Boxes) -> Iterator[Line]:
    """Yield the lines that the detector finds, their boxes drawn in to the ink."""
    for left, top, right, bottom in boxes.tolist():
        yield from _drawn_in(page.ink, (left, top, right, bottom))


def _drawn_in(ink: Ink, box: Pixels) -> Iterator[Line]:
    left, top, right, bottom = box
    region = ink[top:bottom, left:right]
    rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
    if len(rows):
        inner = left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1
        yield Line(inner, box, float(inner[3] - inner[1]), in_cell=False)

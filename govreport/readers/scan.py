"""Scanned pages: an image to a `Sheet`, by its ruling lines and by reading every cell on its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from govreport.readers import pace
from govreport.readers.ruled import lattices
from govreport.readers.scan_engine import Boxes, Image, require, text_boxes
from govreport.readers.scan_facing import quarter_turns
from govreport.readers.scan_lines import Line, lines, printed
from govreport.readers.scan_numbers import Said, say
from govreport.readers.scan_page import Page, levelled, turned
from govreport.readers.scan_rules import ruled
from govreport.readers.sheet import Mark, Rule, Sheet

__all__ = ["DPI", "require", "scan_sheet", "straight", "watched"]

DPI = 200
"""Pixels to an inch at which pages without text are best drawn."""
FINEST, COARSEST = 240 / 72, 120 / 72
"""Pixels to a point between which a page is read as it is; others are shrunk, or enlarged twice."""

Item = TypeVar("Item")


def scan_sheet(image: Image, *, number: int, width: float, height: float, name: str) -> Sheet:
    """Read the image of a page.

    Parameters
    ----------
    image
        RGB or grey, one byte a channel.
    number
        Of the page, from 1.
    width, height
        Of the page, in points.
    name
        The source, for messages.

    Returns
    -------
    Sheet
        One mark a line of text, and its ruling lines, of the page as `straight` shows it (so that `width` and `height`
        are exchanged where it lay on its side). A cell in which something is printed that was not recognised has one
        mark without text that is not `sure`; a cell without marks is blank.

    Raises
    ------
    MissingDependency
        Where the extra ``ocr`` is not installed.
    UnreadableSource
        Where it shows far more pieces of text than any page of a report.
    """
    require(name)
    page, boxes, turns = _upright(image, width)
    if turns % 2:
        width, height = height, width
    found = ruled(page)
    text = printed(page, found)
    places = lines(text, found, boxes)
    marks = _marks(places, say(text, places, f"{name}, page {number}"), page.scale, found.rules)
    pace.step()
    return Sheet(number, width, height, marks, found.rules, turns, page.angle)


def straight(image: Image, width: float) -> Image:
    """Return a page as it was read: upright and levelled. Places in a `Sheet` are places in this image.

    Parameters
    ----------
    image
        RGB or grey.
    width
        Of the page, in points.
    """
    page, _, turns = _upright(image, width)
    return turned(np.ascontiguousarray(np.rot90(image, turns)), page.angle)


def _upright(image: Image, width: float) -> tuple[Page, Boxes, int]:
    """Return a page ready to be read, where its lines are, and by how many quarters it was turned counterclockwise."""
    scale = image.shape[1] / width
    page = levelled(_fit(image, scale), _fitting(scale))
    boxes = text_boxes(page.grey, page.scale)
    turns = quarter_turns(page, boxes)
    if turns:
        page = levelled(_fit(np.ascontiguousarray(np.rot90(image, turns)), scale), _fitting(scale))
        boxes = text_boxes(page.grey, page.scale)
    return page, boxes, turns


def _fitting(scale: float) -> float:
    return FINEST if scale > FINEST else 2 * scale if scale < COARSEST else scale


def _fit(image: Image, scale: float) -> Image:
    import cv2

    share = _fitting(scale) / scale
    if share == 1:
        return image
    method = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=share, fy=share, interpolation=method), dtype=np.uint8)


def _marks(places: Sequence[Line], said: Sequence[Said], scale: float, rules: Sequence[Rule]) -> list[Mark]:
    """Return what was read; of what was not, only what makes a cell doubtful."""
    kept = [(line, _mark(line, one, scale)) for line, one in zip(places, said, strict=True) if one.text or not one.sure]
    marks = [mark for _, mark in kept]
    tables = lattices(rules)
    cells: dict[tuple[int, int], list[Mark]] = {}
    for line, mark in kept:
        if line.in_cell:
            x, y = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
            at = next(((table, slot) for table, one in enumerate(tables) if (slot := one.at(x, y)) >= 0), (-1, -1))
            cells.setdefault(at, []).append(mark)
    for own in cells.values():
        if not all(mark.text for mark in own):
            for mark in own:
                mark.sure = False
    lost = [own[0] for own in cells.values() if not any(mark.text for mark in own)]
    return [mark for mark in marks if mark.text] + lost


def _mark(line: Line, said: Said, scale: float) -> Mark:
    left, top, right, bottom = (place / scale for place in line.box)
    return Mark(said.text, left, top, right, bottom, said.sure)


def watched(pages: Iterable[Item], name: str) -> Iterator[Item]:
    """Yield pages, with a progress bar where a person watches and no worker reads them."""
    from tqdm import tqdm

    quiet = None if multiprocessing.parent_process() is None else True
    yield from tqdm(pages, desc=name, unit="page", disable=quiet, leave=False, delay=5)

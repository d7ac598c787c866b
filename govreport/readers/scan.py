"""Scanned pages: an image to a `Sheet`, by its ruling lines and by reading every cell on its own."""

from __future__ import annotations

from govreport.readers.scan_engine import Image, require
from govreport.readers.scan_lines import Line, lines, printed
from govreport.readers.scan_numbers import Said, say
from govreport.readers.scan_page import levelled
from govreport.readers.scan_rules import ruled
from govreport.readers.sheet import Mark, Sheet

__all__ = ["DPI", "require", "scan_sheet"]

DPI = 200
"""Pixels to an inch at which pages without text are best drawn."""


def _mark(line: Line, said: Said, scale: float) -> Mark:
    left, top, right, bottom = (place / scale for place in line.box)
    return Mark(said.text, left, top, right, bottom, said.sure)


def scan_sheet(image: Image, *, number: int, width: float, height: float, name: str) -> Sheet:
    """Read the image of a page.

    Parameters
    ----------
    image
        RGB, one byte a channel.
    number
        Of the page, from 1.
    width, height
        Of the page, in points.
    name
        The source, for messages.

    Returns
    -------
    Sheet
        One mark a line of text, its ruling lines; places are those of the page levelled. A cell with ink that was not
        recognised has a mark without text that is not `sure`.

    Raises
    ------
    MissingDependency
        Where the extra ``ocr`` is not installed.
    """
    require(name)
    page = levelled(image, image.shape[1] / width)
    found = ruled(page)
    text = printed(page, found)
    places = lines(text, found)
    marks = [_mark(line, said, page.scale) for line, said in zip(places, say(text, places), strict=True)]
    return Sheet(number, width, height, marks, found.rules)

"""Lines of a scan to text, and whether it is sure.

Misreading a digit is the one error that nothing after this could notice, so every number is read twice, at two scales;
and what recognisers take for digits though it means blank, a dash or a slash, is told by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govreport.readers.scan_engine import Image, Reading, recognise
from govreport.readers.scan_lines import Line, Print

PAPER = 245
CLOSE, WIDE = 0.3, 0.6
"""White above and below a line, in its heights, at the first and at the second reading."""
SURE = 0.8
"""Certainty that the least certain character of a number must reach in both readings."""
SURE_TEXT = 0.5
"""The same, of words."""
DIGIT = re.compile(r"[0-9０-９]")
WORD = re.compile(r"[\u3400-\u9fff]")
LIKE_DIGITS = re.compile(r"[OoQDlI|iSsBZz〇○口日]")
"""What digits are mistaken for; among digits such a character is no reading to trust."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says; `sure` as in `Mark`."""

    text: str
    sure: bool


def crop(page: Print, line: Line, white: float) -> Image:
    """Return a line with white around it, in its heights; nothing outside its cell is seen."""
    left, top, right, bottom = line.box
    rim = max(1, round(0.08 * line.em))
    low, high = max(line.within[1], top - rim), min(line.within[3], bottom + rim)
    west, east = max(line.within[0], left - rim), min(line.within[2], right + rim)
    tall = max(high - low, 0.7 * line.em)
    above = round(white * tall + (tall - (high - low)) / 2)
    aside = round((white + 0.2) * tall)
    return np.pad(page.grey[low:high, west:east], ((above, above), (aside, aside)), constant_values=PAPER)


def plain(text: str) -> str:
    """Return a reading without the spaces that recognisers put between characters."""
    return "".join(text.split())


def is_number(text: str) -> bool:
    """Say whether a reading stands for a number: digits, or what may be misread ones.

    Examples
    --------
    >>> is_number("8844.01"), is_number("O"), is_number("22（其中修订16件）"), is_number("1.属于国家秘密")
    (True, True, True, False)
    """
    digits = len(DIGIT.findall(text))
    return 3 * digits >= len(text) if digits else not WORD.search(text)


def say(page: Print, lines: Sequence[Line]) -> list[Said]:
    """Read every line of a page, the numbers among them twice."""
    shapes = [stroke(page, line) for line in lines]
    open_ = [place for place, shape in enumerate(shapes) if shape is None]
    first = dict(zip(open_, recognise([crop(page, lines[place], CLOSE) for place in open_]), strict=True))
    again = [place for place, reading in first.items() if is_number(plain(reading.text))]
    second = dict(zip(again, recognise([crop(page, lines[place], WIDE) for place in again]), strict=True))
    return [
        shape or judged(first[place], second.get(place)) for place, shape in enumerate(shapes)
    ]


def judged(first: Reading, second: Reading | None) -> Said:
    """Weigh the readings of a line; `second` where it is a number.

    Examples
    --------
    >>> judged(Reading("13", (0.99, 0.99)), Reading("18", (0.99, 0.97)))
    Said(text='13', sure=False)
    """
    text = plain(first.text)
    if second is None:
        return Said(text, first.least >= SURE_TEXT)
    sure = (
        text != ""
        and text == plain(second.text)
        and min(first.least, second.least) >= SURE
        and not LIKE_DIGITS.search(text)
    )
    return Said(text, sure)


def stroke(page: Print, line: Line) -> Said | None:
    """Return the dash or slash that a line consists of, ``None`` where it is something else."""
    left, top, right, bottom = line.box
    ink = page.ink[top:bottom, left:right]
    high, wide = ink.shape
    if wide >= 2.2 * high and high <= 0.3 * line.em:
        return Said("—", sure=True)
    return None

"""Lines of a scan to text, and whether it is sure.

Misreading a digit is the one error that nothing after this could notice, so every number is read twice, at two scales,
and what the two do not agree on is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govreport.errors import UnreadableSource
from govreport.readers.scan_crops import counted, crop, in_company, sign
from govreport.readers.scan_engine import RING, Reading, recognise
from govreport.readers.scan_lines import Line, Print
from govreport.readers.scan_stacks import laid_out, stacks

CLOSE, WIDE = 0.3, 0.6
"""White above and below a line, in its heights, at the first and at the second reading."""
SURE = 0.8
"""Certainty that the least certain character of a number must reach in both readings."""
SURE_TEXT = 0.5
"""The same, of words."""
MANY, SOME, HOPELESS = 250, 40, 0.5
"""Of a page with so many lines, so many are tried; below this mean certainty none is read (print has 0.98)."""
ALIKE = 0.2
"""Share by which the print of a number may differ from that of the one it is shown beside."""
BETWEEN = re.compile(r"(?<=[0-9日])一(?=[0-9])")
FIGURES = re.compile(r"[-+0-9.,，．]+")
MAX_LINES = 600
"""Lines of text that are read of one page, for they take up to ten seconds; a form has two hundred."""
DIGIT = re.compile(r"[0-9０-９]")
WORD = re.compile(r"[\u3400-\u9fff]")
ROUND = str.maketrans(dict.fromkeys("OoQDa〇○口□回", "0"))
"""What a lone 0 is taken for."""
RINGS = str.maketrans(dict.fromkeys(RING, "0"))
LIKE_DIGITS = re.compile(r"[OoQDlI|iSsBZz〇○口日□回]")
"""What digits are mistaken for; among digits such a character is no reading to trust."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says; `sure` as in `Mark`. Without text it was not recognised or, where sure, is told elsewhere."""

    text: str
    sure: bool


def say(page: Print, lines: Sequence[Line], name: str) -> list[Said]:
    """Read every line of a page, the numbers among them twice, and the doubtful ones again beside a sure one.

    Nothing is read of a page that is full of what is no print at all.

    Raises
    ------
    UnreadableSource
        Where a page, which the message calls `name`, has more than `MAX_LINES`.
    """
    if len(lines) > MANY and _hopeless(page, lines):
        return [Said("", sure=False)] * len(lines)
    if len(lines) > MAX_LINES:
        message = (
            f"{name} shows {len(lines):,} pieces of text, more than the limit of {MAX_LINES:,}; a page of a report has "
            "about two hundred. Save only the pages of the report."
        )
        raise UnreadableSource(message)
    stacked = _stacked(page, lines)
    signs = [sign(page, line) for line in lines]
    open_ = [place for place, shape in enumerate(signs) if not shape and place not in stacked]
    first = _read(page, lines, open_, CLOSE)
    numbers = [place for place in open_ if is_number(plain(first[place].text))]
    second = _read(page, lines, numbers, WIDE)
    said = [
        stacked.get(at) or (Said(text, sure=True) if text else judged(first[at], second.get(at)))
        for at, text in enumerate(signs)
    ]
    said = _settled(page, lines, said, {at: (first[at], second[at]) for at in numbers})
    for at in numbers:
        if FIGURES.fullmatch(said[at].text) and not counted(page, lines[at], said[at].text):
            said[at] = Said(said[at].text, sure=False)
    return said


def _hopeless(page: Print, lines: Sequence[Line]) -> bool:
    """Tell from some of its lines whether a page full of them is no print at all, but a photograph or noise."""
    read = recognise([crop(page, line, CLOSE) for line in lines[:: len(lines) // SOME]])
    return sum(reading.mean for reading in read) < HOPELESS * len(read)


def _stacked(page: Print, lines: Sequence[Line]) -> dict[int, Said]:
    """Read labels that run down: all of one at its first line, nothing at its others."""
    places = list(stacks(lines))
    found: dict[int, Said] = {}
    readings = recognise([laid_out(page, [lines[at] for at in stack]) for stack in places])
    for stack, reading in zip(places, readings, strict=True):
        if WORD.match(reading.text) or not is_number(plain(reading.text)):
            found |= dict.fromkeys(stack, Said("", sure=True))
            found[stack[0]] = Said(plain(reading.text), reading.least >= SURE_TEXT)
    return found


def _read(page: Print, lines: Sequence[Line], places: Sequence[int], white: float) -> dict[int, Reading]:
    return dict(zip(places, recognise([crop(page, lines[place], white) for place in places]), strict=True))


def plain(text: str) -> str:
    """Return a reading without the spaces that recognisers put between characters.

    A dash and the character for one look alike: between dates or numbers it is a dash.

    Examples
    --------
    >>> plain("2019 年1月1日一2019年12月31日")
    '2019年1月1日—2019年12月31日'
    """
    return BETWEEN.sub("—", "".join(text.split()))


def is_number(text: str) -> bool:
    """Say whether a reading stands for a number: digits, or what may be misread ones.

    Examples
    --------
    >>> is_number("8844.01"), is_number("O"), is_number("22（其中修订16件）"), is_number("1.属于国家秘密")
    (True, True, True, False)
    """
    text = text.translate(ROUND)
    digits = len(DIGIT.findall(text))
    return 3 * digits >= len(text) if digits else not WORD.search(text)


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
    agreed = text == plain(second.text) and min(first.least, second.least) >= SURE
    return Said(text, agreed and text != "" and not LIKE_DIGITS.search(text))


def _settled(
    page: Print, lines: Sequence[Line], said: list[Said], read: Mapping[int, tuple[Reading, Reading]]
) -> list[Said]:
    """Read doubtful numbers again beside a sure one of like print, unless the readings were two different numbers."""
    doubtful = [at for at in read if not said[at].sure and one_number(*read[at])]
    sure = [at for at in read if said[at].sure and said[at].text.isdecimal()]
    beside = {at: _beside(lines, at, sure, said) for at in doubtful}
    asked = {at: other for at, other in beside.items() if other is not None}
    again = [
        recognise([in_company(page, lines[at], lines[beside], white) for at, beside in asked.items()])
        for white in (CLOSE, WIDE)
    ]
    found = list(said)
    for (at, other), close, wide in zip(asked.items(), *again, strict=True):
        number = one_number(*read[at])
        if all(between(reading, said[other].text) == number for reading in (close, wide)):
            found[at] = Said(number, sure=True)
    return found


def one_number(first: Reading, second: Reading) -> str:
    """Return the number that two readings may both mean, empty where they mean two or none.

    Examples
    --------
    >>> one_number(Reading("口"), Reading("0")), one_number(Reading("3"), Reading("8"))
    ('0', '')
    """
    meant = {plain(reading.text).translate(ROUND) for reading in (first, second)}
    number = meant.pop()
    return number if not meant and number.isdecimal() else ""


def between(reading: Reading, beside: str) -> str:
    """Return what stands between two copies of a number, empty where they were not read or it is not certain.

    Examples
    --------
    >>> between(Reading("12 0 12", (1.0, 1.0, 0.5, 0.9, 0.5, 1.0, 1.0)), "12")
    '0'
    """
    signs = zip(reading.text.translate(RINGS), reading.certainty, strict=True)
    kept = [(sign, share) for sign, share in signs if sign.strip()]
    text = "".join(sign for sign, _ in kept)
    size = len(beside)
    if len(text) <= 2 * size or not text.startswith(beside) or not text.endswith(beside):
        return ""
    return text[size:-size] if all(share >= SURE for _, share in kept[size:-size]) else ""


def _beside(lines: Sequence[Line], at: int, sure: Sequence[int], said: Sequence[Said]) -> int | None:
    """Return the sure number whose print is most like that of a doubtful one; several digits are better company."""
    high = lines[at].box[3] - lines[at].box[1]

    def unlike(other: int) -> float:
        box = lines[other].box
        return abs((box[3] - box[1]) / high - 1)

    like = [other for other in sure if unlike(other) <= ALIKE]
    return min(like, key=lambda other: (len(said[other].text) not in (2, 3, 4), unlike(other)), default=None)

"""What one printed cell says: a number, nothing, words, or something that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from govreport.tables.labels import simplified

Kind = Literal["number", "blank", "words", "junk"]

LEAST_WRAPPED = 3
"""A cell holds at least so many digits before it wraps a number."""
UNITS = {
    "万元": "10k_yuan",
    "元": "yuan",
    "人次": "persons",
    "人": "persons",
    "名": "persons",
    **dict.fromkeys("条件个次篇项宗起场期批份部家处", "count"),
}
_DASHES = "-‐‑‒–—―−─━ー~～/／\\＼|_＿"
_NOTHING = re.compile(rf"^(?:[{re.escape(_DASHES)}]+|无|空|null|nan|n/?a)$", re.IGNORECASE)
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_NUMBER = re.compile(
    r"^(?P<sign>[+\-−–])?(?P<whole>\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?P<part>\.\d{1,6})?"
    rf"(?P<unit>{UNIT})?(?:\([^()]{{0,80}}\)|\[\d{{1,3}}\]|\*{{1,3}}|※)?$"
)
_ABOUT = re.compile(
    rf"^(?=.*[\d零〇○一二两三四五六七八九十])(?:约|近|超|逾|超过|共)?[\d,.零〇○一二两三四五六七八九十百千万亿]{{1,12}}(?:余|多|几|以上|左右)?(?:{UNIT})?$"
)
_DIGIT = re.compile(r"\d")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u2060\u3000\xa0]+")
_BLANKS = re.compile(r"[ \t\u3000\xa0\u200b]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell read: its kind, and for a number its value, printed unit and whether joining it was a guess.

    `joined` is True where the digits stood apart on one line (``1361 2``): they are one number only if
    something else says so.
    """

    kind: Kind
    value: float | None = None
    unit: str | None = None
    joined: bool = False


_BLANK = Reading("blank")
_WORDS = Reading("words")
_JUNK = Reading("junk")


@lru_cache(maxsize=4096)
def read_number(text: str) -> Reading:
    """Read one cell.

    Parameters
    ----------
    text
        The cell as printed; a line break inside it is ``\\n`` (a number wrapped in a narrow cell is one number).

    Returns
    -------
    Reading
        `kind` is ``blank`` for nothing, a dash, a slash or 无; ``junk`` for what stands for a number and is none.

    Examples
    --------
    >>> read_number("１，２３４ 件").value
    1234.0
    >>> read_number("1361\\n2").value
    13612.0
    >>> read_number("22（其中修订16件）").value
    22.0
    >>> read_number("251000元")
    Reading(kind='number', value=251000.0, unit='yuan', joined=False)
    >>> [read_number(text).kind for text in ("—", "", "O", "约20件", "1.属于国家秘密")]
    ['blank', 'blank', 'junk', 'junk', 'words']
    """
    if len(text) <= 15 and text.isascii() and text.isdigit():
        return _JUNK if text[0] == "0" and len(text) > 1 else Reading("number", float(text))
    if len(text) > 200:
        return _WORDS
    plain = simplified(unicodedata.normalize("NFKC", _without_marks(text)))
    tight = _SPACES.sub("", plain)
    if not tight or _NOTHING.match(tight):
        return _BLANK
    if _has_marks(text) and not _DIGIT.search(_without_marks(text)):
        return _WORDS if _CJK.search(tight) else _JUNK
    if tight in ("零", "〇"):
        return Reading("number", 0.0)
    match = _NUMBER.match(tight)
    if match:
        return _number(match, plain)
    if _ABOUT.match(tight):
        return _JUNK
    if _CJK.search(tight) or len(tight) > 24:
        return _WORDS
    return _JUNK


def read_doubtful(text: str) -> Reading:
    """Read one cell that was recognised with little certainty: what looks like a number or nothing is junk.

    Examples
    --------
    >>> [read_doubtful(text).kind for text in ("81", "", "行政许可")]
    ['junk', 'junk', 'words']
    """
    return _WORDS if read_number(text).kind == "words" else _JUNK


def _without_marks(text: str) -> str:
    """Leave out a footnote's mark behind a number (16①, 12²): it is no digit of it."""
    if not _has_marks(text):
        return text
    kept = "".join(char for char in text if unicodedata.category(char) != "No")
    return kept if kept.strip() else text


def _has_marks(text: str) -> bool:
    return "No" in map(unicodedata.category, text)


def _number(match: re.Match[str], plain: str) -> Reading:
    whole = match["whole"]
    if len(whole) > 1 and whole[0] == "0" and match["part"] is None:
        return _JUNK
    value = float(whole.replace(",", "") + (match["part"] or ""))
    if match["sign"] and match["sign"] != "+":
        value = -value
    lines = [_BLANKS.sub(" ", line).strip() for line in plain.splitlines()]
    apart = any(re.search(r"[\d.,] +[\d.,]", line) for line in lines)
    return Reading("number", value, UNITS.get(match["unit"] or ""), apart)


def is_wrapped(text: str) -> bool:
    """Return whether digits that stand apart are a long number wrapped in a narrow cell.

    Examples
    --------
    >>> is_wrapped("1361 2"), is_wrapped("13 2")
    (True, False)
    """
    return len(text.split()[0].strip("+-")) >= LEAST_WRAPPED if text.strip() else False


def header_unit(text: str) -> str | None:
    """Return the unit that a header or label names in brackets or after 单位, if it does.

    Examples
    --------
    >>> header_unit("本年收费金额（单位：万元）")
    '10k_yuan'
    """
    tight = _SPACES.sub("", simplified(unicodedata.normalize("NFKC", text)))
    match = re.search(rf"单位[:为]?(?:人民币)?({UNIT}|[^\s()]{{0,3}}元)", tight) or re.search(rf"\(({UNIT})\)", tight)
    return UNITS.get(match[1], "unknown") if match else None


def printed_numbers(text: str) -> list[float]:
    """Return the numbers that stand anywhere in a cell.

    Examples
    --------
    >>> printed_numbers("22件，其中修订16件")
    [22.0, 16.0]
    """
    plain = unicodedata.normalize("NFKC", text)[:200].replace(",", "")
    joined = read_number(text).value
    found = [float(number) for number in re.findall(r"\d{1,15}(?:\.\d{1,6})?", plain)]
    return found if joined is None else [joined]

"""Which functions of government a bureau's name says, and how it is spelled out: 科技 → 科学技术."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_JOINED = ("和", "与", "及", "暨", "、", "·")
LONGEST_NAME = 40
SHORT_NAME = 5
"""Only in a name as short as 教科体 is one character a function."""
# A bureau of both, and what it takes in without changing what it is.
_MERGED = (({"culture", "tourism"}, {"culture_tourism"}), ({"culture_tourism", "broadcasting"}, {"culture_tourism"}))
_MERGED_CULTURE = (({"culture", "broadcasting"}, {"culture"}), ({"culture", "culture_tourism"}, {"culture_tourism"}))


class Stem(NamedTuple):
    """A word for a function or two, the same spelled out, and whether such offices answer to the one above only."""

    functions: tuple[str, ...]
    canonical: str
    vertical: bool


class Duties(NamedTuple):
    """What a name says a bureau does.

    Attributes
    ----------
    functions
        In the order of ``functions.csv``.
    canonical
        The name without place and rank, abbreviations spelled out.
    vertical
        Whether the state runs such offices itself.
    """

    functions: tuple[str, ...]
    canonical: str
    vertical: bool


@lru_cache(maxsize=1)
def stems() -> dict[str, Stem]:
    """Return the words of ``functions.csv``."""
    with (Path(__file__).parent / "functions.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["stem"]: Stem(tuple(row["function"].split("|")), row["canonical"], row["vertical"] == "yes")
            for row in csv.DictReader(lines)
        }


@lru_cache(maxsize=1)
def functions() -> tuple[str, ...]:
    """Return the codes of functions in the order of the file."""
    return tuple(dict.fromkeys(function for stem in stems().values() for function in stem.functions))


@lru_cache(maxsize=4096)
def duties(words: str) -> Duties | None:
    """Return what the words before 局, 委员会 or 厅 say.

    Parameters
    ----------
    words
        A bureau's name without place and rank, folded.

    Returns
    -------
    Duties or None
        None where any part of it is not known.

    Examples
    --------
    >>> duties("科技").canonical, duties("教体").functions
    ('科学技术', ('education', 'sports'))
    >>> duties("工业和信息化科技").functions, duties("采诗")
    (('science_technology', 'industry_it'), None)
    """
    pieces = _split(words) if 0 < len(words) <= LONGEST_NAME else None
    if not pieces:
        return None
    known = [stems()[piece] for piece in pieces if piece in stems()]
    found = _merged({function for stem in known for function in stem.functions})
    listed = tuple(function for function in functions() if function in found)
    return Duties(listed, _spelled(pieces), any(stem.vertical for stem in known))


def _split(words: str) -> list[str] | None:
    """Cut the words into as few known ones as possible, joined by 和 or nothing."""
    best: list[list[str] | None] = [[]] + [None] * len(words)
    for end in range(1, len(words) + 1):
        for start in range(end):
            before, piece = best[start], words[start:end]
            if before is None or not _fits(piece, words, start, end):
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = [*before, piece]
    return best[-1]


def _fits(piece: str, words: str, start: int, end: int) -> bool:
    if piece in _JOINED:
        return start > 0 and end < len(words)
    return piece in stems() and (len(piece) > 1 or len(words) <= SHORT_NAME)


def _merged(found: set[str]) -> set[str]:
    for parts, whole in (*_MERGED, *_MERGED_CULTURE):
        if parts <= found:
            found = found - parts | whole
    return found


def _spelled(pieces: list[str]) -> str:
    """Spell the pieces out; in a merged name without an inner 和, as such bureaus write them (工业信息化和科技)."""
    known = [piece for piece in pieces if piece in stems()]
    if len(known) == 1:
        return stems()[known[0]].canonical
    full = [_within_merged(piece) for piece in pieces]
    cut = len(known) == len(pieces) and all(len(piece) < len(word) for piece, word in zip(pieces, full, strict=True))
    return "、".join(full[:-1]) + "和" + full[-1] if cut else "".join(full)


def _within_merged(piece: str) -> str:
    if piece not in stems() or piece == "科技":
        return piece
    return stems()[piece].canonical.replace("和", "").replace("科学技术", "科技") if len(piece) <= 2 else piece


def tidy_words(words: str) -> str:
    """Return a name without the remarks in brackets behind it."""
    return re.sub(r"(?:\([^()]*\))+$", "", words)

"""How like a printed text is to the labels of the form: folding, spellings, similarity."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from govreport import forms

_NUMBERING = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、,.::]|\d{1,2}[、.,:\-]?(?=\D)|[①-⑳])+"
)
_NOTE = re.compile(r"\([^()]{0,200}(?:\)|$)")
_NOISE = re.compile(r"[\W_]+")
MAX_LABEL = 160
"""Texts longer than this are prose, never labels."""


@lru_cache(maxsize=1)
def _script() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the traditional characters of the form's words, and the simplified shape of each."""
    found = {row["traditional"]: row["simplified"] for row in forms.read_csv("script.csv")}
    return re.compile(f"[{''.join(found)}]"), found


def simplified(text: str) -> str:
    """Return the text with the traditional characters of the form's words in their simplified shape.

    Examples
    --------
    >>> simplified("無法提供 3 項")
    '无法提供 3 项'
    """
    traditional, shapes = _script()
    return traditional.sub(lambda match: shapes[match[0]], text)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the text in one script and width, without blanks; brackets and numbering kept.

    Examples
    --------
    >>> fold("（三）　不予公開")
    '(三)不予公开'
    """
    plain = simplified(unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", "".join(plain.split()))


@lru_cache(maxsize=8192)
def bare(text: str, notes: bool = False) -> str:
    """Return a label's own words: folded, without numbering, punctuation and (unless `notes`) bracketed notes.

    Examples
    --------
    >>> bare("（二）部分公开（区分处理的，只计这一情形）")
    '部分公开'
    """
    text = _NUMBERING.sub("", fold(text))
    if not notes:
        text = _NOTE.sub("", text) or text
    return _NOISE.sub("", text)


def score(texts: Sequence[str], spellings: Sequence[str]) -> np.ndarray:
    """Return how like each bare text is to each bare spelling.

    Returns
    -------
    numpy.ndarray
        Shape (texts, spellings), from 0 (nothing alike) to 1 (the same words).

    Examples
    --------
    >>> score(["予以公开"], ["予以公开", "不予公开"]).round(2).tolist()
    [[1.0, 0.75]]
    """
    found: np.ndarray = process.cdist(texts, spellings, scorer=fuzz.ratio, dtype=np.float32) / 100
    return found


def contained(text: str, spellings: Sequence[str]) -> np.ndarray:
    """Return how much of each bare spelling stands together somewhere in one bare text, from 0 to 1.

    A spelling of less than four characters, or longer than the text, counts as absent.
    """
    found: np.ndarray = process.cdist([text], spellings, scorer=fuzz.partial_ratio, dtype=np.float32)[0] / 100
    lengths = np.array([len(spelling) for spelling in spellings])
    found[(lengths < 4) | (lengths > len(text))] = 0
    return found

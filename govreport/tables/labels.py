"""How like a printed text is to the labels of the form: folding, spellings, similarity."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
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
def _script() -> dict[int, str]:
    return {ord(row["traditional"]): row["simplified"] for row in forms.read_csv("script.csv")}


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the text in one script and width, without blanks; brackets and numbering kept.

    Examples
    --------
    >>> fold("（三）　不予公開")
    '(三)不予公开'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_script())
    return "".join(plain.split())


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


@dataclass(frozen=True)
class Vocabulary:
    """The spellings of the labels of one kind; `codes[i]` is what `spellings[i]` spells."""

    spellings: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return each code once, in order."""
        return tuple(dict.fromkeys(self.codes))

    def similarity(self, texts: Sequence[str]) -> np.ndarray:
        """Return how like each text is to each code's best spelling.

        Parameters
        ----------
        texts
            Printed texts, any spelling.

        Returns
        -------
        numpy.ndarray
            Shape (texts, codes), from 0 (nothing alike) to 1 (the same words).
        """
        if not texts:
            return np.zeros((0, len(self.names)))
        best = _ratios(tuple(bare(text) for text in texts), self.spellings)
        noted = tuple(bare(text, True) for text in texts)
        if noted != tuple(bare(text) for text in texts):
            best = np.maximum(best, _ratios(noted, self.spellings))
        return _by_code(best, self.codes)

    def contained(self, texts: Sequence[str]) -> np.ndarray:
        """Return how much of each code's best spelling stands somewhere in each text; shape and range as above."""
        if not texts:
            return np.zeros((0, len(self.names)))
        noted = [bare(text, True) for text in texts]
        found = process.cdist(noted, self.spellings, scorer=fuzz.partial_ratio, dtype=np.float32) / 100
        short = np.array([len(spelling) < 4 for spelling in self.spellings])
        longer = np.array([[len(text) < len(spelling) for spelling in self.spellings] for text in noted])
        return _by_code(np.where(short[None, :] | longer, 0.0, found), self.codes)

    def best(self, text: str) -> tuple[str, float]:
        """Return the code that a text spells best, and how like it is."""
        row = self.similarity([text])[0]
        index = int(row.argmax())
        return self.names[index], float(row[index])


def _ratios(texts: tuple[str, ...], spellings: tuple[str, ...]) -> np.ndarray:
    return process.cdist(texts, spellings, scorer=fuzz.ratio, dtype=np.float32) / 100


def _by_code(values: np.ndarray, codes: tuple[str, ...]) -> np.ndarray:
    names = tuple(dict.fromkeys(codes))
    positions = np.array([names.index(code) for code in codes])
    out = np.zeros((values.shape[0], len(names)), dtype=np.float64)
    for index in range(values.shape[1]):
        np.maximum(out[:, positions[index]], values[:, index], out=out[:, positions[index]])
    return out


@lru_cache(maxsize=64)
def vocabulary(table: str, *kinds: str, edition: str | None = None) -> Vocabulary:
    """Return the spellings of one table's labels.

    Parameters
    ----------
    table
        A table code.
    *kinds
        Of ``item``, ``group``, ``measure``, ``header``, ``article``.
    edition
        Keep only items that this edition has, in form order.

    Examples
    --------
    >>> vocabulary("requests", "item").best("(三)在補正後申請內容仍不明確")
    ('unavailable_unclear', 0.95...)
    """
    rows = [row for row in forms.read_csv("labels.csv") if row["table"] == table and row["kind"] in kinds]
    if edition is not None:
        order = {item: index for index, item in enumerate(forms.items(table, edition))}
        rows = sorted((row for row in rows if row["code"] in order), key=lambda row: order[row["code"]])
    pairs: dict[tuple[str, str], None] = {}
    for row in rows:
        for notes in (False, True):
            pairs[bare(row["label"], notes), row["code"]] = None
    return Vocabulary(tuple(text for text, _ in pairs), tuple(code for _, code in pairs))

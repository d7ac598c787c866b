"""How like every short text of a document is to every label of the form, computed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np

from govreport import forms
from govreport.tables.labels import MAX_LABEL, bare, score
from govreport.tables.rows import Row

Label = tuple[str, str, str]
"""(table, kind, code) of a label."""


@lru_cache(maxsize=1)
def all_spellings() -> tuple[tuple[str, ...], tuple[Label, ...]]:
    """Return every spelling of every label of every form, and what each spells."""
    pairs: dict[tuple[str, Label], None] = {}
    for row in forms.read_csv("labels.csv"):
        for notes in (False, True):
            pairs[bare(row["label"], notes), (row["table"], row["kind"], row["code"])] = None
    return tuple(text for text, _ in pairs), tuple(label for _, label in pairs)


@lru_cache(maxsize=64)
def columns_of(table: str, kind: str) -> tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]:
    """Return the codes of one kind of label, and for each the positions of its spellings."""
    _, labels = all_spellings()
    codes = tuple(dict.fromkeys(code for name, other, code in labels if (name, other) == (table, kind)))
    return codes, tuple(
        tuple(index for index, label in enumerate(labels) if label == (table, kind, code)) for code in codes
    )


@lru_cache(maxsize=1)
def _layout() -> tuple[dict[tuple[str, str], slice], np.ndarray, np.ndarray]:
    """Return where each kind's codes stand in a line of scores, and how a line is made from the spellings' scores."""
    _, labels = all_spellings()
    places: dict[tuple[str, str], slice] = {}
    order: list[int] = []
    starts: list[int] = []
    for table, kind in dict.fromkeys(label[:2] for label in labels):
        _, positions = columns_of(table, kind)
        places[table, kind] = slice(len(starts), len(starts) + len(positions))
        for own in positions:
            starts.append(len(order))
            order += own
    return places, np.array(order), np.array(starts)


@lru_cache(maxsize=8)
def _of_tables(tables: tuple[str, ...]) -> tuple[tuple[Label, ...], np.ndarray]:
    _, labels = all_spellings()
    columns = [at for at, label in enumerate(labels) if label[0] in tables]
    return tuple(labels[at] for at in columns), np.array(columns)


_KNOWN: dict[str, np.ndarray] = {}
"""How like a bare text is to every spelling: the labels of the form come back in every report."""
MAX_KNOWN = 4096


def _scored(texts: Sequence[str]) -> np.ndarray:
    """Return how like each bare text is to each spelling."""
    if len(_KNOWN) > MAX_KNOWN:
        _KNOWN.clear()
    new = [text for text in dict.fromkeys(texts) if text not in _KNOWN]
    if new:
        _KNOWN.update(zip(new, score(new, all_spellings()[0]), strict=True))
    return np.array([_KNOWN[text] for text in texts])


class Evidence:
    """Similarity of texts to labels.

    Parameters
    ----------
    texts
        The texts that may be labels; longer ones than a label can be are left out, and score 0.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._index: dict[str, int] = {}
        self._spelt = np.zeros((0, len(all_spellings()[0])), dtype=np.float32)
        self._codes = np.zeros((0, len(_layout()[2])), dtype=np.float32)
        self._best: dict[tuple[str, str], dict[str, tuple[str, float]]] = {}
        self.add(texts)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Evidence:
        """Return the evidence of all words in some rows."""
        return cls(word for row in rows for word in row.words)

    def add(self, texts: Iterable[str]) -> None:
        """Score further texts, all at once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._index and 0 < len(text) <= MAX_LABEL]
        if not new:
            return
        for text in new:
            self._index[text] = len(self._index)
        plain, noted = [bare(text) for text in new], [bare(text, True) for text in new]
        found = _scored(plain)
        other = [index for index, (one, two) in enumerate(zip(plain, noted, strict=True)) if one != two]
        if other:
            found[other] = np.maximum(found[other], _scored([noted[index] for index in other]))
        _, order, starts = _layout()
        self._spelt = np.vstack([self._spelt, found])
        self._codes = np.vstack([self._codes, np.maximum.reduceat(found[:, order], starts, axis=1)])

    def of_kind(self, table: str, kind: str, text: str) -> np.ndarray:
        """Return how like one text is to each code of a kind, in the order of `codes`."""
        index = self._index.get(text)
        if index is None:
            return np.zeros(len(columns_of(table, kind)[0]))
        return self._codes[index, _layout()[0][table, kind]]

    def best(self, table: str, kind: str, text: str) -> tuple[str, float]:
        """Return the code that a text is likest to, and how like."""
        ranks = self._best.setdefault((table, kind), {})
        if text not in ranks and text in self._index:
            ranks.update(self._ranked(table, kind, len(ranks)))
        return ranks.get(text) or (columns_of(table, kind)[0][0], 0.0)

    def _ranked(self, table: str, kind: str, done: int) -> Iterator[tuple[str, tuple[str, float]]]:
        """Return what the texts are likest to, without the first ones, which are done."""
        codes = columns_of(table, kind)[0]
        values = self._codes[done:, _layout()[0][table, kind]]
        named = [codes[at] for at in values.argmax(axis=1).tolist()]
        return zip(islice(self._index, done, None), zip(named, values.max(axis=1).tolist(), strict=True), strict=True)

    def likest(self, tables: tuple[str, ...]) -> dict[str, tuple[Label, float]]:
        """Return for each text the label of some tables, of any kind, that it is likest to, and how like."""
        labels, columns = _of_tables(tables)
        values = self._spelt[:, columns]
        named = [labels[at] for at in values.argmax(axis=1).tolist()]
        return dict(zip(self._index, zip(named, values.max(axis=1).tolist(), strict=True), strict=True))

    def codes(self, table: str, kind: str) -> tuple[str, ...]:
        """Return the codes of one kind of label, in the order of `of_kind`."""
        return columns_of(table, kind)[0]

"""How like every short text of a document is to every label of the form, computed once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

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


@lru_cache(maxsize=64)
def _grouped(table: str, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions of one kind's spellings by code, and where each code's begin among them."""
    _, positions = columns_of(table, kind)
    lengths = [len(own) for own in positions]
    return np.concatenate([np.array(own) for own in positions]), np.cumsum([0, *lengths[:-1]])


@lru_cache(maxsize=8)
def _of_tables(tables: tuple[str, ...]) -> tuple[tuple[Label, ...], np.ndarray]:
    _, labels = all_spellings()
    columns = [at for at, label in enumerate(labels) if label[0] in tables]
    return tuple(labels[at] for at in columns), np.array(columns)


class Evidence:
    """Similarity of texts to labels.

    Parameters
    ----------
    texts
        The texts that may be labels; longer ones than a label can be are left out, and score 0.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._index: dict[str, int] = {}
        self._matrix = np.zeros((0, len(all_spellings()[0])), dtype=np.float32)
        self._tables: dict[tuple[str, str], np.ndarray] = {}
        self._best: dict[tuple[str, str], tuple[list[int], list[float]]] = {}
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
        spellings, _ = all_spellings()
        plain = [bare(text) for text in new]
        found = score(plain, spellings)
        noted = [bare(text, True) for text in new]
        other = [index for index, (one, two) in enumerate(zip(plain, noted, strict=True)) if one != two]
        if other:
            found[other] = np.maximum(found[other], score([noted[index] for index in other], spellings))
        self._matrix = np.vstack([self._matrix, found])
        self._tables.clear()
        self._best.clear()

    def of_kind(self, table: str, kind: str, text: str) -> np.ndarray:
        """Return how like one text is to each code of a kind, in the order of `codes`."""
        index = self._index.get(text)
        if index is None:
            return np.zeros(len(columns_of(table, kind)[0]))
        return np.asarray(self._of_kind((table, kind))[index])

    def _of_kind(self, key: tuple[str, str]) -> np.ndarray:
        if key not in self._tables:
            order, starts = _grouped(*key)
            self._tables[key] = np.maximum.reduceat(self._matrix[:, order], starts, axis=1)
        return self._tables[key]

    def best(self, table: str, kind: str, text: str) -> tuple[str, float]:
        """Return the code that a text is likest to, and how like."""
        codes = columns_of(table, kind)[0]
        index = self._index.get(text)
        if index is None:
            return codes[0], 0.0
        key = table, kind
        if key not in self._best:
            values = self._of_kind(key)
            self._best[key] = values.argmax(axis=1).tolist(), values.max(axis=1).tolist()
        where, alike = self._best[key]
        return codes[where[index]], alike[index]

    def likest(self, text: str, tables: tuple[str, ...]) -> tuple[Label, float]:
        """Return the label of some tables, of any kind, that a text is likest to, and how like."""
        labels, columns = _of_tables(tables)
        index = self._index.get(text)
        if index is None:
            return labels[0], 0.0
        key = "", "|".join(tables)
        if key not in self._best:
            values = self._matrix[:, columns]
            self._best[key] = values.argmax(axis=1).tolist(), values.max(axis=1).tolist()
        where, alike = self._best[key]
        return labels[where[index]], alike[index]

    def codes(self, table: str, kind: str) -> tuple[str, ...]:
        """Return the codes of one kind of label, in the order of `of_kind`."""
        return columns_of(table, kind)[0]

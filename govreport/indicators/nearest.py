"""The text that is most alike among many: all pairs where there are thousands, candidates by MinHash beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from govreport.errors import MissingDependency
from govreport.indicators.settle import Numbers
from govreport.indicators.shingles import Runs, jaccard

LARGE = 5000
"""Beyond so many texts, pairs are no longer compared one and all."""
CELLS_AT_ONCE = 4_000_000
"""Pairs that are compared at a time; bounds the memory at about 100 MB."""
FOUND_FROM = 0.5
"""From which similarity on MinHash finds nearly every pair."""
PERMUTATIONS = 128


class Nearest(NamedTuple):
    """For each text the place of the one most alike (-1: none was found), and how alike it is (NaN: not known)."""

    place: npt.NDArray[np.int64]
    similarity: Numbers
    method: str


def nearest(texts: Sequence[Runs], owners: Sequence[Any], large: int = LARGE) -> Nearest:
    """Find for each text the most alike one of another owner.

    Parameters
    ----------
    texts
        Runs of each, see `govreport.indicators.shingles.runs`; one without runs is like none.
    owners
        Whose each text is.
    large
        With more texts, only those pairs are compared that MinHash (Broder 1997) proposes: who has none as alike as
        `FOUND_FROM` may be found without any, and nothing is said of them.

    Raises
    ------
    MissingDependency
        There are more than `large` texts and datasketch is not installed.

    Examples
    --------
    >>> from govreport.indicators.shingles import runs
    >>> texts = [runs(text, 2) for text in ("逐条核对", "逐条核对上线", "窗口照常值守")]
    >>> found = nearest(texts, ["a", "b", "c"])
    >>> found.place.tolist(), found.similarity.round(2).tolist(), found.method
    ([1, 0, 0], [0.6, 0.6, 0.0], 'exact')
    """
    codes = np.unique(np.asarray(owners, dtype=object).astype(str), return_inverse=True)[1]
    if len(texts) > large:
        return _by_candidates(texts, codes)
    return _by_all_pairs(texts, codes)


def _by_all_pairs(texts: Sequence[Runs], codes: npt.NDArray[np.int64]) -> Nearest:
    place, similarity = np.full(len(texts), -1), np.full(len(texts), np.nan)
    sizes = np.array([len(text) for text in texts])
    for rows, shared in _shared(texts):
        union = sizes[rows, None] + sizes[None, :] - shared
        alike = np.where(union > 0, shared / np.maximum(union, 1), 0.0)
        alike[(codes[rows, None] == codes[None, :]) | (sizes[None, :] == 0)] = -1.0
        best = alike.argmax(axis=1)
        value = alike[np.arange(len(rows)), best]
        told = (value >= 0) & (sizes[rows] > 0)
        place[rows[told]], similarity[rows[told]] = best[told], value[told]
    return Nearest(place, similarity, "exact")


def _shared(texts: Sequence[Runs]) -> Iterator[tuple[npt.NDArray[np.int64], Numbers]]:
    """Yield blocks of texts with the number of runs that each shares with every text."""
    if not len(texts):
        return
    vocabulary, words = np.unique(np.concatenate(texts), return_inverse=True)
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    counts = np.ones(len(words), dtype=np.int32)
    has = sparse.csr_matrix((counts, (owners, words)), shape=(len(texts), len(vocabulary)))
    # a run of one text alone is shared by none
    has = has[:, np.bincount(words, minlength=len(vocabulary)) > 1].tocsr()
    turned, step = has.T.tocsr(), max(1, CELLS_AT_ONCE // len(texts))
    for start in range(0, len(texts), step):
        rows = np.arange(start, min(start + step, len(texts)))
        yield rows, (has[rows] @ turned).toarray().astype(float)


def _by_candidates(texts: Sequence[Runs], codes: npt.NDArray[np.int64]) -> Nearest:
    """Compare each text with those that share a band of its MinHash, and keep the exact similarity of the best."""
    place, similarity = np.full(len(texts), -1), np.full(len(texts), np.nan)
    index, signatures = _index(texts)
    for at, signature in signatures.items():
        for other in index.query(signature):
            if codes[other] != codes[at]:
                alike = jaccard(texts[at], texts[other])
                if not alike <= similarity[at]:
                    place[at], similarity[at] = other, alike
    return Nearest(place, similarity, "minhash")


def _index(texts: Sequence[Runs]) -> tuple[Any, dict[int, Any]]:
    """Return the index of all texts with runs, and their signatures by place."""
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as error:
        msg = (
            f'{len(texts)} texts are too many to compare all pairs; install datasketch: pip install "govreport[stats]"'
        )
        raise MissingDependency(msg) from error
    # a lower threshold than what is promised, so that pairs just above it are found nearly always
    index = MinHashLSH(threshold=FOUND_FROM - 0.2, num_perm=PERMUTATIONS)
    signatures = {}
    for at, text in enumerate(texts):
        if len(text):
            signature = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)
            signature.update_batch((text & np.uint64(0xFFFFFFFF)).tolist())
            index.insert(at, signature)
            signatures[at] = signature
    return index, signatures

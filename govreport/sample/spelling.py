"""How labels are spelt: officially, or as hurried clerks print them.

`spellings.csv` has one row a spelling: the code of the label, the kind (``official``, ``lost``, ``doubled``
or ``exchanged`` character, ``synonym``, ``note``) and the text. The parser never reads this list.
"""

from __future__ import annotations

import csv
import random
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def spellings() -> dict[str, tuple[str, ...]]:
    """Return the spellings of every label, the official one first.

    Examples
    --------
    >>> spellings()["requests.other_rest"][0]
    '3.其他'
    """
    found: dict[str, tuple[str, ...]] = {}
    with files(__package__).joinpath("spellings.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found[row["code"]] = (*found.get(row["code"], ()), row["text"])
    return found


class Speller:
    """Spells labels; with `share` above zero that share of them otherwise than officially."""

    def __init__(self, rng: random.Random, share: float = 0.0) -> None:
        self._rng = rng
        self._share = share

    def __call__(self, code: str) -> str:
        """Return a spelling of the label."""
        known = spellings()[code]
        if len(known) > 1 and self._rng.random() < self._share:
            return self._rng.choice(known[1:])
        return known[0]

"""Last digits of large numbers, which are even where numbers are counted: an optional look, behind a gate.

It is part of no other indicator and no default. First digits are never looked at: the counts of these reports do not
span orders of magnitude. An uneven distribution is no proof that numbers were made up, an even one none that they were
not (Deckert, Myagkov and Ordeshook 2011).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from govreport.indicators.listed import primary, with_columns
from govreport.indicators.settle import result

LEAST = 100
"""Smaller counts do not have even last digits, however honest: of a mean of 20, a test of 500 rejects one in two."""
MIN_N = 300


def last_digits(
    reports: pd.DataFrame, numbers: pd.DataFrame, *, seed: int = 0, least: int = LEAST, min_n: int = MIN_N
) -> pd.DataFrame:
    """Return how often each last digit stands at the end of large numbers, if there are enough of them.

    Formula: χ² of the ten digits against a tenth each (Pearson 1900, 9 degrees of freedom), on one number an agency,
    drawn by `seed`, because the numbers of an agency are no independent ones. Only numbers that no sum of the form
    binds: decisions on licences, penalties and compulsion of section two, or posts and disclosed items in prose that
    are no part of others. Source: Deckert, Myagkov and Ordeshook (2011), on what it does not show.

    Parameters
    ----------
    reports
        `Corpus.reports`.
    numbers
        `Corpus.figures` or `Corpus.mentions`.
    seed
        Which number of an agency is taken.
    least
        Smaller numbers do not count; at least 100.
    min_n
        With fewer agencies nothing is given; at least 300.

    Returns
    -------
    DataFrame
        One row a `digit`: `numerator` (numbers that end in it), `denominator` and `n` (numbers, one an agency),
        `estimate` (share), `p_value` (the same in all rows; correct it where several groups are tested), `why` (why
        nothing is given).

    Raises
    ------
    ValueError
        The gate was to be lowered, or `numbers` is neither of the two frames.

    Examples
    --------
    >>> names = {"agency_kind": "department", "reach": "own", "year": 2021}
    >>> reports = pd.DataFrame([{"report_id": "x", "agency_id": "a"} | names])
    >>> said = {"report_id": ["x"], "metric": "posts", "scope": "year", "bound": "exact", "part": False, "value": 512.0}
    >>> last_digits(reports, pd.DataFrame(said))["why"].iloc[0]
    '1 agencies with a number of 100 or more; expected 300'
    """
    if least < LEAST or min_n < MIN_N:
        msg = f"least={least}, min_n={min_n}: expected at least {LEAST} and {MIN_N}; below them honest numbers fail too"
        raise ValueError(msg)
    rows = primary(reports)
    free = _free(numbers)
    large = free[(free["value"] >= least) & (free["value"] % 1 == 0)]
    large = large[["report_id", "value"]].merge(rows[["report_id", "agency_id"]].dropna(), on="report_id")
    drawn = large.sample(frac=1, random_state=np.random.default_rng(seed)).drop_duplicates("agency_id")
    counts = np.bincount((drawn["value"].to_numpy(float) % 10).astype(int), minlength=10)
    made_up = bool(rows.loc[rows["report_id"].isin(drawn["report_id"]), "synthetic"].any())
    base = {
        "indicator": "last_digit",
        "n": len(drawn),
        "n_reports": len(rows),
        "blanks": "exclude",
        "synthetic": made_up,
    }
    return with_columns(result(_digits(base, counts, least, min_n)), {"p_value": "Float64", "why": "string"})


def _digits(base: dict[str, Any], counts: Any, least: int, min_n: int) -> list[dict[str, Any]]:
    n = int(counts.sum())
    if n < min_n:
        why = f"{n} agencies with a number of {least} or more; expected {min_n}"
        return [base | {"digit": digit, "why": why} for digit in range(10)]
    p_value = float(stats.chisquare(counts).pvalue)
    return [
        base | {"digit": digit, "numerator": count, "denominator": n, "estimate": count / n, "p_value": p_value}
        for digit, count in enumerate(counts.tolist())
    ]


def _free(numbers: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers that stand for themselves."""
    if {"table", "measure", "state", "contested"} <= set(numbers):
        own = (numbers["table"] == "proactive_disclosure") & (numbers["measure"] == "decisions")
        return numbers[own & (numbers["state"] == "stated") & ~numbers["contested"].fillna(False).astype(bool)]
    if {"metric", "scope", "bound", "part"} <= set(numbers):
        own = numbers["metric"].isin(["posts", "disclosed_items"]) & (numbers["scope"] == "year")
        return numbers[own & (numbers["bound"] == "exact") & ~numbers["part"].fillna(False).astype(bool)]
    msg = f"expected Corpus.figures or Corpus.mentions; found a frame with {', '.join(map(str, numbers.columns[:6]))}"
    raise ValueError(msg)

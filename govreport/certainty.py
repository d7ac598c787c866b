"""How sure a result is, said in a notebook: reports without an upper bound, and one kind of interval beside another."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd


def said_of_bounds(result: pd.DataFrame) -> str:
    """Return in one line how many reports have no upper bound, so that the worst case of all can be anything.

    Of several rows the one is told in which they are most.

    Parameters
    ----------
    result
        From an indicator that gives `n_unbounded`.

    Raises
    ------
    ValueError
        The result does not say how many there are.

    Examples
    --------
    >>> result = pd.DataFrame({"n": [36, 22], "n_unknown": [4, 4], "n_unbounded": [2, 0]})
    >>> said_of_bounds(result).split(":")[0]
    '2 of 40 reports have no upper bound (the most of any row)'
    >>> said_of_bounds(result.tail(1))
    'every report has an upper bound'
    """
    if "n_unbounded" not in result:
        msg = "the result has no column n_unbounded; expected a ratio of sums, such as indicators.backlog returns"
        raise ValueError(msg)
    counts = result["n_unbounded"]
    if counts.isna().all():
        return "no row has a worst case"
    most = int(counts.max())
    if not most:
        return "every report has an upper bound"
    row = result.iloc[int(np.argmax(counts.fillna(0)))]
    aside = "" if counts.dropna().eq(most).all() else " (the most of any row)"
    of = f"{most} of {row['n'] + row['n_unknown']} reports {'has' if most == 1 else 'have'} no upper bound{aside}"
    return (
        f"{of}: lo and hi are as far apart as these make them, lo_bounded and hi_bounded the worst case of the others"
    )


def intervals(
    indicator: Callable[..., pd.DataFrame], panel: pd.DataFrame, kinds: Sequence[str], **options: Any
) -> pd.DataFrame:
    """Return an indicator with each of several kinds of interval, whether or not it is given.

    Intervals that take cases to be independent are withheld where agencies are found to differ: `p_alike` is below
    0.05, and the ends are missing. One that draws whole agencies does not need them to be alike.

    Parameters
    ----------
    indicator
        A function of `govreport.indicators` that takes `interval`.
    panel
        What it takes.
    kinds
        Values of `interval`.
    options
        As for the indicator.

    Returns
    -------
    DataFrame
        One row a kind and row of the indicator that has an estimate: `asked` (the kind), then its columns. A warning
        that an interval is not given stands once.

    Examples
    --------
    >>> from govreport.indicators import contestation
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=3, workers=0, progress=False).panel()
    >>> found = intervals(contestation, panel, ["poisson"], by=(), min_n=1)
    >>> found["asked"].unique().tolist(), "p_alike" in found
    (['poisson'], True)
    """
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        found = [indicator(panel, interval=kind, **options) for kind in kinds]
    for text, category in dict.fromkeys((str(one.message), one.category) for one in warned):
        warnings.warn(text, category, stacklevel=2)
    named = [
        frame.assign(asked=pd.array([kind] * len(frame), dtype="string"))
        for kind, frame in zip(kinds, found, strict=True)
    ]
    table = pd.concat(named, ignore_index=True)
    table = table[table["estimate"].notna()].reset_index(drop=True)
    return table[["asked", *table.columns.drop("asked")]]

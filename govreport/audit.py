"""Failing sums to be compared with their sources by hand, and what the comparison says.

A sum that fails is a fault of the report or of its reading. Only a person with the page before them can tell; until a
random sample was compared, no share of failures says anything of agencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govreport.indicators.zero import MIN_N, share

if TYPE_CHECKING:
    from govreport.corpus import Corpus

CAUSES = ("reading", "report")
OF_REPORT = ("report_id", "source", "format", "reader", "agency", "year")
OF_SUM = ("table", "code", "item", "measure", "left", "right")


def failing_tables(corpus: Corpus, n: int = 50, seed: int = 0) -> pd.DataFrame:
    """Return a simple random sample of the tables in which a sum fails, with where the number stands.

    Parameters
    ----------
    corpus
        Its primary reports are drawn from, because the shares are theirs.
    n
        How many tables; all of them where there are fewer. Below 50 the share that the sample gives is vague.
    seed
        The same seed draws the same tables.

    Returns
    -------
    DataFrame
        One row a table: `report_id`, `source`, `format`, `reader`, `agency`, `year`, `table`; one failing sum of it,
        drawn as well: `code`, `item`, `measure` (of its total), `left` (as printed) and `right` (what the other cells
        make); `failing` (sums of the table that fail); `where` (where the total stands, in words); `cause`, missing:
        to be filled in with ``reading`` or ``report``. ``corpus.show(report_id, table, item, measure)`` opens the page.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> drawn = failing_tables(load_sample(n=8, seed=4, progress=False), n=2)
    >>> len(drawn), (drawn["left"] != drawn["right"]).tolist(), drawn["cause"].isna().tolist()
    (1, [True], [True])
    """
    primary = corpus.reports[corpus.reports["is_primary"].fillna(False)]
    sums = corpus.identities
    failing = sums[sums["holds"].eq(False).fillna(False) & sums["report_id"].isin(primary["report_id"])]
    keys = ["report_id", "table"]
    counts = failing.groupby(keys, observed=True, sort=True).size().rename("failing").reset_index()
    rng = np.random.default_rng(seed)
    tables = counts.sample(min(n, len(counts)), random_state=rng)
    shuffled = failing.sample(frac=1, random_state=rng).drop_duplicates(keys)
    drawn = tables.merge(shuffled, on=keys).merge(primary[list(OF_REPORT)], on="report_id")
    cells = drawn[["report_id", "table", "item", "measure"]].astype(str)
    drawn["where"] = [corpus.report(one).where(*cell) for one, *cell in cells.itertuples(index=False)]
    drawn["cause"] = None
    told = drawn[[*OF_REPORT, *OF_SUM, "failing", "where", "cause"]]
    return told.astype({"failing": "Int64", "where": "string", "cause": "string"}).reset_index(drop=True)


def causes(filled: pd.DataFrame, *, level: float = 0.95, min_n: int = MIN_N) -> pd.DataFrame:
    """Return which share of the failures is the reading's own, by a sample that was compared by hand.

    Formula: #{cause is ``reading``} / #{cause is filled in}, with the exact interval of Clopper and Pearson (1934): the
    sample was drawn at random from the tables that fail, so that this interval means what it says, for them.

    Parameters
    ----------
    filled
        What `failing_tables` drew, the column `cause` filled in; rows left empty were not compared. A simple random
        sample stays one only if all of it is compared.
    level
        Nominal coverage.
    min_n
        With fewer compared there is no share, only the counts and the interval.

    Returns
    -------
    DataFrame
        One row: `numerator` (faults of the reading), `denominator` and `n` (compared), `n_open` (not compared),
        `estimate`, `ci_lo`, `ci_hi`, `ci`.

    Raises
    ------
    ValueError
        There is no column `cause`, or it holds something else than ``reading``, ``report`` or nothing.

    Examples
    --------
    >>> filled = pd.DataFrame({"cause": ["reading", "report", "report", None]})
    >>> causes(filled, min_n=3)[["numerator", "n", "n_open"]].astype(int).values.tolist()
    [[1, 3, 1]]
    """
    if "cause" not in filled:
        msg = f"there is no column cause; expected what failing_tables drew; found {', '.join(map(str, filled))}"
        raise ValueError(msg)
    told = filled["cause"].astype("string").str.strip()
    told = told.mask(told == "")
    strange = sorted(set(told.dropna()) - set(CAUSES))
    if strange:
        msg = f"cause={strange[0]!r} in row {told.eq(strange[0]).idxmax()}; expected {' or '.join(CAUSES)}, or nothing"
        raise ValueError(msg)
    n = int(told.notna().sum())
    record = share(int(told.eq("reading").sum()), n, interval="clopper_pearson", level=level, min_n=min_n)
    kinds = {"n": "Int64", "n_open": "Int64", "ci": "string"}
    kinds |= dict.fromkeys(("numerator", "denominator", "estimate", "ci_lo", "ci_hi"), "Float64")
    columns = ["numerator", "denominator", "n", "n_open", "estimate", "ci_lo", "ci_hi", "ci"]
    return pd.DataFrame([record | {"n_open": len(told) - n}], columns=columns).astype(kinds)

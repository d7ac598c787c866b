"""Reports without cells: which of them count, for what is measured on words, channels and sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import numpy as np
import pandas as pd

from govreport.indicators.settle import (
    AGGREGATE,
    KNOWN,
    RESULT,
    UNKNOWN,
    Aggregates,
    Flags,
    Numbers,
    Settled,
    adds_up_others,
)
from govreport.sample import is_synthetic

NEEDED = ("report_id", "agency_id", "year", "agency_kind", "reach")


def primary(reports: pd.DataFrame) -> pd.DataFrame:
    """Return the reports that count, one an agency and year.

    Parameters
    ----------
    reports
        `Corpus.reports`, of which the primary ones are taken; or a panel, such as `govreport.facts.facts_panel` makes.

    Raises
    ------
    ValueError
        A column is missing, or an agency has two reports for a year.

    Examples
    --------
    >>> from govreport.facts import facts_panel, load_facts
    >>> len(primary(facts_panel(load_facts())))
    352
    """
    missing = [name for name in NEEDED if name not in reports]
    if missing:
        msg = f"the reports lack {', '.join(missing)}; expected Corpus.reports, a panel, or facts_panel(load_facts())"
        raise ValueError(msg)
    rows = reports[reports["is_primary"].fillna(False).astype(bool)] if "is_primary" in reports else reports
    known = rows[rows["agency_id"].notna() & rows["year"].notna()]
    twice = known[known.duplicated(["agency_id", "year"])]
    if len(twice):
        agency, year = twice.iloc[0][["agency_id", "year"]]
        msg = f"{agency} has two reports for {year}; expected one an agency and year, as Corpus.reports.is_primary says"
        raise ValueError(msg)
    return rows.reset_index(drop=True)


def settled(
    rows: pd.DataFrame,
    *,
    aggregates: str = "drop",
    unknown: Flags | None = None,
    values: Mapping[str, Numbers] | None = None,
) -> Settled:
    """Return reports as `govreport.indicators.settle.settle` returns a panel, for `collect`.

    Parameters
    ----------
    rows
        From `primary`.
    aggregates
        ``"drop"`` sets aside reports that add up others and governments of unknown reach; ``"keep"`` keeps them.
    unknown
        Of which what is measured is not known; they are counted as such.
    values
        Numbers of each report, NaN where there is none.

    Raises
    ------
    ValueError
        `aggregates` has a value that it does not allow.
    """
    if aggregates not in get_args(Aggregates):
        msg = f"aggregates={aggregates!r} is not allowed; expected one of 'drop', 'keep'"
        raise ValueError(msg)
    status = np.full(len(rows), KNOWN, dtype=np.int8)
    if unknown is not None:
        status[unknown] = UNKNOWN
    if aggregates == "drop":
        status[adds_up_others(rows)] = AGGREGATE
    numbers = dict(values or {})
    return Settled(rows, status, numbers, numbers, numbers, "bounds", is_synthetic(rows).to_numpy(bool))


def with_columns(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Return a result with columns of its own in their types before the common ones, also where no record has them.

    Examples
    --------
    >>> with_columns(pd.DataFrame({"n": [3]}), {"why": "string"}).columns.tolist()
    ['why', 'n']
    """
    own = dict.fromkeys([*(name for name in frame if name not in RESULT), *kinds])
    return frame.reindex(columns=[*own, *(name for name in frame if name in RESULT)]).astype(dict(kinds))

"""Reports without cells: which of them count, for what is measured on words, channels and sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np
import pandas as pd

from govreport.indicators.places import adds_up_others
from govreport.indicators.settle import (
    AGGREGATE,
    KNOWN,
    NO_TABLE,
    RESULT,
    UNKNOWN,
    Aggregates,
    By,
    Flags,
    Numbers,
    Settled,
)
from govreport.sample import is_synthetic

NOBODY = ("", "?-")
"""Identities that say that the agency is not known; such reports are nobody's neighbours in time."""
BOUNDED = {"n_unbounded": "Int64", "lo_bounded": "Float64", "hi_bounded": "Float64"}
"""Columns of results whose worst case may have no end: in how many reports, known or not, it has none, and what it is
over the others. The two ends leave those reports out: they say nothing of all reports, as `lo` and `hi` do."""
ALIKE = {"p_alike": "Float64"}
"""Column of results with an interval for independent cases: the p-value of `govreport.indicators.alike`."""
LAST = BOUNDED | ALIKE
"""Columns that stand after the common ones: those before `indicator` say what a row is of."""
NEEDED = ("report_id", "agency_id", "year", "agency_kind", "reach")


def primary(reports: pd.DataFrame) -> pd.DataFrame:
    """Return the reports that count, one an agency and year, with `synthetic`: whether they are made up.

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
    rows = rows.assign(agency_id=rows["agency_id"].mask(rows["agency_id"].isin(NOBODY)))
    known = rows[rows["agency_id"].notna() & rows["year"].notna()]
    twice = known[known.duplicated(["agency_id", "year"])]
    if len(twice):
        agency, year = twice.iloc[0][["agency_id", "year"]]
        msg = f"{agency} has two reports for {year}; expected one an agency and year, as Corpus.reports.is_primary says"
        raise ValueError(msg)
    return rows.assign(synthetic=is_synthetic(rows).astype("boolean")).reset_index(drop=True)


def settled(
    rows: pd.DataFrame,
    *,
    aggregates: str = "drop",
    unknown: Flags | None = None,
    no_table: Flags | None = None,
    values: Mapping[str, Numbers] | None = None,
) -> Settled:
    """Return reports as `govreport.indicators.settle.settle` returns a panel, for `collect`.

    Parameters
    ----------
    rows
        From `primary`, or a frame that was made from it and says what is `synthetic`.
    aggregates
        ``"drop"`` sets aside reports that add up others and governments of unknown reach; ``"keep"`` keeps them.
    unknown, no_table
        Of which what is measured is not known; which have nothing that it could be measured on. They are counted.
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
    if no_table is not None:
        status[no_table] = NO_TABLE
    if aggregates == "drop":
        status[adds_up_others(rows)] = AGGREGATE
        if "reach_before" in rows:  # a pair of reports, of which the first may add up others too
            status[adds_up_others(rows.assign(reach=rows["reach_before"]))] = AGGREGATE
    numbers = dict(values or {})
    return Settled(rows, status, numbers, numbers, numbers, "bounds", is_synthetic(rows).to_numpy(bool))


def with_columns(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Return a result with columns of its own in their types, also where no record has them.

    They stand before the common ones, but for those of `LAST`, which are no part of what a row is of.

    Examples
    --------
    >>> with_columns(pd.DataFrame({"n": [3], "n_unbounded": [1]}), {"why": "string"}).columns.tolist()
    ['why', 'n', 'n_unbounded']
    """
    own = dict.fromkeys([*(str(name) for name in frame if name not in RESULT), *kinds])
    first, last = ([name for name in own if (name in LAST) == at_end] for at_end in (False, True))
    frame = frame.reindex(columns=[*first, *(name for name in frame if name in RESULT), *last])
    return frame.astype(dict(kinds) | {name: LAST[name] for name in last})


def before(rows: pd.DataFrame) -> pd.Series[str]:
    """Return for each report the `report_id` of the same agency's report of the year before, missing where none is.

    Examples
    --------
    >>> rows = pd.DataFrame({"report_id": ["x", "y"], "agency_id": ["a", "a"], "year": [2021, 2022]})
    >>> before(rows).fillna("none").tolist()
    ['none', 'x']
    """
    known = rows[rows["agency_id"].notna() & rows["year"].notna()]
    years = zip(known["agency_id"], known["year"], strict=True)
    found = dict(zip(years, known["report_id"], strict=True))
    keys = zip(rows["agency_id"], rows["year"], strict=True)
    earlier = [None if pd.isna(agency) or pd.isna(year) else found.get((agency, year - 1)) for agency, year in keys]
    return pd.Series(earlier, index=rows.index, dtype="string")


def together(parts: Sequence[pd.DataFrame], by: By, label: str, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Return the results of several labels as one: those of a group together, the label after its columns.

    Examples
    --------
    >>> parts = [pd.DataFrame({"year": [2021, 2022], "code": one, "n": 1}) for one in ("flow", "row_sum")]
    >>> together(parts, "year", "code", {})["code"].tolist()
    ['flow', 'row_sum', 'flow', 'row_sum']
    """
    names = [by] if isinstance(by, str) else list(by)
    joined = with_columns(pd.concat(parts, ignore_index=True), {label: "string", **kinds})
    order = [*names, label, *(name for name in joined if name not in names and name != label)]
    return joined.sort_values(names, kind="stable", ignore_index=True)[order] if names else joined[order]

"""Which reports are made up: those of agencies in the places that only this package knows."""

from __future__ import annotations

import re

import pandas as pd

from govreport.sample.agencies import COUNTIES, PREFECTURES, PROVINCES, TOWNSHIPS
from govreport.sample.script import traditional

LOOKED_AT = ("agency", "agency_name", "agency_id", "title", "source", "province", "prefecture", "county")
"""Columns that may name the place; one that the reading got wrong leaves the others."""
_NAMES = (*PROVINCES, *PREFECTURES, *COUNTIES, *TOWNSHIPS)
_PLACES = re.compile("|".join(re.escape(name) for name in dict.fromkeys((*_NAMES, *map(traditional, _NAMES)))))


def is_synthetic(reports: pd.DataFrame) -> pd.Series[bool]:
    """Return which rows are of made-up reports, told by the place in the agency's name, the title or the file's name.

    Parameters
    ----------
    reports
        A frame with at least one of the columns `LOOKED_AT`, such as `Corpus.reports` or a panel.

    Returns
    -------
    Series
        True or False for each row. No division of China bears one of these names (tested).

    Raises
    ------
    ValueError
        The frame has none of these columns: nothing can be said of it, and silence would pass for real.

    Examples
    --------
    >>> is_synthetic(pd.DataFrame({"agency": ["白榆县科学技术局", "北京市教育委员会", None]})).tolist()
    [True, False, False]
    """
    columns = [name for name in LOOKED_AT if name in reports]
    if not columns:
        expected, seen = ", ".join(LOOKED_AT), ", ".join(map(str, reports.columns[:8]))
        msg = f"whether rows are made up cannot be told: expected one of {expected}; found {seen or 'no column'}"
        raise ValueError(msg)
    found = pd.Series(False, index=reports.index)
    for name in columns:
        found |= reports[name].astype("string").str.contains(_PLACES, regex=True).fillna(False).astype(bool)
    return found

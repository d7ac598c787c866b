"""Which reports are made up: those of agencies in the places that only this package knows, or said to be made up."""

from __future__ import annotations

import re

import pandas as pd

from govreport.sample.agencies import COUNTIES, PREFECTURES, PROVINCES, TOWNSHIPS
from govreport.sample.script import traditional

SAYS = "synthetic"
"""A column or an entry of ``attrs`` that says of a frame that it is made up, whatever its names say by now."""
LOOKED_AT = ("agency", "agency_name", "agency_id", "title", "source", "province", "prefecture", "county")
"""Columns that may name the place; one that the reading got wrong leaves the others."""
_NAMES = (*PROVINCES, *PREFECTURES, *COUNTIES, *TOWNSHIPS)
_PLACES = re.compile("|".join(re.escape(name) for name in dict.fromkeys((*_NAMES, *map(traditional, _NAMES)))))


def is_synthetic(reports: pd.DataFrame) -> pd.Series[bool]:
    """Return which rows are of made-up reports, told by the place in the agency's name, the title or the file's name.

    Names may be recoded or dropped before a frame is used. So a row is made up as well where the column `synthetic`
    says so, and every row of a frame whose ``attrs`` say so (`mark`).

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
    >>> is_synthetic(pd.DataFrame({"agency": ["A-01", "A-02"], "synthetic": [True, False]})).tolist()
    [True, False]
    """
    columns = [name for name in LOOKED_AT if name in reports]
    said = bool(reports.attrs.get(SAYS))
    if not columns and not said and SAYS not in reports:
        expected, seen = ", ".join(LOOKED_AT), ", ".join(map(str, reports.columns[:8]))
        msg = f"whether rows are made up cannot be told: expected one of {expected}; found {seen or 'no column'}"
        raise ValueError(msg)
    found = pd.Series(said, index=reports.index)
    if SAYS in reports:
        found |= reports[SAYS].astype("boolean").fillna(False).astype(bool)
    for name in columns:
        found |= reports[name].astype("string").str.contains(_PLACES, regex=True).fillna(False).astype(bool)
    return found


def mark(frame: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Let a frame say in its ``attrs`` that all of it is made up, where all the reports behind it are.

    The mark goes with the frame through most of what pandas does with it, and through Parquet; not through CSV, nor
    through a merge with or a stack on frames that are not marked.

    Examples
    --------
    >>> panel = mark(pd.DataFrame({"agency_id": ["A-01"]}), pd.DataFrame({"agency": ["白榆县科学技术局"]}))
    >>> is_synthetic(panel.assign(year=2021)).tolist()
    [True]
    """
    if len(reports) and is_synthetic(reports).all():
        frame.attrs[SAYS] = True
    return frame

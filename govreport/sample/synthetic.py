"""Which reports are made up: those of agencies in the places that only this package knows."""

from __future__ import annotations

import re

import pandas as pd

from govreport.sample.agencies import COUNTIES, PREFECTURES, PROVINCES, TOWNSHIPS

_PLACES = re.compile("|".join(map(re.escape, (*PROVINCES, *PREFECTURES, *COUNTIES, *TOWNSHIPS))))


def is_synthetic(reports: pd.DataFrame) -> pd.Series[bool]:
    """Return which rows are of made-up reports, told by the place in the agency's name.

    Parameters
    ----------
    reports
        Any frame with the columns `agency` or `agency_id`, such as `Corpus.reports` or a panel.

    Examples
    --------
    >>> is_synthetic(pd.DataFrame({"agency": ["白榆县科学技术局", "北京市教育委员会", None]})).tolist()
    [True, False, False]
    """
    found = pd.Series(False, index=reports.index)
    for name in ("agency", "agency_name", "agency_id"):
        if name in reports:
            found |= reports[name].astype("string").str.contains(_PLACES, regex=True).fillna(False).astype(bool)
    return found

"""No sum over a government and the departments of its place: which reports add up others, and whether those are there.

A report lies elsewhere only where that is known: by the codes of both places, by the name of a place that differs, or
by a level above that of the sum. Where none of these is known it may have been added up, and the sum is refused.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.errors import NotComparable
from govreport.frames import LEVELS

Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]

NAMES = ("province", "prefecture", "county")
"""Columns that name a place, from the widest; each is within the one before."""
SHARES = (10_000, 100, 1)
"""What a code is divided by to give that of its province, prefecture and county."""
UNKNOWN = -1


def adds_up_others(panel: pd.DataFrame) -> Flags:
    """Return which reports add up others: those that say so, and governments whose reach is not known."""
    reach, kind = (panel[name].astype(object).to_numpy() for name in ("reach", "agency_kind"))
    vague = (kind == "government") & (reach != "own")
    return np.asarray(np.isin(reach, ["own_and_departments", "jurisdiction"]) | vague, dtype=bool)


def check_places(rows: pd.DataFrame, counted: str = "requests") -> None:
    """Make sure that no report of a group is added up in another one of the same place and year.

    Parameters
    ----------
    rows
        One row a report of the group: `agency_id`, `agency_kind`, `reach`, `year`, and what is known of its place:
        `adcode`, `province`, `prefecture`, `county`, `level`.
    counted
        What would be counted twice, for the message.

    Raises
    ------
    NotComparable
        A report that may add up others stands beside reports of its place, or of a place that is not known.
    """
    sums = np.flatnonzero(adds_up_others(rows))
    if len(rows) < 2 or not len(sums):
        return
    years = rows["year"].to_numpy(float, na_value=np.nan)
    codes, names, levels = _codes(rows), _names(rows), _levels(rows)
    departments = (rows["reach"].astype(object) == "own_and_departments").to_numpy(bool)
    for at in map(int, sums):
        apart = (years != years[at]) & ~np.isnan(years) & ~np.isnan(years[at])
        apart |= _elsewhere(codes, names, at, alone=bool(departments[at]))
        apart |= (levels != UNKNOWN) & (levels < levels[at])
        apart[at] = True
        if not apart.all():
            raise NotComparable(_refusal(rows.iloc[at], rows.iloc[int(np.argmin(apart))], counted))


def _codes(rows: pd.DataFrame) -> Codes:
    """Return the code of each place as a number, `UNKNOWN` where there is none."""
    if "adcode" not in rows:
        return np.full(len(rows), UNKNOWN)
    texts = rows["adcode"].astype("string")
    return texts.where(texts.str.fullmatch("[0-9]{6}").fillna(False), str(UNKNOWN)).to_numpy(dtype=np.int64)


def _names(rows: pd.DataFrame) -> list[Codes]:
    """Return for province, prefecture and county a number for each name, `UNKNOWN` where there is none."""
    none = np.full(len(rows), UNKNOWN)
    return [pd.factorize(rows[name].astype("string"))[0] if name in rows else none for name in NAMES]


def _levels(rows: pd.DataFrame) -> Codes:
    """Return the place of each level among `LEVELS`, from the widest, `UNKNOWN` where there is none."""
    order = {level: place for place, level in enumerate(LEVELS)}
    levels = rows["level"].astype(object).tolist() if "level" in rows else [None] * len(rows)
    return np.array([UNKNOWN if pd.isna(level) else order.get(level, UNKNOWN) for level in levels])


def _elsewhere(codes: Codes, names: list[Codes], at: int, *, alone: bool) -> Flags:
    """Return which places are known to lie outside that of a report; with `alone`, those within it are outside too."""
    apart = np.zeros(len(codes), dtype=bool)
    for known in names:
        apart |= (known != UNKNOWN) & (known[at] != UNKNOWN) & (known != known[at])
    if codes[at] == UNKNOWN:
        return apart
    share = 1 if alone else next(share for share in SHARES if codes[at] % share == 0)
    return np.where(codes == UNKNOWN, apart, codes // share != codes[at] // share)


def _refusal(report: pd.Series[Any], other: pd.Series[Any], counted: str) -> str:
    year = "a year that is not known" if pd.isna(report["year"]) else f"{report['year']:.0f}"
    return (
        f"the report of {report['agency_id']} for {year} may add up that of {other['agency_id']}, which is in the same "
        f"group, and of its place or of one that is not known: their sum would count {counted} twice. "
        'Take aggregates="drop", or by="agency_kind".'
    )

"""Which reports of a corpus are looked at: filters, what there is to choose, and the reports that are kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import forms
from govreport.frames import LEVELS

ALL = ""
"""A filter that lets every report pass."""
UNKNOWN = "?"
"""A filter that keeps the reports of which the thing is not known; any other value leaves those out."""
REGION = ("province", "prefecture", "county")
PLAIN = (*REGION, "level")
"""Filters that compare with a column of the same name."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; a filter is `ALL`, `UNKNOWN` or a code, a year None where there is no bound.

    Attributes
    ----------
    province, prefecture, county
        Places, each within the one before.
    level, function
        Codes of `reports`; an agency with several functions (``a|b``) passes for each of them.
    edition
        Edition of any table of the report; `UNKNOWN` keeps reports without a table.
    first, last
        Report years, both included.
    words
        Part of the agency's name.
    """

    province: str = ALL
    prefecture: str = ALL
    county: str = ALL
    level: str = ALL
    function: str = ALL
    edition: str = ALL
    first: int | None = None
    last: int | None = None
    words: str = ""


def with_editions(reports: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return reports with one flag an edition: whether a table of the report is of it (``edition_2014`` …)."""
    tables = figures.drop_duplicates(["report_id", "table"])
    flags = {}
    for edition in forms.EDITIONS:
        of_it = tables.loc[(tables["edition"] == edition).fillna(False), "report_id"]
        flags[f"edition_{edition}"] = reports["report_id"].isin(of_it).to_numpy(bool)
    return reports.assign(**flags)


def keep(reports: pd.DataFrame, selection: Selection) -> Flags:
    """Return which reports a selection keeps.

    Parameters
    ----------
    reports
        Rows of `reports` with the flags of `with_editions`.

    Examples
    --------
    >>> reports = pd.DataFrame({"province": ["甲省", None], "year": [2021, 2022]})
    >>> keep(reports, Selection(province="甲省")).tolist(), keep(reports, Selection(province=UNKNOWN)).tolist()
    ([True, False], [False, True])
    >>> keep(reports, Selection(first=2022)).tolist()
    [False, True]
    """
    kept = np.ones(len(reports), dtype=bool)
    for name in PLAIN:
        kept &= _equals(reports, name, getattr(selection, name))
    kept &= _has_function(reports, selection.function) & _has_edition(reports, selection.edition)
    if selection.first is not None:
        kept &= _true(reports["year"] >= selection.first)
    if selection.last is not None:
        kept &= _true(reports["year"] <= selection.last)
    if selection.words:
        kept &= _true(reports["agency"].str.contains(selection.words, regex=False))
    return kept


def _true(flags: pd.Series[bool]) -> Flags:
    return flags.fillna(False).to_numpy(bool)


def _equals(reports: pd.DataFrame, name: str, wanted: str) -> Flags:
    if wanted == ALL:
        return np.ones(len(reports), dtype=bool)
    return reports[name].isna().to_numpy(bool) if wanted == UNKNOWN else _true(reports[name] == wanted)


def _has_function(reports: pd.DataFrame, wanted: str) -> Flags:
    if wanted in (ALL, UNKNOWN):
        return _equals(reports, "function", wanted)
    return _true(("|" + reports["function"] + "|").str.contains(f"|{wanted}|", regex=False))


def _has_edition(reports: pd.DataFrame, wanted: str) -> Flags:
    if wanted == ALL:
        return np.ones(len(reports), dtype=bool)
    if wanted != UNKNOWN:
        return reports[f"edition_{wanted}"].to_numpy(bool)
    has_none = np.ones(len(reports), dtype=bool)
    for edition in forms.EDITIONS:
        has_none &= ~reports[f"edition_{edition}"].to_numpy(bool)
    return has_none


def places(reports: pd.DataFrame, selection: Selection) -> dict[str, list[str]]:
    """Return the provinces, the prefectures of the province that is selected, and the counties of the prefecture.

    Examples
    --------
    >>> reports = pd.DataFrame({"province": ["甲省", "乙省", None], "prefecture": ["丙市", "丁市", None],
    ...     "county": None})
    >>> found = places(reports, Selection(province="甲省"))
    >>> found["province"], found["prefecture"]
    (['', '乙省', '甲省', '?'], ['', '丙市'])
    """
    within = np.ones(len(reports), dtype=bool)
    found = {}
    for name in REGION:
        found[name] = _options(reports.loc[within, name])
        within &= _equals(reports, name, getattr(selection, name))
    return found


def choices(reports: pd.DataFrame) -> dict[str, list[str]]:
    """Return what the filters other than places and years can be set to.

    Each begins with `ALL`, and ends with `UNKNOWN` where it is not known of some report.

    Examples
    --------
    >>> reports = pd.DataFrame({"level": "county", "function": ["water|ocean", None],
    ...     "edition_2014": False, "edition_2019": True, "edition_2021": False})
    >>> choices(reports)
    {'level': ['', 'county'], 'function': ['', 'ocean', 'water', '?'], 'edition': ['', '2019']}
    """
    functions = reports["function"].astype("string").str.split("|").explode()
    present = [edition for edition in forms.EDITIONS if reports[f"edition_{edition}"].any()]
    without = [UNKNOWN] if _has_edition(reports, UNKNOWN).any() else []
    return {
        "level": _options(reports["level"], LEVELS),
        "function": _options(functions),
        "edition": [ALL, *present, *without],
    }


def _options(values: pd.Series[str], order: tuple[str, ...] = ()) -> list[str]:
    present = sorted(map(str, values.dropna().unique()), key=lambda one: (order.index(one) if one in order else 0, one))
    return [ALL, *present, *([UNKNOWN] if values.isna().any() else [])]


def years(reports: pd.DataFrame) -> list[int]:
    """Return the report years that there are, in order."""
    return sorted(int(year) for year in reports["year"].dropna().unique())

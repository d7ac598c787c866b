"""What a figure asks of a frame before it draws: the columns, whether it is made up, and what its groups are."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import Any

import pandas as pd

from govreport.indicators.settle import DROPPED
from govreport.plots.words import Lang, say, value_name

BREAKS = (2019, 2021)
"""First report years of a new form."""


def checked(frame: pd.DataFrame, *needed: str) -> pd.DataFrame:
    """Return a copy of a frame that can be drawn, with an index from 0.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether its numbers come from made-up reports.
    """
    if "synthetic" not in frame:
        msg = (
            "the frame has no column synthetic, so that a figure could pass made-up numbers for real ones; expected "
            "what an indicator returns. Keep that column when you select, merge or reshape."
        )
        raise ValueError(msg)
    missing = [name for name in needed if name not in frame]
    if missing:
        seen = ", ".join(map(str, frame.columns[:12]))
        msg = f"the frame lacks {', '.join(missing)}, which this figure draws; found {seen} …"
        raise ValueError(msg)
    if frame.empty:
        msg = "the frame has no row: there is nothing to draw. See what was selected, and indicators.dropped(result)."
        raise ValueError(msg)
    return frame.reset_index(drop=True)


def is_made_up(frame: pd.DataFrame) -> bool:
    """Return whether any row comes from made-up reports; a row that does not say counts as one."""
    return bool(frame["synthetic"].astype("boolean").fillna(True).any())


def group_columns(frame: pd.DataFrame, besides: Collection[str] = ()) -> list[str]:
    """Return the columns that make the groups of a result: those before `indicator`, but for what is no group.

    Examples
    --------
    >>> group_columns(pd.DataFrame(columns=["year", "level", "n_undefined", "indicator"]), ["n_undefined"])
    ['year', 'level']
    """
    names = list(frame.columns)
    return [name for name in names[: names.index("indicator")] if name not in besides]


def group_names(frame: pd.DataFrame, columns: Collection[str], lang: Lang) -> list[str]:
    """Return what each row's group is called: its values of some columns, joined."""
    rows = frame[list(columns)].itertuples(index=False, name=None)
    return [" · ".join(value_name(name, one, lang) for name, one in zip(columns, row, strict=True)) for row in rows]


def by_groups(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[dict[str, Any], pd.DataFrame]]:
    """Yield the groups of a frame in the order of their first rows: the values of the columns, and the rows.

    Examples
    --------
    >>> frame = pd.DataFrame({"year": [2022, 2021, 2022], "n": [1, 2, 3]})
    >>> [(key, int(rows["n"].sum())) for key, rows in by_groups(frame, ["year"])]
    [({'year': 2022}, 4), ({'year': 2021}, 2)]
    """
    if not columns:
        yield {}, frame
        return
    for key, rows in frame.groupby(list(columns), observed=True, dropna=False, sort=False):
        yield dict(zip(columns, key, strict=True)), rows


def counted(row: pd.Series[Any], agencies: bool = True) -> str:
    """Return how many a row rests on: ``k/n`` where agencies are counted among agencies, else n.

    Examples
    --------
    >>> counted(pd.Series({"numerator": 55.0, "n": 65})), counted(pd.Series({"numerator": 55.0, "n": 1200}), False)
    ('55/65', '1,200')
    """
    return f"{_number(row['numerator'])}/{_number(row['n'])}" if agencies else _number(row["n"])


def _number(value: Any) -> str:
    return "?" if pd.isna(value) else f"{value:,.0f}"


def too_few(row: pd.Series[Any], lang: Lang, base: str = "n", unit: str = "requests") -> str:
    """Return what stands where a group has no estimate: of what there is too little."""
    enough_known = not pd.isna(row["n"]) and row["n"] > 0
    if base == "n" or not enough_known:
        return few(row["n"], lang)
    return say(f"too_little.{unit}", lang, amount=_number(row[base]))


def few(n: Any, lang: Lang) -> str:
    """Return how too small a number is said.

    Examples
    --------
    >>> few(7, "en"), few(0, "en"), few(pd.NA, "en")
    ('n=7: too few', 'none known', 'n=?: too few')
    """
    return say("too_few", lang, n=_number(n)) if pd.isna(n) or n else say("none_known", lang)


def status_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what was set aside of a frame with a row a report and its `status`, as the row of a result says it.

    Examples
    --------
    >>> found = status_counts(pd.DataFrame({"status": ["known", "unknown", "unknown"], "blanks": "bounds"}))
    >>> found[["n_reports", "n_unknown", "n_contested"]].values.tolist()
    [[3, 2, 0]]
    """
    counts = {name: int(frame["status"].eq(name[2:]).sum()) for name in DROPPED}
    return pd.DataFrame([{"indicator": "reports", "n_reports": len(frame), "blanks": frame["blanks"].iloc[0]} | counts])


def segment(year: float) -> int:
    """Return which stretch of years with one form a year is in.

    Examples
    --------
    >>> [segment(year) for year in (2018, 2019, 2020, 2021)]
    [0, 1, 1, 2]
    """
    return sum(year >= start for start in BREAKS)


def runs(years: Sequence[int], segments: Sequence[Any]) -> list[list[int]]:
    """Return the places of years in stretches of one segment without a gap.

    Examples
    --------
    >>> years = [2017, 2018, 2019, 2021, 2022, 2024]
    >>> runs(years, [segment(year) for year in years])
    [[0, 1], [2], [3, 4], [5]]
    """
    found: list[list[int]] = []
    for at, year in enumerate(years):
        if at and year - years[at - 1] == 1 and segments[at] == segments[at - 1]:
            found[-1].append(at)
        else:
            found.append([at])
    return found


def unique(values: Collection[Hashable]) -> list[Any]:
    """Return the different values in the order of their first appearance."""
    return list(dict.fromkeys(values))

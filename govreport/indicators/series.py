"""What can be followed over the years: the editions of the form ask for different things under like names.

`series.csv` says for each series which cells it is in each edition, and whether a line may be drawn from one edition
to the next. The rows of the annex of 2014 come from secondary sources (see the README), so that what is said of it is
a reading of labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from io import StringIO
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport import forms
from govreport.errors import NotComparable
from govreport.indicators.listed import with_columns
from govreport.indicators.settle import CELLS, By, Flags, Part, collect, settle
from govreport.indicators.zero import MIN_N, share
from govreport.panel import columns

EDITIONS = forms.EDITIONS
Texts = npt.NDArray[np.object_]


def series_catalogue() -> pd.DataFrame:
    """Return what can be followed over the years, and how far.

    Returns
    -------
    DataFrame
        One row a series: `series` (its name), for each edition of the form `cells_2014`, `cells_2019`, `cells_2021`
        (short names of the panel, joined by ``+``; missing where the edition does not ask for it) and
        `definition_2014` … (labels of the form and unit), `to_2019` and `to_2021`: whether the numbers compare with
        those of the edition before, ``yes``, ``break`` (both may be shown, no line joins them) or ``no`` (not the same
        thing, or asked in one of them alone), and `why`.

    Examples
    --------
    >>> found = series_catalogue().set_index("series")
    >>> found.loc["fees", ["cells_2019", "cells_2021", "to_2021", "why"]].tolist()
    ['pd_fees_last', 'pd_fees_amount_10k', 'no', '2019 counts the kinds of fees, 2021 the money taken']
    """
    return _catalogue().copy()


@lru_cache(maxsize=1)
def _catalogue() -> pd.DataFrame:
    text = files(__package__).joinpath("series.csv").read_text(encoding="utf-8")
    found = pd.read_csv(StringIO(text), dtype="string", keep_default_na=False, na_values=[""])
    told = {f"definition_{one}": found[f"cells_{one}"].map(_definition, na_action="ignore") for one in EDITIONS}
    asked = [f"{column}_{one}" for one in EDITIONS for column in ("cells", "definition")]
    return found.assign(**told)[["series", *asked, "to_2019", "to_2021", "why"]].astype("string")


@lru_cache(maxsize=1)
def _keys() -> dict[str, tuple[forms.Key, ...]]:
    return {column.name: column.keys for column in columns()}


def _definition(cells: str) -> str:
    """Return the labels and the unit of some cells, as the form prints them."""
    parts = [forms.by_key()[key] for name in cells.split("+") for key in _keys()[name]]
    labels = [part.item_zh if part.table == "statistics" else f"{part.item_zh} · {part.measure_zh}" for part in parts]
    return f"{' + '.join(labels)} ({parts[0].unit})"


def series(
    panel: pd.DataFrame,
    name: str,
    by: By = "year",
    *,
    editions: Sequence[str] | None = None,
    blanks: str = "bounds",
    aggregates: str = "drop",
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return one series over the years, with a new segment wherever its definition breaks.

    Which edition a report follows is told by the cells of its table, never by its year. Formulas, over the reports of
    a group: ``mean`` is Σ / n, ``median`` that of the agencies, ``zero_share`` #{0} / n. The worst case takes every
    unknown cell at its ends. Other agencies report each year, so that a change of any of them is no growth: see
    `govreport.indicators.request_growth`, and `zero_change`. Source: the editions of the form
    (国办发〔2014〕32号, 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号).

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it.
    name
        A series of `series_catalogue`.
    by
        Columns whose values make the groups, the year among them.
    editions
        Those that count; ``None`` for all.
    blanks, aggregates
        As in `govreport.indicators.settle`.
    min_n
        With fewer known reports there is no estimate; the sum stands in `numerator` in any case.

    Returns
    -------
    DataFrame
        One row a group, edition and indicator: `edition` (``2019|2021`` where a year has both and they compare),
        `segment` (1, 2, …: a line may be drawn within one alone; missing where the edition does not ask for it, or
        none is told), `break_before` (the first row of a later segment), `numerator`, `denominator`, `n` (known
        reports), `estimate`, `lo`, `hi`.

    Raises
    ------
    NotComparable
        The panel has editions between which the series measures different things; the message says which years
        compare. Or a government that may add up others stands beside departments of its place.
    ValueError
        No series has this name, or the panel lacks a column.

    Examples
    --------
    >>> series(pd.DataFrame(), "fees_collected")
    Traceback (most recent call last):
        ...
    ValueError: 'fees_collected' is no series; expected one of series_catalogue().series; near: fees
    """
    row = _row(name)
    names = [by] if isinstance(by, str) else list(by)
    panel = panel[_needed(panel, row)].assign(edition=_editions(panel, row)).reset_index(drop=True)
    if editions is not None:
        panel = panel[panel["edition"].isin(list(editions))].reset_index(drop=True)
    segments = _segments(row)
    _check(name, row, panel, segments)
    panel = panel.assign(segment=pd.array([segments.get(one) for one in panel["edition"]], dtype="Int64"))
    parts = [_measured(rows, row, names, blanks, aggregates, max(min_n, 1)) for rows in _by_segment(panel)]
    found = pd.concat(parts, ignore_index=True).sort_values([*names, "segment"], kind="stable", ignore_index=True)
    return found.assign(break_before=_breaks(found, [one for one in names if one != "year"]))


def _row(name: str) -> dict[str, Any]:
    found = _catalogue().set_index("series", drop=False)
    if name not in found.index:
        near = [one for one in found.index if name in one or one in name][:5]
        msg = f"{name!r} is no series; expected one of series_catalogue().series; near: {', '.join(near) or 'none'}"
        raise ValueError(msg)
    return {str(key): None if value is pd.NA else value for key, value in found.loc[name].items()}


def _cells(row: dict[str, Any], edition: str | None) -> list[str]:
    """Return the cells of a series in an edition; where it has none, those of the last that does."""
    own = row.get(f"cells_{edition}") or next(row[f"cells_{one}"] for one in EDITIONS[::-1] if row[f"cells_{one}"])
    return str(own).split("+")


def _editions(panel: pd.DataFrame, row: dict[str, Any]) -> Texts:
    """Return the edition that each report follows in the table of the series; None where nothing tells it."""
    later = row["cells_2021"] or row["cells_2019"]
    table = forms.by_key()[_keys()[later.split("+")[0]][0]].table if later else "requests"
    # section four is the same in both, and takes the edition of the requests
    marked = "requests" if table == "review" else table
    found = np.full(len(panel), None, dtype=object)
    for edition, of in zip(EDITIONS, ("statistics", marked, marked), strict=True):
        found[_on_form(panel, _only(of, edition))] = edition
    return found


@lru_cache(maxsize=16)
def _only(table: str, edition: str) -> str:
    """Return a cell that only this edition of a table has; a table that was recognised has all of its cells."""
    own = {keys[0] for keys in _keys().values() if len(keys) == 1}
    cells = (cell for cell in forms.cells(table, edition) if cell.editions == (edition,) and cell.key in own)
    return next(cells).short


def _on_form(panel: pd.DataFrame, cell: str) -> Flags:
    if f"{cell}_st" not in panel:
        msg = f"the panel lacks {cell}_st, which tells its edition; expected what Corpus.panel() returns"
        raise ValueError(msg)
    states = panel[f"{cell}_st"]
    return np.asarray(states.notna() & ~states.isin(["not_on_form", "no_table"]), dtype=bool)


def _needed(panel: pd.DataFrame, row: dict[str, Any]) -> list[str]:
    """Return the columns that a series takes: a panel has more than five hundred."""
    cells = {name for edition in EDITIONS if row[f"cells_{edition}"] for name in row[f"cells_{edition}"].split("+")}
    parts = {forms.by_key()[key].short for name in cells for key in _keys()[name]}
    wanted = {f"{name}{end}" for name in parts for end in ("", "_st", "_lo", "_hi")}
    return [name for name in map(str, panel) if name in wanted or not name.startswith(CELLS)]


def _segments(row: dict[str, Any]) -> dict[str | None, int]:
    """Return the segment of each edition that asks for the series: a new one wherever it does not go on as it was."""
    found: dict[str | None, int] = {}
    for edition, step in zip(EDITIONS, ("no", row["to_2019"], row["to_2021"]), strict=True):
        if row[f"cells_{edition}"]:
            found[edition] = max(found.values(), default=0) + (step != "yes" or not found)
    return found


def _check(name: str, row: dict[str, Any], panel: pd.DataFrame, segments: dict[str | None, int]) -> None:
    """Refuse a panel with editions on both sides of a "no"."""
    present = [edition for edition in EDITIONS if edition in segments and (panel["edition"] == edition).any()]
    blocks: list[list[str]] = []
    for edition in present:
        between = [one for one in EDITIONS if blocks and blocks[-1][-1] < one <= edition]
        if blocks and all(row[f"to_{one}"] != "no" for one in between):
            blocks[-1].append(edition)
        else:
            blocks.append([edition])
    if len(blocks) > 1:
        said = [f"{_years(panel, block)} (editions={block!r})" for block in blocks]
        msg = f"{name} is not one thing: {row['why']}. These compare, each among themselves: {'; '.join(said)}"
        raise NotComparable(msg)


def _years(panel: pd.DataFrame, editions: Sequence[str]) -> str:
    years = panel.loc[panel["edition"].isin(editions), "year"]
    return f"{years.min()}–{years.max()}" if years.min() < years.max() else f"{years.min()}"


def _by_segment(panel: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the reports of each segment; those of editions that do not ask for the series by edition."""
    if panel.empty:
        yield panel
    for _, rows in panel.groupby(panel["segment"].fillna(0), sort=True):
        if rows["segment"].notna().all():
            yield rows
        else:
            yield from (own for _, own in rows.groupby("edition", dropna=False))


def _measured(
    rows: pd.DataFrame, row: dict[str, Any], names: list[str], blanks: str, aggregates: str, min_n: int
) -> pd.DataFrame:
    """Return the indicators of the reports of one segment."""
    cells = _cells(row, next(iter(rows["edition"]), None))
    keys = names or (lambda _: 0)
    joined = rows.groupby(keys, dropna=False, observed=True)["edition"].transform(_joined)
    rows = rows.assign(edition=joined.astype("string"))
    told = settle(rows, cells, blanks=blanks, aggregates=aggregates)
    found = collect(told, [*names, "edition", "segment"], lambda part: _indicators(part, cells, blanks, min_n))
    return with_columns(found, {"edition": "string", "segment": "Int64"})


def _joined(editions: pd.Series[Any]) -> str | None:
    return "|".join(sorted(set(editions.dropna()))) or None


def _indicators(part: Part, cells: list[str], blanks: str, min_n: int) -> Iterator[dict[str, Any]]:
    known, lo, hi = (np.sum([kind[cell] for cell in cells], axis=0) for kind in (part.value, part.lo, part.hi))
    numbers = known[part.known]
    n, enough = len(numbers), len(numbers) >= min_n
    bounded = blanks == "bounds" and enough
    mean: dict[str, Any] = {"indicator": "mean", "n": n, "numerator": numbers.sum(), "denominator": n}
    if enough:
        mean["estimate"] = numbers.sum() / n
    yield mean | (_ends(lo.mean(), hi.mean()) if bounded else {})
    median = {"indicator": "median", "n": n} | ({"estimate": float(np.median(numbers))} if enough else {})
    yield median | (_ends(np.median(lo), np.median(hi)) if bounded else {})
    zeros = share(int((numbers == 0).sum()), n, interval=None, level=0.95, min_n=min_n)
    if bounded:
        zeros |= {"lo": ((lo == 0) & (hi == 0)).mean(), "hi": ((lo <= 0) & (hi >= 0)).mean()}
    yield {"indicator": "zero_share"} | zeros


def _ends(lo: float, hi: float) -> dict[str, Any]:
    """Return the worst case; an end that nothing bounds is missing."""
    return {"lo": lo if np.isfinite(lo) else pd.NA, "hi": hi if np.isfinite(hi) else pd.NA}


def _breaks(found: pd.DataFrame, apart: list[str]) -> pd.Series[bool]:
    """Return the first row of every segment but the first, in each group that is followed over the years."""
    told = found[found["segment"].notna()]
    keys = [*apart, "indicator"]
    first = ~told.duplicated([*keys, "segment"])
    later = told["segment"] != told.groupby(keys, dropna=False, observed=True)["segment"].transform("min")
    return (first & later).reindex(found.index, fill_value=False).astype(bool)

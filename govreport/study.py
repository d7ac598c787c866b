"""What every notebook needs beside its question: which reports are in it, who was lost on the way, what ran it."""

from __future__ import annotations

import platform
import sys
import warnings
from collections.abc import Collection
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from govreport.corpus import Corpus

PACKAGES = ("govreport", "pandas", "numpy", "scipy", "matplotlib", "pyarrow", "statsmodels", "datasketch")


def select(
    frame: pd.DataFrame,
    *,
    years: Collection[int] = (),
    levels: Collection[str] = (),
    kinds: Collection[str] = (),
    functions: Collection[str] = (),
) -> pd.DataFrame:
    """Return the rows of some years, levels, kinds of agency and functions; an empty choice keeps all.

    Parameters
    ----------
    frame
        A panel, or `Corpus.reports`; one row is one report.
    years, levels, kinds, functions
        Values of `year`, `level`, `agency_kind` and `function`. A merged bureau (``"education|sports"``) belongs to
        each of its functions.

    Returns
    -------
    DataFrame
        The chosen rows, in order, with their index. A row whose value is missing is in no choice.

    Raises
    ------
    ValueError
        Nothing is left; the message says what there was.

    Examples
    --------
    >>> frame = pd.DataFrame({"year": [2021, 2022], "function": ["education|sports", "land"]})
    >>> select(frame, functions=["sports"])["year"].tolist()
    [2021]
    """
    chosen = pd.Series(True, index=frame.index)
    for name, wanted in (("year", years), ("level", levels), ("agency_kind", kinds)):
        if wanted:
            chosen &= frame[name].isin(list(wanted)).fillna(False)
    if functions:
        parts = frame["function"].astype("string").str.split("|")
        chosen &= parts.map(lambda found: isinstance(found, list) and not set(found).isdisjoint(functions))
    if chosen.any() or frame.empty:
        return frame[chosen]
    asked = [f"{name}={list(wanted)}" for name, wanted in (("years", years), ("levels", levels), ("kinds", kinds))]
    asked.append(f"functions={list(functions)}")
    there = sorted(frame["year"].dropna().unique().tolist())
    msg = f"no report is left of {len(frame)} with {', '.join(asked)}; the years that are there: {there}"
    raise ValueError(msg)


def sample_flow(corpus: Corpus, cell: str = "rq_received", *, aggregates: str = "drop") -> pd.DataFrame:
    """Return how many reports are left at each step from the sources to the numbers of one cell.

    Parameters
    ----------
    corpus
        The reports.
    cell
        Short name of a column of the panel.
    aggregates
        As in `Corpus.panel`.

    Returns
    -------
    DataFrame
        One row a step, in order: `step`, `n` (sources, then reports) and `lost` (how many fewer than the step
        before; missing in the first). Two reports in one source make `lost` negative where they part.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> flow = sample_flow(load_sample(n=4))
    >>> flow["step"].iloc[-1], bool(flow["n"].is_monotonic_decreasing)
    ('with a number in the cell', True)
    """
    reports, table = corpus.reports, _table(cell)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what the panel leaves out is what this table says
        panel = corpus.panel(aggregates=aggregates, contested="keep", applicants=True)
        known = corpus.panel(aggregates=aggregates, applicants=True)[cell]
    steps = {
        "sources": reports["source"].nunique() + len(corpus.failures),
        "read": len(reports),
        "the one report of an agency and year": int(reports["is_primary"].fillna(False).sum()),
        "of a known agency and year, no aggregate" if aggregates == "drop" else "of a known agency and year": len(
            panel
        ),
        f"with the table {table}": int(panel[f"has_{table}"].fillna(False).sum()),
        "with the cell on their form": int((~panel[f"{cell}_st"].isin(["not_on_form", "no_table"])).sum()),
        "with a number, contested ones included": int(panel[cell].notna().sum()),
        "with a number in the cell": int(known.notna().sum()),
    }
    counts = pd.Series(steps, dtype="Int64")
    return pd.DataFrame({"step": list(steps), "n": counts.array, "lost": (-counts.diff()).array})


def said_of(corpus: Corpus) -> str:
    """Return in one line what a corpus is: how many reports of whom and when, and whether they are made up.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> said_of(load_sample(n=2, workers=0, progress=False)).split(":")[0]
    'SYNTHETIC'
    """
    from govreport.sample import is_synthetic

    reports = corpus.reports
    years = reports["year"].dropna()
    span = f"{years.min()} to {years.max()}" if len(years) else "no known year"
    text = f"{len(reports)} reports of {reports['agency_id'].nunique()} agencies, {span}"
    made_up = int(is_synthetic(reports).sum())
    if not made_up:
        return text
    return f"SYNTHETIC: {text}; {made_up} are made up, and nothing follows from them for any agency"


def _table(cell: str) -> str:
    from govreport import forms
    from govreport.panel import columns

    keys = next((column.keys for column in columns(applicants=True) if column.name == cell), None)
    if keys is None:
        msg = f"{cell!r} is no column of the panel; expected a short name such as rq_received"
        raise ValueError(msg)
    return forms.by_key()[keys[0]].table


def session_info() -> pd.DataFrame:
    """Return what ran a notebook.

    Returns
    -------
    DataFrame
        One row a part: `part` (Python, the system, each package that numbers depend on) and `version`; missing where
        a package is not installed.

    Examples
    --------
    >>> session_info().set_index("part").loc["govreport", "version"]
    '0.1.0'
    """
    found = {"python": sys.version.split()[0], "system": f"{platform.system()} {platform.machine()}"}
    return pd.DataFrame(
        {"part": [*found, *PACKAGES], "version": pd.array([*found.values(), *map(_version, PACKAGES)], dtype="string")}
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None

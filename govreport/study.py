"""What every notebook needs beside its question: which reports are in it, who was lost on the way, what ran it."""

from __future__ import annotations

import math
import platform
import sys
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from govreport.corpus import Corpus

PACKAGES = ("govreport", "pandas", "numpy", "scipy", "matplotlib", "pyarrow", "datasketch")
LOSSES = {
    "n_aggregate": "not set aside as adding up others",
    "n_no_table": "with the table",
    "n_not_on_form": "with the cells on its form",
    "n_contested": "with no cell contested",
    "n_unknown": "with every number known",
}
"""What an indicator sets aside, in its order, and what is said of the reports that are left."""
EDITION_CELLS = {"2019": "rq_other_handling_st", "2021": "rq_other_rest_st"}
"""A cell that only the table of requests of this form has."""


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


def narrow(corpus: Corpus, *, years: Collection[int] = (), levels: Collection[str] = ()) -> Corpus:
    """Return the part of a corpus with the reports of some years and levels, as `select` chooses them.

    Sources that could not be read have neither year nor level: `failures` stays whole.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> part = narrow(load_sample(n=2, progress=False), years=[2022])
    >>> part.reports["year"].unique().tolist(), part.figures["year"].unique().tolist()
    ([2022], [2022])
    """
    reports = select(corpus.reports, years=years, levels=levels)
    names = ("figures", "mentions", "findings", "places", "texts", "identities")
    frames = {name: getattr(corpus, name) for name in names}
    kept = {
        name: frame[frame["report_id"].isin(reports["report_id"])].reset_index(drop=True)
        for name, frame in frames.items()
    }
    return replace(corpus, reports=reports.reset_index(drop=True), **kept)


def sample_flow(
    corpus: Corpus,
    cells: str | Sequence[str] = "rq_received",
    *,
    years: Collection[int] = (),
    levels: Collection[str] = (),
    aggregates: str = "drop",
) -> pd.DataFrame:
    """Return how many reports are left at each step from the sources to the numbers that a rate needs.

    Parameters
    ----------
    corpus
        The reports.
    cells
        Short names of columns of the panel; all of them are needed. ``()`` ends with the reports, for what is
        measured on words or sums and not on cells.
    years, levels
        As in `select`.
    aggregates
        As in `govreport.indicators.settle.settle`.

    Returns
    -------
    DataFrame
        One row a step, in order: `step`, `n` (sources, then reports) and `lost` (how many fewer than the step
        before; missing in the first). Two reports in one source make `lost` negative where they part.

    Raises
    ------
    ValueError
        A cell is no column of the panel, or no report is left of the years and levels.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> flow = sample_flow(load_sample(n=4, progress=False))
    >>> flow["step"].iloc[-1], bool(flow["n"].is_monotonic_decreasing)
    ('with every number known', True)
    """
    from govreport.indicators.settle import settle

    wanted = [cells] if isinstance(cells, str) else list(cells)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what the panel leaves out is what this table says
        panel = corpus.panel(aggregates="keep", applicants=True)
    chosen = select(panel, years=years, levels=levels)
    counts = settle(chosen, wanted, blanks="exclude", aggregates=aggregates).counts(np.arange(len(chosen)))
    steps = {
        "sources": corpus.reports["source"].nunique() + len(corpus.failures),
        "reports read": len(corpus.reports),
        "the one report of an agency and year": int(corpus.reports["is_primary"].fillna(False).sum()),
        "of a known agency and year": len(panel),
        "of the years and levels chosen": len(chosen),
    }
    left = len(chosen)
    for name, step in LOSSES.items() if wanted else [("n_aggregate", LOSSES["n_aggregate"])]:
        left -= counts[name]
        steps[step] = left
    numbers = pd.Series(steps, dtype="Int64")
    return pd.DataFrame({"step": list(steps), "n": numbers.array, "lost": (-numbers.diff()).array})


def sensitivity(
    indicator: Callable[..., pd.DataFrame],
    panel: pd.DataFrame,
    *,
    policies: Sequence[str] = ("exclude", "zero", "bounds"),
    more: Mapping[str, Mapping[str, Any]] | None = None,
    top: str = "rq_received",
    **options: Any,
) -> pd.DataFrame:
    """Return an indicator under every policy for blanks, by level, by form, and without the largest agencies.

    Parameters
    ----------
    indicator
        A function of `govreport.indicators`.
    panel
        What it takes.
    policies
        Values of `blanks` that it allows.
    more
        Further variants: options by the name of the variant.
    top
        The column of which the largest agencies have most; see `without_top`.
    options
        As for the indicator, the same in every variant but for what the variant changes.

    Returns
    -------
    DataFrame
        One row a variant and row of the indicator: `variant`, then its columns. Variants other than those of the
        policies have the policy of `options`, or the indicator's own.

    Examples
    --------
    >>> from govreport.facts import facts_panel, load_facts
    >>> from govreport.indicators import zero_requests
    >>> found = sensitivity(zero_requests, facts_panel(load_facts()), by=())
    >>> found.set_index("variant").loc[["blanks: exclude", "level: county"], "n"].tolist()
    [168, 100]
    """
    changes = {f"blanks: {policy}": {"blanks": policy} for policy in policies} | dict(more or {})
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        found = {name: indicator(panel, **options | dict(changed)) for name, changed in changes.items()}
        found |= {name: indicator(part, **options) for name, part in _parts(panel, top)}
    for text, kind in dict.fromkeys((str(one.message), one.category) for one in warned):
        warnings.warn(text, kind, stacklevel=2)  # once, not once a variant
    frames = [frame.assign(variant=pd.array([name] * len(frame), dtype="string")) for name, frame in found.items()]
    table = pd.concat(frames, ignore_index=True)
    return table[["variant", *table.columns.drop("variant")]]


def _parts(panel: pd.DataFrame, top: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the parts of a panel that a sensitivity table shows, with their names."""
    for level in sorted(panel["level"].dropna().unique()):
        yield f"level: {level}", panel[panel["level"].eq(level).fillna(False)]
    for edition, cell in EDITION_CELLS.items():
        if cell in panel and (on_form := ~panel[cell].isin(["not_on_form", "no_table"])).any():
            yield f"form of {edition}", panel[on_form]
    yield "without the top 1 %", without_top(panel, top)


def without_top(panel: pd.DataFrame, cell: str = "rq_received", share: float = 0.01) -> pd.DataFrame:
    """Return a panel without the agencies that have most of a cell over all years; at least one is left out.

    One applicant who asks hundreds of times can make a sum; what depends on it changes here. Reports that add up
    others are not ranked, and stay.

    Examples
    --------
    >>> asked = pd.DataFrame({"agency_id": ["a", "b", "a", "c"], "rq_received": [1, 4, 2, 90]})
    >>> panel = asked.assign(reach="own", agency_kind=["zone", "zone", "zone", "government"])
    >>> without_top(panel)["agency_id"].tolist(), without_top(panel.assign(reach="unknown"))["agency_id"].tolist()
    (['a', 'b', 'a'], ['a', 'a', 'c'])
    """
    from govreport.indicators.places import adds_up_others

    ranked = panel[~adds_up_others(panel)].groupby("agency_id")[cell].sum(min_count=1).dropna()
    most = ranked.sort_values(ascending=False, kind="stable").index[: math.ceil(share * len(ranked))]
    return panel[~panel["agency_id"].isin(most)]


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

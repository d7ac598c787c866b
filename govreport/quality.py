"""What a corpus is made of: its reports by what they are, its cells by how their values came to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from govreport.frames import STATES
from govreport.sample import is_synthetic
from govreport.summary import editions

if TYPE_CHECKING:
    from govreport.corpus import Corpus

CHARACTERISTICS = ("format", "edition", "year", "level", "agency_kind")
"""Of a report; `edition` is that of its tables."""
UNKNOWN = "not known"


def reports_by(corpus: Corpus, *characteristics: str) -> pd.DataFrame:
    """Return how many reports there are of each kind.

    Parameters
    ----------
    corpus
        The reports; all of them count, also those that are not the one of their agency and year.
    characteristics
        Columns of `Corpus.reports`, or ``"edition"`` (editions of the tables that a report has, such as ``2021`` or
        ``2019+2021``, else ``no table``); without any, those of `CHARACTERISTICS`.

    Returns
    -------
    DataFrame
        One row a characteristic and value, in order: `characteristic`, `value` (``not known`` where it is missing),
        `n` reports and their `share`.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = reports_by(load_sample(n=2, progress=False), "agency_kind")
    >>> found["value"].tolist(), float(found["share"].sum())
    (['department'], 1.0)
    """
    reports = with_edition(corpus)
    frames = []
    for name in characteristics or CHARACTERISTICS:
        values = reports[name].astype("string").fillna(UNKNOWN)
        counts = values.value_counts().sort_index()
        frames.append(pd.DataFrame({"characteristic": name, "value": counts.index, "n": counts.array}))
    table = pd.concat(frames, ignore_index=True)
    table["share"] = table["n"] / max(len(reports), 1)
    return table.astype({"characteristic": "string", "value": "string", "n": "Int64", "share": "Float64"})


def reports_by_year(corpus: Corpus) -> pd.DataFrame:
    """Return how many reports there are of each year and edition of the form, for `govreport.plots.reports_by_year`.

    Returns
    -------
    DataFrame
        One row a report year (missing where it is not known) and `edition` (as in `reports_by`): `n` reports, and
        whether any of them is made up (`synthetic`).

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> reports_by_year(load_sample(n=2, progress=False)).columns.tolist()
    ['year', 'edition', 'n', 'synthetic']
    """
    reports = with_edition(corpus).assign(synthetic=is_synthetic(corpus.reports))
    grouped = reports.groupby(["year", "edition"], dropna=False, sort=True)
    table = grouped.agg(n=("report_id", "size"), synthetic=("synthetic", "any")).reset_index()
    return table.astype({"year": "Int16", "edition": "string", "n": "Int64", "synthetic": "boolean"})


def cell_states(corpus: Corpus, by: str | Sequence[str] = ("table", "edition")) -> pd.DataFrame:
    """Return how the values of the cells came to be.

    Parameters
    ----------
    corpus
        The reports.
    by
        Columns of `Corpus.figures` or `Corpus.reports` whose values make the groups; ``()`` is one group.

    Returns
    -------
    DataFrame
        One row a group: its values, `n` cells on the form, how many of them are `stated`, `blank`, `derived`,
        `unreadable` and `missing` (these five add up to `n`), how many are `contested` (stand in a sum that is broken,
        whatever their state), and whether any comes from a made-up report (`synthetic`).

    Raises
    ------
    ValueError
        A column is not there.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = cell_states(load_sample(n=2, progress=False))
    >>> bool((found[list(STATES)].sum(axis=1) == found["n"]).all())
    True
    """
    names = [by] if isinstance(by, str) else list(by)
    cells = _cells(corpus, names)
    parts = {state: cells["state"].eq(state) for state in STATES} | {"contested": cells["contested"].fillna(False)}
    cells = cells[names].assign(**{name: flags.astype("int64") for name, flags in parts.items()}, n=1)
    cells["synthetic"] = is_synthetic(corpus.reports).set_axis(corpus.reports["report_id"]).reindex(cells.index).array
    counts = ["n", *parts]
    kinds = {**dict.fromkeys(counts, "Int64"), "synthetic": "boolean"}
    how = {**dict.fromkeys(counts, "sum"), "synthetic": "any"}
    groups: Any = names or [pd.Series(0, index=cells.index)]
    table: pd.DataFrame = cells.groupby(groups, observed=True, dropna=False).agg(how).reset_index()
    return table[[*names, *kinds]].astype(kinds)


def _cells(corpus: Corpus, names: Sequence[str]) -> pd.DataFrame:
    """Return the cells, by report, with what is known of their reports."""
    figures = corpus.figures.set_index("report_id")
    reports = corpus.reports.set_index("report_id")
    for name in names:
        if name not in figures and name not in reports:
            msg = f"by={name!r} is no column of figures or reports; expected such as table, edition, year, format"
            raise ValueError(msg)
    wanted = [name for name in names if name not in figures]
    return figures.join(reports[wanted]) if wanted else figures


def with_edition(corpus: Corpus) -> pd.DataFrame:
    """Return `Corpus.reports` with the column `edition`, that of a report's tables, as in `reports_by`.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> set(with_edition(load_sample(n=2, progress=False))["edition"]) <= {"2014", "2019", "2021"}
    True
    """
    return corpus.reports.assign(edition=editions(corpus).array)

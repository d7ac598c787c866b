"""Whether the reports that are expected are there: a list of agencies and years against what was read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from govreport.document import Document
from govreport.errors import UnreadableSource
from govreport.manifest import csv_text
from govreport.prose.agency import read_agency

KEYS = ("agency_id", "agency_name", "agency")
"""By what an expected agency is found, in this order."""
NOWHERE = "?-"
"""How the `agency_id` of an agency begins whose place is not known."""


def read_expected(path: str | Path) -> pd.DataFrame:
    """Read the list of reports that are expected.

    Parameters
    ----------
    path
        A CSV (UTF-8 or GB18030), one row an agency and report year: `agency`, `year`, and if you like `agency_id`
        and columns of your own.

    Returns
    -------
    DataFrame
        Its rows; `year` as Int16, everything else as text.

    Raises
    ------
    UnreadableSource
        The file is no such CSV: empty, a column is not there, a row has no agency, a year is none.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     path = Path(place) / "expected.csv"
    ...     _ = path.write_text("agency,year\\n白榆县水务局,2021\\n", encoding="utf-8")
    ...     read_expected(path).values.tolist()
    [['白榆县水务局', 2021]]
    """
    path = Path(path)
    try:
        table = pd.read_csv(io.StringIO(csv_text(path)), dtype="string", skipinitialspace=True)
    except (pd.errors.EmptyDataError, pd.errors.ParserError) as error:
        msg = f"{path.name}: no CSV ({error}); expected the columns agency and year, one row a report"
        raise UnreadableSource(msg) from error
    missing = [name for name in ("agency", "year") if name not in table]
    if missing:
        msg = f"{path.name}: found the columns {list(table.columns)}; expected agency and year, one row a report"
        raise UnreadableSource(msg)
    table["agency"] = table["agency"].str.strip()
    years = pd.to_numeric(table["year"], errors="coerce").astype("Float64")
    right = (years.between(1990, 2100) & (years % 1 == 0)).fillna(False) & table["agency"].fillna("").ne("")
    if not right.all():
        line = int(right.to_numpy(bool).argmin())
        agency, year = table.iloc[line][["agency", "year"]].fillna("")
        msg = f"{path.name}, row {line + 1}: agency {agency!r}, year {year!r}; expected a name and a year such as 2022"
        raise UnreadableSource(msg)
    return table.assign(year=years.astype("Int16"))


def coverage(reports: pd.DataFrame, expected: pd.DataFrame) -> pd.DataFrame:
    """Return which of the expected reports are there.

    An agency is looked for by its `agency_id` (given, or read off its name), then by its canonical name, then by its
    name as printed; one that fits several agencies is not found. Only reports with a known year can be.

    Parameters
    ----------
    reports
        `Corpus.reports`; the one report of an agency and year counts.
    expected
        As `read_expected` returns it.

    Returns
    -------
    DataFrame
        One row an expected agency and year, in order: the columns of `expected`, `found`, `matched_by`
        (``agency_id``, ``agency_name``, ``agency``; ``ambiguous`` where several agencies fit; missing where none
        does), `report_id` and `has_requests` of the report.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> reports = load_sample(n=2, progress=False).reports
    >>> wanted = pd.concat([reports[["agency", "year"]], pd.DataFrame({"agency": ["白榆县外事局"], "year": [2021]})])
    >>> found = coverage(reports, wanted)
    >>> int(found["found"].sum()) == len(reports), int((~found["found"]).sum())
    (True, 1)
    """
    primary = reports[reports["is_primary"].fillna(False) & reports["year"].notna()]
    index = _index(primary)
    rows = [_find(index, keys, int(year)) for keys, year in zip(_keys(expected), expected["year"], strict=True)]
    found = pd.DataFrame(rows, columns=["matched_by", "report_id"], dtype="string").set_index(expected.index)
    has = reports.set_index("report_id")["has_requests"]
    return expected.assign(
        found=found["report_id"].notna(), **found, has_requests=has.reindex(found["report_id"]).array
    )


def coverage_by(found: pd.DataFrame, by: str = "year") -> pd.DataFrame:
    """Return the share of the expected reports that are there.

    Parameters
    ----------
    found
        From `coverage`.
    by
        One of its columns.

    Returns
    -------
    DataFrame
        One row a value of `by`: `expected`, `found`, `with_requests` (found, and with a table of requests),
        `ambiguous`, and `share` (found of expected).

    Examples
    --------
    >>> table = pd.DataFrame({"year": [2021, 2021], "found": [True, False], "matched_by": ["agency", None]})
    >>> coverage_by(table.assign(has_requests=[True, None]))["share"].tolist()
    [0.5]
    """
    flags = found.assign(
        expected=1,
        with_requests=found["has_requests"].eq(True).fillna(False),
        ambiguous=found["matched_by"].eq("ambiguous").fillna(False),
    )
    names = ["expected", "found", "with_requests", "ambiguous"]
    table = flags.groupby(by, dropna=False)[names].sum().astype("Int64").reset_index()
    return table.assign(share=table["found"] / table["expected"])


class _Match(NamedTuple):
    matched_by: str | None
    report_id: str | None


def _index(reports: pd.DataFrame) -> dict[tuple[str, str, int], dict[str, str]]:
    """Return by kind of name, name and year the reports of the agencies that bear it."""
    index: dict[tuple[str, str, int], dict[str, str]] = {}
    agencies = reports["agency_id"].fillna(reports["report_id"])
    for kind in KEYS:
        columns = (reports[kind], reports["year"], agencies, reports["report_id"])
        for name, year, agency, report in zip(*columns, strict=True):
            if isinstance(name, str):
                index.setdefault((kind, name, int(year)), {})[agency] = report
    return index


def _keys(expected: pd.DataFrame) -> Iterator[list[tuple[str, str]]]:
    """Yield by which names each expected agency may be found."""
    given = expected["agency_id"] if "agency_id" in expected else pd.Series(pd.NA, index=expected.index)
    for agency, year, own in zip(expected["agency"], expected["year"], given, strict=True):
        read = read_agency(agency, int(year), Document())
        names = (own if isinstance(own, str) else read["agency_id"], read["agency_name"], agency)
        yield [(kind, name) for kind, name in zip(KEYS, names, strict=True) if isinstance(name, str) and name]


def _find(index: dict[tuple[str, str, int], dict[str, str]], keys: list[tuple[str, str]], year: int) -> _Match:
    known = dict(keys).get("agency_id", NOWHERE)
    for kind, name in keys:
        fitting = index.get((kind, name, year), {})
        if kind != "agency_id" and not known.startswith(NOWHERE):
            # a namesake whose place is known to be another is another agency
            fitting = {agency: report for agency, report in fitting.items() if agency.startswith(NOWHERE)}
        if len(fitting) == 1:
            return _Match(kind, next(iter(fitting.values())))
        if fitting:
            return _Match("ambiguous", None)
    return _Match(None, None)

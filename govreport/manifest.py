"""A manifest: a CSV with a column `source` and what is known of each report beforehand."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govreport.errors import UnreadableSource
from govreport.frames import schemas
from govreport.sources import Found, Source, read_file, shown

COMPUTED = (
    *("report_id", "source", "sha256", "format", "encoding", "reader", "year_basis", "published_basis"),
    *("has_proactive_disclosure", "has_requests", "has_review", "has_statistics", "n_findings", "parser_version"),
)
"""Columns of `reports` that reading alone can tell."""

_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def allowed_columns() -> tuple[str, ...]:
    """Return the columns that a manifest may have beside `source`."""
    return tuple(name for name in schemas()["reports"] if name not in COMPUTED)


def from_manifest(path: Path) -> Found:
    """Return the sources of a manifest in its order; paths are relative to the manifest's folder.

    Empty fields are not known and will be read from the report.

    Raises
    ------
    UnreadableSource
        The file is no UTF-8 or GB18030 CSV, has no `source` column or no row, a column that no report has,
        the same source twice, or a value that its column cannot hold.
    """
    rows = csv.DictReader(io.StringIO(csv_text(path), newline=""))
    columns = [name.strip() for name in rows.fieldnames or ()]
    _check_columns(path, columns)
    rows.fieldnames = columns
    sources = [_source(path, number, row) for number, row in _rows(path, rows)]
    if not sources:
        msg = f"{shown(path)}: the manifest has no row; expected one a source"
        raise UnreadableSource(msg)
    twice = [name for name, count in Counter(source.name for source in sources).items() if count > 1]
    if twice:
        msg = f"{shown(path)}: listed more than once: {', '.join(twice[:5])}; keep one row for each source"
        raise UnreadableSource(msg)
    return Found(sources)


def csv_text(path: Path) -> str:
    """Return the text of a CSV.

    Raises
    ------
    UnreadableSource
        It is neither UTF-8 nor GB18030.
    """
    data = read_file(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    msg = f"{shown(path)}: neither UTF-8 nor GB18030; save it as CSV UTF-8"
    raise UnreadableSource(msg)


def _check_columns(path: Path, columns: list[str]) -> None:
    unknown = [name for name in columns if name != "source" and name not in allowed_columns()]
    if "source" in columns and not unknown and len(columns) == len(set(columns)):
        return
    found = f"unknown columns {unknown}" if unknown else f"found the columns {columns}"
    msg = (
        f"{shown(path)}: {found[:300]}; a manifest has the column source and, each at most once, any of "
        f"{', '.join(allowed_columns())}"
    )
    raise UnreadableSource(msg)


def _rows(path: Path, rows: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and fields of the rows that say anything."""
    try:
        for row in rows:
            if None in row:
                msg = f"{shown(path)}, line {rows.line_num}: more fields than columns; quote fields that hold a comma"
                raise UnreadableSource(msg)
            fields = {name: (text or "").strip() for name, text in row.items()}
            if any(fields.values()):
                yield rows.line_num, fields
    except csv.Error as error:
        msg = f"{shown(path)}, line {rows.line_num}: no CSV ({error})"
        raise UnreadableSource(msg) from error


def _source(path: Path, number: int, row: dict[str, str]) -> Source:
    name = row.pop("source")
    if not name:
        msg = f"{shown(path)}, line {number}: the column source is empty"
        raise UnreadableSource(msg)
    known: dict[str, Any] = {}
    for column, text in row.items():
        if text:
            known[column] = _value(path, number, column, text)
    primary = known.pop("is_primary", None)
    name = name.replace("\\", "/")
    return Source(name, path.parent / name, known=known, primary=primary)


def _value(path: Path, number: int, column: str, text: str) -> Any:
    """Return a field as its column holds it: int for the year, `datetime.date` for days, bool, a listed code, str."""
    kind = schemas()["reports"][column]
    expected = "text"
    try:
        if kind == "Int16":
            expected = "a year such as 2021"
            return _year(text)
        if kind == "datetime64[s]":
            expected = "a date such as 2022-01-31"
            return dt.date.fromisoformat(text)
        if kind == "boolean":
            expected = "true or false"
            return _TRUTH[text.lower()]
        if isinstance(kind, tuple):
            expected = f"one of {', '.join(kind)}"
            return kind[kind.index(text)]
    except (ValueError, KeyError) as error:
        msg = f"{shown(path)}, line {number}: {column} is {text[:60]!r}; expected {expected}"
        raise UnreadableSource(msg) from error
    return text


def _year(text: str) -> int:
    year = int(text)
    if not 1990 <= year <= 2100:
        raise ValueError(text)
    return year

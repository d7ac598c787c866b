"""A corpus on disk: a folder with one Parquet file a frame, written whole or not at all, restored exactly."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from govreport.corpus import Corpus
from govreport.errors import GovReportError, UnreadableSource
from govreport.frames import Codes, frame, schemas
from govreport.sources import STAMP

VERSION = 1
"""Raised whenever an older govreport could not restore what is written."""

_ATTRIBUTES = {"checks": "identities"}


def save(corpus: Corpus, path: str | os.PathLike[str]) -> None:
    """Write a corpus into the folder `path`, which is made, or replaced where it holds a corpus and nothing else.

    Raises
    ------
    GovReportError
        The folder holds something that is no part of a corpus.
    """
    folder = Path(path).absolute()
    check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _beside(folder) as fresh:
        _write(corpus, fresh / "new")
        if folder.exists():
            folder.rename(fresh / "old")
        (fresh / "new").rename(folder)


def check_replaceable(folder: Path) -> None:
    """Make sure that a corpus may be written into a folder.

    Raises
    ------
    GovReportError
        The folder holds something that is no part of a corpus.
    """
    if not folder.exists():
        return
    found = {entry.name for entry in folder.iterdir()} if folder.is_dir() else {folder.name}
    foreign = sorted(found - {STAMP, *(_file(name) for name in schemas())})
    if foreign or (found and STAMP not in found):
        what = f"holds {', '.join(foreign[:3])}" if foreign else f"has no {STAMP}"
        msg = f"{folder}: {what}, so it is no saved corpus and is not replaced; save into another folder"
        raise GovReportError(msg)


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Make a hidden folder on the same file system, so that renaming is one step; whatever stays in it is removed."""
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield fresh
    finally:
        if (fresh / "old").exists() and not folder.exists():
            (fresh / "old").rename(folder)
        shutil.rmtree(fresh, ignore_errors=True)


def _file(name: str) -> str:
    return f"{name}.parquet"


def _write(corpus: Corpus, folder: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    folder.mkdir()
    rows = {}
    for name in schemas():
        data: pd.DataFrame = getattr(corpus, _ATTRIBUTES.get(name, name))
        rows[name] = len(data)
        table = pa.Table.from_pandas(data, preserve_index=False)
        parquet.write_table(table, folder / _file(name), compression="zstd", use_dictionary=True)
    versions = sorted(set(corpus.reports["parser_version"].dropna()))
    stamp = {"version": VERSION, "parser_versions": versions, "rows": rows, "skipped": corpus.skipped}
    (folder / STAMP).write_text(json.dumps({"govreport": stamp}, ensure_ascii=False, indent=1), encoding="utf-8")


def open_corpus(path: str | os.PathLike[str]) -> Corpus:
    """Open a corpus that `Corpus.save` wrote; its frames are exactly those that were saved.

    Raises
    ------
    UnreadableSource
        The folder is no saved corpus, was written by a newer govreport, or is incomplete.
    """
    folder = Path(path)
    stamp = _stamp(folder)
    frames = {name: _read(folder, name, int(stamp["rows"].get(name, 0))) for name in schemas()}
    attributes = {_ATTRIBUTES.get(name, name): data for name, data in frames.items()}
    return Corpus(**attributes, skipped=dict(stamp.get("skipped", {})), origins={})


def _stamp(folder: Path) -> dict[str, Any]:
    try:
        stamp: dict[str, Any] = json.loads((folder / STAMP).read_text(encoding="utf-8"))["govreport"]
        version = int(stamp["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{folder}: no saved corpus ({STAMP} is absent or broken); expected a folder that Corpus.save wrote"
        raise UnreadableSource(msg) from error
    if version > VERSION:
        msg = f"{folder}: saved in version {version}, this govreport reads up to {VERSION}; install a newer govreport"
        raise UnreadableSource(msg)
    return stamp


def _read(folder: Path, name: str, rows: int) -> pd.DataFrame:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(folder / _file(name))
    except (OSError, pa.ArrowException) as error:
        msg = f"{folder}: {_file(name)} is absent or broken ({str(error)[:200]}); save the corpus again"
        raise UnreadableSource(msg) from error
    if len(table) != rows:
        msg = f"{folder}: {_file(name)} has {len(table)} rows, {STAMP} says {rows}; save the corpus again"
        raise UnreadableSource(msg)
    data = table.to_pandas()
    empty = frame(name, [])
    return pd.DataFrame({key: _restored(data, key, kind, empty[key], folder) for key, kind in schemas()[name].items()})


def _restored(data: pd.DataFrame, key: str, kind: str | Codes, empty: pd.Series[Any], folder: Path) -> pd.Series[Any]:
    """Return a column in its type; one that an older version did not write is missing throughout."""
    if key not in data:
        return empty.reindex(data.index)
    if isinstance(kind, str):
        return data[key].astype(empty.dtype)
    values = data[key].astype("category")
    unknown = sorted(set(map(str, values.cat.categories)) - set(kind))
    if unknown:
        msg = f"{folder}: the column {key} has the unknown codes {unknown[:3]}; install a newer govreport"
        raise UnreadableSource(msg)
    place = np.append(pd.Index(kind).get_indexer(pd.Index(values.cat.categories)), -1)
    codes = place[values.cat.codes.to_numpy()].astype(np.int64)
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(kind)), index=data.index)

"""The outcomes of many sources on their way into frames: repeated bytes, bulk typing, findings across reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from govreport import across
from govreport.frames import column, frame, schemas
from govreport.sources import Source
from govreport.workers import FRAMES, Columns, Outcome, failed

CHUNK = 200
"""So many sources are turned into typed frames at once: enough to make that cheap, few enough to bound memory."""


class Gathered:
    """Outcomes, in the order of their sources; `frames` closes the account."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Source, Columns]] = []
        self._parts: dict[str, list[pd.DataFrame]] = {name: [frame(name, [])] for name in FRAMES}
        self._failures: list[dict[str, Any]] = []
        self._first: dict[str, tuple[str, str]] = {}
        self._repeated: list[dict[str, Any]] = []
        self._chosen: dict[str, bool] = {}

    def add(self, source: Source, outcome: Outcome) -> None:
        """Take the outcome of one source."""
        if outcome.columns is None:
            self._fail(source, outcome)
        elif self._is_new(source, outcome.columns["reports"]):
            self._waiting.append((source, outcome.columns))
        if len(self._waiting) >= CHUNK:
            self._flush()

    def _fail(self, source: Source, outcome: Outcome) -> None:
        self._failures.append({"source": source.name, "error": outcome.error, "message": outcome.message})

    def _is_new(self, source: Source, reports: dict[str, list[Any]]) -> bool:
        """Note the source; False where the same bytes were read before, which the first report then says."""
        report_id, sha256 = reports["report_id"][0], reports["sha256"][0]
        repeated = report_id in self._first
        first, name = self._first.setdefault(report_id, (sha256, source.name))
        if repeated and first == sha256:
            self._repeated.append(across.same_bytes(report_id, name, source.name))
        elif repeated:
            message = f"{source.name}: its sha256 begins like that of {name}, {report_id}; read it in another corpus"
            self._fail(source, Outcome(error="UnreadableSource", message=message))
        elif source.primary is not None:
            self._chosen |= dict.fromkeys(reports["report_id"], source.primary)
        return not repeated

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        try:
            frames = typed(columns for _, columns in waiting)
        except Exception:  # noqa: BLE001 one source's value that no column can hold must not cost the others
            self._flush_each(waiting)
            return
        for name, part in frames.items():
            self._parts[name].append(part)

    def _flush_each(self, waiting: list[tuple[Source, Columns]]) -> None:
        for source, columns in waiting:
            try:
                frames = typed([columns])
            except Exception as error:  # noqa: BLE001 as above
                self._fail(source, failed(source, error))
                continue
            for name, part in frames.items():
                self._parts[name].append(part)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the frames by the name of the attribute of `Corpus`, findings across reports included."""
        self._flush()
        frames = {name: pd.concat(parts, ignore_index=True) for name, parts in self._parts.items()}
        reports, figures = frames["reports"], frames["figures"]
        reports["is_primary"], duplicates = across.primary(reports, figures, self._chosen)
        found = [frames["findings"], frame("findings", self._repeated), duplicates, across.compare(reports, figures)]
        frames["findings"] = across.in_order(reports, pd.concat(found, ignore_index=True))
        counts = frames["findings"]["report_id"].value_counts()
        reports["n_findings"] = reports["report_id"].map(counts).fillna(0).astype("Int32")
        return {"identities": frames.pop("checks"), "failures": frame("failures", self._failures), **frames}


def typed(sources: Iterable[Columns]) -> dict[str, pd.DataFrame]:
    """Join the columns of several sources into typed frames.

    Raises
    ------
    ValueError
        A value does not fit its column, or a code is not among those of its column.
    """
    sources = list(sources)
    frames = {}
    for name in FRAMES:
        series = {}
        for key, kind in schemas()[name].items():
            values = [value for columns in sources for value in columns[name][key]]
            unknown = set(values) - {*kind, None} if isinstance(kind, tuple) else set()
            if unknown:  # pandas would make them missing
                msg = f"{name}.{key} knows no code {sorted(map(str, unknown))[:3]}"
                raise ValueError(msg)
            series[key] = column(values, kind)
        frames[name] = pd.DataFrame(series)
    return frames

"""Many reports as one: `read_corpus` reads every source it is given, a `Corpus` holds the frames."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from govreport import sources
from govreport import workers as pool
from govreport.gather import Gathered
from govreport.sources import OneSource

if TYPE_CHECKING:
    from govreport.report import Report
    from govreport.show import Shown


@dataclass(eq=False, repr=False)
class Corpus:
    """The reports of many sources; columns and codes of the frames stand in `govreport.frames.schemas`.

    Attributes
    ----------
    reports
        One row a report, in the order of the sources.
    figures
        One row a cell of a statutory table, in the order of reports and form; `value` is missing where the
        report gives none (`state` says why).
    mentions
        One row a quantity stated in prose.
    findings
        One row a thing that a careful reader would question, in a report or across reports.
    failures
        One row a source that could not be read: `source`, `error` (class name), `message`.
    places
        One row a cell that was found, with where it stands in the source.
    texts
        One row a section of a report.
    identities
        What `checks` returns.
    skipped
        How many files and folders were passed over, by kind.
    origins
        The file behind each `source`; empty in a corpus that was opened.
    """

    reports: pd.DataFrame
    figures: pd.DataFrame
    mentions: pd.DataFrame
    findings: pd.DataFrame
    failures: pd.DataFrame
    places: pd.DataFrame
    texts: pd.DataFrame
    identities: pd.DataFrame
    skipped: dict[str, int] = field(default_factory=dict)
    origins: dict[str, Path] = field(default_factory=dict)

    def checks(self) -> pd.DataFrame:
        """Return one row an identity of the form: `left`, `right`, `holds` (missing where not known), `trivial`."""
        return self.identities

    def channels(self) -> pd.DataFrame:
        """Return one row per report and channel that its prose names or counts; see `govreport.channels.channels`."""
        from govreport.channels import channels

        return channels(self.reports, self.texts, self.mentions)

    def panel(
        self,
        *,
        blanks: str = "na",
        contested: str = "na",
        derived: bool = True,
        aggregates: str = "drop",
        applicants: bool = False,
    ) -> pd.DataFrame:
        """Return one row per agency and year with one column a cell; see `govreport.panel.panel`."""
        from govreport.panel import panel

        return panel(
            self.reports,
            self.figures,
            blanks=blanks,
            contested=contested,
            derived=derived,
            aggregates=aggregates,
            applicants=applicants,
        )

    def report(self, report_id: str) -> Report:
        """Return one report of the corpus.

        Raises
        ------
        GovReportError
            There is no such report.
        """
        from govreport.show import report_of

        return report_of(self, report_id)

    def show(
        self,
        report_id: str | pd.Series[Any],
        table: str | None = None,
        item: str | None = None,
        measure: str | None = None,
        *,
        source: OneSource | None = None,
    ) -> Shown:
        """Open the source of a number again and mark where it is printed; see `Report.show`.

        Parameters
        ----------
        report_id
            The report; or a row of `figures`, `places` or `findings`, which names the cell too.
        table, item, measure
            The cell, where `report_id` is no row.
        source
            The folder that was read, or the report's own file or bytes: needed in a corpus that was opened.
        """
        from govreport.show import from_row, report_of

        name, cell = from_row(report_id, (table, item, measure))
        return report_of(self, name).show(*cell, source=source)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the corpus into a folder of Parquet files, whole or not at all; see `govreport.store.save`."""
        from govreport.store import save

        save(self, path)

    def __len__(self) -> int:
        """Return the number of reports."""
        return len(self.reports)

    def __repr__(self) -> str:
        """Say in one line how much was read."""
        return (
            f"<Corpus: {len(self.reports)} reports, {len(self.figures)} cells, {len(self.findings)} findings, "
            f"{len(self.failures)} failures>"
        )

    def _repr_html_(self) -> str:
        from govreport.views import corpus_html

        return corpus_html(self)


def read_corpus(
    source: OneSource | Iterable[OneSource],
    *,
    workers: int | None = None,
    progress: bool | None = None,
    seconds: float = 60.0,
) -> Corpus:
    """Read every report of a folder, glob, list of sources or manifest; a bad file costs nothing but itself.

    Parameters
    ----------
    source
        A folder (recursively, in sorted order; hidden, lock and temporary files, ``*_files`` folders, style,
        script and font files are counted and passed over), a glob, a file, a list of paths, bytes and binary
        files, or a manifest: a ``.csv`` with the column ``source`` (relative to the manifest) and any column
        of `reports` that is known beforehand.
    workers
        Processes that read; 0 reads in this process, where a crash takes the session with it. None chooses.
    progress
        Whether a progress bar is shown; None shows it in notebooks and terminals.
    seconds
        Time limit for one page of a scan, or for one file of any other kind (on Windows for a twentieth of any file);
        a scan may take twenty times as long. It has no effect with ``workers=0``.

    Returns
    -------
    Corpus
        All reports that could be read; every other source is a row of `failures`.

    Raises
    ------
    UnreadableSource
        There is no source at all, or the manifest is wrong.
    """
    found = sources.find(source)
    gathered = Gathered()
    outcomes = pool.read_all(found.sources, workers, seconds)
    for one, outcome in _bar(outcomes, len(found.sources), progress):
        gathered.add(one, outcome)
    origins = {one.name: one.path.absolute() for one in found.sources if one.path is not None}
    return Corpus(**gathered.frames(), skipped=dict(found.skipped), origins=origins)


def _bar(outcomes: Iterable[Any], total: int, progress: bool | None) -> Iterable[Any]:
    if progress is False:
        return outcomes
    # tqdm.auto loads ipywidgets, which only a notebook can show
    tqdm = import_module("tqdm.auto" if "ipykernel" in sys.modules else "tqdm").tqdm
    return cast(
        "Iterable[Any]", tqdm(outcomes, total=total, unit="file", desc="reading", disable=False if progress else None)
    )

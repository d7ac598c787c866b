"""What the explorer works out once when a corpus is opened, so that a change of filters costs little."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.corpus import Corpus
from govreport.explorer.selection import Flags, with_editions
from govreport.report import Report
from govreport.sample.synthetic import SAYS, is_synthetic

CELLS = ("rq_received", "rq_carried_in")
"""Columns of the panel that the figure of zero requests is made of, each with its companions."""

FRAMES = ("reports", "figures", "places", "mentions", "findings", "identities", "texts")
LISTED = ("report_id", "agency_id", "year", "agency_kind", "reach", "is_primary", SAYS)
"""Columns of reports that indicators of channels need: who, of what kind, and whether it is made up."""
PLACED = ("agency_id", "year", "agency_kind", "reach", "adcode", "province", "prefecture", "county", "level", SAYS)
"""Columns of the panel beside `CELLS`: who, and where, so that no sum counts a place twice.

Titles and sources are not among them: whether a report is made up is told once, for all that is ever selected.
"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A corpus as the explorer needs it.

    Attributes
    ----------
    corpus
        The corpus itself.
    reports
        Its reports by agency and year, with the flags of `with_editions` and whether each is made up.
    panel
        Columns `PLACED` and `CELLS` of the panel, aggregates included: indicators set them aside and say how many.
    rows
        For each row of the panel, its row of `reports`.
    channels
        One row a report and channel that it names or counts.
    notes
        What the panel warned of.
    places
        For each frame of the corpus, the rows of each report.
    uploads
        The bytes of each source that was uploaded, by sha256.
    """

    corpus: Corpus
    reports: pd.DataFrame
    panel: pd.DataFrame
    rows: npt.NDArray[np.intp]
    channels: pd.DataFrame
    places: Mapping[str, Mapping[str, npt.NDArray[np.intp]]]
    notes: tuple[str, ...] = ()
    uploads: Mapping[str, bytes] = field(default_factory=dict)

    def panel_of(self, kept: Flags) -> pd.DataFrame:
        """Return the rows of the panel whose reports are kept."""
        return self.panel[kept[self.rows]]

    def report(self, report_id: str) -> Report:
        """Return one report, as `Corpus.report` does, without a search through every frame."""
        none = np.array([], dtype=np.intp)
        own = {name: _taken(getattr(self.corpus, name), at.get(report_id, none)) for name, at in self.places.items()}
        return replace(self.corpus, **own).report(report_id)

    def listed(self, kept: Flags) -> pd.DataFrame:
        """Return what indicators of channels need of the reports that are kept."""
        return self.reports.loc[kept, list(LISTED)]


def _taken(frame: Any, rows: npt.NDArray[np.intp]) -> Any:
    """Return some rows of a frame; those of a report mostly follow each other, and a slice copies nothing."""
    together = len(rows) and rows[-1] - rows[0] + 1 == len(rows)
    return frame.iloc[rows[0] : rows[-1] + 1] if together else frame.iloc[rows]


def prepare(corpus: Corpus, uploads: Mapping[str, bytes] | None = None) -> Prepared:
    """Return a corpus with what redrawing needs."""
    reports = with_editions(corpus.reports, corpus.figures)
    reports = reports.sort_values(["agency", "year", "report_id"], ignore_index=True)
    reports[SAYS] = is_synthetic(reports)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        panel = corpus.panel(aggregates="keep")
    panel = panel.assign(**{SAYS: is_synthetic(panel)})
    wanted = [*PLACED, *(f"{cell}{end}" for cell in CELLS for end in ("", "_st", "_lo", "_hi"))]
    rows = pd.Index(reports["report_id"]).get_indexer(pd.Index(panel["report_id"]))
    notes = tuple(str(one.message) for one in caught)
    places = {name: getattr(corpus, name).groupby("report_id", sort=False).indices for name in FRAMES}
    return Prepared(corpus, reports, panel[wanted].copy(), rows, corpus.channels(), places, notes, uploads or {})

"""What the explorer works out once when a corpus is opened, so that a change of filters costs little."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.corpus import Corpus
from govreport.explorer.selection import Flags, with_editions

CELLS = ("rq_received", "rq_carried_in")
"""Columns of the panel that the figure of zero requests is made of, each with its companions."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A corpus as the explorer needs it.

    Attributes
    ----------
    corpus
        The corpus itself.
    reports
        Its reports by agency and year, with the flags of `with_editions`.
    panel
        Columns of `reports` and `CELLS` of the panel, aggregates included: indicators set them aside and say how many.
    rows
        For each row of the panel, its row of `reports`.
    channels
        One row a report and channel that it names or counts.
    notes
        What the panel warned of.
    uploads
        The bytes of each source that was uploaded, by sha256.
    """

    corpus: Corpus
    reports: pd.DataFrame
    panel: pd.DataFrame
    rows: npt.NDArray[np.intp]
    channels: pd.DataFrame
    notes: tuple[str, ...] = ()
    uploads: Mapping[str, bytes] = field(default_factory=dict)

    def panel_of(self, kept: Flags) -> pd.DataFrame:
        """Return the rows of the panel whose reports are kept."""
        return self.panel[kept[self.rows]]


def prepare(corpus: Corpus, uploads: Mapping[str, bytes] | None = None) -> Prepared:
    """Return a corpus with what redrawing needs."""
    reports = with_editions(corpus.reports, corpus.figures)
    reports = reports.sort_values(["agency", "year", "report_id"], ignore_index=True)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        panel = corpus.panel(aggregates="keep")
    wanted = [*corpus.reports, *(f"{cell}{end}" for cell in CELLS for end in ("", "_st", "_lo", "_hi"))]
    rows = pd.Index(reports["report_id"]).get_indexer(pd.Index(panel["report_id"]))
    notes = tuple(str(one.message) for one in caught)
    return Prepared(corpus, reports, panel[wanted].copy(), rows, corpus.channels(), notes, uploads or {})

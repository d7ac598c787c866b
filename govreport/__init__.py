"""Chinese annual reports on open government information, as data."""

from __future__ import annotations

__version__ = "0.1.0"

from govreport.corpus import Corpus, read_corpus
from govreport.errors import GovReportError
from govreport.facts import load_facts
from govreport.load import load_corpus, load_sample
from govreport.report import Report, read_report
from govreport.store import open_corpus

__all__ = [
    "Corpus",
    "GovReportError",
    "Report",
    "load_corpus",
    "load_facts",
    "load_sample",
    "open_corpus",
    "read_corpus",
    "read_report",
]

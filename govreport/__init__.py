"""Chinese annual reports on open government information, as data."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
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

_HOMES = {
    "Corpus": "corpus",
    "GovReportError": "errors",
    "Report": "report",
    "load_corpus": "load",
    "load_facts": "facts",
    "load_sample": "load",
    "open_corpus": "store",
    "read_corpus": "corpus",
    "read_report": "report",
}
_ROOMS = ("explorer", "facts", "indicators", "plots", "sample", "study")
"""Packages that can be named without an import of their own: `govreport.plots.zero_requests`."""


def __getattr__(name: str) -> object:
    """Import a public verb or room when it is first asked for (PEP 562): importing the package does no work."""
    if name in _ROOMS:
        return import_module(f"govreport.{name}")
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = found = getattr(import_module(f"govreport.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    """Return the public names, for those who look around."""
    return sorted({*globals(), *__all__, *_ROOMS})

"""What can go wrong with a source, each with the file, what was found, what was expected and what to do."""

from __future__ import annotations


class GovReportError(ValueError):
    """Base of every error that a source can raise; `read_corpus` turns each into a row of `failures`."""


class UnreadableSource(GovReportError):
    """The source is broken, encrypted, empty, absent or over a limit."""


class UnknownFormat(GovReportError):
    """The content is in no format that this version reads."""


class NotAReport(GovReportError):
    """The source was read and holds no annual report on open government information."""


class EmptyForm(GovReportError):
    """The official form itself: no agency, no year and no number is filled in."""


class OnlyAttachment(GovReportError):
    """A page whose report is only a linked file or an image; the address is in the message, never followed."""


class MissingDependency(GovReportError, ImportError):
    """An optional package is needed; the message says which command installs it."""


class SeveralReports(GovReportError):
    """One source holds several reports; the message says how many and where. `part=2` reads the second."""


class NotComparable(GovReportError):
    """Numbers were to be added, divided or joined that do not measure the same thing; the message says which."""

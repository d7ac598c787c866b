"""Running heads and page numbers: what stands at the edge of every page and is no text of the report."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.readers.sheet import Sheet


def without_running_heads(pages, sheets):
    return pages

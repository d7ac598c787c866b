"""Tables over pages."""

from __future__ import annotations


def join_tables(pages):
    return [item for page in pages for item in page]

"""The damages by name, in the order in which they are done when several fall together."""

from __future__ import annotations

import random
from collections.abc import Callable

from govreport.sample.damage_cells import (
    blanks,
    contradictions,
    fullwidth,
    header_notes,
    numbers_wrapped,
    units,
)
from govreport.sample.damage_rows import cells_lost, labels_lost, labels_wrapped
from govreport.sample.damage_tables import (
    duplicated_headers,
    label_after,
    missing_headings,
    page_numbers,
    renumbered,
    rows_lost,
    split_tables,
    stray_columns,
    traditional,
)
from govreport.sample.page import Page

DAMAGES: dict[str, Callable[[Page, random.Random, float], None]] = {
    "contradictions": contradictions,
    "rows_lost": rows_lost,
    "units": units,
    "blanks": blanks,
    "numbers_wrapped": numbers_wrapped,
    "header_notes": header_notes,
    "fullwidth": fullwidth,
    "stray_columns": stray_columns,
    "labels_lost": labels_lost,
    "labels_wrapped": labels_wrapped,
    "label_after": label_after,
    "cells_lost": cells_lost,
    "duplicated_headers": duplicated_headers,
    "page_numbers": page_numbers,
    "split_tables": split_tables,
    "missing_headings": missing_headings,
    "renumbered": renumbered,
    "traditional": traditional,
}
"""Each changes the page and hits the given share of the rows that it can hit."""

"""Whole tables of requests and review made by hand: what is not said is a stated 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from govreport import forms
from tests.indicators.frames import Cell, panel_of

Given = dict[str, Sequence[Cell]]


def tables_of(cells: Given, *, no_table: Sequence[int] = (), applicants: bool = False, **columns: Any) -> pd.DataFrame:
    """Return a panel as `panel_of` does, with every other cell of `requests` and `review` 0.

    The reports at the places `no_table` have neither table.
    """
    n = len(next(iter(cells.values())))
    names = [
        cell.short
        for cell in forms.all_cells()
        if cell.table == "review" or (cell.table == "requests" and (applicants or cell.measure == "total"))
    ]
    assert set(cells) <= set(names), f"no cells of the form: {set(cells) - set(names)}"
    full: Given = {name: list(cells.get(name, [0] * n)) for name in names}
    for values in full.values():
        for at in no_table:
            values[at] = "no_table"  # type: ignore[index]
    return panel_of(full, **columns)

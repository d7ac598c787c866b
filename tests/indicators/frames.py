"""Small panels made by hand: each cell a number, or what stands where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from govreport.panel import CELL_STATES

Cell = float | str | tuple[float, float | None]


def panel_of(cells: dict[str, Sequence[Cell]], **columns: Sequence[Any]) -> pd.DataFrame:
    """Return a panel of departments, agency a0, a1, ... in 2021 unless `columns` says otherwise.

    A cell is a number; ``"blank"``, ``"missing"``, ``"unreadable"``, ``"not_on_form"``, ``"no_table"``;
    ``"contested"``; or a pair of bounds of a blank cell.
    """
    n = len(next(iter(cells.values())))
    meta = {
        "report_id": [f"r{at}" for at in range(n)],
        "agency_id": [f"a{at}" for at in range(n)],
        "year": [2021] * n,
        "agency_kind": ["department"] * n,
        "reach": ["unknown"] * n,
    }
    frame = pd.DataFrame(meta | {name: list(values) for name, values in columns.items()})
    frame["year"] = frame["year"].astype("Int16")
    for name, given in cells.items():
        rows = [_cell(one) for one in given]
        for end, at in (("", 0), ("_lo", 2), ("_hi", 3)):
            frame[name + end] = pd.array([row[at] for row in rows], dtype="Float64")
        frame[f"{name}_st"] = pd.Categorical([row[1] for row in rows], categories=list(CELL_STATES))
    return frame


def _cell(one: Cell) -> tuple[float | None, str, float | None, float | None]:
    if isinstance(one, tuple):
        return None, "blank", one[0], one[1]
    if one == "contested":
        return None, "stated", 0, 9
    if one in ("not_on_form", "no_table"):
        return None, str(one), None, None
    return (None, one, 0, None) if isinstance(one, str) else (one, "stated", one, one)

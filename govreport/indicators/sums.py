"""Blanks that were filled with 0 may break the sums of the form together, though none does alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from govreport.indicators.settle import CONTESTED, KNOWN, UNKNOWN, Settled, settle

OUTCOMES = ("rq_granted", "rq_partly", "rq_denied", "rq_unavailable", "rq_declined", "rq_other")
"""What adds up to the requests that were concluded (三（七）总计)."""


def agreeing(panel: pd.DataFrame, settled: Settled, left: Sequence[str], right: Sequence[str]) -> Settled:
    """Take reports for unknown in which cells that were filled with 0 make a sum of the form impossible.

    Of ten concluded requests whose outcomes are all blank, each outcome may be 0, but not all: with
    ``blanks="zero"`` such a report is unknown. Other policies fill nothing and change nothing.

    Parameters
    ----------
    panel, settled
        A panel, and what `settle` made of it.
    left, right
        Cells or groups whose sums are equal on the form.

    Examples
    --------
    >>> cell = lambda value, state, lo, hi: {"": value, "_st": state, "_lo": lo, "_hi": hi}
    >>> cells = {"rq_carried_in": cell(2, "stated", 2, 2), "rq_carried_out": cell(pd.NA, "blank", 0, 9)}
    >>> cells = {name + end: [one] for name, ends in cells.items() for end, one in ends.items()}
    >>> meta = {"report_id": ["r"], "agency_id": ["a"], "year": [2021], "agency_kind": ["zone"], "reach": ["own"]}
    >>> panel = pd.DataFrame(meta | cells)
    >>> filled = settle(panel, ["rq_carried_out"], blanks="zero")
    >>> agreeing(panel, filled, ["rq_carried_in"], ["rq_carried_out"]).status.tolist()
    [1]
    """
    if settled.blanks != "zero":
        return settled
    found = settle(panel, [*left, *right], blanks="zero", aggregates="keep")
    (low1, high1), (low2, high2) = (
        (np.sum([found.lo[name] for name in side], axis=0), np.sum([found.hi[name] for name in side], axis=0))
        for side in (left, right)
    )
    printed = settle(panel, [*settled.value, *left, *right], blanks="exclude", aggregates="keep")
    clash = ((low1 > high2) | (low2 > high1)) & (printed.status != KNOWN)  # else what is printed clashes
    return replace(settled, status=np.where((settled.status == KNOWN) & clash, UNKNOWN, settled.status).astype(np.int8))


def on_desk(panel: pd.DataFrame, settled: Settled) -> Settled:
    """Take reports for unknown in which a blank number of requests that was filled with 0 breaks 一＋二＝三＋四.

    A panel without these cells, such as that of the facts, says nothing of it.
    """
    sides = ["rq_received", "rq_carried_in"], ["rq_concluded", "rq_carried_out"]
    return agreeing(panel, settled, *sides) if {*sides[0], *sides[1]} <= set(panel) else settled


def adding_up(settled: Settled, rows: Mapping[str, Sequence[str]]) -> Settled:
    """Set reports aside in which the cells of a row do not add up to its total.

    Parameters
    ----------
    settled
        With all these cells.
    rows
        The cell of each total, and the cells that it adds up.

    Returns
    -------
    Settled
        Such reports are contested, whatever the panel does with contested cells; with ``blanks="zero"`` unknown,
        because a blank that was filled with 0 is what breaks the sum.
    """
    status = settled.status.copy()
    for total, parts in rows.items():
        broken = settled.value[total] != np.sum([settled.value[name] for name in parts], axis=0)
        status[(status == KNOWN) & broken] = UNKNOWN if settled.blanks == "zero" else CONTESTED
    return replace(settled, status=status)

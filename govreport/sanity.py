"""What has to hold before anything is drawn: of a panel, and of what an indicator makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from govreport.panel import GROUPS

NUMBERLESS = ("blank", "unreadable", "missing", "not_on_form", "no_table")
"""States of a cell that has no number."""
ASIDE = ("n_aggregate", "n_no_table", "n_not_on_form", "n_contested", "n_unknown")
SLACK = 1e-9
"""What two ways of adding up may differ."""


def panel_problems(panel: pd.DataFrame, cells: Sequence[str]) -> list[str]:
    """Return what is wrong with a panel that an indicator is to be made from; nothing, if all is well.

    Looked at: one report for an agency and year, no number where nothing was printed or read, whole numbers from 0,
    numbers within their bounds.

    Parameters
    ----------
    panel
        As ``Corpus.panel(blanks="na")`` returns it.
    cells
        Short names of the counts that are needed.

    Returns
    -------
    list of str
        One sentence a problem; ``assert not panel_problems(...)`` stops a notebook.

    Examples
    --------
    >>> from govreport.facts import facts_panel, load_facts
    >>> panel_problems(facts_panel(load_facts()), ["rq_received"])
    []
    """
    found = []
    twice = int(panel.duplicated(["agency_id", "year"]).sum())
    if twice:
        found.append(f"{twice} reports are second ones of their agency and year")
    for cell in cells:
        found += [f"{cell}: {count} {what}" for what, count in _cell_problems(panel, cell) if count]
    return found


def _cell_problems(panel: pd.DataFrame, cell: str) -> Iterator[tuple[str, int]]:
    value, lo, hi = (panel[cell + end].to_numpy(float, na_value=np.nan) for end in ("", "_lo", "_hi"))
    known = ~np.isnan(value)
    if cell not in GROUPS.values():  # a group's state is that of its most doubtful cell
        numberless = panel[f"{cell}_st"].isin(NUMBERLESS).to_numpy(bool)
        yield "have a number where none was read", int((known & numberless).sum())
    with np.errstate(invalid="ignore"):
        yield "are below 0 or no whole numbers", int((known & ((value < 0) | (value % 1 != 0))).sum())
        outside = (value < lo - SLACK) | (value > hi + SLACK)
    yield "are outside their own bounds", int((known & outside).sum())


def result_problems(result: pd.DataFrame, *, share: bool = False) -> list[str]:
    """Return what is wrong with what an indicator returned; nothing, if all is well.

    Looked at: every row says whether it is made up, counts add up to no more than the reports, ends of the worst case
    and of intervals are in order, the estimate is within its interval, and a `share` is between 0 and 1. The worst
    case is that of all reports, the estimate that of the known ones: of ratios of sums, it need not lie between.

    Examples
    --------
    >>> from govreport.facts import facts_panel, load_facts
    >>> from govreport.indicators import zero_requests
    >>> result_problems(zero_requests(facts_panel(load_facts())), share=True)
    []
    """
    lo, hi, low, high, estimate = (
        result[name].to_numpy(float, na_value=np.nan) for name in ("lo", "hi", "ci_lo", "ci_hi", "estimate")
    )
    aside = result[[name for name in result if name in ASIDE]].sum(axis=1)
    with np.errstate(invalid="ignore"):
        looked_at = {
            "do not say whether they are made up": result["synthetic"].isna(),
            "set aside more reports than there are": aside > result["n_reports"],
            "have a worst case that ends before it begins": lo > hi + SLACK,
            "have an estimate outside its interval": (estimate < low - SLACK) | (estimate > high + SLACK),
            "have a share that is none": share & ((estimate < -SLACK) | (estimate > 1 + SLACK)),
        }
    counts = {what: int(np.asarray(flags, dtype=bool).sum()) for what, flags in looked_at.items()}
    return [f"{count} rows {what}" for what, count in counts.items() if count]

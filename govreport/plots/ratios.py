"""Axes of ratios: logarithms to base two, so that twice as much and half as much are equally far from one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from govreport.plots.canvas import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDS = ("estimate", "lo", "hi", "ci_lo", "ci_hi")
FARTHEST = 6.0
"""An interval that goes on beyond 64 times is cut there."""


def log_ratios(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a result with estimates and ends as logarithms to base two; what is not above 0 is missing."""
    numbers = frame[list(ENDS)].astype("Float64")
    logs = np.log2(numbers.where(numbers > 0).to_numpy(float, na_value=np.nan))
    return frame.assign(**{name: pd.array(logs[:, at], dtype="Float64") for at, name in enumerate(ENDS)})


def ratio_axis(ax: Axes, farthest: float) -> float:
    """Make the lower axis one of ratios that reaches as far both ways, with a line at 1; return how far."""
    reach = max(float(np.ceil(farthest)), 1.0)
    step = 1 if reach <= 4 else 2 if reach <= 8 else 4
    ticks = np.arange(-(reach // step) * step, reach + 1, step)
    ax.set_xlim(-reach - 0.1, reach + 0.1)
    ax.set_xticks(ticks, [f"×{2**at:g}" if at >= 0 else f"×1/{2**-at:g}" for at in ticks.tolist()])
    ax.axvline(0, color=INK, linewidth=1.0, zorder=1.5)
    return reach


def farthest(logs: pd.DataFrame) -> float:
    """Return how far from 1 the estimates of a result go, and its intervals within reason."""
    estimates, ends = (np.abs(logs[list(names)].to_numpy(float, na_value=np.nan)) for names in (ENDS[:1], ENDS[1:]))
    return max(float(np.nanmax(estimates, initial=1.0)), min(float(np.nanmax(ends, initial=1.0)), FARTHEST))


def goes_beyond(logs: pd.DataFrame, reach: float) -> bool:
    """Return whether an interval goes on beyond an axis that reaches so far."""
    return bool((np.abs(logs[list(ENDS)].to_numpy(float, na_value=np.nan)) > reach).any())

"""Figures: a frame in, axes out; what is not known, set aside or made up stands on every one of them."""

from __future__ import annotations

from govreport.plots.disclosure import disclosure_trend, funnel
from govreport.plots.drawn import plotted, save
from govreport.plots.growth import growth_ratios, growth_slopes
from govreport.plots.rates import zero_requests
from govreport.plots.transitions import zero_transitions
from govreport.plots.volume import lorenz, rank_size

__all__ = [
    "disclosure_trend",
    "funnel",
    "growth_ratios",
    "growth_slopes",
    "lorenz",
    "plotted",
    "rank_size",
    "save",
    "zero_requests",
    "zero_transitions",
]

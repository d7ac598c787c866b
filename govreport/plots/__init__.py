"""Figures: a frame in, axes out; what is not known, set aside or made up stands on every one of them."""

from __future__ import annotations

from govreport.plots.drawn import plotted, save
from govreport.plots.rates import zero_requests

__all__ = ["plotted", "save", "zero_requests"]

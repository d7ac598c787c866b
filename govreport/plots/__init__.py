"""Figures: a frame in, axes out; what is not known, set aside or made up stands on every one of them."""

from __future__ import annotations

from govreport.plots.applicants import applicant_disclosure, applicant_odds, applicant_shares
from govreport.plots.backlogs import backlog, backlog_flow, continuity, continuity_share
from govreport.plots.channels import adoption, channel_share, reporting_rate
from govreport.plots.checks import blank_share, coherence, unchanged_tables
from govreport.plots.contests import contestation, reversal, review_outcomes
from govreport.plots.disclosure import disclosure_trend, funnel
from govreport.plots.drawn import plotted, save
from govreport.plots.growth import growth_rates, growth_ratios, growth_slopes
from govreport.plots.growth_sheet import new_media_growth
from govreport.plots.likeness import similarity
from govreport.plots.lines import series
from govreport.plots.quality import cell_states, reports_by_year
from govreport.plots.rates import zero_requests
from govreport.plots.refusals import refusal_families, refusal_top
from govreport.plots.transitions import zero_transitions
from govreport.plots.volume import lorenz, rank_size, top_share

__all__ = [
    "adoption",
    "applicant_disclosure",
    "applicant_odds",
    "applicant_shares",
    "backlog",
    "backlog_flow",
    "blank_share",
    "cell_states",
    "channel_share",
    "coherence",
    "contestation",
    "continuity",
    "continuity_share",
    "disclosure_trend",
    "funnel",
    "growth_rates",
    "growth_ratios",
    "growth_slopes",
    "lorenz",
    "new_media_growth",
    "plotted",
    "rank_size",
    "refusal_families",
    "refusal_top",
    "reporting_rate",
    "reports_by_year",
    "reversal",
    "review_outcomes",
    "save",
    "series",
    "similarity",
    "top_share",
    "unchanged_tables",
    "zero_requests",
    "zero_transitions",
]

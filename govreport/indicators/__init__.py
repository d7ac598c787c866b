"""What is measured: functions from frames to frames, each with its formula, cells and policy for blanks."""

from __future__ import annotations

from govreport.indicators.applicants import applicant_disclosure, applicant_shares
from govreport.indicators.boilerplate import peer_similarity, random_similarity, self_similarity, similarity_summary
from govreport.indicators.carried import continuity, continuity_share
from govreport.indicators.chance import funnel
from govreport.indicators.channel_share import channel_share
from govreport.indicators.clearing import backlog
from govreport.indicators.coherence import finding_rates, identity_failures
from govreport.indicators.contest import contestation, reversal
from govreport.indicators.counted import channel_counts
from govreport.indicators.digits import last_digits
from govreport.indicators.disclosure import disclosure_rate
from govreport.indicators.growth import paired_growth
from govreport.indicators.new_media import adoption, reporting_next, reporting_rate
from govreport.indicators.odds import applicant_odds
from govreport.indicators.pairs import growth_pairs
from govreport.indicators.refusal import grounds, refusal_grounds
from govreport.indicators.series import series, series_catalogue
from govreport.indicators.settle import dropped
from govreport.indicators.specificity import specificity, specificity_summary
from govreport.indicators.tables import blank_share, unchanged_tables
from govreport.indicators.volume import request_growth, top_share
from govreport.indicators.zero import zero_change, zero_requests

__all__ = [
    "adoption",
    "applicant_disclosure",
    "applicant_odds",
    "applicant_shares",
    "backlog",
    "blank_share",
    "channel_counts",
    "channel_share",
    "contestation",
    "continuity",
    "continuity_share",
    "disclosure_rate",
    "dropped",
    "finding_rates",
    "funnel",
    "grounds",
    "growth_pairs",
    "identity_failures",
    "last_digits",
    "paired_growth",
    "peer_similarity",
    "random_similarity",
    "refusal_grounds",
    "reporting_next",
    "reporting_rate",
    "request_growth",
    "reversal",
    "self_similarity",
    "series",
    "series_catalogue",
    "similarity_summary",
    "specificity",
    "specificity_summary",
    "top_share",
    "unchanged_tables",
    "zero_change",
    "zero_requests",
]

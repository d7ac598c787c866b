"""What is measured: functions from frames to frames, each with its formula, cells and policy for blanks."""

from __future__ import annotations

from govreport.indicators.applicants import applicant_disclosure, applicant_shares
from govreport.indicators.carried import continuity, continuity_share
from govreport.indicators.chance import funnel
from govreport.indicators.channel_share import channel_share
from govreport.indicators.clearing import backlog
from govreport.indicators.contest import contestation, reversal
from govreport.indicators.counted import channel_counts
from govreport.indicators.disclosure import disclosure_rate
from govreport.indicators.growth import paired_growth
from govreport.indicators.new_media import adoption, reporting_next, reporting_rate
from govreport.indicators.odds import applicant_odds
from govreport.indicators.pairs import growth_pairs
from govreport.indicators.refusal import grounds, refusal_grounds
from govreport.indicators.settle import dropped
from govreport.indicators.zero import zero_change, zero_requests

__all__ = [
    "adoption",
    "applicant_disclosure",
    "applicant_odds",
    "applicant_shares",
    "backlog",
    "channel_counts",
    "channel_share",
    "contestation",
    "continuity",
    "continuity_share",
    "disclosure_rate",
    "dropped",
    "funnel",
    "grounds",
    "growth_pairs",
    "paired_growth",
    "refusal_grounds",
    "reporting_next",
    "reporting_rate",
    "reversal",
    "zero_change",
    "zero_requests",
]

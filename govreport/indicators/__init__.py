"""What is measured: functions from frames to frames, each with its formula, cells and policy for blanks."""

from __future__ import annotations

from govreport.indicators.applicants import applicant_disclosure, applicant_shares
from govreport.indicators.carried import continuity, continuity_share
from govreport.indicators.chance import funnel
from govreport.indicators.clearing import backlog
from govreport.indicators.contest import contestation, reversal
from govreport.indicators.disclosure import disclosure_rate
from govreport.indicators.odds import applicant_odds
from govreport.indicators.refusal import grounds, refusal_grounds
from govreport.indicators.settle import dropped
from govreport.indicators.zero import zero_change, zero_requests

__all__ = [
    "applicant_disclosure",
    "applicant_odds",
    "applicant_shares",
    "backlog",
    "contestation",
    "continuity",
    "continuity_share",
    "disclosure_rate",
    "dropped",
    "funnel",
    "grounds",
    "refusal_grounds",
    "reversal",
    "zero_change",
    "zero_requests",
]

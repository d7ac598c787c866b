"""What is measured: functions from frames to frames, each with its formula, cells and policy for blanks."""

from __future__ import annotations

from govreport.indicators.settle import dropped
from govreport.indicators.zero import zero_change, zero_requests

__all__ = ["dropped", "zero_change", "zero_requests"]

"""Synthetic reports with known truth, in every layout and with damage on demand.

Every agency, number and sentence is made up. The parser never imports this package, and this package knows
nothing of the parser.
"""

from __future__ import annotations

from govreport.sample.damage import DAMAGES
from govreport.sample.demo import write
from govreport.sample.lifelike import MANIFEST, write_lifelike
from govreport.sample.render import LAYOUTS, Expected, Printed, render
from govreport.sample.synthetic import is_synthetic, mark
from govreport.sample.truth import Prose, Said, Truth, draw

__all__ = [
    "DAMAGES",
    "LAYOUTS",
    "MANIFEST",
    "Expected",
    "Printed",
    "Prose",
    "Said",
    "Truth",
    "draw",
    "is_synthetic",
    "mark",
    "render",
    "write",
    "write_lifelike",
]

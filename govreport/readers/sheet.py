"""A page as ink: marks with boxes and ruling lines. PDF pages and scans both become one; nothing after it knows which.

All lengths are points (1/72 inch) from the top left of the page as a person sees it, rotation undone.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Mark:
    """One character of a PDF, or one run of characters recognised in an image, with its box.

    `sure` is False where an image was read with little certainty.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    sure: bool = True


@dataclass(slots=True)
class Rule:
    """One ruling line, horizontal (``y0 == y1``) or vertical (``x0 == x1``)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Sheet:
    """One page: its number from 1, its size, what is printed on it and the lines drawn on it."""

    number: int
    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

"""A page as ink: marks with boxes and ruling lines. PDF pages and scans both become one; nothing after it knows which.

All lengths are points (1/72 inch) from the top left of the page as a person sees it, rotation undone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from govreport.document import Box


@dataclass(slots=True)
class Mark:
    """One character of a PDF, or one run of characters recognised in an image, with its box.

    `sure` is False where an image was read with little certainty. `run` tells digits that a PDF printed in one go from
    those that it printed apart; 0 where it is not known.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    sure: bool = True
    run: int = 0


@dataclass(slots=True)
class Rule:
    """One ruling line, horizontal (``y0 == y1``) or vertical (``x0 == x1``)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Sheet:
    """One page: its number from 1, its size, what is printed on it and the lines drawn on it.

    A scan is read as it stands upright and level: `turns` quarters against the clock, then `angle` degrees round its
    middle, away from the page that a person sees; `on_page` leads back to that one.
    """

    number: int
    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    turns: int = 0
    angle: float = 0.0

    def on_page(self, box: Box) -> Box:
        """Return where a box of the sheet lies on the page that a person sees.

        Examples
        --------
        >>> Sheet(1, 595, 842).on_page((10, 20, 30, 40)), Sheet(1, 842, 595, turns=1).on_page((0, 0, 30, 40))
        ((10, 20, 30, 40), (555.0, 0.0, 595.0, 30.0))
        """
        if not self.turns % 4 and not self.angle:
            return box
        corners = [self._back(x, y) for x in box[::2] for y in box[1::2]]
        across, down = zip(*corners, strict=True)
        return min(across), min(down), max(across), max(down)

    def _back(self, x: float, y: float) -> tuple[float, float]:
        width, height, lean = self.width, self.height, math.radians(self.angle)
        x, y = x - width / 2, y - height / 2
        x, y = x * math.cos(lean) - y * math.sin(lean), x * math.sin(lean) + y * math.cos(lean)
        x, y = x + width / 2, y + height / 2
        for _ in range(self.turns % 4):
            x, y = height - y, x
            width, height = height, width
        return x, y

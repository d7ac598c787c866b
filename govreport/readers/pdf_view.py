"""How the page of a PDF is seen: from its own coordinates to points from the top left, rotation undone."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

Corners = tuple[float, float, float, float]
"""Left, bottom, right, top as the PDF counts: upwards."""


@dataclass(frozen=True, slots=True)
class View:
    """What of a page is shown, in its own coordinates, and how it is turned (quarters clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int = 0

    @property
    def width(self) -> float:
        """Return the width as seen."""
        return self.top - self.bottom if self.turned % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Return the height as seen."""
        return self.right - self.left if self.turned % 2 else self.top - self.bottom

    def seen(self, left: Any, bottom: Any, right: Any, top: Any) -> tuple[Any, Any, Any, Any]:
        """Return a box as (x0, y0, x1, y1) from the top left; numbers or arrays of them.

        Examples
        --------
        >>> View(0, 0, 100, 200).seen(10, 150, 20, 160), View(0, 0, 100, 200, 1).seen(10, 150, 20, 160)
        ((10, 40, 20, 50), (150, 10, 160, 20))
        """
        if self.turned == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turned == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turned == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def view_of(page: int) -> View:
    """Return how a page is seen."""
    box = raw.FS_RECTF()
    handle = ctypes.cast(page, raw.FPDF_PAGE)
    raw.FPDF_GetPageBoundingBox(handle, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    return View(left, bottom, max(right, left), max(top, bottom), raw.FPDFPage_GetRotation(handle) % 4)

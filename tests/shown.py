"""Reports of which only a place is known, and what stands in the pictures that are drawn of it."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image

from govreport import pages
from govreport.report import Report
from tests import pdfs
from tests.handmade import report_of

CELL = ("requests", "received", "total")
NEXT = ("requests", "received", "natural_person")
EVIL = "<script>alert(1)</script>"
SQUARE = pdfs.square(100, 700)


def found(data: bytes, format: str, *places: dict[str, Any], **options: Any) -> Report:
    """Return a report of cells at these places in a source."""
    records = report_of(data=data, format=format, source=f"report.{format}", **options)
    keys = dict(zip(("table", "item", "measure"), CELL, strict=True))
    records.places = [keys | {"report_id": records.report["report_id"]} | place for place in places]
    return Report(records)


def box(page: int, x0: float, y0: float, x1: float, y1: float, **more: Any) -> dict[str, Any]:
    return {"page": page, "x0": x0, "y0": y0, "x1": x1, "y1": y1} | more


PLACE = box(1, 100, 132, 110, 142)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=int)


def like(image: np.ndarray, colour: tuple[int, int, int], near: int = 12) -> tuple[float, float, float, float]:
    """Return the smallest box, in pixels, that holds every pixel of about this colour."""
    at = np.argwhere(np.abs(image - np.array(colour)).max(axis=2) <= near)
    assert len(at), f"no pixel is {colour}"
    (top, left), (bottom, right) = at.min(axis=0), at.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def assert_marked(shown: Any, kind: str = "plain", page: int = 0) -> None:
    """Assert that the black square of a page lies in the middle of the outline, `PAD` from it."""
    picture = shown.pictures[page]
    image = pixels(picture.png)
    left, top, right, bottom = like(image, pages.OUTLINES[kind])
    inner = like(image, (0, 0, 0))
    gaps = (inner[0] - left, inner[1] - top, right - inner[2], bottom - inner[3])
    assert all(abs(gap - pages.PAD * picture.scale) <= 2 for gap in gaps), gaps
    assert np.abs(image[int(top) + 2, int(left) + 2] - np.array(pages.TINTS[kind])).max() < 40
    assert abs((inner[2] - inner[0] + 1) / picture.scale - 10) < 1

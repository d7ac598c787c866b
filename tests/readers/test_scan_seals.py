"""Red seals on a scanned page."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from govreport.readers.scan_seals import without_seals

SCALE = 2.0
INK, SEAL, WHITE = (20, 20, 20), (215, 30, 40), (255, 255, 255)


def _page(*, wide: int, high: int) -> np.ndarray:
    """Return a page with a black bar, and a red ring across it."""
    picture = Image.new("RGB", (500, 500), WHITE)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((100, 100, 100 + wide, 100 + high), outline=SEAL, width=8)
    pen.rectangle((90, 160, 460, 168), fill=INK)
    return np.asarray(picture)


def test_a_seal_goes_and_what_it_covers_stays() -> None:
    page = _page(wide=240, high=240)
    seen = without_seals(page, SCALE)
    assert (seen[164, 95:455] < 60).all()
    assert seen[150:159].min() > 200
    assert (page != seen).any()


def test_red_print_that_is_no_seal_stays() -> None:
    for page in (_page(wide=380, high=100), _page(wide=60, high=60)):
        assert without_seals(page, SCALE) is page


def test_a_page_without_red_or_colour_is_returned_as_it_is() -> None:
    grey = np.full((300, 300), 255, np.uint8)
    black = np.stack([grey // 9] * 3, axis=-1)
    assert without_seals(grey, SCALE) is grey
    assert without_seals(black, SCALE) is black

"""Images of pages: PNG, JPEG, TIFF (of several pages), BMP, GIF and WebP to a `Document`."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from govreport.document import Document
from govreport.errors import UnreadableSource
from govreport.readers.image_pieces import Pixels, pieces
from govreport.readers.limits import MAX_FRAMES, MAX_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

A4 = 595.28
"""Points of the width of a page whose resolution is not given."""
NARROWEST, WIDEST = 340.0, 1300.0
"""Points between which a width that follows from a given resolution is believed: A5 to A3 on its side."""
LEAST = 80
"""Pixels a side under which nothing can be a page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One page: its pixels, grey or RGB, and its size in points."""

    pixels: Pixels
    width: float
    height: float


def read_image(data: bytes, name: str = "<bytes>") -> Document:
    """Read an image of a report.

    Parameters
    ----------
    data
        The file.
    name
        The source, for messages.

    Returns
    -------
    Document
        Its pages as read by `scan_sheet`, put together by `document_of`.

    Raises
    ------
    MissingDependency
        Where the extra ``ocr`` is not installed.
    UnreadableSource
        Where the file is broken or over a limit, or shows no text.
    """
    from govreport.readers import scan
    from govreport.readers.sheet_flow import document_of

    frames = _frames(data, name)
    first = next(frames)
    scan.require(name)
    sheets = [
        scan.scan_sheet(frame.pixels, number=number, width=frame.width, height=frame.height, name=name)
        for number, frame in enumerate(scan.watched(chain([first], frames), name), start=1)
    ]
    if not any(mark.text for sheet in sheets for mark in sheet.marks):
        message = (
            f"{name} shows no text on its {len(sheets)} page(s); expected a scanned report. It may be blank, a "
            "photograph or too small: scan it again at 200 dpi or more."
        )
        raise UnreadableSource(message)
    return document_of(sheets, format="image", reader="ocr")


def frames_of(data: bytes, name: str) -> list[Frame]:
    """Return the pages of an image as a person sees them; a very long image is cut into pages where it is empty.

    Raises
    ------
    UnreadableSource
        Where the file is broken or over a limit.
    """
    return list(_frames(data, name))


def _frames(data: bytes, name: str) -> Iterator[Frame]:
    """Yield pages one by one: those of a long TIFF would not fit into memory."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data))
        with picture:
            for frame in _decoded(picture, name):
                yield from _pages(frame)
    except (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        if isinstance(error, UnreadableSource):
            raise
        message = f"{name} is an image that cannot be decoded ({error}); it may be cut off. Download or scan it again."
        raise UnreadableSource(message) from error


def _decoded(picture: Picture, name: str) -> Iterator[Frame]:
    from PIL import ImageOps

    count = getattr(picture, "n_frames", 1)
    _check(picture, count, name)
    for number in range(count):
        picture.seek(number)
        _check(picture, count, name)
        pixels = _opaque(ImageOps.exif_transpose(picture))
        width = _points(picture, pixels.shape)
        yield Frame(pixels, width, pixels.shape[0] / pixels.shape[1] * width)


def _check(picture: Picture, count: int, name: str) -> None:
    """Refuse, by what its head says, what would exhaust the memory or is no page."""
    width, height = picture.size
    if width * height * (count if picture.format == "GIF" else 1) > MAX_PIXELS or count > MAX_FRAMES:
        message = (
            f"{name} has {count} image(s) of {width:,} x {height:,} pixels; the limits are {MAX_FRAMES} images and "
            f"{MAX_PIXELS:,} pixels each. Scan at 200 to 300 dpi, or cut the file into parts."
        )
        raise UnreadableSource(message)
    if min(width, height) < LEAST:
        message = f"{name} has only {width} x {height} pixels, less than any page; expected a scan of 150 dpi or more."
        raise UnreadableSource(message)


def _opaque(picture: Picture) -> Pixels:
    """Return grey or RGB pixels; what is transparent is white paper."""
    from PIL import Image

    if picture.mode in ("1", "L"):
        return np.asarray(picture.convert("L"))
    if picture.mode.startswith(("I", "F")):
        deep = np.asarray(picture, dtype=np.float64)
        return np.asarray(deep / max(1.0, float(deep.max())) * 255).astype(np.uint8)
    if picture.mode in ("LA", "PA", "RGBA", "P"):
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return np.asarray(Image.alpha_composite(white, clear).convert("RGB"))
    return np.asarray(picture.convert("RGB"))


def _points(picture: Picture, shape: tuple[int, ...]) -> float:
    """Return the width of a page in points, by its resolution where that makes sense."""
    given = picture.info.get("dpi", (0, 0))[0]
    width = shape[1] / float(given) * 72 if given and float(given) > 0 else 0.0
    if NARROWEST <= width <= WIDEST:
        return width
    return A4 if shape[0] >= 0.9 * shape[1] else A4 * 2**0.5


def _pages(frame: Frame) -> Iterator[Frame]:
    points = frame.width / frame.pixels.shape[1]
    for pixels in pieces(frame.pixels):
        yield Frame(pixels, frame.width, pixels.shape[0] * points)

"""Pages as pictures, with boxes marked on them: what lets a person check a number against its source."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govreport.document import Box
from govreport.errors import UnreadableSource

if TYPE_CHECKING:
    from PIL.Image import Image

PAGED = ("pdf", "image")
"""Formats whose places are boxes on pages; every other one has a text or a grid."""
DPI = 110
MAX_PIXELS = 4_000_000
"""Pixels of one picture: A3 at 110 dpi has two million."""
MAX_PAGES = 12
"""Pages that are drawn at most: a table of the form covers one to three."""
PAD = 2.0
"""Points between a box and its outline where it is alone on its page; beside others they would overlap."""
OUTLINES = {
    "plain": (25, 105, 180),
    "stated": (150, 185, 215),
    "blank": (130, 130, 130),
    "derived": (25, 105, 180),
    "doubtful": (225, 140, 0),
    "contested": (200, 30, 30),
}
"""By kind of mark, the last over the others: one number that was asked for is plain, of many each has its state."""
TINTS = {
    "plain": (255, 238, 150),
    "stated": (255, 250, 225),
    "blank": (220, 220, 220),
    "derived": (200, 222, 245),
    "doubtful": (255, 214, 140),
    "contested": (250, 195, 195),
}


@dataclass(frozen=True, slots=True)
class Outlined:
    """One box to be marked, in points from the top left of its page; `kind` is a key of `OUTLINES`."""

    box: Box
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as PNG: its number from 1, and pixels to a point."""

    page: int
    png: bytes
    scale: float


def draw(data: bytes, format: str, name: str, marks: Mapping[int, Sequence[Outlined]]) -> list[Picture]:
    """Draw the pages of a PDF or an image that have marks, in order.

    Parameters
    ----------
    data, format
        The source, ``pdf`` or ``image``.
    name
        What messages call it.
    marks
        Page number, from 1 -> boxes; a page without any box is drawn as it is.

    Returns
    -------
    list of Picture
        At most `MAX_PAGES`.

    Raises
    ------
    UnreadableSource
        Where the source has no such page, or cannot be drawn.
    """
    pages = sorted(marks)[:MAX_PAGES]
    rendered = _pdf_pages(data, name, pages) if format == "pdf" else _image_pages(data, name, pages)
    pictures = []
    for page, (image, scale) in zip(pages, rendered, strict=True):
        for mark in sorted(marks[page], key=lambda mark: list(OUTLINES).index(mark.kind)):
            _outline(image, mark, scale, PAD if len(marks[page]) == 1 else 0.0)
        pictures.append(Picture(page, png(image), scale))
    return pictures


def _scale(width: float, height: float) -> float:
    """Return pixels to a point: `DPI`, or less for a page beyond all measure."""
    most: float = (MAX_PIXELS / max(width * height, 1.0)) ** 0.5
    return min(DPI / 72, most)


def _no_page(name: str, page: int, count: int) -> UnreadableSource:
    message = f"{name} has {count} pages and no page {page}; read the report again."
    return UnreadableSource(message)


def _pdf_pages(data: bytes, name: str, pages: Sequence[int]) -> list[tuple[Image, float]]:
    import pypdfium2

    from govreport.readers.pdf_native import LOCK

    try:
        with LOCK, pypdfium2.PdfDocument(data) as pdf:
            for number in pages:
                if number > len(pdf):
                    raise _no_page(name, number, len(pdf))
            return [_pdf_page(pdf[number - 1]) for number in pages]
    except pypdfium2.PdfiumError as error:
        message = f"{name}: the page cannot be drawn ({error}); open the file in a viewer instead."
        raise UnreadableSource(message) from error


def _pdf_page(page: Any) -> tuple[Image, float]:
    scale = _scale(*page.get_size())
    image: Image = page.render(scale=scale).to_pil().convert("RGB")
    page.close()
    return image, scale


def _image_pages(data: bytes, name: str, pages: Sequence[int]) -> list[tuple[Image, float]]:
    from PIL.Image import fromarray

    from govreport.readers.image import frames_of

    frames, found = frames_of(data, name), []
    for number in pages:
        if number > len(frames):
            raise _no_page(name, number, len(frames))
        frame = frames[number - 1]
        scale = min(_scale(frame.width, frame.height), frame.pixels.shape[1] / frame.width)
        size = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
        found.append((fromarray(frame.pixels).convert("RGB").resize(size), scale))
    return found


def _plain(size: tuple[int, int], colour: tuple[int, int, int]) -> Image:
    from PIL.Image import new

    return new("RGB", size, colour)


def _outline(image: Image, mark: Outlined, scale: float, pad: float) -> None:
    """Tint a box and draw its outline; what is printed in it stays readable."""
    from PIL import ImageChops, ImageDraw

    x0, y0, x1, y1 = mark.box
    corners = [(x0 - pad) * scale, (y0 - pad) * scale, (x1 + pad) * scale, (y1 + pad) * scale]
    limits = (image.width - 1, image.height - 1) * 2
    left, top, right, bottom = (round(min(max(at, 0), most)) for at, most in zip(corners, limits, strict=True))
    inside = (min(left, right), min(top, bottom), max(left, right) + 1, max(top, bottom) + 1)
    under = image.crop(inside)
    image.paste(ImageChops.multiply(under, _plain(under.size, TINTS[mark.kind])), inside[:2])
    box = (inside[0], inside[1], inside[2] - 1, inside[3] - 1)
    ImageDraw.Draw(image).rectangle(box, outline=OUTLINES[mark.kind], width=2)


def png(image: Image) -> bytes:
    """Return an image as PNG."""
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def stacked(pictures: Sequence[Picture]) -> bytes:
    """Return pictures one below the other as one PNG.

    Raises
    ------
    IndexError
        There is none.
    """
    from PIL.Image import open as opened

    if len(pictures) == 1:
        return pictures[0].png
    images = [opened(io.BytesIO(picture.png)) for picture in pictures]
    gap = 8
    size = max(image.width for image in images), sum(image.height + gap for image in images) - gap
    sheet, top = _plain(size, (128, 128, 128)), 0
    for image in images:
        sheet.paste(image, (0, top))
        top += image.height + gap
    return png(sheet)

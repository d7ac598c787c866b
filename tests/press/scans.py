"""From a PDF to what a scanner makes of it: pixels, a little turned, blurred, noisy, and compressed."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

WHITE = (255, 255, 255)
PNG, JPEG, TIFF, PDF = "png", "jpeg", "tiff", "scan-pdf"
SUFFIXES = {PNG: "png", JPEG: "jpg", TIFF: "tif", PDF: "pdf"}
"""Kinds of file by their suffix; PNG and JPEG hold one page, below one another where a report has several."""


@dataclass(frozen=True, slots=True)
class Scan:
    """How pages were scanned: resolution, turn in degrees, blur and noise in grey levels, paper, JPEG quality."""

    dpi: int
    turn: float
    blur: float
    noise: float
    paper: int
    grey: bool
    quality: int


def draw_scan(rng: random.Random, dpi: int | None = None) -> Scan:
    """Draw a scanner."""
    dpi = dpi or rng.choice((150, 200, 200, 300))
    return Scan(
        dpi=dpi,
        turn=rng.choice((0.0, rng.uniform(-1, 1), rng.uniform(-1, 1))),
        blur=rng.choice((0.0, 0.3, 0.6)) * dpi / 200,
        noise=rng.choice((0.0, 4.0, 10.0)),
        paper=rng.choice((255, 255, 245, 235)),
        grey=rng.random() < 0.5,
        quality=rng.choice((60, 75, 90)),
    )


def pages(pdf: bytes, scan: Scan, seed: int, *, whole: bool = False) -> list[Image.Image]:
    """Return the pages of a PDF as scanned; `whole` cuts off what is empty below, as a picture of a screen does."""
    document = pypdfium2.PdfDocument(pdf)
    noise = np.random.default_rng(seed)
    try:
        drawn = [page.render(scale=scan.dpi / 72).to_pil().convert("RGB") for page in document]
        return [_worn(_cut(page) if whole else page, scan, noise) for page in drawn]
    finally:
        document.close()


def _cut(page: Image.Image) -> Image.Image:
    inked = np.flatnonzero(np.asarray(page.convert("L")).min(axis=1) < 250)
    end = min(page.height, int(inked[-1]) + page.width // 12) if len(inked) else page.height
    return page.crop((0, 0, page.width, end))


def _worn(page: Image.Image, scan: Scan, noise: np.random.Generator) -> Image.Image:
    if scan.turn:
        page = page.rotate(scan.turn, Image.Resampling.BICUBIC, expand=False, fillcolor=WHITE)
    if scan.blur:
        page = page.filter(ImageFilter.GaussianBlur(scan.blur))
    pixels = np.asarray(page, dtype=np.float32) * (scan.paper / 255)
    if scan.noise:
        pixels = pixels + noise.normal(0, scan.noise, pixels.shape[:2])[..., None]
    page = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    return page.convert("L") if scan.grey else page


def _below(images: list[Image.Image]) -> Image.Image:
    """Paste pages below one another."""
    wide, high = max(image.width for image in images), sum(image.height for image in images)
    whole = Image.new(images[0].mode, (wide, high), 255 if images[0].mode == "L" else WHITE)
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    return whole


def _compressed(image: Image.Image, scan: Scan) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=scan.quality)
    return Image.open(io.BytesIO(out.getvalue()))


def written(images: list[Image.Image], kind: str, scan: Scan) -> bytes:
    """Return the pages as one file of a kind."""
    out, dpi = io.BytesIO(), (scan.dpi, scan.dpi)
    if kind == PNG:
        _below(images).save(out, "PNG", dpi=dpi)
    elif kind == JPEG:
        _below(images).save(out, "JPEG", quality=scan.quality, dpi=dpi)
    elif kind == TIFF:
        images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression="tiff_lzw", dpi=dpi)
    else:
        worn = [_compressed(image, scan) for image in images]
        worn[0].save(out, "PDF", save_all=True, append_images=worn[1:], resolution=scan.dpi)
    return out.getvalue()

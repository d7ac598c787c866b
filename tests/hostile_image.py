"""Images that are no page, broken or built to fill the memory, and what each is refused for."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

_PNG = b"\x89PNG\r\n\x1a\n"


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, content: bytes = b"") -> bytes:
    """Return a grey PNG that says it is so large."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return _PNG + head + _chunk(b"IDAT", zlib.compress(content)) + _chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """Return a small PNG whose comment unpacks to a hundred megabytes."""
    comment = b"Comment\x00\x00" + zlib.compress(bytes(100 << 20), 9)
    sound = saved(Image.new("L", (300, 400), 255), "PNG")
    return sound[:33] + _chunk(b"zTXt", comment) + sound[33:]


def saved(image: Image.Image, kind: str) -> bytes:
    """Return an image as a file."""
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def tiff(frames: int, width: int = 100, height: int = 100, *, circle: bool = False) -> bytes:
    """Return a TIFF of so many pages that share their pixels; in a circle, the last leads back to the first."""
    out = bytearray(b"II*\x00" + struct.pack("<I", 8))
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 0), (279, 4, 64)]
    length = 2 + 12 * len(tags) + 4
    for at in range(frames):
        out += struct.pack("<H", len(tags)) + b"".join(
            struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags
        )
        following = 8 + (at + 1) * length
        out += struct.pack("<I", following if at < frames - 1 else 8 if circle else 0)
    return bytes(out) + bytes(64)


WHITE = Image.new("L", (827, 1169), 255)
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "bomb.png": ("UnreadableSource", lambda: png(60_000, 60_000), "pixels"),
    "long.png": ("UnreadableSource", lambda: png(1_000, 2_000_000), "pixels"),
    "cut.png": (
        "UnreadableSource",
        lambda: saved(Image.effect_noise((400, 500), 50), "PNG")[:9_000],
        "cannot be decoded",
    ),
    "head.png": ("UnreadableSource", lambda: _PNG, "cannot be decoded"),
    "noise.png": ("UnreadableSource", lambda: _PNG + bytes(range(256)) * 9, "cannot be decoded"),
    "text_bomb.png": ("UnreadableSource", text_bomb, ""),
    "icon.png": ("UnreadableSource", lambda: saved(Image.new("RGB", (16, 16)), "PNG"), "16 x 16 pixels"),
    "head.jpg": ("UnreadableSource", lambda: b"\xff\xd8\xff\xe0" + bytes(300), "cannot be decoded"),
    "cut.jpg": (
        "UnreadableSource",
        lambda: saved(Image.effect_noise((400, 500), 50), "JPEG")[:9_000],
        "cannot be decoded",
    ),
    "frames.tiff": ("UnreadableSource", lambda: tiff(10_000), "the limits are"),
    "circle.tiff": ("UnreadableSource", lambda: tiff(3, circle=True), ""),
    "large.tiff": ("UnreadableSource", lambda: tiff(1, 2**31, 2**31), ""),
    "head.tiff": ("UnreadableSource", lambda: b"II*\x00\x08\x00\x00\x00", "cannot be decoded"),
    "circle.gif": ("UnreadableSource", lambda: b"GIF89a" + bytes(7) + b"!\xfe" * 50, "cannot be decoded"),
}
"""By file name: the error, the bytes, and what the message must say."""
SCANNED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "white.png": ("UnreadableSource", lambda: saved(WHITE, "PNG"), "shows no text"),
    "black.jpg": ("UnreadableSource", lambda: saved(Image.new("L", (827, 1169), 0), "JPEG"), "shows no text"),
    "noise.jpg": ("UnreadableSource", lambda: saved(Image.effect_noise((827, 1169), 90), "JPEG"), ""),
}
"""Likewise, where text is looked for."""

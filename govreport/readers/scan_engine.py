"""The two models of the extra ``ocr``: one finds lines of text, one reads them.

The models are files inside the wheel of rapidocr and are run by onnxruntime directly: the readings are needed with
the certainty of every character, and nothing may ever be downloaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from govreport.errors import MissingDependency

if TYPE_CHECKING:
    import onnxruntime

Image = NDArray[np.uint8]
Boxes = NDArray[np.int64]
"""One row each: left, top, right and bottom in pixels."""
PACKAGES = {"rapidocr": "rapidocr", "onnxruntime": "onnxruntime", "cv2": "opencv-python-headless"}
THREADS = 2
HEIGHT = 48
"""Pixels that the recogniser wants a line to be high."""
RING = "0Oo〇○"
STEP = 32
"""Widths of a batch are rounded up to this, so that few shapes occur."""
WIDEST = 1920
"""Pixels of the widest crop at that height; wider ones are squeezed, which the recogniser was trained on."""
BATCH = 4096
"""Pixels of width in one run: bounds the memory of a run at about 200 MB."""
SIDES = 32
"""The detector wants sides that are multiples of this."""
SEEN = 100 / 72
"""Pixels to a point in what the detector looks at."""
TEXT = 0.3
"""From which certainty the detector's pixels are text."""
LEAST = 3
"""Pixels that what it finds is high and wide at least."""
UNCLIP = 1.6
"""The detector marks the core of a line; so much of its area over its edge is added around, as it was trained."""


def require(name: str) -> None:
    """Raise where a package of the extra is missing.

    Parameters
    ----------
    name
        The source that needs it, for the message.

    Raises
    ------
    MissingDependency
        With the command that installs it.
    """
    missing = [package for module, package in PACKAGES.items() if find_spec(module) is None]
    if missing:
        message = (
            f"{name} is a scan: its pages are images, and reading them needs {', '.join(missing)}, not installed here. "
            'Run: pip install "govreport[ocr]"'
        )
        raise MissingDependency(message)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the recogniser makes of one crop: characters, and how certain it is of each (0 to 1)."""

    text: str
    certainty: tuple[float, ...] = ()

    @property
    def least(self) -> float:
        """Return the certainty of the least certain character, 0 where nothing was read."""
        return min(self.certainty, default=0.0)

    @property
    def mean(self) -> float:
        """Return the mean certainty, 0 where nothing was read."""
        return sum(self.certainty) / len(self.certainty) if self.certainty else 0.0


def _model(kind: str) -> Path:
    spec = find_spec("rapidocr")
    places = list(spec.submodule_search_locations or ()) if spec else []
    found = sorted(path for place in places for path in (Path(place) / "models").glob(f"*{kind}*.onnx"))
    if not found:
        message = f'rapidocr is installed without its {kind} model. Run: pip install --force-reinstall "rapidocr>=3.10"'
        raise MissingDependency(message)
    return found[0]


@cache
def _session(kind: str) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    options.log_severity_level = 3
    # Threads that spin while they wait take the time of whatever else runs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # An arena keeps the largest run of the process for ever; without it a page costs the same time.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(_model(kind)), options, providers=["CPUExecutionProvider"])


@cache
def _characters() -> tuple[str, ...]:
    listed = _session("rec").get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *listed, " ")


def _run(kind: str, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    session = _session(kind)
    found: Any = session.run(None, {session.get_inputs()[0].name: batch})[0]
    return np.asarray(found, dtype=np.float32)


@cache
def _ring() -> NDArray[np.int64]:
    return np.array([at for at, character in enumerate(_characters()) if character and character in RING])


def _decoded(steps: NDArray[np.float32]) -> Reading:
    """Return the best character of every step, runs of one character and the gaps (index 0) left out.

    A ring has one shape and several names, between which a recogniser is torn: it is as certain as all of them.
    """
    best, certainty = steps.argmax(axis=1), steps.max(axis=1)
    ring = np.isin(best, _ring())
    certainty[ring] = steps[ring][:, _ring()].sum(axis=1)
    characters = _characters()
    text: list[str] = []
    sure: list[float] = []
    last = 0
    for index, share in zip(best.tolist(), certainty.tolist(), strict=True):
        if index and index == last:
            sure[-1] = max(sure[-1], share)
        elif index:
            text.append(characters[index])
            sure.append(share)
        last = index
    return Reading("".join(text), tuple(sure))


def _fitted(crop: Image) -> Image:
    import cv2

    height, width = crop.shape[:2]
    wanted = min(WIDEST, max(8, round(width * HEIGHT / height)))
    method = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(crop, (wanted, HEIGHT), interpolation=method), dtype=np.uint8)


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Group crops of like width, so that little of a run is padding."""
    found: list[list[int]] = []
    for place in sorted(range(len(widths)), key=widths.__getitem__):
        wide = -(-widths[place] // STEP) * STEP
        if not found or wide != -(-widths[found[-1][0]] // STEP) * STEP or wide * (len(found[-1]) + 1) > BATCH:
            found.append([])
        found[-1].append(place)
    return found


def recognise(crops: Sequence[Image]) -> list[Reading]:
    """Read crops of one line each.

    Parameters
    ----------
    crops
        Grey images, dark on light, of any size.

    Returns
    -------
    list of Reading
        One a crop, in their order.
    """
    fitted = [_fitted(crop) for crop in crops]
    found = [Reading("")] * len(crops)
    for places in _batches([crop.shape[1] for crop in fitted]):
        wide = max(fitted[place].shape[1] for place in places)
        batch = np.zeros((len(places), 3, HEIGHT, -(-wide // STEP) * STEP), np.float32)
        for row, place in enumerate(places):
            batch[row, :, :, : fitted[place].shape[1]] = fitted[place] / 127.5 - 1.0
        for place, steps in zip(places, _run("rec", batch), strict=True):
            found[place] = _decoded(steps)
    return found


def text_boxes(grey: Image, scale: float) -> Boxes:
    """Find the lines of text of a page.

    Parameters
    ----------
    grey
        The page, dark on light.
    scale
        Its pixels to a point.

    Returns
    -------
    numpy.ndarray
        One row a line, a little wider than its ink.
    """
    import cv2

    height, width = grey.shape
    share = min(1.0, SEEN / scale)
    wanted = [max(SIDES, round(side * share / SIDES) * SIDES) for side in (width, height)]
    small = cv2.resize(grey, wanted, interpolation=cv2.INTER_AREA)
    batch = np.repeat((small.astype(np.float32) / 127.5 - 1.0)[None, None], 3, axis=1)
    found = _run("det", batch)[0, 0] > TEXT
    _, _, boxes, _ = cv2.connectedComponentsWithStats(found.astype(np.uint8), connectivity=8)
    left, top, wide, high, area = boxes[1:][boxes[1:, 2:4].min(axis=1) >= LEAST].T
    grown = area * UNCLIP / (2 * (wide + high))
    edges = np.stack([left - grown, top - grown, left + wide + grown, top + high + grown], axis=1)
    factor = np.array([width / wanted[0], height / wanted[1]] * 2)
    return np.asarray(np.clip(np.round(edges * factor), 0, [width, height, width, height]), dtype=np.int64)

"""What is drawn on a PDF page: ruling lines, shaded boxes, images, text objects behind them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np

from govreport.document import Box
from govreport.readers import pdf_native as native
from govreport.readers.pdf_fills import sides
from govreport.readers.pdf_view import View
from govreport.readers.sheet import Rule

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
_SHAPES = (PATH, IMAGE, SHADING)
THIN = 3.5
"""Points: a filled box that is thinner is a line."""
THICK = 8.0
"""Points: what pdfium gives as the width of a stroked line is twice that of the line."""
MAX_DEPTH = 6
_Matrix = tuple[float, float, float, float, float, float]
_Get = Callable[[int, int], int]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """What a page shows beside its characters.

    Attributes
    ----------
    rules
        Lines, thin boxes and the sides of boxes.
    fills
        Coloured areas, in no order.
    images
        Boxes of the images, with their place in the order of drawing.
    last_text
        Place of the last text in that order, -1 without any.
    curves
        How many pieces of paths are no lines or boxes; a page of outlined letters has thousands.
    count
        How much was drawn, pieces of paths included; more than was asked for where the walk was broken off.
    """

    rules: list[Rule] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    images: list[tuple[int, Box, bool]] = field(default_factory=list)
    last_text: int = -1
    curves: int = 0
    count: int = 0


class _Walk:
    """One walk over the objects of a page."""

    def __init__(self, view: View, most: int) -> None:
        self.view = view
        self.most = most
        self.drawn = Drawn()
        self._floats = (ctypes.c_float * 6)()
        self._at = [ctypes.addressof(self._floats) + 4 * n for n in range(6)]
        self._colour = (ctypes.c_uint * 4)()
        self._channels = [ctypes.addressof(self._colour) + 4 * n for n in range(4)]

    def run(self, get: _Get, holder: int, count: int, matrix: _Matrix, depth: int) -> None:
        """Look at the objects of a page or a form."""
        drawn = self.drawn
        items = list(map(get, repeat(holder), range(min(count, self.most - drawn.count + 1))))
        kinds = list(map(native.object_type, items))
        shapes = self.shapes([item for item, kind in zip(items, kinds, strict=True) if kind in _SHAPES], matrix)
        for item, kind in zip(items, kinds, strict=True):
            drawn.count += 1
            if kind == TEXT:
                drawn.last_text = drawn.count
            elif kind == PATH:
                self.path(item, *next(shapes), matrix)
            elif kind in _SHAPES:
                drawn.images.append((drawn.count, next(shapes)[0], bool(native.is_transparent(item))))
            elif kind == FORM and depth < MAX_DEPTH:
                inner = native.count_form_objects(item)
                self.run(native.form_object, item, inner, _times(self.matrix(item), matrix), depth + 1)

    def matrix(self, item: int) -> _Matrix:
        if not native.object_matrix(item, self._at[0]):
            return _PLAIN
        a, b, c, d, e, f = self._floats
        return a, b, c, d, e, f

    def shapes(self, items: list[int], matrix: _Matrix) -> Iterator[tuple[Box, bool, bool]]:
        """Yield the box of each path or image on the page, and whether a path is filled and stroked."""
        bounds, modes = np.zeros((len(items), 4), np.float32), np.zeros((len(items), 2), np.intc)
        native.write_rows(native.object_bounds, items, into=bounds, apart=True)
        native.write_rows(native.draw_mode, items, into=modes, apart=True)
        left, bottom, right, top = bounds.T.astype(float)
        if matrix is not _PLAIN:
            xs, ys = zip(*[_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)], strict=True)
            left, bottom, right, top = np.min(xs, 0), np.min(ys, 0), np.max(xs, 0), np.max(ys, 0)
        x0, y0, x1, y1 = self.view.seen(left, bottom, right, top)
        wide, high = self.view.width, self.view.height
        clipped = np.maximum(x0, -wide), np.maximum(y0, 0.0), np.minimum(x1, 2 * wide), np.minimum(y1, high)
        boxes = zip(*[side.tolist() for side in clipped], strict=True)
        return zip(boxes, *(modes.T != 0).tolist(), strict=True)

    def path(self, item: int, box: Box, fill: bool, stroke: bool, matrix: _Matrix) -> None:
        wide, high = box[2] - box[0], box[3] - box[1]
        if not (fill or stroke) or wide < 0 or high < 0:
            return
        if wide <= THIN or high <= THIN:
            self.line(*box)
            return
        count = native.count_segments(item)
        if count <= 2:
            if stroke and min(wide, high) <= THICK:
                self.line(*box)
            else:
                self.drawn.curves += 1
        elif not stroke and self._is_white(item):
            return
        elif count <= 6 and self._is_box(item):
            if stroke:
                self.drawn.rules += sides(box)
            else:
                self.drawn.fills.append(box)
        else:
            self.pieces(item, count, stroke, matrix)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        rules, wide, high = self.drawn.rules, x1 - x0, y1 - y0
        if wide >= high:
            rules.append(Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
        if high >= wide or (wide <= THIN and high <= THIN):
            rules.append(Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))

    def _point(self, item: int, at: int) -> tuple[int, float, float]:
        segment = native.path_segment(item, at)
        native.segment_point(segment, self._at[0], self._at[1])
        return segment, self._floats[0], self._floats[1]

    def _is_box(self, item: int) -> bool:
        """Tell whether the first two sides of a short path run along the axes, one after the other."""
        _, ax, ay = self._point(item, 0)
        _, bx, by = self._point(item, 1)
        _, cx, cy = self._point(item, 2)
        return (abs(ax - bx) < 0.1 and abs(by - cy) < 0.1) or (abs(ay - by) < 0.1 and abs(bx - cx) < 0.1)

    def _is_white(self, item: int) -> bool:
        native.fill_colour(item, *self._channels)
        red, green, blue, alpha = self._colour
        return (red >= 250 and green >= 250 and blue >= 250) or alpha == 0

    def pieces(self, item: int, count: int, stroke: bool, matrix: _Matrix) -> None:
        """Take a path of many pieces apart: straight strokes are lines, filled boxes are areas or thin lines."""
        self.drawn.count += count
        if self.drawn.count > self.most:
            return
        whole = _times(self.matrix(item), matrix)
        boxes: list[Box] = []
        for points in self._subpaths(item, count):
            seen = [self.view.seen(x, y, x, y)[:2] for x, y in (_moved(whole, *point) for point in points)]
            if stroke:
                self._strokes(seen)
            elif len(seen) > 2:
                boxes += self._filled(seen)
        if len(boxes) == 2 and _is_ring(*boxes):
            self.drawn.rules += sides(tuple((one + other) / 2 for one, other in zip(*boxes, strict=True)))
        else:
            self.drawn.fills += boxes

    def _subpaths(self, item: int, count: int) -> Iterator[list[tuple[float, float]]]:
        points: list[tuple[float, float]] = []
        for at in range(count):
            segment, x, y = self._point(item, at)
            kind = native.segment_type(segment)
            if kind == 2:
                yield points
                points = []
            points.append((x, y))
            self.drawn.curves += kind == 1
            if native.segment_closes(segment) and points:
                points.append(points[0])
        yield points

    def _strokes(self, points: list[tuple[float, float]]) -> None:
        for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
            if abs(ax - bx) <= 0.6 or abs(ay - by) <= 0.6:
                self.line(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _filled(self, points: list[tuple[float, float]]) -> list[Box]:
        """Take a filled piece as a line where it is thin; return its box where it is an area."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = min(xs), min(ys), max(xs), max(ys)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            self.line(*box)
            return []
        return [box] if len(points) <= 6 else []


def _is_ring(one: Box, other: Box) -> bool:
    """Tell whether two boxes are the outer and the inner edge of a frame of four lines."""
    outer, inner = sorted((one, other))
    edges = inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]
    return min(edges) >= 0 and max(edges) <= THIN and outer != inner


def _moved(matrix: _Matrix, x: Any, y: Any) -> tuple[Any, Any]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """Return the matrix that applies the inner one first."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def drawn_on(page: int, view: View, most: int) -> Drawn:
    """Return what is drawn on a page, in points from the top left of what is seen of it.

    Parameters
    ----------
    page
        Address of pdfium's page.
    view
        How it is seen.
    most
        How many things and pieces of paths are looked at before the walk is broken off.
    """
    walk = _Walk(view, most)
    walk.run(native.page_object, page, native.count_objects(page), _PLAIN, 0)
    return walk.drawn

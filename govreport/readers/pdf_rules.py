"""What is drawn on a PDF page: ruling lines, shaded boxes, images, text objects behind them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from govreport.document import Box
from govreport.readers import pdf_native as native
from govreport.readers.pdf_fills import sides
from govreport.readers.pdf_view import View
from govreport.readers.sheet import Rule

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
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
        self._ints = (ctypes.c_int * 2)()
        self._modes = [ctypes.addressof(self._ints) + 4 * n for n in range(2)]
        self._colour = (ctypes.c_uint * 4)()
        self._channels = [ctypes.addressof(self._colour) + 4 * n for n in range(4)]

    def run(self, get: _Get, holder: int, count: int, matrix: _Matrix, depth: int) -> None:
        """Look at the objects of a page or a form."""
        kind_of, drawn = native.object_type, self.drawn
        for at in range(min(count, self.most - drawn.count + 1)):
            item = get(holder, at)
            kind = kind_of(item) if item else 0
            drawn.count += 1
            if kind == TEXT:
                drawn.last_text = drawn.count
            elif kind == PATH:
                self.path(item, matrix)
            elif kind in (IMAGE, SHADING):
                clear = bool(native.is_transparent(item))
                drawn.images.append((drawn.count, self.box(self.bounds(item, matrix)), clear))
            elif kind == FORM and depth < MAX_DEPTH:
                inner = native.count_form_objects(item)
                self.run(native.form_object, item, inner, _times(self.matrix(item), matrix), depth + 1)

    def matrix(self, item: int) -> _Matrix:
        if not native.object_matrix(item, self._at[0]):
            return _PLAIN
        a, b, c, d, e, f = self._floats
        return a, b, c, d, e, f

    def bounds(self, item: int, matrix: _Matrix) -> Box:
        """Return left, bottom, right, top of an object on the page."""
        if not native.object_bounds(item, *self._at[:4]):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = self._floats[:4]
        if matrix is _PLAIN:
            return left, bottom, right, top
        corners = [_moved(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def box(self, bounds: Box) -> Box:
        x0, y0, x1, y1 = self.view.seen(*bounds)
        wide = self.view.width
        return max(x0, -wide), max(y0, 0.0), min(x1, 2 * wide), min(y1, self.view.height)

    def path(self, item: int, matrix: _Matrix) -> None:
        native.draw_mode(item, *self._modes)
        fill, stroke = self._ints
        if not (fill or stroke):
            return
        x0, y0, x1, y1 = self.box(self.bounds(item, matrix))
        wide, high = x1 - x0, y1 - y0
        if wide < 0 or high < 0:
            return
        count = native.count_segments(item)
        if min(wide, high) <= (THICK if stroke and count <= 2 else THIN):
            self.line(x0, y0, x1, y1)
        elif count <= 2:
            self.drawn.curves += 1
        elif not stroke and self._is_white(item):
            return
        elif count <= 6 and self._is_box(item):
            if stroke:
                self.drawn.rules += sides((x0, y0, x1, y1))
            else:
                self.drawn.fills.append((x0, y0, x1, y1))
        else:
            self.pieces(item, count, bool(stroke), matrix)

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
        for points in self._subpaths(item, count):
            seen = [self.view.seen(x, y, x, y)[:2] for x, y in (_moved(whole, *point) for point in points)]
            if stroke:
                self._strokes(seen)
            elif len(seen) > 2:
                self._filled(seen)

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

    def _filled(self, points: list[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = min(xs), min(ys), max(xs), max(ys)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            self.line(*box)
        elif len(points) <= 6:
            self.drawn.fills.append(box)


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
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

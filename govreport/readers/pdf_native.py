"""The few functions of pdfium that the PDF reader calls by the thousand, and the handles it must give back.

pypdfium2's own prototypes check and convert every argument; for a page of a thousand characters that takes longer than
pdfium itself. These take plain addresses. pdfium is not thread safe: `LOCK` is held while a document is open.
"""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from govreport.readers import pdf_fonts

LOCK = threading.Lock()


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of pdfium that takes addresses as they are and keeps the interpreter's lock."""
    found: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, c_void_p).value or 0)
    return found


count_chars = _plain(raw.FPDFText_CountChars, c_int, c_void_p)
get_text = _plain(raw.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
text_object = _plain(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
loose_box = _plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
tight_box = _plain(raw.FPDFText_GetCharBox, c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p)
char_origin = _plain(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
char_matrix = _plain(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
font_size = _plain(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
char_angle = _plain(raw.FPDFText_GetCharAngle, c_float, c_void_p, c_int)
char_code = _plain(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
is_hyphen = _plain(raw.FPDFText_IsHyphen, c_int, c_void_p, c_int)
has_no_meaning = _plain(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
count_objects = _plain(raw.FPDFPage_CountObjects, c_int, c_void_p)
page_object = _plain(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
count_form_objects = _plain(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
form_object = _plain(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_uint)
object_type = _plain(raw.FPDFPageObj_GetType, c_int, c_void_p)
object_bounds = _plain(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _plain(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
fill_colour = _plain(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
is_transparent = _plain(raw.FPDFPageObj_HasTransparency, c_int, c_void_p)
render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
draw_mode = _plain(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
count_segments = _plain(raw.FPDFPath_CountSegments, c_int, c_void_p)
path_segment = _plain(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
segment_point = _plain(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_type = _plain(raw.FPDFPathSegment_GetType, c_int, c_void_p)
segment_closes = _plain(raw.FPDFPathSegment_GetClose, c_int, c_void_p)


def write_rows(function: Callable[..., Any], *arguments: Iterable[int], into: np.ndarray, apart: bool = False) -> None:
    """Call a function once for each row of an array, without a step of Python between two calls.

    Parameters
    ----------
    function
        One of the above, which writes numbers to an address, or with `apart` to one for each column.
    arguments
        What it gets before that, one for each row.
    into
        The array; a row that the function leaves alone stays as it is.
    """
    if not len(into):
        return
    (rows, columns), (step, width) = into.shape, into.strides
    starts = range(into.ctypes.data, into.ctypes.data + (columns if apart else 1) * width, width)
    deque(map(function, *arguments, *(range(start, start + rows * step, step) for start in starts)), maxlen=0)


def address(handle: Any) -> int:
    """Return the address behind a handle of pypdfium2."""
    return ctypes.cast(handle, c_void_p).value or 0


@contextmanager
def opened_page(document: Any, number: int, *, drawn: bool = False) -> Iterator[tuple[int, int] | None]:
    """Open a page (from 0) and its text; None where pdfium cannot. Both are closed again. `LOCK` is held.

    Parameters
    ----------
    document
        An open document; it keeps the fonts that its pages were opened with.
    number
        Which page.
    drawn
        Whether the page is to be drawn, with the fonts of the machine for those that the file does not hold.
    """
    with nullcontext() if drawn else pdf_fonts.boxes():
        page = raw.FPDF_LoadPage(document, number)
        text = raw.FPDFText_LoadPage(page) if page else None
    if not page:
        yield None
        return
    try:
        yield (address(page), address(text)) if text else None
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)

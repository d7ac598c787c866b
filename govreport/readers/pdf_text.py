"""The characters of a PDF page with their boxes."""

from __future__ import annotations

import ctypes
import unicodedata

import numpy as np

from govreport.readers import pdf_native as native
from govreport.readers.pdf_view import View
from govreport.readers.sheet import Mark

_WIDE = "\u2e80"
"""From here on scripts are written without blanks between words."""
_RADICALS = dict(
    zip(
        "⺁⺄⺆⺈⺊⺌⺍⺎⺗⺟⺠⺡⺤⺩⺫⺬⺭⺮⺯⺲⺶⺷⺸⺹⺼⺽⺾⻀⻁⻄⻅⻆⻈⻉⻋⻌⻐⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙冂刀卜小小兀心母民氵爫王目示礻竹纟罒羊羊羊耂月臼艹艹虎西见角讠贝车辶钅长长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齐齿齿竜龙龟龟龟",
        strict=True,
    )
)
"""Radicals that fonts print for the characters that look the same."""


def _same_glyphs() -> dict[int, str]:
    """Return what stands for a character that is drawn in the same way: radicals, vertical forms, hyphens."""
    codes = [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9), *range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE48)]
    found = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    found |= {ord(radical): plain for radical, plain in _RADICALS.items()}
    return {code: text for code, text in found.items() if len(text) == 1} | dict.fromkeys((2, 0xAD, 0xFFFE), "-")


SAME = _same_glyphs()


def characters(text: int) -> str:
    """Return all characters of a page's text, one for each of pdfium's, blanks that it adds included."""
    count = native.count_chars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = native.get_text(text, 0, count, ctypes.addressof(buffer))
    found = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    if len(found) != count:
        codes = [native.char_code(text, at) for at in range(count)]
        found = "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    return found.translate(SAME)


def boxes(text: int, count: int, view: View) -> list[list[float]]:
    """Return the box of each character as (x0, y0, x1, y1), as high as its font and as wide as its advance."""
    array = np.zeros((count, 4), np.float32)
    address = array.ctypes.data
    for at in range(count):
        native.loose_box(text, at, address + 16 * at)
    left, top, right, bottom = array.T.astype(float)
    found: list[list[float]] = np.stack(view.seen(left, bottom, right, top), axis=1).tolist()
    return found


def marks_of(text: int, printed: str, view: View) -> list[Mark]:
    """Return the marks of a page: every visible character, and the blanks between words.

    Parameters
    ----------
    text
        Address of pdfium's text page.
    printed
        Its `characters`.
    view
        How the page is seen.
    """
    found: list[Mark] = []
    blank = False
    wide, high = view.width, view.height
    for char, (x0, y0, x1, y1) in zip(printed, boxes(text, len(printed), view), strict=True):
        if char <= " " or char.isspace():
            blank = True
            continue
        if x1 <= 0 or y1 <= 0 or x0 >= wide or y0 >= high:
            continue
        if blank and found and (char < _WIDE or found[-1].text < _WIDE):
            last = found[-1]
            if last.x1 <= x0 and last.y0 < y1 and y0 < last.y1:
                found.append(Mark(" ", last.x1, last.y0, x0, last.y1))
        blank = False
        found.append(Mark(char, x0, y0, x1, y1))
    return found

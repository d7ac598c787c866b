"""The characters of a PDF page with their boxes."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from itertools import compress, repeat

import numpy as np

from govreport.readers import pdf_native as native
from govreport.readers.pdf_view import View
from govreport.readers.sheet import Mark

THIN = 0.06
"""Share of the height that a blank is wide at least; pdfium sees one wherever the font changes."""
SAMPLED = 16
"""Characters that are asked for their direction, a page."""
MOST = 0.6
"""Share of them from which on it is the page's."""
CUT = 0.3
"""Share of a character that the page's edge may cut off; beyond it nobody sees what follows."""
ABSURD = 3.0
"""A box that is so many times as high as the others on the page is none."""
LOW = 0.7
"""A full-width character lower than this share of its width shows that its font tells only the ink."""
TALL = 1.6
"""A character that is higher than so many times its size is not: its lines would lie over each other."""
SLIM = 0.5
"""Share of its size that a digit is wide."""
ASLANT = 0.17
"""Radians off the page's directions; text under a scan is no further off."""
ASCENT, DESCENT = 0.86, 0.14
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


_BLANK = re.compile(r"[\x00-\x20\s]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def _same_glyphs() -> dict[int, str]:
    """Return what stands for a character that is drawn in the same way: radicals, vertical forms, hyphens."""
    codes = [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9), *range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE48)]
    found = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    found |= {ord(radical): plain for radical, plain in _RADICALS.items()}
    return {code: text for code, text in found.items() if len(text) == 1} | dict.fromkeys((0xAD, 0xFFFE), "-")


SAME = _same_glyphs()


def characters(text: int) -> str:
    """Return all characters of a page's text, one for each of pdfium's, blanks that it adds included."""
    count = native.count_chars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = native.get_text(text, 0, count, ctypes.addressof(buffer))
    found = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    if len(found) != count or _CONTROL.search(found):
        found = "".join([_character(text, at) for at in range(count)])
    return found.translate(SAME)


def _character(text: int, at: int) -> str:
    """Return one character; where the font does not say which, the sign for that instead of some code."""
    code = native.char_code(text, at)
    if native.is_hyphen(text, at):
        return "-"
    if code in (9, 10, 13) and not native.has_no_meaning(text, at):
        return " "
    sound = 32 <= code < 0x110000 and not 0x7F <= code < 0xA0 and not 0xD800 <= code < 0xE000
    return chr(code) if sound and (code > 32 or not native.has_no_meaning(text, at)) else "\ufffd"


def upright(text: int, printed: str) -> int | None:
    """Return by how many quarters, clockwise, a page must be turned for most of its text to stand upright.

    Returns
    -------
    int or None
        None where there is no text, or text in every direction.
    """
    step = max(1, len(printed) // SAMPLED)
    sampled = [at for at in range(0, len(printed), step) if not printed[at].isspace()]
    turns = [-round(native.char_angle(text, at) / (math.pi / 2)) % 4 for at in sampled]
    most = max(set(turns), key=turns.count, default=0)
    return most if turns and turns.count(most) > MOST * len(turns) else None


def boxes(text: int, printed: str, view: View) -> np.ndarray:
    """Return the box of each character as (x0, y0, x1, y1), as high as its font and as wide as its advance.

    Some fonts for vertical text claim to be twenty times as high as they are: there the ink's own box stands. Fonts
    that are drawn by the page itself tell only their ink, and some are said to be as high as all their characters
    together: there the box is made from size and baseline.
    """
    array = np.zeros((len(printed), 4), np.float32)
    native.write_rows(native.loose_box, repeat(text), range(len(printed)), into=array)
    left, top, right, bottom = array.T.astype(float)
    seen = np.stack(view.seen(left, bottom, right, top), axis=1)
    high, wide = seen[:, 3] - seen[:, 1], seen[:, 2] - seen[:, 0]
    usual = float(np.median(high[high > 0])) if (high > 0).any() else 0.0
    for at in map(int, np.flatnonzero((high > ABSURD * usual) & (high > ABSURD * wide) | (wide > ABSURD * 2 * usual))):
        seen[at] = _ink(text, at, view)
    codes = _codes(printed)
    if not view.turned and _is_odd(codes, high, wide):
        _square(text, np.flatnonzero((codes > 32) & (high > 0)), codes, view, seen)
    return seen


def _is_odd(codes: np.ndarray, high: np.ndarray, wide: np.ndarray) -> bool:
    """Tell whether any character of known width for its size is not as high as its size."""
    full, digit = codes >= ord(_WIDE), (codes >= ord("0")) & (codes <= ord("9"))
    size = np.where(full, wide, wide / SLIM)
    return bool((full & (high < LOW * wide) | (full | digit) & (high > TALL * size)).any())


def _codes(printed: str) -> np.ndarray:
    return np.frombuffer(printed.encode("utf-32-le"), np.uint32)


def _square(text: int, places: np.ndarray, codes: np.ndarray, view: View, seen: np.ndarray) -> None:
    """Give characters whose font tells no height the height of their font, and low ones of full width its width."""
    each = places.tolist()
    matrix, origin = np.zeros((len(each), 6), np.float32), np.zeros((len(each), 2))
    native.write_rows(native.char_matrix, repeat(text), each, into=matrix)
    native.write_rows(native.char_origin, repeat(text), each, into=origin, apart=True)
    across, aside = np.abs(matrix[:, :2].T.astype(float))
    size = np.array(list(map(native.font_size, repeat(text), each))) * across
    high, upright = seen[places, 3] - seen[places, 1], (size > 0) & (size < 200) & (aside <= across)
    x, y = origin.T
    top, bottom = view.top - (y + ASCENT * size), view.top - (y - DESCENT * size)
    tall, low = upright & (high > TALL * size), upright & (high < size)
    seen[places[tall], 1], seen[places[tall], 3] = top[tall], bottom[tall]
    places, size, x, top, bottom = places[low], size[low], x[low], top[low], bottom[low]
    seen[places, 1] = np.minimum(top, seen[places, 1])
    seen[places, 3] = np.maximum(bottom, seen[places, 3])
    full = codes[places] >= ord(_WIDE)
    seen[places[full], 0] = (x - view.left)[full]
    seen[places[full], 2] = (x - view.left + size)[full]


def _ink(text: int, at: int, view: View) -> tuple[float, float, float, float]:
    corners = (ctypes.c_double * 4)()
    start = ctypes.addressof(corners)
    native.tight_box(text, at, start, start + 8, start + 16, start + 24)
    left, right, bottom, top = corners
    x0, y0, x1, y1 = view.seen(left, bottom, right, top)
    return x0, y0, x1, y1


def marks_of(text: int, printed: str, view: View) -> list[Mark]:
    """Return the marks of a page: every character, and the blanks between words.

    What runs aslant is a watermark and left out. What stands above or below the page is printed on another one; beside
    it stand the columns of a table that is wider than the page. A character at that edge is not sure: what follows it
    may be cut off.

    Parameters
    ----------
    text
        Address of pdfium's text page.
    printed
        Its `characters`.
    view
        How the page is seen.
    """
    box = boxes(text, printed, view)
    blank = np.zeros(len(printed), bool)
    blank[[match.start() for match in _BLANK.finditer(printed)]] = True
    middle = box[:, 1] + box[:, 3]
    shown = ~blank & (middle >= 0) & (middle <= 2 * view.height) & ~_aslant(text, box)
    codes, after, box = _codes(printed)[shown], np.cumsum(blank)[shown], box[shown]
    x0, _, x1, _ = box.T
    cut = CUT * (x1 - x0)
    sure = (x0 >= 0) & (x1 <= view.width) | (x0 >= -cut) & (x1 <= view.width + cut)
    runs = _runs(text, np.flatnonzero(shown), codes)
    marks = list(map(Mark, compress(printed, shown.tolist()), *box.T.tolist(), sure.tolist(), runs))
    return _with_blanks(marks, _apart(codes, after, box))


def _aslant(text: int, box: np.ndarray) -> np.ndarray:
    """Return which characters run neither along nor across the page, as those of a watermark do.

    One that is level with the character before or after it runs along the page, and is not asked.
    """
    level = box[1:, 1] == box[:-1, 1]
    off = np.ones(len(box), bool)
    off[1:] &= ~level
    off[:-1] &= ~level
    asked = np.flatnonzero(off).tolist()
    angles = np.fromiter(map(native.char_angle, repeat(text), asked), np.float64, len(asked))
    quarter = math.pi / 2
    off[asked] = np.abs(angles - quarter * np.round(angles / quarter)) > ASLANT
    return off


def _runs(text: int, places: np.ndarray, codes: np.ndarray) -> list[int]:
    """Return which text of the page each digit is part of, 0 for other characters."""
    found = np.zeros(len(codes), np.int64)
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    found[digits] = [item or 0 for item in map(native.text_object, repeat(text), places[digits].tolist())]
    runs: list[int] = found.tolist()
    return runs


def _apart(codes: np.ndarray, after: np.ndarray, box: np.ndarray) -> list[int]:
    """Return which characters stand behind a blank that parts words: `after` counts the blanks before each."""
    x0, y0, x1, y1 = box.T
    narrow = codes < ord(_WIDE)
    beside = (y0[:-1] < y1[1:]) & (y0[1:] < y1[:-1])
    gap = x0[1:] - x1[:-1] > THIN * (y1 - y0)[1:]
    found: list[int] = (np.flatnonzero((np.diff(after) > 0) & (narrow[1:] | narrow[:-1]) & beside & gap) + 1).tolist()
    return found


def _with_blanks(marks: list[Mark], places: list[int]) -> list[Mark]:
    """Return marks with a blank before each of these places."""
    found: list[Mark] = []
    start = 0
    for at in places:
        last = marks[at - 1]
        found += marks[start:at]
        found.append(Mark(" ", last.x1, last.y0, marks[at].x0, last.y1))
        start = at
    return found + marks[start:]

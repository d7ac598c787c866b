"""Whether what a PDF's text layer says is what its page shows; where not, the page must be read as an image."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable

from govreport.readers import pdf_native as native
from govreport.readers.pdf_rules import Drawn
from govreport.readers.pdf_view import View

COVERED = 0.5
"""Share of the page that images cover where it may be a scan."""
PICTURED = 0.1
"""Share of a page without text that images cover where something may be read in them."""
FEW = 60
"""Characters of a page number, a heading or a stamp over a scanned page."""
OUTLINES = 300
"""Curves on a page without text from which on they may be letters."""
LEAST = 40
"""Characters from which on a page shows whether they are of a language."""
BROKEN = 0.02
"""Share of characters without meaning that no page with a sound text layer has."""
COMMON = 0.1
"""Share of its most common characters that Chinese text always exceeds; a report has about half."""
SYMBOLS = 0.3
VOWELS = 0.2
SAMPLED = 8
_INVISIBLE = (3, 7)
"""Ways of drawing text that draw nothing: none at all, and only as a clip."""
_FREQUENT = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长"
    "政府信息公开情况工作报告度数量总计申请处理结果机关其他规章制件部门组织法人本新收办理予以属年行政复议诉讼直接起维持纠正尚未审许可罚强制事业性费区县市省局委会员责任"
    "條個這來時會發開無見經長動兩過對說為處機關規訴許業費縣區員責報數總請與"
)
_CHINESE = re.compile("[\u3400-\u9fff]")
_DIGIT = re.compile("[0-9]")
_FOREIGN = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
_MIXED = re.compile(f"(?<=[\u3400-\u9fff]){_FOREIGN}|{_FOREIGN}(?=[\u3400-\u9fff])")
"""A letter of other languages right beside a Chinese character."""
MIXED = "some of its characters stand for others, digits perhaps among them (the font's character map is broken)"
"""Said of a page; the fonts of all other pages of its file are as little to be trusted."""
_CID = re.compile(r"\(cid:\d+\)")
_FREE = frozenset(" .,-–—/()%:;'\"")


def untrusted(text: int, printed: str, drawn: Drawn, view: View) -> str | None:
    """Say why a page's text layer cannot be used, None where it can.

    Parameters
    ----------
    text
        Address of pdfium's text page.
    printed
        Its characters.
    drawn
        What else is on the page.
    view
        How the page is seen.

    Returns
    -------
    str or None
        None also for an empty page.
    """
    tight = "".join(printed.split())
    images = _covered(drawn, view)
    if not tight:
        empty = images < PICTURED and drawn.curves < OUTLINES
        return None if empty else "it has no text, only an image or outlines of letters"
    if _hidden(text, printed) * 2 > len(tight):
        return "its text layer is invisible, as text recognition puts it over a scan"
    if images >= COVERED and len(tight) < FEW:
        return f"it is an image with no more than {len(tight)} characters over it"
    if _painted_over(drawn, view):
        return "its text layer lies under an image that covers it"
    if _unmapped(text, printed):
        return "its font does not say which characters its numbers are"
    return _meaningless(tight)


def _covered(drawn: Drawn, view: View) -> float:
    page = max(view.width * view.height, 1.0)
    boxes = (box for _, box, _ in drawn.images)
    return sum(max(0.0, x1 - x0) * max(0.0, y1 - y0) for x0, y0, x1, y1 in boxes) / page


def _painted_over(drawn: Drawn, view: View) -> bool:
    """Tell whether an opaque image of the page's size is drawn after all text."""
    page = view.width * view.height
    return any(
        order > drawn.last_text and not clear and (x1 - x0) * (y1 - y0) > 0.8 * page
        for order, (x0, y0, x1, y1), clear in drawn.images
    )


def _unmapped(text: int, printed: str) -> bool:
    """Tell whether digits are only codes of a font without a character map: any digit may be any other."""
    return any([native.has_no_meaning(text, match.start()) for match in _DIGIT.finditer(printed)])


def _hidden(text: int, printed: str) -> int:
    """Return how many characters draw nothing; a few are asked first."""
    step = max(1, len(printed) // SAMPLED)
    starts = range(0, len(printed), step)
    sampled = [next((n for n in range(at, at + step) if not printed[n : n + 1].isspace()), at) for at in starts]
    if not any(is_hidden(text, at) for at in sampled):
        return 0
    return sum(is_hidden(text, at) for at, char in enumerate(printed) if not char.isspace())


def is_hidden(text: int, at: int) -> bool:
    """Tell whether a character is drawn invisibly."""
    item = native.text_object(text, at)
    if not item:
        return False
    if native.render_mode(item) in _INVISIBLE:
        return True
    colour = (ctypes.c_uint * 4)()
    start = ctypes.addressof(colour)
    return bool(native.fill_colour(item, start, start + 4, start + 8, start + 12)) and colour[3] == 0


def _meaningless(text: str) -> str | None:
    """Say why characters are no language, None where they may be one."""
    broken = sum(text.count(char) for char in set(text) if _is_broken(char))
    if broken >= 3 and broken > BROKEN * len(text):
        return f"{broken} of its {len(text)} characters have no meaning (the font's character map is missing or broken)"
    if len(_CID.findall(text)) >= 3:
        return "its text layer names glyphs, (cid:…), not characters"
    if len(_MIXED.findall(text)) >= 3:
        return MIXED
    if len(text) >= LEAST and is_garbled(text):
        return "its text layer is no Chinese (the font's character map is broken)"
    return None


def _is_broken(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f" or "\ue000" <= char <= "\uf8ff" or char == "\ufffd"


def is_garbled(text: str) -> bool:
    """Tell whether text only looks like characters of a language.

    Examples
    --------
    >>> is_garbled("本年新收政府信息公开申请数量和上年结转政府信息公开申请数量等于本年度办理结果" * 2)
    False
    >>> is_garbled("嵯蛎偎臁糨冢泐氅蕈粞螓" * 8), is_garbled("±¾Äê¶ÈÕþ¸®ÐÅÏ¢¹«¿ª" * 8), is_garbled("!#$%&*+<=>?@" * 8)
    (True, True, True)
    """
    chinese = _CHINESE.findall(text)
    if len(chinese) >= LEAST / 2:
        return len(_FREQUENT.intersection(chinese)) < 3 or _share([char in _FREQUENT for char in chinese]) < COMMON
    if _share("\xa0" <= char < "\u2000" for char in text) > SYMBOLS:
        return True
    letters = [char for char in text.lower() if "a" <= char <= "z"]
    if len(letters) >= LEAST and _share(char in "aeiou" for char in letters) < VOWELS:
        return True
    plain = [char for char in text if char < "\x7f"]
    return len(plain) > LEAST and _share(not char.isalnum() and char not in _FREE for char in plain) > SYMBOLS


def _share(flags: Iterable[bool]) -> float:
    found = list(flags)
    return sum(found) / len(found) if found else 0.0

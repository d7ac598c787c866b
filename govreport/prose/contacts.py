"""Contacts in a text, overwritten sign by sign so that offsets hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

MASK = "■"

# A number with one of these behind it counts something; it is no telephone.
_UNIT = r"(?!\s*[余餘多万萬亿億人次条條件个個篇项項场場期户戶元份批家名封起年月%％])"
_COLON = r"\s*(?:[号號][码碼]?)?\s*[:：为為是]\s*"
_PHONE = r"[\d(（+＋][\d()（）+＋—－–‐\-\s、/／转]{4,60}\d"
_LABEL = r"(?:[电電]\s*[话話]|[传傳]\s*真|手\s*[机機]|[热熱]\s*[线線]|[Tt][Ee][Ll]|[Ff][Aa][Xx])"
# An address may hold bracketed remarks; it ends with the sentence or where the next contact begins.
_WORD = r"[A-Za-z0-9_.+\-０-９ａ-ｚＡ-Ｚ]"
_CONTACT = "[联聯][系繫]"
_HAN = r"[\u4e00-\u9fff]"
_NEXT = r"(?:[联聯][系繫]|咨[询詢]|[邮郵][编編政箱]|[电電][话話子]|[传傳]真|[网網][址站])"
_ADDRESS = rf"(?:(?!{_NEXT})[^，,。；;()（）\n\t]|[(（][^()（）\n]{{0,40}}[)）]){{2,80}}"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LABEL}(?:{_COLON}|\s*[(（]?[传傳]真[)）]?{_COLON}|[ \u3000]+)({_PHONE}){_UNIT}",
        # In a table only beside a cell that is nothing but such a label.
        rf"(?<![^\t\n])(?:{_CONTACT}|咨[询詢])(?:[电電][话話]|方式)[:：]?\t+(\d[\d\- —－]{{5,24}}\d)(?![^\t\n])",
        rf"[邮郵]\s*(?:政\s*)?[编編]\s*[码碼]?(?:{_COLON}|\s*)(\d(?:\s?\d){{5}})(?!\d){_UNIT}",
        rf"(?<![网網站接载載问問PpLl])地\s*址(?:{_COLON}|\t+)({_ADDRESS})",
        rf"{_CONTACT}人[员員]?(?:及(?:{_CONTACT})?方式|姓名)?\s*[:：]\s*({_HAN}(?:[ \u3000]?{_HAN}){{1,3}})(?!{_HAN})",
        rf"(?<!{_WORD})({_WORD}{{1,64}}\s?[@＠]\s?(?:[A-Za-z0-9\-]{{1,63}}[.．]){{1,4}}[A-Za-z]{{2,12}})",
        r"(?<![\d.．])([（(]?[0０]\d{2,3}[)）]?\s?[-—－–‐―]\s?\d{7,8}(?:\s?[-—－–‐转]\s?\d{1,6})?)(?!\d)",
        r"(?<![\d.．])([（(][0０]\d{2,3}[)）]\s?\d{7,8})(?!\d)",
        rf"(?<![\d.．,，])(?<![\t\n])(?<!\A)((?:\+?86[- ]?)?1[3-9]\d{{9}})(?![\d.．,，]\d)(?!\d){_UNIT}",
        rf"(?<![\d.．\-])([48]00[-—－–]\d{{3}}[-—－–]?\d{{4}})(?!\d){_UNIT}",
    )
)
# Patterns run only around these: a report is long and its contacts are few.
_SIGNS = (
    *(
        "电话",
        "电 话",
        "电  话",
        "电\u3000话",
        "電話",
        "传真",
        "传 真",
        "传  真",
        "传\u3000真",
        "傳真",
        "手机",
        "手 机",
        "手機",
    ),
    *(
        "热线",
        "熱線",
        "邮编",
        "邮 编",
        "邮\u3000编",
        "郵編",
        "邮政编",
        "郵政編",
        "地址",
        "地 址",
        "地  址",
        "地\u3000址",
    ),
    *("联系人", "联系电", "聯繫人", "聯系人", "@", "＠", "00-"),
    *("TEL", "Tel", "tel", "FAX", "Fax", "fax"),
)
_RUN = re.compile(r"\d{7}")
_BEFORE, _AFTER = 24, 140


def _overwrite(match: re.Match[str]) -> str:
    whole, (start, end) = match[0], match.span(1)
    start, end = start - match.start(), end - match.start()
    blanked = "".join(sign if sign in "\n\t" else MASK for sign in whole[start:end])
    return whole[:start] + blanked + whole[end:]


def _mask(piece: str) -> str:
    for pattern in _PATTERNS:
        piece = pattern.sub(_overwrite, piece)
    return piece


def _signs(text: str) -> Iterator[int]:
    for sign in _SIGNS:
        at = text.find(sign)
        while at >= 0:
            yield at
            at = text.find(sign, at + len(sign))
    for match in _RUN.finditer(text):
        yield match.start()


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may hold a contact, none touching another."""
    start = end = -1
    for at in sorted(_signs(text)):
        if start >= 0 and at - _BEFORE <= end:
            end = at + _AFTER
            continue
        if start >= 0:
            yield start, min(end, len(text))
        start, end = max(0, at - _BEFORE), at + _AFTER
    if start >= 0:
        yield start, min(end, len(text))


def masked(text: str) -> str:
    """Overwrite each contact's telephone, mail, postcode, address and name with ■, sign by sign.

    Parameters
    ----------
    text
        Any text of a report; cells of its tables may stand in it, parted by tabs.

    Returns
    -------
    str
        A text of the same length. What counts something is never touched: a number with a unit behind it, a
        date, a document's number, a cell of a table.

    Examples
    --------
    >>> masked("联系电话：0000-1234567，邮编：123456。受理申请1234567件。")
    '联系电话：■■■■■■■■■■■■，邮编：■■■■■■。受理申请1234567件。'
    """
    pieces: list[str] = []
    done = 0
    for start, end in _windows(text):
        pieces += text[done:start], _mask(text[start:end])
        done = end
    return "".join(pieces) + text[done:]

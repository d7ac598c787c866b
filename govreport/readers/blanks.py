"""What is blank in printed text."""

from __future__ import annotations

import re

_SPACES = re.compile("[ \t\n\r\f\xa0]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAP = re.compile(f"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def collapse(text: str) -> str:
    r"""Return text with runs of blanks as one space; a line end between two Chinese characters is none.

    Full-width spaces inside stay as printed; characters that print nothing go.

    Examples
    --------
    >>> collapse(" 政府信息\n  公开 \xa0 1\u200b2 ")
    '政府信息公开 12'
    """
    if text.isalnum():
        return text
    if "\n" in text:
        text = _WRAP.sub("", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return _SPACES.sub(" ", text).strip()

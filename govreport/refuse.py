"""Sources that are no report, each refused with what was found and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from govreport.document import Document
from govreport.errors import EmptyForm, NotAReport, OnlyAttachment
from govreport.prose.sections import names_report, sections_with_text
from govreport.tables import FoundTable

LEAST_SECTIONS = 2
MOST_WORDS = 600
"""Characters of a page whose report is an image: title, date, source and what frames them."""
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//[^/]*")
_DRAWN = re.compile(r"\.(?:svg|ico)$")
_DECORATION = re.compile(
    r"(?:^|[^a-z])(?:logos?|icons?|ico|qr|qrcode|ewm|erweima|weixin|wechat|wx|weibo|wb|banner|guohui|danghui|emblem|badge|avatar|"
    r"arrow|btn|button|share|print|close|loading|blank|spacer|pixel|dot|bg|background|header|footer|top|nav|jiucuo|zhaocuo|"
    r"beian|gongan|gaba|wza|filetypeimages|emoticons?|smileys?)(?=$|[^a-z])"
)
_DECORATION_ZH = re.compile(
    r"二维码|国徽|党徽|徽标|标志|标识|图标|备案|党政机关|事业单位|找错|无障碍|适老|长者|微信|微博|扫一扫|打印|关闭|分享|返回|"
    r"(?i:\b(?:logo|icon|qr)\b)"
)


def refuse_what_is_no_report(
    document: Document, tables: Mapping[str, FoundTable], meta: Mapping[str, Any], source: str
) -> None:
    """Raise unless the source is a report.

    It is one where a statutory table is recognised, or where the title names an annual report on open government
    information and two of its sections have text.

    Raises
    ------
    EmptyForm
        The official form: recognised tables, but no number, no agency and no year.
    OnlyAttachment
        A page whose report is a linked file or an image.
    NotAReport
        Anything else.
    """
    if tables:
        _refuse_empty_form(tables, meta, source)
        return
    named = names_report(meta.get("title")) or names_report(document.title)
    found = sections_with_text(document)
    if named and len(found) >= LEAST_SECTIONS:
        return
    _refuse_attachment(document, named, source)
    said = f"titled “{meta['title'][:80]}”" if meta.get("title") else "without a title of one"
    images = len(_images(document))
    said += f"; {images} image{'s' * (images > 1)}, which {'are' if images > 1 else 'is'} not read" if images else ""
    msg = (
        f"{source}: no annual report on open government information was found in it ({said}; no statutory table, "
        f"{len(found)} of six sections with text). Expected is a report with tables or at least two sections; "
        f"leave this source out, or check that the whole report was saved."
    )
    raise NotAReport(msg)


def _refuse_empty_form(tables: Mapping[str, FoundTable], meta: Mapping[str, Any], source: str) -> None:
    if meta.get("agency") or meta.get("year"):
        return
    if any(figure.state == "stated" for table in tables.values() for figure in table.figures.values()):
        return
    msg = (
        f"{source}: this is the official form, not filled in: no agency, no year, no number in "
        f"{', '.join(tables)}. Leave it out."
    )
    raise EmptyForm(msg)


def _refuse_attachment(document: Document, named: bool, source: str) -> None:
    linked = [pair for pair in document.links if named or names_report(pair[0])]
    images = _images(document) if named and len(document.text) <= MOST_WORDS else []
    if not linked and not images:
        return
    text, address = (linked or images)[0]
    what, advice = "a linked file", "It was not followed: save that file and read it instead."
    if not linked:
        what = "an image" if len(images) == 1 else f"{len(images)} images, the first"
    if len(images) > 1 and not linked:
        advice = "They were not followed: save them as one PDF or TIFF and read that instead."
    said = f" (“{text.strip()[:60]}”)" if text.strip() else ""
    msg = f"{source}: the page holds no report itself, only {what}{said}: {address[:300]}. {advice}"
    raise OnlyAttachment(msg)


def _images(document: Document) -> list[tuple[str, str]]:
    """Return the images of the content that may be the report, each once."""
    found = dict.fromkeys(document.images)
    return [(alt, address) for alt, address in found if not is_decoration(alt, address)]


def is_decoration(alt: str, address: str) -> bool:
    """Tell by its name whether an image is a logo, an icon, a QR code, an emblem or part of the page's frame.

    Examples
    --------
    >>> is_decoration("国徽", "/images/1.png"), is_decoration("", "/a/ewm_2.png?v=3"), is_decoration("", "P1.jpg")
    (True, True, False)
    """
    path = _HOST.sub("", address.lower()).split("?")[0].split("#")[0]
    return bool(_DRAWN.search(path) or _DECORATION.search(path) or _DECORATION_ZH.search(alt))

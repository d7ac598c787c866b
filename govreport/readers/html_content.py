"""What on a page is its content: navigation told from text, linked files and images told from decoration.

Losing content is worse than keeping navigation, so a part of the page is left out only where two things agree: it is
called navigation or made of links, and it holds neither a table of data nor much text of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Any, cast

from lxml import etree

from govreport.readers.flow import Grid

_FILE = re.compile(
    r"\.(?:pdf|docx?|wps|et|xlsx?|pptx?|rtf|odt|ods|ofd|ceb|zip|rar|7z|caj|tiff?)(?=$|[?#&)）\]】\s;])", re.I
)
_NAMEABLE = frozenset(
    ("article", "div", "dl", "footer", "form", "header", "menu", "ol", "section", "table", "td", "ul")
)
_LEAVES = frozenset(("center", "dd", "div", "dt", "form", "li", "p", "section", "td", "th"))
_PARTS = _NAMEABLE | _LEAVES | {"aside", "blockquote", "main", "nav"}
_NAMED_TAGS = frozenset(("nav", "footer", "aside", "menu"))
_DECORATION = frozenset(("logo", "banner", "qrcode", "ewm", "header", "footer"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"))
_NAMES = re.compile(
    r"(?:^|[-_\s\d])(?:(?:top|left|right|sub|main|bottom|site|side|head|foot|mobile|m|s|page|my|c|friend)*"
    r"(?:nav|navi|navbar|navigation|menu|menus|breadcrumbs?|crumbs?|footer|foot|sidebar|aside|links?|linkbox|copyright|"
    r"toolbar|share|bdsharebuttonbox|pager|paging|pagination|pages|position|location|weizhi|dqwz|search|login|banner|logo|"
    r"topbar|qrcode|ewm))(?:$|[-_\s\d])"
)
_TURN = re.compile(r"[\s【\[（(]*[上下前后][一1]?[篇条页]")
_DIGITS = re.compile(r"\d+")
_GONE_STYLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|line-through|"
    r"mso-element\s*:\s*(?:header|footer|comment-list)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]")
_OWN_TEXTS = etree.XPath("descendant::text()[not(ancestor::a)]")
_TEXTS = etree.XPath(".//text()[not(parent::script or parent::style)]", smart_strings=False)
_STYLES = etree.XPath("//@style", smart_strings=False)
_STYLED = etree.XPath("//@style")
_HIDDEN = etree.XPath("//*[@hidden]")
HIDING = (b"display", b"hid", b"mso-element", b"line-through")
"""What a page that hides something says somewhere, in lower case."""
_FRAMES = frozenset(("iframe", "embed", "object", "frame"))
_PAGES = 30
"""Pages of one page at most."""
MAX_LINK = 150
"""Characters in one link beyond which its end was forgotten."""
_OWN = 400
"""Characters outside links that no footer has: a container that was never closed."""
_AROUND = 12
"""Characters outside links that a list of links may have for each: a date."""
_CELLS, _NUMBERS = 12, 4
_ICON = 40
"""Pixels up to which an image is decoration."""


Read = tuple[int, int, int, int, int]
"""How much was read: characters, those in links, links, tables of data, what only content has (headings, files)."""


def between(start: Read, end: Read) -> Read:
    """Return how much was read from one point to another."""
    return end[0] - start[0], end[1] - start[1], end[2] - start[2], end[3] - start[3], end[4] - start[4]


def is_navigation(element: etree._Element, items: list[str | Grid], read: Read) -> bool:
    """Tell whether a part of the page is navigation.

    Parameters
    ----------
    element
        The part.
    items
        What was read of it.
    read
        How much that was.
    """
    chars, linked, links, tables, content = read
    if tables or content:
        return False
    if not chars:
        return element.get("class", "").lower() in _DECORATION
    if is_named(element) and chars - linked <= _OWN:
        return True
    if not links or element.tag not in _PARTS:
        return False
    if len(items) == 1 and isinstance(items[0], str) and element.tag in _LEAVES:
        return _TURN.match(items[0]) is not None or (links >= 3 and not _WORDS.search(_own_text(element)))
    if any(isinstance(item, str) and "。" in item for item in items):
        return False
    return links >= 3 and chars - linked <= min(_AROUND * links, 2 * linked)


def _own_text(element: etree._Element) -> str:
    return "".join(map(str, cast("list[str]", _OWN_TEXTS(element))))


def is_further_page(element: etree._Element) -> bool:
    """Tell whether a hidden part is a further page or tab of the content that a click would show.

    It stands beside a part of the same kind that is shown, and holds a table or much text.
    """
    if element.tag not in _NAMEABLE:
        return False
    kind = _kind(element)
    shown = (
        other
        for other in islice(element.itersiblings(element.tag, preceding=True), _PAGES)
        if _kind(other) == kind and not is_hidden(other)
    )
    if next(shown, None) is None:
        return False
    return next(element.iter("table"), None) is not None or len("".join(map(str, element.itertext()))) > _OWN


def _kind(element: etree._Element) -> tuple[str, str]:
    return element.get("class", ""), _DIGITS.sub("", element.get("id", ""))


def is_gone(element: etree._Element) -> bool:
    """Tell whether a hidden element takes no room either, so that the cells after it move up."""
    return element.get("hidden") is not None or _GONE_STYLE.search(element.get("style", "")) is not None


def hidden_elements(root: etree._Element) -> set[etree._Element]:
    """Return the elements of a page that `is_hidden` tells of, but for a content that only a script shows (WeChat).

    Examples
    --------
    >>> page = etree.fromstring("<div><p style='color:red'/><p hidden=''/><p style='DISPLAY: none'/></div>")
    >>> hidden_elements(page) == set(page[1:])
    True
    """
    found = set(cast("list[etree._Element]", _HIDDEN(root)))
    styles = {style for style in set(cast("list[str]", _STYLES(root))) if _HIDDEN_STYLE.search(style)}
    if styles:
        found.update(style.getparent() for style in cast("list[Any]", _STYLED(root)) if style in styles)
    return found - _revealed(root, found)


def _revealed(root: etree._Element, hidden: set[etree._Element]) -> set[etree._Element]:
    """Return the hidden element that a script shows, if any: the content itself, with hardly anything outside it."""
    holders = [element for element in hidden if next(element.iter("table"), None) is not None]
    if not holders:
        return set()
    most = max(holders, key=lambda element: sum(1 for _ in element.iter("td")))
    cells, inside = (sum(1 for _ in part.iter("td", "th")) for part in (root, most))
    around = sum(1 for _ in most.iterancestors("td", "th"))
    own, every = (sum(map(len, cast("list[str]", _TEXTS(part)))) for part in (most, root))
    return {most} if cells - inside - around < _CELLS and 2 * own > every else set()


def is_hidden(element: etree._Element) -> bool:
    """Tell whether the style of an element keeps it from being printed."""
    style = element.get("style")
    return (style is not None and _HIDDEN_STYLE.search(style) is not None) or element.get("hidden") is not None


def is_named(element: etree._Element) -> bool:
    """Tell whether a part of the page is called navigation."""
    tag = element.tag
    if tag in _NAMED_TAGS or tag not in _NAMEABLE:
        return tag in _NAMED_TAGS
    kind, name = element.get("class"), element.get("id")
    if (kind or name) and _names_navigation(f"{kind or ''} {name or ''}"):
        return True
    return element.get("role") in _ROLES


@lru_cache(maxsize=4096)
def _names_navigation(names: str) -> bool:
    return _NAMES.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower()) is not None


def is_substantial(grid: Grid, plain: bool) -> bool:
    """Tell whether a table may be data: four cells that hold a number, or twelve cells that are not made of links."""
    slots = [slot for row in grid.rows for slot in row.slots]
    if plain and len(slots) >= _CELLS:
        return True
    texts = (slot.items[0] for slot in slots if slot.items)
    return sum(isinstance(text, str) and text.isdecimal() for text in texts) >= _NUMBERS


def leads_away(element: etree._Element) -> bool:
    """Tell whether an ``<a>`` leads to another page: no anchor, no script, no file."""
    address = (element.get("href") or "").strip()
    return bool(address) and not address.startswith("#")


def add_link(links: list[tuple[str, str]], text: str, address: str) -> bool:
    """Keep a link if it is one to a file; tell whether it is."""
    found = _FILE.search(address) is not None or _FILE.search(text) is not None
    if found:
        links.append((" ".join(text.split()), address.strip()))
    return found


def add_image(images: list[tuple[str, str]], element: etree._Element) -> None:
    """Keep an image that is no icon; of one inside the page only the media type."""
    address = next(
        (found for key in ("src", "data-src", "data-original", "_src") if (found := element.get(key))), ""
    ).strip()
    if not address or any(_pixels(element.get(key)) <= _ICON for key in ("width", "height")):
        return
    if address[:5].lower() == "data:":
        address = re.split("[;,]", address[:100], maxsplit=1)[0]
    images.append((" ".join((element.get("alt") or "").split()), address))


def _pixels(size: str | None) -> int:
    found = re.match(r"\s*(\d{1,6})(?:px|\s*$)", size or "")
    return int(found[1]) if found else _ICON + 1


def add_frame(links: list[tuple[str, str]], element: etree._Element) -> None:
    """Keep the file that a page shows in a frame."""
    if element.tag in _FRAMES:
        address = element.get("src") or element.get("data") or ""
        add_link(links, element.get("title") or "", address)

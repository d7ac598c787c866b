"""What on a page is its content: navigation told from text, linked files and images told from decoration.

Losing content is worse than keeping navigation, so a part of the page is left out only where two things agree: it is
called navigation or made of links, and it holds neither a table of data nor much text of its own.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from functools import lru_cache

from lxml import etree

from govreport.readers.flow import Grid

_FILE = re.compile(
    r"\.(?:pdf|docx?|wps|et|xlsx?|pptx?|rtf|odt|ods|ofd|ceb|zip|rar|7z|caj|tiff?)(?=$|[?#&)）\]】\s;])", re.I
)
_PARTS = frozenset(
    "article aside blockquote center dd div dl dt footer form header li main menu nav ol p section table td th tr ul".split()
)
_LEAVES = frozenset("center dd div dt form li p section td th".split())
_NAMED_TAGS = frozenset(("nav", "footer", "aside", "menu"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"))
_NAMES = re.compile(
    r"(?:^|[-_\s\d])(?:(?:top|left|right|sub|main|bottom|site|side|head|foot|mobile|m|s|page|my|c|friend)*"
    r"(?:nav|navi|navbar|navigation|menu|menus|breadcrumbs?|crumbs?|footer|foot|sidebar|aside|links?|linkbox|copyright|"
    r"toolbar|share|bdsharebuttonbox|pager|paging|pagination|pages|position|location|weizhi|dqwz|search|login|banner|logo|"
    r"topbar|qrcode|ewm))(?:$|[-_\s\d])"
)
_TURN = re.compile(r"[\s【\[（(]*[上下前后][一1]?[篇条页]")
_WORDS = re.compile(r"[^\W_]")
_OWN = 400
"""Characters outside links that no footer has: a container that was never closed."""
_AROUND = 8
"""Characters outside links that a list of links may have for each: a date."""
_ICON = 40
"""Pixels up to which an image is decoration."""


@dataclass(slots=True)
class Mark:
    """How much was read so far: characters, those in links, links, tables of data, main headings."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    tables: int = 0
    titles: int = 0

    def copy(self) -> Mark:
        """Return a mark that stays."""
        return Mark(*astuple(self))

    def since(self, start: Mark) -> Mark:
        """Return what was read since `start`."""
        return Mark(*(now - then for now, then in zip(astuple(self), astuple(start), strict=True)))


def is_part(tag: str) -> bool:
    """Tell whether an element of this tag may be left out as navigation."""
    return tag in _PARTS


def is_navigation(element: etree._Element, lines: list[str | Grid], read: Mark) -> bool:
    """Tell whether a part of the page is navigation.

    Parameters
    ----------
    element
        The part.
    lines
        What was read of it.
    read
        How much that was.
    """
    if read.tables or read.titles or not read.chars:
        return False
    if _is_named(element) and read.chars - read.linked <= _OWN:
        return True
    if not read.links:
        return False
    if len(lines) == 1 and isinstance(lines[0], str) and element.tag in _LEAVES:
        return _is_link_line(lines[0], read)
    return read.links >= 3 and read.chars - read.linked <= min(_AROUND * read.links, read.linked)


def _is_link_line(line: str, read: Mark) -> bool:
    """Tell whether one line turns pages, or is a row of links with nothing but marks between them."""
    return _TURN.match(line) is not None or (read.links >= 3 and read.chars - read.linked <= read.links + 1)


def _is_named(element: etree._Element) -> bool:
    if element.tag in _NAMED_TAGS:
        return True
    attributes = element.attrib
    if not attributes:
        return False
    return element.get("role", "") in _ROLES or _names_navigation(
        element.get("class", "") + " " + element.get("id", "")
    )


@lru_cache(maxsize=4096)
def _names_navigation(names: str) -> bool:
    return _NAMES.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower()) is not None


def is_substantial(grid: Grid) -> bool:
    """Tell whether a table may be data: twelve cells, or four that hold a number, and not made of links."""
    slots = [slot for row in grid.rows for slot in row.slots]
    numbers = sum(bool(slot.items) and isinstance(slot.items[0], str) and slot.items[0].isdecimal() for slot in slots)
    return len(slots) >= 12 or numbers >= 4


def leads_away(element: etree._Element) -> bool:
    """Tell whether an ``<a>`` leads to another page: no anchor, no script, no file."""
    address = (element.get("href") or "").strip()
    return bool(address) and not address.startswith("#")


def add_link(links: list[tuple[str, str]], text: str, address: str) -> None:
    """Keep a link to a file."""
    if _FILE.search(address) or _FILE.search(text):
        links.append((" ".join(text.split()), address.strip()))


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

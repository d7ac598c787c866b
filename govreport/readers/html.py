"""HTML: pages of content management systems, Word exports, fragments; malformed or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from govreport.document import Builder, Document
from govreport.errors import UnreadableSource
from govreport.readers.blanks import collapse
from govreport.readers.emit import emit
from govreport.readers.html_content import HIDING
from govreport.readers.html_walk import Walker
from govreport.readers.limits import CONTROLS, MAX_ATTRIBUTES, MAX_TAGS

_TAG = re.compile(rb"""(?:[^'">]|"[^"]*"|'[^']*')*""")
_QUOTED = re.compile(rb""""[^"]*"|'[^']*'""")
_NAMES = re.compile(rb"""[^\s/="']+""")
_RAISED = re.compile(r"vertical-align\s*:\s*su(?:per|b)\b", re.IGNORECASE)
_XHTML = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE[^>]*XHTML)", re.IGNORECASE)


def read_html(text: str, encoding: str, name: str = "<bytes>") -> Document:
    """Read one page.

    Parameters
    ----------
    text
        The decoded page.
    encoding
        Its encoding, as recorded in `reports`.
    name
        The source, for messages.

    Returns
    -------
    Document
        The blocks that a reader of the page sees, without navigation; every table has ``grid=True``.

    Raises
    ------
    UnreadableSource
        Where the page declares entities, or is nested or tagged beyond what a page can be.

    Examples
    --------
    >>> page = "<title>年报</title><p>规章<table><tr><th>规章<td>1<span>2</span><td>&nbsp;</table>"
    >>> document = read_html(page, "utf-8")
    >>> document.title, [cell.text for cell in next(document.tables()).cells]
    ('年报', ['规章', '12', ''])
    """
    page = _encoded(text, name)
    said = page.lower()
    _refuse_traps(page, said, name)
    root = _parse(page, name)
    if root is not None and b"vertical-align" in page:
        _tag_raised(root)
    builder = Builder()
    walker = Walker(styled=any(word in said for word in HIDING))
    if root is not None:
        emit(walker.walk(root), builder)
    document = builder.build(format="html", encoding=encoding)
    if root is not None:
        document.title, document.metadata = _declared(root)
    document.links, document.images = walker.links, walker.images
    return document


def _encoded(text: str, name: str) -> bytes:
    """Return the page as UTF-8 without control characters, or refuse it."""
    if text.count("<") > MAX_TAGS:
        message = f"{name} has more than {MAX_TAGS:,} tags; a report has a few thousand. Save only the report."
        raise UnreadableSource(message)
    if "<![CDATA[" in text:
        text = _open_cdata(text)
    return text.encode("utf-8", "replace").translate(None, CONTROLS)


def _refuse_traps(page: bytes, said: bytes, name: str) -> None:
    """Refuse what would hold up the parser or lead it elsewhere; `said` is the page in lower case."""
    if b"<!entity" in said:
        message = f"{name} declares XML entities, which a page never needs and which can hide an attack; save it again."
        raise UnreadableSource(message)
    if any(_attributes(piece) > MAX_ATTRIBUTES for piece in _long_pieces(page, 2 * MAX_ATTRIBUTES)):
        message = f"{name} has a tag of more than {MAX_ATTRIBUTES:,} attributes, as no page has; save it again."
        raise UnreadableSource(message)


def _long_pieces(page: bytes, least: int) -> Iterator[bytes]:
    """Yield what stands between two ``<`` and is longer than `least`, without a look at every tag.

    Examples
    --------
    >>> list(_long_pieces(b"<a b=1><p><c d=2 e>", 4))
    [b'a b=1>', b'c d=2 e>']
    """
    start = 0
    while len(page) - start > least:
        last = page.rfind(b"<", start, start + least + 1)
        if last < 0:
            end = page.find(b"<", start)
            last = end if end >= 0 else len(page)
            yield page[start:last]
        start = last + 1


def _attributes(piece: bytes) -> int:
    """Return about how many attributes the tag has that a piece of a page begins with."""
    tag = _TAG.match(piece)
    return len(_NAMES.findall(_QUOTED.sub(b'""', tag[0]))) if tag else 0


def _parse(page: bytes, name: str) -> etree._Element | None:
    # libxml2 nests 2048 deep at most; beyond that it would stop reading without a word
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    root = etree.fromstring(page, parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        message = f"{name} nests its elements too deeply to be a page (over 2,000 levels); save it again."
        raise UnreadableSource(message)
    return root


def _tag_raised(root: etree._Element) -> None:
    """Give what is raised by its style the tag of what is raised: a note's mark is no digit."""
    for element in root.iter("span", "font"):
        if _RAISED.search(element.get("style") or ""):
            element.tag = "sup"


def _open_cdata(text: str) -> str:
    """Return the page with its CDATA sections as what they are: text in XHTML, nothing special in HTML."""
    literal = _XHTML.match(text) is not None
    first, *pieces = text.split("<![CDATA[")
    opened = [first]
    for piece in pieces:
        inside, end, after = piece.partition("]]>")
        opened += [escape(inside) if literal and end else inside, after]
    return "".join(opened)


def _declared(root: etree._Element) -> tuple[str | None, dict[str, str]]:
    """Return the first title that says anything, and the first content of each name."""
    title, found = "", dict[str, str]()
    for element in root.iter("title", "meta"):
        if element.tag == "title":
            title = title or collapse("".join(map(str, element.itertext())))
            continue
        key = (element.get("name") or element.get("property") or "").strip().lower()
        value = collapse(element.get("content") or "")
        if key and value:
            found.setdefault(key, value)
    return title or None, found

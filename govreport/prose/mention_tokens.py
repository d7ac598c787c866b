"""The words of a sentence that matter for counting, found with the lexicon in one pass.

lexicon.csv has one line a term: what kind of word it is, which one of its kind (`code`), and a made-up example. To
teach govreport a word, add a line. Kinds:

thing
    What is counted; things.csv has the metric and the measure words of its code. ``foreign`` things have no code.
verb
    ``disclose`` and ``publish`` tell statutory items from posts; ``receive``, ``conclude``, ``carry_in``, ``carry_out``
    tell what is counted of requests; whatever is done with ``other`` verbs is not counted.
channel
    A channel of the data contract. ``plural`` (渠道) and ``etc`` (等) behind one say that there are others.
others
    Other units in the plural (各学校, 下属单位): what their channels publish is no number of the agency's own.
rate
    What a percentage may be; ``foreign`` ones have no code.
negation
    Ways to say none; the code says of what.
scope
    Words of other times, of plans, differences and totals since launch; ``partial`` and ``period`` are never a year's.
part, total, each, respectively, and
    How numbers and subjects belong together.
topic, field, outcome
    What information is about; the name of disclosure itself; results, applicants and ways of requests.
blocker
    Words that narrow a negation, so that it says nothing of the whole.
filler, idiom
    Words that change nothing; set phrases that hold words or numerals of other kinds.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from govreport.prose.lines import fold
from govreport.prose.numerals import Number, numbers

_GAP = re.compile(r"[ \t\u200b-\u200d\ufeff]*\n\s*|(?<!\d)[ \t]+|[ \t]+(?!\d)|[\u200b-\u200d\ufeff]|\*\*")
# A wide gap between digits parts the columns of a table that has no rules: numbers beside a × are no quantities.
_COLUMNS = re.compile(r"(?<=\d)[ \t]{2,}(?=\d)")
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:\d{1,2}月(?:\d{1,2}日|份|底|初)?)"
# What the lexicon cannot list: dates and spans of years, titles, asides without numbers.
_SPECIAL = re.compile(
    rf"(?P<until>(?:截至|截止到?)(?:目前|当前|今|现在|到)?(?:{_YEAR}年?)?{_MONTH}?(?:年?底|年?末)?)"
    rf"|(?P<since>(?:自|从)(?:[^,。;:、]{{1,16}}?)(?:以来|至今|起)|“?十[三四五]五”?(?:以来|期间))"
    rf"|(?P<period>(?:{_YEAR}年)?(?!1[月]?[-—至到]12月)\d{{1,2}}月?[-—~至到]\d{{1,2}}月)"
    rf"|(?P<years>{_YEAR}年?(?:至|到|-|—|~){_YEAR}年)"
    rf"|(?P<dated>{_YEAR}年{_MONTH})|(?P<year>{_YEAR}年(?:度|年?[底末])?)|(?P<month>{_MONTH})"
    r"|(?P<title>《[^《》]{1,80}》)|(?P<aside>\((?!其中|含)[^()\d]{1,60}\))"
    r"|(?P<mark>[,;:()。!?、])"
)
_PRESS = re.compile(r"(?:日报|晚报|时报|晨报|电视台|周刊|(?<!公)报|网)》$")
_NEWSLETTER = re.compile("(?:简报|月报|周报|快报|专报|动态|专刊)》$")
_NO_SITES = ("联网", "电网", "管网", "路网", "河网", "上网", "入网", "全网", "域网", "触网", "一张网", "水网", "专网")
_QUOTES = "“”\"'‘’「」 "
_MASKED = re.compile(
    r"[\[(〔](?:19|20)\d\d[\])〕]第?\d+号|第[(]?[\d一二三四五六七八九十百]+[)]?[条款项届次号章批]?|https?://[^\u3400-\u9fff,。;)]*"
)


class Token(NamedTuple):
    """One word, number or sign of a sentence; `code` says what kind of its `kind` it is."""

    kind: str
    code: str
    start: int
    end: int
    text: str
    number: Number | None = None


@lru_cache(maxsize=1)
def lexicon() -> dict[str, tuple[str, str]]:
    """Return kind and code by term, as lexicon.csv has them."""
    text = files("govreport.prose").joinpath("lexicon.csv").read_text(encoding="utf-8")
    return {row["term"]: (row["kind"], row["code"]) for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1)
def things() -> dict[str, tuple[str, frozenset[str]]]:
    """Return metric and measure words by thing, as things.csv has them."""
    text = files("govreport.prose").joinpath("things.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["thing"]: (row["metric"], frozenset(row["units"].split())) for row in rows}


@lru_cache(maxsize=1)
def _heads() -> dict[str, list[str]]:
    heads: dict[str, list[str]] = {}
    for term in sorted(lexicon(), key=len, reverse=True):
        heads.setdefault(term[:2], []).append(term)
    return heads


def plain(text: str) -> str:
    """Return a sentence as one line: folded, blanks gone but for one between two digits; wider ones are a ×.

    Examples
    --------
    >>> plain("网站发布信\\n息 1 286 条，**粉丝** 12\\n5 人")
    '网站发布信息1 286条,粉丝125人'
    """
    return _GAP.sub("", _COLUMNS.sub("×", fold(text.strip())))


def tokens(text: str) -> list[Token]:
    """Return the tokens of a plain sentence in order; quotation marks are none.

    Examples
    --------
    >>> [(one.kind, one.code, one.text) for one in tokens("“青禾”微信公众号推送文章12篇。")][1:4]
    [('channel', 'wechat', '微信公众号'), ('verb', 'publish', '推送'), ('thing', 'post', '文章')]
    """
    found: list[Token] = []
    at = 0
    for kind, start, end, number in _fixed(text):
        if start < at:
            continue
        found += _words(text, at, start)
        if kind == "since":
            found += [token for token in _words(text, start, end) if token.kind == "channel"]
        found.append(number and _numbered(text, start, end, number) or _special(kind, text, start, end))
        at = end
    found += _words(text, at, len(text))
    return [_site(token) if token.kind == "other" and token.text.endswith("网") else token for token in found]


def _site(token: Token) -> Token:
    """Return a name that ends in 网 as the website it is, one of a newspaper as press."""
    if len(token.text) < 3 or token.text.endswith(_NO_SITES):
        return token
    return token._replace(kind="channel", code="press" if "新闻" in token.text else "website")


def _fixed(text: str) -> list[tuple[str, int, int, Number | None]]:
    spans: list[tuple[str, int, int, Number | None]] = [
        ("number", one.start, one.unit_end, one) for one in numbers(text)
    ]
    spans += [(str(match.lastgroup), *match.span(), None) for match in _SPECIAL.finditer(text)]
    spans += [("other", *match.span(), None) for match in _MASKED.finditer(text)]
    # Where two begin alike the longer one is meant.
    return sorted(spans, key=lambda span: (span[1], -span[2]))


def _numbered(text: str, start: int, end: int, number: Number) -> Token:
    return Token("number", number.unit, start, end, text[start:end], number)


def _special(kind: str, text: str, start: int, end: int) -> Token:
    word = text[start:end]
    if kind == "mark":
        return Token("and" if word == "、" else "mark", word, start, end, word)
    if kind == "title":
        if _NEWSLETTER.search(word):
            return Token("thing", "post", start, end, word)
        if word.endswith("公报》") and len(word) > 4:
            return Token("channel", "gazette", start, end, word)
        kind, code = ("channel", "press") if _PRESS.search(word) else ("other", "")
        return Token(kind, code, start, end, word)
    if kind in ("aside", "other"):
        return Token(kind, "", start, end, word)
    return Token("time", kind, start, end, word)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    known, heads = lexicon(), _heads()
    at = since = start
    while at < end:
        term = _term(text, at, end, known, heads)
        if not term and text[at] not in _QUOTES:
            at += 1
            continue
        if since < at:
            yield Token("other", "", since, at, text[since:at])
        if term:
            yield Token(*known[term], at, at + len(term), term)
        at = since = at + (len(term) or 1)
    if since < end:
        yield Token("other", "", since, end, text[since:end])


def _term(text: str, at: int, end: int, known: Mapping[str, tuple[str, str]], heads: Mapping[str, list[str]]) -> str:
    """Return the longest term of the lexicon that begins at a place, empty for none."""
    for term in heads.get(text[at : at + 2], ()):
        if text.startswith(term, at, end):
            return term
    return text[at] if text[at] in known else ""

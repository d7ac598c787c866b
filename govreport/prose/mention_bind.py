"""Which words a number belongs to: the thing counted, its channel, its verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govreport.prose.mention_claims import Sight
from govreport.prose.mention_tokens import Token, things

_PASSED = ("filler", "verb", "total", "each", "respectively", "time", "scope", "channel", "plural", "etc", "aside")
_NEW_MEDIA = {"wechat", "weibo", "video", "app", "new_media", "wechat_weibo"}
_GAP = 10
_VERBS = ("disclose", "publish", "issue", "receive", "conclude", "carry_in", "carry_out", "carry", "handle", "answer",
          "hold", "charge", "keep", "other", "happen")  # fmt: skip


def left(zone: Sequence[Token]) -> int | None:
    """Return the index of the thing that stands before a number with only empty words between.

    A comma may stand between, but no verb behind it; an unknown word between means that something else is counted.
    """
    verbs = 0
    for at in range(len(zone) - 1, -1, -1):
        token = zone[at]
        if token.kind == "thing":
            return at
        if token.kind == "verb":
            if token.code == "other":
                return None
            verbs += token.code != "happen"
        elif token.kind == "mark":
            if token.code in ";。!?" or (token.code == "," and verbs):
                return None
        elif token.kind == "and":
            return at - 1 if _joins(zone, at) else None
        elif token.kind not in _PASSED:
            return None
    return None


def _joins(zone: Sequence[Token], at: int) -> bool:
    """Return whether 、 joins a thing with a word that stands for more of its kind: 发布信息、动态12条."""
    more = zone[at + 1 :]
    before = zone[at - 1] if at else None
    alone = all(token.kind == "filler" for token in more) and bool(more)
    return alone and before is not None and before.kind == "thing" and before.code in ("info", "info_gov", "post")


def right(sight: Sight) -> Token | None:
    """Return the thing that follows a number as its noun: 召开2次新闻发布会."""
    found: Token | None = None
    gap = 0
    for token in sight.tail:
        if _ends_noun(token, found):
            break
        if token.kind == "verb":
            continue
        if token.kind == "thing":
            found = token
        elif found is not None:
            if token.kind == "other":
                return None
            if token.kind != "field":
                break
        elif token.kind not in ("filler", "field", "channel", "topic", "scope", "idiom"):
            gap += len(token.text)
            if gap > _GAP:
                return None
    return None if found is None or _counted_next(sight, found) else found


def _ends_noun(token: Token, found: Token | None) -> bool:
    """Return whether no noun of a number goes on past a token; what led to it may stand before it (因…引起的诉讼)."""
    if token.kind == "verb":
        return token.code != "happen" or found is not None
    return token.kind in ("mark", "and", "negation", "each", "part", "rate")


def _counted_next(sight: Sight, found: Token) -> bool:
    """Return whether the noun behind a number is the one that the next number counts."""
    for token in sight.tokens[sight.index + 1 : sight.index + 24]:
        if token.start < found.end:
            continue
        if token.kind == "number":
            return True
        if token.kind not in ("filler", "verb", "scope", "total"):
            return False
    return False


def fits(thing: Token, unit: str) -> bool:
    """Return whether a measure word goes with a thing."""
    return thing.code in things() and unit in things()[thing.code][1]


def verb(tokens: Iterable[Token]) -> Token | None:
    """Return the last verb among tokens."""
    return next((token for token in reversed(list(tokens)) if token.kind == "verb" and token.code in _VERBS), None)


def group(zone: Sequence[Token], at: int, kind: str) -> list[Token]:
    """Return the coordinated tokens of a kind that end with the one at `at`, in order: 网站、微信和微博."""
    found = [zone[at]]
    linked = False
    for token in reversed(zone[:at]):
        if token.kind == "and":
            linked = True
        elif token.kind == kind and (linked or _run_together(token, found[0])):
            found.insert(0, token)
            linked = False
        elif (
            token.kind == "mark"
            or (kind == "thing" and token.kind in ("topic", "other", "field") and not linked)
            or not (token.kind in ("filler", "verb", "field", "other", "each") and (linked or kind != "channel"))
        ):
            break
    return found


def _run_together(one: Token, other: Token) -> bool:
    return one.kind == "channel" and one.end == other.start


def channel(zone: Sequence[Token]) -> str | None:
    """Return the channel that a stretch of a sentence names last, joint ones as one code; None for none.

    Several unlike channels with one number are ``all``; 等渠道 behind a channel means that there are others.
    """
    last = next((at for at in range(len(zone) - 1, -1, -1) if zone[at].kind == "channel"), None)
    if last is None:
        return None
    named = group(zone, last, "channel")
    if len(named) == 1 and (listed := _listed_before(zone, last)) is not None:
        return listed
    joint = joined([token.code for token in named])
    if _and_others(zone[last + 1 :]):
        return joint if joint in ("press", "other") else "new_media" if joint in _NEW_MEDIA else "all"
    return joint


def _listed_before(zone: Sequence[Token], last: int) -> str | None:
    """Return the class that a list before it comes to: 微信、微博等新媒体 is new media, 媒体等其他方式 is other."""
    before = zone[last - 1] if last else None
    return zone[last].code if before is not None and before.kind == "etc" else None


def _and_others(after: Sequence[Token]) -> bool:
    rest = [token for token in after if token.kind not in ("filler", "other")]
    return len(rest) > 1 and rest[0].kind == "etc" and rest[1].kind == "plural"


def joined(codes: Sequence[str]) -> str:
    """Return the code of one count for several channels.

    Examples
    --------
    >>> joined(["wechat", "weibo"]), joined(["wechat", "video"]), joined(["website", "wechat"])
    ('wechat_weibo', 'new_media', 'all')
    >>> joined(["video", "video"]), joined(["website", "disclosure_column"])
    ('video', 'disclosure_column')
    """
    distinct = set(codes)
    if len(distinct) == 1:
        return codes[0]
    if distinct == {"website", "disclosure_column"}:
        return "disclosure_column"
    if distinct <= {"wechat", "weibo", "wechat_weibo"}:
        return "wechat_weibo"
    return "new_media" if distinct <= _NEW_MEDIA else "all"

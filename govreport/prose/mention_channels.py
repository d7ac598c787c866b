"""The channel of a number: its own, the one its thing tells, or the one its sentence and those before speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.prose.mention_bind import channel
from govreport.prose.mention_claims import CHANNELLED, ITEMS, Claim, Sight, State
from govreport.prose.mention_tokens import Token

_OWNED = ("posts", "followers", "views", "accounts")
_BETWEEN = (
    "channel",
    "filler",
    "other",
    "aside",
    "and",
    "each",
    "scope",
    "time",
    "total",
    "plural",
    "etc",
    "respectively",
)
_SELF = ("我", "本", "县局", "市局", "区局")
_TO = ("向", "为", "对", "给")


def channel_of(sight: Sight, state: State, named: str, thing: Token | None) -> str | None:
    """Return the channel of a number; None where one is needed and none is told."""
    if named == "interpretations":
        found = channel(sight.clause)
        joint = any(token.kind == "plural" for token in sight.clause)
        return found if found and found != "all" and not joint else "none"
    if named not in CHANNELLED:
        return "none"
    own = channel(sight.clause) or channel(sight.zone) or _spoken(sight, thing)
    if own:
        return own
    if thing is not None and re.search("稿|报道", thing.text) and _in_print(sight):
        return "press"
    inherited = _inherited(sight, state, named)
    if inherited or named not in ITEMS:
        return inherited
    return "all"


def is_of_others(sight: Sight, claim: Claim) -> bool:
    """Return whether a number is one of other units' own channels: 各学校微信公众号发布信息12条.

    What they disclose stays: a government accounts for its departments. So do numbers of the press, and of the one
    government website that all of them write for.
    """
    if claim.metric not in _OWNED or claim.channel == "press":
        return False
    before = sight.tokens[: sight.index]
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at].kind == "channel"), None)
    return at is not None and others_own(before[: at + 1])


def others_own(tokens: Sequence[Token]) -> bool:
    """Return whether other units in the plural are the subject of the channel that some tokens end with."""
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind == "others":
            addressed = at > 0 and tokens[at - 1].text.endswith(_TO)
            return not addressed and not _is_common(tokens[at:])
        held = token.kind == "verb" and token.code == "keep"
        if not held and (token.kind not in _BETWEEN or token.text.startswith(_SELF)):
            return False
    return False


def _is_common(tokens: Sequence[Token]) -> bool:
    """Return whether units write for one website of the government: 各部门通过县政府网站."""
    through = any(token.text in ("通过", "在", "利用", "依托", "借助") for token in tokens)
    return through and any(token.kind == "channel" and "政府" in token.text for token in tokens)


def _in_print(sight: Sight) -> bool:
    """Return whether a verb says that newspapers or broadcasters brought it: 刊发稿件."""
    return any(token.kind == "verb" and re.match("刊|登|采用|发表|播", token.text) for token in sight.clause)


def _spoken(sight: Sight, thing: Token | None) -> str | None:
    """Return the channel that the thing itself tells: a film is video, a 博文 stands on Weibo."""
    if thing is None:
        return None
    filmed = [
        token for token in sight.clause if token.kind == "thing" and token.code == "post" and "视频" in token.text
    ]
    if filmed and thing.code in ("post", "views"):
        return "video"
    return "weibo" if thing.text == "博文" else None


def _inherited(sight: Sight, state: State, named: str) -> str | None:
    """Return the channel of the number before, or of the sentence before, where the subject is the same."""
    earlier = next((one for one in reversed(state.claims) if one.metric in CHANNELLED and not one.part), None)
    if named == "disclosed_items":
        return (_subject(sight.tokens[: sight.first]) if _opens(sight.tokens) else None) or state.lead
    if earlier is not None:
        return earlier.channel
    if state.claims:
        return None
    return _subject(sight.tokens[: sight.first]) or state.carried


def _opens(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence begins with a channel as its subject: no verb or preposition stands before it."""
    for token in tokens[:5]:
        if token.kind == "channel":
            return True
        if token.kind in ("verb", "thing") or token.text in ("通过", "利用", "在", "依托"):
            return False
    return False


def _subject(before: Sequence[Token]) -> str | None:
    """Return the channel that a sentence begins with: the first one, joint ones as one."""
    first = next((at for at, token in enumerate(before) if token.kind == "channel"), None)
    if first is None:
        return None
    end = next((at for at in range(first, len(before)) if before[at].kind in ("mark", "verb")), len(before))
    return channel(before[:end])

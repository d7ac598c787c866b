"""Parts of a total: behind 其中, in brackets, behind a colon, or a list of channels or results after a total."""

from __future__ import annotations

from dataclasses import replace

from govreport.prose.mention_bind import channel, fits, left
from govreport.prose.mention_claims import ITEMS, Claim, Sight, State, family
from govreport.prose.mention_tokens import Token, things

_OF_ITEMS = ("interpretations", "normative_documents", "documents_issued")
WITHIN = {
    "website": ("disclosure_column", "service_platform"),
    "new_media": ("wechat", "weibo", "wechat_weibo", "video", "app"),
    "wechat_weibo": ("wechat", "weibo"),
}
"""Channels that another one may hold."""
_PIECES = ("条", "件", "篇", "份", "个", "期", "部")
_LEAVING = ("hold", "answer", "receive", "handle", "keep", "other", "charge")


def enter(sight: Sight, state: State) -> None:
    """Open and close lists of parts as the signs before a number say."""
    first = next((token for token in sight.zone if token.kind not in ("aside",)), None)
    for token in sight.zone:
        if token.kind == "mark" and token.code == ")" and state.outer:
            state.base, state.listing = state.outer.pop()
        elif token.kind == "mark" and token.code == "(" and token is first and state.last is not None:
            state.outer.append((state.base, state.listing))
            state.base, state.listing = state.last, True
        elif token.kind == "mark" and token.code == ":" and token is first and state.last is not None:
            state.base, state.listing = state.last, True
        elif token.kind == "part" and (token.text.endswith("其中") or _follows(sight, token)):
            _open(sight, token, state)


def _open(sight: Sight, mark: Token, state: State) -> None:
    """Start the list behind 其中: of the number right before it, else of the last total of the sentence before."""
    if sight.first == 0 and not state.claims:
        state.base, state.listing = state.before, _begins(sight, mark)
    elif state.last is not None:
        # A list that its own brackets hold keeps its total.
        inside = state.listing and state.outer and state.last.part
        last = state.total() if state.last.scope == "change" else state.last
        state.base, state.listing = (state.base if inside else last), True
    else:
        state.base, state.listing = None, True


def _follows(sight: Sight, mark: Token) -> bool:
    """Return whether 包括 stands right behind the number that it divides."""
    before = sight.zone[: sight.zone.index(mark)]
    return sight.first > 0 and all(token.kind in ("mark", "filler") for token in before)


def _begins(sight: Sight, mark: Token) -> bool:
    """Return whether 其中 opens its sentence."""
    return all(
        token.kind in ("mark", "other") and token.end - token.start < 3
        for token in sight.tokens[: sight.tokens.index(mark)]
    )


def of_total(claim: Claim, sight: Sight, state: State) -> Claim | None:
    """Return a claim as the part it is, as it is where it leaves the list, None where it cannot be a part.

    Parameters
    ----------
    claim
        What the number says by its own words.
    sight
        The number.
    state
        The lists that are open; closed here where the claim is of another kind.
    """
    marked = any(token.kind == "part" for token in sight.zone)
    base = state.base
    if not state.listing:
        return claim
    if base is None:
        return replace(claim, part=True)
    if family(claim.metric) == family(base.metric) and _may_hold(base.metric, claim.metric):
        if claim.value > base.value and base.bound == "exact":
            state.listing = False
            return None if marked else claim
        own = channel(sight.zone)
        if base.metric in ITEMS and not marked and _is_apart(claim, own, sight, state):
            state.listing = False
            return claim
        if base.metric in ITEMS:
            return replace(claim, metric=base.metric, channel=own or base.channel, part=True)
        kept = base.channel if claim.channel == "none" and claim.metric == base.metric else claim.channel
        return replace(claim, channel=kept, part=True)
    if base.metric in ITEMS and claim.metric in _OF_ITEMS and (marked or not _has_verb(sight)):
        return replace(claim, metric=base.metric, channel=channel(sight.zone) or base.channel, part=True)
    state.listing = False
    return claim


def _is_apart(claim: Claim, own: str | None, sight: Sight, state: State) -> bool:
    """Return whether a count with words of its own is beside a total, not in it: another channel, another act."""
    base, last = state.base, state.last
    assert base is not None
    if own and base.channel not in ("all", own) and own not in WITHIN.get(base.channel, ()):
        return True
    if _is_full(claim, own, state):
        return True
    if not _has_verb(sight):
        return False
    by_channel = last is not None and last.part and last.channel != base.channel
    if own is None:
        return any(token.code == ";" for token in sight.zone)
    beside = last is not None and last.part and base.channel == "all"
    return not by_channel and (claim.metric != base.metric or beside)


def _is_full(claim: Claim, own: str | None, state: State) -> bool:
    """Return whether the parts before a number leave no room for it in their total; parts of parts do not count."""
    base = state.base
    assert base is not None
    shares: dict[tuple[str, int], float] = {}
    for one in state.claims:
        if one.part and one.at > base.at and one.unit == claim.unit and (own is None or one.channel != own):
            key = (one.channel, 0 if one.channel != base.channel else one.at)
            shares[key] = max(shares.get(key, 0.0), one.value)
    return bool(shares) and base.bound == "exact" and sum(shares.values()) + claim.value > base.value


def _is_piece(sight: Sight, state: State) -> bool:
    """Return whether a part may have a measure word of its own: 信息12条，其中决定书5份."""
    if any(token.kind == "part" for token in sight.zone):
        return sight.token.code in _PIECES
    return state.listing and sight.token.code in _PIECES[:4] and not _has_verb(sight)


def _may_hold(whole: str, part: str) -> bool:
    """Return whether a total may hold a part: requests received and carried in, but none carried out or concluded."""
    if family(whole) != "requests" or whole == part:
        return True
    return whole == "requests_received" and part == "requests_carried_in"


def _has_verb(sight: Sight) -> bool:
    return any(token.kind == "verb" for token in sight.clause)


def unnamed(sight: Sight, state: State) -> Claim | None:
    """Return the part that a number is where its own words name no metric: 其中工作动态类79条, 纠正1件."""
    number = sight.token.number
    base = state.base if state.listing else _total_before(sight, state)
    if base is None or number is None or number.percent or not number.unit:
        return None
    if _is_other_thing(sight, base) or _opens_another(sight, base):
        return None
    named = channel(sight.zone) if base.metric in ITEMS else None
    if number.unit != base.unit and not (base.metric in ITEMS and (named or _is_piece(sight, state))):
        return None
    if any(
        token.kind == "verb" and token.code in _LEAVING
        for token in sight.clause
        if token.text not in ("主办", "协办", "会办")
    ):
        return None
    listed = number.value + sum(
        one.value for one in state.claims if one.part and one.at > base.at and not state.listing
    )
    if listed > base.value and base.bound == "exact":
        return None
    return Claim(
        base.metric,
        named or base.channel,
        number.value,
        number.bound,
        number.unit,
        base_scope(base),
        True,
        at=sight.index,
    )


def _is_other_thing(sight: Sight, base: Claim) -> bool:
    """Return whether the number counts a thing of another kind than the total: no part of it."""
    at = left(sight.zone)
    if at is None or not fits(sight.zone[at], sight.token.code) or sight.zone[at].text == "依申请公开":
        return False
    metric = things()[sight.zone[at].code][0]
    if base.metric in ITEMS:
        return metric not in ("items", *_OF_ITEMS)
    return metric not in (base.metric, family(base.metric), "items")


def _opens_another(sight: Sight, base: Claim) -> bool:
    """Return whether a semicolon before the number begins with another thing than the total: 维持3件；行政诉讼…2件."""
    marks = [at for at, token in enumerate(sight.zone) if token.code == ";"]
    if not marks or base.metric in ITEMS:
        return False
    named = (things()[token.code][0] for token in sight.zone[marks[-1] :] if token.code in things())
    return next(named, base.metric) not in (base.metric, family(base.metric))


def base_scope(base: Claim) -> str:
    """Return the scope that a part has from its total."""
    return "year" if base.scope == "cumulative" else base.scope


def _total_before(sight: Sight, state: State) -> Claim | None:
    """Return the total that a list without 其中 goes on: channels after a count for all, results after cases."""
    total = state.total()
    if total is None or state.last is None or total.metric != state.last.metric:
        return None
    words = [token for token in sight.zone if token.kind not in ("mark", "and", "filler", "other")]
    if total.metric in ITEMS:
        listed = (
            total.channel in ("all", "new_media")
            and bool(words)
            and all(token.kind in ("channel", "verb", "plural", "etc", "respectively") for token in words)
        )
        return total if listed and any(token.kind == "channel" for token in words) else None
    shares = all(
        token.kind == "outcome" or token.text in ("主办", "协办", "会办", "分办", "纠正", "撤销") for token in words
    )
    return total if words and shares else None

"""Numbers understood by the one before them: at another time, the next kind, the rest, the sum."""

from __future__ import annotations

from dataclasses import replace

from govreport.prose.mention_alone import POSTABLE
from govreport.prose.mention_bind import channel
from govreport.prose.mention_claims import ITEMS, Claim, Sight, State, of
from govreport.prose.mention_tokens import Token, things

_REST = ("其余", "剩余", "其他", "余下", "除")


def again(sight: Sight, state: State) -> Claim | None:
    """Understand 上年为480条, 较2030年的13件 and 达到18件: the same thing as the number before, at another time."""
    number, last = sight.token.number, state.last
    if last is None or number is None or (last.unit != number.unit and last.scope != "change"):
        return None
    words = [token for token in sight.zone if token.kind not in ("mark", "filler", "verb", "and")]
    if any(token.kind not in ("scope", "time", "total") for token in words):
        return None
    timed = any(token.kind == "time" or token.code == "other_year" for token in words)
    reached = any(token.kind == "scope" and token.code == "to" for token in words)
    compared = any(token.code == "comparison" for token in words) or (not words and last.scope == "other_year")
    if not (timed or reached or compared) or any(not _same_act(token, last, timed) for token in sight.zone):
        return None
    scope = "other_year" if compared else "year"
    return replace(last, value=number.value, bound=number.bound, unit=number.unit, scope=scope, at=sight.index)


def _same_act(token: Token, last: Claim, timed: bool) -> bool:
    """Return whether a token is no verb, or one that may repeat what the number before was said of."""
    if token.kind != "verb":
        return True
    return token.code == "happen" or (timed and last.metric in ITEMS and token.code in ("publish", "disclose"))


def kind(sight: Sight, state: State) -> Claim | None:
    """Understand 发布工作动态84条、通知公告53条: the next kind of the same things at the same place."""
    number, last = sight.token.number, state.last
    if last is None or number is None or last.metric not in ITEMS or number.unit not in POSTABLE or last.part:
        return None
    zone = sight.zone
    words = [token for token in zone[1:] if token.kind != "filler"]
    if not words or zone[0].kind != "and" or last.scope == "change":
        return None
    if any(token.kind not in ("topic", "other", "thing", "and", "etc") or _counted(token) for token in words):
        return None
    return replace(last, value=number.value, bound=number.bound, unit=number.unit, at=sight.index)


def _counted(token: Token) -> bool:
    """Return whether a token is a thing with a metric of its own."""
    return token.kind == "thing" and things().get(token.code, ("",))[0] not in ("items", "normative_documents", "")


def rest(sight: Sight, state: State) -> Claim | None:
    """Understand 其余25条通过微信公众号公开 and 除12条在公开栏公开外: a part whose channel follows it."""
    number, total = sight.token.number, state.total()
    if total is None or number is None or total.metric not in ITEMS or total.unit != number.unit:
        return None
    if number.value > total.value or not any(token.text in _REST for token in sight.zone):
        return None
    after = []
    for token in sight.tail:
        if token.kind == "mark":
            break
        after.append(token)
    named = channel(after)
    if named is None or not any(token.kind == "verb" and token.code in ("disclose", "publish") for token in after):
        return None
    return replace(total, channel=named, value=number.value, bound=number.bound, part=True, at=sight.index)


def whole(sight: Sight, state: State) -> Claim | None:
    """Understand 共计500条 behind its parts, and 92期，共计276篇: the same posts in two measures."""
    number, last = sight.token.number, state.last
    if last is None or number is None or last.metric not in ITEMS:
        return None
    words = [token for token in sight.zone if token.kind not in ("mark", "filler")]
    if any(token.kind not in ("total", "and") for token in words) or number.unit not in POSTABLE:
        return None
    if last.unit != number.unit:
        return replace(last, value=number.value, bound=number.bound, unit=number.unit, at=sight.index)
    added = sum(
        one.value for one in state.claims if (one.metric, one.scope) == (last.metric, last.scope) and not one.part
    )
    summed = bool(words) and added == number.value
    return of(sight, last.metric, "all") if summed else None

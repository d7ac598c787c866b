"""Numbers whose thing is not named beside them: a verb alone (办结16件) or a channel alone (微信12条)."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.prose.mention_bind import channel, fits, verb
from govreport.prose.mention_claims import ITEMS, Sight, State
from govreport.prose.mention_tokens import Token, things

POSTABLE = frozenset("条 件 篇 个 期 部 则 条次 份".split())
BY_REQUEST_VERB = {
    "receive": "requests_received",
    "conclude": "requests_concluded",
    "carry_in": "requests_carried_in",
    "carry_out": "requests_carried_out",
}
_KEPT = ("website", "wechat", "weibo", "video", "app", "new_media", "wechat_weibo")
_REQUEST_THINGS = ("request", "request_number", "bare_request")
ANSWERING = ("handle", "answer", "conclude")
TAKEN = ("采用", "录用", "转载")
"""Verbs of those who take over what others wrote: only the press prints what they do."""


def verb_alone(sight: Sight, state: State, section: int | None) -> str | None:
    """Understand 办结16件, 上年结转2件, 除1件结转下年度外 and 回复30条 by what the sentence speaks of."""
    named = _topic(sight, state, section)
    if named == "inquiry" and fits(Token("thing", "inquiry", 0, 0, ""), sight.token.code):
        by = _only_verb(sight, ("answer", "conclude"))
        return "inquiries" if by and state.last is None else None
    if sight.token.code not in things()["request"][1] or named != "request":
        return None
    after = next((token for token in sight.tail if token.kind != "filler"), None)
    if after is not None and after.kind == "verb" and not verb(sight.clause):
        to_next = after.code == "carry" and any(token.kind == "time" for token in sight.tail)
        if to_next or after.code == "carry_out":
            return "requests_carried_out"
    by = _only_verb(sight, (*BY_REQUEST_VERB, "carry"))
    return (BY_REQUEST_VERB.get(by.code) or _carried_to(sight)) if by else None


def _only_verb(sight: Sight, codes: Sequence[str]) -> Token | None:
    """Return the last verb of some kinds before a number if only empty words stand between."""
    for token in reversed(sight.clause):
        if token.kind == "verb" and token.code in codes:
            return token
        if token.kind not in ("filler", "total", "each", "time", "scope", "part", "aside", "verb", "and"):
            return None
    return None


def _carried_to(sight: Sight) -> str | None:
    """Return which way 结转 goes where the sentence names the year: 结转至2024年."""
    zone = list(sight.clause)
    at = next((i for i, token in enumerate(zone) if token.kind == "verb" and token.code == "carry"), len(zone))
    if any(token.kind == "time" and token.code == "year" for token in zone[at:]):
        return "requests_carried_out"
    if any(token.kind == "time" and token.code == "year" for token in zone[:at]):
        return "requests_carried_in"
    return None


def _topic(sight: Sight, state: State, section: int | None) -> str | None:
    """Return what the sentence speaks of before a number, else what the ones before it do."""
    for token in reversed(sight.tokens[: sight.index]):
        if token.kind == "thing" and token.code not in ("foreign", "person"):
            code = token.code
            return "request" if code in _REQUEST_THINGS else code
    if any(token.kind == "thing" and token.code in _REQUEST_THINGS for token in sight.tokens[sight.index :]):
        return state.topic or "request"
    return state.topic or ("request" if section == 3 else None)


def channel_alone(sight: Sight, state: State) -> str | None:
    """Understand 微信发布12条, and 微信12条 behind a number of the same kind."""
    if sight.token.code not in POSTABLE and sight.token.code != "家":
        return None
    by, last = _channel_and_verb(sight.clause), state.last
    if by is None and state.lead and sight.first == 0:
        by = _only_act(sight.clause)
    if by is None or any(token.text in TAKEN for token in sight.clause):
        return None
    if by == "keep" or (not by and last is not None and last.metric == "accounts"):
        return "accounts" if sight.token.code in ("个", "家") and channel(sight.clause) in _KEPT else None
    if by in ("disclose", "publish") and sight.token.code != "家":
        return "disclosed_items" if by == "disclose" else "posts"
    if not by and last is not None and last.metric in ITEMS and last.unit == sight.token.code:
        return last.metric
    return None


def _only_act(clause: Sequence[Token]) -> str | None:
    """Return what a clause does that holds nothing but a verb of publishing: 全年发布320条 below a channel's name."""
    acts = {token.code for token in clause if token.kind == "verb"}
    if len(acts) != 1 or any(
        token.kind not in ("verb", "filler", "total", "scope", "time", "mark") for token in clause
    ):
        return None
    return next(iter(acts & {"disclose", "publish"}), None)


def _channel_and_verb(clause: Sequence[Token]) -> str | None:
    """Return the kind of verb between or before a channel and the number, empty for none; None without a channel."""
    by = ""
    named = listed = False
    for token in reversed(clause):
        if token.kind == "channel":
            named = True
        elif token.kind == "verb":
            by = by or token.code
            if token.code == "other":
                return None
        elif token.kind == "etc":
            listed = True
        elif token.kind == "thing" or (token.kind in ("other", "topic") and not named and not listed):
            return None
    return by if named else None

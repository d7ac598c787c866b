"""The metric of one number: from the thing counted and the verb, each kind of thing by one named rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from govreport.prose.mention_bind import channel, fits, group, left, right, verb
from govreport.prose.mention_claims import CHANNELLED, ITEMS, Claim, Sight, State
from govreport.prose.mention_tokens import Token, things

_POSTABLE = frozenset("条 件 篇 个 期 部 则 条次 份".split())
_BY_REQUEST_VERB = {
    "receive": "requests_received",
    "conclude": "requests_concluded",
    "carry_in": "requests_carried_in",
    "carry_out": "requests_carried_out",
}
_TAKEN = ("采用", "录用", "转载")
"""Verbs of those who take over what others wrote: only the press prints what they do."""
_KEPT = ("website", "wechat", "weibo", "video", "app", "new_media", "wechat_weibo")
_REQUEST_THINGS = ("request", "request_number", "bare_request")
_PERSONS = ("人", "人次", "名", "位")
_PROPOSALS = ("npc", "cppcc", "both_proposals", "bare_npc")

Rule = Callable[[Sight, Token, Token | None, State], str | None]


def thing_of(sight: Sight) -> tuple[Token, bool] | None:
    """Return the thing that a number counts, and whether it stands before it."""
    zone = sight.zone
    at = left(zone)
    unit = sight.token.code
    if at is not None and _fits(zone[at], unit):
        return zone[at], True
    noun = right(sight)
    if noun is not None and _fits(noun, unit):
        return noun, False
    return None


def measured(sight: Sight) -> Sight:
    """Return a percentage as if it had the measure word of the thing before it, to learn what it is a share of."""
    at = left(sight.zone)
    if at is None or sight.token.code != "%" or sight.zone[at].code not in things():
        return sight
    unit = min(things()[sight.zone[at].code][1])
    return replace(sight, tokens=[*sight.tokens[: sight.index], sight.token._replace(code=unit), *sight.tokens[sight.index + 1 :]])


def _fits(thing: Token, unit: str) -> bool:
    if thing.code == "training" and unit in _PERSONS:
        return True
    if unit:
        return fits(thing, unit) or thing.code in ("both_proposals", "foreign", "in_force")
    return thing.code in things()


def metric(sight: Sight, state: State, section: int | None) -> tuple[str, Token | None] | None:
    """Return the metric that a number states by itself, with the thing; None where nothing certain is said."""
    found = thing_of(sight)
    if found is None:
        named = _verb_alone(sight, state, section) or _channel_alone(sight, state)
        return (named, None) if named else None
    thing, before = found
    if not sight.token.code and not _bare(sight, before):
        return None
    if before and _is_joint(sight, thing):
        return None
    rule = _RULES.get(thing.code, _plain)
    named = rule(sight, thing, _governing(sight, thing, before), state)
    return (named, thing) if named else None


def _governing(sight: Sight, thing: Token, before: bool) -> Token | None:
    """Return the verb nearest to the thing on its left, else the one between it and the number."""
    zone = sight.zone
    if not before:
        return verb(zone)
    at = zone.index(thing)
    start = next((i + 1 for i in range(at - 1, -1, -1) if zone[i].kind == "mark" and zone[i].code in ",;"), 0)
    return verb(zone[start:at]) or verb(zone[at + 1 :]) or verb(zone[:at])


def _bare(sight: Sight, before: bool) -> bool:
    """Return whether a number without a measure word is whole: its thing stands before it, a sign behind it."""
    follows = next(sight.tail, None)
    return before and (follows is None or follows.kind in ("mark", "and"))


def _is_joint(sight: Sight, thing: Token) -> bool:
    """Return whether one number counts several unlike things together."""
    zone = sight.zone
    if thing.code not in things() or any(token.kind in ("each", "respectively") for token in zone):
        return False
    own = things()[thing.code][0]
    named = group(zone, zone.index(thing), "thing")[:-1]
    if sight.token.number and sight.token.number.value == 0:
        return False
    others = {things()[token.code][0] if token.code in things() else token.code for token in named}
    return bool(others - {own}) and own != "items"


def _items(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if by is None:
        return _without_verb(sight, thing, state)
    if by.text in _TAKEN and channel(sight.zone) not in (None, "press"):
        return None
    if by.code not in ("disclose", "publish", "issue"):
        return _without_verb(sight, thing, state) if by.code in ("keep", "happen", "hold") else None
    if _is_narrow(sight, thing):
        return None
    return "disclosed_items" if thing.code == "info_gov" or by.code == "disclose" else "posts"


def _without_verb(sight: Sight, thing: Token, state: State) -> str | None:
    if state.last is not None and state.last.metric in ITEMS:
        return state.last.metric
    named = channel(sight.zone)
    if named is None:
        return None
    return "disclosed_items" if thing.code == "info_gov" else "posts" if thing.code == "post" else None


def _is_narrow(sight: Sight, thing: Token) -> bool:
    """Return whether only one kind of information is counted (财政信息): never the year's total."""
    tokens = sight.tokens
    at = tokens.index(thing)
    return at > 0 and tokens[at - 1].kind == "topic" and tokens[at - 1].end == thing.start


def _document(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    at = sight.tokens.index(thing)
    if at and sight.tokens[at - 1].code == "interpretation":
        return "interpretations"
    if by is None:
        return None
    if by.code == "issue":
        return "documents_issued"
    if by.code != "disclose":
        return None
    return "disclosed_items" if by.text == "主动公开" or channel(sight.zone) else None


def _normative(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if by is None or by.code not in ("issue", "publish"):
        return None
    return "normative_documents" if by.code == "issue" or channel(sight.clause) is None else None


def _request(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if thing.code == "bare_request" and not _is_request(sight, thing):
        return None
    if thing.code == "request_number":
        return "requests_received"
    zone = sight.clause if any(token.kind == "verb" for token in sight.clause) else sight.zone
    near = next((token for token in reversed(zone) if token.kind == "verb" and token.code in _BY_REQUEST_VERB), None)
    if near is None:
        none = sight.token.number is not None and sight.token.number.value == 0
        return "requests_received" if none else None
    return _BY_REQUEST_VERB[near.code]


def _is_request(sight: Sight, thing: Token) -> bool:
    """Return whether a bare 申请 is one for information: no other word says what is applied for."""
    at = sight.tokens.index(thing)
    before = sight.tokens[at - 1] if at else None
    return before is None or before.kind in ("verb", "filler", "mark", "number", "total", "time")


def _inquiry(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    answering = ("handle", "answer", "conclude")
    if any(token.kind == "verb" and token.code in answering for token in sight.clause):
        return "inquiries"
    if by is None or by.code not in ("receive", *answering):
        return None
    if by.code == "receive":
        after = [token for token in sight.tokens[sight.index + 1 :] if token.kind in ("verb", "rate")]
        return "inquiries" if any(token.code in (*answering, "reply", "completion") for token in after[:3]) else None
    return "inquiries"


def _training(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if by is not None and by.code == "other":
        return None
    return "trainees" if sight.token.code in _PERSONS else "trainings"


def _person(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    trained = any(token.kind == "thing" and token.code == "training" for token in sight.tokens[: sight.index])
    return "trainees" if trained else None


def _proposal(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if by is not None and by.code in ("disclose", "publish", "other"):
        return None
    if thing.code == "bare_npc":
        named = any(token.kind == "thing" and token.code in _PROPOSALS[:3] for token in sight.tokens)
        return "proposals_npc" if named or state.topic in _PROPOSALS else None
    return things()[thing.code][0]


def _account(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    kept = by is not None and by.code == "keep"
    return "accounts" if kept or (by is None and state.last is not None and state.last.metric == "accounts") else None


def _fee(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if thing.code == "bare_fee":
        asked = any(token.kind == "thing" and token.code in ("request", "fee") for token in sight.tokens[: sight.index])
        return "processing_fee" if asked else None
    return "processing_fee"


def _never(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    return None


def _plain(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if by is not None and by.code == "other":
        return None
    return things()[thing.code][0]


_RULES: dict[str, Rule] = {
    **dict.fromkeys(("info_gov", "info", "post"), _items),
    **dict.fromkeys(("request", "bare_request", "request_number"), _request),
    **dict.fromkeys(("npc", "cppcc", "bare_npc"), _proposal),
    **dict.fromkeys(("both_proposals", "foreign", "in_force"), _never),
    **dict.fromkeys(("fee", "bare_fee"), _fee),
    "document": _document, "normative": _normative, "inquiry": _inquiry, "training": _training,
    "person": _person, "account": _account,
}  # fmt: skip


def _verb_alone(sight: Sight, state: State, section: int | None) -> str | None:
    """Understand 办结16件 and 上年结转2件 where requests are spoken of, and 除1件结转下年度外."""
    if sight.token.code not in things()["request"][1] or _topic(sight, state, section) != "request":
        return None
    after = next((token for token in sight.tail if token.kind != "filler"), None)
    if after is not None and after.kind == "verb" and after.code == "carry_out" and not verb(sight.clause):
        return "requests_carried_out"
    for token in reversed(sight.clause):
        if token.kind == "verb" and token.code in (*_BY_REQUEST_VERB, "carry"):
            return _BY_REQUEST_VERB.get(token.code) or _carried_to(sight)
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


def _channel_alone(sight: Sight, state: State) -> str | None:
    """Understand 微信发布12条, and 微信12条 behind a number of the same kind."""
    if sight.token.code not in _POSTABLE and sight.token.code != "家":
        return None
    by, last = _channel_and_verb(sight.clause), state.last
    if by is None or any(token.text in _TAKEN for token in sight.clause):
        return None
    if by == "keep" or (not by and last is not None and last.metric == "accounts"):
        return "accounts" if sight.token.code in ("个", "家") and channel(sight.clause) in _KEPT else None
    if by in ("disclose", "publish") and sight.token.code != "家":
        return "disclosed_items" if by == "disclose" else "posts"
    if not by and last is not None and last.metric in ITEMS and last.unit == sight.token.code:
        return last.metric
    return None


def _channel_and_verb(clause: Sequence[Token]) -> str | None:
    """Return the kind of verb between or before a channel and the number, empty for none; None without a channel."""
    by = ""
    named = False
    for token in reversed(clause):
        if token.kind == "channel":
            named = True
        elif token.kind == "verb":
            by = by or token.code
            if token.code == "other":
                return None
        elif token.kind == "thing" or (token.kind in ("other", "topic") and not named):
            return None
    return by if named else None


def channel_of(sight: Sight, state: State, named: str, thing: Token | None) -> str | None:
    """Return the channel of a number; None where one is needed and none is told."""
    if named == "interpretations":
        found = channel(sight.clause)
        return found if found and found != "all" else "none"
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


def _in_print(sight: Sight) -> bool:
    """Return whether a verb says that newspapers or broadcasters brought it: 刊发稿件."""
    return any(token.kind == "verb" and re.match("刊|登|采用|发表|播", token.text) for token in sight.clause)


def _spoken(sight: Sight, thing: Token | None) -> str | None:
    """Return the channel that the thing itself tells: a film is video, a 博文 stands on Weibo."""
    if thing is None:
        return None
    filmed = [token for token in sight.clause if token.kind == "thing" and token.code == "post" and "视频" in token.text]
    if filmed and thing.code in ("post", "views"):
        return "video"
    return "weibo" if thing.text == "博文" else None


def _inherited(sight: Sight, state: State, named: str) -> str | None:
    """Return the channel of the number before, or of the sentence before, where the subject is the same."""
    earlier = next((one for one in reversed(state.claims) if one.metric in CHANNELLED and not one.part), None)
    if named == "disclosed_items":
        return None
    if earlier is not None:
        return earlier.channel if earlier.metric != "disclosed_items" or named != "posts" else None
    if state.claims:
        return None
    return _subject(sight.tokens[: sight.first]) or state.carried


def _subject(before: Sequence[Token]) -> str | None:
    """Return the channel that a sentence begins with: the first one, joint ones as one."""
    first = next((at for at, token in enumerate(before) if token.kind == "channel"), None)
    if first is None:
        return None
    end = next((at for at in range(first, len(before)) if before[at].kind in ("mark", "verb")), len(before))
    return channel(before[:end])


def of(sight: Sight, named: str, channel_name: str, **more: object) -> Claim:
    """Build the claim of a number."""
    number = sight.token.number
    assert number is not None
    return Claim(named, channel_name, number.value, number.bound, number.unit, at=sight.index, **more)  # type: ignore[arg-type]

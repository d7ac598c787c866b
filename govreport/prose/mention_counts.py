"""The metric of one number: from the thing counted and the verb, each kind of thing by one named rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from govreport.prose.mention_alone import ANSWERING, BY_REQUEST_VERB, channel_alone, verb_alone
from govreport.prose.mention_bind import fits, group, left, right, verb
from govreport.prose.mention_claims import Sight, State
from govreport.prose.mention_items import document, issued, items, normative
from govreport.prose.mention_tokens import Token, things

_FORMS = re.compile("视频|图|海报|音频")
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
    tokens = list(sight.tokens)
    tokens[sight.index] = sight.token._replace(code=unit)
    return replace(sight, tokens=tokens)


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
        named = verb_alone(sight, state, section) or channel_alone(sight, state)
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
    said = next((i + 1 for i in range(at - 1, -1, -1) if zone[i].kind == "mark" and zone[i].code in ";。"), 0)
    return verb(zone[start:at]) or verb(zone[at + 1 :]) or verb(zone[said:at])


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
    if own == "items":
        # 图解、视频等 are forms of explaining; among other things explanations are posts, too.
        return "interpretations" in others and _FORMS.search(thing.text) is not None
    return bool(others - {own})


def _request(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if thing.code == "bare_request" and not _is_request(sight, thing):
        return None
    if thing.code == "request_number":
        return "requests_received"
    zone = sight.clause if any(token.kind == "verb" for token in sight.clause) else sight.zone
    near = next((token for token in reversed(zone) if token.kind == "verb" and token.code in BY_REQUEST_VERB), None)
    if near is None:
        if any(token.kind == "verb" and token.code == "handle" for token in zone):
            return "requests_concluded"
        if thing.text.startswith("申请"):
            return "requests_received"
        if thing in zone and any(token.code == ":" for token in zone[list(zone).index(thing) :]):
            return "requests_received"
        none = sight.token.number is not None and sight.token.number.value == 0
        return "requests_received" if none else None
    return BY_REQUEST_VERB[near.code]


def _is_request(sight: Sight, thing: Token) -> bool:
    """Return whether a bare 申请 is one for information: no other word says what is applied for."""
    at = sight.tokens.index(thing)
    before = sight.tokens[at - 1] if at else None
    if before is not None and before.code == "request":
        return True
    return before is None or before.kind in ("verb", "filler", "mark", "number", "total", "time")


def _inquiry(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    if by is not None and by.code == "receive":
        return "inquiries" if _all_answered(sight) else None
    if by is not None and by.code in ANSWERING:
        return "inquiries"
    return "inquiries" if any(token.kind == "verb" and token.code in ANSWERING for token in sight.clause) else None


def _all_answered(sight: Sight) -> bool:
    """Return whether a sentence goes on to say that all were answered; a number of its own says how many were."""
    after = [token for token in sight.tokens[sight.index + 1 :] if token.kind in ("verb", "rate", "number")]
    for at, token in enumerate(after[:3]):
        if token.kind == "verb" and token.code in ANSWERING:
            counted = after[at + 1] if at + 1 < len(after) else None
            return counted is None or counted.kind != "number" or counted.code != sight.token.code
        if token.kind == "rate" and token.code in ("reply", "completion"):
            return True
    return False


def _proceeding(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    """Leave out the cases of all kinds that a reviewing organ decides: only those about disclosure are meant."""
    ours = any(token.kind == "field" or token.code in ("request", "bare_request") for token in sight.tokens)
    handled = by is not None and (by.code in ("handle", "conclude", "hold") or by.text == "受理")
    if not ours and (handled or "应诉" in thing.text):
        return None
    return _plain(sight, thing, by, state)


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
    at = sight.tokens.index(thing)
    if thing.text.startswith("开放日") and at and sight.tokens[at - 1].kind == "other":
        return None
    if (by is not None and by.code == "other") or (at and sight.tokens[at - 1].text.startswith("《")):
        return None
    return things()[thing.code][0]


_RULES: dict[str, Rule] = {
    **dict.fromkeys(("info_gov", "info", "post"), items),
    **dict.fromkeys(("request", "bare_request", "request_number"), _request),
    **dict.fromkeys(("npc", "cppcc", "bare_npc"), _proposal),
    **dict.fromkeys(("both_proposals", "foreign", "in_force"), _never),
    **dict.fromkeys(("fee", "bare_fee"), _fee),
    **dict.fromkeys(("reconsideration", "litigation"), _proceeding),
    "issued": issued,
    "document": document, "normative": normative, "inquiry": _inquiry, "training": _training,
    "person": _person, "account": _account,
}  # fmt: skip

"""Rates: each belongs to the nearest thing before it that is rated, and to no other."""

from __future__ import annotations

from collections.abc import Sequence

from govreport.prose.mention_claims import Sight, State
from govreport.prose.mention_tokens import Token

_PASSED = ("filler", "each", "respectively", "scope", "total")
_INQUIRIES = {"reply": "inquiry_reply_rate", "satisfaction": "inquiry_satisfaction_rate"}
_PROPOSALS = {
    "completion": "proposal_completion_rate",
    "reply": "proposal_completion_rate",
    "meeting": "proposal_meeting_rate",
    "satisfaction": "proposal_satisfaction_rate",
}
_TOPICS = {"inquiry": _INQUIRIES} | dict.fromkeys(("npc", "cppcc", "bare_npc", "both_proposals"), _PROPOSALS)


def rates(sight: Sight, state: State, only: Token | None = None) -> list[str]:
    """Return the metrics of one percentage: several where coordinated rates share it, none where it is no such rate."""
    named = [only] if only else named_rates(sight.zone)
    return [metric for token in named if (metric := _metric(sight, token, state))]


def named_rates(zone: Sequence[Token]) -> list[Token]:
    """Return the coordinated rates right before a percentage, in order."""
    found: list[Token] = []
    linked = True
    for token in reversed(zone):
        if token.kind == "rate" and linked:
            found.insert(0, token)
            linked = False
        elif token.kind == "and" and found:
            linked = True
        elif not (token.kind in _PASSED and (linked or not found)):
            break
    return found


def _metric(sight: Sight, rate: Token, state: State) -> str | None:
    if rate.code == "foreign":
        return None
    if rate.text.startswith(("代表", "委员")):
        return _PROPOSALS.get(rate.code)
    at = sight.tokens.index(rate)
    return _TOPICS.get(topic(sight.tokens[:at]) or state.topic or "", {}).get(rate.code)


def topic(tokens: Sequence[Token]) -> str | None:
    """Return the code of the last thing that tokens speak of."""
    return next((token.code for token in reversed(tokens) if token.kind == "thing" and token.code != "person"), None)

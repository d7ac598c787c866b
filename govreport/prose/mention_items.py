"""Metrics of what is published: information, posts and documents, told apart by thing and verb."""

from __future__ import annotations

from itertools import pairwise

from govreport.prose.mention_alone import TAKEN
from govreport.prose.mention_bind import channel
from govreport.prose.mention_claims import ITEMS, Sight, State
from govreport.prose.mention_tokens import Token

_OF_ALL = ("各类", "各项", "各种", "有关", "相关", "等")
_SYSTEMS = ("公示系统", "信息系统", "管理系统", "服务系统", "发布系统", "查询系统")
_ACCOUNTS = ("wechat", "weibo", "wechat_weibo", "new_media", "video")


def items(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    """Tell statutory items from other posts by the verb and by 政府信息; a count of one kind alone is neither."""
    if by is None:
        return _without_verb(sight, thing, state)
    if by.text in TAKEN and channel(sight.zone) not in (None, "press"):
        return None
    if by.code not in ("disclose", "publish", "issue"):
        return _without_verb(sight, thing, state) if by.code in ("keep", "happen", "hold") else None
    if _elsewhere(sight) or _is_narrow(sight, thing):
        return None
    if _is_of_a_kind(sight, thing) and (_counts_things(sight) or not _placed(sight, state)):
        return None
    return "disclosed_items" if thing.code == "info_gov" or by.code == "disclose" else "posts"


def _without_verb(sight: Sight, thing: Token, state: State) -> str | None:
    if state.last is not None and state.last.metric in ITEMS:
        return state.last.metric
    if channel(sight.zone) is None and not (thing.code == "post" and _placed(sight, state)):
        return None
    return "disclosed_items" if thing.code == "info_gov" else "posts" if thing.code == "post" else None


def _is_narrow(sight: Sight, thing: Token) -> bool:
    """Return whether only one kind of information is counted (财政信息): never the year's total."""
    tokens = sight.tokens
    at = tokens.index(thing)
    if at + 1 < len(tokens) and tokens[at + 1].kind == "and":
        return False
    if at > 1 and tokens[at - 2].kind == "etc":
        return False
    return at > 0 and tokens[at - 1].kind == "topic" and tokens[at - 1].end == thing.start


def _is_of_a_kind(sight: Sight, thing: Token) -> bool:
    """Return whether an unknown word says what the information is about (岗位信息): without a channel no total."""
    at = sight.tokens.index(thing)
    before = sight.tokens[at - 1] if at else None
    if before is None or before.kind != "other" or before.end != thing.start or thing.code != "info":
        return False
    listed = any(token.kind == "and" or token.text in _OF_ALL for token in sight.tokens[max(0, at - 4) : at])
    return not listed and not _is_divided(sight)


def _counts_things(sight: Sight) -> bool:
    """Return whether the measure word counts what information is about (岗位信息1.5万个), not the information (条)."""
    number = sight.token.number
    return number is not None and number.unit == "个"


def _is_divided(sight: Sight) -> bool:
    """Return whether the parts of a number follow it: then it is a total."""
    return any(token.kind == "part" or token.code in ("(", ":") for token in list(sight.tail)[:3])


def _elsewhere(sight: Sight) -> bool:
    """Return whether a platform that is no channel of the codes is named: its count is nobody's total."""
    if channel(sight.zone) is not None:
        return False
    for before, token in pairwise(sight.clause):
        if token.text == "平台" and before.kind in ("other", "verb", "idiom") and before.end == token.start:
            return True
        if token.kind == "verb" and before.kind == "other" and before.text.endswith(_SYSTEMS):
            return True
        if before.text in ("通过", "利用", "依托") and token.kind in ("other", "idiom"):
            return True
    return False


def _placed(sight: Sight, state: State) -> bool:
    return channel(sight.tokens[: sight.index]) is not None or state.carried is not None


def document(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    """Tell documents made (印发文件) from documents published (主动公开文件) and from those explained."""
    at = sight.tokens.index(thing)
    if at and sight.tokens[at - 1].code == "interpretation":
        return "interpretations"
    if by is None:
        return None
    if by.code == "issue":
        return "documents_issued"
    if by.code != "disclose":
        return None
    return "disclosed_items" if by.text == "主动公开" or _placed(sight, state) else None


def normative(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    """Count the normative documents made in the year, and those that a gazette published."""
    if by is None or by.code not in ("issue", "publish"):
        return "disclosed_items" if by and by.code == "disclose" and channel(sight.zone) == "gazette" else None
    return "normative_documents" if by.code == "issue" or channel(sight.clause) is None else None


def issued(sight: Sight, thing: Token, by: Token | None, state: State) -> str | None:
    """Count 发文 as documents, or as posts where an account of social media wrote them."""
    named = channel(sight.clause)
    return "documents_issued" if named is None else "posts" if named in _ACCOUNTS else None

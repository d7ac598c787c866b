"""What a sentence says there was none of: one zero for each coordinated object, none where anything is unclear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govreport.prose.mention_bind import group
from govreport.prose.mention_claims import REQUESTS
from govreport.prose.mention_tokens import Token, things

_PROCEEDINGS = ("reconsiderations", "litigations")
_PROPOSALS = ("proposals_npc", "proposals_cppcc")
_EVENTS = ("press_conferences", "online_interviews", "open_days", "hotline_programmes", "trainings")
_BY_VERB = {
    "received": ("requests_received", *_PROCEEDINGS, *_PROPOSALS),
    "happened": ("requests_received", "processing_fee", *_PROCEEDINGS),
    "charged": ("processing_fee",),
    "none": (*REQUESTS, "processing_fee", *_PROCEEDINGS, *_PROPOSALS),
    "done": (*_EVENTS, "normative_documents", "documents_issued", "interpretations", *_PROPOSALS),
}
_SILENT = ("filler", "field", "etc", "each", "total", "time", "plural", "scope")
_VERBS = ("happen", "charge", "receive", "hold", "handle", "conclude", "disclose")
_MOST_CAUSE = 12


def zeros(tokens: Sequence[Token]) -> list[tuple[str, int]]:
    """Return metric and place of each thing of which a sentence says that there was none.

    Parameters
    ----------
    tokens
        The tokens of the sentence.

    Returns
    -------
    list of tuple
        Nothing where the object is narrowed (未收到不予公开类申请) or qualified (未发生败诉案件).
    """
    found: list[tuple[str, int]] = []
    for at, token in enumerate(tokens):
        if token.kind == "negation" and not _excepted(tokens, at):
            objects = _objects(tokens, at)
            found += [(metric, at) for metric in dict.fromkeys(objects or ()) if metric in _BY_VERB[token.code]]
    first: dict[str, int] = {}
    for metric, at in found + told_of(tokens):
        first.setdefault(metric, at)
    return list(first.items())


def told_of(tokens: Sequence[Token]) -> list[tuple[str, int]]:
    """Return what a sentence says is none behind its name: 申请为零, 行政复议情况：无, 复议均未发生."""
    found: list[tuple[str, int]] = []
    for at, token in enumerate(tokens):
        if token.kind != "negation" or at == 0 or not _ends(tokens, at):
            continue
        if _closes(tokens, at):
            found += [(metric, at) for metric in _named_before(tokens[:at]) if metric in _BY_VERB[token.code]]
    return found


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a negation at the end of its clause denies what stands before it: 均未发生, 均无, 为零, ：无."""
    before = tokens[at - 1]
    linked = before.code == ":" or before.text in ("为", "是", "均为") or before.kind == "each"
    return linked or tokens[at].code == "happened" or tokens[at].text.startswith("均")


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 >= len(tokens) or tokens[at + 1].kind == "mark"


def _named_before(tokens: Sequence[Token]) -> list[str]:
    """Return the metrics of the coordinated things right before a place."""
    last = len(tokens) - 1
    while last >= 0 and (tokens[last].kind in ("filler", "each") or tokens[last].code == ":"):
        last -= 1
    if last < 0 or tokens[last].kind != "thing":
        return []
    return [metric for token in group(tokens, last, "thing") if (metric := _metric(token, None))]


def consumed(tokens: Sequence[Token]) -> set[int]:
    """Return the indices of numbers that stand under a negation: 未发生一起行政复议 counts none."""
    taken: set[int] = set()
    for at, token in enumerate(tokens):
        if token.kind != "negation":
            continue
        for index, after in _clause(tokens, at):
            if after.kind == "number" and after.number and after.number.value <= 1:
                taken.add(index)
    return taken


def _excepted(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the negation stands behind 除…外: what is left is none, not all."""
    return any(token.text == "除" for token in tokens[:at])


def _clause(tokens: Sequence[Token], at: int) -> Iterator[tuple[int, Token]]:
    for index in range(at + 1, len(tokens)):
        token = tokens[index]
        if token.kind in ("mark", "negation"):
            return
        yield index, token


def _objects(tokens: Sequence[Token], at: int) -> list[str] | None:
    """Return the metrics of the objects of a negation, None where one of them is not understood."""
    objects: list[str] = []
    pending: str | None = None
    for _, token in _clause(tokens, at):
        if token.kind == "and":
            objects += [pending] if pending else []
            pending = None
        elif token.kind == "thing":
            pending = _metric(token, pending)
        elif token.kind == "verb" and token.code in ("carry_in", "carry_out"):
            pending = f"requests_{token.code.replace('carry', 'carried')}"
        elif not _is_silent(token, pending, tokens[at].code):
            return None
    return [*objects, pending] if pending else objects


def _metric(token: Token, pending: str | None) -> str | None:
    if token.code in ("request", "bare_request", "request_number"):
        return pending if pending and pending.startswith("requests_carried") else "requests_received"
    return things()[token.code][0] if token.code in things() else None


def _is_silent(token: Token, pending: str | None, negation: str) -> bool:
    """Return whether a token between the negation and the end of its objects changes nothing."""
    if token.kind in _SILENT or (token.kind == "outcome" and token.code == "applicant"):
        return True
    if token.kind == "verb":
        return token.code in _VERBS
    if token.kind == "number":
        return token.number is not None and token.number.value <= 1
    # The cause of proceedings may be worded in any way; what kind of requests there were none of may not.
    return token.kind == "other" and pending is None and negation == "happened" and len(token.text) <= _MOST_CAUSE

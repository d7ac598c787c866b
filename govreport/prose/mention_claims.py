"""What is known while a sentence is read: the claims so far and what the next number may take from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from govreport.prose.mention_tokens import Token

__all__ = ["Claim", "Sight", "State", "replace"]

ITEMS = ("disclosed_items", "posts")
CHANNELLED = (*ITEMS, "followers", "views", "accounts")
REQUESTS = ("requests_received", "requests_concluded", "requests_carried_in", "requests_carried_out")
PROPOSALS = ("proposals_npc", "proposals_cppcc")


def family(metric: str) -> str:
    """Return the group of metrics whose numbers may be parts of one another.

    Examples
    --------
    >>> family("posts"), family("requests_carried_in"), family("trainings")
    ('items', 'requests', 'trainings')
    """
    for name, metrics in (("items", ITEMS), ("requests", REQUESTS), ("proposals", PROPOSALS)):
        if metric in metrics:
            return name
    return metric


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity that was understood."""

    metric: str
    channel: str
    value: float
    bound: str = "exact"
    unit: str = ""
    scope: str = "year"
    part: bool = False
    negated: bool = False
    at: int = 0


@dataclass(slots=True)
class State:
    """What a number may take from the ones before it in its sentence."""

    claims: list[Claim] = field(default_factory=list)
    last: Claim | None = None
    """The claim of the number right before; None where that was not understood."""
    base: Claim | None = None
    """The total whose parts are being listed."""
    listing: bool = False
    outer: list[tuple[Claim | None, bool]] = field(default_factory=list)
    before: Claim | None = None
    """The last total of the sentence before."""
    carried: str | None = None
    """The channel of which the sentences before speak."""
    lead: str | None = None
    """The channel that is all the sentence before says: a heading in the run of the text."""
    topic: str | None = None
    """What kind of thing the sentences before speak of."""

    def total(self) -> Claim | None:
        """Return the last claim that is no part."""
        return next((one for one in reversed(self.claims) if not one.part and one.scope != "change"), None)


@dataclass(frozen=True, slots=True)
class Sight:
    """A number and the tokens around it: `zone` up to the number before it, `tail` up to the one behind."""

    tokens: Sequence[Token]
    index: int
    first: int

    @property
    def token(self) -> Token:
        """Return the number itself."""
        return self.tokens[self.index]

    @property
    def zone(self) -> Sequence[Token]:
        """Return what stands between the number before and this one."""
        return self.tokens[self.first : self.index]

    @property
    def clause(self) -> Sequence[Token]:
        """Return the part of the zone behind its last comma or semicolon."""
        zone = self.zone
        for at in range(len(zone) - 1, -1, -1):
            if zone[at].kind == "mark" and zone[at].code in ",;。":
                return zone[at + 1 :]
        return zone

    @property
    def tail(self) -> Iterator[Token]:
        """Return what follows, up to the next number."""
        for token in self.tokens[self.index + 1 : self.index + 24]:
            if token.kind == "number":
                return
            yield token


def sights(tokens: Sequence[Token]) -> Iterator[Sight]:
    """Yield each number of a sentence with what stands around it."""
    first = 0
    for index, token in enumerate(tokens):
        if token.kind == "number":
            yield Sight(tokens, index, first)
            first = index + 1


def of(sight: Sight, metric: str, channel: str, scope: str = "year") -> Claim:
    """Build the claim of a number."""
    number = sight.token.number
    assert number is not None
    return Claim(metric, channel, number.value, number.bound, number.unit, scope, at=sight.index)

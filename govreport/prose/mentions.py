"""Quantities stated in prose: sentences → tokens → claims → rows of `mentions`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from govreport.document import Document
from govreport.prose import mention_counts as counts
from govreport.prose.mention_again import again, kind, rest, whole
from govreport.prose.mention_bind import channel, joined
from govreport.prose.mention_channels import channel_of, is_of_others, others_own
from govreport.prose.mention_claims import ITEMS, Claim, Sight, State, of, sights
from govreport.prose.mention_negation import consumed, zeros
from govreport.prose.mention_parts import enter, of_total, unnamed
from govreport.prose.mention_rates import rates
from govreport.prose.mention_scope import change, is_new, is_rate_of_time, names_this_year, origin, scope
from govreport.prose.mention_series import Share, equal, of_subject, respective
from govreport.prose.mention_tokens import Token, plain, things, tokens
from govreport.prose.sections import names_report
from govreport.prose.sentences import Sentence, sentences

# What a sentence must hold to state a quantity: a digit, a Chinese numeral with a measure word, or none of something.
_COUNTS = re.compile(
    r"\d(?!\.?\s*[年月日、])|百分之|百分百|[一二两三四五六七八九十百千万亿余壹贰叁肆伍陆柒捌玖拾佰][余多]?[条件篇次场期个部份则项起宗例人名位封轮万]"
)
_DENIED = "申请|结转|复议|诉讼|费|减免|建议|提案|文件|发布会|访谈|开放日|培训|解读|问政"
_NEGATES = re.compile(
    rf"(?:未|无|没有|没收|零|不存在|不涉及).{{0,60}}?(?:{_DENIED})|(?:{_DENIED})[^,。]{{0,12}}[为:]?(?:零|无|没有|未发生|未收到|未产生|未出现)(?:[,。;]|$)"
)
_NAMES = re.compile("网|微|号|栏|台|媒|端|报|视|抖|快手|直播|申请|咨询|信|提案|建议|留言|培训")
_YEAR = re.compile(r"(20\d\d)年")
_PLANS = re.compile("下一步|下步|今后|改进措施|打算|努力方向|工作计划|整改措施|改进方向")
_MENDED = re.compile(
    r"(?:(20\d\d)年|上一?年度?|去年).{0,12}(?:问题|不足).{0,8}(?:整改|改进|落实)|(?:(20\d\d)年|上一?年度?|去年).{0,6}整改"
)
_OWN_SUBJECT = re.compile("^(?:同时|此外|另外)?,?(?:20\\d\\d年,?)?(?:我|全)[局委办厅市县区镇乡省系]")
_HEADING = 40
_LEAD = 9
_ORDINAL = re.compile(r"[\d.、()一二三四五六七八九十是]+")
_STOCKS = ("followers", "accounts")
_LEVELS = ("year", "stock", "cumulative")
_CARRIED = ("requests_carried_in", "requests_carried_out")
_CARRIED_SENTENCES = 4


class _Reader:
    """Reads the sentences of one document in order; what one says may hold for the next."""

    def __init__(self, year: int | None) -> None:
        self.year = year
        self.block = -1
        self.context: str | None = None
        self.section: int | None = None
        self.this_year = False
        self.before: Claim | None = None
        self.past: list[str | list[Token]] = []

    def read(self, sentence: Sentence) -> Iterator[Claim]:
        """Yield what a sentence states."""
        text = plain(sentence.text)
        self._turn(sentence, text)
        counted = _COUNTS.search(text) is not None
        if not counted and not _NEGATES.search(text):
            self.past.append(text)
            self._plan(text)
            return
        words = tokens(text)
        state = State(before=self.before, carried=self._carried(text), lead=self._lead(), topic=self._topic())
        yield from self._claims(words, state)
        self.before = state.total() or self.before
        self.this_year = self.this_year or names_this_year(words, self.year)
        self.past.append(words)
        self._plan(text)

    def _turn(self, sentence: Sentence, text: str) -> None:
        """Note where a new section, paragraph or heading begins."""
        if sentence.section != self.section:
            self.section, self.context = sentence.section, None
        if sentence.block != self.block:
            self.block, self.past, self.this_year, self.before = sentence.block, [], False, None
            if self.context == "plan" and self.section != 5:
                self.context = None
        if len(text) <= _HEADING and (mended := _MENDED.search(text)) and not re.search(r"\d[条件次篇]", text):
            named = mended[1] or mended[2]
            self.context = "other_year" if named is None or int(named) != self.year else None
        elif len(text) <= _HEADING and self.context == "other_year" and re.search("问题|措施|不足", text):
            self.context = None

    def _plan(self, text: str) -> None:
        """Let what follows a sentence about the next step be a plan, too."""
        if _PLANS.search(text) and (self.section == 5 or text.startswith(("下一步", "下步", "今后"))):
            self.context = "plan"

    def _carried(self, text: str) -> str | None:
        """Return the channel of which the sentences before in this paragraph speak."""
        if _OWN_SUBJECT.search(text):
            return None
        for words in self._before(_CARRIED_SENTENCES):
            placed = [at for at, token in enumerate(words) if token.kind == "channel"]
            named = {words[at].code for at in placed if not others_own(words[: at + 1])}
            if named:
                return _one_of(named)
            if any(token.kind == "number" for token in words):
                return None
        return None

    def _lead(self) -> str | None:
        """Return the channel that the sentence before names if it says nothing else, as a heading does."""
        words = next(self._before(1), [])
        last = max((at for at, token in enumerate(words) if token.code == ";"), default=-1)
        words = [token for token in words[last + 1 :] if not _ORDINAL.fullmatch(token.text)]
        named = [token for token in words if token.kind == "channel"]
        silent = ("channel", "filler", "mark", "and", "field", "plural", "verb")
        if not named or len(words) > _LEAD or any(token.kind not in silent for token in words):
            return None
        acts = ("disclose", "publish", "keep")
        return channel(words) if all(t.code in acts for t in words if t.kind == "verb") else None

    def _before(self, most: int) -> Iterator[list[Token]]:
        """Yield the tokens of the sentences before in this paragraph, the nearest first."""
        for at in range(len(self.past) - 1, max(-1, len(self.past) - 1 - most), -1):
            words = self.past[at]
            if isinstance(words, str):
                words = self.past[at] = tokens(words) if _NAMES.search(words) else []
            yield words

    def _topic(self) -> str | None:
        for words in self._before(2):
            named = [t.code for t in words if t.kind == "thing" and t.code not in ("foreign", "person", "bare_request")]
            if named:
                return "request" if named[-1] == "request_number" else named[-1]
        return None

    def _claims(self, words: Sequence[Token], state: State) -> Iterator[Claim]:
        for metric, at in zeros(words):
            told = self._scope(words, at)
            if told in ("year", "other_year"):
                yield Claim(metric, "none", 0.0, scope=told, negated=True, at=at)
        taken, around = consumed(words), list(sights(words))
        shares = respective(around)
        for sight in around:
            found = [] if sight.index in taken else list(self._own_numbers(sight, state, shares))
            state.claims += found
            state.last = found[-1] if found else None
            yield from found

    def _scope(self, words: Sequence[Token], at: int) -> str:
        return scope(words, at, self.year, self.context, self.this_year)

    def _own_numbers(self, sight: Sight, state: State, shares: Any) -> Iterator[Claim]:
        """Yield what a number states of the agency; one that was left for another is no level of the year."""
        left = origin(sight.tokens, sight.index) is not None
        for claim in self._number(sight, state, shares):
            if not is_of_others(sight, claim):
                yield replace(claim, scope="other_year") if left and claim.scope in _LEVELS else claim

    def _number(self, sight: Sight, state: State, shares: Any) -> Iterator[Claim]:
        enter(sight, state)
        if is_rate_of_time(sight):
            return
        sign = change(sight)
        if sign and any(token.kind == "respectively" for token in sight.zone):
            return
        if sign:
            yield from self._change(sight, state, sign)
        elif sight.token.number is not None and sight.token.number.percent:
            yield from self._rates(sight, state, shares.get(sight.index))
        elif sight.index in shares:
            yield from self._shared(sight, state, shares[sight.index])
        else:
            yield from self._count(sight, state)

    def _rates(self, sight: Sight, state: State, share: Share | None) -> Iterator[Claim]:
        if share is not None:
            if share.subject is None or share.subject.kind != "rate":
                return
            named = rates(Sight(sight.tokens, sight.index, share.head.first), state, share.subject)
        else:
            named = rates(sight, state)
        told = self._scope(sight.tokens, sight.index)
        yield from (of(sight, metric, "none", scope=told) for metric in named)

    def _change(self, sight: Sight, state: State, sign: int) -> Iterator[Claim]:
        """Understand a difference: of the thing named before it, else of the number before it."""
        number = sight.token.number
        assert number is not None
        own = self._own(counts.measured(sight), state) if not number.percent or state.last is None else None
        if own is None and state.last is not None:
            own = replace(state.last, part=False)
        if own is None or (not number.percent and number.unit != own.unit):
            return
        yield replace(
            own, value=sign * number.value, bound=number.bound, unit=number.unit, scope="change", at=sight.index
        )

    def _own(self, sight: Sight, state: State) -> Claim | None:
        """Return the claim of a number by its own words; its scope is the year's."""
        found = counts.metric(sight, state, self.section)
        if found is None:
            return None
        named, thing = found
        placed = channel_of(sight, state, named, thing)
        return of(sight, named, placed) if placed else None

    def _count(self, sight: Sight, state: State) -> Iterator[Claim]:
        own = self._own(sight, state)
        if own is None:
            part = self._unnamed(sight, state)
            if part is not None:
                yield self._scoped(part, sight)
            return
        subjects = equal(sight)
        if subjects:
            yield from (self._scoped(_given(own, subject), sight) for subject in subjects)
            return
        implied = (
            unnamed(sight, state)
            if not state.listing and own.metric in ITEMS and counts.thing_of(sight) is None
            else None
        )
        claim = implied or of_total(own, sight, state)
        if claim is not None:
            yield self._scoped(claim, sight)

    def _unnamed(self, sight: Sight, state: State) -> Claim | None:
        """Understand a number by the one before it, the first rule that does."""
        rules = (again, rest, unnamed, whole, kind)
        return next((claim for rule in rules if (claim := rule(sight, state))), None)

    def _shared(self, sight: Sight, state: State, share: Share) -> Iterator[Claim]:
        """Give a number to its one of the subjects of 分别."""
        if share.subject is None or sight.token.number is None:
            return
        head = Sight(sight.tokens, share.head.index, share.head.first)
        own = self._own(head, state) or (unnamed(head, state) if state.listing else None)
        own = own or of_subject(head, share.subject)
        if own is None:
            return
        number = sight.token.number
        claim = replace(own, value=number.value, bound=number.bound, unit=number.unit or own.unit, at=sight.index)
        claim = _given(claim, share.subject)
        listed = share.subject.kind == "channel" and self._goes_on_total(sight, head, state)
        yield self._scoped(replace(claim, part=claim.part or listed), sight)

    def _goes_on_total(self, sight: Sight, head: Sight, state: State) -> bool:
        """Return whether 分别 lists the parts of a total before it."""
        if sight.index != head.index:
            return state.last is not None and state.last.part
        return unnamed(head, state) is not None

    def _scoped(self, claim: Claim, sight: Sight) -> Claim:
        """Give a claim its scope; followers and accounts are levels, new ones of them a change."""
        if claim.metric in _CARRIED or claim.scope == "other_year":
            return replace(claim, scope="year") if claim.metric in _CARRIED else claim
        words = _of_reached(sight) if _reaches(sight) else sight.tokens[: sight.index]
        told = scope([*words, *sight.tokens[sight.index :]], len(words), self.year, self.context, self.this_year)
        if claim.metric in _STOCKS and told != "plan":
            told = "change" if is_new(sight) else "other_year" if told == "other_year" else "stock"
        return replace(claim, scope=told)


def _reaches(sight: Sight) -> bool:
    """Return whether a number is what another one came to: 由2022年的12条增加到20条."""
    return any(token.kind == "scope" and token.code == "to" and len(token.text) > 1 for token in sight.zone)


def _of_reached(sight: Sight) -> Sequence[Token]:
    """Return what tells the time of a number that another one came to: all but the words of that other one."""
    start = origin(sight.tokens, sight.first - 1) if sight.first else None
    return sight.zone if start is None else [*sight.tokens[:start], *sight.zone]


def _one_of(named: set[str]) -> str:
    """Return the one channel of several that a paragraph speaks of: new media in general give way to the one named."""
    special = named - {"new_media"} if len(named) > 1 else named
    if len(special) == 1:
        return next(iter(special))
    return joined(sorted(special))


def _given(claim: Claim, subject: Token) -> Claim:
    """Return a claim with the channel or the metric of one of several subjects."""
    if subject.kind == "channel":
        return replace(claim, channel=subject.code)
    named = things().get(subject.code, (claim.metric, frozenset()))[0]
    return claim if named in ("items", "requests") else replace(claim, metric=named)


def report_year(document: Document) -> int | None:
    """Return the year of a report for telling other years from it: the title's, else that of most sentences."""
    heads = [block.text for block in list(document.paragraphs())[:40]]
    for text in heads:
        if len(text) < 80 and names_report(text) and (match := re.search(r"20\d\d", text)):
            return int(match[0])
    found = Counter(_YEAR.findall(plain("".join(heads))))
    return int(found.most_common(1)[0][0]) if found else None


def read_mentions(document: Document, year: int | None = None) -> list[dict[str, Any]]:
    """Read the quantities that the prose of a report states.

    Parameters
    ----------
    document
        The report.
    year
        The report year; read from the title where it is not given.

    Returns
    -------
    list of dict
        One a quantity, in the order of the text, with the keys ``metric``, ``channel``, ``value``, ``bound``,
        ``unit``, ``scope``, ``part``, ``negated``, ``section``, ``text`` (the sentence as printed), ``start`` and
        ``end`` (its offsets). What is not understood with certainty is left out.

    Examples
    --------
    >>> from govreport.document import Builder
    >>> builder = Builder()
    >>> for line in ("一、总体情况", "2023年，网站发布信息12条，未收到政府信息公开申请。"):
    ...     builder.paragraph(line)
    >>> [(one["metric"], one["channel"], one["value"]) for one in read_mentions(builder.build(format="text"))]
    [('posts', 'website', 12.0), ('requests_received', 'none', 0.0)]
    """
    every = sentences(document)
    headed = any(one.section for one in every)
    reader = _Reader(year or report_year(document))
    found: list[dict[str, Any]] = []
    for sentence in every:
        if sentence.section is None and headed:
            continue
        claims = sorted(reader.read(sentence), key=lambda claim: claim.at)
        found += [_row(claim, sentence) for claim in claims]
    return found


def _row(claim: Claim, sentence: Sentence) -> dict[str, Any]:
    return {
        "metric": claim.metric, "channel": claim.channel, "value": claim.value, "bound": claim.bound,
        "unit": claim.unit, "scope": claim.scope, "part": claim.part, "negated": claim.negated,
        "section": sentence.section or 1, "text": sentence.text, "start": sentence.start, "end": sentence.end,
    }  # fmt: skip

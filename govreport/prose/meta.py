"""What the words of a report say of itself: title, agency, year, period, publication."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from govreport.document import Document
from govreport.prose import dates, lines, names, title
from govreport.prose.author import author
from govreport.prose.lines import compact, fold, squeeze

_TENS = "[一二三四五六七八九十廿元]"
_DAY = rf"{dates.YEAR}[年./-](?:\d{{1,2}}|{_TENS}{{1,2}})[月./-](?:\d{{1,2}}|{_TENS}{{1,3}})日?"
_SIGNED = re.compile(rf"([^。,;:0-9]{{0,40}}?)\(?({_DAY})\)?")
_CLOSING = re.compile(rf"[。;!]([^。,;:0-9]{{4,40}}?)({_DAY})$")
_SEAL = re.compile(r"[(（](?:公章|盖章|印章|章)[)）]")
_DATED = re.compile(r"[日号年月\d][)）\]】]?\s*$")
_BROKEN = re.compile(rf"(?:{dates.YEAR}年(?:\d{{1,2}}月)?|[^。,;:0-9]{{2,40}}{dates.YEAR}年)")
_ISSUED = ("发布", "公开日期", "发文日期", "成文日期", "生成日期", "公布", "时间", "日期")
_LABEL = re.compile(rf"(?:{'|'.join(_ISSUED)})(?:时间|日期)?\s*[:\]]?\s*[\[(]?\s*(?=[2二])")
_UNLABELLED = re.compile("来源|浏览|字体|字号|点击|作者|阅读|访问量")
_PUBLISHED_KEYS = (
    *("pubdate", "publishdate", "publicationdate", "publishtime", "pubtime", "articlepublishedtime", "datepublished"),
    *("dctermsissued", "dcdateissued", "dcdate", "releasedate", "firstpublishedtime", "date"),
)
_SOURCE_KEYS = ("contentsource", "source", "publisher", "dcpublisher", "author")
_ISSUER = re.compile(r"(?:发布机构|发布单位|来源|信息来源)\s*[:\s]\s*([\u3400-\u9fff()]{2,40})")
_QUOTED = re.compile("《[^》]{0,120}》")
_NOT_KEY = re.compile("[^a-z]")
_STATED = re.compile(
    rf"({dates.YEAR})年?度?[^。,;:《》]{{0,30}}(?:信息公开|政务公开)[^。,;《》]{{0,10}}(?:年度报告|年报)"
)
_OPENS = re.compile(rf"({dates.YEAR})年(?:[,以来度]|[^\d]{{1,6}},)")


class Signature(NamedTuple):
    """Who signed at the end, and when; either may be absent."""

    agency: str | None
    day: date | None
    strength: int


def _signed(texts: list[str], at: int) -> Signature | None:
    if not _DATED.search(texts[at][-8:]):
        return None
    text = _SEAL.sub("", compact(texts[at][-120:]))
    if _BROKEN.fullmatch(text) and at + 1 < len(texts):
        text += compact(texts[at + 1][:40])
    match = _SIGNED.fullmatch(text) or _CLOSING.search(text)
    found = dates.first_date(match[2]) if match else None
    if match is None or found is None:
        return None
    near = (match[1], *(texts[i] for i in (at - 1, at - 2, at + 1) if 0 <= i < len(texts)))
    agency = next((names.proper(_SEAL.sub("", who)) for who in near if names.is_org(compact(_SEAL.sub("", who)))), None)
    if match[1] and not names.is_org(match[1]):
        return None
    return Signature(agency, found, 2 * (agency is not None) + ("月" in match[2]))


def signature(texts: list[str], body: int) -> Signature:
    """Find the signature below the text: an agency and a date on lines of their own.

    Parameters
    ----------
    texts
        Lines of `short_lines`.
    body
        Index of the first line of prose.

    Returns
    -------
    Signature
        Empty where none is printed; a bare date in figures (2021-01-22), as links carry one, is none.
    """
    found = [each for i in range(body + 1, len(texts)) if (each := _signed(texts, i)) and each.strength]
    strongest = max((each.strength for each in found), default=None)
    # Annexes may follow, but what stands last and is as strong is the signature of the whole.
    return next((each for each in reversed(found) if each.strength == strongest), None) or _undated(texts, body)


def _undated(texts: list[str], body: int) -> Signature:
    """Return an agency on a line of its own near the end, if the preamble speaks of it too."""
    preamble = squeeze("".join(texts[: body + 12]))
    for text in reversed(texts[body + 12 :]):
        if 4 <= len(text) <= 40 and (name := squeeze(text)) in preamble and names.is_org(compact(text)):
            return Signature(names.proper(name), None, 0)
    return Signature(None, None, 0)


def header_date(texts: list[str], body: int) -> date | None:
    """Find the date of publication in the header of a page, or in brackets below the title.

    Parameters
    ----------
    texts
        Lines of `short_lines`.
    body
        Index of the first line of prose.

    Returns
    -------
    datetime.date or None
        The first of 发布…, 公开日期, 成文日期, 时间… that carries a date.
    """
    short = [fold(line) for line in texts[: min(body, 80)] if len(line) <= 160]
    labelled = [(match[0], line[match.end() :]) for line in short for match in _LABEL.finditer(line)]
    labelled.sort(key=lambda pair: next(i for i, word in enumerate(_ISSUED) if word in pair[0]))
    bare = [line for line in short if _UNLABELLED.search(line) or _SIGNED.fullmatch(compact(line))]
    found = (dates.first_date(text[:40]) for text in (*(text for _, text in labelled), *bare))
    return next((each for each in found if each), None)


def _declared(document: Document, keys: tuple[str, ...]) -> list[str]:
    plain = {_NOT_KEY.sub("", key.lower()): value for key, value in document.metadata.items()}
    return [plain[key] for key in keys if plain.get(key)]


def _published(document: Document, signed: Signature, texts: list[str], body: int) -> tuple[date | None, str | None]:
    declared = (dates.first_date(text) for text in _declared(document, _PUBLISHED_KEYS))
    options = {
        "signature": signed.day,
        "metadata": next((each for each in declared if each), None),
        "header": header_date(texts, body),
    }
    return next(((day, basis) for basis, day in options.items() if day), (None, None))


def _agency(
    document: Document, heading: title.Title | None, signed: Signature, texts: list[str], body: int
) -> str | None:
    sources = (names.proper(text[:60]) for text in _declared(document, _SOURCE_KEYS))
    declared = (name for name in sources if name and names.is_org(compact(name)))
    named = (heading and names.agency_of(heading.text)) or signed.agency or next(declared, None)
    return named or _issuer(texts) or author(texts, body)


def _issuer(texts: list[str]) -> str | None:
    for line in texts[:80]:
        match = _ISSUER.search(fold(line[:300]))
        if match and names.is_org(compact(match[1])):
            return names.proper(line[slice(*match.span(1))])
    return None


def _year_in_text(texts: list[str], body: int) -> int | None:
    preamble = "\n".join(squeeze(line) for line in texts[body : body + 6])[:3000]
    spoken = _QUOTED.sub("", fold(preamble))
    if match := _STATED.search(spoken):
        return dates.numeral(match[1])
    opened = [_OPENS.match(compact(line[:40])) for line in texts[body : body + 40]]
    years = [dates.numeral(match[1]) for match in opened if match]
    return max(set(years), key=years.count, default=None)


def read_meta(document: Document, source: str) -> dict[str, Any]:
    """Read what a report says of itself.

    Parameters
    ----------
    document
        The report.
    source
        Name of its file or its address; a title is looked for there last of all.

    Returns
    -------
    dict
        ``title``, ``agency`` (as printed), ``year`` and ``year_basis``, ``period_start``, ``period_end``,
        ``published`` (`datetime.date`) and ``published_basis``, each None where the report does not say it;
        ``year_by``: the year by basis for whoever compares them: ``title``, ``period``, ``metadata`` (a declared
        title's) and ``signature`` (the year that the date there speaks for, see `dates.implied_year`).
    """
    everything = lines.short_lines(document)
    texts = everything[: lines.HEAD_LINES]
    body = lines.body_start(texts)
    covered = dates.period(texts, body)
    beside = title.declared_title(document.title, document.metadata, source)
    heading = title.find_title(texts, body, beside, covered.year if covered else None)
    signed = signature(everything, body)
    published, published_basis = _published(document, signed, texts, body)
    by = {
        "title": names.year_of(heading.text) if heading and heading.basis == "title" else None,
        "period": covered.year if covered else None,
        "metadata": names.year_of(beside) if beside else None,
        "signature": dates.implied_year(signed.day) if signed.day else None,
    }
    dated = dates.implied_year(published) if published else None
    order: list[tuple[str | None, int | None]] = [
        *((basis, by[basis]) for basis in ("title", "period")),
        ("text", _year_in_text(texts, body)),
        ("metadata", by["metadata"]),
        (published_basis, dated),
    ]
    year_basis, year = next(((basis, year) for basis, year in order if year), (None, None))
    return {
        "title": heading.text if heading else None,
        "agency": _agency(document, heading, signed, texts, body),
        "year": year,
        "year_basis": year_basis,
        "period_start": covered.start if covered else None,
        "period_end": covered.end if covered else None,
        "published": published,
        "published_basis": published_basis,
        "year_by": {basis: year for basis, year in by.items() if year},
    }

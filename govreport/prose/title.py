"""The title of a report as printed: which of a page's lines it is, and where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govreport.prose.lines import compact, fold, tidy
from govreport.prose.names import ATTACHED, ONLY_YEAR, SPAN, TOPIC, agency_of, is_org, is_place, names_a_place, year_of

_BRACKET = r"(?:\([^()]{1,20}\)|\[[^\[\]]{1,20}\])"
_END = re.compile(
    rf"(?:年度工作报告|年度报告书?|年报|报告|工作总结|年度总结)(?:文本)?(?:的?(?:公告|公示|通告|公布))?{_BRACKET}{{0,3}}》?$"
)
_ENDING = tuple("告书報书报结結)]示布本》）】〕 ")
_REFUSED = re.compile(
    r"[>›»|。;；!?]|,.{0,30},|首页|位置[:：]|[上下]一[篇条页]|链接|下载|点击|打印|编制|报送|做好|征求|解读|^关于印发"
    r"|^\(?[一二三四五六七八九十\d]{1,2}[、.)]|来源:|时间:|目录|指南|.《|《[^》]*$"
)
# Between a title and a site's name. A dash inside Chinese text may belong to the title: it parts only what stands
# before it and is a title already.
_SITE = re.compile(r"\s*[|｜]\s*|_{1,3}|\s+[-–—]{1,2}\s+|(?<=[报告结)）])[-–—]{1,2}")
_TITLE_KEYS = ("articletitle", "contenttitle", "og:title", "dc.title", "dcterms.title", "title")
_WINDOW, _SHORT, _LONGEST = 4, 40, 100


class Title(NamedTuple):
    """A title and where it was found: ``title`` for a printed one, ``metadata`` for one declared beside the text."""

    text: str
    basis: str


class _Candidate(NamedTuple):
    first: int
    last: int
    text: str
    agency: str | None
    year: int | None


def ends_a_title(text: str) -> bool:
    """Return whether a compact line ends as the title of a report does.

    Parameters
    ----------
    text
        A line, folded and without blanks.

    Returns
    -------
    bool
        True for a bare 年度报告 too, the last line of a broken title.

    Examples
    --------
    >>> ends_a_title("2020年政府信息公开工作年度报告(修订版)"), ends_a_title("政府信息公开指南")
    (True, False)
    """
    return text.endswith(_ENDING) and bool(_END.search(text[-80:]))


def _joins_above(above: str, joined: str, whole: str) -> bool:
    """Say whether a line belongs to the title that begins below it."""
    agency = agency_of(joined)
    if len(above) > _SHORT or _REFUSED.search(above) or ends_a_title(above):
        return False
    if ONLY_YEAR.fullmatch(above):
        return year_of(joined) is None
    if agency is None:
        return is_org(SPAN.sub("", above).removesuffix("关于").rstrip("度的年"))
    if not joined.startswith(agency) or names_a_place(agency):
        return False
    return is_place(above) or (above[-4:] + agency) in whole


def _continues(below: str, joined: str) -> bool:
    if ONLY_YEAR.fullmatch(below):
        return year_of(joined) is None
    return bool(re.fullmatch(_BRACKET, below)) and not re.search(r"\d月|\d[-./]\d|月.{1,3}日", below)


def _printed(lines: Iterable[str]) -> str:
    text = tidy("".join(line.strip() for line in lines))
    opening = ATTACHED.match(fold(text))
    text = text[opening.end() :] if opening else text
    return text[1:-1] if text[:1] == "《" and text[-1:] == "》" else text


def _topic_line(folded: Mapping[int, str], last: int) -> tuple[int, str] | None:
    """Join upwards from a line that ends a title until its topic has been seen."""
    first, joined = last, folded[last]
    while not TOPIC.search(joined):
        above = folded[first - 1] if first > 0 else ""
        if not above or last - first == 2 or len(above) > _SHORT or _REFUSED.search(above) or ends_a_title(above):
            return None
        first, joined = first - 1, above + joined
    return first, joined


def _candidate(lines: list[str], folded: Mapping[int, str], last: int, whole: str) -> _Candidate | None:
    """Build the title that ends with line `last`, taking in the lines above and below that belong to it."""
    found = _topic_line(folded, last)
    if found is None or not 6 <= len(found[1]) <= _LONGEST or _REFUSED.search(ATTACHED.sub("", found[1], 1)):
        return None
    first, joined = found
    while first > 0 and last - first < _WINDOW and _joins_above(folded[first - 1], joined, whole):
        first, joined = first - 1, folded[first - 1] + joined
    if last + 1 < len(lines) and _continues(folded[last + 1], joined):
        last += 1
    printed = _printed(lines[first : last + 1])
    return _Candidate(first, last, printed, agency_of(printed), year_of(printed))


def _nearness(candidate: _Candidate, body: int) -> int:
    """Titles stand above the prose, and near it."""
    distance = body - candidate.last
    return -4 if distance <= 0 else 3 if distance <= 3 else 2 if distance <= 8 else 1 if distance <= 20 else 0


def _in_a_list(candidate: _Candidate, others: list[_Candidate]) -> int:
    """Titles of several years one below the other are links; only the first may be the title above its links."""
    above = any(other.last == candidate.first - 1 and other.year != candidate.year for other in others)
    below = any(other.first == candidate.last + 1 and other.year != candidate.year for other in others)
    return -4 if above else -1 if below else 0


def _score(candidate: _Candidate, others: list[_Candidate], body: int, declared: str, year: int | None) -> int:
    text = compact(candidate.text)
    named = 2 * (candidate.agency is not None) + (candidate.year is not None)
    score = _nearness(candidate, body) + _in_a_list(candidate, others) + (named or -3)
    score += 2 * bool(declared and (text in declared or declared in text))
    if year and candidate.year:
        score += 2 if candidate.year == year else -2
    return score


def declared_title(declared: str | None, metadata: Mapping[str, str], source: str = "") -> str | None:
    """Return the title that a page declares beside its text, without the site's name.

    Parameters
    ----------
    declared
        HTML's ``<title>`` or Word's core property.
    metadata
        Declared facts, keys in lower case.
    source
        Name of the source; its stem is asked last.

    Returns
    -------
    str or None
        None where nothing declared is the title of a report.

    Examples
    --------
    >>> declared_title("青禾县统计局2020年政府信息公开工作年度报告_青禾县人民政府", {})
    '青禾县统计局2020年政府信息公开工作年度报告'
    """
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", re.split(r"[/\\]", source)[-1])
    for text in (*(metadata.get(key, "") for key in _TITLE_KEYS), declared or "", stem):
        for part in _SITE.split(text[:300]):
            folded = compact(part)
            if TOPIC.search(folded) and ends_a_title(folded) and not re.search("《|编制|做好", folded[1:]):
                return _printed([part])
    return None


def find_title(lines: list[str], body: int, declared: str | None, year: int | None = None) -> Title | None:
    """Find the title among the first lines of a document, else take the declared one.

    Parameters
    ----------
    lines
        Lines of `short_lines`.
    body
        Index of the first line of prose.
    declared
        The title declared beside the text, if any.
    year
        The year of the printed period, if any: it tells the title from links to other years' reports.

    Returns
    -------
    Title or None
        The lines of a broken title joined; an agency on a line of its own above it included; no menu, no link,
        no notice's name. None where nothing looks like the title of such a report.

    Examples
    --------
    >>> find_title(["青禾县统计局", "2020年政府信息公开工作", "年度报告", "一、总体情况"], 3, None)
    Title(text='青禾县统计局2020年政府信息公开工作年度报告', basis='title')
    """
    ends = [i for i, line in enumerate(lines) if line.endswith(_ENDING) and ends_a_title(compact(line[-100:]))][:200]
    near = {k for i in ends for k in range(max(0, i - 2 * _WINDOW), min(len(lines), i + 2))}
    folded = {k: compact(lines[k]) if len(lines[k]) <= 2 * _LONGEST else "" for k in near}
    whole = "".join(lines)
    found = [candidate for i in ends if (candidate := _candidate(lines, folded, i, whole))]
    label = compact(declared or "")
    scored = [(_score(each, found[max(0, i - 2) : i + 3], body, label, year), each) for i, each in enumerate(found)]
    # Of equals the one nearest to the prose.
    best = max(scored, key=lambda pair: (pair[0], pair[1].last), default=None)
    if best and (best[0] > 0 or not declared):
        return Title(best[1].text, "title") if best[0] > -2 else None
    return Title(declared, "metadata") if declared else None

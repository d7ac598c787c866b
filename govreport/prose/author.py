"""Who speaks in a report, where neither its title nor its signature says so: the first lines of its prose may."""

from __future__ import annotations

import re

from govreport.prose import names
from govreport.prose.lines import compact, squeeze

BEFORE, AFTER = 4, 6
"""Lines around the beginning of the prose in which the report is introduced; short ones count as no prose."""
LONGEST = 600
_SOME = r"([\u3400-\u9fff()]{3,60}?)"
_OPEN = r"(?:公开)?(?:政府|政务)?(?:信息|政务)公开"
_SAID = (
    re.compile(rf"(?:本(?:年度)?(?:报告|年报)(?:是|系)?)?由{_SOME}编[制写]"),
    re.compile(rf"(?:现|特)?{_SOME}编[制写](?:并发布|完成)?了?(?:本(?:年度)?(?:报告|年报)|20\d\d年)"),
    re.compile(rf"现?将{_SOME}20\d\d年度?的?{_OPEN}"),
    re.compile(rf"现(?:予以?)?(?:公布|发布){_SOME}20\d\d年度?的?{_OPEN}"),
)
"""What the preamble says; the group begins with the agency."""
_NOT = re.compile(r"^(?:根据|按照|依照|依据|按|为|经|各|本|我|全)|(?:政府|政务)[^局]*办(?:公[室厅])?$")
"""How what is no author begins, and the office of a government, which writes that government's report."""
_QUOTED = re.compile("《[^》]{0,120}》")


def author(texts: list[str], body: int) -> str | None:
    """Return the agency that the preamble says made the report.

    Parameters
    ----------
    texts
        The lines of a report.
    body
        Index of the first line of prose.

    Returns
    -------
    str or None
        As printed; None where nothing says it, or where two are named.

    Examples
    --------
    >>> author(["2023年政府信息公开年报", "根据条例，本报告由青禾县统计局按照要求编制。"], 1)
    '青禾县统计局'
    >>> author(["按照县人民政府办公室编制本报告的要求，现将有关情况公布如下。"], 0) is None
    True
    """
    found: dict[str, None] = {}
    for line in texts[max(body - BEFORE, 0) : body + AFTER]:
        spoken = _QUOTED.sub("", line[:LONGEST])
        printed, text = squeeze(spoken), compact(spoken)
        for piece in re.finditer("[^,。;:]+", text):
            spans = [match.span(1) for rule in _SAID if (match := rule.match(text, piece.start(), piece.end()))]
            ends = [(start, _end(text, start, stop)) for start, stop in spans]
            found |= {printed[start:end]: None for start, end in ends if end > start}
    return next(iter(found)) if len(found) == 1 else None


def _end(text: str, start: int, stop: int) -> int:
    """Return where the longest name of an agency that begins here ends; `start` where it is no author."""
    ends = (end for end in range(stop, start + 2, -1) if names.is_org(text[start:end]))
    end = next(ends, start)
    name = text[start:end]
    return start if _NOT.search(name) or names.is_place(name) or names.proper(name) is None else end

"""Who reports: the agency's canonical name, its identity through the years, its kind, functions, level and place."""

from __future__ import annotations

import re
from typing import Any

from govreport.document import Document
from govreport.prose.agency_name import Named, is_central, without_remarks
from govreport.prose.agency_place import Split, known_zone, level_of, locate, split
from govreport.prose.agency_reach import read_reach
from govreport.prose.lines import compact
from govreport.regions.chain import chains
from govreport.regions.clues import Clues
from govreport.regions.place import NO_YEAR, Place, zones
from govreport.regions.table import Division, Region, divisions

LONGEST_AGENCY = 80
_DECLARED = 4000
_TRADE_ZONE = re.compile(r"中国\(([\u3400-\u9fff]{2,4})\)(?=自由贸易)")
_CORPS = re.compile("(?=.{0,8}兵团|第.{1,2}师)(?:(?:新疆生产建设)?兵团)?(第[一二三四五六七八九十]{1,2}师)?")
_STATE_FUNCTIONS = {
    "国家税务总局": "taxation",
    "中国人民银行": "central_bank",
    "国家统计局": "survey",
    "国家金融监督管理总局": "financial_supervision",
    "中国证券监督管理委员会": "securities",
    "中国银行保险监督管理委员会": "financial_supervision",
    "国家外汇管理局": "foreign_exchange",
    "国家矿山安全监察局": "coal_mine_safety",
}
_PART = re.compile(r"区([\u3400-\u9fff]{2,4})分?园$")
_CENTRAL_FUNCTIONS = {"国务院办公厅": "government_office", "海关总署": "customs"}
_STATE = re.compile(f"({'|'.join(_STATE_FUNCTIONS)}|中华人民共和国)(?=.)")
_TAX_MERGED = 2018
KEYS = (
    *("agency_name", "agency_id", "agency_kind", "function", "reach", "province", "prefecture", "county", "adcode"),
    *("level", "region_candidates", "reach_words"),
)


def clues_of(document: Document, source: str = "") -> Clues:
    """Return what a report says of where it is.

    Parameters
    ----------
    document
        The report.
    source
        Its path or address.
    """
    values = [document.title or "", source, *(value[:200] for value in document.metadata.values())]
    return Clues("\n".join(values)[:_DECLARED], document.text)


def read_agency(agency: str | None, year: int | None, document: Document, source: str = "") -> dict[str, Any]:
    """Read who reports and where.

    Parameters
    ----------
    agency
        As printed; None where the report names nobody.
    year
        Report year: the divisions are those at its end.
    document
        The report; asked only where the name alone is not enough.
    source
        Its path or address, asked likewise.

    Returns
    -------
    dict
        The columns ``agency_name``, ``agency_id``, ``agency_kind``, ``function``, ``reach``, ``province``,
        ``prefecture``, ``county``, ``adcode`` and ``level`` of `reports`, None where not known; nothing is guessed.
        ``region_candidates``: the places it may be in where several bear the name. ``reach_words``: the words that
        say whose numbers are added up.

    Examples
    --------
    >>> found = read_agency("洪泽区人民政府", 2023, Document())
    >>> found["agency_name"], found["agency_id"], found["level"]
    ('淮安市洪泽区人民政府', '320813-government', 'county')
    >>> read_agency("朝阳区教育局", 2021, Document())["region_candidates"]
    ['110105 北京市朝阳区', '220104 吉林省长春市朝阳区']
    """
    reach, words = read_reach(document.text, compact((agency or "")[:LONGEST_AGENCY]))
    found: dict[str, Any] = dict.fromkeys(KEYS) | {"region_candidates": [], "reach": reach, "reach_words": words}
    if not agency or not (text := without_remarks(compact(agency[:LONGEST_AGENCY]))):
        return found
    at = NO_YEAR if year is None else year
    clues = clues_of(document, source)
    return found | (_corps(text) or _central(text) or _local(text, agency, at, clues))


def _local(text: str, printed: str, year: int, clues: Clues) -> dict[str, Any]:
    state, body = _without_state(text)
    cut = _as_government(split(body))
    place, left = locate(cut, year, clues)
    named = _of_the_state(cut.named, state)
    if named.name == "税务局" and year >= _TAX_MERGED:
        state = "国家税务总局"
    row: dict[str, Any] = {"agency_kind": named.kind, "function": "|".join(named.functions) or None}
    if place is None:
        return row | _nowhere(cut, named, printed, left, year)
    place = _narrower(place, named, year)
    region = divisions().region(place.division, year)
    return row | _region(region) | {
        "agency_name": state + _prefix(place, cut, named, year) + named.name,
        "agency_id": f"{divisions().identity(place.division)}-{state}{named.key}",
        "level": _level(region, named),
    }  # fmt: skip


def _of_the_state(named: Named, state: str) -> Named:
    """Return an office that the state runs itself as a department, whatever it is called (分行, 调查队)."""
    function = _STATE_FUNCTIONS.get(state)
    if function is None:
        return named
    return named._replace(kind="department", functions=(function,), key=named.name)


def _without_state(text: str) -> tuple[str, str]:
    """Cut the state's, the Corps' or the Party's part off a name with a place in it: 国家税务总局青岛市税务局."""
    match = _STATE.match(text)
    if match and chains(text[match.end() :]):
        return match[0].replace("中华人民共和国", ""), text[match.end() :]
    corps = _CORPS.match(text)
    return "", _TRADE_ZONE.sub(r"\1", text[corps.end() if corps else 0 :].removeprefix("中共"))


def _as_government(cut: Split) -> Split:
    """Return the government where a place alone is printed."""
    if cut.chain is not None and cut.prefix and not cut.named.name:
        return cut._replace(named=Named("government", "人民政府", key="government"))
    return cut


def _prefix(place: Place, cut: Split, named: Named, year: int) -> str:
    """Return the place as it stands before the name: a district with its city, all others alone."""
    own = place.named
    above = divisions().prefecture_name(own, year) if own.is_district else None
    if cut.chain is None:
        return "" if known_zone(named) else (above or "") + own.name
    by_name = cut.chain.bare and named.key == named.name and not named.zone
    if by_name or named.branch or "(" in named.zone or known_zone(named):
        return cut.prefix
    if cut.chain.bare and named.zone:
        return (above or "") + cut.prefix[cut.chain.last :]
    return (above or "") + own.name


def _narrower(place: Place, named: Named, year: int) -> Place:
    """Return the county that a branch or a zone names behind itself: 公安局荔湾区分局, 高新区(滨江)."""
    inner = named.branch or next(iter(re.findall(r"\(([^()]+)\)$", named.zone)), "")
    part = _PART.search(named.zone) if named.zone and not inner else None
    for words in (inner, part[1] if part else ""):
        for chain in chains(words) if words else ():
            below = [each for each in chain.found if each.lies_in(place.division) and each.holds(year)]
            if len(below) == 1 and chain.end == len(words):
                return Place(below[0], below[0])
    return place


def _level(region: Region, named: Named) -> str:
    if named.kind == "township" or named.zone.endswith("管理区") and region.level == "county":
        return "township"
    zone = known_zone(named)
    if zone and region.level != "county":
        return zone.level
    if named.branch and region.level == "prefecture" and any(named.branch in known for known in zones()):
        return "county"
    if not named.zone or region.level == "county":
        return region.level
    return "county" if region.prefecture else "prefecture"


def _region(region: Region) -> dict[str, Any]:
    return {
        "province": region.province,
        "prefecture": region.prefecture,
        "county": region.county,
        "adcode": region.adcode,
    }


def _nowhere(cut: Split, named: Named, printed: str, left: list[Division], year: int) -> dict[str, Any]:
    """Return what is known of an agency whose place is not: at most what all candidates share."""
    regions = [divisions().region(each, year) for each in left]
    levels = {region.level for region in regions}
    said = level_of(cut.prefix) or ("province" if named.name.endswith("厅") else None)
    level = levels.pop() if len(levels) == 1 < len(regions) else said
    if named.kind == "township":
        level = "township"
    shared: dict[str, Any] = {}
    if len(regions) > 1 and len({region.province for region in regions}) == 1:
        shared["province"] = regions[0].province
    prefix = cut.prefix if len(cut.prefix) > 1 else ""
    return shared | {
        "agency_name": prefix + named.name,
        "agency_id": f"?-{printed}",
        "level": level,
        "region_candidates": [f"{region.adcode} {region.path}" for region in regions],
    }


def _central(text: str) -> dict[str, Any] | None:
    """Return a ministry or an office of the State Council."""
    if chains(text) or not is_central(text) or _without_state(text) != ("", text):
        return None
    body = re.sub("^(?:中华人民共和国|国务院|国家|中国)", "", text)
    lead = text[: len(text) - len(body)].replace("中华人民共和国", "")
    named = split(body).named
    if not named.functions or named.functions == ("government_office",):
        function = _CENTRAL_FUNCTIONS.get(text)
        named, lead = Named("department", text, (function,) if function else (), text), ""
    return {
        "agency_name": lead + named.name,
        "agency_id": f"000000-{lead + named.name if named.key == named.name else named.key}",
        "agency_kind": named.kind,
        "function": "|".join(named.functions) or None,
        "level": "central",
    }


def _corps(text: str) -> dict[str, Any] | None:
    """Return an office of the Xinjiang Corps, which is no division; its cities are read as such."""
    match = _CORPS.match(text)
    if match is None or chains(text[match.end() :]):
        return None
    named = split(text[match.end() :]).named
    lead = "新疆生产建设兵团" + (match[1] or "")
    return {
        "agency_name": lead + named.name,
        "agency_id": f"650000-{lead}{named.name}",
        "agency_kind": "zone" if not named.name else named.kind,
        "function": "|".join(named.functions) or None,
        "province": "新疆维吾尔自治区",
        "adcode": "650000",
        "level": "prefecture" if match[1] else "province",
    }

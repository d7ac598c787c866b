"""What kind of agency a name without its place is, and the name spelled out: 科委 → 科学技术委员会."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from govreport.prose.agency_functions import Duties, duties

_RANKS = {
    "委": "委员会",
    "办": "办公室",
    "厅": "厅",
    "局": "局",
    "委员会": "委员会",
    "办公室": "办公室",
    "办公厅": "办公厅",
}
_RANK = re.compile(r"(办公[室厅]|管理委员会|委员会|总局|分局|研究室|[局委厅办部署行室处院]|中心|总?支?大?队)$")
_DEPARTMENT = ("局", "委员会", "厅", "办公室", "办公厅", "部", "署", "总局", "研究室", "中心", "分局")
_TOWNSHIP = re.compile(
    r"([\u3400-\u9fff]{1,12}?(?:街道|(?<!城)镇|(?<!城)乡|苏木))"
    r"(?:(?:人民)?政府|办事处|街道办|党政(?:综合)?办公室|办公室)?"
)
_GOVERNMENT = re.compile(r"(?:人民政府|政府|人民政府办公[室厅](?=\(.*人民政府\)))")
_ZONE_WORDS = (
    *(
        "高新技术产业(?:开发|园)?区",
        "高新技术(?:开发|产业园)区",
        "新技术开发区",
        "高新区",
        "经济技术开发区",
        "经济开发区",
    ),
    *(
        "经开区",
        "开发区",
        "开放区",
        "新区",
        "(?:综合)?保税(?:港)?区",
        "自由贸易试验区.{0,12}?片区",
        "自由贸易试验区",
        "自由贸易港",
    ),
    *(
        "自贸(?:试验)?区.{0,8}?片区",
        "自贸(?:试验)?区",
        "(?:农业高新技术产业|城乡一体化)?示范区",
        "(?:经济)?(?:综合)?[试实]验区",
        "合作区",
        "先行区",
    ),
    *(
        "科技产业园",
        "产业园区?",
        "工业园区?",
        "科技园区?",
        "科技城",
        "物流园区?",
        "园区",
        "新城",
        "生态城",
        "度假区",
        "风景名胜区",
    ),
    *("风景区", "旅游区", "商务区", "功能区", "管理区", "集聚区", "产业区", "工业区", "港区", "示范园", "片区"),
)
_PART = r"(?:[\u3400-\u9fff]{2,4}分?园(?=管委会|管理委员会|$))?"
_ZONE = re.compile(rf"(.{{0,14}}?(?:{'|'.join(_ZONE_WORDS)}){_PART})(\([^()]{{1,20}}\))?")
_BOARD = re.compile(
    r"(?:党工委)?(?:[\u3400-\u9fff]{2,3}(?=管理委|管委))?(?:管理委员会|管委会|管委|管理机构|管理局|管理办公室|管理处)?"
)
_OTHER = re.compile(
    "学校|小学|中学|大学|学院|幼儿园|医院|保健院|公司|集团|银行|法院|检察院|人大常委会|人民代表大会|政协|工会|团委|妇联|妇女联合会"
    "|残疾人联合会|残联|红十字会|科协|科学技术协会|文联|联合会|协会|图书馆|博物馆|档案馆|文化馆|报社|电视台|党校|社区|村民?委?员?会?$|所$|站$"
)
_OWN_DISTRICT = re.compile(r"[\u3400-\u9fff]{2,6}?[区县旗市]")
_PARTY = re.compile(r"[省市县区旗州党]?(?:纪?委(?!员会|办公室$))|纪?委办公室$|人大|政协")
_BRANCH = re.compile(r"(.{2,20}?(?:局|委员会))([\u3400-\u9fff]{2,14}?)(?:分局|监管局|直属分局)")
_CENTRAL = re.compile(r"(?:国家|中国|国务院|全国|中央|中华人民共和国)|(?:海关总署|审计署|最高人民)")
_REMARK = re.compile(
    r"(?:\((?:本级|机关|本部|局机关|部门)\)|本级|(?<=政府)机关|(?<=局)机关|门户网站|政府?网站|官网|网)+$"
)
_HIGH_TECH = "高新技术产业开发区"


class Named(NamedTuple):
    """What a name without its place says.

    Attributes
    ----------
    kind
        ``government``, ``department``, ``township``, ``zone`` or ``other``.
    name
        Canonical, without the place.
    functions
        Codes of its functions.
    key
        What stands behind the place's code in ``agency_id``.
    branch
        The place that a branch bears behind its bureau (公安局荔湾区分局), else "".
    zone
        The zone it is or belongs to, with what stands in brackets behind it, else "".
    known
        False where nothing in the name was recognised.
    """

    kind: str
    name: str
    functions: tuple[str, ...] = ()
    key: str = ""
    branch: str = ""
    zone: str = ""
    known: bool = True


def without_remarks(name: str) -> str:
    """Return a name without what says nothing of whose it is: (本级), 机关, 门户网站."""
    return _REMARK.sub("", name)


@lru_cache(maxsize=8192)
def read_name(rest: str, below: str = "") -> Named:
    """Read a name without its place.

    Parameters
    ----------
    rest
        Folded, without blanks, place and remarks.
    below
        Rank of the place before it, "" where none is known.

    Returns
    -------
    Named

    Examples
    --------
    >>> read_name("科委").name, read_name("科委").functions
    ('科学技术委员会', ('science_technology',))
    >>> read_name("高新区管委会").kind, read_name("景云镇").name
    ('zone', '景云镇人民政府')
    """
    if _GOVERNMENT.fullmatch(without_brackets(rest)):
        return Named("government", "人民政府", key="government")
    return _township(rest) or _zone(rest) or _department(rest) or _branch(rest) or _district(rest) or _unknown(rest)


def without_brackets(rest: str) -> str:
    """Return a name without the remarks in brackets at its end."""
    return re.sub(r"(?:\([^()]*\))+$", "", rest)


def _township(rest: str) -> Named | None:
    match = _TOWNSHIP.fullmatch(without_brackets(rest))
    if match is None or match[1] in ("街道", "乡", "镇"):
        return None
    office = "办事处" if match[1].endswith("街道") else "人民政府"
    return Named("township", match[1] + office, key=match[1])


def _zone(rest: str) -> Named | None:
    match = _ZONE.match(rest)
    if match is None or duties(rest.removesuffix("局")) is not None:
        return None
    zone = re.sub("(?<![高术])高新区", _HIGH_TECH, match[1])
    behind = rest[match.end() :]
    label = zone + (match[2] or "")
    if _BOARD.fullmatch(without_brackets(behind)):
        name = label + "管理委员会"
        return Named("zone", name, key=zone + "管理委员会", zone=label)
    bureau = _department(behind) or _unknown(behind)
    kind = "other" if bureau.kind == "other" else "department"
    whole = label + bureau.name
    return Named(kind, whole, bureau.functions, whole, zone=label, known=bool(bureau.functions))


def _department(rest: str) -> Named | None:
    bare = without_brackets(rest)
    if bare == "海关":
        return Named("department", bare, ("customs",), bare)
    match = _RANK.search(bare)
    if match is None:
        return None
    known = duties(bare[: match.start()])
    if known is None and match[1] in ("委", "办", "委员会", "办公室"):
        known = duties(bare[: match.start()].removesuffix("管理"))
    if known is None or (known.functions == ("government_office",) and not match[1].startswith("办")):
        return None
    return _bureau(bare, known, _RANKS.get(match[1], match[1]))


def _bureau(bare: str, known: Duties, rank: str) -> Named:
    name = known.canonical + rank
    if rank not in _DEPARTMENT and not known.vertical:
        return Named("other", name, known.functions, name)
    by_name = known.vertical or rank in ("中心", "分局", "研究室")
    return Named("department", name, known.functions, name if by_name else "|".join(known.functions))


def _branch(rest: str) -> Named | None:
    match = _BRANCH.fullmatch(without_brackets(rest))
    bureau = _department(match[1]) if match else None
    if match is None or bureau is None:
        return None
    name = bureau.name + rest[len(match[1]) :]
    return Named("department", name, bureau.functions, name, branch=match[2])


def _district(rest: str) -> Named | None:
    """Return the office of a district that the table does not know: cities have such of their own making."""
    match = _OWN_DISTRICT.match(rest)
    behind = rest[match.end() :] if match else ""
    bureau = _department(behind) if behind else None
    if match is None or (behind and bureau is None):
        return None
    name = match[0] + (bureau.name if bureau else "")
    kind = "department" if bureau else "zone" if name.endswith("区") else "other"
    return Named(kind, name, bureau.functions if bureau else (), name, zone=match[0])


def _unknown(rest: str) -> Named:
    bare = without_brackets(rest)
    name = re.sub("管委会$", "管理委员会", bare)
    if _OTHER.search(bare) or _PARTY.match(bare):
        return Named("other", name, key=name)
    match = _RANK.search(bare)
    kind = "department" if match and _RANKS.get(match[1], match[1]) in _DEPARTMENT else "other"
    return Named(kind, name, key=name, known=False)


def is_central(name: str) -> bool:
    """Return whether a name without a place is one of the State Council's or its ministries'."""
    match = _RANK.search(name)
    ministry = match is not None and match[1] == "部" and duties(name[: match.start()]) is not None
    return ministry or bool(_CENTRAL.match(name))

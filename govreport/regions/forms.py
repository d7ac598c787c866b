"""The forms that officials use for a division's name: 湘西州, 民和县, 广西."""

from __future__ import annotations

import re

_PEOPLES = (
    *("蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克"),
    *("傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬"),
    *("羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克"),
    *("德昂", "保安", "裕固", "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺", "各"),
)
_BARE_PEOPLES = ("蒙古", "哈萨克", "柯尔克孜", "塔吉克", "锡伯")
"""Peoples whose name may stand without 族."""
_REGIONS = {"内蒙古自治区": "内蒙古", "西藏自治区": "西藏"}
_LIST = "|".join(f"{people}族" for people in sorted(_PEOPLES, key=len, reverse=True))
_AUTONOMOUS = re.compile(rf"^(.+?)(?:{_LIST}|{'|'.join(_BARE_PEOPLES)})*(?:自治)([州县旗区])$")
_PLAIN = re.compile(r"^(.{2,}?)(?:新区|林区|特区|地区|[省市县区旗盟])$")


def short_forms(name: str) -> tuple[str, ...]:
    """Return the short forms of a division's name that keep its rank.

    Parameters
    ----------
    name
        A division's full name.

    Returns
    -------
    tuple of str
        Empty where officials use none.

    Examples
    --------
    >>> short_forms("湘西土家族苗族自治州"), short_forms("民和回族土族自治县"), short_forms("安丘市")
    (('湘西自治州', '湘西州'), ('民和自治县', '民和县'), ())
    """
    match = _AUTONOMOUS.match(name)
    if match is None or match[2] == "区" or len(match[1]) < 2:
        return ()
    return (f"{match[1]}自治{match[2]}", f"{match[1]}{match[2]}")


def bare_form(name: str) -> str | None:
    """Return a division's name without its rank: 潍坊, 内蒙古, 浦东.

    Parameters
    ----------
    name
        A division's full name.

    Returns
    -------
    str or None
        None where less than two characters are left.

    Examples
    --------
    >>> bare_form("广西壮族自治区"), bare_form("潍坊市"), bare_form("南县")
    ('广西', '潍坊', None)
    """
    if name in _REGIONS:
        return _REGIONS[name]
    match = _AUTONOMOUS.match(name) or _PLAIN.match(name)
    return match[1] if match and len(match[1]) > 1 else None

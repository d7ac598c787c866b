"""Prose without what the form, the calendar and the agency's own name put there, and how alike two pieces are.

What is left is cut into runs of eight characters (Broder 1997); two texts are as alike as the runs that they share.
Runs are kept as 64-bit numbers, 8 bytes each: ten thousand reports take about 200 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from govreport.prose.agency_functions import stems
from govreport.prose.sections import section_headed
from govreport.tables.labels import fold

K = 8
"""Characters of a run."""
Runs = npt.NDArray[np.uint64]

PLACES = ("province", "prefecture", "county")
OFFICES = ("局", "厅", "委", "委员会", "办")
_GRADE = "省市县区州盟旗镇乡"
_NOTES = re.compile(r"\[(?:image|bookmark)[^\]]*\]")
_DATES = re.compile("[〇○零一二三四五六七八九]{4}年度?|[0-9]{1,4}(?:年度?|月份?|日)")
_NUMBERS = re.compile(r"[0-9]+(?:[.,][0-9]+)*[%％]?")
_MARKS = re.compile(r"\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]是|(?<!\w)[一二三四五六七八九十]{1,3}、")
_STATUTORY = re.compile(
    "《?(?:中华人民共和国)?政府信息公开条例》?|《条例》|政府信息公开(?:工作)?年度报告|总体情况"
    "|存在的?(?:主要)?问题(?:及|和|与)?(?:改进|整改)?(?:情况|措施)"
    "|主动公开(?:政府信息)?(?:工作)?情况|依申请公开(?:政府信息)?(?:工作|办理)?情况|政府信息(?:公开)?管理(?:工作)?情况"
    "|(?:政府信息公开|政务公开)?平台建设(?:管理)?(?:工作)?情况|(?:政府信息公开)?监督保障(?:工作)?情况"
)
_OURS = re.compile("[我本全][省市县区州盟旗镇乡局委厅办院部]|[我本全]机关|[我本全]单位")
_LETTERS = re.compile(r"[\W_]+")


def stripped(text: str, names: Iterable[str] = ()) -> str:
    """Return what an agency says in its own words: letters alone, without skeleton, numbers, dates and names.

    Parameters
    ----------
    text
        A piece of a report.
    names
        Names of the agency and its places, see `own_names`.

    Examples
    --------
    >>> stripped("一、总体情况\\n2021年，白榆县水务局公开信息12条，逐条核对。", ["白榆县水务局"])
    '公开信息条逐条核对'
    """
    lines = (fold(line) for line in _NOTES.sub("", text).split("\n") if "\t" not in line)
    found = "\n".join(line for line in lines if section_headed(line, None) is None)
    longest_first = sorted({fold(name) for name in names}, key=lambda name: (-len(name), name))
    own = re.compile(f"[{_GRADE}]?(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})")
    for pattern in (own, _STATUTORY, _OURS, _DATES, _NUMBERS, _MARKS, _LETTERS):
        found = pattern.sub("", found)
    return found


def own_names(report: Mapping[str, Any]) -> set[str]:
    """Return how a report may call its agency and its places: whole, without the place, without the rank, for short.

    Examples
    --------
    >>> sorted(own_names({"agency": "白榆县水文站", "county": "白榆县", "prefecture": None}))
    ['县水文站', '水文站', '白榆', '白榆县', '白榆县水文站']
    >>> "科技局" in own_names({"agency": "白榆县科学技术局", "function": "science_technology"})
    True
    """
    told = {name: report.get(name) for name in ("agency", "agency_name", *PLACES)}
    names = {one for one in told.values() if isinstance(one, str) and one}
    places = {one for name in PLACES if isinstance(one := told[name], str) and one}
    bare = {place.rstrip(_GRADE) for place in places}
    tails = {name.removeprefix(place) for name in names for place in (*places, *bare)} - places
    return {name for name in names | bare | tails | _offices(report.get("function")) if len(name) > 1}


@lru_cache(maxsize=512)
def _offices(function: Any) -> frozenset[str]:
    """Return how offices of a function are called for short."""
    codes = set(function.split("|")) if isinstance(function, str) else set()
    words = {word for word, stem in stems().items() if codes & set(stem.functions) and len(word) > 1}
    return frozenset(word + office for word in words for office in OFFICES)


def runs(text: str, k: int = K) -> Runs:
    """Return the runs of k characters of a text, each once, as sorted numbers.

    Examples
    --------
    >>> len(runs("逐条核对逐条核对", 4)), len(runs("核对", 4))
    (4, 0)
    """
    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if len(letters) < k:
        return np.empty(0, dtype=np.uint64)
    # a polynomial over 2^64, its bits mixed as in splitmix64; overflow is meant
    with np.errstate(over="ignore"):
        powers = np.power(np.uint64(0x9E3779B97F4A7C15), np.arange(k, dtype=np.uint64))
        found = (np.lib.stride_tricks.sliding_window_view(letters, k) * powers).sum(axis=1, dtype=np.uint64)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            found = (found ^ (found >> np.uint64(shift))) * np.uint64(factor)
    return np.unique(found ^ (found >> np.uint64(31)))


def jaccard(one: Runs, other: Runs) -> float:
    """Return the share of all runs of two texts that are in both; NaN where neither has any.

    Examples
    --------
    >>> jaccard(runs("公开信息逐条核对", 4), runs("公开信息逐条上线", 4)).__round__(3)
    0.429
    """
    shared = len(np.intersect1d(one, other, assume_unique=True))
    union = len(one) + len(other) - shared
    return shared / union if union else np.nan


def containment(one: Runs, other: Runs) -> float:
    """Return the share of the runs of one text that are in the other as well; NaN where it has none.

    Examples
    --------
    >>> containment(runs("逐条核对", 2), runs("公开信息逐条核对", 2))
    1.0
    """
    return len(np.intersect1d(one, other, assume_unique=True)) / len(one) if len(one) else np.nan


def section_text(rows: pd.DataFrame, texts: pd.DataFrame, section: int) -> list[str]:
    """Return the text of one section of each report, its pieces in order; empty where there is none."""
    own = texts[texts["section"] == section].sort_values("start", kind="stable")
    joined = own.groupby("report_id")["text"].agg("\n".join)
    return [text if isinstance(text, str) else "" for text in joined.reindex(rows["report_id"])]

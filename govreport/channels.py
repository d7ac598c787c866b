"""Which channels a report names, and of which it counts the posts: having a channel is not counting its posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

import pandas as pd

from govreport.frames import CHANNELS, Codes, column
from govreport.prose.mention_tokens import lexicon, plain, tokens

OWN = tuple(channel for channel in CHANNELS if channel not in ("all", "none", "other"))
STATUSES = ("counted", "named", "opened", "closed")
COLUMNS: dict[str, str | Codes] = {
    "report_id": "string",
    "year": "Int16",
    "channel": CHANNELS,
    "status": STATUSES,
    "posts": "Float64",
    "followers": "Float64",
}
_SENTENCE = re.compile(r"[^。！？!?；;\n]{4,400}[。！？!?；;\n]?")
_OPENED = re.compile("开通|开设|新开|上线|入驻|注册|启用|创建")
_CLOSED = re.compile("注销|关停|关闭|停更|停用|停止更新|撤销|下线|清退")
_SINCE = re.compile("(?:自|从)[^,]{0,12}?(?:以来|至今)")
_NONE = re.compile("(?:未|没有|尚未|暂未|暂无|无)(?:开通|开设|建立|建设|设立|注册|政务)?")
_NOT_YET = re.compile("下一步|将要?|拟|计划|力争|争取|推动开通|推进.{0,4}开通|今后|明年")
LEAST = 6
"""A shorter line names no channel of an agency: it is a heading or a cell."""


def channels(reports: pd.DataFrame, texts: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report and channel that its prose names or counts.

    Parameters
    ----------
    reports, texts, mentions
        Frames of a corpus.

    Returns
    -------
    DataFrame
        `report_id`, `year`, `channel`, `status`, `posts`, `followers`. `status` is ``counted`` where a number of the
        year's posts or disclosed items is given for the channel, else ``closed`` or ``opened`` where the text says so
        of this year, else ``named``. `posts` is the one exact number of the year's posts (disclosed items are never
        pooled with them), `followers` the one exact level at the year's end. Each is missing where none is given,
        where only a bound is, and where exact numbers that differ are given, of two accounts, say: none of them is the
        channel's; `mentions` has them all, and the channel is ``counted`` all the same. The same number twice is one;
        parts beside the channel's own total are passed over. A channel that is only planned, or said not to exist, has
        no row, and a report that names none has none.
    """
    years = dict(zip(reports["report_id"], reports["year"], strict=True))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for report_id, channel, status in _named(texts):
        row = found.setdefault((report_id, channel), {"status": status})
        row["status"] = status if row["status"] == "named" else row["status"]
    _add_numbers(found, mentions[mentions["channel"].isin(OWN)])
    order = {str(report_id): at for at, report_id in enumerate(reports["report_id"])}
    keys = sorted((key for key in found if key[0] in order), key=lambda key: (order[key[0]], OWN.index(key[1])))
    rows = [{"report_id": one, "year": years[one], "channel": channel, **found[one, channel]} for one, channel in keys]
    return pd.DataFrame({key: column([row.get(key) for row in rows], kind) for key, kind in COLUMNS.items()})


_KEPT = ("posts", "disclosed_items", "followers", "accounts", "views")
_LEVELS = {"posts": "year", "followers": "stock"}
"""What has a column of its own, and the scope of a number that is the report year's."""


def _add_numbers(found: dict[tuple[str, str], dict[str, Any]], mentions: pd.DataFrame) -> None:
    """Add to the rows what the mentions count of each channel."""
    said: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for one in (cast("dict[str, Any]", row) for row in mentions.to_dict("records")):
        if one["metric"] in _KEPT and one["scope"] in ("year", "stock"):
            key = str(one["report_id"]), str(one["channel"])
            row = found.setdefault(key, {"status": "named"})
            if one["metric"] in ("posts", "disclosed_items") and one["scope"] == "year":
                row["status"] = "counted"
            if _LEVELS.get(one["metric"]) == one["scope"]:
                said.setdefault((*key, one["metric"]), []).append(one)
    for (report_id, channel, metric), numbers in said.items():
        found[report_id, channel][metric] = _level(numbers)


def _level(said: list[dict[str, Any]]) -> float | None:
    """Return the one exact number among what is said of a channel, None where there is none or more than one.

    The rule of `govreport.indicators.counted.channel_counts`: of parts and wholes the wholes count; one number in two
    measure words is two.
    """
    whole = [one for one in said if not one["part"]] or said
    exact = [one for one in whole if one["bound"] == "exact"]
    units = {one["unit"] for one in exact if not pd.isna(one["unit"])} - {""}
    values = {one["value"] for one in exact}
    return values.pop() if len(values) == 1 and len(units) <= 1 else None


def _named(texts: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Yield report, channel and status for every sentence that names a channel as one that is there."""
    for report_id, text in zip(texts["report_id"], texts["text"], strict=True):
        for match in _SENTENCE.finditer(str(text)):
            if "\t" not in match[0] and len(match[0]) >= LEAST:
                for channel, status in named(match[0]):
                    yield str(report_id), channel, status


def named(sentence: str) -> list[tuple[str, str]]:
    """Return the channels that a sentence names, each with its status.

    Examples
    --------
    >>> named("新开通政务微信公众号，注销微博账号。")
    [('wechat', 'opened'), ('weibo', 'closed')]
    >>> named("依托门户网站公开信息"), named("我局未开通政务微博。"), named("下一步将开通抖音号。")
    ([('website', 'named')], [], [])
    >>> named("微信公众号自开通以来累计推送图文800篇。")
    [('wechat', 'named')]
    """
    found: list[tuple[str, str]] = []
    whole = plain(sentence)
    if not _words().search(whole) or _NOT_YET.search(whole):
        return []
    for clause in whole.split(","):
        own = dict.fromkeys(token.code for token in tokens(clause) if token.kind == "channel" and token.code in OWN)
        if _NONE.search(clause):
            continue
        now = _SINCE.sub("", clause)
        status = "closed" if _CLOSED.search(now) else "opened" if _OPENED.search(now) else "named"
        found += [(channel, status) for channel in own]
    return found


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    """Return what a sentence that names a channel holds: most hold none, and are spared the search for words."""
    terms = (re.escape(term) for term, (kind, _) in lexicon().items() if kind == "channel")
    return re.compile("|".join(["网", "[报刊]》", *terms]))

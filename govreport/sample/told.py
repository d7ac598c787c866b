"""What an agency tells of its numbers in words: made-up sentences, each with the quantities that it states."""

from __future__ import annotations

import random
from dataclasses import dataclass

from govreport.sample.truth import Said

NAMES = {"website": "门户网站", "wechat": "政务微信公众号", "weibo": "政务微博"}
ITEMS = {"条": "信息", "篇": "图文", "期": "图文"}
POSTED = {
    "website": (
        "全年通过门户网站发布{item}{n}{unit}，逐条核对后上线。",
        "本单位门户网站在{year}年更新{item}{n}{unit}。",
        "门户网站由专人值守，全年编发{item}{n}{unit}。",
    ),
    "wechat": (
        "政务微信公众号全年推送{item}{n}{unit}，由两名编辑轮流校对。",
        "{year}年，本单位微信公众号编发{item}{n}{unit}。",
        "通过微信公众号向社会推送{item}{n}{unit}。",
        "本年度微信公众号更新{item}{n}{unit}，夜间也有人值守。",
    ),
    "weibo": (
        "政务微博全年发布{item}{n}{unit}。",
        "本单位微博在{year}年更新{item}{n}{unit}，转载的不计。",
        "通过政务微博发布{item}{n}{unit}，评论由专人回看。",
    ),
}
ROUGHLY = {
    "website": "门户网站全年发布{item}{n}余{unit}。",
    "wechat": "微信公众号全年推送{item}{n}余{unit}，覆盖各类办事人群。",
    "weibo": "政务微博全年发布{item}{n}余{unit}。",
}
SINCE = {
    "wechat": "微信公众号自开通以来累计推送{item}{n}{unit}。",
    "weibo": "政务微博自开通以来累计发布{item}{n}{unit}。",
}
NAMED = {
    "website": ("门户网站的首页改为按人群分栏。", "门户网站增设了老年人适用的大字版。"),
    "wechat": ("政务微信公众号由办公室维护，编校责任到人。", "政务微信公众号的菜单按办事顺序重排。"),
    "weibo": ("政务微博由值班人员照看，留言随到随转。",),
}
OPENED = {"wechat": "本年新开通了政务微信公众号，栏目逐步充实。", "weibo": "本年新开通了政务微博。"}
CLOSED = {"weibo": "按照归并账号的要求，本年注销了政务微博账号。"}
FOLLOWED = {"wechat": "到年底，微信公众号粉丝{n}人。", "weibo": "到年底，政务微博粉丝{n}人。"}
SITE = (
    "全年在门户网站主动公开政府信息{n}条。",
    "{year}年通过门户网站主动公开政府信息{n}条，均注明了索引号。",
)
PARTS = "全年主动公开政府信息{total}条，其中门户网站{website}条，政务微信{wechat}条。"
RECEIVED = (
    "{year}年收到政府信息公开申请{n}件，均已登记。",
    "全年共收到政府信息公开申请{n}件，逐件编号。",
    "本年度新收政府信息公开申请{n}件，由窗口统一受理。",
)
NOT_RECEIVED = (
    "{year}年未收到政府信息公开申请。",
    "全年没有收到政府信息公开申请，窗口照常值守。",
    "本年度收到政府信息公开申请0件。",
)
REVIEWED = "因政府信息公开被申请行政复议{n}件。"
NOT_REVIEWED = "全年未发生因政府信息公开引起的行政复议、行政诉讼。"
EXPLAINED = ("全年发布政策解读材料{n}篇。", "配合新文件编写政策解读材料{n}篇，同日上线。")
NO_FEE = "本年度没有收取信息处理费。"
NOTHING_ELSE = ("无其他需要报告的事项。", "其他事项与上年相同，不再赘述。")
REACHES = {
    "own": "本报告的数据只统计本级机关，口径不包括下属单位和乡镇。",
    "own_and_departments": "本报告的数据汇总了政府各部门的登记台账，统计口径与上年相同。",
    "jurisdiction": "本报告的数据涵盖所辖各乡镇、街道和县直单位。",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and what it states; `channel` with its status where it names one."""

    text: str
    said: tuple[Said, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()


def posts(rng: random.Random, year: int, channel: str, n: int, unit: str) -> Told:
    """Give the exact number of posts."""
    text = rng.choice(POSTED[channel]).format(n=n, unit=unit, item=ITEMS[unit], year=year)
    return Told(text, (Said("posts", channel, float(n), unit),), ((channel, "counted"),))


def roughly(channel: str, n: int, unit: str) -> Told:
    """Give the number of posts as more than a round one."""
    step = 10 if n < 200 else 100
    least = max(step, n // step * step)
    text = ROUGHLY[channel].format(n=least, unit=unit, item=ITEMS[unit])
    return Told(text, (Said("posts", channel, float(least), unit, "at_least"),), ((channel, "counted"),))


def since_opening(channel: str, n: int, unit: str) -> Told:
    """Give the number of posts since the account was opened, which is no number of the year."""
    text = SINCE[channel].format(n=n, unit=unit, item=ITEMS[unit])
    return Told(text, (Said("posts", channel, float(n), unit, scope="cumulative"),), ((channel, "named"),))


def named(rng: random.Random, channel: str) -> Told:
    """Name the channel without a number."""
    return Told(rng.choice(NAMED[channel]), (), ((channel, "named"),))


def opened(channel: str) -> Told:
    """Say that the account was opened this year."""
    return Told(OPENED[channel], (), ((channel, "opened"),))


def closed(channel: str) -> Told:
    """Say that the account was closed this year."""
    return Told(CLOSED[channel], (), ((channel, "closed"),))


def followers(channel: str, n: int) -> Told:
    """Give the followers at the year's end."""
    said = Said("followers", channel, float(n), "人", scope="stock")
    return Told(FOLLOWED[channel].format(n=n), (said,), ((channel, "named"),))


def on_site(rng: random.Random, year: int, n: int) -> Told:
    """Give the number of items disclosed on the website, which are no posts."""
    text = rng.choice(SITE).format(n=n, year=year)
    return Told(text, (Said("disclosed_items", "website", float(n), "条"),), (("website", "counted"),))


def total_and_parts(website: int, wechat: int) -> Told:
    """Give a total of disclosed items and its parts by channel."""
    said = tuple(
        Said("disclosed_items", channel, float(n), "条", part=channel != "all")
        for channel, n in (("all", website + wechat), ("website", website), ("wechat", wechat))
    )
    text = PARTS.format(total=website + wechat, website=website, wechat=wechat)
    return Told(text, said, (("website", "counted"), ("wechat", "counted")))


def received(rng: random.Random, year: int, n: int) -> Told:
    """Give the number of requests received, none by its word or as a zero."""
    if n:
        text = rng.choice(RECEIVED).format(n=n, year=year)
        return Told(text, (Said("requests_received", "none", float(n), "件"),))
    text = rng.choice(NOT_RECEIVED).format(year=year)
    printed = "0件" in text
    return Told(text, (Said("requests_received", "none", 0.0, "件" if printed else "", negated=not printed),))


def reviewed(n: int) -> Told:
    """Give the number of reconsiderations; none of them and of lawsuits where there is none."""
    if n:
        return Told(REVIEWED.format(n=n), (Said("reconsiderations", "none", float(n), "件"),))
    none = tuple(Said(metric, "none", 0.0, negated=True) for metric in ("reconsiderations", "litigations"))
    return Told(NOT_REVIEWED, none)


def explained(rng: random.Random, n: int) -> Told:
    """Give the number of policy interpretations."""
    text = rng.choice(EXPLAINED).format(n=n)
    return Told(text, (Said("interpretations", "none", float(n), "篇"),))


def no_fee() -> Told:
    """Say that no fee was taken."""
    return Told(NO_FEE, (Said("processing_fee", "none", 0.0, negated=True),))

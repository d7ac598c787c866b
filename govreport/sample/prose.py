"""The words around the tables, invented for this package."""

from __future__ import annotations

import datetime as dt
import random

from govreport.sample.page import Page, Sheet, Text
from govreport.sample.truth import Truth

PREAMBLES = (
    "本报告由{agency}依照《政府信息公开条例》编写，向社会公布上一年的工作。",
    "为便于公众了解工作，{agency}按照条例第五十条编制本报告，全文由六个部分组成。",
    "现将{agency}{year}年度政府信息公开工作情况公布如下，欢迎查阅。",
)
PERIODS = (
    "所列数据的统计期限自{y}年1月1日起至{y}年12月31日止。",
    "本报告中数据统计时间为{y}年1月1日至{y}年12月31日。",
    "报告数据的统计期限从 {y} 年 1 月 1 日起，到 12 月 31 日止。",
    "统计期限：{y}年1月1日—{y}年12月31日。",
)
HEADINGS = (
    ("总体情况",),
    ("主动公开政府信息情况",),
    ("收到和处理政府信息公开申请情况",),
    ("政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    ("存在的主要问题及改进情况",),
    ("其他需要报告的事项",),
)
OVERVIEW = (
    "{agency}把公开作为日常工作的一环，由办公室统一收发、统一登记。",
    "窗口与网站并用，居民可以就近领取纸本目录。",
    "对群众来信，先转承办科室，再由专人答复。",
    "目录按主题重新归并，旧条目保留原有编号。",
    "新入职人员在到岗首月学习公开流程。",
)
LEADS = (
    ("本年度清理了目录，有关数量见下表。", "各类制发与办件数量如下。"),
    ("申请的受理和答复数量见下表。", "登记、补正、答复均留有台账，数量如下。"),
    ("复议和诉讼的件数见下表。", "涉及信息公开的争议处理结果如下。"),
)
PROBLEMS = (
    "条目更新有快有慢，个别栏目的说明还不够清楚。",
    "答复文书的格式不尽统一，查找旧件费时。",
    "下一步将按季核对目录，并请居民代表试用查询页面。",
    "今后将把常见问题整理成问答，附在目录之后。",
)
OTHERS = ("本年度没有收取信息处理费。", "无其他需要报告的事项。", "暂无。")
ORDINALS = "一二三四五六七八九十"
NUMERALS = "〇一二三四五六七八九"


def chinese_day(day: dt.date) -> str:
    """Return a date in Chinese numerals.

    Examples
    --------
    >>> chinese_day(dt.date(2022, 1, 28))
    '二〇二二年一月二十八日'
    """

    def small(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (NUMERALS[ones] if ones else "")

    return "".join(NUMERALS[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"


def day_text(rng: random.Random, day: dt.date) -> str:
    """Return a signature's date in one of its forms."""
    plain = f"{day.year}年{day.month}月{day.day}日"
    return rng.choice((plain, plain, plain, f"{day.year} 年 {day.month} 月 {day.day} 日", chinese_day(day)))


def headings(rng: random.Random) -> list[str]:
    """Return the six section headings."""
    return [f"{ORDINALS[place]}、{rng.choice(names)}" for place, names in enumerate(HEADINGS)]


def _paragraphs(rng: random.Random, sentences: tuple[str, ...], agency: str) -> list[Text]:
    chosen = rng.sample(sentences, rng.randrange(2, len(sentences) + 1))
    return [Text(sentence.format(agency=agency)) for sentence in chosen]


def _section(rng: random.Random, truth: Truth, section: int) -> list[Text]:
    """Return what the truth says there, else what is drawn."""
    if truth.prose is not None:
        return [Text(paragraph) for paragraph in truth.prose.sections[section]]
    if section == 6:
        return [Text(rng.choice(OTHERS))]
    return _paragraphs(rng, OVERVIEW if section == 1 else PROBLEMS, truth.agency.name)


def _opening(rng: random.Random, truth: Truth) -> list[Text]:
    blocks = [Text(line, "title") for line in truth.title.split("\n")]
    words = rng.choice(PREAMBLES).format(agency=truth.agency.name, year=truth.year)
    if truth.period_end is not None:
        words += rng.choice(PERIODS).format(y=truth.year)
    return [*blocks, Text(words)]


def _closing(rng: random.Random, truth: Truth) -> list[Text]:
    blocks = []
    if truth.agency.name not in truth.title or rng.random() < 0.7:
        blocks.append(Text(truth.agency.name, "signature"))
    if truth.published is not None:
        blocks.append(Text(day_text(rng, truth.published), "date"))
    return blocks


def assemble(truth: Truth, tables: dict[str, Sheet], layout: str, rng: random.Random) -> Page:
    """Put title, preamble, six sections with their tables, signature and date together."""
    heads = headings(rng)
    blocks: list[Text | Sheet] = [*_opening(rng, truth), Text(heads[0], "heading")]
    blocks += _section(rng, truth, 1)
    named = ("proactive_disclosure", "requests", "review")
    for place, table in enumerate(named, start=1):
        blocks.append(Text(heads[place], "heading"))
        if rng.random() < 0.4 or table not in tables:
            lead = rng.choice(LEADS[place - 1])
            blocks.append(Text(lead if table in tables else lead.replace("见下表", "见附表")))
        if table in tables:
            blocks.append(tables[table])
    blocks += [Text(heads[4], "heading"), *_section(rng, truth, 5)]
    blocks += [Text(heads[5], "heading"), *_section(rng, truth, 6), *_closing(rng, truth)]
    if "statistics" in tables:
        blocks += [Text("政府信息公开情况统计表", "heading"), Text(f"（{truth.year}年度）"), tables["statistics"]]
    return Page(blocks, layout, truth.year)

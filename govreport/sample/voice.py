"""How an agency writes: sentences without a number, drawn from templates, kept from year to year or copied.

Every sentence is invented; none names a channel or a quantity, so that what is counted stands elsewhere
(`govreport.sample.told`). Boilerplate is measured on these.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

OVERVIEW = (
    "[由|交由|归]办公室[统一|集中]登记[来件|材料|文稿]，[逐件|按月|按周]核对[去向|进度|时限]。",
    "[主要领导|分管领导|值班领导][定期|不定期|随时]听取[公开|办理|目录]情况，[当场|随后|次日]明确[责任人|牵头科室|完成时间]。",
    "[凡是|只要是][涉及民生|群众关心|牵动企业]的[事项|安排|决定]，[先说清来由|先写明依据]，再[讲明办法|附上流程|列出联系人]。",
    "[窗口|大厅|前台][备有|摆放|留有][纸本目录|办事指引|问答手册]，[来访者|居民|企业人员]可以[自取|当场查阅|借回翻看]。",
    "[旧目录|旧条目|往年文件][按主题|按年份|按科室][重新归并|逐条清理]，[保留|注明|对照][原有编号|失效日期|变更情况]。",
    "[新入职|转岗|借调]人员[到岗首月|上岗之前|试用期内][学习|熟悉]公开流程，[由老同志带教|以旧案例练手|结业时交一份心得]。",
    "[来信|来电|来访][当天|次日|及时][转办|分流]，[承办科室|经办人]备好答复，[由专人|由法制人员|由科长]把关。",
    "保密审查与[拟稿|签发|送印][同步|一并]进行，[先审后发|谁审谁签]，[存疑的|拿不准的][暂缓|退回|请示]。",
    "[起草文件|制定方案]时[同步|一并][写明|拟定]公开属性，[需要缓发的|只发部分的][说明理由|注明依据]。",
    "[村口|社区|园区]的[橱窗|告示板][由专人|轮流]照看，[过期的|破损的|字迹模糊的]随时撤下。",
    "[对|就][看不懂|问得多|争议大]的[条文|办法|通知]，[请|邀请][起草人|业务骨干]用[白话|图示|案例]讲清楚。",
    "[档案室|资料室]与[办公室|法规科]共用[检索表|借阅台账]，[调件|查件][更快|更省时|有迹可循]。",
    "[评议|督办]结果[与年终评先挂钩|在内部通报|写入科室档案]，[落后的|拖延的][约谈|限期改正|说明情况]。",
    "[外请|聘请][律师|高校教师|退休法官][参与|旁听][疑难件|争议件]讨论，[意见|建议][记录在案|随件归档]。",
    "[节前|汛期|招生季|供暖季]的[安排|提示|办法][提早|提前][备好|张贴|送达]，[避免|减少][扎堆|来回奔波]。",
    "[会议纪要|请示批复|往来函件]按[密级|事由|承办科室]分开存放，[借出|抄送][逐页登记|当面交接]。",
)
PROBLEMS = (
    "[个别|少数|部分]条目的[说明|口径|用语][不够清楚|前后不一|偏于笼统]，[群众|企业][读来费劲|容易误会]。",
    "[条目更新|目录维护|旧件清理][有快有慢|时紧时松]，[节假日前后|年末|换届期间][尤为明显|更为突出]。",
    "[答复文书|告知书|回执]的[格式|措辞|落款][不尽统一|因人而异]，[归档|查找|核对]费时。",
    "[经办人员|联络员][变动|轮换][较多|频繁]，[交接|衔接][不细|留有空档]。",
    "[业务科室|下属站所]对[公开范围|时限要求]的[理解|把握][深浅不一|仍有偏差]。",
)
PLANS = (
    "[下一步|今后|来年]将[按季|按月|分批][核对|补齐|校订][目录|旧条目|问答]，[请居民代表试读|交同行复看|由科室互查]。",
    "[今后|下一步]把[常见疑问|易错环节|典型案例][整理成册|编成问答]，[附在|放在][目录之后|大厅前台]。",
    "[继续|着手][改写|精简][办事指引|告知文书]，[少用|不用][套话|生僻词]，[多举例|多配图]。",
    "[与|会同][档案|法制|信访]科室[共同|定期]会商，把[疑难件|交叉件][提早|尽快]理顺。",
    "[建立|完善|重订][交接清单|补位办法]，做到[人走账清|岗位不空]。",
)
PLACES = {1: (OVERVIEW, 5, 9), 5: (PROBLEMS, 1, 3), 6: (PLANS, 1, 2)}
"""By place in the report the templates and how many sentences are drawn, at least and at most; 6 are the plans."""
LITTLE = 0.3
_SLOT = re.compile(r"\[([^\]]*)\]")

Written = dict[int, tuple[tuple[int, str], ...]]
"""By place the template and the sentence drawn from it."""


def spoken(rng: random.Random, template: str) -> str:
    """Draw a sentence: one of the words in each bracket.

    Examples
    --------
    >>> spoken(random.Random(1), "[旧目录|旧条目]按[主题|年份]归并。")
    '旧目录按主题归并。'
    """
    return _SLOT.sub(lambda slot: rng.choice(slot[1].split("|")), template)


@dataclass(frozen=True, slots=True)
class Voice:
    """How an agency goes on from year to year.

    Attributes
    ----------
    name
        Whose voice it is; who copies another agency has that one's.
    renewal
        The share of its sentences that it writes anew each year; 0 copies last year's report.
    """

    name: str
    renewal: float

    def words(self, year: int, matter: str) -> random.Random:
        """Return what the wording of a matter is drawn from: the same each year where little is written anew."""
        return random.Random(f"words {self.name} {matter} {year if self.renewal > LITTLE else ''}")

    def first(self, rng: random.Random) -> Written:
        """Write the first report."""
        return {place: _some(rng, place) for place in PLACES}

    def next(self, rng: random.Random, last: Written) -> Written:
        """Write the next report from the last one; new ones are drawn from any template."""
        return {place: tuple(self._again(rng, place, one) for one in told) for place, told in last.items()}

    def _again(self, rng: random.Random, place: int, told: tuple[int, str]) -> tuple[int, str]:
        """Keep a sentence, word it anew, or say another thing."""
        if rng.random() >= self.renewal:
            return told
        templates = PLACES[place][0]
        at = told[0] if rng.random() < 0.5 else rng.randrange(len(templates))
        return at, spoken(rng, templates[at])


def _some(rng: random.Random, place: int) -> tuple[tuple[int, str], ...]:
    templates, least, most = PLACES[place]
    chosen = rng.sample(range(len(templates)), rng.randint(least, most))
    return tuple((at, spoken(rng, templates[at])) for at in chosen)


def sentences(written: Written, place: int) -> tuple[str, ...]:
    """Return what is written in a place, each sentence once."""
    return tuple(dict.fromkeys(sentence for _, sentence in written[place]))

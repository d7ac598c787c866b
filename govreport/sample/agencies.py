"""Made-up agencies: no place, bureau or report named here exists."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

PROVINCES = ("云榧省", "江篱省", "朔枫省", "海棣省", "岚楠省")
PREFECTURES = ("青梧市", "檀溪湾市", "松萝市", "芷汀市", "榆雪市", "蓝枳市", "桐烟市", "苇洲岬市")
COUNTIES = ("白榆县", "石槿县", "沙楸县", "柘坪县", "槭岭县", "茜川区", "荻浦区", "蒲桐区", "栎阳湖市", "苓溪湾市")
TOWNSHIPS = ("柽柳滩镇", "杜蘅镇", "菖蒲坳乡", "栾木镇", "萱草坪乡", "枸橘街道")
BUREAUS = (
    ("科学技术局", "科技局"),
    ("教育局", "教育局"),
    ("财政局", "财政局"),
    ("民政局", "民政局"),
    ("水利局", "水利局"),
    ("交通运输局", "交通局"),
    ("市场监督管理局", "市场监管局"),
    ("生态环境局", "生态环境局"),
    ("卫生健康委员会", "卫健委"),
)
TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}\n{year}年政府信息公开工作年度报告",
    "{agency}{year}年度\n政府信息公开年度报告",
    "{agency}关于{year}年政府信息公开工作的年度报告",
)
BARE_TITLE = "{year}年政府信息公开工作年度报告"


@dataclass(frozen=True, slots=True)
class Agency:
    """A made-up agency.

    Attributes
    ----------
    name, short
        As printed in titles, and as a neighbour would abbreviate it.
    level
        As in the column `level` of `reports`.
    places
        The names of the places it belongs to, from the province down.
    """

    name: str
    short: str
    level: str
    places: tuple[str, ...]


def draw_agency(rng: random.Random) -> Agency:
    """Draw an agency: a government of one of four levels, or a department of one of three."""
    level = rng.choice(("province", "prefecture", "prefecture", "county", "county", "county", "township"))
    depth = ("province", "prefecture", "county", "township").index(level)
    places = tuple(rng.choice(names) for names in (PROVINCES, PREFECTURES, COUNTIES, TOWNSHIPS))[: depth + 1]
    if level == "township":
        seat = places[2] + places[3]
        office = seat + ("办事处" if seat.endswith("街道") else "人民政府")
        return Agency(office, office, level, places)
    if rng.random() < 0.3:
        return Agency(places[-1] + "人民政府", places[-1] + "政府", level, places)
    full, short = rng.choice(BUREAUS)
    if level == "province":
        full, short = full.replace("局", "厅"), short.replace("局", "厅")
    return Agency(places[-1] + full, places[-1] + short, level, places)


def draw_title(rng: random.Random, agency: str, year: int) -> str:
    """Draw a title; one in eight leaves the agency to the signature, some stand on two lines."""
    form = BARE_TITLE if rng.random() < 0.125 else rng.choice(TITLES)
    return form.format(agency=agency, year=year)


def draw_published(rng: random.Random, year: int) -> dt.date:
    """Draw a day of the first quarter after the report year."""
    return dt.date(year + 1, 1, 5) + dt.timedelta(days=rng.randrange(80))

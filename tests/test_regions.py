"""The table of divisions: its state year by year, the names that mean a place, and that nothing is guessed."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest

from govreport.regions import divisions, place_of
from govreport.regions.chain import chains
from govreport.regions.clues import Clues, area_codes
from govreport.regions.place import resolve, zones
from govreport.regions.table import HERE, Division, read_csv

# 民政部's counts at the end of the year: prefectures and counties with all that ranks with them.
STATISTICS = {
    2013: (333, 2853),
    2017: (334, 2851),
    2019: (333, 2846),
    2020: (333, 2844),
    2021: (333, 2843),
    2022: (333, 2843),
    2023: (333, 2844),
    2024: (333, 2846),
}


def _listed(year: int) -> list[str]:
    with (HERE / "divisions.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row["code"] for row in rows if int(row["since"]) <= year <= int(row["until"] or 9999)]


@pytest.mark.parametrize(("year", "counts"), STATISTICS.items())
def test_counts_are_those_of_the_ministry(year, counts):
    codes = _listed(year)
    prefectures = sum(code.endswith("00") and not code.endswith("0000") for code in codes)
    assert (prefectures, sum(not code.endswith("00") for code in codes)) == counts
    assert sum(code.endswith("0000") for code in codes) == 34  # Taiwan, Hong Kong and Macao among them
    assert len(codes) == len(set(codes))


def test_every_newest_code_is_in_the_newest_table():
    with (HERE / "divisions.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    now = {row["code"] for row in rows if not row["until"]}
    assert {row["newest"] for row in rows if row["newest"]} <= now


def test_every_change_has_a_source():
    assert all(row["source"] and row["new_code"] for row in read_csv("changes.csv"))


def test_import_of_the_library_does_not_read_the_table():
    script = (
        "import sys, govreport\n"
        "place = sys.modules.get('govreport.regions.table')\n"
        "assert place is None or place.divisions.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize(
    ("name", "year", "path", "adcode"),
    [
        ("山东省潍坊市安丘市", 2020, "山东省潍坊市安丘市", "370784"),
        ("北京市朝阳区", 2020, "北京市朝阳区", "110105"),
        ("长春市朝阳区", 2020, "吉林省长春市朝阳区", "220104"),
        ("内蒙古自治区", 2020, "内蒙古自治区", "150000"),
        ("内蒙古锡林郭勒盟", 2020, "内蒙古自治区锡林郭勒盟", "152500"),
        ("湘西自治州", 2020, "湖南省湘西土家族苗族自治州", "433100"),
        ("湘西州凤凰县", 2020, "湖南省湘西土家族苗族自治州凤凰县", "433123"),
        ("巴州", 2020, "新疆维吾尔自治区巴音郭楞蒙古自治州", "652800"),
        ("民和县", 2020, "青海省海东市民和回族土族自治县", "630222"),
        ("伊犁州塔城地区额敏县", 2020, "新疆维吾尔自治区塔城地区额敏县", "654221"),
        ("济源市", 2020, "河南省济源市", "419001"),
        ("仙桃市", 2020, "湖北省仙桃市", "429004"),
        ("石河子市", 2020, "新疆维吾尔自治区石河子市", "659001"),
        ("城口县", 2020, "重庆市城口县", "500229"),
        ("密云县", 2020, "北京市密云区", "110118"),  # no longer a county
        ("密云区", 2014, "北京市密云县", "110228"),  # not yet a district
        ("莱芜市莱城区", 2020, "山东省济南市莱芜区", "370116"),
        ("公主岭市", 2019, "吉林省四平市公主岭市", "220381"),
        ("公主岭市", 2021, "吉林省长春市公主岭市", "220184"),
        ("巢湖市", 2009, "安徽省巢湖市", "341400"),
        ("巢湖市", 2015, "安徽省合肥市巢湖市", "340181"),
        ("白沙县", 2005, "海南省白沙黎族自治县", "469030"),
        ("白沙县", 2020, "海南省白沙黎族自治县", "469025"),
        ("和安县", 2024, "新疆维吾尔自治区和田地区和安县", "653228"),
        ("广西", None, "广西壮族自治区", "450000"),
    ],
)
def test_a_name_means_a_place_in_a_year(name, year, path, adcode):
    region = place_of(name, year)
    assert region is not None
    assert (region.path, region.adcode) == (path, adcode)


@pytest.mark.parametrize("name", ["青禾市", "青禾市朝阳区", "云岭县", "香港特别行政区", "", "市"])
def test_what_is_no_division_of_the_table_is_nothing(name):
    assert place_of(name, 2020) is None


@pytest.mark.parametrize(
    ("name", "hint", "adcode"),
    [
        ("鼓楼区", "江苏省徐州市", "320302"),
        ("鼓楼区", "开封", "410204"),
        ("鼓楼区", "江苏省", None),  # two of them
        ("鼓楼区", "江苏省，徐州市，福州市", None),  # at odds
        ("朝阳区", "联系电话：0431-88880000", "220104"),
        ("朝阳区", "电话（010）66660000", "110105"),
        ("朝阳区", "邮编：130012", "220104"),
        ("朝阳区", "http://www.changchun.gov.cn/a.html", "220104"),
        ("通州区", "南通市人民政府", "320612"),
        ("城关区", "邮政编码：730030", "620102"),
        ("市中区", "电话0632-3320000", "370402"),
        ("市中区", "", None),
        ("朝阳区", "第0431号文件，邮箱0100", None),
    ],
)
def test_ambiguous_names_are_told_apart_by_what_the_text_gives(name, hint, adcode):
    region = place_of(name, 2020, hint)
    assert (region.adcode if region else None) == adcode


def test_clues_that_contradict_one_another_leave_all_candidates():
    found = [each for each in chains("朝阳区")[0].found if each.holds(2020)]
    clues = Clues(declared="北京市", text="联系电话：0431-88880000")
    place, left = resolve(found, 2020, clues)
    assert place is None
    assert {each.code for each in left} == {"110105", "220104"}


def test_a_former_name_wins_where_everything_speaks_for_it():
    found = chains("桥东区")[0].found  # 2021: only 张家口 still has one, 邢台's is 襄都区 by then
    place, _ = resolve(found, 2021, Clues(declared="河北省邢台市"))
    assert place is not None
    assert (place.division.code, place.division.name, place.named.name) == ("130502", "襄都区", "桥东区")


def _identity(name: str, year: int) -> str:
    table = divisions()
    return table.identity(next(each for each in table.by_name[name] if each.holds(year)))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (("文登市", 2012), ("文登区", 2020), "371003"),
        (("株洲县", 2016), ("渌口区", 2020), "430212"),
        (("绍兴县", 2012), ("柯桥区", 2014), "330603"),
        (("蓬莱市", 2018), ("蓬莱区", 2021), "370614"),
        (("江源县", 2005), ("江源区", 2010), "220605"),
    ],
)
def test_a_county_that_became_a_district_keeps_its_identity(before, after, code):
    assert _identity(*before) == _identity(*after) == code


@pytest.mark.parametrize("year", range(2008, 2026))
def test_no_two_places_of_a_year_share_an_identity(year):
    table = divisions()
    found: dict[str, set[str]] = {}
    for each in table:
        if each.holds(year):
            found.setdefault(table.identity(each), set()).add(each.code)
    assert {code: codes for code, codes in found.items() if len(codes) > 1} == {}


def test_what_was_merged_into_another_keeps_its_own_identity():
    assert _identity("崇文区", 2008) == "110103"
    assert _identity("东城区", 2008) == "110101"


def test_ranks():
    assert Division("371003", "文登区", 2014, 9999, "371003").is_district
    assert not Division("429021", "神农架林区", 1984, 9999, "429021").is_district
    assert not Division("370784", "安丘市", 1994, 9999, "370784").is_district


def test_small_tables_name_divisions_that_exist():
    known = divisions().by_code
    assert len(area_codes()) > 300
    assert all(code in known for codes in area_codes().values() for code in codes)
    assert all(row["division"] in known for row in read_csv("postcodes.csv"))
    assert all(code in known for row in read_csv("domains.csv") for code in row["divisions"].split("|"))
    assert all(
        zone.division in known and zone.level in ("province", "prefecture", "county") for zone in zones().values()
    )
    assert all(row["name"] in divisions().by_name for row in read_csv("aliases.csv"))

"""Who reports: names, identities, kinds, functions, levels and places. Places are real, what the reports say is not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from govreport.document import Document
from govreport.prose.agency import KEYS, read_agency
from govreport.prose.agency_functions import duties, functions, stems
from govreport.prose.agency_name import read_name
from govreport.prose.agency_reach import read_reach
from tests.prose.documents import page

SHARED = Path(__file__).parents[3] / "shared"
EMPTY = Document()


def _read(agency: str, year: int = 2020, source: str = "", document: Document = EMPTY) -> dict:
    return read_agency(agency, year, document, source)


@pytest.mark.parametrize(
    ("agency", "name", "agency_id"),
    [
        ("安丘市科技局", "安丘市科学技术局", "370784-science_technology"),
        ("潍坊市安丘市科学技术局", "安丘市科学技术局", "370784-science_technology"),
        ("上海市科委", "上海市科学技术委员会", "310000-science_technology"),
        ("广西科技厅", "广西壮族自治区科学技术厅", "450000-science_technology"),
        ("洪泽区人民政府", "淮安市洪泽区人民政府", "320813-government"),
        ("安丘市", "安丘市人民政府", "370784-government"),
        ("安丘市人民政府（本级）", "安丘市人民政府", "370784-government"),
        ("安丘市政府办", "安丘市人民政府办公室", "370784-government_office"),
        ("安丘市发改局", "安丘市发展和改革局", "370784-development_reform"),
        ("安丘市人社局", "安丘市人力资源和社会保障局", "370784-human_resources"),
        ("民和县教体局", "民和回族土族自治县教育和体育局", "630222-education|sports"),
        ("临淄区工业和信息化科技局", "淄博市临淄区工业和信息化科技局", "370305-science_technology|industry_it"),
        ("重庆市垫江县卫健委", "垫江县卫生健康委员会", "500231-health"),
        ("重庆市璧山区科技局", "重庆市璧山区科学技术局", "500120-science_technology"),
        ("安丘市青禾镇", "安丘市青禾镇人民政府", "370784-青禾镇"),
        ("安丘市青禾街道", "安丘市青禾街道办事处", "370784-青禾街道"),
        ("潍坊高新区", "潍坊高新技术产业开发区管理委员会", "370700-高新技术产业开发区管理委员会"),
        ("潍坊高新区科技局", "潍坊高新技术产业开发区科学技术局", "370700-高新技术产业开发区科学技术局"),
        ("安丘市气象局", "安丘市气象局", "370784-气象局"),
        ("青岛市税务局", "国家税务总局青岛市税务局", "370200-国家税务总局税务局"),
        ("国家税务总局青岛市税务局", "国家税务总局青岛市税务局", "370200-国家税务总局税务局"),
        ("青岛海关", "青岛海关", "370200-海关"),
        ("中国人民银行临沂市中心支行", "中国人民银行临沂市中心支行", "371300-中国人民银行中心支行"),
        ("长春市公安局朝阳区分局", "长春市公安局朝阳区分局", "220104-公安局朝阳区分局"),
        ("第八师石河子市科技局", "石河子市科学技术局", "659001-science_technology"),
        ("科技部", "科学技术部", "000000-science_technology"),
        ("国家发改委", "国家发展和改革委员会", "000000-development_reform"),
        ("青禾县统计局", "青禾县统计局", "?-青禾县统计局"),
        ("青禾县", "青禾县人民政府", "?-青禾县"),
        ("潍坊市青禾区", "潍坊市青禾区", "370700-青禾区"),
        ("青禾县科技局", "青禾县科学技术局", "?-青禾县科技局"),
        ("青禾市朝阳区科技局", "青禾市朝阳区科学技术局", "?-青禾市朝阳区科技局"),
    ],
)
def test_canonical_names_and_identities(agency, name, agency_id):
    found = _read(agency)
    assert (found["agency_name"], found["agency_id"]) == (name, agency_id)


@pytest.mark.parametrize(
    ("agency", "kind", "function", "level", "adcode"),
    [
        ("安丘市住建局", "department", "housing_construction", "county", "370784"),
        ("安丘市农业农村水利局", "department", "agriculture|water", "county", "370784"),
        ("安丘市采诗局", "department", None, "county", "370784"),
        ("潍坊市人民政府", "government", None, "prefecture", "370700"),
        ("锡林郭勒盟科学技术局", "department", "science_technology", "prefecture", "152500"),
        ("儋州市教育局", "department", "education", "prefecture", "460400"),
        ("仙桃市教育局", "department", "education", "county", "429004"),
        ("安丘市青禾镇人民政府", "township", None, "township", "370784"),
        ("东莞市长安镇人民政府", "township", None, "township", "441900"),
        ("青禾街道办事处", "township", None, "township", None),
        ("潍坊高新区管委会", "zone", None, "county", "370700"),
        ("杭州高新区（滨江）科技局", "department", "science_technology", "county", "330108"),
        ("雄安新区管理委员会", "zone", None, "prefecture", "130000"),
        ("雄安新区容城县教育局", "department", "education", "county", "130629"),
        ("潜江市熊口管理区", "zone", None, "township", "429005"),
        ("水利部", "department", "water", "central", None),
        ("海关总署", "department", "customs", "central", None),
        ("新疆生产建设兵团科技局", "department", "science_technology", "province", "650000"),
        ("潍坊市青禾区教育局", "department", "education", "county", "370700"),
        ("潍坊市青禾区", "zone", None, "county", "370700"),
        ("开发区管委会", "zone", None, None, None),
        ("安丘市委办公室", "other", None, "county", "370784"),
        ("国务院国资委", "department", "state_assets", "central", None),
        ("安丘市第一中学", "other", None, "county", "370784"),
        ("中山大学", "other", None, None, None),
        ("中共安丘市委宣传部", "other", None, "county", "370784"),
        ("青禾省科技厅", "department", "science_technology", "province", None),
    ],
)
def test_kind_function_and_level(agency, kind, function, level, adcode):
    found = _read(agency)
    assert [found[key] for key in ("agency_kind", "function", "level", "adcode")] == [kind, function, level, adcode]


@pytest.mark.parametrize("agencies", [
    (("安丘市科技局", 2015), ("安丘市科学技术局", 2024), ("山东省安丘市科委", 2009)),
    (("文登市科技局", 2012), ("文登区科学技术局", 2020)),
    (("株洲县科技局", 2016), ("株洲市渌口区科学技术局", 2022)),
    (("青禾市科技局", 2019), ("青禾市科技局", 2022)),
    (("临淄区工业和信息化科技局", 2020), ("淄博市临淄区科技和工业信息化局", 2022)),
])  # fmt: skip
def test_one_identity_through_the_years(agencies):
    assert len({_read(agency, year)["agency_id"] for agency, year in agencies}) == 1


def test_agencies_that_stood_side_by_side_have_identities_of_their_own():
    names = [
        "国土资源局",
        "规划局",
        "林业局",
        "文化局",
        "文物局",
        "旅游局",
        "体育局",
        "工商局",
        "质监局",
        "食药监局",
        "卫生局",
        "计生局",
    ]
    names += [
        "档案局",
        "地方志办公室",
        "外事办公室",
        "台湾事务办公室",
        "人事局",
        "劳动和社会保障局",
        "农业局",
        "畜牧局",
        "扶贫办",
        "国家税务局",
        "地方税务局",
    ]
    ids = [_read("安丘市" + name, 2012)["agency_id"] for name in names]
    assert len(set(ids)) == len(ids)
    assert _read("崇文区科委", 2008)["agency_id"] != _read("东城区科委", 2008)["agency_id"]


def test_the_code_is_that_of_the_report_year():
    assert [_read("文登市科技局", 2012)["adcode"], _read("文登区科技局", 2020)["adcode"]] == ["371081", "371003"]


def test_an_ambiguous_county_stays_empty_with_its_candidates():
    found = _read("鼓楼区教育局")
    assert [found[key] for key in ("province", "prefecture", "county", "adcode", "level")] == [None] * 4 + ["county"]
    assert found["agency_id"] == "?-鼓楼区教育局"
    assert "320302 江苏省徐州市鼓楼区" in found["region_candidates"]
    shared = _read("鼓楼区教育局", source="江苏省/报告.html")
    assert (shared["province"], shared["adcode"], len(shared["region_candidates"])) == ("江苏省", None, 2)


@pytest.mark.parametrize(
    "document",
    [
        page("鼓楼区教育局2020年政府信息公开工作年度报告", "联系地址：江苏省徐州市中山北路"),
        page("鼓楼区教育局2020年政府信息公开工作年度报告", "联系电话：0516-80000000"),
        page("正文", title="鼓楼区教育局年度报告-徐州市鼓楼区人民政府"),
        page("正文", contentsource="徐州市鼓楼区教育局"),
        page("正文", "徐州市鼓楼区教育局", "2021年1月20日"),
        page("正文", "根据《徐州市人民政府办公室关于做好年度报告工作的通知》要求编制。"),
    ],
)
def test_an_ambiguous_county_is_resolved_by_what_the_report_gives(document):
    assert _read("鼓楼区教育局", document=document)["adcode"] == "320302"


@pytest.mark.parametrize(
    ("agency", "document", "adcode"),
    [
        ("市科技局", page("2020年政府信息公开工作年度报告", "正文", "安丘市科学技术局", "2021年1月20日"), "370784"),
        ("科技局", page("正文", publisher="安丘市科委"), "370784"),
        ("县科技局", page("正文", "安丘市科学技术局"), None),  # a county's, and that is a city
        ("市科技局", page("正文", "根据潍坊市科学技术局要求编制。"), None),  # the one above
        ("科技局", page("潍坊市科技局", "安丘市科技局"), None),  # one of two
        ("青禾镇人民政府", page("正文", "安丘市青禾镇位于城西。"), "370784"),
        ("青禾市科技局", page("正文", "安丘市科学技术局"), None),  # it says where it is
        ("省科技厅", page("正文", "江苏省科学技术厅"), "320000"),
    ],
)
def test_a_missing_place_is_completed_only_from_the_agencys_own_name(agency, document, adcode):
    assert _read(agency, document=document)["adcode"] == adcode


def test_a_bare_county_needs_something_that_speaks_for_it():
    assert _read("东湖新技术开发区管委会")["adcode"] is None
    assert _read("武汉东湖新技术开发区管委会")["adcode"] == "420100"
    assert _read("昆山开发区", source="江苏省/苏州市")["adcode"] == "320583"


@pytest.mark.parametrize(
    ("text", "printed", "reach"),
    [
        ("本报告数据统计范围包括县政府各部门及各乡镇。", "", "jurisdiction"),
        ("全市各级行政机关共收到政府信息公开申请42件。", "", "jurisdiction"),
        ("本报告统计数据包括局机关及直属单位。", "", "own_and_departments"),
        ("本年度报告数据仅包括本机关，不含所属单位。", "", "own"),
        ("", "青禾县人民政府(本级)", "own"),
        ("本报告包括总体情况、主动公开政府信息情况等六个部分。", "", "unknown"),
        ("本报告所列数据的统计期限自2020年1月1日起。", "", "unknown"),
        ("全年收到政府信息公开申请3件。", "", "unknown"),
        ("指导各乡镇、各部门做好信息公开工作。", "", "unknown"),
    ],
)
def test_reach_only_where_the_words_say_so(text, printed, reach):
    found, words = read_reach(text, printed)
    assert found == reach
    assert (words is None) == (reach == "unknown")


def test_nobody_named_is_nothing_known():
    found = read_agency(None, 2020, EMPTY)
    assert {key: value for key, value in found.items() if value} == {"reach": "unknown"}
    assert tuple(found) == KEYS


@pytest.mark.parametrize("agency", ["(" * 5000, "市" * 5000, "科技和" * 3000, "鼓楼区" * 2000, "\x00", "局"])
def test_hostile_names_do_no_harm(agency):
    assert read_agency(agency, None, EMPTY)["adcode"] in (None,)


def test_every_line_of_the_functions_reads_as_itself():
    for stem, entry in stems().items():
        found = duties(stem)
        assert found is not None, stem
        assert set(entry.functions) <= set(functions())
        assert found.functions == tuple(code for code in functions() if code in entry.functions), stem
        assert duties(entry.canonical) is not None, entry.canonical
    assert read_name("人民政府").functions == ()


FACTS = SHARED / "facts" / "ogi_facts.csv"


@pytest.mark.skipif(not FACTS.exists(), reason="the hand-coded facts are not beside this checkout")
def test_region_and_level_of_the_facts():
    with FACTS.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    places = ("province", "prefecture", "county", "level")
    read = [(row, _read(row["agency"], int(row["year"]), row["province"])) for row in rows]
    agree = sum(all((found[key] or "") == row[key] for key in places) for row, found in read)
    assert agree >= 0.97 * len(rows)
    kinds = sum(
        row["kind"] == found["agency_kind"] and row["function"] in (found["function"] or "").split("|")
        for row, found in read
    )
    assert kinds >= 0.99 * len(rows)
    names: dict[str, set[str]] = {}
    for _, found in read:
        names.setdefault(found["agency_id"], set()).add(found["agency_name"])
    assert [shared for shared in names.values() if len(shared) > 1] == []


@pytest.mark.skipif(not (SHARED / "truth").exists(), reason="the true values are not beside this checkout")
def test_the_agencies_of_the_truth():
    with (SHARED / "truth" / "reports.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    keys = [key for key in KEYS if key in rows[0]]
    for row in rows:
        found = _read(row["agency"], int(row["year"]))
        assert {key: found[key] or "" for key in keys} == {key: row[key] for key in keys}

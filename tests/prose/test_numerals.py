"""Numbers of a text: what is read, how exactly, where it stands, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.prose.numerals import chinese, numbers

_ONES = "零一二三四五六七八九"
counts = st.integers(min_value=1, max_value=99_999_999)


def _written(value: int) -> str:
    """Write a number in Chinese numerals, by the book."""
    if value >= 10_000:
        rest = value % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return _written(value // 10_000) + "万" + zero + (_written(rest) if rest else "")
    parts, skipped = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            parts += ("零" if skipped and parts else "") + _ONES[digit] + sign
        skipped = digit == 0
    return parts


@pytest.mark.parametrize(
    ("text", "value", "bound", "unit"),
    [
        ("12条", 12, "exact", "条"),
        ("１２８ 篇", 128, "exact", "篇"),
        ("1,286条", 1286, "exact", "条"),
        ("1，286条", 1286, "exact", "条"),
        ("1 286 条", 1286, "exact", "条"),
        ("3.2万人", 32_000, "exact", "人"),
        ("3万5千人", 35_000, "exact", "人"),
        ("1.53亿次", 153_000_000, "exact", "次"),
        ("10万多人", 100_000, "at_least", "人"),
        ("10多万人", 100_000, "at_least", "人"),
        ("80余万人次", 800_000, "at_least", "人次"),
        ("20余条", 20, "at_least", "条"),
        ("超过20条", 20, "at_least", "条"),
        ("20条以上", 20, "at_least", "条"),
        ("100万+。", 1_000_000, "at_least", ""),
        ("不足20条", 20, "at_most", "条"),
        ("不超过20条", 20, "at_most", "条"),
        ("近20条", 20, "about", "条"),
        ("20条左右", 20, "about", "条"),
        ("附近20条", 20, "exact", "条"),
        ("预约20次", 20, "exact", "次"),
        ("十二场", 12, "exact", "场"),
        ("两次", 2, "exact", "次"),
        ("十余篇", 10, "at_least", "篇"),
        ("百余人次", 100, "at_least", "人次"),
        ("壹佰贰拾条", 120, "exact", "条"),
        ("98.5%", 98.5, "exact", "%"),
        ("１００％", 100, "exact", "%"),
        ("百分之九十八点五", 98.5, "exact", "%"),
        ("百分百", 100, "exact", "%"),
        ("0件", 0, "exact", "件"),
        ("3个工作日", 3, "exact", "个工作日"),
    ],
)
def test_a_number(text: str, value: float, bound: str, unit: str) -> None:
    assert [(one.value, one.bound, one.unit) for one in numbers(text)] == [(value, bound, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "青政办发〔2023〕18号",
        "青水发[2023]5号",
        "国务院令第711号",
        "2023年3月15日",
        "2023.3.15",
        "2023-03-15 15:43",
        "二〇二三年",
        "自1月1日起至12月31日止",
        "1-6月",
        "电话：0999-1234567",
        "举报电话12345678",
        "13800138000",
        "邮编123456",
        "柳湾路80-2号",
        "依据第二十条第（十一）款",
        "第3名",
        "第十九届",
        "党的二十大",
        "“十四五”",
        "一是公开。二是解读。",
        "1.公开。2.解读。",
        "（1）公开。（2）解读。",
        "双随机、一公开",
        "三审三校",
        "两微一端",
        "高效办成一件事",
        "12345热线",
        "7×24小时自助",
        "数十件",
        "5至8条",
        "3-5次",
        "1 5 6 条",
        "0 0 0 0 0",
        "http://www.example.gov.cn/col123/45.html",
        "《2023年要点12条》",
        "进一步",
        "逐一回复",
        "每一条",
    ],
)
def test_no_number(text: str) -> None:
    assert [one for one in numbers(text) if one.unit] == []


def test_offsets_are_into_the_text_given() -> None:
    text = "发布信息\n 1,286 条，推送２００ 篇"
    found = [(text[one.start : one.end], text[one.unit_start : one.unit_end]) for one in numbers(text)]
    assert found == [("1,286", "条"), ("２００", "篇")]


@given(counts)
def test_arabic_numbers_come_back(value: int) -> None:
    for text in (
        f"{value}条",
        f"{value:,}条",
        f"共 {value} 条。",
        str(value).translate({48 + i: 0xFF10 + i for i in range(10)}) + "条",
    ):
        assert [one.value for one in numbers(text)] == [value], text


@given(counts)
def test_chinese_numbers_come_back(value: int) -> None:
    assert chinese(_written(value)) == value


@given(st.integers(min_value=2, max_value=9999))
def test_chinese_numbers_are_found_in_text(value: int) -> None:
    assert [one.value for one in numbers(f"共推送{_written(value)}条")] == [value]


@given(
    st.decimals(min_value="0.01", max_value="9999", places=2), st.sampled_from([("万", 10_000), ("亿", 100_000_000)])
)
def test_large_units_are_multiplied_out(value: object, by: tuple[str, int]) -> None:
    (found,) = numbers(f"{value}{by[0]}次")
    assert found.value == pytest.approx(float(str(value)) * by[1])


@given(st.text(alphabet="0123456789,，. 〔〕年月日号第一二三十百千万余%条件-至:/（）\n", max_size=60))
def test_any_text_is_read_without_fail_and_in_order(text: str) -> None:
    found = numbers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    assert all(one.value >= 0 for one in found)

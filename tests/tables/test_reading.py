"""One printed cell: a number, nothing, words or junk; and never a number that is not printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.tables.reading import UNITS, Reading, header_unit, read_number

NUMBERS = [
    ("3", 3, "plain"),
    ("0", 0, "a zero is a number, not a blank"),
    ("0件", 0, "a zero with its unit"),
    ("１２３", 123, "full-width digits"),
    ("１２．５", 12.5, "full-width decimal point"),
    ("1,234", 1234, "thousands"),
    ("１，２３４，５６７", 1234567, "full-width thousands"),
    ("12.50", 12.5, "trailing zero of an amount"),
    ("0.5", 0.5, "a leading zero that belongs there"),
    ("+8", 8, "a marked increase"),
    ("-8", -8, "a decrease"),
    ("－8", -8, "full-width hyphen"),
    ("\u22128", -8, "U+2212, the minus of typesetters"),
    ("–8", -8, "an en dash before a number is its sign"),
    ("−1,200.5万元", -1200.5, "sign, thousands, decimals and unit together"),
    ("1361\n2", 13612, "wrapped in a narrow cell"),
    ("13\n612", 13612, "wrapped elsewhere"),
    ("1\n3\n612", 13612, "wrapped twice"),
    ("1,\n234", 1234, "wrapped behind its mark"),
    ("12\r\n5", 125, "wrapped with the line break of Windows"),
    ("3\n件", 3, "its unit wrapped"),
    ("\ufeff3\u200b", 3, "marks that print nothing"),
    ("\u3000 3\xa0\t", 3, "padded with every kind of space"),
    ("22（其中修订16件）", 22, "a note with digits is no part of the number"),
    ("22(含上年3件)", 22, "the same in narrow brackets"),
    ("3 件", 3, "a space before the unit"),
    ("3\u3000件", 3, "a wide space before the unit"),
    ("16[1]", 16, "a footnote's mark in brackets"),
    ("16①", 16, "a footnote's mark in a circle"),
    ("16²", 16, "a raised footnote's mark"),
    ("16*", 16, "an asterisk that points at a note below"),
    ("16件※", 16, "another mark of a note, behind the unit"),
    ("5③件", 5, "a mark before the unit"),
    ("零", 0, "the word zero"),
    ("〇", 0, "the numeral zero"),
    ("999999999999999", 999999999999999, "the longest that a float holds exactly"),
]
BLANKS = [
    ("", "nothing"),
    (" \t\n", "white space"),
    ("\u3000", "a full-width space"),
    ("\xa0", "&nbsp;"),
    ("\u200b", "a space of no width"),
    ("-", "hyphen"),
    ("—", "dash"),
    ("——", "Chinese dash"),
    ("－", "full-width hyphen"),
    ("─", "a drawn line"),
    ("NaN", "what converters write for an empty cell"),
    ("\u2212", "a minus alone"),
    ("- -", "dashes apart"),
    ("/", "slash"),
    ("／", "full-width slash"),
    ("\\", "backslash"),
    ("无", "none, in words"),
    ("無", "none, in traditional script"),
    ("空", "empty, in words"),
    ("N/A", "not applicable"),
    ("null", "a machine's nothing"),
]
JUNK = [
    ("O", "a letter for a zero"),
    ("l", "a letter for a one"),
    ("1O", "a letter among digits"),
    ("007", "a number never begins with zeros: digits were lost or joined"),
    ("00", "two zeros run together"),
    ("12,34", "marks where no thousands are"),
    ("1234,567", "thousands half marked"),
    ("1,23", "a mark for a decimal point"),
    ("3.5.1", "two points"),
    ("3-5", "a range"),
    ("3~5", "a range"),
    ("3/5", "two numbers"),
    ("—8", "a dash that may be a blank's, before a number"),
    ("10%", "a rate is no count"),
    ("约20件", "about"),
    ("20余件", "more than"),
    ("近200", "nearly"),
    ("3万", "a rounded number"),
    ("1.2亿元", "a unit that the form does not have"),
    ("三", "Chinese numerals are not multiplied out in a table"),
    ("十二件", "Chinese numerals with a unit"),
    ("两", "a Chinese numeral"),
    ("1234567890123456", "more digits than a float holds"),
    ("3.1234567", "more decimals than money has"),
    ("￥300", "a currency sign"),
    ("(3)", "a number in brackets is a note or a negative"),
    ("3（", "a note that never ends"),
    ("?", "a question mark"),
    ("…", "an ellipsis"),
    ("*", "an asterisk"),
    ("1e5", "no number of a report"),
]
WORDS = [
    ("1.属于国家秘密", "a label that begins with a number"),
    ("（七）总计", "a label"),
    ("件", "a unit alone"),
    ("2022年", "a year"),
    ("12月31日", "a date"),
    ("没有收到申请", "a sentence"),
    ("本年新收政府信息公开申请数量3件", "a label and a number"),
    ("9" * 201, "too long for a cell"),
    ("a" * 25, "too long for a slip"),
]


@pytest.mark.parametrize(("text", "value", "why"), NUMBERS, ids=[why for *_, why in NUMBERS])
def test_numbers(text: str, value: float, why: str) -> None:
    reading = read_number(text)
    assert (reading.kind, reading.value) == ("number", value), why


@pytest.mark.parametrize(("text", "why"), BLANKS, ids=[why for _, why in BLANKS])
def test_blanks_are_never_zero(text: str, why: str) -> None:
    assert read_number(text) == Reading("blank"), why


@pytest.mark.parametrize(("text", "why"), JUNK, ids=[why for _, why in JUNK])
def test_what_stands_for_a_number_and_is_none(text: str, why: str) -> None:
    assert read_number(text) == Reading("junk"), why


@pytest.mark.parametrize(("text", "why"), WORDS, ids=[why for _, why in WORDS])
def test_words(text: str, why: str) -> None:
    assert read_number(text) == Reading("words"), why


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3", 3, None),
        ("3件", 3, "count"),
        ("3 项", 3, "count"),
        ("3\n条", 3, "count"),
        ("3件（其中1条）", 3, "count"),
        ("251000元", 251000, "yuan"),
        ("25.1万元", 25.1, "10k_yuan"),
        ("3萬元", 3, "10k_yuan"),
        ("3人", 3, "persons"),
        ("3人次", 3, "persons"),
        ("3名", 3, "persons"),
    ],
)
def test_the_unit_in_the_cell(text: str, value: float, unit: str | None) -> None:
    assert read_number(text) == Reading("number", value, unit)


@pytest.mark.parametrize("text", ["1361 2", "1 234", "1\u3000234", "1\xa0234", "1\t2", "1 234 567"])
def test_digits_apart_on_one_line_are_marked_as_a_guess(text: str) -> None:
    reading = read_number(text)
    assert (reading.value, reading.joined) == (float("".join(text.split())), True)


@pytest.mark.parametrize("text", ["1361\n2", "1361 \n 2", " 13612 ", "13612 件", "- 13612", "13612（含3 件）"])
def test_a_break_or_a_space_elsewhere_is_no_guess(text: str) -> None:
    reading = read_number(text)
    assert (abs(reading.value or 0), reading.joined) == (13612, False)


@pytest.mark.parametrize(
    ("text", "unit", "why"),
    [
        ("本年收费金额（单位：万元）", "10k_yuan", "as the form has it"),
        ("本年收费金额(单位: 元)", "yuan", "narrow brackets"),
        ("本年收費金額（單位：萬元）", "10k_yuan", "traditional script"),
        ("单位为元", "yuan", "without brackets"),
        ("采购总金额（元）", "yuan", "a unit alone in brackets"),
        ("兼职人员数（人）", "persons", "persons"),
        ("（2021年，单位：万元）", "10k_yuan", "behind a note"),
        ("本年收费\n金额（单\n位：万元）", "10k_yuan", "wrapped"),
        ("本年收费金额", None, "none named"),
        ("上一年项目数量（指2018年事项数）", None, "a note that is no unit"),
        ("万元", None, "a unit column's cell is no header's note"),
        ("其他对外管理服务事项", None, "项 inside a word is no unit"),
        ("", None, "nothing"),
    ],
)
def test_the_unit_in_the_header(text: str, unit: str | None, why: str) -> None:
    assert header_unit(text) == unit, why


def test_renminbi_is_no_person() -> None:
    assert header_unit("本年收费金额（单位：人民币万元）") != "persons"


WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789,.+-()"}
PADDING = st.text(alphabet=" \u3000\xa0\t\u200b\ufeff\n", max_size=4)


def _thousands(text: str) -> str:
    return f"{int(text):,}"


@given(
    st.integers(0, 10**15 - 1),
    st.sampled_from(["", "+", "-", "\u2212", "－"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", *UNITS]),
    st.integers(0, 20),
    st.tuples(PADDING, PADDING),
)
def test_an_integer_in_any_dress_is_itself(
    number: int, sign: str, marks: bool, wide: bool, unit: str, cut: int, around: tuple[str, str]
) -> None:
    text = _thousands(str(number)) if marks else str(number)
    if 0 < cut < len(text):
        text = f"{text[:cut]}\n{text[cut:]}"
    text = sign + text + unit
    reading = read_number(around[0] + (text.translate(WIDE) if wide else text) + around[1])
    assert reading.value == (number if sign in ("", "+") else -number)
    assert (reading.kind, reading.unit, reading.joined) == ("number", UNITS.get(unit), False)


@given(st.integers(0, 10**9), st.integers(0, 10**6 - 1))
def test_an_amount_with_decimals_is_itself(whole: int, part: int) -> None:
    text = f"{whole}.{part:06d}"
    assert read_number(text).value == float(text)


CHARACTERS = st.sampled_from("0123456789０５,.，．+-−–—－件条元万人次（）()其中约余零〇一二十百 \u3000\n\t/／无①²½OIl%")


@given(st.one_of(st.text(max_size=40), st.text(alphabet=CHARACTERS, max_size=14)))
def test_no_text_without_a_digit_is_a_number(text: str) -> None:
    reading = read_number(text)
    assert (reading.value is not None) == (reading.kind == "number")
    if reading.kind == "number" and not any(char in "零〇" for char in text):
        assert any(char.isdigit() for char in unicodedata.normalize("NFKC", text))
    assert header_unit(text) in (None, *UNITS.values())


@given(st.text(alphabet="0123456789,.+-−件元（）其中修订 \u3000\n", max_size=16))
def test_a_number_is_made_of_the_digits_before_its_note(text: str) -> None:
    reading = read_number(text)
    if reading.value is not None:
        digits = "".join(char for char in text.split("（")[0] if char.isdigit() or char == ".")
        assert abs(reading.value) == float(digits)

"""Labels: folded, bared of numbering and notes, and told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport import forms
from govreport.tables.evidence import Evidence
from govreport.tables.labels import bare, contained, fold, score

BARE = [
    ("1.属于国家秘密", "属于国家秘密", "an Arabic number"),
    ("１．属于国家秘密", "属于国家秘密", "a full-width one"),
    ("1、属于国家秘密", "属于国家秘密", "with another mark"),
    ("1属于国家秘密", "属于国家秘密", "without a mark"),
    ("①属于国家秘密", "属于国家秘密", "a circled one"),
    ("10.其他", "其他", "two digits"),
    ("（七）总计", "总计", "a bracketed Chinese number"),
    ("(七) 总 计", "总计", "narrow brackets and spaces"),
    ("三、本年度办理结果", "本年度办理结果", "a Chinese number"),
    ("三、（一）予以公开", "予以公开", "two numbers"),
    ("不予公開", "不予公开", "traditional script"),
    ("危及“三安全一稳定”", "危及三安全一稳定", "quotes; a numeral inside stays"),
    ("三安全一稳定", "三安全一稳定", "a numeral that is no number of the row"),
    ("（二）部分公开（区分处理的，只计这一情形）", "部分公开", "a note"),
    ("行政许可（含2项委托事项", "行政许可", "a note that never ends"),
    ("（其他）", "其他", "nothing but a note is kept"),
    ("无\n法 提\u3000供", "无法提供", "wrapped and spaced"),
    ("2021年", "2021年", "a year is no number of a row"),
    ("3", "3", "a number alone"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "words", "why"), BARE, ids=[why for *_, why in BARE])
def test_a_label_s_own_words(text: str, words: str, why: str) -> None:
    assert bare(text) == words, why


def test_notes_are_kept_on_demand() -> None:
    assert bare("（二）部分公开（区分处理的，只计这一情形）", notes=True) == "部分公开区分处理的只计这一情形"


@pytest.mark.parametrize(
    ("text", "folded"), [("（三）　不予公開", "(三)不予公开"), ("ＡＢ　１２", "AB12"), ("a\t\nb", "ab"), ("", "")]
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert not any(char.isspace() for char in fold(text))
    assert fold(fold(text)) == fold(text)


def test_score_is_one_for_the_same_words_and_zero_for_none_alike() -> None:
    assert score(["予以公开", "规章"], ["予以公开", "重复申请"]).tolist() == [[1.0, 0.0], [0.0, 0.0]]


def test_contained_finds_a_label_among_others_but_no_short_one() -> None:
    found = contained("行政许可其他对外管理服务事项规章", ["其他对外管理服务事项", "规章", "行政处罚决定书" * 4])
    assert found.tolist() == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("table", ["requests", "proactive_disclosure", "statistics"])
def test_every_label_of_the_form_names_its_own_item(table: str) -> None:
    rows = [(cell.item, cell.item_zh) for cell in forms.all_cells() if cell.table == table]
    evidence = Evidence(label for _, label in rows)
    wrong = {}
    for item, label in dict.fromkeys(rows):
        values = dict(zip(evidence.codes(table, "item"), evidence.of_kind(table, "item", label), strict=True))
        if values[item] < max(values.values()):
            wrong[item] = label
    assert wrong == {}


def test_a_text_that_is_no_label_of_any_kind_scores_nothing() -> None:
    evidence = Evidence(["x" * 161, "予以公开"])
    assert evidence.of_kind("requests", "item", "x" * 161).max() == 0
    assert evidence.best("requests", "item", "（一）予以公开")[1] == 0, "texts count only where they were added"
    assert evidence.best("requests", "item", "予以公开") == ("granted", 1.0)

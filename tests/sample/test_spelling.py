"""The list of spellings covers the form and never turns a label into another row's."""

from __future__ import annotations

import re

from rapidfuzz.fuzz import ratio

from govreport import forms
from govreport.sample.spelling import spellings


def core(text: str) -> str:
    """Return a label without notes, numbers and punctuation."""
    return re.sub(r"（.*?）|[^\u4e00-\u9fff]", "", text) or text


def test_every_row_of_every_edition_can_be_spelt() -> None:
    known = spellings()
    for edition in ("2019", "2021"):
        assert all(f"requests.{item}" in known for item in forms.items("requests", edition))
    assert all(f"statistics.{item}" in known for item in forms.items("statistics", "2014"))
    for item in {*forms.items("proactive_disclosure", "2019"), *forms.items("proactive_disclosure", "2021")}:
        assert any(code.startswith(f"proactive_disclosure.{item}") for code in known)


def test_a_spelling_is_nearest_to_its_own_label_and_keeps_half_of_it() -> None:
    known = spellings()
    for table in ("requests", "statistics"):
        own = {code: core(texts[0]) for code, texts in known.items() if code.startswith(table)}
        for code, label in own.items():
            for text in map(core, known[code]):
                assert sum(char in text for char in label) >= len(label) / 2, (code, text)
                rivals = [other for name, other in own.items() if name != code and other != label]
                assert ratio(text, label) > max(ratio(text, other) for other in rivals), (code, text)


def test_half_the_labels_differ_on_demand() -> None:
    varied = [code for code, texts in spellings().items() if len(texts) > 1]
    assert len(varied) > 0.9 * len(spellings())

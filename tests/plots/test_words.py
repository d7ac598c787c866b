"""Labels are data, in both languages, and each is used."""

from __future__ import annotations

import re
from pathlib import Path

from govreport.plots import words
from govreport.plots.fonts import is_chinese

HERE = Path(words.__file__).parent
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.py")))
KEYS = words.words()


def test_a_label_has_both_languages_and_the_same_places_to_fill() -> None:
    for key, label in KEYS.items():
        assert label["en"].strip(), key
        assert not is_chinese(label["en"]), key
        assert label["zh"].strip(), key
        assert set(re.findall(r"{(\w+)}", label["en"])) == set(re.findall(r"{(\w+)}", label["zh"])), key


def test_a_key_stands_once() -> None:
    keys = [line.split(",")[0] for line in (HERE / "words.csv").read_text(encoding="utf-8").splitlines()]
    assert len(keys) == len(set(keys))


def test_every_label_that_is_said_is_there() -> None:
    plain = set(re.findall(r'say\(\s*"([\w.]+)"', CODE))
    assert plain <= set(KEYS)
    starts = set(re.findall(r'say\(\s*f[\'"]([\w.]+)\{', CODE))
    assert {start for start in starts if not any(key.startswith(start) for key in KEYS)} == set()


def test_no_label_is_left_over() -> None:
    plain = set(re.findall(r"""["']([\w.]+)["']""", CODE))
    starts = tuple(re.findall(r'f[\'"]([\w.]+)\{', CODE))
    columns = ("level.", "agency_kind.", "kind.", "edition.", "table.", "indicator.", "code.", "channel.", "metric.",
               "applicant.", "proceeding.", "state.", "ci.", "cell.")  # fmt: skip
    ends = tuple(re.findall(r'f"\{\w+\}(\.\w+)"', CODE))
    built = [
        key
        for key in KEYS
        if key.startswith((*starts, *columns)) or (key.endswith(ends) and key.split(".")[0] in plain)
    ]
    assert sorted(set(KEYS) - plain - set(built)) == []


def test_words_of_other_columns_are_given_as_they_are() -> None:
    assert words.value_name("province", "浙江省", "en") == "浙江省"
    assert words.value_name("function", "education|sports", "en") == "education|sports"
    assert words.value_name("function", "science_technology", "zh") == "科学技术"
    assert words.value_name("ground", "denied_state_secret", "zh") == "属于国家秘密"
    assert words.value_name("ground", "other", "en") == "other handling"

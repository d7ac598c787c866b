"""Everything that the explorer says, it says in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from govreport import forms, frames
from govreport.explorer import words
from govreport.explorer.charts import CHANNELS
from govreport.explorer.sheet import ARTICLES, GROUPS, STATES

MADE = {f"{level}_level" for level in frames.LEVELS} | {f"{basis}_basis" for basis in frames.BASES}
MADE |= {f"group_{group}" for group in GROUPS} | {f"unit_{unit}" for unit in frames.UNITS if unit != "count"}
MADE |= {f"channels_{name}" for name in CHANNELS} | {f"at_{key}" for key in ("page", "block", "row", "col")}
"""Keys that are put together from codes."""
PACKAGE = Path(words.__file__).parent


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def test_every_word_has_both_languages_with_the_same_fields() -> None:
    for key, said in words.words().items():
        assert said["en"].strip(), key
        assert said["zh"].strip(), key
        assert fields(said["en"]) == fields(said["zh"]), key
        assert not re.search("[\u3400-\u9fff]", said["en"]), key


def test_every_code_that_is_shown_has_a_word() -> None:
    codes = {*forms.TABLES, *frames.SEVERITIES, *frames.FINDINGS, *STATES, *frames.STATES, *ARTICLES.values()}
    codes |= MADE
    assert codes <= set(words.words())


def test_every_word_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py"))
    told = {*forms.TABLES, *frames.SEVERITIES, *frames.FINDINGS, *STATES}
    told |= MADE
    unused = [key for key in words.words() if key not in told and not re.search(rf"[\"']{key}[\"']", code)]
    assert unused == []


def test_a_function_without_a_name_of_its_own_keeps_its_code() -> None:
    assert words.function_name("no_such", "zh") == "no_such"
    assert words.function_name("water", "zh") == "水利"

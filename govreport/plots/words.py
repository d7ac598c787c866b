"""What stands on a figure, in English and Chinese; the words are in ``words.csv``."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from govreport import forms
from govreport.prose.agency_functions import stems

Lang = Literal["en", "zh"]
_NUMBER = re.compile(r"^(?:（.）|\d\.|.、)|（.*）$")


def check_lang(lang: str) -> None:
    """Raise ValueError unless the language is one of `Lang`."""
    if lang not in get_args(Lang):
        msg = f'lang={lang!r} is not known; expected "en" or "zh"'
        raise ValueError(msg)


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """Return the words by key and language."""
    with (Path(__file__).parent / "words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: {lang: row[lang] for lang in get_args(Lang)} for row in csv.DictReader(lines)}


def say(key: str, lang: Lang, **fields: object) -> str:
    """Return a text in a language, with what is to be filled in.

    Examples
    --------
    >>> say("too_few", "en", n=7), say("too_few", "zh", n=7)
    ('n=7: too few', 'n=7：过少')
    """
    check_lang(lang)
    text = words()[key][lang]
    return text.format(**fields) if fields else text


def value_name(column: str, value: object, lang: Lang) -> str:
    """Return a value of a group's column as a person says it; a value without a word of its own is given as it is.

    Examples
    --------
    >>> value_name("level", "county", "zh"), value_name("level", None, "en"), value_name("province", "浙江省", "en")
    ('县级', 'not known', '浙江省')
    """
    if pd.isna(value):  # type: ignore[call-overload]
        return say("unknown", lang)
    if column == "function":
        return _function("|".join(_function(code, lang) for code in str(value).split("|")), lang)
    if column == "ground":
        return _ground(str(value), lang)
    found = words().get(f"{column}.{value}")
    return found[lang] if found else str(value)


@lru_cache(maxsize=512)
def _function(code: str, lang: Lang) -> str:
    if lang == "en":
        return code.replace("_", " ")
    return next((stem.canonical for stem in stems().values() if stem.functions == (code,)), code)


def _ground(item: str, lang: Lang) -> str:
    short = next((cell.short for cell in forms.all_cells() if (cell.item, cell.measure) == (item, "total")), "rq_other")
    return cell_name(short, lang)


@lru_cache(maxsize=512)
def cell_name(short: str, lang: Lang) -> str:
    """Return what the form calls a cell of the total, without its number; a word of ours where there is one.

    Examples
    --------
    >>> cell_name("rq_denied_secret", "zh"), cell_name("rq_denied_secret", "en"), cell_name("rq_other", "en")
    ('属于国家秘密', 'denied: state secret', 'other handling')
    """
    ours = words().get(f"cell.{short}")
    if ours:
        return ours[lang]
    cell = next((cell for cell in forms.all_cells() if cell.short == short), None)
    if cell is None:
        return short
    return cell.label_en.split(" · ")[0] if lang == "en" else _NUMBER.sub("", cell.item_zh)

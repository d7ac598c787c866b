"""What the explorer says, in English and Chinese; the words are in ``words.csv``."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from govreport.prose.agency_functions import stems

Lang = Literal["en", "zh"]
LANGS: dict[str, Lang] = {"English": "en", "中文": "zh"}


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """Return the words by key and language."""
    with (Path(__file__).parent / "words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: {lang: row[lang] for lang in get_args(Lang)} for row in csv.DictReader(lines)}


def say(key: str, lang: Lang, **fields: object) -> str:
    """Return a text in a language, with what is to be filled in.

    Examples
    --------
    >>> say("page", "en", first=1, last=2, total=2), say("open", "zh")
    ('1–2 of 2', '打开')
    """
    text = words()[key][lang]
    return text.format(**fields) if fields else text


@lru_cache(maxsize=512)
def function_name(code: str, lang: Lang) -> str:
    """Return a function of government as a person says it.

    Examples
    --------
    >>> function_name("science_technology", "en"), function_name("science_technology", "zh")
    ('science technology', '科学技术')
    """
    if lang == "en":
        return code.replace("_", " ")
    return next((stem.canonical for stem in stems().values() if stem.functions == (code,)), code)

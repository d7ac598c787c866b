"""Fonts that have Chinese characters: found on the system, used for one figure, never set for the session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager

from govreport.errors import MissingDependency
from govreport.plots.words import Lang, check_lang

LATIN = "DejaVu Sans"
"""Comes with matplotlib."""
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
    "STHeiti",
    "Noto Sans CJK JP",  # the only face of the Noto collection that older matplotlib sees; it has all characters
    "Source Han Sans",
    "Arial Unicode MS",
    "SimSun",
    "Songti SC",
)
"""Families that have the characters, the best first."""
SMALL, PLAIN, LARGE = 8.0, 9.0, 10.5
"""Sizes in points."""

_FILES = re.compile(r"cjk|sourcehan|notosanssc|pingfang|hiragino|msyh|wqy|simhei|heiti|simsun|songti", re.I)
_IDEOGRAPHS = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def is_chinese(text: str) -> bool:
    """Return whether a text has characters that fonts for Latin script lack.

    Examples
    --------
    >>> is_chinese("白榆县"), is_chinese("n = 5"), is_chinese("（")
    (True, False, True)
    """
    return bool(_IDEOGRAPHS.search(text))


def wide(text: str) -> int:
    """Return how many Latin letters a text is as wide as.

    Examples
    --------
    >>> wide("n=5"), wide("白榆县")
    (3, 6)
    """
    return sum(2 if is_chinese(one) else 1 for one in text)


def chinese_font() -> str | None:
    """Return the first of `CHINESE` that is installed, or None.

    matplotlib lists fonts once and keeps the list; a font that was installed since is added to it.
    """
    return _listed() or (_listed() if _add_new() else None)


def _listed() -> str | None:
    there = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE if name in there), None)


def _add_new() -> int:
    known = {font.fname for font in font_manager.fontManager.ttflist}
    added = 0
    for path in font_manager.findSystemFonts():
        if path in known or not _FILES.search(path):
            continue
        try:
            font_manager.fontManager.addfont(path)
        except (OSError, RuntimeError):
            continue  # a broken file is no font
        added += 1
    return added


def missing_font(what: str) -> MissingDependency:
    """Return the error that says how to get a Chinese font."""
    return MissingDependency(
        f"{what} needs a font with Chinese characters and none was found (looked for {', '.join(CHINESE[:9])} …). "
        "Install one: apt install fonts-noto-cjk · dnf install google-noto-sans-cjk-fonts · "
        "conda install -c conda-forge font-ttf-noto-cjk · brew install --cask font-noto-sans-cjk-sc; "
        "on Windows, the language pack for Chinese. Then draw again."
    )


@contextmanager
def lettering(lang: Lang) -> Iterator[list[str]]:
    """Draw with fonts for a language inside the block; yields their names.

    Raises
    ------
    ValueError
        The language is neither ``"en"`` nor ``"zh"``.
    MissingDependency
        Chinese labels are asked for and no font has the characters.
    """
    check_lang(lang)
    chinese = chinese_font()
    if lang == "zh" and chinese is None:
        what = 'lang="zh"'
        raise missing_font(what)
    wanted = [LATIN, chinese] if lang == "en" else [chinese, LATIN]
    families = [name for name in wanted if name]
    own: dict[Any, Any] = {"font.family": families, "font.size": PLAIN, "axes.unicode_minus": True}
    before: dict[Any, Any] = {name: mpl.rcParams[name] for name in own}
    mpl.rcParams.update(own)
    try:
        yield families
    finally:
        # no more than these: the first figure of a notebook also sets how figures are shown, which has to stay
        mpl.rcParams.update(before)

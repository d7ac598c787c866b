"""Chinese is never boxes: a font that has it is found, or the figure is refused with the command that installs one."""

from __future__ import annotations

import warnings
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import font_manager
from matplotlib import pyplot as plt

from govreport import plots
from govreport.errors import GovReportError, MissingDependency
from govreport.plots import fonts
from tests.plots.drawing import HAS_FONT, NO_FONT, rows, share

FRAME = rows({"year": 2021, **share(10, 20)}, first=("year",))
NAMED = rows({"province": "浙江省", **share(10, 20)}, first=("province",))


@pytest.fixture
def _no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    latin = [font for font in font_manager.fontManager.ttflist if font.name == fonts.LATIN]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", latin)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [])


@pytest.mark.usefixtures("_no_font")
def test_without_a_font_chinese_is_refused_with_what_to_install() -> None:
    with pytest.raises(MissingDependency, match="apt install fonts-noto-cjk.*conda install.*brew install"):
        plots.zero_requests(FRAME, lang="zh")
    assert issubclass(MissingDependency, GovReportError)


@pytest.mark.usefixtures("_no_font")
def test_without_a_font_a_chinese_name_in_an_english_figure_is_refused_and_the_figure_closed() -> None:
    with pytest.raises(MissingDependency, match="浙江省"):
        plots.zero_requests(NAMED)
    assert plt.get_fignums() == []
    assert plots.zero_requests(FRAME).get_title(loc="left") == "Agencies that report no request"


def test_a_font_that_was_installed_since_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    listed, found = [], [Path("Noto/NotoSansCJK-Regular.ttc"), Path("broken/wqy-zenhei.ttc"), Path("other.ttf")]

    def add(path: str) -> None:
        if "broken" in str(path):
            raise RuntimeError
        listed.append(font_manager.FontEntry(fname=str(path), name="Noto Sans CJK SC"))

    monkeypatch.setattr(font_manager.fontManager, "ttflist", listed)
    monkeypatch.setattr(font_manager.fontManager, "addfont", add)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [str(path) for path in found])
    assert fonts.chinese_font() == "Noto Sans CJK SC"
    assert len(listed) == 1


@pytest.mark.skipif(not HAS_FONT, reason=NO_FONT)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_character_is_missing(lang: fonts.Lang) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for frame in (FRAME, NAMED.assign(synthetic=True)):
            ax = plots.zero_requests(frame, lang=lang)
            ax.get_figure(root=True).canvas.draw()  # type: ignore[union-attr]


@pytest.mark.skipif(not HAS_FONT, reason=NO_FONT)
def test_fonts_of_the_session_stay_and_later_ticks_have_those_of_the_figure() -> None:
    before = mpl.rcParams["font.family"]
    ax = plots.zero_requests(FRAME, lang="zh")
    assert mpl.rcParams["font.family"] == before
    ax.set_xticks([2019, 2020, 2021, 2022], ["一", "二", "三", "四"])
    assert {label.get_fontfamily()[0] for label in ax.get_xticklabels()} == {fonts.chinese_font()}

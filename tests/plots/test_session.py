"""Figures leave a session as they found it, and nothing that the session sets meanwhile is lost."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from govreport.plots.fonts import lettering


def test_fonts_are_set_back_also_after_an_error() -> None:
    before = mpl.rcParams["font.family"], mpl.rcParams["font.size"]
    with pytest.raises(ValueError, match="colour"), lettering("en") as families:
        mpl.colors.to_rgb("no colour" if mpl.rcParams["font.family"] == families else "red")
    assert (mpl.rcParams["font.family"], mpl.rcParams["font.size"]) == before


def test_what_a_notebook_sets_with_its_first_figure_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(mpl.rcParams, "interactive", False)
    with lettering("en"):
        mpl.rcParams["interactive"] = True  # as the inline backend does; else no later figure would be shown
    assert mpl.rcParams["interactive"] is True

"""The same report in all six layouts gives equal figures, but for what a layout cannot show."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pandas as pd
import pytest

import govreport
from govreport import forms
from govreport.sample import LAYOUTS, Printed, Truth, compose, draw, render

SIX = [layout for layout in LAYOUTS if layout not in ("plain", "spaces")]
TOLD = ["year", "table", "edition", "item", "measure", "value", "lo", "hi", "unit", "state", "contested"]
YEARS = (2016, 2019, 2020, 2021, 2023)
Key = tuple[str, str, str]


@lru_cache(maxsize=128)
def truth(seed: int) -> Truth:
    return draw(seed, years=[YEARS[seed % 5]], filled=(1.0, 0.5, None)[seed % 3])[0]


def figures(one: Truth, layout: str, seed: int, spelling: float) -> tuple[Printed, pd.DataFrame]:
    """Return the print and its figures, one column a cell's number and state."""
    printed = render(one, layout, seed=seed, spelling=spelling)
    return printed, govreport.read_report(printed.data).figures[TOLD]


@pytest.mark.parametrize("spelling", [0.0, 0.5], ids=["official", "varied"])
@pytest.mark.parametrize("seed", range(10))
def test_six_layouts_give_equal_figures(seed: int, spelling: float) -> None:
    found = [figures(truth(seed), layout, seed, spelling)[1] for layout in SIX]
    assert set(found[0]["state"]) == {"stated"}
    assert len(found[0]) == len(truth(seed).cells)
    for frame in found[1:]:
        pd.testing.assert_frame_equal(frame, found[0])


def with_blanks(seed: int, share: int) -> Truth:
    """Return a report of which every so many-th cell is printed empty."""
    one = truth(seed)
    return replace(
        one,
        cells={
            key: None if (at * 7 + seed) % share == 0 else value for at, (key, value) in enumerate(one.cells.items())
        },
    )


def keys(frame: pd.DataFrame) -> list[Key]:
    return list(zip(frame["table"], frame["item"], frame["measure"], strict=True))


LESS_CERTAIN = {
    "stated": {"stated", "derived", "unreadable"},
    "derived": {"derived", "unreadable", "missing"},
    "blank": {"blank", "unreadable", "missing"},
}


@pytest.mark.parametrize("share", [9, 23], ids=["many", "few"])
@pytest.mark.parametrize("seed", [0, 3, 6, 4, 8])
def test_empty_cells_agree_in_grids_and_are_never_another_number(seed: int, share: int) -> None:
    """Text whose rows end in stray delimiters may not show which cell is empty: it says less, never otherwise."""
    one = with_blanks(seed, share)
    frames = {layout: figures(one, layout, seed, 0.0)[1] for layout in SIX}
    best = frames["docx"]
    for layout in ("portal", "word_html"):
        pd.testing.assert_frame_equal(frames[layout], best)
    assert set(best["state"]) <= {"stated", "blank", "derived"}
    for layout in ("lines", "tabs", "markdown"):
        frame = frames[layout]
        assert all(state in LESS_CERTAIN[other] for state, other in zip(frame["state"], best["state"], strict=True))
        known = frame["value"].notna()
        assert frame.loc[known, "value"].tolist() == best.loc[known, "value"].tolist()
        assert known.mean() > 0.8


def dashed(value: float | None, key: Key, plus: bool = False) -> str:
    return "—" if value is None else compose_number(value, key, plus)


compose_number = compose.number


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("layout", SIX)
def test_dashes_leave_a_trace_in_every_layout(layout: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "number", dashed)
    one = with_blanks(seed + 1, 9)
    found, grid = (figures(one, name, seed, 0.0)[1] for name in (layout, "docx"))
    assert set(grid["state"]) <= {"stated", "blank", "derived"}
    summed = found["table"].isin(["requests", "review"])
    pd.testing.assert_frame_equal(found[summed], grid[summed])
    known = found["value"].notna()
    assert found.loc[known, "value"].tolist() == grid.loc[known, "value"].tolist()
    if layout in ("lines", "portal", "word_html"):
        pd.testing.assert_frame_equal(found, grid)


@pytest.mark.parametrize("layout", ["tabs", "markdown"])
def test_a_dash_beside_padding_leaves_its_row_readable(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "number", dashed)
    one = with_blanks(4, 9)
    found, grid = (figures(one, name, 4, 0.0)[1] for name in (layout, "docx"))
    pd.testing.assert_frame_equal(found, grid)


PADDABLE = ("tabs", "markdown")


EMPTY = [(table, layout) for table in ("proactive_disclosure", "requests", "review") for layout in SIX]


@pytest.mark.parametrize(("table", "layout"), EMPTY)
def test_a_table_printed_empty_is_blank(table: str, layout: str) -> None:
    one = draw(4, years=[2022], filled=1.0)[0]
    empty = replace(one, cells={key: None if key[0] == table else value for key, value in one.cells.items()})
    _, frame = figures(empty, layout, 4, 0.0)
    states = frame.loc[frame["table"] == table, "state"].tolist()
    assert len(states) == len(forms.cells(table, "2021"))
    assert set(states) <= ({"blank", "missing"} if layout in PADDABLE else {"blank"})
    assert frame.loc[frame["table"] != table, "state"].eq("stated").all()


@pytest.mark.parametrize("item", ["granted", "carried_out", "total"])
@pytest.mark.parametrize("layout", SIX)
def test_an_empty_row_or_column_that_the_sums_tell_is_derived(layout: str, item: str) -> None:
    one = draw(4, years=[2022], filled=1.0)[0]
    hidden = [key for key in one.cells if key[0] == "requests" and item in key]
    _, frame = figures(replace(one, cells=one.cells | dict.fromkeys(hidden)), layout, 4, 0.0)
    found = dict(zip(keys(frame), zip(frame["value"], frame["state"], strict=True), strict=True))
    assert {key: found[key] for key in hidden} == {key: (one.cells[key], "derived") for key in hidden}
    assert all(found[key] == (one.cells[key], "stated") for key in found if key not in hidden)

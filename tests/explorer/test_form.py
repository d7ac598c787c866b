"""The widget of the tables: a click names its cell, buttons are used again, states are classes."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport import forms
from govreport.frames import frame
from tests.handmade import report_of

pytest.importorskip("ipywidgets", reason="the explorer needs the extra notebooks")

from govreport.explorer.form import Form  # noqa: E402

TOTAL = ("requests", "received", "total")
BOTH = {"requests": "2021", "review": "2021"}


def figures(editions: dict[str, str] | None = None) -> pd.DataFrame:
    cells = {TOTAL: {"value": 7.0, "contested": True, "raw": "7"}}
    return frame("figures", report_of(editions=editions or BOTH, cells=cells).figures)


def classes(form: Form, key: forms.Key) -> tuple[str, ...]:
    at = [slot.key for slot in form.slots].index(key)
    return tuple(form.buttons[at]._dom_classes)


def test_every_cell_is_a_button_that_names_it_when_it_is_pressed() -> None:
    pressed: list[forms.Key] = []
    form = Form(pressed.append)
    form.show(figures(), "en")
    assert form.tables.value == "requests"
    assert len(form.slots) == 175
    for button in form.buttons:
        button.click()
    assert pressed == [cell.key for cell in forms.cells("requests", "2021")]
    at = pressed.index(TOTAL)
    assert form.buttons[at].description == "7!"
    assert form.buttons[at].tooltip == "received in the year · total · in a broken sum · printed: 7"


def test_another_table_uses_the_same_buttons() -> None:
    pressed: list[forms.Key] = []
    form = Form(pressed.append)
    form.show(figures(), "en")
    before = list(form.buttons)
    form.tables.value = "review"
    assert form.buttons == before
    assert len(form.slots) == 15
    form.buttons[14].click()
    assert pressed == [("review", "litigation_after_reconsideration", "total")]


def test_the_chosen_cell_is_marked_and_its_table_shown() -> None:
    form = Form(lambda _: None)
    form.show(figures(), "en")
    form.choose(TOTAL)
    assert classes(form, TOTAL) == ("gr-contested", "gr-chosen")
    other = ("review", "reconsideration", "total")
    form.choose(other)
    assert form.tables.value == "review"
    assert classes(form, other) == ("gr-stated", "gr-chosen")
    form.tables.value = "requests"
    assert not [button for button in form.buttons if "gr-chosen" in button._dom_classes]


def test_the_table_that_was_looked_at_stays_where_the_next_report_has_it() -> None:
    form = Form(lambda _: None)
    form.show(figures(), "en")
    form.tables.value = "review"
    form.show(figures({"review": "2019"}), "zh")
    assert form.tables.value == "review"
    form.show(figures({"proactive_disclosure": "2021"}), "zh")
    assert form.tables.value == "proactive_disclosure"
    form.show(figures(), "zh")
    assert form.tables.value == "review"


def test_a_report_without_tables_says_so() -> None:
    form = Form(lambda _: None)
    form.show(figures(), "en")
    form.show(figures().iloc[:0], "en")
    assert form.slots == ()
    assert "No statutory table" in form._edition.value
    form.show(figures(), "en")
    assert len(form.slots) == 175

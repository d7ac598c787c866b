"""A series goes as far as its definition: breaks part it, and what is not one thing is refused."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from govreport import forms, load_sample
from govreport.errors import NotComparable
from govreport.facts import facts_panel, load_facts
from govreport.indicators.series import EDITIONS, series, series_catalogue
from govreport.panel import columns
from tests.indicators.frames import Cell, panel_of
from tests.indicators.test_settle import TEN

SHORT = {column.name: [forms.by_key()[key] for key in column.keys] for column in columns()}


def asked_in(edition: str, cells: str) -> bool:
    """Whether an edition has these cells; of a group at least one."""
    return all(any(edition in cell.editions for cell in SHORT[name]) for name in cells.split("+"))


def test_every_cell_of_the_panel_belongs_to_a_series() -> None:
    found = series_catalogue()
    used = {name for edition in EDITIONS for cells in found[f"cells_{edition}"].dropna() for name in cells.split("+")}
    assert used == set(SHORT)
    assert found["series"].is_unique
    assert found["why"].notna().all()


@pytest.mark.parametrize("row", series_catalogue().to_dict("records"), ids=lambda row: row["series"])
def test_the_catalogue_agrees_with_the_forms(row: dict[str, Any]) -> None:
    for edition in EDITIONS:
        cells = row[f"cells_{edition}"]
        assert pd.isna(cells) == pd.isna(row[f"definition_{edition}"])
        assert pd.isna(cells) or asked_in(edition, cells)
    for before, after in (("2014", "2019"), ("2019", "2021")):
        one, two, step = row[f"cells_{before}"], row[f"cells_{after}"], row[f"to_{after}"]
        assert step in ("yes", "break", "no")
        assert step == "no" or not (pd.isna(one) or pd.isna(two))
        assert step != "yes" or one == two


MARKERS = {
    "2014": ["st_disclosed"],
    "2019": ["rq_other_handling", "pd_rules_made"],
    "2021": ["rq_other_uncorr", "rq_other_fee", "rq_other_rest", "pd_rules_issued"],
}


def panel_by_edition(
    editions: Sequence[str | None], cells: dict[str, Sequence[Cell]], **columns: Sequence[Any]
) -> pd.DataFrame:
    """Return a panel whose reports follow these editions, with 0 in the cells that tell them apart."""
    told: dict[str, Sequence[Cell]] = {}
    for edition, names in MARKERS.items():
        for name in names:
            told[name] = [
                0 if one == edition else "no_table" if name[:2] == "st" or one is None else "not_on_form"
                for one in editions
            ]
    return panel_of(told | cells, **columns)


def test_a_break_parts_the_series_and_no_row_stands_on_both_sides() -> None:
    panel = panel_by_edition(
        ["2014", "2014", "2019", "2021"],
        {"st_received": [4, 6, "no_table", "no_table"], "rq_received": ["no_table", "no_table", 8, 2]},
        year=[2017, 2018, 2018, 2021],
    )
    found = series(panel, "requests_received", min_n=1).query("indicator == 'mean'")
    assert found[["year", "edition", "segment"]].to_numpy().tolist() == [
        [2017, "2014", 1],
        [2018, "2014", 1],
        [2018, "2019", 2],
        [2021, "2021", 2],
    ]
    assert found["estimate"].tolist() == [4, 6, 8, 2]
    assert found["break_before"].tolist() == [False, False, True, False]


def test_editions_that_compare_are_one_segment_and_named_together() -> None:
    panel = panel_by_edition(["2019", "2021", "2021"], {"rq_received": [3, 5, 7]}, year=[2021, 2021, 2022])
    found = series(panel, "requests_received", min_n=1).query("indicator == 'mean'")
    assert found[["edition", "segment", "estimate"]].to_numpy().tolist() == [["2019|2021", 1 + 1, 4], ["2021", 2, 7]]
    assert not found["break_before"].any()


def test_the_edition_is_told_by_the_cells_and_not_by_the_year() -> None:
    cells: dict[str, Sequence[Cell]] = {"pd_fees_last": [2, "not_on_form"], "pd_fees_amount_10k": ["not_on_form", 150]}
    panel = panel_by_edition(["2019", "2021"], cells, year=[2023, 2020])
    for edition, year, value in (("2019", 2023, 2), ("2021", 2020, 150)):
        found = series(panel, "fees", editions=[edition], min_n=1)
        assert found[["year", "estimate"]].iloc[0].tolist() == [year, value]


def test_a_series_is_never_joined_across_a_no() -> None:
    panel = panel_by_edition(
        ["2019", "2019", "2021"],
        {"pd_norm_disclosed_all": [9, 9, "not_on_form"], "pd_norm_in_force": ["not_on_form"] * 2 + [4]},
        year=[2019, 2020, 2021],
    )
    with pytest.raises(NotComparable, match=r"2019–2020 \(editions=\['2019'\]\); 2021 \(editions=\['2021'\]\)"):
        series(panel, "normative_documents_stock")
    assert series(panel, "normative_documents_stock", editions=["2019"], min_n=1)["year"].unique().tolist() == [
        2019,
        2020,
    ]
    # no report on one side of it: nothing is joined
    assert series(panel.iloc[:2], "normative_documents_stock", min_n=1)["segment"].tolist() == [1] * 6


def test_what_an_edition_does_not_ask_for_is_no_zero() -> None:
    panel = panel_by_edition(["2014", "2021"], {"st_press": [3, "no_table"]}, year=[2018, 2021])
    found = series(panel, "press_conferences", min_n=1).query("indicator == 'mean'")
    assert found["estimate"].isna().tolist() == [False, True]
    assert found["segment"].isna().tolist() == [False, True]
    assert found["n_no_table"].tolist() == [0, 1]


def test_lawsuits_are_the_sum_of_two_blocks_since_2019() -> None:
    panel = panel_by_edition(
        ["2014", "2019"],
        {"st_lit": [5, "no_table"], "rv_direct": ["no_table", 2], "rv_after": ["no_table", 1]},
        year=[2018, 2019],
    )
    found = series(panel, "litigations", min_n=1).query("indicator == 'mean'")
    assert found[["estimate", "segment"]].to_numpy().tolist() == [[5, 1], [3, 2]]


@pytest.mark.parametrize(
    ("blanks", "n", "total", "median", "zeros"),
    [("exclude", 5, 11, 0, 3 / 5), ("zero", 6, 11, 0, 4 / 6), ("bounds", 5, 11, 0, 3 / 5)],
)
def test_ten_agencies(blanks: str, n: int, total: float, median: float, zeros: float) -> None:
    panel = panel_by_edition(["2021"] * 9 + [None], {"rq_received": TEN})
    found = series(panel, "requests_received", blanks=blanks, min_n=5).query("segment == 2").set_index("indicator")
    assert found.loc["mean", ["numerator", "n", "estimate"]].tolist() == [total, n, pytest.approx(total / n)]
    assert found["estimate"].tolist() == pytest.approx([total / n, median, zeros])
    if blanks == "bounds":
        # with three unknown, one of them at least 2: 13 / 8 and no end; 0, 0, 0, 0, 0, 2, 4, 7; three to five of eight
        assert found.loc["mean", "lo"] == pytest.approx(13 / 8)
        assert found.loc["median", "lo"] == 0
        assert found.loc["median", "hi"] == pytest.approx((4 + 7) / 2)
        assert found.loc["zero_share", ["lo", "hi"]].tolist() == pytest.approx([3 / 8, 5 / 8])
        assert pd.isna(found.loc["mean", "hi"])
    assert series(panel, "requests_received", blanks=blanks)["estimate"].isna().all()


def test_a_change_may_be_below_zero_in_the_worst_case() -> None:
    panel = panel_by_edition(["2019"] * 3, {"pd_licensing_change": [-3, 1, "blank"]})
    panel["pd_licensing_change_lo"] = panel["pd_licensing_change_lo"].mask([False, False, True])
    found = series(panel, "licensing_items_change", min_n=1).set_index("indicator")
    assert pd.isna(found.loc["mean", "lo"])
    assert found.loc["median", ["lo", "hi"]].tolist() == [-3, 1]


def test_a_government_is_not_added_to_its_departments() -> None:
    kinds: dict[str, Any] = {"agency_kind": ["government", "department"], "adcode": ["370700", "370784"]}
    panel = panel_by_edition(["2021"] * 2, {"rq_received": [9, 2]}, **kinds)
    with pytest.raises(NotComparable, match="count requests twice"):
        series(panel, "requests_received", aggregates="keep")


def test_a_panel_that_does_not_tell_its_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="which tells its edition"):
        series(facts_panel(load_facts()), "requests_received")
    with pytest.raises(ValueError, match="near: normative_documents_made, normative_documents_stock"):
        series(pd.DataFrame(), "normative_documents")
    assert len(series(panel_by_edition(["2021"], {"rq_received": [1]}).iloc[:0], "requests_received")) == 0


REFUSED = {
    "fees",
    "rules_stock",
    "normative_documents_made",
    "normative_documents_stock",
    "normative_documents_disclosed",
}


def test_series_of_a_corpus_are_given_or_refused() -> None:
    corpus = load_sample(n=8, workers=0, progress=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        panel = corpus.panel()
    every = series_catalogue()["series"].tolist()
    refused = set()
    for name in sorted({*every[::8], *REFUSED}):
        try:
            found = series(panel, name, by=())
        except NotComparable:
            refused.add(name)
            continue
        assert found["synthetic"].all()
        assert not found.duplicated(["edition", "indicator"]).any()
    assert refused == REFUSED

"""One row an agency and year; nothing unknown becomes a number unless it is asked for."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest

from govreport import forms
from govreport.panel import CELL_STATES, columns
from tests.handmade import corpus_of, report_of

Key = tuple[str, str, str]
DENIED_SECRET: Key = ("requests", "denied_state_secret", "total")
DENIED_LAW: Key = ("requests", "denied_prohibited_by_law", "total")
RECEIVED: Key = ("requests", "received", "total")


def row(
    values: dict[Key, Any] | None = None, cells: Any = None, editions: Any = None, **options: Any
) -> pd.Series[Any]:
    panel = corpus_of(report_of(values=values, cells=cells, editions=editions)).panel(**options)
    assert len(panel) == 1
    return panel.iloc[0]


def blank(lo: float = 0.0, hi: float | None = None, contested: bool = False) -> dict[str, Any]:
    return {"value": None, "lo": lo, "hi": hi, "state": "blank", "contested": contested, "raw": ""}


def test_columns_stand_in_the_order_of_the_contract() -> None:
    names = [column.name for column in columns()]
    assert names[:4] == ["rq_received", "rq_carried_in", "rq_granted", "rq_partly"]
    groups = names.index("rq_denied")
    assert names[groups : groups + 6] == [
        "rq_denied", "rq_unavailable", "rq_declined", "rq_other", "rq_concluded", "rq_carried_out",
    ]  # fmt: skip
    assert names[groups + 6 : groups + 8] == ["rv_recon", "rv_recon_upheld"]
    starts = [name[:3] for name in names]
    assert starts == sorted(starts, key=["rq_", "rv_", "pd_", "st_"].index)
    assert len(names) == len(set(names))
    shorts = {cell.short for cell in forms.all_cells() if cell.table != "requests" or cell.measure == "total"}
    assert set(names) == shorts | {"rq_denied", "rq_unavailable", "rq_declined", "rq_other"}


def test_by_applicant_the_total_comes_first() -> None:
    names = [column.name for column in columns(applicants=True)]
    assert names[:8] == [
        "rq_received",
        *(f"rq_received_{end}" for end in "nat biz res pub law oth".split()),
        "rq_carried_in",
    ]
    assert {"rq_denied_all_nat", "rq_other_all_oth"} <= set(names)
    assert max(map(len, names)) <= 24
    assert len(names) == len(set(names))
    panel = corpus_of(report_of(values={("requests", "received", "business"): 3})).panel(applicants=True)
    assert panel["rq_received_biz"].tolist() == [3]


def test_the_frame_has_reports_then_values_then_companions() -> None:
    corpus = corpus_of(report_of(values={RECEIVED: 7}))
    panel = corpus.panel()
    names = [column.name for column in columns()]
    assert list(panel) == [
        *corpus.reports, *names, *(f"{name}_{end}" for name in names for end in ("st", "lo", "hi")),
    ]  # fmt: skip
    assert all(panel[name].dtype == "Float64" for name in names)
    assert tuple(panel["rq_received_st"].cat.categories) == CELL_STATES
    first = panel.iloc[0]
    assert (first["rq_received"], first["rq_received_st"]) == (7, "stated")
    assert (first["rq_received_lo"], first["rq_received_hi"]) == (7, 7)


def test_rows_are_the_primary_reports_by_agency_and_year() -> None:
    corpus = corpus_of(
        report_of("乙局", 2022, source="1"),
        report_of("甲局", 2022, source="2", values={RECEIVED: 5}),
        report_of("甲局", 2021, source="3"),
        report_of("甲局", 2022, source="4", published=pd.Timestamp("2023-01-01"), values={RECEIVED: 6}),
    )
    panel = corpus.panel()
    assert list(zip(panel["agency"], panel["year"], panel["rq_received"], strict=True)) == [
        ("乙局", 2022, 0), ("甲局", 2021, 0), ("甲局", 2022, 6),
    ]  # fmt: skip
    assert not panel.duplicated(["agency_id", "year"]).any()


def test_every_number_comes_under_its_own_name() -> None:
    for edition in ("2019", "2021"):
        editions = dict.fromkeys(("proactive_disclosure", "requests", "review"), edition)
        keys = [cell.key for table in editions for cell in forms.cells(table, edition)]
        made = row({key: 1000 + place for place, key in enumerate(keys)}, editions=editions, applicants=True)
        for place, key in enumerate(keys):
            if key != ("proactive_disclosure", "centralized_procurement", "amount"):
                assert made[forms.by_key()[key].short] == 1000 + place


def test_what_the_form_does_not_ask_is_told_from_a_table_that_is_not_there() -> None:
    made = row()
    assert (made["rq_other_handling_st"], made["pd_rules_made_st"]) == ("not_on_form", "not_on_form")
    assert (made["st_received_st"], made["rq_received_st"]) == ("no_table", "stated")
    assert all(pd.isna(made[name]) for name in ("rq_other_handling", "pd_rules_made", "st_received", "st_received_hi"))
    old = row(editions={"statistics": "2014"})
    assert (old["rq_received_st"], old["rq_denied_st"], old["st_received_st"]) == ("no_table", "no_table", "stated")
    assert pd.isna(old["rq_denied"])


def test_a_blank_is_never_zero_unless_asked_for() -> None:
    cells = {RECEIVED: blank(hi=4.0)}
    assert pd.isna(row(cells=cells)["rq_received"])
    filled = row(cells=cells, blanks="zero")
    assert (filled["rq_received"], filled["rq_received_st"]) == (0, "blank")
    assert (filled["rq_received_lo"], filled["rq_received_hi"]) == (0, 4)


@pytest.mark.parametrize(
    "cell", [blank(lo=2.0), blank() | {"state": "missing"}, blank() | {"state": "unreadable"}, blank(contested=True)]
)
def test_zero_fills_only_what_is_blank_and_can_be_zero(cell: dict[str, Any]) -> None:
    assert pd.isna(row(cells={RECEIVED: cell}, blanks="zero")["rq_received"])


def test_a_contested_number_is_left_out_unless_asked_for() -> None:
    cells = {RECEIVED: {"value": 7.0, "lo": 5.0, "hi": 7.0, "contested": True}}
    made = row(cells=cells)
    assert pd.isna(made["rq_received"])
    assert (made["rq_received_lo"], made["rq_received_hi"], made["rq_received_st"]) == (5, 7, "stated")
    assert row(cells=cells, contested="keep")["rq_received"] == 7


def test_a_derived_number_is_given_unless_refused() -> None:
    cells = {RECEIVED: {"value": 7.0, "lo": 7.0, "hi": 7.0, "state": "derived"}}
    assert row(cells=cells)["rq_received"] == 7
    refused = row(cells=cells, derived=False, blanks="zero")
    assert pd.isna(refused["rq_received"])
    assert (refused["rq_received_lo"], refused["rq_received_st"]) == (7, "derived")


def test_groups_add_up_known_cells() -> None:
    made = row({DENIED_SECRET: 2, DENIED_LAW: 3})
    assert (made["rq_denied"], made["rq_denied_lo"], made["rq_denied_hi"], made["rq_denied_st"]) == (5, 5, 5, "stated")
    assert (made["rq_unavailable"], made["rq_declined"], made["rq_other"]) == (0, 0, 0)


def test_a_group_with_an_unknown_cell_is_not_known() -> None:
    made = row({DENIED_SECRET: 2}, cells={DENIED_LAW: blank(lo=1.0, hi=3.0)})
    assert pd.isna(made["rq_denied"])
    assert (made["rq_denied_lo"], made["rq_denied_hi"], made["rq_denied_st"]) == (3, 5, "blank")
    open_end = row({DENIED_SECRET: 2}, cells={DENIED_LAW: blank()})
    assert (open_end["rq_denied_lo"], pd.isna(open_end["rq_denied_hi"])) == (2, True)
    assert row({DENIED_SECRET: 2}, cells={DENIED_LAW: blank()}, blanks="zero")["rq_denied"] == 2


def test_a_group_has_the_state_of_its_most_doubtful_cell() -> None:
    cells = {DENIED_SECRET: {"state": "derived"}, DENIED_LAW: blank() | {"state": "unreadable"}}
    assert row(cells=cells)["rq_denied_st"] == "unreadable"
    assert row(cells={DENIED_SECRET: {"state": "derived"}})["rq_denied_st"] == "derived"


def test_other_handling_is_one_row_in_2019_and_three_in_2021() -> None:
    old = row({("requests", "other_handling", "total"): 4}, editions={"requests": "2019"})
    assert (old["rq_other"], old["rq_other_st"], old["rq_other_rest_st"]) == (4, "stated", "not_on_form")
    parts = {
        ("requests", item, "total"): n
        for n, item in enumerate(("other_uncorrected", "other_fee_unpaid", "other_rest"), 1)
    }
    new = row(parts)
    assert (new["rq_other"], new["rq_other_handling_st"]) == (6, "not_on_form")


@pytest.mark.parametrize(
    ("unit", "expected"), [("10k_yuan", 251000.0), ("yuan", 25.1), ("unknown", None), ("count", None)]
)
def test_money_is_in_the_unit_of_its_name(unit: str, expected: float | None) -> None:
    key = ("proactive_disclosure", "administrative_fees", "amount")
    made = row(cells={key: {"value": 251000.0, "lo": 251000.0, "hi": 251000.0, "unit": unit}})
    for name in ("pd_fees_amount_10k", "pd_fees_amount_10k_lo", "pd_fees_amount_10k_hi"):
        assert pd.isna(made[name]) if expected is None else made[name] == expected
    assert made["pd_fees_amount_10k_st"] == "stated"


@pytest.mark.parametrize(("unit", "expected"), [("yuan", 12.5), ("10k_yuan", 125000.0), ("unknown", None)])
def test_procurement_is_in_yuan_where_a_unit_is_printed(unit: str, expected: float | None) -> None:
    key = ("proactive_disclosure", "centralized_procurement", "amount")
    made = row(cells={key: {"value": 12.5, "unit": unit}}, editions={"proactive_disclosure": "2019"})
    assert pd.isna(made["pd_procure_amount"]) if expected is None else made["pd_procure_amount"] == expected


def test_rows_of_the_annex_that_no_form_lists_have_no_column() -> None:
    records = report_of(editions={"statistics": "2014"})
    records.figures.append(records.figures[0] | {"item": "unlisted_1", "value": 99.0})
    panel = corpus_of(records).panel()
    assert (panel.select_dtypes("Float64") == 99).sum().sum() == 0


def test_reports_that_add_up_others_are_left_out_and_counted() -> None:
    corpus = corpus_of(
        report_of("甲局", source="1", reach="own"),
        report_of("乙局", source="2", reach="jurisdiction"),
        report_of("丙局", source="3", reach="own_and_departments"),
        report_of("丁县", source="4", agency_kind="government"),
        report_of("戊县", source="5", agency_kind="government", reach="own"),
        report_of("己局", source="6", agency_kind="department"),
        report_of("庚局", source="7", reach=None),
    )
    with pytest.warns(UserWarning, match="left out") as caught:
        panel = corpus.panel()
    assert sorted(panel["agency"]) == sorted(["甲局", "戊县", "己局", "庚局"])
    assert [str(one.message) for one in caught] == [
        '2 reports are left out of the panel: that add up others (aggregates="keep" keeps them).',
        '1 report is left out of the panel: of governments whose reach is unknown (aggregates="keep" keeps them).',
    ]
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(corpus.panel(aggregates="keep")) == 7


def test_reports_without_agency_or_year_are_left_out_and_counted() -> None:
    corpus = corpus_of(report_of(None, source="1"), report_of(year=None, source="2"), report_of(source="3"))
    with pytest.warns(UserWarning, match="2 reports are left out of the panel: without a known agency or year"):
        assert len(corpus.panel()) == 1


@pytest.mark.parametrize(
    ("option", "allowed"),
    [
        ({"blanks": "0"}, "'na', 'zero'"),
        ({"contested": "drop"}, "'na', 'keep'"),
        ({"aggregates": "na"}, "'drop', 'keep'"),
        ({"derived": "yes"}, "True, False"),
        ({"applicants": None}, "True, False"),
    ],
)
def test_a_wrong_option_names_the_allowed_ones(option: dict[str, Any], allowed: str) -> None:
    name, value = next(iter(option.items()))
    with pytest.raises(ValueError, match=f"{name}={value!r} is not allowed; expected one of {allowed}"):
        corpus_of().panel(**option)


def test_an_empty_corpus_has_an_empty_panel_with_all_columns() -> None:
    panel = corpus_of().panel()
    assert len(panel) == 0
    assert panel["rq_denied"].dtype == "Float64"
    assert np.array_equal(list(panel), list(corpus_of(report_of()).panel()))

"""No government is added to the departments of its place, however little is known of the place."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from govreport.errors import NotComparable
from govreport.indicators import backlog
from govreport.indicators.places import check_places
from tests.indicators.frames import panel_of

GOVERNMENT: dict[str, Any] = {"agency_id": "government", "agency_kind": "government", "reach": "jurisdiction"}
DEPARTMENT: dict[str, Any] = {"agency_id": "department", "agency_kind": "department", "reach": "unknown"}
PLACES = ("adcode", "province", "prefecture", "county", "level")


def reports(first: dict[str, Any], second: dict[str, Any], years: tuple[int | None, int | None] = (2021, 2021)) -> Any:
    rows = [dict.fromkeys(PLACES) | GOVERNMENT | first, dict.fromkeys(PLACES) | DEPARTMENT | second]
    return pd.DataFrame(rows).assign(year=pd.array(list(years), "Int16"))


def place(*names: str | None, **more: Any) -> dict[str, Any]:
    return dict(zip(("province", "prefecture", "county"), names, strict=False)) | more


def clashes(rows: pd.DataFrame) -> bool:
    try:
        check_places(rows)
    except NotComparable:
        return True
    return False


@pytest.mark.parametrize(
    ("codes", "clash"),
    [
        (("370700", "370784"), True),
        (("370700", "370700"), True),
        (("370000", "370784"), True),
        (("371000", "371102"), False),
        (("370784", "370700"), False),
        (("370700", None), True),
        ((None, "370700"), True),
        ((None, None), True),
    ],
)
def test_codes_say_where_a_report_lies_and_without_them_it_may_be_anywhere(codes: tuple[Any, Any], clash: bool) -> None:
    assert clashes(reports({"adcode": codes[0]}, {"adcode": codes[1]})) is clash


@pytest.mark.parametrize(
    ("government", "department", "clash"),
    [
        (place("甲省", "乙市"), place("甲省", "乙市", "丙县"), True),
        (place("甲省", "乙市"), place("甲省", "丁市", "丙县"), False),
        (place("甲省", "乙市", "丙区"), place("戊省", "己市", "丙区"), False),
        (place("甲省", "乙市", "丙区"), place("甲省", "乙市", "庚区"), False),
        (place("甲省", "乙市", "丙区"), place("甲省", "乙市"), True),
        (place("甲省", "乙市", "丙区", level="county"), place("甲省", "乙市", level="prefecture"), False),
        (place("甲省", "乙市", "丙区", level="county"), place("甲省", "乙市", level="township"), True),
        (place("甲省", level="province"), place(level="central"), False),
        (place("甲省", level="province"), place(level="a word of the user's"), True),
        (place("甲省", adcode="110000"), place("乙省"), False),
        (place("甲省", adcode="110000"), place("甲省", adcode="120100"), False),
        (place("甲省"), place(), True),
        (place(), place("甲省"), True),
    ],
)
def test_names_and_levels_speak_where_codes_are_missing(
    government: dict[str, Any], department: dict[str, Any], clash: bool
) -> None:
    assert clashes(reports(government, department)) is clash


def test_a_government_with_its_departments_adds_up_those_of_its_own_place_only() -> None:
    own = {"reach": "own_and_departments", "adcode": "370700"}
    with pytest.raises(NotComparable, match="government for 2021 may add up that of department"):
        check_places(reports(own, {"adcode": "370700"}))
    assert not clashes(reports(own, {"adcode": "370784"}))


@pytest.mark.parametrize(("years", "clash"), [((2021, 2021), True), ((2021, 2022), False), ((2021, None), True)])
def test_a_report_of_another_year_is_not_added_up(years: tuple[int | None, int | None], clash: bool) -> None:
    assert clashes(reports({"adcode": "370700"}, {"adcode": "370784"}, years)) is clash


def test_departments_alone_are_added_up_wherever_they_lie_and_so_is_one_report() -> None:
    rows = reports({}, {})
    check_places(rows.assign(agency_kind="department", reach="unknown"))
    check_places(rows.iloc[:1])


def test_the_sum_of_a_panel_without_any_place_is_refused_where_aggregates_are_kept() -> None:
    kinds = {"agency_kind": ["government", "department"], "reach": ["unknown", "own"]}
    more: dict[str, Any] = {"rq_concluded": [9, 2], "rq_carried_out": [0, 0]}
    panel = panel_of({"rq_received": [9, 2], "rq_carried_in": [0, 0]} | more, **kinds)
    with pytest.raises(NotComparable, match=re.escape('Take aggregates="drop"')):
        backlog(panel, aggregates="keep", min_n=1)
    assert backlog(panel, ("year", "agency_kind"), aggregates="keep", min_n=1)["agency_kind"].nunique() == 2

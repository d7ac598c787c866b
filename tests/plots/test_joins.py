"""Lines join what was counted alike in years that follow each other, and nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport import plots
from govreport.indicators.series import series as measured
from govreport.indicators.series import series_catalogue
from govreport.load import load_sample
from tests.plots.drawing import joins, points, rows, rules, said

ESTIMATES = {2018: 0.5, 2019: 0.4, 2020: 0.3, 2021: 0.2, 2022: None, 2023: 0.4, 2024: 0.5, 2026: 0.6}


def _rates(indicator: str) -> list[dict[str, object]]:
    base = {"estimand": "pooled", "n_undefined": 0, "n_small": 0, "indicator": indicator, "n": 30, "denominator": 90}
    return [{"year": year, **base, "numerator": 9, "estimate": estimate} for year, estimate in ESTIMATES.items()]


def test_no_line_crosses_a_change_of_the_form_a_gap_or_a_year_without_a_rate() -> None:
    frame = rows(*_rates("full_concluded"), *_rates("full_decidable"), first=("year",))
    ax = plots.disclosure_trend(frame)
    assert len(points(ax)) == 14
    left, right = -0.27 / 2, 0.27 / 2
    spans = [(2019, 2020), (2023, 2024)]
    assert joins(ax) == [pytest.approx((a + at, b + at)) for a, b in spans for at in (left, right)]
    assert rules(ax) == [2018.5, 2020.5]
    assert said(ax).count("90 requests: too few") == 1


def test_both_denominators_and_one_estimand_are_drawn() -> None:
    other = [record | {"estimand": "agency_mean", "estimate": 0.9} for record in _rates("full_concluded")]
    frame = rows(*_rates("full_concluded"), *_rates("any_concluded"), *other, first=("year",))
    drawn = plots.plotted(plots.disclosure_trend(frame))
    assert drawn["indicator"].unique().tolist() == ["full_concluded"]
    assert drawn["estimand"].unique().tolist() == ["pooled"]
    with pytest.raises(ValueError, match="agency_mean"):
        plots.disclosure_trend(frame, estimand="mean")  # type: ignore[arg-type]


SEGMENTS = {2017: 1, 2018: 1, 2019: 2, 2020: 2, 2021: 2, 2022: 3}


def _segments() -> pd.DataFrame:
    """Return a mean that breaks in 2019 and 2022, and goes on in 2021, when the form changed."""
    records = [
        {"year": year, "edition": "x", "segment": one, "break_before": year in (2019, 2022), "numerator": 99, "n": 30}
        | {"indicator": "mean", "denominator": 30, "estimate": float(year - 2010)}
        for year, one in SEGMENTS.items()
    ]
    return rows(*records, first=("year", "edition", "segment"))


def test_a_series_is_joined_within_its_segments_alone() -> None:
    ax = plots.series(_segments(), "requests_received")
    assert points(ax) == [(year, year - 2010) for year in SEGMENTS]
    assert joins(ax) == [(2017, 2018), (2019, 2021)]
    assert rules(ax) == [2018.5, 2020.5]


@pytest.mark.parametrize("name", ["requests_received", "rules_made", "denied", "items_disclosed"])
def test_no_line_of_the_catalogue_goes_where_it_does_not_say_yes(name: str) -> None:
    panel = load_sample(n=3, seed=3, workers=0, progress=False).panel()
    row = series_catalogue().set_index("series").loc[name]
    found = measured(panel, name, min_n=1)
    ax = plots.series(found, name)
    crossed = {start for start in (2019, 2021) for a, b in joins(ax) if round(a) < start <= round(b)}
    assert len(joins(ax)) > 0
    assert {start for start in crossed if row[f"to_{start}"] != "yes"} == set()
    assert crossed <= {at + 0.5 for at in rules(ax)}  # and where a form changed, the rule is there


def test_a_year_with_two_forms_has_two_points_and_two_counts() -> None:
    frame = _segments()
    both = pd.concat([frame, frame[frame["year"] == 2022].assign(segment=2, estimate=13.0, n=20)], ignore_index=True)
    ax = plots.series(both, "requests_received")
    (left, one), (right, other) = points(ax)[-2:]
    assert (one, other) == (12, 13)
    assert left < 2022 < right
    assert "30 | 20" in said(ax)

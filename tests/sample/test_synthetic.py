"""Made-up reports are told from real ones, however they were read."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport import load_facts, load_sample, read_report, regions
from govreport.indicators import zero_requests
from govreport.sample import LAYOUTS, agencies, draw, is_synthetic, mark, render
from govreport.sample.synthetic import LOOKED_AT


def test_no_real_report_is_taken_for_made_up() -> None:
    assert not is_synthetic(load_facts()).any()


def test_no_division_bears_a_made_up_name() -> None:
    made_up = (*agencies.PROVINCES, *agencies.PREFECTURES, *agencies.COUNTIES, *agencies.TOWNSHIPS)
    real = {division.name for division in regions.divisions()}
    assert real
    assert not [name for name in made_up for other in real if name in other]
    assert is_synthetic(pd.DataFrame({"agency": [f"{name}教育局" for name in made_up]})).all()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("damages", [(), ("traditional",)])
def test_every_made_up_report_is_known_by_what_was_read(layout: str, damages: tuple[str, ...]) -> None:
    for seed in range(4):
        printed = render(draw(seed, years=[2021])[0], layout, damages=damages, seed=seed)
        assert is_synthetic(read_report(printed.data).meta.to_frame().T).all()


def test_the_title_or_the_file_is_enough() -> None:
    rows = pd.DataFrame({"agency": [None, None, "科技局"], "title": ["白榆縣水务局2021年年报", None, "年度报告"]})
    rows["source"] = ["a.html", "云榧省/county/b.html", "c.html"]
    assert is_synthetic(rows).tolist() == [True, True, False]


def test_a_frame_that_names_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be told: expected one of agency"):
        is_synthetic(pd.DataFrame({"value": [1]}))


def test_names_may_be_recoded_and_the_frame_still_says_what_it_is() -> None:
    panel = load_sample(n=2, workers=0, progress=False).panel()
    recoded = panel.drop(columns=[name for name in LOOKED_AT if name in panel])
    recoded = recoded.assign(agency_id=panel["agency_id"].rank().astype("string"))
    assert is_synthetic(recoded[recoded["year"] > 2020]).all()
    assert zero_requests(recoded, min_n=1)["synthetic"].all()
    recoded.attrs = {}
    assert not is_synthetic(recoded).any()
    assert zero_requests(recoded.assign(synthetic=True), min_n=1)["synthetic"].all()


def test_a_frame_with_real_reports_beside_is_not_marked_as_a_whole() -> None:
    reports = pd.DataFrame({"agency": ["白榆县水务局", "北京市水务局"]})
    assert not mark(reports.copy(), reports).attrs
    assert mark(reports.iloc[:1].copy(), reports.iloc[:1]).attrs == {"synthetic": True}
    assert not mark(reports.iloc[:0].copy(), reports.iloc[:0]).attrs

"""Made-up reports are told from real ones, however they were read."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport import load_facts, read_report, regions
from govreport.sample import LAYOUTS, agencies, draw, is_synthetic, render


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

"""Who is in a study, and who was lost on the way."""

from __future__ import annotations

import pandas as pd
import pytest

from govreport.study import said_of, sample_flow, select, session_info
from tests.handmade import corpus_of, report_of


def test_select_keeps_what_is_asked_and_no_unknown() -> None:
    frame = pd.DataFrame(
        {
            "year": pd.array([2021, 2022, None], dtype="Int16"),
            "level": pd.Categorical(["county", None, "county"]),
            "function": pd.array(["land|housing", None, "land"], dtype="string"),
        }
    )
    assert select(frame).equals(frame)
    assert select(frame, years=[2021, 2022]).index.tolist() == [0, 1]
    assert select(frame, levels=["county"]).index.tolist() == [0, 2]
    assert select(frame, functions=["housing"]).index.tolist() == [0]
    with pytest.raises(ValueError, match=r"no report is left of 3 with years=\[2019\].*\[2021, 2022\]"):
        select(frame, years=[2019])


def test_the_flow_counts_each_loss_once() -> None:
    corpus = corpus_of(
        report_of(source="a"), report_of(source="b"), report_of(source="c", agency="白榆县水务局", year=2020)
    )
    flow = sample_flow(corpus).set_index("step")
    assert flow["n"].iloc[:3].tolist() == [3, 3, 2]
    assert flow["lost"].iloc[1:3].tolist() == [0, 1]
    assert flow["lost"].iloc[1:].sum() == flow["n"].iloc[0] - flow["n"].iloc[-1]
    with pytest.raises(ValueError, match="rq_recieved"):
        sample_flow(corpus, "rq_recieved")


def test_session_names_what_numbers_depend_on() -> None:
    info = session_info().set_index("part")["version"]
    assert info["pandas"] == pd.__version__
    assert info["python"].startswith("3.")


def test_a_corpus_says_what_it_is_and_never_passes_made_up_reports_for_real_ones() -> None:
    made_up = corpus_of(report_of(source="a", agency="白榆县水务局", year=2020))
    assert said_of(made_up).startswith("SYNTHETIC: 1 reports of 1 agencies, 2020 to 2020; 1 are made up")
    real = corpus_of(report_of(source="a", agency="东城区教育委员会", year=2021))
    assert said_of(real) == "1 reports of 1 agencies, 2021 to 2021"

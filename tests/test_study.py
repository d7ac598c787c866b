"""Who is in a study, and who was lost on the way."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest

from govreport.indicators import zero_requests
from govreport.study import narrow, said_of, sample_flow, select, sensitivity, session_info
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


def test_a_part_of_a_corpus_holds_all_frames_of_its_reports_and_every_failure() -> None:
    corpus = corpus_of(report_of(source="a"), report_of(source="c", agency="白榆县水务局", year=2020))
    part = narrow(corpus, years=[2020])
    assert part.reports["source"].tolist() == ["c"]
    assert part.reports.index.tolist() == [0]
    ids = {part.reports["report_id"].item()}
    assert {name: set(getattr(part, name)["report_id"]) for name in ("figures", "findings")} == {
        "figures": ids,
        "findings": ids,
    }
    assert len(part.figures) * 2 == len(corpus.figures)
    assert part.failures is corpus.failures
    assert len(corpus.reports) == 2


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


def test_the_flow_ends_with_what_the_indicator_knows() -> None:
    received, carried = ("requests", "received", "total"), ("requests", "carried_in", "total")
    corpus = corpus_of(
        report_of(source="a", agency_kind="department"),
        report_of(values={received: None}, source="b", agency="白榆县水务局", agency_kind="department"),
        report_of(source="c", agency="白榆县人民政府", agency_kind="government"),
        report_of(values={carried: None}, source="d", agency="白榆县教育局", year=2021, agency_kind="department"),
    )
    flow = sample_flow(corpus, ["rq_received", "rq_carried_in"], years=[2022]).set_index("step")["n"]
    assert flow.tolist() == [4, 4, 4, 4, 3, 2, 2, 2, 2, 1]
    found = zero_requests(select(corpus.panel(aggregates="keep"), years=[2022]), by=(), inactive=True, blanks="exclude")
    assert flow.iloc[-1] == found["n"].item() == 1
    assert sample_flow(corpus, "st_received").set_index("step")["n"]["with the table"] == 0
    words = sample_flow(corpus, (), years=[2022]).set_index("step")["n"]
    assert words.index[-1] == "not set aside as adding up others"
    assert words.tolist() == flow.tolist()[:6]


def test_sensitivity_has_each_variant_and_changes_nothing_else() -> None:
    received = ("requests", "received", "total")
    old = {"requests": "2019"}
    corpus = corpus_of(
        report_of(values={received: None}, source="a", level="county"),
        report_of(values={received: 9}, source="b", agency="白榆县水务局", level="county"),
        report_of(source="c", agency="白榆县教育局", year=2020, level="prefecture", editions=old),
        report_of(source="d", agency="白榆县医保局", editions={"review": "2021"}),
    )
    panel = corpus.panel(aggregates="keep")
    found = sensitivity(zero_requests, panel, by=(), min_n=1, more={"inactive": {"inactive": True}})
    rows = found.set_index("variant")[["numerator", "n", "n_reports"]].astype(int)
    assert {name: tuple(row) for name, *row in rows.itertuples()} == {
        "blanks: exclude": (1, 2, 4),
        "blanks: zero": (2, 3, 4),
        "blanks: bounds": (1, 2, 4),
        "inactive": (1, 2, 4),
        "level: county": (0, 1, 2),
        "level: prefecture": (1, 1, 1),
        "form of 2019": (1, 1, 1),
        "form of 2021": (0, 1, 2),
        "without the top 1 %": (1, 1, 3),
    }
    assert found["blanks"].tolist()[:4] == ["exclude", "zero", "bounds", "bounds"]


def test_session_names_what_numbers_depend_on() -> None:
    info = session_info().set_index("part")["version"]
    assert info["pandas"] == pd.__version__
    assert info["python"].startswith("3.")


def test_a_corpus_says_what_it_is_and_never_passes_made_up_reports_for_real_ones() -> None:
    made_up = corpus_of(report_of(source="a", agency="白榆县水务局", year=2020))
    assert said_of(made_up).startswith("SYNTHETIC: 1 reports of 1 agencies, 2020 to 2020; 1 are made up")
    real = corpus_of(report_of(source="a", agency="东城区教育委员会", year=2021))
    assert said_of(real) == "1 reports of 1 agencies, 2021 to 2021"


def test_what_every_variant_warns_of_is_said_once() -> None:
    def grumbling(panel: pd.DataFrame, **options: object) -> pd.DataFrame:
        warnings.warn("too few agencies", UserWarning, stacklevel=1)
        return zero_requests(panel, by=(), blanks=str(options.get("blanks", "bounds")))

    panel = corpus_of(report_of(source="a", level="county")).panel(aggregates="keep")
    with pytest.warns(UserWarning, match="too few agencies") as caught:
        sensitivity(grumbling, panel)
    assert len(caught) == 1

"""Texts are compared by their own words, run by run, and what is usual stands beside it."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.errors import MissingDependency
from govreport.indicators.boilerplate import (
    LEAST_RUNS,
    peer_similarity,
    random_similarity,
    self_similarity,
    similarity_summary,
)
from govreport.indicators.nearest import nearest
from govreport.indicators.shingles import Runs, containment, jaccard, own_names, runs, stripped
from govreport.indicators.specificity import specificity
from tests.indicators.telling import reports_of

A = "窗口与网站并用，居民可以就近领取纸本目录，对群众来信先转承办科室，再由专人逐件答复并登记在册。"
B = "目录按主题重新归并，旧条目保留原有编号；新入职人员在到岗首月学习公开流程，并由办公室统一收发。"
C = "条目更新有快有慢，个别栏目的说明还不够清楚，下一步将按季核对目录，并请居民代表试用查询页面。"


def texts_of(*told: tuple[str, str], section: int = 1) -> pd.DataFrame:
    frame = pd.DataFrame(told, columns=["report_id", "text"]).assign(section=section, start=0)
    return frame.astype({"section": "Int8", "report_id": "string", "text": "string"})


def by_hand(one: str, other: str, k: int) -> tuple[float, float]:
    first, second = ({text[at : at + k] for at in range(len(text) - k + 1)} for text in (one, other))
    return len(first & second) / len(first | second), len(first & second) / len(first)


words = st.text(alphabet="公开信息目录核对窗口", min_size=3, max_size=30)


@given(words, words)
def test_likeness_is_that_of_the_sets_of_runs(one: str, other: str) -> None:
    first, second = runs(one, 3), runs(other, 3)
    assert (jaccard(first, second), containment(first, second)) == pytest.approx(by_hand(one, other, 3))
    assert jaccard(first, second) == jaccard(second, first)
    assert 0 <= jaccard(first, second) <= 1
    assert jaccard(first, first) == containment(first, first) == 1


def test_no_runs_are_like_nothing() -> None:
    assert np.isnan(jaccard(runs("短"), runs("")))
    assert np.isnan(containment(runs(""), runs(A)))
    assert containment(runs(A), runs("")) == 0


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("一、总体情况\n公开目录。", "公开目录"),
        ("（一）主动公开情况。全年编发图文1,204篇，增长12.5%。", "全年编发图文篇增长"),
        ("二〇二一年度，2021年12月31日，本机关逐条核对。", "逐条核对"),
        ("白榆县水务局和县水务局、水务局，我局、全县都核对。", "和都核对"),
        ("根据《中华人民共和国政府信息公开条例》和《条例》核对。", "根据和核对"),
        ("项目\t1\t2\n一是核对；二是上线。", "核对上线"),
        ("[image: 截图 2021]统一核对，一定上线。", "统一核对一定上线"),
    ],
)
def test_what_is_stripped(text: str, left: str) -> None:
    names = own_names({"agency": "白榆县水务局", "county": "白榆县", "function": "water"})
    assert stripped(text, names) == left


def test_two_agencies_with_one_template_are_alike_whatever_they_are_called() -> None:
    template = "{}2021年全年编发图文{}篇。" + A
    one = stripped(template.format("白榆县水务局", 12), own_names({"agency": "白榆县水务局", "county": "白榆县"}))
    other = stripped(template.format("沙楸县教育局", 907), own_names({"agency": "沙楸县教育局", "county": "沙楸县"}))
    assert one == other


def test_a_report_is_compared_with_the_same_agencys_year_before() -> None:
    reports = reports_of(["a", "a", "a", "b"], [2019, 2020, 2022, 2020])
    texts = texts_of(("a-2019", A + B), ("a-2020", A + C), ("a-2022", A), ("b-2020", A))
    found = self_similarity(reports, texts, sections=[1])
    assert found[["report_id", "other"]].to_numpy().tolist() == [["a-2020", "a-2019"]]
    one, other = stripped(A + C), stripped(A + B)
    assert found[["similarity", "containment"]].iloc[0].tolist() == pytest.approx(by_hand(one, other, 8))
    assert not found["synthetic"].any()


def test_short_and_missing_texts_are_unknown_and_not_alike() -> None:
    reports = reports_of(["a", "a", "b", "b"], [2020, 2021, 2020, 2021])
    found = self_similarity(reports, texts_of(("a-2020", A[:30]), ("a-2021", A[:30]), ("b-2021", A)), sections=[1])
    assert found["n_runs"].tolist()[0] < LEAST_RUNS
    assert found["similarity"].isna().all()
    assert len(self_similarity(reports.iloc[:0], texts_of())) == 0


def test_the_nearest_peer_is_another_agency_of_the_same_year() -> None:
    reports = reports_of(["a", "b", "c", "d", "a"], [2021, 2021, 2021, 2021, 2022])
    texts = texts_of(("a-2021", A + B), ("b-2021", A + C), ("c-2021", B + A), ("d-2021", A[:9]), ("a-2022", A + B))
    found = peer_similarity(reports, texts, sections=[1]).set_index("report_id")
    assert found.loc["a-2021", "other"] == "c-2021"
    assert found.loc["a-2021", "n_others"] == 2
    assert found.loc["a-2021", "similarity"] == pytest.approx(by_hand(stripped(A + B), stripped(B + A), 8)[0])
    assert pd.isna(found.loc["d-2021", "other"])
    assert pd.isna(found.loc["a-2022", "other"])  # nobody else in that year
    assert set(found["method"]) == {"exact"}
    assert len(peer_similarity(reports.iloc[:0], texts_of())) == 0


def many(n: int) -> list[Runs]:
    """Return texts of which every tenth and the next are near copies, all with some runs in common."""
    rng = np.random.default_rng(4)
    common = rng.integers(2**63, size=400, dtype=np.uint64)
    found = [
        np.unique(np.r_[rng.choice(common, 40, replace=False), rng.integers(2**63, size=200, dtype=np.uint64)])
        for _ in range(n)
    ]
    for at in range(0, n, 10):
        found[at + 1] = np.unique(np.r_[found[at][:-20], found[at + 1][:20]])
    return found


def test_the_nearest_is_that_of_all_pairs() -> None:
    texts, owners = many(40), [at // 2 for at in range(40)]
    found = nearest(texts, owners)
    alike = np.array(
        [[jaccard(a, b) if owners[x] != owners[y] else -1 for y, b in enumerate(texts)] for x, a in enumerate(texts)]
    )
    assert found.similarity == pytest.approx(alike.max(axis=1))
    assert found.place.tolist() == alike.argmax(axis=1).tolist()


def test_minhash_finds_the_near_copies_of_a_large_corpus() -> None:
    pytest.importorskip("datasketch", reason="needs the extra stats")
    texts = many(60)
    exact, found = nearest(texts, range(60)), nearest(texts, range(60), large=10)
    close = exact.similarity >= 0.5
    assert close.sum() == 12
    assert (found.place[close] == exact.place[close]).all()
    assert found.similarity[close] == pytest.approx(exact.similarity[close])
    assert found.method == "minhash"
    assert np.isnan(found.similarity[found.place < 0]).all()


def test_many_texts_without_datasketch_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "datasketch":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingDependency, match=r'pip install "govreport\[stats\]"'):
        nearest(many(20), range(20), large=10)


def corpus_of(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return n agencies of two levels in two years, of which every other keeps its text."""
    names = [f"a{at}" for at in range(n)]
    level = [("county", "prefecture")[at % 2] for at in range(n)] * 2
    reports = reports_of(names * 2, [2021] * n + [2022] * n, level=level)
    rng = np.random.default_rng(0)
    letters = [chr(one) for one in range(0x4E00, 0x5E00)]
    own = ["".join(rng.choice(letters, 60)) for _ in range(2 * n)]
    told = [(f"a{at}-2021", own[at]) for at in range(n)]
    told += [(f"a{at}-2022", own[at] if at % 2 else own[n + at]) for at in range(n)]
    return reports, texts_of(*told)


def test_random_pairs_are_of_one_level_and_year_and_repeatable() -> None:
    reports, texts = corpus_of(10)
    found = random_similarity(reports, texts, sections=[1], n_pairs=50, seed=3)
    other = reports.set_index("report_id").loc[found["other"]]
    assert len(found) == 50
    assert (other["level"].to_numpy() == found["level"].to_numpy()).all()
    assert (other["year"].to_numpy() == found["year"].to_numpy()).all()
    assert (other["agency_id"].to_numpy() != found["agency_id"].to_numpy()).all()
    pd.testing.assert_frame_equal(found, random_similarity(reports, texts, sections=[1], n_pairs=50, seed=3))
    assert not found["other"].equals(random_similarity(reports, texts, sections=[1], n_pairs=50, seed=4)["other"])
    assert len(random_similarity(reports.iloc[:1], texts, sections=[1])) == 0


def test_the_summary_is_of_agencies_and_beside_what_is_usual() -> None:
    reports, texts = corpus_of(30)
    found, usual = self_similarity(reports, texts, sections=[1]), random_similarity(reports, texts, sections=[1])
    summary = similarity_summary(found, usual).set_index("indicator")
    assert summary.loc["similarity", ["n", "estimate", "usual_median", "usual_q95"]].tolist() == [30, 0.5, 0, 0]
    assert summary.loc["above_usual", ["numerator", "denominator", "estimate"]].tolist() == [15, 30, 0.5]
    assert summary["ci_lo"].isna().all()
    named = similarity_summary(found, interval="bootstrap", n_boot=500).set_index("indicator")
    assert named.loc["similarity", "ci"] == "bca"
    assert named.loc["similarity", "ci_lo"] < 0.5 < named.loc["similarity", "ci_hi"]
    assert similarity_summary(found.iloc[:19], usual)["estimate"].isna().all()
    with pytest.raises(ValueError, match='expected None or "bootstrap"'):
        similarity_summary(found, interval="wilson")


def test_what_is_usual_is_that_of_the_year() -> None:
    """In the first year random pairs are unlike, in the second all share a template; pooled, neither would be known."""
    reports, texts = corpus_of(30)
    found = self_similarity(reports, texts, sections=[1])
    rng = np.random.default_rng(1)
    numbers = {"similarity": np.r_[rng.random(200) * 0.1, 0.8 + rng.random(200) * 0.1]}
    usual = pd.DataFrame(numbers | {"section": 1, "year": [2021] * 200 + [2022] * 200})
    both = pd.concat([found, found.assign(year=2021, similarity=found["similarity"] / 2)])
    rows = similarity_summary(both, usual, by="year").set_index(["indicator", "year"])
    assert rows.loc["above_usual", "numerator"].tolist() == [15, 15]  # half of them: 0.5 above 0.1, 1.0 above 0.9
    assert rows.loc["similarity", "usual_n"].tolist() == [200, 200]
    assert rows.loc[("similarity", 2021), "usual_q95"] < 0.1 < 0.8 < rows.loc[("similarity", 2022), "usual_q95"]
    assert similarity_summary(both, usual)["usual_n"].tolist()[0] == 400
    few = similarity_summary(both, usual[usual["year"] == 2021].head(99), by="year").set_index(["indicator", "year"])
    assert few.loc["above_usual", ["numerator", "estimate"]].isna().all(axis=None)
    assert few.loc["similarity", "usual_n"].tolist() == [99, 0]


def test_agencies_are_drawn_and_not_pairs() -> None:
    """Ten texts of one agency are one agency: neither its weight nor the width of the interval grows."""
    reports, texts = corpus_of(30)
    found = self_similarity(reports, texts, sections=[1])
    again = pd.concat([found, *[found[found["agency_id"] == "a1"]] * 9])
    for name in ("estimate", "ci_lo", "ci_hi", "n"):
        one, other = (similarity_summary(frame, interval="bootstrap", n_boot=500)[name] for frame in (found, again))
        assert one.iloc[0] == other.iloc[0]


def test_facts_and_titles_for_their_length() -> None:
    reports = reports_of(["a", "b"], [2021, 2021])
    said = A * 2 + "印发《公开目录管理办法》，修订《公开目录管理办法》，依据《政府信息公开条例》。\n数\t1\n"
    mentions = pd.DataFrame({"report_id": ["a-2021"] * 3 + ["b-2021"], "section": [1, 1, 5, 1]})
    found = specificity(reports, texts_of(("a-2021", said), ("b-2021", A)), mentions, sections=[1]).set_index(
        "agency_id"
    )
    length = len(said) - len("数\t1\n") - 1
    assert found.loc["a", ["n_characters", "n_facts", "n_documents"]].tolist() == [length, 2, 1]
    assert found.loc["a", "facts_per_1000"] == pytest.approx(2000 / length)
    assert pd.isna(found.loc["b", "facts_per_1000"])  # too short a text makes no rate
    assert found.loc["b", "n_facts"] == 1

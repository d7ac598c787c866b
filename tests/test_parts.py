"""Several reports in one source: each read as if it stood alone, and no report cut in two."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from govreport.corpus import read_corpus
from govreport.errors import SeveralReports, UnreadableSource
from govreport.parts import split_reports
from govreport.readers import read_document
from govreport.report import read_report
from tests.golden import texts
from tests.golden.report import SECTIONS, Report

ONE, TWO, THREE = (
    Report("白榆县水务局", 2022, "2021", 51),
    Report("云川市教育局", 2022, "2021", 52),
    Report("白榆县水务局", 2020, "2019", 53),
)


def printed(*reports: Report) -> bytes:
    return "".join(f"{texts.lines(one)}{one.agency}\n{one.year + 1}年1月20日\n\n" for one in reports).encode()


def test_two_reports_are_refused_until_one_is_chosen() -> None:
    with pytest.raises(SeveralReports, match="2 reports") as raised:
        read_report(printed(ONE, TWO))
    message = str(raised.value)
    assert all(word in message for word in ("<bytes>", ONE.title, TWO.title, "part=1", "part=2"))


@pytest.mark.parametrize("part", [1, 2, 3])
def test_each_part_is_what_it_is_alone(part: int) -> None:
    reports = (ONE, TWO, THREE)
    data = printed(*reports)
    report, alone = read_report(data, part=part), read_report(printed(reports[part - 1]))
    for column in ("table", "item", "measure", "value", "state", "raw", "edition", "year"):
        assert report.figures[column].tolist() == alone.figures[column].tolist()
    for field in ("title", "agency", "year", "period_start", "period_end", "published", "n_findings"):
        assert report.meta[field] == alone.meta[field]


def test_parts_have_ids_of_their_own_and_one_source() -> None:
    data = printed(ONE, TWO, THREE)
    metas = [read_report(data, part=part).meta for part in (1, 2, 3)]
    assert len({meta.sha256 for meta in metas}) == 1
    first = metas[0].sha256[:12]
    assert [meta.report_id for meta in metas] == [first, f"{first}-2", f"{first}-3"]


def test_offsets_of_a_later_part_stand_in_the_text_of_the_source() -> None:
    report = read_report(printed(ONE, TWO), part=2)
    shown = report.figures.merge(report.places, on=["table", "item", "measure"])
    assert len(shown) == 200
    assert [report.text[start:end] for start, end in zip(shown["start"], shown["end"], strict=True)] == shown[
        "raw"
    ].tolist()


@pytest.mark.parametrize("part", [0, 3, -1])
def test_a_part_that_the_source_does_not_have(part: int) -> None:
    with pytest.raises(UnreadableSource, match=f"part {part} was asked for"):
        read_report(printed(ONE, TWO), part=part)


def test_a_corpus_reads_all_parts(tmp_path: Path) -> None:
    (tmp_path / "both.txt").write_bytes(printed(ONE, TWO))
    (tmp_path / "third.txt").write_bytes(printed(THREE))
    corpus = read_corpus(tmp_path, workers=0, progress=False)
    assert corpus.reports["agency"].tolist() == ["白榆县水务局", "云川市教育局", "白榆县水务局"]
    assert corpus.reports["source"].tolist() == ["both.txt", "both.txt", "third.txt"]
    assert corpus.figures.groupby("report_id", sort=False).size().tolist() == [200, 200, 198]
    assert len(corpus.failures) == 0
    assert corpus.reports["report_id"].is_unique


def whole(text: str) -> int:
    return len(split_reports(read_document(text.encode())))


TEXT = texts.lines(ONE)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT, "one report"),
        (
            TEXT + "相关链接\n白榆县水务局2021年政府信息公开工作年度报告\n白榆县水务局2020年政府信息公开工作年度报告\n",
            "links below",
        ),
        ("白榆县水务局2021年政府信息公开工作年度报告\n" + TEXT, "a link above"),
        (TEXT.replace(SECTIONS[2], f"{ONE.title}\n{SECTIONS[2]}"), "the title again on a later page"),
        (TEXT.replace(SECTIONS[3], f"{ONE.title}（续）\n{SECTIONS[3]}"), "a running head"),
        ("", "nothing"),
        ("白榆县水务局简介\n负责全县水务工作。\n", "no report at all"),
        ("\n".join(f"云川市{n}局2022年政府信息公开工作年度报告" for n in range(500)), "a long list of titles"),
    ],
)
def test_a_report_is_not_cut(text: str, why: str) -> None:
    assert whole(text or "\u200b ") == 1, why


def test_the_same_report_twice_is_two() -> None:
    assert whole(TEXT + TEXT) == 2
    frames = [read_report((TEXT + TEXT).encode(), part=part).figures.drop(columns="report_id") for part in (1, 2)]
    pd.testing.assert_frame_equal(*frames)

"""Which channels a report has, and of which it counts the posts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import govreport
from govreport.channels import channels, named
from govreport.indicators.counted import channel_counts

PAGE = """白榆县水务局2023年政府信息公开工作年度报告
一、总体情况
我局依托门户网站和政务微信公众号公开信息。全年微信公众号推送文章120篇，用户订阅数3456。
我局新开通抖音号，注销了政务微博账号。
通过政府网站主动公开政府信息85条。
二、主动公开政府信息情况
详见附表。
五、存在的主要问题及改进情况
下一步将开通客户端，未开设快手号。
六、其他需要报告的事项
无其他需要报告的事项。
"""


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "report.txt").write_text(PAGE, encoding="utf-8")
    return govreport.read_corpus(folder, workers=0, progress=False).channels()


def test_one_row_a_channel_with_what_is_said_of_it(frame: pd.DataFrame) -> None:
    rows = frame.astype(object).where(frame.notna(), None)
    assert rows[["channel", "status", "posts", "followers"]].to_numpy().tolist() == [
        ["website", "counted", None, None],
        ["wechat", "counted", 120, 3456],
        ["weibo", "closed", None, None],
        ["video", "opened", None, None],
    ]
    assert rows["year"].tolist() == [2023] * 4


def test_disclosed_items_are_no_posts(frame: pd.DataFrame) -> None:
    """The website's 85 are disclosed items: it is counted, and no post of it is."""
    assert frame.set_index("channel").loc["website", "posts"] is pd.NA


def _corpus(folder: Path, *sentences: str) -> govreport.Corpus:
    """Read one made-up report that says the sentences."""
    lines = PAGE.splitlines()
    (folder / "report.txt").write_text("\n".join([*lines[:2], *sentences, *lines[5:]]), encoding="utf-8")
    return govreport.read_corpus(folder, workers=0, progress=False)


@pytest.mark.parametrize(
    ("sentences", "posts"),
    [
        (["“白榆水务”微信公众号发布信息156条，“白榆河长”微信公众号发布信息44条。"], None),
        (["微信公众号推送文章120篇。", "政务微信公众号全年发布信息130条。"], None),
        (["微信公众号推送文章120篇。", "全年微信公众号共推送文章120篇。"], 120),
        (["微信公众号推送文章120篇，其中原创文章30篇。"], 120),
        (["微信公众号推送文章100余篇。", "全年微信公众号推送文章120篇。"], 120),
        (["微信公众号推送文章100余篇。"], None),
        (["微信公众号推送文章30期120篇。"], None),
        (["发布信息300条，其中微信公众号120条，门户网站180条。"], 120),
        (["微信公众号发布信息0条。"], 0),
    ],
)
def test_posts_are_the_one_exact_number_of_the_channel(
    sentences: list[str], posts: float | None, tmp_path: Path
) -> None:
    corpus = _corpus(tmp_path, *sentences)
    row = corpus.channels().set_index("channel").loc["wechat"]
    assert row["status"] == "counted"
    assert row["posts"] is pd.NA if posts is None else row["posts"] == posts
    given = channel_counts(corpus.reports, corpus.mentions, channel="wechat")["value"].iloc[0]
    assert given is pd.NA if posts is None else given == posts


@pytest.mark.parametrize(
    ("sentence", "followers"),
    [
        ("“白榆水务”微信公众号粉丝3000人，“白榆河长”微信公众号粉丝500人。", None),
        ("微信公众号粉丝3000人，新增粉丝200人。", 3000),
        ("微信公众号粉丝3000余人。", None),
    ],
)
def test_followers_are_the_one_exact_level_of_the_channel(
    sentence: str, followers: float | None, tmp_path: Path
) -> None:
    given = _corpus(tmp_path, sentence).channels().set_index("channel").loc["wechat", "followers"]
    assert given is pd.NA if followers is None else given == followers


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("我局没有开通政务微博。", []),
        ("明年拟开通政务微信。", []),
        ("关停政务微博，保留微信公众号。", [("weibo", "closed"), ("wechat", "named")]),
        ("上线政务服务网专区。", [("service_platform", "opened")]),
    ],
)
def test_what_is_planned_or_absent_is_no_channel(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert named(sentence) == expected


def test_a_corpus_without_reports_has_an_empty_frame_with_its_columns(frame: pd.DataFrame) -> None:
    empty = channels(
        pd.DataFrame({"report_id": [], "year": []}),
        pd.DataFrame({"report_id": [], "text": []}),
        pd.DataFrame({"report_id": [], "channel": [], "metric": [], "scope": []}),
    )
    assert empty.empty
    assert empty.dtypes.equals(frame.dtypes)

"""Which channels a report has, and of which it counts the posts."""

from __future__ import annotations

import pandas as pd
import pytest

import govreport
from govreport.channels import channels, named

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

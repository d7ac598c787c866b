"""Contacts are overwritten, numbers that count something never."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.prose.contacts import MASK, masked

HIDDEN = [
    "联系电话：<0000-1234567>。",
    "联系电话:<0000-1234567>，传真：<0000-7654321>。",
    "电 话：<(0000)1234567>",
    "电话为 <0000－12345678>。",
    "电话：<０００１－１２３４５６７>",
    "电话：<1234567、7654321>）",
    "（电话/传真：<0000-1234567>）",
    "电话（传真）：<0000-1234567>",
    "联系电话\t<0000-1234567>",
    "联系电话\t<1234567>\t邮编\t<123456>",
    "请致电<0000-1234567>咨询。",
    "请致电<（0000）1234567>咨询。",
    "手机<13800000000>，",
    "可拨打<13800000000>联系",
    "Tel: <0000-1234567>",
    "邮编：<123456>）",
    "邮 编: <123456>",
    "邮政编码<123456>。",
    "邮编：<1 2 3 4 5 6>",
    "电子邮箱：<qhx_tjj@example.cn>）。",
    "来信请寄<tjj.qh@mail.example.gov.cn>。",
    "来信请寄<tjj.qh@mail.example.gov.cn>或来访。",
    "邮箱：<tjj＠example.cn>",
    "（地址：<青禾县柳湾路 8-2号>，邮编：<123456>）",
    "通讯地址：<青禾县柳湾路8号（统计大厦3楼）>；",
    "办公地址:<青禾县柳湾路8号 >邮编:<123456>",
    "联系人：<张某某>，",
    "聯繫電話：<1234567>，郵編：<123456>，地址：<青禾縣柳灣路8號>。",
]


@pytest.mark.parametrize("marked", HIDDEN)
def test_contacts_are_overwritten(marked: str) -> None:
    text = re.sub("[<>]", "", marked)
    assert masked(text) == re.sub("<(.*?)>", lambda match: MASK * len(match[1]), marked)


KEPT = [
    "受理申请1234567件，访问量13800000000次。",
    "接听咨询电话12345678个，电话 3 次。",
    "电话咨询12000人次，热线12345办理工单200件。",
    "邮箱收到来信120封，网站地址：http://www.example.cn 发布信息。",
    "二〇二〇年邮寄材料123456份。",
    "统计期限自2020年1月1日起至2020年12月31日止。",
    "青统发〔2020〕1号，国令第711号，2020-01-22 10:30:00。",
    "总计\t13800000000\t0\t1234567",
    "13800000000\n18600000000\n",
    "热线电话\t1234567",
    "电话咨询数\t次\t1234567",
    "采购总金额\t13812345678.50",
    "制定了详细的地址管理办法，门牌地址清理完成。",
    "联系人大代表12名。",
    "规章\t0\t0\t1000\n行政许可\t0\t0000000",
]


@pytest.mark.parametrize("text", KEPT)
def test_numbers_that_count_survive(text: str) -> None:
    assert masked(text) == text


@given(st.text(alphabet="电话传真邮编地址：:0123456789-—（）@a.\t\n，。件 ", max_size=300))
def test_only_signs_are_exchanged(text: str) -> None:
    result = masked(text)
    assert len(result) == len(text)
    assert all(new in (old, MASK) for old, new in zip(text, result, strict=True))
    assert [i for i, sign in enumerate(text) if sign in "\t\n"] == [
        i for i, sign in enumerate(result) if sign in "\t\n"
    ]


@pytest.mark.parametrize("piece", ["电话：", "0", "0000-", "地址：（", "a@", "a.", "邮编", "1 ", "(0"])
def test_hostile_text(piece: str) -> None:
    text = piece * 20_000
    assert len(masked(text)) == len(text)

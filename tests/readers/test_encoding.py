"""Encodings: the right one is found and named; nothing is guessed silently."""

from __future__ import annotations

import codecs

import pytest

from govreport.errors import UnreadableSource
from govreport.readers.encoding import decode

SIMPLIFIED = "二、主动公开政府信息情况\n本年制发件数\t12\n规章，行政规范性文件（第二十条第（一）项）。\n"
TRADITIONAL = "二、主動公開政府資訊情況\n本年制發件數\t12\n規章，行政規範性文件（第二十條第（一）項）。\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (SIMPLIFIED.encode(), "utf-8", SIMPLIFIED),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8-sig", SIMPLIFIED),
        (SIMPLIFIED.encode("gbk"), "gb18030", SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), "gb18030", SIMPLIFIED),
        ((SIMPLIFIED + "㐀𠀀").encode("gb18030"), "gb18030", SIMPLIFIED + "㐀𠀀"),
        (TRADITIONAL.encode("gb18030"), "gb18030", TRADITIONAL),
        (TRADITIONAL.encode("big5"), "big5hkscs", TRADITIONAL),
        ((TRADITIONAL + "深水埗邨").encode("big5hkscs"), "big5hkscs", TRADITIONAL + "深水埗邨"),
        (codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le"), "utf-16-le", SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), "utf-16-be", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-le"), "utf-16-le", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-be"), "utf-16-be", SIMPLIFIED),
        (codecs.BOM_UTF32_LE + SIMPLIFIED.encode("utf-32-le"), "utf-32", SIMPLIFIED),
        (b"12 3", "utf-8", "12 3"),
    ],
)
def test_each_encoding_is_found_and_named(data: bytes, encoding: str, text: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_a_last_character_cut_in_two_changes_nothing_else(codec: str) -> None:
    text = TRADITIONAL + "規"
    found, encoding = decode(text.encode(codec)[:-1])
    assert found == TRADITIONAL
    assert encoding == {"gbk": "gb18030", "big5": "big5hkscs"}.get(codec, codec)


@pytest.mark.parametrize(
    ("label", "codec", "encoding"),
    [
        ("gb2312", "gbk", "gb18030"),
        ("utf-8", "gbk", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("iso-8859-1", "gbk", "gb18030"),
        ("big5", "gbk", "gb18030"),
        ("gbk", "big5", "big5hkscs"),
        ("x-unheard-of", "gbk", "gb18030"),
        ("utf-16", "gbk", "gb18030"),
        ("rot13", "gbk", "gb18030"),
        ("euc_jp", "euc_jp", "euc_jp"),
    ],
)
def test_the_declared_charset_is_believed_only_where_it_gives_chinese(label: str, codec: str, encoding: str) -> None:
    text = f"<meta charset='{label}'>{SIMPLIFIED if codec != 'big5' else TRADITIONAL}"
    if codec == "euc_jp":
        text = (
            f"<meta charset='{label}'>政府情報公開年度報告、申請件数、不開示決定、行政文書、"
            + "あいうえお政府情報公開申請" * 2
        )
    assert decode(text.encode(codec)) == (text, encoding)


def test_a_mark_that_lies_is_not_believed() -> None:
    assert decode(codecs.BOM_UTF8 + SIMPLIFIED.encode("gbk"))[1] == "gb18030"


def test_a_single_broken_byte_is_shown_as_such() -> None:
    data = (SIMPLIFIED * 40).encode()
    text, encoding = decode(data.replace("章".encode(), "章".encode()[:2], 1))
    assert encoding == "utf-8"
    assert text == (SIMPLIFIED * 40).replace("章", "\ufffd", 1)


def test_what_is_in_no_encoding_is_refused() -> None:
    with pytest.raises(UnreadableSource, match=r"odd\.txt is in no encoding that gives Chinese text.*save it as UTF-8"):
        decode(bytes(range(128, 256)) * 9, "odd.txt")

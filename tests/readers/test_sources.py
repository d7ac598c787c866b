"""Whatever comes in: the right reader by content, or a clear error that names the file and what to do."""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.errors import GovReportError, UnknownFormat, UnreadableSource
from govreport.readers import READERS, limits, read_document

Make = Callable[..., bytes]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BODY = "<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、总体情况\n规章\t3\n", "text"),
        ("# 年度报告\n\n一、总体情况\n规章\t3\n", "text"),
        ("# 年度报告\n\n| 规章 | 3 |\n|---|---|\n| 文件 | 4 |\n", "markdown"),
        ("规章 | 3\n--- | ---:\n文件 | 4\n", "markdown"),
        ("甲——乙\n------\n", "text"),
        ("<p>一、总体情况", "html"),
        ("  <!DOCTYPE html>一、总体情况", "html"),
        ("一、总体情况<br/>二、", "html"),
        ("数量 <5 件，>3 件", "text"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>一、总体情况</body></html>", "html"),
    ],
)
@pytest.mark.parametrize("name", ["report.txt", "report.docx", "report.html"])
def test_content_decides_whatever_the_suffix(text: str, found: str, name: str) -> None:
    assert read_document(text.encode(), name).format == found


def test_a_word_document_named_otherwise_is_read(make_docx: Make) -> None:
    document = read_document(make_docx(BODY), "report.txt")
    assert (document.format, document.text) == ("docx", "一、总体情况")


def test_a_page_that_is_called_doc_is_read() -> None:
    page = "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><p>政府信息公开一、总体情况</p></body></html>"
    document = read_document(page.encode("gbk"), "report.doc")
    assert (document.format, document.encoding) == ("html", "gb18030")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_web_archive_is_read(newline: str) -> None:
    archive = newline.join(
        (
            "MIME-Version: 1.0",
            'Content-Type: multipart/related; boundary="b"',
            "",
            "preamble",
            "--b",
            'Content-Type: text/html; charset="gb2312"',
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "<html><body><p>=D5=FE=B8=AE=D0=C5=CF=A2=B9=AB=BF=AA=C4=EA=B6=C8=B1=A8=B8=E6</p></body></html>",
            "--b--",
        )
    )
    document = read_document(archive.encode(), "report.doc")
    assert (document.text, document.encoding) == ("政府信息公开年度报告", "gb18030")
    with pytest.raises(UnreadableSource, match="without a page"):
        read_document(archive.replace("text/html", "image/png").encode(), "report.mht")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"Rar!\x1a\x07\x00 0000", "a RAR archive"),
        (b"\x1f\x8b\x08\x00 0000", "a gzip archive"),
        (b"<?xml version='1.0'?><report><value>3</value></report>", "is XML"),
        (b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'><w:p/></w:wordDocument>", "is XML"),
        (bytes(range(256)) * 40, "binary data"),
    ],
)
def test_other_formats_are_named(data: bytes, what: str) -> None:
    with pytest.raises(UnknownFormat, match=rf"^folder/a\.x\b.*{what}.*[.]$"):
        read_document(data, "folder/a.x")


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("ppt/presentation.xml", "a PowerPoint file"),
        ("OFD.xml", "an OFD document"),
        ("report.pdf", "a zip archive"),
    ],
)
def test_other_zips_are_named(make_zip: Make, part: str, what: str) -> None:
    with pytest.raises(UnknownFormat, match=f"a.zip is {what}"):
        read_document(make_zip({part: "x"}), "a.zip")


def test_an_open_document_of_another_kind_is_named(make_zip: Make) -> None:
    with pytest.raises(UnknownFormat, match="an OpenDocument file .application/vnd.oasis.opendocument.graphics"):
        read_document(make_zip({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "x"}))


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\x00" * 99])
def test_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"^a\.txt is empty"):
        read_document(data, "a.txt")


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1000)
    with pytest.raises(UnreadableSource, match=r"^a\.txt has 1,001 bytes, more than the limit of 1,000"):
        read_document(b"a" * 1001, "a.txt")


def test_too_much_plain_text_is_refused() -> None:
    with pytest.raises(UnreadableSource, match=r"^a\.txt is plain text of 8,400,000 characters"):
        read_document("一、总体情\n".encode() * 1_400_000, "a.txt")


def test_an_encrypted_document_is_named() -> None:
    data = OLE + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 500
    with pytest.raises(UnreadableSource, match=r"^a\.docx is password-protected"):
        read_document(data, "a.docx")


def test_a_zip_with_encrypted_parts_is_named(make_docx: Make) -> None:
    data = bytearray(make_docx(BODY))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + offset] |= 1
            start = data.find(mark, start + 1)
    with pytest.raises(UnreadableSource, match=r"^a\.docx is password-protected"):
        read_document(bytes(data), "a.docx")


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.99])
def test_a_truncated_document_is_refused(make_docx: Make, kept: float) -> None:
    data = make_docx(BODY * 200)
    with pytest.raises(UnreadableSource, match=r"^a\.docx .*cut off or broken.*download it again"):
        read_document(data[: int(len(data) * kept)], "a.docx")


def test_a_part_with_flipped_bytes_is_refused(make_docx: Make) -> None:
    data = bytearray(make_docx(BODY * 200))
    start = data.index(b"word/document.xml") + 30
    data[start : start + 20] = bytes(20)
    with pytest.raises(UnreadableSource, match="cannot be unpacked"):
        read_document(bytes(data), "a.docx")


def test_a_zip_bomb_is_refused(make_docx: Make) -> None:
    with pytest.raises(UnreadableSource, match="only a zip bomb does"):
        read_document(make_docx(f"<w:p>{' ' * (limits.MAX_PART // 8)}</w:p>"), "a.docx")


def test_a_zip_that_lies_about_its_size_is_refused(make_docx: Make) -> None:
    data = bytearray(make_docx(f"<w:p>{' ' * 3_000_000}</w:p>"))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(mark)
        while start >= 0:
            struct.pack_into("<I", data, start + offset, 100)
            start = data.find(mark, start + 1)
    with pytest.raises(UnreadableSource, match=r"a\.docx: its part"):
        read_document(bytes(data), "a.docx")


def test_a_zip_of_too_many_files_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for number in range(limits.MAX_ENTRIES + 1):
            package.writestr(str(number), b"")
    with pytest.raises(UnreadableSource, match="more than 10,000 files"):
        read_document(stream.getvalue(), "a.docx")


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    ],
)
def test_document_types_in_word_are_refused(make_docx: Make, document: str) -> None:
    with pytest.raises(UnreadableSource, match="document type"):
        read_document(make_docx("", {"word/document.xml": document}), "a.docx")


def test_a_deeply_nested_word_document_is_refused(make_docx: Make) -> None:
    nested = "<w:sdt><w:sdtContent>" * 3_000 + "</w:sdtContent></w:sdt>" * 3_000
    with pytest.raises(UnreadableSource, match="no sound XML"):
        read_document(make_docx(nested), "a.docx")


@pytest.mark.parametrize("document", ["", "<x", "<x/>", "no xml"])
def test_a_broken_part_is_refused(make_docx: Make, document: str) -> None:
    with pytest.raises(UnreadableSource, match=r"a\.docx: its part word/document\.xml"):
        read_document(make_docx("", {"word/document.xml": document}), "a.docx")


def outcome(data: bytes) -> str:
    """Return the format of what was read, or how it was refused."""
    try:
        return read_document(data, "any.thing").format
    except GovReportError as error:
        return "refused by name" if "any.thing" in str(error) else f"refused: {error}"


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", OLE, b"\xff\xfe", b"<table>", b"MIME-Version: 1.0\n"])
)
def test_any_bytes_give_a_document_or_an_error_of_ours(data: bytes, start: bytes) -> None:
    assert outcome(start + data) in (*READERS, "refused by name")


@given(st.text(alphabet="<>/tabledrhpsn =\"'0123456789规章&;-![]", max_size=200))
def test_any_tags_give_a_document_whose_offsets_hold(text: str) -> None:
    try:
        document = read_document(("<table>" + text).encode(), "any.html")
    except GovReportError:
        return
    for table in document.tables():
        for cell in table.cells:
            assert document.text[cell.start : cell.end] == cell.text


@given(st.binary(min_size=1, max_size=40), st.integers(0, 400))
def test_a_word_document_with_any_bytes_changed_gives_a_document_or_an_error_of_ours(noise: bytes, at: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", f"<w:document xmlns:w='w'><w:body>{BODY}</w:body></w:document>")
    data = bytearray(stream.getvalue())
    data[at : at + len(noise)] = noise
    assert outcome(b"PK\x03\x04" + bytes(data[4:])) in ("docx", "refused by name")

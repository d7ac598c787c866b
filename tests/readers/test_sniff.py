"""The format is told by content alone; what is no report's format is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from govreport.errors import UnknownFormat, UnreadableSource
from govreport.readers import READERS, containers
from govreport.readers.sniff import sniff
from tests.readers.compound import compound

Make = Callable[..., bytes]
PNG = b"\x89PNG\r\n\x1a\n0000"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"\xef\xbb\xbf  %PDF-1.7\n...", "pdf"),
        (b"HTTP/1.1 200 OK\n\n%PDF-1.4\n...startxref\n9\n%%EOF", "pdf"),
        (b"<p>report, see %PDF-1.4</p>", "html"),
        (rb"{\rtf1\ansi x}", "rtf"),
        (b"\r\n" + rb"{\rtf1\ansi x}", "rtf"),
        (PNG, "image"),
        (b"\xff\xd8\xff\xe0 0000", "image"),
        (b"GIF89a0000", "image"),
        (b"II*\x00\x08\x00\x00\x00", "image"),
        (b"MM\x00*\x00\x00\x00\x08", "image"),
        (b"BM\x36\x00\x01\x00\x00\x00\x00\x00\x36\x00\x00\x00", "image"),
        (b"BMW and others: 3", "text"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image"),
    ],
)
def test_binary_formats_by_their_first_bytes(data: bytes, found: str) -> None:
    assert sniff(data, "report.docx").format == found
    assert found in READERS


@pytest.mark.parametrize(
    ("streams", "found"),
    [
        ({"WordDocument": b"w" * 600}, "doc"),
        ({"WordDocument": b"w" * 600, "\x05SummaryInformation": b"Microsoft Office Word"}, "doc"),
        ({"WordDocument": b"w" * 600, "\x05SummaryInformation": b"..WPS Office_11.1.0.1"}, "wps"),
        (
            {"WordDocument": b"w", "\x05DocumentSummaryInformation": "KSOProductBuildVer".encode("utf-16-le")},
            "wps",
        ),
        ({"WordDocument": "政府说 Kingsoft".encode("utf-16-le")}, "doc"),
        ({"MatOST": b"w"}, "wps"),
        ({"Workbook": b"w"}, "xls"),
        ({"Book": b"w"}, "xls"),
    ],
)
def test_what_stands_in_an_ole_container_decides(streams: dict[str, bytes], found: str) -> None:
    assert sniff(compound(streams), "report.txt").format == found


def test_an_ole_container_of_another_program_is_named() -> None:
    with pytest.raises(
        UnknownFormat, match=r"^a\.doc is an Office file .*neither Word.*PowerPoint Document.*save it as"
    ):
        sniff(compound({"PowerPoint Document": b"x"}), "a.doc")


def test_an_encrypted_container_is_named() -> None:
    with pytest.raises(UnreadableSource, match=r"^a\.docx is password-protected"):
        sniff(compound({"EncryptedPackage": b"x" * 9, "EncryptionInfo": b"x"}), "a.docx")


def broken(at: int, noise: bytes) -> bytes:
    """Return a container with other bytes at an offset."""
    data = bytearray(compound({"WordDocument": b"w" * 9000}))
    data[at : at + len(noise)] = noise
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        containers.OLE,
        containers.OLE + b"0" * 600,
        compound({"WordDocument": b"w" * 9000})[:1500],
        broken(30, b"\x40\x00"),
        broken(44, b"\xff\xff\xff\x00"),
        broken(48, b"\xfe\xff\xff\x7f"),
        broken(64, b"\xff\xff\xff\x7f"),
    ],
)
def test_a_broken_container_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSource, match=r"^a\.doc begins like a \.doc or \.xls, but is cut off or broken"):
        sniff(data, "a.doc")


def test_a_container_of_too_many_streams_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_OLE_ENTRIES", 4)
    with pytest.raises(UnreadableSource, match=r"^a\.doc holds \d+ streams"):
        sniff(compound({f"s{n}": b"x" for n in range(5)}), "a.doc")


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"word/document.xml": "x"}, "docx"),
        ({"word/document.xml": "x", "word/embeddings/a.xlsx": "x"}, "docx"),
        ({"xl/workbook.xml": "x"}, "xlsx"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}, "odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "x"}, "docx"),
        ({"report.pdf": "x"}, "docx"),
    ],
)
def test_what_stands_in_a_zip_decides(parts: dict[str, str], found: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert sniff(stream.getvalue(), "report.doc").format == found


def test_a_broken_zip_is_left_to_the_reader_that_names_it(make_docx: Make) -> None:
    assert sniff(make_docx("<w:p/>")[:-30], "a.docx").format == "docx"

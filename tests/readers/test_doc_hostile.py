"""A .doc that is broken, encrypted, old or made to harm: an error of ours, or what stands in it, soon."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.document import Document
from govreport.errors import GovReportError, MissingDependency, UnreadableSource
from govreport.readers import doc_text, office, read_document
from tests.readers.compound import compound
from tests.readers.word97 import INSIDE, Para, Word, line, row, sprm

THREE = (0, 900, 1800, 2700)
BODY = [
    line("白榆县水务局2022年度报告"),
    *row(["信息内容", "1", ""], THREE),
    *row(["规章", "3", "4"], THREE),
    line("三、"),
]
PIECES, PARAGRAPHS, CHARACTERS = 33, 13, 12


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep LibreOffice out: what it makes of a broken file is its own affair."""

    def refuse(sources: Sequence[tuple[str, bytes]]) -> list[office.Converted]:
        return [UnreadableSource(f"{name}: refused.") for name, _ in sources]

    monkeypatch.setattr(office, "convert", refuse)


def changed(part: int, at: int, noise: bytes, body: list[Para] = BODY) -> bytes:
    """Return a document with other bytes at a place of one part of its table stream."""
    streams = Word(body).streams_of()
    start, size = struct.unpack_from("<II", streams["WordDocument"], 154 + 8 * part)
    table = bytearray(streams["1Table"])
    at += start if at >= 0 else start + size
    table[at : at + len(noise)] = noise
    return Word(body, streams={"1Table": bytes(table)}).data()


def head(at: int, noise: bytes) -> bytes:
    """Return a document with other bytes in its head."""
    main = bytearray(Word(BODY).streams_of()["WordDocument"])
    main[at : at + len(noise)] = noise
    return Word(BODY, streams={"WordDocument": bytes(main)}).data()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (changed(PIECES, 0, b"\x07"), "no piece table"),
        (changed(PIECES, 1, b"\x04\x00\x00\x00"), "0 pieces"),
        (changed(PIECES, 9, b"\xff\xff\xff\x00"), "positions in its piece table"),
        (changed(PIECES, 5, b"\x05\x00\x00\x00"), "positions in its piece table"),
        (changed(PIECES, 7 + 4 * len(BODY), b"\xff\xff\xff\x0f" * 9), "beyond the end of the file|make no sense"),
        (changed(PARAGRAPHS, -4, b"\xff\xff\x3f\x00"), "papx lies beyond the end"),
        (changed(CHARACTERS, -4, b"\xff\xff\x3f\x00"), "chpx lies beyond the end"),
        (head(154 + 8 * PIECES, b"\xff\xff\xff\x7f"), "clx lies beyond the end"),
        (head(76, struct.pack("<i", 999_999)), r"of the 999,999 that its head promises"),
        (head(76, struct.pack("<i", -1)), "lengths of its texts make no sense"),
        (head(76, struct.pack("<i", 0)), "lengths of its texts make no sense"),
        (head(0, b"\xec\xa6"), "does not begin as Word"),
        (head(2, b"\x65\x00"), "Word 95 or older"),
        (head(0, b"\xdc\xa5"), "Word 95 or older"),
        (compound({"WordDocument": b"w" * 30}), "does not begin as Word"),
        (Word([Para("x\x07"), line("")]).data(), "outside of every table"),
    ],
)
def test_what_the_reader_cannot_read_goes_to_libreoffice(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableSource, match=rf"^a\.doc: refused\. govreport itself does not read .*: .*({why})"):
        read_document(data, "a.doc")


def test_without_libreoffice_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(
        MissingDependency, match=r"^a\.doc is read with LibreOffice, .*apt install.*brew.*winget.*Word 95"
    ):
        read_document(head(2, b"\x65\x00"), "a.doc")


def test_encrypted() -> None:
    with pytest.raises(UnreadableSource, match=r"^a\.doc is password-protected; open it"):
        read_document(Word(BODY, flags=0x0100).data(), "a.doc")


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_cut_off(kept: float) -> None:
    data = Word(BODY).data()
    with pytest.raises(UnreadableSource, match=r"^a\.doc begins like a \.doc or \.xls, but is cut off or broken"):
        read_document(data[: int(len(data) * kept)], "a.doc")


def test_sectors_in_a_circle() -> None:
    data = bytearray(Word(BODY).data())
    table = data.rindex(struct.pack("<3I", 1, 2, 3))
    data[table : table + 12] = struct.pack("<3I", 1, 0, 1)
    with pytest.raises(UnreadableSource, match="sectors run in a circle"):
        read_document(bytes(data), "a.doc")


def test_a_stream_larger_than_the_file() -> None:
    data = bytearray(Word(BODY).data())
    entry = data.index("WordDocument".encode("utf-16-le"))
    struct.pack_into("<Q", data, entry + 120, 10**12)
    with pytest.raises(UnreadableSource, match="cut off or broken"):
        read_document(bytes(data), "a.doc")


def test_a_reference_into_the_data_stream_that_leads_nowhere() -> None:
    body = [Para("x\r", INSIDE + sprm(0x6646, 500_000)), line("")]
    with pytest.raises(UnreadableSource, match="beyond the end of the stream Data"):
        read_document(Word(body).data(), "a.doc")


def test_tables_too_deep_in_each_other() -> None:
    body = [Para("x\r", INSIDE + sprm(0x6649, 900)), line("")]
    with pytest.raises(UnreadableSource, match="in 900 tables inside each other"):
        read_document(Word(body).data(), "a.doc")


def test_too_much_text_in_pieces_that_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_text, "MAX_DOC_TEXT", 20)
    with pytest.raises(UnreadableSource, match="positions in its piece table"):
        read_document(Word(BODY).data(), "a.doc")


def test_a_row_that_is_never_closed_is_still_read() -> None:
    body = [*row(["甲", "1", "2"], THREE), *row(["乙", "3", "4"], THREE)[:-1], line("末")]
    assert read_document(Word(body).data()).text == "甲\t1\t2\n乙\t3\t4\n末"


SOUND = Word(BODY).streams_of()


def outcome(data: bytes) -> Document | None:
    """Return what was read, None where it was refused by an error that names the file."""
    try:
        return read_document(data, "any.thing")
    except GovReportError as error:
        if not str(error).startswith("any.thing"):
            raise
        return None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["WordDocument", "1Table"]), st.integers(0, 6000), st.binary(min_size=1, max_size=6))
def test_any_bytes_changed_give_a_document_or_an_error_of_ours(stream: str, at: int, noise: bytes) -> None:
    content = bytearray(SOUND[stream])
    at %= len(content)
    content[at : at + len(noise)] = noise
    document = outcome(Word(BODY, streams={stream: bytes(content)}).data())
    for table in document.tables() if document else ():
        assert all(document.text[one.start : one.end] == one.text for one in table.cells)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_settings_give_a_document_or_an_error_of_ours(packed: bytes) -> None:
    body = [Para("x\r", packed), *row(["甲", "1"], (0, 9, 18), more=packed), Para("y\r", b"", [(0, 1, packed)])]
    document = outcome(Word(body).data())
    assert document is None or "x" in document.text

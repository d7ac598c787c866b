"""Folders, globs, lists and manifests become sources in order; what no report can be is counted."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path

import pytest

from govreport import manifest, sources
from govreport.errors import UnreadableSource
from govreport.sources import find


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def names(found: sources.Found) -> list[str]:
    return [source.name for source in found.sources]


def test_folder_is_read_recursively_in_sorted_order(tmp_path: Path) -> None:
    put(tmp_path, "b/2.txt", "a.html", "b/1.docx", "c.bin", "乙/年报.md")
    assert names(find(tmp_path)) == ["a.html", "b/1.docx", "b/2.txt", "c.bin", "乙/年报.md"]
    assert [source.read() for source in find(str(tmp_path)).sources][1] == b"b/1.docx"


def test_what_no_report_can_be_is_counted_by_kind(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.txt",
        ".DS_Store",
        "._a.txt",
        ".git/config",
        "~$a.docx",
        ".~lock.a.odt#",
        "Thumbs.db",
        "x.tmp",
        "a.txt~",
    )
    put(tmp_path, "page_files/inner.html", "page_files/style.css", "style.css", "app.JS", "font.woff2")
    found = find(tmp_path)
    assert names(found) == ["a.txt"]
    assert found.skipped == {
        "hidden": 3,
        "lock or temporary": 5,
        "companion folder": 1,
        "style, script or font": 3,
    }
    line = "skipped: 3 hidden, 5 lock or temporary, 1 companion folder, 3 style, script or font"
    assert sources.skipped_line(found.skipped) == line


def test_word_s_companion_folder_is_one_only_beside_its_page(tmp_path: Path) -> None:
    put(tmp_path, "报告.htm", "报告.files/header.htm", "other.files/report.html")
    found = find(tmp_path)
    assert names(found) == ["other.files/report.html", "报告.htm"]
    assert found.skipped == {"companion folder": 1}


def test_a_corpus_saved_among_the_reports_is_no_source(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "out/corpus.json", "out/figures.parquet")
    found = find(tmp_path)
    assert names(found) == ["a.txt"]
    assert found.skipped == {"saved corpus": 1}


def test_linked_folders_are_not_entered_and_linked_files_are_read(tmp_path: Path) -> None:
    put(tmp_path, "reports/a.txt", "elsewhere/b.txt")
    (tmp_path / "reports/loop").symlink_to(tmp_path / "reports")
    (tmp_path / "reports/c.txt").symlink_to(tmp_path / "elsewhere/b.txt")
    found = find(tmp_path / "reports")
    assert names(found) == ["a.txt", "c.txt"]
    assert found.skipped == {"linked folder": 1}
    assert found.sources[1].read() == b"elsewhere/b.txt"


def test_a_folder_that_cannot_be_listed_stands_among_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.txt", "shut/b.txt")
    scandir = os.scandir

    def shut(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", shut)
    found = find(tmp_path)
    assert names(found) == ["a.txt", "shut"]
    with pytest.raises(UnreadableSource, match="shut: the file is no regular file"):
        found.sources[1].read()


def test_names_that_are_no_utf8_are_shown_escaped(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "报告.txt".encode("gb18030")
    try:
        Path(os.fsdecode(raw)).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (source,) = find(tmp_path).sources
    assert source.name == r"\xb1\xa8\xb8\xe6.txt"
    assert source.read() == b"x"


def test_glob_names_files_from_its_fixed_folder(tmp_path: Path) -> None:
    put(tmp_path, "r/2021/a.txt", "r/2021/b.html", "r/2022/a.txt", "r/2022/Thumbs.db")
    assert names(find(f"{tmp_path}/r/**/*.txt")) == ["2021/a.txt", "2022/a.txt"]
    found = find(f"{tmp_path}/r/2022/*")
    assert names(found) == ["a.txt"]
    assert found.skipped == {"lock or temporary": 1}


def test_a_file_whose_name_looks_like_a_glob_is_a_file(tmp_path: Path) -> None:
    put(tmp_path, "a[1].txt")
    assert find(tmp_path / "a[1].txt").sources[0].read() == b"a[1].txt"


def test_list_keeps_its_order_and_takes_paths_bytes_and_files(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a.txt", "more/c.txt")
    found = find([tmp_path / "b.txt", str(tmp_path / "a.txt"), b"data", io.BytesIO(b"file"), tmp_path / "more"])
    folder = tmp_path.as_posix()
    expected = [f"{folder}/b.txt", f"{folder}/a.txt", "<bytes 3>", "<bytes 4>", f"{folder}/more/c.txt"]
    assert names(found) == expected
    assert [source.read() for source in found.sources[2:4]] == [b"data", b"file"]
    assert names(find(b"one")) == ["<bytes 1>"]


def test_an_absent_file_of_a_list_fails_only_when_it_is_read(tmp_path: Path) -> None:
    (source,) = find([tmp_path / "gone.txt"]).sources
    with pytest.raises(UnreadableSource, match=r"gone\.txt: the file does not exist"):
        source.read()


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 2**20)
    (source,) = find(path).sources
    with pytest.raises(UnreadableSource, match=r"big\.txt: 200 MB, more than the \d+ MB"):
        source.read()


def test_no_source_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no source found"):
        find(tmp_path)
    put(tmp_path, ".hidden")
    with pytest.raises(UnreadableSource, match="no source found, skipped: 1 hidden"):
        find(tmp_path)
    with pytest.raises(UnreadableSource, match="neither a folder nor a file"):
        find(tmp_path / "nowhere")
    with pytest.raises(UnreadableSource, match="no source found"):
        find(f"{tmp_path}/*.pdf")
    with pytest.raises(UnreadableSource, match="the list of sources: no source found"):
        find([])
    with pytest.raises(UnreadableSource, match="source 1 is int; expected a path, bytes or a file"):
        find([7])  # type: ignore[list-item]


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_manifest_says_what_is_known(tmp_path: Path, encoding: str) -> None:
    rows = (
        "source,agency,year,published,level,is_primary\nb/1.txt,云川市科技局,2021,2022-01-31,county,TRUE\na.txt,,,,,\n"
    )
    first, second = find(written(tmp_path, rows, encoding)).sources
    assert first.name == "b/1.txt"
    assert first.path == tmp_path / "b/1.txt"
    assert first.known == {"agency": "云川市科技局", "year": 2021, "published": dt.date(2022, 1, 31), "level": "county"}
    assert first.primary is True
    assert (second.name, second.known, second.primary) == ("a.txt", {}, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("path,year\na.txt,2021\n", r"unknown columns \['path'\].*column source"),
        ("source,colour\na.txt,red\n", r"unknown columns \['colour'\].*any of url, title, agency"),
        ("source,sha256\na.txt,0\n", "unknown columns"),
        ("year\n2021\n", r"found the columns \['year'\]"),
        ("source,year\na.txt,202l\n", "line 2: year is '202l'; expected a year such as 2021"),
        ("source,year\na.txt,20211\n", "expected a year"),
        ("source,published\na.txt,31.1.2022\n", "expected a date such as 2022-01-31"),
        ("source,level\na.txt,city\n", "expected one of central, province, prefecture"),
        ("source,is_primary\na.txt,maybe\n", "expected true or false"),
        ("source,year\n,2021\n", "line 2: the column source is empty"),
        ("source\na.txt\na.txt\n", r"listed more than once: a\.txt"),
        ("source,year\na.txt,2021,x\n", "line 2: more fields than columns"),
        ("source,year\n", "the manifest has no row"),
    ],
)
def test_a_wrong_manifest_says_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnreadableSource, match=message):
        find(written(tmp_path, text))


def test_a_manifest_may_say_all_that_reading_does_not_compute() -> None:
    allowed = manifest.allowed_columns()
    assert {"agency", "agency_id", "year", "period_start", "published", "province", "is_primary"} <= set(allowed)
    assert {"report_id", "sha256", "has_requests", "n_findings", "year_basis"}.isdisjoint(allowed)


def test_a_manifest_in_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(b"source\n\xff\xff\n")
    with pytest.raises(UnreadableSource, match="neither UTF-8 nor GB18030; save it as CSV UTF-8"):
        find(path)

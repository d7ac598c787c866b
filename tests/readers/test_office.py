"""LibreOffice as a converter: what it is told, how it is bounded, and what it makes of real files where it is there."""

from __future__ import annotations

import http.server
import os
import threading
from pathlib import Path

import pytest

from govreport.errors import MissingDependency, UnreadableSource
from govreport.readers import office, office_program, read_document

RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}\f0 \u19968?\u12289?\par"
    rb"\trowd\cellx2000\cellx4000\intbl \u35268?\u31456?\cell 3\cell\row"
    rb"\trowd\cellx1000\cellx2000\cellx4000\intbl a\cell b\cell 4\cell\row\pard end\par}"
)
installed = pytest.mark.skipif(office_program.program() is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins for LibreOffice are shell scripts")


@installed
def test_rtf_with_the_columns_of_its_tables() -> None:
    document = read_document(RTF, "a.rtf")
    assert (document.format, document.reader) == ("rtf", "text")
    assert document.text == "一、\n规章\t3\na\tb\t4\nend"
    rows = next(document.tables()).rows()
    assert [(cell.col, cell.colspan) for cell in rows[0]] == [(0, 2), (2, 1)]


@installed
def test_a_broken_file_among_others_costs_only_itself() -> None:
    found = office.convert([("a.rtf", RTF), ("b.rtf", rb"{\rtf1 {{{{"), ("c.rtf", RTF)])
    assert [isinstance(one, bytes) for one in found] == [True, False, True]
    assert str(found[1]).startswith("b.rtf: LibreOffice could not convert it (")
    assert str(found[1]).endswith("open it in Word, WPS or LibreOffice and save it as .docx.")


@installed
def test_two_at_the_same_time_do_not_disturb_each_other() -> None:
    found: list[list[office.Converted]] = []
    threads = [threading.Thread(target=lambda: found.append(office.convert([("a.rtf", RTF)]))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [isinstance(one, bytes) for batch in found for one in batch] == [True, True]


class Asked(http.server.BaseHTTPRequestHandler):
    """Notes what is asked for."""

    paths: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:  # noqa: N802
        """Note the address."""
        self.paths.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815


@installed
def test_no_link_is_followed() -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/x.png"
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}" \\d}}{{\fldrslt x}}}}'
    template = rf"{{\*\template {address}}}"
    try:
        found = office.convert([("a.rtf", RTF[:-1] + f"{field}{template}}}".encode())])
    finally:
        server.shutdown()
        server.server_close()
    assert isinstance(found[0], bytes)
    assert Asked.paths == []


def test_without_it_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    words = r"^a\.rtf is read with LibreOffice, which was not found.*apt .*brew .*winget .*save it as \.docx"
    with pytest.raises(MissingDependency, match=words):
        read_document(RTF, "a.rtf")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a script in the place of LibreOffice; what it is called with is written to a file beside it."""
    script = tmp_path / "soffice"
    monkeypatch.setattr(office, "program", lambda: str(script))
    monkeypatch.setattr(office, "OFFICE_SECONDS", 1)
    return script


def write(script: Path, body: str) -> None:
    loop = 'while [ "$1" != "--outdir" ]; do shift; done; out="$2"; shift 2; mkdir -p "$out"\n'
    script.write_text(f'#!/bin/sh\necho "$@" >> "{script}.calls"\n{loop}{body}\n')
    script.chmod(0o755)


def calls(script: Path) -> list[str]:
    return Path(f"{script}.calls").read_text().splitlines()


COPY = 'cp "$one" "$out/$(basename "${one%.*}").odt"'


@posix
def test_many_files_take_one_call(stand_in: Path) -> None:
    write(stand_in, f'for one in "$@"; do {COPY}; done')
    found = office.convert([(f"{number}.rtf", RTF + b" " * number) for number in range(7)])
    assert found == [RTF + b" " * number for number in range(7)]
    assert len(calls(stand_in)) == 1
    assert "--headless" in calls(stand_in)[0]
    assert "-env:UserInstallation=file:///" in calls(stand_in)[0]


@posix
def test_a_failed_batch_is_tried_one_by_one(stand_in: Path) -> None:
    write(stand_in, f'[ $# -gt 1 ] && exit 81; for one in "$@"; do grep -q bad "$one" && exit 9; {COPY}; done')
    found = office.convert([("a.rtf", RTF), ("b.rtf", RTF + b"bad"), ("c.rtf", RTF)])
    assert (found[0], found[2]) == (RTF, RTF)
    assert str(found[1]) == (
        "b.rtf: LibreOffice could not convert it (it ended with code 9); open it in Word, WPS or LibreOffice and save "
        "it as .docx."
    )
    assert len(calls(stand_in)) == 4


@posix
def test_one_that_hangs_is_stopped_with_all_it_started(stand_in: Path, tmp_path: Path) -> None:
    write(stand_in, f'(sleep 600; echo x > "{tmp_path}/late") & echo $! > "{tmp_path}/child"; sleep 600')
    found = office.convert([("a.rtf", RTF)])
    assert "it took longer than 1 seconds" in str(found[0])
    assert isinstance(found[0], UnreadableSource)
    assert _is_gone(int((tmp_path / "child").read_text()))


def _is_gone(process: int) -> bool:
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().split(")")[-1].split()[0] == "Z":
            return True
        threading.Event().wait(0.01)
    return False


@posix
def test_files_that_come_one_after_the_other_are_waited_for(stand_in: Path) -> None:
    write(stand_in, f'for one in "$@"; do sleep 0.6; {COPY}; done')
    assert office.convert([("a.rtf", RTF), ("b.rtf", RTF), ("c.rtf", RTF)]) == [RTF] * 3
    assert len(calls(stand_in)) == 1


@posix
def test_one_that_cannot_be_started(stand_in: Path) -> None:
    stand_in.write_text("no program")
    found = office.convert([("a.rtf", RTF)])
    assert "LibreOffice could not convert it (it ended with code 126)" in str(found[0])


@posix
def test_nothing_is_left_behind(stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(stand_in, f'for one in "$@"; do {COPY}; done')
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    office.convert([("a.rtf", RTF)])
    assert list(temporary.iterdir()) == []


def test_its_usual_places_are_searched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    for name in ("_MAC", "_UNIX"):
        monkeypatch.setattr(office_program, name, () if name == "_UNIX" else str(tmp_path / "absent"))
    home = tmp_path / "LibreOffice" / "program"
    home.mkdir(parents=True)
    (home / "soffice.com").touch()
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert office_program.program() == str(home / "soffice.com")


@pytest.mark.parametrize(
    ("head", "certain"),
    [(RTF, True), (b"\xef\xbb\xbf" + RTF, True), (b"PK\x03\x04", False), (b"\xd0\xcf\x11\xe0", False)],
)
def test_what_certainly_needs_it(head: bytes, certain: bool) -> None:
    assert office.converts(head[: office.HEAD]) is certain

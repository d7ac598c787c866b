"""LibreOffice as a converter: .rtf, and what of .doc and .wps the reader of this package cannot read."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from govreport.document import Document
from govreport.errors import GovReportError, MissingDependency, UnreadableSource
from govreport.readers import pace
from govreport.readers.limits import MAX_BYTES, OFFICE_MEMORY, OFFICE_SECONDS
from govreport.readers.office_program import program, quiet_profile

_TARGET, _FILTER = "odt", "odt:writer8"
_SUFFIXES = {b"{\\rtf": ".rtf", b"PK\x03\x04": ".odt"}
_LIMITED = 'ulimit -v "$0" 2>/dev/null; (sleep "$1"; kill -9 0) & shift; exec "$@"'
"""A shell's way to limit the memory of what it starts (where the system knows such a limit), and its time, even when
the process that waits for it is gone."""
HEAD = 512
"""Bytes by which `converts` tells what it has to be told."""
_SAVE = "open it in Word, WPS or LibreOffice and save it as .docx."
Converted = bytes | GovReportError

_ready: ContextVar[Mapping[str, Converted]] = ContextVar("ready")


def read_office(data: bytes, name: str, format: str, because: str = "") -> Document:
    """Read what LibreOffice converts.

    Parameters
    ----------
    data
        The bytes.
    name
        The source, for messages.
    format
        What the document says it came from: ``rtf``, ``doc`` or ``wps``.
    because
        Why the reader of this package does not read it, for messages.

    Raises
    ------
    MissingDependency
        Where LibreOffice is not installed.
    UnreadableSource
        Where it cannot convert the file, or not within its time and memory.
    """
    from govreport.readers.odt import read_odt

    found = _ready.get({}).get(_key(data)) or convert([(name, data)])[0]
    if isinstance(found, GovReportError):
        why = f" govreport itself does not read this .{format}: {because}." if because else ""
        message = f"{found}{why}"
        raise type(found)(message)
    document = read_odt(found, name)
    document.format = format
    return document


@contextmanager
def ready(sources: Sequence[tuple[str, bytes]]) -> Iterator[None]:
    """Convert several files in one call, and use the results for what is read inside the ``with``."""
    found = zip((_key(data) for _, data in sources), convert(sources), strict=True)
    token = _ready.set(dict(found))
    try:
        yield
    finally:
        _ready.reset(token)


def _key(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def convert(sources: Sequence[tuple[str, bytes]]) -> list[Converted]:
    """Convert files to .odt, whose tables say plainly which cells they span.

    Parameters
    ----------
    sources
        Name and bytes of each.

    Returns
    -------
    list of bytes or GovReportError
        For each source the bytes of the .odt, or why there are none: `MissingDependency` where LibreOffice is not
        installed, `UnreadableSource` where it could not convert this file. A failed batch is tried again one by one.
    """
    command = program()
    if command is None:
        return [_missing(name) for name, _ in sources]
    with tempfile.TemporaryDirectory(prefix="govreport-", ignore_cleanup_errors=True) as folder:
        return _Office(command, Path(folder)).convert(sources)


def _missing(name: str) -> MissingDependency:
    message = (
        f"{name} is read with LibreOffice, which was not found. Install it (Debian, Ubuntu: apt install "
        "libreoffice-writer; macOS: brew install --cask libreoffice; Windows: winget install "
        f"TheDocumentFoundation.LibreOffice), or {_SAVE}"
    )
    return MissingDependency(message)


class _Office:
    """One LibreOffice with a profile of its own, in a folder that is thrown away afterwards."""

    def __init__(self, command: str, folder: Path) -> None:
        self._command, self._folder = command, folder
        self._profile = folder / "profile"
        quiet_profile(self._profile)

    def convert(self, sources: Sequence[tuple[str, bytes]]) -> list[Converted]:
        paths = [self._folder / f"{number:04}{_suffix(data)}" for number, (_, data) in enumerate(sources)]
        for path, (_, data) in zip(paths, sources, strict=True):
            path.write_bytes(data)
        said = self._run(paths)
        left = [path for path in paths if not _target(path).exists()]
        reasons = {path: self._run([path]) if len(paths) > 1 else said for path in left}
        return [_result(path, name, reasons.get(path, "")) for path, (name, _) in zip(paths, sources, strict=True)]

    def _run(self, paths: Sequence[Path]) -> str:
        """Convert these files in one call; return what went wrong, if anything."""
        arguments = [self._command, f"-env:UserInstallation={self._profile.as_uri()}", "--headless", "--norestore"]
        arguments += ["--nolockcheck", "--nodefault", "--nologo", "--convert-to", _FILTER, "--outdir"]
        arguments += [str(self._folder / "out"), *map(str, paths)]
        if os.name == "posix":
            longest = OFFICE_SECONDS * (len(paths) + 1)
            arguments = ["/bin/sh", "-c", _LIMITED, str(OFFICE_MEMORY // 1024), str(longest), *arguments]
        log = self._folder / "log"
        with log.open("wb") as stream:
            try:
                process = subprocess.Popen(
                    arguments,
                    stdin=subprocess.DEVNULL,
                    stdout=stream,
                    stderr=stream,
                    cwd=self._folder,
                    start_new_session=True,
                )
            except OSError as error:
                return f"it could not be started: {error}"
            stopped = _wait(process, paths)
        if stopped:
            return stopped
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        said = next((line for line in reversed(lines) if line.startswith("Error")), "")
        return said[:200] or f"it ended with code {process.returncode}"


def _wait(process: subprocess.Popen[bytes], paths: Sequence[Path]) -> str:
    """Wait until the process ends, or stop it when no file was finished for too long."""
    done, since = 0, time.monotonic()
    pace.step()
    try:
        while True:
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                now = sum(_target(path).exists() for path in paths)
                if now > done:
                    done, since = now, time.monotonic()
                    pace.step()
                elif time.monotonic() - since > OFFICE_SECONDS:
                    return f"it took longer than {OFFICE_SECONDS} seconds"
            else:
                return ""
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the process with all that it started: what is called soffice only starts the program proper."""
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    elif process.poll() is None:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()


def _target(path: Path) -> Path:
    return path.parent / "out" / f"{path.stem}.{_TARGET}"


def converts(head: bytes) -> bool:
    """Tell by its first bytes whether a file is certain to need LibreOffice; an old .doc shows only later."""
    return _suffix(head) == ".rtf"


def _suffix(data: bytes) -> str:
    head = data[:HEAD].lstrip(b" \t\r\n\x00\xef\xbb\xbf")
    return next((suffix for magic, suffix in _SUFFIXES.items() if head.startswith(magic)), ".doc")


def _result(path: Path, name: str, reason: str) -> Converted:
    found = _target(path)
    if not found.exists() or found.stat().st_size > MAX_BYTES:
        reason = reason if not found.exists() else f"it made {found.stat().st_size:,} bytes of it"
        return UnreadableSource(f"{name}: LibreOffice could not convert it ({reason}); {_SAVE}")
    return found.read_bytes()

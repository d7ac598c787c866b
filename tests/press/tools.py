"""The programs that print: LibreOffice and Chromium, with a folder of what was printed before.

A print is kept in `build/press` under a hash of its input and of how it was printed, so that a second run prints
nothing. LibreOffice is called once for many files: starting it takes longer than printing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

KEPT = Path(__file__).resolve().parents[2] / "build" / "press"
FILTERS = {
    "pdf": "pdf:writer_pdf_Export",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
}
"""By suffix, what LibreOffice calls the format."""
BATCH = 20
"""Files of one call: some seconds, and few enough that one on which LibreOffice hangs costs little."""
BATCH_SECONDS = 60
ALONE_SECONDS = 25
PAGE_SECONDS = 60
OFFICE = next((found for name in ("soffice", "libreoffice") if (found := shutil.which(name))), None)
BROWSER = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
BROWSER_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer")


def has_fonts() -> bool:
    """Say whether a font with Chinese characters is installed; without one the press prints boxes."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh-cn"], capture_output=True, text=True, check=False).stdout.strip())


def has_ocr() -> bool:
    """Say whether the extra [ocr] is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def _hash(data: bytes, how: str) -> str:
    return hashlib.sha256(how.encode() + b"\0" + data).hexdigest()[:24]


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: two runs may share the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    Path(name).replace(path)


def kept(data: bytes, how: str, suffix: str, more: str = "") -> Path:
    """Return where the print of an input lies or will lie; `more` says how it is made beyond the folder's name."""
    return KEPT / how / f"{_hash(data, how + more)}.{suffix}"


def office(sources: Sequence[bytes], given: str, wanted: str) -> list[bytes]:
    """Convert documents of one format by LibreOffice; what it hangs on is empty, and remembered as such."""
    how = f"{given}-{wanted}"
    paths = [kept(source, how, wanted) for source in sources]
    todo = {path.stem: source for path, source in zip(paths, sources, strict=True) if not path.exists()}
    names = sorted(todo)
    for start in range(0, len(names), BATCH):
        batch = {name: todo[name] for name in names[start : start + BATCH]}
        _keep_all(_convert(batch, given, wanted, BATCH_SECONDS), how, wanted)
        for name in [name for name in batch if not (KEPT / how / f"{name}.{wanted}").exists()]:
            made = _convert({name: batch[name]}, given, wanted, ALONE_SECONDS)
            _keep_all(made or {name: b""}, how, wanted)
    return [path.read_bytes() for path in paths]


def _keep_all(made: dict[str, bytes], how: str, wanted: str) -> None:
    for name, data in made.items():
        put(KEPT / how / f"{name}.{wanted}", data)


def _convert(batch: dict[str, bytes], given: str, wanted: str, seconds: float) -> dict[str, bytes]:
    """Return by name what LibreOffice converted in time."""
    with tempfile.TemporaryDirectory(prefix="press-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        for name, data in batch.items():
            (place / f"{name}.{given}").write_bytes(data)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        sheet = ["--infilter=HTML (StarCalc)"] if given == "html" else []
        command = [OFFICE or "soffice", profile, "--headless", *sheet, "--convert-to", FILTERS[wanted]]
        command += ["--outdir", str(place / "out"), *(str(place / f"{name}.{given}") for name in batch)]
        _run(command, seconds)
        made = {name: place / "out" / f"{name}.{wanted}" for name in batch}
        return {name: path.read_bytes() for name, path in made.items() if path.exists() and path.stat().st_size}


def _run(command: list[str], seconds: float) -> None:
    """Run a program and whatever it starts, and end all of them when the time is over."""
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def browser(sources: Iterable[bytes]) -> list[bytes]:
    """Print pages of HTML to PDF by headless Chromium, one call a page; what it cannot print is empty."""
    return [_page(source) for source in sources]


def _page(source: bytes) -> bytes:
    path = kept(source, "html-pdf", "pdf")
    if not path.exists():
        with tempfile.TemporaryDirectory(prefix="press-", ignore_cleanup_errors=True) as folder:
            page, out = Path(folder, "page.html"), Path(folder, "page.pdf")
            page.write_bytes(source)
            command = [BROWSER or "chromium", *BROWSER_FLAGS, f"--user-data-dir={folder}/profile"]
            _run([*command, f"--print-to-pdf={out}", page.as_uri()], PAGE_SECONDS)
            put(path, out.read_bytes() if out.exists() else b"")
    return path.read_bytes()

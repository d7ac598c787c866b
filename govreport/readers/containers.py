"""What stands inside an OLE or a zip container, told by the names of its parts and never by the suffix."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from govreport.errors import UnknownFormat, UnreadableSource
from govreport.readers.limits import MAX_OLE_ENTRIES

if TYPE_CHECKING:
    import olefile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WPS_MARKS = tuple(
    mark.encode(codec) for mark in ("KSOProductBuildVer", "WPS Office", "Kingsoft") for codec in ("ascii", "utf-16-le")
)
_SUMMARIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation", "\x01CompObj")
_WORKS = ("MatOST", "CONTENTS", "MM")
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, struct.error)
_OPEN_TEXT = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")


def open_ole(data: bytes, name: str) -> olefile.OleFileIO:
    """Open an OLE container.

    Raises
    ------
    UnreadableSource
        Where its structure is broken, or it holds more streams than any document.
    """
    import olefile

    try:
        _check_header(data)
        ole = olefile.OleFileIO(io.BytesIO(data))
    except _BROKEN as error:
        raise _broken(name, str(error)) from error
    if len(ole.direntries) > MAX_OLE_ENTRIES:
        message = f"{name} holds {len(ole.direntries):,} streams; a document has a few dozen. Save it again in Word."
        raise UnreadableSource(message)
    return ole


def _check_header(data: bytes) -> None:
    """Refuse what olefile would believe: sectors of any size, tables longer than the file."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    counts = (
        struct.unpack_from("<I", data, 44) + struct.unpack_from("<I", data, 64) + struct.unpack_from("<I", data, 72)
    )
    if shift not in (9, 12) or mini_shift != 6 or max(counts) > len(data) >> shift:
        message = "its header contradicts its size"
        raise ValueError(message)


def _broken(name: str, reason: str) -> UnreadableSource:
    message = f"{name} begins like a .doc or .xls, but is cut off or broken ({reason}); download it again."
    return UnreadableSource(message)


def ole_stream(ole: olefile.OleFileIO, stream: str, name: str) -> bytes:
    """Return one stream, empty where the container has none of this name.

    Raises
    ------
    UnreadableSource
        Where the stream is cut off, or said to be larger than the file.
    """
    try:
        if ole.get_type(stream) != 2:
            return b""
        size = ole.get_size(stream)
        if size > ole._filesize or ole.root.size > ole._filesize:
            message = f"stream {stream} of {size:,} bytes in a file of {ole._filesize:,}"
            raise ValueError(message)
        found = bytes(ole.openstream(stream).read())
        _check_chain(ole, ole.direntries[ole._find(stream)].isectStart, size)
    except _BROKEN as error:
        raise _broken(name, str(error)) from error
    if len(found) != size:
        raise _broken(name, f"of stream {stream} {len(found):,} of {size:,} bytes are there")
    return found


def _check_chain(ole: olefile.OleFileIO, at: int, size: int) -> None:
    """Refuse a stream whose sectors run in a circle: what olefile reads of it are bytes of somewhere else."""
    small = size < ole.minisectorcutoff
    table, sector = (ole.minifat, ole.minisectorsize) if small else (ole.fat, ole.sectorsize)
    seen: set[int] = set()
    for _ in range(-(-size // sector)):
        if at in seen or at >= len(table):
            message = "its sectors run in a circle or out of the file"
            raise ValueError(message)
        seen.add(at)
        at = table[at]


def ole_format(data: bytes, name: str) -> tuple[str, olefile.OleFileIO]:
    """Return the format of an OLE container, ``doc``, ``wps`` or ``xls``, and the container.

    A .wps of WPS Writer has the very bytes of a .doc, so only the program that wrote it tells them apart: its
    properties carry the build of WPS (``KSOProductBuildVer``) or name the program. A container of Microsoft Works,
    which has streams of its own, is ``wps`` too.

    Raises
    ------
    UnknownFormat
        Where it holds something else, such as slides or a mail.
    UnreadableSource
        Where it is broken or encrypted.
    """
    if _ENCRYPTED in data:
        message = f"{name} is password-protected; open it with the password and save it without one."
        raise UnreadableSource(message)
    ole = open_ole(data, name)
    if ole.exists("WordDocument"):
        properties = b"".join(ole_stream(ole, stream, name) for stream in _SUMMARIES)
        return "wps" if any(mark in properties for mark in _WPS_MARKS) else "doc", ole
    if ole.exists("Workbook") or ole.exists("Book"):
        return "xls", ole
    if any(ole.exists(stream) for stream in _WORKS):
        return "wps", ole
    kept = ", ".join(sorted({path[0] for path in ole.listdir()})[:5]).encode("ascii", "replace").decode()
    message = (
        f"{name} is an Office file of another program, neither Word nor WPS nor Excel (it holds {kept or 'nothing'}); "
        "open it and save it as .docx."
    )
    raise UnknownFormat(message)


def zip_format(data: bytes) -> str:
    """Return the format of a zip: ``docx``, ``xlsx`` or ``odt``; what is neither is left to the reader of .docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {part.replace("\\", "/").lstrip("/") for part in archive.namelist()}
            kind = _mimetype(archive) if "mimetype" in archive.namelist() else ""
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OverflowError, EOFError, OSError):
        return "docx"
    folders = {part.partition("/")[0] for part in names}
    if kind in _OPEN_TEXT or (not kind and "content.xml" in names and "word" not in folders):
        return "odt"
    return "xlsx" if "xl" in folders and "word" not in folders else "docx"


def _mimetype(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as stream:
        return stream.read(200).decode("ascii", "replace").strip()

"""The zip around a Word document: which part is what, each read within bounds."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from lxml import etree

from govreport.errors import UnknownFormat, UnreadableSource
from govreport.readers.limits import MAX_ENTRIES, MAX_PART, MAX_RATIO

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/\w+|drawingml/[\w/]+)")
_OTHERS = (
    ("xl/", "an Excel workbook (.xlsx)"),
    ("ppt/", "a PowerPoint file (.pptx)"),
    ("OFD.xml", "an OFD document"),
    ("META-INF/", "an archive of another program"),
)
_FREE = 2**20
"""Bytes that a part may have whatever its ratio."""


class Package:
    """The parts of one .docx.

    Raises
    ------
    UnreadableSource
        Where the zip is cut off, encrypted or unpacks beyond the limits.
    UnknownFormat
        Where it is a zip of something else.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError) as error:
            message = f"{name} begins like a .docx, but its zip is cut off or broken ({error}); download it again."
            raise UnreadableSource(message) from error
        if len(self._zip.infolist()) > MAX_ENTRIES:
            message = f"{name} holds more than {MAX_ENTRIES:,} files; a .docx has a few dozen. Save it again in Word."
            raise UnreadableSource(message)
        self._parts = {info.filename.replace("\\", "/").lstrip("/"): info for info in self._zip.infolist()}
        self.main = self._main_part()

    def _main_part(self) -> str:
        for kind, target in self.relations("").values():
            if kind.endswith("/officeDocument") and target in self._parts and not target.startswith(("xl/", "ppt/")):
                return target
        if "word/document.xml" in self._parts:
            return "word/document.xml"
        if "mimetype" in self._parts:
            what = f"an OpenDocument file ({self.read('mimetype')[:80].decode('ascii', 'replace')})"
        else:
            found = (what for start, what in _OTHERS if any(part.startswith(start) for part in self._parts))
            what = next(found, "a zip archive")
        message = f"{self.name} is {what} and no Word document; unpack it, or save the report in it as .docx."
        raise UnknownFormat(message)

    def has(self, part: str) -> bool:
        """Tell whether the package has a part of this name."""
        return part in self._parts

    def read(self, part: str) -> bytes:
        """Return the bytes of a part, or refuse what unpacks beyond the limits."""
        info = self._parts[part]
        if info.flag_bits & 1:
            message = f"{self.name} is password-protected; open it with the password and save it without one."
            raise UnreadableSource(message)
        most = max(_FREE, min(MAX_PART, info.compress_size * MAX_RATIO))
        try:
            with self._zip.open(info) as stream:
                data = stream.read(most + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            message = f"{self.name}: its part {part} cannot be unpacked ({error}); download it again."
            raise UnreadableSource(message) from error
        if len(data) > most:
            message = (
                f"{self.name}: its part {part} unpacks {info.compress_size:,} bytes to more than {most:,}, "
                "as only a zip bomb does; save the document again in Word."
            )
            raise UnreadableSource(message)
        return data

    def xml(self, part: str) -> etree._Element:
        """Return a part as XML, in the transitional namespaces; entities and document types are refused."""
        data = _STRICT.sub(_transitional, self.read(part))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            message = f"{self.name}: its part {part} is no sound XML ({error}); open it in Word and save it again."
            raise UnreadableSource(message) from error
        if root.getroottree().docinfo.internalDTD is not None:
            message = f"{self.name}: its part {part} has a document type, which Word never writes and attacks do."
            raise UnreadableSource(message)
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part (of the package for ``""``): id -> (kind, target)."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._parts:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(path).iter(_RELATION):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = relation.get("Type", ""), target
        return found


def _transitional(found: re.Match[bytes]) -> bytes:
    family = found[1]
    year = b"2006/" if not family.startswith(b"officeDocument") else b""
    if family.startswith(b"officeDocument"):
        return b"http://schemas.openxmlformats.org/officeDocument/2006/" + family.partition(b"/")[2]
    head, _, rest = family.partition(b"/")
    return b"http://schemas.openxmlformats.org/" + head + b"/" + year + rest

"""Where reports come from: a folder, a glob, a list, one file or a manifest, told apart and put in order."""

from __future__ import annotations

import glob
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

from govreport.errors import UnreadableSource
from govreport.readers.limits import MAX_BYTES

SKIPPED = ("hidden", "lock or temporary", "companion folder", "style, script or font", "linked folder", "saved corpus")
STAMP = "corpus.json"
"""The file that marks a folder as a saved corpus: what an earlier run wrote is no source of the next."""
_SUFFIXES = {
    "lock or temporary": (".tmp", ".temp", ".part", ".crdownload", ".swp", ".lock"),
    "style, script or font": (".css", ".scss", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"),
}
_TEMPORARY = re.compile(r"~\$|~.*\.tmp$|.*~$|(thumbs|ehthumbs)\.db$|desktop\.ini$|__macosx$|icon\r$", re.IGNORECASE)

OneSource = str | os.PathLike[str] | bytes | BinaryIO


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: `name` is what the frames call it, `known` what a manifest says of its report.

    `primary` is the manifest's choice whether the report counts for its agency and year.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    known: Mapping[str, Any] = field(default_factory=dict)
    primary: bool | None = None

    def read(self) -> bytes:
        """Return the bytes.

        Raises
        ------
        UnreadableSource
            The file is absent, no regular file, over `MAX_BYTES` or cannot be opened.
        """
        return self.data if self.data is not None else read_file(self.path or Path(self.name), self.name)


@dataclass(slots=True)
class Found:
    """What `find` found: sources in order, and how many entries it passed over, by kind (`SKIPPED`)."""

    sources: list[Source] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def read_file(path: Path, name: str | None = None) -> bytes:
    """Return the bytes of a file, which error messages call `name`.

    Raises
    ------
    UnreadableSource
        The file is absent, no regular file, over `MAX_BYTES` or cannot be opened.
    """
    name = name or shown(path)
    try:
        if not path.is_file():
            found = "is no regular file" if path.exists() else "does not exist"
            msg = f"{name}: the file {found}; check the path"
            raise UnreadableSource(msg)
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = f"more than the {MAX_BYTES / 2**20:.0f} MB that are read"
            msg = f"{name}: {size / 2**20:.0f} MB, {limit}; is it one report? Split it"
            raise UnreadableSource(msg)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableSource):
            raise
        reason = getattr(error, "strerror", None) or error
        msg = f"{name}: the file cannot be opened ({reason}); check the path and its permissions"
        raise UnreadableSource(msg) from error


def shown(path: PurePath | str) -> str:
    r"""Return a path as the frames show it: forward slashes, bytes that are no UTF-8 as ``\xNN``.

    Examples
    --------
    >>> shown("2021/" + b"\xb1\xa8.txt".decode("utf-8", "surrogateescape"))
    '2021/\\xb1\\xa8.txt'
    """
    text = path.as_posix() if isinstance(path, PurePath) else path.replace(os.sep, "/")
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def kind_skipped(name: str) -> str | None:
    """Return why an entry of a folder is passed over, None where it has to be read.

    Examples
    --------
    >>> kind_skipped("~$report.docx"), kind_skipped(".DS_Store"), kind_skipped("report.docx")
    ('lock or temporary', 'hidden', None)
    """
    if _TEMPORARY.match(name) or name.startswith(".~lock."):
        return "lock or temporary"
    if name.startswith("."):
        return "hidden"
    return next((kind for kind, ends in _SUFFIXES.items() if name.lower().endswith(ends)), None)


def _companion(folder: str, siblings: Iterable[str]) -> bool:
    """Tell whether a folder holds the pictures and styles of a page that a browser or Word saved beside it."""
    stem = folder.removesuffix(".files")
    pages = (f"{stem}{end}" for end in (".htm", ".html", ".mht"))
    return folder.endswith("_files") or (stem != folder and not set(pages).isdisjoint(siblings))


def _keep_folders(root: str, folders: list[str], files: list[str], skipped: Counter[str]) -> Iterator[str]:
    for folder in folders:
        kind = "companion folder" if _companion(folder, files) else kind_skipped(folder)
        if kind is None and Path(root, folder).is_symlink():
            kind = "linked folder"
        elif kind is None and Path(root, folder, STAMP).is_file():
            kind = "saved corpus"
        if kind is None:
            yield folder
        else:
            skipped[kind] += 1


def from_folder(folder: Path) -> Found:
    """Return every file below a folder, sorted by its path there; folders that are links are not entered."""
    found = Found()
    paths: list[Path] = []
    # a folder that cannot be listed stands among the sources, so that it becomes a failure and not a silence
    for root, folders, files in os.walk(folder, onerror=lambda error: paths.append(Path(error.filename))):
        folders[:] = list(_keep_folders(root, folders, files, found.skipped))
        for name in files:
            kind = kind_skipped(name)
            if kind is None:
                paths.append(Path(root, name))
            else:
                found.skipped[kind] += 1
    named = ((shown(path.relative_to(folder)), path) for path in paths)
    found.sources = [Source(name, path) for name, path in sorted(named)]
    return found


def _from_glob(pattern: str) -> Found:
    """Return the files that match, named from the last folder that the pattern spells out."""
    plain: list[str] = []
    for part in PurePath(pattern).parts[:-1]:
        if glob.has_magic(part):
            break
        plain.append(part)
    root, found = Path(*plain), Found()
    # Path.glob gives other matches for ** before Python 3.13
    matches = (Path(match) for match in glob.iglob(pattern, recursive=True))  # noqa: PTH207
    for path in sorted({path for path in matches if not path.is_dir()}, key=shown):
        kind = kind_skipped(path.name)
        if kind is None:
            found.sources.append(Source(shown(path.relative_to(root) if plain else path), path))
        else:
            found.skipped[kind] += 1
    return found


def _from_path(text: str | os.PathLike[str]) -> Found:
    path = Path(text)
    if path.is_dir():
        return from_folder(path)
    if glob.has_magic(os.fspath(text)) and not path.exists():
        return _from_glob(os.fspath(text))
    return Found([Source(shown(path), path)])


def _from_list(sources: Iterable[OneSource]) -> Found:
    found = Found()
    for number, source in enumerate(sources, 1):
        if isinstance(source, str | os.PathLike):
            more = _from_path(source)
            found.sources += [replace(one, name=shown(one.path or Path(one.name))) for one in more.sources]
            found.skipped += more.skipped
        else:
            data = source if isinstance(source, bytes) else _content(source, number)
            found.sources.append(Source(f"<bytes {number}>", data=data))
    return found


def _content(source: Any, number: int) -> bytes:
    content = source.read(MAX_BYTES + 1) if hasattr(source, "read") else None
    if not isinstance(content, bytes):
        msg = f"source {number} is {type(source).__name__}; expected a path, bytes or a file opened in binary mode"
        raise UnreadableSource(msg)
    return content


def find(source: OneSource | Iterable[OneSource]) -> Found:
    """Return the sources behind a folder, glob, file, manifest (``.csv``) or list of paths and bytes, in order.

    Raises
    ------
    UnreadableSource
        There is no source at all, or the manifest is wrong. An absent file in a list or a manifest is no
        error here: reading it is.
    """
    from govreport.manifest import from_manifest

    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if path.is_file() and path.suffix.lower() == ".csv":
            return from_manifest(path)
        if not path.exists() and not glob.has_magic(os.fspath(source)):
            msg = f"{shown(path)}: neither a folder nor a file nor a glob; check the path (now in {Path.cwd().name}/)"
            raise UnreadableSource(msg)
        found = _from_path(source)
    else:
        one = isinstance(source, bytes) or hasattr(source, "read")
        found = _from_list([cast("OneSource", source)] if one else cast("Iterable[OneSource]", source))
    if not found.sources:
        passed = f", {skipped_line(found.skipped)}" if found.skipped else ""
        msg = f"{_what(source)}: no source found{passed}; expected a folder with reports, a glob, a list or a manifest"
        raise UnreadableSource(msg)
    return found


def _what(source: object) -> str:
    return shown(Path(source)) if isinstance(source, str | os.PathLike) else "the list of sources"


def skipped_line(skipped: Mapping[str, int]) -> str:
    """Return what was passed over in one line.

    Examples
    --------
    >>> skipped_line({"hidden": 2, "companion folder": 1})
    'skipped: 2 hidden, 1 companion folder'
    """
    return "skipped: " + (", ".join(f"{skipped[kind]} {kind}" for kind in SKIPPED if skipped.get(kind)) or "nothing")

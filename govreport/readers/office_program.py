"""Where LibreOffice is, and a profile in which it runs no macro, follows no link and asks nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_NAMES = ("soffice", "libreoffice", "loffice", "soffice.com", "soffice.exe")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_UNIX = ("/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice", "/snap/bin/libreoffice")
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Path, name, value; the proxy is a port that nobody listens on, so that nothing is ever fetched."""


def program() -> str | None:
    """Return the path of LibreOffice: on the PATH, else where it is usually installed, else None."""
    on_path = (shutil.which(name) for name in _NAMES)
    return next((found for found in on_path if found), next(_usual(), None))


def _usual() -> Iterator[str]:
    homes = [Path(os.environ[key]) for key in _WINDOWS if os.environ.get(key)]
    places = [Path(_MAC), *map(Path, _UNIX), *(home / "LibreOffice" / "program" / "soffice.com" for home in homes)]
    places += sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    yield from (str(place) for place in places if place.is_file())


def quiet_profile(folder: Path) -> None:
    """Make a profile of LibreOffice that asks nothing, runs nothing and fetches nothing."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )

"""What the styles of a Word document hide, strike out and raise, written to the runs that have these styles."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SETTINGS = tuple(W + name for name in ("vanish", "strike", "dstrike", "vertAlign", "position"))
Settings = dict[str, etree._Element]


def settings_of(styles: etree._Element) -> dict[str, Settings]:
    """Return by the id of each style what it says of showing text, what it is based on included.

    Styles that say nothing of it are left out.
    """
    own: dict[str, Settings] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        settings = style.iterfind(f"{W}rPr/*")
        own[key] = {str(setting.tag): setting for setting in settings if setting.tag in _SETTINGS}
        parent = style.find(f"{W}basedOn")
        based[key] = parent.get(f"{W}val", "") if parent is not None else ""
    found = {key: _inherited(key, own, based) for key in own}
    return {key: settings for key, settings in found.items() if settings}


def _inherited(key: str, own: dict[str, Settings], based: dict[str, str]) -> Settings:
    settings: Settings = {}
    seen: set[str] = set()
    while key in own and key not in seen:
        seen.add(key)
        settings = own[key] | settings
        key = based[key]
    return settings


def apply_styles(root: etree._Element, styles: dict[str, Settings]) -> None:
    """Write to each run what its style, else that of its paragraph, says of showing its text."""
    if not styles:
        return
    for run in root.iter(f"{W}r"):
        paragraph = next(run.iterancestors(f"{W}p"), None)
        for holder, path in ((run, f"{W}rPr/{W}rStyle"), (paragraph, f"{W}pPr/{W}pStyle")):
            mark = holder.find(path) if holder is not None else None
            settings = styles.get(mark.get(f"{W}val", "")) if mark is not None else None
            if settings:
                _write(run, settings)


def _write(run: etree._Element, settings: Settings) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for tag, setting in settings.items():
        if properties.find(tag) is None:
            properties.append(deepcopy(setting))

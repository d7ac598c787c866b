"""What the styles of an OpenDocument text hide, strike out and raise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT = f"{_OPEN}style:1.0}}", f"{_OPEN}text:1.0}}"
_LIFTED = re.compile(r"(-?\d+)(?:\.\d+)?%")
_RAISED = 15
"""Percent of its size by which a mark stands off its line."""


def shown_by(roots: Sequence[etree._Element]) -> dict[str, str]:
    """Return by name the styles of characters and paragraphs that make text ``gone`` or ``raised``.

    Parameters
    ----------
    roots
        The parts with styles; of two styles of one name the later counts. A style has what its parent has, unless it
        says otherwise.
    """
    own: dict[str, dict[str, str]] = {}
    parents: dict[str, str] = {}
    for root in roots:
        for style in root.iter(f"{_STYLE}style"):
            if style.get(f"{_STYLE}family") in ("text", "paragraph"):
                name = style.get(f"{_STYLE}name", "")
                properties = style.find(f"{_STYLE}text-properties")
                own[name] = {} if properties is None else {str(key): str(one) for key, one in properties.items()}
                parents[name] = style.get(f"{_STYLE}parent-style-name", "")
    kinds = ((name, _kind(_inherited(name, own, parents))) for name in own)
    return {name: kind for name, kind in kinds if kind}


def _inherited(name: str, own: dict[str, dict[str, str]], parents: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    seen: set[str] = set()
    while name in own and name not in seen:
        seen.add(name)
        found = own[name] | found
        name = parents[name]
    return found


def _kind(properties: dict[str, str]) -> str:
    struck = (properties.get(f"{_STYLE}text-line-through-{name}", "none") for name in ("style", "type"))
    if properties.get(f"{_TEXT}display") == "none" or any(one != "none" for one in struck):
        return "gone"
    position = properties.get(f"{_STYLE}text-position", "")
    lifted = _LIFTED.match(position)
    raised = position.startswith(("super", "sub")) or (lifted is not None and abs(int(lifted[1])) >= _RAISED)
    return "raised" if raised else ""

"""What one report comes to, as plain records; frames are built from them once, at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]


@dataclass(slots=True)
class Records:
    """The rows that one report adds to each frame; keys as in `govreport.frames.schemas`.

    Attributes
    ----------
    report
        Its one row of `reports`.
    figures, places, mentions, findings, checks, texts
        Its rows of the frame of that name.
    """

    report: Record
    figures: list[Record] = field(default_factory=list)
    places: list[Record] = field(default_factory=list)
    mentions: list[Record] = field(default_factory=list)
    findings: list[Record] = field(default_factory=list)
    checks: list[Record] = field(default_factory=list)
    texts: list[Record] = field(default_factory=list)


def digits(value: float) -> str:
    """Return a number with all its digits, for a message.

    Examples
    --------
    >>> digits(1234567.0), digits(0.5)
    ('1234567', '0.5')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".")

"""What a number format of a spreadsheet prints: ``0;-0;"-"`` prints 3 as 3 and 0 as a dash ([ECMA-376] 18.8.31)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_ACCOUNTS = '_ * #,##0{0}_ ;_ * -#,##0{0}_ ;_ * "-"{1}_ ;_ @_ '
_DAY = "yyyy-mm-dd"
_BUILT_IN: dict[int, str] = (
    {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"}
    | dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), _DAY)
    | dict.fromkeys((5, 6, 37, 38), "#,##0_);(#,##0)")
    | dict.fromkeys((7, 8, 39, 40), "#,##0.00_);(#,##0.00)")
    | dict.fromkeys((41, 42), _ACCOUNTS.format("", ""))
    | dict.fromkeys((43, 44), _ACCOUNTS.format(".00", "??"))
    | {48: "##0.0E+0", 49: "@"}
)
_TOKEN = re.compile(
    r'"(?P<said>[^"]*)"?|[\\!](?P<sign>.)|[_*].|\[(?P<option>[^\]]*)\]|(?P<general>general)|(?P<other>.)', re.I
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_CURRENCY = "¥￥$"
_EXACT, _GENERAL = 15, 10
"""Digits that a number holds, and that the general format prints of one with a fraction."""


@dataclass(slots=True)
class _Section:
    """One of the sections of a format: what stands before and behind the number, and how its digits are printed.

    `odd` is True where it prints something else than the number rounded to `decimals` places.
    """

    condition: tuple[str, float] | None = None
    before: str = ""
    behind: str = ""
    digits: str = ""
    odd: bool = False

    @property
    def decimals(self) -> int:
        return len(self.digits.partition(".")[2].replace(",", ""))


def format_code(number: int, code: str | None) -> str:
    """Return the code of a format by its number; formats below 164 may be known by their number alone.

    Examples
    --------
    >>> format_code(3, None), format_code(164, "0.0"), format_code(163, None)
    ('#,##0', '0.0', 'General')
    """
    return code if code is not None else _BUILT_IN.get(number, "General")


def shown(number: float, code: str) -> tuple[str, bool]:
    """Return what a format prints of a number, and whether that is the number but for rounding.

    Separators of thousands and signs of currency are left out.

    Examples
    --------
    >>> [shown(0.0, code)[0] for code in ("General", "0", "#", '0;-0;"-"', '0;-0;;@', '[=0]"无";0')]
    ['0', '0', '', '-', '', '无']
    >>> shown(25.126, '#,##0.00"万元"'), shown(12.0, "@"), shown(12.0, '"1"0')
    (('25.13万元', True), ('12', True), ('112', False))
    """
    sections = _sections(code)
    section = _chosen(number, sections)
    if section is None:
        return plain(number), False
    if section.digits == "General":
        return f"{section.before}{_general(number)}{section.behind}".strip(), True
    if not section.digits:
        return f"{section.before}{section.behind}".strip(), not section.odd
    rounded = Decimal(plain(number)).quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP)
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if rounded == 0:
        text = "0" if "0" in section.digits else ""
    return f"{section.before}{text}{section.behind}".strip(), not section.odd


def plain(number: float) -> str:
    """Return a number with the digits that a spreadsheet holds of it.

    Examples
    --------
    >>> plain(0.1 + 0.2), plain(1e15)
    ('0.3', '1000000000000000')
    """
    return _decimal(f"{number:.{_EXACT}g}")


def _decimal(number: str) -> str:
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _general(number: float) -> str:
    return plain(number) if number == int(number) else _decimal(f"{number:.{_GENERAL}g}")


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    found = [_Section()]
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            found.append(_Section())
        else:
            _take(found[-1], token)
    for section in found:
        section.odd |= any(sign.isdigit() for sign in section.before + section.behind)
        section.odd |= section.digits.rstrip(".").endswith(",")
    return tuple(found)


def _take(section: _Section, token: re.Match[str]) -> None:
    """Add one token of a code to its section."""
    if token["option"] is not None:
        _take_option(section, token["option"])
    elif token["general"] or token["other"] == "@":
        section.digits = section.digits or "General"
    elif (sign := token["other"]) is not None and sign in "0#?.,":
        section.odd |= bool(section.behind.strip()) or section.digits == "General"
        section.digits += sign
    elif sign is not None and sign in "Ee/":
        section.odd = True
    else:
        said = "".join(filter(None, (token["said"], token["sign"], sign)))
        said = "".join(one for one in said if one not in _CURRENCY)
        if section.digits:
            section.behind += said
        else:
            section.before += said


def _take_option(section: _Section, option: str) -> None:
    condition = _CONDITION.match(option)
    if condition:
        section.condition = condition[1], float(condition[2])
    elif option.startswith("$"):
        said = option[1:].partition("-")[0].strip(_CURRENCY)
        section.before += said


def _chosen(number: float, sections: tuple[_Section, ...]) -> _Section | None:
    """Return the section that prints a number: by its condition, else by its sign."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _COMPARE[section.condition[0]](number, section.condition[1]):
                return section
        return None
    if len(sections) > 2 and number == 0:
        return sections[2]
    if len(sections) > 1 and number < 0:
        return _signed(sections[1])
    return sections[0]


def _signed(section: _Section) -> _Section:
    """Return the section of negative numbers; its sign, or its brackets, stand in the number."""
    return _Section(digits=section.digits, odd=section.odd) if section.digits else section

"""The table of divisions: which stood in a year, what a former one is now, and where one lies."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from govreport.regions.forms import bare_form, short_forms

HERE = Path(__file__).parent
# No report is older: the first year of the Regulations is 2008.
FIRST_NEEDED = 2003
MUNICIPALITIES = ("11", "12", "31", "50")


class Division(NamedTuple):
    """One name of one code: the report years at whose end it held, and the code in the newest table."""

    code: str
    name: str
    since: int
    until: int
    newest: str

    @property
    def rank(self) -> str:
        """Return ``province``, ``prefecture`` or ``county``."""
        return "province" if self.code.endswith("0000") else "prefecture" if self.code.endswith("00") else "county"

    @property
    def is_district(self) -> bool:
        """Return whether it is a 市辖区."""
        return self.rank == "county" and self.name.endswith("区") and not self.name.endswith(("林区", "特区"))

    def holds(self, year: int) -> bool:
        """Return whether the name held at the end of `year`."""
        return self.since <= year <= self.until

    def lies_in(self, other: Division) -> bool:
        """Return whether the division lies in the other one, by its code."""
        if other.rank == "province":
            return self.code[:2] == other.code[:2] and self.code != other.code
        if other.rank == "prefecture":
            inside = self.code[:4] == other.code[:4] and self.code != other.code
            # The prefectures 塔城 and 阿勒泰 belong to 伊犁哈萨克自治州.
            return inside or (other.code == "654000" and self.code[:4] in ("6542", "6543"))
        return False


class Region(NamedTuple):
    """A division and those above it, by their names as of one year."""

    province: str | None
    prefecture: str | None
    county: str | None
    adcode: str
    level: str

    @property
    def path(self) -> str:
        """Return the names in one string, a municipality's name once: 江苏省南京市鼓楼区."""
        named = dict.fromkeys(name for name in (self.province, self.prefecture, self.county) if name)
        return "".join(named)


def read_csv(name: str) -> list[dict[str, str]]:
    """Return the rows of one of this room's CSV files."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class Divisions:
    """All divisions since 2003, by code and by the forms of their names."""

    def __init__(self) -> None:
        with (HERE / "divisions.csv").open(encoding="utf-8", newline="") as lines:
            plain = csv.reader(lines)
            next(plain)
            listed = [
                Division(code, name, int(since), int(until or 9999), newest)
                for code, name, since, until, newest in plain
                if not until or int(until) >= FIRST_NEEDED
            ]
        self.by_code: dict[str, list[Division]] = {}
        self.by_newest: dict[str, list[Division]] = {}
        self.by_name: dict[str, list[Division]] = {}
        self.by_bare: dict[str, list[Division]] = {}
        for division in listed:
            if division.code[:2] > "65":
                continue
            self.by_code.setdefault(division.code, []).append(division)
            self.by_newest.setdefault(division.newest or division.code, []).append(division)
            self._enter(division)
        for row in read_csv("aliases.csv"):
            for division in self.by_name.get(row["name"], ()):
                _put(self.by_name, row["alias"], division)

    def _enter(self, division: Division) -> None:
        _put(self.by_name, division.name, division)
        if "自治" in division.name:
            for form in short_forms(division.name):
                _put(self.by_name, form, division)
        bare = bare_form(division.name)
        if bare:
            _put(self.by_bare, bare, division)

    def in_year(self, code: str, year: int) -> Division | None:
        """Return the division that a code stood for in a year, else the one nearest in time."""
        spells = self.by_code.get(code, ())
        return min(spells, key=lambda each: _away(each, year), default=None)

    def as_of(self, division: Division, year: int) -> Division:
        """Return the same place as it stood in `year`: 密云县 in 2020 is 密云区.

        Parameters
        ----------
        division
            Any division.
        year
            A report year.

        Returns
        -------
        Division
            The division itself where it held then, or where nothing is known to have taken its place.
        """
        if division.holds(year):
            return division
        kin = [each for each in self.by_newest[division.newest or division.code] if each.holds(year)]
        same = [each for each in kin if each.code == division.code] or [
            each for each in kin if self.identity(each) == self.identity(division)
        ]
        return (same or (kin if len(kin) == 1 else None) or [division])[0]

    def identity(self, division: Division) -> str:
        """Return the code that stands for the place in every year.

        Its code in the newest table, unless it was merged into a place that goes on: that one alone keeps the code.
        """
        newest = division.newest or division.code
        beside = [
            other
            for other in self.by_newest[newest]
            if other.code != division.code and other.rank == division.rank and _overlap(other, division)
        ]
        if not beside:
            goes_on = division.newest and newest.endswith("00") == division.code.endswith("00")
            return newest if goes_on else self._own(division)
        return newest if self._heir(newest, [division, *beside]) == division else self._own(division)

    def _own(self, division: Division) -> str:
        """Return the code of a place that ended; with its name where another place bears the code by now."""
        taken = any(other.code == division.code and other != division for other in self.by_code[division.code])
        return division.code + division.name if taken else division.code

    def _heir(self, newest: str, merged: list[Division]) -> Division | None:
        name = self.in_year(newest, 9998)
        stem = bare_form(name.name) or name.name if name else ""
        named = [each for each in merged if (bare_form(each.name) or each.name) == stem]
        same = [each for each in merged if each.code == newest]
        return next((found[0] for found in (named, same) if len(found) == 1), None)

    def region(self, division: Division, year: int) -> Region:
        """Return where a division lies, by the names as of `year`."""
        province = self.in_year(division.code[:2] + "0000", year)
        within = province.name if province else None
        if division.rank == "province":
            municipal = division.code[:2] in MUNICIPALITIES
            return Region(division.name, division.name if municipal else None, None, division.code, "province")
        if division.rank == "prefecture":
            return Region(within, division.name, None, division.code, "prefecture")
        return Region(within, self.prefecture_name(division, year), division.name, division.code, "county")

    def prefecture_name(self, division: Division, year: int) -> str | None:
        """Return the prefecture's name; the municipality's in a municipality, None under a province itself."""
        if division.code[:2] in MUNICIPALITIES:
            return self.by_code[division.code[:2] + "0000"][-1].name
        above = self.in_year(division.code[:4] + "00", year) if division.code[2:4] != "90" else None
        return above.name if above else None

    def provinces(self, year: int) -> list[Division]:
        """Return the provinces, regions and municipalities of a year."""
        codes = (code for code in self.by_code if code.endswith("0000"))
        return [division for code in codes if (division := self.in_year(code, year))]

    def within_year(self, found: Iterable[Division], year: int) -> list[Division]:
        """Return what divisions of any time are in `year`: those that held then, else their places as they stood."""
        options = list(found)
        held = [each for each in options if each.holds(year)] or [self.as_of(each, year) for each in options]
        return list(dict.fromkeys(held))

    def __iter__(self) -> Iterator[Division]:
        """Yield every spell since 2003."""
        return (each for spells in self.by_code.values() for each in spells)


def _put(index: dict[str, list[Division]], form: str, division: Division) -> None:
    index.setdefault(form, []).append(division)


def _away(division: Division, year: int) -> int:
    return max(division.since - year, year - division.until, 0)


def _overlap(one: Division, other: Division) -> bool:
    return one.since <= other.until and other.since <= one.until


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    """Return the table, read once, when it is first asked for."""
    return Divisions()

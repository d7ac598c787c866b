"""Which of several places of one name is meant, by what a text says of where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from urllib.parse import unquote

from govreport.regions.forms import bare_form
from govreport.regions.table import MUNICIPALITIES, Division, divisions, read_csv

_PHONE = re.compile(r"(?<![\d.])[(（]?(0(?:10|2\d|[3-9]\d{2}))[)）]?[-—－–‐―\s]{0,3}[1-9]\d{6,7}(?!\d)")
_POSTCODE = re.compile(r"邮\s{0,3}(?:政\s{0,3})?编\s{0,3}码?\s{0,3}[:：]?\s{0,3}(\d{6})(?!\d)")
_DOMAIN = re.compile(r"([a-z\d-]{1,40})\.gov\.cn")
_ABOVE = ("人民政府", "政府", "政务公开", "委办公")
_CONTACT = re.compile("地\\s{0,4}址|邮\\s{0,4}编|联系电话|邮政编码")
_ENDS = (2500, 1500)
_NEAR = (600, 300)
MOST_CONTACTS = 12
MOST_TEXT = 200_000


@lru_cache(maxsize=1)
def area_codes() -> dict[str, tuple[str, ...]]:
    """Return the divisions of each telephone area code."""
    return {row["area_code"]: tuple(row["divisions"].split("|")) for row in read_csv("area_codes.csv")}


@lru_cache(maxsize=1)
def _postcodes() -> dict[str, str]:
    return {row["digits"]: row["division"] for row in read_csv("postcodes.csv")}


@lru_cache(maxsize=1)
def _domains() -> dict[str, tuple[str, ...]]:
    return {row["label"]: tuple(row["divisions"].split("|")) for row in read_csv("domains.csv")}


class Clues:
    """What a report says of where it is.

    Parameters
    ----------
    declared
        What names the report itself: its title, who published it, its path or address.
    text
        All of it.
    """

    def __init__(self, declared: str = "", text: str = "") -> None:
        self.declared = unquote(declared)
        self.text = text[:MOST_TEXT]

    @cached_property
    def ends(self) -> str:
        """Return the beginning and the end of the text."""
        return self.text if len(self.text) <= sum(_ENDS) else f"{self.text[: _ENDS[0]]}\n{self.text[-_ENDS[1] :]}"

    @cached_property
    def near(self) -> str:
        """Return the first and last words and those around a contact: what else is told may be of anywhere."""
        if len(self.text) <= sum(_NEAR):
            return self.text
        contacts = islice(_CONTACT.finditer(self.text), MOST_CONTACTS)
        around = [self.text[max(0, found.start() - 20) : found.end() + 60] for found in contacts]
        return "\n".join((self.text[: _NEAR[0]], *around, self.text[-_NEAR[1] :]))

    @cached_property
    def numbered(self) -> tuple[list[str], list[str]]:
        """Return the divisions that telephone numbers and postcodes speak for."""
        phones = {code for found in _PHONE.finditer(self.text) for code in area_codes().get(found[1], ())}
        posts = {
            place
            for found in _POSTCODE.finditer(self.text)
            if (place := _postcodes().get(found[1][:3]) or _postcodes().get(found[1][:2]))
        }
        return sorted(phones), sorted(posts)

    @cached_property
    def hosts(self) -> list[str]:
        """Return the divisions that the addresses of government sites speak for."""
        labels = {found[1] for found in _DOMAIN.finditer(self.declared.lower())}
        return [code for label in sorted(labels) for code in _domains().get(label, ())]

    def narrow(self, options: Sequence[Division]) -> list[Division]:
        """Return the places that nothing said speaks against: one, where it is certain.

        Parameters
        ----------
        options
            Places of one name.

        Returns
        -------
        list of Division
            All of them where the clues say nothing or contradict one another.
        """
        left = list(options)
        for supported in self._by_kind(options):
            if supported:
                left = [each for each in left if each in supported]
        return left or list(options)

    def speaks_against(self, options: Sequence[Division], others: Sequence[Division]) -> bool:
        """Return whether every clue there is speaks for one of `others` and none for the options."""
        both = [*options, *others]
        told = [supported for supported in self._by_kind(both) if supported]
        return bool(told) and not any(each in options for supported in told for each in supported)

    def support(self, option: Division) -> bool:
        """Return whether anything speaks for a place."""
        return any(self._by_kind([option]))

    def _by_kind(self, options: Sequence[Division]) -> Iterable[list[Division]]:
        yield _named(options, self.declared, bare=True)
        yield _named(options, self.near, bare=False)
        yield [each for each in options if any(_joined(above, each) in self.near for above in _above(each))]
        for codes in (*self.numbered, self.hosts):
            yield _within(options, codes)
        yield [each for each in options if any(above + word in self.text for above in _above(each) for word in _ABOVE)]


def _above(division: Division) -> list[str]:
    """Return the full names of the prefecture, or in a municipality of the municipality, that a county lies in."""
    if division.rank != "county":
        return []
    if division.code[:2] in MUNICIPALITIES:
        return [divisions().by_code[division.code[:2] + "0000"][-1].name]
    return list(dict.fromkeys(each.name for each in divisions().by_code.get(division.code[:4] + "00", ())))


def _joined(above: str, division: Division) -> str:
    return (bare_form(above) or above) + division.name


def _province(division: Division) -> str:
    return divisions().by_code[division.code[:2] + "0000"][-1].name


def _named(options: Sequence[Division], text: str, *, bare: bool) -> list[Division]:
    """Return those whose prefecture the text names, else those whose province it names."""
    if not text:
        return []
    near = [each for each in options if any(_says(text, name, bare=bare) for name in _above(each))]
    far = [] if near else [each for each in options if _says(text, _province(each), bare=True)]
    return near or far


def _says(text: str, name: str, *, bare: bool) -> bool:
    short = bare_form(name) if bare else None
    return name in text or (short is not None and short in text)


def _within(options: Sequence[Division], codes: Iterable[str]) -> list[Division]:
    listed = list(codes)
    return [
        each
        for each in options
        if any(
            each.code[: 2 if code.endswith("0000") else 4] == code[: 2 if code.endswith("0000") else 4]
            if code.endswith("00")
            else each.code == code
            for code in listed
        )
    ]

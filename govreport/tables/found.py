"""What the tables room hands on: the cells of one statutory table, each with its place and its doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from govreport import forms
from govreport.forms import FormCell, Identity, Key
from govreport.tables.reading import is_wrapped, printed_numbers
from govreport.tables.rows import Field
from govreport.tables.solve import Solution, check, solve

LEAST_WRAPS = 3
"""So many numbers whose digits stood apart must be confirmed before others are believed."""


@dataclass(slots=True)
class Figure:
    """One cell of a statutory table.

    Attributes
    ----------
    field
        The printed field it was read from, None where none was found.
    state
        As in the contract; `value` is None unless it is stated or derived.
    doubt
        The numbers printed that may stand in this cell, where it could not be placed with certainty.
    bare
        Whether none of them may: an empty cell, or none at all, may be what stands there.
    forced
        The value that every placement left by the identities gives this cell, though not from the same field.
    """

    cell: FormCell
    state: str = "missing"
    value: float | None = None
    unit: str = "count"
    label: str | None = None
    raw: str | None = None
    field: Field | None = None
    lo: float | None = None
    hi: float | None = None
    contested: bool = False
    doubt: tuple[float, ...] | None = None
    bare: bool = False
    forced: float | None = None


@dataclass(slots=True)
class Note:
    """One thing that reading a table brought up: an unknown label, a unit at odds with its header."""

    code: str
    table: str
    item: str | None
    measure: str | None
    message: str
    stated: float | None = None
    expected: float | None = None


@dataclass(slots=True)
class FoundTable:
    """One statutory table of a document.

    `figures` holds every cell of its edition exactly once, in form order. `untold` are the cells that only this
    edition has where nothing printed says that it is this one: they are never derived.
    """

    table: str
    edition: str
    figures: dict[Key, Figure]
    notes: list[Note] = field(default_factory=list)
    solution: Solution | None = None
    untold: set[Key] = field(default_factory=set)

    @classmethod
    def empty(cls, table: str, edition: str) -> FoundTable:
        """Return the table with every cell missing."""
        figures = {cell.key: Figure(cell, unit=cell.unit) for cell in forms.cells(table, edition)}
        return cls(table, edition, figures)

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Return the identities of the table's edition."""
        return forms.identities(self.table, self.edition)

    def put(self, key: Key, piece: Field | None, label: str | None) -> None:
        """Fill one cell from the field printed there."""
        figure = self.figures[key]
        figure.label = label
        if piece is None:
            return
        figure.field, figure.raw = piece, piece.text
        kind = piece.reading.kind
        if kind == "blank":
            figure.state = "blank"
        elif kind == "number":
            figure.state, figure.value = "stated", piece.reading.value
        else:
            figure.state = "unreadable"

    def doubtful(
        self, key: Key, pieces: Sequence[Field | None], label: str | None, forced: float | None = None
    ) -> None:
        """Mark one cell as printed somewhere among some fields, which one is not certain."""
        figure = self.figures[key]
        texts = dict.fromkeys(piece.text for piece in pieces if piece is not None)
        figure.state, figure.value, figure.field = "unreadable", None, None
        figure.label, figure.raw = label, " | ".join(texts) if texts else None
        numbers = {piece.reading.value for piece in pieces if piece is not None and piece.is_number}
        figure.doubt = tuple(sorted(value for value in numbers if value is not None))
        figure.bare = len(pieces) == 0 or any(piece is None or not piece.is_number for piece in pieces)
        figure.forced = forced

    def confirm_joined(self) -> None:
        """Keep a short number whose digits stood apart only where an identity holds with it.

        A long one (``1361 2``) was wrapped in a narrow cell; ``13 2`` may be two cells run together, unless most in
        this table are shown to be wrapped.
        """
        joined = [
            key
            for key, figure in self.figures.items()
            if figure.field and figure.field.reading.joined and not is_wrapped(figure.field.text)
        ]
        if not joined:
            return
        values = {key: figure.value for key, figure in self.figures.items()}
        found = {key: [check(rule, values).holds for rule in self.identities if key in rule.keys] for key in joined}
        doubted = [key for key, holds in found.items() if True not in holds]
        if len(joined) - len(doubted) >= max(LEAST_WRAPS, 3 * len(doubted)):
            return
        for key in doubted:
            self.figures[key].state, self.figures[key].value = "unreadable", None

    def finish(self) -> None:
        """Hold the cells against the identities: bounds, derived values, contested cells."""
        values = {key: figure.value if figure.state == "stated" else None for key, figure in self.figures.items()}
        self.solution = solve(values, self.identities, lambda key, value: self._fits(self.figures[key], value))
        for key, figure in self.figures.items():
            figure.contested = key in self.solution.contested
            if figure.state == "stated" and not figure.contested:
                figure.lo = figure.hi = figure.value
                continue
            self._bound(key, figure)
            derived = self.solution.derived.get(key, self._forced(key, figure, values))
            if (
                derived is not None
                and key not in self.untold
                and self.table in ("requests", "review")
                and self._may_be(figure, derived)
            ):
                figure.state, figure.value = "derived", derived
                figure.lo = figure.hi = derived

    def _forced(self, key: Key, figure: Figure, values: dict[Key, float | None]) -> float | None:
        """Return the forced value of a cell, unless an identity that it stands in is broken by it."""
        if figure.forced is None or figure.state != "unreadable" or figure.contested:
            return None
        known = {
            other: one.forced if value is None else value
            for (other, value), one in zip(values.items(), self.figures.values(), strict=True)
        }
        bad = any(check(rule, known).holds is False for rule in self.identities if key in rule.keys)
        return None if bad else figure.forced

    def _bound(self, key: Key, figure: Figure) -> None:
        assert self.solution is not None
        low, high = self.solution.bounds.get(key, (figure.value, figure.value))
        if figure.value is None and self.table == "proactive_disclosure":
            low = None if key[2] == "items_change" else 0.0
        figure.lo, figure.hi = low, None if high == float("inf") else high

    @classmethod
    def _fits(cls, figure: Figure, value: float) -> bool:
        """Return whether a value may stand in a cell that is not known, whatever else may."""
        if figure.doubt is None:
            return cls._may_be(figure, value)
        return figure.bare or value in figure.doubt

    @staticmethod
    def _may_be(figure: Figure, value: float) -> bool:
        """Return whether a derived value goes against no number that may be printed in an unreadable cell."""
        if figure.doubt is not None:
            return all(value == other for other in figure.doubt)
        printed = printed_numbers(figure.field.text) if figure.field is not None else []
        return not printed or value in printed

"""Put the placements that stay possible into the cells of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence

from govreport.forms import Key
from govreport.tables.columns import Placement
from govreport.tables.found import FoundTable
from govreport.tables.resolve import fill
from govreport.tables.rows import Field


def put_columns(
    table: FoundTable,
    keys: Sequence[Key],
    placements: Sequence[Placement],
    label: str | None,
    *,
    certain: bool = True,
    stray: Sequence[Field] = (),
) -> None:
    """Fill the cells of one row of the form.

    A cell that every placement fills with the same text is read; where they differ it is doubtful, and forced
    if each placement, its own gap filled by the row's sum, comes to the same number.

    Parameters
    ----------
    table
        The table to fill.
    keys
        The cells, in the order of the placements.
    placements
        What stays possible; none leaves the cells missing.
    label
        The row's label as printed.
    certain
        False where the row itself may be another one's, or is not there at all.
    stray
        Fields that stand in the row and could not be placed at all.
    """
    if not placements and not stray:
        return
    if certain and len(placements) == 1:
        for key, piece in zip(keys, placements[0], strict=True):
            table.put(key, piece, label)
        return
    vectors = [fill(placement).tolist() for placement in placements]
    for at, key in enumerate(keys):
        pieces = [placement[at] for placement in placements]
        if certain and _alike(pieces):
            table.put(key, pieces[0], label)
            continue
        values = {vector[at] for vector in vectors}
        value = values.pop() if len(values) == 1 and certain else math.nan
        table.doubtful(key, [*pieces, *stray], label, None if math.isnan(value) else value)


def _alike(pieces: Sequence[Field | None]) -> bool:
    return len({piece.text.strip() if piece is not None else None for piece in pieces}) == 1

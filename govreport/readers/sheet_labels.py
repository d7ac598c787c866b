"""Labels of tables without lines: which lines of words are one label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govreport.document import Box
from govreport.readers.sheet import Rule
from govreport.readers.sheet_lines import Piece

ROW_GAP = 0.12
"""Share of a line's height by which two rows are further apart than the lines of one label."""
LOOSE = 0.35
"""The same where rows stand no further apart than lines, so that only numbers and numbering part them."""
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]+[条项]"
)


@dataclass(slots=True)
class Label:
    """Words that stand below each other and are read together."""

    pieces: list[Piece]

    @property
    def text(self) -> str:
        """Return its lines."""
        return "\n".join(piece.text for piece in self.pieces)

    @property
    def x0(self) -> float:
        """Return its left side."""
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> float:
        """Return its right side."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def y0(self) -> float:
        """Return its upper side."""
        return self.pieces[0].y0

    @property
    def y1(self) -> float:
        """Return its lower side."""
        return self.pieces[-1].y1

    @property
    def line_height(self) -> float:
        """Return the height of its first line."""
        return self.pieces[0].y1 - self.pieces[0].y0

    @property
    def box(self) -> Box:
        """Return its box."""
        return self.x0, self.y0, self.x1, self.y1

    @staticmethod
    def opens(text: str) -> bool:
        """Tell whether a text begins a label: it is numbered."""
        return _OPENS.match(text) is not None


def blocks(pieces: Sequence[tuple[Piece, bool]], rules: Sequence[Rule]) -> list[Label]:
    """Join words to labels.

    Parameters
    ----------
    pieces
        Words from top to bottom, and whether numbers stand right beside them.
    rules
        Lines across that part what is above from what is below.
    """
    across = [rule for rule in rules if rule.y0 == rule.y1]
    steps = [_above(at, pieces) for at in range(len(pieces))]
    pitches = sorted(_pitch(pieces[up][0], pieces[at][0]) for at, up in enumerate(steps) if up is not None)
    usual = pitches[len(pitches) // 10] if pitches else 0.0
    high = max((piece.y1 - piece.y0 for piece, _ in pieces), default=0.0)
    spaced = sum(pitch > usual + ROW_GAP * high for pitch in pitches) * 4 > len(pitches)
    reach = usual + (ROW_GAP if spaced else LOOSE) * high
    home: dict[int, Label] = {}
    for at, (piece, first) in enumerate(pieces):
        up = steps[at]
        if up is not None and _goes_on(pieces[up][0], piece, reach, across) and not (first and not spaced):
            home[at] = home[up]
            home[at].pieces.append(piece)
        else:
            home[at] = Label([piece])
    return list({id(label): label for label in home.values()}.values())


def _pitch(above: Piece, piece: Piece) -> float:
    """Return how far the middles of two lines are apart: their sides are uneven where fonts tell only the ink."""
    return (piece.y0 + piece.y1 - above.y0 - above.y1) / 2


def _above(at: int, pieces: Sequence[tuple[Piece, bool]]) -> int | None:
    """Return the words right above others, if any."""
    piece = pieces[at][0]
    for up in range(at - 1, max(-1, at - 12), -1):
        other = pieces[up][0]
        beside = min(piece.x1, other.x1) - max(piece.x0, other.x0)
        if other.y1 <= piece.y0 + 0.5 * (piece.y1 - piece.y0) and beside > 0.5 * min(
            piece.x1 - piece.x0, other.x1 - other.x0
        ):
            return up if piece.y0 - other.y1 < piece.y1 - piece.y0 else None
    return None


def _goes_on(above: Piece, piece: Piece, reach: float, rules: Sequence[Rule]) -> bool:
    if Label.opens(piece.text) or _pitch(above, piece) > reach:
        return False
    middle = (piece.x0 + piece.x1) / 2
    return not any(above.y1 - 2 <= rule.y0 <= piece.y0 + 2 and rule.x0 <= middle <= rule.x1 for rule in rules)

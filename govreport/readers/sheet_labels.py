"""Labels of tables without lines: which lines of words are one label."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from govreport.document import Box
from govreport.readers.sheet import Rule
from govreport.readers.sheet_lines import Piece

ROW_GAP = 0.12
"""Share of a line's height by which two rows are further apart than the lines of one label."""
LOOSE = 0.35
"""The same where rows stand no further apart than lines, so that only numbers and numbering part them."""
AROUND = 2.2
"""Heights between the lines of a label that goes around its numbers at most."""
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]+[条项]"
)


@dataclass(slots=True)
class Label:
    """Words that stand below each other and are read together; `over` and `under` tell of the lines around them."""

    pieces: list[Piece]
    over: float = math.inf
    under: float = math.inf

    @property
    def top(self) -> float:
        """Return where the rows that it belongs to begin: the line drawn above it, else its own."""
        return min(self.y0, self.over)

    @property
    def bottom(self) -> float:
        """Return where they end."""
        return max(self.y1, -self.under)

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


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one line: `own` where they are the label of the numbers beside them, `beside` where there are any."""

    piece: Piece
    own: bool = False
    beside: bool = False


def blocks(parts: Sequence[Part], rules: Sequence[Rule], bare: Sequence[float] = ()) -> list[Label]:
    """Join words to labels.

    Parameters
    ----------
    parts
        Words from top to bottom.
    rules
        The lines drawn between the rows; none where there are no such lines.
    bare
        Heights of the numbers beside which nothing stands: a label above and below one goes around it.
    """
    steps = [_above(at, parts) for at in range(len(parts))]
    goes_on = _by_lines(parts, rules) if rules else _by_pitch(parts, steps, bare)
    home: dict[int, Label] = {}
    for at, part in enumerate(parts):
        up = steps[at]
        if up is not None and goes_on(up, at):
            home[at] = home[up]
            home[at].pieces.append(part.piece)
        else:
            home[at] = Label([part.piece])
    found = list({id(label): label for label in home.values()}.values())
    for label in found:
        _reach(label, rules)
    return found


def _by_lines(parts: Sequence[Part], rules: Sequence[Rule]) -> Callable[[int, int], bool]:
    """Return a test of whether words go on below: no line is drawn between."""

    def goes_on(up: int, at: int) -> bool:
        above, piece = parts[up].piece, parts[at].piece
        middle = (piece.x0 + piece.x1) / 2
        top, bottom = (above.y0 + above.y1) / 2, (piece.y0 + piece.y1) / 2
        return not any(top < rule.y0 < bottom and rule.x0 <= middle <= rule.x1 for rule in rules)

    return goes_on


def _by_pitch(parts: Sequence[Part], steps: Sequence[int | None], bare: Sequence[float]) -> Callable[[int, int], bool]:
    """Return a test of whether words go on below: they stand as close as the lines of one label do."""
    pitches = sorted(_pitch(parts[up].piece, parts[at].piece) for at, up in enumerate(steps) if up is not None)
    usual = pitches[len(pitches) // 10] if pitches else 0.0
    high = max((part.piece.y1 - part.piece.y0 for part in parts), default=0.0)
    spaced = sum(pitch > usual + ROW_GAP * high for pitch in pitches) * 4 > len(pitches)
    reach = usual + (ROW_GAP if spaced else LOOSE) * high

    def goes_on(up: int, at: int) -> bool:
        part, above = parts[at], parts[up].piece
        if Label.opens(part.piece.text) or (parts[up].own and part.own):
            return False
        if any(above.y0 + above.y1 < 2 * y < part.piece.y0 + part.piece.y1 for y in bare):
            return _pitch(above, part.piece) <= AROUND * high
        if _pitch(above, part.piece) > reach:
            return False
        return spaced or (not part.own if part.beside else _is_full(above, parts))

    return goes_on


def _reach(label: Label, rules: Sequence[Rule]) -> None:
    middle = (label.x0 + label.x1) / 2
    ys = [rule.y0 for rule in rules if rule.x0 <= middle <= rule.x1]
    half = label.line_height / 2
    label.over = max((y for y in ys if y <= label.y0 + half), default=math.inf)
    label.under = -min((y for y in ys if y >= label.y1 - half), default=-math.inf)


def _is_full(piece: Piece, parts: Sequence[Part]) -> bool:
    """Tell whether words reach as far as any that stand in their column, so that they may go on below."""
    em = piece.y1 - piece.y0
    column = [
        other.piece
        for other in parts
        if abs(other.piece.x0 - piece.x0) < 0.5 * em
        or abs(other.piece.x0 + other.piece.x1 - piece.x0 - piece.x1) < 0.5 * em
    ]
    return piece.x1 - piece.x0 > max(other.x1 - other.x0 for other in column) - 1.5 * em


def _pitch(above: Piece, piece: Piece) -> float:
    """Return how far the middles of two lines are apart: their sides are uneven where fonts tell only the ink."""
    return (piece.y0 + piece.y1 - above.y0 - above.y1) / 2


def _above(at: int, parts: Sequence[Part]) -> int | None:
    """Return the words right above others, if any."""
    piece = parts[at].piece
    for up in range(at - 1, max(-1, at - 12), -1):
        other = parts[up].piece
        beside = min(piece.x1, other.x1) - max(piece.x0, other.x0)
        if other.y1 <= piece.y0 + 0.5 * (piece.y1 - piece.y0) and beside > 0.5 * min(
            piece.x1 - piece.x0, other.x1 - other.x0
        ):
            return up if piece.y0 - other.y1 < piece.y1 - piece.y0 else None
    return None

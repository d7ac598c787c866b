"""What the agencies did that report in both of two years: asked or not, then and now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.lines import Line2D

from govreport.plots.bars import count_axis, lying
from govreport.plots.canvas import INK, TICKS, dress, finish, legend, new_axes
from govreport.plots.fonts import PLAIN, lettering
from govreport.plots.frame import checked
from govreport.plots.marks import BLUE, ORANGE, RED, SKY
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {"stayed_zero": BLUE, "left_zero": SKY, "became_zero": ORANGE, "stayed_asked": RED}
"""By what an agency did: 0 to 0, 0 to 1+, 1+ to 0, 1+ to 1+."""


def zero_transitions(changes: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw how many agencies had no request in both years, only in one, or in neither.

    Parameters
    ----------
    changes
        From `govreport.indicators.zero_change`, one or several pairs of years (`pandas.concat`).
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One bar is one pair of years; its parts are counts of agencies that are known in both. There is no interval:
        counts need none, and a test of the change is in `p_value`.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.

    Examples
    --------
    >>> from govreport.indicators import zero_change
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=8, workers=0, progress=False).panel()
    >>> len(zero_transitions(zero_change(panel, 2021, 2022)).get_yticks())
    1
    """
    frame = checked(changes, "indicator", "first", "second", "n", *COLOURS)
    frame = frame[frame["indicator"] == "stayers"].sort_values(["first", "second"]).reset_index(drop=True)
    with lettering(lang) as families:
        ax = ax or new_axes(7.4, 1.7 + 0.42 * len(frame))[0]
        dress(ax, "x")
        places = [float(at) for at in range(len(frame))]
        parts = {name: (colour, say(f"transitions.{name}", lang)) for name, colour in COLOURS.items()}
        patches = lying(ax, frame, parts, places=places)
        count_axis(ax.xaxis)
        labels = [f"{row.first} → {row.second}   n={row.n}" for row in frame.itertuples()]
        ax.set_yticks(places, labels)
        ax.set_ylim(len(frame) - 0.45, -0.55)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(say("transitions.axis", lang), fontsize=PLAIN, color=INK)
        legend(ax, [*patches, Line2D([], [], linestyle="none", label=say("counts_only", lang))])
        drawn = frame.assign(drawn=pd.array(["bar"] * len(frame), dtype="string"))
        return finish(
            ax,
            drawn,
            lang,
            families,
            title=say("transitions.title", lang),
            below=TICKS + 18,
            notes=[say("transitions.note", lang)],
        )

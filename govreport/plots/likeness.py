"""How alike texts are, beside how alike texts are that have nothing to do with one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from govreport.plots.canvas import INK, TICKS, dress, finish, legend, new_axes, say_few
from govreport.plots.fonts import PLAIN, lettering
from govreport.plots.frame import checked
from govreport.plots.marks import LOOKS, Look
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MIN_N = 20
"""Of fewer agencies no curve is drawn, however many texts or pairs they make."""


def similarity(found: pd.DataFrame, usual: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw which share of the texts is at least as alike, found beside random pairs.

    Parameters
    ----------
    found
        From `govreport.indicators.self_similarity` (to the year before) or `govreport.indicators.peer_similarity` (to
        the most alike text of another agency).
    usual
        From `govreport.indicators.random_similarity`: pairs of one level and year, drawn at random.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One colour is one section of the reports: a line for what was found, a broken one for random pairs. At x it
        stands at the share of texts that are alike to x or more. Sections with texts of fewer than 20 agencies have no
        line. Texts that are too short, or have none to be compared with, are counted in the small print.

    Raises
    ------
    ValueError
        A frame is empty, lacks a column, or does not say whether it is made up.
    """
    found, usual = (checked(frame, "section", "agency_id", "similarity") for frame in (found, usual))
    sections = sorted(found["section"].dropna().unique().tolist())
    with lettering(lang) as families:
        ax = ax or new_axes(7.6, 4.0)[0]
        dress(ax, "both")
        handles, parts = [], []
        for section, look in zip(sections, LOOKS, strict=False):
            for frame, key, style in ((found, "found", "-"), (usual, "usual", (0, (4, 3)))):
                rows = frame[(frame["section"] == section) & frame["similarity"].notna()]
                numbers = _numbers(rows, section, key)
                label = say(f"similarity.{key}", lang, section=section)
                handles.append(_curve(ax, numbers, rows["agency_id"].nunique(), look, style, label, lang))
                parts.append(numbers)
        for axis, name in ((ax.xaxis, "x"), (ax.yaxis, "y")):
            axis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
            axis.set_label_text(say(f"similarity.{name}", lang), fontsize=PLAIN, color=INK)
        ax.set(xlim=(0, 1.01), ylim=(0, 1.02))
        if not any((numbers["drawn"] == "line").any() for numbers in parts):
            say_few(ax, lang)
        legend(ax, [*handles, Line2D([], [], linestyle="none", label=say("no_interval", lang))])
        made_up = bool(found["synthetic"].any() or usual["synthetic"].any())
        drawn = pd.concat(parts, ignore_index=True).assign(synthetic=made_up)
        unknown = int(found["similarity"].isna().sum())
        notes = [say("similarity.unknown", lang, n=len(found), unknown=unknown), say("similarity.note", lang)]
        title = say("similarity.peer" if "n_others" in found else "similarity.self", lang)
        return finish(ax, drawn, lang, families, title=title, notes=notes, below=TICKS + 18)


def _curve(ax: Axes, numbers: pd.DataFrame, agencies: int, look: Look, style: object, label: str, lang: Lang) -> Line2D:
    """Draw the share that is at least as alike; return its line of the legend, which counts texts and agencies."""
    count = say("similarity.count", lang, n=f"{len(numbers):,}", agencies=agencies)
    if not (numbers["drawn"] == "line").any():
        return Line2D([], [], linestyle="none", label=f"{label}   {say('similarity.few', lang, agencies=agencies)}")
    known = numbers["similarity"].to_numpy(float)
    x, y = np.append(known, 1.0), np.append(1 - np.arange(len(known)) / len(known), 0.0)
    line = {"color": look.colour, "linestyle": style, "linewidth": 1.6}
    ax.step(x, y, where="pre", **line)  # type: ignore[arg-type]
    return Line2D([], [], label=f"{label}   {count}", **line)  # type: ignore[arg-type]


def _numbers(rows: pd.DataFrame, section: object, key: str) -> pd.DataFrame:
    """Return the numbers of a curve: each similarity, and the share of texts that have it or more."""
    known, agencies = np.sort(rows["similarity"].to_numpy(float)), rows["agency_id"].nunique()
    shares = 1 - np.searchsorted(known, known, side="left") / max(len(known), 1)
    frame = pd.DataFrame({"section": section, "texts": key, "similarity": known, "at_least": shares, "n": len(known)})
    drawn = "line" if agencies >= MIN_N else "too few"
    return frame.assign(agencies=agencies, drawn=pd.array([drawn] * len(frame), dtype="string"))

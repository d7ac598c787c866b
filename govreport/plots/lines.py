"""A series over the years, with a line wherever the same is counted and none where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import pandas as pd

from govreport import forms
from govreport.indicators.series import series_catalogue
from govreport.plots.dots import Manner
from govreport.plots.frame import checked
from govreport.plots.rates import NEEDED, rates
from govreport.plots.words import Lang, cell_name, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Indicator = Literal["mean", "median", "zero_share"]


def series(
    result: pd.DataFrame, name: str, *, indicator: Indicator = "mean", ax: Axes | None = None, lang: Lang = "en"
) -> Axes:
    """Draw one series over the years.

    Parameters
    ----------
    result
        From `govreport.indicators.series`, by year or by year and other columns.
    name
        The series that it is of, for the title.
    indicator
        ``"mean"``, ``"median"`` or ``"zero_share"``.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One point is one year and group, with its worst case. A line joins years without a gap in which the same is
        counted (`segment`), and stops where the definition changes; the rules are where the form did. A year in
        which some reports follow the old form has two points.

    Raises
    ------
    ValueError
        The indicator is not known; the frame is empty, lacks a column, or does not say whether it is made up.

    Examples
    --------
    >>> from govreport.indicators.series import series as measured
    >>> from govreport.load import load_sample
    >>> panel = load_sample(n=8, workers=0, progress=False).panel()
    >>> series(measured(panel, "requests_received"), "requests_received").get_title(loc="left")
    'requests received: mean of the reports'
    """
    if indicator not in get_args(Indicator):
        msg = f"indicator={indicator!r} is not allowed; expected one of {', '.join(map(repr, get_args(Indicator)))}"
        raise ValueError(msg)
    frame = checked(result, "year", "segment", "break_before", *NEEDED)
    frame = checked(frame[(frame["indicator"] == indicator) & frame["segment"].notna()])
    share = indicator == "zero_share"
    return rates(
        frame, ax, lang, Manner(share=share, line=True, agencies=share),
        title=say("series.title", lang, name=_name(name, lang), indicator=say(f"series.{indicator}", lang)),
        besides=("edition", "segment", "break_before"), notes=[say("series.note", lang)],
    )  # fmt: skip


def _name(name: str, lang: Lang) -> str:
    """Return what a series is called: in Chinese as the newest form that has it calls its first cell."""
    if lang == "en":
        return name.replace("_", " ")
    row = series_catalogue().set_index("series").loc[name]
    cells = next(row[f"cells_{edition}"] for edition in reversed(forms.EDITIONS) if pd.notna(row[f"cells_{edition}"]))
    return cell_name(str(cells).split("+")[0], lang)

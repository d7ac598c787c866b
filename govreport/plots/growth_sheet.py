"""The growth of a channel on one sheet: each agency, how much they changed, the rates, and who tells at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from govreport.plots.canvas import new_axes
from govreport.plots.channels import reporting_rate
from govreport.plots.growth import growth_rates, growth_ratios, growth_slopes
from govreport.plots.words import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def new_media_growth(
    pairs: pd.DataFrame,
    growth: pd.DataFrame,
    reporting: pd.DataFrame,
    *,
    axes: Sequence[Axes] | None = None,
    lang: Lang = "en",
) -> list[Axes]:
    """Draw all that is known of the growth of a channel, with who tells it under it.

    Parameters
    ----------
    pairs
        From `govreport.indicators.growth_pairs`.
    growth
        From `govreport.indicators.paired_growth` of these pairs.
    reporting
        From `govreport.indicators.reporting_rate`, by year.
    axes
        Four axes; a new figure if None.
    lang
        As in `zero_requests`.

    Returns
    -------
    list of Axes
        From top to bottom: `growth_slopes`, `growth_ratios`, `growth_rates`, `reporting_rate`. The last is part of the
        result: a number that more agencies tell is no growth.

    Raises
    ------
    ValueError
        There are not four axes; a frame is empty, lacks a column, or does not say whether it is made up.
    """
    if axes is None:
        rows = max(growth.groupby("indicator").size().max(), 1)
        years = reporting["year"].max() - reporting["year"].min() + 1
        axes = new_axes(
            min(max(8.0, 3.2 + 0.55 * float(years)), 12.0), 11.5 + 0.45 * rows, 4, (3.6, 2.0, 0.6 + 0.6 * rows, 2.6)
        )
    if len(axes) != 4:
        msg = f"{len(axes)} axes were given; expected four"
        raise ValueError(msg)
    return [
        growth_slopes(pairs, ax=axes[0], lang=lang),
        growth_ratios(pairs, ax=axes[1], lang=lang),
        growth_rates(growth, ax=axes[2], lang=lang),
        reporting_rate(reporting, ax=axes[3], lang=lang),
    ]

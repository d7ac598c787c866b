"""Who asks, what each class of applicants is granted, and whether one agency grants one class more than another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd

from govreport.plots.canvas import INK, TICKS, dress, finish, legend, new_axes
from govreport.plots.dots import Manner, mark
from govreport.plots.fonts import PLAIN, lettering
from govreport.plots.frame import checked, group_columns, group_names
from govreport.plots.marks import LOOKS, Pen, Scale, certainty
from govreport.plots.rates import NEEDED, rates
from govreport.plots.ratios import farthest, goes_beyond, log_ratios, ratio_axis
from govreport.plots.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Base = Literal["concluded", "decidable"]


def applicant_shares(result: pd.DataFrame, *, ax: Axes | None = None, lang: Lang = "en") -> Axes:
    """Draw which share of the requests comes from each class of applicants.

    Parameters
    ----------
    result
        From `govreport.indicators.applicant_shares`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        By year, one colour a class; else one row a class and group. The count is of reports, the worst case as in
        `disclosure_trend`.

    Raises
    ------
    ValueError
        The frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = checked(result, "applicant", *NEEDED)
    return rates(
        frame, ax, lang, Manner(agencies=False, base="denominator"), title=say("applicants.title", lang),
        notes=[say("applicants.note", lang)],
    )  # fmt: skip


def applicant_disclosure(
    result: pd.DataFrame, *, base: Base = "decidable", ax: Axes | None = None, lang: Lang = "en"
) -> Axes:
    """Draw the share of each class's requests that were granted, at least in part.

    Parameters
    ----------
    result
        From `govreport.indicators.applicant_disclosure`.
    base
        The denominator: all ``"concluded"``, or the ``"decidable"`` ones.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        As `applicant_shares`; the classes are compared across agencies here, within them in `applicant_odds`.

    Raises
    ------
    ValueError
        The base is not known; the frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = _of_base(checked(result, "applicant", *NEEDED), "any", base)
    title = say("applicants.disclosure", lang, base=say(f"base.{base}", lang))
    return rates(
        frame, ax, lang, Manner(agencies=False, base="denominator"), title=title,
        notes=[say("applicants.simpson", lang)],
    )  # fmt: skip


def applicant_odds(
    result: pd.DataFrame, *, base: Base = "decidable", ax: Axes | None = None, lang: Lang = "en"
) -> Axes:
    """Draw how the odds of a grant differ between classes within the same agency: a forest of odds ratios.

    Parameters
    ----------
    result
        From `govreport.indicators.applicant_odds`.
    base
        As in `applicant_disclosure`.
    ax, lang
        As in `zero_requests`.

    Returns
    -------
    Axes
        One row is one class and group, on a logarithmic axis; at the line, 1, the class is granted as natural persons
        are. Beside it the number of reports that have requests of both. An odds ratio of sums over agencies has no
        worst case; its interval is there where one was asked for.

    Raises
    ------
    ValueError
        The base is not known; the frame is empty, lacks a column, or does not say whether it is made up.
    """
    frame = _of_base(checked(result, "applicant", "n_requests", *NEEDED), "odds_ratio", base)
    groups = group_columns(frame, ("n_requests", "n_reference"))
    shown = log_ratios(frame)
    with lettering(lang) as families:
        ax = ax or new_axes(8.4, 1.9 + 0.32 * len(frame))[0]
        dress(ax, "x")
        reach = ratio_axis(ax, farthest(shown))
        pen = Pen(ax, Scale(-reach, reach, False), upright=False)
        for at, (_, row) in enumerate(shown.iterrows()):
            mark(pen, float(at), row, LOOKS[0], lang, Manner(base="n_requests"))
        names = group_names(frame, groups, lang)
        ax.set_yticks(range(len(frame)), [f"{name}   {n}" for name, n in zip(names, frame["n"], strict=True)])
        ax.set_ylim(len(frame) - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.set_xlabel(say("odds.x", lang, base=say(f"base.{base}", lang)), fontsize=PLAIN, color=INK)
        legend(ax, certainty(shown, lang, cut=goes_beyond(shown, reach)))
        drawn = frame.assign(drawn=np.where(frame["estimate"].isna(), "too few", "point")).astype({"drawn": "string"})
        return finish(
            ax, drawn, lang, families, title=say("odds.title", lang), notes=[say("odds.note", lang)], below=TICKS + 18,
        )  # fmt: skip


def _of_base(frame: pd.DataFrame, start: str, base: str) -> pd.DataFrame:
    if base not in get_args(Base):
        msg = f"base={base!r} is not allowed; expected one of {', '.join(map(repr, get_args(Base)))}"
        raise ValueError(msg)
    return checked(frame[frame["indicator"] == f"{start}_{base}"])

"""Worst cases that one report makes anything: that of the bounded reports is drawn, the others are in small print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from govreport.plots.marks import PARTIAL
from govreport.plots.words import Lang, say


class Open(NamedTuple):
    """What is said of the reports without an upper bound: how many of how many, and the worst case with them."""

    least: int
    most: int
    of: int
    ends: str

    def said(self, key: str, lang: Lang) -> str:
        """Return it in a sentence."""
        n = f"{self.least}–{self.most}" if self.most > self.least else f"{self.most}"
        return say(key, lang, n=n, of=self.of, ends=self.ends)


def of_bounded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a result whose worst case is that of the bounded reports where others have no upper bound.

    `PARTIAL` says where that is. A result that does not tell them apart stays as it is.

    Examples
    --------
    >>> frame = pd.DataFrame({"lo": [0.0, 0.2], "hi": [1.0, 0.4], "n_unbounded": [1, 0]})
    >>> of_bounded(frame.assign(lo_bounded=[0.3, 0.2], hi_bounded=[0.5, 0.4]))[["lo", "hi", PARTIAL]].values.tolist()
    [[0.3, 0.5, True], [0.2, 0.4, False]]
    """
    if "n_unbounded" not in frame:
        return frame
    partial = frame["n_unbounded"].fillna(0).gt(0).astype(bool)
    ends = {name: frame[name].mask(partial, frame[f"{name}_bounded"]) for name in ("lo", "hi")}
    return frame.assign(**ends, **{PARTIAL: partial})


def of_unbounded(
    frame: pd.DataFrame, places: Sequence[str], series: Sequence[str], lang: Lang, *, share: bool
) -> list[str]:
    """Return the small print on reports without an upper bound; nothing where there are none.

    Parameters
    ----------
    frame
        The result, with the worst case of all reports.
    places, series
        Of each row: where it stands on the axis, and what its colour means.
    lang
        Language.
    share
        Whether ends are shares.
    """
    rows = [row for _, row in frame.iterrows()]
    drawn = [not (pd.isna(row["estimate"]) or pd.isna(row["lo"])) for row in rows]
    opens = [_open(row, lang, share=share) if shown else None for row, shown in zip(rows, drawn, strict=True)]
    found = pd.DataFrame({"place": list(places), "series": list(series), "open": pd.Series(opens, dtype=object)})[drawn]
    if found["open"].isna().all():
        return []
    wholes = [_together(rows.tolist()) for _, rows in found.groupby("place", sort=False)["open"]]
    if wholes[0] is None or len(set(wholes)) > 1:
        return [say("unbounded.listed", lang, listed=say("semicolon", lang).join(_listed(found, lang)))]
    text = wholes[0].said("unbounded.one" if wholes[0].most == 1 else "unbounded.all", lang)
    return [text if len(wholes) == 1 else say("unbounded.each", lang, text=text)]


def _open(row: pd.Series[Any], lang: Lang, *, share: bool) -> Open | None:
    n = row.get("n_unbounded", 0)
    if pd.isna(n) or not n:
        return None
    low, high = (100 * row[end] if share else row[end] for end in ("lo", "hi"))
    key = "unbounded.no_end" if pd.isna(high) else "unbounded.share" if share else "unbounded.ends"
    ends = say(key, lang, lo=f"{low:.3g}", hi="" if pd.isna(high) else f"{high:.3g}")
    return Open(int(n), int(n), int(row["n"] + row["n_unknown"]), ends)


def _together(opens: Sequence[Open | None]) -> Open | None:
    """Return one that stands for all; None where they differ in more than how many there are.

    Examples
    --------
    >>> _together([Open(4, 4, 40, "0–100%"), Open(5, 5, 40, "0–100%")]), _together([Open(4, 4, 40, "0–100%"), None])
    (Open(least=4, most=5, of=40, ends='0–100%'), None)
    """
    known = [one for one in opens if one is not None]
    if len(known) < len(opens) or len({one[2:] for one in known}) != 1:
        return None
    return known[0]._replace(least=min(one.least for one in known), most=max(one.most for one in known))


def _listed(found: pd.DataFrame, lang: Lang) -> Iterator[str]:
    """Yield what is said of each place, series by series where they differ there."""
    for place, rows in found.groupby("place", sort=False):
        whole = _together(rows["open"].tolist())
        each = zip(rows["series"], rows["open"], strict=True)
        counts = [f"{name} {one.said('unbounded.of', lang)}" for name, one in each if one is not None]
        if counts:
            text = whole.said("unbounded.of", lang) if whole else say("comma", lang).join(counts)
            yield f"{place}{say('colon', lang)}{text}"

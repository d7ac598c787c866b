"""The share of agencies that nobody asked: in a year, and from one year to the next on the same agencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from govreport.indicators.intervals import EXACT, mcnemar, named, paired_difference, proportion
from govreport.indicators.places import check_places
from govreport.indicators.settle import By, Part, collect, result, settle
from govreport.indicators.sums import on_desk

MIN_N = 20
"""Fewer reports make no share: their counts are given, and an exact interval where one is asked for."""
STAYERS = ("stayed_zero", "became_zero", "left_zero", "stayed_asked")
"""What stayers did from the first year to the second: 0 to 0, 1+ to 0, 0 to 1+, 1+ to 1+."""


def zero_requests(
    panel: pd.DataFrame,
    by: By = "year",
    *,
    inactive: bool = False,
    blanks: str = "bounds",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return the share of agencies that report no request.

    Formula: #{received = 0} / #{received is known}; cells ``rq_received`` (一、本年新收, 总计), and with `inactive`
    ``rq_carried_in`` as well. Worst case: an agency whose cell is unknown may have had none unless the sums of the
    form exclude it. National bulletins of freedom of information count the same cell.

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it.
    by
        Columns whose values make the groups.
    inactive
        Whether nothing may have been carried in either.
    blanks, aggregates
        As in `govreport.indicators.settle`.
    interval
        ``None``: no interval, which is right for a convenience sample and for a whole population. ``"wilson"`` or
        ``"clopper_pearson"``: a sampling interval in `ci_lo`, `ci_hi`, its name in `ci`, its coverage in `ci_level`;
        none where an agency stands in a group for several years.
    level
        Nominal coverage of the interval.
    min_n
        With fewer known reports there is no share.

    Returns
    -------
    DataFrame
        One row a group: `numerator` (agencies without a request), `denominator` and `n` (agencies that are known),
        `estimate` (share), `lo`, `hi` (worst case over the unknown, with ``"bounds"``), then what was set aside.
        Not a transparency score: nobody may have asked, known how to, or been counted.

    Examples
    --------
    >>> from govreport.facts import facts_panel, load_facts
    >>> facts = facts_panel(load_facts()).query("function == 'science_technology'")
    >>> zero_requests(facts, by=())[["numerator", "n", "n_unknown"]].values.tolist()
    [[55.0, 65, 47]]
    """
    cells = ["rq_received", "rq_carried_in"] if inactive else ["rq_received"]

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        most = np.sum([part.hi[cell] for cell in cells], axis=0)
        least = np.sum([part.lo[cell] for cell in cells], axis=0)
        none = np.sum([part.numbers(cell) for cell in cells], axis=0) == 0
        record = share(int(none.sum()), len(none), interval=interval, level=level, min_n=min_n)
        if blanks == "bounds" and not pd.isna(record["estimate"]):
            # of a contested number that the panel keeps it is not known either that it is 0, nor that it is not
            sure, possible = (most == 0) & part.known, least == 0
            record |= {"lo": sure.sum() / len(part.rows), "hi": possible.sum() / len(part.rows)}
        yield {"indicator": "inactive" if inactive else "zero_requests"} | record

    known = on_desk(panel, settle(panel, cells, blanks=blanks, aggregates=aggregates))
    return collect(known, by, measure, sums=False)


def share(count: int, total: int, *, interval: str | None, level: float, min_n: int) -> dict[str, Any]:
    """Return the record of a share: counts, the share where there are enough, and an interval where one is wanted.

    Examples
    --------
    >>> share(3, 5, interval="wilson", level=0.95, min_n=20)
    {'numerator': 3, 'denominator': 5, 'n': 5, 'estimate': <NA>}
    """
    record = {"numerator": count, "denominator": total, "n": total, "estimate": pd.NA}
    enough = total >= max(min_n, 1)
    if enough:
        record["estimate"] = count / total
    if interval is not None and (enough or interval in EXACT):
        low, high = proportion(count, total, interval, level)  # type: ignore[arg-type]
        record |= named(low, high, interval, level)
    return record


def zero_change(
    panel: pd.DataFrame,
    first: int,
    second: int,
    *,
    blanks: str = "exclude",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return how the share without requests changed between two years, and how much of it is other agencies reporting.

    Formula: ``all`` is the difference of the two years' shares; ``stayers`` that of the agencies known in both;
    ``composition`` is ``all`` minus ``stayers``. On stayers the exact McNemar test (McNemar 1947) and the paired
    interval of Newcombe (1998, method 10).

    Parameters
    ----------
    panel, blanks, aggregates, level
        As in `zero_requests`; ``"bounds"`` is not allowed, as a difference has no worst case of its own.
    first, second
        The two report years.
    interval
        ``None``, or ``"newcombe"`` for the paired interval on the stayers.
    min_n
        With fewer agencies in either year, or fewer stayers, the difference is not given; with fewer stayers no test.

    Returns
    -------
    DataFrame
        One row a component (`indicator`: ``all``, ``stayers``, ``composition``): the years `first` and `second`,
        `estimate` the difference of shares, `n` agencies, and on stayers `stayed_zero`, `became_zero`, `left_zero`,
        `stayed_asked` (the second and third are the discordant pairs), `p_value`, `ci_lo`, `ci_hi`. A two-sided p
        below .05 needs at least six discordant pairs all one way.

    Raises
    ------
    ValueError
        ``blanks="bounds"`` or an unknown interval was asked for.
    """
    if interval not in (None, "newcombe"):
        msg = f'interval={interval!r} is not known for a paired change; expected None or "newcombe"'
        raise ValueError(msg)
    if blanks == "bounds":
        msg = 'blanks="bounds" is not allowed for a change; expected "exclude" or "zero": compare the two'
        raise ValueError(msg)
    rows = panel[panel["year"].isin([first, second])]
    settled = on_desk(rows, settle(rows, ["rq_received"], blanks=blanks, aggregates=aggregates))
    everywhere = np.arange(len(settled.rows))
    part = settled.part(everywhere)
    check_places(part.rows)
    zero = pd.DataFrame(
        {"id": part.rows["agency_id"], "year": part.rows["year"], "zero": part.value["rq_received"] == 0}
    )
    wide = zero.pivot_table(index="id", columns="year", values="zero", aggfunc="first")
    records = _components(wide.reindex(columns=[first, second]), interval, level, max(min_n, 1))
    years = {"first": first, "second": second}
    found = result([years | settled.counts(everywhere) | record for record in records], list(years))
    return found.astype(dict.fromkeys(years, "Int16") | dict.fromkeys(STAYERS, "Int64") | {"p_value": "Float64"})


def _components(wide: pd.DataFrame, interval: str | None, level: float, min_n: int) -> list[dict[str, Any]]:
    one, two = (wide[name].dropna().astype(bool) for name in wide)
    both = wide.dropna().astype(bool)
    before, after = (both[name].to_numpy(bool) for name in both)
    stayed_zero, gained, lost = (int(found.sum()) for found in (before & after, ~before & after, before & ~after))
    whole = two.mean() - one.mean() if min(len(one), len(two)) >= min_n else np.nan
    stayed = after.mean() - before.mean() if len(both) >= min_n else np.nan
    stayers = {"indicator": "stayers", "n": len(both), "estimate": stayed}
    counts = (stayed_zero, gained, lost, len(both) - stayed_zero - gained - lost)
    stayers |= dict(zip(STAYERS, counts, strict=True))
    stayers["p_value"] = mcnemar(gained, lost) if len(both) >= min_n else pd.NA
    if interval is not None and len(both) >= min_n:
        low, high = paired_difference(*counts, level)
        stayers |= named(low, high, interval, level)
    return [
        {"indicator": "all", "n": len(wide), "estimate": whole},
        stayers,
        {"indicator": "composition", "n": len(wide) - len(both), "estimate": whole - stayed},
    ]

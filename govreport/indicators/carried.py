"""Whether one year's report begins with the requests that the last one ended with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from govreport.indicators.bootstrap import Drawing
from govreport.indicators.listed import with_columns
from govreport.indicators.ratio import MIN_N, terms
from govreport.indicators.settle import KNOWN, STATUSES, UNKNOWN, By, Part, Settled, collect, settle
from govreport.indicators.zero import share

CONTINUITY: dict[str, str] = {
    **dict.fromkeys(("agency_id", "report_before", "report_id"), "string"),
    "year": "Int16",
    "status": "string",
    **dict.fromkeys(("carried_out", "carried_in", "error", "error_lo", "error_hi"), "Float64"),
    "blanks": "string",
    "synthetic": "boolean",
}
EXTRA = {"n_more": "Int64", "n_less": "Int64", "mean_error": "Float64"}


def continuity(panel: pd.DataFrame, *, blanks: str = "bounds", aggregates: str = "drop") -> pd.DataFrame:
    """Return, for each agency and pair of consecutive years, whether what was carried out is what is carried in.

    Formula: error = ``rq_carried_in`` of a year − ``rq_carried_out`` of the year before. Reorganised agencies and
    corrected reports make honest errors. Source: the form, whose 二 of a year is 四 of the year before.

    Parameters
    ----------
    panel
        As `Corpus.panel` returns it.
    blanks, aggregates
        As in `govreport.indicators.settle`.

    Returns
    -------
    DataFrame
        One row an agency and pair of years that both have a report: `year` the second one, `report_before` and
        `report_id`; `status` the worse one of the two cells; `carried_out`, `carried_in` and `error` in requests,
        missing unless both are known; `error_lo`, `error_hi` what the bounds of known and unknown cells leave, with
        ``"bounds"`` (missing: no bound).

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel lacks a column, or an agency has two reports a year.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = continuity(load_sample(n=1, workers=0, progress=False).panel(aggregates="keep"))
    >>> bool((found["error"].dropna() == (found["carried_in"] - found["carried_out"]).dropna()).all())
    True
    """
    found, before = _pairs(panel, blanks, aggregates)
    table = pd.DataFrame({name: found.rows[name] for name in ("agency_id", "report_id", "year")})
    for name in ("carried_out", "carried_in", "error"):
        table[name] = np.where(found.status == KNOWN, found.value[name], np.nan)
    for name, ends in (("error_lo", found.lo), ("error_hi", found.hi)):
        open_ = (found.status > UNKNOWN) | np.isinf(ends["error"]) | (blanks != "bounds")
        table[name] = np.where(open_, np.nan, ends["error"])
    told: dict[str, Any] = {
        "report_before": before,
        "status": [STATUSES[code] for code in found.status],
        "blanks": blanks,
    }
    return table.assign(**told, synthetic=found.made_up).reindex(columns=list(CONTINUITY)).astype(CONTINUITY)


def continuity_share(
    panel: pd.DataFrame,
    by: By = "year",
    *,
    blanks: str = "bounds",
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
) -> pd.DataFrame:
    """Return the share of agencies whose report begins with the requests that their last one ended with.

    Formula: #{error = 0} / #{both cells are known}; see `continuity`.

    Parameters
    ----------
    panel, blanks, aggregates
        As in `continuity`.
    by
        Columns of the panel whose values, in the second year, make the groups.
    interval
        ``None``, ``"wilson"`` or ``"clopper_pearson"``, as in `govreport.indicators.zero.zero_requests`.
    level
        Nominal coverage of the interval.
    min_n
        With fewer pairs there is no share, and no mean.

    Returns
    -------
    DataFrame
        One row a group: `numerator` pairs without an error, `denominator` and `n` pairs that are known, `n_more` and
        `n_less` those that carry in more or fewer than was carried out, `mean_error` in requests. The counts of what
        was set aside are of pairs too.

    Raises
    ------
    ValueError
        An option has a value that it does not allow, the panel lacks a column, or an agency has two reports a year.

    Examples
    --------
    >>> from govreport.load import load_sample
    >>> found = continuity_share(load_sample(n=1, workers=0, progress=False).panel(aggregates="keep"), by=())
    >>> bool((found["numerator"] + found["n_more"] + found["n_less"] == found["n"]).all())
    True
    """
    terms(blanks, min_n, interval, ("wilson", "clopper_pearson"), Drawing(level=level))

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        error = part.numbers("error")
        record = share(int((error == 0).sum()), len(error), interval=interval, level=level, min_n=min_n)
        record |= {"n_more": int((error > 0).sum()), "n_less": int((error < 0).sum())}
        if not pd.isna(record["estimate"]):
            record["mean_error"] = float(error.mean())
            if blanks == "bounds":
                low, high = part.lo["error"], part.hi["error"]
                record |= {"lo": ((low == 0) & (high == 0)).mean(), "hi": ((low <= 0) & (high >= 0)).mean()}
        yield {"indicator": "continuity"} | record

    return with_columns(collect(_pairs(panel, blanks, aggregates)[0], by, measure, sums=False), EXTRA)


def _pairs(panel: pd.DataFrame, blanks: str, aggregates: str) -> tuple[Settled, Any]:
    """Return the second reports of all pairs of consecutive years, settled for both, and the ids of the first ones."""
    out, into = (
        settle(panel, [cell], blanks=blanks, aggregates=aggregates) for cell in ("rq_carried_out", "rq_carried_in")
    )
    keys = into.rows[["agency_id", "year"]].astype({"year": "Int64"})
    if keys.duplicated().any():
        agency, year = keys[keys.duplicated()].iloc[0]
        msg = f"{agency} has two reports for {year}; expected one an agency and year, as Corpus.panel() returns"
        raise ValueError(msg)
    last = keys.assign(year=keys["year"] + 1, before=np.arange(len(keys)))
    joined = keys.assign(at=np.arange(len(keys))).merge(last, on=["agency_id", "year"])
    at, before = (joined[name].to_numpy(np.int64) for name in ("at", "before"))
    sent, came = "rq_carried_out", "rq_carried_in"
    value, lo, hi = (
        {"carried_out": first[sent][before], "carried_in": second[came][at], "error": second[came][at] - other}
        for first, second, other in (
            (out.value, into.value, out.value[sent][before]),
            (out.lo, into.lo, out.hi[sent][before]),
            (out.hi, into.hi, out.lo[sent][before]),
        )
    )
    status = np.maximum(out.status[before], into.status[at])
    rows = into.rows.iloc[at].reset_index(drop=True)
    made_up = into.made_up[at] | out.made_up[before]
    return Settled(rows, status, value, lo, hi, blanks, made_up), out.rows["report_id"].iloc[before].to_numpy()

"""Small frames of reports and of what their words say, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

Said = tuple[Any, ...]


def reports_of(agencies: Sequence[str], years: Sequence[int], **columns: Sequence[Any]) -> pd.DataFrame:
    """Return one report an agency and year, `report_id` such as a0-2021, all of departments unless told otherwise."""
    frame = pd.DataFrame({"agency_id": list(agencies), "year": list(years)})
    frame["report_id"] = [f"{agency}-{year}" for agency, year in zip(agencies, years, strict=True)]
    usual = {"agency_kind": "department", "reach": "unknown"}
    frame = frame.assign(
        **(usual | {name: list(one) if not isinstance(one, str) else one for name, one in columns.items()})
    )
    return frame.astype({"year": "Int16", "report_id": "string", "agency_id": "string"})


def counts_of(*said: Said) -> pd.DataFrame:
    """Return mentions from (report_id, value) and, where they differ, channel, unit, bound, part, metric and scope."""
    names = ("report_id", "value", "channel", "unit", "bound", "part", "metric", "scope")
    usual = (None, None, "wechat", "条", "exact", False, "posts", "year")
    rows = [dict(zip(names, (*one, *usual[len(one) :]), strict=True)) for one in said]
    frame = pd.DataFrame(rows, columns=list(names))
    return frame.astype({"report_id": "string", "value": "Float64", "unit": "string", "part": "boolean"})


def channels_of(*named: tuple[Any, ...]) -> pd.DataFrame:
    """Return channels from (report_id, channel, status) and, where it is given, the number of posts."""
    rows = [(*one, None)[:4] for one in named]
    frame = pd.DataFrame(rows, columns=["report_id", "channel", "status", "posts"])
    return frame.astype({"report_id": "string", "posts": "Float64"})

"""The columns and types of every public frame, and how records become one.

Records are plain dicts (or objects with the same attributes); a frame is built once, column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa

from govreport import forms

STATES = ("stated", "blank", "derived", "unreadable", "missing")
UNITS = ("count", "yuan", "10k_yuan", "persons", "unknown")
FORMATS = ("text", "markdown", "html", "docx", "pdf", "image", "doc", "wps", "rtf", "odt", "xlsx", "xls")
BASES = ("title", "period", "signature", "metadata", "header", "manifest", "text")
LEVELS = ("central", "province", "prefecture", "county", "township")
KINDS = ("government", "department", "township", "zone", "other")
REACHES = ("own", "own_and_departments", "jurisdiction", "unknown")
BOUNDS = ("exact", "at_least", "at_most", "about")
SCOPES = ("year", "stock", "cumulative", "change", "other_year", "plan")
SEVERITIES = ("error", "warning", "info")
FINDINGS = (
    "row_sum",
    "review_sum",
    "statistics_sum",
    "outcome_sum",
    "flow",
    "suspect_cell",
    "not_integer",
    "negative",
    "unreadable_cells",
    "unknown_label",
    "blank_cells",
    "missing_table",
    "mixed_editions",
    "region_ambiguous",
    "duplicate_report",
    "text_vs_table",
    "mentions_disagree",
    "parts_exceed_total",
    "date_before_period",
    "year_conflict",
    "unit_suspect",
    "carry_mismatch",
    "stock_mismatch",
    "copied_table",
)
IDENTITIES = ("row_sum", "outcome_sum", "flow", "review_sum", "statistics_sum")
METRICS = tuple(
    """disclosed_items posts followers views accounts interpretations press_conferences online_interviews
    hotline_programmes open_days consultations inquiries trainings trainees documents_issued normative_documents
    requests_received requests_concluded requests_carried_in requests_carried_out reconsiderations litigations
    proposals_npc proposals_cppcc processing_fee inquiry_reply_rate inquiry_satisfaction_rate
    proposal_completion_rate proposal_meeting_rate proposal_satisfaction_rate""".split()
)
CHANNELS = tuple(
    """all website disclosure_column gazette wechat weibo wechat_weibo video app new_media press service_platform
    other none""".split()
)

Codes = tuple[str, ...]
Schema = Mapping[str, "str | Codes"]


@lru_cache(maxsize=1)
def schemas() -> dict[str, Schema]:
    """Return the schema of each frame: column -> pandas dtype, or the codes of a category column."""
    place: dict[str, str | Codes] = dict.fromkeys(("block", "row", "col", "page"), "Int32")
    place |= dict.fromkeys(("x0", "y0", "x1", "y1"), "Float64") | dict.fromkeys(("start", "end"), "Int64")
    cell: dict[str, str | Codes] = {
        "report_id": "string",
        "table": forms.TABLES,
        "item": forms.item_codes(),
        "measure": forms.measure_codes(),
    }
    return {
        "figures": {
            "report_id": "string",
            "year": "Int16",
            "table": forms.TABLES,
            "edition": forms.EDITIONS,
            "item": forms.item_codes(),
            "measure": forms.measure_codes(),
            "value": "Float64",
            "lo": "Float64",
            "hi": "Float64",
            "unit": UNITS,
            "state": STATES,
            "contested": "boolean",
            "label": "string",
            "raw": "string",
        },
        "places": cell | place,
        "mentions": {
            "report_id": "string",
            "year": "Int16",
            "metric": METRICS,
            "channel": CHANNELS,
            "value": "Float64",
            "bound": BOUNDS,
            "unit": "string",
            "scope": SCOPES,
            "part": "boolean",
            "negated": "boolean",
            "section": "Int8",
            "text": "string",
            "start": "Int64",
            "end": "Int64",
        },
        "findings": {
            "report_id": "string",
            "code": FINDINGS,
            "severity": SEVERITIES,
            "table": forms.TABLES,
            "item": forms.item_codes(),
            "measure": forms.measure_codes(),
            "stated": "Float64",
            "expected": "Float64",
            "message": "string",
            "source": "string",
        },
        "checks": {
            "report_id": "string",
            "table": forms.TABLES,
            "code": IDENTITIES,
            "item": forms.item_codes(),
            "measure": forms.measure_codes(),
            "left": "Float64",
            "right": "Float64",
            "holds": "boolean",
            "trivial": "boolean",
        },
        "reports": {
            **dict.fromkeys(("report_id", "source", "url", "sha256"), "string"),
            "format": FORMATS,
            "encoding": "string",
            "reader": ("text", "ocr"),
            **dict.fromkeys(("title", "agency", "agency_name", "agency_id"), "string"),
            "agency_kind": KINDS,
            "function": "string",
            "reach": REACHES,
            **dict.fromkeys(("province", "prefecture", "county", "adcode"), "string"),
            "level": LEVELS,
            "year": "Int16",
            "year_basis": BASES,
            **dict.fromkeys(("period_start", "period_end", "published"), "datetime64[s]"),
            "published_basis": BASES,
            **{f"has_{table}": "boolean" for table in forms.TABLES},
            "is_primary": "boolean",
            "n_findings": "Int32",
            "parser_version": "string",
        },
        "failures": dict.fromkeys(("source", "error", "message"), "string"),
        "texts": {"report_id": "string", "section": "Int8", "start": "Int64", "text": "string"},
    }


def column(values: list[Any], kind: str | Codes) -> pd.Series[Any]:
    """Return one typed column; ``None`` is missing."""
    return pd.Series(_array(values, kind))


def _array(values: list[Any], kind: str | Codes) -> Any:
    """Return the values as a typed array, built as pandas keeps it: that costs a fifth of letting pandas look."""
    if isinstance(kind, tuple):
        codes, dtype = _category(kind)
        return pd.Categorical.from_codes([codes[value] for value in values], dtype=dtype, validate=False)
    if kind == "Float64":
        numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
        return pd.arrays.FloatingArray(numbers, np.isnan(numbers))
    if kind == "string":
        return pd.arrays.ArrowStringArray(pa.array(values, pa.large_string()))
    if kind == "boolean" or kind.startswith("Int"):
        return _masked(values, kind)
    plain: Any = kind
    return pd.array(values, dtype=plain)


def _masked(values: list[Any], kind: str) -> Any:
    """Return truth values or integers by their mask; pandas looks at whatever is of another type."""
    blank, letter = (False, "b") if kind == "boolean" else (0, "i")
    filled = [blank if value is None else value for value in values]
    found = np.array(filled)
    if found.dtype.kind != letter:
        return pd.array(values, dtype=cast("Any", kind))
    mask = np.array([value is None for value in values])
    if kind == "boolean":
        return pd.arrays.BooleanArray(found, mask)
    return pd.arrays.IntegerArray(np.array(filled, dtype=kind.lower()), mask)


@lru_cache(maxsize=64)
def _category(kind: Codes) -> tuple[dict[str | None, int], pd.CategoricalDtype]:
    codes: dict[str | None, int] = {code: at for at, code in enumerate(kind)}
    return codes | {None: -1}, pd.CategoricalDtype(list(kind))


def frame(name: str, records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build the frame `name` from records; columns that a record lacks are missing.

    Examples
    --------
    >>> frame("failures", [{"source": "a.txt", "error": "NotAReport"}]).message.isna().tolist()
    [True]
    """
    rows = list(records)
    found = {key: _array([row.get(key) for row in rows], kind) for key, kind in schemas()[name].items()}
    return pd.DataFrame(found, copy=False)

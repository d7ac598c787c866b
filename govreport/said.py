"""Findings of the prose: where it says otherwise than the tables, and where it contradicts itself.

A false accusation is worse than one that is missed: a number of the prose is held against a cell only where verb and
unit say what the cell counts, and no number against another where one may be a part of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from govreport.forms import Key
from govreport.records import Record, digits
from govreport.tables import FoundTable

Mention = Mapping[str, Any]
Tables = Mapping[str, FoundTable]

_DIRECT = ("review", "litigation_direct", "total")
_AFTER = ("review", "litigation_after_reconsideration", "total")
CELLS: dict[str, tuple[tuple[Key, ...], ...]] = {
    "requests_received": ((("requests", "received", "total"),),),
    "requests_concluded": ((("requests", "concluded", "total"),),),
    "requests_carried_in": ((("requests", "carried_in", "total"),),),
    "requests_carried_out": ((("requests", "carried_out", "total"),),),
    "reconsiderations": ((("review", "reconsideration", "total"),),),
    "litigations": ((_DIRECT, _AFTER), (_DIRECT,), (_AFTER,)),
    "normative_documents": (
        (("proactive_disclosure", "normative_documents", "made"),),
        (("proactive_disclosure", "normative_documents", "issued"),),
    ),
}
"""By metric the cells whose sum a number of it may be; one that equals any of them is no contradiction."""
DOCUMENTS = ("件", "份", "个")
_MADE = re.compile("制发|制定|出台|印发|发布")
_CONCLUDED = re.compile("办结|答复|结案|审结")
_CARRIED = re.compile("结转|上年|上一年")
_OURS = re.compile("公开")
SECTIONS = (1, 3, 4)
"""Where a report speaks of its requests and of the proceedings that they led to, and of no others."""
COMPARED = frozenset(
    "disclosed_items posts followers requests_received requests_concluded requests_carried_in requests_carried_out "
    "reconsiderations litigations normative_documents proposals_npc proposals_cppcc".split()
)
"""What a report has one number of."""
WITHIN = {"disclosure_column": "website", "wechat": "new_media", "weibo": "new_media", "video": "new_media",
          "app": "new_media", "wechat_weibo": "new_media"}  # fmt: skip
"""A channel that another one may count in."""


def find(mentions: Sequence[Mention], tables: Tables) -> list[Record]:
    """Return the findings of a report's prose.

    Parameters
    ----------
    mentions
        Rows of `mentions`, in the order of the text.
    tables
        The report's statutory tables.

    Returns
    -------
    list of dict
        Rows of `findings` without `report_id` and `source`: ``text_vs_table``, ``mentions_disagree`` and
        ``parts_exceed_total``; `stated` is what the prose says (the parts), `expected` the table (the total).
    """
    return [*_against_tables(mentions, tables), *_disagreeing(mentions), *_exceeding(mentions)]


def _levels(mentions: Sequence[Mention], metric: str) -> list[Mention]:
    """Return what is said of a metric as the year's level, whole."""
    return [one for one in mentions if one["metric"] == metric and one["scope"] == "year" and not one["part"]]


def _against_tables(mentions: Sequence[Mention], tables: Tables) -> Iterator[Record]:
    known = {
        key: figure.value
        for table in tables.values()
        for key, figure in table.figures.items()
        if figure.state in ("stated", "derived") and figure.value is not None
    }
    for metric, choices in CELLS.items():
        printed = [cells for cells in choices if all(key in known for key in cells)]
        said = _levels(mentions, metric)
        if not said or not printed or (metric == "litigations" and len(printed) < len(choices)):
            continue
        sums = [sum(known[key] for key in cells) for cells in printed]
        if any(_agrees(one, value, known) for one in said for value in sums):
            continue
        yield _contradiction(said[0], printed[0], sums[0])


def _agrees(one: Mention, value: float, known: Mapping[Key, float]) -> bool:
    """Return whether a number of the prose may be the number of a cell, with what was carried in where it says so."""
    said, bound = float(one["value"]), one["bound"]
    if bound == "about" or said == value:
        return True
    if one["metric"] == "requests_received" and _CARRIED.search(one["text"]):
        carried = known.get(("requests", "carried_in", "total"))
        if carried is None or said == value + carried:
            return True
    return (bound == "at_least" and value >= said) or (bound == "at_most" and value <= said)


def _contradiction(one: Mention, cells: Sequence[Key], value: float) -> Record:
    names = " + ".join(".".join(key) for key in cells)
    severity = "warning" if _counts_the_same(one) else "info"
    message = (
        f"The prose says {digits(float(one['value']))} ({one['metric']}, section {one['section']}), the table "
        f"{digits(value)} ({names}). Neither is chosen."
    )
    return _row("text_vs_table", severity, message, cells[0], float(one["value"]), value)


def _counts_the_same(one: Mention) -> bool:
    """Return whether verb, unit and place of a sentence are those of the cell."""
    if one["metric"] == "normative_documents":
        return one["unit"] in DOCUMENTS and _MADE.search(one["text"]) is not None
    if one["metric"] == "requests_concluded" and not _CONCLUDED.search(one["text"]):
        return False
    return one["section"] in SECTIONS or _OURS.search(one["text"]) is not None


def _disagreeing(mentions: Sequence[Mention]) -> Iterator[Record]:
    groups: dict[tuple[Any, ...], list[Mention]] = {}
    for one in mentions:
        scope = one["scope"] in ("year", "stock") and one["bound"] == "exact" and not one["part"]
        if scope and one["metric"] in COMPARED:
            groups.setdefault((one["metric"], one["channel"], one["scope"], one["unit"]), []).append(one)
    for (metric, channel, *_), own in groups.items():
        values = list(dict.fromkeys(float(one["value"]) for one in own))
        apart = {one["text"] for one in own}
        if len(values) < 2 or len(apart) < 2:
            continue
        what = metric if channel == "none" else f"{metric} by {channel}"
        told = " and ".join(digits(value) for value in values)
        message = f"The prose gives {told} for {what}, in {len(apart)} places. Neither is chosen."
        yield _row("mentions_disagree", "warning", message, (None, None, None), values[0], values[1])


def _exceeding(mentions: Sequence[Mention]) -> Iterator[Record]:
    """Compare each total with the parts that follow it in its sentence, every channel once."""
    for at, total in enumerate(mentions):
        if total["part"] or total["scope"] != "year" or total["bound"] != "exact":
            continue
        parts: dict[str, float] = {}
        for one in mentions[at + 1 :]:
            if not one["part"] or one["metric"] != total["metric"] or one["text"] != total["text"]:
                break
            if one["scope"] != "year" or one["channel"] in parts or WITHIN.get(one["channel"]) in parts:
                break
            if one["unit"] == total["unit"] and one["bound"] != "at_most" and one["bound"] != "about":
                parts[one["channel"]] = float(one["value"])
        whole, said = sum(parts.values()), float(total["value"])
        if parts and whole > said:
            message = f"The parts of {digits(said)} ({total['metric']}) add up to {digits(whole)}: " + ", ".join(
                f"{channel} {digits(value)}" for channel, value in parts.items()
            )
            yield _row("parts_exceed_total", "warning", message + ".", (None, None, None), whole, said)


def _row(
    code: str,
    severity: str,
    message: str,
    cell: tuple[str | None, str | None, str | None],
    stated: float,
    expected: float,
) -> Record:
    table, item, measure = cell
    return {
        "code": code, "severity": severity, "table": table, "item": item, "measure": measure,
        "stated": stated, "expected": expected, "message": message,
    }  # fmt: skip

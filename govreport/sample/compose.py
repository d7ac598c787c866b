"""The statutory tables as rows of boxes, as the official form draws them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from govreport import forms
from govreport.forms import FormCell, Key
from govreport.sample.page import Box, Row, Sheet
from govreport.sample.truth import Truth

Spell = Callable[[str], str]
GROUPS = {"denied": "denied_", "unavailable": "unavailable_", "declined": "declined_"}
ARTICLES = {
    "1": ("rules", "normative_documents"),
    "5": ("administrative_licensing", "other_public_services"),
    "6": ("administrative_penalties", "administrative_compulsion"),
    "8": ("administrative_fees",),
    "9": ("centralized_procurement",),
}
UNITS = {"10k_yuan": "万元", "persons": "人"}
COUNTED = {
    "条": ("items_", "normative_documents_disclosed"),
    "次": ("responses", "press_", "online_", "meetings", "trainings"),
    "篇": ("interpretations",),
    "个": ("offices", "reading_points"),
}


def number(value: float | None, key: Key, plus: bool = False) -> str:
    """Return a number as it is printed; `plus` marks a positive change with its sign."""
    if value is None:
        return ""
    text = str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")
    return f"+{text}" if plus and key[2] == "items_change" and value > 0 else text


def _slots(truth: Truth, table: str, item: str, plus: bool = False) -> list[Box]:
    edition = truth.editions[table]
    keys = [(table, item, measure) for measure in forms.measures(table, edition, item)]
    values = truth.cells
    return [Box(number(values[key], key, plus), "number", key, value=values[key]) for key in keys]


def requests(truth: Truth, spell: Spell) -> Sheet:
    """Compose the table `requests`: three columns of labels, seven of numbers."""
    names = [spell(f"head.{who}") for who in forms.APPLICANTS]
    stub = Box("", "head", colspan=3, run="stub")
    balance = Box(spell("head.balance"), "head", colspan=3, run="stub")
    organizations = Box(spell("head.organizations"), "head", colspan=5)
    person, total = Box(names[0], "head", run="who"), Box(spell("head.total"), "head", run="sum")
    under = [Box("", "head", run="who"), *(Box(name, "head") for name in names[1:]), Box("", "head", run="sum")]
    rows = [
        Row("head", [balance, Box(spell("head.applicants"), "head", colspan=7)]),
        Row("head", [stub, person, organizations, total]),
        Row("head", [replace(stub), *under]),
    ]
    begun: set[str] = set()
    for item in forms.items("requests", truth.editions["requests"]):
        boxes = _stub(item, truth.editions["requests"], spell, begun)
        rows.append(Row("data", boxes + _slots(truth, "requests", item), item))
    return Sheet("requests", truth.editions["requests"], rows, 10)


def _stub(item: str, edition: str, spell: Spell, begun: set[str]) -> list[Box]:
    label = spell(f"requests.{item}")
    if item in ("received", "carried_in", "carried_out"):
        return [Box(label, "label", colspan=3)]
    groups = ["outcomes"]
    groups += [group for group, start in GROUPS.items() if item.startswith(start)]
    if item.startswith("other_") and edition == "2021":
        groups.append("other_handling")
    boxes = [Box("" if group in begun else spell(f"requests.{group}"), "group", run=group) for group in groups]
    begun.update(groups)
    return [*boxes, Box(label, "label", colspan=3 - len(groups))]


def review(truth: Truth, spell: Spell) -> Sheet:
    """Compose the table `review`: three heads and one row of fifteen numbers."""
    measures = ("upheld", "corrected", "other_result", "pending", "total")
    outcomes = [spell(f"head.{measure}") for measure in measures]
    first = [Box(name, "head", run=f"out{place}") for place, name in enumerate(outcomes)]
    later = [Box("", "head", run=box.run) for box in first]
    names = [spell(f"head.{measure}") for measure in (*measures, *measures)]
    slots = [box for item in forms.items("review", "2021") for box in _slots(truth, "review", item)]
    parts = [Box(spell(f"head.{name}"), "head", colspan=5) for name in forms.items("review", "2021")[1:]]
    recon = Box(spell("head.reconsideration"), "head", colspan=5)
    rows = [
        Row("head", [recon, Box(spell("head.litigation"), "head", colspan=10)]),
        Row("head", [*first, *parts]),
        Row("head", [*later, *(Box(name, "head") for name in names)]),
        Row("data", slots, "review"),
    ]
    return Sheet("review", truth.editions["review"], rows, 15)


def _heads(edition: str, item: str) -> list[str]:
    heads = []
    for measure in forms.measures("proactive_disclosure", edition, item):
        if measure == "decisions":
            measure = f"decisions_{edition}"
        elif measure == "amount":
            measure = "fee_amount" if item == "administrative_fees" else "procurement_amount"
        heads.append(f"head.{measure}")
    return heads


def _spread(boxes: list[Box], width: int) -> list[Box]:
    """Let the last box take the columns that are left."""
    boxes[-1].colspan = width - sum(box.colspan for box in boxes[:-1])
    return boxes


def proactive(truth: Truth, spell: Spell, rng: random.Random) -> Sheet:
    """Compose the table `proactive_disclosure`: a block with its own heads for each article."""
    edition, rows, plus = truth.editions["proactive_disclosure"], list[Row](), rng.random() < 0.3
    known = forms.items("proactive_disclosure", edition)
    for article, named in ARTICLES.items():
        items = [item for item in named if item in known]
        if not items:
            continue
        heads = [Box(spell(head), "head") for head in _heads(edition, items[0])]
        rows.append(Row("head", [Box(spell(f"head.article_{article}"), "head", colspan=4)]))
        rows.append(Row("head", _spread([Box(spell("head.content"), "head"), *heads], 4)))
        for item in items:
            code = f"{item}_{edition}" if item == "normative_documents" else item
            label = Box(spell(f"proactive_disclosure.{code}"), "label")
            slots = _slots(truth, "proactive_disclosure", item, plus)
            rows.append(Row("data", _spread([label, *slots], 4), item))
    return Sheet("proactive_disclosure", edition, rows, 4)


STATISTICS_PARTS = {
    "items_disclosed": "一、主动公开情况",
    "responses": "二、回应解读情况",
    "requests_received": "三、依申请公开情况",
    "reconsiderations": "四、行政复议数量情况",
    "litigations": "五、行政诉讼数量情况",
    "complaints": "六、举报投诉情况",
    "fees_collected": "七、收费情况",
    "offices": "八、机构建设和保障经费情况",
    "meetings": "九、工作会议和培训情况",
}


def _unit(cell: FormCell) -> str:
    named = (unit for unit, starts in COUNTED.items() if cell.item.startswith(starts))
    return UNITS.get(cell.unit) or next(named, "件")


def statistics(truth: Truth, spell: Spell) -> Sheet:
    """Compose the 2014 annex: a label, its unit and a number a row, under nine parts."""
    rows = [Row("head", [Box(spell(f"head.{name}"), "head") for name in ("indicator", "unit", "number")])]
    for cell in forms.cells("statistics", "2014"):
        if cell.item in STATISTICS_PARTS:
            part = STATISTICS_PARTS[cell.item]
            rows.append(Row("head", [Box(part, "head"), Box("——", "head"), Box("——", "head")]))
        label = Box(spell(f"statistics.{cell.item}"), "label")
        slots = _slots(truth, "statistics", cell.item)
        rows.append(Row("data", [label, Box(_unit(cell), "unit"), *slots], cell.item))
    return Sheet("statistics", "2014", rows, 3)


def sheets(truth: Truth, spell: Spell, rng: random.Random) -> dict[str, Sheet]:
    """Compose every table of the report, by table code."""
    if "statistics" in truth.editions:
        return {"statistics": statistics(truth, spell)}
    return {
        "proactive_disclosure": proactive(truth, spell, rng),
        "requests": requests(truth, spell),
        "review": review(truth, spell),
    }

"""Each line of `sentences.csv` is read and gives exactly the mentions that the line expects.

The table has three columns: `text`, `expected`, `reason`. All sentences are made up; anyone may add a line.

`text` is the prose below the heading of section one of a report on 2023. In it ``¶`` begins a new paragraph (or a line
of a plain text file) and ``⏎`` is a line break inside a paragraph. A paragraph that is a heading opens another section.

`expected` lists the mentions in any order, parted by `` | ``; empty where the text states no quantity that has a code::

    metric[/channel]=value[unit][;flag[;flag…]]

The channel is `none` where no channel is written. The value is the number multiplied out (10万 is 100000), the unit
the measure word as printed; it is compared only where the line gives one. The flags are a bound (`at_least`,
`at_most`, `about`; else exact), a scope (`stock`, `cumulative`, `change`, `other_year`, `plan`; else year), `part` and
`negated`. A change keeps its sign (减少12条 is -12); a change in percent has the unit ``%``. A mention after ``?`` is
one that the contract leaves open: it may be there or not.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from govreport.document import Document
from tests.prose.documents import PREAMBLE, page

mentions = pytest.importorskip("govreport.prose.mentions", reason="the reading of mentions is not there yet")

TABLE = Path(__file__).with_name("sentences.csv")
TITLE = "青禾县水务局2023年政府信息公开工作年度报告"
PERIOD = "本报告所列数据的统计期限自2023年1月1日起，至2023年12月31日止。"
BOUNDS = ("at_least", "at_most", "about")
SCOPES = ("stock", "cumulative", "change", "other_year", "plan")
FLAGS = {*BOUNDS, *SCOPES, "part", "negated"}
WRITTEN = re.compile(
    r"(?P<open>\?)?(?P<metric>[a-z_]+)(?:/(?P<channel>[a-z_]+))?"
    r"=(?P<value>-?[\d.]+)(?P<unit>[^;]*)(?P<flags>(?:;[a-z_]+)*)"
)


class Line(NamedTuple):
    """One line of the table."""

    number: int
    text: str
    expected: str
    reason: str


class Fact(NamedTuple):
    """What is compared of a mention; the unit beside it, where the line gives one."""

    metric: str
    channel: str
    value: float
    bound: str
    scope: str
    part: bool
    negated: bool


def _lines() -> list[Line]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        assert next(rows) == ["text", "expected", "reason"]
        return [Line(rows.line_num, *row) for row in rows]


LINES = _lines()
# What the reading still gets wrong; a line that is mended fails here until it is taken out.
FAULTS = {
    "本局未收到公开政府信息的书面申请，也未收到网上申请。",
    "县政府网站发布信息900条；县政府公报刊发6期，公开文件33件。",
    "收到政府信息公开申请44件，同一申请人提出申请15件。",
}


def _case(line: Line) -> Any:
    marks = [pytest.mark.xfail(reason=f"known fault: {line.reason}", strict=True)] if line.text in FAULTS else []
    return pytest.param(line, id=str(line.number), marks=marks)


every_line = pytest.mark.parametrize("line", LINES, ids=[str(line.number) for line in LINES])


def _written(item: str) -> tuple[Fact, str, bool]:
    match = WRITTEN.fullmatch(item)
    assert match, f"{item!r} is not metric/channel=value[unit];flags"
    flags = match["flags"].split(";")[1:]
    assert set(flags) <= FLAGS, f"{item!r} has a flag that is none of {sorted(FLAGS)}"
    bound = next((flag for flag in flags if flag in BOUNDS), "exact")
    scope = next((flag for flag in flags if flag in SCOPES), "year")
    parts = match["metric"], match["channel"] or "none", float(match["value"]), bound, scope
    return Fact(*parts, "part" in flags, "negated" in flags), match["unit"], bool(match["open"])


def _expected(line: Line) -> list[tuple[Fact, str, bool]]:
    return [_written(item) for item in line.expected.split(" | ") if item]


def _fact(mention: dict[str, Any]) -> Fact:
    return Fact(
        mention["metric"],
        mention["channel"] or "none",
        float(mention["value"]),
        mention["bound"],
        mention["scope"],
        bool(mention["part"]),
        bool(mention["negated"]),
    )


def _document(text: str) -> Document:
    paragraphs = text.replace("⏎", "\n").split("¶")
    return page(TITLE, PREAMBLE, PERIOD, "一、总体情况", *paragraphs)


@pytest.mark.parametrize("line", [_case(line) for line in LINES])
def test_mentions(line: Line) -> None:
    expected = _expected(line)
    found = Counter(_fact(mention) for mention in mentions.read_mentions(_document(line.text)))
    wanted = Counter(fact for fact, _, is_open in expected if not is_open)
    allowed = wanted + Counter(fact for fact, _, is_open in expected if is_open)
    lost, beyond = wanted - found, found - allowed
    said = f"line {line.number}: {line.text}\nreason: {line.reason}"
    assert (lost, beyond) == (Counter(), Counter()), said


@every_line
def test_units_and_offsets(line: Line) -> None:
    document = _document(line.text)
    found = mentions.read_mentions(document)
    units = {(_fact(mention), (mention["unit"] or "").strip()) for mention in found}
    facts = {fact for fact, _ in units}
    for fact, unit, _ in _expected(line):
        assert not unit or fact not in facts or (fact, unit) in units, f"unit {unit!r} not in {units}"
    for mention in found:
        assert document.text[mention["start"] : mention["end"]].strip(), line.text
        assert mention["start"] >= document.text.index("一、总体情况"), "nothing is stated before section one"


def test_the_table_is_large_and_says_why() -> None:
    assert len(LINES) >= 250
    assert [line.number for line in LINES if not line.reason.strip()] == []


def test_every_known_fault_stands_in_the_table() -> None:
    assert {line.text for line in LINES} >= FAULTS


def test_no_text_stands_twice() -> None:
    twice = [text for text, times in Counter(line.text for line in LINES).items() if times > 1]
    assert twice == []

"""The lifelike corpus: what is read is what was said, and its numbers behave as those of agencies do."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from govreport import Corpus, read_corpus
from govreport.channels import named
from govreport.document import Builder
from govreport.forms import APPLICANTS
from govreport.prose.agency_reach import read_reach
from govreport.prose.mentions import read_mentions
from govreport.sample import MANIFEST, Printed, Said, Truth, told, voice, write_lifelike
from govreport.sample.lifelike import histories
from govreport.sample.numbers import edition_of
from govreport.sample.population import residents

N = 12
QUANTITY = ("metric", "channel", "value", "unit", "bound", "scope", "part", "negated")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Printed, str, Corpus]]:
    """Return every printed report with its key in the corpus that was read."""
    folder = tmp_path_factory.mktemp("lifelike")
    printed = write_lifelike(folder, N, seed=5)
    corpus = read_corpus(folder / MANIFEST, workers=0, progress=False)
    assert len(corpus) == len(printed)
    assert corpus.failures.empty
    return [(one, key, corpus) for one, key in zip(printed, corpus.reports["report_id"], strict=True)]


@pytest.fixture(scope="module")
def country() -> list[list[Truth]]:
    return list(histories(44, 1))


def quantity(row: Any) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in QUANTITY)


def test_the_mentions_that_are_read_are_those_that_were_said(read: list[tuple[Printed, str, Corpus]]) -> None:
    mentions = read[0][2].mentions
    found = {key: Counter(map(quantity, rows.itertuples())) for key, rows in mentions.groupby("report_id")}
    said = {key: Counter(map(quantity, one.truth.prose.said)) for one, key, _ in read if one.truth.prose}
    assert sum(len(quantities) for quantities in said.values()) > 150
    assert {key: found.get(key, Counter()) for key in said} == said


def test_the_channels_that_are_read_have_the_status_that_was_told(read: list[tuple[Printed, str, Corpus]]) -> None:
    channels = read[0][2].channels()
    found = {
        key: dict(zip(rows["channel"], rows["status"], strict=True)) for key, rows in channels.groupby("report_id")
    }
    meant = {key: one.truth.prose.channels for one, key, _ in read if one.truth.prose}
    assert {key: found.get(key, {}) for key in meant} == meant
    assert {status for statuses in meant.values() for status in statuses.values()} >= {"counted", "named"}


def test_who_and_when_and_whose_numbers_are_read(read: list[tuple[Printed, str, Corpus]]) -> None:
    reports = read[0][2].reports
    truths = [one.truth for one, _, _ in read]
    assert reports["agency"].tolist() == [truth.agency.name for truth in truths]
    assert reports["year"].tolist() == [truth.year for truth in truths]
    assert reports["reach"].tolist() == [truth.prose.reach for truth in truths if truth.prose]
    assert reports["level"].tolist() == [truth.agency.level for truth in truths]
    assert reports["province"].tolist() == [truth.agency.places[0] for truth in truths]
    assert reports["agency_id"].nunique() == N


def test_every_number_of_an_undamaged_report_is_read(read: list[tuple[Printed, str, Corpus]]) -> None:
    figures = dict(iter(read[0][2].figures.groupby("report_id")))
    sound = [(one, key) for one, key, _ in read if not one.damages and None not in one.truth.cells.values()]
    assert len(sound) > 40
    for one, key in sound:
        rows = figures[key]
        values = dict(zip(zip(rows["table"], rows["item"], rows["measure"], strict=True), rows["value"], strict=True))
        assert values == one.truth.cells


def test_no_number_that_is_stated_is_wrong(read: list[tuple[Printed, str, Corpus]]) -> None:
    figures = read[0][2].figures
    printed = {(key, *cell): value for one, key, _ in read for cell, value in one.numbers.items()}
    stated = figures[figures["state"] == "stated"]
    assert len(stated) > 5000
    keys = zip(*(stated[name] for name in ("report_id", "table", "item", "measure")), strict=True)
    assert [key for key, value in zip(keys, stated["value"], strict=True) if printed[key] != value] == []


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    def digest(name: str, seed: int) -> str:
        write_lifelike(tmp_path / name, 3, seed=seed)
        paths = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()

    assert digest("a", 1) == digest("b", 1)
    assert digest("c", 2) != digest("a", 1)


def test_tables_add_up_and_years_follow_each_other(country: list[list[Truth]]) -> None:
    for truths in country:
        assert len({truth.agency for truth in truths}) == 1
        for truth in truths:
            assert truth.broken == ()
            assert set(truth.editions.values()) == {edition_of(truth.year)}
        for last, this in zip(truths, truths[1:], strict=False):
            if this.year != last.year + 1 or "requests" not in last.editions:
                continue
            for who in (*APPLICANTS, "total"):
                carried = this.cells["requests", "carried_in", who] or 0
                assert carried == (last.cells["requests", "carried_out", who] or 0)


def received(truth: Truth) -> float:
    old = ("statistics", "requests_received", "count")
    return truth.cells[old if old in truth.cells else ("requests", "received", "total")] or 0


def test_few_ask_a_bureau_of_science_and_most_bureaus_of_land_are_asked(country: list[list[Truth]]) -> None:
    def share(word: str) -> float:
        own = [received(truth) == 0 for truths in country for truth in truths if word in truth.agency.name]
        assert len(own) >= 20
        return sum(own) / len(own)

    assert share("科学技术") > 0.5
    assert share("自然资源") < 0.1


def test_every_indicator_has_something_to_show(country: list[list[Truth]]) -> None:
    cells = [truth.cells for truths in country for truth in truths if "requests" in truth.editions]
    for item in ("granted", "denied_third_party_rights", "unavailable_not_held", "declined_repeated", "carried_out"):
        assert sum((one["requests", item, "total"] or 0) > 0 for one in cells) > 20
    for item in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        assert sum((one["review", item, "total"] or 0) > 0 for one in cells) > 20
    governments = {
        truth.prose.reach for truths in country for truth in truths if "政府" in truth.agency.name and truth.prose
    }
    assert governments >= {"own", "jurisdiction", "unknown"}
    assert sum(truths[0].year == 2014 and truths[-1].year == 2024 for truths in country) >= 5


def wechat(truth: Truth) -> Said | None:
    """Return the exact number of WeChat posts of the year, where it is given."""
    said = truth.prose.said if truth.prose else ()
    exact = (
        one for one in said if (one.metric, one.channel, one.bound, one.scope) == ("posts", "wechat", "exact", "year")
    )
    return next(exact, None)


def test_twenty_agencies_give_wechat_posts_in_one_unit_for_two_years_running(
    country: list[list[Truth]],
) -> None:
    pairs: Counter[int] = Counter()
    grew, agencies = 0, set()
    for last, this in ((a, b) for truths in country for a, b in itertools.pairwise(truths) if b.year == a.year + 1):
        before, after = wechat(last), wechat(this)
        if before and after and before.unit == after.unit == "篇":
            pairs[this.year] += 1
            grew += after.value > before.value
            agencies.add(this.agency.name)
    assert len(agencies) >= 20
    assert sum(count >= 20 for count in pairs.values()) >= 2
    assert min(pairs.values()) < 20
    assert 0.4 < grew / sum(pairs.values()) < 0.9


def test_some_years_are_silent_and_some_numbers_are_none_of_the_year(country: list[list[Truth]]) -> None:
    proses = [truth.prose for truths in country for truth in truths if truth.prose]
    statuses = Counter(status for prose in proses for status in prose.channels.values())
    assert statuses["named"] > 20
    assert statuses["opened"] >= 3
    assert statuses["closed"] >= 3
    kinds = Counter((one.bound, one.scope) for prose in proses for one in prose.said if one.metric == "posts")
    assert kinds["at_least", "year"] > 5
    assert kinds["exact", "cumulative"] > 5
    assert any(one.part for prose in proses for one in prose.said)


def shingles(truth: Truth, section: int) -> set[str]:
    text = re.sub(r"\d+", "", "".join(truth.prose.sections[section])) if truth.prose else ""
    return {text[at : at + 8] for at in range(len(text) - 7)}


def likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def test_some_copy_their_own_report_or_their_neighbours_and_most_do_not(country: list[list[Truth]]) -> None:
    own = [
        likeness(shingles(last, 5), shingles(this, 5))
        for truths in country
        for last, this in itertools.pairwise(truths)
    ]
    assert sum(value > 0.8 for value in own) / len(own) > 0.1
    assert sum(value < 0.5 for value in own) / len(own) > 0.4
    same_year = [shingles(truth, 5) for truths in country for truth in truths if truth.year == 2022]
    others = [likeness(one, other) for one, other in itertools.combinations(same_year, 2)]
    assert sum(value > 0.8 for value in others) >= 3
    assert sum(value < 0.3 for value in others) / len(others) > 0.9


def page(sentences: list[str]) -> Any:
    title = "白榆县水务局2023年政府信息公开工作年度报告"
    builder = Builder()
    for line in (title, "一、总体情况", *sentences):
        builder.paragraph(line)
    return builder.build(format="html", title=title)


def spelled(template: str) -> list[str]:
    """Return every sentence that a template can give."""
    slots = [slot.split("|") for slot in re.findall(r"\[([^\]]*)\]", template)]
    frame = re.sub(r"\[[^\]]*\]", "{}", template)
    return [frame.format(*words) for words in itertools.product(*slots)]


def test_sentences_without_a_number_say_nothing_that_is_counted() -> None:
    sentences = [
        one for templates, _, _ in voice.PLACES.values() for template in templates for one in spelled(template)
    ]
    assert len(sentences) > 2000
    assert [one for one in sentences if named(one)] == []
    assert [one for one in sentences if read_reach(one)[0] != "unknown"] == []
    assert read_mentions(page(sentences), 2023) == []


def test_every_reach_is_read_from_its_sentence() -> None:
    assert {reach: read_reach(sentence)[0] for reach, sentence in told.REACHES.items()} == {
        reach: reach for reach in told.REACHES
    }


def test_a_country_has_only_so_many_names() -> None:
    with pytest.raises(ValueError, match="names for .* agencies; ask for fewer"):
        list(residents(5000, 1))

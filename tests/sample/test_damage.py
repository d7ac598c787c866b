"""Each damage does what its name says, to at least the share of the rows that it is told to hit."""

from __future__ import annotations

import math

import pytest

from govreport.sample import LAYOUTS, Printed, draw, render
from govreport.sample.script import traditional

TRUTH = draw(11, years=[2022], filled=1.0)[0]


def rows_of(printed: Printed, kind: str) -> set[tuple[str, str]]:
    return {
        key[:2] if key[0] != "review" else ("review", "") for key, cell in printed.expected.items() if cell.kind == kind
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_undamaged_prints_everything(layout: str) -> None:
    printed = render(TRUTH, layout, seed=5)
    assert {cell.kind for cell in printed.expected.values()} == {"printed"}
    assert all(cell.placeable and not cell.gap for cell in printed.expected.values())
    assert printed.numbers == TRUTH.cells


def test_lost_cells_leave_gaps_in_a_fifth_of_the_rows() -> None:
    printed = render(TRUTH, "tabs", damages=[("cells_lost", 0.2)], seed=5)
    everywhere = {key[:2] if key[0] != "review" else ("review", "") for key in TRUTH.cells}
    assert len(rows_of(printed, "lost")) == math.ceil(0.2 * len(everywhere))
    hit = rows_of(printed, "lost")
    for key, cell in printed.expected.items():
        row = key[:2] if key[0] != "review" else ("review", "")
        if cell.kind == "printed":
            assert cell.gap == (row in hit)


def test_blanks_are_blank_and_leave_no_trace_where_the_layout_shows_none() -> None:
    seeds = range(12)
    assert all(rows_of(render(TRUTH, "docx", damages=["blanks"], seed=seed), "blank") for seed in seeds)
    kinds = [
        {cell.kind for cell in render(TRUTH, "plain", damages=["blanks"], seed=seed).expected.values()}
        for seed in seeds
    ]
    assert any("lost" in found for found in kinds)


def test_a_blank_at_the_end_of_a_padded_row_is_a_gap_unless_sums_tell_it() -> None:
    found = {"proactive_disclosure": set[str](), "requests": set[str]()}
    for seed in range(30):
        printed = render(TRUTH, "tabs", damages=[("blanks", 0.4)], seed=seed)
        for table, last in (("proactive_disclosure", "in_force"), ("requests", "total")):
            row = [key for key in TRUTH.cells if key[0] == table and key[2] == last]
            found[table].update(printed.expected[key].kind for key in row)
    assert found["proactive_disclosure"] == {"printed", "blank", "lost"}  # blank where it holds a dash
    assert found["requests"] == {"printed", "blank"}


def test_contradictions_are_planted_and_only_they() -> None:
    printed = render(TRUTH, "portal", damages=["contradictions"], seed=5)
    changed = {key for key, cell in printed.expected.items() if cell.value != TRUTH.cells[key]}
    assert changed
    assert {identity.code for identity in printed.planted} >= {"row_sum"}
    for identity in TRUTH.identities:
        touched = bool(changed & set(identity.keys))
        assert (identity in printed.planted) <= touched
    assert changed <= {key for identity in printed.planted for key in identity.keys}


def test_a_row_without_label_is_placeable_only_between_two_that_stand_two_apart() -> None:
    printed = render(TRUTH, "markdown", damages=[("labels_lost", 0.5)], seed=8)
    placed = {key[1]: cell.placeable for key, cell in printed.expected.items() if key[0] == "requests"}
    assert set(placed.values()) == {True, False}
    both = render(TRUTH, "markdown", damages=[("labels_lost", 0.4), ("rows_lost", 0.4)], seed=8)
    assert sum(cell.placeable for cell in both.expected.values()) < sum(placed.values()) * 7


def test_wrapped_numbers_keep_their_value() -> None:
    for layout in LAYOUTS:
        printed = render(TRUTH, layout, damages=["numbers_wrapped"], seed=5)
        assert printed.numbers == TRUTH.cells
        assert printed.data != render(TRUTH, layout, seed=5).data


def test_a_fee_in_yuan_is_the_printed_number() -> None:
    key = ("proactive_disclosure", "administrative_fees", "amount")
    values = {render(TRUTH, "tabs", damages=[("units", 1.0)], seed=seed).expected[key].value for seed in range(12)}
    in_10k = TRUTH.cells[key]
    assert in_10k is not None
    assert values == {in_10k, float(round(in_10k * 10_000))}


def test_traditional_prints_titles_and_labels_in_that_script() -> None:
    printed = render(TRUTH, "tabs", damages=["traditional"], seed=5, spelling=0.0)
    assert "政府信息公開" in printed.text
    assert printed.meta["agency"] == traditional(TRUTH.agency.name)
    assert "总计" not in printed.text


@pytest.mark.parametrize("layout", ["tabs", "markdown", "lines"])
def test_page_numbers_stand_on_their_own_lines(layout: str) -> None:
    bare = {line.strip() for line in render(TRUTH, layout, seed=5).text.splitlines()}
    damaged = render(TRUTH, layout, damages=["page_numbers"], seed=5)
    added = [
        line for line in damaged.text.splitlines() if line.strip() not in bare and len(line) < 12 and "|" not in line
    ]
    assert len(added) >= 0.15 * len({key[:2] for key in TRUTH.cells})


def test_headings_vanish_or_change() -> None:
    whole = render(TRUTH, "plain", seed=5).text
    assert "二、主动公开政府信息情况" in whole
    fewer = render(TRUTH, "plain", damages=["missing_headings"], seed=5).text
    assert len(fewer) < len(whole)
    other = render(TRUTH, "plain", damages=["renumbered"], seed=5).text
    assert other != whole

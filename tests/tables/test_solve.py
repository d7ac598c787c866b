"""What the sums of the form say: nothing false, nothing derived that need not be, no printed number changed."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport.forms import Identity, Key, identities
from govreport.sample import numbers
from govreport.tables.solve import Solution, check, needed, solve
from tests.judge import implied

Values = dict[Key, float | None]


@dataclass(frozen=True)
class Case:
    """A consistent table, and what of it is printed."""

    truth: dict[Key, float]
    printed: Values
    rules: tuple[Identity, ...]


@st.composite
def tables(draw: Any, hide: tuple[float, ...] = (0.0, 0.02, 0.1, 0.3, 0.7)) -> Case:
    """Draw a consistent table of any edition and hide a share of its cells."""
    rng = random.Random(draw(st.integers(0, 10**6)))
    table, edition = draw(
        st.sampled_from([("requests", "2019"), ("requests", "2021"), ("review", "2021"), ("statistics", "2014")])
    )
    filled = draw(st.sampled_from([None, 0.5, 1.0]))
    truth = {
        "requests": lambda: numbers.draw_requests(rng, edition, filled),
        "review": lambda: numbers.draw_review(rng, filled),
        "statistics": lambda: numbers.draw_statistics(rng, filled),
    }[table]()
    share = draw(st.sampled_from(hide))
    printed = {key: None if rng.random() < share else value for key, value in truth.items()}
    return Case(truth, printed, identities(table, edition))


CASES = settings(deadline=None, max_examples=60)


def same(one: float, two: float) -> bool:
    return abs(one - two) < 1e-6


def holds(rule: Identity, values: dict[Key, float]) -> bool:
    total = sum(values[key] for key in rule.plus) - sum(values[key] for key in rule.minus)
    return same(values[rule.target], total)


@CASES
@given(tables())
def test_a_consistent_table_with_holes_yields_nothing_but_the_truth(case: Case) -> None:
    before = dict(case.printed)
    found = solve(case.printed, case.rules)
    assert case.printed == before
    assert found.contested == set()
    assert found.suspects == []
    assert not [one for one in found.checks if one.holds is False]
    whole = {key: value for key, value in case.truth.items() if value == round(value)}
    assert {key: case.truth[key] for key in found.derived if key in whole} == {
        key: value for key, value in found.derived.items() if key in whole
    }
    unknown = {key for key, value in case.printed.items() if value is None}
    assert set(found.derived) <= unknown
    assert set(found.bounds) == unknown
    assert all(low - 1e-6 <= case.truth[key] <= high + 1e-6 for key, (low, high) in found.bounds.items())
    assert all(found.bounds[key] == (value, value) for key, value in found.derived.items())


@CASES
@given(tables(hide=(0.02, 0.1, 0.3)))
def test_everything_that_propagation_forces_is_derived(case: Case) -> None:
    assert solve(case.printed, case.rules).derived == pytest.approx(implied(case.printed, case.rules))


@CASES
@given(tables())
def test_checks_are_three_valued(case: Case) -> None:
    for one in solve(case.printed, case.rules).checks:
        known = all(case.printed[key] is not None for key in one.identity.keys)
        assert one.holds is (True if known else None)
        assert one.left == case.printed[one.identity.target]
        assert (one.right is None) is not known
        assert one.trivial is (known and all(case.printed[key] == 0 for key in one.identity.keys))


def falsified(case: Case, seed: int) -> tuple[Key, Values]:
    """Return a printed cell that stands in an identity, and the table with another number in it."""
    rng = random.Random(seed)
    summed = sorted({key for rule in case.rules for key in rule.keys if case.printed[key] is not None})
    key = rng.choice(summed)
    value = case.truth[key]
    false = rng.choice([value + 1, value + 10, value * 2 + 1, value + 100, max(value - 1, 0), 0.0])
    return key, {**case.printed, key: false if false != value else value + 1}


def broken(found: Solution) -> list[Identity]:
    return [one.identity for one in found.checks if one.holds is False]


@CASES
@given(tables(hide=(0.0,)), st.integers(0, 10**6))
def test_one_false_number_breaks_the_identities_that_contain_it(case: Case, seed: int) -> None:
    cell, printed = falsified(case, seed)
    before = dict(printed)
    found = solve(printed, case.rules)
    assert printed == before
    assert broken(found) == [rule for rule in case.rules if cell in rule.keys]
    assert found.contested == {key for rule in broken(found) for key in rule.keys}
    assert cell in found.contested
    assert found.derived == {}


@CASES
@given(tables(hide=(0.0,)), st.integers(0, 10**6))
def test_the_one_suspect_is_the_false_number(case: Case, seed: int) -> None:
    cell, printed = falsified(case, seed)
    found = solve(printed, case.rules)
    sound = {key for rule in case.rules if rule not in broken(found) for key in rule.keys}
    alone = [key for key in case.truth if key not in sound and all(key in rule.keys for rule in broken(found))]
    if alone == [cell]:
        assert found.suspects == [(cell, case.truth[cell])]
    if len(found.suspects) == 1:
        assert found.suspects[0][0] in alone
    for key, value in found.suspects:
        mended = {**printed, key: value}
        assert value >= 0
        assert not broken(solve(mended, case.rules)), "a suspect mends them all"


@CASES
@given(tables(hide=(0.0,)), st.integers(0, 10**6))
def test_a_contested_number_spans_itself_and_what_would_mend(case: Case, seed: int) -> None:
    _, printed = falsified(case, seed)
    found = solve(printed, case.rules)
    assert set(found.bounds) == found.contested
    for key, (low, high) in found.bounds.items():
        span = [printed[key]]
        for rule in broken(found):
            if key not in rule.keys:
                continue
            gap = printed[rule.target] - sum(printed[k] for k in rule.plus) + sum(printed[k] for k in rule.minus)
            mend = printed[key] + (gap if key in rule.plus else -gap)
            span += [mend] if mend >= 0 else []
        assert (low, high) == pytest.approx((min(span), max(span)))


@CASES
@given(tables(hide=(0.05, 0.2, 0.5)), st.integers(0, 10**6))
def test_a_false_number_among_unknown_ones_leads_to_nothing_through_what_it_breaks(case: Case, seed: int) -> None:
    cell, printed = falsified(case, seed)
    found = solve(printed, case.rules)
    assert not set(found.derived) & found.contested
    assert set(found.derived) <= {key for key, value in printed.items() if value is None}
    assert all(cell in rule.keys for rule in broken(found)), "what does not hold the false number is true"
    sound = [rule for rule in case.rules if not found.contested.intersection(rule.keys)]
    if not any(cell in rule.keys for rule in sound):
        assert found.derived == pytest.approx(implied(printed, sound))
        assert all(same(case.truth[key], value) for key, value in found.derived.items())


@CASES
@given(tables(hide=(0.05, 0.2, 0.5)), st.integers(0, 10**6))
def test_no_identity_is_said_to_hold_that_does_not(case: Case, seed: int) -> None:
    _, printed = falsified(case, seed)
    for one in solve(printed, case.rules).checks:
        if one.holds:
            assert all(printed[key] is not None for key in one.identity.keys)
            assert holds(one.identity, printed)


def review(*values: float | None) -> tuple[Values, Sequence[Identity]]:
    """Return one row of the table of reviews and its identity."""
    rules = [rule for rule in identities("review", "2021") if rule.target[1] == "reconsideration"]
    keys = [*rules[0].plus, rules[0].target]
    return dict(zip(keys, values, strict=True)), rules


def cell(measure: str) -> Key:
    return "review", "reconsideration", measure


def test_a_sum_alone_has_no_suspect() -> None:
    found = solve(*review(3, 4, 5, 6, 19))
    assert [one.holds for one in found.checks] == [False]
    assert len(found.contested) == 5
    assert found.suspects == []
    assert found.bounds[cell("total")] == (18, 19)
    assert found.bounds[cell("upheld")] == (3, 4)


def test_what_would_be_negative_is_no_bound_and_no_suspect() -> None:
    found = solve(*review(3, 0, 0, 0, 1))
    assert found.bounds[cell("upheld")] == (1, 3)
    assert found.bounds[cell("corrected")] == (0, 0)
    assert found.bounds[cell("total")] == (1, 3)
    assert found.suspects == [(cell("total"), 3), (cell("upheld"), 1)]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ((3, None, 0, 0, 2), "the parts that are known come to more than the total"),
        ((3, None, None, None, 2), "however many are unknown"),
        ((0.5, None, 0, 0, 2), "no whole number makes it true"),
    ],
)
def test_an_identity_that_no_number_can_make_true_is_broken(values: tuple[float | None, ...], why: str) -> None:
    printed, rules = review(*values)
    found = solve(printed, rules)
    assert [(one.holds, one.right) for one in found.checks] == [(False, None)], why
    assert found.contested == set(printed)
    assert found.derived == {}
    assert found.suspects == []


@pytest.mark.parametrize(
    ("values", "derived"),
    [
        ((3, None, 0, 0, 5), {"corrected": 2}),
        ((3, 2, 0, 0, None), {"total": 5}),
        ((3, None, None, 0, 3), {"corrected": 0, "other_result": 0}),
        ((3, None, None, 0, 4), {}),
        ((None, None, None, None, 0), dict.fromkeys(("upheld", "corrected", "other_result", "pending"), 0)),
        ((None,) * 5, {}),
        ((3, 2, 0, 0, 5), {}),
    ],
)
def test_what_one_sum_leaves(values: tuple[float | None, ...], derived: dict[str, float]) -> None:
    assert solve(*review(*values)).derived == {cell(measure): value for measure, value in derived.items()}


def test_bounds_of_what_stays_open() -> None:
    bounds = solve(*review(3, None, None, 0, 7)).bounds
    assert bounds == {cell("corrected"): (0, 4), cell("other_result"): (0, 4)}
    assert solve(*review(3, 1, 1, None, None)).bounds == {cell("pending"): (0, math.inf), cell("total"): (5, math.inf)}


def test_a_table_of_zeros_satisfies_everything_and_says_so() -> None:
    rules = identities("requests", "2021")
    found = solve({key: 0.0 for rule in rules for key in rule.keys}, rules)
    assert {(one.holds, one.trivial) for one in found.checks} == {(True, True)}
    assert len(found.checks) == 39


def test_needed_mends_one_identity_from_either_side() -> None:
    values, rules = review(3, 4, 5, 6, 20)
    assert needed(cell("total"), rules[0], values) == 18
    assert needed(cell("upheld"), rules[0], values) == 5
    assert needed(cell("upheld"), rules[0], values | {cell("pending"): None}) is None
    flow = next(rule for rule in identities("requests", "2021") if rule.code == "flow")
    values = dict(zip(flow.keys, [9, 10, 5, 12], strict=True))
    assert {key: needed(key, flow, values) for key in flow.keys} == dict(zip(flow.keys, [3, 16, 11, 6], strict=True))


def test_the_tolerance_is_for_rounding_only() -> None:
    values, rules = review(0.1, 0.2, 0, 0, 0.3)
    assert check(rules[0], values).holds is True
    assert check(rules[0], values | {cell("total"): 0.31}).holds is False


def requests_with(
    changes: dict[tuple[str, str], float | None],
) -> tuple[Values, dict[Key, float], tuple[Identity, ...]]:
    """Return a table of requests with some cells otherwise, its truth and its identities."""
    truth = numbers.draw_requests(random.Random(3), "2021", 1.0)
    printed: Values = dict(truth)
    for (item, measure), change in changes.items():
        key = ("requests", item, measure)
        printed[key] = None if change is None else truth[key] + change
    return printed, truth, identities("requests", "2021")


def test_an_unknown_cell_is_derived_only_past_what_is_contested() -> None:
    """The row of what was received has the false total; the column of business says the lost number without it."""
    lost = ("requests", "received", "business")
    printed, truth, rules = requests_with({("received", "total"): 5.0, lost[1:]: None})
    found = solve(printed, rules)
    assert found.derived == {lost: truth[lost]}
    assert [one.identity.target for one in found.checks if one.holds is False] == [("requests", "carried_out", "total")]
    printed[("requests", "carried_out", "business")] = None
    assert solve(printed, rules).derived == {}


@settings(deadline=None, max_examples=10)
@given(
    st.sampled_from(["granted", "denied_state_secret", "other_rest"]), st.sampled_from(["natural_person", "research"])
)
def test_two_sums_that_leave_different_numbers_derive_none(item: str, who: str) -> None:
    printed, _, rules = requests_with({(item, who): None, (item, "total"): 1.0, ("partly_granted", "total"): None})
    assert ("requests", item, who) not in solve(printed, rules).derived


def test_nothing_is_derived_in_a_contradiction_that_no_single_sum_shows() -> None:
    changes = {
        ("granted", "natural_person"): None,
        ("partly_granted", "natural_person"): None,
        ("partly_granted", "total"): 1.0,
        ("other_rest", "total"): None,
    }
    printed, truth, rules = requests_with(changes)
    derived = solve(printed, rules).derived
    assert {key: value for key, value in derived.items() if value != truth[key]} == {}


def test_nothing_is_derived_that_breaks_another_sum_unexplained() -> None:
    """Two sums force two lost numbers of one column, whose own sum then fails; what is false elsewhere is no excuse."""
    changes = {
        ("granted", "natural_person"): None,
        ("granted", "total"): 1234.0,
        ("concluded", "natural_person"): None,
        ("other_rest", "total"): 1.0,
    }
    printed, truth, rules = requests_with(changes)
    found = solve(printed, rules)
    assert ("requests", "other_rest", "natural_person") in found.contested
    assert {key: value for key, value in found.derived.items() if value != truth[key]} == {}


def test_nothing_is_derived_through_a_cell_whose_print_it_does_not_fit() -> None:
    one, two = ("requests", "granted", "natural_person"), ("requests", "granted", "business")
    printed, truth, rules = requests_with({one[1:]: None, two[1:]: None})
    assert solve(printed, rules).derived == {one: truth[one], two: truth[two]}
    assert solve(printed, rules, lambda key, value: key != one).derived == {}

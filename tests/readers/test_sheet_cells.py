"""Numbers that are wider than their cell, and those of two cells that touch."""

from __future__ import annotations

from govreport.readers.ruled import frame
from govreport.readers.sheet import Mark
from tests.readers.sheets import only, page, read, rows

RULES = frame([50, 80, 120], [100, 120])


def number(text: str, x: float, run: int, wide: float = 6.0) -> list[Mark]:
    return [Mark(digit, x + wide * at, 104, x + wide * at + wide, 116, run=run) for at, digit in enumerate(text)]


def cells(*numbers: list[Mark]) -> list[str]:
    return rows(only(read(page(1, *numbers, rules=RULES))))[0]


def test_a_number_that_runs_into_the_next_cell_is_not_joined_with_its_number() -> None:
    assert cells(number("11320", 53, 1), number("684", 82, 2)) == ["11320", "684"]


def test_nor_where_the_next_number_begins_right_behind_it() -> None:
    assert cells(number("11320", 53, 1), number("684", 83.2, 2)) == ["11320", "684"]


def test_a_number_printed_digit_by_digit_stays_one() -> None:
    digits = [number(digit, 62 + 6.5 * at, at + 1) for at, digit in enumerate("1234")]
    assert cells(*digits) == ["1234", ""]


def test_a_number_printed_in_pieces_stays_one() -> None:
    assert cells(number("113", 56, 1), number("20", 74, 2), number("684", 84, 3)) == ["11320", "684"]


def test_a_number_over_a_line_is_in_the_cell_of_its_middle_even_where_two_of_its_digits_meet_there() -> None:
    assert cells(number("1234567", 56, 1)) == ["1234567", ""]


def test_where_it_is_not_known_what_was_printed_in_one_go_numbers_that_meet_at_the_line_are_two() -> None:
    assert cells(number("1234", 56, 0), number("567", 80, 0)) == ["1234", "567"]

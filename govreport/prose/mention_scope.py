"""Of which time a number speaks: the report year, another one, all years, a change, a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govreport.prose.mention_claims import Sight
from govreport.prose.mention_tokens import Token

_YEAR = re.compile(r"(?:19|20)\d\d")
_THIS = re.compile("今年|本年|年初|一年来|一年以来")
_SURE_CHANGE = ("增加", "增长", "减少", "下降", "上升", "降低", "增幅", "降幅", "增多")
_PASSED = ("filler", "total", "verb", "thing", "scope", "time", "field", "each", "and", "channel")


def is_rate_of_time(sight: Sight) -> bool:
    """Return whether a number holds for a month, a quarter, an average or the best of many: never a year's level."""
    if any(token.kind == "scope" and token.code == "partial" for token in sight.clause):
        return True
    return any(token.code == "period" for token in sight.zone if token.kind in ("scope", "time"))


def change(sight: Sight) -> int:
    """Return 1 or -1 where a number is a difference to another time, else 0."""
    compared = any(token.kind == "scope" and token.code == "comparison" for token in sight.zone)
    for token in reversed(sight.clause):
        if token.kind not in _PASSED:
            return 0
        if token.kind != "scope":
            continue
        if token.code == "to":
            if token.text != "达":
                return 0
        elif token.code in ("more", "less"):
            if compared or token.text.startswith(_SURE_CHANGE):
                return 1 if token.code == "more" else -1
        elif token.code == "new" and compared:
            return 1
    return 0


def is_new(sight: Sight) -> bool:
    """Return whether 新增 stands before a number."""
    return any(token.kind == "scope" and token.code == "new" for token in sight.clause)


def origin(tokens: Sequence[Token], index: int) -> int | None:
    """Return where the words begin that say from which number another one was reached: 由120条增加到260条.

    Parameters
    ----------
    tokens
        The tokens of the sentence.
    index
        Where the first of the two numbers stands.

    Returns
    -------
    int or None
        The place of 由 or 从, or the number's own where what it came to follows at once; None for any other number.
    """
    reaching = _reaching(tokens, index)
    if reaching is None:
        return None
    for at in range(index - 1, -1, -1):
        if tokens[at].text.endswith(("由", "从")):
            return at
        if tokens[at].kind not in ("filler", "time", "scope"):
            break
    return index if reaching == index + 1 and not tokens[reaching].text.startswith("达") else None


def _reaching(tokens: Sequence[Token], index: int) -> int | None:
    """Return where 增加到 and the like stand between a number and the next one of its measure word."""
    after = [at for at in range(index + 1, len(tokens)) if tokens[at].kind != "filler" and tokens[at].code != ","]
    if not after or tokens[after[0]].kind != "scope" or tokens[after[0]].code != "to":
        return None
    reached = next((tokens[at] for at in after[1:] if tokens[at].kind != "time"), None)
    same = reached is not None and reached.kind == "number" and reached.code == tokens[index].code
    return after[0] if same else None


def scope(tokens: Sequence[Token], index: int, year: int | None, heading: str | None, this_year: bool) -> str:
    """Return the scope of a quantity at a place of its sentence, changes and stocks aside.

    Parameters
    ----------
    tokens
        The tokens of the sentence.
    index
        Where the quantity stands.
    year
        The report year, if known.
    heading
        ``plan`` or ``other_year`` where that is what the headings and sentences above speak of.
    this_year
        True where a sentence before it in its paragraph names the report year.
    """
    before = tokens[:index]
    found = next((named for at in range(index - 1, -1, -1) if (named := _named(before, at, year))), None)
    if any(token.kind == "scope" and token.code == "plan" for token in before):
        return "plan"
    if found in ("plan", "other_year"):
        return found
    ever = _since_launch(tokens, index, year, this_year, found)
    if ever:
        return "cumulative"
    return found or heading or "year"


def _named(tokens: Sequence[Token], at: int, year: int | None) -> str | None:
    """Return which year a token names, None for none and for one that is only compared with."""
    token = tokens[at]
    if token.kind == "scope" and token.code == "this_year" and at and _dates(tokens[at - 1]):
        return None
    if token.kind == "scope" and token.code in ("this_year", "other_year"):
        return ("year" if token.code == "this_year" else "other_year") if not _compared(tokens, at) else None
    if token.kind != "time" or token.code not in ("year", "dated") or _compared(tokens, at):
        return None
    named = int(token.text[:4])
    if year is None or named == year:
        return "year"
    if token.code == "dated":
        # A day of another year dates what happened then: an account's opening, a law.
        return None
    return "other_year" if named < year else "plan"


def _dates(token: Token) -> bool:
    """Return whether a token says of which year 全年 speaks: 去年全年, 2022年全年."""
    return (token.kind == "scope" and token.code == "other_year") or (token.kind == "time" and token.code == "year")


def _compared(tokens: Sequence[Token], at: int) -> bool:
    before = [token for token in tokens[max(0, at - 2) : at] if token.kind != "filler"]
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is not None and follows.kind == "scope" and follows.code == "comparison":
        return True
    return bool(before) and before[-1].kind == "scope" and before[-1].code == "comparison"


def _since_launch(tokens: Sequence[Token], index: int, year: int | None, this_year: bool, found: str | None) -> bool:
    clause = [token for token in tokens[:index] if token.kind in ("time", "scope", "number")]
    last = max((at for at, token in enumerate(clause) if token.kind == "number"), default=-1)
    since = any(token.kind == "time" and token.code == "since" and not _this(token, year) for token in clause)
    spans = any(token.kind == "time" and token.code == "years" for token in clause[last + 1 :])
    total = any(token.kind == "scope" and token.code == "cumulative" for token in clause[last + 1 :])
    until = any(token.kind == "time" and token.code == "until" and _open(token) for token in clause[last + 1 :])
    if spans or (total and any("历" in token.text for token in clause[last + 1 :] if token.code == "cumulative")):
        return True
    if found == "year" or any(_is_this_year(token, year) for token in tokens[index:]):
        return False
    return (since and last < 0) or (total and not this_year) or until


def _open(token: Token) -> bool:
    """Return whether 截至 names no day: a date at the end of the year is the year's in context."""
    return not _YEAR.search(token.text) and re.search("目前|当前|今$|现在", token.text) is not None


def _this(token: Token, year: int | None) -> bool:
    named = _YEAR.search(token.text)
    return _THIS.search(token.text) is not None or bool(named and year and int(named[0]) == year)


def _is_this_year(token: Token, year: int | None) -> bool:
    if token.kind == "scope":
        return token.code == "this_year"
    return token.kind == "time" and token.code in ("year", "dated") and token.text.startswith(str(year))


def names_this_year(tokens: Sequence[Token], year: int | None) -> bool:
    """Return whether a sentence names the report year."""
    return any(_is_this_year(token, year) for token in tokens)

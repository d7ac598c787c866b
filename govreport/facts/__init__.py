"""Real data: numbers that 352 real reports give in their opening, coded by hand (version 1.1, CC0)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from govreport.facts.views import facts_channels, facts_counts, facts_panel

HERE = Path(__file__).parent
VERSION = "1.1"
LICENCE = "CC0-1.0"
PLACED = ("agency_name", "agency_id", "adcode")
"""Columns that are not coded but follow from agency, place and year."""

__all__ = ["LICENCE", "VERSION", "codebook", "facts_channels", "facts_counts", "facts_panel", "load_facts"]


def codebook() -> pd.DataFrame:
    """Return what every column of the facts is.

    Returns
    -------
    DataFrame
        One row a column of `load_facts`, in its order: `column`, `dtype`, `unit`, `meaning`, `missing` (what a
        missing value says) and `caveat`; unit and caveat are missing where there is none.

    Examples
    --------
    >>> codebook().set_index("column").loc["wechat_posts", "missing"]
    'not said in the opening: never zero'
    """
    return _strings("codebook.csv")


def load_facts() -> pd.DataFrame:
    """Return the real facts: numbers coded by hand from the opening of 352 reports on `.gov.cn` pages.

    Returns
    -------
    DataFrame
        One row an agency and report year, by `report_id` (``fact-001`` …): who reports (`agency`, `agency_name`,
        `agency_id`, `kind`, `function`), where (`province`, `prefecture`, `county`, `adcode`, `level`), `year`,
        `published`, `reach`, seventeen counts, `other_channels`, `approximate`, `url` and `note`; `codebook` says
        of each what it is. Counts are numbers of things, followers are persons. **Missing: the opening does not
        say; that is never zero.** 0: the opening says none. `attrs` names version and licence, and is lost in a merge.

    Notes
    -----
    - Read by hand from about the first thousand characters of each report; no table was read and no sentence is kept.
    - A convenience sample, found by search: no interval for sampling error means anything. Show n of N and the
      worst case, in which all the unknown are one thing or the other.
    - Requests received are known in 174 of 352 rows, and less often in the earlier years: a trend of the known is a
      trend of what openings told. Science bureaus: 65 of 112 known, 55 of them none; other departments: 89 of 186, 32.
    - Nine agencies give WeChat posts for two years, three give Weibo posts, one to six years apart: counts only, no
      rate and no interval. A mean that rises over all rows is a change of who is in them.
    - A count tied to a website, portal, platform or column is `website_items`, whatever its items are; one without a
      channel is `disclosed_items`; `wechat_weibo_posts` is one number for both.
    - `approximate` names the columns whose number stood with 余, 多, 近 or 超.
    - A government's report may add up all below it (`reach`): never sum governments with departments.
    - 36 rows were coded twice, blind: 104 of 111 cells agree, the other seven differ in the channel and not in the
      number. No coefficient corrected for chance was computed.

    The coding is in the public domain (CC0). `agency_name`, `agency_id` and `adcode` were not coded: they follow by
    the rules of govreport, the code as of the end of the report year.

    Examples
    --------
    >>> facts = load_facts()
    >>> science = facts[facts["function"] == "science_technology"]["requests_received"]
    >>> len(facts), len(science), int(science.notna().sum()), int((science == 0).sum())
    (352, 112, 65, 55)
    """
    facts = _placed(_strings("ogi_facts.csv"))
    facts["report_id"] = [f"fact-{number:03}" for number in range(1, len(facts) + 1)]
    book = codebook()
    kinds = zip(book["column"], book["dtype"], strict=True)
    typed = pd.DataFrame({name: _typed(facts[name], dtype) for name, dtype in kinds})
    typed.attrs = {"version": VERSION, "licence": LICENCE}
    return typed


def _strings(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / name, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")


def _typed(values: pd.Series[Any], dtype: str) -> pd.Series[Any]:
    """Return a column in its type; a number that does not fit it is an error and never rounded."""
    from govreport.frames import KINDS, LEVELS, REACHES, column

    codes = {"kind": KINDS, "level": LEVELS, "reach": REACHES}
    if dtype == "category":
        return column([None if one is pd.NA else one for one in values], codes[str(values.name)])
    return pd.to_numeric(values).astype(dtype) if dtype.startswith("Int") else values.astype(dtype)  # type: ignore[call-overload, no-any-return]


def _placed(facts: pd.DataFrame) -> pd.DataFrame:
    """Add canonical name, identity and code of every agency."""
    places = ("province", "prefecture", "county")
    rows = facts[["agency", "year", *places]].astype(object).where(facts.notna(), "").to_dict("records")
    found = [_place(row["agency"], int(row["year"]), [row[name] for name in places]) for row in rows]
    return facts.assign(**{name: pd.array([one[name] for one in found], dtype="string") for name in PLACED})


def _place(agency: str, year: int, coded: list[str]) -> dict[str, Any]:
    """Return who reports: by the name alone, else with the coded place as a hint, else with it before the name."""
    from govreport.document import Document
    from govreport.prose.agency import read_agency

    path = "".join(dict.fromkeys(coded))
    tries = ((agency, Document()), (agency, Document(title=path)), (path + agency, Document()))
    found = (read_agency(name, year, document) for name, document in tries)
    first = next(found)
    return first if first["adcode"] else next((one for one in found if one["adcode"]), first)

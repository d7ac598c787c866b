"""How many facts the prose of a report holds for its length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from govreport.indicators.boilerplate import SECTIONS
from govreport.indicators.listed import primary, settled, with_columns
from govreport.indicators.settle import By, Part, collect
from govreport.indicators.shingles import section_text
from govreport.indicators.zero import MIN_N

LEAST_CHARACTERS = 100
"""In a shorter text a fact more or less makes a rate."""
RATES = ("facts_per_1000", "documents_per_1000")
QUANTILES = ("q10", "median", "q90")
_TITLES = re.compile("《([^《》]{2,40})》")
_LAW = re.compile("政府信息公开条例|^条例$")


def specificity(
    reports: pd.DataFrame, texts: pd.DataFrame, mentions: pd.DataFrame, *, sections: Sequence[int] = SECTIONS
) -> pd.DataFrame:
    """Return how many quantities and named documents stand in 1,000 characters of each section.

    Formula: 1000 · #{quantities stated in the section} / #{characters without blanks and tables}; likewise the titles
    in 《》, each once, without the regulations on open government information that every report names. A quantity in
    words that were not understood is not counted.

    Parameters
    ----------
    reports, texts, mentions
        `Corpus.reports`, `Corpus.texts` and `Corpus.mentions`.
    sections
        Sections that are looked at.

    Returns
    -------
    DataFrame
        One row a section and report: `section`, `n_characters`, `n_facts`, `n_documents`, `facts_per_1000`,
        `documents_per_1000` (missing in a text of fewer than `LEAST_CHARACTERS`), then the columns of the report
        and `synthetic`.

    Examples
    --------
    >>> reports = pd.DataFrame([{"report_id": "x", "agency_id": "a", "agency_kind": "department", "reach": "own"}])
    >>> said = "全年编发图文20篇，印发《公开目录管理办法》，" + "对群众来信先转承办科室，再由专人逐件答复。" * 5
    >>> texts = pd.DataFrame({"report_id": ["x"], "section": 1, "start": 0, "text": said})
    >>> mentions = pd.DataFrame({"report_id": ["x"], "section": 1})
    >>> found = specificity(reports.assign(year=2021), texts, mentions, sections=[1])
    >>> found[["n_characters", "n_facts", "n_documents", "facts_per_1000"]].round(2).values.tolist()
    [[128, 1, 1, 7.81]]
    """
    rows = primary(reports)
    parts = []
    for section in sections:
        told = [_plain(text) for text in section_text(rows, texts, section)]
        facts = mentions.loc[mentions["section"] == section, "report_id"].value_counts()
        named = [len({title for title in _TITLES.findall(text) if not _LAW.search(title)}) for text in told]
        counts = pd.DataFrame(
            {
                "section": np.full(len(rows), section, dtype=np.int8),
                "n_characters": [len(text) for text in told],
                "n_facts": facts.reindex(rows["report_id"]).fillna(0).to_numpy(),
                "n_documents": named,
            }
        ).astype({"section": "Int8"} | dict.fromkeys(("n_characters", "n_facts", "n_documents"), "Int64"))
        length = counts["n_characters"].where(counts["n_characters"] >= LEAST_CHARACTERS).astype("Float64")
        rates = {f"{name}_per_1000": 1000 * counts[f"n_{name}"] / length for name in ("facts", "documents")}
        parts.append(pd.concat([counts.assign(**rates), rows], axis=1))
    return pd.concat(parts, ignore_index=True)


def _plain(text: str) -> str:
    """Return a text without its tables and blanks."""
    return "".join("".join(line.split()) for line in text.split("\n") if "\t" not in line)


def specificity_summary(
    found: pd.DataFrame, by: By = (), *, aggregates: str = "drop", min_n: int = MIN_N
) -> pd.DataFrame:
    """Return how many facts and named documents texts hold on the whole, each section for itself.

    Formula: means over agencies of each agency's own mean, and quantiles of the reports.

    Parameters
    ----------
    found
        From `specificity`.
    by
        Columns of `found` whose values make the groups, beside the section.
    aggregates
        ``"drop"`` sets aside reports that add up others and governments of unknown reach; ``"keep"`` keeps them.
    min_n
        With fewer agencies there is neither mean nor quantile.

    Returns
    -------
    DataFrame
        One row a section, group and indicator (``facts_per_1000``, ``documents_per_1000``): `n` (agencies), `estimate`,
        `q10`, `median` and `q90` (of the reports), `n_unknown` (reports whose section is too short).

    Examples
    --------
    >>> names = {"agency_kind": "department", "reach": "own", "section": 1, "year": 2021, "documents_per_1000": 0.0}
    >>> found = pd.DataFrame([{"agency_id": one, "facts_per_1000": rate} | names for one, rate in (("a", 4), ("b", 8))])
    >>> specificity_summary(found, min_n=2)[["indicator", "n", "estimate", "median"]].values.tolist()[0]
    ['facts_per_1000', 2, 6.0, 6.0]
    """
    least = max(min_n, 1)

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        known = part.rows[part.known]
        n = int(known["agency_id"].nunique())
        for name in RATES:
            told: dict[str, Any] = {"estimate": known.groupby("agency_id")[name].mean().mean()} if n >= least else {}
            if told:
                told |= dict(zip(QUANTILES, known[name].quantile([0.1, 0.5, 0.9]).tolist(), strict=True))
            yield {"indicator": name, "n": n} | told

    rows = found.reset_index(drop=True)
    names = ["section", *([by] if isinstance(by, str) else by)]
    told = settled(rows, aggregates=aggregates, unknown=rows[RATES[0]].isna().to_numpy(bool))
    return with_columns(collect(told, names, measure, sums=False), dict.fromkeys(QUANTILES, "Float64"))

"""Boilerplate: prose that is that of the year before, or another agency's.

Likeness is no bad faith: the form prescribes headings, offices above hand out templates, and where nothing changed
there is nothing new to say. No ranking of named agencies follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from govreport.indicators.intervals import named
from govreport.indicators.listed import before, primary, settled, with_columns
from govreport.indicators.nearest import LARGE, nearest
from govreport.indicators.resample import N_BOOT, bca
from govreport.indicators.settle import By, Flags, Part, collect
from govreport.indicators.shingles import Runs, containment, jaccard, own_names, runs, section_text, stripped
from govreport.indicators.zero import MIN_N

SECTIONS = (1, 5)
"""The account of the year, and problems with their remedies: what an agency writes in its own words."""
LEAST_RUNS = 30
"""Shorter texts are like others, or not, by chance."""
LEAST_PAIRS = 100
"""Of fewer random pairs less than five are above the 95 % quantile: what is usual is not known."""
SHARED = ("section", "level", "year")
"""What the two texts of a random pair have in common."""


def self_similarity(reports: pd.DataFrame, texts: pd.DataFrame, *, sections: Sequence[int] = SECTIONS) -> pd.DataFrame:
    """Return how like its own text of the year before each section is.

    Formula: the Jaccard index of the runs of eight characters of both texts, and the share of this year's that stood
    there the year before (containment), without skeleton, numbers, dates and own names
    (`govreport.indicators.shingles.stripped`). Source: Broder (1997).

    Parameters
    ----------
    reports, texts
        `Corpus.reports` and `Corpus.texts`.
    sections
        Each is compared with the same one.

    Returns
    -------
    DataFrame
        One row a section and report that follows one of the year before: `section`, `other` (that report),
        `similarity` and `containment` (missing where either text has fewer than `LEAST_RUNS` runs), `n_runs`,
        `n_runs_other`, then the columns of the report and `synthetic`.

    Examples
    --------
    >>> same = {"agency_id": "a", "agency": "白榆县水务局", "agency_kind": "department", "reach": "own"}
    >>> reports = pd.DataFrame([{"report_id": "x", "year": 2021} | same, {"report_id": "y", "year": 2022} | same])
    >>> said = "窗口与网站并用，居民可以就近领取纸本目录，对群众来信先转承办科室，再由专人逐件答复并登记在册。"
    >>> texts = pd.DataFrame({"report_id": ["x", "y"], "section": 1, "start": 0, "text": said})
    >>> self_similarity(reports, texts, sections=[1])[["report_id", "other", "similarity"]].values.tolist()
    [['y', 'x', 1.0]]
    """
    rows = primary(reports)
    earlier = pd.Index(rows["report_id"]).get_indexer(pd.Index(before(rows)))
    follows = np.flatnonzero(earlier >= 0)
    parts = []
    for section in sections:
        found = _runs(rows, texts, section)
        parts.append(_alike(rows, found, follows, earlier[follows], section))
    return pd.concat(parts, ignore_index=True)


def peer_similarity(
    reports: pd.DataFrame, texts: pd.DataFrame, *, sections: Sequence[int] = SECTIONS, large: int = LARGE
) -> pd.DataFrame:
    """Return how like each section is to the most alike one of another agency in the same year.

    Formula: the largest Jaccard index over the other agencies' texts; see `self_similarity`. The most alike of many is
    more alike than one drawn at random: it grows with the number of agencies, `n_others`. Compare corpora of one size,
    or ask how many random pairs are as alike (`random_similarity`). Source: Broder (1997).

    Parameters
    ----------
    reports, texts, sections
        As in `self_similarity`.
    large
        With more reports a year, MinHash proposes the pairs, and texts that are like none are not known to be so;
        needs the extra ``stats``.

    Returns
    -------
    DataFrame
        One row a section and report: as `self_similarity`, `other` being the most alike report, with `n_others`
        (agencies it was compared with) and `method` (``exact`` or ``minhash``).

    Raises
    ------
    MissingDependency
        There are more than `large` reports of a year and datasketch is not installed.
    """
    rows = primary(reports)
    rows = rows[rows["agency_id"].notna() & rows["year"].notna()].reset_index(drop=True)
    parts = []
    for section in sections:
        told = _runs(rows, texts, section)
        for _, at in sorted(rows.groupby("year").indices.items()):
            enough = np.array([one for one in at if len(told[one]) >= LEAST_RUNS], dtype=np.int64)
            best = nearest([told[one] for one in enough], rows["agency_id"].iloc[enough].tolist(), large)
            other = np.full(len(rows), -1)
            other[enough[best.place >= 0]] = enough[best.place[best.place >= 0]]
            part = _alike(rows, told, at, other[at], section)
            parts.append(part.assign(n_others=max(len(enough) - 1, 0), method=best.method))
    nobody = np.empty(0, dtype=np.int64)
    found = pd.concat(parts or [_alike(rows, [], nobody, nobody, 0)], ignore_index=True)
    return with_columns(found, {"n_others": "Int64", "method": "string"})


def random_similarity(
    reports: pd.DataFrame,
    texts: pd.DataFrame,
    *,
    sections: Sequence[int] = SECTIONS,
    n_pairs: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how alike the same sections of random pairs of agencies are, of one level and year: what is usual.

    Parameters
    ----------
    reports, texts, sections
        As in `self_similarity`.
    n_pairs
        Pairs a section, drawn with replacement.
    seed
        The same seed draws the same pairs.

    Returns
    -------
    DataFrame
        One row a section and drawn pair: as `self_similarity`, `other` being the drawn one. Empty where no two
        agencies share level and year.
    """
    rows = primary(reports)
    rows = rows[rows["agency_id"].notna() & rows["year"].notna()].reset_index(drop=True)
    rng = np.random.default_rng(seed)
    level = rows["level"].astype("string") if "level" in rows else pd.Series("", index=rows.index)
    parts = []
    for section in sections:
        found = _runs(rows, texts, section)
        enough = np.array([len(one) >= LEAST_RUNS for one in found], dtype=bool)
        groups = [
            at for at in rows[enough].groupby([level[enough], rows["year"][enough]], dropna=False).groups.values()
        ]
        one, other = _drawn(rng, [np.asarray(at) for at in groups if len(at) > 1], n_pairs)
        parts.append(_alike(rows, found, one, other, section))
    return pd.concat(parts, ignore_index=True)


def _drawn(rng: np.random.Generator, groups: list[Any], n_pairs: int) -> tuple[Any, Any]:
    """Return pairs of two places of the same group, a group as often as it has members."""
    if not groups:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    sizes = np.array([len(at) for at in groups])
    chosen = rng.choice(len(groups), size=n_pairs, p=sizes / sizes.sum())
    first = rng.integers(sizes[chosen])
    second = (first + rng.integers(1, sizes[chosen])) % sizes[chosen]
    pairs = [(groups[of][a], groups[of][b]) for of, a, b in zip(chosen, first, second, strict=True)]
    found = np.array(pairs, dtype=np.int64)
    return found[:, 0], found[:, 1]


def _runs(rows: pd.DataFrame, texts: pd.DataFrame, section: int) -> list[Runs]:
    told = section_text(rows, texts, section)
    names = [str(name) for name in rows]
    reports = (dict(zip(names, row, strict=True)) for row in zip(*(rows[name].tolist() for name in names), strict=True))
    return [runs(stripped(text, own_names(report))) for text, report in zip(told, reports, strict=True)]


def _alike(rows: pd.DataFrame, found: list[Runs], one: Any, other: Any, section: int) -> pd.DataFrame:
    """Return how alike the texts at these places are; an `other` of -1 is none."""
    pairs = [(found[a], found[b] if b >= 0 else found[a][:0]) for a, b in zip(one, other, strict=True)]
    told = [min(len(a), len(b)) >= LEAST_RUNS for a, b in pairs]
    numbers = {
        name: [measure(a, b) if enough else np.nan for (a, b), enough in zip(pairs, told, strict=True)]
        for name, measure in (("similarity", jaccard), ("containment", containment))
    }
    ids = rows["report_id"].astype("string")
    first = pd.DataFrame(
        {"section": section, "other": ids.iloc[other].where(np.asarray(other) >= 0).to_numpy()} | numbers
    )
    sizes = {"n_runs": [len(a) for a, _ in pairs], "n_runs_other": [len(b) for _, b in pairs]}
    kinds = {"section": "Int8", "other": "string", "similarity": "Float64", "containment": "Float64"}
    first = first.assign(**sizes).astype(kinds | dict.fromkeys(sizes, "Int64"))
    whose: pd.DataFrame = rows.iloc[one].reset_index(drop=True)
    return pd.concat([first, whose], axis=1)


def similarity_summary(
    found: pd.DataFrame,
    usual: pd.DataFrame | None = None,
    by: By = (),
    *,
    aggregates: str = "drop",
    interval: str | None = None,
    level: float = 0.95,
    min_n: int = MIN_N,
    seed: int = 0,
    n_boot: int = N_BOOT,
) -> pd.DataFrame:
    """Return how alike texts are on the whole, each section for itself, beside what is usual.

    Formulas: ``similarity`` and ``containment`` are means over agencies of each agency's own mean; ``above_usual`` is
    #{similarity above the 95 % quantile of `usual`} / #{similarity is known}, by report. Of texts that have nothing to
    do with one another about 5 % are above it; of the most alike of many, more. Where groups are by year or level, what
    is usual is that of the random pairs of the same year or level; by anything else, that of all of them.

    Parameters
    ----------
    found
        From `self_similarity` or `peer_similarity`.
    usual
        From `random_similarity`; without it, or with fewer than 100 pairs for a group, there is no ``above_usual``.
    by
        Columns of `found` whose values make the groups, beside the section.
    aggregates
        ``"drop"`` sets aside reports that add up others and governments of unknown reach; ``"keep"`` keeps them.
    interval
        ``None``, or ``"bootstrap"``: BCa over agencies, not over pairs, because the texts of an agency stand and fall
        together. None is given for ``above_usual``.
    level, seed, n_boot
        Nominal coverage; seed and number of draws of the bootstrap.
    min_n
        With fewer agencies there is no mean and no share.

    Returns
    -------
    DataFrame
        One row a section, group and indicator: `n` (agencies; of ``above_usual`` reports), `estimate`, `median` and
        `q90` (of the reports), `usual_median` and `usual_q95` (of the random pairs), `usual_n` (of how many pairs),
        `n_unknown` (texts too short, or none to compare with).

    Raises
    ------
    ValueError
        An option has a value that it does not allow.
    """
    if interval not in (None, "bootstrap"):
        msg = f'interval={interval!r} is not known for similarity; expected None or "bootstrap"'
        raise ValueError(msg)
    boot = {"seed": seed, "level": level, "n_boot": n_boot} if interval else None
    rows = found.reset_index(drop=True)

    def measure(part: Part) -> Iterator[dict[str, Any]]:
        known = part.rows[part.known]
        own = None if usual is None else usual.loc[_like(usual, part.rows, shared), "similarity"].dropna()
        yield from (_mean(known, name, own, boot, max(min_n, 1)) for name in ("similarity", "containment"))
        if own is not None:
            yield _above(known, own, max(min_n, 1))

    names = ["section", *([by] if isinstance(by, str) else by)]
    shared = [name for name in names if name in SHARED]
    told = settled(rows, aggregates=aggregates, unknown=rows["similarity"].isna().to_numpy(bool))
    kinds = dict.fromkeys(QUANTILES, "Float64") | {"usual_n": "Int64"}
    return with_columns(collect(told, names, measure, sums=False), kinds)


QUANTILES = ("median", "q90", "usual_median", "usual_q95")


def _like(usual: pd.DataFrame, rows: pd.DataFrame, names: Sequence[str]) -> Flags:
    """Return which random pairs are of the section, year and level of a group."""
    found = np.full(len(usual), len(rows) > 0)
    for name in names if len(rows) else ():
        value = rows[name].iloc[0]
        found &= (usual[name].isna() if pd.isna(value) else usual[name].eq(value).fillna(False)).to_numpy(bool)
    return found


def _mean(
    known: pd.DataFrame, name: str, usual: pd.Series[Any] | None, boot: dict[str, Any] | None, min_n: int
) -> dict[str, Any]:
    means = known.groupby("agency_id")[name].mean().to_numpy(float)
    record: dict[str, Any] = {"indicator": name, "n": len(means)}
    if len(means) < min_n:
        return record
    record |= {"estimate": means.mean(), "median": known[name].median(), "q90": known[name].quantile(0.9)}
    if usual is not None and name == "similarity":
        record["usual_n"] = len(usual)
        if len(usual) >= LEAST_PAIRS:
            record |= {"usual_median": usual.median(), "usual_q95": usual.quantile(0.95)}
    if boot is None:
        return record
    low, high = bca(means, np.mean, **boot)
    return record | named(low, high, "bca", boot["level"])


def _above(known: pd.DataFrame, usual: pd.Series[Any], min_n: int) -> dict[str, Any]:
    """Return the share of texts that are more alike than all but one in twenty random pairs."""
    record: dict[str, Any] = {"indicator": "above_usual", "n": len(known), "denominator": len(known)}
    record["usual_n"] = len(usual)
    if len(usual) < LEAST_PAIRS:
        return record
    record["numerator"] = int((known["similarity"] > usual.quantile(0.95)).sum())
    enough = known["agency_id"].nunique() >= min_n
    return record | ({"estimate": record["numerator"] / len(known)} if enough else {})

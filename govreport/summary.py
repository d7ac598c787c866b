"""What a corpus came to, as lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from govreport.sources import skipped_line
from govreport.views import shorten

if TYPE_CHECKING:
    from govreport.corpus import Corpus

FAILURES = 20
"""So many failures are listed; the rest is counted."""


def summary(corpus: Corpus) -> str:
    """Return how much was read by format and edition, cells by state, findings by code, failures with reasons."""
    blocks = (_head(corpus), _reports(corpus), _cells(corpus), _findings(corpus), _failures(corpus))
    return "\n".join(line for block in blocks for line in block)


def _head(corpus: Corpus) -> Iterator[str]:
    count, failed = len(corpus.reports), len(corpus.failures)
    second = count - int(corpus.reports["is_primary"].fillna(True).sum())
    yield f"{_many(count, 'report', 'reports')} read, {_many(failed, 'source', 'sources')} not read"
    if second:
        yield f"{_many(second, 'report does', 'reports do')} not count, for another of that agency and year does"
    nobody = int((corpus.reports["agency_id"].isna() | corpus.reports["year"].isna()).sum())
    if nobody:
        reports = _many(nobody, "report has", "reports have")
        yield f"{reports} no known agency or year and will be in no panel: name them in a manifest"
    yield skipped_line(corpus.skipped)


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"


def editions(corpus: Corpus) -> pd.Series[str]:
    """Return for each report the editions of its tables, such as ``2021`` or ``2019+2021``, else ``no table``."""
    pairs = corpus.figures[["report_id", "edition"]].drop_duplicates().sort_values(["report_id", "edition"])
    joined = pairs["edition"].astype(str).groupby(pairs["report_id"]).agg("+".join)
    return corpus.reports["report_id"].map(joined).astype("string").fillna("no table").rename("edition")


def _reports(corpus: Corpus) -> Iterator[str]:
    if corpus.reports.empty:
        return
    counts = pd.crosstab(corpus.reports["format"].astype("string"), editions(corpus), margins=True, margins_name="all")
    yield from ("", "Reports by format and edition of their tables")
    yield from _aligned([["", *map(str, counts.columns)], *([name, *row] for name, *row in counts.itertuples())])


def _cells(corpus: Corpus) -> Iterator[str]:
    total = len(corpus.figures)
    if not total:
        return
    counts = corpus.figures["state"].value_counts(sort=False)
    contested = int(corpus.figures["contested"].fillna(False).sum())
    rows = [(state, f"{count:,}", f"{count / total:.1%}") for state, count in counts.items()]
    yield from ("", f"Cells by state (of {total:,}, {contested:,} contested)", *_aligned(rows))


def _findings(corpus: Corpus) -> Iterator[str]:
    counts = corpus.findings.groupby(["severity", "code"], observed=True).size().reset_index(name="times")
    if len(counts):
        rows = [(row.code, f"{row.times:,}", row.severity) for row in counts.itertuples()]
        yield from ("", f"Findings by code (of {len(corpus.findings):,})", *_aligned(rows))


def _failures(corpus: Corpus) -> Iterator[str]:
    if corpus.failures.empty:
        return
    yield from ("", "Not read")
    for row in corpus.failures.head(FAILURES).itertuples():
        message = str(row.message).removeprefix(f"{row.source}: ")
        yield f"  {row.source}\n      {row.error}: {shorten(message, 300)}"
    if len(corpus.failures) > FAILURES:
        yield f"  and {len(corpus.failures) - FAILURES:,} more (corpus.failures)"


def _aligned(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Return rows with their first column flush left and the others flush right."""
    texts = [[str(text) for text in row] for row in rows]
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))]
    for first, *rest in texts:
        yield f"  {first:<{widths[0]}}" + "".join(f"  {text:>{w}}" for text, w in zip(rest, widths[1:], strict=True))

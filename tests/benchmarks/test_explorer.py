"""How long a change of filters takes in the explorer, with fifty times as many reports; `make bench`.

Processor time, both figures included. What is asserted is a ratio: nearly all of it is drawing, which does not depend
on how many reports there are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from statistics import median
from time import process_time

import pandas as pd
import pytest

from govreport.corpus import Corpus
from tests.handmade import corpus_of, report_of

pytest.importorskip("ipywidgets", reason="the explorer needs the extra notebooks")

from govreport.explorer import explore  # noqa: E402

PROVINCES = ("青梧省", "海棣省", "")
TIMES = 50


def small() -> Corpus:
    """Return a hundred reports of twenty agencies over five years, in two provinces."""
    return corpus_of(
        *(
            report_of(f"第{agency}局", year, {("requests", "received", "total"): agency % 4}, source=f"{agency}-{year}",
                      province=PROVINCES[agency % 2], agency_kind="department", function="water")
            for agency in range(20) for year in range(2019, 2024)
        )
    )  # fmt: skip


def many(corpus: Corpus) -> Corpus:
    """Return a corpus with every agency many times over."""
    frames = [one.name for one in fields(corpus) if isinstance(getattr(corpus, one.name), pd.DataFrame)]
    return replace(corpus, **{name: _tiled(getattr(corpus, name)) for name in frames if name != "failures"})


def _tiled(frame: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for time in range(TIMES):
        own = {name: frame[name] + f"-{time}" for name in ("report_id", "agency_id", "source") if name in frame}
        parts.append(frame.assign(**own))
    return pd.concat(parts, ignore_index=True)


def seconds(do: Callable[[str], None]) -> float:
    found = []
    for province in PROVINCES * 4:
        start = process_time()
        do(province)
        found.append(process_time() - start)
    return median(found)


def test_a_change_of_filters_does_not_grow_with_the_corpus() -> None:
    took = {}
    for name, corpus in (("small", small()), ("large", many(small()))):
        start = process_time()
        explorer = explore(corpus)
        opened = process_time() - start
        menu = explorer.filters.menus["province"]
        took[name] = seconds(lambda province, menu=menu: setattr(menu, "value", province))
        ids = iter([report_id for _, report_id in explorer.listing.menu.options] * 2)
        report = seconds(lambda _, one=explorer, ids=ids: setattr(one.listing.menu, "value", next(ids)))
        told = f"opened in {opened:.2f} s, filters changed in {took[name]:.2f} s, another report in {report:.2f} s"
        print(f"{len(corpus):5} reports: {told}")
    assert took["large"] < 4 * took["small"]

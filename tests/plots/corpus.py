"""Every figure, drawn from the made-up sample: realistic frames for what only the eye sees."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes

from govreport import indicators as measured
from govreport import plots
from govreport.corpus import Corpus
from govreport.load import load_sample
from govreport.plots.words import Lang

Draw = Callable[..., Axes | list[Axes]]


@lru_cache(maxsize=1)
def corpus() -> Corpus:
    return load_sample(n=14, seed=3, workers=0, progress=False)


@lru_cache(maxsize=1)
def panel() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return corpus().panel(applicants=True)

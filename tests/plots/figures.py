"""Every figure, drawn from the made-up sample: realistic frames for what only the eye sees."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pandas as pd

from govreport import indicators as measured
from govreport import plots
from govreport.corpus import Corpus
from govreport.load import load_sample


@lru_cache(maxsize=1)
def corpus() -> Corpus:
    return load_sample(n=10, seed=3, workers=0, progress=False)


@lru_cache(maxsize=1)
def panel() -> pd.DataFrame:
    return corpus().panel(applicants=True)


@lru_cache(maxsize=1)
def frames() -> dict[str, Any]:
    """Return what the indicators say of the sample, with few enough asked for that there are estimates."""
    few: dict[str, Any] = {"min_n": 5}
    reports, channels = corpus().reports, corpus().channels()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # too few agencies for a bootstrap
        pairs = measured.growth_pairs(reports, corpus().mentions, consecutive=False)
        return {
            "zero": measured.zero_requests(panel(), ["year", "level"], interval="wilson", **few),
            "kinds": measured.zero_requests(panel(), "level", **few),
            "changes": pd.concat([measured.zero_change(panel(), year, year + 1) for year in range(2019, 2023)]),
            "top": measured.top_share(panel(), **few),
            "disclosure": measured.disclosure_rate(panel(), **few),
            "funnel": measured.funnel(panel()[panel()["year"] == 2021]),
            "grounds": measured.refusal_grounds(panel()),
            "shares": measured.applicant_shares(panel(), by=()),
            "granted": measured.applicant_disclosure(panel()),
            "odds": measured.applicant_odds(panel(), by=(), interval="robins_breslow_greenland"),
            "backlog": measured.backlog(panel()),
            "continuity": measured.continuity(panel()),
            "goes on": measured.continuity_share(panel(), **few),
            "contests": measured.contestation(panel(), interval="poisson"),
            "reversal": measured.reversal(panel(), interval="clopper_pearson", **few),
            "adoption": measured.adoption(reports, channels, of=["wechat", "weibo"], **few),
            "reporting": measured.reporting_rate(reports, channels, of=["wechat", "weibo"], **few),
            "share": measured.channel_share(reports, corpus().mentions, **few),
            "alike": measured.self_similarity(reports, corpus().texts),
            "usual": measured.random_similarity(reports, corpus().texts, n_pairs=200),
            "pairs": pairs,
            "growth": measured.paired_growth(pairs, by=(), **few),
            "fails": measured.identity_failures(reports, corpus().checks(), **few),
            "findings": measured.finding_rates(reports, corpus().findings, by="level", **few),
            "blank": measured.blank_share(reports, corpus().figures, **few),
            "unchanged": measured.unchanged_tables(reports, corpus().figures, **few),
        }


FIGURES: dict[str, Callable[..., Any]] = {
    "zero_requests": lambda lang: plots.zero_requests(frames()["zero"], lang=lang),
    "zero_requests by level": lambda lang: plots.zero_requests(frames()["kinds"], lang=lang),
    "zero_transitions": lambda lang: plots.zero_transitions(frames()["changes"], lang=lang),
    "rank_size": lambda lang: plots.rank_size(panel()[panel()["year"] == 2021], lang=lang),
    "lorenz": lambda lang: plots.lorenz(panel()[panel()["year"] > 2019], lang=lang),
    "top_share": lambda lang: plots.top_share(frames()["top"], lang=lang),
    "disclosure_trend": lambda lang: plots.disclosure_trend(frames()["disclosure"], lang=lang),
    "funnel": lambda lang: plots.funnel(frames()["funnel"], lang=lang),
    "refusal_families": lambda lang: plots.refusal_families(frames()["grounds"], lang=lang),
    "refusal_top": lambda lang: plots.refusal_top(frames()["grounds"], lang=lang),
    "applicant_shares": lambda lang: plots.applicant_shares(frames()["shares"], lang=lang),
    "applicant_disclosure": lambda lang: plots.applicant_disclosure(frames()["granted"], lang=lang),
    "applicant_odds": lambda lang: plots.applicant_odds(frames()["odds"], lang=lang),
    "backlog_flow": lambda lang: plots.backlog_flow(frames()["backlog"], lang=lang),
    "backlog": lambda lang: plots.backlog(frames()["backlog"], lang=lang),
    "continuity": lambda lang: plots.continuity(frames()["continuity"], lang=lang),
    "continuity_share": lambda lang: plots.continuity_share(frames()["goes on"], lang=lang),
    "contestation": lambda lang: plots.contestation(frames()["contests"], lang=lang),
    "reversal": lambda lang: plots.reversal(frames()["reversal"], lang=lang),
    "review_outcomes": lambda lang: plots.review_outcomes(panel(), lang=lang),
    "adoption": lambda lang: plots.adoption(frames()["adoption"], lang=lang),
    "reporting_rate": lambda lang: plots.reporting_rate(frames()["reporting"], lang=lang),
    "channel_share": lambda lang: plots.channel_share(frames()["share"], lang=lang),
    "new_media_growth": lambda lang: plots.new_media_growth(
        frames()["pairs"], frames()["growth"], frames()["reporting"], lang=lang
    ),
    "similarity": lambda lang: plots.similarity(frames()["alike"], frames()["usual"], lang=lang),
    "coherence": lambda lang: plots.coherence(frames()["fails"], lang=lang),
    "coherence of findings": lambda lang: plots.coherence(frames()["findings"], lang=lang),
    "blank_share": lambda lang: plots.blank_share(frames()["blank"], lang=lang),
    "unchanged_tables": lambda lang: plots.unchanged_tables(frames()["unchanged"], lang=lang),
}

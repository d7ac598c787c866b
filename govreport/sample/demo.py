"""A small corpus to try the toolkit on: folders of made-up reports, with the mishaps that real folders have."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from govreport.sample.damage import DAMAGES
from govreport.sample.render import LAYOUTS, Printed, render
from govreport.sample.truth import Truth, draw

Entry = dict[str, str | int]
PAGE = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head><body>\n'
    "<h1>{title}</h1>\n{body}\n</body></html>\n"
)
NOTICE = PAGE.format(
    title="关于调整服务窗口时间的通知",
    body="<p>自下月起，青梧市政务大厅的受理窗口改为上午八点半开放。</p>\n<p>请互相转告。</p>",
)
ATTACHMENT = PAGE.format(
    title="檀溪湾市民政局2021年政府信息公开工作年度报告",
    body='<p>全文见附件。</p>\n<p>附件：<a href="/attach/2021nb.pdf">'
    "檀溪湾市民政局2021年政府信息公开工作年度报告.pdf</a></p>",
)
MISHAPS: dict[str, bytes] = {
    "mishaps/empty.txt": b"",
    "mishaps/notice.html": NOTICE.encode("utf-8"),
    "mishaps/attachment_only.html": ATTACHMENT.encode("utf-8"),
    "mishaps/truncated.docx": b"PK\x03\x04\x14\x00\x00\x00\x00\x00",
}
SKIPPED: dict[str, bytes] = {
    "mishaps/~$report.docx": b"\x05lock",
    "mishaps/.hidden.txt": b"hidden",
    "mishaps/page_files/style.css": b"td { border: 1px solid }",
}


def _agencies(n: int, seed: int) -> Iterator[list[Truth]]:
    """Yield the reports of `n` agencies with different names, over a few years each."""
    rng, seen = random.Random(f"demo {seed}"), set[str]()
    for turn in range(50 * n):
        first, count = rng.randrange(2014, 2022), rng.randrange(3, 7)
        truths = draw(seed * 100_000 + turn, years=range(first, min(first + count, 2025)))
        if truths[0].agency.name not in seen:
            seen.add(truths[0].agency.name)
            yield truths
        if len(seen) == n:
            return


def _print(truth: Truth, rng: random.Random) -> Printed:
    """Print a report as it comes: one in five damaged."""
    damages = rng.sample(list(DAMAGES), rng.choice((1, 1, 2))) if rng.random() < 0.2 else []
    return render(truth, rng.choice(LAYOUTS), damages=damages, seed=rng.randrange(10**9))


def _entry(source: str, kind: str, printed: Printed | None = None) -> Entry:
    if printed is None:
        return {"source": source, "kind": kind, "agency": "", "year": 0, "layout": "", "encoding": "", "damages": ""}
    return {
        "source": source,
        "kind": kind,
        "agency": printed.truth.agency.name,
        "year": printed.truth.year,
        "layout": printed.layout,
        "encoding": printed.encoding or "",
        "damages": "|".join(name for name, _ in printed.damages),
    }


def _put(folder: Path, source: str, data: bytes) -> None:
    path = folder / source
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def write(folder: str | Path, n: int = 24, seed: int = 1) -> list[Entry]:
    """Write the sample corpus: made-up reports in folders by province and level, and a folder of mishaps.

    Parameters
    ----------
    folder
        Where to write; made when it is not there. Files of the same name are overwritten.
    n
        Number of agencies; each reports on three to six years.
    seed
        The same seed writes the same bytes.

    Returns
    -------
    list of dict
        One a file that was written, in writing order: ``source`` (path below `folder`), ``kind`` (``report``,
        ``duplicate``, ``bad`` for what no reader can take, ``skipped`` for what no report ever is), and for
        reports ``agency``, ``year`` (0 where there is none), ``layout``, ``encoding`` and ``damages``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     entries = write(place, n=2)
    >>> sorted({str(entry["kind"]) for entry in entries})
    ['bad', 'duplicate', 'report', 'skipped']
    """
    place, rng = Path(folder), random.Random(f"print {seed}")
    entries: list[Entry] = []
    for truths in _agencies(n, seed):
        for truth in truths:
            printed = _print(truth, rng)
            source = f"{truth.agency.places[0]}/{truth.agency.level}/{printed.name}"
            _put(place, source, printed.data)
            entries.append(_entry(source, "report", printed))
            if len(entries) == 1:
                copy = f"mishaps/copy of {printed.name}"
                _put(place, copy, printed.data)
                entries.append(_entry(copy, "duplicate", printed))
    for kind, files in (("bad", MISHAPS), ("skipped", SKIPPED)):
        for source, data in files.items():
            _put(place, source, data)
            entries.append(_entry(source, kind))
    return entries

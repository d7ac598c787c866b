"""A corpus on disk is the corpus: exact, whole or absent, and never in place of something else."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from govreport import store
from govreport.corpus import Corpus
from govreport.errors import GovReportError, UnreadableSource
from govreport.frames import frame, schemas
from govreport.store import open_corpus
from tests.handmade import corpus_of, report_of


def frames_of(corpus: Corpus) -> dict[str, pd.DataFrame]:
    return {name: getattr(corpus, "identities" if name == "checks" else name) for name in schemas()}


def same(left: Corpus, right: Corpus) -> None:
    for name, data in frames_of(left).items():
        pd.testing.assert_frame_equal(data, frames_of(right)[name], check_exact=True)
    assert left.skipped == right.skipped


@pytest.fixture
def corpus() -> Corpus:
    """Return a corpus with a row in every frame, every type of value and missing ones."""
    records = report_of(values={("requests", "received", "total"): None}, published=pd.Timestamp("2023-01-31"))
    report_id = records.report["report_id"]
    key = {"report_id": report_id, "table": "requests", "item": "received", "measure": "total"}
    records.places = [key | {"block": 2, "row": 3, "col": 7, "x0": 1.5, "start": 5, "end": 9}]
    records.mentions = [
        {"report_id": report_id, "metric": "posts", "channel": "wechat", "value": 1.2e9, "part": True, "section": 1}
    ]
    records.checks = [key | {"code": "row_sum", "left": 3.0, "right": None, "holds": None, "trivial": False}]
    records.texts = [{"report_id": report_id, "section": 1, "start": 0, "text": "一、总体情况\n\0𠮷"}]
    made = corpus_of(records, report_of("云川市教育局", source="b.html", year=None))
    made.failures = frame("failures", [{"source": "c.html", "error": "NotAReport", "message": "c.html: no"}])
    made.skipped = {"hidden": 2}
    return made


def test_what_is_opened_is_what_was_saved(tmp_path: Path, corpus: Corpus) -> None:
    corpus.save(tmp_path / "out/corpus")
    same(corpus, open_corpus(str(tmp_path / "out/corpus")))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["corpus"]


def test_an_empty_corpus_keeps_its_columns_and_types(tmp_path: Path) -> None:
    corpus_of().save(tmp_path / "corpus")
    same(corpus_of(), open_corpus(tmp_path / "corpus"))


def test_a_saved_corpus_is_replaced(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "corpus").mkdir()
    corpus.save(tmp_path / "corpus")
    other = corpus_of(report_of("青梧市财政局"))
    other.save(tmp_path / "corpus")
    same(other, open_corpus(tmp_path / "corpus"))
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_nothing_else_is_replaced(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(GovReportError, match=r"holds notes\.txt, so it is no saved corpus and is not replaced"):
        corpus.save(tmp_path)
    with pytest.raises(GovReportError, match="is not replaced"):
        corpus.save(tmp_path / "notes.txt")
    corpus.save(tmp_path / "corpus")
    (tmp_path / "corpus/plot.png").write_bytes(b"png")
    with pytest.raises(GovReportError, match=r"holds plot\.png"):
        corpus.save(tmp_path / "corpus")
    assert (tmp_path / "corpus/plot.png").read_bytes() == b"png"


@pytest.mark.parametrize("moment", ["write", "rename"])
def test_a_save_that_fails_leaves_the_old_corpus(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    corpus.save(tmp_path / "corpus")
    if moment == "write":
        monkeypatch.setattr(pq, "write_table", _full)
    else:
        rename = Path.rename
        monkeypatch.setattr(Path, "rename", lambda self, to: _full() if self.name == "new" else rename(self, to))
    with pytest.raises(OSError, match="disk full"):
        corpus_of().save(tmp_path / "corpus")
    monkeypatch.undo()
    same(corpus, open_corpus(tmp_path / "corpus"))
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def _full(*_: object, **__: object) -> None:
    msg = "disk full"
    raise OSError(msg)


def test_what_is_no_corpus_is_not_opened(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnreadableSource, match="no saved corpus"):
            open_corpus(folder)
    (tmp_path / store.STAMP).write_text("[]", encoding="utf-8")
    with pytest.raises(UnreadableSource, match="no saved corpus"):
        open_corpus(tmp_path)


def test_a_corpus_of_a_newer_version_is_not_opened(tmp_path: Path, corpus: Corpus) -> None:
    corpus.save(tmp_path / "corpus")
    stamp = tmp_path / "corpus" / store.STAMP
    content = json.loads(stamp.read_text(encoding="utf-8"))
    assert content["govreport"]["version"] == store.VERSION
    assert content["govreport"]["parser_versions"] == ["0"]
    content["govreport"]["version"] = store.VERSION + 1
    stamp.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(UnreadableSource, match="saved in version 2, this govreport reads up to 1"):
        open_corpus(tmp_path / "corpus")


def test_an_incomplete_corpus_is_not_opened(tmp_path: Path, corpus: Corpus) -> None:
    corpus.save(tmp_path / "corpus")
    figures = tmp_path / "corpus/figures.parquet"
    whole = figures.read_bytes()
    figures.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableSource, match=r"figures\.parquet is absent or broken"):
        open_corpus(tmp_path / "corpus")
    figures.unlink()
    with pytest.raises(UnreadableSource, match=r"figures\.parquet is absent or broken"):
        open_corpus(tmp_path / "corpus")
    figures.write_bytes((tmp_path / "corpus/texts.parquet").read_bytes())
    with pytest.raises(UnreadableSource, match=r"figures\.parquet has 1 rows, corpus\.json says 400"):
        open_corpus(tmp_path / "corpus")


def test_a_column_that_an_older_version_did_not_write_is_missing(tmp_path: Path, corpus: Corpus) -> None:
    corpus.save(tmp_path / "corpus")
    path = tmp_path / "corpus/figures.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["contested", "unit", "label"]), path)
    opened = open_corpus(tmp_path / "corpus").figures
    assert opened.dtypes.equals(corpus.figures.dtypes)
    assert opened[["contested", "unit", "label"]].isna().all(axis=None)
    pd.testing.assert_series_equal(opened["value"], corpus.figures["value"])


def test_an_unknown_code_is_no_missing_value(tmp_path: Path, corpus: Corpus) -> None:
    corpus.failures["error"] = corpus.failures["error"].astype("string")
    corpus.findings["code"] = corpus.findings["code"].astype("string").fillna("").replace("blank_cells", "new_code")
    corpus.save(tmp_path / "corpus")
    with pytest.raises(UnreadableSource, match=r"column code has the unknown codes \['new_code'\]"):
        open_corpus(tmp_path / "corpus")

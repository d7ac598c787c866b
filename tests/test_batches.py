"""Files that LibreOffice has to convert share one call of it, in their order and at no cost to each other."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from govreport import batches
from govreport.errors import UnreadableSource
from govreport.readers import office, office_program
from govreport.sources import Source
from govreport.workers import Outcome, read_all

RTF = rb"{\rtf1 %d}"
TEXT = Source("text", data=b"x")


def rtf(number: int) -> Source:
    return Source(f"{number}.rtf", data=RTF % number)


def convert_by_name(sources: Sequence[tuple[str, bytes]]) -> list[office.Converted]:
    """Stand in for LibreOffice: the sizes of the batches are in the message."""
    names = " ".join(name for name, _ in sources)
    return [UnreadableSource(f"{name}: with {names}.") for name, _ in sources]


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "convert", convert_by_name)


@pytest.mark.usefixtures("named")
def test_they_are_taken_together_and_stay_in_their_order() -> None:
    sources = [TEXT, rtf(1), TEXT, rtf(2), rtf(3), TEXT]
    found = [(source.name, outcome.message) for source, outcome in read_all(sources, workers=0)]
    assert [name for name, _ in found] == [source.name for source in sources]
    together = [message for name, message in found if name.endswith("rtf")]
    assert together == [f"{number}.rtf: with 1.rtf 2.rtf 3.rtf." for number in (1, 2, 3)]


@pytest.mark.usefixtures("named")
def test_the_same_file_twice_is_read_twice() -> None:
    one = rtf(1)
    assert [outcome.error for _, outcome in read_all([one, one, one], workers=0)] == ["UnreadableSource"] * 3


def test_a_batch_is_bounded() -> None:
    found = batches.batch(rtf(0), [*[TEXT] * 3, *map(rtf, range(1, 60))])
    assert [source.name for source in found] == [f"{number}.rtf" for number in range(batches.TOGETHER)]
    assert batches.batch(rtf(0), [*[TEXT] * batches.AHEAD, rtf(1)]) == [rtf(0)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_only_regular_files_are_looked_at(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.rtf")
    (tmp_path / "a.doc").write_bytes(RTF % 5)
    odd = [Source("pipe", tmp_path / "pipe.rtf"), Source("absent", tmp_path / "absent"), Source("none")]
    assert batches.batch(rtf(0), [*odd, Source("a", tmp_path / "a.doc")])[1:] == [Source("a", tmp_path / "a.doc")]


def end_in_company(source: Source) -> Outcome:
    """End the process when the source is read together with others, and always at number 3."""
    if source.name == "3.rtf" or office._ready.get({}):
        os._exit(7)
    return Outcome({}, message=source.name)


def test_a_batch_whose_process_ends_is_read_one_by_one() -> None:
    outcomes = read_all(map(rtf, range(1, 5)), 1, 20.0, end_in_company)
    found = {source.name: outcome for source, outcome in outcomes}
    assert [found[f"{number}.rtf"].message for number in (1, 2, 4)] == ["1.rtf", "2.rtf", "4.rtf"]
    assert found["3.rtf"].message.startswith("3.rtf: the process that read it ended abruptly (exit code 7)")


@pytest.mark.skipif(office_program.program() is None, reason="LibreOffice is not installed")
def test_a_folder_of_them_is_read(tmp_path: Path) -> None:
    cells = "".join(rf"\cellx{600 * at}" for at in range(1, 16))
    numbers = "".join(rf"\intbl {number}\cell" for number in (1, 0, 2, 0, 3) * 3)
    heads = "".join(rf"\intbl {head}\cell" for head in map(_escaped, HEADS * 3))
    groups = "".join(rf"\intbl {group}\cell" for group in map(_escaped, GROUPS))
    rows = rf"\trowd\cellx3000\cellx6000\cellx9000{groups}\row\trowd{cells}{heads}\row\trowd{cells}{numbers}\row\pard "
    for number in range(3):
        title = _escaped(f"白榆县水务局202{number}年政府信息公开工作年度报告")
        text = rf"{{\rtf1\ansi {title}\par {_escaped('四、行政复议、行政诉讼情况')}\par {rows}}}"
        (tmp_path / f"{number}.doc").write_bytes(text.encode())
    found = [outcome for _, outcome in read_all([Source(f.name, f) for f in sorted(tmp_path.iterdir())], workers=0)]
    assert [outcome.error for outcome in found] == ["", "", ""]
    for number, outcome in enumerate(found):
        assert outcome.columns is not None
        assert outcome.columns["reports"]["year"] == [2020 + number]
        assert outcome.columns["reports"]["format"] == ["rtf"]
        assert outcome.columns["figures"]["value"] == [1.0, 0.0, 2.0, 0.0, 3.0] * 3


GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
HEADS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def _escaped(text: str) -> str:
    return "".join(one if one.isascii() else rf"\u{ord(one)}?" for one in text)

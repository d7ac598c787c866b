"""Notebooks are run one by one into pages; one that fails says where and stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport import cli, execute
from govreport.errors import GovReportError

pytest.importorskip("papermill", reason="jupyter is not installed: pip install govreport[notebooks]")
nbformat = pytest.importorskip("nbformat")


def _write(path: Path, code: str) -> Path:
    v4 = nbformat.v4
    parameters = v4.new_code_cell("DATA = ''", metadata={"tags": ["parameters"]})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(v4.new_notebook(cells=[parameters, v4.new_code_cell(code)], metadata=kernel), path)
    return path


def test_a_notebook_takes_parameters_and_makes_a_page(tmp_path: Path) -> None:
    notebook = _write(tmp_path / "01_one.ipynb", "print(f'from {DATA}')")
    page = execute.run(notebook, tmp_path / "out", {"DATA": "reports"})
    assert page == tmp_path / "out/01_one.html"
    assert "from reports" in page.read_text(encoding="utf-8")


def test_one_that_fails_is_named_and_the_others_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path / "02_bad.ipynb", "assert 1 == 2, 'the sums differ'")
    _write(tmp_path / "03_good.ipynb", "print('done')")
    _write(tmp_path / "11_explorer.ipynb", "print('needs a browser')")
    monkeypatch.setattr(execute, "FOLDER", tmp_path)
    assert cli.main(["notebooks", "--out", str(tmp_path / "out"), "--data", "reports"]) == 3
    out, err = capsys.readouterr()
    assert f"03_good: {tmp_path / 'out/03_good.html'}" in out
    assert "02_bad.ipynb failed in cell 3: AssertionError: the sums differ" in err
    assert "11_explorer" not in out
    assert not (tmp_path / "out/02_bad.html").exists()


def test_names_choose_and_an_unknown_one_says_what_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "FOLDER", tmp_path)
    with pytest.raises(GovReportError, match="part of the repository"):
        execute.notebooks()
    for name in ("02_a", "03_b"):
        (tmp_path / f"{name}.ipynb").touch()
    assert [path.stem for path in execute.notebooks(["03"])] == ["03_b"]
    assert [path.stem for path in execute.notebooks(["03_b.ipynb", "02"])] == ["03_b", "02_a"]
    with pytest.raises(GovReportError, match="there are 02_a, 03_b"):
        execute.notebooks(["07"])

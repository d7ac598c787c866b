"""Every notebook runs from top to bottom, on made-up reports and without a network."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest

from govreport import sample

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("nbclient", "nbformat", "ipykernel")),
    reason="jupyter is not installed: pip install govreport[notebooks]",
)


def _run(path: Path, place: Path, monkeypatch: pytest.MonkeyPatch, **parameters: object) -> str:
    """Execute a notebook and return what it printed and displayed."""
    import nbclient
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    at = next(i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", []))
    given = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    notebook.cells.insert(at + 1, nbformat.v4.new_code_cell(given))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("TMPDIR", str(place))
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": place}}
    )
    client.execute()
    return "\n".join(str(cell.get("outputs", "")) for cell in notebook.cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_on_a_folder(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = sample.write(tmp_path / "reports", n=6)
    shown = _run(path, tmp_path, monkeypatch, DATA=str(tmp_path / "reports"))
    written = [str(entry["agency"]) for entry in entries if entry["kind"] == "report"]
    said = f"SYNTHETIC: {len(written)} reports of {len(set(written))} agencies"
    assert said in shown or any(agency in shown for agency in written), "it says nothing of the folder"
    assert "made-up files were written" not in shown


@pytest.mark.parametrize(
    ("name", "asked", "kinds"),
    [
        ("05_who_asks", {"INTERVAL": "bootstrap"}, ["robins_breslow_greenland"]),
        (
            "08_reconsideration_and_litigation",
            {"INTERVAL": "poisson", "SHARE_INTERVAL": "clopper_pearson"},
            ["poisson", "clopper_pearson"],
        ),
    ],
)
def test_an_interval_that_may_be_withheld_stands_beside_the_one_that_is_recommended(
    name: str, asked: dict[str, str], kinds: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.write(tmp_path / "reports", n=6)
    few: dict[str, object] = {"MIN_N": 1, "N_BOOT": 200}
    path = ROOT / "notebooks" / f"{name}.ipynb"
    shown = _run(path, tmp_path, monkeypatch, DATA=str(tmp_path / "reports"), **few, **asked)
    assert "p_alike" in shown
    for kind in [*kinds, "bootstrap"]:
        assert f"<td>{kind}</td>" in shown


@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if path.stem[:2] in ("05", "06", "07", "08")])
def test_a_worst_case_over_sums_says_how_many_reports_have_no_upper_bound(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells]
    assert "`n_unbounded`" in texts[0]
    tables = [text for text in texts if "sensitivity(" in text]
    assert tables
    assert all("said_of_bounds(" in text for text in tables)


def test_the_list_of_notebooks_has_their_questions() -> None:
    told = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    for path in NOTEBOOKS:
        question = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"][0].removeprefix("# ").strip()
        assert f"| `{path.stem}` | {question} |" in told


def test_quickstart_writes_its_own_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _run(ROOT / "notebooks" / "01_quickstart.ipynb", tmp_path, monkeypatch, DATA="")
    assert "made-up files were written" in shown
    assert "本年新收政府信息公开申请数量" in shown
    assert "OnlyAttachment" in shown


def test_what_reports_say_is_never_markup_on_a_page() -> None:
    """`DataFrame.style` writes text as it is, unlike a frame by itself: a file's name or a label could be a script."""
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        styled = [line for cell in cells for line in cell["source"] if ".style" in line and "pd.options" not in line]
        assert [line for line in styled if 'escape="html"' not in line] == [], path.stem

"""Run notebooks of the repository, each in a process of its own, into pages that a browser opens."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from govreport.errors import GovReportError, MissingDependency

FOLDER = Path(__file__).parents[1] / "notebooks"
INTERACTIVE = ("11_explorer",)
"""Notebooks that a page cannot show: they need a running kernel."""


def notebooks(names: Sequence[str] = ()) -> list[Path]:
    """Return the notebooks of the repository in order, all that make a page or those that are named.

    Parameters
    ----------
    names
        Numbers (``"03"``), stems or file names.

    Raises
    ------
    GovReportError
        The notebooks are not there (they are part of the repository, not of the package), or a name fits none.

    Examples
    --------
    >>> [path.name for path in notebooks(["01"])]
    ['01_quickstart.ipynb']
    """
    found = sorted(FOLDER.glob("[0-9]*.ipynb"))
    if not found:
        msg = "the notebooks are part of the repository and not of the installed package: run this in a clone of it"
        raise GovReportError(msg)
    if not names:
        return [path for path in found if path.stem not in INTERACTIVE]
    fitting = {name: [path for path in found if path.name.startswith(Path(name).stem)] for name in names}
    for name, paths in fitting.items():
        if not paths:
            msg = f"no notebook is called {name!r}; there are {', '.join(path.stem for path in found)}"
            raise GovReportError(msg)
    return list(dict.fromkeys(path for paths in fitting.values() for path in paths))


def run(notebook: Path, out: Path, parameters: Mapping[str, object]) -> Path:
    """Run a notebook with parameters in the folder `out`, and return the page that it makes there.

    Raises
    ------
    MissingDependency
        Jupyter is not installed.
    GovReportError
        A cell of the notebook failed; the message holds what it said.
    """
    try:
        nbconvert, papermill = import_module("nbconvert"), import_module("papermill")
    except ImportError as error:
        msg = f'{notebook.name} was not run: {error.name} is not installed; run: pip install "govreport[notebooks]"'
        raise MissingDependency(msg) from error
    out.mkdir(parents=True, exist_ok=True)
    done = out / notebook.name
    try:
        papermill.execute_notebook(notebook, done, dict(parameters), cwd=out, progress_bar=False)
    except papermill.PapermillExecutionError as error:
        msg = (
            f"{notebook.name} failed in cell {error.exec_count}: {error.ename}: {error.evalue}. "
            f"The cells that ran are in {done}."
        )
        raise GovReportError(msg) from error
    page = done.with_suffix(".html")
    body, _ = nbconvert.HTMLExporter(embed_images=True).from_filename(str(done))
    page.write_text(body, encoding="utf-8")
    return page


def run_all(names: Sequence[str], out: Path, data: str) -> Iterator[tuple[Path, Path | GovReportError]]:
    """Yield each notebook with its page, or with what went wrong; one that fails does not stop the others.

    Parameters
    ----------
    names
        As in `notebooks`.
    out
        Where pages, figures and tables are written.
    data
        A folder of reports or of a saved corpus; empty for the data that come with govreport.
    """
    given = {"DATA": os.path.abspath(data)} if data else {}  # noqa: PTH100 -- a glob is no path to resolve
    for notebook in notebooks(names):
        try:
            yield notebook, run(notebook, out, given)
        except GovReportError as error:
            yield notebook, error

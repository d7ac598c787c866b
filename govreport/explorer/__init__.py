"""An explorer of reports for the notebook: filters, figures, tables with their states, and where each number stands.

The package's modules need ipywidgets, which comes with the extra ``notebooks``; `explore` says so where it is missing.
"""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING

from govreport.errors import MissingDependency

if TYPE_CHECKING:
    from govreport.corpus import Corpus
    from govreport.explorer.app import Explorer
    from govreport.explorer.words import Lang

__all__ = ["explore"]


def explore(corpus: Corpus | str | os.PathLike[str] | None = None, *, lang: Lang = "en") -> Explorer:
    """Look through a corpus in a notebook (JupyterLab 4, Notebook 7), with mouse or keyboard.

    Parameters
    ----------
    corpus
        A corpus, or what `govreport.load_corpus` takes: a folder, file, manifest or saved corpus, or ``""`` for the
        made-up sample. None opens nothing yet; a path can be given and files uploaded in the explorer.
    lang
        Language of the labels, ``"en"`` or ``"zh"``; it can be switched. What a finding or a number is about is said in
        it; the sentence beside it is in English.

    Returns
    -------
    Explorer
        A widget. Its attributes `selection`, `report` and `cell` say what is looked at.

    Raises
    ------
    MissingDependency
        ipywidgets is not installed.
    GovReportError
        The path that was given cannot be opened.

    Examples
    --------
    >>> explorer = explore()
    >>> explorer.report is None, explorer.selection.province
    (True, '')
    """
    if importlib.util.find_spec("ipywidgets") is None:
        msg = 'the explorer needs ipywidgets, which is not installed: pip install "govreport[notebooks]"'
        raise MissingDependency(msg)
    from govreport.explorer.app import Explorer

    return Explorer(corpus, lang)

"""What a notebook works on: the made-up corpus, a corpus that was saved, or reports to be read."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import Any

from govreport.corpus import Corpus, read_corpus
from govreport.sources import STAMP
from govreport.store import open_corpus

AGENCIES = 44


def load_sample(n: int = AGENCIES, seed: int = 1, **options: Any) -> Corpus:
    """Return a corpus of made-up reports, written and then read as real ones are.

    **Nothing in it is real**: agencies, places, numbers and sentences are made up, and nothing follows from it for any
    agency. `govreport.sample.is_synthetic` says of every row of `reports` that it is; figures are stamped by it.

    Parameters
    ----------
    n
        Number of agencies; each reports on several years, one in five on 2014 to 2024.
    seed
        The same seed gives the same reports, everywhere.
    options
        As for `read_corpus`: `workers` (0 where it is not given: these files crash nobody), `progress`, `seconds`.

    Returns
    -------
    Corpus
        About seven reports an agency. A manifest says where the agencies are, because no table of divisions knows their
        places. The files stay in a temporary folder until the process ends, so that `Corpus.show` finds them.

    Examples
    --------
    >>> from govreport.sample import is_synthetic
    >>> corpus = load_sample(n=2, workers=0, progress=False)
    >>> len(corpus) > 2, bool(is_synthetic(corpus.reports).all())
    (True, True)
    """
    from govreport import sample

    folder = Path(tempfile.mkdtemp(prefix="govreport-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sample.write_lifelike(folder, n, seed)
    return _marked(read_corpus(folder / sample.MANIFEST, **{"workers": 0, **options}))


def load_corpus(data: str | Path = "", **options: Any) -> Corpus:
    """Return the corpus that a notebook's parameter names.

    Parameters
    ----------
    data
        Empty: the made-up corpus of `load_sample`. A folder that `Corpus.save` wrote: that corpus. Else what
        `read_corpus` reads: a folder, a glob, a file or a manifest.
    options
        As for `read_corpus`; they mean nothing for a corpus that was saved.

    Returns
    -------
    Corpus

    Raises
    ------
    UnreadableSource
        There is no source at all, or the saved corpus is incomplete.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     load_sample(n=1, workers=0, progress=False).save(place + "/saved")
    ...     len(load_corpus(place + "/saved")) > 1
    True
    """
    if not str(data):
        return load_sample(**options)
    saved = (Path(data) / STAMP).is_file()
    return _marked(open_corpus(data) if saved else read_corpus(data, **options))


def _marked(corpus: Corpus) -> Corpus:
    """Let a corpus that is all made up say so, whatever becomes of its names."""
    from govreport.sample import mark

    mark(corpus.reports, corpus.reports)
    return corpus

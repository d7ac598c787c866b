"""The command `govreport`: read a folder of reports, run the notebooks on it, or try everything on made-up ones."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from govreport.errors import GovReportError

if TYPE_CHECKING:
    from govreport.corpus import Corpus

READ_ALL, READ_NONE, READ_SOME, STOPPED = 0, 1, 3, 130
"""Exit codes: every source was read, none could be, some could not, the user stopped it."""

NOTEBOOK = "01_quickstart.ipynb"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Parameters
    ----------
    argv
        Arguments without the name of the command; None takes those of the process.

    Returns
    -------
    int
        0 every source was read, 3 some were not, 1 none was or the command failed, 130 it was stopped.
    """
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that has no Chinese must not end the command
            stream.reconfigure(errors="backslashreplace")
    try:
        code: int = arguments.run(arguments)
    except GovReportError as error:
        _complain(str(error))
        return READ_NONE
    except KeyboardInterrupt:
        _complain("stopped; nothing was saved")
        return STOPPED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="govreport", description="Read annual reports on open government information."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    read = commands.add_parser("read", help="read a folder of reports into a folder of Parquet files")
    read.add_argument("folder", metavar="FOLDER", help="a folder, a glob in quotes, a file, or a manifest (.csv)")
    read.add_argument("--out", required=True, metavar="DIR", type=Path, help="where the corpus is written")
    read.add_argument("--workers", type=_count, metavar="N", help="processes that read; 0 reads in this one")
    read.set_defaults(run=_read)
    demo = commands.add_parser("demo", help="write made-up reports, read them, run the first notebook on them")
    demo.add_argument("--out", default=Path("build/demo"), metavar="DIR", type=Path, help="default: %(default)s")
    demo.set_defaults(run=_demo)
    notebooks = commands.add_parser("notebooks", help="run the notebooks of the repository into pages with figures")
    notebooks.add_argument("names", nargs="*", metavar="NAME", help="such as 03; all when none is given")
    notebooks.add_argument("--data", default="", metavar="DIR", help="a folder of reports, or a saved corpus")
    notebooks.add_argument(
        "--out", default=Path("build/notebooks"), metavar="DIR", type=Path, help="default: %(default)s"
    )
    notebooks.set_defaults(run=_notebooks)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        msg = f"{text!r} is no number of processes; expected 0 or more"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"govreport: {text}\n")


def _read(arguments: argparse.Namespace) -> int:
    corpus = _read_into(arguments.folder, arguments.out, arguments.workers)
    if not len(corpus):
        _complain(f"{arguments.folder}: none of {len(corpus.failures)} sources could be read; nothing was saved")
        return READ_NONE
    return READ_SOME if len(corpus.failures) else READ_ALL


def _read_into(source: str | Path, out: Path, workers: int | None = None) -> Corpus:
    """Read, summarise and save; a folder that may not be replaced is refused before the reading."""
    from govreport.corpus import read_corpus
    from govreport.store import check_replaceable
    from govreport.summary import summary

    check_replaceable(out)
    corpus = read_corpus(source, workers=workers)
    _say(summary(corpus))
    if len(corpus):
        corpus.save(out)
        _say(f"\nSaved in {out}; govreport.open_corpus({str(out)!r}) opens it")
    return corpus


def _demo(arguments: argparse.Namespace) -> int:
    from govreport import execute, sample

    out: Path = arguments.out
    sample.write(out / "reports")
    _say(f"Made-up reports are in {out / 'reports'}\n")
    _read_into(out / "reports", out / "corpus")
    notebook = execute.FOLDER / NOTEBOOK
    if not notebook.is_file():
        _say(f"{NOTEBOOK} is part of the repository and not of the installed package; it was not run")
        return READ_ALL
    _say(f"\nRunning {NOTEBOOK} ...")
    _say(f"Open {execute.run(notebook, out, {'DATA': 'reports'})} in a browser")
    return READ_ALL


def _notebooks(arguments: argparse.Namespace) -> int:
    from govreport import execute

    failed = 0
    for notebook, page in execute.run_all(arguments.names, arguments.out, arguments.data):
        if isinstance(page, GovReportError):
            failed += 1
            _complain(str(page))
        else:
            _say(f"{notebook.stem}: {page}")
    _say(f"Figures, each with its numbers as CSV, are in {arguments.out / 'figures'}")
    return READ_SOME if failed else READ_ALL

"""One report: the pipeline from bytes to records, and the `Report` that shows them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pandas as pd

from govreport import __version__, checks, forms, said
from govreport.document import Document
from govreport.errors import SeveralReports, UnreadableSource
from govreport.forms import Key
from govreport.frames import frame
from govreport.parts import split_reports
from govreport.prose.agency import read_agency
from govreport.prose.contacts import masked
from govreport.prose.mentions import read_mentions
from govreport.prose.meta import read_meta
from govreport.prose.texts import pieces
from govreport.readers import read_document
from govreport.records import Record, Records
from govreport.refuse import refuse_what_is_no_report
from govreport.sources import read_file
from govreport.tables import FoundTable, read_tables
from govreport.tables.found import Figure
from govreport.tables.rows import Field

if TYPE_CHECKING:
    from govreport.show import Shown

Source = str | PathLike[str] | bytes | BinaryIO
WORKING = ("year_by", "region_candidates", "reach_words")
"""What is known of a report beside the columns of `reports`."""


def read_records(
    data: bytes, source: str, known: Mapping[str, Any] | None = None, part: int | None = None
) -> list[Records]:
    """Read all reports of one source: bytes → Document → tables and meta → findings → records.

    Parameters
    ----------
    data
        The source's bytes.
    source
        Its name, for `reports.source` and for messages.
    known
        Meta that is known already; it wins over what is read.
    part
        Read only this one of several reports, from 1.

    Raises
    ------
    GovReportError
        Where the source cannot be read or is no report.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    document = read_document(data, source)
    pieces = split_reports(document)
    if part is not None and not 1 <= part <= len(pieces):
        msg = f"{source}: part {part} was asked for, but the source holds {len(pieces)}; give a part from 1 to that."
        raise UnreadableSource(msg)
    return [
        _one(piece, source, sha256, number, known or {})
        for number, piece in enumerate(pieces, start=1)
        if part in (None, number)
    ]


def _one(document: Document, source: str, sha256: str, number: int, known: Mapping[str, Any]) -> Records:
    tables = read_tables(document)
    meta = read_meta(document, source) | dict(known)
    refuse_what_is_no_report(document, tables, meta, source)
    meta = read_agency(meta["agency"], meta["year"], document, _near(source, known)) | meta
    mentions = read_mentions(document, meta["year"])
    findings = checks.by_severity([*checks.find(tables, meta), *said.find(mentions, tables)])
    text = masked(document.text)
    report_id = sha256[:12] + (f"-{number}" if number > 1 else "")
    return Records(
        report=_report_row(document, tables, meta, findings, known)
        | {"report_id": report_id, "source": source, "sha256": sha256},
        figures=[_figure_row(figure, table, report_id, meta["year"]) for table, figure in _figures(tables)],
        places=[_place_row(figure.cell.key, figure.field, report_id) for _, figure in _figures(tables) if figure.field],
        findings=[row | {"report_id": report_id, "source": source} for row in findings],
        checks=[row | {"report_id": report_id} for row in checks.check_rows(checks.in_form_order(tables))],
        mentions=[row | {"report_id": report_id, "year": meta["year"], "text": text[row["start"]:row["end"]]}
                  for row in mentions],
        texts=[row | {"report_id": report_id} for row in pieces(document, text)],
    )  # fmt: skip


def _near(source: str, known: Mapping[str, Any]) -> str:
    """Return the source with what a manifest says of its place, for names that several places bear."""
    places = (str(known[key]) for key in ("province", "prefecture", "county", "url") if known.get(key))
    return " ".join((*places, source))


def _figures(tables: Mapping[str, FoundTable]) -> list[tuple[FoundTable, Figure]]:
    return [(table, figure) for table in checks.in_form_order(tables) for figure in table.figures.values()]


def _report_row(
    document: Document,
    tables: Mapping[str, FoundTable],
    meta: Mapping[str, Any],
    findings: list[Record],
    known: Mapping[str, Any],
) -> Record:
    row: Record = {key: value for key, value in meta.items() if key not in WORKING}
    row |= {
        "format": document.format,
        "encoding": document.encoding,
        "reader": document.reader,
        "is_primary": True,
        "n_findings": len(findings),
        "parser_version": __version__,
    }
    row |= {f"has_{table}": table in tables for table in forms.TABLES}
    row |= {f"{key}_basis": "manifest" for key in ("year", "published") if known.get(key) is not None}
    return row


def _figure_row(figure: Figure, table: FoundTable, report_id: str, year: int | None) -> Record:
    return {
        "item": figure.cell.item, "measure": figure.cell.measure, "value": figure.value, "lo": figure.lo,
        "hi": figure.hi, "unit": figure.unit, "state": figure.state, "contested": figure.contested,
        "label": figure.label, "raw": figure.raw,
        "report_id": report_id, "year": year, "table": table.table, "edition": table.edition,
    }  # fmt: skip


def _place_row(key: Key, piece: Field, report_id: str) -> Record:
    table, item, measure = key
    block, row, col = (piece.block, piece.row, piece.col) if piece.block >= 0 else (None, None, None)
    x0, y0, x1, y1 = piece.box or (None, None, None, None)
    return {
        "table": table, "item": item, "measure": measure, "block": block, "row": row, "col": col,
        "page": piece.page, "x0": x0, "y0": y0, "x1": x1, "y1": y1, "start": piece.start, "end": piece.end,
        "report_id": report_id,
    }  # fmt: skip


def read_report(source: Source, *, part: int | None = None) -> Report:
    """Read one report.

    Parameters
    ----------
    source
        Path, bytes or binary file of one report, in any format that is read.
    part
        Which report of a source that holds several, from 1.

    Returns
    -------
    Report

    Raises
    ------
    GovReportError
        UnreadableSource, UnknownFormat, NotAReport, EmptyForm, OnlyAttachment, MissingDependency, or
        SeveralReports where `part` is not given and there are several.

    Examples
    --------
    >>> text = "白榆县水务局2021年政府信息公开工作年度报告\\n四、行政复议、行政诉讼情况\\n" + (
    ...     "行政复议\\t行政诉讼\\n结果维持\\t结果纠正\\t其他结果\\t尚未审结\\t总计\\t未经复议直接起诉\\t复议后起诉\\n"
    ...     + "\\t".join("102030000000000"))
    >>> report = read_report(text.encode())
    >>> report.meta.agency, int(report.meta.year)
    ('白榆县水务局', 2021)
    """
    data, name = _load(source)
    found = read_records(data, name, part=part)
    if len(found) > 1:
        titles = "; ".join(f"part {at}: {one.report.get('title')}" for at, one in enumerate(found, start=1))
        msg = f"{name}: the source holds {len(found)} reports ({titles}). Read one of them with part=1, part=2 …"
        raise SeveralReports(msg)
    return Report(found[0], Path(source).absolute() if isinstance(source, str | PathLike) else None)


def _load(source: Source) -> tuple[bytes, str]:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), "<bytes>"
    if isinstance(source, str | PathLike):
        path = Path(source)
        return read_file(path), path.name
    data = source.read() if hasattr(source, "read") else None
    if not isinstance(data, bytes):
        msg = "A report is read from a path, from bytes or from a file opened in binary mode: open(path, 'rb')."
        raise TypeError(msg)
    return data, str(getattr(source, "name", "<file>"))


class Report:
    """One annual report, read.

    Attributes
    ----------
    records
        What it adds to each frame, as plain records.
    path
        The file it was read from, where it was one; `show` opens it again.
    """

    def __init__(self, records: Records, path: Path | None = None) -> None:
        self.records = records
        self.path = path

    @cached_property
    def meta(self) -> pd.Series[Any]:
        """The row that this report has in `corpus.reports`."""
        return frame("reports", [self.records.report]).iloc[0].rename(str(self.records.report["report_id"]))

    @cached_property
    def figures(self) -> pd.DataFrame:
        """One row a cell of its statutory tables; a value is missing where the source gives none."""
        return frame("figures", self.records.figures)

    @cached_property
    def places(self) -> pd.DataFrame:
        """One row a cell that was found: where it stands in the source."""
        return frame("places", self.records.places)

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row a quantity stated in prose."""
        return frame("mentions", self.records.mentions)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row a thing that a careful reader would question."""
        return frame("findings", self.records.findings)

    @cached_property
    def texts(self) -> pd.DataFrame:
        """One row a piece of its text, contacts overwritten."""
        return frame("texts", self.records.texts)

    @property
    def text(self) -> str:
        """The reading-order text that offsets index, contacts overwritten."""
        return "".join(str(row["text"]) for row in self.records.texts)

    def checks(self) -> pd.DataFrame:
        """Return one row an identity: whether it holds, missing where a cell is not known."""
        return frame("checks", self.records.checks)

    def table(self, name: str) -> pd.DataFrame:
        """Return one table as the form prints it, with Chinese and English labels."""
        from govreport import views

        return views.table_frame(self.figures, name)

    def where(self, table: str, item: str, measure: str) -> str:
        """Say in words where a number stands in the source.

        Raises
        ------
        KeyError
            Where the report has no such cell.
        """
        from govreport import views

        return views.where(self.records, self.text, (table, item, measure))

    def show(
        self, table: str, item: str | None = None, measure: str | None = None, *, source: Source | None = None
    ) -> Shown:
        """Open the source again and mark where a number is printed in it.

        Parameters
        ----------
        table, item, measure
            The cell; without `measure`, or `item` and `measure`, every cell of that row or table that was found.
        source
            The source as a path, the folder it lies in, bytes or a binary file: needed where it was not read from a
            path, or has been moved since.

        Returns
        -------
        Shown
            In a notebook, the page of a PDF or image with the cell outlined, or of any other format the rows of the
            printed table around it. A cell that is printed nowhere (derived, missing) has words alone.

        Raises
        ------
        GovReportError
            The report has no such cell; the source is not found, or its sha256 is no longer that of the report.
        """
        from govreport.show import show

        return show(self.records, self.text, (table, item, measure), self.path, source)

    def _repr_html_(self) -> str:
        from govreport import views

        return views.report_html(self)

    def __repr__(self) -> str:
        """Return one line: identifier, title, how many cells and findings."""
        row = self.records.report
        return (
            f"<Report {row['report_id']}: {row.get('title')}; {len(self.records.figures)} cells, "
            f"{len(self.records.findings)} findings>"
        )

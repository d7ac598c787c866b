"""From a number back to where it is printed: the page, or the rows of the table, with its cell marked."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pandas as pd

from govreport import excerpt, forms, pages
from govreport.errors import GovReportError, UnreadableSource
from govreport.records import Record, Records
from govreport.sources import read_file
from govreport.views import where
from govreport.workers import FRAMES

if TYPE_CHECKING:
    from govreport.corpus import Corpus
    from govreport.document import Document, Table
    from govreport.report import Report

Given = str | PathLike[str] | bytes | BinaryIO
Key = tuple[str, str, str]

STYLE = """<style>
.govreport-show{font-size:13px;line-height:1.45;max-width:64em}
.govreport-show img{max-width:100%;border:1px solid rgba(128,128,128,.5);display:block;background:#fff}
.govreport-show figure{margin:.6em 0}
.govreport-show figcaption,.govreport-show caption{opacity:.7;text-align:left;padding:.2em 0}
.govreport-show table{border-collapse:collapse;margin:.4em 0;font-size:12px;color:inherit;background:none}
.govreport-show table tr{background:none}
.govreport-show table td,.govreport-show table th{border:1px solid rgba(128,128,128,.45);padding:.1em .5em;
 text-align:left;font-weight:normal;color:inherit;max-width:none}
.govreport-show table th{opacity:.55;border:0}
.govreport-show pre{white-space:pre-wrap;font:inherit}
.govreport-show td[class]{outline-offset:-2px}
.govreport-show .plain{background:rgba(255,220,60,.45);outline:2px solid rgb(25,105,180)}
.govreport-show .stated{background:rgba(255,220,60,.13);outline:1px solid rgba(25,105,180,.4)}
.govreport-show .blank{background:rgba(128,128,128,.3);outline:2px solid rgb(130,130,130)}
.govreport-show .derived{background:rgba(70,130,200,.3);outline:2px solid rgb(25,105,180)}
.govreport-show .doubtful{background:rgba(225,150,0,.45);outline:2px solid rgb(225,140,0)}
.govreport-show .contested{background:rgba(220,50,50,.35);outline:2px solid rgb(200,30,30)}
</style>"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What `Report.show` returns: a picture of each page, or an excerpt of a table or text, with words below.

    Attributes
    ----------
    words
        What is marked and where it stands.
    pictures
        One a page; empty where the source has no pages, or where nothing is printed.
    html
        The excerpt where the source has no pages, escaped; else empty.
    """

    words: str
    pictures: tuple[pages.Picture, ...] = ()
    html: str = ""

    def save(self, path: str | PathLike[str]) -> None:
        """Write it to a file: ``.png`` (the pages, one below the other) or ``.html``.

        Raises
        ------
        GovReportError
            The suffix is another one, or there is no picture to be written as ``.png``.
        """
        path = Path(path)
        if path.suffix.lower() in (".html", ".htm"):
            page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{self._repr_html_()}</body></html>'
            path.write_text(page, encoding="utf-8")
            return
        data = self._repr_png_()
        if path.suffix.lower() != ".png" or data is None:
            found = "there is no picture, only words" if data is None else f"the suffix is {path.suffix or 'missing'}"
            msg = f"{path.name} was not written: {found}. Save to {path.stem}.{'html' if data is None else 'png'}."
            raise GovReportError(msg)
        path.write_bytes(data)

    def _repr_png_(self) -> bytes | None:
        return pages.stacked(self.pictures) if self.pictures else None

    def _repr_html_(self) -> str:
        figures = "".join(_figure(picture) for picture in self.pictures)
        return f'{STYLE}<div class="govreport-show">{figures}{self.html}<div>{escape(self.words)}</div></div>'

    def __repr__(self) -> str:
        """Return the words."""
        return f"<Shown: {self.words}>"


def _figure(picture: pages.Picture) -> str:
    data = base64.b64encode(picture.png).decode("ascii")
    return (
        f'<figure><img src="data:image/png;base64,{data}" alt="page {picture.page}">'
        f"<figcaption>page {picture.page}</figcaption></figure>"
    )


def show(
    records: Records, text: str, cell: tuple[str, str | None, str | None], path: Path | None, given: Given | None
) -> Shown:
    """Open the source of a report again and mark cells in it.

    Parameters
    ----------
    records, text
        The report, and its text that offsets index.
    cell
        Table, item and measure; None stands for all.
    path
        Where the source was read from.
    given
        Where it is now, or what it holds; it wins over `path`.

    Returns
    -------
    Shown
        With pictures for a PDF or an image, with an excerpt for every other format, and with words alone where
        nothing is printed: a cell that is derived from others or missing.

    Raises
    ------
    GovReportError
        The report has no such cell, or its source is not found, cannot be read, or is no longer the same.
    """
    figures = _chosen(records, cell)
    kinds = {_key(row): _kind(row, alone=len(figures) == 1) for row in figures}
    places = [row for row in records.places if _key(row) in kinds]
    words = where(records, text, _key(figures[0])) if len(figures) == 1 else _words(records, cell, kinds, places)
    if not places:
        return Shown(words)
    data = source_bytes(records.report, path, given)
    if records.report["format"] in pages.PAGED and any(place.get("page") for place in places):
        return Shown(words, _pictures(data, records.report, places, kinds))
    return Shown(words, html=_excerpts(_reread(data, records.report), text, places, kinds))


def _key(row: Mapping[str, Any]) -> Key:
    return row["table"], row["item"], row["measure"]


def _kind(figure: Record, *, alone: bool) -> str:
    """Return the kind of a cell's mark: a key of `pages.OUTLINES`, which are also classes in `STYLE`."""
    if figure.get("contested") is True:
        return "contested"
    if figure["state"] == "unreadable":
        return "doubtful"
    return str(figure["state"]) if not alone and figure["state"] in pages.OUTLINES else "plain"


def _chosen(records: Records, cell: tuple[str, str | None, str | None]) -> list[Record]:
    """Return the figures that are asked for, at least one."""
    found = [row for row in records.figures if all(a in (None, b) for a, b in zip(cell, _key(row), strict=True))]
    if found:
        return found
    asked = " / ".join(part or "any" for part in cell)
    tables = ", ".join(dict.fromkeys(row["table"] for row in records.figures)) or "no table"
    known = "" if cell[0] in forms.TABLES else f" (tables are called {', '.join(forms.TABLES)})"
    msg = f"{records.report['source']}: the report has no cell {asked}{known}; it has {tables}. See report.figures."
    raise GovReportError(msg)


def _words(
    records: Records, cell: tuple[str, str | None, str | None], kinds: Mapping[Key, str], places: Sequence[Record]
) -> str:
    """Say how many cells are marked, on which pages, in which colours, and how many stand nowhere."""
    numbers = sorted({row["page"] for row in places if row.get("page") is not None})
    on = f" on page{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}" if numbers else ""
    parts = [f"{' / '.join(part for part in cell if part)}: {len(places)} of {len(kinds)} cells are marked{on}"]
    parts[0] += f"{' of' if on else ' in'} {records.report['source']}"
    if len(numbers) > pages.MAX_PAGES:
        parts.append(f"the first {pages.MAX_PAGES} pages are drawn")
    doubts = (("contested", "in a broken sum (red)"), ("doubtful", "unreadable (orange)"))
    parts += [f"{list(kinds.values()).count(kind)} {said}" for kind, said in doubts if kind in kinds.values()]
    marked = [kinds[_key(row)] for row in places]
    empty = (("blank", "printed blank (grey)"), ("derived", "without a readable number, derived from the sums (blue)"))
    parts += [f"{marked.count(kind)} {said}" for kind, said in empty if kind in marked]
    if len(places) < len(kinds):
        parts.append(f"{len(kinds) - len(places)} stand nowhere: derived from others, or not found")
    return "; ".join(parts) + "."


def source_bytes(report: Record, path: Path | None, given: Given | None) -> bytes:
    """Return the bytes that a report was read from, and make sure that they are the same.

    Raises
    ------
    UnreadableSource
        They are not found, cannot be read, or have another sha256.
    """
    name = str(report["source"])
    data = _given_bytes(given, name) if given is not None else read_file(_known_path(path, name), name)
    found = hashlib.sha256(data).hexdigest()
    if found != report["sha256"]:
        msg = (
            f"{name}: this is not the file that was read: its sha256 is {found}, that of the report is "
            f"{report['sha256']}. Read the report again, or give the old file with source=."
        )
        raise UnreadableSource(msg)
    return data


def _given_bytes(given: Given, name: str) -> bytes:
    if isinstance(given, str | PathLike):
        path = Path(given)
        return read_file(path / name if path.is_dir() else path)
    data = given if isinstance(given, bytes) else given.read()
    if isinstance(data, bytes):
        return data
    msg = f"{name}: source= takes a path, a folder, bytes or a file opened in binary mode, not text."
    raise UnreadableSource(msg)


def _known_path(path: Path | None, name: str) -> Path:
    path = path or Path(name)
    if path.is_file():
        return path
    msg = (
        f"{name}: the source is needed to show a place in it, and it is not at {path.as_posix()[:300]}. Say where it "
        "is: source= takes its path, the folder that was read, or its bytes."
    )
    raise UnreadableSource(msg)


def _pictures(
    data: bytes, report: Record, places: Iterable[Record], kinds: Mapping[Key, str]
) -> tuple[pages.Picture, ...]:
    marks: dict[int, list[pages.Outlined]] = {}
    for place in places:
        if place.get("page") is not None:
            here = marks.setdefault(int(place["page"]), [])
            box = tuple(place.get(side) for side in ("x0", "y0", "x1", "y1"))
            if None not in box:
                here.append(pages.Outlined(box, kinds[_key(place)]))  # type: ignore[arg-type]
    return tuple(pages.draw(data, report["format"], str(report["source"]), marks))


def _reread(data: bytes, report: Record) -> Document:
    """Return the document of a report's own part of its source."""
    from govreport.parts import split_reports
    from govreport.readers import read_document

    parts = split_reports(read_document(data, str(report["source"])))
    _, _, number = str(report["report_id"]).partition("-")
    return parts[min(int(number or 1), len(parts)) - 1]


def _excerpts(document: Document, text: str, places: Iterable[Record], kinds: Mapping[Key, str]) -> str:
    """Return each printed table with its marked cells, and the lines of places outside tables."""
    tables = list(document.tables())
    marks: dict[int, dict[tuple[int, int], str]] = {}
    spans: list[tuple[int, int, str]] = []
    for place in places:
        block, start, end = place.get("block"), place.get("start"), place.get("end")
        if block is None and start is not None and end is not None:
            spans.append((start, end, kinds[_key(place)]))
        elif block is not None:
            _check_same(tables, place)
            marks.setdefault(block, {})[place["row"], place["col"]] = kinds[_key(place)]
    found = [excerpt.grid(tables[at], cells, f"table {at + 1}") for at, cells in sorted(marks.items())]
    return "".join(found) + (excerpt.lines(text, spans) if spans else "")


def _check_same(tables: Sequence[Table], place: Record) -> None:
    """Make sure that the place is a cell of the document as it is read today."""
    at = place["block"], place["row"], place["col"], place["start"]
    if at[0] < len(tables) and any((at[0], cell.row, cell.col, cell.start) == at for cell in tables[at[0]].cells):
        return
    msg = "the report was read by another version of govreport, whose places this one cannot find: read it again."
    raise GovReportError(msg)


def from_row(report_id: Any, cell: tuple[str | None, str | None, str | None]) -> tuple[str, tuple[Any, Any, Any]]:
    """Return the report and the cell that names say, or that a row of `figures`, `places` or `findings` points at.

    Raises
    ------
    GovReportError
        The row names no report or no table.

    Examples
    --------
    >>> from_row({"report_id": "ab12", "table": "review", "item": None}, (None, None, None))
    ('ab12', ('review', None, None))
    """
    names = ("report_id", "table", "item", "measure")
    row = {"report_id": report_id} | dict(zip(names[1:], cell, strict=True))
    if not isinstance(report_id, str):
        row = {name: None if pd.isna(report_id.get(name)) else str(report_id[name]) for name in names}
    if row["report_id"] is None or row["table"] is None:
        found = "no report_id" if row["report_id"] is None else "no table, so no place"
        msg = f"{found} is named; expected a row of figures, places or findings, or report_id, table, item and measure."
        raise GovReportError(msg)
    return row["report_id"], (row["table"], row["item"], row["measure"])


def report_of(corpus: Corpus, report_id: str) -> Report:
    """Return one report of a corpus, with the file it was read from where that is known.

    Raises
    ------
    GovReportError
        There is no such report.
    """
    from govreport.report import Report

    reports = _records(corpus.reports, report_id)
    if not reports:
        msg = f"the corpus has no report {report_id!r}; corpus.reports lists its {len(corpus.reports)}."
        raise GovReportError(msg)
    frames = {name: _records(getattr(corpus, name), report_id) for name in FRAMES if name != "checks"}
    frames["checks"] = _records(corpus.identities, report_id)
    frames.pop("reports")
    return Report(Records(reports[0], **frames), corpus.origins.get(str(reports[0]["source"])))


def _records(frame: pd.DataFrame, report_id: str) -> list[Record]:
    rows = frame[frame["report_id"] == report_id].to_dict("records")
    return [{str(key): None if pd.isna(value) else value for key, value in row.items()} for row in rows]

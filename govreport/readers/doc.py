"""Legacy Word and WPS documents (.doc, .wps): the final text of the body, with the grid of its tables."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from govreport.document import Builder, Document
from govreport.readers.containers import ole_stream, open_ole
from govreport.readers.doc_fib import Fault, read_fib
from govreport.readers.doc_print import Print
from govreport.readers.doc_properties import properties_of
from govreport.readers.doc_text import read_text
from govreport.readers.doc_walk import flow_of
from govreport.readers.emit import emit
from govreport.readers.html_content import add_link

if TYPE_CHECKING:
    import olefile

_SUMMARY = "\x05SummaryInformation"


def read_doc(data: bytes, name: str = "<bytes>", format: str = "doc", ole: olefile.OleFileIO | None = None) -> Document:
    """Read a .doc or .wps of Word 97 or later; LibreOffice reads what this reader cannot, where it is installed.

    Parameters
    ----------
    data
        The bytes of the OLE container.
    name
        The source, for messages.
    format
        ``doc`` or ``wps``, which have the same bytes.
    ole
        The container, where it is open already.

    Returns
    -------
    Document
        Body text with tracked changes accepted, text boxes after the paragraph they hang on, notes after the block
        that refers to them; headers, footers, comments, hidden and struck-out text left out. `title` and the metadata
        ``created`` and ``modified`` come from the properties of the file.

    Raises
    ------
    UnreadableSource
        Where the file is cut off, encrypted or contradicts itself, and LibreOffice cannot read it either.
    MissingDependency
        Where LibreOffice could, but is not installed.
    """
    try:
        return _read(ole or open_ole(data, name), name, format)
    except (Fault, struct.error, IndexError) as error:
        from govreport.readers.office import read_office

        return read_office(data, name, format, because=str(error))


def _read(ole: olefile.OleFileIO, name: str, format: str) -> Document:
    fib = read_fib(ole, name)
    text = read_text(fib)
    printed = Print(fib, text)
    builder = Builder()
    emit(flow_of(fib, text, printed), builder)
    document = builder.build(format=format)
    document.metadata = properties_of(ole_stream(ole, _SUMMARY, name))
    document.title = document.metadata.pop("title", None)
    for label, address in printed.links:
        add_link(document.links, label, address)
    document.images = [("", f"picture {number} inside the document") for number in range(1, printed.images + 1)]
    return document

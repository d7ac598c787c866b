"""What the tests of the readers share: a page or a Word body in, a `Document` out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from govreport.document import Document
from govreport.readers import read_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def relations(*entries: tuple[str, str, str]) -> str:
    """Return a .rels part of (id, kind, target)."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{RELS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for key, kind, target in entries
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )


def docx_of(body: str, more: dict[str, bytes | str] | None = None) -> bytes:
    """Return a .docx with this body."""
    namespaces = (
        f'xmlns:w="{W}" xmlns:r="{RELS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {namespaces}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    return zipped(parts | (more or {}))


@pytest.fixture
def page() -> Callable[[str], Document]:
    """Read a page given as text."""
    return lambda text: read_document(text.encode(), "page.html")


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """Make a .docx of a body and further parts."""
    return docx_of


@pytest.fixture
def make_zip() -> Callable[[dict[str, bytes | str]], bytes]:
    """Make a zip of parts."""
    return zipped


@pytest.fixture
def make_relations() -> Callable[..., str]:
    """Make a .rels part of (id, kind, target)."""
    return relations


@pytest.fixture
def word() -> Callable[..., Document]:
    """Read a .docx given by its body and further parts."""
    return lambda body, more=None: read_document(docx_of(body, more), "report.docx")

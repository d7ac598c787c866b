"""Documents in one XML file, and pages and documents that a Word document only imports."""

from __future__ import annotations

from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from govreport.errors import GovReportError, UnreadableSource
from govreport.readers import office_program, read_document
from tests.readers.conftest import RELS, W, docx_of, relations
from tests.readers.test_docx import p, r, rows, tbl, tc, tr
from tests.readers.test_odt import SPACES, STYLES, cells

TABLE = tbl(tr("规章", "1", "2"), tr("文件", "3", "4"))
READ = [[["规章", "1", "2"], ["文件", "3", "4"]]]
PAGE = "<p>前</p><table><tr><td>规章</td><td>1</td><td>2</td></tr><tr><td>文件</td><td>3</td><td>4</td></tr></table>"


def flat(body: str) -> str:
    """Return a package of Word in one file."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    parts = {"/_rels/.rels": relations(("a", "officeDocument", "word/document.xml")), "/word/document.xml": document}
    inside = "".join(
        f'<pkg:part pkg:name="{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'
        for name, content in parts.items()
    )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
    return f'{head}<pkg:package xmlns:pkg="{space}">{inside}</pkg:package>'


def test_a_package_of_word_in_one_file() -> None:
    document = read_document(flat(p("甲") + TABLE).encode(), "a.xml")
    assert (document.format, rows(document)) == ("docx", READ)


def test_an_open_document_in_one_file() -> None:
    meta = "<office:meta><dc:title>年度报告</dc:title></office:meta>"
    table = f"<table:table>{cells('规章', '1', '2')}{cells('文件', '3', '4')}</table:table>"
    body = (
        f"<office:body><office:text>{table}<text:p>末<text:date>2020</text:date></text:p></office:text></office:body>"
    )
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES}>{meta}<office:automatic-styles>{STYLES}'
        f"</office:automatic-styles>{body}</office:document>"
    )
    document = read_document(text.encode(), "a.fodt")
    assert (document.format, document.title, rows(document)) == ("odt", "年度报告", READ)
    assert not document.metadata


def test_word_2003_in_one_file() -> None:
    if office_program.program() is None:
        pytest.skip("LibreOffice, which reads it, is not installed")
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    columns = '<w:gridCol w:w="900"/>' * 3
    table = TABLE.replace("<w:tblGrid/>", f"<w:tblGrid>{columns}</w:tblGrid>")
    root = f'<w:wordDocument xmlns:w="{space}"><w:body>{table}<w:sectPr/></w:body></w:wordDocument>'
    text = f'<?xml version="1.0" encoding="UTF-8"?>{root}'
    document = read_document(text.encode(), "a.doc")
    assert (document.format, rows(document)) == ("doc", READ)


@pytest.mark.parametrize(
    "text",
    [flat(TABLE).replace("</pkg:package>", ""), flat(TABLE).replace("?><pkg", "?><!DOCTYPE x [<!ENTITY a 'b'>]><pkg")],
)
def test_what_is_no_sound_xml_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSource):
        read_document(text.encode())


def test_other_xml_is_still_refused() -> None:
    with pytest.raises(GovReportError, match="XML, but no page"):
        read_document(b'<?xml version="1.0"?><rss><item>1</item></rss>')


def _importing(part: str, content: bytes | str) -> bytes:
    body = p("首") + f'<w:altChunk xmlns:r="{RELS}" r:id="c"/>' + p("尾")
    return docx_of(body, {"word/_rels/document.xml.rels": relations(("c", "aFChunk", part)), f"word/{part}": content})


def _archive() -> bytes:
    archive = MIMEMultipart("related")
    archive.attach(MIMEText(PAGE, "html", "utf-8"))
    return archive.as_bytes()


@pytest.mark.parametrize(
    ("part", "content"),
    [("a.html", PAGE.encode()), ("a.mht", _archive()), ("a.docx", docx_of(p("前") + TABLE))],
)
def test_what_word_imports_on_opening_is_read_in_its_place(part: str, content: bytes) -> None:
    document = read_document(_importing(part, content))
    assert rows(document) == READ
    assert document.text == "首\n前\n规章\t1\t2\n文件\t3\t4\n尾"


def test_an_import_in_an_import_is_left_alone(make_docx: Callable[..., bytes]) -> None:
    inner = _importing("a.docx", make_docx(p("内")))
    assert read_document(_importing("a.docx", inner)).text == "首\n首\n尾\n尾"


def test_spans_and_doubt_come_along() -> None:
    two = tc(p("13") + p("61"))
    inner = docx_of(tbl(tr(tc("规章", '<w:gridSpan w:val="2"/>'), two), tr("甲", tc(p(r("1"))), "2")))
    first = next(read_document(_importing("a.docx", inner)).tables()).cells[:2]
    assert [(cell.text, cell.colspan, cell.sure) for cell in first] == [("规章", 2, True), ("13\n61", 1, False)]

"""What is no report is refused with what was found; what is one, however poor, is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from govreport.errors import EmptyForm, GovReportError, NotAReport, OnlyAttachment
from govreport.report import read_report
from tests import hostile

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reports"
TITLE = "白榆县水务局2022年政府信息公开工作年度报告"
LONG = "本年度持续完善公开制度，及时更新公开栏目，各项工作平稳有序推进。"


def test_the_empty_form_is_named_with_its_tables() -> None:
    with pytest.raises(EmptyForm, match=r"^<bytes>: .*proactive_disclosure, requests, review\. Leave it out\.$"):
        read_report(hostile.empty_form().encode())


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_form_with_agency_and_year_is_a_report_of_blanks(edition: str) -> None:
    report = read_report(hostile.empty_form(edition, TITLE).encode())
    assert (report.meta.agency, report.meta.year) == ("白榆县水务局", 2022)
    assert set(report.figures["state"]) <= {"blank", "missing", "unreadable"}
    assert report.figures["value"].isna().all()
    assert report.checks()["holds"].isna().all()


@pytest.mark.parametrize("opening", ["白榆县水务局政府信息公开工作年度报告", "2022年政府信息公开工作年度报告"])
def test_a_form_with_agency_or_year_is_no_empty_form(opening: str) -> None:
    assert read_report(hostile.empty_form(opening=opening).encode()).figures["value"].isna().all()


def test_a_form_with_one_number_is_a_report() -> None:
    text = hostile.empty_form().replace("行政许可\t", "行政许可\t4")
    figures = read_report(text.encode()).figures
    assert figures["value"].dropna().tolist() == [4.0]


@pytest.mark.skipif(not (SHARED / "form_2021.docx").exists(), reason="the official form is not here")
def test_the_official_form_is_empty() -> None:
    with pytest.raises(EmptyForm, match=r"^form_2021\.docx: "):
        read_report(SHARED / "form_2021.docx")


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (hostile.attachment_page(), "/files/P2023.pdf"),
        (hostile.image_page(), "scan1.jpg"),
        (hostile.attachment_page().replace("/files/P2023.pdf", "file:///etc/passwd.docx"), "file:///etc/passwd.docx"),
    ],
)
def test_a_page_that_only_links_names_the_address(page: str, address: str) -> None:
    with pytest.raises(OnlyAttachment, match="not followed") as raised:
        read_report(page.encode())
    assert address in str(raised.value)
    assert len(str(raised.value)) < 600


DECORATION = (
    "src='/images/logo.png' alt=''",
    "src='//dcs.example/img/dzjg.png' alt='党政机关'",
    "src='/u/1.png' alt='国徽'",
    "src='/u/2.png' alt='扫一扫二维码'",
    "src='http://logo.example/a/ewm_12.jpg?v=3'",
    "src='/a/icon_pdf.gif'",
    "src='/a/arrow-left.svg'",
    "src='/u/3.jpg' width=16 height=16",
)


def test_several_images_are_counted_and_the_first_is_named() -> None:
    scans = [f"src='http://logo.example/2023/W0203{n}.jpg' alt='第{n}页'" for n in (1, 2, 3)]
    page = hostile.image_page(DECORATION[0], *scans, scans[0], DECORATION[3], words="发布时间：2024-01-20 来源：办公室")
    with pytest.raises(OnlyAttachment) as raised:
        read_report(page.encode())
    assert str(raised.value) == (
        "<bytes>: the page holds no report itself, only 3 images, the first (“第1页”): http://logo.example/2023/W02031.jpg."
        " They were not followed: save them as one PDF or TIFF and read that instead."
    )


def test_an_image_inside_the_page_is_named_by_its_kind() -> None:
    page = hostile.image_page(f"src='data:image/jpeg;base64,{'A' * 9000}'")
    with pytest.raises(OnlyAttachment, match=r"only an image: data:image/jpeg\. It was not followed"):
        read_report(page.encode())


def test_a_file_beside_images_is_what_is_named() -> None:
    page = hostile.image_page("src='p1.jpg'").replace("</body>", "<a href='/f/r.pdf'>下载</a></body>")
    with pytest.raises(OnlyAttachment, match="only a linked file .*: /f/r.pdf"):
        read_report(page.encode())


@pytest.mark.parametrize("picture", DECORATION)
def test_decoration_is_not_the_report(picture: str) -> None:
    with pytest.raises(NotAReport) as raised:
        read_report(hostile.image_page(picture).encode())
    assert "image" not in str(raised.value)


def test_images_beside_many_words_are_said_not_to_be_read() -> None:
    page = hostile.image_page("src='p1.jpg'", "src='p2.jpg'", words=LONG * 30)
    with pytest.raises(NotAReport, match="2 images, which are not read"):
        read_report(page.encode())


def test_a_report_with_images_is_read() -> None:
    page = hostile.image_page("src='p1.jpg'").replace(
        "</body>", f"<h2>一、总体情况</h2><p>{LONG}</p><h2>三、收到和处理申请情况</h2><p>{LONG}</p></body>"
    )
    assert read_report(page.encode()).findings["code"].tolist() == ["missing_table"] * 3


def test_a_long_address_is_cut() -> None:
    page = hostile.attachment_page().replace("P2023", "P" * 5_000)
    with pytest.raises(OnlyAttachment) as raised:
        read_report(page.encode())
    assert len(str(raised.value)) < 800


def test_an_attachment_beside_the_report_is_no_matter() -> None:
    page = hostile.attachment_page().replace(
        "<p>详见附件。</p>", f"<h2>一、总体情况</h2><p>{LONG}</p><h2>三、收到和处理申请情况</h2><p>{LONG}</p>"
    )
    report = read_report(page.encode())
    assert report.findings["code"].tolist() == ["missing_table"] * 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("白榆县水务局简介\n一、总体情况\n" + LONG + "\n五、存在问题\n" + LONG, "the title names no such report"),
        (TITLE + "\n一、总体情况\n" + LONG, "one section"),
        (TITLE, "a title alone"),
        (TITLE + "\n一、总体情况\n二、主动公开情况\n三、依申请公开情况\n", "headings without text"),
        ("白榆县水务局2022年工作总结\n一、总体情况\n" + LONG + "\n五、存在问题\n" + LONG, "another kind of report"),
        ("1\t2\t3\n4\t5\t6\n" * 30, "numbers alone"),
    ],
)
def test_no_report(text: str, why: str) -> None:
    with pytest.raises(NotAReport, match="^<bytes>: no annual report on open government information") as raised:
        read_report(text.encode())
    assert "Expected is a report with tables or at least two sections" in str(raised.value), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{TITLE}\n一、总体情况\n{LONG}\n二、主动公开情况\n{LONG}", "title and two sections"),
        (f"{TITLE}\n一、概述\n{LONG}\n四、复议诉讼情况\n{LONG}", "any two sections, by what they say"),
        (
            f"白榆县水务局\n2022年政府信息公开\n年度报告\n一、总体情况\n{LONG}\n五、存在的问题\n{LONG}",
            "a title over three lines",
        ),
        (
            f"<title>{TITLE}</title><p>一、总体情况</p><p>{LONG}</p><p>五、存在的问题</p><p>{LONG}</p>",
            "the title declared",
        ),
    ],
)
def test_prose_alone_is_a_report(text: str, why: str) -> None:
    assert read_report(text.encode()).findings["code"].tolist() == ["missing_table"] * 3, why


def test_one_table_makes_a_report_without_title() -> None:
    review = "行政复议\t行政诉讼\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n"
    report = read_report((review + "\t".join("102030000000000")).encode())
    assert report.meta.isna()[["title", "agency", "year"]].all()
    assert report.figures["value"].sum() == 6


def test_a_message_is_bounded_and_named_whatever_the_source_says() -> None:
    with pytest.raises(GovReportError, match="^<bytes>") as raised:
        read_report(f"<title>{'某' * 10_000}</title><p>{'x' * 10_000}".encode())
    assert len(str(raised.value)) < 600

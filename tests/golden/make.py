"""Write every golden pair: ``python -m tests.golden.make`` from the root of the checkout.

A pair is ``NAME.ext`` and ``NAME.csv`` (every cell that must come out) or ``NAME.error`` (the class of the error). The
numbers come from `forms.numbers`, the pages from the modules beside; nothing here reads with the library.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.golden import pages, texts, word
from tests.golden.report import Report

HERE = Path(__file__).parent
REQUESTS, FORM = "requests", "proactive_disclosure"

_PAGES: dict[str, Callable[[Report], str]] = {
    "html_plain": pages.plain,
    "html_spans_disagree": pages.spans_disagree,
    "html_split_digits": pages.split_digits,
    "html_word_export": pages.word_html,
    "html_nested_layout": pages.nested_layout,
    "html_nested_data": pages.nested_data,
    "html_portal_other_years": pages.portal,
    "html_three_pages": pages.three_pages,
    "html_loose_tags": pages.loose_tags,
    "html_hidden": pages.hidden,
}
_WORD: dict[str, Callable[[Report], bytes]] = {
    "docx_content_controls": word.content_controls,
    "docx_tracked_changes": word.tracked,
    "docx_nested_tables": word.nested,
    "docx_text_boxes": word.text_box,
    "docx_split_table": word.split_table,
    "docx_footnotes": word.footnotes,
}
_AGENCIES = ("白榆县水务局", "云川市科技局", "青禾县农业农村局", "石桥区教育局", "松溪镇人民政府", "临湖市财政局")


def _report(number: int) -> Report:
    edition = "2019" if number % 3 == 2 else "2021"
    year = 2020 if edition == "2019" else 2021 + number % 4
    return Report(_AGENCIES[number % len(_AGENCIES)], year, edition, 1000 + number)


def _with_blanks(number: int) -> Report:
    """Return a report with empty cells: one that its row gives away, four that no sum does, one outside the sums."""
    report = _report(number)
    alone = (REQUESTS, "granted", "business")
    report.blank[alone] = report.values[alone], "derived"
    for item in ("denied_state_secret", "declined_petition"):
        for measure in ("research", "legal_services"):
            report.blank[REQUESTS, item, measure] = "", "blank"
    report.blank[FORM, "administrative_penalties", "decisions"] = "", "blank"
    return report


def _merged(number: int, like: dict[str, str]) -> Report:
    """Return a report where one number is printed for two rows."""
    return Report(_AGENCIES[number % 6], 2022, "2021", 1000 + number, like=like)


def _encoded(report: Report) -> Iterator[tuple[str, bytes]]:
    text = texts.lines(report)
    meta = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
    page = pages.page(pages.body(report), report.title, meta)
    old = texts.traditional(page)
    yield "text_utf8_bom.txt", codecs.BOM_UTF8 + text.encode()
    yield "text_utf16_le_bom.txt", codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    yield "text_utf16_be.txt", text.encode("utf-16-be")
    yield "text_gb18030.txt", (text + "备注：㐂𠮷。\n").encode("gb18030")
    yield "text_big5.txt", texts.traditional(text).encode("big5hkscs")
    yield "html_gbk.html", page.replace("{}", "gb2312").encode("gbk")
    yield "html_big5.html", old.replace("{}", "big5").encode("big5hkscs")
    yield "html_wrong_charset.html", page.replace("{}", "iso-8859-1").encode("gb18030")
    yield "html_traditional.html", old.replace("{}", "utf-8").encode()
    yield "html_full_width.html", _wide_page(report).encode()


def _wide_page(report: Report) -> str:
    return pages.page(
        pages.body(report, lambda cell: pages.td(cell, texts.wide(cell.text) if cell.key else cell.text)), report.title
    )


def cases() -> Iterator[tuple[str, bytes, Report]]:
    """Yield the name and the bytes of every file that is a report, and the report that it is."""
    for number, (name, printer) in enumerate(_PAGES.items()):
        report = _report(number)
        yield f"{name}.html", printer(report).encode(), report
    report = _with_blanks(20)
    yield "html_nbsp_blanks.html", pages.nbsp_blanks(report).encode(), report
    for number, (name, writer) in enumerate(_WORD.items(), start=30):
        report = _report(number)
        yield f"{name}.docx", writer(report), report
    report = _report(45)
    yield "html_web_archive.doc", pages.web_archive(report), report
    # the labels of these rows span other columns: only the grid shows that the numbers stand under each other
    report = _merged(51, {"denied_state_secret": "partly_granted", "declined_repeated": "declined_petition"})
    yield "html_merged_numbers.html", pages.plain(report).encode(), report
    yield "docx_merges.docx", word.merges(report), report
    report = _merged(52, {"denied_prohibited_by_law": "denied_state_secret", "declined_repeated": "declined_petition"})
    yield "docx_grid_before.docx", word.grid_before(report), report
    report = _report(40)
    for name, data in _encoded(report):
        yield name, data, report


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every golden file."""
    for name, data, report in cases():
        yield name, data
        yield f"{name.partition('.')[0]}.csv", report.expected().encode()
    report = _report(50)
    yield "html_list_page.html", pages.listing(report).encode()
    yield "html_list_page.error", b"NotAReport\n"
    yield "html_attachment_only.html", pages.attachment(report).encode()
    yield "html_attachment_only.error", b"OnlyAttachment\n"


if __name__ == "__main__":
    for name, data in files():
        (HERE / name).write_bytes(data)

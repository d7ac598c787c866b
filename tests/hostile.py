"""Sources that are no report, or none that can be read: made here, small enough to be made in a test."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from govreport import forms
from govreport.sample import draw, render
from tests.golden import texts
from tests.golden.report import Report

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REPORT = Report("白榆县水务局", 2022, "2021", 61)
TEXT = texts.lines(REPORT)
NAMED = "<title>白榆县水务局2022年政府信息公开工作年度报告</title><h1>白榆县水务局2022年政府信息公开工作年度报告</h1>"


def docx() -> bytes:
    """Return a sound Word report."""
    return render(draw(7, years=[2022])[0], "docx", seed=7).data


def package(document: str, **more: bytes) -> bytes:
    """Return a Word file with this body part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(name, content)
    return stream.getvalue()


def zip_bomb() -> bytes:
    """Return a Word file of a few kilobytes that unpacks to many megabytes."""
    return package(f"<w:document xmlns:w='{WORD}'><w:body><w:p>{' ' * 20_000_000}</w:p></w:body></w:document>")


def entity_bomb(levels: int = 12) -> str:
    """Return XML whose entities multiply by ten at every level."""
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(levels))
    body = f"<w:body><w:p><w:r><w:t>&e{levels};</w:t></w:r></w:p></w:body>"
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><w:document xmlns:w="{WORD}">{body}</w:document>'


def encrypted() -> bytes:
    """Return what Word writes for a document with a password."""
    return OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def sparse(path: Path, size: int) -> None:
    """Write a file that takes no room on the disk and says that it is large."""
    with path.open("wb") as stream:
        stream.write(TEXT.encode())
        os.truncate(stream.fileno(), size)


def empty_form(edition: str = "2021", opening: str = "") -> str:
    """Return the official form as text: all labels, no number."""
    parts = [opening or "×××政府信息公开工作年度报告", "一、总体情况", "二、主动公开政府信息情况"]
    for table in ("proactive_disclosure", "requests", "review"):
        parts += _rows(table, edition)
    return "\n".join(parts) + "\n"


def _rows(table: str, edition: str) -> list[str]:
    cells = forms.cells(table, edition)
    if table == "review":
        heads = [cell.measure_zh for cell in cells]
        return [
            "行政复议\t行政诉讼",
            "\t".join(heads[:5]) + "\t未经复议直接起诉\t复议后起诉",
            "\t".join(heads[5:]),
            "\t" * 14,
        ]
    lines = []
    for item in forms.items(table, edition):
        own = [cell for cell in cells if cell.item == item]
        lines.append("\t".join([own[0].item_zh, *([""] * len(own))]))
    heads = "信息内容\t" + "\t".join(cell.measure_zh for cell in cells[:3])
    return [
        heads if table == "proactive_disclosure" else "申请人情况\t" + "\t".join(c.measure_zh for c in cells[:7]),
        *lines,
    ]


def empty_annex() -> str:
    """Return the annex of 2014 without a number."""
    return "指标\t单位\t统计数\n" + "".join(f"{cell.item_zh}\t件\t\n" for cell in forms.cells("statistics", "2014"))


def attachment_page() -> str:
    """Return a page whose report is a linked file."""
    link = "<a href='/files/P2023.pdf'>附件：年度报告.pdf</a>"
    return f"<html><head>{NAMED}</head><body><p>详见附件。</p>{link}</body></html>"


def image_page(*pictures: str, words: str = "") -> str:
    """Return a page whose report is these pictures, each given by its attributes."""
    images = "".join(f"<p><img {picture}></p>" for picture in pictures or ("src='scan1.jpg' alt=''",))
    return f"<html><body>{NAMED}<p>{words}</p>{images}</body></html>"


def list_page() -> str:
    """Return a page that only links to reports of several years."""
    links = "".join(
        f"<li><a href='/{year}.html'>白榆县水务局{year}年政府信息公开工作年度报告</a><span>{year + 1}-01-20</span></li>"
        for year in range(2014, 2025)
    )
    return f"<html><head><title>政府信息公开年报</title></head><body><ul>{links}</ul></body></html>"


def other_page() -> str:
    """Return a page about something else, with a table."""
    rows = "".join(f"<tr><td>第{n}水厂</td><td>{n * 7}</td><td>{n * 9}</td></tr>" for n in range(1, 20))
    return f"<html><title>供水情况</title><body><h1>白榆县供水情况</h1><table>{rows}</table></body></html>"


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty.txt": ("UnreadableSource", lambda: b"", "empty"),
    "blank.html": ("UnreadableSource", lambda: b" \r\n\t ", "empty"),
    "truncated.docx": ("UnreadableSource", lambda: docx()[:-700], "cut off or broken"),
    "half.docx": ("UnreadableSource", lambda: docx()[:3000], "cut off or broken"),
    "encrypted.docx": ("UnreadableSource", encrypted, "password"),
    "zip_bomb.docx": ("UnreadableSource", zip_bomb, "zip bomb"),
    "entity_bomb.docx": ("UnreadableSource", lambda: package(entity_bomb()), "word/document.xml"),
    "entity_bomb.xml": ("UnknownFormat", lambda: b"<?xml version='1.0'?>" + entity_bomb().encode(), "XML"),
    "entity_bomb.html": ("UnreadableSource", lambda: (entity_bomb() + "<p>&e12;</p>").encode(), "entities"),
    "nested.html": ("UnreadableSource", lambda: b"<html>" + b"<div>" * 100_000 + TEXT.encode(), "deeply"),
    "noise.bin": ("UnknownFormat", lambda: bytes((n * n * 7 + n // 3) % 256 for n in range(50_000)), "binary data"),
    "noise.docx": ("UnreadableSource", lambda: b"PK\x03\x04" + bytes(range(256)) * 20, "broken"),
    "other.html": ("NotAReport", lambda: other_page().encode(), "no annual report"),
    "list.html": ("NotAReport", lambda: list_page().encode(), "no annual report"),
    "other.txt": ("NotAReport", lambda: "白榆县水务局简介\n负责全县水务工作。\n".encode("gb18030"), "no annual report"),
    "attachment.html": ("OnlyAttachment", lambda: attachment_page().encode(), "/files/P2023.pdf"),
    "image.html": ("OnlyAttachment", lambda: image_page().encode(), "scan1.jpg"),
    "form.txt": ("EmptyForm", lambda: empty_form().encode(), "not filled in"),
    "form_2019.txt": ("EmptyForm", lambda: empty_form("2019").encode(), "not filled in"),
    "annex.txt": ("EmptyForm", lambda: empty_annex().encode(), "not filled in"),
}
"""By file name: the error, the bytes, and what the message must say."""

"""The explorer in JupyterLab, in a real browser: filters, a number and its source, uploads, keyboard, Chinese."""

from __future__ import annotations

import csv
import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from govreport.sample import draw, render
from tests.explorer.conftest import ARTEFACTS
from tests.explorer.lab import lab, put_notebook

if TYPE_CHECKING:
    from playwright.sync_api import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next((path for path in map(shutil.which, BROWSERS) if path), None)
MISSING = [
    name for name in ("playwright", "jupyterlab", "ipywidgets", "ipykernel") if not importlib.util.find_spec(name)
]
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-dev-shm-usage --no-proxy-server""".split()
LONG = 120_000
"""Milliseconds that a step may take on a slow machine."""
EVIL = '<img src=x onerror="alert(1)">局'
EXPLORER = ".jp-OutputArea .gr-explorer"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason=f"no browser is installed: one of {', '.join(BROWSERS)}"),
    pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)} is not installed"),
]


def write_reports(folder: Path) -> None:
    """Write made-up reports and a manifest that says in which province each is; one agency is called after HTML."""
    rows = []
    for number, layout in enumerate(("portal", "docx", "tabs", "markdown", "word_html", "portal")):
        printed = render(draw(number + 20, years=[2020 + number % 3])[0], layout, seed=number)
        (folder / f"{number}_{printed.name}").write_bytes(printed.data)
        agency = EVIL if number == 5 else ""
        rows.append([f"{number}_{printed.name}", ("青梧省", "海棣省")[number % 2], agency])
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["source", "province", "agency"], *rows])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Yield a page in which the notebook has run; no script of a report may ever open a dialog in it."""
    from playwright.sync_api import Error, sync_playwright

    folder = tmp_path_factory.mktemp("work")
    write_reports(folder)
    put_notebook(folder, "manifest.csv")
    dialogs: list[str] = []
    with lab(folder, tmp_path_factory.mktemp("home")) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page(viewport={"width": 1500, "height": 1750})
        page.set_default_timeout(LONG)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        try:
            run(page)
        except Error:
            ARTEFACTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=ARTEFACTS / "0_not_run.png")
            raise
        yield page
        browser.close()
    assert dialogs == []


def run(page: Page) -> None:
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.get_by_text(re.compile(r"Python 3 .*\| Idle")).wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    drawn = page.locator(f"{EXPLORER} img.chart").nth(1)
    error = page.locator('.jp-OutputArea [data-mime-type="application/vnd.jupyter.stderr"]').first
    drawn.or_(error).wait_for()
    if not drawn.count():
        pytest.fail(f"the notebook stopped: {error.inner_text()[-2000:]}")
    page.locator(f"{EXPLORER} .gr-sheet button").first.wait_for()


def keep(page: Page, name: str) -> None:
    """Keep a picture of the explorer, for a person to look at."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_function("!document.querySelector('.gr-waiting')")
    page.locator(EXPLORER).first.evaluate("one => one.scrollIntoView()")
    page.screenshot(path=ARTEFACTS / f"{name}.png")


def cell(page: Page, name: str) -> Any:
    """Return the button of a cell by the beginning of its tooltip."""
    return page.locator(f'{EXPLORER} .gr-sheet button[title^="{name} · "]')


def printed(page: Page, name: str) -> str:
    """Return what the tooltip of a cell says is printed there."""
    return re.sub(r".* · printed: ", "", cell(page, name).get_attribute("title") or "")


def test_filter_click_and_source(page: Page) -> None:
    count = page.locator(EXPLORER).get_by_text(re.compile(r"^\d+ of 6 reports$"))
    assert count.inner_text() == "6 of 6 reports"
    before = page.locator(f"{EXPLORER} img.chart").first.get_attribute("src")
    page.get_by_label("Province", exact=True).select_option("海棣省")
    page.get_by_text("3 of 6 reports", exact=True).wait_for()
    page.wait_for_function(
        "before => document.querySelector('.gr-explorer img.chart').getAttribute('src') !== before", arg=before
    )
    page.get_by_label("To year", exact=True).select_option("2021")
    page.get_by_text(re.compile(r"^[12] of 6 reports$")).wait_for()
    keep(page, "1_filtered")
    total = cell(page, "received in the year · total")
    number = printed(page, "received in the year · total")
    total.click()
    marked = page.locator(f"{EXPLORER} .govreport-show .plain")
    marked.wait_for()
    assert marked.inner_text() == number
    assert "gr-chosen" in (total.get_attribute("class") or "")
    assert "本年新收政府信息公开申请数量 · 总计" in page.locator(f"{EXPLORER} .govreport-show").inner_text()
    keep(page, "2_source")


def test_the_source_stays_in_sight_beside_the_last_row(page: Page) -> None:
    page.set_viewport_size({"width": 1500, "height": 900})
    page.locator(f"{EXPLORER} .gr-pane").first.evaluate("one => one.scrollIntoView()")
    cell(page, "carried out to next year · total").click()
    shown = page.locator(f"{EXPLORER} .govreport-show")
    shown.get_by_text("四、结转下年度继续办理 · 总计").wait_for()
    top = shown.evaluate("one => one.getBoundingClientRect().top")
    assert 0 < top < 700
    page.set_viewport_size({"width": 1500, "height": 1750})


def test_the_keyboard_reaches_a_number(page: Page) -> None:
    cell(page, "received in the year · total").focus()
    page.keyboard.press("Tab")
    assert (page.evaluate("document.activeElement.title")).startswith("carried in from last year · natural persons")
    page.keyboard.press("Enter")
    page.locator(f"{EXPLORER} .govreport-show").get_by_text("二、上年结转政府信息公开申请数量 · 自然人").wait_for()
    chosen = page.locator(f"{EXPLORER} .gr-sheet button.gr-chosen")
    assert (chosen.get_attribute("title") or "").startswith("carried in from last year · natural persons")


def test_an_uploaded_pdf_shows_its_page_with_the_box(page: Page, tmp_path: Path) -> None:
    report = tmp_path / "水务局.pdf"
    report.write_bytes(as_pdf(page))
    upload(page, report)
    page.get_by_text("the uploaded files: read 1, not read 0.").wait_for()
    page.get_by_text("1 of 1 reports", exact=True).wait_for()
    cell(page, "received in the year · total").click()
    picture = page.locator(f"{EXPLORER} .govreport-show img")
    picture.wait_for()
    assert picture.evaluate("one => one.naturalWidth") > 400
    assert "水务局.pdf, page " in page.locator(f"{EXPLORER} .govreport-show").inner_text()
    keep(page, "3_uploaded")


def as_pdf(page: Page) -> bytes:
    """Return a made-up report as the browser prints it."""
    printed = render(draw(8, years=[2022])[0], "portal", seed=8, encoding="utf-8")
    other = page.context.browser.new_page()  # type: ignore[union-attr]
    other.set_content(printed.data.decode())
    data = other.pdf(format="A4", print_background=True)
    other.close()
    return data


def upload(page: Page, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=re.compile("Upload files")).click()
    chooser.value.set_files(path)


def test_a_file_that_is_no_report_is_named_with_its_error(page: Page, tmp_path: Path) -> None:
    bad = tmp_path / "通知.html"
    bad.write_text("<html><body><h1>关于调整服务窗口时间的通知</h1></body></html>", encoding="utf-8")
    upload(page, bad)
    note = page.locator(f"{EXPLORER} .note.bad")
    note.get_by_text("NotAReport").wait_for()
    assert "通知.html" in note.inner_text()
    assert "nothing was opened" in note.inner_text()
    assert "Traceback" not in page.locator(EXPLORER).inner_text()
    keep(page, "4_no_report")


def test_all_labels_are_there_in_chinese(page: Page) -> None:
    page.get_by_role("button", name="中文").click()
    page.locator(EXPLORER).get_by_text("原文位置", exact=True).wait_for()
    page.locator(f'{EXPLORER} .gr-sheet button[title^="一、本年新收政府信息公开申请数量 · 总计"]').wait_for()
    page.get_by_label("省份", exact=True).wait_for()
    keep(page, "5_chinese")

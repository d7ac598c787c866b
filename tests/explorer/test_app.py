"""All parts of the explorer together, without a browser: filters, list, figures, tables, places, languages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from govreport.corpus import Corpus, read_corpus
from govreport.errors import GovReportError, UnreadableSource
from govreport.sample import draw, render
from govreport.store import open_corpus
from tests.handmade import corpus_of, report_of

pytest.importorskip("ipywidgets", reason="the explorer needs the extra notebooks")

from govreport.explorer import explore  # noqa: E402

EVIL = '<img src=x onerror="alert(1)">'
TOTAL = ("requests", "received", "total")


def every(widget: Any) -> Iterator[Any]:
    """Yield a widget and all that it holds."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def html(explorer: Any) -> str:
    return "\n".join(widget.value for widget in every(explorer) if type(widget).__name__ == "HTML")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reports")
    for layout, truth in zip(("portal", "docx", "lines"), draw(4, years=[2020, 2021, 2022]), strict=True):
        printed = render(truth, layout, seed=4)
        (place / printed.name).write_bytes(printed.data)
    return place


@pytest.fixture(scope="module")
def read(folder: Path) -> Corpus:
    return read_corpus(folder, workers=0, progress=False)


@pytest.fixture(scope="module")
def made() -> Corpus:
    """Return a corpus of twelve agencies over three years, in two provinces and one that is not known."""
    places = ({"province": "青梧省", "prefecture": "云川市"}, {"province": "海棣省"}, {})
    return corpus_of(
        *(
            report_of(f"第{number}局", year, {TOTAL: number}, source=f"{number}-{year}.html", agency_kind="department",
                      function="water", level="county", **places[number % 3])
            for number in range(12) for year in (2021, 2022, 2023)
        )
    )  # fmt: skip


def test_nothing_is_open_until_something_is_opened() -> None:
    explorer = explore()
    assert explorer.report is None
    assert explorer._body.layout.display == "none"
    assert "No corpus is open" in html(explorer)


def test_a_corpus_is_listed_and_its_first_report_shown(made: Corpus) -> None:
    explorer = explore(made)
    assert "36 of 36 reports" in html(explorer)
    assert len(explorer.listing.menu.options) == 36
    assert explorer.report.meta["agency"] == "第0局"
    assert len(explorer.form.slots) == 175
    assert "data:image/png;base64," in explorer.charts.zero.value
    assert "data:image/png;base64," in explorer.charts.channels.value


def test_a_filter_changes_list_count_and_figures(made: Corpus) -> None:
    explorer = explore(made)
    before = explorer.charts.zero.value, explorer.charts.channels.value
    explorer.filters.menus["province"].value = "海棣省"
    assert "12 of 36 reports" in html(explorer)
    assert {label.split(" · ")[1] for label, _ in explorer.listing.menu.options} == {f"第{n}局" for n in (1, 4, 7, 10)}
    assert explorer.report.meta["agency"] == "第10局"
    assert explorer.charts.zero.value != before[0]
    assert explorer.charts.channels.value != before[1]
    explorer.filters.menus["first"].value = 2023
    assert "4 of 36 reports" in html(explorer)
    assert explorer.selection.first == 2023
    explorer.filters.reset.click()
    assert "36 of 36 reports" in html(explorer)
    assert explorer.filters.menus["province"].value == ""
    assert explorer.filters.menus["first"].value == ""


def test_the_figure_of_channels_shows_who_names_or_who_counts_one(made: Corpus) -> None:
    explorer = explore(made)
    assert "<td>adoption_wechat</td>" in explorer.charts.channels.value
    explorer.charts.which.value = "counted"
    assert "<td>reporting_wechat</td>" in explorer.charts.channels.value
    explorer.language.value = "zh"
    assert explorer.charts.which.options[1] == ("给出数量", "counted")
    assert "<td>reporting_wechat</td>" in explorer.charts.channels.value


def test_of_many_changes_only_the_last_is_drawn(made: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    explorer = explore(made)
    drawn: list[str] = []
    monkeypatch.setattr(explorer.charts, "draw_zero", lambda: drawn.append(explorer.selection.province))
    monkeypatch.setattr(explorer.charts, "draw_channels", lambda: drawn.append("channels"))

    async def change() -> None:
        for province in ("青梧省", "海棣省", "?"):
            explorer.filters.menus["province"].value = province
        assert "gr-waiting" in explorer.charts.zero._dom_classes
        while len(drawn) < 2:
            await asyncio.sleep(0)

    asyncio.run(change())
    assert drawn == ["?", "channels"]


def test_figures_are_dimmed_only_until_they_are_drawn(made: Corpus) -> None:
    explorer = explore(made)
    explorer.filters.menus["province"].value = "青梧省"
    assert not {*explorer.charts.zero._dom_classes, *explorer.charts.channels._dom_classes}


def test_a_place_is_let_go_with_the_one_around_it(made: Corpus) -> None:
    explorer = explore(made)
    menus = explorer.filters.menus
    menus["province"].value = "青梧省"
    menus["prefecture"].value = "云川市"
    menus["province"].value = "海棣省"
    assert (explorer.selection.province, explorer.selection.prefecture) == ("海棣省", "")
    assert "12 of 36 reports" in html(explorer)


def test_a_selection_without_a_report_says_so(made: Corpus) -> None:
    explorer = explore(made)
    explorer.filters.words.value = "没有这个局"
    assert "0 of 36 reports" in html(explorer)
    assert "No report fits these filters." in html(explorer)
    assert "There is nothing to draw" in html(explorer)
    assert explorer.report is None
    assert explorer.form.slots == ()
    explorer.filters.words.value = "第3局"
    assert explorer.report.meta["agency"] == "第3局"


def test_figures_of_made_up_reports_are_known_to_be(read: Corpus) -> None:
    explorer = explore(read)
    assert "<th>synthetic</th>" in explorer.charts.zero.value
    assert "<td>True</td>" in explorer.charts.zero.value


def test_a_click_on_a_number_shows_where_it_stands(read: Corpus) -> None:
    explorer = explore(read)
    for report_id in read.reports["report_id"]:
        explorer.listing.menu.value = report_id
        explorer.form.choose(TOTAL)
        at = [slot.key for slot in explorer.form.slots].index(TOTAL)
        explorer.form.buttons[at].click()
        assert explorer.cell == TOTAL
        assert "gr-chosen" in explorer.form.buttons[at]._dom_classes
        raw = explorer.form.slots[at].raw
        assert f'class="plain">{raw}<' in explorer.source.html.value
        assert explorer.report.where(*TOTAL)[:20] in explorer.source.html.value


def test_another_report_forgets_the_cell(read: Corpus) -> None:
    explorer = explore(read)
    explorer.form.buttons[0].click()
    assert explorer.cell is not None
    explorer.listing.menu.value = explorer.listing.menu.options[1][1]
    assert explorer.cell is None
    assert "Click a number" in explorer.source.html.value


def test_where_the_file_is_not_at_hand_it_is_said_and_the_text_around_shown(
    read: Corpus, folder: Path, tmp_path: Path
) -> None:
    read.save(tmp_path / "saved")
    explorer = explore(open_corpus(tmp_path / "saved"))
    explorer.form.choose(TOTAL)
    at = [slot.key for slot in explorer.form.slots].index(TOTAL)
    explorer.form.buttons[at].click()
    told = explorer.source.html.value
    assert "The file is not at hand" in told
    assert "is printed in" in told
    assert "<b>UnreadableSource</b>" in told
    assert f'<b class="plain">{explorer.form.slots[at].raw}</b>' in told
    assert explorer.source.folder.layout.display == ""
    explorer.source.folder.value = str(folder)
    assert "The file is not at hand" not in explorer.source.html.value
    assert 'class="plain"' in explorer.source.html.value
    assert explorer.source.folder.layout.display == "none"


def test_a_finding_leads_to_its_cell(made: Corpus) -> None:
    records = report_of("白榆县水务局", 2021)
    item = {"table": "review", "item": "reconsideration", "measure": "total"}
    records.findings.append(records.findings[0] | item | {"code": "review_sum", "severity": "error"})
    explorer = explore(corpus_of(records))
    first, second = explorer.findings.widget.children[1:]
    assert "review_sum" in first.children[1].value
    assert "blank_cells" in second.value
    first.children[0].click()
    assert explorer.cell == ("review", "reconsideration", "total")
    assert explorer.form.tables.value == "review"


def test_in_chinese_a_finding_says_its_code_year_table_cell_and_numbers_in_chinese() -> None:
    records = report_of("白榆县水务局", 2021)
    item = {"table": "review", "item": "reconsideration", "measure": "total", "stated": 3.0, "expected": 2.0}
    records.findings.append(records.findings[0] | item | {"code": "review_sum", "severity": "error"})
    explorer = explore(corpus_of(records), lang="zh")
    first, second = explorer.findings.widget.children[1:]
    told = first.children[1].value
    for part in ("数字矛盾 · 复议诉讼合计不符", "2021年 · 四、复议诉讼 · 行政复议 · 总计：所载3，对照2"):
        assert part in told
    assert "2021年" in second.value
    explorer.language.value = "en"
    assert "2021 · 4 · review and litigation" in explorer.findings.widget.children[1].children[1].value


def test_in_chinese_a_number_is_named_and_placed_in_chinese(read: Corpus) -> None:
    explorer = explore(read, lang="zh")
    explorer.form.choose(TOTAL)
    slot = next(slot for slot in explorer.form.slots if slot.key == TOTAL)
    explorer.form.buttons[explorer.form.slots.index(slot)].click()
    name, year = explorer.source.name.value, explorer.report.meta["year"]
    assert f"{year}年 · 三、依申请公开 · 一、本年新收政府信息公开申请数量 · 总计 · 已填数字 · 原文：{slot.raw}" in name
    place = explorer.report.places.set_index(["table", "item", "measure"]).loc[TOTAL]
    assert f"第{place['row'] + 1}行 · 第{place['col'] + 1}列" in name
    explorer.language.value = "en"
    assert f"{year} · 3 · requests" in explorer.source.name.value
    explorer.listing.menu.value = explorer.listing.menu.options[1][1]
    assert explorer.source.name.value == ""


def test_language_changes_every_label(made: Corpus) -> None:
    explorer = explore(made, lang="zh")
    assert "36 份年报中的 36 份" in html(explorer)
    assert explorer.filters.menus["level"].options == (("（全部）", ""), ("县区级", "county"))
    explorer.filters.menus["province"].value = "青梧省"
    explorer.language.value = "en"
    assert "12 of 36 reports" in html(explorer)
    assert explorer.selection.province == "青梧省"
    assert explorer.filters.menus["function"].options[1] == ("water", "water")
    assert explorer.form.tables.options[1][0] == "3 · requests"


def test_long_lists_are_turned_page_by_page() -> None:
    corpus = corpus_of(
        *(report_of(f"第{n:03}局", 2021, source=f"{n}", editions={"review": "2021"}) for n in range(450))
    )
    explorer = explore(corpus)
    menu = explorer.listing.menu
    assert [len(menu.options), explorer.listing.earlier.disabled] == [200, True]
    explorer.listing.later.click()
    assert explorer.report.meta["agency"] == "第200局"
    explorer.listing.later.click()
    assert [len(menu.options), explorer.listing.later.disabled] == [50, True]
    assert "401–450 of 450" in html(explorer)
    explorer.filters.words.value = "第44"
    assert [len(menu.options), explorer.report.meta["agency"]] == [10, "第440局"]


def test_texts_of_a_report_never_become_markup() -> None:
    cells = {TOTAL: {"state": "unreadable", "value": None, "raw": EVIL}}
    records = report_of(EVIL, 2021, cells=cells, source=EVIL, title=EVIL, province=EVIL, function=EVIL)
    records.findings[0]["message"] = EVIL
    explorer = explore(corpus_of(records))
    explorer.form.choose(TOTAL)
    explorer.form.buttons[[slot.key for slot in explorer.form.slots].index(TOTAL)].click()
    shown = html(explorer)
    assert "<img src=x" not in shown
    assert "&lt;img src=x" in shown
    assert not [widget for widget in every(explorer) if getattr(widget, "description_allow_html", False)]


def test_a_fault_while_reading_is_not_kept_silent(made: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    explorer = explore(made)
    seen: list[str] = []

    def show(kind: object, fault: BaseException, trace: object) -> bool:
        seen.append(str(fault))
        return True

    monkeypatch.setattr(type(explorer._faults), "__exit__", lambda _, *fault: fault[0] is not None and show(*fault))
    monkeypatch.setattr("govreport.explorer.picker.load_corpus", lambda *_, **__: 1 // 0)
    explorer.picker.path.value = "somewhere"
    explorer.picker.open.click()
    assert seen == ["integer division or modulo by zero"]


def test_what_cannot_be_opened_from_code_raises(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="neither a folder nor a file"):
        explore(tmp_path / "nothing")


def test_without_ipywidgets_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(GovReportError, match=r'pip install "govreport\[notebooks\]"'):
        explore()

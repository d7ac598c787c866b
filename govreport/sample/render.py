"""From a truth to the bytes of a report, and what a reader can be expected to find in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from govreport import forms
from govreport.forms import Identity, Key
from govreport.sample import compose, prose
from govreport.sample.damage import DAMAGES
from govreport.sample.numbers import violated
from govreport.sample.page import Box, Page, Row
from govreport.sample.print_docx import docx
from govreport.sample.print_html import portal, word_html
from govreport.sample.print_markdown import markdown
from govreport.sample.print_text import lines, plain, spaces, tabs
from govreport.sample.script import traditional
from govreport.sample.spelling import Speller
from govreport.sample.truth import Truth

TEXT: dict[str, Callable[[Page, random.Random], str]] = {
    "lines": lines,
    "tabs": tabs,
    "markdown": markdown,
    "plain": plain,
    "spaces": spaces,
}
HTML: dict[str, Callable[[Page, Truth, random.Random, str], str]] = {"portal": portal, "word_html": word_html}
LAYOUTS = (*TEXT, *HTML, "docx")
SUFFIXES = {"markdown": ".md", "portal": ".html", "word_html": ".html", "docx": ".docx"}
ENCODINGS = ("utf-8", "utf-8", "utf-8", "gb18030", "gb18030", "utf-8-sig", "utf-16")
CHARSETS = {"gb18030": "gb2312", "big5hkscs": "big5"}
TRACELESS = ("plain", "spaces")
"""Layouts in which an empty cell leaves no trace."""
PADDED = ("tabs", "markdown")
"""Layouts whose rows end in stray delimiters and whose labels shift: there an empty cell at either end of a row
leaves no trace, unless the sums of the table tell it from padding."""
SUMMED = ("requests", "review")

Damage = str | tuple[str, float]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a reader can find of one cell.

    Attributes
    ----------
    value
        The number as printed; for ``blank`` and ``lost`` the number before the damage.
    kind
        ``printed``, ``blank`` (an empty cell or a dash is printed) or ``lost`` (nothing of it is).
    placeable
        Its row still shows its label, or is the only row without one between two that stand two apart.
    gap
        Its row prints fewer cells than the form has and nothing shows which of them is gone.
    unit
        Of the number, as a code of the column `unit`.
    """

    value: float | None
    kind: str
    placeable: bool
    gap: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed report.

    Attributes
    ----------
    name, data
        A file name and the bytes.
    layout, encoding, damages
        How it was made; ``encoding`` is ``None`` for Word.
    truth
        What it said before damage.
    expected
        Every cell of its tables.
    planted
        The identities that the printed numbers contradict.
    meta
        ``title``, ``agency``, ``year``, ``period_start``, ``period_end`` and ``published`` as printed.
    """

    name: str
    data: bytes
    layout: str
    encoding: str | None
    damages: tuple[tuple[str, float], ...]
    truth: Truth
    expected: dict[Key, Expected]
    planted: tuple[Identity, ...]
    meta: dict[str, object]

    @property
    def numbers(self) -> dict[Key, float | None]:
        """Return the printed number of every cell, ``None`` where none is printed."""
        return {key: cell.value if cell.kind == "printed" else None for key, cell in self.expected.items()}

    @property
    def text(self) -> str:
        """Return the bytes decoded, for a person to look at; of Word the XML inside."""
        return self.data.decode(self.encoding or "utf-8", "replace")


def _placeable(table: str, edition: str, rows: list[Row]) -> dict[str, bool]:
    items = forms.items(table, edition)
    if table == "review":
        return dict.fromkeys(items, True)
    found = {row.item: row.labelled for row in rows}
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        near = items.index(below.item) - items.index(above.item) == 2
        found[row.item] = row.labelled or (near and above.labelled and below.labelled)
    return found


def _traced(row: Row, layout: str) -> list[Box]:
    """Return the boxes of a row's numbers that leave a trace in the layout."""
    boxes = row.numbers
    full = [place for place, box in enumerate(boxes) if box.text.strip()]
    if layout in TRACELESS:
        return [boxes[place] for place in full]
    table = boxes[0].key[0] if boxes and boxes[0].key else ""
    if layout in PADDED and table not in SUMMED:
        return boxes[full[0] : full[-1] + 1] if full else []
    return boxes


def _unit(key: Key) -> str:
    return forms.by_key()[key].unit


def _of_row(row: Row, wanted: int, placeable: dict[str, bool], truth: Truth, layout: str) -> dict[Key, Expected]:
    found: dict[Key, Expected] = {}
    seen = _traced(row, layout)
    for box in row.numbers:
        if box.key is None:
            continue
        kind = "printed" if box.value is not None else "blank" if box in seen else "lost"
        value = box.value if box.value is not None else truth.cells[box.key]
        found[box.key] = Expected(
            value, kind, placeable.get(box.key[1], False), len(seen) < wanted, box.unit or _unit(box.key)
        )
    return found


def _expect(page: Page, truth: Truth) -> dict[Key, Expected]:
    found: dict[Key, Expected] = {}
    for table, edition in truth.editions.items():
        rows = [row for sheet in page.sheets() if sheet.table == table for row in sheet.data()]
        sure = _placeable(table, edition, rows)
        for row in rows:
            wanted = 15 if table == "review" else len(forms.measures(table, edition, row.item))
            found |= _of_row(row, wanted, sure, truth, page.layout)
    return {
        key: found.get(key, Expected(value, "lost", False, False, _unit(key))) for key, value in truth.cells.items()
    }


def _encoding(page: Page, rng: random.Random) -> str:
    if page.traditional:
        return rng.choice(("utf-8", "big5hkscs"))
    if page.layout in HTML:
        return rng.choice(("utf-8", "utf-8", "gb18030"))
    return "utf-8" if page.layout == "markdown" else rng.choice(ENCODINGS)


def _encoded(text: str, encoding: str) -> tuple[bytes, str]:
    if encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le"), encoding
    try:
        return text.replace("\u00a0", " " if encoding == "big5hkscs" else "\u00a0").encode(encoding), encoding
    except UnicodeEncodeError:
        return text.encode("utf-8"), "utf-8"


def _print(page: Page, truth: Truth, rng: random.Random, wanted: str | None) -> tuple[bytes, str | None]:
    script: Callable[[str], str] = traditional if page.traditional else str
    if page.layout == "docx":
        return docx(page, script), None
    encoding, mark = wanted or _encoding(page, rng), "%CHARSET%"
    if page.layout not in HTML:
        return _encoded(script(TEXT[page.layout](page, rng)), encoding)
    text = script(HTML[page.layout](page, truth, rng, mark))
    encoding = _encoded(text, encoding)[1]
    return _encoded(text.replace(mark, CHARSETS.get(encoding, encoding)), encoding)


def _meta(truth: Truth, page: Page) -> dict[str, object]:
    script: Callable[[str], str] = traditional if page.traditional else str
    return {
        "title": script(truth.title.replace("\n", "")),
        "agency": script(truth.agency.name),
        "year": truth.year,
        "period_start": truth.period_start,
        "period_end": truth.period_end,
        "published": truth.published,
    }


def _named(damages: Iterable[Damage], rng: random.Random) -> tuple[tuple[str, float], ...]:
    chosen = {}
    for damage in damages:
        name, share = damage if isinstance(damage, tuple) else (damage, rng.choice((0.2, 0.25, 0.3, 0.4)))
        if name not in DAMAGES:
            message = f"no damage is named {name!r}; there are {', '.join(DAMAGES)}"
            raise ValueError(message)
        chosen[name] = share
    return tuple((name, chosen[name]) for name in DAMAGES if name in chosen)


def render(
    truth: Truth,
    layout: str,
    *,
    damages: Iterable[Damage] = (),
    spelling: float | None = None,
    encoding: str | None = None,
    seed: int = 0,
) -> Printed:
    """Print a report in a layout, damaged on demand.

    Parameters
    ----------
    truth
        From `draw`.
    layout
        One of `LAYOUTS`.
    damages
        Names of `DAMAGES`, or pairs of a name and the share of the rows that it hits (at least a fifth by default).
    spelling
        Share of the labels that are spelt otherwise than officially; ``None``: none in half the reports, half of
        them in the others.
    encoding
        ``None`` draws one that fits the layout.
    seed
        Draws wording, damage and print; the wording is the same in every layout.

    Returns
    -------
    Printed

    Raises
    ------
    ValueError
        Where layout or damage is unknown.

    Examples
    --------
    >>> from govreport.sample import draw
    >>> printed = render(draw(1, years=[2022])[0], "tabs", seed=1)
    >>> printed.name.endswith(".txt"), len(printed.expected), printed.planted
    (True, 200, ())
    """
    if layout not in LAYOUTS:
        message = f"no layout is named {layout!r}; there are {', '.join(LAYOUTS)}"
        raise ValueError(message)
    words, harm = random.Random(f"words {seed}"), random.Random(f"damage {seed} {layout}")
    share = words.choice((0.0, 0.5)) if spelling is None else spelling
    tables = compose.sheets(truth, Speller(words, share), words)
    page = prose.assemble(truth, tables, layout, words)
    chosen = _named(damages, harm)
    for name, part in chosen:
        DAMAGES[name](page, harm, part)
    data, used = _print(page, truth, random.Random(f"print {seed} {layout}"), encoding)
    expected = _expect(page, truth)
    values = {key: cell.value if cell.kind == "printed" else None for key, cell in expected.items()}
    planted = tuple(identity for identity in truth.identities if violated(identity, values))
    name = f"{truth.agency.name}_{truth.year}{SUFFIXES.get(layout, '.txt')}"
    return Printed(name, data, layout, used, chosen, truth, expected, planted, _meta(truth, page))

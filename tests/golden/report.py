"""One made-up report: an agency, a year, an edition, its numbers, and what must be read of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.golden import forms
from tests.golden.forms import Grid, Key, Values

SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


@dataclass
class Report:
    """A report as it is meant.

    Attributes
    ----------
    blank
        Cells that are printed empty or not at all, with the value that the sums force, if any, and the state that must
        come out.
    like
        As in `forms.numbers`; such a number and the one it repeats are printed as one cell.
    """

    agency: str
    year: int
    edition: str
    seed: int
    blank: dict[Key, tuple[str, str]] = field(default_factory=dict)
    like: dict[str, str] = field(default_factory=dict)
    values: Values = field(init=False)

    def __post_init__(self) -> None:
        """Draw the numbers."""
        self.values = forms.numbers(self.seed, self.edition, self.like)
        for item in self.like:
            key = ("requests", item, "natural_person")
            self.blank[key] = self.values[key], "derived"

    @property
    def title(self) -> str:
        """Return the title."""
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    @property
    def published(self) -> str:
        """Return a date after the year."""
        return f"{self.year + 1}-01-23"

    def opening(self) -> list[str]:
        """Return what stands before the first section."""
        return [
            self.title,
            f"本报告由{self.agency}编制，所列数据的统计期限自{self.year}年1月1日起至{self.year}年12月31日止。",
        ]

    def grids(self) -> tuple[Grid, ...]:
        """Return the three tables as printed."""
        printed = self.values | dict.fromkeys(self.blank, "")
        requests = forms.requests(self.edition)
        for items in self.like.items():
            lower, upper = (("requests", item, "natural_person") for item in items)
            requests = forms.merge_down(requests, upper, lower)
        grids = (forms.proactive(self.edition), requests, forms.review())
        return tuple(forms.fill(grid, printed) for grid in grids)

    def sections(self) -> Iterator[tuple[str, str | Grid]]:
        """Yield each section's heading and its prose or table."""
        prose = "工作有序推进，制度不断健全，公开平台运行平稳。"
        yield from zip(SECTIONS, (prose, *self.grids(), prose, "没有其他需要报告的事项。"), strict=True)

    def expected(self) -> str:
        """Return the cells that must come out, as CSV."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("table", "item", "measure", "value", "state"))
        for key, value in sorted(self.values.items()):
            writer.writerow((*key, *self.blank.get(key, (value.lstrip("+"), "stated"))))
        return stream.getvalue()

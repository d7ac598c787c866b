"""The official form as grids of cells with spans, filled with numbers that are consistent and all different."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

Key = tuple[str, str, str]
Values = dict[Key, str]

APPLICANTS = ("natural_person", "business", "research", "public_interest", "legal_services", "other_organization")
RESULTS = ("upheld", "corrected", "other_result", "pending")
PROCEEDINGS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")


@dataclass(frozen=True)
class Cell:
    """One cell of the form; `key` where it holds a number."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    key: Key | None = None


Grid = list[list[Cell]]

_OUTCOMES: list[tuple[str, list[tuple[str, str]]]] = [
    ("", [("（一）予以公开", "granted")]),
    ("", [("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partly_granted")]),
    (
        "（三）不予公开",
        [
            ("1.属于国家秘密", "denied_state_secret"),
            ("2.其他法律行政法规禁止公开", "denied_prohibited_by_law"),
            ("3.危及“三安全一稳定”", "denied_security_stability"),
            ("4.保护第三方合法权益", "denied_third_party_rights"),
            ("5.属于三类内部事务信息", "denied_internal_affairs"),
            ("6.属于四类过程性信息", "denied_process_information"),
            ("7.属于行政执法案卷", "denied_enforcement_files"),
            ("8.属于行政查询事项", "denied_administrative_query"),
        ],
    ),
    (
        "（四）无法提供",
        [
            ("1.本机关不掌握相关政府信息", "unavailable_not_held"),
            ("2.没有现成信息需要另行制作", "unavailable_requires_creation"),
            ("3.补正后申请内容仍不明确", "unavailable_unclear"),
        ],
    ),
    (
        "（五）不予处理",
        [
            ("1.信访举报投诉类申请", "declined_petition"),
            ("2.重复申请", "declined_repeated"),
            ("3.要求提供公开出版物", "declined_publication"),
            ("4.无正当理由大量反复申请", "declined_excessive"),
            ("5.要求行政机关确认或重新出具已获取信息", "declined_reconfirmation"),
        ],
    ),
]
_OTHER = {
    "2019": [("", [("（六）其他处理", "other_handling")])],
    "2021": [
        (
            "（六）其他处理",
            [
                ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "other_uncorrected"),
                ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "other_fee_unpaid"),
                ("3.其他", "other_rest"),
            ],
        )
    ],
}


def outcomes(edition: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the groups of outcomes: (label of the group or nothing, [(label, item)])."""
    return _OUTCOMES + _OTHER[edition]


def numbers(seed: int, edition: str, like: dict[str, str] | None = None) -> Values:
    """Return a number for every cell of an edition: sums right, none zero, none twice within a table.

    `like` names outcomes whose number of natural persons is that of another outcome.
    """
    draw = random.Random(seed)
    while True:
        values = {**_requests(draw, edition, like or {}), **_review(draw)}
        counts = (sum(key[0] == table for key in values) for table in ("requests", "review"))
        different = (len({v for key, v in values.items() if key[0] == table}) for table in ("requests", "review"))
        if sum(different) == sum(counts) - len(like or {}):
            return {key: str(value) for key, value in values.items()} | _proactive(draw, edition)


def _requests(draw: random.Random, edition: str, like: dict[str, str]) -> dict[Key, int]:
    leaves = [item for _, rows in outcomes(edition) for _, item in rows]
    drawn = iter(draw.sample(range(1, 900), len(leaves) * 6 + 12))
    columns: dict[str, dict[str, int]] = {}
    for applicant in APPLICANTS:
        column = {item: next(drawn) for item in leaves}
        if applicant == "natural_person":
            column |= {item: column[other] for item, other in like.items()}
        column["concluded"] = sum(column.values())
        column["carried_in"], column["carried_out"] = next(drawn), next(drawn)
        column["received"] = column["concluded"] + column["carried_out"] - column["carried_in"]
        columns[applicant] = column
    found = {("requests", item, name): value for name, column in columns.items() for item, value in column.items()}
    for item in columns[APPLICANTS[0]]:
        found["requests", item, "total"] = sum(column[item] for column in columns.values())
    return found


def _review(draw: random.Random) -> dict[Key, int]:
    drawn = iter(draw.sample(range(1, 60), 12))
    found: dict[Key, int] = {}
    for proceeding in PROCEEDINGS:
        parts = {result: next(drawn) for result in RESULTS}
        found |= {("review", proceeding, result): value for result, value in parts.items()}
        found["review", proceeding, "total"] = sum(parts.values())
    return found


def _proactive(draw: random.Random, edition: str) -> Values:
    drawn = map(str, draw.sample(range(11, 990), 22))
    keys = [cell.key for row in proactive(edition) for cell in row if cell.key]
    values = dict(zip(keys, drawn, strict=False))
    for key in values:
        if key[2] == "items_change":
            values[key] = f"-{values[key]}" if key[1] == "administrative_licensing" else f"+{values[key]}"
        if key[2] == "amount":
            values[key] += ".25"
    return values


def requests(edition: str) -> Grid:
    """Return the table of section three, its number cells empty."""
    grid = [
        [
            Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            Cell("申请人情况", 1, 7),
        ],
        [Cell("自然人", 2), Cell("法人或其他组织", 1, 5), Cell("总计", 2)],
        [Cell(text) for text in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
        _line([Cell("一、本年新收政府信息公开申请数量", 1, 3)], "received"),
        _line([Cell("二、上年结转政府信息公开申请数量", 1, 3)], "carried_in"),
    ]
    groups = outcomes(edition)
    first = [Cell("三、本年度办理结果", sum(len(rows) for _, rows in groups) + 1)]
    for group, rows in groups:
        for number, (label, item) in enumerate(rows):
            head = [Cell(group, len(rows))] if group and number == 0 else []
            grid.append(_line([*first, *head, Cell(label, 1, 1 if group else 2)], item))
            first = []
    grid.append(_line([Cell("（七）总计", 1, 2)], "concluded"))
    return [*grid, _line([Cell("四、结转下年度继续办理", 1, 3)], "carried_out")]


def _line(labels: list[Cell], item: str) -> list[Cell]:
    return labels + [Cell("", key=("requests", item, measure)) for measure in (*APPLICANTS, "total")]


def review() -> Grid:
    """Return the table of section four, its number cells empty."""
    results = [Cell(text) for text in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")]
    keys = [("review", proceeding, measure) for proceeding in PROCEEDINGS for measure in (*RESULTS, "total")]
    return [
        [Cell("行政复议", 1, 5), Cell("行政诉讼", 1, 10)],
        [*(replace(cell, rowspan=2) for cell in results), Cell("未经复议直接起诉", 1, 5), Cell("复议后起诉", 1, 5)],
        results * 2,
        [Cell("", key=key) for key in keys],
    ]


def proactive(edition: str) -> Grid:
    """Return the table of section two, its number cells empty."""
    return _proactive_2019() if edition == "2019" else _proactive_2021()


def _block(article: str, head: list[str], rows: list[tuple[str, str]], measures: list[str], width: int = 4) -> Grid:
    last = len(measures) - 1
    spans = [1] * last + [width - 1 - last]
    return [
        [Cell(f"第二十条第（{article}）项", 1, width)],
        [Cell("信息内容"), *(Cell(text, 1, wide) for text, wide in zip(head, spans, strict=True))],
        *(
            [
                Cell(label),
                *(
                    Cell("", 1, wide, ("proactive_disclosure", item, measure))
                    for measure, wide in zip(measures, spans, strict=True)
                ),
            ]
            for label, item in rows
        ),
    ]


def _proactive_2021() -> Grid:
    decided = ["本年处理决定数量"], ["decisions"]
    documents = [("规章", "rules"), ("行政规范性文件", "normative_documents")]
    penalties = [("行政处罚", "administrative_penalties"), ("行政强制", "administrative_compulsion")]
    return [
        *_block("一", ["本年制发件数", "本年废止件数", "现行有效件数"], documents, ["issued", "repealed", "in_force"]),
        *_block("五", decided[0], [("行政许可", "administrative_licensing")], decided[1]),
        *_block("六", decided[0], penalties, decided[1]),
        *_block("八", ["本年收费金额（单位：万元）"], [("行政事业性收费", "administrative_fees")], ["amount"]),
    ]


def _proactive_2019() -> Grid:
    made = ["本年新制作数量", "本年新公开数量", "对外公开总数量"], ["made", "disclosed", "disclosed_total"]
    decided = ["上一年项目数量", "本年增/减", "处理决定数量"], ["items_last_year", "items_change", "decisions"]
    licences = [("行政许可", "administrative_licensing"), ("其他对外管理服务事项", "other_public_services")]
    penalties = [("行政处罚", "administrative_penalties"), ("行政强制", "administrative_compulsion")]
    fees = [("行政事业性收费", "administrative_fees")]
    bought = [("政府集中采购", "centralized_procurement")]
    return [
        *_block("一", made[0], [("规章", "rules"), ("规范性文件", "normative_documents")], made[1]),
        *_block("五", decided[0], licences, decided[1]),
        *_block("六", decided[0], penalties, decided[1]),
        *_block("八", ["上一年项目数量", "本年增/减"], fees, ["items_last_year", "items_change"]),
        *_block("九", ["采购项目数量", "采购总金额"], bought, ["projects", "amount"]),
    ]


def fill(grid: Grid, values: Values) -> Grid:
    """Return the grid with its numbers printed."""
    return [[replace(cell, text=values[cell.key]) if cell.key else cell for cell in row] for row in grid]


def merge_down(grid: Grid, upper: Key, lower: Key) -> Grid:
    """Return the grid with one printed cell where two stand under each other."""
    return [
        [replace(cell, rowspan=2) if cell.key == upper else cell for cell in row if cell.key != lower] for row in grid
    ]
